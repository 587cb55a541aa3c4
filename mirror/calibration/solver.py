"""solver: a standing person of known height, seen at two distances and turned -> where the camera stands.

Bundle adjustment with one figure (Triggs et al., "Bundle Adjustment - A Modern Synthesis", 2000, sections 2-4): the unknowns are
the camera (height, pitch, roll, focal length), the figure's proportions, and of each view where the person stands and how far
the posture departs from the figure. What is known of them beforehand (anthropometry, how still people stand) enters as
residuals with their spread. Robust least squares (soft L1); the covariance is the inverse of J^T J at the solution.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mirror.calibration.figure import NAMES, POSES, PRIORS, Priors, figure
from mirror.calibration.views import ANKLES, EARS, View
from mirror.errors import WorldError
from mirror.geometry.camera import Calibration

if TYPE_CHECKING:
    from scipy.optimize import OptimizeResult

Array = NDArray[np.float64]


class CalibrationError(WorldError):
    """A calibration that cannot be: the sentence says what to do."""


FOV_PRIOR_DEG = 47.0
"""Vertical field of view of webcams: from 30 (a 55 degree lens of old) to 60 (wide ones) and more; the spread below is of the
logarithm of the focal length."""
FOV_SPREAD = 0.22
MIN_FOV_DEG, MAX_FOV_DEG = 20.0, 120.0
_HEIGHT_SPREAD_M = 0.012
"""How well people know their own height."""
_YAW_SPREAD_DEG = 14.0
_FLOOR_PX = 0.4
_PINNED = 1e-4
_SOFT = 1.5
_CAMERA = 5
"""Unknowns of the camera and the scale: height (m), pitch, roll (radians), log focal length, log body height."""
_PLACE = 3
"""Unknowns of a view's place: x, depth (m, in the room), yaw (radians)."""


@dataclass(frozen=True, eq=False)
class Problem:
    """What is solved: views and what is known. Lengths in metres.

    Attributes: fov_deg: vertical; None: to be found. height_px: of the picture. pinned: height (m), pitch, roll (radians) where
    they are known too (learning the figure before known cameras).
    """

    points: Array
    visibility: Array
    yaw: Array
    arms_out: NDArray[np.bool_]
    scale_px: Array
    body_m: float
    fov_deg: float | None
    height_px: int
    priors: Priors
    pinned: tuple[float, float, float] | None = None

    @classmethod
    def of(
        cls, views: Sequence[View], body_m: float, height_px: int, fov_deg: float | None = None, priors: Priors = PRIORS
    ) -> Problem:
        """From the views of one calibration."""
        return cls(
            np.array([v.points for v in views]),
            np.array([v.visibility for v in views]),
            np.radians([v.yaw_deg for v in views]),
            np.array([v.arms_out for v in views], bool),
            np.array([v.height_px for v in views]),
            body_m,
            fov_deg,
            height_px,
            priors,
        )

    @property
    def focal_prior(self) -> float:
        """Logarithm of the focal length in pixels, known or expected."""
        fov = FOV_PRIOR_DEG if self.fov_deg is None else self.fov_deg
        return math.log(0.5 * self.height_px / math.tan(math.radians(fov) / 2.0))


@dataclass(frozen=True, eq=False)
class Solved:
    """A solution as it is, before it is believed.

    Attributes: common: (G,) camera, then shape. each: (N, K) places, then postures. jacobian: of all residuals, robustly
    weighted. cost: of the robust sum.
    """

    common: Array
    each: Array
    jacobian: Array
    cost: float


def rotation(pitch: float, roll: float) -> Array:
    """(3, 3) camera to room axes; as Calibration.to_room, of radians."""
    return Calibration(pitch_deg=math.degrees(pitch), roll_deg=math.degrees(roll)).to_room


def projected(problem: Problem, common: Array, each: Array) -> Array:
    """(N, 17, 2) pixels from the middle of the picture, y down; NaN where the figure has no arm."""
    h, pitch, roll, log_f, log_m = common[:_CAMERA]
    body = figure(common[_CAMERA:], each[:, _PLACE:], problem.arms_out) * math.exp(log_m)
    cos, sin = np.cos(each[:, 2])[:, None], np.sin(each[:, 2])[:, None]
    room = np.stack(
        [
            body[:, :, 0] * cos + body[:, :, 2] * sin + each[:, 0:1],
            body[:, :, 1] - h,
            body[:, :, 2] * cos - body[:, :, 0] * sin - each[:, 1:2],
        ],
        axis=2,
    )
    seen = room @ rotation(pitch, roll)
    depth = np.maximum(seen[:, :, 2:], 0.2)
    pixels: Array = math.exp(log_f) * seen[:, :, :2] / depth
    return pixels


def residuals(problem: Problem, common: Array, each: Array) -> tuple[Array, Array]:
    """(N, R) of each view (landmarks, posture, turn) and (P,) of what is common; all in standard deviations."""
    priors = problem.priors
    off = projected(problem, common, each) - problem.points
    sigma = priors.noise[None] * problem.scale_px[:, None] * (1.0 + 2.5 * (1.0 - problem.visibility)) + _FLOOR_PX
    landmarks = np.nan_to_num(off / sigma[:, :, None], nan=0.0).reshape(len(each), -1)
    posture = each[:, _PLACE:] / priors.pose
    turn = (each[:, 2] - problem.yaw + np.pi) % (2.0 * np.pi) - np.pi
    views = np.concatenate([landmarks, posture, turn[:, None] / math.radians(_YAW_SPREAD_DEG)], axis=1)
    shape = (common[_CAMERA:] - priors.mean) / priors.spread
    focal = 1e-4 if problem.fov_deg is not None else FOV_SPREAD
    said = (common[4] - math.log(problem.body_m)) * problem.body_m / _HEIGHT_SPREAD_M
    camera = [(common[3] - problem.focal_prior) / focal, said, common[2] / math.radians(6.0)]
    pins = [] if problem.pinned is None else ((common[:3] - problem.pinned) / _PINNED).tolist()
    return views, np.concatenate([camera, pins, shape])


def _packed(common: Array, each: Array) -> Array:
    return np.concatenate([common, each.ravel()])


def _unpacked(problem: Problem, x: Array) -> tuple[Array, Array]:
    g = _CAMERA + len(NAMES)
    return x[:g], x[g:].reshape(len(problem.points), _PLACE + len(POSES))


def _all(problem: Problem, x: Array) -> Array:
    views, shared = residuals(problem, *_unpacked(problem, x))
    return np.concatenate([views.ravel(), shared])


def _jacobian(problem: Problem, x: Array, step: float = 1e-6) -> Array:
    """Forward differences; a view's unknowns move only its own residuals, so that all views are stepped at once."""
    common, each = _unpacked(problem, x)
    views, shared = residuals(problem, common, each)
    n, r = views.shape
    g, k = len(common), each.shape[1]
    out = np.zeros((n * r + len(shared), len(x)))
    for j in range(g):
        moved = common.copy()
        moved[j] += step
        a, b = residuals(problem, moved, each)
        out[: n * r, j] = ((a - views) / step).ravel()
        out[n * r :, j] = (b - shared) / step
    rows = np.arange(n)
    blocks = out[: n * r, g:].reshape(n, r, n, k)
    for j in range(k):
        stepped = each.copy()
        stepped[:, j] += step
        a, _ = residuals(problem, common, stepped)
        blocks[rows, :, rows, j] = (a - views) / step
    return out


def started(problem: Problem, pitch: float, focal: float) -> tuple[Array, Array]:
    """A first guess from feet and ears alone, for this pitch (radians) and focal length (pixels)."""
    priors = problem.priors
    ankles, ears = problem.points[:, ANKLES].mean(axis=1), problem.points[:, EARS]
    up = ears - ankles
    # The mean tilt of the upright bodies in the picture is the roll: a camera turned clockwise sees them turned back.
    roll = float(np.clip(np.median(np.arctan2(up[:, 0], -up[:, 1])), -0.3, 0.3)) * -1.0
    turn = rotation(pitch, roll)
    length = (priors.mean[NAMES.index("ear_up")] - priors.mean[NAMES.index("ankle_up")]) * problem.body_m
    rays = [np.concatenate([p / focal, np.ones((len(p), 1))], axis=1) @ turn.T for p in (ankles, ears)]
    # On rays a (feet) and b (ears) with -z = depth: y differs by the body's length.
    slope = [r[:, 1] / np.maximum(-r[:, 2], 0.05) for r in rays]
    depth = np.clip(length / np.maximum(slope[1] - slope[0], 0.02), 0.5, 15.0)
    ankle_m = priors.mean[NAMES.index("ankle_up")] * problem.body_m
    height = float(np.clip(np.median(ankle_m - slope[0] * depth), 0.05, 3.5))
    x = rays[0][:, 0] / np.maximum(-rays[0][:, 2], 0.05) * depth
    common = np.concatenate([[height, pitch, roll, math.log(focal), math.log(problem.body_m)], priors.mean])
    each = np.zeros((len(depth), _PLACE + len(POSES)))
    each[:, 0], each[:, 1], each[:, 2] = x, depth, problem.yaw
    return common, each


_PITCHES_DEG = (-16.0, -4.0, 8.0)
_FOVS_DEG = (38.0, 55.0)


def solved(problem: Problem) -> Solved:
    """The best of several starts."""
    fovs = _FOVS_DEG if problem.fov_deg is None else (problem.fov_deg,)
    best: OptimizeResult | None = None
    tried: list[OptimizeResult] = []
    for fov in fovs:
        focal = 0.5 * problem.height_px / math.tan(math.radians(fov) / 2.0)
        for pitch in _PITCHES_DEG:
            x = _packed(*started(problem, math.radians(pitch), focal))
            tried.append(_descended(problem, x, 6))
    best = min(tried, key=lambda one: float(one.cost))
    best = _descended(problem, best.x, 40)
    common, each = _unpacked(problem, best.x)
    return Solved(common, each, best.jac.toarray(), float(best.cost))


def covariance(jacobian: Array) -> Array:
    """(K, K) inverse of J^T J. The columns are scaled to length 1 first: unknowns in metres and in logarithms, some of them held
    to a ten-thousandth, would else leave the eigenvalues too far apart for the decomposition."""
    size = np.maximum(np.linalg.norm(jacobian, axis=0), 1e-12)
    scaled = jacobian / size
    inverse: Array = np.linalg.pinv(scaled.T @ scaled, hermitian=True) / np.outer(size, size)
    return inverse


def _descended(problem: Problem, x: Array, most: int) -> OptimizeResult:
    # half a second to load: only who solves pays it
    from scipy.optimize import least_squares
    from scipy.sparse import csr_matrix

    return least_squares(
        lambda v: _all(problem, v),
        x,
        jac=lambda v: csr_matrix(_jacobian(problem, v)),
        tr_solver="lsmr",
        loss="soft_l1",
        f_scale=_SOFT,
        max_nfev=most,
        xtol=1e-7,
        ftol=1e-7,
        x_scale="jac",
    )


__all__ = ["CalibrationError", "Problem", "Solved", "covariance", "projected", "solved"]
