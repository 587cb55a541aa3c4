"""Snapshot: everything the screen needs, immutable; the latest wins. The screen is a function of it (law 7)."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from typing import Literal

from mirror.events import CueKind, Severity, Stage
from mirror.exercises.core import PhaseName
from mirror.geometry.camera import Calibration
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
    """The sentence on the ribbon. `since` seconds (observation time). `mistake`: what it corrects or praises, None for others."""

    text: str
    kind: CueKind
    severity: Severity | None
    since: float
    mistake: str | None = None


@dataclass(frozen=True, slots=True)
class SetSummary:
    """One finished set, for rest and summary. `advice`: the sentence against `top_mistake`, "" where there is none.

    `title`: the exercise's. `joints`: the mean score of each joint in its repetitions.
    """

    exercise: str
    full: int
    partial: int
    rejected: int
    seconds: float
    score: float | None
    hold_s: float | None = None
    top_mistake: str | None = None
    advice: str = ""
    joints: tuple[JointScore, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a menu: `name` is what is chosen (a catalogue name, or "" for free recognition), `title` what is read;
    `exercise`: what it is about where the name is something else (a plan's item)."""

    name: str
    title: str
    exercise: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """What can be chosen just now, without hands: `selected` is an index into `choices`."""

    title: str
    choices: tuple[Choice, ...]
    selected: int = 0


@dataclass(frozen=True, slots=True)
class Gesture:
    """A gesture that is being made: `progress` 0..1 until it counts, so that the screen can fill a ring with it.
    "camera_off" is what crossed arms come to mean that are held on after they have counted."""

    name: Literal["raise_hand", "cross_arms", "point_left", "point_right", "camera_off"]
    progress: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """Can this view tell what matters for the exercise?

    Attributes:
        level: "good", "fair" (something cannot be told), "poor" (turn or move first), "unknown" (nobody there, no exercise).
        advice: one sentence, "" where the view is good.
        turn_deg: how far the person should turn, positive to the person's own left; step_m: positive away from the camera;
        raise_m: how much higher the camera should stand; tilt_deg: positive, look further up. 0 where nothing is to be done.
        hidden: what this view cannot tell (mistake names and "left_knee" joints).
    """

    level: Literal["good", "fair", "poor", "unknown"] = "unknown"
    advice: str = ""
    turn_deg: float = 0.0
    step_m: float = 0.0
    raise_m: float = 0.0
    tilt_deg: float = 0.0
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a replay's line of time, between two moments (seconds, as Pose.t).

    Attributes:
        kind: "rep", "partial", "rejected", or "mistake" (seen at `start`, until the end of its repetition).
        title: what it is, for the screen. joints: landmarks to paint as wrong while it lasts, as in Snapshot.faulty.
    """

    start: float
    end: float
    kind: Literal["rep", "partial", "rejected", "mistake"]
    title: str = ""
    joints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Replay:
    """A quick check that is over: what was done, as landmarks (no picture is kept), and what there is to say of it.

    Attributes:
        poses: in the order of time. start, end: seconds, as Pose.t; position: the moment that is shown just now, going round.
        marks: repetitions and mistakes, in the order of time.
        exercise, title: what was done, "" where nothing was recognised. verdict: one or two sentences.
    """

    poses: tuple[Pose, ...]
    start: float
    end: float
    position: float
    marks: tuple[Mark, ...] = ()
    exercise: str = ""
    title: str = ""
    verdict: str = ""

    @property
    def pose(self) -> Pose | None:
        """The pose to draw at `position`; None where nobody was there."""
        before = bisect.bisect_right(self.poses, self.position, key=lambda pose: pose.t) - 1
        return self.poses[before] if before >= 0 and self.position - self.poses[before].t <= 0.5 else None

    @property
    def now(self) -> tuple[Mark, ...]:
        """The marks that last at `position`."""
        return tuple(mark for mark in self.marks if mark.start <= self.position <= mark.end)


@dataclass(frozen=True, slots=True)
class Calibrating:
    """The calibration on the screen: its guide's step, or what came of it.

    Attributes:
        title, instruction, hint: as in mirror.calibration's GuideState. index, count: of the step, from 0. progress: 0..1 of it.
        calibration: whose floor and horizon are drawn over the picture, None while there is none.
        found: what was solved, a short line each ("Camera height 1.12 m ± 4 cm"); () while it goes on.
    """

    title: str = ""
    instruction: str = ""
    hint: str = ""
    index: int = 0
    count: int = 0
    progress: float = 0.0
    calibration: Calibration | None = None
    found: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """How far somebody is with the plan that leads them, or has led them (in the summary).

    Attributes:
        item, items: the exercise's place among today's, from 1 (0: none is left), and how many there are. set, sets: of the item.
        repetitions: that count for the plan in this set, however often it was taken up again; goal: how many there shall be.
        hold_s, hold_goal_s: the same of a hold, seconds. partial: repetitions that went too little far to count. short: those
            that count and went less far than planned.
        done: exercises of the plan that are done. leading: it leads now.
    """

    item: int = 0
    items: int = 0
    set: int = 0
    sets: int = 0
    repetitions: int = 0
    goal: int | None = None
    hold_s: float | None = None
    hold_goal_s: float | None = None
    partial: int = 0
    short: int = 0
    done: int = 0
    leading: bool = False


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
        menu: what can be chosen now, None where nothing can. gesture: being made now, None at rest.
        verdict: whether the view can tell what matters for the exercise.
        recording_s: how long a quick check goes on, None while there is none. replay: the one that is over and is shown now.
        calibrating: the calibration that is on the screen, None where there is none.
        goal, goal_sets: repetitions a set and sets that the person, or the plan, wants to be done, None where nobody said.
        plan: the plan that leads, None where none does. Its range moves `target`; `reps` stays what the machine counts.
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
    menu: Menu | None = None
    gesture: Gesture | None = None
    verdict: Verdict = field(default_factory=Verdict)
    recording_s: float | None = None
    replay: Replay | None = None
    calibrating: Calibrating | None = None
    goal: int | None = None
    goal_sets: int | None = None
    plan: PlanProgress | None = None
