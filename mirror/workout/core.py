"""Workout: leads a person from asleep to summary around a Trainer, as purely as the Trainer itself.

asleep -> setup -> countdown -> live <-> rest -> summary -> asleep, and paused from any waking stage; camera_off from every one.
Nothing is lost to the ceremony: somebody who simply begins while the mirror still counts down is counted from the first
repetition, and a movement in the rest leads straight back to live.

Everything that a person can tell the mirror comes as three commands, from a gesture, a tap, a key or a remote alike: Move
(another choice), Select (yes, start, pause) and Back; a fourth turns the camera off.
"""

from __future__ import annotations

import math
from dataclasses import replace

from mirror import events as ev
from mirror.commands import (
    Back,
    Calibrate,
    ChooseExercise,
    ChooseProfile,
    Command,
    Move,
    Pause,
    Select,
    SetGoals,
    SetPlan,
    Start,
    Stop,
    SwitchCamera,
)
from mirror.observation import Observation
from mirror.scoreboard import CUE_S
from mirror.snapshot import Snapshot
from mirror.trainer import Step
from mirror.workout import check
from mirror.workout.gestures import ALL, GestureName
from mirror.workout.goals import ALL_DONE, GoalKeeper, Goals
from mirror.workout.planned import Planned
from mirror.workout.stages import CHOOSING_S, LOST_S

_WORDS: dict[GestureName, Command] = {
    "raise_hand": Select(),
    "cross_arms": Back(),
    "point_left": Move(-1),
    "point_right": Move(1),
    "camera_off": SwitchCamera(on=False),
}
_YES_OR_NO: frozenset[GestureName] = frozenset({"raise_hand", "cross_arms"})


class Workout(Planned):
    """See the module. The same three methods as the Trainer; the stage stands in the Snapshot.

    The Trainer must be new and share its `numbers` with nobody else: the Workout takes its events' numbers from it.
    """

    def step(self, observation: Observation) -> Step:
        """One observation. ValueError where its time does not come after the last one's."""
        t = observation.t
        if not t > self._t:
            raise ValueError(f"observations must be told in the order of time: {t} after {self._t}")
        self._t = t
        self._events, self._heard = [], 0
        if observation.pose is not None:
            self._seen_t = t
        # A chosen exercise is counted without asking the classifier: only where the person is known to be ready.
        asked_who = self._menu is not None and self._menu.kind == "person"
        waking = self._stage in ("setup", "countdown") or asked_who or (self._stage == "asleep" and self._waking)
        count = self._stage in ("live", "rest") or (waking and self.trainer.chosen is None)
        step = self.trainer.step(observation, count=count)
        self._take(step.events)
        self._advance(observation)
        self._strive(t)
        self._watch(observation)
        moving = self._stage == "live" or (self._stage == "rest" and step.snapshot.reach == step.snapshot.reach)
        self._heed(observation, exercising=moving)
        return Step(self._dress(step.snapshot), tuple(self._events))

    def apply(self, command: Command) -> tuple[ev.Event, ...]:
        """What the user wants. ValueError for an exercise that is not in the catalogue."""
        self._events, self._heard = [], 0
        t = self._t if math.isfinite(self._t) else 0.0
        self._do(command, t)
        self._strive(t)
        return tuple(self._events)

    def _do(self, command: Command, t: float) -> None:
        match command:
            case Start():
                self._start(t)
            case Pause():
                if self._stage in ("setup", "countdown", "live", "rest"):
                    self._pause(t)
            case Stop():
                self._stop(t)
            case SwitchCamera(on):
                self._switch_camera(on, t)
            case ChooseExercise():
                self._leave_plan(t)
                self._take(self.trainer.apply(command))
                if self._stage == "live":
                    self._go("rest", t)
            case Move(step):
                self._move(step, t)
            case Select():
                self._select(t)
            case Back():
                self._back(t)
            case ChooseProfile(profile):
                self._train(profile, t)
            case SetGoals(repetitions, sets, rest):
                self._goals = GoalKeeper(Goals(repetitions, sets))
                self._timing = replace(self._timing, rest=rest)
            case SetPlan(plan):
                self._set_plan(plan, t)
            case _:
                if isinstance(command, Calibrate):
                    self._body_m = command.body_m
                self._take(self.trainer.apply(command))

    def finish(self, t: float) -> tuple[ev.Event, ...]:
        """The stream is over: sets are closed and the session with them."""
        self._events, self._heard = [], 0
        t = max(t, self._t) if math.isfinite(self._t) else t
        self._take(self.trainer.finish(t))
        if self._in_session:
            if any(isinstance(event, ev.SetStarted) for event in self._events) and self._stage in ("setup", "countdown", "rest"):
                self._go("live", t)
            self._summarise(t)
        return tuple(self._events)

    # -- stages --------------------------------------------------------------------------------------------------------

    def _strive(self, t: float) -> None:
        """Says that a goal is reached, and ends what it was the goal of; a plan has its own."""
        self._lead(t)
        fresh = self._unheard()
        if self._led is not None:
            self._led_on(fresh, t)
            return
        told = self._goals.hear(fresh)
        if not told:
            return
        if self._stage == "live" and self.trainer.running and self._check is None:
            # The set is over, whatever the person does now; the same exercise goes on to be meant.
            self._take(self.trainer.apply(ChooseExercise(self.trainer.chosen)))
            self._go("rest", t)
            told = self._goals.hear(self._unheard()) or told
        self._tell(told, t)
        if told == ALL_DONE and self._stage in ("live", "rest"):
            self._summarise(t)

    # -- choosing ------------------------------------------------------------------------------------------------------

    def _understood(self) -> frozenset[GestureName]:
        """The gestures that mean something now: a set and a calibration know yes and no, and a mirror that sleeps too."""
        return _YES_OR_NO if self._in_a_set or self._stage in ("asleep", "calibrating") else ALL

    def _heed(self, observation: Observation, *, exercising: bool) -> None:
        """Does what a gesture says. Who raises a hand as the set ends by itself wants the pause that has come."""
        t, before = observation.t, self._gestures.current
        said = self._gestures.step(t, observation.pose, self._understood(), exercising=exercising)
        if before is None:
            self._meant_in = self._stage
        if said is not None and not (said == "raise_hand" and self._meant_in == "live" and self._stage == "rest"):
            self._do(_WORDS[said], t)
            self._strive(t)

    # -- quick check ---------------------------------------------------------------------------------------------------

    def _watch(self, observation: Observation) -> None:
        """Keeps the poses of a quick check that is under way, and ends it when its time is over."""
        recorder, t = self._check, observation.t
        if recorder is None or self._stage != "live":
            return
        if recorder.start is None:
            recorder.begin(t)
        recorder.keep(observation.pose, self._events)
        if recorder.left(t) > 0.0:
            return
        known = len(self._events)
        self._check = None
        self._pause(t)
        recorder.hear(self._events[known:])
        replay, advice = recorder.replay(t, self.trainer.catalogue)
        self._replay = check.Shown(replay, t)
        self._tell(advice, t)

    def _advance(self, observation: Observation) -> None:
        t = observation.t
        began = any(isinstance(event, ev.SetStarted) for event in self._events)
        # No picture is not nobody: while the camera is gone everything waits.
        if not observation.camera and self._stage in ("setup", "countdown", "rest", "choosing", "calibrating"):
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
            case "choosing" if began:
                self._go("live", t)
            case "choosing":
                opened = self._menu
                if away > LOST_S or (opened is not None and t - opened.touched_t > CHOOSING_S[opened.kind]):
                    self._close_menu(t)
            case "calibrating":
                if self._calibrating is not None and (said := self._calibrating.step(observation.pose, t)):
                    self._say(ev.CueReleased, t, text=said, kind="setup")
                if away > self._timing.gone:
                    self._go("setup", t)
            case "live":
                ended = any(isinstance(event, ev.SetEnded) for event in self._events) and not self.trainer.running
                if ended and self._check is None:
                    self._go("rest", t)
                elif away > self._timing.gone and not self.trainer.running:
                    self._summarise(t)
            case "rest":
                if self._resting and t - self._since >= self._rest_s:
                    self._resting = False
                    self._rest_over(t)
                if self.trainer.running:
                    self._go("live", t)
                elif away > self._timing.gone:
                    self._summarise(t)
            case "paused":
                if observation.camera and away > 10.0 * self._timing.gone:
                    self._stop(t)
            case "summary":
                back = any(isinstance(event, ev.PersonEntered) for event in self._events)
                if back:
                    self._wake(t)
                elif t - self._since > self._timing.summary:
                    # Whoever still stands there has just finished: only Start or coming back wakes the mirror.
                    self._waking = False
                    self._go("asleep", t)

    def _set_up(self, observation: Observation) -> None:
        t = observation.t
        said = self._readiness.step(observation, self.trainer.posture, self.trainer.verdict, t - self._since)
        if said:
            self._say(ev.CueReleased, t, text=said, kind="setup")
        if self._gestures.current is not None:
            self._readiness.again()
        elif self._readiness.ready(t):
            self._go("countdown", t)
            self._tick(t, self._timing.countdown)

    # -- out -----------------------------------------------------------------------------------------------------------

    def _dress(self, snapshot: Snapshot) -> Snapshot:
        seconds = snapshot.t - self._since
        cue, aim = snapshot.cue, self._goals.goals
        if self._told is not None and snapshot.t - self._told.since > CUE_S:
            self._told = None
        if self._told is not None and (cue is None or cue.since <= self._told.since):
            cue = self._told
        plan, led = self._plan(), self._led is not None
        return replace(
            snapshot,
            cue=cue,
            goal=plan.goal if plan is not None and led else aim.repetitions or None,
            goal_sets=plan.sets if plan is not None and led else aim.sets or None,
            target=self.trainer.aim.share if self.trainer.aim.share is not None else snapshot.target,
            plan=plan,
            stage=self._stage,
            stage_seconds=seconds,
            countdown=self._count if self._stage == "countdown" else None,
            rest_left_s=max(0.0, self._rest_s - seconds) if self._stage == "rest" else None,
            setup_hint=self._readiness.hint if self._stage == "setup" else "",
            menu=self._menu.menu if self._menu is not None else None,
            gesture=self._gestures.current,
            recording_s=self._check.left(snapshot.t) if self._check is not None and self._stage == "live" else None,
            replay=self._replay.at(snapshot.t) if self._replay is not None else None,
            calibrating=self._calibrating.shown if self._calibrating is not None else None,
        )
