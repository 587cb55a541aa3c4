"""A hold (plank): for how long the position was kept."""

from __future__ import annotations

import math

from mirror.exercises.core import RangeOfMotion

ENTER_S = 0.5
LEAVE_S = 1.0


class Hold:
    """In position after half a second at depth `rom.full`, out of it after a second below `rom.partial`.

    Attributes (read only): holding, start_t (when the position was taken, NaN while not holding), seconds (held so far),
        depth.
    """

    def __init__(self, rom: RangeOfMotion) -> None:
        self._rom = rom
        self.reset()

    def reset(self) -> None:
        self.holding = False
        self.start_t = math.nan
        self.end_t = math.nan
        self.depth = math.nan
        self._since = math.nan
        self._last_in = math.nan

    @property
    def seconds(self) -> float:
        return self._last_in - self.start_t if self.holding else 0.0

    def step(self, t: float, depth: float) -> float | None:
        """One frame's depth (NaN: unknown). Returns the seconds held in the frame in which the hold is over."""
        self.depth = depth
        if self.holding:
            if depth >= self._rom.partial:
                self._last_in = t
            elif t - self._last_in > LEAVE_S:
                return self.finish()
            return None
        if not depth >= self._rom.full:
            self._since = math.nan
            return None
        if self._since != self._since:
            self._since = t
        if t - self._since >= ENTER_S:
            self.holding, self.start_t, self._last_in = True, self._since, t
        return None

    def finish(self) -> float | None:
        """Cut the hold off here."""
        if not self.holding:
            return None
        seconds = self.seconds
        self.holding, self.end_t, self._since = False, self._last_in, math.nan
        return seconds
