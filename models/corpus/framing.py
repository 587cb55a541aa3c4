"""`mirror.geometry.body_from_pose` for a whole sequence at once (a test holds the two together)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from mirror.geometry.camera import Calibration
from mirror.pose import skeleton as s
from mirror.recognition.features import RAW, describe_all

_MIN_TORSO_M = 0.05
_MIN_AXIS_M = 0.02


def describe_sequence(
    world: NDArray[np.float32],
    visibility: NDArray[np.float32],
    root_px: NDArray[np.float32],
    torso_px: NDArray[np.float32],
    calibration: Calibration | None = None,
) -> NDArray[np.float64]:
    """(T, 33, 3) camera axes, (T, 33), (T, 2), (T,) -> (T, RAW) as `features.describe` gives it; a row of NaN: no body."""
    to_room = (calibration or Calibration()).to_room
    room = world.astype(np.float64) @ to_room.T
    hips = 0.5 * (room[:, s.LEFT_HIP] + room[:, s.RIGHT_HIP])
    spine = 0.5 * (room[:, s.LEFT_SHOULDER] + room[:, s.RIGHT_SHOULDER]) - hips
    torso = np.sqrt((spine * spine).sum(axis=1))
    left = (room[:, s.LEFT_HIP] - room[:, s.RIGHT_HIP]) + (room[:, s.LEFT_SHOULDER] - room[:, s.RIGHT_SHOULDER])
    span = np.hypot(left[:, 0], left[:, 2])
    framed = (span > _MIN_AXIS_M) & (span > 0.35 * np.abs(left[:, 1]))
    safe = np.where(framed, span, 1.0)
    cos, sin = np.where(framed, left[:, 0] / safe, 1.0), np.where(framed, -left[:, 2] / safe, 0.0)
    turn = np.zeros((len(world), 3, 3))
    turn[:, 0, 0], turn[:, 0, 2], turn[:, 2, 0], turn[:, 2, 2], turn[:, 1, 1] = cos, -sin, sin, cos, 1.0
    points = np.matmul(room - hips[:, None], turn.transpose(0, 2, 1))
    out = np.full((len(world), RAW), np.nan)
    there = torso > _MIN_TORSO_M
    if there.any():
        out[there] = describe_all(
            points[there],
            visibility[there].astype(np.float64),
            torso[there],
            (turn @ to_room[:, 2])[there],
            root_px[there].astype(np.float64),
            torso_px[there].astype(np.float64),
        )
    return out


def resample(raw: NDArray[np.float64], fps: float, rate: float, max_gap: float = 0.25) -> NDArray[np.float64]:
    """(T, RAW) at `fps` -> (T', RAW) at `rate`, as the Grid does it: linear by time, long gaps absent (rows of NaN)."""
    there = np.flatnonzero(~np.isnan(raw).all(axis=1))
    if not len(there):
        return np.full((0, raw.shape[1]), np.nan)
    times = there / fps
    grid = times[0] + np.arange(math.floor((times[-1] - times[0]) * rate + 1e-6) + 1) / rate
    after = np.clip(np.searchsorted(times, grid - 1e-6), 0, len(there) - 1)
    before = np.maximum(after - 1, 0)
    exact = np.abs(times[after] - grid) <= 1e-6
    before = np.where(exact, after, before)
    span = np.maximum(times[after] - times[before], 1e-9)
    share = np.clip((grid - times[before]) / span, 0.0, 1.0)[:, None]
    a, b = raw[there[before]], raw[there[after]]
    out = np.where(exact[:, None], b, a + (b - a) * share)
    out[(times[after] - times[before] > max_gap + 1e-6) & ~exact] = np.nan
    return out
