"""The part of `mirror sessions ...` that is about privacy: the audit, what an erasure leaves, encryption."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mirror.console import plain

if TYPE_CHECKING:
    from mirror.sessions.audit import Action, Entry, Verdict
    from mirror.sessions.cipher import Key
    from mirror.sessions.store import Store

privacy = typer.Typer(rich_markup_mode=None)


def store() -> Store:
    """The log that the settings name, opened."""
    from mirror.sessions import Store

    return Store(_database())


def _database() -> str | Path:
    """The log that the settings name."""
    from mirror import paths
    from mirror.settings import load_settings

    return load_settings().sessions.database or paths.database()


def noted(opened: Store, action: Action, subject: str, object: str, **detail: Any) -> None:
    """Note what whoever sits at the machine looked at. What is theirs anyway they see even where it cannot be noted."""
    from mirror.errors import SessionError
    from mirror.sessions.audit import Audit

    try:
        Audit(opened).note(action, subject, object, **detail)
    except SessionError as error:
        typer.echo(f"mirror: {error} That you {action} this could not be noted in the audit.", err=True)


def erase_logged(who: str, *, settings: bool) -> tuple[str, int]:
    """Erase from the log; whose settings are to go, too, may never have trained. The name, and how many sessions it was."""
    from mirror.errors import SessionError
    from mirror.preferences import profiles
    from mirror.sessions import traces

    with store() as opened:
        called = [person.name for person in opened.profiles() if who in (person.id, person.name)]
        name, file = called[0] if called else who, Path(opened.name)
        if len(called) == 1:
            traces.forget(name)  # first: whoever is killed in between knows the name and can begin again
        broken = traces.forget_in_broken(opened, file, name) if len(called) < 2 and "://" not in opened.name else 0
        try:
            erased = opened.erase(who)
        except SessionError:
            found = profiles.find(who) if settings and not called else None
            if found is None and not (broken and not called):
                raise
            return who if found is None else found.stem, 0
    return erased.profile, erased.sessions


def erase_traces(name: str, *, settings: bool, broken: bool) -> None:
    """What an erased person left outside the log: what nobody decides about goes, the rest where it is wanted, or it is said."""
    from mirror import paths
    from mirror.sessions import traces
    from mirror.settings import load_settings

    current = load_settings()
    found = traces.traces(current.sessions.database or paths.database(), name)
    traces.forget(name)
    if settings:
        traces.forget_settings(found, name)
    elif found.settings is not None or found.default:
        typer.echo(f"mirror: Their settings and PIN are still there; `mirror profiles remove {name}` forgets them.", err=True)
    if broken:
        traces.forget_broken(found)
    elif found.broken:
        listed = ", ".join(str(file) for file in found.broken)
        typer.echo(f"mirror: Broken logs that were moved aside may hold more of them; delete them: {listed}.", err=True)
    if current.database.url:
        typer.echo("mirror: The clinic's database hears of it when the mirror reaches it next.", err=True)


@privacy.command("audit")
@plain
def show_audit(
    as_json: Annotated[bool, typer.Option("--json", help="All of it, as JSON.")] = False,
    verify: Annotated[bool, typer.Option("--verify", help="Check that no line was changed, taken out or moved.")] = False,
    profile: Annotated[str | None, typer.Option("--profile", help="Only what was done with this person's data.")] = None,
) -> int:
    """Who viewed, changed or exported what, the newest first."""
    from mirror.errors import SessionError
    from mirror.sessions.audit import Audit, names

    with store() as opened:
        audit = Audit(opened)
        if verify:
            return _told(audit.verify(), as_json)
        entries, known = audit.entries(), names(opened)
        if profile is not None:
            ids = {person.id for person in opened.profiles() if profile in (person.id, person.name)}
            if not ids:
                raise SessionError(f"Nobody in the session log is called {profile!r}.")
            entries = [entry for entry in entries if entry.subject in ids]
    if as_json:
        typer.echo(json.dumps([{**asdict(entry), "at": entry.at.isoformat()} for entry in entries], indent=1))
        return 0
    if not entries:
        typer.echo("Nobody has viewed, changed or exported anything yet.", err=True)
    for entry in entries:
        typer.echo(_line(entry, known))
    return 0


KeyFile = Annotated[
    bool, typer.Option("--key-file", help="Keep the key in a file of this user's, where there is no keyring (weaker).")
]


@privacy.command("encrypt")
@plain
def encrypt_log(
    key_file: KeyFile = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether the recovery key was written down.")] = False,
) -> int:
    """Encrypt the log on this disk; its key goes into the system's keyring."""
    from mirror.sessions import encryption, traces

    def shown(key: Key) -> bool:
        typer.echo(f"The recovery key is shown this once; write it down and keep it away from the mirror:\n\n  {key.words}\n")
        return yes or typer.confirm("Is it written down?", default=False, err=True)

    database = _database()
    if not encryption.encrypt(database, "file" if key_file else "keyring", shown):
        typer.echo("mirror: Nothing was changed, and that key is worth nothing.", err=True)
        return 1
    typer.echo("The session log is encrypted.")
    if key_file:
        typer.echo("mirror: Its key lies on the same disk: who takes the whole disk can read the log.", err=True)
    if broken := traces.broken_logs(database):
        typer.echo(f"mirror: Broken logs that were moved aside are as they were: {', '.join(map(str, broken))}.", err=True)
    return 0


@privacy.command("decrypt")
@plain
def decrypt_log(yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> int:
    """Make the log plain again."""
    from mirror.sessions import encryption

    if not yes and not typer.confirm("Make the session log readable for whoever gets its file?", default=False, err=True):
        typer.echo("mirror: Nothing was changed.", err=True)
        return 1
    encryption.decrypt(_database())
    typer.echo("The session log is not encrypted any more.")
    return 0


@privacy.command("recover")
@plain
def recover_key(key_file: KeyFile = False) -> None:
    """Give this machine the key of its encrypted log again, from the recovery key (from a pipe: the first line)."""
    from mirror.sessions import encryption

    words = typer.prompt("Recovery key", err=True) if sys.stdin.isatty() else sys.stdin.readline()
    encryption.recover(_database(), words, "file" if key_file else "keyring")
    typer.echo("The session log can be opened again.")


def _told(verdict: Verdict, as_json: bool) -> int:
    if as_json:
        typer.echo(json.dumps({"whole": verdict.whole, "lines": verdict.lines, "wrong": verdict.wrong}, indent=1))
    elif verdict.whole:
        typer.echo(f"The audit is whole: {verdict.lines} lines.")
    else:
        typer.echo("\n".join(verdict.wrong))
    return 0 if verdict.whole else 1


def _line(entry: Entry, known: dict[str, str]) -> str:
    """Ids as the names that the log still knows; who was erased is known to nobody."""
    who = known.get(entry.actor, entry.actor[:8]) if entry.actor else entry.role
    of = f"of {known.get(entry.subject, entry.subject[:8])}" if entry.subject else ""
    kind, _, rest = entry.object.partition(":")
    what = f"{kind} {rest[:12]}{rest[32:]}".strip()
    detail = " ".join(f"{key}={_word(value)}" for key, value in entry.detail.items())
    when = f"{entry.at.astimezone():%Y-%m-%d %H:%M}"
    return "  ".join(filter(None, (when, who.ljust(12), entry.action.ljust(9), what, of, detail))).rstrip()


def _word(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
