"""core: the poses of somebody's calibration -> a Calibration that is believed, or a sentence that says what to do."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.calibration.figure import NAMES
from mirror.calibration.solver import MAX_FOV_DEG, MIN_FOV_DEG, CalibrationError, Problem, Solved, covariance, projected, solved
from mirror.calibration.views import ANKLES, SHOULDERS, View, chosen
from mirror.geometry.camera import Calibration
from mirror.pose import skeleton as s
from mirror.pose.core import Pose

Array = NDArray[np.float64]

MIN_BODY_M, MAX_BODY_M = 1.2, 2.3
MIN_VIEWS = 4
MIN_LONGER = 1.2
"""The far place is at least so many times further away than the near one."""
MIN_TURN_DEG = 18.0
"""Where the field of view is not known: so far is turned, at least."""

_LOWEST_M, _HIGHEST_M = 0.03, 3.5
_STEEPEST_DEG, _MOST_ROLL_DEG = 50.0, 25.0
_MIRRORED_DEG = 75.0
_WORST_FIT = 3.2
"""Median residual of the landmarks in standard deviations beyond which it was not one person on one floor."""

_USUAL_FIT = 0.9
"""The same of BlazePose on the teacher's people, at most."""

INFLATION: dict[str, tuple[float, float]] = {
    "height_m": (1.3, 0.010),
    "pitch_deg": (2.5, 0.10),
    "roll_deg": (1.3, 0.15),
    "distance": (2.4, 0.010),
    "log_focal": (2.1, 0.030),
}
"""The covariance knows the landmarks' scatter, not what they all share. A stated standard deviation is
hypot(first * the solver's, second); the first is learned on the teacher's people so that 1.645 of it hold in 93 % of
their calibrations, with the lens known and unknown (`models.training.calibration`): other people shall find 90 % in it."""


@dataclass(frozen=True, eq=False)
class Result:
    """What a calibration found, with what it was found from.

    Attributes: views: how many moments were used. longer: far place against near place. turn_deg: between the furthest turns.
    """

    calibration: Calibration
    views: int
    longer: float
    turn_deg: float


def calibrate(poses: Sequence[Pose | None], body_m: float, fov_deg: float | None = None) -> Result:
    """Solve for the camera from what one person did (`mirror.calibration.guide` says what).

    Args:
        poses: in the order of time; None where nobody was seen. body_m: crown over floor, metres. fov_deg: the picture's vertical
            field of view where it is known.
    Raises CalibrationError with one sentence that says what to do, where there is too little or the answer is impossible.
    ValueError for a body height or field of view that nobody has.
    """
    if not MIN_BODY_M <= body_m <= MAX_BODY_M:
        raise ValueError(f"a body height lies between {MIN_BODY_M} and {MAX_BODY_M} m")
    if fov_deg is not None and not MIN_FOV_DEG <= fov_deg <= MAX_FOV_DEG:
        raise ValueError(f"a vertical field of view lies between {MIN_FOV_DEG:g} and {MAX_FOV_DEG:g} degrees")
    height_px = next((pose.height for pose in poses if pose is not None), 0)
    if _upside_down(poses):
        raise CalibrationError("The picture is upside down; turn the camera and try again.")
    views = chosen(poses)
    longer, turn = told(views)
    enough(views, longer, turn, fov_deg is not None)
    problem = Problem.of(views, body_m, height_px, fov_deg)
    answer = solved(problem)
    possible(problem, answer)
    return Result(_stated(problem, answer), len(views), longer, turn)


def _upside_down(poses: Sequence[Pose | None]) -> bool:
    """Whether, most of the time, the ears are seen under the ankles."""
    ears, ankles = [s.LEFT_EAR, s.RIGHT_EAR], [s.LEFT_ANKLE, s.RIGHT_ANKLE]
    under = [float(p.image[ears, 1].mean() - p.image[ankles, 1].mean()) for p in poses if p is not None]
    return bool(under) and float(np.median(under)) > 0.0


def told(views: Sequence[View]) -> tuple[float, float]:
    """How much larger the person was near than far, and how far was turned with the arms out (degrees)."""
    if not views:
        return 1.0, 0.0
    sizes = sorted(v.height_px for v in views)
    turns = [v.yaw_deg for v in views if v.arms_out]
    return sizes[-2 if len(sizes) > 2 else -1] / max(sizes[1 if len(sizes) > 2 else 0], 1.0), (
        max(turns) - min(turns) if turns else 0.0
    )


def enough(views: Sequence[View], longer: float, turn: float, fov_known: bool) -> None:
    """Raises CalibrationError where what was seen cannot carry a solution."""
    if len(views) < MIN_VIEWS:
        raise CalibrationError(
            "I did not see you standing long enough; stand still, upright, with head and feet in the picture, and try again."
        )
    if longer < MIN_LONGER:
        raise CalibrationError("You stood at one distance only; after the squat go two or three steps back, and try again.")
    if not fov_known and turn < MIN_TURN_DEG:
        raise CalibrationError(
            "I did not see you turn with your arms held out; turn to each side as the screen shows, or give --fov, and try again."
        )


def possible(problem: Problem, answer: Solved) -> None:
    """Raises CalibrationError for a solution that cannot be: mirrored, under the floor, outside of every lens, not one person."""
    h, pitch, roll, log_f = answer.common[:4]
    fov = fov_of(problem, float(log_f))
    if not h > _LOWEST_M:
        raise CalibrationError("The camera would stand under the floor; keep both feet in the picture and try again.")
    if h > _HIGHEST_M or abs(math.degrees(pitch)) > _STEEPEST_DEG or abs(math.degrees(roll)) > _MOST_ROLL_DEG:
        raise CalibrationError("The camera would stand as no camera does; point it level at the room and try again.")
    if not MIN_FOV_DEG <= fov <= MAX_FOV_DEG:
        raise CalibrationError("No lens sees as wide or as narrow as that; check the body height you gave and try again.")
    if float(answer.each[:, 1].min()) < 0.5 or _over_the_horizon(problem, answer):
        raise CalibrationError("Your feet would stand under the floor; keep both feet in the picture and try again.")
    if mirrored(problem, answer):
        raise CalibrationError("The picture is mirrored; switch the mirror off in the camera's own settings and try again.")
    if misfit(problem, answer) > _WORST_FIT:
        raise CalibrationError("What I saw does not fit one person on one level floor; let one person stand there and try again.")


def mirrored(problem: Problem, answer: Solved) -> bool:
    """Whether the solution has the person's left and right, or front and back, other than the picture or the network has them."""
    turned = np.degrees(np.abs((answer.each[:, 2] - problem.yaw + np.pi) % (2.0 * np.pi) - np.pi))
    where = projected(problem, answer.common, answer.each)
    across = [points[:, SHOULDERS.start] - points[:, SHOULDERS.start + 1] for points in (where, problem.points)]
    # A figure whose left has gone to its right is a mirrored world as well.
    widths = answer.common[[-len(NAMES) + NAMES.index(name) for name in ("shoulder_out", "hip_out")]]
    exchanged = float(np.median(np.sum(across[0] * across[1], axis=1))) < 0.0 or bool((widths <= 0.0).any())
    return exchanged or float(np.median(turned)) > _MIRRORED_DEG


def _over_the_horizon(problem: Problem, answer: Solved) -> bool:
    """Whether feet are seen where no floor is: on or over the horizon."""
    turn = Calibration(pitch_deg=math.degrees(answer.common[1]), roll_deg=math.degrees(answer.common[2])).to_room
    feet = problem.points[:, ANKLES].mean(axis=1) / math.exp(answer.common[3])
    rays = np.concatenate([feet, np.ones((len(feet), 1))], axis=1) @ turn.T
    return bool(np.median(rays[:, 1]) >= 0.0 and answer.common[0] > 0.15)


def misfit(problem: Problem, answer: Solved) -> float:
    """Median distance of the landmarks from where the solution has them, in the network's own standard deviations."""
    off = projected(problem, answer.common, answer.each) - problem.points
    sigma = problem.priors.noise[None] * problem.scale_px[:, None] + 0.4
    return float(np.nanmedian(np.linalg.norm(off, axis=2) / sigma))


def fov_of(problem: Problem, log_focal: float) -> float:
    """Vertical field of view, degrees, of a logarithm of the focal length in pixels."""
    return math.degrees(2.0 * math.atan(0.5 * problem.height_px / math.exp(log_focal)))


def raw(problem: Problem, answer: Solved) -> tuple[dict[str, float], dict[str, float]]:
    """The numbers and the solver's own standard deviations: height_m, pitch_deg, roll_deg, distance (m), log_focal.

    The distance's deviation is a share of the distance.
    """
    cov = covariance(answer.jacobian)
    x, depth = float(answer.each[-1, 0]), float(answer.each[-1, 1])
    distance = math.hypot(x, depth)
    at = len(answer.common) + (len(answer.each) - 1) * answer.each.shape[1]
    slope = np.array([x / distance, depth / distance])
    spread = math.sqrt(max(float(slope @ cov[at : at + 2, at : at + 2] @ slope), 0.0)) / distance
    sigma = np.sqrt(np.maximum(np.diag(cov)[:4], 0.0))
    h, pitch, roll, log_f = (float(v) for v in answer.common[:4])
    numbers = {
        "height_m": h,
        "pitch_deg": math.degrees(pitch),
        "roll_deg": math.degrees(roll),
        "distance": distance,
        "log_focal": log_f,
    }
    return numbers, {
        "height_m": float(sigma[0]),
        "pitch_deg": math.degrees(sigma[1]),
        "roll_deg": math.degrees(sigma[2]),
        "distance": spread,
        "log_focal": float(sigma[3]),
    }


def _stated(problem: Problem, answer: Solved) -> Calibration:
    numbers, sigma = raw(problem, answer)
    # Landmarks that scatter more than the network's usual ones make everything less sure.
    worse = max(misfit(problem, answer) / _USUAL_FIT, 1.0)
    wide = {name: worse * math.hypot(factor * sigma[name], least) for name, (factor, least) in INFLATION.items()}
    fov = problem.fov_deg if problem.fov_deg is not None else fov_of(problem, numbers["log_focal"])
    # d fov / d log f = -sin(fov)
    fov_sigma = 0.0 if problem.fov_deg is not None else math.degrees(math.sin(math.radians(fov)) * wide["log_focal"])
    return Calibration(
        height_m=numbers["height_m"],
        pitch_deg=numbers["pitch_deg"],
        roll_deg=numbers["roll_deg"],
        distance_m=numbers["distance"],
        fov_deg=fov,
        source="calibrated",
        height_sigma_m=wide["height_m"],
        pitch_sigma_deg=wide["pitch_deg"],
        roll_sigma_deg=wide["roll_deg"],
        distance_sigma_m=wide["distance"] * numbers["distance"],
        fov_sigma_deg=fov_sigma,
    )
