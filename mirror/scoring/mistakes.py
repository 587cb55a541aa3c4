"""Mistakes that geometry can see: each is a measure, a statistic over a phase, and a threshold from the exercise's TOML.

A mistake that this view cannot tell is left out, never guessed.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from mirror.counting.track import Stretch
from mirror.exercises.core import Exercise, Mistake
from mirror.geometry.measures import INDEX, sides
from mirror.geometry.view import ViewName, view_of
from mirror.scoring.judgement import Fault, Swing
from mirror.scoring.phases import Phases

CERTAIN = 0.65
"""A mistake is reported from this probability on."""


def faults_of(
    exercise: Exercise, stretch: Stretch, phases: Phases, swing: Swing, difficulty: float = 0.5, *, again: bool = False
) -> tuple[Fault, ...]:
    """The mistakes that geometry can see in one movement, surely enough and from this view.

    phases: of the stretch's frames. difficulty: 0 lenient, 1 strict, as in SetDifficulty. again: the same side worked as in the
    movement before.
    """
    view = _view(stretch.yaw_deg)
    faults = []
    for mistake in exercise.mistakes:
        if mistake.views and view not in mistake.views:
            continue
        if mistake.statistic in ("duration", "same_side"):
            told_once = swing.end_t - swing.start_t if mistake.statistic == "duration" else float(again)
            certainty = _certainty(mistake, told_once, 0.0, difficulty)
            if certainty >= CERTAIN:
                faults.append(Fault(mistake, certainty, ()))
            continue
        names = sides(mistake.measure)
        rows = phases.mask("peak" if mistake.statistic == "at_peak" else mistake.phase)
        told = [_statistic(mistake, stretch, rows, name) for name in names]
        if mistake.statistic == "asymmetry":
            told = [_asymmetry(told)]
        worst, guilty = 0.0, []
        for name, (value, sigma) in zip(names, told, strict=False):
            if not sigma < 2.5 * mistake.margin + 1e-9:
                continue
            certainty = _certainty(mistake, value, sigma, difficulty)
            if certainty >= CERTAIN:
                worst = max(worst, certainty)
                guilty.append(name)
        if guilty:
            faults.append(Fault(mistake, worst, _painted(mistake, guilty)))
    return tuple(faults)


def _view(yaw_deg: NDArray[np.float64]) -> ViewName:
    """The view over the repetition: the direction of the mean, since yaw wraps round."""
    yaw = np.radians(yaw_deg[np.isfinite(yaw_deg)])
    if len(yaw) == 0:
        return "unknown"
    return view_of(math.degrees(math.atan2(float(np.sin(yaw).mean()), float(np.cos(yaw).mean())))).name


def _statistic(mistake: Mistake, stretch: Stretch, rows: NDArray[np.bool_], name: str) -> tuple[float, float]:
    """Value and sigma; (NaN, inf) where it was not seen. Extremes are percentiles, so that one wild frame accuses nobody."""
    i = INDEX[name]
    value, sigma = stretch.values[rows, i], stretch.sigma[rows, i]
    seen = np.isfinite(value)
    if seen.sum() < 2 or seen.mean() < 0.5:
        return math.nan, math.inf
    value = value[seen]
    spread = float(sigma[seen].mean())
    match mistake.statistic:
        case "max":
            return float(np.percentile(value, 90)), spread
        case "min":
            return float(np.percentile(value, 10)), spread
        case "mean":
            return float(value.mean()), spread
        case "range":
            low, high = np.percentile(value, (5, 95))
            # A view's bias is the same at both ends and drops out of a difference.
            return float(high - low), 0.5 * spread
    return float(np.median(value)), spread


def _asymmetry(told: list[tuple[float, float]]) -> tuple[float, float]:
    (left, sigma_left), (right, sigma_right) = told[0], told[-1]
    return abs(left - right), math.hypot(sigma_left, sigma_right)


def _certainty(mistake: Mistake, value: float, sigma: float, difficulty: float) -> float:
    """The chance that the value truly lies beyond the threshold; strict moves the threshold in by a margin."""
    if mistake.above is not None:
        excess = value - mistake.above
    else:
        assert mistake.below is not None
        excess = mistake.below - value
    excess += (2.0 * difficulty - 1.0) * mistake.margin
    return 0.5 * (1.0 + math.erf(excess / (math.sqrt(2.0) * math.hypot(sigma, 0.5 * mistake.margin))))


def _painted(mistake: Mistake, guilty: list[str]) -> tuple[str, ...]:
    """The mistake's joints with their side; the guilty sides where the measure has sides, else both."""
    wanted = {name.partition("_")[0] for name in guilty if name.startswith(("left_", "right_"))}
    painted: list[str] = []
    for joint in mistake.joints:
        try:
            names = sides(joint)
        except KeyError:
            names = (joint,)
        painted += [n for n in names if len(names) == 1 or not wanted or n.partition("_")[0] in wanted]
    return tuple(painted)
