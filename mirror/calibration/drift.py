"""drift: whether the camera still stands as it did when it was calibrated, told from somebody who stands before it.

Two things must agree with the stored camera, whoever stands there: upright bodies stand along gravity (else it was rolled), and
the body is as tall as it is (feet on the floor, ears at their share of the height; else it was pitched or raised). The second
needs the person's height; where it is not known, only gravity is asked.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.calibration.figure import MEAN, NAMES
from mirror.calibration.overlay import focal_px, known
from mirror.calibration.views import ANKLES, EARS, View, view_of
from mirror.geometry.camera import Calibration
from mirror.pose.core import Pose

Array = NDArray[np.float64]

SENTENCE = "The camera has moved since it was calibrated."
MIN_VIEWS = 8
_SHORTEST_M, _TALLEST_M = 1.25, 2.15
_EVERY_S = 0.12
_MOST_TURNED_DEG = 60.0
_MOST_DIFFERENT = 0.04
"""Ears to ankles, as a share: somebody who walks grows or shrinks faster than this between two looks."""
_TILT_SIGMA_DEG = 0.8
"""How upright people stand, on average over some views."""
_HEIGHT_SIGMA = 0.022
"""How well ears and ankles tell a height, as a share."""
_SIGMAS = 3.0


@dataclass(frozen=True, slots=True)
class Drift:
    """What was found.

    Attributes: moved: whether the camera does not stand as it was. tilt_deg: of upright people against gravity, clockwise.
    height: measured height of the person against the known one, as a share; NaN where it is not known or cannot be measured.
    """

    moved: bool
    tilt_deg: float
    height: float

    @property
    def sentence(self) -> str:
        """For the user; "" where all is well."""
        return SENTENCE if self.moved else ""


def drift(calibration: Calibration, views: Sequence[View], width: int, height: int, body_m: float | None = None) -> Drift | None:
    """The views (see `mirror.calibration.views.view_of`) against the stored calibration; None where they are too few or it says
    nothing to hold them against. Pure: nothing is read or kept."""
    if len(views) < MIN_VIEWS or not known(calibration) or calibration.source not in ("calibrated", "by hand"):
        return None
    focal = focal_px(calibration, height)
    ankles = np.array([v.points[ANKLES].mean(axis=0) for v in views]) / focal
    ears = np.array([v.points[EARS] for v in views]) / focal
    feet, head = (np.concatenate([p, np.ones((len(p), 1))], axis=1) @ calibration.to_room.T for p in (ankles, ears))
    tilt = float(np.median(_tilts(feet, head)))
    tall = float(np.median(_heights(calibration, feet, head)))
    ratio = tall / body_m if body_m is not None else math.nan
    roll = _or_zero(calibration.roll_sigma_deg)
    tilted = abs(tilt) > _SIGMAS * math.hypot(_TILT_SIGMA_DEG, roll)
    other = body_m is not None and not abs(ratio - 1.0) <= _SIGMAS * math.hypot(_HEIGHT_SIGMA, _loose(calibration, feet, head))
    # No floor under the feet at all, or a giant: as wrong as can be, whoever stands there.
    nobody = not _SHORTEST_M <= tall <= _TALLEST_M
    return Drift(bool(tilted or other or nobody), tilt, ratio)


class DriftWatch:
    """Looks at the first person who stands still in a session, and says once what it finds. Not for several threads.

    Attributes: found: None until it is known.
    """

    def __init__(self, calibration: Calibration, body_m: float | None = None) -> None:
        """`body_m`: of whoever uses this mirror, where it is always the same person."""
        self.found: Drift | None = None
        self._calibration, self._body_m = calibration, body_m
        self._views: list[View] = []

    def step(self, pose: Pose | None) -> str:
        """The next moment; the sentence in the one moment in which it is found that the camera has moved, else ""."""
        if self.found is not None:
            return ""
        view = None if pose is None else view_of(pose)
        if pose is None or view is None or abs(view.yaw_deg) > _MOST_TURNED_DEG or view.arms_out:
            self._views.clear()
            return ""
        if self._views:
            last = self._views[-1]
            if view.t - last.t < _EVERY_S:
                return ""
            if abs(view.height_px / last.height_px - 1.0) > _MOST_DIFFERENT:
                self._views.clear()
        self._views.append(view)
        self.found = drift(self._calibration, self._views, pose.width, pose.height, self._body_m)
        return "" if self.found is None else self.found.sentence


def _middle(values: Array) -> float:
    """Median of what is there; NaN where nothing is."""
    told = values[np.isfinite(values)]
    return float(np.median(told)) if len(told) else math.nan


def _or_zero(sigma: float) -> float:
    return sigma if math.isfinite(sigma) else 0.0


def _tilts(feet: Array, head: Array) -> Array:
    """(N,) degrees by which the plane through lens, feet and head leans from the vertical one, clockwise seen from the camera."""
    normal = np.cross(feet, head)
    tilts: Array = np.degrees(np.arcsin(np.clip(normal[:, 1] / np.maximum(np.linalg.norm(normal, axis=1), 1e-9), -1.0, 1.0)))
    return tilts


def _heights(calibration: Calibration, feet: Array, head: Array) -> Array:
    """(N,) metres; NaN where the feet are seen where no floor is."""
    ankle, ear = (float(MEAN[NAMES.index(name)]) for name in ("ankle_up", "ear_up"))
    down, up = feet[:, 1] / -feet[:, 2], head[:, 1] / -head[:, 2]
    # Ankles at ankle * H and ears at ear * H over the same place: h + d * down = ankle * H, h + d * up = ear * H.
    floor = ear * down - ankle * up
    with np.errstate(divide="ignore", invalid="ignore"):
        away = calibration.height_m * (ankle - ear) / floor
        tall = (calibration.height_m + away * up) / ear
    return np.where((floor < -1e-3) & (tall > 0), tall, np.nan)


def _loose(calibration: Calibration, feet: Array, head: Array) -> float:
    """How far the measured height may be off, as a share, by what the calibration itself does not know."""
    base = _middle(_heights(calibration, feet, head))
    pitch = math.radians(_or_zero(calibration.pitch_sigma_deg))
    turn = np.array([[1.0, 0, 0], [0, math.cos(pitch), -math.sin(pitch)], [0, math.sin(pitch), math.cos(pitch)]])
    pitched = _middle(_heights(calibration, feet @ turn.T, head @ turn.T))
    raised = _or_zero(calibration.height_sigma_m) / max(calibration.height_m, 0.05)
    change = abs(pitched / base - 1.0) if base > 0 and math.isfinite(pitched) else 0.0
    # A calibration's pitch and height err together, along what its own person's height allowed: half of it is left.
    return 0.5 * math.hypot(change, raised)
