"""`mirror sessions ...`: the log on the command line. Every command imports what it needs when it runs."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mirror.console import bar, plain
from mirror.errors import WrongRequest
from mirror.export.form import Form, Paper, Tongue
from mirror.sessions.clinic_commands import clinic
from mirror.sessions.privacy_commands import erase_logged, erase_traces, noted, privacy

if TYPE_CHECKING:
    from mirror.sessions.store import SessionEntry, Store

sessions = typer.Typer(help="The log: list, show, export, import, erase, audit.", rich_markup_mode=None)
sessions.add_typer(privacy)
sessions.add_typer(clinic)


_DAY = ["%Y-%m-%d"]


@sessions.callback()
def _sessions(context: typer.Context) -> None:
    """The log: list, show, export, import, erase. Alone: list."""
    if context.invoked_subcommand is None:
        list_sessions()


def _store() -> Store:
    """The log that the settings name, opened."""
    from mirror import paths
    from mirror.sessions import Store
    from mirror.settings import load_settings

    return Store(load_settings().sessions.database or paths.database())


@sessions.command("list")
@plain
def list_sessions(
    profile: Annotated[str | None, typer.Option("--profile", help="Only this person's.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="All of it, as JSON.")] = False,
) -> None:
    """The sessions, newest first, the id in the first column."""
    with _store() as store:
        found = store.sessions(profile=profile)
        if found:
            noted(store, "viewed", "", "log", sessions=len(found))
    if as_json:
        typer.echo(json.dumps([asdict(entry) for entry in found], indent=1, default=_plain_value))
        return
    if not found:
        typer.echo("No session has been logged yet.", err=True)
    for entry in found:
        day = f"{entry.started_at.astimezone():%Y-%m-%d %H:%M}"
        done = ", ".join(f"{name} {count}" for name, count in entry.exercises) or "nothing recognised"
        open_end = "" if entry.ended_at is not None else "  (cut off, or going on)"
        typer.echo(f"{entry.id[:12]}  {day}  {(entry.profile or '-').ljust(12)}  {done}{open_end}")


@sessions.command("show")
@plain
def show_session(
    session: Annotated[str, typer.Argument(metavar="ID", help="The session's id, or its beginning.")],
    as_json: Annotated[bool, typer.Option("--json", help="All of it, as JSON.")] = False,
) -> None:
    """One session: its sets, repetitions and cues."""
    from mirror.sessions.audit import person_of

    with _store() as store:
        entry = store.session(session)
        noted(store, "viewed", person_of(store, entry.summary.id), f"session:{entry.summary.id}")
    if as_json:
        typer.echo(json.dumps(asdict(entry), indent=1, default=_plain_value))
        return
    for line in _told(entry):
        typer.echo(line)


def _told(entry: SessionEntry) -> list[str]:
    head = entry.summary
    lines = [f"{head.id}  {head.started_at.astimezone():%Y-%m-%d %H:%M}  {head.profile or '-'}  {head.source}".rstrip()]
    for done in entry.sets:
        score = "" if done.score is None else f", score {done.score:.0f}"
        what = f"{done.full} full, {done.partial} partial, {done.rejected} rejected"
        if done.hold_s is not None:
            what = f"{done.hold_s:.0f} s held"
        lines.append(f"set {done.number}: {done.exercise or 'not recognised'}, {what}{score}")
        for rep in done.repetitions:
            judged = [f"score {rep.score:.0f}"] if rep.score is not None else []
            judged += [*rep.mistakes, *([rep.reason] if rep.reason else [])]
            number = str(rep.number) if rep.kind == "full" else "-"
            lines.append(f"  {number:>3}  {rep.start_t - entry.start_t:7.1f} s  {rep.kind:8}  {', '.join(judged)}".rstrip())
    if head.ended_at is None:
        lines.append("not ended: the program was stopped in its middle, or it is still going on")
    lines += [f"  cue  {cue.t - entry.start_t:7.1f} s  {cue.text}" for cue in entry.cues]
    return lines


def _plain_value(value: object) -> str:
    """What JSON has no form for: points in time, as ISO 8601."""
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


@sessions.command("export")
@plain
def export_sessions(
    out: Annotated[Path, typer.Option("--out", help="The file to write; one that is there is replaced.")],
    session: Annotated[list[str] | None, typer.Argument(metavar="ID...", help="Ids of sessions, or their beginnings.")] = None,
    form: Annotated[
        Form | None,
        typer.Option(
            "--format",
            help="json can be imported elsewhere, csv is a line a repetition, fhir a bundle of FHIR R4 resources, pdf a report on"
            " paper, trc the landmarks of a set for OpenSim. Else by the file's ending.",
        ),
    ] = None,
    profile: Annotated[str | None, typer.Option("--profile", help="All of this person's sessions.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Everybody's sessions.")] = False,
    first: Annotated[datetime | None, typer.Option("--from", metavar="DATE", formats=_DAY, help="From this day on.")] = None,
    last: Annotated[datetime | None, typer.Option("--to", metavar="DATE", formats=_DAY, help="Up to this day.")] = None,
    without_name: Annotated[bool, typer.Option("--without-name", help="A random id in place of the name, no notes.")] = False,
    paper: Annotated[Paper | None, typer.Option("--paper", help="Of a PDF; else as the locale says.")] = None,
    language: Annotated[Tongue | None, typer.Option("--language", help="Of a PDF; else as the settings say.")] = None,
) -> None:
    """Sessions as a file: those named, a person's, or everybody's."""
    from mirror import export
    from mirror.sessions.audit import Audit

    days = (first and first.date(), last and last.date())
    named = session or []
    if bool(named) == (profile is not None or everything):
        raise WrongRequest("Name sessions by their ids, or say --profile NAME, or --all.")
    if named and any(days):
        raise WrongRequest("--from and --to choose among all sessions of a person or of everybody; leave out the ids.")
    with _store() as store, bar("exporting") as progress:
        ids = named or export.chosen(store, profile, *days)
        files = export.write(
            store,
            ids,
            form or export.form_of(out),
            out,
            audit=Audit(store),
            pseudonymous=without_name,
            paper=paper,
            language=language,
            progress=progress,
        )
    if files != (out,):
        for file in files:
            typer.echo(str(file))


@sessions.command("import")
@plain
def import_sessions(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="What `export --format json` wrote, or a log that was moved aside.")
    ],
) -> None:
    """Take up another machine's sessions, notes and plans, or what can be read of a broken log; nothing is doubled."""
    from mirror import reports
    from mirror.sessions import aside, exchange, salvage
    from mirror.sessions.audit import Audit

    with _store() as store:
        audit = Audit(store)
        if aside.is_ours(file) or aside.is_called_broken(file):
            took = salvage.salvage(file, store)
            for person in took.people:
                audit.note("imported", person, f"person:{person}")
            typer.echo(str(took))
            return
        data = reports.read_json(file)
        with store.writing() as connection:
            outcome = exchange.import_sessions(connection, data)
            for person in outcome.people:
                audit.note("imported", person, f"person:{person}", connection=connection)
    typer.echo(str(outcome))


@sessions.command("erase")
@plain
def erase_profile(
    profile: Annotated[str, typer.Argument(metavar="PROFILE", help="Whose sessions, by name or id.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    and_settings: Annotated[bool, typer.Option("--and-settings", help="Their settings and PIN, too.")] = False,
    and_broken: Annotated[
        bool, typer.Option("--and-broken", help="Broken logs that were moved aside, too: everybody's in them.")
    ] = False,
) -> int:
    """Remove a person and everything of theirs, so that it cannot be read from the file any more."""
    if not yes and not typer.confirm(f"Erase {profile} and all of their sessions for good?", default=False, err=True):
        typer.echo("mirror: Nothing was erased.", err=True)
        return 1
    name, sessions = erase_logged(profile, settings=and_settings)
    typer.echo(f"{name}: sessions erased: {sessions}")
    erase_traces(name, settings=and_settings, broken=and_broken)
    return 0
