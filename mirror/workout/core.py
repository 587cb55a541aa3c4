"""Workout: leads a person from asleep to summary around a Trainer, as purely as the Trainer itself.

asleep -> setup -> countdown -> live <-> rest -> summary -> asleep, and paused from any waking stage. Nothing is lost to the
ceremony: somebody who simply begins while the mirror still counts down is counted from the first repetition, and a movement
in the rest leads straight back to live.

Everything that a person can tell the mirror comes as three commands, from a gesture, a tap, a key or a remote alike: Move
(another choice), Select (yes, start, pause) and Back. Between sets a Move opens what can be chosen; `choosing` leads back to
where it was opened.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from mirror import events as ev
from mirror.commands import Back, Calibrate, ChooseExercise, ChooseProfile, Command, Move, Pause, Select, SetGoals, Start, Stop
from mirror.events import Stage
from mirror.observation import Observation
from mirror.snapshot import Cue, Menu, Snapshot
from mirror.trainer import CUE_S, Step, Trainer
from mirror.workout import calibrating, check, menu
from mirror.workout.gestures import ALL, GestureName, Gestures
from mirror.workout.goals import ALL_DONE, REST_OVER, GoalKeeper, Goals
from mirror.workout.readiness import Readiness
from mirror.workout.stages import CHOOSING_S, LEGAL, LOST_S, Timing

_WORDS: dict[GestureName, Command] = {
    "raise_hand": Select(),
    "cross_arms": Back(),
    "point_left": Move(-1),
    "point_right": Move(1),
}
_YES_OR_NO: frozenset[GestureName] = frozenset({"raise_hand", "cross_arms"})
E = TypeVar("E", bound=ev.Event)


class Workout:
    """See the module. The same three methods as the Trainer; the stage stands in the Snapshot.

    The Trainer must be new and share its `numbers` with nobody else: the Workout takes its events' numbers from it.
    """

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
        self._gestures = Gestures()
        self._meant_in: Stage = "asleep"
        self._menu: menu.Opened | None = None
        # Where the menu was opened, and since when that had lasted: the rest goes on meanwhile.
        self._origin: tuple[Stage, float] = ("setup", 0.0)
        self._check: check.Recorder | None = None
        self._replay: check.Shown | None = None
        self._calibrating: calibrating.Flow | None = None
        self._body_m = math.nan

    @property
    def stage(self) -> Stage:
        return self._stage

    @property
    def _in_a_set(self) -> bool:
        return self._stage == "live" and self.trainer.running

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
                if self._stage not in ("asleep", "summary"):
                    self._take(self.trainer.apply(command))
                    self._summarise(t)
            case ChooseExercise():
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
            case _:
                if isinstance(command, Calibrate):
                    self._body_m = command.body_m
                self._take(self.trainer.apply(command))

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
            case "choosing":
                self._close_menu(t)
            case "calibrating":
                self._agree(t)

    def _pause(self, t: float) -> None:
        self._take(self.trainer.apply(Pause()))
        self._before_pause = "rest" if self._stage == "live" else self._stage
        self._go("paused", t)

    def _strive(self, t: float) -> None:
        """Says that a goal is reached, and ends what it was the goal of."""
        told = self._hear()
        if not told:
            return
        if self._stage == "live" and self.trainer.running and self._check is None:
            # The set is over, whatever the person does now; the same exercise goes on to be meant.
            self._take(self.trainer.apply(ChooseExercise(self.trainer.chosen)))
            self._go("rest", t)
            told = self._hear() or told
        self._tell(told, t)
        if told == ALL_DONE and self._stage in ("live", "rest"):
            self._summarise(t)

    def _hear(self) -> str:
        fresh, self._heard = self._events[self._heard :], len(self._events)
        return self._goals.hear(fresh)

    # -- choosing ------------------------------------------------------------------------------------------------------

    def _understood(self) -> frozenset[GestureName]:
        """The gestures that mean something now: a set and a calibration know yes and no, and whoever sleeps is only woken."""
        if self._stage == "asleep":
            return frozenset({"raise_hand"})
        return _YES_OR_NO if self._in_a_set or self._stage == "calibrating" else ALL

    def _heed(self, observation: Observation, *, exercising: bool) -> None:
        """Does what a gesture says. Who raises a hand as the set ends by itself wants the pause that has come."""
        t, before = observation.t, self._gestures.current
        said = self._gestures.step(t, observation.pose, self._understood(), exercising=exercising)
        if before is None:
            self._meant_in = self._stage
        if said is not None and not (said == "raise_hand" and self._meant_in == "live" and self._stage == "rest"):
            self._do(_WORDS[said], t)
            self._strive(t)

    def _move(self, step: int, t: float) -> None:
        if self._menu is not None:
            self._menu.move(step, t)
        elif (
            self._replay is None
            and self._stage not in ("asleep", "calibrating")
            and not (self._stage == "live" and self.trainer.running)
        ):
            self._open_menu("exercise", menu.exercises(self.trainer.catalogue, self._used, self.trainer.chosen), t)

    def _select(self, t: float) -> None:
        if self._menu is not None:
            self._choose(t)
        elif self._stage in ("countdown", "live"):
            self._pause(t)
        else:
            self._start(t)

    def _back(self, t: float) -> None:
        match self._stage:
            case "asleep":
                pass
            case "choosing":
                self._close_menu(t)
            case "calibrating":
                self._go("setup", t)
            case "summary":
                self._waking = False
                self._go("asleep", t)
            case "paused" if self._replay is not None:
                self._start(t)
            case _:
                self._do(Stop(), t)

    def _open_menu(self, kind: menu.Kind, choices: Menu, t: float) -> None:
        self._origin = self._stage, self._since
        self._go("choosing", t)
        self._menu = menu.Opened(kind, choices, t)

    def _close_menu(self, t: float) -> None:
        """Back to where it was opened. A countdown begins anew."""
        stage, since = self._origin
        self._go("setup" if stage == "countdown" else stage, t)
        if stage == "rest":
            self._since = since

    def _choose(self, t: float) -> None:
        opened, (origin, since) = self._menu, self._origin
        if opened is None:
            return
        name = opened.choice.name
        if opened.kind == "person":
            if name in self._locked:
                self._say(ev.ProfileLocked, t, profile=name)
            else:
                self._train(name, t)
            return
        if name == calibrating.CALIBRATE:
            self._menu = menu.Opened("height", calibrating.heights(self._body_m), t)
            return
        if origin == "paused":
            self._take(self.trainer.apply(Start()))
            origin, since = self._before_pause, t
        if opened.kind == "height":
            if origin == "summary":
                self._wake(t, ask=False)
            self._go("calibrating", t)
            self._body_m = float(name) / 100.0
            known = self.trainer.calibration
            self._calibrating = calibrating.Flow(self._body_m, known.fov_deg if known.fov_sigma_deg == 0.0 else math.nan)
            return
        if name == menu.QUICK_CHECK:
            self._check = check.Recorder(self._timing.check)
        else:
            self._take(self.trainer.apply(ChooseExercise(name or None)))
            self._used = tuple(dict.fromkeys([name, *self._used])) if name else self._used
        if origin == "summary":
            self._wake(t, ask=False)
        elif origin == "rest" and self._check is None:
            self._go("rest", t)
            self._since = since
        else:
            self._go("setup", t)

    def _train(self, name: str, t: float) -> None:
        self._person = name
        self._say(ev.ProfileChosen, t, profile=name)
        if self._menu is not None and self._menu.kind == "person":
            self._go("setup", t)

    def _agree(self, t: float) -> None:
        """What the calibration found is kept, if it has found something."""
        flow = self._calibrating
        if flow is None or not flow.select() or flow.found is None:
            return
        self._say(ev.CameraCalibrated, t, calibration=flow.found, body_m=flow.body_m)
        self._take(self.trainer.apply(Calibrate(flow.found, flow.body_m)))
        self._go("setup", t)
        self._tell(calibrating.KEPT, t)

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

    def _wake(self, t: float, *, ask: bool = True) -> None:
        self.trainer.forget_sets()
        self._in_session = True
        self._say(ev.SessionStarted, t)
        self._readiness = Readiness()
        self._seen_t = max(self._seen_t, t)
        self._go("setup", t)
        if ask and len(self._people) > 1:
            self._open_menu("person", menu.people(self._people, self._person), t)

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
                if self._resting and t - self._since >= self._timing.rest:
                    self._resting = False
                    self._tell(REST_OVER, t)
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
        said = self._readiness.step(observation, self.trainer.posture, self.trainer.verdict, t - self._since)
        if said:
            self._say(ev.CueReleased, t, text=said, kind="setup")
        if self._gestures.current is not None:
            self._readiness.again()
        elif self._readiness.ready(t):
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
        self._readiness.again()
        self._menu = self._replay = None
        self._resting = stage == "rest"
        if stage not in ("setup", "countdown", "live"):
            self._check = None
        if stage != "calibrating":
            self._calibrating = None
        self._say(ev.StageChanged, t, stage=stage, before=before)

    # -- out -----------------------------------------------------------------------------------------------------------

    def _take(self, events: Iterable[ev.Event]) -> None:
        self._events.extend(events)

    def _say(self, event: type[E], t: float, /, **fields: Any) -> None:
        self._events.append(event(seq=self.trainer.number(), t=t, **fields))

    def _tell(self, text: str, t: float) -> None:
        self._told = Cue(text, "encouragement", None, t)
        self._say(ev.CueReleased, t, text=text, kind="encouragement")

    def _dress(self, snapshot: Snapshot) -> Snapshot:
        seconds = snapshot.t - self._since
        cue, aim = snapshot.cue, self._goals.goals
        if self._told is not None and snapshot.t - self._told.since > CUE_S:
            self._told = None
        if self._told is not None and (cue is None or cue.since <= self._told.since):
            cue = self._told
        return replace(
            snapshot,
            cue=cue,
            goal=aim.repetitions or None,
            goal_sets=aim.sets or None,
            stage=self._stage,
            stage_seconds=seconds,
            countdown=self._count if self._stage == "countdown" else None,
            rest_left_s=max(0.0, self._timing.rest - seconds) if self._stage == "rest" else None,
            setup_hint=self._readiness.hint if self._stage == "setup" else "",
            menu=self._menu.menu if self._menu is not None else None,
            gesture=self._gestures.current,
            recording_s=self._check.left(snapshot.t) if self._check is not None and self._stage == "live" else None,
            replay=self._replay.at(snapshot.t) if self._replay is not None else None,
            calibrating=self._calibrating.shown if self._calibrating is not None else None,
        )
