"""What can be measured on one body: joint angles and a few lengths, each with its uncertainty.

Signals, scores and mistakes of the exercise TOMLs name these. Angles are degrees, lengths are in torsos (mid hips to mid
shoulders), so that the person's height drops out. A paired measure exists as `left_...` and `right_...`.

The uncertainty (one standard deviation, same unit) follows from how sure a single camera is of a landmark: little across the
picture, less along the optical axis, less still when the landmark is hidden. It is first-order error propagation, so that an
angle that swings in depth comes out as unsure and one that swings across the picture as sure.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.geometry.body import Body
from mirror.pose import skeleton as s

_PAIRED = (
    "elbow",  # shoulder-elbow-wrist, 180 straight
    "shoulder",  # elbow-shoulder-hip, 0 arm along the trunk
    "hip",  # shoulder-hip-knee, 180 straight
    "knee",  # hip-knee-ankle, 180 straight
    "ankle",  # knee-ankle-toe, about 90-110 standing
    "body_line",  # shoulder-hip-ankle, 180 a straight plank
    "neck",  # ear-shoulder-hip, 180 head in line with the trunk
    "thigh",  # thigh against straight down, 0 standing, 90 raised to horizontal (any direction)
    "shin",  # shin against straight up from the ankle, 0 upright
    "upper_arm",  # upper arm against straight down, 0 hanging, 180 overhead
    "forearm",  # forearm against straight up from the elbow, 0 upright (180 hanging)
    "knee_valgus",  # degrees by which the knee bends inward (towards the other leg) in the frontal plane, 0 in line
    "wrist_height",  # wrist over shoulder, torsos, up positive
    "knee_height",  # knee over hip, torsos, up positive
    "elbow_forward",  # elbow in front of the shoulder, torsos
    "knee_forward",  # knee in front of the toe, torsos
    "hip_height",  # hip over ankle, torsos, up positive
)
_SINGLE = (
    "torso_lean",  # trunk against vertical, 0 upright, 90 horizontal
    "torso_forward",  # trunk forward (+) or back (-) of vertical in the sagittal plane
    "torso_side",  # trunk to the person's left (+) or right (-) of vertical in the frontal plane
    "torso_twist",  # shoulder line turned against hip line, to the left positive
    "stance_width",  # between the ankles, sideways, torsos
    "stance_split",  # between the ankles, front to back, torsos
    "hand_width",  # between the wrists, torsos
    "elbow_width",  # between the elbows, torsos
    "hip_sag",  # hips under the line from shoulders to ankles, torsos, sagging positive
    "shoulder_level",  # left shoulder over right, torsos
    "knee_gap",  # between the knees less between the ankles, sideways, torsos; negative: the knees fall in
    "front_knee_forward",  # knee in front of the toe, of the leg that stands in front, torsos
)

MEASURES: tuple[str, ...] = tuple(f"{side}_{name}" for name in _PAIRED for side in ("left", "right")) + _SINGLE
"""Every measure's name, in the order of `Measurement.values`."""

PAIRED: frozenset[str] = frozenset(_PAIRED)
INDEX: dict[str, int] = {name: i for i, name in enumerate(MEASURES)}

LATERAL_SIGMA_M = 0.015
DEPTH_SIGMA_M = 0.05
MIN_VISIBILITY = 0.1
"""Below this a landmark counts as missing for a measure."""


def sides(name: str) -> tuple[str, ...]:
    """`knee` -> (`left_knee`, `right_knee`); a single or one-sided measure stands for itself. KeyError for an unknown name."""
    if name in PAIRED:
        return f"left_{name}", f"right_{name}"
    INDEX[name]
    return (name,)


@dataclass(frozen=True, slots=True, eq=False)
class Measurement:
    """All measures of one body.

    Attributes:
        t: seconds.
        values: (len(MEASURES),) float64, degrees or torsos; NaN where a landmark is missing or too hidden.
        sigma: (len(MEASURES),) float64, one standard deviation in the same unit; inf where the value is NaN.
    """

    t: float
    values: NDArray[np.float64]
    sigma: NDArray[np.float64]

    def __getitem__(self, name: str) -> tuple[float, float]:
        i = INDEX[name]
        return float(self.values[i]), float(self.sigma[i])


# Angles at a vertex between two other points; left rows then right rows interleaved as in MEASURES.
_TRIPLES = np.array(
    [
        (s.LEFT_SHOULDER, s.LEFT_ELBOW, s.LEFT_WRIST),
        (s.RIGHT_SHOULDER, s.RIGHT_ELBOW, s.RIGHT_WRIST),
        (s.LEFT_ELBOW, s.LEFT_SHOULDER, s.LEFT_HIP),
        (s.RIGHT_ELBOW, s.RIGHT_SHOULDER, s.RIGHT_HIP),
        (s.LEFT_SHOULDER, s.LEFT_HIP, s.LEFT_KNEE),
        (s.RIGHT_SHOULDER, s.RIGHT_HIP, s.RIGHT_KNEE),
        (s.LEFT_HIP, s.LEFT_KNEE, s.LEFT_ANKLE),
        (s.RIGHT_HIP, s.RIGHT_KNEE, s.RIGHT_ANKLE),
        (s.LEFT_KNEE, s.LEFT_ANKLE, s.LEFT_FOOT),
        (s.RIGHT_KNEE, s.RIGHT_ANKLE, s.RIGHT_FOOT),
        (s.LEFT_SHOULDER, s.LEFT_HIP, s.LEFT_ANKLE),
        (s.RIGHT_SHOULDER, s.RIGHT_HIP, s.RIGHT_ANKLE),
        (s.LEFT_EAR, s.LEFT_SHOULDER, s.LEFT_HIP),
        (s.RIGHT_EAR, s.RIGHT_SHOULDER, s.RIGHT_HIP),
    ]
)
# A limb against a vertical: (from, to, sign of the vertical it is held against).
_LIMBS = np.array(
    [
        (s.LEFT_HIP, s.LEFT_KNEE, -1),
        (s.RIGHT_HIP, s.RIGHT_KNEE, -1),
        (s.LEFT_ANKLE, s.LEFT_KNEE, 1),
        (s.RIGHT_ANKLE, s.RIGHT_KNEE, 1),
        (s.LEFT_SHOULDER, s.LEFT_ELBOW, -1),
        (s.RIGHT_SHOULDER, s.RIGHT_ELBOW, -1),
        (s.LEFT_ELBOW, s.LEFT_WRIST, 1),
        (s.RIGHT_ELBOW, s.RIGHT_WRIST, 1),
    ]
)
_NT, _NL = len(_TRIPLES), len(_LIMBS)
_VALGUS = INDEX["left_knee_valgus"]
_LENGTHS = INDEX["left_wrist_height"]
_TRUNK = INDEX["torso_lean"]
# Difference of two landmarks along one body axis, in torsos: (name, to, from, axis, sign).
_DIFFERENCES = (
    ("left_wrist_height", s.LEFT_WRIST, s.LEFT_SHOULDER, 1),
    ("right_wrist_height", s.RIGHT_WRIST, s.RIGHT_SHOULDER, 1),
    ("left_knee_height", s.LEFT_KNEE, s.LEFT_HIP, 1),
    ("right_knee_height", s.RIGHT_KNEE, s.RIGHT_HIP, 1),
    ("left_elbow_forward", s.LEFT_ELBOW, s.LEFT_SHOULDER, 2),
    ("right_elbow_forward", s.RIGHT_ELBOW, s.RIGHT_SHOULDER, 2),
    ("left_knee_forward", s.LEFT_KNEE, s.LEFT_FOOT, 2),
    ("right_knee_forward", s.RIGHT_KNEE, s.RIGHT_FOOT, 2),
    ("left_hip_height", s.LEFT_HIP, s.LEFT_ANKLE, 1),
    ("right_hip_height", s.RIGHT_HIP, s.RIGHT_ANKLE, 1),
    ("stance_width", s.LEFT_ANKLE, s.RIGHT_ANKLE, 0),
    ("stance_split", s.LEFT_ANKLE, s.RIGHT_ANKLE, 2),
    ("shoulder_level", s.LEFT_SHOULDER, s.RIGHT_SHOULDER, 1),
)
_DIFF_SLOT = np.array([INDEX[d[0]] for d in _DIFFERENCES])
_DIFF_TO = np.array([d[1] for d in _DIFFERENCES])
_DIFF_FROM = np.array([d[2] for d in _DIFFERENCES])
_DIFF_AXIS = np.array([d[3] for d in _DIFFERENCES])
_SPLIT = INDEX["stance_split"]


def _unit(v: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    length = np.sqrt(np.einsum("ij,ij->i", v, v))
    length = np.maximum(length, 1e-6)
    return v / length[:, None], length


def measure(body: Body) -> Measurement:
    """Every measure of `MEASURES` on this body. Missing landmarks give NaN with sigma inf; nothing is guessed."""
    points, axis = body.points, body.depth_axis
    visibility = np.clip(np.nan_to_num(body.visibility), 0.0, 1.0)
    hidden = (visibility < MIN_VISIBILITY) | np.isnan(points[:, 0])
    points = np.where(hidden[:, None], np.nan, points)
    # A hidden landmark is unsure across the picture too: the network guesses it from the rest of the body.
    lateral = LATERAL_SIGMA_M * (1.0 + 3.0 * (1.0 - visibility))
    depth = DEPTH_SIGMA_M * (1.0 + 1.0 * (1.0 - visibility))
    values = np.full(len(MEASURES), np.nan)
    variance = np.full(len(MEASURES), np.inf)

    def spread(gradient: NDArray[np.float64], who: NDArray[np.intp]) -> NDArray[np.float64]:
        along = gradient @ axis
        total = np.einsum("ij,ij->i", gradient, gradient)
        total_variance: NDArray[np.float64] = along**2 * depth[who] ** 2 + np.maximum(total - along**2, 0.0) * lateral[who] ** 2
        return total_variance

    a, v, c = _TRIPLES[:, 0], _TRIPLES[:, 1], _TRIPLES[:, 2]
    u1, n1 = _unit(points[a] - points[v])
    u2, n2 = _unit(points[c] - points[v])
    cos = np.clip(np.einsum("ij,ij->i", u1, u2), -1.0, 1.0)
    sin = np.maximum(np.sqrt(1.0 - cos**2), 0.05)[:, None]
    values[:_NT] = np.degrees(np.arccos(cos))
    g1 = (cos[:, None] * u1 - u2) / (sin * n1[:, None])
    g2 = (cos[:, None] * u2 - u1) / (sin * n2[:, None])
    variance[:_NT] = spread(g1, a) + spread(g2, c) + spread(g1 + g2, v)

    start, stop = _LIMBS[:, 0], _LIMBS[:, 1]
    u, n = _unit(points[stop] - points[start])
    sign = _LIMBS[:, 2].astype(np.float64)
    cos = np.clip(u[:, 1] * sign, -1.0, 1.0)
    sin = np.maximum(np.sqrt(1.0 - cos**2), 0.05)[:, None]
    values[_NT : _NT + _NL] = np.degrees(np.arccos(cos))
    vertical = np.zeros_like(u)
    vertical[:, 1] = sign
    g = (cos[:, None] * u - vertical) / (sin * n[:, None])
    variance[_NT : _NT + _NL] = spread(g, stop) + spread(g, start)

    _knee_valgus(points, lateral, depth, axis, values, variance)

    torso = body.torso_m
    across = 1.0 - axis**2
    diff = points[_DIFF_TO, _DIFF_AXIS] - points[_DIFF_FROM, _DIFF_AXIS]
    values[_DIFF_SLOT] = diff / torso
    part, rest = axis[_DIFF_AXIS] ** 2, across[_DIFF_AXIS]
    variance[_DIFF_SLOT] = (
        part * (depth[_DIFF_TO] ** 2 + depth[_DIFF_FROM] ** 2) + rest * (lateral[_DIFF_TO] ** 2 + lateral[_DIFF_FROM] ** 2)
    ) / torso**2
    values[_SPLIT] = abs(values[_SPLIT])

    for name, left, right in (
        ("hand_width", s.LEFT_WRIST, s.RIGHT_WRIST),
        ("elbow_width", s.LEFT_ELBOW, s.RIGHT_ELBOW),
    ):
        gap = points[left] - points[right]
        length = math.sqrt(float(gap @ gap))
        i = INDEX[name]
        values[i] = length / torso
        toward = float(gap @ axis) / length if length > 1e-6 else 0.0
        variance[i] = (
            toward**2 * (depth[left] ** 2 + depth[right] ** 2) + (1 - toward**2) * (lateral[left] ** 2 + lateral[right] ** 2)
        ) / torso**2

    _trunk(points, lateral, depth, axis, torso, values, variance)
    variance[np.isnan(values)] = np.inf
    sigma = np.sqrt(variance)
    angles = np.ones(len(MEASURES), bool)
    angles[_LENGTHS:_TRUNK] = False
    angles[INDEX["stance_width"] :] = False
    # The gradients above are per radian; knee_valgus and the trunk's angles are set in radians too.
    sigma[angles] = np.degrees(sigma[angles])
    return Measurement(t=body.t, values=values, sigma=sigma)


def _knee_valgus(
    points: NDArray[np.float64],
    lateral: NDArray[np.float64],
    depth: NDArray[np.float64],
    axis: NDArray[np.float64],
    values: NDArray[np.float64],
    variance: NDArray[np.float64],
) -> None:
    """Frontal-plane projection angle of the knee (Munro et al. 2012), positive inward."""
    for k, (hip, knee, ankle, inward) in enumerate(
        ((s.LEFT_HIP, s.LEFT_KNEE, s.LEFT_ANKLE, -1.0), (s.RIGHT_HIP, s.RIGHT_KNEE, s.RIGHT_ANKLE, 1.0))
    ):
        thigh = points[knee] - points[hip]
        shank = points[ankle] - points[knee]
        shin = math.sqrt(float(shank @ shank))
        # The knee's sideways distance from the straight line hip-ankle, over the leg's length: bending forward does not count.
        leg = points[ankle] - points[hip]
        drop = leg[1]
        if not abs(drop) > 0.1:
            continue
        share = thigh[1] / drop
        aside = (thigh[0] - share * leg[0]) * inward
        length = 0.5 * (shin + math.sqrt(float(thigh @ thigh)))
        values[_VALGUS + k] = math.degrees(math.atan2(2.0 * aside, 2.0 * length) * 2.0)
        sx2 = axis[0] ** 2
        variance[_VALGUS + k] = 4.0 * (sx2 * depth[knee] ** 2 + (1 - sx2) * lateral[knee] ** 2) * 1.5 / length**2


def _trunk(
    points: NDArray[np.float64],
    lateral: NDArray[np.float64],
    depth: NDArray[np.float64],
    axis: NDArray[np.float64],
    torso: float,
    values: NDArray[np.float64],
    variance: NDArray[np.float64],
) -> None:
    ls, rs, lh, rh = points[s.LEFT_SHOULDER], points[s.RIGHT_SHOULDER], points[s.LEFT_HIP], points[s.RIGHT_HIP]
    spine = 0.5 * (ls + rs) - 0.5 * (lh + rh)
    ends = (s.LEFT_SHOULDER, s.RIGHT_SHOULDER, s.LEFT_HIP, s.RIGHT_HIP)
    d2 = sum(depth[e] ** 2 for e in ends) / 4.0
    l2 = sum(lateral[e] ** 2 for e in ends) / 4.0
    flat = np.array([spine[0], 0.0, spine[2]])
    reach = math.hypot(spine[0], spine[2])
    values[_TRUNK] = math.degrees(math.atan2(reach, spine[1]))
    lean = flat / reach if reach > 1e-6 else np.array([0.0, 0.0, 1.0])
    toward = float(lean @ axis) ** 2
    variance[_TRUNK] = (toward * d2 + (1 - toward) * l2) / torso**2
    values[_TRUNK + 1] = math.degrees(math.atan2(spine[2], spine[1]))
    variance[_TRUNK + 1] = (axis[2] ** 2 * d2 + (1 - axis[2] ** 2) * l2) / torso**2
    values[_TRUNK + 2] = math.degrees(math.atan2(spine[0], spine[1]))
    variance[_TRUNK + 2] = (axis[0] ** 2 * d2 + (1 - axis[0] ** 2) * l2) / torso**2

    shoulder_line, hip_line = ls - rs, lh - rh
    # About the spine, so that it means the same lying down: the angle between the two lines around the spine's direction.
    up = spine / torso
    a = shoulder_line - (shoulder_line @ up) * up
    b = hip_line - (hip_line @ up) * up
    twist = math.atan2(float(np.cross(b, a) @ up), float(a @ b))
    i = INDEX["torso_twist"]
    values[i] = math.degrees(twist)
    wide = max(math.sqrt(float(b @ b)), 0.05)
    forward = np.cross(hip_line / wide, up)
    toward = min(float(forward @ axis) ** 2, 1.0)
    variance[i] = 4.0 * (toward * d2 + (1 - toward) * l2) / wide**2

    i = INDEX["hip_sag"]
    ankles = np.stack([points[s.LEFT_ANKLE], points[s.RIGHT_ANKLE]])
    seen = ~np.isnan(ankles[:, 0])
    if seen.any():
        foot = ankles[seen].mean(axis=0)
        shoulders, hips = 0.5 * (ls + rs), 0.5 * (lh + rh)
        line = foot - shoulders
        length2 = float(line @ line)
        on_line = shoulders + line * float((hips - shoulders) @ line) / max(length2, 1e-6)
        values[i] = (on_line[1] - hips[1]) / torso
        variance[i] = (axis[1] ** 2 * d2 + (1 - axis[1] ** 2) * l2) * 2.0 / torso**2
