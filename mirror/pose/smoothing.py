"""Taking the tremble out of landmarks without making them lag.

The One-Euro filter: Casiez, Roussel, Vogel, "1 Euro Filter: A Simple Speed-based Low-pass Filter for Noisy Input in
Interactive Systems", CHI 2012, sec. 3. Constants of MediaPipe's pose graph (v0.10.21).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from mirror.pose.landmarks import Reading

_SHORTEST = 1e-4
"""Seconds; two pictures are never taken as closer than that, so that a doubled time stamp cannot divide by zero."""

VISIBILITY_SECONDS = 1 / 30 / -math.log(0.9)
"""Time constant of the visibility: MediaPipe lets a new value weigh 0.1 a frame; this is the same at 30 a second."""


class OneEuro:
    """Low-pass filter over an array whose cutoff rises with the speed of each element.

    Attributes:
        min_cutoff: Hz, for what stands still. beta: Hz for each unit of speed. speed_cutoff: Hz, for the speed itself.
    """

    def __init__(self, min_cutoff: float, beta: float, speed_cutoff: float = 1.0) -> None:
        self.min_cutoff = min_cutoff
        self.beta = beta
        self.speed_cutoff = speed_cutoff
        self._t: float | None = None
        self._value = self._last = self._speed = np.zeros(0)

    def reset(self) -> None:
        """The next value passes unchanged."""
        self._t = None

    def __call__(self, values: NDArray[np.float64], t: float, scale: float = 1.0) -> NDArray[np.float64]:
        """The filtered values, a new array of the same shape.

        Args:
            values: anything finite; the same shape at each call. t: seconds, not falling. scale: multiplies the speed (1 over
                the size of the person, so that someone far away is filtered like someone near).
        """
        if self._t is None:
            self._value, self._last, self._speed = values.copy(), values.copy(), np.zeros_like(values)
            self._t = t
            return values.copy()
        dt = max(t - self._t, _SHORTEST)
        self._t = t
        share = _share(self.speed_cutoff, dt)
        self._speed += share * ((values - self._last) * (scale / dt) - self._speed)
        rate = (2 * math.pi * dt) * (self.min_cutoff + self.beta * np.abs(self._speed))
        self._value += rate / (1 + rate) * (values - self._value)
        self._last[...] = values
        return self._value.copy()


def _share(cutoff: float, dt: float) -> float:
    """The weight of a new value in a first-order low-pass filter with this cutoff (Hz) after dt seconds."""
    rate = 2 * math.pi * cutoff * dt
    return rate / (1 + rate)


class Smoother:
    """All that is smoothed of one person: image points, world points, visibility."""

    def __init__(self) -> None:
        self._image = OneEuro(min_cutoff=0.05, beta=80.0)
        self._world = OneEuro(min_cutoff=0.1, beta=40.0)
        self._visibility: NDArray[np.float64] | None = None
        self._t = 0.0

    def reset(self) -> None:
        """Forget: the next reading passes unchanged."""
        self._image.reset()
        self._world.reset()
        self._visibility = None

    def __call__(self, reading: Reading, t: float) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """points (33, 3) in pixels, world (33, 3) in metres, visibility (33,) of `reading`, smoothed, in new arrays."""
        if self._visibility is None:
            self._visibility = reading.visibility.copy()
        else:
            share = 1 - math.exp(-max(t - self._t, 0.0) / VISIBILITY_SECONDS)
            self._visibility += share * (reading.visibility - self._visibility)
        self._t = t
        points = self._image(reading.points, t, 1 / max(reading.next.side, 1.0))
        return points, self._world(reading.world, t), self._visibility.copy()
