"""guide: leads somebody through the calibration, step by step. A pure state machine: poses in, what to show out.

`Guide.step` takes each moment's pose (or None) and answers a GuideState, which is all that a screen needs to draw and a voice to
say. The poses themselves are kept for the solver; `Guide.poses` hands them over.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from mirror.calibration.views import View, view_of
from mirror.pose import skeleton as s
from mirror.pose.core import Pose

StepName = Literal["stand", "turn", "squat", "back", "stand_again", "turn_again"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `title` for the screen's head, `instruction` to read and to be spoken."""

    name: StepName
    title: str
    instruction: str


STEPS: tuple[Step, ...] = (
    Step("stand", "Stand still", "Stand facing the mirror with your feet a little apart, head and feet in the picture."),
    Step("turn", "Turn", "Hold your arms out to the sides and turn slowly to one side and back."),
    Step("squat", "Squat once", "Lower your arms and squat once."),
    Step("back", "Step back", "Go two or three steps back. Your head and feet must stay in the picture."),
    Step("stand_again", "Stand still", "Stand still once more, facing the mirror."),
    Step("turn_again", "Turn", "Hold your arms out again and turn slowly to the other side and back."),
)

STILL_S = 1.2
TURN_DEG, AGAIN_DEG = 20.0, 12.0
"""Between the furthest turns with the arms out, as the network sees them (half of what is turned, or less), in the first turning
and in the second one, which adds to it."""
_FURTHER_S = 4.0
"""Who has held the arms out for so long without being seen to turn is told to."""
FURTHER = 1.28
"""How much smaller in the picture the person is to be at the far place; the solver needs 1.2."""
_TURNED = 0.99
"""Progress of who has turned and still holds the arms out."""
_SQUAT_DEG, _UP_DEG = 125.0, 155.0
_GAP_S = 0.6
"""Standing may be lost for so long without beginning again."""
_KEEP_S = 90.0
_RATE = 15.0
"""Poses kept a second at most: enough for the solver, and a guide that is left alone does not grow."""


@dataclass(frozen=True, slots=True)
class GuideState:
    """What the screen shows.

    Attributes:
        index, count: of the step, from 0; index == count: all is done. title, instruction: of the step ("" when done).
        progress: 0..1 of this step. hint: what keeps it from going on ("" where nothing does).
    """

    index: int
    count: int
    title: str
    instruction: str
    progress: float
    hint: str

    @property
    def done(self) -> bool:
        """Whether everything was shown."""
        return self.index >= self.count


class Guide:
    """See the module. Not for several threads.

    Attributes: state: as the last moment left it.
    """

    def __init__(self) -> None:
        self._index = 0
        self._since = math.nan
        self._lost = math.nan
        self._turns: list[float] = []
        self._down = False
        self._near_px = math.nan
        self._sizes: deque[float] = deque(maxlen=9)
        self._poses: deque[Pose | None] = deque(maxlen=round(_KEEP_S * _RATE))
        self._kept_t = -math.inf
        self.state = self._told(0.0, "")
        self._steps: dict[StepName, Callable[[Pose, View | None], float]] = {
            "stand": self._still,
            "turn": self._turn,
            "squat": self._squat,
            "back": self._back,
            "stand_again": self._still,
            "turn_again": self._turn,
        }

    @property
    def poses(self) -> tuple[Pose | None, ...]:
        """What was seen, thinned to 15 a second, of the last 90 seconds: what `mirror.calibration.calibrate` takes."""
        return tuple(self._poses)

    def step(self, pose: Pose | None, t: float) -> GuideState:
        """The next moment; `t` seconds, rising."""
        self.state = self._stepped(pose, t)
        return self.state

    def _stepped(self, pose: Pose | None, t: float) -> GuideState:
        if t - self._kept_t >= 1.0 / _RATE - 1e-6:
            self._poses.append(pose)
            self._kept_t = t
        if self._index >= len(STEPS):
            return self._told(1.0, "")
        if pose is None:
            return self._told(0.0, "I cannot see you; come into the picture.")
        hint = _hint(pose)
        view = view_of(pose)
        if view is not None:
            self._sizes.append(view.height_px)
        progress = self._steps[STEPS[self._index].name](pose, view)
        if progress >= 1.0:
            self._next()
            return self._told(0.0, "")
        return self._told(progress, hint or self._further(pose, progress))

    def _further(self, pose: Pose, progress: float) -> str:
        turning = STEPS[self._index].name in ("turn", "turn_again")
        if not turning or progress >= _TURNED or math.isnan(self._since) or pose.t - self._since < _FURTHER_S:
            return ""
        return "Turn further, with your arms level."

    def _told(self, progress: float, hint: str) -> GuideState:
        step = STEPS[self._index] if self._index < len(STEPS) else None
        return GuideState(
            self._index,
            len(STEPS),
            "" if step is None else step.title,
            "" if step is None else step.instruction,
            min(max(progress, 0.0), 1.0),
            hint,
        )

    def _next(self) -> None:
        if STEPS[self._index].name == "stand":
            self._near_px = float(np.median(self._sizes))
        self._index += 1
        self._since = self._lost = math.nan
        self._turns.clear()
        self._sizes.clear()
        self._down = False

    def _still(self, pose: Pose, view: View | None) -> float:
        if view is None:
            if math.isnan(self._lost):
                self._lost = pose.t
            if pose.t - self._lost > _GAP_S:
                self._since = math.nan
        else:
            self._lost = math.nan
            if math.isnan(self._since):
                self._since = pose.t
        return 0.0 if math.isnan(self._since) else (pose.t - self._since) / STILL_S

    def _turn(self, pose: Pose, view: View | None) -> float:
        if view is not None and view.arms_out:
            self._turns.append(view.yaw_deg)
            self._since = pose.t if math.isnan(self._since) else self._since
        if len(self._turns) < 3:
            return 0.0
        # A single wrong reading does not count as a turn.
        low, high = np.partition(self._turns, 1)[1], -np.partition(-np.array(self._turns), 1)[1]
        back = view is not None and not view.arms_out
        turned = float(high - low) / (TURN_DEG if STEPS[self._index].name == "turn" else AGAIN_DEG)
        return min(turned, _TURNED) if not back else turned

    def _squat(self, pose: Pose, view: View | None) -> float:
        knee = _knee_deg(pose)
        if math.isnan(knee):
            return 0.0
        self._down = self._down or knee < _SQUAT_DEG
        if self._down:
            return 1.0 if knee > _UP_DEG else 0.5
        return 0.5 * min(max((180.0 - knee) / (180.0 - _SQUAT_DEG), 0.0), 0.98)

    def _back(self, pose: Pose, view: View | None) -> float:
        if view is None or not self._sizes or math.isnan(self._near_px):
            return 0.0
        return (self._near_px / float(np.median(self._sizes)) - 1.0) / (FURTHER - 1.0)


def _knee_deg(pose: Pose) -> float:
    """The more bent knee."""
    angles = []
    for hip, knee, ankle in ((s.LEFT_HIP, s.LEFT_KNEE, s.LEFT_ANKLE), (s.RIGHT_HIP, s.RIGHT_KNEE, s.RIGHT_ANKLE)):
        a, b = pose.world[hip] - pose.world[knee], pose.world[ankle] - pose.world[knee]
        size = float(np.linalg.norm(a) * np.linalg.norm(b))
        angles.append(math.degrees(math.acos(min(max(float(a @ b) / size, -1.0), 1.0))) if size > 0 else math.nan)
    return min(angles)


def _hint(pose: Pose) -> str:
    """What is not in the picture."""
    y = pose.image[:, 1]
    x = pose.image[:, 0]
    if not np.isfinite(y).all():
        return "I cannot see all of you; come into the picture."
    if float(y[[s.LEFT_HEEL, s.RIGHT_HEEL, s.LEFT_FOOT, s.RIGHT_FOOT]].max()) > 0.99:
        return "I cannot see your feet; step back."
    if float(y[: s.LEFT_SHOULDER].min()) < 0.01:
        return "I cannot see your head; step back."
    if float(x.min()) < 0.005 or float(x.max()) > 0.995:
        return "Come to the middle of the picture."
    return ""
