"""How deep a person is in every exercise at once: the signals of the TOMLs as arrays.

depth is 0 at rest and 1 at the full range of motion (see `mirror.exercises.Signal`). Each signal of each side is an element;
an element weighs by its TOML weight and by how surely the camera sees it, so that a hidden arm fades out and the other one
carries the count alone.

A held position is another matter: straight knees do not make up for hips on the floor. Where one signal of a hold is far beyond
its rest, the position is lost, whatever the others say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.exercises.core import Exercise
from mirror.geometry.measures import INDEX, Measurement, sides

_FLOOR = 0.06
"""Spread of an element that is seen perfectly, in depth: no element ever silences the others."""
MAX_SIGMA = 0.6
"""A side whose depth is less sure than this counts as not seen."""
MIN_SEEN = 0.4
"""A side of which less than this share of the signals' weight is seen counts as not seen: with the hands out of the picture, what
an upper arm at its border seems to do is no pull-up."""
BROKEN = -0.5
"""A held position is lost when one of its signals is so deep: beyond rest by half the way from rest to the position."""


@dataclass(frozen=True, slots=True, eq=False)
class Depths:
    """Attributes: left, right, depth, sigma: (E,) float64, one per exercise; NaN (sigma inf) where nothing is seen."""

    left: NDArray[np.float64]
    right: NDArray[np.float64]
    depth: NDArray[np.float64]
    sigma: NDArray[np.float64]


class DepthGauge:
    """Turns measurements into depths, for a fixed sequence of exercises."""

    def __init__(self, exercises: Sequence[Exercise]) -> None:
        slots: list[int] = []
        rest: list[float] = []
        span: list[float] = []
        weight: list[float] = []
        owner: list[int] = []
        # A single measure (stance width) belongs to both sides.
        for e, exercise in enumerate(exercises):
            for side in (0, 1):
                for signal in exercise.signals:
                    names = sides(signal.measure)
                    slots.append(INDEX[names[side] if len(names) == 2 else names[0]])
                    rest.append(signal.rest)
                    span.append(signal.peak - signal.rest)
                    weight.append(signal.weight)
                    owner.append(2 * e + side)
        self._slots = np.array(slots)
        self._rest = np.array(rest)
        self._per = 1.0 / np.array(span)
        self._weight = np.array(weight)
        self._starts = np.searchsorted(np.array(owner), np.arange(2 * len(exercises)))
        self._enough = MIN_SEEN * np.add.reduceat(self._weight, self._starts)
        self._larger = np.array([e.sides != "both" for e in exercises])
        count = [len(e.signals) for e in exercises]
        # Of each hold: where its elements stand, (signals, sides).
        self._held = [
            (e, self._starts[2 * e] + np.arange(count[e])[:, None] + np.array([0, count[e]]))
            for e, exercise in enumerate(exercises)
            if exercise.kind == "hold"
        ]

    def read(self, measurement: Measurement) -> Depths:
        """Depths of one measurement."""
        return self.read_rows(measurement.values, measurement.sigma)

    def read_rows(self, values: NDArray[np.float64], sigma: NDArray[np.float64]) -> Depths:
        """Depths of values and sigmas (..., MEASURES): the results are (..., E)."""
        depth = (values.take(self._slots, axis=-1) - self._rest) * self._per
        spread = sigma.take(self._slots, axis=-1) * self._per
        share = self._weight / (spread * spread + _FLOOR * _FLOOR)
        seen = share > 0.0
        total = np.add.reduceat(share, self._starts, axis=-1)
        mean = np.add.reduceat(np.where(seen, depth, 0.0) * share, self._starts, axis=-1)
        weight = np.add.reduceat(np.where(seen, self._weight, 0.0), self._starts, axis=-1)
        total = np.where(weight >= self._enough, total, 0.0)
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = np.where(total > 0.0, mean / total, np.nan)
            # Errors of one limb's angles go together: averaging them does not make them smaller.
            variance = weight / total
            left, right = mean[..., 0::2], mean[..., 1::2]
            vl, vr = variance[..., 0::2], variance[..., 1::2]
            tl, tr = total[..., 0::2], total[..., 1::2]
            some_l, some_r = tl > 0.0, tr > 0.0
            together = (np.where(some_l, left * tl, 0.0) + np.where(some_r, right * tr, 0.0)) / (tl + tr)
            both = np.where(some_l & some_r, 2.0 / (1.0 / vl + 1.0 / vr), np.where(some_l, vl, vr))
            # The larger side counts only if it is not much less sure than the other: a hidden arm is a guess.
            ok_l = some_l & ~(vl > 6.0 * vr)
            ok_r = some_r & ~(vr > 6.0 * vl)
            pick_left = ok_l & ~(ok_r & (right > left))
            larger = np.where(pick_left, left, right)
            picked = np.where(pick_left, vl, vr)
        result = np.where(self._larger, larger, together)
        deviation = np.sqrt(np.where(self._larger, picked, both))
        unseen = ~(deviation < MAX_SIGMA)
        result = np.where(unseen, np.nan, result)
        for e, at in self._held:
            worst = _worst(depth[..., at], share[..., at] / self._weight[at])
            result[..., e] = np.where(worst < BROKEN, np.fmin(result[..., e], worst), result[..., e])
        return Depths(left, right, result, np.where(unseen, np.inf, deviation))


def _worst(depth: NDArray[np.float64], share: NDArray[np.float64]) -> NDArray[np.float64]:
    """(..., signals, sides) depths and inverse variances -> (...) the smallest depth of a signal, both sides of it taken
    together; inf where none is sure enough."""
    total = share.sum(axis=-1)
    mean = np.where(share > 0.0, depth * share, 0.0).sum(axis=-1) / np.maximum(total, 1e-9)
    sure = total * MAX_SIGMA**2 > 1.0
    worst: NDArray[np.float64] = np.where(sure, mean, np.inf).min(axis=-1)
    return worst
