"""The band of good repetitions: where a measure runs in those that were made well, phase by phase.

Whose: of this set where it has enough of them, else of this person's earlier sets, else the demonstrator's. A repetition is good
where it is full, has no mistake and no poor score, all of this as a reviewer says where one did.

The band is the 10th to the 90th percentile. Few curves show less than their spread, and none shows what the camera adds to each
sample: it is widened by 1.28 / sqrt(n) of the measurement's deviation (the 90th percentile of a normal distribution, for the mean
of n), within a set that from moment to moment (`sigma`), between sets and against the demonstrator the whole error.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mirror.review.core import Band

Array = NDArray[np.float64]

ENOUGH = 3
"""Good repetitions from which a band is drawn."""
_NINETIETH = 1.2816


def band(curves: Sequence[Array], deviation: Array, of: str) -> Band | None:
    """curves: n of (PHASES,), NaN where unknown. deviation: (PHASES,) of one sample, same unit. None without a curve."""
    if not curves:
        return None
    rows = np.stack(curves)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a phase that no curve knows stays NaN
        low, median, high = np.nanpercentile(rows, (10.0, 50.0, 90.0), axis=0)
    n = len(rows)
    wider = np.where(np.isfinite(deviation), deviation, 0.0) * _NINETIETH / math.sqrt(n)
    return Band(median, low - wider, high + wider, n, of)


def typical(deviations: Sequence[Array]) -> Array:
    """(PHASES,) mean over what is finite, inf where nothing is."""
    rows = np.stack(deviations)
    known = np.isfinite(rows)
    count = known.sum(axis=0)
    total = np.where(known, rows, 0.0).sum(axis=0)
    mean: Array = np.where(count > 0, total / np.maximum(count, 1), math.inf)
    return mean
