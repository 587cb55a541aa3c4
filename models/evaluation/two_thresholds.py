"""What peers count with: the mean of both sides' joint angle in the picture, and two fixed thresholds. A baseline, run on the
very sequences that our ledger is run on.

Source: Good-GYM (github.com/yo-WASSUP/Good-GYM): `data/exercises.json` for joints and thresholds, `exercise_counters.py` for the
rule: past the rest threshold arms, past the other one counts, the mean over five frames, half a second between counts, nothing
where a joint is seen with less than half confidence. Where it has no entry: ultralytics' AIGym (`solutions/ai_gym.py`), 145 and
90 degrees, at the joint that our own first signal reads. Written anew from the described rule.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.exercises.core import Exercise
from mirror.pose import skeleton as s

SMOOTHED = 5
"""Frames of the mean."""
APART_S = 0.5
"""Between two counts."""
CONFIDENCE = 0.5

_JOINTS = {
    "elbow": ((s.LEFT_SHOULDER, s.LEFT_ELBOW, s.LEFT_WRIST), (s.RIGHT_SHOULDER, s.RIGHT_ELBOW, s.RIGHT_WRIST)),
    "shoulder": ((s.LEFT_HIP, s.LEFT_SHOULDER, s.LEFT_ELBOW), (s.RIGHT_HIP, s.RIGHT_SHOULDER, s.RIGHT_ELBOW)),
    "hip": ((s.LEFT_SHOULDER, s.LEFT_HIP, s.LEFT_KNEE), (s.RIGHT_SHOULDER, s.RIGHT_HIP, s.RIGHT_KNEE)),
    "body_line": ((s.LEFT_SHOULDER, s.LEFT_HIP, s.LEFT_ANKLE), (s.RIGHT_SHOULDER, s.RIGHT_HIP, s.RIGHT_ANKLE)),
    "knee": ((s.LEFT_HIP, s.LEFT_KNEE, s.LEFT_ANKLE), (s.RIGHT_HIP, s.RIGHT_KNEE, s.RIGHT_ANKLE)),
}
_SAME = {"upper_arm": "shoulder", "thigh": "hip", "torso_lean": "hip", "hip_height": "hip", "wrist_height": "shoulder"}
"""Our measure -> the joint angle that comes nearest to it."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Attributes: joint: whose angle. rest, work: degrees; beyond `rest` (on the side away from `work`) the counter is armed,
    beyond `work` it counts. source: whose figures."""

    joint: str
    rest: float
    work: float
    source: str


_GOOD_GYM = {
    "squat": ("knee", 160.0, 110.0),
    "push_up": ("elbow", 160.0, 130.0),
    "sit_up": ("body_line", 160.0, 145.0),
    "bicep_curl": ("elbow", 160.0, 60.0),
    "lateral_raise": ("shoulder", 30.0, 80.0),
    "shoulder_press": ("shoulder", 100.0, 150.0),
    "leg_raise": ("body_line", 160.0, 130.0),
    "pull_up": ("elbow", 140.0, 70.0),
}
_LIKE = {
    "hammer_curl": "bicep_curl",
    "front_raise": "lateral_raise",
    "shoulder_abduction": "lateral_raise",
    "jumping_jack": "lateral_raise",
    "wall_push_up": "push_up",
    "lunge": "squat",
    "sit_to_stand": "squat",
}
"""Exercises that Good-GYM lacks and that its user would count with the entry of another one."""


def thresholds_of(exercise: Exercise) -> Thresholds | None:
    """What a user of the peer would choose; None where no joint angle tells the exercise (a throw, a twist)."""
    entry = _GOOD_GYM.get(_LIKE.get(exercise.name, exercise.name))
    if entry is not None:
        return Thresholds(*entry, source="Good-GYM")
    for signal in exercise.signals:
        joint = _SAME.get(signal.measure, signal.measure)
        if joint in _JOINTS:
            rest, work = (90.0, 145.0) if signal.measure in _JOINTS and signal.peak > signal.rest else (145.0, 90.0)
            return Thresholds(joint, rest, work, "AIGym")
    return None


class TwoThresholds:
    """Feeds on (t, angle); counts. Attributes (read only): count, at: seconds of each count."""

    def __init__(self, thresholds: Thresholds) -> None:
        self._of = thresholds
        self._sign = 1.0 if thresholds.rest > thresholds.work else -1.0
        self._angles: deque[float] = deque(maxlen=SMOOTHED)
        self._armed = False
        self.at: list[float] = []

    @property
    def count(self) -> int:
        return len(self.at)

    def step(self, t: float, angle: float) -> bool:
        """One frame's angle, degrees (NaN: not seen, skipped). True in the frame that counts."""
        if math.isnan(angle):
            return False
        self._angles.append(angle)
        mean = sum(self._angles) / len(self._angles)
        if self._sign * (mean - self._of.rest) > 0:
            self._armed = True
        elif self._sign * (mean - self._of.work) < 0 and self._armed and (not self.at or t - self.at[-1] >= APART_S):
            self._armed = False
            self.at.append(t)
            return True
        return False


def angles(pixels: NDArray[np.float32], visibility: NDArray[np.float32], joint: str) -> NDArray[np.float64]:
    """(T, 33, 2) picture, (T, 33) visibility -> (T,) mean of both sides' angle in degrees, NaN where either side is not seen."""
    told = []
    for ends in _JOINTS[joint]:
        a, b, c = (pixels[:, i].astype(np.float64) for i in ends)
        u, v = a - b, c - b
        with np.errstate(invalid="ignore", divide="ignore"):
            cos = (u * v).sum(axis=1) / (np.linalg.norm(u, axis=1) * np.linalg.norm(v, axis=1))
            angle = np.degrees(np.arccos(np.clip(cos, -1.0, 1.0)))
        angle[~(visibility[:, list(ends)] >= CONFIDENCE).all(axis=1)] = np.nan
        told.append(angle)
    mean: NDArray[np.float64] = 0.5 * (told[0] + told[1])
    return mean


def count(exercise: Exercise, pixels: NDArray[np.float32], visibility: NDArray[np.float32], fps: float) -> list[float] | None:
    """Seconds of each repetition that the peer counts; None where it cannot count this exercise."""
    chosen = thresholds_of(exercise)
    if chosen is None or exercise.kind == "hold":
        return None
    counter = TwoThresholds(chosen)
    for i, angle in enumerate(angles(pixels, visibility, chosen.joint).tolist()):
        counter.step(i / fps, angle)
    return counter.at
