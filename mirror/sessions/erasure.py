"""Erasure: a person, or what is older than wanted, goes from the log so that it cannot be read from its files any more.

What goes with a person: their sessions with everything below these (sets, repetitions, scores, mistakes, cues, events, landmark
tracks, calibrations, overrules, what was sent), their notes and plans, what happened outside sessions in the runs in which they
trained, and their name wherever an event of somebody else's holds it. What stays: the audit, in which they are a random id that
leads nowhere now, and a tombstone with the same id, so that another machine does not bring them back.

SQLite zeroes what it deletes (`secure_delete`); the file is then written anew (VACUUM) and the write-ahead log emptied, since a
page may have kept a copy of a row that was moved. What a disk keeps of files that were freed before is the disk's: only an
encrypted log, or an encrypted disk, helps against who takes it out. Whoever is killed between the two leaves a mark beside the
log, and the next who opens it finishes the work.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, and_, delete, func, insert, or_, select, update

from mirror.errors import SessionError
from mirror.sessions.audit import Audit
from mirror.sessions.postgresql import lock
from mirror.sessions.schema import erasure, event, note, plan, profile, session, track

if TYPE_CHECKING:
    from mirror.sessions.store import Store

NAMING = ("ProfileChosen", "ProfileLocked")
"""Events that hold somebody's name."""
NOBODY = "?"
"""What stands in other people's events where the name of somebody who was erased stood."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What went: of whom (by name), and how much."""

    profile: str
    sessions: int
    notes: int = 0
    plans: int = 0


def erase(store: Store, who: str) -> Erased:
    """Remove a person, by name or id.

    Raises SessionError where nobody is called so or several are; or where another program is in the way of the file's cleaning:
    the person is then gone from it, and `Store.scrub` has to be called again when it is free.
    """
    with store.writing() as connection:
        person = _found(connection, who)
        erased = Erased(
            person.name,
            _count(connection, select(session.c.id).where(session.c.profile_id == person.id)),
            _count(connection, select(note.c.id).where(note.c.profile_id == person.id)),
            _count(connection, select(plan.c.id).where(plan.c.profile_id == person.id)),
        )
        forget(connection, person.id, datetime.now(UTC))
        Audit(store).note("erased", person.id, f"person:{person.id}", connection=connection, sessions=erased.sessions)
    store.scrub()
    return erased


def forget(connection: Connection, profile_id: str, at: datetime) -> str | None:
    """Within the connection's transaction: everything of theirs goes, a tombstone of `at` stays. Returns their name, None where
    this log does not know them (the tombstone stands all the same).

    Whoever brings something of theirs at the same moment (`mirror.sessions.copying.place`) waits, and meets the tombstone.
    """
    lock(connection, f"person:{profile_id}")
    owe(connection)
    if connection.execute(select(erasure.c.at).where(erasure.c.profile_id == profile_id)).first() is None:
        connection.execute(insert(erasure), {"profile_id": profile_id, "at": at})
    name: str | None = connection.execute(select(profile.c.name).where(profile.c.id == profile_id)).scalar()
    if name is None:
        return None
    runs = select(session.c.run).where(session.c.profile_id == profile_id).scalar_subquery()
    connection.execute(delete(event).where(and_(event.c.session_id.is_(None), event.c.run.in_(runs))))
    connection.execute(delete(profile).where(profile.c.id == profile_id))
    if connection.execute(select(profile.c.id).where(profile.c.name == name)).first() is None:
        renamed_in_events(connection, name, NOBODY)
    return name


def erase_before(store: Store, moment: datetime) -> int:
    """Remove the sessions that began before `moment`; returns how many. Notes of theirs go with them; notes and plans of a person
    stay, whatever their age. Raises SessionError as `erase` where another program is in the way."""
    with store.writing() as connection:
        old = connection.execute(select(session.c.id, session.c.run).where(session.c.started_at < moment)).all()
        ids, runs = [row.id for row in old], {row.run for row in old}
        if ids:
            owe(connection)
        runs -= set(connection.scalars(select(session.c.run).where(session.c.run.in_(runs), session.c.id.not_in(ids))))
        connection.execute(delete(event).where(and_(event.c.session_id.is_(None), event.c.run.in_(runs))))
        connection.execute(delete(session).where(session.c.id.in_(ids)))
        if ids:
            Audit(store).note("erased", "", "log", connection=connection, sessions=len(ids), why="older")
    if ids:
        store.scrub()
    return len(ids)


def drop_tracks_before(store: Store, moment: datetime) -> int:
    """Remove the landmark tracks of the sessions that began before `moment`, the most personal part of them; counts, scores and
    ranges of motion stay. Returns of how many sessions. Raises SessionError as `erase` where another program is in the way."""
    with store.writing() as connection:
        of_old = select(session.c.id).where(session.c.started_at < moment).scalar_subquery()
        ids = connection.scalars(select(track.c.session_id).where(track.c.session_id.in_(of_old)).distinct()).all()
        if ids:
            owe(connection)
        connection.execute(delete(track).where(track.c.session_id.in_(ids)))
        if ids:
            Audit(store).note("erased", "", "log", connection=connection, sessions=len(ids), why="older", what="tracks")
    if ids:
        store.scrub()
    return len(ids)


def owe(connection: Connection) -> None:
    """Before something is deleted: mark that the file is to be written anew. On a server that is the server's own work."""
    name = connection.engine.url.database
    if connection.dialect.name == "sqlite" and name is not None:
        with suppress(OSError):  # a full disk: it is erased all the same
            _mark(Path(name)).touch(mode=0o600)


def owed(file: Path) -> bool:
    """Whether somebody who deleted something was ended before the file was written anew."""
    return _mark(file).exists()


def paid(file: Path) -> None:
    """It was."""
    with suppress(OSError):
        _mark(file).unlink(missing_ok=True)


def _mark(file: Path) -> Path:
    return file.with_name(f".{file.name}.scrub")


def renamed_in_events(connection: Connection, old: str, new: str) -> None:
    """Another name in the events that say who was chosen at the mirror."""
    query = select(event.c.run, event.c.seq, event.c.data).where(event.c.name.in_(NAMING))
    for row in connection.execute(query).all():
        data = json.loads(row.data)
        if data.get("profile") == old:
            where = and_(event.c.run == row.run, event.c.seq == row.seq)
            connection.execute(update(event).where(where).values(data=json.dumps({**data, "profile": new})))


def _found(connection: Connection, who: str) -> Any:
    query = select(profile.c.id, profile.c.name).where(or_(profile.c.name == who, profile.c.id == who))
    found = connection.execute(query).all()
    if not found:
        raise SessionError(f"Nobody in the session log is called {who!r}.")
    if len(found) > 1:
        ids = " or ".join(row.id for row in found)
        raise SessionError(f"{len(found)} people are called {who!r}; name one of them by id: {ids}.")
    return found[0]


def _count(connection: Connection, query: Select[Any]) -> int:
    return int(connection.execute(select(func.count()).select_from(query.subquery())).scalar_one())
