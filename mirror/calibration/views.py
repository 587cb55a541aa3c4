"""views: which moments of somebody's calibration the solver looks at.

A view is a moment in which a person stands upright on both feet, whole in the picture. Few are enough, if they differ: near and
far, facing the camera and turned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.pose import skeleton as s
from mirror.pose.core import Pose

Array = NDArray[np.float64]

POINTS: tuple[tuple[int, ...], ...] = (
    (s.LEFT_EAR, s.RIGHT_EAR),
    (s.LEFT_SHOULDER,),
    (s.RIGHT_SHOULDER,),
    (s.LEFT_HIP,),
    (s.RIGHT_HIP,),
    (s.LEFT_KNEE,),
    (s.RIGHT_KNEE,),
    (s.LEFT_ANKLE,),
    (s.RIGHT_ANKLE,),
    (s.LEFT_HEEL,),
    (s.RIGHT_HEEL,),
    (s.LEFT_FOOT,),
    (s.RIGHT_FOOT,),
    (s.LEFT_ELBOW,),
    (s.RIGHT_ELBOW,),
    (s.LEFT_WRIST,),
    (s.RIGHT_WRIST,),
)
"""What is looked at: one landmark, or the middle of two (a head that turns leaves the middle of its ears where it is)."""
EARS, SHOULDERS, HIPS, KNEES, ANKLES = 0, slice(1, 3), slice(3, 5), slice(5, 7), slice(7, 9)
HEELS, TOES, ELBOWS, WRISTS = slice(9, 11), slice(11, 13), slice(13, 15), slice(15, 17)

_MARGIN = 0.005
_STRAIGHT_KNEE_DEG = 152.0
_UPRIGHT_TRUNK_DEG = 22.0
_LEVEL_ARM_DEG = 32.0
_STILL = 0.25
"""Body heights a second: the faster ankle's speed in the picture under which the feet stand."""
_COMING = 0.10
"""A second: growth in the picture under which nobody walks."""
_MOST_TURNED_DEG = 105.0
"""Further away from the camera the network mistakes the front for the back."""
_TURN_BIN_DEG = 15.0
_SCALE_BIN = 0.12
_PER_BIN = 2
MOST = 26


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One moment of somebody who stands upright.

    Attributes:
        t: seconds. points: (17, 2) pixels from the middle of the picture, x right, y down (`POINTS`).
        visibility: (17,) 0..1. yaw_deg: how far the person has turned to the own left from facing the camera, as the network's
            metric landmarks have it. arms_out: both arms are held out to the sides.
        height_px: ears to ankles.
    """

    t: float
    points: Array
    visibility: Array
    yaw_deg: float
    arms_out: bool
    height_px: float


def view_of(pose: Pose, *, margin: float = _MARGIN) -> View | None:
    """The pose as a view; None where it does not stand upright, whole in the picture, or the network has no metric landmarks."""
    flat = pose.image[:, :2].astype(np.float64)
    if not np.isfinite(flat).all() or not np.isfinite(pose.world).all():
        return None
    body = flat[[*range(11), *s.BODY, s.LEFT_HEEL, s.RIGHT_HEEL, s.LEFT_FOOT, s.RIGHT_FOOT]]
    if body.min() < margin or body.max() > 1.0 - margin:
        return None
    world = pose.world.astype(np.float64)
    if not _standing(world):
        return None
    size = np.array([pose.width, pose.height], np.float64)
    pixels = flat * size - 0.5 * size
    points = np.array([pixels[list(p)].mean(axis=0) for p in POINTS])
    visibility = np.array([float(pose.visibility[list(p)].max()) for p in POINTS])
    left = (world[s.LEFT_HIP] - world[s.RIGHT_HIP]) + (world[s.LEFT_SHOULDER] - world[s.RIGHT_SHOULDER])
    # Camera axes: facing the camera the left side is at larger x; turned to the own left it goes away from the camera.
    yaw = float(np.degrees(np.arctan2(left[2], left[0])))
    height = float(np.linalg.norm(points[ANKLES].mean(axis=0) - points[EARS]))
    return View(pose.t, points, visibility, yaw, _arms_out(world), height)


def _angle(a: Array, b: Array) -> float:
    return float(np.degrees(np.arccos(np.clip(a @ b / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-9), -1.0, 1.0))))


def _standing(world: Array) -> bool:
    """Straight knees, and a trunk in line with the legs (gravity is not known yet)."""
    for hip, knee, ankle in ((s.LEFT_HIP, s.LEFT_KNEE, s.LEFT_ANKLE), (s.RIGHT_HIP, s.RIGHT_KNEE, s.RIGHT_ANKLE)):
        if _angle(world[hip] - world[knee], world[ankle] - world[knee]) < _STRAIGHT_KNEE_DEG:
            return False
    hips, shoulders, ankles = (
        0.5 * (world[a] + world[b])
        for a, b in ((s.LEFT_HIP, s.RIGHT_HIP), (s.LEFT_SHOULDER, s.RIGHT_SHOULDER), (s.LEFT_ANKLE, s.RIGHT_ANKLE))
    )
    return _angle(shoulders - hips, hips - ankles) < _UPRIGHT_TRUNK_DEG


def _arms_out(world: Array) -> bool:
    """Both arms stretched, level with the shoulders and on either side of them."""
    across = world[s.LEFT_SHOULDER] - world[s.RIGHT_SHOULDER]
    for shoulder, wrist, sign in ((s.LEFT_SHOULDER, s.LEFT_WRIST, 1.0), (s.RIGHT_SHOULDER, s.RIGHT_WRIST, -1.0)):
        arm = world[wrist] - world[shoulder]
        if _angle(arm, sign * across) > _LEVEL_ARM_DEG or float(np.linalg.norm(arm)) < 0.25:
            return False
    return True


def chosen(poses: Sequence[Pose | None], most: int = MOST) -> list[View]:
    """The views of a calibration that tell most: of every size and turn of the person the stillest few, in order of time."""
    seen: list[tuple[float, View]] = []
    before: tuple[float, Array, float] | None = None
    found = [None if pose is None else view_of(pose) for pose in poses]
    for i, view in enumerate(found):
        pose = poses[i]
        if pose is None:
            before = None
            continue
        feet = (pose.image[[s.LEFT_ANKLE, s.RIGHT_ANKLE], :2] * np.array([pose.width, pose.height])).astype(np.float64)
        height = view.height_px if view is not None else float("nan")
        if view is not None and before is not None and pose.t > before[0]:
            gap = (pose.t - before[0]) * max(height, 1.0)
            speed = float(np.linalg.norm(feet - before[1], axis=1).max()) / gap
            if speed < _STILL and abs(height - before[2]) / gap < _COMING and abs(view.yaw_deg) < _MOST_TURNED_DEG:
                seen.append((speed, view))
        before = (pose.t, feet, height)
    bins: dict[tuple[int, int, bool], list[tuple[float, View]]] = {}
    for speed, view in seen:
        key = (round(np.log(view.height_px) / _SCALE_BIN), round(view.yaw_deg / _TURN_BIN_DEG), view.arms_out)
        bins.setdefault(key, []).append((speed, view))
    kept: list[tuple[int, float, View]] = []
    for group in bins.values():
        group.sort(key=lambda one: one[0])
        kept += [(rank, speed, view) for rank, (speed, view) in enumerate(group[:_PER_BIN])]
    kept.sort(key=lambda one: one[:2])
    return sorted((view for *_, view in kept[:most]), key=lambda view: view.t)
