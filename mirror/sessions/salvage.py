"""Salvage: what can still be read of a broken log that was moved aside, taken up into the log that followed it.

It is read from a copy, row by row where a table does not give all of its rows at once; what belongs to a row that is lost (the
repetitions of a set, the scores of a repetition) is left. The broken file is never written.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, and_, select
from sqlalchemy.exc import DBAPIError, StatementError

from mirror.errors import SessionError
from mirror.sessions import copying, schema
from mirror.sessions.aside import SIDES
from mirror.sessions.database import BrokenLog, Log
from mirror.sessions.store import Store
from mirror.sessions.track import unpack

log = logging.getLogger(__name__)

_UNREADABLE = (DBAPIError, StatementError, sqlite3.Error, SessionError, ValueError, TypeError)
"""What SQLite and the columns' types make of bytes that are not what they were."""
_PARENTS: tuple[tuple[Table, Table, tuple[str, ...]], ...] = tuple(
    (table, constraint.referred_table, tuple(constraint.column_keys))
    for table in schema.BELOW_SESSION
    for constraint in table.foreign_key_constraints
    if constraint.referred_table is not schema.session
)


_LOST_AT_MOST = 1000
"""A header that says that the file was longer by more is not believed."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """How many sessions were added here, were here already, and could not be read; of the added ones' rows, how many are lost at
    least; and whose sessions they are (profile ids)."""

    added: int
    present: int
    unreadable: int
    rows_lost: int
    people: tuple[str, ...]

    def __str__(self) -> str:
        told = f"{self.added} sessions taken from the broken log, {self.present} here already"
        if self.unreadable or self.rows_lost:
            told += f"; {self.unreadable} could not be read, and in the others {self.rows_lost} rows or more are lost"
        return told


def salvage(file: Path, store: Store) -> Salvaged:
    """Take up what can be read of `file`. Raises SessionError where nothing can, or the log here says no.

    Not of the log itself: SQLite's locks on a file are the process's, and go when anybody in it closes that file.
    """
    with store.reading() as connection:
        here = connection.engine.url.database
    if connection.dialect.name == "sqlite" and here is not None and file.exists() and file.samefile(here):
        raise SessionError(f"{file} is the log itself; name one that was moved aside.")
    counts = {"added": 0, "completed": 0, "present": 0, "erased": 0}
    unreadable = lost = 0
    people: dict[str, None] = {}
    with tempfile.TemporaryDirectory(prefix="mirror-salvage-", dir=_room(file)) as folder:
        opened = _opened(file, Path(folder))
        try:
            with opened.engine.execution_options(reads=True).connect() as source:
                for id in _ids(source):
                    found, missing = _session(source, id)
                    if found is None:
                        unreadable += 1
                        continue
                    with store.writing() as connection:
                        outcome = copying.place(connection, found)
                    counts[outcome] += 1
                    if outcome in ("added", "completed"):
                        lost += missing
                        people |= {} if found.person is None else {found.person["id"]: None}
        finally:
            opened.close()
    return Salvaged(counts["added"] + counts["completed"], counts["present"] + counts["erased"], unreadable, lost, tuple(people))


def _room(file: Path) -> Path | None:
    """Beside the file where that is possible: there are people's movements in it, and /tmp may be small."""
    return file.parent if shutil.disk_usage(file.parent).free > 2 * file.stat().st_size else None


def _opened(file: Path, folder: Path) -> Log:
    copy = folder / "sessions.db"
    try:
        shutil.copyfile(file, copy)
        for side in SIDES:
            if side != "-shm":
                with suppress(FileNotFoundError):
                    shutil.copyfile(file.with_name(file.name + side), copy.with_name(copy.name + side))
        _lengthened(copy)
        return Log(copy)
    except OSError as error:
        raise SessionError(f"{file} cannot be copied: {error.strerror}.") from error
    except BrokenLog as error:
        raise SessionError(f"Nothing can be read of {file}: it has lost its beginning, or is no session log.") from error
    except SessionError as error:  # its key is missing, it is a newer program's
        raise SessionError(str(error).replace(str(copy), str(file))) from error


def _lengthened(copy: Path) -> None:
    """SQLite refuses a file that is shorter than its header says (file format, 1.3.2 and 1.3.8): the lost pages become empty
    ones, which nothing can be read of."""
    with copy.open("rb") as stream:
        head = stream.read(32)
    page, pages = int.from_bytes(head[16:18], "big"), int.from_bytes(head[28:32], "big")
    size = copy.stat().st_size
    if size < page * pages <= _LOST_AT_MOST * size:
        os.truncate(copy, page * pages)


def _ids(source: Connection) -> list[str]:
    """Of every session that anything in the file still knows: each way of asking reads other pages."""
    s = schema.session
    asked = [select(s.c.id), select(s.c.id).order_by(s.c.started_at), select(s.c.id).order_by(s.c.started_at.desc())]
    asked += [select(table.c.session_id).distinct() for table in schema.BELOW_SESSION if table is not schema.event]
    ids: dict[str, None] = {}
    for query in asked:
        with suppress(*_UNREADABLE):
            for id in source.execute(query).scalars():
                ids[id] = None
    return [id for id in ids if isinstance(id, str) and len(id) == 32]


def _session(source: Connection, id: str) -> tuple[copying.Whole | None, int]:
    """What can be read of a session, and how many rows were seen to be lost; None where not even its own row can be read."""
    s = schema.session
    rows, _ = _read(source, s, s.c.id == id)
    if not rows:
        return None, 0
    session = dict(rows[0])
    people, _ = _read(source, schema.profile, schema.profile.c.id == session["profile_id"]) if session["profile_id"] else ([], 0)
    if not people:
        session["profile_id"] = None
    below: dict[Table, list[Mapping[str, Any]]] = {}
    lost = 0
    for table in schema.BELOW_SESSION:
        below[table], missing = _read(source, table, table.c.session_id == id)
        lost += missing
    for table, parent, key in _PARENTS:
        there = {tuple(row[column.name] for column in parent.primary_key.columns) for row in below[parent]}
        kept = [row for row in below[table] if tuple(row[name] for name in key) in there]
        lost += len(below[table]) - len(kept)
        below[table] = kept
    return copying.Whole(people[0] if people else None, session, below), lost


def _read(source: Connection, table: Table, where: Any) -> tuple[list[Mapping[str, Any]], int]:
    """The rows, all at once or else those that can be read by their keys, and how many of those that are known are lost."""
    rows: list[Mapping[str, Any]]
    try:
        rows = [dict(row) for row in source.execute(select(table).where(where)).mappings()]
        known = len(rows)
    except _UNREADABLE as error:
        log.info("%s: %s", table.name, type(error).__name__)  # its text may hold what could not be decoded
        keys = list(dict.fromkeys(_keys(source, table, where)))
        rows, known = [], len(keys) + 1
        for key in keys:
            with suppress(*_UNREADABLE):
                of_key = and_(*(column == value for column, value in zip(table.primary_key.columns, key, strict=True)))
                rows += [dict(row) for row in source.execute(select(table).where(of_key)).mappings()]
    sound = [row for row in rows if _is_sound(table, row)]
    return sound, known - len(sound)


def _is_sound(table: Table, row: Mapping[str, Any]) -> bool:
    """Of what is longer than a page, SQLite may give bytes that are not what they were."""
    try:
        if table is schema.track:
            unpack(row["data"], row["count"], row["format"])
        if table is schema.event:
            json.loads(row["data"])
    except (SessionError, ValueError, TypeError):
        return False
    return True


def _keys(source: Connection, table: Table, where: Any) -> Iterator[tuple[Any, ...]]:
    """The keys of the table's rows, from both ends up to what cannot be read; its index is often whole where it is not."""
    columns: Sequence[Any] = list(table.primary_key.columns)
    for order in (columns, [column.desc() for column in columns]):
        with suppress(*_UNREADABLE):
            for row in source.execute(select(*columns).where(where).order_by(*order)):
                yield tuple(row)
