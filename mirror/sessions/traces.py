"""Traces: what a person leaves on this machine outside the log, for an erasure that is to be complete."""

from __future__ import annotations

import glob
import json
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import insert, select

from mirror import paths
from mirror.errors import SessionError
from mirror.preferences import profiles
from mirror.preferences.file import store
from mirror.preferences.pins import Guard
from mirror.sessions import salvage, schema
from mirror.sessions.aside import moved_aside
from mirror.sessions.database import Database, as_url
from mirror.sessions.store import Store
from mirror.settings import load_settings


@dataclass(frozen=True, slots=True)
class Traces:
    """What is still there, and is somebody's to decide about.

    Attributes:
        settings: the profile's file, with its PIN and settings, or None. default: settings.toml names this person as the one who
            trains when nobody is named. broken: logs that were moved aside because they were broken; nobody can be taken out of
            them alone, so they can only go whole.
    """

    settings: Path | None
    default: bool
    broken: tuple[Path, ...]


def traces(database: Database, name: str) -> Traces:
    """What is there of a person of that name."""
    return Traces(profiles.find(name), _same(load_settings().sessions.profile, name), broken_logs(database))


def broken_logs(database: Database) -> tuple[Path, ...]:
    """Logs that were moved aside from this one, with what SQLite kept beside them."""
    url = as_url(database)
    if url.get_backend_name() != "sqlite":
        return ()
    path = Path(str(url.database))
    return tuple(sorted(path.parent.glob(f"{glob.escape(path.name)}.broken-*")))


def forget(name: str) -> None:
    """What nobody has to be asked about: the count of wrong PINs, and the name where the program's own log holds it.

    Raises SessionError where a log cannot be written.
    """
    Guard().forget(profiles.guarded_as(name))
    forget_name(name)


def forget_name(name: str) -> None:
    """In the program's own log. Raises SessionError where it cannot be written."""
    there = _anyhow(name)
    for file in paths.state().glob("mirror.log*"):
        try:
            _blacken(file, there)
        except OSError as error:
            raise SessionError(f"The name in {file} cannot be taken out: {error.strerror}.") from error


def forget_in_broken(opened: Store, file: Path, name: str) -> int:
    """Whoever is called so in a broken log that was moved aside gets a tombstone here, so that no salvage brings them back, under
    whatever id they have there. Returns how many; of a log that cannot be read nobody knows."""
    forms = [unicodedata.normalize(form, name) for form in ("NFC", "NFD")]
    found: set[str] = set()
    for broken in moved_aside(file):
        with suppress(SessionError):
            found |= set(salvage.people_called(broken, file, forms)[0])
    p, e = schema.profile, schema.erasure
    with opened.writing() as connection:
        alive = set(connection.scalars(select(p.c.id).where(p.c.id.in_(found))))
        known = set(connection.scalars(select(e.c.profile_id).where(e.c.profile_id.in_(found))))
        new = sorted(found - alive - known)
        if new:
            connection.execute(insert(e), [{"profile_id": id, "at": datetime.now(UTC)} for id in new])
    return len(found - alive)


def forget_settings(found: Traces, name: str) -> None:
    """The profile's file, and that settings.toml names the person. Raises SettingsError where a file cannot be written."""
    if found.settings is not None:
        profiles.remove(name)
    if found.default:
        store({"sessions.profile": None})


def forget_broken(found: Traces) -> None:
    """The broken logs, everybody's. Raises SessionError where one cannot be removed."""
    for file in found.broken:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise SessionError(f"{file} cannot be removed: {error.strerror}.") from error


def _anyhow(name: str) -> re.Pattern[bytes]:
    """The name as a word, composed and decomposed, in any case, and as an error's text may hold it, with escapes."""
    words = {name, name.lower(), name.upper(), name.casefold(), name.title()}
    words = {unicodedata.normalize(form, word) for form in ("NFC", "NFD") for word in words}
    forms = {word.encode() for word in words}
    forms |= {escaped.encode() for word in words for escaped in (ascii(word)[1:-1], json.dumps(word)[1:-1], quote(word))}
    return re.compile(
        rb"(?<!\w)(" + b"|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)) + rb")(?!\w)", re.I
    )


def _blacken(file: Path, there: re.Pattern[bytes]) -> None:
    """In place and of the same length: a mirror that is running goes on appending to the same file."""
    with suppress(FileNotFoundError), file.open("r+b") as stream:
        for found in there.finditer(stream.read()):
            stream.seek(found.start())
            stream.write(b"*" * len(found[0]))


def _same(one: str, other: str) -> bool:
    return bool(one) and unicodedata.normalize("NFC", one).casefold() == unicodedata.normalize("NFC", other).casefold()
