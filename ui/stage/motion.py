"""What moves on the mirror, as a function of time: 150-250 ms, ease-out, never more often than three times a second.

`Motion` remembers when something changed and answers how far its animation has come; nothing in it knows Qt or a clock.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from mirror.events import Stage
from mirror.snapshot import Cue, Snapshot

SLIDE_S = 0.22
TICK_S = 0.25
WAKE_S = 0.25
CUE_SHORTEST_S = 2.0
"""A cue stays at least so long, even when the next one waits."""
CUE_LONGEST_S = 6.0
"""Then it leaves, even when the core has nothing newer to say."""
FLASH_APART_S = 0.4
"""Between two ticks of the count: under 3 Hz, however fast somebody jumps."""
CUE_STAGES: frozenset[Stage] = frozenset({"setup", "live", "rest"})


@dataclass(frozen=True, slots=True)
class Moment:
    """How far the animations are, 0..1 each (1: over), and the wall clock's words.

    Attributes:
        cue: what the ribbon says now, None: nothing. slide: of the ribbon. tick: of the count. wake: of the fade-in.
        clock, date: "18:42", "Saturday 21 November"; "" leaves them out.
    """

    cue: Cue | None = None
    slide: float = 1.0
    tick: float = 1.0
    wake: float = 1.0
    clock: str = ""
    date: str = ""


def settled(snapshot: Snapshot, clock: str = "", date: str = "") -> Moment:
    """The moment at which nothing moves: for a single drawing."""
    cue = snapshot.cue
    fresh = cue is not None and snapshot.stage in CUE_STAGES and snapshot.t - cue.since <= CUE_LONGEST_S
    return Moment(cue=cue if fresh else None, clock=clock, date=date)


def ease_out(share: float) -> float:
    """Cubic, 0..1 -> 0..1."""
    share = min(max(share, 0.0), 1.0)
    return 1.0 - (1.0 - share) ** 3


class Motion:
    """Follows the snapshots. `now` is seconds on any one clock, never going back.

    Attributes:
        calm: nothing moves; what is shown and how long stays the same.
    """

    def __init__(self, calm: bool) -> None:
        self.calm = calm
        self._stage: Stage = "asleep"
        self._woken = -math.inf
        self._count = (0, 0)
        self._ticked = -math.inf
        self._cue: Cue | None = None
        self._cue_at = -math.inf
        self._read: Cue | None = None

    def see(self, snapshot: Snapshot, now: float) -> None:
        """The newest snapshot; several a second, or none for a while."""
        if self._stage == "asleep" and snapshot.stage != "asleep":
            self._woken = now
        self._stage = snapshot.stage
        count = (snapshot.set, snapshot.reps)
        if count != self._count:
            if snapshot.reps > 0 and count > self._count and now - self._ticked >= FLASH_APART_S:
                self._ticked = now
            self._count = count
        self._follow(snapshot.cue if snapshot.stage in CUE_STAGES else None, now)
        if snapshot.stage not in CUE_STAGES:
            self._cue = None

    def _follow(self, cue: Cue | None, now: float) -> None:
        if self._cue is not None:
            shown = now - self._cue_at
            if shown < CUE_SHORTEST_S:
                return
            if shown >= CUE_LONGEST_S or cue is None:
                self._cue = None
        if cue is not None and cue != self._read:
            self._cue, self._cue_at, self._read = cue, now, cue

    def busy(self, now: float) -> bool:
        """Whether something moves, so that the next picture must not be waited for."""
        return not self.calm and (now - self._cue_at < SLIDE_S or now - self._ticked < TICK_S or now - self._woken < WAKE_S)

    def moment(self, now: float, clock: str = "", date: str = "") -> Moment:
        if self.calm:
            return Moment(cue=self._cue, clock=clock, date=date)
        return Moment(
            cue=self._cue,
            slide=ease_out((now - self._cue_at) / SLIDE_S),
            tick=ease_out((now - self._ticked) / TICK_S),
            wake=ease_out((now - self._woken) / WAKE_S),
            clock=clock,
            date=date,
        )
