"""overlay: what a calibration claims, as lines in the picture, so that the user sees whether it is right. Pure geometry.

Lines are (N, 2, 2) float64: pixels of the picture (x right, y down from the upper left corner) of both ends. Room points are
metres with the camera over the origin: x to the right of the picture, y up, z towards the camera (the person is at negative z).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.geometry.camera import Calibration

Array = NDArray[np.float64]

USUAL_FOV_DEG = 48.0
"""Vertical field of view that is drawn while none is known."""
USUAL_DISTANCE_M = 2.8
_NEAR_M = 0.15


@dataclass(frozen=True, slots=True)
class Effect:
    """What changing a calibration does to the picture of a person at the place, pixels (positive: down).

    Attributes: horizon: the horizon in the middle of the picture. feet, head: of the person. tilt_deg: of the body, clockwise.
    """

    horizon: float
    feet: float
    head: float
    tilt_deg: float


def known(calibration: Calibration) -> bool:
    """Whether a floor can be drawn at all: the height is known."""
    return math.isfinite(calibration.height_m) and calibration.height_m > 0.0


def focal_px(calibration: Calibration, height: int) -> float:
    """Of the lens, pixels of a picture so high."""
    fov = calibration.fov_deg if math.isfinite(calibration.fov_deg) else USUAL_FOV_DEG
    return 0.5 * height / math.tan(math.radians(fov) / 2.0)


def to_camera(calibration: Calibration, room: Array) -> Array:
    """(..., 3) room points to camera axes (x right, y down, z away), metres."""
    seen: Array = (room - np.array([0.0, calibration.height_m, 0.0])) @ calibration.to_room
    return seen


def to_pixels(calibration: Calibration, room: Array, width: int, height: int) -> Array:
    """(..., 3) room points to (..., 2) pixels; NaN for what lies behind the lens."""
    seen = to_camera(calibration, room)
    depth = np.where(seen[..., 2:] > _NEAR_M, seen[..., 2:], np.nan)
    pixels: Array = seen[..., :2] * focal_px(calibration, height) / depth + np.array([width / 2.0, height / 2.0])
    return pixels


def to_floor(calibration: Calibration, pixels: Array, width: int, height: int, over_m: float = 0.0) -> Array:
    """(..., 2) pixels to (..., 2) room x and z on the plane `over_m` above the floor; NaN on or over its horizon."""
    flat = (pixels - np.array([width / 2.0, height / 2.0])) / focal_px(calibration, height)
    rays = np.concatenate([flat, np.ones((*flat.shape[:-1], 1))], axis=-1) @ calibration.to_room.T
    down = rays[..., 1:2]
    reach = np.where(down < -1e-3, (over_m - calibration.height_m) / np.where(down < -1e-3, down, -1.0), np.nan)
    floor: Array = rays[..., [0, 2]] * reach
    return floor


def floor_grid(
    calibration: Calibration, width: int, height: int, *, step_m: float = 0.5, reach_m: float = 6.0, half_m: float = 3.0
) -> Array:
    """(N, 2, 2) the lines of a grid on the floor, one each `step_m`, up to `reach_m` away and `half_m` to either side.

    None of them reaches behind the lens; lines outside of the picture are left out. Empty where the height is not known.
    """
    if not known(calibration) or step_m <= 0:
        return np.empty((0, 2, 2))
    aside = np.arange(-half_m, half_m + 1e-9, step_m)
    away = -np.arange(step_m, reach_m + 1e-9, step_m)
    ends = [((x, 0.0, -step_m), (x, 0.0, -reach_m)) for x in aside] + [((-half_m, 0.0, z), (half_m, 0.0, z)) for z in away]
    return _drawn(calibration, np.array(ends), width, height)


def horizon(calibration: Calibration, width: int, height: int) -> Array | None:
    """(2, 2) the horizon from the left to the right border of the picture, None where it does not cross the picture.

    It needs neither height nor distance: what is on it is as high as the lens.
    """
    normal = calibration.to_room.T @ np.array([0.0, 1.0, 0.0])  # up, in camera axes
    if abs(normal[1]) < 1e-6:
        return None
    focal = focal_px(calibration, height)
    x = np.array([-width / 2.0, width / 2.0])
    y = -(normal[0] * x + normal[2] * focal) / normal[1] + height / 2.0
    if (y < 0).all() or (y > height).all():
        return None
    return np.stack([[0.0, float(width)], y], axis=1)


def pole(calibration: Calibration, body_m: float, width: int, height: int) -> Array | None:
    """(2, 2) feet and crown of somebody so tall who stands at the place; None where the height is not known."""
    if not known(calibration):
        return None
    away = calibration.distance_m if math.isfinite(calibration.distance_m) else USUAL_DISTANCE_M
    ends = to_pixels(calibration, np.array([[0.0, 0.0, -away], [0.0, body_m, -away]]), width, height)
    return ends if np.isfinite(ends).all() else None


def effect(before: Calibration, after: Calibration, body_m: float, width: int, height: int) -> Effect:
    """What moves in the picture when a slider goes from one calibration to the other; NaN where a calibration draws nothing."""
    lines = [horizon(c, width, height) for c in (before, after)]
    poles = [pole(c, body_m, width, height) for c in (before, after)]
    middle = [math.nan if line is None else float(line[:, 1].mean()) for line in lines]
    feet, head, tilt = math.nan, math.nan, math.nan
    if poles[0] is not None and poles[1] is not None:
        feet, head = (float(poles[1][k, 1] - poles[0][k, 1]) for k in (0, 1))
        tilt = _tilt(poles[1]) - _tilt(poles[0])
    return Effect(middle[1] - middle[0], feet, head, tilt)


def _tilt(line: Array) -> float:
    up = line[1] - line[0]
    return math.degrees(math.atan2(float(up[0]), float(-up[1])))


def _drawn(calibration: Calibration, ends: Array, width: int, height: int) -> Array:
    """(N, 2, 3) room lines, cut at the lens, as pixels; those wholly to one side of the picture are left out."""
    seen = to_camera(calibration, ends)
    kept = []
    focal = focal_px(calibration, height)
    for a, b in seen:
        if max(a[2], b[2]) <= _NEAR_M:
            continue
        if a[2] < _NEAR_M:
            a = a + (b - a) * (_NEAR_M - a[2]) / (b[2] - a[2])
        elif b[2] < _NEAR_M:
            b = b + (a - b) * (_NEAR_M - b[2]) / (a[2] - b[2])
        line = np.array([p[:2] * focal / p[2] + [width / 2.0, height / 2.0] for p in (a, b)])
        beyond = (line < 0).all(axis=0) | (line > [width, height]).all(axis=0)
        if not beyond.any():
            kept.append(line)
    return np.array(kept) if kept else np.empty((0, 2, 2))
