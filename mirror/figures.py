"""Rolling figures: the last few hundred latencies or moments, cheap to add to on every frame."""

from __future__ import annotations

import math

import numpy as np


class Rolling:
    """The last `size` numbers, in a ring. One thread adds; others may ask (they see a value more or less).

    >>> rolling = Rolling(size=3)
    >>> for value in (1.0, 2.0, 3.0, 4.0):
    ...     rolling.add(value)
    >>> rolling.median(), rolling.total
    (3.0, 4)
    """

    def __init__(self, size: int = 1024) -> None:
        self._ring = np.zeros(size)
        self.total = 0

    def add(self, value: float) -> None:
        self._ring[self.total % len(self._ring)] = value
        self.total += 1

    def last(self, count: int | None = None) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """The last `count` (at most `size`) numbers, oldest first; a copy."""
        size = len(self._ring)
        count = min(self.total, size, size if count is None else count)
        return self._ring[np.arange(self.total - count, self.total) % size]

    def quantile(self, q: float, count: int | None = None) -> float:
        """q in 0..1, over the last `count`; NaN while there is none."""
        values = self.last(count)
        return float(np.quantile(values, q)) if values.size else math.nan

    def median(self, count: int | None = None) -> float:
        return self.quantile(0.5, count)

    def rate(self, now: float, seconds: float = 3.0) -> float:
        """Where the numbers are moments: how many a second came in the last `seconds` before `now`; NaN before the second."""
        moments = self.last()
        recent = moments[moments > now - seconds]
        if recent.size < 2:
            return math.nan if self.total < 2 else 0.0
        return float((recent.size - 1) / max(now - recent[0], 1e-6))
