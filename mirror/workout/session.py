"""Session: the stages of one person's session, how one goes from one to the other, and what is told on the way. Pure.

The ground on which choosing and the Workout itself stand.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeVar

from mirror import events as ev
from mirror.commands import Pause, Stop
from mirror.events import CueKind, Stage
from mirror.snapshot import Cue
from mirror.trainer import Trainer
from mirror.workout import calibrating, check, menu
from mirror.workout.gestures import Gestures
from mirror.workout.goals import REST_OVER, GoalKeeper, Goals
from mirror.workout.readiness import Readiness
from mirror.workout.stages import LEGAL, Timing

CAMERA_OFF = "The camera is off."
CAMERA_ON = "The camera is on."
OVER: frozenset[Stage] = frozenset({"asleep", "summary", "camera_off"})
"""Stages in which no session goes on any more."""
E = TypeVar("E", bound=ev.Event)


class Session:
    """Which stage it is, since when, and what has been said since the last observation or command."""

    def __init__(
        self,
        trainer: Trainer,
        *,
        timing: Timing | None = None,
        goals: Goals | None = None,
        used: Sequence[str] = (),
        people: Sequence[str] = (),
        person: str | None = None,
        locked: Collection[str] = (),
    ) -> None:
        """`used`: exercises that are offered first. `people`: profiles among whom is chosen on waking, where there are several;
        `person`: the one of last time; `locked`: those who have a PIN, for which ChooseProfile stands."""
        self.trainer = trainer
        self._timing = timing or Timing()
        self._goals = GoalKeeper(goals or Goals())
        self._told: Cue | None = None
        self._stage: Stage = "asleep"
        self._since = 0.0
        self._before_pause: Stage = "setup"
        self._t = -math.inf
        self._seen_t = -math.inf
        self._readiness = Readiness()
        self._count: int | None = None
        self._waking = True
        self._in_session = False
        self._events: list[ev.Event] = []
        self._heard = 0
        self._resting = False
        self._used = tuple(used)
        self._people, self._person, self._locked = tuple(people), person, frozenset(locked)
        self._menu: menu.Opened | None = None
        # Where the menu was opened, and since when that had lasted: the rest goes on meanwhile.
        self._origin: tuple[Stage, float] = ("setup", 0.0)
        self._check: check.Recorder | None = None
        self._replay: check.Shown | None = None
        self._calibrating: calibrating.Flow | None = None
        self._body_m = math.nan
        self._gestures = Gestures()
        self._meant_in: Stage = "asleep"

    @property
    def stage(self) -> Stage:
        return self._stage

    @property
    def _in_a_set(self) -> bool:
        return self._stage == "live" and self.trainer.running

    # -- from stage to stage -------------------------------------------------------------------------------------------

    def _go(self, stage: Stage, t: float) -> None:
        before = self._stage
        if stage == before:
            return
        if stage not in LEGAL[before]:
            raise RuntimeError(f"the workout cannot go from {before} to {stage}")
        if stage != "countdown":
            self._count = None
        self._stage, self._since = stage, t
        self._readiness.again()
        self._menu = self._replay = None
        self._resting = stage == "rest"
        if stage not in ("setup", "countdown", "live"):
            self._check = None
        if stage != "calibrating":
            self._calibrating = None
        self._say(ev.StageChanged, t, stage=stage, before=before)

    def _pause(self, t: float) -> None:
        self._take(self.trainer.apply(Pause()))
        self._before_pause = "rest" if self._stage == "live" else self._stage
        self._go("paused", t)

    def _stop(self, t: float) -> None:
        """The set and the session end here, if there are any."""
        if self._stage not in OVER:
            self._take(self.trainer.apply(Stop()))
            self._summarise(t)

    def _summarise(self, t: float) -> None:
        if self._stage == "asleep":
            return
        self._count = None
        if self._stage != "summary":
            self._go("summary", t)
        self._end(t)

    def _leave_unused(self, t: float) -> None:
        self._count = None
        self._waking = True
        self._end(t)
        self._go("asleep", t)

    def _end(self, t: float) -> None:
        if self._in_session:
            self._in_session = False
            self._say(ev.SessionEnded, t)

    def _switch_camera(self, on: bool, t: float) -> None:
        """Off: what goes on is closed and kept first. On: the mirror sleeps, and wakes when it sees somebody."""
        if on == (self._stage != "camera_off"):
            return
        if on:
            self._waking = True
            self._go("asleep", t)
            self._tell(CAMERA_ON, t, "setup")
            return
        self._take(self.trainer.apply(Stop()))
        self._take(self.trainer.lose(t))
        self._end(t)
        self._go("camera_off", t)
        self._tell(CAMERA_OFF, t, "setup")

    def _tick(self, t: float, remaining: int) -> None:
        self._count = remaining
        self._say(ev.CountdownTick, t, remaining=remaining)

    def _rest_over(self, t: float) -> None:
        self._tell(REST_OVER, t)

    # -- what is told --------------------------------------------------------------------------------------------------

    @property
    def _rest_s(self) -> float:
        """How long the rest is that goes on, or comes."""
        return self._timing.rest

    def _unheard(self) -> list[ev.Event]:
        """What has been said since this was asked last."""
        fresh, self._heard = self._events[self._heard :], len(self._events)
        return fresh

    def _take(self, events: Iterable[ev.Event]) -> None:
        self._events.extend(events)

    def _say(self, event: type[E], t: float, /, **fields: Any) -> None:
        self._events.append(event(seq=self.trainer.number(), t=t, **fields))

    def _tell(self, text: str, t: float, kind: CueKind = "encouragement") -> None:
        """A sentence that is shown and said."""
        self._told = Cue(text, kind, None, t)
        self._say(ev.CueReleased, t, text=text, kind=kind)
