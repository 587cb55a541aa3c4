"""A position that was held: nothing swings, but it is not standing about."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from mirror.exercises.core import Form, Signal
from mirror.geometry.measures import INDEX, PAIRED
from mirror.teaching.anatomy import FAMILY, NEUTRAL
from mirror.teaching.core import Array
from mirror.teaching.form import MOST_JOINTS, people_of
from mirror.teaching.repetitions import least_of
from mirror.teaching.series import LENGTHS, RATE_HZ, Series, floor_of

LEAST_S = 4.0
"""A position that is kept for less was only passed through."""
STILL_DEG = 14.0
"""Nobody is still whose joints move by more than this within a second."""
_STILL = ("elbow", "hip", "knee", "thigh", "upper_arm")
_JOINTS = ("body_line", "hip", "knee", "elbow", "shoulder", "torso_lean")
MOST_SIGNALS = 4
UNEVEN_DEG = 30.0
"""Sides that differ by more than this are two measures, not one."""


@dataclass(frozen=True, slots=True)
class Held:
    """A position that was held. first, last: moments on the grid. signals, form: as in Exercise; measures: the signals' bases."""

    first: int
    last: int
    signals: tuple[Signal, ...]
    form: tuple[Form, ...]
    measures: tuple[str, ...]

    @property
    def seconds(self) -> float:
        return (self.last - self.first) / RATE_HZ


def held(series: Series) -> Held | None:
    """The longest position other than standing that was held; None where there is none."""
    found = None
    for first, last in _still(series):
        if last - first < LEAST_S * RATE_HZ or (found is not None and last - first <= found.last - found.first):
            continue
        told = _told(series, first, last)
        if told is not None:
            found = told
    return found


def _still(series: Series) -> list[tuple[int, int]]:
    """(first, end) of the stretches in which no joint that is seen moves."""
    slots = [INDEX[f"{side}_{name}"] for name in _STILL for side in ("left", "right")] + [INDEX["torso_lean"]]
    slots = [i for i in slots if math.isfinite(series.sigma[i])]
    if not slots:
        return []
    x, half = series.values[:, slots], round(0.5 * RATE_HZ)
    calm = np.zeros(len(x), bool)
    for i in range(len(x)):
        some = x[max(i - half, 0) : i + half + 1]
        known = np.isfinite(some).all(axis=0)
        # A few joints that tremble because they are hidden do not end a hold.
        calm[i] = bool(known.any()) and float(np.percentile(np.ptp(some[:, known], axis=0), 60)) < STILL_DEG
    edges = np.flatnonzero(np.diff(np.concatenate([[False], calm, [False]]).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _told(series: Series, first: int, last: int) -> Held | None:
    levels: list[tuple[float, str, str, float]] = []
    for base, neutral in NEUTRAL.items():
        if base not in FAMILY:
            continue
        for name, level, sigma in _levels(series, base, first, last):
            away = abs(level - neutral)
            if away >= 2.0 * least_of(base) and away > 3.0 * sigma:
                levels.append((away / math.hypot(sigma, floor_of(base)), base, name, level))
    levels.sort(reverse=True)
    signals: list[Signal] = []
    taken: dict[str, str] = {}
    for _, base, name, level in levels:
        if taken.get(FAMILY[base], base) != base or len(signals) == MOST_SIGNALS:
            continue
        taken[FAMILY[base]] = base
        digits = 2 if base in LENGTHS else 0
        signals.append(Signal(measure=name, rest=NEUTRAL[base], peak=round(level, digits)))
    # The elbows alone are no position: a camera reads them too poorly, and everybody rests with them bent.
    if set(taken.values()) <= {"elbow"}:
        return None
    return Held(first, last, tuple(signals), _forms(series, first, last), tuple(taken.values()))


def _levels(series: Series, base: str, first: int, last: int) -> list[tuple[str, float, float]]:
    """(measure, value, sigma) of a base: of both sides together, or of each where they differ or only one is seen."""
    if base not in PAIRED:
        told = [_level(series, base, first, last)]
    else:
        told = [_level(series, f"{side}_{base}", first, last) for side in ("left", "right")]
        known = [one for one in told if one is not None]
        uneven = UNEVEN_DEG if base not in LENGTHS else UNEVEN_DEG / 100.0
        if known and (len(known) == 1 or abs(known[0][1] - known[1][1]) < uneven):
            return [(base, float(np.mean([one[1] for one in known])), min(one[2] for one in known))]
    return [one for one in told if one is not None]


def _level(series: Series, name: str, first: int, last: int) -> tuple[str, float, float] | None:
    x: Array = series.values[first:last, INDEX[name]]
    known = x[np.isfinite(x)]
    sigma = float(series.sigma[INDEX[name]])
    return (name, float(np.median(known)), sigma) if len(known) > 0.5 * len(x) and math.isfinite(sigma) else None


def _forms(series: Series, first: int, last: int) -> tuple[Form, ...]:
    out = []
    for base in _JOINTS:
        people = people_of(base)
        levels = [one for one in _levels(series, base, first, last) if one[2] < people]
        for name, level, sigma in levels:
            at = round(level)
            out.append(Form(measure=name, rest=at, peak=at, spread=round(math.hypot(people, sigma), 1)))
    return tuple(out[:MOST_JOINTS])
