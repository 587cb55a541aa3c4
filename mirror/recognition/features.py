"""What the classifier sees: one body in numbers that do not depend on where the camera stands.

Two steps, because the camera's rate varies and the classifier's does not:

`describe` turns one Body into `RAW` numbers at the camera's rate (NaN where a landmark is missing). They can be interpolated
linearly by time, which the Grid does. `Encoder` turns one grid point into the `WIDTH` numbers of the classifier's input: missing
numbers become 0 and are told by masks, and the movement of the whole body in the room is worked out from consecutive points.

The raw vector, in order (body frame, lengths in torsos, +x the person's left, y up, +z the way the person faces):

    JOINTS x 3      places of 15 landmarks, origin between the hips
    LIMBS x 3       directions of the limbs, the spine and the shoulder line, unit length
    8               cosines between neighbouring limbs: elbow, shoulder, hip, knee, left then right (1 straight or alongside)
    DISTANCES       how far apart pairs of landmarks are (they survive a wrong turn of the body frame)
    2               hips over the lowest landmark; mean wrist over mean ankle
    3               mid hips in pixels (x, y down) and pixels per torso, for the movement of the whole body

The encoded vector: the raw one without its last three, then 15 joint masks, "somebody is there", then four numbers of movement:
the hips' upward speed (torsos/s), sideways speed without sign, and where they are against their own leaky mean of the last two
seconds (up; sideways without sign).

A pull-up and a shoulder press differ in little but the last four; a squat and a deadlift in little but the arms and the spine.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from mirror.geometry import Body
from mirror.pose import skeleton as s
from mirror.recognition.grid import RATE_HZ

MIN_VISIBILITY = 0.1
"""Below this a landmark is taken as missing: the pose network guesses it from the rest of the body."""

JOINTS: tuple[int, ...] = (
    s.NOSE,
    s.LEFT_SHOULDER,
    s.RIGHT_SHOULDER,
    s.LEFT_ELBOW,
    s.RIGHT_ELBOW,
    s.LEFT_WRIST,
    s.RIGHT_WRIST,
    s.LEFT_HIP,
    s.RIGHT_HIP,
    s.LEFT_KNEE,
    s.RIGHT_KNEE,
    s.LEFT_ANKLE,
    s.RIGHT_ANKLE,
    s.LEFT_FOOT,
    s.RIGHT_FOOT,
)
_N = len(JOINTS)
_NOSE, _LS, _RS, _LE, _RE, _LW, _RW, _LH, _RH, _LK, _RK, _LA, _RA, _LF, _RF = range(_N)
_MID_SHOULDERS, _MID_HIPS = _N, _N + 1  # two more points behind the joints, for the spine

LIMBS: tuple[tuple[int, int], ...] = (
    (_LS, _LE),
    (_RS, _RE),
    (_LE, _LW),
    (_RE, _RW),
    (_LH, _LK),
    (_RH, _RK),
    (_LK, _LA),
    (_RK, _RA),
    (_LA, _LF),
    (_RA, _RF),
    (_MID_HIPS, _MID_SHOULDERS),
    (_RS, _LS),
)
_SPINE = 10
# Cosines between limbs as they lie in LIMBS, with the sign that makes a straight (or alongside) joint 1.
_ANGLES = np.array([(0, 2), (1, 3), (0, _SPINE), (1, _SPINE), (4, _SPINE), (5, _SPINE), (4, 6), (5, 7)])
_ANGLE_ONE, _ANGLE_OTHER = _ANGLES[:, 0].copy(), _ANGLES[:, 1].copy()
_ANGLE_SIGN = np.array([1.0, 1.0, -1.0, -1.0, -1.0, -1.0, 1.0, 1.0])
DISTANCES: tuple[tuple[int, int], ...] = (
    (_LW, _RW),
    (_LE, _RE),
    (_LK, _RK),
    (_LA, _RA),
    (_LW, _LS),
    (_RW, _RS),
    (_LW, _LH),
    (_RW, _RH),
    (_LW, _LK),
    (_RW, _RK),
    (_LW, _LA),
    (_RW, _RA),
    (_LW, _NOSE),
    (_RW, _NOSE),
    (_LH, _LA),
    (_RH, _RA),
    (_LS, _LA),
    (_RS, _RA),
)
_FROM = np.array([a for a, _ in LIMBS + DISTANCES])
_TO = np.array([b for _, b in LIMBS + DISTANCES])
_PICK = np.array(JOINTS)

_AT_LIMBS = 3 * _N
_AT_ANGLES = _AT_LIMBS + 3 * len(LIMBS)
_AT_DISTANCES = _AT_ANGLES + len(_ANGLES)
_AT_HEIGHTS = _AT_DISTANCES + len(DISTANCES)
STILL = _AT_HEIGHTS + 2
"""Numbers of the raw vector that describe the body alone."""
RAW = STILL + 3
MASKS = STILL
PRESENT = STILL + _N
MOTION = PRESENT + 1
WIDTH = MOTION + 4
"""Length of the classifier's input at one grid point."""

_MIN_PROJECTION = 0.35
_MAX_SPEED = 6.0
_MAX_SHIFT = 3.0
_SCALE_MEMORY = math.exp(-1.0 / (1.0 * RATE_HZ))
SHIFT_MEMORY = math.exp(-1.0 / (2.0 * RATE_HZ))


def describe_all(
    points: NDArray[np.float64],
    visibility: NDArray[np.float64],
    torso_m: NDArray[np.float64],
    depth_axis: NDArray[np.float64],
    root_px: NDArray[np.float64],
    torso_px: NDArray[np.float64],
) -> NDArray[np.float64]:
    """`describe` for many bodies at once: (N, 33, 3), (N, 33), (N,), (N, 3), (N, 2), (N,) -> (N, RAW)."""
    n = len(points)
    places = np.zeros((n, _N + 2, 3))
    joints = places[:, :_N]
    joints[:] = points.take(_PICK, axis=1)
    joints /= torso_m[:, None, None]
    joints[visibility.take(_PICK, axis=1) < MIN_VISIBILITY] = np.nan
    # The spine comes from the body frame itself, so a shoulder that is merely hidden does not take it away.
    spine = (points[:, s.LEFT_SHOULDER] + points[:, s.RIGHT_SHOULDER]) * (0.5 / torso_m[:, None])
    places[:, _MID_SHOULDERS] = spine
    apart = places.take(_TO, axis=1)
    apart -= places.take(_FROM, axis=1)
    length = np.sqrt(np.add.reduce(apart * apart, axis=2))
    limbs = apart[:, : len(LIMBS)]
    limbs /= length[:, : len(LIMBS), None] + 1e-6
    out: NDArray[np.float64] = np.empty((n, RAW))
    out[:, :_AT_LIMBS] = joints.reshape(n, -1)
    out[:, _AT_LIMBS:_AT_ANGLES] = limbs.reshape(n, -1)
    bend: NDArray[np.float64] = limbs.take(_ANGLE_ONE, axis=1)
    bend *= limbs.take(_ANGLE_OTHER, axis=1)
    out[:, _AT_ANGLES:_AT_DISTANCES] = np.add.reduce(bend, axis=2) * _ANGLE_SIGN
    out[:, _AT_DISTANCES:_AT_HEIGHTS] = length[:, len(LIMBS) :]
    heights = joints[:, :, 1]
    out[:, _AT_HEIGHTS] = -np.fmin.reduce(heights, axis=1)
    out[:, _AT_HEIGHTS + 1] = 0.5 * (heights[:, _LW] + heights[:, _RW] - heights[:, _LA] - heights[:, _RA])
    out[:, STILL : STILL + 2] = root_px
    toward = np.add.reduce(spine * depth_axis, axis=1)
    out[:, STILL + 2] = torso_px / np.maximum(np.sqrt(np.maximum(1.0 - toward * toward, 0.0)), _MIN_PROJECTION)
    return out


def describe(body: Body) -> NDArray[np.float64]:
    """(RAW,) float64, NaN where a landmark is missing or hidden; see the module's text for the order and the units."""
    row: NDArray[np.float64] = describe_all(
        body.points[None],
        body.visibility[None],
        np.array([body.torso_m]),
        body.depth_axis[None],
        body.root_px[None],
        np.array([body.torso_px]),
    )[0]
    return row


def encode_still(raw: NDArray[np.float64]) -> NDArray[np.float32]:
    """(N, RAW) -> (N, WIDTH) with the four numbers of movement still 0; a row of NaN is an absent grid point."""
    out = np.zeros((len(raw), WIDTH), np.float32)
    still = raw[:, :STILL]
    seen = ~np.isnan(still)
    np.copyto(out[:, :STILL], still, where=seen, casting="same_kind")
    out[:, MASKS:PRESENT] = seen[:, 0:_AT_LIMBS:3]
    out[:, PRESENT] = seen.any(axis=1)
    return out


class Encoder:
    """From grid points to the classifier's input; remembers the last place of the hips and their leaky mean."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """As if nobody had been there yet."""
        self._root: tuple[float, float] | None = None
        self._scale = math.nan
        self._up = self._right = 0.0

    def step(self, raw: NDArray[np.float64] | None) -> NDArray[np.float32]:
        """(WIDTH,) float32 of one grid point; None is an absent one (all zeros; the hips' place is forgotten)."""
        self._up *= SHIFT_MEMORY
        self._right *= SHIFT_MEMORY
        if raw is None:
            self._root = None
            return np.zeros(WIDTH, np.float32)
        row: NDArray[np.float32] = encode_still(raw[None])[0]
        x, y, scale = raw[STILL:].tolist()
        if scale > 0.0 and x == x and y == y:
            known = self._scale
            self._scale = scale = scale if known != known else known * _SCALE_MEMORY + scale * (1.0 - _SCALE_MEMORY)
            if self._root is not None:
                right = min(max((x - self._root[0]) / scale * RATE_HZ, -_MAX_SPEED), _MAX_SPEED)
                up = min(max((self._root[1] - y) / scale * RATE_HZ, -_MAX_SPEED), _MAX_SPEED)
                self._right += right / RATE_HZ
                self._up += up / RATE_HZ
                row[MOTION] = up
                row[MOTION + 1] = abs(right)
            self._root = (x, y)
        else:
            self._root = None
        row[MOTION + 2] = min(max(self._up, -_MAX_SHIFT), _MAX_SHIFT)
        row[MOTION + 3] = min(abs(self._right), _MAX_SHIFT)
        return row

    def run(self, raw: NDArray[np.float64]) -> NDArray[np.float32]:
        """`step` over (N, RAW), where a row of NaN is an absent point: (N, WIDTH)."""
        return np.stack([self.step(None if np.isnan(row[:STILL]).all() else row) for row in raw])


def depends_on() -> NDArray[np.bool_]:
    """(15, WIDTH): which inputs are built from each of JOINTS (to hide a joint in training: they become 0)."""
    table = np.zeros((_N, WIDTH), bool)
    for j in range(_N):
        table[j, 3 * j : 3 * j + 3] = True
        table[j, MASKS + j] = True
        hit = np.array([j in limb for limb in LIMBS])
        table[j, _AT_LIMBS:_AT_ANGLES] = np.repeat(hit, 3)
        table[j, _AT_ANGLES:_AT_DISTANCES] = hit[_ANGLES].any(axis=1)
        table[j, _AT_DISTANCES:_AT_HEIGHTS] = [j in pair for pair in DISTANCES]
        table[j, _AT_HEIGHTS + 1] = j in (_LW, _RW, _LA, _RA)
    return table


def mirror_map() -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """(order, sign) of WIDTH each: `x[..., order] * sign` is the input of the mirrored person."""
    swap_joint = np.array([0] + [j + 1 if j % 2 else j - 1 for j in range(1, _N)])
    order, sign = np.arange(WIDTH), np.ones(WIDTH, np.float32)
    for j in range(_N):
        order[3 * j : 3 * j + 3] = 3 * swap_joint[j] + np.arange(3)
        order[MASKS + j] = MASKS + swap_joint[j]
        sign[3 * j] = -1.0
    full = np.concatenate([swap_joint, [_MID_SHOULDERS, _MID_HIPS]])
    for i, (a, b) in enumerate(LIMBS):
        at = _AT_LIMBS + 3 * i
        pair = (int(full[a]), int(full[b]))
        if pair in LIMBS:
            order[at : at + 3] = _AT_LIMBS + 3 * LIMBS.index(pair) + np.arange(3)
            sign[at] = -1.0
        else:  # the shoulder line runs right to left in the mirror image too: x keeps its sign, y and z turn
            sign[at + 1 : at + 3] = -1.0
    for i in range(len(_ANGLES)):
        order[_AT_ANGLES + i] = _AT_ANGLES + (i ^ 1)
    for i, (a, b) in enumerate(DISTANCES):
        pair = (int(swap_joint[a]), int(swap_joint[b]))
        other = DISTANCES.index(pair) if pair in DISTANCES else DISTANCES.index(pair[::-1])
        order[_AT_DISTANCES + i] = _AT_DISTANCES + other
    return order, sign
