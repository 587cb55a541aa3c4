"""`mirror reviewers`: who may look at what others trained."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from mirror.console import plain

if TYPE_CHECKING:
    from mirror.sessions.store import Store

reviewers = typer.Typer(help="Who may look at what others trained: list, add, remove, pin.", rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="NAME", help="Who.")]
Database = Annotated[
    str | None, typer.Option("--database", metavar="URL", help="Of this database; else of the log that the settings name.")
]


def _store(database: str | None) -> Store:
    from mirror import paths
    from mirror.sessions import Store
    from mirror.settings import load_settings

    return Store(database or load_settings().sessions.database or paths.database())


@reviewers.callback(invoke_without_command=True)
@plain
def _reviewers(context: typer.Context) -> None:
    """Who may look at what others trained: list, add, remove, pin. Alone: list."""
    if context.invoked_subcommand is None:
        list_reviewers()


@reviewers.command("list")
@plain
def list_reviewers(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, with those who left.")] = False,
    database: Database = None,
) -> None:
    """Everybody who may sign in."""
    from mirror.sessions import reviewers as people

    with _store(database) as store:
        found = people.reviewers(store, left=as_json)
    if as_json:
        told = [
            {"id": one.id, "name": one.name, "since": one.created_at.isoformat(), "left": one.left_at and one.left_at.isoformat()}
            for one in found
        ]
        typer.echo(json.dumps(told, indent=1, ensure_ascii=False))
        return
    if not found:
        typer.echo("There is no reviewer yet; `mirror reviewers add NAME` makes one.", err=True)
    for one in found:
        typer.echo(f"{one.name:24}  since {one.created_at.astimezone():%Y-%m-%d}")


@reviewers.command("add")
@plain
def add_reviewer(name: Name, database: Database = None) -> None:
    """A new reviewer; a PIN of four to twelve digits is asked for (from a pipe: the first line)."""
    from mirror.preferences.commands import asked
    from mirror.sessions import reviewers as people

    with _store(database) as store:
        first = not people.reviewers(store)
        added = people.add(store, name, asked())
    typer.echo(f"{added.name} may sign in for review now.")
    if first:
        typer.echo("mirror: From now on whoever reviews this log has to sign in.", err=True)


@reviewers.command("remove")
@plain
def remove_reviewer(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    database: Database = None,
) -> int:
    """Somebody reviews no more. Their notes stay, with their name."""
    from mirror.sessions import reviewers as people

    if not yes and not typer.confirm(f"{name} shall not sign in any more?", default=False, err=True):
        typer.echo("mirror: Nothing was changed.", err=True)
        return 1
    with _store(database) as store:
        gone = people.remove(store, name)
    typer.echo(f"{gone.name} cannot sign in any more; the notes stay.")
    return 0


@reviewers.command("pin")
@plain
def change_pin(name: Name, database: Database = None) -> None:
    """Another PIN; the one until now is asked for first (from a pipe: the first line, then the second)."""
    from mirror.preferences.commands import asked
    from mirror.sessions import reviewers as people

    with _store(database) as store:
        people.set_pin(store, name, asked("PIN until now"), asked("New PIN"))
    typer.echo(f"{name} has a new PIN.")
