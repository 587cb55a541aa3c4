"""figure: the body that the solver fits: where a standing person's landmarks lie, as shares of the body height.

The shares are those that BlazePose marks, not joint centres: they were learned, with their spread, on the avatar before known
cameras (`python -m models.experiment calibration_figure`; the teacher's people, never the examiner's).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.calibration.views import ANKLES, EARS, ELBOWS, HEELS, HIPS, KNEES, POINTS, SHOULDERS, TOES, WRISTS

Array = NDArray[np.float64]

SHAPE: dict[str, tuple[float, float]] = {
    "ear_up": (0.9344, 0.012),
    "ear_ahead": (0.0126, 0.010),
    "shoulder_up": (0.8104, 0.016),
    "shoulder_raised": (0.0118, 0.009),
    "shoulder_out": (0.1056, 0.008),
    "shoulder_ahead": (0.0, 0.010),
    "hip_up": (0.5133, 0.018),
    "hip_out": (0.0604, 0.006),
    "hip_ahead": (0.0072, 0.010),
    "knee_up": (0.2812, 0.012),
    "knee_out": (0.0712, 0.012),
    "knee_ahead": (0.0220, 0.010),
    "ankle_up": (0.0450, 0.004),
    "ankle_out": (0.0779, 0.020),
    "heel_up": (0.0092, 0.005),
    "heel_back": (0.0237, 0.006),
    "toe_up": (0.0086, 0.005),
    "toe_ahead": (0.1080, 0.008),
    "toe_out": (0.0220, 0.012),
    "upper_arm": (0.1683, 0.009),
    "forearm": (0.1556, 0.009),
    "elbow_ahead": (0.0653, 0.060),
    "wrist_ahead": (0.1874, 0.090),
    "arm_up": (0.0718, 0.060),
}
"""Mean and spread (one standard deviation), shares of the body height; `elbow_ahead`, `wrist_ahead` and `arm_up` are slopes of
arms that are held out (radians)."""
NAMES: tuple[str, ...] = tuple(SHAPE)
_AT = {name: i for i, name in enumerate(NAMES)}
MEAN = np.array([v[0] for v in SHAPE.values()])
SPREAD = np.array([v[1] for v in SHAPE.values()])

POSE: dict[str, float] = {
    "lean_ahead": 0.008,
    "lean_left": 0.006,
    "left_foot_out": 0.006,
    "left_foot_ahead": 0.009,
    "right_foot_out": 0.006,
    "right_foot_ahead": 0.009,
    "left_arm_ahead": 0.030,
    "left_arm_up": 0.035,
    "right_arm_ahead": 0.030,
    "right_arm_up": 0.035,
}
"""How far one view's posture departs from the figure (one standard deviation): slopes of the body and of the arms, places of the
feet as shares of the height."""
POSES: tuple[str, ...] = tuple(POSE)
POSE_SPREAD = np.array(list(POSE.values()))

_FLATTER = 2.5
NOISE = np.array(
    [
        0.0043,
        *[0.0065 * _FLATTER] * 2,
        *[0.0059 * _FLATTER] * 2,
        *[0.0076 * _FLATTER] * 2,
        *[0.0039] * 2,
        *[0.0059] * 2,
        *[0.0075] * 2,
        *[0.0090] * 2,
        *[0.0060] * 2,
    ]
)
"""(17,) one standard deviation of a landmark in one view, shares of the body's height in the picture. Shoulders, hips and knees
are believed less than they scatter: of a person who has turned, the network draws them flatter (nearer to a picture without
perspective) than they are, which makes the lens seem longer (6 % on the teacher's people, 3 % so)."""


@dataclass(frozen=True, slots=True)
class Priors:
    """What the solver believes before it looks; the learned numbers unless an experiment learns them anew."""

    mean: Array
    spread: Array
    pose: Array
    noise: Array


PRIORS = Priors(MEAN, SPREAD, POSE_SPREAD, NOISE)


def figure(shape: Array, pose: Array, arms_out: NDArray[np.bool_]) -> Array:
    """(N, 17, 3) landmarks in shares of the height, body frame: +x the person's left, y up from the floor, +z ahead.

    Args:
        shape: (len(NAMES),). pose: (N, len(POSES)). arms_out: (N,) where False, elbows and wrists are NaN.
    """
    n = len(pose)
    out = np.full((n, len(POINTS), 3), np.nan)

    def of(name: str) -> float:
        return float(shape[_AT[name]])

    def by(name: str) -> Array:
        column: Array = pose[:, POSES.index(name)]
        return column

    out[:, EARS] = (0.0, of("ear_up"), of("ear_ahead"))
    raised = of("shoulder_up") + of("shoulder_raised") * arms_out
    for k, sign in ((0, 1.0), (1, -1.0)):
        out[:, SHOULDERS.start + k] = (sign * of("shoulder_out"), 0.0, of("shoulder_ahead"))
        out[:, SHOULDERS.start + k, 1] = raised
        out[:, HIPS.start + k] = (sign * of("hip_out"), of("hip_up"), of("hip_ahead"))
        out[:, KNEES.start + k] = (sign * of("knee_out"), of("knee_up"), of("knee_ahead"))
        side = ("left", "right")[k]
        aside, ahead = by(f"{side}_foot_out"), by(f"{side}_foot_ahead")
        for part, x, y, z in (
            (ANKLES, of("ankle_out"), of("ankle_up"), 0.0),
            (HEELS, of("ankle_out") - 0.34 * of("toe_out"), of("heel_up"), -of("heel_back")),
            (TOES, of("ankle_out") + of("toe_out"), of("toe_up"), of("toe_ahead")),
        ):
            out[:, part.start + k, 0] = sign * (x + aside)
            out[:, part.start + k, 1] = y
            out[:, part.start + k, 2] = z + ahead
        # Half of a foot's step goes to the knee.
        out[:, KNEES.start + k, 0] += 0.5 * sign * aside
        out[:, KNEES.start + k, 2] += 0.5 * ahead
        up, forth = of("arm_up") + by(f"{side}_arm_up"), by(f"{side}_arm_ahead")
        place = out[:, SHOULDERS.start + k]
        for part, length, slope in (
            (ELBOWS, of("upper_arm"), of("elbow_ahead")),
            (WRISTS, of("forearm"), of("wrist_ahead")),
        ):
            along = np.stack([np.full(n, sign), up, slope + forth], axis=1)
            along /= np.linalg.norm(along, axis=1, keepdims=True)
            place = place + length * along
            out[arms_out, part.start + k] = place[arms_out]
    # A lean is a shear about the ankles.
    over = np.maximum(out[:, :, 1] - of("ankle_up"), 0.0)
    out[:, :, 0] += over * by("lean_left")[:, None]
    out[:, :, 2] += over * by("lean_ahead")[:, None]
    return out
