"""A session log for the exports: the avatar before a camera, events as the trainer would send them, what a reviewer adds."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from sqlalchemy import insert, update

from mirror.events import (
    CueReleased,
    Event,
    ExerciseNamed,
    MistakeSeen,
    RepClosed,
    RepKind,
    SessionEnded,
    SessionStarted,
    SetEnded,
    SetStarted,
)
from mirror.observation import Observation
from mirror.pose.core import Pose
from mirror.sessions import Recorder, Store, reviews, schema
from tests.acting import OBLIQUE, acted, catalogue

BERLIN = timezone(timedelta(hours=2))
MONDAY = datetime(2026, 6, 1, 18, 30, tzinfo=BERLIN)
REPS = 3


@dataclass
class Run:
    """What to record. sets: (exercise or None, how many repetitions, kind of the last one); a hold has none."""

    name: str | None = "Anna"
    sets: list[tuple[str | None, int, RepKind]] = field(default_factory=lambda: [("squat", REPS, "partial")])
    at: datetime = MONDAY
    cut_off: bool = False
    track: bool = True
    score: float = 84.0
    joints: dict[str, float | None] = field(default_factory=lambda: {"left_knee": 91.0, "right_knee": 88.5, "torso_lean": None})


def record(database: Path, run: Run) -> str:
    """The session's id."""
    poses: list[Pose] = []
    events = list(_events(run, poses))
    recorder = Recorder(database, run.name, source="demo", wall_clock=lambda: run.at)
    recorder.start()
    seen = [Observation(pose.t, pose) for pose in poses if run.track]
    for one in sorted([*events, *seen], key=lambda one: one.t):
        if isinstance(one, Observation):
            recorder.track(one)
        else:
            recorder.handle(one)
    assert recorder.stop()
    assert recorder.session_id is not None
    with Store(database) as store, store.writing() as connection:
        s = schema.session
        offset = int((run.at.utcoffset() or timedelta()).total_seconds()) // 60
        connection.execute(update(s).where(s.c.id == recorder.session_id).values(utc_offset_min=offset))
    return recorder.session_id


@cache
def movement(exercise: str, reps: int) -> tuple[Pose, ...]:
    return acted(exercise, reps, OBLIQUE)


def _events(run: Run, poses: list[Pose]) -> Iterator[Event]:
    seq = iter(range(1, 100_000))
    yield SessionStarted(next(seq), 0.0)
    t = 1.0
    for number, (exercise, reps, last) in enumerate(run.sets, 1):
        moved = movement(exercise if exercise in catalogue() else "squat", max(reps, 1))
        poses += [Pose(t + p.t, p.image, p.world, p.visibility, p.width, p.height) for p in moved]
        start, length = t + 1.0, moved[-1].t - 2.0
        end = start + length
        yield SetStarted(next(seq), start, set=number, start_t=start)
        if exercise is not None:
            yield ExerciseNamed(next(seq), start + 0.1, set=number, exercise=exercise, confidence=0.9)
            for n in range(reps):
                kind = last if n == reps - 1 else "full"
                bounds = (start + n * length / reps, start + (n + 1) * length / reps)
                yield from _repetition(seq, number, exercise, n, bounds, kind, run)
        if run.cut_off and number == len(run.sets):
            return
        full = max(0, reps - (last != "full")) if exercise is not None else 0
        yield SetEnded(
            next(seq),
            end + 0.5,
            set=number,
            exercise=exercise,
            start_t=start,
            end_t=end,
            confidence=0.95 if exercise else 0.2,
            full=full,
            partial=int(last == "partial" and reps > 0),
            rejected=int(last == "rejected" and reps > 0),
            hold_s=42.0 if exercise == "plank" else None,
            score=run.score if exercise else None,
            joints=run.joints if exercise else {},
            untold={"torso_lean": "view"} if exercise and "torso_lean" in run.joints else {},
            view="fair" if exercise else "unknown",
            yaw_deg=-31.5 if exercise else None,
            mistakes={"knees_in": 1} if exercise == "squat" else {},
        )
        t = end + 30.0
    yield SessionEnded(next(seq), t)


def _repetition(
    seq: Iterator[int], number: int, exercise: str, n: int, bounds: tuple[float, float], kind: RepKind, run: Run
) -> Iterator[Event]:
    """The first squat has its knees in."""
    if exercise == "plank":
        return
    start, end = bounds
    which = {"set": number, "exercise": exercise, "number": n + 1}
    faulty = exercise == "squat" and n == 0
    if faulty:
        yield MistakeSeen(next(seq), (start + end) / 2, **which, mistake="knees_in", severity="form")
    yield RepClosed(
        next(seq),
        end,
        **which,
        kind=kind,
        start_t=start,
        end_t=end,
        depth=0.9,
        score=run.score - n,
        joints=run.joints,
        mistakes=("knees_in",) if faulty else (),
        errors=dict.fromkeys(run.joints, 7.5),
        untold={"torso_lean": "view"} if "torso_lean" in run.joints else {},
        view="fair",
        yaw_deg=-31.5,
    )
    if faulty:
        yield CueReleased(next(seq), end, text="Push your knees out.", kind="correction", mistake="knees_in", severity="form")


def reviewer(store: Store, name: str = "Beate Physio") -> str:
    id = uuid.uuid4().hex
    with store.writing() as connection:
        connection.execute(insert(schema.reviewer), {"id": id, "name": name, "created_at": datetime.now(UTC)})
    return id


def reviewed(store: Store, session_id: str) -> str:
    """A reviewer overrules the last repetition's kind and the first one's mistake, and writes notes; returns their id."""
    id = reviewer(store)
    reps = store.session(session_id).sets[0].repetitions
    reviews.overrule(store, session_id, reps[-1].seq, None, "full", "Deep enough for her hip.", id)
    reviews.overrule(store, session_id, reps[0].seq, "knees_in", "absent", "", id)
    reviews.add_note(store, reviews.About(None, session_id), "Anna moved well today.", id)
    reviews.add_note(store, reviews.About(None, session_id, 1), "Watch the left knee.", id)
    return id
