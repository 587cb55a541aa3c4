"""From what a source kept to metric landmarks: bone lengths put back what scaling or projection took away.

Two cases, both estimates and marked as such (`Sequence.frame`):

* `recover`: x, y and z were scaled by unknown factors, one per frame and axis (RepCount: 0..1 over the body; image landmarks:
  z in other units than x and y). For a bone with ends a and b, (sx dx)^2 + (sy dy)^2 + (sz dz)^2 = L^2 is linear in the
  squared factors, and one body has more than a dozen bones of known mean proportion: non-negative least squares a frame.
  Checked on 60 training sequences whose metric landmarks are known: after scaling to 0..1 and recovering, elbow, shoulder, hip
  and knee angles differ from the metric ones by 6, 4, 5 and 6 degrees (median), where leaving it out gives 13, 10, 19 and 17.
* `lift`: two dimensions only. Depth comes from the widths of hips and shoulders (which way the person faces: from the face's
  points) and, seen from the front, from foreshortened limbs. Good for the planes that the camera saw, a guess for depth.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d
from scipy.optimize import nnls

from mirror.pose import skeleton as s

TORSO_M = 0.485
# Mean lengths in the metric landmarks of BlazePose, in metres (a body of 0.485 m torso), read on the training sequences.
BONES: tuple[tuple[int, int, float], ...] = (
    (s.LEFT_SHOULDER, s.RIGHT_SHOULDER, 0.33),
    (s.LEFT_HIP, s.RIGHT_HIP, 0.213),
    (s.LEFT_SHOULDER, s.LEFT_HIP, 0.485),
    (s.RIGHT_SHOULDER, s.RIGHT_HIP, 0.485),
    (s.LEFT_SHOULDER, s.LEFT_ELBOW, 0.235),
    (s.RIGHT_SHOULDER, s.RIGHT_ELBOW, 0.235),
    (s.LEFT_ELBOW, s.LEFT_WRIST, 0.228),
    (s.RIGHT_ELBOW, s.RIGHT_WRIST, 0.228),
    (s.LEFT_HIP, s.LEFT_KNEE, 0.386),
    (s.RIGHT_HIP, s.RIGHT_KNEE, 0.386),
    (s.LEFT_KNEE, s.LEFT_ANKLE, 0.366),
    (s.RIGHT_KNEE, s.RIGHT_ANKLE, 0.366),
    (s.LEFT_EAR, s.RIGHT_EAR, 0.152),
    (s.LEFT_ANKLE, s.LEFT_FOOT, 0.132),
    (s.RIGHT_ANKLE, s.RIGHT_FOOT, 0.132),
)
_A = np.array([a for a, _, _ in BONES])
_B = np.array([b for _, b, _ in BONES])
_L = np.array([length for _, _, length in BONES])
_LENGTH = {(a, b): length for a, b, length in BONES}
_MIN_BONES = 6


def recover(points: NDArray[np.float32], *, tied: bool = False) -> NDArray[np.float32]:
    """(T, 33, 3) with unknown scales per frame and axis -> metres; frames with too few bones are NaN.

    Args:
        points: any offset; NaN where missing.
        tied: x and y share one factor (a picture's pixels), only z has its own.
    """
    squares = ((points[:, _A] - points[:, _B]).astype(np.float64) ** 2) / (_L**2)[:, None]
    if tied:
        squares = np.stack([squares[..., 0] + squares[..., 1], squares[..., 2]], axis=-1)
    factors = np.full((len(points), squares.shape[2]), np.nan)
    for t, rows in enumerate(squares):
        seen = ~np.isnan(rows).any(axis=1)
        if seen.sum() >= _MIN_BONES:
            factors[t], _ = nnls(rows[seen], np.ones(int(seen.sum())))
    factors = np.sqrt(factors)
    if tied:
        # One camera, one person: depth's unit and the distance change slowly.
        good = ~np.isnan(factors[:, 0])
        if good.any():
            factors[good] = np.median(factors[good], axis=0)
        factors = factors[:, [0, 0, 1]]
    scaled: NDArray[np.float32] = (points * factors[:, None]).astype(np.float32)
    return scaled


def lift(pixels: NDArray[np.float32]) -> NDArray[np.float32]:
    """(T, 33, 2) pixels (y down, NaN missing) -> (T, 33, 3) metres in camera axes, an estimate.

    Seen from the side the hidden side's shoulder and hip are put behind the seen ones; a limb keeps the depth of its root.
    """
    flat = fill_trunk(pixels)
    trunk = 0.5 * (flat[:, s.LEFT_SHOULDER] + flat[:, s.RIGHT_SHOULDER] - flat[:, s.LEFT_HIP] - flat[:, s.RIGHT_HIP])
    lengths = np.linalg.norm(trunk, axis=1)
    if np.isnan(lengths).all():
        return np.full((*pixels.shape[:2], 3), np.nan, np.float32)
    # The trunk is never longer than itself: a high percentile is its length unforeshortened.
    metres = flat * (TORSO_M / np.nanpercentile(lengths, 90))
    out = np.concatenate([metres, np.zeros_like(metres[..., :1])], axis=-1)
    facing = _facing(metres)
    wide = np.nanmedian(np.abs(metres[:, s.LEFT_SHOULDER, 0] - metres[:, s.RIGHT_SHOULDER, 0]))
    frontal = bool(wide > 0.5 * _LENGTH[(s.LEFT_SHOULDER, s.RIGHT_SHOULDER)])
    for left, right in ((s.LEFT_SHOULDER, s.RIGHT_SHOULDER), (s.LEFT_HIP, s.RIGHT_HIP)):
        seen = np.linalg.norm(metres[:, left] - metres[:, right], axis=1)
        depth = np.sqrt(np.maximum(_LENGTH[(left, right)] ** 2 - _smooth(seen) ** 2, 0.0)) * 0.5
        # Facing the picture's right, the person's left is the far side (z grows away from the camera).
        sign = 0.0 if frontal else facing
        out[:, left, 2], out[:, right, 2] = sign * depth, -sign * depth
    for root, tip in (
        (s.LEFT_SHOULDER, s.LEFT_ELBOW),
        (s.RIGHT_SHOULDER, s.RIGHT_ELBOW),
        (s.LEFT_ELBOW, s.LEFT_WRIST),
        (s.RIGHT_ELBOW, s.RIGHT_WRIST),
        (s.LEFT_HIP, s.LEFT_KNEE),
        (s.RIGHT_HIP, s.RIGHT_KNEE),
        (s.LEFT_KNEE, s.LEFT_ANKLE),
        (s.RIGHT_KNEE, s.RIGHT_ANKLE),
    ):
        out[:, tip, 2] = out[:, root, 2]
        if frontal:
            seen = np.linalg.norm(metres[:, tip] - metres[:, root], axis=1)
            whole = max(float(np.nanpercentile(seen, 90)), 0.5 * _LENGTH[(root, tip)]) if not np.isnan(seen).all() else 0.0
            hidden = np.sqrt(np.maximum(whole**2 - seen**2, 0.0))
            # Towards the camera for all but the shin: knees and hands go forward, shins slope back.
            back = 1.0 if tip in (s.LEFT_ANKLE, s.RIGHT_ANKLE) else -1.0
            out[:, tip, 2] += back * np.where(hidden > 0.15 * whole, hidden, 0.0)
    for side, ankle in ((s.LEFT_HEEL, s.LEFT_ANKLE), (s.LEFT_FOOT, s.LEFT_ANKLE)):
        out[:, side, 2] = out[:, ankle, 2]
        out[:, side + 1, 2] = out[:, ankle + 1, 2]
    return out.astype(np.float32)


def fill_trunk(pixels: NDArray[np.float32]) -> NDArray[np.float32]:
    """A missing shoulder or hip stands where the other one is: from the side they cover each other."""
    flat = pixels.copy()
    for left, right in ((s.LEFT_SHOULDER, s.RIGHT_SHOULDER), (s.LEFT_HIP, s.RIGHT_HIP)):
        for one, other in ((left, right), (right, left)):
            gone = np.isnan(flat[:, one, 0])
            flat[gone, one] = flat[gone, other]
    return flat


def _facing(metres: NDArray[np.float32]) -> float:
    """+1 when the person faces the picture's right, -1 the left: the nose against the ears, else the neck."""
    ears = metres[:, [s.LEFT_EAR, s.RIGHT_EAR], 0]
    base = np.where(np.isnan(ears).all(axis=1), metres[:, [s.LEFT_SHOULDER, s.RIGHT_SHOULDER], 0].mean(axis=1), 0.0)
    known = ~np.isnan(ears).all(axis=1)
    if known.any():
        base[known] = np.nanmean(ears[known], axis=1)
    ahead = metres[:, s.NOSE, 0] - base
    return -1.0 if np.nanmedian(ahead) < 0 else 1.0


def _smooth(values: NDArray[np.float32]) -> NDArray[np.float32]:
    filled = np.where(np.isnan(values), np.nanmedian(values) if not np.isnan(values).all() else 0.0, values)
    smooth: NDArray[np.float32] = gaussian_filter1d(filled, 3.0)
    return smooth
