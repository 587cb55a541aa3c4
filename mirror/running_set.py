"""RunningSet: what is known of the set that is going on, and what is told of it when it ends."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mirror.counting.counter import Movement
from mirror.events import Side, Untold, ViewLevel
from mirror.exercises.core import Exercise
from mirror.scoring.core import Judge
from mirror.scoring.during import Watcher
from mirror.scoring.judgement import Judgement
from mirror.scoring.mistakes import mean_yaw
from mirror.snapshot import JointScore, SetSummary


def told_deg(angle: float) -> float | None:
    """As an event tells it: to a tenth, None where it is not known."""
    return None if math.isnan(angle) else round(angle, 1) + 0.0


@dataclass(slots=True)
class RunningSet:
    """The set that is running; times in seconds.

    Attributes:
        last_t: end of what was credited last. confidence: of the name, when it was last credited.
        side: which side made the last movement. sides: full repetitions of each side.
        best: depth of the deepest repetition, NaN before the first.
        held, ticks, judged_t: of a hold: seconds held (None for repetitions), whole seconds told, when it was last judged.
    """

    number: int
    exercise: Exercise
    judge: Judge
    watcher: Watcher
    start_t: float
    last_t: float
    confidence: float
    full: int = 0
    partial: int = 0
    rejected: int = 0
    scores: list[float] = field(default_factory=list)
    joints: dict[str, list[float]] = field(default_factory=dict)
    errors: dict[str, list[float]] = field(default_factory=dict)
    untold: dict[str, list[Untold]] = field(default_factory=dict)
    views: list[ViewLevel] = field(default_factory=list)
    turns: list[float] = field(default_factory=list)
    mistakes: dict[str, int] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)
    ticks: int = 0
    held: float | None = None
    judged_t: float = math.nan
    side: Side | None = None
    best: float = math.nan
    sides: dict[Side, int] = field(default_factory=lambda: {"left": 0, "right": 0})

    @property
    def score(self) -> float | None:
        """Mean over what could be scored, 0-100."""
        return sum(self.scores) / len(self.scores) if self.scores else None

    def count(self, movement: Movement) -> None:
        """The movement enters the ledger's columns."""
        if movement.kind == "full":
            self.full += 1
        elif movement.kind == "partial":
            self.partial += 1
        else:
            self.rejected += 1
        if movement.kind != "rejected":
            self.best = movement.depth if self.best != self.best else max(self.best, movement.depth)

    def made_by(self, side: Side, movement: Movement) -> None:
        """Which side made the movement."""
        self.side = side
        if movement.kind == "full" and side != "both":
            self.sides[side] += 1

    def remember(self, judgement: Judgement, view: ViewLevel = "unknown", yaw_deg: float = math.nan) -> None:
        """Scores, mistakes and what could not be told; how the person was turned, and what that view was worth."""
        self.views.append(view)
        self.turns.append(yaw_deg)
        for name, error in judgement.sigma.items():
            self.errors.setdefault(name, []).append(error)
        for name, why in judgement.untold.items():
            self.untold.setdefault(name, []).append(why)
        if judgement.score is not None:
            self.scores.append(judgement.score)
        for name, score in judgement.joints.items():
            self.joints.setdefault(name, []).append(score)
        for fault in judgement.faults:
            self.mistakes[fault.mistake.name] = self.mistakes.get(fault.mistake.name, 0) + 1
        for name in judgement.unknown:
            self.unknown[name] = self.unknown.get(name, 0) + 1

    def told(self) -> dict[str, Any]:
        """The fields of SetEnded."""
        return {
            "set": self.number,
            "exercise": self.exercise.name,
            "start_t": self.start_t,
            "end_t": self.last_t,
            "confidence": self.confidence,
            "full": self.full,
            "partial": self.partial,
            "rejected": self.rejected,
            "hold_s": self.held,
            "score": self.score,
            "joints": {name: sum(scores) / len(scores) for name, scores in self.joints.items()},
            "mistakes": dict(self.mistakes),
            "unknown": dict(self.unknown),
            "errors": {name: round(sum(errors) / len(errors), 1) for name, errors in self.errors.items()},
            "untold": {n: Counter(why).most_common(1)[0][0] for n, why in self.untold.items() if n not in self.joints},
            "view": Counter(self.views).most_common(1)[0][0] if self.views else "unknown",
            "yaw_deg": told_deg(mean_yaw(np.array(self.turns))),
        }

    def summary(self) -> SetSummary:
        """For rest and summary on the screen."""
        top = max(self.mistakes, key=lambda name: self.mistakes[name]) if self.mistakes else None
        return SetSummary(
            exercise=self.exercise.name,
            full=self.full,
            partial=self.partial,
            rejected=self.rejected,
            seconds=self.last_t - self.start_t,
            score=self.score,
            hold_s=self.held,
            top_mistake=top,
            advice=self.exercise.mistake(top).cue if top is not None else "",
            joints=tuple(JointScore(name, sum(scores) / len(scores)) for name, scores in self.joints.items()),
            title=self.exercise.title,
        )
