"""Session logs for tests, written row by row: what a mirror would have logged, without the seconds that a person needs."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import numpy as np
from sqlalchemy import insert

from mirror.pose.core import Pose
from mirror.sessions import schema
from mirror.sessions.circumstances import NUMBERS
from mirror.sessions.store import Store
from mirror.sessions.track import FORMAT, RATE, flatten, pack


@dataclass(frozen=True)
class Rep:
    """A repetition from start to start + seconds; `spans`: what `repetition_range` has of it, by measure. view: as the log keeps
    it, None as in older ones; `yaw` is then known from the ranges alone."""

    start: float
    seconds: float = 2.0
    kind: str = "full"
    score: float | None = 80.0
    side: str = "both"
    mistakes: tuple[str, ...] = ()
    spans: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    yaw: float | None = 0.0
    view: str | None = None


def add_person(store: Store, name: str) -> str:
    id = uuid.uuid4().hex
    with store.writing() as connection:
        connection.execute(insert(schema.profile), {"id": id, "name": name, "created_at": datetime(2026, 1, 1, tzinfo=UTC)})
    return id


def add_session(store: Store, profile_id: str | None, at: datetime, ended: bool = True, **columns: Any) -> str:
    """at: aware; its own offset is kept."""
    id = uuid.uuid4().hex
    offset = at.utcoffset()
    row = {
        "id": id,
        "profile_id": profile_id,
        "run": uuid.uuid4().hex,
        "started_at": at,
        "ended_at": at if ended else None,
        "start_t": 0.0,
        "end_t": 600.0 if ended else None,
        "source": "camera:0",
        "app_version": "test",
        "utc_offset_min": None if offset is None else int(offset.total_seconds() // 60),
        **columns,
    }
    with store.writing() as connection:
        connection.execute(insert(schema.session), row)
    return id


def add_set(
    store: Store,
    session_id: str,
    number: int = 1,
    exercise: str | None = "squat",
    reps: Sequence[Rep] = (),
    poses: Sequence[Pose] = (),
    ended: bool = True,
    **columns: Any,
) -> list[int]:
    """The set with its repetitions (of `exercise`) and, where there are poses (16 a second), its track; returns their seqs."""
    start = reps[0].start if reps else poses[0].t if poses else 0.0
    end = reps[-1].start + reps[-1].seconds if reps else poses[-1].t if poses else 10.0
    seqs = [1000 * number + 10 * i for i in range(len(reps))]
    counts = {kind: sum(rep.kind == kind for rep in reps) for kind in ("full", "partial", "rejected")}
    row = {"session_id": session_id, "number": number, "exercise": exercise, "start_t": start, "end_t": end if ended else None}
    with store.writing() as connection:
        connection.execute(insert(schema.exercise_set), {**row, **counts, "confidence": 0.9, **columns})
        for seq, rep in zip(seqs, reps, strict=True):
            _add_repetition(connection, session_id, number, exercise or "squat", seq, rep)
        if poses:
            connection.execute(insert(schema.track), _track(session_id, number, poses))
    return seqs


def _add_repetition(connection: Any, session_id: str, number: int, exercise: str, seq: int, rep: Rep) -> None:
    key = {"session_id": session_id, "seq": seq}
    end = rep.start + rep.seconds
    values = {"set_number": number, "number": seq % 1000 // 10 + 1, "exercise": exercise, "kind": rep.kind, "t": end + 0.1}
    times = {"start_t": rep.start, "end_t": end, "depth": 1.0, "side": rep.side, "score": rep.score, "credited": False}
    seen = {"view": rep.view, "yaw_deg": None if rep.view is None else rep.yaw}
    connection.execute(insert(schema.repetition), {**key, **values, **times, **seen})
    for i, mistake in enumerate(rep.mistakes, start=1):
        connection.execute(insert(schema.repetition_mistake), {**key, "mistake": mistake})
        seen = {"session_id": session_id, "seq": seq + i, "set_number": number, "t": end - 0.2, "exercise": exercise}
        connection.execute(insert(schema.mistake), {**seen, "mistake": mistake, "severity": "form", "number": 1})
    for measure, (span, error) in rep.spans.items():
        row = {**key, "measure": measure, "span": span, "error": error, "yaw_deg": rep.yaw}
        connection.execute(insert(schema.repetition_range), row)


def _track(session_id: str, number: int, poses: Sequence[Pose]) -> dict[str, Any]:
    data = pack(np.stack([flatten(pose) for pose in poses]))
    place = {"session_id": session_id, "set_number": number, "chunk": 0, "format": FORMAT, "start_t": poses[0].t, "rate": RATE}
    return {**place, "count": len(poses), "width": poses[0].width, "height": poses[0].height, "data": data}


def add_calibration(
    store: Store, session_id: str, seq: int = 0, t: float = 0.0, source: str = "calibrated", **numbers: float
) -> None:
    row = {"session_id": session_id, "seq": seq, "t": t, "source": source, **dict.fromkeys(NUMBERS), "body_m": None}
    with store.writing() as connection:
        connection.execute(insert(schema.calibration), {**row, **numbers})


def overrule(store: Store, session_id: str, seq: int, verdict: str, mistake: str | None = None, hour: int = 0) -> None:
    row = {"id": uuid.uuid4().hex, "session_id": session_id, "seq": seq, "mistake": mistake, "verdict": verdict, "reason": ""}
    at = datetime(2026, 6, 1, hour, tzinfo=UTC)
    with store.writing() as connection:
        connection.execute(insert(schema.overrule), {**row, "reviewer_id": None, "at": at})
