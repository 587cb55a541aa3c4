"""Calibrating the camera at the mirror: how tall somebody is, the guide's steps, what was found. Pure.

The floor that was found is drawn over the picture; Select keeps it, Back does not.
"""

from __future__ import annotations

import math

from mirror.calibration.core import calibrate
from mirror.calibration.guide import STEPS, Guide, GuideState
from mirror.calibration.solver import CalibrationError
from mirror.calibration.words import placed
from mirror.geometry.camera import Calibration
from mirror.pose.core import Pose
from mirror.snapshot import Calibrating, Choice, Menu

CALIBRATE = "calibrate the camera"
"""The menu's choice; no exercise can be called so: their names have no blanks."""
TALL = "How tall are you?"
MOMENT = "One moment."
"""Solving takes the core a second or two, in which the picture stands still: that is told in the picture before it."""
DONE, AGAIN = "Is the floor where it should be?", "Raise a hand to try again."
KEEP = "Raise a hand to keep it, cross your arms to leave it."
KEPT = "I know now how the camera stands."
_SHORTEST_CM, _TALLEST_CM, _STEP_CM, _USUAL_CM = 140, 210, 2, 172


def heights(body_m: float = math.nan) -> Menu:
    """How tall somebody is, in centimetres; `body_m` (metres) of last time is selected."""
    sizes = range(_SHORTEST_CM, _TALLEST_CM + 1, _STEP_CM)
    wanted = body_m * 100.0 if math.isfinite(body_m) else _USUAL_CM
    nearest = min(range(len(sizes)), key=lambda i: abs(sizes[i] - wanted))
    return Menu(TALL, tuple(Choice(str(size), f"{size} cm") for size in sizes), nearest)


class Flow:
    """One calibration.

    Attributes:
        shown: what the screen shows.
        found: what was solved and waits for a yes, None before.
        body_m: of the person, metres.
    """

    def __init__(self, body_m: float, fov_deg: float = math.nan) -> None:
        """`fov_deg`: vertical field of view where somebody has given it, NaN where it is to be found too."""
        self.body_m = body_m
        self.found: Calibration | None = None
        self._fov_deg = fov_deg if math.isfinite(fov_deg) else None
        self._guide = Guide()
        self._failed = self._announced = False
        self._said = ""
        self.shown = _shown(self._guide.state)

    def step(self, pose: Pose | None, t: float) -> str:
        """The next moment, `t` seconds. Returns what is to be said now, "" most of the time."""
        if self.found is not None or self._failed:
            return ""
        state = self._guide.step(pose, t)
        if state.done:
            if self._announced:
                return self._solve()
            self._announced = True
            self.shown = Calibrating(title=MOMENT, index=len(STEPS), count=len(STEPS), progress=1.0)
            return ""
        self.shown = _shown(state)
        if state.instruction == self._said:
            return ""
        self._said = state.instruction
        return self._said

    def select(self) -> bool:
        """The user says yes: True where that keeps what was found. After a failure it begins anew, on the way it is nothing."""
        if self._failed:
            self._guide, self._said = Guide(), ""
            self._failed = self._announced = False
            self.shown = _shown(self._guide.state)
        return self.found is not None

    def _solve(self) -> str:
        try:
            self.found = calibrate(self._guide.poses, self.body_m, self._fov_deg).calibration
        except CalibrationError as error:
            self._failed = True
            self.shown = Calibrating(instruction=AGAIN, hint=str(error), index=len(STEPS), count=len(STEPS))
            return str(error)
        self.shown = Calibrating(
            title=DONE,
            instruction=KEEP,
            index=len(STEPS),
            count=len(STEPS),
            progress=1.0,
            calibration=self.found,
            found=placed(self.found),
        )
        return f"{DONE} {KEEP}"


def _shown(state: GuideState) -> Calibrating:
    return Calibrating(state.title, state.instruction, state.hint, state.index, state.count, state.progress)
