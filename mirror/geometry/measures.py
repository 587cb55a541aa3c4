"""What can be measured on one body: joint angles and a few lengths, each with its uncertainty.

Signals, scores and mistakes of the exercise TOMLs name these. Angles are degrees, lengths are in torsos (mid hips to mid
shoulders), so that the person's height drops out. A paired measure exists as `left_...` and `right_...`.

Each has two uncertainties (one standard deviation, same unit). `sigma` is how far it wanders from moment to moment: little across
the picture, more along the optical axis, more still when a landmark is hidden, by first-order error propagation, so that an angle
that swings in depth comes out as unsure and one that swings across the picture as sure. Whoever compares moments of one person
(counting, teaching) weighs with it. `error` is how far it is from the truth, with what is wrong for good
(`mirror.geometry.uncertainty`): what a score or a verdict must go by.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.geometry import uncertainty as u
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
    "toe_out",  # foot turned outward from where the body faces, along the floor, degrees
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
    "bent_knee",  # the knee that is bent more, degrees as `knee`
    "bent_hip",  # the hip that is bent more, degrees as `hip`
    "open_shoulder",  # the arm that is further from the trunk, degrees as `shoulder`
    "same_side_lead",  # arm and leg of one side stretched further than the others', degrees; negative: opposite ones are
    "lifted_knee",  # the higher foot's knee straighter than the other one, degrees; 0 while both feet are level
    "arm_lead",  # elbows bent more than the hip that is bent more, degrees
    "hand_split",  # between the wrists, front to back, torsos
    "hands_forward",  # mid wrists in front of mid ankles, torsos
    "hands_aside",  # mid wrists to the left of mid hips, torsos
)

MEASURES: tuple[str, ...] = tuple(f"{side}_{name}" for name in _PAIRED for side in ("left", "right")) + _SINGLE
"""Every measure's name, in the order of `Measurement.values`."""

PAIRED: frozenset[str] = frozenset(_PAIRED)
INDEX: dict[str, int] = {name: i for i, name in enumerate(MEASURES)}

LANDMARKS: tuple[int, ...] = (0, 7, 8, *range(11, 17), *range(23, 33))
"""Whose places `Measurement.points` keeps: the head, and the joints of arms, legs and feet."""

LATERAL_SIGMA_M = 0.015
DEPTH_SIGMA_M = 0.05
MIN_VISIBILITY = 0.1
"""Below this a landmark counts as missing for a measure."""


def base(name: str) -> str:
    """`left_knee` -> `knee`; a single measure is its own."""
    side, _, rest = name.partition("_")
    return rest if side in ("left", "right") and rest in PAIRED else name


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
        sigma: (len(MEASURES),) float64, how far it wanders, one standard deviation in the same unit; inf where the value is NaN.
        error: (len(MEASURES),) float64, how far it is from the truth, likewise.
        points: (len(LANDMARKS), 3) float64, torsos, body frame, the network's own skeleton from between the hips; NaN where a
            landmark is missing or too hidden. None where nobody asked the body.
    """

    t: float
    values: NDArray[np.float64]
    sigma: NDArray[np.float64]
    error: NDArray[np.float64]
    points: NDArray[np.float64] | None = None

    def __getitem__(self, name: str) -> tuple[float, float]:
        i = INDEX[name]
        return float(self.values[i]), float(self.sigma[i])


# Everything angular is one pass over (end, vertex, end); the second end of a limb or of the trunk is a vertical instead of a
# landmark. Four middles follow the landmarks: shoulders, hips, wrists, ankles.
_MID_SHOULDERS, _MID_HIPS, _MID_WRISTS, _MID_ANKLES = range(s.COUNT, s.COUNT + 4)
_LEFTS = np.array([s.LEFT_SHOULDER, s.LEFT_HIP, s.LEFT_WRIST, s.LEFT_ANKLE])
_RIGHTS = np.array([s.RIGHT_SHOULDER, s.RIGHT_HIP, s.RIGHT_WRIST, s.RIGHT_ANKLE])

_TRIPLES = (
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
)
# A limb or the trunk against a vertical: (measure, end, vertex, +1 up or -1 down).
_LIMBS = (
    ("left_thigh", s.LEFT_KNEE, s.LEFT_HIP, -1.0),
    ("right_thigh", s.RIGHT_KNEE, s.RIGHT_HIP, -1.0),
    ("left_shin", s.LEFT_KNEE, s.LEFT_ANKLE, 1.0),
    ("right_shin", s.RIGHT_KNEE, s.RIGHT_ANKLE, 1.0),
    ("left_upper_arm", s.LEFT_ELBOW, s.LEFT_SHOULDER, -1.0),
    ("right_upper_arm", s.RIGHT_ELBOW, s.RIGHT_SHOULDER, -1.0),
    ("left_forearm", s.LEFT_WRIST, s.LEFT_ELBOW, 1.0),
    ("right_forearm", s.RIGHT_WRIST, s.RIGHT_ELBOW, 1.0),
    ("torso_lean", _MID_SHOULDERS, _MID_HIPS, 1.0),
)
_NT, _NL = len(_TRIPLES), len(_LIMBS)
_ANGLE_SLOT = np.array([*range(_NT), *(INDEX[limb[0]] for limb in _LIMBS)])
# Rows: first end, second end (the vertex again where it is a vertical), vertex.
_ANGLE_AT = np.array(
    [
        [*(t[0] for t in _TRIPLES), *(limb[1] for limb in _LIMBS)],
        [*(t[2] for t in _TRIPLES), *(limb[2] for limb in _LIMBS)],
        [*(t[1] for t in _TRIPLES), *(limb[2] for limb in _LIMBS)],
    ]
)
_VERTICALS = np.array([[0.0, limb[3], 0.0] for limb in _LIMBS])

# Difference of two landmarks along one body axis, in torsos: (name, to, from, axis).
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
    ("knee_gap", s.LEFT_KNEE, s.RIGHT_KNEE, 0),
    ("hand_split", s.LEFT_WRIST, s.RIGHT_WRIST, 2),
    ("hands_forward", _MID_WRISTS, _MID_ANKLES, 2),
    ("hands_aside", _MID_WRISTS, _MID_HIPS, 0),
)
_DIFF_SLOT = np.array([INDEX[d[0]] for d in _DIFFERENCES])
_DIFF_ENDS = np.array([[d[1] for d in _DIFFERENCES], [d[2] for d in _DIFFERENCES]])
_DIFF_AXIS = np.array([d[3] for d in _DIFFERENCES])
_DIFF_FLAT = _DIFF_ENDS * 3 + _DIFF_AXIS

_IS_ANGLE = np.array(
    [
        not (
            name.endswith(("_height", "_forward", "_width", "_split", "_sag", "_level", "_gap", "_aside"))
            and name != "torso_forward"
        )
        for name in MEASURES
    ]
)
_TO_UNIT = np.where(_IS_ANGLE, math.degrees(1.0), 1.0)
_FACTOR = np.array([u.FACTOR.get(base(name), (1.0, 1.0)) for name in MEASURES]).T

_VALGUS = INDEX["left_knee_valgus"]
_SPLIT, _STANCE, _GAP = INDEX["stance_split"], INDEX["stance_width"], INDEX["knee_gap"]
_LEFT_KNEE_FORWARD, _FRONT_KNEE = INDEX["left_knee_forward"], INDEX["front_knee_forward"]
_FORWARD, _SIDE, _TWIST, _SAG = INDEX["torso_forward"], INDEX["torso_side"], INDEX["torso_twist"], INDEX["hip_sag"]
_WIDTHS = (
    (INDEX["hand_width"], s.LEFT_WRIST, s.RIGHT_WRIST),
    (INDEX["elbow_width"], s.LEFT_ELBOW, s.RIGHT_ELBOW),
)
_TILT = math.radians(u.TILT_DEG)
_DIFF_ROWS = np.arange(len(_DIFFERENCES))
_TOE_OUT = INDEX["left_toe_out"]
_FEET = ((s.LEFT_HEEL, s.LEFT_FOOT, 1.0), (s.RIGHT_HEEL, s.RIGHT_FOOT, -1.0))
# Of the paired ones the left comes first, the right one follows.
_KNEE, _HIP, _SHOULDER, _ELBOW = (INDEX[f"left_{name}"] for name in ("knee", "hip", "shoulder", "elbow"))
_LEFT_HIP_HEIGHT = INDEX["left_hip_height"]
_PICKED = ((INDEX["bent_knee"], _KNEE, 1.0), (INDEX["bent_hip"], _HIP, 1.0), (INDEX["open_shoulder"], _SHOULDER, -1.0))
_BENT_HIP, _SAME_SIDE = INDEX["bent_hip"], INDEX["same_side_lead"]
_LIFTED_KNEE, _ARM_LEAD = INDEX["lifted_knee"], INDEX["arm_lead"]
_LIFTED = 0.1
"""A foot that is so much higher than the other one (torsos) is wholly lifted."""
_LEGS = ((s.LEFT_HIP, s.LEFT_KNEE, s.LEFT_ANKLE, -1.0), (s.RIGHT_HIP, s.RIGHT_KNEE, s.RIGHT_ANKLE, 1.0))

_KEPT = np.array(LANDMARKS)
_LARGEST = float(np.finfo(np.float64).max)
_Vector = list[float]


def measure(body: Body) -> Measurement:
    """Every measure of `MEASURES` on this body. Missing landmarks give NaN with sigma inf; nothing is guessed."""
    axis = body.depth_axis
    visibility = np.minimum(np.fmax(body.visibility, 0.0), 1.0)
    points = np.empty((_MID_ANKLES + 1, 3))
    points[: s.COUNT] = body.sighted
    lost = (visibility < MIN_VISIBILITY) | ~body.inside
    points[: s.COUNT][lost] = np.nan
    points[s.COUNT :] = 0.5 * (points.take(_LEFTS, axis=0) + points.take(_RIGHTS, axis=0))
    spine = points[_MID_SHOULDERS] - points[_MID_HIPS]
    torso = max(math.sqrt(float(spine @ spine)), 1e-3)
    # Squared sigmas of each landmark across the picture and along the optical axis. A hidden landmark is unsure across the
    # picture too: the network guesses it from the rest of the body.
    sure = np.empty((2, _MID_ANKLES + 1))
    sure[0, : s.COUNT] = (LATERAL_SIGMA_M * (4.0 - 3.0 * visibility)) ** 2
    sure[1, : s.COUNT] = (DEPTH_SIGMA_M * (2.0 - visibility)) ** 2
    sure[:, s.COUNT :] = 0.25 * (sure.take(_LEFTS, axis=1) + sure.take(_RIGHTS, axis=1))
    frame = _Frame.of(axis, spine / torso)
    values = np.full(len(MEASURES), math.nan)
    # Squared: what wanders, and what the whole error has besides.
    variance = np.zeros((2, len(MEASURES)))
    variance[0] = math.inf

    at = points.take(_ANGLE_AT, axis=0)
    arms = at[:2] - at[2]
    arms[1, _NT:] = _VERTICALS
    length = np.sqrt(np.einsum("kij,kij->ki", arms, arms))
    length = np.maximum(length, 1e-6)
    unit = arms / length[:, :, None]
    cos = np.minimum(np.maximum(np.einsum("ij,ij->i", unit[0], unit[1]), -1.0), 1.0)
    sin = np.sqrt(1.0 - cos * cos)
    values[_ANGLE_SLOT] = np.degrees(np.arccos(cos))
    length[1, _NT:] = math.inf
    gradient = np.empty((3, _NT + _NL, 3))
    gradient[:2] = (cos[:, None] * unit - unit[::-1]) / (np.maximum(sin, 0.05) * length)[:, :, None]
    gradient[2] = gradient[0] + gradient[1]
    lateral, depth = sure.take(_ANGLE_AT, axis=1)
    steep = gradient @ axis
    along = steep**2
    across = np.einsum("kij,kij->ki", gradient, gradient) - along
    bent = np.add.reduce(along * depth + across * lateral, axis=0)
    flattened = (u.GAIN * np.add.reduce(steep[:2] * (arms @ axis), axis=0)) ** 2
    tipped = (_TILT * np.einsum("ij,ij->i", arms[0, _NT:] @ frame.tip, gradient[0, _NT:])) ** 2
    # A straight limb may bend any way: there the gradient has no direction, and the mean over all of them holds.
    pull = np.empty((3, _NT + _NL))
    pull[:2] = 1.0 / length
    pull[2] = pull[0] - cos * pull[1]
    toward = 0.5 * (1.0 - (unit[0] @ axis) ** 2)
    straight = np.add.reduce(pull * pull * (toward * depth + (1.0 - toward) * lateral), axis=0)
    share = np.minimum(np.maximum(1.25 - 5.0 * sin, 0.0), 1.0)
    variance[0, _ANGLE_SLOT] = share * straight + (1.0 - share) * bent
    flattened *= 1.0 - share
    flattened[_NT:] += share[_NT:] * (0.5 * _TILT * _TILT) + (1.0 - share[_NT:]) * tipped
    # What looks straight is: the errors of a limb's ends would have to conspire.
    calm = 1.0 - (1.0 - u.STRAIGHT**2) * np.minimum(np.maximum(1.6 - 3.0 * sin, 0.0), 1.0)
    variance[1, _ANGLE_SLOT] = calm * flattened - (1.0 - calm) * variance[0, _ANGLE_SLOT]

    flat = points.take(_DIFF_FLAT)
    values[_DIFF_SLOT] = (flat[0] - flat[1]) / torso
    both = sure.take(_DIFF_ENDS[0], axis=1) + sure.take(_DIFF_ENDS[1], axis=1)
    part = (axis * axis)[_DIFF_AXIS]
    apart = points.take(_DIFF_ENDS[0], axis=0) - points.take(_DIFF_ENDS[1], axis=0)
    tipped = _TILT * (apart @ frame.tip)[_DIFF_ROWS, _DIFF_AXIS]
    flattened = u.GAIN * axis[_DIFF_AXIS] * (apart @ axis)
    variance[0, _DIFF_SLOT] = (part * both[1] + (1.0 - part) * both[0]) / (torso * torso)
    lasting = (tipped * tipped + flattened * flattened) / (torso * torso)
    variance[1, _DIFF_SLOT] = lasting + frame.torso * values[_DIFF_SLOT] ** 2

    told, (wander, lasting), (lateral_of, depth_of) = values.tolist(), variance.tolist(), sure.tolist()
    _scalars(points.tolist(), lateral_of, depth_of, frame, torso, told, wander, lasting)
    # Which way a foot points is a matter of depth, and of a foot the network knows its shape better than the picture does.
    for k, (heel, toe, sign) in enumerate(_FEET):
        if lost[heel] or lost[toe]:
            continue
        ends = body.points[heel].tolist(), body.points[toe].tolist()
        unsure = lateral_of[heel] + lateral_of[toe], depth_of[heel] + depth_of[toe]
        _toe_out(*ends, sign, frame.axis, unsure, _TOE_OUT + k, told, wander)
    values, variance = np.array(told), np.array([wander, lasting])
    variance[0, np.isnan(values)] = math.inf
    variance[1] = _finite(variance[1])
    error = np.sqrt(variance[0] + variance[1]) * _TO_UNIT
    error *= _FACTOR[0] + frame.aside * (_FACTOR[1] - _FACTOR[0])
    own = body.points[_KEPT] / body.torso_m
    own[lost[_KEPT]] = math.nan
    return Measurement(t=body.t, values=values, sigma=np.sqrt(variance[0]) * _TO_UNIT, error=error, points=own)


def _finite(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """As np.nan_to_num, in a third of its time: NaN is 0, the infinite is the largest number there is."""
    bounded: NDArray[np.float64] = np.minimum(np.maximum(values, -_LARGEST), _LARGEST)
    bounded[np.isnan(bounded)] = 0.0
    return bounded


@dataclass(frozen=True, slots=True, eq=False)
class _Frame:
    """How the body stands to the camera.

    Attributes: axis: its depth axis. tip: (3, 3), `point @ tip` is how a point moves by radian of the body's tilt about the
    picture's horizontal. torso: squared relative error of the torso's length. aside: 0 facing the camera or turned away from it,
    1 seen from the side.
    """

    axis: _Vector
    tip: NDArray[np.float64]
    torso: float
    aside: float

    @classmethod
    def of(cls, axis: NDArray[np.float64], spine: NDArray[np.float64]) -> _Frame:
        x, z = float(axis[0]), float(axis[2])
        flat = max(math.hypot(x, z), 1e-6)
        x, z = -z / flat, x / flat
        tip = np.array([[0.0, z, 0.0], [-z, 0.0, x], [0.0, -x, 0.0]])
        toward = float(axis @ spine) ** 2
        return cls(axis.tolist(), tip, u.TORSO**2 + (u.GAIN * toward) ** 2, z * z)


def _dot(a: _Vector, b: _Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def _minus(a: _Vector, b: _Vector) -> _Vector:
    return [a[0] - b[0], a[1] - b[1], a[2] - b[2]]


def _scalars(
    points: list[_Vector],
    lateral: _Vector,
    depth: _Vector,
    frame: _Frame,
    torso: float,
    values: _Vector,
    wander: _Vector,
    lasting: _Vector,
) -> None:
    """The measures that come one by one, written into `values` and the two variances (per radian): plain floats are faster than
    arrays of three."""
    per = 1.0 / (torso * torso)
    axis = frame.axis
    for slot, left, right in _WIDTHS:
        gap = _minus(points[left], points[right])
        far = math.sqrt(_dot(gap, gap))
        toward = (_dot(gap, axis) / far) ** 2 if far > 1e-6 else 0.0
        values[slot] = far / torso
        wander[slot] = (toward * (depth[left] + depth[right]) + (1.0 - toward) * (lateral[left] + lateral[right])) * per
        lasting[slot] = far * far * ((u.GAIN * toward) ** 2 + frame.torso) * per

    # knee_gap holds the distance between the knees so far.
    values[_GAP] -= values[_STANCE]
    wander[_GAP] += wander[_STANCE]
    lasting[_GAP] += lasting[_STANCE]
    split = values[_SPLIT]
    values[_SPLIT] = abs(split)
    if split == split:
        front = _LEFT_KNEE_FORWARD + (0 if split >= 0 else 1)
        values[_FRONT_KNEE], wander[_FRONT_KNEE], lasting[_FRONT_KNEE] = values[front], wander[front], lasting[front]

    _combined(values, wander, lasting)
    for k, leg in enumerate(_LEGS):
        _knee_valgus(points, lateral, depth, axis, leg, _VALGUS + k, values, wander)

    shoulders, hips = points[_MID_SHOULDERS], points[_MID_HIPS]
    spine = _minus(shoulders, hips)
    near = _dot(spine, axis)
    tip = (frame.tip.T @ spine).tolist()
    d2, l2 = depth[_MID_SHOULDERS] + depth[_MID_HIPS], lateral[_MID_SHOULDERS] + lateral[_MID_HIPS]
    for slot, i in ((_FORWARD, 2), (_SIDE, 0)):
        values[slot] = math.degrees(math.atan2(spine[i], spine[1]))
        toward = axis[i] * axis[i]
        # In its plane the trunk may be short (it leans the other way): the angle is as unsure as its projection is short.
        reach = max(spine[i] * spine[i] + spine[1] * spine[1], 0.01)
        flattened = u.GAIN * near * (spine[1] * axis[i] - spine[i] * axis[1])
        tipped = _TILT * (spine[1] * tip[i] - spine[i] * tip[1])
        wander[slot] = (toward * d2 + (1.0 - toward) * l2) / reach
        lasting[slot] = (flattened**2 + tipped**2) / (reach * reach)

    # About the spine, so that it means the same lying down: the angle between the two lines around the spine's direction.
    up = [c / torso for c in spine]
    a = _minus(points[s.LEFT_SHOULDER], points[s.RIGHT_SHOULDER])
    b = _minus(points[s.LEFT_HIP], points[s.RIGHT_HIP])
    up_a, up_b = _dot(a, up), _dot(b, up)
    a = [a[0] - up_a * up[0], a[1] - up_a * up[1], a[2] - up_a * up[2]]
    b = [b[0] - up_b * up[0], b[1] - up_b * up[1], b[2] - up_b * up[2]]
    values[_TWIST] = math.degrees(math.atan2(_dot(_cross(b, a), up), _dot(a, b)))
    wide = max(math.sqrt(_dot(b, b)), 0.05)
    toward = min((_dot(_cross(b, up), axis) / wide) ** 2, 1.0)
    wander[_TWIST] = 4.0 * (toward * d2 + (1.0 - toward) * l2) / (wide * wide)

    ankles = [p for p in (points[s.LEFT_ANKLE], points[s.RIGHT_ANKLE]) if p[0] == p[0]]
    if ankles:
        foot = [sum(p[i] for p in ankles) / len(ankles) for i in range(3)]
        line = _minus(foot, shoulders)
        share = _dot(_minus(hips, shoulders), line) / max(_dot(line, line), 1e-6)
        values[_SAG] = (shoulders[1] + line[1] * share - hips[1]) / torso
        toward = axis[1] * axis[1]
        wander[_SAG] = (toward * d2 + (1.0 - toward) * l2) * per


def _cross(a: _Vector, b: _Vector) -> _Vector:
    return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]


def _combined(values: _Vector, wander: _Vector, lasting: _Vector) -> None:
    """What two sides make together: known only where both are."""
    for slot, first, sign in _PICKED:
        a, b = sign * values[first], sign * values[first + 1]
        if a == a and b == b:
            picked = first + (b < a)
            values[slot], wander[slot], lasting[slot] = values[picked], wander[picked], lasting[picked]
    arms, legs = values[_SHOULDER] - values[_SHOULDER + 1], values[_HIP] - values[_HIP + 1]
    nearer = _SHOULDER if abs(arms) < abs(legs) else _HIP
    values[_SAME_SIDE] = math.copysign(min(abs(arms), abs(legs)), arms * legs) if arms == arms and legs == legs else math.nan
    # The hips are over the ankles: the higher foot has the smaller hip height.
    lift = (values[_LEFT_HIP_HEIGHT + 1] - values[_LEFT_HIP_HEIGHT]) / _LIFTED
    share = min(max(lift, -1.0), 1.0) if lift == lift else math.nan
    values[_LIFTED_KNEE] = share * (values[_KNEE] - values[_KNEE + 1])
    values[_ARM_LEAD] = values[_BENT_HIP] - 0.5 * (values[_ELBOW] + values[_ELBOW + 1])
    for variance in (wander, lasting):
        variance[_SAME_SIDE] = variance[nearer] + variance[nearer + 1]
        variance[_LIFTED_KNEE] = share * share * (variance[_KNEE] + variance[_KNEE + 1])
        variance[_ARM_LEAD] = variance[_BENT_HIP] + 0.25 * (variance[_ELBOW] + variance[_ELBOW + 1])


def _toe_out(
    heel: _Vector,
    toe: _Vector,
    sign: float,
    axis: _Vector,
    sure: tuple[float, float],
    slot: int,
    values: _Vector,
    variance: _Vector,
) -> None:
    """Foot progression angle against where the body faces: heel to toe, seen from above."""
    x, z = sign * (toe[0] - heel[0]), toe[2] - heel[2]
    reach = max(x * x + z * z, 1e-4)
    values[slot] = math.degrees(math.atan2(x, z))
    toward = (z * axis[0] - sign * x * axis[2]) ** 2 / reach
    variance[slot] = (toward * sure[1] + (1.0 - toward) * sure[0]) / reach


def _knee_valgus(
    points: list[_Vector],
    lateral: _Vector,
    depth: _Vector,
    axis: _Vector,
    leg: tuple[int, int, int, float],
    slot: int,
    values: _Vector,
    variance: _Vector,
) -> None:
    """Frontal-plane projection angle of the knee (Munro et al. 2012), positive inward.

    The knee's sideways distance from the straight line hip-ankle, over the leg's length: bending forward does not count.
    """
    hip, knee, ankle = points[leg[0]], points[leg[1]], points[leg[2]]
    thigh, shank, whole = _minus(knee, hip), _minus(ankle, knee), _minus(ankle, hip)
    if not abs(whole[1]) > 0.1:
        return
    aside = (thigh[0] - thigh[1] / whole[1] * whole[0]) * leg[3]
    length = 0.5 * (math.sqrt(_dot(shank, shank)) + math.sqrt(_dot(thigh, thigh)))
    values[slot] = 2.0 * math.degrees(math.atan2(aside, length))
    toward = axis[0] * axis[0]
    variance[slot] = 6.0 * (toward * depth[leg[1]] + (1.0 - toward) * lateral[leg[1]]) / (length * length)
