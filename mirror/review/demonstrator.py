"""The demonstrator: the avatar does an exercise as its file says, measured as a person would be, for comparison.

Its landmarks are exact, so its measures have no error; where an exercise has no motion (somebody taught it) there is none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mirror.avatar.body import Person
from mirror.avatar.camera import Camera, project_all
from mirror.avatar.performance import Side, perform
from mirror.errors import ExerciseError
from mirror.exercises.core import Exercise
from mirror.geometry.measures import INDEX
from mirror.geometry.series import Series, measured
from mirror.review.landmarks import Sampler

Array = NDArray[np.float64]

RATE_HZ = 16.0
"""As many samples a second as a track has."""
_FAR = Camera(distance_m=8.0, fov_deg=40.0, pitch_deg=0.0)
"""From so far everybody is in the picture, whatever they do."""
_HELD_S = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """One showing: a repetition, of an alternating exercise one of each side, or some seconds of a hold.

    Attributes:
        t: (N,) seconds from 0. points: (N, 33, 3) metres, room frame, the person facing +z. series: the same, measured.
        bounds: (start, peak, end) seconds of each repetition; of a hold one that is all of it. sides: which side made each.
    """

    t: Array
    points: Array
    series: Series
    bounds: tuple[tuple[float, float, float], ...]
    sides: tuple[Side, ...]

    def over_phase(self, measure: str, side: str) -> Array:
        """(PHASES,) a measure over a repetition of this side ("both" where it does not matter)."""
        k = self.sides.index(side) if side in self.sides else 0
        start, _, end = self.bounds[k]
        values: Array = Sampler(self.t, self.series.values[:, [INDEX[measure]]]).over([(start, end)])[0, :, 0]
        return values


def shown(exercise: Exercise) -> Shown | None:
    """None for an exercise that the avatar cannot do. Tens of milliseconds the first time."""
    return _shown(exercise.model_dump_json(by_alias=True))


@lru_cache(maxsize=64)
def _shown(described: str) -> Shown | None:
    exercise = Exercise.model_validate_json(described)
    try:
        made = perform(
            exercise,
            2 if exercise.sides == "alternating" else 1,
            person=Person(),
            variation=0.0,
            lead_s=0.4,
            tail_s=0.4,
            fps=RATE_HZ,
        )
    except ExerciseError:
        return None
    points, depth, t = made.points, made.depth, made.t
    bounds, sides = made.reps, tuple(rep.side for rep in made.reps)
    if exercise.kind == "hold":
        held = np.flatnonzero(depth > 0.98 * depth.max())
        held = held[: max(round(_HELD_S * RATE_HZ), 2)]
        points, t = points[held], t[held] - t[held[0]]
        return Shown(t, points, _measured(points), ((0.0, float(t[len(t) // 2]), float(t[-1])),), ("both",))
    turns = []
    for rep in bounds:
        mine = (t >= rep.start_s) & (t <= rep.end_s)
        top = np.flatnonzero(mine & (depth >= 0.98 * depth[mine].max()))
        turns.append((rep.start_s, float(t[top[len(top) // 2]]), rep.end_s))
    return Shown(t, points, _measured(points), tuple(turns), sides)


def _measured(points: Array) -> Series:
    seen = project_all(points, _FAR)
    clear = np.ones_like(seen.visibility)
    series = measured(seen.image, seen.world, clear, seen.width, seen.height, _FAR.calibration)
    nothing = np.where(np.isnan(series.values), math.inf, 0.0)
    return Series(series.values, nothing, nothing, series.points, series.yaw_deg, series.to_body)
