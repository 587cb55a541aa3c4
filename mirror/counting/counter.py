"""One exercise's counter: finds there-and-back movements in a depth that arrives frame by frame.

Turning points are found by prominence (how far the depth has come back from its extreme), measured against the person's own
range, not against fixed lines: somebody whose landmarks are biased or who moves less is counted too. Whether a movement was
full or partial is decided afterwards, from how deep it went.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from mirror.events import RepKind
from mirror.exercises.core import PhaseName, RangeOfMotion

SMOOTHING_S = 0.03
"""Time constant of the causal filter on the depth: about one frame, so that a single wild landmark makes no turning point."""
UNSEEN_S = 0.6
"""A depth unknown for longer than this before the full range was seen spoils a movement."""
FORGET_S = 1.5
"""A depth unknown for longer than this ends whatever was going on."""
RETURNED = 0.6
"""A movement is over when this share of the way out has been made back."""
NEAR_REST = 0.08
"""A movement starts where the depth was last so near to its valley."""
STALLED_S = 0.6
"""Somebody who stays so long less than a partial movement away from the valley rests there: no movement began."""
ARRIVED_S = 1.5
"""Of an exercise that is done at its peak (standing up): somebody who stays there for so long has done one, though they do not
come back. Who does come back before that is judged with the way back, as in any exercise."""
HALFWAY_S = 2.0
"""Somebody who stays so long between a partial and a full movement rests there."""
LARGEST = 1.2
"""What a swing adds at most to the person's usual one: getting up from the floor must not make all later swings small."""
APART_S = 3.5
"""After so long a rest another exercise may have come: the usual swing is learned anew."""
FIRST_AMPLITUDE = 0.6
FULL_SHARE = 0.55
"""A full repetition is at least this share of the person's usual swing."""
LEAST_AMPLITUDE = 0.24
"""Swings smaller than this share of the exercise's range are never movements."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One swing from rest to peak and back.

    Attributes:
        start_t, peak_t, end_t: seconds; the end is when most of the way back was made.
        valley, depth: depth before the swing and at its deepest.
        kind, reason: as in RepClosed.
    """

    start_t: float
    peak_t: float
    end_t: float
    valley: float
    depth: float
    kind: RepKind
    reason: str | None = None


class Counter:
    """Feeds on (t, depth); answers with a Movement in the frame in which one is over.

    Attributes (read only): phase, depth (smoothed, NaN while unknown), peak (deepest of the running movement), start_t (of the
        running movement, NaN at rest), moving_t (time of the last movement, NaN before the first).
    """

    def __init__(self, rom: RangeOfMotion) -> None:
        self._rom = rom
        self.reset()

    def reset(self) -> None:
        """Forget everything, the person's range included."""
        self._typical = FIRST_AMPLITUDE
        self._usual_peak = math.nan
        self._last_t = -math.inf
        self._forget()

    def _forget(self) -> None:
        self._state: Literal["unknown", "rest", "out", "back"] = "unknown"
        self.depth = math.nan
        self.peak = math.nan
        self.start_t = math.nan
        self._t = math.nan
        self._valley = math.inf
        self._valley_t = math.nan
        self._peak_t = math.nan
        self._low = math.nan
        self._low_t = math.nan
        self._still = math.nan
        self._still_t = math.nan
        self._unseen = 0.0

    @property
    def moving(self) -> bool:
        """True inside a movement."""
        return self._state in ("out", "back")

    def seen_moving(self, t: float, within: float) -> bool:
        """Whether this exercise's own signals have moved: a movement is under way and at least partial, or one was over (and
        not rejected) at most `within` seconds ago."""
        under_way = self.moving and self.peak - self._valley >= self._rom.partial
        return under_way or t - self._last_t <= within

    @property
    def phase(self) -> PhaseName:
        if self._state == "out" or self._state == "back":
            reach = self._usual_peak if self._usual_peak == self._usual_peak else self._rom.full
            near = max(min(reach, self.peak) - 0.15 * self._typical, self._valley + 0.5 * self._typical)
            if self.depth >= near:
                return "peak"
            return "back" if self._state == "back" or self.peak - self.depth > 0.1 else "out"
        return "rest"

    def step(self, t: float, depth: float) -> Movement | None:
        """One frame's depth (NaN: unknown). Times increase."""
        if depth != depth:
            if self._t == self._t and t - self._t > FORGET_S:
                self._forget()
            return None
        gap = t - self._t
        if not gap <= FORGET_S:
            self._forget()
            self.depth = depth
        else:
            if gap > UNSEEN_S and not self.peak >= self._rom.full:
                self._unseen += gap
            self.depth += (depth - self.depth) * gap / (gap + SMOOTHING_S)
        self._t = t
        d = self.depth
        rise = min(max(0.35 * self._typical, 0.18), 0.35)
        if self._state == "out":
            if d > self.peak:
                self.peak, self._peak_t = d, t
            elif self.peak - d > max(0.15, 0.25 * (self.peak - self._valley)):
                self._state = "back"
                self._low, self._low_t = d, t
            elif self._stalled(t, d):
                self._settle(t, d)
            elif t - self.start_t > self._rom.max_seconds + HALFWAY_S:
                self._unsure(t, d)
            if self._arrived(t, d):
                movement = self._close(t, peak_t=t)
                self._unsure(t, d)
                return movement
        if self._state == "back":
            return self._back(t, d, rise)
        if self._state == "rest":
            if d < self._valley:
                self._valley, self._valley_t = d, t
            elif d < self._valley + NEAR_REST:
                self._valley_t = t
            elif d - self._valley > rise:
                self._leave(self._valley, self._valley_t, d, t)
            elif self._stalled(t, d):
                self._settle(t, d)
        elif self._state == "unknown":
            self._first(t, d, rise)
        return None

    def finish(self, t: float) -> Movement | None:
        """The set is cut off here (the recording ends): a full movement that is on its way back counts, and one that is done at
        its peak."""
        if self._state == "out" and self._rom.done_at == "peak" and self.peak >= self._rom.full:
            movement = self._close(t, peak_t=t)
            self._unsure(t, self.depth)
            return movement
        if self._state != "back" or self.peak < self._rom.full:
            return None
        if self.peak - self.depth < 0.35 * (self.peak - self._valley):
            return None
        movement = self._close(t)
        self._state = "unknown"
        return movement

    def _stalled(self, t: float, d: float) -> bool:
        """Whether the depth has stayed within `NEAR_REST` of one place, short of a full movement, for long enough."""
        self._follow(t, d)
        if self.peak >= self._rom.full:
            return False
        return t - self._still_t > (HALFWAY_S if self.peak >= self._rom.partial else STALLED_S)

    def _arrived(self, t: float, d: float) -> bool:
        """Whether this exercise is done at its peak, and the person has stayed there."""
        if self._rom.done_at != "peak" or self._state != "out" or not self.peak >= self._rom.full:
            return False
        self._follow(t, d)
        return t - self._still_t >= ARRIVED_S

    def _follow(self, t: float, d: float) -> None:
        """Since when the depth has stayed within `NEAR_REST` of one place."""
        if not abs(d - self._still) <= NEAR_REST:
            self._still, self._still_t = d, t

    def _settle(self, t: float, d: float) -> None:
        """Rest is here from now on."""
        self._state, self._valley, self._valley_t = "rest", d, t
        self.peak = self.start_t = math.nan

    def _unsure(self, t: float, d: float) -> None:
        """As in the first frames, nobody knows where rest is: out for longer than any movement lasts, or done at the peak."""
        self._state, self._valley, self._valley_t = "unknown", d, t
        self.peak, self._peak_t, self.start_t = d, t, math.nan

    def _leave(self, valley: float, valley_t: float, d: float, t: float) -> None:
        if valley_t - self._last_t > APART_S:
            self._typical, self._usual_peak = FIRST_AMPLITUDE, math.nan
        self._state = "out"
        self._valley, self.start_t = valley, valley_t
        self.peak, self._peak_t = d, t
        self._still, self._still_t = d, t
        self._unseen = 0.0

    def _first(self, t: float, d: float, rise: float) -> None:
        """The first frames: nobody knows yet whether the person stands at rest or at the peak (a static lunge, a deadlift)."""
        if not self._valley <= d:
            self._valley, self._valley_t = d, t
        elif d < self._valley + NEAR_REST:
            self._valley_t = t
        if not self.peak >= d:
            self.peak, self._peak_t = d, t
        if d - self._valley > rise:
            self._leave(self._valley, self._valley_t, d, t)
        elif self.peak - d > rise:
            self._state, self._valley, self._valley_t, self.peak = "rest", d, t, math.nan

    def _back(self, t: float, d: float, rise: float) -> Movement | None:
        if d > self.peak:
            self._state, self.peak, self._peak_t = "out", d, t
            return None
        if d < self._low:
            self._low, self._low_t = d, t
        amplitude = self.peak - self._valley
        if self.peak - d >= RETURNED * amplitude:
            movement = self._close(t)
            self._settle(t, d)
            return movement
        if d - self._low > rise:
            # Turned round before most of the way back: a pulse, or somebody who no longer comes back to the first rest.
            if self.peak - self._low >= 0.5 * max(self._typical, amplitude):
                movement = self._close(self._low_t)
                self._leave(self._low, self._low_t, d, t)
                return movement
            self._state = "out"
        return None

    def _close(self, end_t: float, peak_t: float | None = None) -> Movement | None:
        amplitude = self.peak - self._valley
        if amplitude < LEAST_AMPLITUDE or self.peak < self._rom.partial:
            return None
        kind, reason = self._judge(amplitude, end_t)
        if kind == "rejected" and (amplitude < 0.5 * self._rom.full or self.peak < self._rom.full):
            return None
        if kind != "rejected":
            self._last_t = end_t
            self._typical += 0.3 * (min(amplitude, LARGEST) - self._typical)
            known = self._usual_peak == self._usual_peak
            self._usual_peak = self._usual_peak + 0.3 * (self.peak - self._usual_peak) if known else self.peak
        return Movement(self.start_t, self._peak_t if peak_t is None else peak_t, end_t, self._valley, self.peak, kind, reason)

    def _judge(self, amplitude: float, end_t: float) -> tuple[RepKind, str | None]:
        seconds = end_t - self.start_t
        if self._unseen > UNSEEN_S:
            return "rejected", "out of the picture"
        if seconds < self._rom.min_seconds:
            return "rejected", "too fast"
        if seconds > self._rom.max_seconds:
            return "rejected", "too slow"
        # Deep enough, and from far enough: a pulse near the bottom is no full repetition.
        full = self.peak >= self._rom.full and amplitude >= FULL_SHARE * self._typical
        return ("full" if full else "partial"), None
