"""Recording: what was measured while somebody showed an exercise. Lesson: what was learned from it."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.errors import WorldError
from mirror.exercises.core import Exercise
from mirror.geometry.body import body_from_pose
from mirror.geometry.camera import Calibration
from mirror.geometry.measures import MEASURES, measure
from mirror.pose import skeleton as s
from mirror.pose.core import Pose

Array = NDArray[np.float64]

LEAST = 3
"""Repetitions that an exercise is learned from, at least."""
PLACES: tuple[str, ...] = ("shoulders", "hips", "wrists", "ankles")
"""What `Recording.heights` follows."""
_PAIRS = (
    (s.LEFT_SHOULDER, s.RIGHT_SHOULDER),
    (s.LEFT_HIP, s.RIGHT_HIP),
    (s.LEFT_WRIST, s.RIGHT_WRIST),
    (s.LEFT_ANKLE, s.RIGHT_ANKLE),
)


class TeachingError(WorldError):
    """What was shown teaches nothing: nobody was seen, nothing repeats, or it repeats too seldom."""


@dataclass(frozen=True, slots=True)
class Repetition:
    """One repetition as it was shown: when it left rest, was furthest, and had come back, seconds."""

    start_t: float
    peak_t: float
    end_t: float


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learned.

    Attributes:
        exercise: ready for the catalogue. repetitions: those that were found, empty for a hold. held_s: how long the position of
            a hold was kept, None for repetitions. span: from the first movement's start to the last one's end, or of the hold,
            seconds.
        makers: what makes the movement, best first, in words ("the knees").
    """

    exercise: Exercise
    repetitions: tuple[Repetition, ...]
    held_s: float | None
    span: tuple[float, float]
    makers: tuple[str, ...]


class Recording:
    """Takes poses in the order of time and keeps the measurements of the person who is seen most.

    Attributes (read only): poses: those that were taken in. first_t, last_t: of the first and last moment, NaN before.
    """

    def __init__(self, calibration: Calibration | None = None) -> None:
        self._calibration = calibration or Calibration()
        self._rows: list[tuple[Array, Array, float, Array, Array]] = []
        self.poses: list[Pose] = []
        self.last_t = math.nan
        self.first_t = math.nan

    def add(self, t: float, pose: Pose | None) -> None:
        """One moment; None: nobody was seen."""
        self.last_t = t
        if self.first_t != self.first_t:
            self.first_t = t
        body = body_from_pose(pose, self._calibration) if pose is not None else None
        if pose is None or body is None:
            return
        told = measure(body)
        px = pose.pixels().astype(np.float64)
        heights = np.array([-float(px[list(pair), 1].mean()) for pair in _PAIRS])
        place = np.array([body.root_px[0], body.root_px[1], body.torso_px])
        self._rows.append((told.values, told.sigma, body.yaw_deg, place, heights))
        self.poses.append(pose)

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def track(self) -> int:
        """Number of the person who was seen most; -1 where nobody was."""
        counts = Counter(pose.track for pose in self.poses)
        return counts.most_common(1)[0][0] if counts else -1

    def seen(self) -> Seen:
        """The measurements of the person who was seen most. An empty Seen where nobody was."""
        if not self._rows:
            nothing = np.zeros(0)
            wide = np.zeros((0, len(MEASURES)))
            return Seen(nothing, wide, wide, nothing, np.zeros((0, 3)), np.zeros((0, len(PLACES))))
        track = self.track
        mine = [i for i, pose in enumerate(self.poses) if pose.track == track]
        values, sigma, yaw, place, heights = zip(*(self._rows[i] for i in mine), strict=True)
        t = np.array([self.poses[i].t for i in mine])
        return Seen(t, np.stack(values), np.stack(sigma), np.array(yaw), np.stack(place), np.stack(heights))


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """N moments of one person.

    Attributes:
        t: (N,) seconds. values, sigma: (N, MEASURES) as in Measurement. yaw_deg: (N,) as in Body.
        place: (N, 3) mid hips x, y and the torso's length in the picture, pixels. heights: (N, PLACES) pixels, up positive.
    """

    t: Array
    values: Array
    sigma: Array
    yaw_deg: Array
    place: Array
    heights: Array

    def __len__(self) -> int:
        return len(self.t)
