"""What scoring says of one repetition, and what it needs to know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from mirror.events import Untold
from mirror.exercises.core import Mistake


class Swing(Protocol):
    """What scoring needs to know of a movement (seconds; see `mirror.counting.Movement`)."""

    @property
    def start_t(self) -> float: ...
    @property
    def peak_t(self) -> float: ...
    @property
    def end_t(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake that was made. certainty: 0..1. joints: measures with their side to paint ("left_knee")."""

    mistake: Mistake
    certainty: float
    joints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one repetition is worth.

    Attributes:
        score: 0-100, the mean of the bars, None where no joint could be told. joints: score per joint that could, bars and the
            parts that mistakes name. sigma: of these, in points. faults: mistakes that were seen.
        likeness: 0..1, how far it was the exercise at all; the joints' scores hold it already.
        unknown: names of the mistakes of which this view, or what was seen, could say nothing.
        untold: the bars without a score, and why.
    """

    score: float | None = None
    joints: Mapping[str, float] = field(default_factory=dict)
    sigma: Mapping[str, float] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    likeness: float = 1.0
    unknown: tuple[str, ...] = ()
    untold: Mapping[str, Untold] = field(default_factory=dict)
