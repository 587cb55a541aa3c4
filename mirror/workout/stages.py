"""Stages of a session: which may follow which, and how long things last, in seconds."""

from __future__ import annotations

from dataclasses import dataclass

from mirror.events import Stage
from mirror.workout.check import SECONDS

COUNTDOWN = 3
READY_S = 1.0
"""The whole body must be in the picture for so long before the countdown."""
AGAIN_S = 0.8
"""A hint changes no faster than this, so that it can be read."""
VIEW_S, VIEW_STANDS_S = 12.0, 3.0
"""Advice on the view is given in the first seconds of set-up; where the view is poor it stands so long, and who cannot or will
not turn begins all the same."""
GONE_S = 20.0
"""Nobody there for longer ends the session."""
LOST_S = 6.0
"""In set-up and countdown, where nothing has been done yet, nobody there for longer puts the mirror back to sleep."""
SUMMARY_S = 20.0
CHOOSING_S: dict[str, float] = {"exercise": 30.0, "person": 12.0, "height": 60.0, "plan": 30.0}
"""A menu with which nothing is done closes: nobody has to say who they are."""

_FOLLOWING: dict[Stage, frozenset[Stage]] = {
    "asleep": frozenset({"setup", "live"}),
    "setup": frozenset({"countdown", "live", "paused", "summary", "asleep", "choosing", "calibrating"}),
    "countdown": frozenset({"setup", "live", "paused", "summary", "asleep", "choosing"}),
    "live": frozenset({"rest", "paused", "summary", "choosing"}),
    "rest": frozenset({"live", "paused", "summary", "choosing"}),
    "paused": frozenset({"setup", "countdown", "live", "rest", "summary", "choosing"}),
    "summary": frozenset({"asleep", "setup", "choosing"}),
    "choosing": frozenset({"setup", "live", "rest", "paused", "summary", "asleep", "calibrating"}),
    "calibrating": frozenset({"setup", "summary"}),
}
_OFF: frozenset[Stage] = frozenset({"camera_off"})
LEGAL: dict[Stage, frozenset[Stage]] = {stage: following | _OFF for stage, following in _FOLLOWING.items()}
LEGAL["camera_off"] = frozenset({"asleep"})
"""Every stage and those that may follow it: the camera can be turned off in all of them."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds that a plan or a test may want otherwise."""

    countdown: int = COUNTDOWN
    rest: float = 60.0
    gone: float = GONE_S
    summary: float = SUMMARY_S
    check: float = SECONDS
