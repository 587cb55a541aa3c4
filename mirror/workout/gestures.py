"""Gestures: what a person tells the mirror with the arms. Pure: poses in, a gesture under way and the gesture that is done out.

A hand held above the head, both forearms crossed before the chest, an arm pointed to the left or right; and arms that stay
crossed after they have counted, which turn the camera off. All are postures that
are held, not movements: whoever exercises passes through them and does not stay. So a gesture is made by somebody who stands
upright and faces the mirror, and it counts once the posture has lasted and nothing of the body has moved meanwhile. Everything
is read off the picture (a single camera is surest there), in lengths of the torso, so that distance and size drop out; turned
up to about 45 degrees from the mirror a person is still understood.

The sizes were chosen on the corpora's train and validation people, on generated exercises and everyday motions, and on the
avatar's signals through BlazePose; `python -m models.experiment gestures` gives the figures.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import numpy as np

from mirror.pose import skeleton as s
from mirror.pose.core import Pose
from mirror.snapshot import Gesture

GestureName = Literal["raise_hand", "cross_arms", "point_left", "point_right", "camera_off"]
ALL: frozenset[GestureName] = frozenset({"raise_hand", "cross_arms", "point_left", "point_right"})
"""Those that are a posture of their own; crossed arms that are held on after they have counted say "camera_off"."""

HOLD_S: dict[GestureName, float] = {
    "raise_hand": 1.0,
    "cross_arms": 1.0,
    "point_left": 0.6,
    "point_right": 0.6,
    "camera_off": 3.0,
}
"""How long each is held until it counts; "camera_off" from the moment on at which the arms were crossed."""
SLOWER = 1.5
"""... times this in a set."""
AGAIN_S = 0.9
"""Whoever goes on pointing chooses the next thing this often."""
GRACE_S = 0.25
"""A posture that is lost for less (a frame without a person, an unsteady wrist) goes on."""
RELEASE_S = 0.3
"""A gesture that has counted must be given up for so long before the same one counts again."""
KEPT_S = 0.8
"""Crossed arms that have counted may be lost for so long (a network is unsure of wrists that hide each other) and are held on."""
SHOWN = 0.12
"""Share of the time below which nothing is shown: whoever only passes through sees no ring."""
DRIFT_S = 0.5
"""Nobody holds quite still: what moves is measured from where it was about this time ago (time constant)."""
BODY_STILL, HAND_STILL, POINT_STILL = 0.2, 0.28, 0.14
"""Torsos that trunk, head and feet, and the hands, may be away from there; an arm that is pointed is stiller, since one that is
raised to the side passes the same posture."""
SEEN = 0.5
"""Visibility of a landmark that is surely in the picture: of the trunk on the mean, of a leg that may speak against standing."""
GUESSED = 0.08
"""Below, a landmark is out of the picture; above, its guess of a hidden one (a wrist behind the other) will do."""

_POINTS = (
    s.NOSE, s.LEFT_SHOULDER, s.RIGHT_SHOULDER, s.LEFT_HIP, s.RIGHT_HIP, s.LEFT_KNEE, s.RIGHT_KNEE,
    s.LEFT_ANKLE, s.RIGHT_ANKLE, s.LEFT_ELBOW, s.RIGHT_ELBOW, s.LEFT_WRIST, s.RIGHT_WRIST,
)  # fmt: skip
_TAKEN = np.array(_POINTS)
_N, _LS, _RS, _LH, _RH, _LK, _RK, _LA, _RA, _LE, _RE, _LW, _RW = range(len(_POINTS))
_HANDS = frozenset({_LE, _RE, _LW, _RW})
_LEGS = frozenset({_LK, _RK, _LA, _RA})
Point = list[float]


@dataclass(frozen=True, slots=True)
class _Stance:
    """Somebody who stands and faces the mirror.

    Attributes:
        points: the landmarks of _POINTS, x to the person's own left, y up, in torsos, the mid hips as origin of neither.
        sure: visibility of each.
    """

    points: list[Point]
    sure: list[float]
    torso: float


def _stance(pose: Pose) -> _Stance | None:
    """The person upright and turned to the mirror, or None: lying, bent, turned away, sitting, or not to be seen."""
    image = pose.image[_TAKEN, :2].tolist()
    sure = pose.visibility[_TAKEN].tolist()
    if sure[_LS] + sure[_RS] + sure[_LH] + sure[_RH] < 4.0 * SEEN:
        return None
    wide, high = float(pose.width), float(pose.height)
    points = [[x * wide, -y * high] for x, y in image]
    up_x = 0.5 * (points[_LS][0] + points[_RS][0] - points[_LH][0] - points[_RH][0])
    up_y = 0.5 * (points[_LS][1] + points[_RS][1] - points[_LH][1] - points[_RH][1])
    torso = math.hypot(up_x, up_y)
    if not torso > 8.0 or up_y < 0.96 * torso:
        return None
    points = [[x / torso, y / torso] for x, y in points]
    # Seen from the front the shoulders are about 0.7 torsos apart, the person's left one at the picture's right.
    if not 0.38 < points[_LS][0] - points[_RS][0] < 1.4 or not points[_LH][0] > points[_RH][0]:
        return None
    for hip, knee, ankle in ((_LH, _LK, _LA), (_RH, _RK, _RA)):
        if sure[knee] >= SEEN and not points[hip][1] - points[knee][1] > 0.45:
            return None
        if sure[ankle] >= SEEN and sure[knee] >= SEEN and not points[knee][1] - points[ankle][1] > 0.4:
            return None
    return _Stance(points, sure, torso)


def _hangs(body: _Stance, hip: int, elbow: int, wrist: int) -> bool:
    """Whether this arm is down (it may rest on the hip)."""
    p = body.points
    return (
        p[wrist][1] < p[elbow][1] - 0.05
        and p[wrist][1] < p[hip][1] + 0.25
        and abs(p[wrist][0] - p[hip][0]) < 0.75
        and body.sure[wrist] >= GUESSED
    )


def posture(pose: Pose) -> tuple[GestureName | None, _Stance | None]:
    """The gesture whose posture this is, and the body in torsos; None where it is none or nobody stands there."""
    body = _stance(pose)
    if body is None:
        return None, None
    p = body.points
    left_down, right_down = _hangs(body, _LH, _LE, _LW), _hangs(body, _RH, _RE, _RW)
    if right_down and not left_down:
        return _one_arm(body, _LS, _LE, _LW, 1.0), body
    if left_down and not right_down:
        return _one_arm(body, _RS, _RE, _RW, -1.0), body
    if left_down or right_down or min(body.sure[_LW], body.sure[_RW]) < GUESSED:
        return None, body
    # The network puts elbows that the forearms hide too high; the wrists it knows: past each other, at the height of the collar
    # bones, above the elbows. (Arms that are folded have them at the ribs, level with the elbows.)
    collar = 0.5 * (p[_LS][1] + p[_RS][1])
    wrists, elbows = 0.5 * (p[_LW][1] + p[_RW][1]), 0.5 * (p[_LE][1] + p[_RE][1])
    crossed = (
        0.14 < p[_RW][0] - p[_LW][0] < 0.9
        and collar - 0.4 < wrists < collar + 0.15
        and (wrists - collar) + (wrists - elbows) > -0.18
        and elbows > collar - 0.75
        and abs(p[_LW][1] - p[_RW][1]) < 0.36
    )
    return ("cross_arms" if crossed else None), body


def _one_arm(body: _Stance, shoulder: int, elbow: int, wrist: int, out: float) -> GestureName | None:
    """What one arm says while the other hangs. `out`: the sign of the arm's own side."""
    p = body.points
    if body.sure[wrist] < GUESSED:
        return None
    aside = out * (p[wrist][0] - p[shoulder][0])
    above = p[wrist][1] - p[shoulder][1]
    if p[wrist][1] > p[_N][1] + 0.22 and p[elbow][1] > p[shoulder][1] - 0.1 and -0.6 < aside < 0.75:
        return "raise_hand"
    half = out * (p[elbow][0] - p[shoulder][0])
    straight = abs(p[elbow][1] - p[shoulder][1] - above * half / aside) < 0.32 if aside > 0.1 else False
    if aside > 0.64 and abs(above) < 0.5 * aside and straight and 0.3 * aside < half < 0.72 * aside:
        return "point_left" if out > 0.0 else "point_right"
    return None


class Gestures:
    """Feeds on poses in the order of time.

    Attributes:
        current: the gesture under way with its progress, or None.
    """

    def __init__(self) -> None:
        self.current: Gesture | None = None
        self._name: GestureName | None = None
        self._since = math.nan
        self._seen_t = -math.inf
        self._anchor: list[Point] = []
        # What must be given up before it counts (again), and when it was last seen.
        self._spent: GestureName | None = None
        self._spent_t = -math.inf
        # Since when the arms have been crossed that have counted and have not moved, NaN where there are none.
        self._crossed_t = math.nan

    def step(
        self, t: float, pose: Pose | None, allowed: Collection[GestureName] = ALL, *, exercising: bool = False
    ) -> GestureName | None:
        """One moment (seconds); the gesture that counts just now, or None.

        `allowed`: the gestures that mean something now. `exercising`: in a set, where the arms have other work: a gesture is held
        longer, and arms with which the body has moved (a squat with crossed arms) say nothing until they have been lowered.
        """
        name, body = posture(pose) if pose is not None else (None, None)
        if body is not None:
            self._release(t, name)
        if name is None or body is None or name not in allowed:
            if self._name is not None and (t - self._seen_t > GRACE_S or self._name not in allowed):
                self._name = None
            if self._name is None:
                self.current = None
                self._crossed_t = self._crossed_t if t - self._seen_t <= KEPT_S else math.nan
            return None
        held_on = name == "cross_arms" and self._crossed_t == self._crossed_t
        moved = self._moved(body, name) if name == self._name or held_on else ""
        if exercising and moved == "body":
            self._spent, self._spent_t = name, t
        if name != self._name or moved or t - self._seen_t > GRACE_S:
            if not held_on or moved == "body" or t - self._seen_t > KEPT_S:
                # Arms that have counted may shift while they stay crossed; a body that moves means something else.
                self._crossed_t = math.nan
            self._name, self._since, self._anchor = name, t, body.points
        else:
            share = min((t - self._seen_t) / DRIFT_S, 1.0)
            for then, now in zip(self._anchor, body.points, strict=True):
                then[0] += share * (now[0] - then[0])
                then[1] += share * (now[1] - then[1])
        self._seen_t = t
        needed = HOLD_S[name] * (SLOWER if exercising else 1.0)
        if name == self._spent:
            if not name.startswith("point"):
                return self._held_on(t)
            needed = AGAIN_S
        share = (t - self._since) / needed
        if share >= 1.0:
            self._crossed_t = self._since if name == "cross_arms" else math.nan
            self._spent, self._spent_t, self._since = name, t, t
            self.current = Gesture(name, 1.0)
            return name
        self.current = Gesture(name, share) if share >= SHOWN else None
        return None

    def _held_on(self, t: float) -> GestureName | None:
        """What a gesture comes to mean that has counted and is still made: crossed arms turn the camera off."""
        held = t - self._crossed_t
        if not held >= 0.0:
            self.current = None
            return None
        begun, needed = HOLD_S["cross_arms"], HOLD_S["camera_off"]
        share = (held - begun) / (needed - begun)
        self.current = Gesture("camera_off", min(share, 1.0)) if share >= SHOWN else None
        if held < needed:
            return None
        self._crossed_t = math.nan
        return "camera_off"

    def _release(self, t: float, name: GestureName | None) -> None:
        """A gesture that has counted is free again once it has been given up for a while."""
        if self._spent is None:
            return
        if name == self._spent:
            self._spent_t = t
        elif t - self._spent_t > (RELEASE_S if self._crossed_t != self._crossed_t else KEPT_S):
            self._spent = None

    def _moved(self, body: _Stance, name: GestureName) -> Literal["", "hands", "body"]:
        """What has moved too far from where it has been of late."""
        sure, hands = body.sure, POINT_STILL if name.startswith("point") else HAND_STILL
        found: Literal["", "hands", "body"] = ""
        for i, (now, then) in enumerate(zip(body.points, self._anchor, strict=True)):
            limit = hands if i in _HANDS else BODY_STILL
            if i in _LEGS and sure[i] < SEEN:
                continue
            if abs(now[0] - then[0]) > limit or abs(now[1] - then[1]) > limit:
                if i not in _HANDS:
                    return "body"
                found = "hands"
        return found
