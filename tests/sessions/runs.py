"""A run of a mirror, made without one."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mirror.events import (
    CueReleased,
    Event,
    ExerciseNamed,
    MistakeSeen,
    RepClosed,
    SessionEnded,
    SessionStarted,
    SetEnded,
    SetStarted,
)
from mirror.observation import Observation
from mirror.pose.core import Pose


def workout(reps: int = 3, exercise: str = "squat") -> Iterator[Event]:
    """A session of one set, a repetition every two seconds."""
    seq = iter(range(1, 1000))
    yield SessionStarted(next(seq), 0.0)
    yield SetStarted(next(seq), 3.0, set=1, start_t=1.0)
    yield ExerciseNamed(next(seq), 3.5, set=1, exercise=exercise, confidence=0.9)
    for n in range(1, reps + 1):
        t = 2.0 * n + 2
        yield MistakeSeen(next(seq), t - 0.5, set=1, exercise=exercise, mistake="knees_in", severity="form", number=n)
        yield RepClosed(
            next(seq),
            t,
            set=1,
            exercise=exercise,
            number=n,
            kind="full",
            start_t=t - 1.5,
            end_t=t,
            depth=0.9,
            score=80.0 + n,
            joints={"left_knee": 90.0, "right_knee": 88.5},
            mistakes=("knees_in",),
        )
        yield CueReleased(next(seq), t, text="Push your knees out.", kind="correction", mistake="knees_in", severity="form")
    yield SetEnded(
        next(seq),
        2.0 * reps + 5,
        set=1,
        exercise=exercise,
        start_t=1.0,
        end_t=2.0 * reps + 2,
        confidence=0.95,
        full=reps,
        partial=0,
        rejected=0,
        score=82.0,
        joints={"left_knee": 90.0},
        mistakes={"knees_in": reps},
    )
    yield SessionEnded(next(seq), 2.0 * reps + 6)


def person(t: float, shift: float = 0.0) -> Pose:
    """A still figure, moved to the right by `shift`."""
    rng = np.random.default_rng(7)
    image = rng.uniform(0.2, 0.8, (33, 3)).astype(np.float32)
    image[:, 0] += shift
    world = rng.uniform(-1, 1, (33, 3)).astype(np.float32)
    return Pose(t, image, world, rng.uniform(0.5, 1, 33).astype(np.float32), 1280, 720)


def seen(t: float) -> Observation:
    return Observation(t, person(t, 0.1 * np.sin(t)))
