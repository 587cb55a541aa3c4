"""The last measurements, so that a repetition can be judged once it is over, or once its name is known."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from mirror.geometry.measures import LANDMARKS, MEASURES, Measurement

CAPACITY = 2048
"""Frames kept: over a minute at 30 fps."""


class Track:
    """A ring of measurements by time. `push` allocates nothing."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._t = np.empty(capacity)
        self._values = np.empty((capacity, len(MEASURES)))
        self._sigma = np.empty((capacity, len(MEASURES)))
        self._error = np.empty((capacity, len(MEASURES)))
        self._yaw = np.empty(capacity)
        self._points = np.empty((capacity, len(LANDMARKS), 3), np.float32)
        self._next = 0
        self._full = False

    def clear(self) -> None:
        self._next, self._full = 0, False

    def push(self, measurement: Measurement, yaw_deg: float) -> None:
        i = self._next
        self._t[i] = measurement.t
        self._values[i] = measurement.values
        self._sigma[i] = measurement.sigma
        self._error[i] = measurement.error
        self._yaw[i] = yaw_deg
        self._points[i] = math.nan if measurement.points is None else measurement.points
        self._next = i + 1
        if self._next == len(self._t):
            self._next, self._full = 0, True

    def between(self, start_t: float, end_t: float) -> Stretch:
        """What was measured from start to end, both included; empty where it is forgotten."""
        if self._full:
            order = np.concatenate([np.arange(self._next, len(self._t)), np.arange(self._next)])
            times = self._t[order]
            first, last = np.searchsorted(times, (start_t, end_t + 1e-9))
            rows = order[first:last]
            return self._piece(rows)
        first, last = np.searchsorted(self._t[: self._next], (start_t, end_t + 1e-9))
        return self._piece(slice(int(first), int(last)))

    def _piece(self, rows: NDArray[np.intp] | slice) -> Stretch:
        values, sigma, error = self._values[rows], self._sigma[rows], self._error[rows]
        return Stretch(self._t[rows], values, sigma, self._yaw[rows], self._points[rows], error)


class Stretch:
    """Some frames of a Track.

    Attributes:
        t: (N,) seconds. values, sigma, error: (N, MEASURES), points: (N, LANDMARKS, 3) as in Measurement, points None where
        nobody kept them; where nobody kept the error it is taken to be no more than sigma. yaw_deg: (N,) as in Body.
    """

    __slots__ = ("error", "points", "sigma", "t", "values", "yaw_deg")

    def __init__(
        self,
        t: NDArray[np.float64],
        values: NDArray[np.float64],
        sigma: NDArray[np.float64],
        yaw_deg: NDArray[np.float64],
        points: NDArray[np.float32] | None = None,
        error: NDArray[np.float64] | None = None,
    ) -> None:
        self.t, self.values, self.sigma, self.yaw_deg, self.points = t, values, sigma, yaw_deg, points
        self.error = sigma if error is None else error

    def where(self, rows: NDArray[np.bool_]) -> Stretch:
        """The frames of a mask (N,)."""
        points = None if self.points is None else self.points[rows]
        return Stretch(self.t[rows], self.values[rows], self.sigma[rows], self.yaw_deg[rows], points, self.error[rows])

    def __len__(self) -> int:
        return len(self.t)
