"""Past: a person's sessions of one exercise, as trends need them: a handful of queries, however many sessions there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, select

from mirror.review.ledger import holding
from mirror.review.people import local
from mirror.sessions import schema
from mirror.sessions.circumstances import NUMBERS
from mirror.sessions.store import Store

_DAY = timedelta(days=1)


class PastRepetition(NamedTuple):
    """kind: as it holds, machine_kind: as the machine said. Seconds; score 0-100 or None; view: what it was worth, None unknown.
    A tuple: a year has thousands."""

    seq: int
    kind: str
    machine_kind: str
    start_t: float
    end_t: float
    score: float | None
    side: str
    view: str | None = None


@dataclass
class PastSession:
    """What a person did of one exercise in one session.

    Attributes:
        day: by the mirror's clock. origin, source: which mirror and camera.
        calibration: numbers of the last one that was made or given, None where the camera's place was only assumed.
        sets, hold_s, set_scores: of the exercise's sets, set_views: what the view was worth in those with a score.
        repetitions: all, made: those that are not rejected.
        spans: (seq, measure) -> (how far, its error). yaws: how the person was turned in each repetition, of a hold in each set,
            degrees.
    """

    id: str
    day: date
    origin: str | None
    source: str
    calibration: Mapping[str, float] | None = None
    sets: int = 0
    hold_s: float = 0.0
    set_scores: list[float] = field(default_factory=list)
    set_views: list[str | None] = field(default_factory=list)
    repetitions: list[PastRepetition] = field(default_factory=list)
    spans: dict[tuple[int, str], tuple[float, float]] = field(default_factory=dict)
    yaws: list[float] = field(default_factory=list)

    @cached_property
    def made(self) -> list[PastRepetition]:
        return [rep for rep in self.repetitions if rep.kind != "rejected"]

    @cached_property
    def machine_made(self) -> list[PastRepetition]:
        """The same by the machine alone."""
        return [rep for rep in self.repetitions if rep.machine_kind != "rejected"]


def past(
    store: Store, profile_id: str | None, exercise: str, first: date, last: date, measures: Sequence[str] = ()
) -> list[PastSession]:
    """The sessions with the exercise from day `first` to day `last`, in the order of time, with what is known of how far these
    measures went. SessionError."""
    s, e = schema.session, schema.exercise_set
    begin, end = (datetime.combine(day, time(), UTC) for day in (first - _DAY, last + 2 * _DAY))
    span = (s.c.profile_id.is_not_distinct_from(profile_id), s.c.started_at >= begin, s.c.started_at < end)
    names = (s.c.id, s.c.started_at, s.c.utc_offset_min, s.c.origin, s.c.source, e.c.hold_s, e.c.score, e.c.view, e.c.yaw_deg)
    query = select(*names).join(e, e.c.session_id == s.c.id).where(*span, e.c.exercise == exercise)
    done: dict[str, PastSession] = {}
    with store.reading() as connection:
        rows = connection.execute(query.order_by(s.c.started_at, s.c.id))
        for id, started_at, offset, origin, source, hold_s, score, view, yaw in rows:
            day = local(started_at, offset).date()
            if not first <= day <= last:
                continue
            one = done.setdefault(id, PastSession(id, day, origin, source))
            one.sets += 1
            one.hold_s += hold_s or 0.0
            if score is not None:
                one.set_scores.append(score)
                one.set_views.append(view)
            if hold_s is not None and yaw is not None:
                one.yaws.append(yaw)
        _add_repetitions(connection, done, exercise, span, measures)
        _add_calibrations(connection, done)
    return list(done.values())


def _add_repetitions(
    connection: Connection, done: Mapping[str, PastSession], exercise: str, span: Sequence[Any], measures: Sequence[str]
) -> None:
    s, r, o, g = schema.session, schema.repetition, schema.overrule, schema.repetition_range
    told = _within(select(o.c.session_id, o.c.seq, o.c.mistake, o.c.verdict).join(s, s.c.id == o.c.session_id), span)
    kinds = connection.execute(told.where(o.c.mistake.is_(None)).order_by(o.c.at, o.c.id))
    verdicts = holding([(a, b, c, d) for a, b, c, d in kinds])
    # one row a repetition, its ranges beside it: two queries of a year would carry 12,000 rows in place of 4,000
    columns, source = (
        [r.c.session_id, r.c.seq, r.c.kind, r.c.yaw_deg, r.c.start_t, r.c.end_t, r.c.score, r.c.side, r.c.view],
        r.join(s, s.c.id == r.c.session_id),
    )
    for measure in measures:
        of = g.alias(f"of_{measure}")
        source = source.outerjoin(of, (of.c.session_id == r.c.session_id) & (of.c.seq == r.c.seq) & (of.c.measure == measure))
        columns += [of.c.span, of.c.error, of.c.yaw_deg]
    query = _within(select(*columns).select_from(source), span).where(r.c.exercise == exercise)
    found = connection.execute(query.order_by(r.c.session_id, r.c.seq)).all()
    for id, seq, kind, yaw, start_t, end_t, score, side, view, *ranged in found:
        one = done.get(id)
        if one is None:
            continue
        held = verdicts[id, seq].get(None, kind) if (id, seq) in verdicts else kind
        one.repetitions.append(PastRepetition(seq, held, kind, start_t, end_t, score, side, view))
        for measure, value, error in zip(measures, ranged[::3], ranged[1::3], strict=True):
            if value is not None and error is not None:
                one.spans[seq, measure] = (value, error)
        # the mirror did not log it before it knew of verdicts: then it is what the track says
        turn = next((one for one in (yaw, *ranged[2::3]) if one is not None), None)
        if turn is not None and kind != "rejected":
            one.yaws.append(turn)


def _add_calibrations(connection: Connection, done: Mapping[str, PastSession]) -> None:
    c = schema.calibration
    rows = connection.execute(select(c).where(c.c.session_id.in_(done)).order_by(c.c.session_id, c.c.seq)).mappings()
    for row in rows:
        if row["source"] in ("calibrated", "by hand"):
            numbers = {name: row[name] for name in NUMBERS if row[name] is not None and "sigma" not in name}
            done[row["session_id"]].calibration = numbers


def _within(query: Select[Any], span: Sequence[Any]) -> Select[Any]:
    return query.where(*span)


__all__ = ["PastRepetition", "PastSession", "past"]
