"""Aim: how far somebody is to go where a plan asks for another range than the exercise does. Pure.

The machine's verdict on a repetition stays what it is; an aim only changes what is said of it: whoever is to go half the way is
not told to go further there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mirror.counting.counter import Movement
from mirror.events import RepKind
from mirror.exercises.core import Exercise
from mirror.scoring.judgement import Fault

SLACK = 0.03
"""Of the full range: who misses the aim by less has reached it (a depth is not known better)."""
TOO_LITTLE = frozenset(
    {"arms_low", "excessively_short", "low_range_of_motion", "not_closed", "not_far_out_enough", "not_upright", "shallow"}
)
"""The catalogue's mistakes that say that a movement did not go far enough."""


@dataclass(frozen=True, slots=True)
class Aim:
    """`share` of the exercise's full range (depth 1), None: as far as the exercise itself asks."""

    share: float | None = None

    def reached(self, depth: float) -> bool:
        """Whether a movement that went so far went far enough; one whose depth is not known did."""
        return self.share is None or not depth < self.share - SLACK

    def kind(self, movement: Movement) -> RepKind:
        """The movement's kind as the coach takes it: one that went as far as was asked is a whole one."""
        enough = self.share is not None and movement.kind == "partial" and self.reached(movement.depth)
        return "full" if enough else movement.kind

    def said(self, exercise: Exercise, faults: Sequence[Fault]) -> list[Fault]:
        """The faults that may be said."""
        if self.share is None or self.share >= exercise.range.full:
            return list(faults)
        return [fault for fault in faults if fault.mistake.name not in TOO_LITTLE]
