"""How big a mistake truly is, told from exact landmarks, and how far the avatar must go for it to have a wanted size.

A mistake's size is (value - good) / (threshold - good): 0 in good form, 1 at the threshold of its TOML, more is a mistake.
`value` is the mistake's statistic of its measure on the body as it is, without a camera; phases come from the movement as it was
made (mirror.avatar's own share of the way), not from what the mirror makes of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.avatar.performance import Performance
from mirror.exercises.core import Exercise, Mistake
from mirror.geometry.body import body_from_pose
from mirror.geometry.camera import Calibration
from mirror.geometry.measures import INDEX, MEASURES, measure, sides
from mirror.pose import skeleton as s
from mirror.pose.core import Pose
from models.examiner.settings import ExaminerError

Array = NDArray[np.float64]

REST, PEAK = 0.2, 0.85
"""Shares of a repetition's own way up to which it rests, from which it is at the peak."""
BEGUN, RETURNED = 0.08, 0.6
"""A repetition lasts from where it last was this near to its rest until this share of the way back is made, as the mirror's
counter defines a movement."""
BEFORE_S = 0.2
_STEPS = 9
_EXACT = 0.01


def measures_of(performance: Performance) -> Array:
    """(T, MEASURES) of the body as it is: every landmark seen, no camera's error."""
    camera = performance.points * np.array([1.0, -1.0, -1.0])
    hips = camera[:, [s.LEFT_HIP, s.RIGHT_HIP]].mean(axis=1, keepdims=True)
    world = (camera - hips).astype(np.float32)
    image, seen = np.full((s.COUNT, 3), 0.5, np.float32), np.ones(s.COUNT, np.float32)
    out = np.full((len(world), len(MEASURES)), np.nan)
    level = Calibration()
    for i, points in enumerate(world):
        body = body_from_pose(Pose(0.0, image, points, seen, 2, 2), level)
        if body is not None:
            out[i] = measure(body).values
    return out


@dataclass(frozen=True, slots=True, eq=False)
class Swing:
    """One repetition as it was made: rows of the performance, the phase of each, its length in seconds, whether the same side
    worked as in the one before."""

    rows: slice
    rest: NDArray[np.bool_]
    out: NDArray[np.bool_]
    peak: NDArray[np.bool_]
    back: NDArray[np.bool_]
    seconds: float
    again: bool = False

    def mask(self, phase: str) -> NDArray[np.bool_]:
        if phase == "any":
            return np.ones(len(self.rest), bool)
        chosen: NDArray[np.bool_] = getattr(self, phase)
        return chosen


def swings(exercise: Exercise, performance: Performance) -> list[Swing]:
    """The repetitions; of a hold, the time in position as one swing that is all peak."""
    depth, t = performance.depth, performance.t
    if exercise.kind == "hold":
        held = np.flatnonzero(depth >= PEAK * depth.max())
        rows = slice(int(held[0]), int(held[-1]) + 1)
        nothing, all_of_it = np.zeros(rows.stop - rows.start, bool), np.ones(rows.stop - rows.start, bool)
        return [Swing(rows, nothing, nothing, all_of_it, nothing, float(t[held[-1]] - t[held[0]]))]
    found = []
    before = "both"
    for rep in performance.reps:
        start_s, end_s = rep.start_s, rep.end_s
        again, before = rep.side == before != "both", rep.side
        inside = np.flatnonzero((t >= start_s - 1e-9) & (t <= end_s + 1e-9))
        if len(inside) < 4:
            continue
        share = depth[inside] / max(float(depth[inside].max()), 1e-9)
        top = int(share.argmax())
        begun = int(np.flatnonzero(share[: top + 1] <= BEGUN)[-1]) if (share[: top + 1] <= BEGUN).any() else 0
        after = np.flatnonzero(share[top:] <= 1.0 - RETURNED)
        over = top + int(after[0]) if len(after) else len(share) - 1
        first = max(int(inside[begun]) - round(BEFORE_S * performance.fps), 0)
        rows = slice(first, int(inside[over]) + 1)
        way = depth[rows] / max(float(depth[inside].max()), 1e-9)
        rest, peak = way < REST, way > PEAK
        between, early = ~rest & ~peak, np.arange(first, rows.stop) < inside[top]
        seconds = float(t[inside[over]] - t[inside[begun]])
        found.append(Swing(rows, rest, between & early, peak, between & ~early, seconds, again))
    return found


def _statistic(mistake: Mistake, values: Array) -> float:
    """Extremes are percentiles, as the TOML's reader documents them: one wild moment is no mistake."""
    values = values[np.isfinite(values)]
    if len(values) < 2:
        return math.nan
    match mistake.statistic:
        case "max":
            return float(np.percentile(values, 90))
        case "min":
            return float(np.percentile(values, 10))
        case "mean":
            return float(values.mean())
        case "range":
            low, high = np.percentile(values, (5, 95))
            return float(high - low)
    return float(np.median(values))


def _of_swing(mistake: Mistake, swing: Swing, measured: Array) -> float:
    """The statistic of one repetition: of the worse side where there are two."""
    if mistake.statistic == "duration":
        return swing.seconds
    if mistake.statistic == "same_side":
        return float(swing.again)
    rows = swing.mask("peak" if mistake.statistic == "at_peak" else mistake.phase)
    told = [_statistic(mistake, measured[swing.rows][rows, INDEX[name]]) for name in sides(mistake.measure)]
    if mistake.statistic == "asymmetry":
        return abs(told[0] - told[-1])
    known = [v for v in told if not math.isnan(v)]
    if not known:
        return math.nan
    return max(known) if mistake.above is not None else min(known)


def values(exercise: Exercise, performance: Performance) -> dict[str, float]:
    """Every mistake's statistic: the median over the repetitions; NaN where it cannot be told."""
    found = swings(exercise, performance)
    needed = any(m.measure for m in exercise.mistakes)
    measured = measures_of(performance) if needed else np.empty((len(performance.t), len(MEASURES)))
    out = {}
    for mistake in exercise.mistakes:
        # The first repetition has none before it.
        of = found[1:] if mistake.statistic == "same_side" else found
        told = [_of_swing(mistake, swing, measured) for swing in of]
        known = [v for v in told if not math.isnan(v)]
        out[mistake.name] = float(np.median(known)) if known else math.nan
    return out


def threshold(mistake: Mistake) -> float:
    """Its `above` or `below`."""
    limit = mistake.above if mistake.above is not None else mistake.below
    assert limit is not None
    return limit


def size(mistake: Mistake, value: float, good: float) -> float:
    """(value - good) / (threshold - good); NaN where it is not told. Where good form itself lies beyond the threshold: inf when
    the value does too, else NaN."""
    if math.isnan(value) or math.isnan(good):
        return math.nan
    limit = threshold(mistake)
    above = mistake.above is not None
    if (good >= limit) if above else (good <= limit):
        return math.inf if ((value >= limit) if above else (value <= limit)) else math.nan
    return (value - good) / (limit - good)


def all_or_nothing(mistake: Mistake) -> bool:
    """Whether the mistake is made or not, without a size in between."""
    return mistake.statistic == "same_side"


def sizes(exercise: Exercise, performance: Performance, good: Mapping[str, float]) -> dict[str, float]:
    """The true size of every mistake of the exercise in this performance; `good`: `values` of the same in good form."""
    told = values(exercise, performance)
    return {m.name: size(m, told[m.name], good[m.name]) for m in exercise.mistakes}


def fault_size_for(
    exercise: Exercise, mistake: Mistake, wanted: float, make: Callable[[float], Performance], largest: float
) -> float:
    """The avatar's `fault_size` with which the mistake has the wanted size, by the regula falsi and bisection.

    Args:
        make: a performance by fault_size, otherwise always the same; make(0) is good form. largest: where to give up.
    A mistake that is made or not (`all_or_nothing`) is made at every wanted size from 1 on.
    Raises ExaminerError (a sentence) where good form is already beyond the threshold or the size is never reached.
    """
    where = f"{exercise.name}: {mistake.name}"
    if all_or_nothing(mistake):
        if wanted < 1.0:
            raise ExaminerError(f"{where} is made or not; it has no size below its threshold.")
        return 1.0
    good = values(exercise, make(0.0))[mistake.name]
    if math.isinf(size(mistake, good, good)):
        raise ExaminerError(f"{where} is there in good form already.")
    if math.isnan(good):
        raise ExaminerError(f"{where} cannot be measured.")

    def missing(fault_size: float) -> float:
        return size(mistake, values(exercise, make(fault_size))[mistake.name], good) - wanted

    low, high, short, over = 0.0, 1.0, -wanted, missing(1.0)
    while not over >= 0.0:
        low, high, short = high, high * 1.6, over
        if high > largest:
            raise ExaminerError(f"{where} does not reach {wanted} times its threshold, however far the avatar goes.")
        over = missing(high)
    for step in range(_STEPS):
        if over - short <= 1e-9 or abs(over) < _EXACT:
            break
        # Nearly linear, so the straight line's zero is the best guess; every third step is a bisection, for when it is not.
        share = -short / (over - short) if step % 3 < 2 else 0.5
        middle = low + min(max(share, 0.05), 0.95) * (high - low)
        there = missing(middle)
        if math.isnan(there):
            raise ExaminerError(f"{where} cannot be measured on the way to {wanted} times its threshold.")
        if abs(there) < _EXACT:
            return middle
        if there >= 0.0:
            high, over = middle, there
        else:
            low, short = middle, there
    return high if abs(over) < abs(short) else low
