"""Scoreboard: what the screen is told after every observation, made of what the core knows.

What it keeps from one to the next is what only a screen needs: the joints' bars, the sentence that still stands there, and the
verdict on the view, which must not flicker.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mirror.bars import Bars
from mirror.counting.ledger import Ledger
from mirror.credit import Credit
from mirror.events import ViewLevel
from mirror.exercises.core import Exercise, PhaseName
from mirror.geometry.camera import Calibration
from mirror.geometry.measures import Measurement
from mirror.geometry.observability import learned, load
from mirror.geometry.verdict import Adviser
from mirror.geometry.view import View
from mirror.naming import Meaning
from mirror.observation import Observation
from mirror.running_set import RunningSet
from mirror.snapshot import Cue, SetSummary, Snapshot, Verdict

GUESS = 0.3
"""Probability of the best candidate from which its count is shown before the name is sure."""
CUE_S = 5.0
"""How long a sentence stands on the screen."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the sets stand.

    Attributes:
        running: the set that goes on, None between two. number: of the current or last set, 0 before the first.
        finished: the session's finished sets. since: movements from this time on may make the next set, seconds; None while
            none can (paused, set-up). paused: as in Pause.
    """

    running: RunningSet | None
    number: int
    finished: Sequence[SetSummary]
    since: float | None
    paused: bool


class Scoreboard:
    """See the module.

    Attributes:
        bars: the joint scores. cue: the sentence that was released last, None once it has stood for its time.
    """

    def __init__(self, catalogue: Mapping[str, Exercise], ledger: Ledger, meaning: Meaning, credit: Credit) -> None:
        self.bars = Bars()
        self.cue: Cue | None = None
        self._catalogue = catalogue
        self._ledger = ledger
        self._meaning = meaning
        self._credit = credit
        self._adviser = Adviser(load(learned()))

    @property
    def verdict(self) -> Verdict:
        """Whether the view can tell what matters for the exercise that is meant."""
        return self._adviser.shown

    def level(self, exercise: Exercise, calibration: Calibration, yaw_deg: float) -> ViewLevel:
        """What the view was worth of a movement in which the person was turned so."""
        return self._adviser.level(exercise, calibration, yaw_deg)

    def follow(self, measurement: Measurement, running: RunningSet | None, gap: float) -> None:
        """Let the bars follow the person within a movement, `gap` seconds after the last observation."""
        name = running.exercise.name if running is not None else self._credit.meant()[0]
        if name is None:
            return
        judge = self._credit.judge(name)
        self.bars.turn_to(judge)
        counter = self._ledger.counters.get(name)
        hold = self._ledger.holds.get(name)
        depth = counter.depth if counter is not None else hold.depth if hold is not None else math.nan
        if depth == depth and (counter is None or counter.moving):
            self.bars.follow(judge, measurement, depth, gap)

    def show(self, observation: Observation, standing: Standing, view: View, calibration: Calibration) -> Snapshot:
        """Everything the screen needs. `view`: the person's turn over the last moments, whether somebody is seen now or not."""
        t, pose = observation.t, observation.pose
        running = standing.running
        name, confidence = self._credit.meant()
        if running is not None:
            name, confidence = running.exercise.name, running.confidence if name is None else confidence
        guessed = self._guessed(name, standing)
        reps, partials, rejected = self._counted(guessed, standing, t)
        exercise = self._catalogue.get(name) if name is not None else None
        counter = self._ledger.counters.get(guessed) if guessed is not None else None
        phase, depth = self._within(guessed) if pose is not None else ("rest", math.nan)
        if counter is None or not counter.moving:
            self._adviser.step(t, exercise, calibration, view.yaw_deg, pose)
        if self.cue is not None and t - self.cue.since > CUE_S:
            self.cue = None
        alternating = running is not None and running.exercise.sides == "alternating"
        return Snapshot(
            t=t,
            pose=pose,
            verdict=self.verdict,
            stage="paused" if standing.paused else "live",
            set=standing.number,
            exercise=name,
            title=exercise.title if exercise is not None else "",
            confidence=confidence,
            candidates=self._meaning.naming.candidates[:3],
            reps=reps,
            partials=partials,
            rejected=rejected,
            hold_s=running.held if running is not None else None,
            sides=(running.sides["left"], running.sides["right"]) if alternating and running is not None else None,
            phase=phase,
            phase_title=getattr(exercise.phases, phase) if exercise is not None else "",
            depth=depth,
            target=exercise.range.full if exercise is not None else 1.0,
            partial=exercise.range.partial if exercise is not None and counter is not None else math.nan,
            reach=counter.peak if counter is not None and counter.moving else math.nan,
            best=running.best if running is not None else math.nan,
            joints=self.bars.shown(self._credit.judge(exercise.name)) if exercise is not None else (),
            score=running.score if running is not None else None,
            cue=self.cue,
            faulty=self.bars.faulty(t) if running is not None else (),
            view=view if pose is not None else View(),
            finished=tuple(standing.finished),
        )

    def _guessed(self, name: str | None, standing: Standing) -> str | None:
        """Whose movements are shown: the exercise's that is meant; before its name is sure, and while a set may begin, the best
        candidate's."""
        candidates = self._meaning.naming.candidates
        waiting = name is None and standing.running is None and standing.since is not None
        return candidates[0][0] if waiting and candidates and candidates[0][1] >= GUESS else name

    def _counted(self, guessed: str | None, standing: Standing, t: float) -> tuple[int, int, int]:
        """Full, partial and rejected of the running set; before one, what would be credited."""
        running = standing.running
        if running is not None:
            return running.full, running.partial, running.rejected
        if standing.since is None or guessed not in self._ledger.counters:
            return 0, 0, 0
        chain = self._credit.chain(guessed, standing.since, t)
        return sum(m.kind == "full" for m in chain), sum(m.kind == "partial" for m in chain), 0

    def _within(self, name: str | None) -> tuple[PhaseName, float]:
        """Phase and depth of the movement under way in an exercise."""
        counter = self._ledger.counters.get(name) if name is not None else None
        if counter is not None:
            return counter.phase, counter.depth
        hold = self._ledger.holds.get(name) if name is not None else None
        if hold is not None:
            return ("peak" if hold.holding else "rest"), hold.depth
        return "rest", math.nan
