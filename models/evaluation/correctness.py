"""Whether a repetition was made right as a whole: a small learned judge on what was measured over it.

Geometry tells mistakes that somebody named; of some exercises there are recordings of many people doing them right and wrong
without a name for what is wrong (UI-PRMD: Vakanski et al., "A Data Set of Human Body Movements for Physical Rehabilitation
Exercises", Data 2018, 3(1), 2). There a logistic regression on statistics of the body-frame measures answers, in plain numpy.

It belongs to the evaluation: the mirror names what is wrong (`mirror.scoring.mistakes`) and ships no weights of this.

The working side comes first: a left-hander's repetition is mirrored, so that left and right mean "working" and "other".
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.counting.track import Stretch
from mirror.geometry.measures import MEASURES, PAIRED

RATE_HZ = 25.0
"""Measures are resampled to this rate and smoothed over five moments, so that the camera's rate does not matter."""
_KERNEL = np.hanning(7)[1:-1] / np.hanning(7)[1:-1].sum()
_LEADING = ("thigh", "upper_arm", "knee", "elbow", "forearm", "hip", "shoulder")
"""The side whose angles of these move more in sum is the working one."""
_UNSTEADY = ("neck", "toe_out", "ankle")
"""Measures that not every sensor gives; the judge does without."""
_TURNED = ("torso_side", "torso_twist", "shoulder_level", "hands_aside")
"""What a mirror image turns round."""
_SEEN = 0.5
"""A measure that was seen in less of the repetition than this makes the verdict unknown."""

NAMES: tuple[str, ...] = tuple(n for n in MEASURES if not n.endswith(_UNSTEADY))
"""The measures that are looked at, in the order of the features."""
_AT = np.array([MEASURES.index(n) for n in NAMES])
_SLOT = {n: i for i, n in enumerate(NAMES)}


def _other(name: str) -> str:
    side, _, rest = name.partition("_")
    swapped = {"left": "right", "right": "left"}.get(side)
    return f"{swapped}_{rest}" if swapped and rest in PAIRED else name


_SWAP = np.array([_SLOT[_other(n)] for n in NAMES])
_SIGN = np.array([-1.0 if n in _TURNED else 1.0 for n in NAMES])
_LEFT = np.array([_SLOT[f"left_{n}"] for n in _LEADING])
_RIGHT = np.array([_SLOT[f"right_{n}"] for n in _LEADING])
STATISTICS = ("largest", "smallest", "mean", "range", "deviation", "rise", "fall", "drift")
"""Of each measure; the last three against the repetition's first moments."""
WIDTH = len(STATISTICS) * len(NAMES) + 1
"""Features: statistic by statistic, each of all measures, then the logarithm of the seconds."""
_BEGINNING = 4


def features(t: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """(WIDTH,) of a repetition: t (N,) seconds, values (N, MEASURES) as in Stretch. None where too little was seen."""
    if len(t) < 2 or not t[-1] - t[0] > 0.2:
        return None
    grid = np.arange(t[0], t[-1] + 1e-9, 1.0 / RATE_HZ)
    laid = np.empty((len(grid), len(NAMES)))
    for j, column in enumerate(_AT):
        told = values[:, column]
        seen = np.isfinite(told)
        if seen.mean() < _SEEN:
            return None
        laid[:, j] = np.interp(grid, t[seen], told[seen])
    padded = np.pad(laid, ((2, 2), (0, 0)), mode="edge")
    smooth = np.lib.stride_tricks.sliding_window_view(padded, 5, axis=0) @ _KERNEL
    span = np.ptp(smooth, axis=0)
    if span[_LEFT].sum() < span[_RIGHT].sum():
        smooth, span = smooth[:, _SWAP] * _SIGN, span[_SWAP]
    first = smooth[:_BEGINNING].mean(axis=0)
    largest, smallest, mean = smooth.max(axis=0), smooth.min(axis=0), smooth.mean(axis=0)
    blocks = (largest, smallest, mean, span, smooth.std(axis=0), largest - first, smallest - first, mean - first)
    return np.concatenate([*blocks, [math.log(t[-1] - t[0])]])


@dataclass(frozen=True, slots=True, eq=False)
class Correctness:
    """A learned judge of one exercise.

    Attributes: mean, scale, weights: (WIDTH,) float64; bias: of the logistic regression on the scaled features.
    """

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    weights: NDArray[np.float64]
    bias: float

    LIMIT = 5.0
    """Scaled features beyond this are cut: one wild measure decides nothing."""

    def wrong(self, stretch: Stretch) -> float | None:
        """The chance (0..1) that the repetition was made wrong; None, unknown, where too little of it was seen."""
        seen = features(stretch.t, stretch.values)
        return None if seen is None else self.of(seen)

    def of(self, seen: NDArray[np.float64]) -> float:
        """The same of `features`."""
        scaled = np.clip((seen - self.mean) / self.scale, -self.LIMIT, self.LIMIT)
        return float(1.0 / (1.0 + np.exp(-np.clip(scaled @ self.weights + self.bias, -40.0, 40.0))))
