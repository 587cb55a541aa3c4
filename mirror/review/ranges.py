"""Ranges: how far the main signal went in each repetition, worked out from the tracks once and kept in `repetition_range`.

A year of landmarks takes seconds to measure, a year of ranges is read at once. What is kept is derived: it can be thrown away and
worked out again, and it is never sent anywhere.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import Connection, insert, select

from mirror.exercises.core import Catalogue, Exercise
from mirror.geometry.measures import sides
from mirror.review.landmarks import Landmarks, landmarks, span
from mirror.review.ledger import Repetition, repetitions
from mirror.review.sets import main_signal, whole_catalogue
from mirror.sessions import schema
from mirror.sessions.store import Store


def digest(
    store: Store,
    profile_id: str | None = None,
    exercise: str | None = None,
    catalogue: Catalogue | None = None,
    limit: int | None = None,
    before: datetime | None = None,
    stopping: Callable[[], bool] = lambda: False,
) -> int:
    """Work out what is missing, of everybody or of one person, of all exercises or of one, or only of sessions that began
    `before` a moment; returns of how many sets.

    limit: at most so many sets in this call, the latest first. stopping: asked after each set whether somebody waits; a set costs
    some tens of milliseconds, and so does finding what is missing in a year. A set whose exercise nobody knows (any more), or
    that has no track, is left out. SessionError, also where the log cannot be written.
    """
    known = whole_catalogue() if catalogue is None else catalogue
    names = [name for name in known if known[name].kind == "repetition" and exercise in (None, name)]
    with store.reading() as connection:
        keys = _missing(connection, names, profile_id, limit, before)
        reps = repetitions(connection, [(session_id, number) for session_id, number, _ in keys]) if keys else {}
    for count, (session_id, number, name) in enumerate(keys, start=1):
        seen = landmarks(store, session_id, number)
        rows = ranges(seen, reps[session_id, number], known[name])
        with store.writing() as connection:
            _keep(connection, rows)
        if stopping():
            return count
    return len(keys)


def ranges(seen: Landmarks, reps: Sequence[Repetition], exercise: Exercise) -> list[dict[str, Any]]:
    """The rows of `repetition_range` of one set; a range that the view could not tell is there as NULL."""
    out: list[dict[str, Any]] = []
    for measure in sides(main_signal(exercise)):
        curve = seen.curve(measure)
        for rep in reps:
            if rep.machine_kind == "rejected":
                continue
            told = span(curve, rep.start_t, rep.end_t)
            row = {"session_id": rep.session_id, "seq": rep.seq, "measure": measure}
            values = {"span": _known(told.value), "error": _known(told.error), "yaw_deg": _turn(seen, rep)}
            out.append({**row, **values})
    return out


def _turn(seen: Landmarks, rep: Repetition) -> float | None:
    """The mean direction in which the person faced, degrees."""
    yaw = np.radians(seen.series.yaw_deg[(seen.t >= rep.start_t) & (seen.t <= rep.end_t)])
    yaw = yaw[np.isfinite(yaw)]
    return math.degrees(math.atan2(np.sin(yaw).sum(), np.cos(yaw).sum())) if len(yaw) else None


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def _missing(
    connection: Connection, names: Sequence[str], profile_id: str | None, limit: int | None, before: datetime | None
) -> list[tuple[str, int, str]]:
    """(session id, set, exercise) of the sets that have a track and repetitions without ranges, the latest first."""
    s, e, r, g, t = schema.session, schema.exercise_set, schema.repetition, schema.repetition_range, schema.track
    done = select(g.c.seq).where(g.c.session_id == r.c.session_id, g.c.seq == r.c.seq).exists()
    of_set = (r.c.session_id == e.c.session_id, r.c.set_number == e.c.number)
    open_ = select(r.c.seq).where(*of_set, r.c.kind != "rejected", r.c.exercise == e.c.exercise, ~done)
    tracked = select(t.c.chunk).where(t.c.session_id == e.c.session_id, t.c.set_number == e.c.number)
    query = select(e.c.session_id, e.c.number, e.c.exercise).join(s, s.c.id == e.c.session_id)
    query = query.where(e.c.exercise.in_(names), e.c.end_t.is_not(None), open_.exists(), tracked.exists())
    if profile_id is not None:
        query = query.where(s.c.profile_id == profile_id)
    if before is not None:
        query = query.where(s.c.started_at < before)
    query = query.order_by(s.c.started_at.desc(), e.c.number.desc()).limit(limit)
    return [(str(id), int(number), str(name)) for id, number, name in connection.execute(query)]


def _keep(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Write what is not there yet: two windows may have worked it out at once."""
    g = schema.repetition_range
    if not rows:
        return
    there = select(g.c.seq, g.c.measure).where(g.c.session_id == rows[0]["session_id"])
    known = {(seq, measure) for seq, measure in connection.execute(there)}
    fresh = [row for row in rows if (row["seq"], row["measure"]) not in known]
    if fresh:
        connection.execute(insert(g), fresh)
