"""Keeping left and right apart where the network swaps them from one picture to the next.

It happens where the head is out of the picture (pull-ups, a person too near): nothing then tells front from back. Measured on
real clips: such a swap moves the twelve body landmarks by 6 to 22 % of the region in one picture, and undoing it leaves a third
of that or less, which nothing that a person does in 1/15 s comes near.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mirror.pose.landmarks import Reading
from mirror.pose.skeleton import BODY, MIRRORED

GAP_SECONDS = 0.3
"""After a longer gap nothing is known about which side was which."""

INSIST_SECONDS = 0.5
"""When the network says otherwise for so long without a break, it is right, and we were wrong."""

MIN_MOVE = 0.05
"""Sides of the region. Less is no swap, whatever the proportions."""

_BODY = np.array(BODY)
_SWAPPED = MIRRORED[_BODY]


class Sides:
    """Undoes swaps of left and right, picture by picture."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """The next reading passes as it is."""
        self._last: NDArray[np.float64] | None = None
        self._t = -np.inf
        self._insists_since: float | None = None

    def __call__(self, reading: Reading, t: float) -> Reading:
        """`reading`, or the same with left and right exchanged where the network has just swapped them."""
        if self._last is None or t - self._t > GAP_SECONDS or not _swapped(reading, self._last):
            self._insists_since = None
            return self._keep(reading, t)
        if self._insists_since is None:
            self._insists_since = t
        if t - self._insists_since > INSIST_SECONDS:
            self._insists_since = None
            return self._keep(reading, t)
        exchanged = replace(
            reading,
            points=reading.points[MIRRORED],
            world=reading.world[MIRRORED],
            visibility=reading.visibility[MIRRORED],
            presence=reading.presence[MIRRORED],
        )
        return self._keep(exchanged, t)

    def _keep(self, reading: Reading, t: float) -> Reading:
        self._last, self._t = reading.points[_BODY, :2], t
        return reading


def _swapped(reading: Reading, last: NDArray[np.float64]) -> bool:
    """Whether the body landmarks of `reading` are far from `last` (12, 2), and near when left and right are exchanged."""
    flat = reading.points[:, :2]
    as_is = float(np.abs(flat[_BODY] - last).sum())
    if as_is < MIN_MOVE * reading.region.side * len(_BODY):
        return False
    return as_is > 2 * float(np.abs(flat[_SWAPPED] - last).sum())
