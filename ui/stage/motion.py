"""What moves and flashes on the mirror, as a function of time: 150-250 ms, ease-out, never more than three times a second.

`Motion` remembers when something changed and answers how far its animation has come; nothing in it knows Qt or a clock.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

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
"""Between two ticks of the count, or two flashes of the edge: under 3 Hz (WCAG 2.2, 2.3.1), however fast somebody jumps."""
FLASH_S = 0.5
"""How long the edge takes to go dark again."""
FLASH_STALE_S = 0.6
"""A flash that could not come in time is left out."""
Flash = Literal["good", "guide", "danger"]
"""A repetition or the start; a tick, a sentence or the end; a danger."""

CUE_STAGES: frozenset[Stage] = frozenset({"setup", "live", "rest"})


@dataclass(frozen=True, slots=True)
class Moment:
    """How far the animations are, 0..1 each (1: over), and the wall clock's words.

    Attributes:
        cue: what the ribbon says now, None: nothing. slide: of the ribbon. tick: of the count. wake: of the fade-in.
        flash: what the edge shines for, None: it is dark. shine: how brightly, 0..1.
        clock, date: "18:42", "Saturday 21 November"; "" leaves them out.
    """

    cue: Cue | None = None
    slide: float = 1.0
    tick: float = 1.0
    wake: float = 1.0
    flash: Flash | None = None
    shine: float = 0.0
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
        calm: nothing moves; what is shown and how long stays the same. flash: what is heard lights up the edge.
    """

    def __init__(self, calm: bool, flash: bool = False) -> None:
        self.calm = calm
        self.flash = flash
        self._stage: Stage = "asleep"
        self._woken = -math.inf
        self._count = (0, 0)
        self._ticked = -math.inf
        self._cue: Cue | None = None
        self._cue_at = -math.inf
        self._read: Cue | None = None
        self._before: Snapshot | None = None
        self._wanted: tuple[Flash, float] | None = None
        self._lit: tuple[Flash, float] = ("guide", -math.inf)

    def see(self, snapshot: Snapshot, now: float) -> None:
        """The newest snapshot; several a second, or none for a while."""
        if self._stage in ("asleep", "camera_off") and snapshot.stage not in ("asleep", "camera_off"):
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
        if self.flash:
            self._light(snapshot, now)

    def _light(self, snapshot: Snapshot, now: float) -> None:
        """What sounds now flashes now, or as soon as the last flash is far enough away; a danger before anything else."""
        flash = _heard(self._before, snapshot)
        self._before = snapshot
        if flash is not None and (self._wanted is None or self._wanted[0] != "danger" or flash == "danger"):
            self._wanted = (flash, now)
        if self._wanted is None:
            return
        if now - self._wanted[1] > FLASH_STALE_S:
            self._wanted = None
        elif now - self._lit[1] >= FLASH_APART_S:
            self._lit, self._wanted = (self._wanted[0], now), None

    def _follow(self, cue: Cue | None, now: float) -> None:
        if self._cue is not None:
            shown = now - self._cue_at
            interrupts = cue is not None and cue != self._read and cue.severity == "danger" and self._cue.severity != "danger"
            if shown < CUE_SHORTEST_S and not interrupts:
                return
            if shown >= CUE_LONGEST_S or cue is None:
                self._cue = None
        if cue is not None and cue != self._read:
            self._cue, self._cue_at, self._read = cue, now, cue

    def busy(self, now: float) -> bool:
        """Whether something moves, so that the next picture must not be waited for."""
        if now - self._lit[1] < FLASH_S or self._wanted is not None:
            return True
        return not self.calm and (now - self._cue_at < SLIDE_S or now - self._ticked < TICK_S or now - self._woken < WAKE_S)

    def moment(self, now: float, clock: str = "", date: str = "") -> Moment:
        shine = 1.0 - (now - self._lit[1]) / FLASH_S
        lit = self._lit[0] if shine > 0.0 else None
        if self.calm:
            # No fading either: light, and then none.
            return Moment(cue=self._cue, flash=lit, shine=1.0 if lit else 0.0, clock=clock, date=date)
        return Moment(
            cue=self._cue,
            slide=ease_out((now - self._cue_at) / SLIDE_S),
            tick=ease_out((now - self._ticked) / TICK_S),
            wake=ease_out((now - self._woken) / WAKE_S),
            flash=lit,
            shine=max(shine, 0.0),
            clock=clock,
            date=date,
        )


def _heard(before: Snapshot | None, now: Snapshot) -> Flash | None:
    """What sounded between two snapshots: the screen's own twin of counts, tones and sentences."""
    if before is None:
        return None
    if now.cue is not None and now.cue != before.cue and now.stage in CUE_STAGES:
        return "danger" if now.cue.severity == "danger" else "guide"
    if now.stage == "live" and (before.stage == "countdown" or (now.reps and (now.set, now.reps) > (before.set, before.reps))):
        return "good"
    ticked = now.stage == "countdown" and now.countdown is not None and now.countdown != before.countdown
    return "guide" if ticked or len(now.finished) > len(before.finished) else None
