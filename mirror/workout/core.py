"""Workout: leads a person from asleep to summary around a Trainer, as purely as the Trainer itself.

asleep -> setup -> countdown -> live <-> rest -> summary -> asleep, and paused from any waking stage. Nothing is lost to the
ceremony: somebody who simply begins while the mirror still counts down is counted from the first repetition, and a movement
in the rest leads straight back to live.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from mirror import events as ev
from mirror.commands import ChooseExercise, Command, Pause, Start, Stop
from mirror.events import Stage
from mirror.observation import Observation
from mirror.snapshot import Cue, Snapshot
from mirror.trainer import Step, Trainer
from mirror.workout.framing import hint
from mirror.workout.goals import GoalKeeper, Goals

COUNTDOWN = 3
READY_S = 1.0
"""The whole body must be in the picture for so long before the countdown."""
AGAIN_S = 0.8
"""A hint changes no faster than this, so that it can be read."""
GONE_S = 20.0
"""Nobody there for longer ends the session."""
LOST_S = 6.0
"""In set-up and countdown, where nothing has been done yet, nobody there for longer puts the mirror back to sleep."""
SUMMARY_S = 20.0
E = TypeVar("E", bound=ev.Event)

LEGAL: dict[Stage, frozenset[Stage]] = {
    "asleep": frozenset({"setup", "live"}),
    "setup": frozenset({"countdown", "live", "paused", "summary", "asleep"}),
    "countdown": frozenset({"setup", "live", "paused", "summary", "asleep"}),
    "live": frozenset({"rest", "paused", "summary"}),
    "rest": frozenset({"live", "paused", "summary"}),
    "paused": frozenset({"setup", "countdown", "live", "rest", "summary"}),
    "summary": frozenset({"asleep", "setup"}),
    "choosing": frozenset({"setup", "rest", "paused", "summary", "asleep"}),
}
"""Every stage and those that may follow it."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds that a plan or a test may want otherwise."""

    countdown: int = COUNTDOWN
    rest: float = 60.0
    gone: float = GONE_S
    summary: float = SUMMARY_S


class Workout:
    """See the module. The same three methods as the Trainer; the stage stands in the Snapshot.

    The Trainer must be new and share its `numbers` with nobody else: the Workout takes its events' numbers from it.
    """

    def __init__(self, trainer: Trainer, *, timing: Timing | None = None, goals: Goals | None = None) -> None:
        self.trainer = trainer
        self._timing = timing or Timing()
        self._goals = GoalKeeper(goals or Goals())
        self._goal_cue: Cue | None = None
        self._stage: Stage = "asleep"
        self._since = 0.0
        self._before_pause: Stage = "setup"
        self._t = -math.inf
        self._seen_t = -math.inf
        self._ready_t = math.nan
        self._hint = ""
        self._hint_t = -math.inf
        self._count: int | None = None
        self._waking = True
        self._in_session = False
        self._events: list[ev.Event] = []

    @property
    def stage(self) -> Stage:
        return self._stage

    def step(self, observation: Observation) -> Step:
        """One observation. ValueError where its time does not come after the last one's."""
        t = observation.t
        if not t > self._t:
            raise ValueError(f"observations must be told in the order of time: {t} after {self._t}")
        self._t = t
        self._events = []
        if observation.pose is not None:
            self._seen_t = t
        # A chosen exercise is counted without asking the classifier: only where the person is known to be ready.
        waking = self._stage in ("setup", "countdown") or (self._stage == "asleep" and self._waking)
        count = self._stage in ("live", "rest") or (waking and self.trainer.chosen is None)
        step = self.trainer.step(observation, count=count)
        self._take(step.events)
        self._advance(observation)
        if told := self._goals.hear(self._events):
            self._goal_cue = Cue(told, "encouragement", None, t)
            self._say(ev.CueReleased, t, text=told, kind="encouragement")
        return Step(self._dress(step.snapshot), tuple(self._events))

    def apply(self, command: Command) -> tuple[ev.Event, ...]:
        """What the user wants. ValueError for an exercise that is not in the catalogue."""
        self._events = []
        t = self._t if math.isfinite(self._t) else 0.0
        match command:
            case Start():
                self._start(t)
            case Pause():
                if self._stage in ("setup", "countdown", "live", "rest"):
                    self._take(self.trainer.apply(command))
                    self._before_pause = "rest" if self._stage == "live" else self._stage
                    self._go("paused", t)
            case Stop():
                if self._stage not in ("asleep", "summary"):
                    self._take(self.trainer.apply(command))
                    self._summarise(t)
            case ChooseExercise():
                self._take(self.trainer.apply(command))
                if self._stage == "live":
                    self._go("rest", t)
            case _:
                self._take(self.trainer.apply(command))
        return tuple(self._events)

    def finish(self, t: float) -> tuple[ev.Event, ...]:
        """The stream is over: sets are closed and the session with them."""
        self._events = []
        t = max(t, self._t) if math.isfinite(self._t) else t
        self._take(self.trainer.finish(t))
        if self._in_session:
            if any(isinstance(event, ev.SetStarted) for event in self._events) and self._stage in ("setup", "countdown", "rest"):
                self._go("live", t)
            self._summarise(t)
        return tuple(self._events)

    # -- stages --------------------------------------------------------------------------------------------------------

    def _start(self, t: float) -> None:
        match self._stage:
            case "asleep" | "summary":
                self._wake(t)
            case "setup":
                self._go("countdown", t)
                self._tick(t, self._timing.countdown)
            case "countdown" | "rest":
                self._count = None
                self._go("live", t)
            case "paused":
                self._take(self.trainer.apply(Start()))
                self._go(self._before_pause if self._before_pause != "countdown" else "setup", t)

    def _wake(self, t: float) -> None:
        self.trainer.forget_sets()
        self._in_session = True
        self._say(ev.SessionStarted, t)
        self._ready_t = math.nan
        self._hint = ""
        self._hint_t = -math.inf
        self._seen_t = max(self._seen_t, t)
        self._go("setup", t)

    def _summarise(self, t: float) -> None:
        if self._stage == "asleep":
            return
        self._count = None
        if self._stage != "summary":
            self._go("summary", t)
        if self._in_session:
            self._in_session = False
            self._say(ev.SessionEnded, t)

    def _advance(self, observation: Observation) -> None:
        t = observation.t
        began = any(isinstance(event, ev.SetStarted) for event in self._events)
        # No picture is not nobody: while the camera is gone everything waits.
        if not observation.camera and self._stage in ("setup", "countdown", "rest"):
            self._seen_t = t
        away = t - self._seen_t
        match self._stage:
            case "asleep":
                if not self.trainer.person:
                    self._waking = True
                elif self._waking:
                    self._wake(t)
            case "setup" | "countdown" if began:
                self._count = None
                self._go("live", t)
            case "setup":
                self._set_up(observation)
                if away > LOST_S:
                    self._leave_unused(t)
            case "countdown":
                left = self._timing.countdown - int(t - self._since)
                if away > LOST_S:
                    self._leave_unused(t)
                elif left <= 0:
                    self._tick(t, 0)
                    self._count = None
                    self._go("live", t)
                elif self._count is None or left < self._count:
                    self._tick(t, left)
            case "live":
                if any(isinstance(event, ev.SetEnded) for event in self._events) and not self.trainer.running:
                    self._go("rest", t)
                elif away > self._timing.gone and not self.trainer.running:
                    self._summarise(t)
            case "rest":
                if self.trainer.running:
                    self._go("live", t)
                elif away > self._timing.gone:
                    self._summarise(t)
            case "paused":
                if observation.camera and away > 10.0 * self._timing.gone:
                    self._take(self.trainer.apply(Stop()))
                    self._summarise(t)
            case "summary":
                back = any(isinstance(event, ev.PersonEntered) for event in self._events)
                if back:
                    self._wake(t)
                elif t - self._since > self._timing.summary:
                    # Whoever still stands there has just finished: only Start or coming back wakes the mirror.
                    self._waking = False
                    self._go("asleep", t)

    def _leave_unused(self, t: float) -> None:
        self._count = None
        self._waking = True
        if self._in_session:
            self._in_session = False
            self._say(ev.SessionEnded, t)
        self._go("asleep", t)

    def _set_up(self, observation: Observation) -> None:
        t = observation.t
        wanted = hint(observation.pose, self.trainer.posture) if observation.camera else "I cannot see anything just now."
        if wanted != self._hint and (t - self._hint_t >= AGAIN_S or not self._hint):
            self._hint, self._hint_t = wanted, t
            if wanted:
                self._say(ev.CueReleased, t, text=wanted, kind="setup")
        if wanted:
            self._ready_t = math.nan
        elif self._ready_t != self._ready_t:
            self._ready_t = t
        elif t - self._ready_t >= READY_S:
            self._go("countdown", t)
            self._tick(t, self._timing.countdown)

    def _tick(self, t: float, remaining: int) -> None:
        self._count = remaining
        self._say(ev.CountdownTick, t, remaining=remaining)

    def _go(self, stage: Stage, t: float) -> None:
        before = self._stage
        if stage == before:
            return
        if stage not in LEGAL[before]:
            raise RuntimeError(f"the workout cannot go from {before} to {stage}")
        if stage != "countdown":
            self._count = None
        self._stage, self._since = stage, t
        self._ready_t = math.nan
        self._say(ev.StageChanged, t, stage=stage, before=before)

    # -- out -----------------------------------------------------------------------------------------------------------

    def _take(self, events: Iterable[ev.Event]) -> None:
        self._events.extend(events)

    def _say(self, event: type[E], t: float, /, **fields: Any) -> None:
        self._events.append(event(seq=self.trainer.number(), t=t, **fields))

    def _dress(self, snapshot: Snapshot) -> Snapshot:
        seconds = snapshot.t - self._since
        cue, aim = snapshot.cue, self._goals.goals
        if self._goal_cue is not None and (cue is None or cue.since <= self._goal_cue.since):
            cue = self._goal_cue
        return replace(
            snapshot,
            cue=cue,
            goal=aim.repetitions or None,
            goal_sets=aim.sets or None,
            stage=self._stage,
            stage_seconds=seconds,
            countdown=self._count if self._stage == "countdown" else None,
            rest_left_s=max(0.0, self._timing.rest - seconds) if self._stage == "rest" else None,
            setup_hint=self._hint if self._stage == "setup" else "",
        )
