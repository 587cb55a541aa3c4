"""Snapshot: everything the screen needs, immutable; the latest wins. The screen is a function of it (law 7)."""

from __future__ import annotations

from dataclasses import dataclass, field

from mirror.events import CueKind, Severity, Stage
from mirror.exercises.core import PhaseName
from mirror.geometry.view import View
from mirror.pose.core import Pose


@dataclass(frozen=True, slots=True)
class JointScore:
    """One bar: `name` as in the exercise's joints with its side ("left_knee"); score 0-100, None = the view cannot tell;
    sigma = one standard deviation of the score in points (drawn as the soft band)."""

    name: str
    score: float | None
    sigma: float = 0.0


@dataclass(frozen=True, slots=True)
class Cue:
    """The sentence on the ribbon. `since` seconds (observation time)."""

    text: str
    kind: CueKind
    severity: Severity | None
    since: float


@dataclass(frozen=True, slots=True)
class SetSummary:
    """One finished set, for rest and summary."""

    exercise: str
    full: int
    partial: int
    rejected: int
    seconds: float
    score: float | None
    hold_s: float | None = None
    top_mistake: str | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of the core after one observation.

    Attributes:
        t: seconds. pose: the smoothed person to draw, None = nobody.
        stage: of the workout; a Trainer alone (analysis) is always "live".
        stage_seconds: how long the stage has lasted. countdown: 3, 2, 1 in the countdown, else None. rest_left_s: in rest.
        setup_hint: in set-up, what is missing ("Step back until I see your feet."), "" when all is right.
        set: number of the current or last set, 0 before the first.
        exercise: name that the screen shows (after hysteresis), None while unknown or nothing is done.
        title: its title for the screen. confidence: 0..1 of that name.
        candidates: the classifier's best three (name, probability), for curious eyes and the review.
        reps, partials, rejected: of the current set. While the name is unknown, reps is the count that would be credited.
        hold_s: seconds held, None for repetitions.
        sides: full repetitions of the left and of the right side, None where the exercise does not alternate.
        phase: rest, out, peak, back. phase_title: its name in this exercise.
        depth: of the current repetition, 0 rest .. 1 full range (may go beyond), NaN while unknown.
        target: depth that makes the repetition full, for the gauge's zone. partial: depth from which it counts in part, NaN where
            that has no meaning (a hold, no exercise).
        reach: deepest point of the movement under way, NaN at rest. best: deepest repetition of this set, NaN before the first.
        joints: the bars. score: of the set, 0-100, None = unknown.
        cue: the latest sentence or None. faulty: joints to paint as wrong now ("left_knee").
        view: the person's turn. finished: the session's finished sets.
    """

    t: float
    pose: Pose | None = None
    stage: Stage = "live"
    stage_seconds: float = 0.0
    countdown: int | None = None
    rest_left_s: float | None = None
    setup_hint: str = ""
    set: int = 0
    exercise: str | None = None
    title: str = ""
    confidence: float = 0.0
    candidates: tuple[tuple[str, float], ...] = ()
    reps: int = 0
    partials: int = 0
    rejected: int = 0
    hold_s: float | None = None
    sides: tuple[int, int] | None = None
    phase: PhaseName = "rest"
    phase_title: str = ""
    depth: float = float("nan")
    target: float = 1.0
    partial: float = float("nan")
    reach: float = float("nan")
    best: float = float("nan")
    joints: tuple[JointScore, ...] = ()
    score: float | None = None
    cue: Cue | None = None
    faulty: tuple[str, ...] = ()
    view: View = field(default_factory=View)
    finished: tuple[SetSummary, ...] = ()
