"""Watches whether a source still lives: the age of its pictures, and pictures that repeat. Pure: time comes in as a number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

State = Literal["idle", "opening", "watching", "waiting"]
Verdict = Literal["well", "hung", "stale", "frozen", "wait", "retry"]


@dataclass
class Watchdog:
    """What is watched, the limits, and when to try again. All times are seconds on the caller's clock.

    Attributes:
        open_limit: an opening that takes longer hangs. stale_after: without a picture for longer, the source is gone.
        frozen_after: the same picture for longer means that it stands still; 0: pictures may repeat (a drawn demo).
        first_wait, longest_wait: before the first, and at most before any further, try: it doubles from one to the next.
        settled_after: good pictures for this long make the next failure a first one again.
        state: idle (before the first try), opening, watching, waiting (for the time of the next try).
        since: when the state began. retry_at: when a waiting one tries again. wait: seconds before the next try.
        losses: failures so far. repeats: pictures so far that equalled the one before. reason: of the last loss.
    """

    open_limit: float = 10.0
    stale_after: float = 2.5
    frozen_after: float = 5.0
    first_wait: float = 0.5
    longest_wait: float = 10.0
    settled_after: float = 10.0

    state: State = field(default="idle", init=False)
    since: float = field(default=0.0, init=False)
    retry_at: float = field(default=0.0, init=False)
    wait: float = field(default=0.0, init=False)
    losses: int = field(default=0, init=False)
    repeats: int = field(default=0, init=False)
    reason: str = field(default="", init=False)
    last_picture: float = field(default=0.0, init=False)
    last_change: float = field(default=0.0, init=False)
    _good_since: float | None = field(default=None, init=False)
    _digest: int | None = field(default=None, init=False)
    _frozen: int | None = field(default=None, init=False)

    def opening(self, now: float) -> None:
        """A try begins."""
        self.state, self.since = "opening", now

    def picture(self, now: float, digest: int) -> bool:
        """A picture came; `digest` tells it from others. False: it is still the one that stood still: do not believe it."""
        if self.state != "watching":
            self.state, self.since, self.last_change = "watching", now, now
            self._digest = None
        self.last_picture = now
        if digest == self._digest:
            self.repeats += 1
        else:
            self.last_change = now
        self._digest = digest
        if self._frozen is not None and digest == self._frozen:
            return False
        self._frozen = None
        if self._good_since is None:
            self._good_since = now
        if now - self._good_since >= self.settled_after:
            self.wait = 0.0
        return True

    def lost(self, now: float, reason: str) -> None:
        """The try failed or the source is gone: wait, twice as long as the last time."""
        self.wait = min(self.longest_wait, max(self.first_wait, 2.0 * self.wait))
        self.state, self.since, self.retry_at = "waiting", now, now + self.wait
        self.losses += 1
        self.reason = reason
        self._good_since = None

    def rest(self, now: float) -> None:
        """The source is closed because the user wants it so: nothing is lost, and the next look tries again at once."""
        self.state, self.since, self.wait, self.reason = "idle", now, 0.0, ""
        self._good_since = self._digest = self._frozen = None

    def look(self, now: float) -> Verdict:
        """How it stands. On "hung", "stale", "frozen" the caller gives the source up and calls `lost`; on "retry", `opening`."""
        if self.state == "idle":
            return "retry"
        if self.state == "waiting":
            return "retry" if now >= self.retry_at else "wait"
        if self.state == "opening":
            return "hung" if now - self.since > self.open_limit else "well"
        if now - self.last_picture > self.stale_after:
            return "stale"
        if self.frozen_after > 0.0 and self.last_picture - self.last_change > self.frozen_after:
            self._frozen = self._digest
            return "frozen"
        return "well"

    @property
    def believed(self) -> bool:
        """Pictures come, and they change."""
        return self.state == "watching" and self._frozen is None


def sentence_of(verdict: Verdict, name: str) -> str:
    """What is wrong with the source of that name, for the user."""
    subject = f"C{name[1:]}" if name.startswith("camera") else name
    return {
        "hung": f"{subject} does not answer.",
        "stale": f"{subject} has stopped sending pictures.",
        "frozen": f"The picture of {name} stands still: is the lens covered?",
    }.get(verdict, f"{subject} is gone.")
