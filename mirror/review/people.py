"""People, their days, and the sets of a session: what the review lists, each with one query or two, whatever the log's size.

Days and times are the mirror's own wall clock when the session began (`session.utc_offset_min`), so that a session of half past
eleven at night stays on its day in summer and in winter, wherever it is read. Where a session does not know its offset, this
machine's zone at that moment stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from sqlalchemy import RowMapping, Select, func, select

from mirror.sessions import schema
from mirror.sessions.store import Store

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody with sessions. id None, name "": the sessions of nobody in particular. first, last: local times of the first and
    the latest session, None where there is none."""

    id: str | None
    name: str
    sessions: int
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session of the calendar.

    Attributes:
        started_at, ended_at: local, with the mirror's offset; ended_at None: cut off.
        minutes: in sets. full, partial, rejected: by the machine's verdicts. hold_s: seconds held. exercises: in the order of
        their first set. score: mean of the sets' scores, None where none has one. notes: how many stand on it and below it.
    """

    id: str
    started_at: datetime
    ended_at: datetime | None
    sets: int
    minutes: float
    full: int
    partial: int
    rejected: int
    hold_s: float
    exercises: tuple[str, ...]
    score: float | None
    notes: int
    source: str
    plan_id: str | None


@dataclass(frozen=True, slots=True)
class Day:
    """A day with sessions. minutes: in sets. repetitions: full ones. score: mean of its sessions' scores, or None."""

    day: date
    sessions: tuple[SessionRow, ...]
    minutes: float
    repetitions: int
    score: float | None


@dataclass(frozen=True, slots=True)
class SetRow:
    """A set of a session. end_t None: cut off. mistakes: name -> how many repetitions the machine saw it in. track: whether its
    landmarks are there, so that it can be replayed. overruled: how many verdicts of a reviewer hold in it."""

    number: int
    exercise: str | None
    start_t: float
    end_t: float | None
    full: int
    partial: int
    rejected: int
    hold_s: float | None
    score: float | None
    mistakes: tuple[tuple[str, int], ...]
    track: bool
    overruled: int
    plan_position: int | None


def local(moment: datetime, utc_offset_min: int | None) -> datetime:
    """An aware moment on the wall clock of the mirror that recorded it; on this machine's where the offset is not known."""
    if utc_offset_min is None:
        return moment.astimezone()
    return moment.astimezone(timezone(timedelta(minutes=utc_offset_min)))


def people(store: Store) -> tuple[PersonRow, ...]:
    """Everybody with a name, in alphabetical order, then the sessions of nobody, where there are some. SessionError."""
    p, s = schema.profile, schema.session
    ends = select(
        s.c.profile_id, func.count().label("n"), func.min(s.c.started_at).label("a"), func.max(s.c.started_at).label("b")
    )
    counted = ends.group_by(s.c.profile_id).subquery()
    first, last = s.alias("first"), s.alias("last")
    with store.reading() as connection:
        names = connection.execute(select(p.c.id, p.c.name).order_by(p.c.name, p.c.id)).all()
        query = select(counted.c.profile_id, counted.c.n, counted.c.a, counted.c.b, first.c.utc_offset_min, last.c.utc_offset_min)
        same_a = (first.c.started_at == counted.c.a) & (first.c.profile_id.is_not_distinct_from(counted.c.profile_id))
        same_b = (last.c.started_at == counted.c.b) & (last.c.profile_id.is_not_distinct_from(counted.c.profile_id))
        found = connection.execute(query.join(first, same_a).join(last, same_b)).all()
    rows = {row[0]: (int(row[1]), local(_utc(row[2]), row[4]), local(_utc(row[3]), row[5])) for row in found}
    known = [PersonRow(id, name, *rows.get(id, (0, None, None))) for id, name in names]
    return (*known, PersonRow(None, "", *rows[None])) if None in rows else tuple(known)


def calendar(store: Store, profile_id: str | None, first: date, last: date) -> tuple[Day, ...]:
    """The days from first to last (both included) on which the person trained, in the order of time. SessionError."""
    days: dict[date, list[SessionRow]] = {}
    for row in sessions_between(store, profile_id, first, last):
        days.setdefault(row.started_at.date(), []).append(row)
    return tuple(_day(day, rows) for day, rows in sorted(days.items()))


def _day(day: date, rows: list[SessionRow]) -> Day:
    scores = [row.score for row in rows if row.score is not None]
    minutes, repetitions = sum(row.minutes for row in rows), sum(row.full for row in rows)
    return Day(day, tuple(rows), minutes, repetitions, sum(scores) / len(scores) if scores else None)


def sessions_between(store: Store, profile_id: str | None, first: date, last: date) -> tuple[SessionRow, ...]:
    """The person's sessions from day `first` to day `last` (both included), in the order of time. SessionError."""
    s, e, n = schema.session, schema.exercise_set, schema.note
    wanted = _theirs(select(s), profile_id, first, last).order_by(s.c.started_at, s.c.start_t, s.c.id)
    sets = _theirs(select(e).join(s, s.c.id == e.c.session_id), profile_id, first, last).order_by(e.c.session_id, e.c.number)
    noted = select(n.c.session_id, func.count()).join(s, s.c.id == n.c.session_id).where(n.c.withdrawn_at.is_(None))
    with store.reading() as connection:
        found = connection.execute(wanted).mappings().all()
        below: dict[str, list[RowMapping]] = {}
        for row in connection.execute(sets).mappings():
            below.setdefault(row["session_id"], []).append(row)
        counts = connection.execute(_theirs(noted, profile_id, first, last).group_by(n.c.session_id)).all()
    notes = {str(id): int(count) for id, count in counts}
    rows = [_session(row, below.get(row["id"], []), notes.get(row["id"], 0)) for row in found]
    return tuple(row for row in rows if first <= row.started_at.date() <= last)


def _theirs(query: Select[Any], profile_id: str | None, first: date, last: date) -> Select[Any]:
    """Only what began about those days; the day itself is told by the session's own clock, at most 14 hours from UTC."""
    s = schema.session
    begin, end = (datetime.combine(day, time(), UTC) for day in (first - _DAY, last + 2 * _DAY))
    return query.where(s.c.profile_id.is_not_distinct_from(profile_id), s.c.started_at >= begin, s.c.started_at < end)


def _session(row: RowMapping, sets: Sequence[RowMapping], notes: int) -> SessionRow:
    scores = [one["score"] for one in sets if one["score"] is not None]
    seconds = sum(one["end_t"] - one["start_t"] for one in sets if one["end_t"] is not None)
    ended = row["ended_at"]
    return SessionRow(
        id=row["id"],
        started_at=local(row["started_at"], row["utc_offset_min"]),
        ended_at=None if ended is None else local(ended, row["utc_offset_min"]),
        sets=len(sets),
        minutes=seconds / 60.0,
        full=sum(one["full"] for one in sets),
        partial=sum(one["partial"] for one in sets),
        rejected=sum(one["rejected"] for one in sets),
        hold_s=sum(one["hold_s"] or 0.0 for one in sets),
        exercises=tuple(dict.fromkeys(one["exercise"] for one in sets if one["exercise"] is not None)),
        score=sum(scores) / len(scores) if scores else None,
        notes=notes,
        source=row["source"],
        plan_id=row["plan_id"],
    )


def session_sets(store: Store, session_id: str) -> tuple[SetRow, ...]:
    """The session's sets in their order; () for a session that is not there. session_id: the whole id. SessionError."""
    e, r, m, t, o = schema.exercise_set, schema.repetition, schema.repetition_mistake, schema.track, schema.overrule
    of_repetition = (r.c.session_id == m.c.session_id) & (r.c.seq == m.c.seq)
    seen = select(r.c.set_number, m.c.mistake, func.count()).join(m, of_repetition).where(r.c.session_id == session_id)
    of_verdict = (r.c.session_id == o.c.session_id) & (r.c.seq == o.c.seq)
    told = select(r.c.set_number, o.c.seq, o.c.mistake, o.c.verdict).join(o, of_verdict).where(r.c.session_id == session_id)
    with store.reading() as connection:
        sets = connection.execute(select(e).where(e.c.session_id == session_id).order_by(e.c.number)).mappings().all()
        mistakes = connection.execute(seen.group_by(r.c.set_number, m.c.mistake).order_by(m.c.mistake)).all()
        tracked = set(connection.scalars(select(t.c.set_number).where(t.c.session_id == session_id).distinct()))
        verdicts = connection.execute(told.order_by(o.c.at, o.c.id)).all()
    holding = {(number, seq, mistake): verdict for number, seq, mistake, verdict in verdicts}
    overruled = [number for (number, _, _), verdict in holding.items() if verdict != "machine"]
    return tuple(
        SetRow(
            number=one["number"],
            exercise=one["exercise"],
            start_t=one["start_t"],
            end_t=one["end_t"],
            full=one["full"],
            partial=one["partial"],
            rejected=one["rejected"],
            hold_s=one["hold_s"],
            score=one["score"],
            mistakes=tuple((name, int(count)) for number, name, count in mistakes if number == one["number"]),
            track=one["number"] in tracked,
            overruled=overruled.count(one["number"]),
            plan_position=one["plan_position"],
        )
        for one in sets
    )


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
