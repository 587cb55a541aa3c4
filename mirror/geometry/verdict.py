"""Verdict: can this view tell what matters for the exercise, and what would make it so?

What a view tells follows from the geometry of the exercise's own movement (`mirror.geometry.observability`): a bar whose
measure lies along the optical axis is unsure, a mistake that its file names no view for is hidden. The loss of a view is what it
cannot tell, and the advice is the smallest change that brings the loss down to what the best view has.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mirror.events import ViewLevel
from mirror.exercises.core import Exercise
from mirror.geometry.camera import Calibration
from mirror.geometry.measures import sides
from mirror.geometry.observability import RISES_DEG, Observability
from mirror.geometry.sight import ASSUMED_FOV_DEG
from mirror.geometry.view import view_of
from mirror.pose.core import Pose
from mirror.pose.skeleton import BODY, LEFT_EAR, LEFT_FOOT, LEFT_HEEL, NOSE, RIGHT_EAR, RIGHT_FOOT, RIGHT_HEEL
from mirror.snapshot import Verdict

SURE, UNSURE = 0.75, 1.5
"""A bar whose error is the first, in spreads of good form, is told well; at the second it is unknown (`mirror.scoring`)."""
GOOD, POOR = 0.1, 0.4
"""A view is good when it loses no more than the first beyond what the best view loses, poor from the second on."""
SLACK = 0.05
"""A view that was good may lose so much more before it is not."""
_WEIGHT = {"style": 0.5, "form": 1.0, "danger": 1.5}
_MISTAKES = 0.4
"""Share that the mistakes have in the loss, against the bars."""
_STEP_DEG, _SEES_DEG = 15.0, 105.0
"""Steps of the turns that are tried, and how far somebody turns who still sees the mirror."""
_USUAL_M = 3.0
_MARGIN, _FILL = 0.03, 0.92
"""Share of the picture that stays free at each border, and that a body with its reach may fill."""
_LEAST_TURN_DEG, _LEAST_STEP_M, _LEAST_TILT_DEG, _LEAST_RAISE_M = 10.0, 0.15, 2.0, 0.15
_PARTS = np.array([NOSE, LEFT_EAR, RIGHT_EAR, *BODY, LEFT_HEEL, RIGHT_HEEL, LEFT_FOOT, RIGHT_FOOT])


@dataclass(frozen=True, slots=True)
class Framing:
    """Where the body is in the picture.

    Attributes:
        left, top, right, bottom: of the body as shares of the picture, y down; beyond 0..1 where the network guesses.
        distance_m: from the lens, by how large it is seen. aspect: width of the picture over its height.
    """

    left: float
    top: float
    right: float
    bottom: float
    distance_m: float
    aspect: float

    @classmethod
    def of(cls, pose: Pose, calibration: Calibration) -> Framing | None:
        """None where too little of the body is there."""
        x, y = pose.image[_PARTS, 0].astype(np.float64), pose.image[_PARTS, 1].astype(np.float64)
        world = pose.world[_PARTS].astype(np.float64)
        seen = np.isfinite(x) & np.isfinite(world[:, 0])
        if seen.sum() < 6:
            return None
        x, y, world = x[seen], y[seen], world[seen]
        pixels = np.stack([x * pose.width, y * pose.height], axis=1)
        spread = float(np.linalg.norm(pixels - pixels.mean(axis=0)))
        if spread < 1.0:
            return None
        metres = float(np.linalg.norm(world[:, :2] - world[:, :2].mean(axis=0)))
        fov = calibration.fov_deg if calibration.fov_deg == calibration.fov_deg else ASSUMED_FOV_DEG
        focal = 0.5 * pose.height / math.tan(math.radians(0.5 * fov))
        far = metres * focal / spread
        return cls(float(x.min()), float(y.min()), float(x.max()), float(y.max()), far, pose.width / pose.height)


def loss(exercise: Exercise, sight: Observability, turn_deg: float, rise_deg: float) -> float:
    """What a view cannot tell, 0 nothing .. 1 everything. turn_deg: of the person, rise_deg: of the lens over the middle."""
    drives = {signal.measure: signal.weight for signal in exercise.signals}
    total = weight = 0.0
    for measure in sight.errors:
        mine = drives.get(measure, 0.0) + (1.0 if measure in exercise.joints else 0.0)
        error = sight.error(measure, turn_deg, rise_deg)
        total += mine * min(max((error - SURE) / (UNSURE - SURE), 0.0), 1.0)
        weight += mine
    bars = total / weight if weight else 0.0
    view = view_of((turn_deg + 180.0) % 360.0 - 180.0).name
    costs = [(_WEIGHT[m.severity], bool(m.views) and view not in m.views) for m in exercise.mistakes]
    all_of_them = sum(cost for cost, _ in costs)
    lost = sum(cost for cost, away in costs if away) / all_of_them if all_of_them else 0.0
    return (1.0 - _MISTAKES) * bars + _MISTAKES * lost


class Prospect:
    """What every view of one exercise would lose, worked out once.

    Attributes: turns: (T,) degrees, those in which the person still sees the mirror. table: (RISES_DEG, T) loss. least: the
    smallest there.
    """

    def __init__(self, exercise: Exercise, sight: Observability) -> None:
        self.exercise, self.sight = exercise, sight
        self.turns = np.arange(-_SEES_DEG, _SEES_DEG + 1.0, _STEP_DEG)
        rows = [[loss(exercise, sight, turn, rise) for turn in self.turns.tolist()] for rise in RISES_DEG]
        self.table: NDArray[np.float64] = np.array(rows)
        self.least = float(self.table.min())

    def at(self, rise_deg: float) -> NDArray[np.float64]:
        """(T,) loss of every turn under this rise."""
        return np.array([float(np.interp(rise_deg, RISES_DEG, column)) for column in self.table.T])

    def here(self, turn_deg: float, rise_deg: float) -> float:
        """Loss of any view, seen in the mirror or not."""
        return loss(self.exercise, self.sight, turn_deg, rise_deg)


def hidden(exercise: Exercise, sight: Observability, turn_deg: float, rise_deg: float) -> tuple[str, ...]:
    """What this view cannot tell: joints with their side, then mistakes."""
    unsure = [m for m in exercise.joints if sight.error(m, turn_deg, rise_deg) >= UNSURE]
    view = view_of((turn_deg + 180.0) % 360.0 - 180.0).name
    away = [m.name for m in exercise.mistakes if m.views and view not in m.views]
    return (*(name for measure in unsure for name in sides(measure)), *away)


def verdict_of(
    prospect: Prospect | None, calibration: Calibration, yaw_deg: float, framing: Framing | None, slack: float = 0.0
) -> Verdict:
    """What this view is worth for the exercise. yaw_deg: of the person, as in View, NaN unknown. slack: more loss than GOOD that
    still is good. Without a prospect, or while the turn is unknown, only the framing is judged."""
    cut = _framed(framing, prospect.sight if prospect is not None else None, calibration)
    if prospect is None or math.isnan(yaw_deg):
        return cut or Verdict()
    rise = _rise(calibration, framing)
    away = hidden(prospect.exercise, prospect.sight, yaw_deg, rise)
    if cut is not None:
        return replace(cut, hidden=away)
    here, enough = prospect.here(yaw_deg, rise), prospect.least + GOOD
    if here <= enough + slack:
        return Verdict("good", hidden=away)
    level: ViewLevel = "poor" if here >= prospect.least + POOR else "fair"
    around = prospect.at(rise)
    if around.min() > enough:
        raised = _raised(prospect, rise, framing)
        if abs(raised) >= _LEAST_RAISE_M:
            by = _centimetres(abs(raised))
            advice = f"Raise the camera by {by} cm." if raised > 0.0 else f"Lower the camera by {by} cm."
            return Verdict(level, advice, raise_m=raised, hidden=away)
        enough = float(around.min()) + SLACK
    turn = _turn(prospect.turns, around <= enough, yaw_deg)
    if abs(turn) < _LEAST_TURN_DEG:
        return Verdict("good" if here <= enough + GOOD else "fair", hidden=away)
    return Verdict(level, _turn_sentence(turn), turn_deg=turn, hidden=away)


def _turn(turns: NDArray[np.float64], good: NDArray[np.bool_], yaw_deg: float) -> float:
    """The smallest turn, to the own left positive, that makes the view good."""
    by = (turns[good] - yaw_deg + 180.0) % 360.0 - 180.0
    return float(by[np.abs(by).argmin()])


def _turn_sentence(turn_deg: float) -> str:
    size = abs(turn_deg)
    if size > 135.0:
        return "Turn around."
    if size > 67.0:
        return "Turn a quarter to the left." if turn_deg > 0.0 else "Turn a quarter to the right."
    if size > 32.0:
        return "Turn halfway to the left." if turn_deg > 0.0 else "Turn halfway to the right."
    return "Turn a little to the left." if turn_deg > 0.0 else "Turn a little to the right."


def _rise(calibration: Calibration, framing: Framing | None) -> float:
    """How far over the person's middle the lens stands, degrees; 0 where nobody has looked how the camera stands."""
    if calibration.source == "assumed":
        return 0.0
    fov = calibration.fov_deg if calibration.fov_deg == calibration.fov_deg else ASSUMED_FOV_DEG
    up = (
        0.0
        if framing is None
        else math.degrees(math.atan((1.0 - framing.top - framing.bottom) * math.tan(math.radians(fov / 2))))
    )
    return min(max(-(calibration.pitch_deg + up), RISES_DEG[0]), RISES_DEG[-1])


def _raised(prospect: Prospect, rise_deg: float, framing: Framing | None) -> float:
    """By how much the camera should stand higher so that some turn makes the view good; 0 where none does."""
    far = framing.distance_m if framing is not None else _USUAL_M
    good = [rise for rise, row in zip(RISES_DEG, prospect.table, strict=True) if row.min() <= prospect.least + GOOD]
    goal = min(good, key=lambda rise: abs(rise - rise_deg))
    return far * (math.tan(math.radians(goal)) - math.tan(math.radians(rise_deg)))


def _framed(framing: Framing | None, sight: Observability | None, calibration: Calibration) -> Verdict | None:
    """What to do so that the whole movement is in the picture; None where it is."""
    if framing is None:
        return None
    size = max(framing.bottom - framing.top, (framing.right - framing.left) * framing.aspect)
    up, down, aside = sight.reach if sight is not None else (0.0, 0.0, 0.0)
    top, bottom = framing.top - up * size, framing.bottom + down * size
    wide = framing.right - framing.left + 2.0 * aside * size / framing.aspect
    needed = max((bottom - top) / _FILL, wide / _FILL)
    back = framing.distance_m * (needed - 1.0)
    if back >= _LEAST_STEP_M:
        return Verdict("poor", f"Step back {_centimetres(back)} cm.", step_m=back)
    fov = calibration.fov_deg if calibration.fov_deg == calibration.fov_deg else ASSUMED_FOV_DEG
    lift = max(_MARGIN - top, 0.0) - max(bottom - (1.0 - _MARGIN), 0.0)
    tilt = lift * fov
    if abs(tilt) >= _LEAST_TILT_DEG:
        degrees = max(round(abs(tilt)), 1)
        if tilt < 0.0:
            return Verdict("poor", f"Tilt the camera {degrees}° down, or lower it.", tilt_deg=tilt)
        return Verdict("poor", f"Tilt the camera {degrees}° up, or raise it.", tilt_deg=tilt)
    return None


def _centimetres(metres: float) -> int:
    """As people say it: by tens."""
    return max(10, round(10.0 * metres) * 10)


class Adviser:
    """The verdict over time: calm, and gone as soon as all is right."""

    HOLD_S = 1.0
    """A verdict that asks for something is told when it has been there for so long; that all is right is told at once."""
    EVERY_S = 0.2
    _SAME_DEG, _SAME_M = 20.0, 0.2
    """By less than this the size of an advice does not change."""

    def __init__(self, sights: Mapping[str, Observability]) -> None:
        self._sights = sights
        self._prospect: Prospect | None = None
        self._prospects: dict[str, Prospect] = {}
        self._about = ""
        self._looked_t = self._since = -math.inf
        self._shown = Verdict()
        self._next = ("", "")
        self._framing: Framing | None = None

    @property
    def shown(self) -> Verdict:
        """The latest."""
        return self._shown

    def step(self, t: float, exercise: Exercise | None, calibration: Calibration, yaw_deg: float, pose: Pose | None) -> Verdict:
        """After each observation, in the order of time. exercise None: there is none to judge the view for."""
        if exercise is None or pose is None:
            self._shown, self._about = Verdict(), ""
            return self._shown
        self._turn_to(exercise)
        if t - self._looked_t < self.EVERY_S:
            return self._shown
        self._looked_t = t
        slack = SLACK if self._shown.level == "good" else 0.0
        self._framing = Framing.of(pose, calibration)
        told = verdict_of(self._prospect, calibration, yaw_deg, self._framing, slack)
        if _kind(told) != self._next:
            self._next, self._since = _kind(told), t
        if not told.advice or t - self._since >= self.HOLD_S:
            self._shown = self._shown if self._alike(told) else told
        return self._shown

    def level(self, exercise: Exercise, calibration: Calibration, yaw_deg: float) -> ViewLevel:
        """What the view is worth of a movement that was just made, turned so on the mean; framed as at the last look at it."""
        self._turn_to(exercise)
        if self._prospect is None or math.isnan(yaw_deg):
            return "unknown"
        return verdict_of(self._prospect, calibration, yaw_deg, self._framing).level

    def _turn_to(self, exercise: Exercise) -> None:
        """Another exercise is looked at with other eyes."""
        if exercise.name == self._about:
            return
        sight = self._sights.get(exercise.name)
        if sight is not None and exercise.name not in self._prospects:
            self._prospects[exercise.name] = Prospect(exercise, sight)
        self._prospect = self._prospects.get(exercise.name)
        self._shown, self._about, self._looked_t, self._next = Verdict(), exercise.name, -math.inf, ("", "")
        self._framing = None

    def _alike(self, told: Verdict) -> bool:
        """Whether what is shown already says this."""
        turned, stepped = abs(told.turn_deg - self._shown.turn_deg), abs(told.step_m - self._shown.step_m)
        return bool(told.advice) and _kind(told) == _kind(self._shown) and turned < self._SAME_DEG and stepped < self._SAME_M


def _kind(verdict: Verdict) -> tuple[str, str]:
    return verdict.level, verdict.advice.partition(" ")[0]
