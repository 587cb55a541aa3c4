"""What the review shows, as plain data: curves of one set, the band of its good repetitions, and quantities over weeks.

Angles are degrees, lengths torsos, as in `mirror.geometry.measures`; NaN where the view could not tell. Phase runs from 0 (the
repetition's start) to 1 (its end). Times are the run's own seconds.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

PHASES = 101
"""Samples of a curve over one repetition: one a hundredth of it."""

Quantity = Literal["volume", "range", "score", "asymmetry", "tempo"]
Change = Literal["improved", "worse", "changed", "no certain change", "too few sessions"]


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """A measure over a set.

    Attributes:
        measure: one of `mirror.geometry.measures.MEASURES` ("left_knee"). unit: "deg" or "torsos".
        t: (N,) seconds, the run's time. values: (N,), error: (N,) one standard deviation from the truth, same unit.
    """

    measure: str
    unit: str
    t: NDArray[np.float64]
    values: NDArray[np.float64]
    error: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class RepetitionCurve:
    """A measure over one repetition, brought to PHASES samples. `seq`, `number`, `kind` as in the log's repetition; `start_t`,
    `end_t` its bounds, seconds of the run's time."""

    seq: int
    number: int
    kind: str
    values: NDArray[np.float64]
    start_t: float
    end_t: float


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """Where the good repetitions run: (PHASES,) median, low and high (10th and 90th percentile, widened by the measurement's own
    error where they are few). n: how many good repetitions made it; of: whose ("this set", "this person", "demonstrator")."""

    median: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    n: int
    of: str


@dataclass(frozen=True, slots=True, eq=False)
class MeasureView:
    """One measure of one set: the whole curve, the repetitions laid over each other, the band, and for a paired measure the other
    side's name ("right_knee" of "left_knee"), "" where there is none."""

    curve: Curve
    repetitions: tuple[RepetitionCurve, ...]
    band: Band | None
    other_side: str


@dataclass(frozen=True, slots=True)
class MistakeMark:
    """A mistake on the time line: in which repetition (seq; None: in none that was closed), when, and the machine's severity."""

    t: float
    mistake: str
    title: str
    severity: str
    seq: int | None


@dataclass(frozen=True, slots=True, eq=False)
class SetView:
    """All that the review draws of one set.

    Attributes:
        session_id, number, exercise: whose. start_t, end_t: seconds, the run's time.
        measures: by name, those of the exercise's signals and joints first.
        mistakes: in the order of time.
        asymmetry: of each paired measure's range of motion, without its side ("knee"): (left - right) / mean of both, share; NaN
            where unknown, or known no better than to a quarter. asymmetry_error: one standard deviation of it.
        calibrated: how the camera's place was known ("assumed", "estimated", "calibrated", "by hand").
    """

    session_id: str
    number: int
    exercise: str | None
    start_t: float
    end_t: float
    measures: Mapping[str, MeasureView]
    mistakes: tuple[MistakeMark, ...]
    asymmetry: Mapping[str, float]
    calibrated: str
    asymmetry_error: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Point:
    """One week (or session) of a trend. start: its first day. n: how many repetitions (sets, for volume) it rests on.
    error: one standard error of `value`, same unit; NaN where a single session cannot tell. machine: what `value` would be by the
    machine's verdicts alone, where a reviewer overruled some."""

    start: date
    value: float
    n: int
    error: float
    machine: float = math.nan


@dataclass(frozen=True, slots=True)
class Trend:
    """A quantity over weeks.

    Attributes:
        quantity: volume (full repetitions, or seconds held), range (of motion of the main signal, degrees or torsos),
            score (0-100), asymmetry (share, absolute), tempo (seconds a repetition).
        measure: of range and asymmetry, else "". unit: "repetitions", "s", "deg", "torsos", "points", "share".
        better: which way is better ("up", "down", "neither").
        points: in the order of time. first, last: means of the weeks that are compared, with their dates in `points`.
        mdc: minimal detectable change at 95 %, same unit; NaN where it cannot be said.
        change: "improved" or "worse" only where last - first exceeds mdc; "changed" where it does and neither way is better.
        sentence: the same in words for a physiotherapist, with the numbers.
        weeks: how many of the first and of the last points were compared; 0: too few.
    """

    quantity: Quantity
    measure: str
    unit: str
    better: Literal["up", "down", "neither"]
    points: tuple[Point, ...]
    first: float
    last: float
    mdc: float
    change: Change
    sentence: str
    weeks: int = 0
