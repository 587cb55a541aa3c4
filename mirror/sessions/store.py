"""Store: reading the session log, moving sessions between machines, and erasing a person from it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection, RowMapping, Table, and_, func, select, update

from mirror.errors import SessionError
from mirror.events import Event, from_dict
from mirror.sessions import erasure, remains, schema
from mirror.sessions.audit import Audit
from mirror.sessions.conversion import clear
from mirror.sessions.database import Database, Log
from mirror.sessions.erasure import Erased
from mirror.sessions.exchange import Imported, csv_of, export_sessions, import_sessions
from mirror.sessions.track import Track, unpack


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A line of the list. ended_at None: cut off. exercises: (name, full repetitions) in the order of their first set; a set
    without a name is not among them. score: mean of the sets' scores, None where none has one. hold_s: seconds held."""

    id: str
    profile: str | None
    started_at: datetime
    ended_at: datetime | None
    source: str
    sets: int
    full: int
    partial: int
    rejected: int
    hold_s: float
    exercises: tuple[tuple[str, int], ...]
    score: float | None


@dataclass(frozen=True, slots=True)
class RepetitionEntry:
    """As RepClosed; times in the run's seconds, depth None where unknown. A joint that could not be told stands in `joints` with
    None and in `untold`; in an older log it is in neither, and `errors` and `view` are empty."""

    seq: int
    number: int
    kind: str
    start_t: float
    end_t: float
    depth: float | None
    side: str
    score: float | None
    reason: str | None
    credited: bool
    joints: Mapping[str, float | None]
    mistakes: tuple[str, ...]
    errors: Mapping[str, float] = field(default_factory=dict)
    untold: Mapping[str, str] = field(default_factory=dict)
    view: str | None = None
    yaw_deg: float | None = None


@dataclass(frozen=True, slots=True)
class SetEntry:
    """As SetEnded, with its repetitions. end_t None: cut off; joints and mistakes are then empty. joints, errors, untold and view
    as in RepetitionEntry."""

    number: int
    exercise: str | None
    start_t: float
    end_t: float | None
    confidence: float | None
    full: int
    partial: int
    rejected: int
    hold_s: float | None
    score: float | None
    joints: Mapping[str, float | None]
    mistakes: Mapping[str, int]
    repetitions: tuple[RepetitionEntry, ...]
    errors: Mapping[str, float] = field(default_factory=dict)
    untold: Mapping[str, str] = field(default_factory=dict)
    view: str | None = None
    yaw_deg: float | None = None


@dataclass(frozen=True, slots=True)
class CueEntry:
    """A sentence that was shown and said at t."""

    t: float
    text: str
    kind: str
    mistake: str | None
    severity: str | None


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """One session, whole. start_t: the run's time at started_at, so that t - start_t is seconds into the session."""

    summary: SessionSummary
    start_t: float
    end_t: float | None
    app_version: str
    sets: tuple[SetEntry, ...]
    cues: tuple[CueEntry, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A person with sessions."""

    id: str
    name: str
    sessions: int


class Store:
    """The log, opened for reading (and for import and erasure). Usable as a context manager.

    Every method raises SessionError with a plain sentence where the database says no or holds no such thing.
    """

    def __init__(self, database: Database) -> None:
        """Opens, creating an empty log where there is none, and finishes what somebody who erased something could not."""
        self._log = Log(database)
        self._file = Path(self._log.name) if self._log.sqlite else None
        if self._file is not None and erasure.owed(self._file):
            with suppress(SessionError):  # another program is at it: then whoever opens it next
                self.scrub()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self._log.close()

    @property
    def name(self) -> str:
        """The file or the server, for sentences to the user."""
        return self._log.name

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that only reads, for what stands in modules of its own. SessionError where the database says no."""
        return self._log.transaction(reads=True)

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that writes, all or nothing. SessionError where the database says no."""
        return self._log.transaction()

    def within(self, seconds: float) -> AbstractContextManager[None]:
        """Give up on a server that stands still for so long in what is done inside (SessionError)."""
        return self._log.within(seconds)

    def sessions(self, profile: str | None = None, limit: int | None = None) -> list[SessionSummary]:
        """The newest first. profile: only of the people of this name."""
        s = schema.session
        query = select(s, schema.profile.c.name.label("profile")).outerjoin(schema.profile)
        query = query.order_by(s.c.started_at.desc(), s.c.start_t.desc(), s.c.id).limit(limit)
        if profile is not None:
            query = query.where(schema.profile.c.name == profile)
        with self._log.transaction(reads=True) as connection:
            found = connection.execute(query).mappings().all()
            sets: dict[str, list[RowMapping]] = {row["id"]: [] for row in found}
            e, asked = schema.exercise_set, query.with_only_columns(s.c.id).subquery()
            below = select(e).join(asked, asked.c.id == e.c.session_id).order_by(e.c.session_id, e.c.number)
            for entry in connection.execute(below).mappings():
                sets[entry["session_id"]].append(entry)
            return [_summary(row, sets[row["id"]]) for row in found]

    def session(self, id: str) -> SessionEntry:
        """id: the session's, or enough of its beginning to be the only one."""
        with self._log.transaction(reads=True) as connection:
            row = self._find(connection, id)
            sets = tuple(_set(connection, s) for s in _below(connection, schema.exercise_set, row["id"], "number"))
            cues = tuple(
                CueEntry(c["t"], c["text"], c["kind"], c["mistake"], c["severity"])
                for c in _below(connection, schema.cue, row["id"], "seq")
            )
            summary = _summary(row, _below(connection, schema.exercise_set, row["id"], "number"))
            return SessionEntry(summary, row["start_t"], row["end_t"], row["app_version"], sets, cues)

    def events(self, id: str) -> list[Event]:
        """The session's events as they were, in order. A number that was NaN is NaN again where the event demands one."""
        with self._log.transaction(reads=True) as connection:
            rows = _below(connection, schema.event, self._find(connection, id)["id"], "seq")
        events = []
        for row in rows:
            data = json.loads(row["data"])
            for name in ("depth", "confidence"):
                if name in data and data[name] is None:
                    data[name] = math.nan
            try:
                events.append(from_dict(data))
            except (KeyError, TypeError) as error:
                raise SessionError(f"Event {row['seq']} of session {id} is not one that this version knows ({error}).") from error
        return events

    def track(self, id: str, set_number: int) -> Track:
        """The set's landmarks, 16 a second; empty where none were kept. A pause between chunks shows in `t`."""
        with self._log.transaction(reads=True) as connection:
            session_id = self._find(connection, id)["id"]
            t = schema.track
            query = select(t).where(t.c.session_id == session_id, t.c.set_number == set_number).order_by(t.c.chunk)
            rows = connection.execute(query).mappings().all()
        parts = [unpack(row["data"], row["count"], row["format"]) for row in rows]
        samples = np.concatenate(parts) if parts else np.zeros((0, 33, 7), np.float32)
        times = [row["start_t"] + np.arange(row["count"]) / row["rate"] for row in rows]
        width, height = (rows[0].width, rows[0].height) if rows else (0, 0)
        return Track(
            np.concatenate(times) if times else np.zeros(0),
            samples[:, :, :3],
            samples[:, :, 3:6],
            samples[:, :, 6],
            width,
            height,
        )

    def profiles(self) -> list[Profile]:
        """Everybody with a name, in alphabetical order."""
        p, s = schema.profile, schema.session
        query = select(p.c.id, p.c.name, func.count(s.c.id)).outerjoin(s).group_by(p.c.id, p.c.name).order_by(p.c.name, p.c.id)
        with self._log.transaction(reads=True) as connection:
            return [Profile(id, name, sessions) for id, name, sessions in connection.execute(query)]

    def export_json(self, ids: Sequence[str] = ()) -> dict[str, Any]:
        """Whole sessions as plain data for JSON, to be taken up by `import_json` elsewhere; no ids: all of them."""
        with self._log.transaction(reads=True) as connection:
            if ids:
                found = [self._find(connection, id)["id"] for id in dict.fromkeys(ids)]
            else:
                found = list(connection.scalars(select(schema.session.c.id).order_by(schema.session.c.started_at)))
            people = [] if ids else list(connection.scalars(select(schema.profile.c.id).order_by(schema.profile.c.created_at)))
            return export_sessions(connection, found, people)

    def export_csv(self, id: str) -> str:
        """A line a repetition, for a spreadsheet."""
        return csv_of(self.session(id))

    def import_json(self, data: Any) -> Imported:
        """Take up what `export_json` gave, here or on another machine; a session that is here already is not doubled.

        One that is here shorter (it was exported before its end) is completed; of somebody who was erased here nothing is taken.
        All or nothing.
        """
        with self._log.transaction() as connection:
            return import_sessions(connection, data)

    def erase(self, profile: str) -> Erased:
        """Remove a person (by name or id) and everything of theirs, so that it cannot be read from the file any more.

        Raises SessionError where nobody is called so or several are; or where another program holds the log: the person is
        then gone from it, and `scrub` has to be called again when it is free.
        """
        return erasure.erase(self, profile)

    def rename(self, old: str, new: str) -> int:
        """Give a person another name; returns how many sessions they have. 0 where the log knows nobody called so.

        Raises SessionError where somebody else is called so already: two people's sessions would become one's.
        """
        p, s = schema.profile, schema.session
        with self._log.transaction() as connection:
            ids = list(connection.scalars(select(p.c.id).where(p.c.name == old)))
            if ids and old != new and connection.scalars(select(p.c.id).where(p.c.name == new)).first() is not None:
                raise SessionError(f"Somebody in the session log is called {new!r} already.")
            if old != new:
                connection.execute(update(p).where(p.c.id.in_(ids)).values(name=new, renamed_at=datetime.now(UTC)))
                erasure.renamed_in_events(connection, old, new)
                for id in ids:
                    Audit(self).note("changed", id, f"person:{id}", connection=connection, what="name")
            return int(connection.execute(select(func.count()).where(s.c.profile_id.in_(ids))).scalar_one())

    def erase_before(self, moment: datetime) -> int:
        """Remove the sessions that began before `moment`, so that they cannot be read from the file any more; returns how many.

        Raises SessionError as `erase` where another program holds the log; the sessions are then gone from it all the same.
        """
        return erasure.erase_before(self, moment)

    def drop_tracks_before(self, moment: datetime) -> int:
        """Remove the landmarks alone of sessions that began before `moment`; returns of how many. Raises as `erase_before`."""
        return erasure.drop_tracks_before(self, moment)

    def scrub(self) -> None:
        """Write the file anew without what was deleted, and empty the write-ahead log (secure_delete has zeroed the rest)."""
        if not self._log.scrub():
            raise SessionError(
                "Another program holds the session log, so erased rows may linger in its files; close it and try again."
            )
        if self._file is not None:
            clear(self._file)
            try:
                remains.clear(self._file)
            except OSError as error:
                raise SessionError(
                    f"A copy of a broken log in {self._file.parent} cannot be removed: {error.strerror}."
                ) from error
            erasure.paid(self._file)

    def _find(self, connection: Connection, id: str) -> RowMapping:
        s = schema.session
        query = select(s, schema.profile.c.name.label("profile")).outerjoin(schema.profile)
        query = query.where(s.c.id.startswith(id.lower(), autoescape=True)).limit(2)
        rows = connection.execute(query).mappings().all() if id else []
        if not rows:
            raise SessionError(f"There is no session {id!r}; `mirror sessions list` shows them.")
        if len(rows) > 1:
            raise SessionError(f"More than one session begins with {id!r}; give more of its id.")
        return rows[0]


def _below(connection: Connection, table: Table, session_id: str, order: str) -> Sequence[RowMapping]:
    query = select(table).where(table.c.session_id == session_id).order_by(table.c[order])
    return connection.execute(query).mappings().all()


def _summary(row: RowMapping, sets: Sequence[RowMapping]) -> SessionSummary:
    exercises: dict[str, int] = {}
    for entry in sets:
        if entry["exercise"] is not None:
            exercises[entry["exercise"]] = exercises.get(entry["exercise"], 0) + entry["full"]
    scores = [entry["score"] for entry in sets if entry["score"] is not None]
    return SessionSummary(
        id=row["id"],
        profile=row["profile"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        source=row["source"],
        sets=len(sets),
        full=sum(entry["full"] for entry in sets),
        partial=sum(entry["partial"] for entry in sets),
        rejected=sum(entry["rejected"] for entry in sets),
        hold_s=sum(entry["hold_s"] or 0.0 for entry in sets),
        exercises=tuple(exercises.items()),
        score=sum(scores) / len(scores) if scores else None,
    )


def _set(connection: Connection, row: RowMapping) -> SetEntry:
    def of_set(table: Table) -> Sequence[RowMapping]:
        where = (table.c.session_id == row["session_id"], table.c.set_number == row["number"])
        return connection.execute(select(table).where(*where).order_by(*table.primary_key.columns)).mappings().all()

    reps = of_set(schema.repetition)
    joints: dict[int, list[RowMapping]] = {rep["seq"]: [] for rep in reps}
    mistakes: dict[int, list[str]] = {rep["seq"]: [] for rep in reps}
    for table, into in ((schema.joint_score, joints), (schema.repetition_mistake, mistakes)):
        join = and_(table.c.session_id == schema.repetition.c.session_id, table.c.seq == schema.repetition.c.seq)
        query = select(table).join(schema.repetition, join)
        query = query.where(schema.repetition.c.session_id == row["session_id"], schema.repetition.c.set_number == row["number"])
        for found in connection.execute(query).mappings():
            if into is joints:
                joints[found["seq"]].append(found)
            else:
                mistakes[found["seq"]].append(found["mistake"])
    told = of_set(schema.set_joint_score)
    return SetEntry(
        number=row["number"],
        exercise=row["exercise"],
        start_t=row["start_t"],
        end_t=row["end_t"],
        confidence=row["confidence"],
        full=row["full"],
        partial=row["partial"],
        rejected=row["rejected"],
        hold_s=row["hold_s"],
        score=row["score"],
        joints={j["joint"]: j["score"] for j in told},
        mistakes={m["mistake"]: m["count"] for m in of_set(schema.set_mistake)},
        repetitions=tuple(
            RepetitionEntry(
                rep["seq"],
                rep["number"],
                rep["kind"],
                rep["start_t"],
                rep["end_t"],
                rep["depth"],
                rep["side"],
                rep["score"],
                rep["reason"],
                rep["credited"],
                {j["joint"]: j["score"] for j in joints[rep["seq"]]},
                tuple(mistakes[rep["seq"]]),
                _errors(joints[rep["seq"]]),
                _untold(joints[rep["seq"]]),
                rep["view"],
                rep["yaw_deg"],
            )
            for rep in reps
        ),
        errors=_errors(told),
        untold=_untold(told),
        view=row["view"],
        yaw_deg=row["yaw_deg"],
    )


def _errors(joints: Sequence[RowMapping]) -> dict[str, float]:
    return {row["joint"]: row["error"] for row in joints if row["error"] is not None}


def _untold(joints: Sequence[RowMapping]) -> dict[str, str]:
    return {row["joint"]: row["untold"] for row in joints if row["untold"] is not None}
