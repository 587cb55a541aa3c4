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
    """Send the clinic what it lacks, and take its plans; a mirror that runs does it by itself."""
    from mirror import paths
    from mirror.errors import SessionError
    from mirror.sessions import sender
    from mirror.settings import load_settings

    settings = load_settings()
    if not settings.database.url:
        raise SessionError("There is no clinic: database.url is empty (`mirror settings set database.url URL`).")
    typer.echo(str(sender.synchronise(settings.sessions.database or paths.database(), settings.database.url, again=again)))
