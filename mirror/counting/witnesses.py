"""Witnesses: what else speaks for a movement that the signal has counted, and what becomes of it where they speak against.

The signal of an exercise is a few angles; a bag that is lifted bends the same elbow. Three others have seen the movement: the
network's phase head (was there a way out and a way back, in the signal's own halves?), the form (was the body where the exercise
has it?), and the network's name for it. Each errs alone: the phase head on very fast repetitions, the form where the camera is
near and low, the name in the first second. On real people two of them never erred on the same movement but for cuts inside a
clip, so two against it reject it, and one leaves a remark with it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from mirror.counting.counter import Movement
from mirror.counting.ledger import WRONG

NO_TURN = "no way out and back was seen"
"""Why one is rejected whose name nobody doubts."""
UNNAMED = "counted, though it looked like something else"
UNLIKE = "counted, though the body was elsewhere than in this exercise"
UNTURNED = "counted, though its turning point was hardly seen"
"""What is left with one that a single witness doubts."""
PHASE, LIKENESS, NAME = 0.0, 0.3, 0.05
"""Below these a witness speaks against a movement. Chosen on training and validation people: of their 730 repetitions 5 have two
witnesses against them (none of the validation people's 256), of 2455 movements of people who do no exercise 64 in 100, of 8522
movements read as another exercise than the one that was done 72 in 100."""
HEARD_S = 0.3
"""So long after a movement every witness has been heard: a set that nobody chose waits for them, a repetition does not."""
SETTLED_S = 0.5
"""Answers that come later than so long after a movement say nothing of it."""
_REMEMBERED = 128

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the witnesses say of one movement; NaN: nothing, and nothing against it.

    Attributes:
        phase: -1..1, the phase head's mean on the way back less that on the way out. A repetition has about 0.4.
        likeness: 0..1, how far the body was where the form has it (`mirror.scoring.likeness`).
        name: 0..1, mean probability of the exercise while it was made.
    """

    phase: float = math.nan
    likeness: float = math.nan
    name: float = math.nan

    @property
    def against(self) -> tuple[str, ...]:
        """What speaks against the movement, in words, the plainest first."""
        said = ((self.name < NAME, UNNAMED), (self.likeness < LIKENESS, UNLIKE), (self.phase < PHASE, UNTURNED))
        return tuple(words for doubts, words in said if doubts)


def weighed(movement: Movement, evidence: Evidence) -> Movement:
    """The movement as the ledger has it: rejected with the reason, counted with a remark, or as it was."""
    against = evidence.against
    if movement.kind == "rejected" or not against:
        return movement
    if len(against) == 1:
        return replace(movement, reason=against[0])
    return replace(movement, kind="rejected", reason=WRONG if UNNAMED in against else NO_TURN)


class Heard(Protocol):
    """What is needed of `mirror.naming.Meaning`. until: time of its last answer, seconds."""

    @property
    def until(self) -> float: ...
    def halves(self, start_t: float, peak_t: float, end_t: float) -> float: ...
    def during(self, name: str, start_t: float, end_t: float) -> float: ...


class Witnesses:
    """Asks the witnesses. The form is asked once a movement: it is the dear one."""

    def __init__(self, heard: Heard, likeness: Callable[[str, Movement], float]) -> None:
        """`likeness(exercise, movement)`: 0..1, NaN where it is not known."""
        self._heard = heard
        self._likeness = likeness
        self._known: dict[tuple[str, Movement], float] = {}
        self._final: dict[tuple[str, Movement], Evidence] = {}

    def told(self, exercise: str, movement: Movement) -> Movement:
        """The movement after all were heard."""
        if movement.kind == "rejected":
            return movement
        return weighed(movement, self.of(exercise, movement))

    def of(self, exercise: str, movement: Movement) -> Evidence:
        """What they say of it; once all have been heard it stands."""
        key = (exercise, movement)
        if key in self._final:
            return self._final[key]
        evidence = Evidence(
            self._heard.halves(movement.start_t, movement.peak_t, movement.end_t),
            self._alike(exercise, movement),
            self._heard.during(exercise, movement.start_t, movement.end_t),
        )
        if self._heard.until > movement.end_t + SETTLED_S:
            _keep(self._final, key, evidence)
        return evidence

    def _alike(self, exercise: str, movement: Movement) -> float:
        key = (exercise, movement)
        if key not in self._known:
            _keep(self._known, key, self._likeness(exercise, movement))
        return self._known[key]


def _keep(known: dict[tuple[str, Movement], T], key: tuple[str, Movement], value: T) -> None:
    """Keep it, and forget the oldest of too many."""
    if len(known) >= _REMEMBERED:
        del known[next(iter(known))]
    known[key] = value
