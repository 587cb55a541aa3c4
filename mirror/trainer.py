"""Trainer: the deterministic core. Observations and commands in, a Snapshot and numbered events out.

It knows no clock, thread, camera or disk; replaying the same observations gives the same events. What it does with a frame:
pose -> body frame -> measures -> (every candidate's counter, at camera rate) and (the recogniser, four answers a second) ->
sets, repetitions, scores, mistakes, one sentence.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from mirror import events as ev
from mirror.coaching.aim import Aim
from mirror.coaching.core import Advice, Coach
from mirror.commands import Calibrate, ChooseExercise, Command, Pause, SetDifficulty, Start, Stop
from mirror.counting.counter import HALFWAY_S, Movement
from mirror.counting.ledger import GAP_S, WRONG, Ledger
from mirror.counting.track import Stretch
from mirror.counting.witnesses import NO_TURN
from mirror.credit import Credit
from mirror.exercises.core import Exercise, PhaseName, Posture
from mirror.geometry.body import body_from_pose
from mirror.geometry.camera import Calibration
from mirror.geometry.measures import measure
from mirror.naming import Meaning, RecogniserLike
from mirror.observation import Observation
from mirror.presence import Presence
from mirror.running_set import RunningSet, told_deg
from mirror.scoreboard import Scoreboard, Standing
from mirror.scoring.during import Watcher
from mirror.scoring.judgement import Fault, Judgement
from mirror.scoring.mistakes import mean_yaw
from mirror.snapshot import Cue, SetSummary, Snapshot, Verdict

EARLY_S = 15.0
"""Movements made so long before a set, while the set-up was not finished, are told with it."""
JUDGE_HOLD_EVERY_S = 3.0
NOT_READY = "set-up not finished"

E = TypeVar("E", bound=ev.Event)


@dataclass(frozen=True, slots=True)
class Step:
    """What one observation led to."""

    snapshot: Snapshot
    events: tuple[ev.Event, ...]


class Trainer:
    """See the module. Not thread-safe: one thread drives it, in the order of time."""

    def __init__(
        self,
        catalogue: Mapping[str, Exercise],
        recogniser: RecogniserLike | None,
        *,
        numbers: Iterator[int] | None = None,
        calibration: Calibration | None = None,
        difficulty: float = 0.5,
    ) -> None:
        """`recogniser` None: nothing is named by itself, only a chosen exercise is counted. `numbers` gives the events'
        `seq` (1, 2, 3 ... unless shared). `difficulty` as in SetDifficulty. The attribute `aim` says how far a plan wants
        somebody to go; it is the coach's alone."""
        self.catalogue = catalogue
        self.calibration = calibration or Calibration()
        self.aim = Aim()
        self._numbers = numbers if numbers is not None else itertools.count(1)
        self._t = -math.inf
        self._events: list[ev.Event] = []
        self._paused = False
        # the person, and what they do
        self._presence = Presence()
        self._ledger = Ledger(catalogue)
        self._meaning = Meaning(recogniser, self._ledger.supports, {n: e.taken_for for n, e in catalogue.items()})
        self._credit = Credit(catalogue, self._ledger, self._meaning, difficulty)
        self._watch()
        # the sets
        self._set: RunningSet | None = None
        self._sets = 0
        self._barrier = -math.inf
        self._finished: list[SetSummary] = []
        self._early: list[Movement] = []
        self._counting = True
        # what is said and shown
        self._coach = Coach()
        self._board = Scoreboard(catalogue, self._ledger, self._meaning, self._credit)

    # -- in ------------------------------------------------------------------------------------------------------------

    def step(self, observation: Observation, *, count: bool = True) -> Step:
        """One observation. ValueError where its time does not come after the last one's.

        With `count` False the person is followed and recognised, but nothing is counted (set-up).
        """
        t = observation.t
        if not t > self._t:
            raise ValueError(f"observations must be told in the order of time: {t} after {self._t}")
        gap, self._t = t - self._t, t
        self._events = []
        pose = observation.pose
        self._greet(observation)
        body = body_from_pose(pose, self.calibration) if pose is not None else None
        if self._paused:
            return Step(self._snapshot(observation), tuple(self._events))
        self._meaning.step(t, body, counting=count)
        if count != self._counting:
            self._switch(t, count)
        if body is not None:
            measurement = measure(body)
            self._ledger.step(t, measurement, body.yaw_deg)
            self._presence.turn(body.yaw_deg, gap)
            if count:
                self._board.follow(measurement, self._set, gap)
        else:
            self._ledger.step(t, None, math.nan)
        if count:
            self._advance(t)
            self._coached(t)
        return Step(self._snapshot(observation), tuple(self._events))

    def apply(self, command: Command) -> tuple[ev.Event, ...]:
        """What the user wants, between observations. ValueError for an exercise that is not in the catalogue."""
        self._events = []
        t = self._now()
        match command:
            case Start():
                if self._paused:
                    self._paused = False
                    self._restart(t)
            case Pause():
                if not self._paused:
                    self._close(t)
                    self._paused = True
            case Stop():
                self._close(t)
                self._restart(t)
                self._paused = False
            case ChooseExercise(exercise):
                if exercise is not None and exercise not in self.catalogue:
                    raise ValueError(f"no exercise is called {exercise!r}")
                self._close(t)
                self._meaning.chosen = exercise
                self._watch()
                self._restart(t)
            case Calibrate(calibration):
                self.calibration = calibration
            case SetDifficulty(difficulty):
                self._credit.difficulty = min(max(difficulty, 0.0), 1.0)
        return tuple(self._events)

    def finish(self, t: float) -> tuple[ev.Event, ...]:
        """The stream is over: a movement that was nearly done is closed, and the set with it."""
        self._events = []
        t = max(t, self._now())
        if not self._paused:
            self._ledger.finish(t)
            if self._set is None:
                self._meaning.end()
            if self._counting:
                self._advance(t, ending=True)
            self._close(t)
        return tuple(self._events)

    def lose(self, t: float) -> tuple[ev.Event, ...]:
        """Nobody is watched any more: whoever is seen next has just come."""
        self._events = []
        if self._presence.lose():
            self._say(ev.PersonLeft, t)
        return tuple(self._events)

    def forget_sets(self) -> None:
        """A new session: numbers start again, finished sets are forgotten."""
        self._sets = 0
        self._finished = []

    @property
    def person(self) -> bool:
        """Whether somebody is there."""
        return self._presence.here

    @property
    def running(self) -> bool:
        """Whether a set is running."""
        return self._set is not None

    @property
    def classifier(self) -> str:
        """Name of the network that names the exercises, "none" without one."""
        recogniser = self._meaning.recogniser
        card = getattr(getattr(recogniser, "network", None), "card", None)
        return str(getattr(card, "name", "streaming")) if recogniser is not None else "none"

    @property
    def chosen(self) -> str | None:
        """The exercise of ChooseExercise."""
        return self._meaning.chosen

    @property
    def verdict(self) -> Verdict:
        """Whether the view can tell what matters for the exercise that is meant."""
        return self._board.verdict

    @property
    def posture(self) -> Posture | None:
        """Rest posture of the chosen exercise."""
        return self.catalogue[self.chosen].posture if self.chosen is not None else None

    def number(self) -> int:
        """The next event's number, for whoever wraps the Trainer."""
        return next(self._numbers)

    # -- the person ----------------------------------------------------------------------------------------------------

    def _greet(self, observation: Observation) -> None:
        change, t = self._presence.see(observation), observation.t
        if change in ("left", "other"):
            self._close(t)
            self._restart(t)
        if change == "entered":
            self._say(ev.PersonEntered, t, track=self._presence.track)
        elif change == "left":
            self._say(ev.PersonLeft, t)

    def _watch(self) -> None:
        """Count what can be meant: the chosen exercise, or all that the classifier knows."""
        self._ledger.watch([self.chosen] if self.chosen is not None else self._meaning.names)

    def _restart(self, t: float) -> None:
        """Nothing seen so far says anything of what comes."""
        self._barrier = t
        self._early = []
        self._ledger.reset()
        self._meaning.reset()

    def _switch(self, t: float, count: bool) -> None:
        """Counting begins or ends here. What was done while nothing counted (set-up) is never credited, but told."""
        self._counting = count
        self._close(t)
        self._barrier = t
        if count and self.chosen is not None and self.chosen in self._ledger.counters:
            made = self._ledger.take(self.chosen, -math.inf)
            self._early = [replace(m, kind="rejected", reason=NOT_READY) for m in made if m.kind == "full"]
        self._ledger.reset()

    # -- the sets ------------------------------------------------------------------------------------------------------

    def _advance(self, t: float, *, ending: bool = False) -> None:
        """The running set goes on or is over, or one begins. `ending`: nothing more will come."""
        name, confidence = self._credit.meant()
        running = self._set
        if running is not None:
            another = name if name != running.exercise.name else None
            if another is not None and self._credit.begun(another, running.last_t, t, ending=ending) is not None:
                self._close(t)
            elif running.exercise.kind == "hold":
                self._keep(t, running)
            else:
                self._go_on(t, running, name, confidence)
                if self._idle(t, running, name):
                    self._close(t)
        if self._set is None and name is not None:
            start_t = self._credit.begun(name, self._barrier, t, ending=ending)
            if start_t is not None:
                self._open(t, name, confidence, start_t)

    def _open(self, t: float, name: str, confidence: float, start_t: float) -> None:
        self._sets += 1
        exercise = self.catalogue[name]
        judge = self._credit.judge(name)
        running = RunningSet(self._sets, exercise, judge, Watcher(exercise), start_t, start_t, confidence, judged_t=start_t)
        self._set = running
        self._coach.start(exercise)
        self._say(ev.SetStarted, t, set=running.number, start_t=start_t)
        self._say(ev.ExerciseNamed, t, set=running.number, exercise=name, confidence=confidence)
        if exercise.kind == "hold":
            running.held = 0.0
            self._keep(t, running)
            return
        for movement in self._early:
            if start_t - movement.end_t <= EARLY_S:
                self._rep(t, running, movement, credited=False)
        self._early = []
        for movement in self._ledger.take(name, start_t):
            self._rep(t, running, movement, credited=movement.end_t < t and self.chosen is None)

    def _go_on(self, t: float, running: RunningSet, name: str | None, confidence: float) -> None:
        """What waits is credited to the running set, while the name is believed."""
        if name != running.exercise.name or not self._meaning.believed(name):
            return
        for movement in self._ledger.take(name, running.last_t):
            running.confidence = confidence
            self._rep(t, running, movement, credited=False)

    def _idle(self, t: float, running: RunningSet, name: str | None) -> bool:
        counter = self._ledger.counters[running.exercise.name]
        if t - running.last_t <= GAP_S:
            return False
        # As long as the counter itself waits: what is too slow is told as that.
        inside = counter.moving and t - counter.start_t <= running.exercise.range.max_seconds + HALFWAY_S
        return not (inside and name == running.exercise.name and counter.start_t - running.last_t <= GAP_S)

    def _rep(self, t: float, running: RunningSet, movement: Movement, *, credited: bool) -> None:
        movement = self._credit.told(running.exercise.name, movement)
        stretch = self._credit.stretch(movement)
        judgement = Judgement()
        view, yaw = self._viewed(running, stretch)
        before = running.full
        running.count(movement)
        if movement.kind != "rejected":
            judgement = running.judge.judge(stretch, movement, self._credit.difficulty, before=running.side)
            running.remember(judgement, view, yaw)
        if movement.reason not in (WRONG, NO_TURN):
            running.last_t = max(running.last_t, movement.end_t)
        side = running.judge.side(stretch, movement.peak_t)
        running.made_by(side, movement)
        told = running.watcher.told(movement.start_t)
        self._seen(t, running, [f for f in judgement.faults if f.mistake.name not in told], before + 1)
        self._say(
            ev.RepClosed,
            t,
            set=running.number,
            exercise=running.exercise.name,
            number=running.full,
            kind=movement.kind,
            start_t=movement.start_t,
            end_t=movement.end_t,
            depth=movement.depth,
            side=side,
            score=judgement.score,
            joints=judgement.joints,
            mistakes=tuple(f.mistake.name for f in judgement.faults),
            reason=movement.reason,
            credited=credited,
            errors={joint: round(sigma, 1) for joint, sigma in judgement.sigma.items()},
            untold=judgement.untold,
            view=view,
            yaw_deg=told_deg(yaw),
        )
        kind, said = self.aim.kind(movement), self.aim.said(running.exercise, judgement.faults)
        counted = kind == "full"
        advice = self._coach.repetition(t, kind, said, unknown=judgement.unknown, counted=counted, later=credited)
        self._release(t, advice)
        if movement.kind != "rejected":
            self._board.bars.take(t, running.judge, judgement)

    def _viewed(self, running: RunningSet, stretch: Stretch) -> tuple[ev.ViewLevel, float]:
        """What the view of a movement was worth, and how the person was turned in it, degrees."""
        yaw = mean_yaw(stretch.yaw_deg)
        return self._board.level(running.exercise, self.calibration, yaw), yaw

    def _keep(self, t: float, running: RunningSet) -> None:
        """A hold goes on, or is over."""
        hold = self._ledger.holds[running.exercise.name]
        if not hold.holding:
            self._close(t)
            return
        running.held = hold.seconds - (running.start_t - hold.start_t)
        running.last_t = running.start_t + running.held
        if int(running.held) > running.ticks:
            running.ticks = int(running.held)
            self._say(ev.HoldTick, t, set=running.number, exercise=running.exercise.name, seconds=running.ticks)
        if t - running.judged_t >= JUDGE_HOLD_EVERY_S:
            self._judge_hold(t, running)

    def _judge_hold(self, t: float, running: RunningSet) -> None:
        piece = Movement(running.judged_t, t, t, 0.0, 1.0, "full")
        running.judged_t = t
        stretch = self._ledger.track.between(piece.start_t, t)
        judgement = running.judge.judge(stretch, piece, self._credit.difficulty, held=True)
        running.remember(judgement, *self._viewed(running, stretch))
        told = running.watcher.told(piece.start_t)
        self._seen(t, running, [f for f in judgement.faults if f.mistake.name not in told], running.ticks)
        self._release(t, self._coach.repetition(t, "full", judgement.faults, unknown=judgement.unknown))
        self._board.bars.take(t, running.judge, judgement)

    def _coached(self, t: float) -> None:
        """What shows inside the repetition under way, and what may be said in this moment of it."""
        running = self._set
        if running is None:
            return
        name, track = running.exercise.name, self._ledger.track
        phase: PhaseName = "peak"
        faults: tuple[Fault, ...] = ()
        if running.exercise.kind == "hold":
            faults = running.watcher.hold(t, running.judged_t, track, self._credit.difficulty)
            number = running.ticks
        else:
            counter = self._ledger.counters[name]
            phase, number = counter.phase, running.full + 1
            if self._meaning.believed(name):
                faults = running.watcher.step(t, counter, track, self._credit.difficulty)
        self._seen(t, running, faults, number)
        for fault in self.aim.said(running.exercise, faults):
            self._coach.seen(fault)
        self._release(t, self._coach.moment(t, phase))

    def _seen(self, t: float, running: RunningSet, faults: Iterable[Fault], number: int) -> None:
        for fault in faults:
            self._say(
                ev.MistakeSeen,
                t,
                set=running.number,
                exercise=running.exercise.name,
                mistake=fault.mistake.name,
                severity=fault.mistake.severity,
                number=number,
            )

    def _close(self, t: float) -> None:
        """End the running set, if there is one."""
        running = self._set
        if running is None:
            return
        self._set = None
        self._barrier = running.last_t
        self._coach.start(None)
        self._board.bars.clean()
        self._say(ev.SetEnded, t, **running.told())
        self._finished.append(running.summary())

    # -- out -----------------------------------------------------------------------------------------------------------

    def _now(self) -> float:
        return self._t if math.isfinite(self._t) else 0.0

    def _say(self, event: type[E], t: float, /, **fields: Any) -> None:
        self._events.append(event(seq=next(self._numbers), t=t, **fields))

    def _release(self, t: float, advice: Advice | None) -> None:
        if advice is None:
            return
        self._board.cue = Cue(advice.text, advice.kind, advice.severity, t, advice.mistake)
        self._say(ev.CueReleased, t, text=advice.text, kind=advice.kind, mistake=advice.mistake, severity=advice.severity)

    def _snapshot(self, observation: Observation) -> Snapshot:
        since = self._barrier if self._counting and not self._paused else None
        standing = Standing(self._set, self._sets, self._finished, since, self._paused)
        return self._board.show(observation, standing, self._presence.view, self.calibration)
