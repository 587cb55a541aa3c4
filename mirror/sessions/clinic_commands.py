"""The part of `mirror sessions ...` that is about the clinic's database."""

from __future__ import annotations

from typing import Annotated

import typer

from mirror.console import plain

clinic = typer.Typer(rich_markup_mode=None)


@clinic.command("sync")
@plain
def synchronise(
    again: Annotated[bool, typer.Option("--again", help="Look there for everything that was sent before, too.")] = False,
) -> None:
    """Send the clinic what it lacks, and take its plans and verdicts; a mirror that runs does it by itself."""
    from mirror import paths
    from mirror.errors import SessionError
    from mirror.sessions import sender
    from mirror.settings import load_settings

    settings = load_settings()
    if not settings.database.url:
        raise SessionError("There is no clinic: database.url is empty (`mirror settings set database.url URL`).")
    typer.echo(str(sender.synchronise(settings.sessions.database or paths.database(), settings.database.url, again=again)))


@clinic.command("clinic-role")
@plain
def clinic_role(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Of the role: small letters, digits and _, as in hall_mirror.")],
    desk: Annotated[bool, typer.Option("--desk", help="For a desk, which sees all, rather than for a mirror.")] = False,
    knows: Annotated[
        list[str] | None,
        typer.Option("--knows", metavar="ID", help="This person trains at this mirror, too (the review shows the id)."),
    ] = None,
    origin: Annotated[
        str | None,
        typer.Option("--origin", metavar="ID", help="What the mirror of this id sent under another role is this role's now."),
    ] = None,
) -> None:
    """Print what makes a role for one mirror, or a desk, in a clinic's database: for the server's administrator and psql."""
    from mirror.errors import WrongRequest
    from mirror.sessions import roles

    if desk and (knows or origin):
        raise WrongRequest("A desk sees everybody; --knows and --origin are for a mirror.")
    typer.echo(roles.desk_role(name) if desk else roles.mirror_role(name, knows or (), origin), nl=False)
