"""Whether a confidence may be believed: expected calibration error, the reliability diagram's bins, Brier's score.

Source: Guo et al., "On Calibration of Modern Neural Networks" (2017), section 2 (top label, 15 bins of equal width); Brier,
"Verification of forecasts expressed in terms of probability" (1950).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.evaluation.figures import Sums, ratio_of

BINS = 15


def binned(confidence: NDArray[np.floating], right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """(n,) probabilities of the best class and whether it was right -> (15, 3): sums of confidence, of right, count."""
    at = np.clip((np.asarray(confidence, np.float64) * BINS).astype(int), 0, BINS - 1)
    return np.stack([np.bincount(at, weights=w, minlength=BINS) for w in (confidence, right, np.ones(len(at)))], axis=1)


def expected_calibration_error(outputs: Callable[[Any], tuple[NDArray[np.floating], NDArray[np.bool_]]]) -> Sums:
    """The figure over rows of which each tells the (confidence, right) of its outputs."""

    def parts(rows: Sequence[Any]) -> NDArray[np.float64]:
        return np.stack([binned(*outputs(r)) for r in rows])

    def value(sums: NDArray[np.float64]) -> NDArray[np.float64]:
        return ratio_of(np.abs(sums[..., 0] - sums[..., 1]).sum(axis=1), sums[..., 2].sum(axis=1))

    return Sums(parts, value)


def reliability(confidence: NDArray[np.floating], right: NDArray[np.bool_]) -> list[list[float]]:
    """[mean confidence, share right, count] of the bins that hold anything, the least confident first."""
    out = []
    for sure, hits, count in binned(confidence, right):
        if count:
            out.append([round(float(sure / count), 4), round(float(hits / count), 4), int(count)])
    return out


def squared_error(probabilities: NDArray[np.floating], truth: int) -> NDArray[np.float64]:
    """(n, K) probabilities of a sequence whose class is `truth` -> (n,) Brier's sum of squares over the classes, 0 to 2."""
    wanted = np.zeros(probabilities.shape[1])
    wanted[truth] = 1.0
    out: NDArray[np.float64] = np.square(np.asarray(probabilities, np.float64) - wanted).sum(axis=1)
    return out
