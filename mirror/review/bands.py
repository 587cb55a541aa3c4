"""The band of good repetitions: where a measure runs in those that were made well, phase by phase.

Whose: of this set where it has enough of them, else of this person's earlier sets, else the demonstrator's. A repetition is good
where it is full, has no mistake and no poor score, all of this as a reviewer says where one did.

The band is the 10th to the 90th percentile. Few curves show less than their spread, and none shows what the camera adds to each
sample: it is widened by 1.28 / sqrt(n) of the measurement's deviation (the 90th percentile of a normal distribution, for the mean
of n), within a set that from moment to moment (`sigma`), between sets and against the demonstrator the whole error.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from mirror.review.core import Band

Array = NDArray[np.float64]

ENOUGH = 3
"""Good repetitions from which a band is drawn."""
_NINETIETH = 1.2816


def band(curves: Array, deviation: Array, of: str) -> Band | None:
    """curves: (n, PHASES), NaN where unknown. deviation: (PHASES,) of one sample, same unit, or inf. None without a curve."""
    if not len(curves):
        return None
    low, median, high = percentiles(curves, (0.1, 0.5, 0.9))
    wider = np.where(np.isfinite(deviation), deviation, 0.0) * _NINETIETH / math.sqrt(len(curves))
    return Band(median, low - wider, high + wider, len(curves), of)


def percentiles(rows: Array, shares: tuple[float, ...]) -> list[Array]:
    """Of what is known in each column, between neighbours in a straight line; NaN where nothing is."""
    ordered = np.sort(rows, axis=0)  # NaN sorts to the end
    last = np.maximum(np.isfinite(rows).sum(axis=0) - 1, 0)
    at = np.arange(rows.shape[1])
    out = []
    for share in shares:
        place = share * last
        below = place.astype(np.intp)
        above = np.minimum(below + 1, last)
        out.append(ordered[below, at] + (place - below) * (ordered[above, at] - ordered[below, at]))
    return out


def typical(deviations: Array) -> Array:
    """(n, PHASES) -> (PHASES,) mean over what is finite, inf where nothing is."""
    known = np.isfinite(deviations)
    count = known.sum(axis=0)
    total = np.where(known, deviations, 0.0).sum(axis=0)
    mean: Array = np.where(count > 0, total / np.maximum(count, 1), math.inf)
    return mean
