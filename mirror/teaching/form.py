"""The form that was shown: where each joint is at every depth of the movement, and how far good repetitions may lie from it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.exercises.core import Form
from mirror.geometry.measures import INDEX, sides
from mirror.teaching.anatomy import FAMILY, JOINTS, PEOPLE, PEOPLE_DEG, PEOPLE_TORSOS, PLACING, SCORED
from mirror.teaching.core import Array
from mirror.teaching.repetitions import least_of
from mirror.teaching.series import LENGTHS, RATE_HZ, Series
from mirror.teaching.swings import AROUND_S, Swing

MOST_JOINTS = 4
UNSURE = 1.4
"""A joint whose uncertainty is this many times what people differ by is not scored from what was shown."""
STEADY = "torso_lean"
"""Gets a bar whether it moves or not: a trunk that comes along is the commonest fault of all."""
MOVES = 1.5
"""A joint that goes so many times the smallest movement gets a bar though no signal reads it."""
_EDGES = np.array([0.0, 0.2, 0.4, 0.6, 0.8, 1.01])


@dataclass(frozen=True, slots=True)
class Shape:
    """joints: measures that get a score bar, those that carry the movement first. form: of every measure that was surely seen."""

    joints: tuple[str, ...]
    form: tuple[Form, ...]


def shape_of(series: Series, swings: Sequence[Swing], left: Array, right: Array, carried: Sequence[str]) -> Shape:
    """What was shown, joint by joint.

    left, right: (T,) depth of each side (alike where both move together). carried: measures of the signals.
    """
    inside = _inside(len(series.t), swings)
    forms: dict[str, Form] = {}
    for measure in dict.fromkeys((*carried, *SCORED, *PLACING)):
        told = _form(series, measure, left, right, inside)
        if told is not None:
            forms[measure] = told
    joints: list[str] = []
    for measure in (*[m for m in carried if m in JOINTS and m != STEADY], *[m for m in SCORED if m not in carried]):
        told = forms.get(measure)
        if told is None or any(FAMILY[measure] == FAMILY[other] for other in joints):
            continue
        if measure in carried or abs(told.peak - told.rest) >= MOVES * least_of(measure):
            joints.append(measure)
    joints = joints[: MOST_JOINTS - 1]
    if STEADY in forms and not any(FAMILY[STEADY] == FAMILY[other] for other in joints):
        joints.append(STEADY)
    return Shape(tuple(joints), tuple(forms.values()))


def _inside(count: int, swings: Sequence[Swing]) -> NDArray[np.bool_]:
    around = round(AROUND_S * RATE_HZ)
    inside = np.zeros(count, bool)
    for swing in swings:
        inside[max(swing.start - around, 0) : swing.end + around + 1] = True
    return inside


def _form(series: Series, measure: str, left: Array, right: Array, inside: NDArray[np.bool_]) -> Form | None:
    names = sides(measure)
    people = people_of(measure)
    seen = [
        (series.values[:, INDEX[name]], depth, float(series.sigma[INDEX[name]]))
        for name, depth in zip(names, (left, right), strict=False)
    ]
    seen = [(x, depth, sigma) for x, depth, sigma in seen if sigma < UNSURE * people]
    if not seen:
        return None
    x = np.concatenate([x[inside] for x, _, _ in seen])
    depth = np.clip(np.concatenate([d[inside] for _, d, _ in seen]), 0.0, 1.0)
    known = np.isfinite(x) & np.isfinite(depth)
    if known.sum() < 0.5 * len(x):
        return None
    return _fitted(measure, x[known], depth[known], math.hypot(people, min(s for _, _, s in seen)))


def _fitted(measure: str, x: Array, depth: Array, spread: float) -> Form | None:
    """The straight line over the depth; every fifth of the way weighs alike, so that a long rest does not bend it."""
    part = np.digitize(depth, _EDGES) - 1
    counts = np.bincount(part, minlength=len(_EDGES) - 1)
    weight = 1.0 / np.sqrt(counts[part])
    design = np.stack([np.ones_like(depth), depth], axis=1)
    solved, _, rank, _ = np.linalg.lstsq(design * weight[:, None], x * weight, rcond=None)
    if rank < 2:
        return None
    left_over = x - design @ solved
    shown = math.sqrt(float(np.average(left_over**2, weights=weight**2)))
    digits = 2 if measure in LENGTHS else 0
    return Form(
        measure=measure,
        rest=round(float(solved[0]), digits),
        peak=round(float(solved.sum()), digits),
        spread=round(math.hypot(spread, shown), digits + 1),
    )


def people_of(measure: str) -> float:
    """How far two people who do it well lie apart in a measure (one standard deviation, its unit): whoever showed it is as far
    from the mean as anybody else."""
    return math.sqrt(2.0) * PEOPLE.get(measure, PEOPLE_TORSOS if measure in LENGTHS else PEOPLE_DEG)
