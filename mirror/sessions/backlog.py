"""Backlog: the rows that are not on the disk yet, and those of the session that is going on, in case its file is lost."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Mapping, Sequence, Set
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, exists, insert, select, update

from mirror.sessions import schema
from mirror.sessions.rows import Write

log = logging.getLogger(__name__)


class Backlog:
    """Writes in their order. Not thread-safe: it belongs to the recorder's thread.

    A file that breaks, is deleted or is put in another's place in mid-session does not cost the session: what was written of it
    is kept until the next one begins, and can be written again.

    Attributes:
        waiting: not written yet.
    """

    def __init__(self, track_bytes: int) -> None:
        """track_bytes: landmark tracks beyond this are given up, the oldest first; other rows never are."""
        self.waiting: list[Write] = []
        self._limit = track_bytes
        self._written: deque[Write] = deque()
        self._written_tracks = 0
        self._doubtful = 0
        self._again = False
        self._gone: set[str | None] = set()

    def write(self, connection: Connection) -> None:
        """Into the connection's transaction, all that waits. Whatever comes of it, call `committed` or `failed` after."""
        if self._again:
            _clear(connection, self.waiting)
        elif self._doubtful and _is_there(connection, self.waiting[: self._doubtful]):
            # the answer to the last commit was lost, not the commit
            self._keep(self.waiting[: self._doubtful])
            del self.waiting[: self._doubtful]
        self._doubtful = 0
        for _, writes in groupby(self.waiting, lambda w: (w.table.name, w.key, tuple(w.values))):
            execute(connection, list(writes))
        self._doubtful = len(self.waiting)

    def mend(self, connection: Connection) -> bool:
        """After a row was refused: whoever was erased in mid-session leaves no session to write on; False where that is not why.

        What waits of an erased session is given up, and what follows of it; a new session of an erased person is nobody's.
        """
        begun = {w.values["id"] for w in self.waiting if w.table is schema.session and w.key is None}
        named = {_session_of(w) for w in self.waiting} - begun - {None}
        gone = named - set(connection.scalars(select(schema.session.c.id).where(schema.session.c.id.in_(named))))
        people = {w.values["profile_id"] for w in self.waiting if w.table is schema.session and w.values.get("profile_id")}
        strangers = people - set(connection.scalars(select(schema.profile.c.id).where(schema.profile.c.id.in_(people))))
        if not gone and not strangers:
            return False
        log.warning("%d sessions and %d people were erased while they were recorded", len(gone), len(strangers))
        self._gone |= gone
        self.waiting = [_unnamed(w, strangers) for w in self.waiting if _session_of(w) not in self._gone]
        self._written = deque(_unnamed(w, strangers) for w in self._written if _session_of(w) not in self._gone)
        self._doubtful = 0
        return True

    def add(self, writes: Sequence[Write]) -> None:
        """More rows to write."""
        self.waiting += [w for w in writes if _session_of(w) not in self._gone] if self._gone else writes

    def committed(self) -> None:
        """What waited is on the disk."""
        self._keep(self.waiting)
        self.waiting = []
        self._doubtful, self._again = 0, False

    def failed(self) -> None:
        """The transaction did not come about, or nobody knows whether it did: then the next one looks first."""
        self._give_up()

    def again(self) -> None:
        """The file is another one now: the session that is going on is written from its beginning."""
        self.waiting = [*self._written, *self.waiting]
        self._written.clear()
        self._written_tracks, self._doubtful, self._again = 0, 0, True

    def _keep(self, writes: Sequence[Write]) -> None:
        for write in writes:
            if write.table is schema.session and write.key is None:
                self._written.clear()
                self._written_tracks = 0
            if write.table is schema.event and write.values["session_id"] is None:
                continue  # a mirror that nobody trains at for weeks must not remember who walked by
            self._written.append(write)
            self._written_tracks += _track_bytes(write)
        if self._written_tracks > self._limit:
            log.info("landmark tracks of this session are no longer kept in memory beside the disk")
            self._written = deque(w for w in self._written if w.table is not schema.track)
            self._written_tracks = 0

    def _give_up(self) -> None:
        kept = sum(map(_track_bytes, self.waiting))
        while kept > self._limit:
            oldest = next(i for i, w in enumerate(self.waiting) if w.table is schema.track)
            kept -= _track_bytes(self.waiting.pop(oldest))
            self._doubtful -= oldest < self._doubtful
            log.error("a landmark track was given up: nothing can be written and the memory set aside for it is full")


def execute(connection: Connection, writes: Sequence[Write]) -> None:
    """Insert rows, or change a row again and again; all of one table, with the same columns and the same key."""
    table, key = writes[0].table, writes[0].key
    if key is None:
        connection.execute(insert(table), [dict(write.values) for write in writes])
        return
    where = _where(table, key)
    for write in writes:
        connection.execute(update(table).where(where).values(**write.values))


def _session_of(write: Write) -> str | None:
    key = write.values if write.key is None else write.key
    found: str | None = key["id"] if write.table is schema.session else key.get("session_id")
    return found


def _unnamed(write: Write, people: Set[str]) -> Write:
    if write.table is not schema.session or write.values.get("profile_id") not in people:
        return write
    return Write(write.table, {**write.values, "profile_id": None}, write.key)


def _clear(connection: Connection, writes: Sequence[Write]) -> None:
    """Remove what a file may hold of these already: it may be an older copy, or come back after a while away."""
    for write in writes:
        if write.key is None and write.table in (schema.session, schema.event):
            connection.execute(delete(write.table).where(_where(write.table, _primary(write))))


def _is_there(connection: Connection, writes: Sequence[Write]) -> bool:
    """Whether the transaction with these writes was committed: all of it was, or nothing."""
    first = next((write for write in writes if write.key is None), None)
    if first is None:
        return False
    return bool(connection.scalar(select(exists().where(_where(first.table, _primary(first))))))


def _primary(write: Write) -> dict[str, Any]:
    return {column.name: write.values[column.name] for column in write.table.primary_key.columns}


def _where(table: Table, key: Mapping[str, Any]) -> Any:
    return and_(*(table.c[name] == value for name, value in key.items()))


def _track_bytes(write: Write) -> int:
    return len(write.values["data"]) if write.table is schema.track else 0
