"""Overview: all of a person's training on one page: how much in each week, and which exercises."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select

from mirror.review.people import local
from mirror.review.trends import week_of
from mirror.sessions import schema
from mirror.sessions.store import Store

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WeekTotal:
    """A week from its Monday on. days: with a session. minutes: in sets. repetitions: full ones. hold_s: seconds held. score:
    mean of the sets' scores, None where none has one. All by the machine's verdicts."""

    start: date
    sessions: int
    days: int
    minutes: float
    repetitions: int
    hold_s: float
    score: float | None


@dataclass(frozen=True, slots=True)
class ExerciseTotal:
    """An exercise over the whole time. mistakes: the most frequent first, with in how many repetitions each was seen."""

    exercise: str
    sets: int
    repetitions: int
    hold_s: float
    score: float | None
    first: date
    last: date
    mistakes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """weeks: every one from the first with a session to that of `today`, also the empty ones. exercises: the most done first."""

    first: date
    today: date
    weeks: tuple[WeekTotal, ...]
    exercises: tuple[ExerciseTotal, ...]


def last_day(store: Store, profile_id: str | None, today: date) -> date:
    """The day up to which there is something to show: `today` by this machine's clock, or the day after it where the person has
    trained on that one already, before a mirror further east. A clock that is years ahead is not believed. SessionError."""
    s = schema.session
    begin, end = (datetime.combine(day, time(), UTC) for day in (today - _DAY, today + 2 * _DAY))
    query = select(s.c.started_at, s.c.utc_offset_min).where(s.c.started_at >= begin, s.c.started_at < end)
    with store.reading() as connection:
        found = connection.execute(query.where(s.c.profile_id.is_not_distinct_from(profile_id))).all()
    tomorrow = today + _DAY
    return tomorrow if any(local(at, offset).date() == tomorrow for at, offset in found) else today


def overview(store: Store, profile_id: str | None, today: date, weeks: int = 52) -> Overview:
    """The person's last weeks up to the day `today`; without a session there are no weeks and no exercises. SessionError."""
    s, e, r, m = schema.session, schema.exercise_set, schema.repetition, schema.repetition_mistake
    since = week_of(today) - timedelta(weeks=weeks - 1)
    begin, end = (datetime.combine(day, time(), UTC) for day in (since - _DAY, today + 2 * _DAY))
    span = (s.c.profile_id.is_not_distinct_from(profile_id), s.c.started_at >= begin, s.c.started_at < end)
    names = (e.c.exercise, e.c.start_t, e.c.end_t, e.c.full, e.c.hold_s, e.c.score)
    of = (r.c.session_id == m.c.session_id) & (r.c.seq == m.c.seq)
    seen = select(r.c.exercise, m.c.mistake, func.count()).join(r, of).join(s, s.c.id == m.c.session_id).where(*span)
    with store.reading() as connection:
        began = connection.execute(select(s.c.id, s.c.started_at, s.c.utc_offset_min).where(*span)).all()
        days = {str(id): day for id, at, offset in began if since <= (day := local(at, offset).date()) <= today}
        rows = connection.execute(select(e.c.session_id, *names).join(s, s.c.id == e.c.session_id).where(*span)).all()
        mistakes = connection.execute(seen.group_by(r.c.exercise, m.c.mistake).order_by(func.count().desc(), m.c.mistake)).all()
    totals = _Totals(days)
    for row in rows:
        if row[0] in days:
            totals.add(*row)
    named: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for exercise, mistake, count in mistakes:
        named[exercise].append((mistake, int(count)))
    return Overview(min(days.values(), default=today), today, totals.weeks(today), totals.exercises(named))


@dataclass(slots=True)
class _Sum:
    sets: int = 0
    seconds: float = 0.0
    full: int = 0
    hold_s: float = 0.0
    score: float = 0.0
    scored: int = 0
    first: date = date.max
    last: date = date.min

    def add(self, day: date, seconds: float, full: int, hold_s: float | None, score: float | None) -> None:
        self.sets += 1
        self.seconds += seconds
        self.full += full
        self.hold_s += hold_s or 0.0
        self.first, self.last = min(self.first, day), max(self.last, day)
        if score is not None:
            self.score += score
            self.scored += 1

    @property
    def mean(self) -> float | None:
        return self.score / self.scored if self.scored else None


class _Totals:
    """Sums by week and by exercise. days: session id -> its day."""

    def __init__(self, days: dict[str, date]) -> None:
        self._days = days
        self._weeks: dict[date, _Sum] = defaultdict(_Sum)
        self._exercises: dict[str, _Sum] = defaultdict(_Sum)

    def add(
        self,
        session_id: str,
        exercise: str | None,
        start_t: float,
        end_t: float | None,
        full: int,
        hold_s: float | None,
        score: float | None,
    ) -> None:
        """One set."""
        day = self._days[session_id]
        told = (day, 0.0 if end_t is None else end_t - start_t, full, hold_s, score)
        self._weeks[week_of(day)].add(*told)
        if exercise is not None:
            self._exercises[exercise].add(*told)

    def weeks(self, today: date) -> tuple[WeekTotal, ...]:
        if not self._days:
            return ()
        monday = week_of(min(self._days.values()))
        out = []
        while monday <= today:
            mine = [day for day in self._days.values() if week_of(day) == monday]
            total = self._weeks[monday]
            out.append(WeekTotal(monday, len(mine), len(set(mine)), total.seconds / 60.0, total.full, total.hold_s, total.mean))
            monday += timedelta(weeks=1)
        return tuple(out)

    def exercises(self, mistakes: dict[str, list[tuple[str, int]]]) -> tuple[ExerciseTotal, ...]:
        order = sorted(self._exercises.items(), key=lambda item: (-item[1].seconds, item[0]))
        return tuple(
            ExerciseTotal(name, one.sets, one.full, one.hold_s, one.mean, one.first, one.last, tuple(mistakes.get(name, ())))
            for name, one in order
        )
