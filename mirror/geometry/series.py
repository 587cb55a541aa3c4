"""Series: the body frame and every measure of many poses at once, for whoever has a whole set before him (the review).

The same numbers as `body_from_pose` and `measure` give pose by pose (a test holds them together to a millionth of a degree).
There a frame must be ready in a third of a millisecond; here a minute of landmarks is one pass over arrays, about thirty times
cheaper a pose.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.geometry import measures as m
from mirror.geometry import uncertainty as u
from mirror.geometry.body import _BORDER, _MIN_AXIS_M, _MIN_TORSO_M
from mirror.geometry.camera import Calibration
from mirror.geometry.sight import _HIPS, _MAIN, ASSUMED_FOV_DEG, MIN_AGREEMENT
from mirror.pose import skeleton as s

Array = NDArray[np.float64]

BLOCK = 512
"""Poses in one pass: what is worked on stays in the processor's cache."""


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """N poses in the body frame, measured.

    Attributes:
        values, sigma, error: (N, len(MEASURES)) as in Measurement. Where there was no body (nobody, or neither hips nor
            shoulders) NaN, inf, inf.
        points: (N, 33, 3) metres, body frame, as `Body.sighted`; NaN where there was no body.
        yaw_deg: (N,) as in Body.
        to_body: (N, 3, 3) from camera axes to the body frame; NaN where there was no body.
    """

    values: Array
    sigma: Array
    error: Array
    points: Array
    yaw_deg: Array
    to_body: Array


def measured(
    image: NDArray[np.float32],
    world: NDArray[np.float32],
    visibility: NDArray[np.float32],
    width: int,
    height: int,
    calibration: Calibration,
) -> Series:
    """image, world: (N, 33, 3), visibility: (N, 33), as in Pose; width, height: of the picture, pixels."""
    parts = [
        _block(image[i : i + BLOCK], world[i : i + BLOCK], visibility[i : i + BLOCK], width, height, calibration)
        for i in range(0, max(len(image), 1), BLOCK)
    ]
    return parts[0] if len(parts) == 1 else joined(parts)


def joined(parts: list[Series]) -> Series:
    """One after the other."""
    names = ("values", "sigma", "error", "points", "yaw_deg", "to_body")
    return Series(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _dot(a: Array, b: Array) -> Array:
    product: Array = np.einsum("...j,...j->...", a, b)
    return product


def _block(
    image: NDArray[np.float32],
    world: NDArray[np.float32],
    visibility: NDArray[np.float32],
    width: int,
    height: int,
    calibration: Calibration,
) -> Series:
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        bodies = _Bodies.of(image, world, visibility, width, height, calibration)
        values, sigma, error = _Pass(bodies).run()
    nobody = np.isnan(bodies.torso)
    values[nobody], sigma[nobody], error[nobody] = math.nan, math.inf, math.inf
    return Series(values, sigma, error, bodies.sighted, bodies.yaw_deg, bodies.to_body)


@dataclass(frozen=True, slots=True, eq=False)
class _Bodies:
    """As Body, N of them. torso: (N,) metres, NaN where there is no body."""

    points: Array
    sighted: Array
    visibility: Array
    torso: Array
    yaw_deg: Array
    axis: Array
    lost: NDArray[np.bool_]
    to_body: Array

    @classmethod
    def of(
        cls,
        image: NDArray[np.float32],
        world: NDArray[np.float32],
        visibility: NDArray[np.float32],
        width: int,
        height: int,
        calibration: Calibration,
    ) -> _Bodies:
        to_room = calibration.to_room
        room = world.astype(np.float64) @ to_room.T
        hips = 0.5 * (room[:, s.LEFT_HIP] + room[:, s.RIGHT_HIP])
        spine = 0.5 * (room[:, s.LEFT_SHOULDER] + room[:, s.RIGHT_SHOULDER]) - hips
        torso = np.sqrt(_dot(spine, spine))
        torso[~(torso > _MIN_TORSO_M)] = math.nan
        left = (room[:, s.LEFT_HIP] - room[:, s.RIGHT_HIP]) + (room[:, s.LEFT_SHOULDER] - room[:, s.RIGHT_SHOULDER])
        span = np.hypot(left[:, 0], left[:, 2])
        upright = (span > _MIN_AXIS_M) & (span > 0.35 * np.abs(left[:, 1]))
        cos = np.where(upright, left[:, 0] / span, 1.0)
        sin = np.where(upright, -left[:, 2] / span, 0.0)
        turn = np.zeros((len(room), 3, 3))
        turn[:, 0, 0], turn[:, 0, 2], turn[:, 1, 1], turn[:, 2, 0], turn[:, 2, 2] = cos, -sin, 1.0, sin, cos
        to_body = turn @ to_room
        to_body[np.isnan(torso)] = math.nan
        seen = np.minimum(np.fmax(visibility.astype(np.float64), 0.0), 1.0)
        inside = np.all(np.abs(image[:, :, :2] - 0.5) <= 0.5 + _BORDER, axis=2)
        back = to_body.transpose(0, 2, 1)
        return cls(
            points=(room - hips[:, None]) @ turn.transpose(0, 2, 1),
            sighted=_sighted(image, world, width, height, calibration.fov_deg) @ back,
            visibility=seen,
            torso=torso,
            yaw_deg=np.where(upright & ~np.isnan(torso), np.degrees(np.arctan2(sin, cos)), math.nan),
            axis=turn @ to_room[:, 2],
            lost=(seen < m.MIN_VISIBILITY) | ~inside,
            to_body=to_body,
        )


def _sighted(image: NDArray[np.float32], world: NDArray[np.float32], width: int, height: int, fov_deg: float) -> Array:
    """(N, 33, 3), as `mirror.geometry.sight.sighted`."""
    out = world.astype(np.float64)
    out -= 0.5 * (out[:, s.LEFT_HIP] + out[:, s.RIGHT_HIP])[:, None]
    fov = fov_deg if fov_deg == fov_deg else ASSUMED_FOV_DEG
    per_px = math.tan(math.radians(0.5 * fov)) / (0.5 * max(height, 1))
    rays = (image[:, :, :2].astype(np.float64) - 0.5) * np.array([width * per_px, height * per_px])
    bent = rays * out[:, :, 2:]
    across = rays - 0.5 * rays[:, _HIPS].sum(axis=1)[:, None]
    bent -= 0.5 * bent[:, _HIPS].sum(axis=1)[:, None]
    wanted, flat = out[:, _MAIN, :2] - bent[:, _MAIN], across[:, _MAIN]
    seen = (np.isfinite(wanted).all(axis=2) & np.isfinite(flat).all(axis=2))[:, :, None]
    wanted, flat = np.where(seen, wanted, 0.0), np.where(seen, flat, 0.0)
    size, spread, fit = ((a * b).sum(axis=(1, 2)) for a, b in ((wanted, wanted), (flat, flat), (wanted, flat)))
    agree = (fit > MIN_AGREEMENT * np.sqrt(size * spread)) & ~(spread < 1e-9)
    out[agree, :, :2] = (across * (fit / spread)[:, None, None] + bent)[agree]
    return out


class _Pass:
    """One pass over some bodies: the steps of `measure`, each over all of them. Variances are per radian."""

    def __init__(self, bodies: _Bodies) -> None:
        count = len(bodies.torso)
        self.bodies = bodies
        self.axis = bodies.axis
        self.points = np.empty((count, m._MID_ANKLES + 1, 3))
        self.points[:, : s.COUNT] = bodies.sighted
        self.points[:, : s.COUNT][bodies.lost] = np.nan
        self.points[:, s.COUNT :] = 0.5 * (self.points[:, m._LEFTS] + self.points[:, m._RIGHTS])
        self.spine = self.points[:, m._MID_SHOULDERS] - self.points[:, m._MID_HIPS]
        self.torso = np.maximum(np.sqrt(_dot(self.spine, self.spine)), 1e-3)
        self.per = 1.0 / (self.torso * self.torso)
        self.lateral, self.depth = np.empty((2, count, m._MID_ANKLES + 1))
        self.lateral[:, : s.COUNT] = (m.LATERAL_SIGMA_M * (4.0 - 3.0 * bodies.visibility)) ** 2
        self.depth[:, : s.COUNT] = (m.DEPTH_SIGMA_M * (2.0 - bodies.visibility)) ** 2
        for sure in (self.lateral, self.depth):
            sure[:, s.COUNT :] = 0.25 * (sure[:, m._LEFTS] + sure[:, m._RIGHTS])
        # How the body stands to the camera, as _Frame in `measures`.
        x, z = self.axis[:, 0], self.axis[:, 2]
        far = np.maximum(np.hypot(x, z), 1e-6)
        x, z = -z / far, x / far
        self.tip = np.zeros((count, 3, 3))
        self.tip[:, 0, 1], self.tip[:, 1, 0], self.tip[:, 1, 2], self.tip[:, 2, 1] = z, -z, x, -x
        self.aside = z * z
        self.torso_error = u.TORSO**2 + (u.GAIN * _dot(self.axis, self.spine / self.torso[:, None]) ** 2) ** 2
        self.values = np.full((count, len(m.MEASURES)), math.nan)
        self.wander = np.full((count, len(m.MEASURES)), math.inf)
        self.lasting = np.zeros((count, len(m.MEASURES)))

    def run(self) -> tuple[Array, Array, Array]:
        """(N, MEASURES) values, sigma, error."""
        self._angles()
        self._differences()
        self._widths()
        self._combined()
        for k, leg in enumerate(m._LEGS):
            self._valgus(leg, m._VALGUS + k)
        self._trunk()
        self._sag()
        for k, (heel, toe, sign) in enumerate(m._FEET):
            self._toe_out(heel, toe, sign, m._TOE_OUT + k)
        self.wander[np.isnan(self.values)] = math.inf
        error = np.sqrt(self.wander + np.nan_to_num(self.lasting)) * m._TO_UNIT
        error *= m._FACTOR[0] + self.aside[:, None] * (m._FACTOR[1] - m._FACTOR[0])
        return self.values, np.sqrt(self.wander) * m._TO_UNIT, error

    def _angles(self) -> None:
        nt = m._NT
        at = self.points[:, m._ANGLE_AT]
        arms = at[:, :2] - at[:, 2:]
        arms[:, 1, nt:] = m._VERTICALS
        length = np.maximum(np.sqrt(_dot(arms, arms)), 1e-6)
        unit = arms / length[..., None]
        cos = np.minimum(np.maximum(_dot(unit[:, 0], unit[:, 1]), -1.0), 1.0)
        sin = np.sqrt(1.0 - cos * cos)
        self.values[:, m._ANGLE_SLOT] = np.degrees(np.arccos(cos))
        length[:, 1, nt:] = math.inf
        gradient = np.empty((len(at), 3, *arms.shape[2:]))
        gradient[:, :2] = (cos[:, None, :, None] * unit - unit[:, ::-1]) / (np.maximum(sin, 0.05)[:, None] * length)[..., None]
        gradient[:, 2] = gradient[:, 0] + gradient[:, 1]
        axis = self.axis[:, None, None]
        lateral, depth = self.lateral[:, m._ANGLE_AT], self.depth[:, m._ANGLE_AT]
        steep = _dot(gradient, axis)
        along = steep**2
        bent = (along * depth + (_dot(gradient, gradient) - along) * lateral).sum(axis=1)
        flattened = (u.GAIN * (steep[:, :2] * _dot(arms, axis)).sum(axis=1)) ** 2
        tipped = (m._TILT * _dot(arms[:, 0, nt:] @ self.tip, gradient[:, 0, nt:])) ** 2
        pull = np.empty((len(at), 3, arms.shape[2]))
        pull[:, :2] = 1.0 / length
        pull[:, 2] = pull[:, 0] - cos * pull[:, 1]
        toward = 0.5 * (1.0 - _dot(unit[:, 0], self.axis[:, None]) ** 2)[:, None]
        straight = (pull * pull * (toward * depth + (1.0 - toward) * lateral)).sum(axis=1)
        share = np.minimum(np.maximum(1.25 - 5.0 * sin, 0.0), 1.0)
        wander = share * straight + (1.0 - share) * bent
        self.wander[:, m._ANGLE_SLOT] = wander
        flattened *= 1.0 - share
        flattened[:, nt:] += share[:, nt:] * (0.5 * m._TILT * m._TILT) + (1.0 - share[:, nt:]) * tipped
        calm = 1.0 - (1.0 - u.STRAIGHT**2) * np.minimum(np.maximum(1.6 - 3.0 * sin, 0.0), 1.0)
        self.lasting[:, m._ANGLE_SLOT] = calm * flattened - (1.0 - calm) * wander

    def _differences(self) -> None:
        slot, axis_of = m._DIFF_SLOT, m._DIFF_AXIS
        apart = self.points[:, m._DIFF_ENDS[0]] - self.points[:, m._DIFF_ENDS[1]]
        self.values[:, slot] = np.take_along_axis(apart, axis_of[None, :, None], axis=2)[..., 0] / self.torso[:, None]
        lateral, depth = (sure[:, m._DIFF_ENDS].sum(axis=1) for sure in (self.lateral, self.depth))
        toward = self.axis[:, axis_of]
        part = toward * toward
        tipped = m._TILT * (apart @ self.tip)[:, m._DIFF_ROWS, axis_of]
        flattened = u.GAIN * toward * _dot(apart, self.axis[:, None])
        per = self.per[:, None]
        self.wander[:, slot] = (part * depth + (1.0 - part) * lateral) * per
        self.lasting[:, slot] = (tipped * tipped + flattened * flattened) * per
        self.lasting[:, slot] += self.torso_error[:, None] * self.values[:, slot] ** 2

    def _widths(self) -> None:
        for slot, left, right in m._WIDTHS:
            gap = self.points[:, left] - self.points[:, right]
            far = np.sqrt(_dot(gap, gap))
            toward = np.where(far > 1e-6, (_dot(gap, self.axis) / far) ** 2, 0.0)
            self.values[:, slot] = far / self.torso
            self.wander[:, slot] = self._between(toward, (left, right)) * self.per
            self.lasting[:, slot] = far * far * ((u.GAIN * toward) ** 2 + self.torso_error) * self.per
        # knee_gap holds the distance between the knees so far.
        self.values[:, m._GAP] -= self.values[:, m._STANCE]
        for variance in (self.wander, self.lasting):
            variance[:, m._GAP] += variance[:, m._STANCE]
        split = self.values[:, m._SPLIT].copy()
        self.values[:, m._SPLIT] = np.abs(split)
        self._take(m._FRONT_KNEE, m._LEFT_KNEE_FORWARD + np.where(split >= 0, 0, 1), ~np.isnan(split))

    def _between(self, toward: Array, landmarks: tuple[int, ...]) -> Array:
        """(N,) the landmarks' variances added, along the optical axis by the share `toward`."""
        depth = sum((self.depth[:, i] for i in landmarks), np.zeros(len(toward)))
        lateral = sum((self.lateral[:, i] for i in landmarks), np.zeros(len(toward)))
        mixed: Array = toward * depth + (1.0 - toward) * lateral
        return mixed

    def _take(self, slot: int, picked: NDArray[np.intp], where: NDArray[np.bool_]) -> None:
        """A measure is another one's, which one from pose to pose."""
        rows = np.flatnonzero(where)
        for table in (self.values, self.wander, self.lasting):
            table[rows, slot] = table[rows, picked[rows]]

    def _combined(self) -> None:
        v, variances = self.values, (self.wander, self.lasting)
        for slot, first, sign in m._PICKED:
            a, b = sign * v[:, first], sign * v[:, first + 1]
            self._take(slot, first + (b < a).astype(np.intp), ~np.isnan(a) & ~np.isnan(b))
        arms, legs = v[:, m._SHOULDER] - v[:, m._SHOULDER + 1], v[:, m._HIP] - v[:, m._HIP + 1]
        v[:, m._SAME_SIDE] = np.copysign(np.minimum(np.abs(arms), np.abs(legs)), arms * legs)
        nearer = np.abs(arms) < np.abs(legs)
        share = np.clip((v[:, m._LEFT_HIP_HEIGHT + 1] - v[:, m._LEFT_HIP_HEIGHT]) / m._LIFTED, -1.0, 1.0)
        v[:, m._LIFTED_KNEE] = share * (v[:, m._KNEE] - v[:, m._KNEE + 1])
        v[:, m._ARM_LEAD] = v[:, m._BENT_HIP] - 0.5 * (v[:, m._ELBOW] + v[:, m._ELBOW + 1])
        for var in variances:
            arm, leg = var[:, m._SHOULDER] + var[:, m._SHOULDER + 1], var[:, m._HIP] + var[:, m._HIP + 1]
            var[:, m._SAME_SIDE] = np.where(nearer, arm, leg)
            var[:, m._LIFTED_KNEE] = share * share * (var[:, m._KNEE] + var[:, m._KNEE + 1])
            var[:, m._ARM_LEAD] = var[:, m._BENT_HIP] + 0.25 * (var[:, m._ELBOW] + var[:, m._ELBOW + 1])

    def _valgus(self, leg: tuple[int, int, int, float], slot: int) -> None:
        hip, knee, ankle = (self.points[:, i] for i in leg[:3])
        thigh, shank, whole = knee - hip, ankle - knee, ankle - hip
        known = np.abs(whole[:, 1]) > 0.1
        aside = (thigh[:, 0] - thigh[:, 1] / whole[:, 1] * whole[:, 0]) * leg[3]
        length = 0.5 * (np.sqrt(_dot(shank, shank)) + np.sqrt(_dot(thigh, thigh)))
        toward = self.axis[:, 0] ** 2
        self.values[:, slot] = np.where(known, 2.0 * np.degrees(np.arctan2(aside, length)), math.nan)
        self.wander[:, slot] = np.where(known, 6.0 * self._between(toward, (leg[1],)) / (length * length), math.inf)

    def _trunk(self) -> None:
        spine, axis = self.spine, self.axis
        ends = (m._MID_SHOULDERS, m._MID_HIPS)
        near = _dot(spine, axis)
        tip = (spine[:, None] @ self.tip)[:, 0]
        for slot, i in ((m._FORWARD, 2), (m._SIDE, 0)):
            self.values[:, slot] = np.degrees(np.arctan2(spine[:, i], spine[:, 1]))
            reach = np.maximum(spine[:, i] ** 2 + spine[:, 1] ** 2, 0.01)
            flattened = u.GAIN * near * (spine[:, 1] * axis[:, i] - spine[:, i] * axis[:, 1])
            tipped = m._TILT * (spine[:, 1] * tip[:, i] - spine[:, i] * tip[:, 1])
            self.wander[:, slot] = self._between(axis[:, i] ** 2, ends) / reach
            self.lasting[:, slot] = (flattened**2 + tipped**2) / (reach * reach)
        up = spine / self.torso[:, None]
        a = self.points[:, s.LEFT_SHOULDER] - self.points[:, s.RIGHT_SHOULDER]
        b = self.points[:, s.LEFT_HIP] - self.points[:, s.RIGHT_HIP]
        a = a - _dot(a, up)[:, None] * up
        b = b - _dot(b, up)[:, None] * up
        self.values[:, m._TWIST] = np.degrees(np.arctan2(_dot(np.cross(b, a), up), _dot(a, b)))
        wide = np.maximum(np.sqrt(_dot(b, b)), 0.05)
        toward = np.minimum((_dot(np.cross(b, up), axis) / wide) ** 2, 1.0)
        self.wander[:, m._TWIST] = 4.0 * self._between(toward, ends) / (wide * wide)

    def _sag(self) -> None:
        both = self.points[:, [s.LEFT_ANKLE, s.RIGHT_ANKLE]]
        known = ~np.isnan(both[:, :, :1])
        foot = np.where(known, both, 0.0).sum(axis=1) / np.where(known.any(axis=1), known.sum(axis=1), math.nan)
        shoulders, hips = self.points[:, m._MID_SHOULDERS], self.points[:, m._MID_HIPS]
        line = foot - shoulders
        share = _dot(hips - shoulders, line) / np.maximum(_dot(line, line), 1e-6)
        self.values[:, m._SAG] = (shoulders[:, 1] + line[:, 1] * share - hips[:, 1]) / self.torso
        toward = self.axis[:, 1] ** 2
        self.wander[:, m._SAG] = self._between(toward, (m._MID_SHOULDERS, m._MID_HIPS)) * self.per

    def _toe_out(self, heel: int, toe: int, sign: float, slot: int) -> None:
        foot = self.bodies.points[:, toe] - self.bodies.points[:, heel]
        x, z = sign * foot[:, 0], foot[:, 2]
        reach = np.maximum(x * x + z * z, 1e-4)
        toward = (z * self.axis[:, 0] - sign * x * self.axis[:, 2]) ** 2 / reach
        lost = self.bodies.lost[:, heel] | self.bodies.lost[:, toe]
        self.values[:, slot] = np.where(lost, math.nan, np.degrees(np.arctan2(x, z)))
        self.wander[:, slot] = np.where(lost, math.inf, self._between(toward, (heel, toe)) / reach)
