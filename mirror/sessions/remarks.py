"""Remarks: what reviewers said of a mirror's sessions, between its own log and the clinic's.

Verdicts that overrule the machine's go both ways. They are only ever added, under keys that are the same everywhere, and of
several on the same thing the latest `at` holds: so both sides come to hold the same ones whatever order they travel in, and the
trends at the mirror are the clinic's. Notes that were written at the mirror's own desk go there, and that one of these was
withdrawn comes back; the clinic's own stay there (docs/decisions/0026). A reviewer goes along by name, without the PIN, and can
sign in only at home.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select, tuple_, update
from sqlalchemy.exc import DataError, IntegrityError

from mirror.sessions import copying, postgresql, schema
from mirror.sessions.copying import Row
from mirror.sessions.store import Store

log = logging.getLogger(__name__)

_IN_ONE = 200
"""Remarks in one transaction: a line may take a tenth of a second for each."""
_AT_ONCE = 500
"""Ids in one question: SQLite takes 32,766, PostgreSQL's driver twice as many."""


@dataclass(frozen=True, slots=True)
class _Side:
    """What one of the two logs holds of the mirror's own: sessions (id: whose), ids of verdicts, and notes with when they were
    withdrawn."""

    sessions: dict[str, str | None]
    verdicts: set[str]
    notes: dict[str, datetime | None]


def exchange(here: Store, there: Store, seconds: float) -> tuple[int, int]:
    """One round; returns how many remarks were sent and how many verdicts taken. Raises SessionError; what was sent until then
    is there.

    seconds: for each transaction at the clinic.
    """
    with here.reading() as connection:
        s, n = schema.session, schema.note
        ids = list(connection.scalars(select(s.c.id)))
        own = _side(connection, ids, list(connection.scalars(select(n.c.id))))
    with there.within(seconds), there.reading() as connection:
        other = _side(connection, ids, list(own.notes))
    sent = _send(here, there, own, other, seconds)
    return sent, _take(here, there, own, other, seconds)


def _side(connection: Connection, sessions: Sequence[str], notes: Sequence[str]) -> _Side:
    s, o, n = schema.session, schema.overrule, schema.note
    return _Side(
        {row.id: row.profile_id for row in _asked(connection, (s.c.id, s.c.profile_id), s.c.id, sessions)},
        {row.id for row in _asked(connection, (o.c.id,), o.c.session_id, sessions)},
        {row.id: row.withdrawn_at for row in _asked(connection, (n.c.id, n.c.withdrawn_at), n.c.id, notes)},
    )


def _send(here: Store, there: Store, own: _Side, other: _Side, seconds: float) -> int:
    new = own.verdicts - other.verdicts
    gone = {id for id, at in own.notes.items() if id not in other.notes or (at is not None and other.notes[id] is None)}
    if not new | gone:
        return 0
    with here.reading() as connection:
        rows = [(schema.overrule, row) for row in _rows(connection, schema.overrule, new)]
        rows += [(schema.note, row) for row in _rows(connection, schema.note, gone)]
        names = copying.reviewers_of(connection, [row for _, row in rows])
    batches: dict[str, list[tuple[Table, Row]]] = {}
    for table, row in rows:
        if row["session_id"] is None or row["session_id"] in other.sessions:
            owner = row.get("profile_id") or own.sessions.get(row["session_id"] or "")
            key = f"session:{row['session_id']}" if owner is None else f"person:{owner}"
            batches.setdefault(key, []).append((table, row))
    sent = 0
    for key, batch in batches.items():
        for start in range(0, len(batch), _IN_ONE):
            with there.within(seconds):
                sent += _place(there, key, batch[start : start + _IN_ONE], names)
    return sent


def _place(there: Store, key: str, batch: Sequence[tuple[Table, Row]], names: Sequence[Row]) -> int:
    """Remarks on one person, in one transaction; of two that do this at once, and of one that erases them meanwhile, the second
    waits for the first."""
    kind, _, id = key.partition(":")
    try:
        with there.writing() as connection:
            postgresql.lock(connection, key)
            if kind == "person" and not copying.knows(connection, id):  # erased there, or not for this mirror to know
                return 0
            return _put(connection, batch, names)
    except (IntegrityError, DataError) as error:
        # what the clinic's database cannot hold must not hold up the rest
        why = getattr(error.orig, "sqlstate", None) or type(error.orig).__name__  # its text may hold the row
        log.error("remarks on %s are refused by the clinic's database: %s", key, why)
        return 0


def _take(here: Store, there: Store, own: _Side, other: _Side, seconds: float) -> int:
    new = other.verdicts - own.verdicts
    withdrawn = {id: at for id, at in other.notes.items() if at is not None and own.notes.get(id, at) is None}
    if not new and not withdrawn:
        return 0
    with there.within(seconds), there.reading() as connection:
        rows = _rows(connection, schema.overrule, new)
        names = copying.reviewers_of(connection, rows)
    with here.writing() as connection:
        for id, at in withdrawn.items():
            connection.execute(update(schema.note).where(schema.note.c.id == id).values(withdrawn_at=at))
        return _put(connection, [(schema.overrule, row) for row in rows], names)


def _put(connection: Connection, batch: Sequence[tuple[Table, Row]], names: Sequence[Row]) -> int:
    """Place what there is something to hang it on for: a session may be erased meanwhile, or not be whole yet."""
    verdicts = [row for table, row in batch if table is schema.overrule]
    notes = [row for table, row in batch if table is schema.note]
    r, s = schema.repetition, schema.session
    about = [(row["session_id"], row["seq"]) for row in verdicts]
    known = {tuple(row) for row in _asked(connection, (r.c.session_id, r.c.seq), tuple_(r.c.session_id, r.c.seq), about)}
    whole = {row.id for row in _asked(connection, (s.c.id,), s.c.id, {row["session_id"] for row in notes} - {None})}
    verdicts = [row for row in verdicts if (row["session_id"], row["seq"]) in known]
    notes = [row for row in notes if row["session_id"] is None or row["session_id"] in whole]
    signed = {row["reviewer_id"] for row in [*verdicts, *notes]}
    copying.meet_reviewers(connection, [row for row in names if row["id"] in signed])
    placed = copying.place_remarks(connection, schema.overrule, verdicts)
    return placed + copying.place_remarks(connection, schema.note, notes)


def _rows(connection: Connection, table: Table, ids: Iterable[str]) -> list[Row]:
    return [dict(row._mapping) for row in _asked(connection, tuple(table.columns), table.c.id, ids)]


def _asked(connection: Connection, columns: tuple[Any, ...], key: Any, values: Iterable[Any]) -> Iterator[Any]:
    """The rows in which the key is one of the values, in as many questions as it takes."""
    listed = sorted(values)
    for start in range(0, len(listed), _AT_ONCE):
        yield from connection.execute(select(*columns).where(key.in_(listed[start : start + _AT_ONCE])))
