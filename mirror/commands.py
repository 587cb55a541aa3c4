"""Commands: what the user (or a plan, or a gesture) wants. Applied to the Workout or the Trainer between observations."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mirror.geometry.camera import Calibration

if TYPE_CHECKING:
    from mirror.workout.plan import Plan


@dataclass(frozen=True, slots=True)
class Start:
    """Begin or go on: from asleep, set-up or rest straight to the next step; resumes after Pause."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Hold everything: nothing is counted, scored or said until Start."""


@dataclass(frozen=True, slots=True)
class Stop:
    """End the set and the session: summary."""


@dataclass(frozen=True, slots=True)
class ChooseExercise:
    """Count this exercise and no other; None: recognise freely again. Names are the catalogue's."""

    exercise: str | None


@dataclass(frozen=True, slots=True)
class Calibrate:
    """A new camera calibration holds from the next observation on. `body_m`: how tall the one was with whom it was made, metres;
    NaN where that is not known."""

    calibration: Calibration
    body_m: float = math.nan


@dataclass(frozen=True, slots=True)
class SetDifficulty:
    """0 lenient, 0.5 as the TOMLs say, 1 strict: moves the thresholds of mistakes."""

    difficulty: float


@dataclass(frozen=True, slots=True)
class SetGoals:
    """What a person wants to do: repetitions a set, sets a session (0: as they like), and seconds of rest. The
    Workout's alone."""

    repetitions: int
    sets: int
    rest: float


@dataclass(frozen=True, slots=True)
class SetPlan:
    """What somebody is to do today leads them from the next set-up or rest on; None: no plan (any more). The Workout's alone."""

    plan: Plan | None


@dataclass(frozen=True, slots=True)
class Move:
    """On to another choice (a pointed arm, an arrow key, a tap at the side): `step` entries to the right, negative to the left.
    Opens what can be chosen where it is not open yet; the Workout's alone."""

    step: int


@dataclass(frozen=True, slots=True)
class Select:
    """Yes (a hand above the head, Enter, a tap): takes the choice; where nothing is chosen, starts or pauses. The Workout's
    alone."""


@dataclass(frozen=True, slots=True)
class Back:
    """No (crossed arms, Back): leaves the choice or the replay, else ends the session; from its summary to sleep. The Workout's
    alone."""


@dataclass(frozen=True, slots=True)
class SwitchCamera:
    """The camera on or off (crossed arms that are held on, C, a long swipe down). Off: its device is released, nobody is watched,
    and what went on is closed and kept before. The Workout's alone, and Live's, which obeys the stage that follows."""

    on: bool


@dataclass(frozen=True, slots=True)
class ChooseProfile:
    """This person trains, whatever the menu says; the Workout's alone."""

    profile: str


Command = (
    Start
    | Pause
    | Stop
    | ChooseExercise
    | Calibrate
    | SetDifficulty
    | SetGoals
    | SetPlan
    | Move
    | Select
    | Back
    | SwitchCamera
    | ChooseProfile
)
