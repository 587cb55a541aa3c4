"""Resampling onto an even grid by time, so that the classifier never sees the camera's rate, jitter or drops."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 16.0
MAX_GAP_S = 0.25
"""Two samples further apart than this are not joined: the grid points between them are absent."""

_EPS_S = 1e-6
_MAX_ABSENT = 160
"""The most absent grid points one push may bring (10 s at 16 Hz); after a longer silence the grid starts anew."""


class Grid:
    """Linear interpolation by time onto t0, t0 + 1/rate, ..., where t0 is the time of the first sample.

    What comes out depends only on the samples that were present: an absent push (`None`) only lets time pass. A grid point
    is given as soon as it is decided, so at most `max_gap` seconds late and usually within one camera frame. NaN entries
    stay NaN: an entry is interpolated only where both neighbours have it, but a grid point within a microsecond of a sample
    is that sample.
    """

    def __init__(self, rate: float = RATE_HZ, max_gap: float = MAX_GAP_S) -> None:
        if not rate > 0 or not max_gap > 0:
            raise ValueError("rate and max_gap must be positive")
        self.rate = rate
        self.max_gap = max_gap
        self.reset()

    def reset(self) -> None:
        """Forget all samples; the next present one starts a new grid."""
        self._origin = math.nan
        self._next = 0
        self._now = -math.inf
        self._seen = -math.inf
        self._last: NDArray[np.float64] | None = None

    def push(self, t: float, values: NDArray[np.float64] | None) -> list[tuple[float, NDArray[np.float64] | None]]:
        """Tell the grid what was there at time t; returns the grid points that are now decided, in order.

        Args:
            t: seconds, larger than at the last push (ValueError otherwise).
            values: (J,) numbers, or None when nobody was there.

        Returns:
            (t_k, (J,) array or None for absent) with t_k rising by exactly 1/rate.
        """
        if not t > self._now:
            raise ValueError(f"time must rise: {t} after {self._now}")
        self._now = t
        out: list[tuple[float, NDArray[np.float64] | None]] = []
        if math.isnan(self._origin):
            if values is None:
                return out
            self._origin = t
        elif values is None:
            if t - self._seen > self.max_gap + _EPS_S:
                self._absent(t, out)
            return out
        elif self._last is None or t - self._seen > self.max_gap + _EPS_S:
            self._absent(t - 2 * _EPS_S, out)
            if math.isnan(self._origin):
                self._origin, self._next = t, 0
        else:
            last, span = self._last, t - self._seen
            while (at := self._origin + self._next / self.rate) < t - _EPS_S:
                out.append((at, last + (values - last) * max(0.0, (at - self._seen) / span)))
                self._next += 1
        at = self._origin + self._next / self.rate
        if at <= t + _EPS_S:
            out.append((at, values))
            self._next += 1
        self._seen, self._last = t, values
        return out

    def _absent(self, until: float, out: list[tuple[float, NDArray[np.float64] | None]]) -> None:
        """Grid points up to `until` are absent; after a very long silence the grid is forgotten instead of filled."""
        self._last = None
        if until - (self._origin + self._next / self.rate) > _MAX_ABSENT / self.rate:
            self._origin, self._next = math.nan, 0
            return
        while (at := self._origin + self._next / self.rate) <= until + _EPS_S:
            out.append((at, None))
            self._next += 1
