"""Noise: the kinds of error that a pose network makes, laid over exact landmarks.

Sizes and kinds are BlazePose's own (full, smoothed as the mirror runs it), measured by `python -m models.corpus.errors` on
rendered clips of the avatar against its exact landmarks; the measurement is kept as models/corpus/blazepose_errors.json, and
what is taken from it says so below. What is imitated, in shares of the torso's length:
the whole body tilted about the camera's x axis and its depth flattened, for good (`tilt`, `gain`) · every landmark put somewhere
else, for good (`offset`) · a slow wander (`bias`) · jitter that lasts a few frames and grows with the landmark's speed
(`jitter`, `moving`) · depth about twice as bad · hands worse than hips · a hidden landmark a little worse, and most of
the time not known to be hidden · left and right exchanged for some frames, seldom but for somebody seen from behind · rarely a
frame with nobody. Wander and jitter are first-order autoregressive.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mirror.pose import skeleton as s
from mirror.pose.core import Pose

Array = NDArray[np.float64]
_ARMS = tuple(range(13, 23))
_LEGS = tuple(range(25, 33))
_MAIN = [*range(11, 17), *range(23, 29)]
_FAST_S, _SLOW_S, _GUESS_S = 0.05, 1.5, 0.4
_STIRRING = 0.4
"""Torsos a second of the main landmarks from which a body is in full movement."""

# Size of a landmark's errors against those of the main ones: measured, `groups`.
_WEIGHT = np.ones(s.COUNT)
for _members, _share in (
    (range(11), 0.75), ((11, 12), 0.8), ((13, 14), 1.35), ((15, 16), 1.5), (range(17, 23), 1.8),
    ((23, 24), 0.25), ((25, 26), 0.85), ((27, 28), 1.1), (range(29, 33), 1.3),
):  # fmt: skip
    _WEIGHT[list(_members)] = _share
# How often the network knows that a landmark is hidden, by how visible it truly is: measured, `visibility`. What it says then is
# anything up to a half; else it is sure.
_TRUE, _KNOWN = np.array([0.12, 0.3, 0.5, 0.7, 0.95]), np.array([0.6, 0.25, 0.16, 0.16, 0.08])
_SURE = 0.99
_BACK = 80.0
"""How much likelier an exchange is for somebody seen from behind: measured, `exchanges`."""


@dataclass(frozen=True)
class Level:
    """Sizes of the errors. Shares of the torso's length (`moving`: at a speed of one torso a second), degrees, rates per second.

    Chosen so that the same measurement, made on this noise over the same clips, gives BlazePose's figures (a test holds it near
    them): jitter and moving `by_speed` (it grows with the root of the speed), bias, offset and depth `main`, tilt and gain
    (mean and deviation of the factor on depth) `frame`, drops `dropped`. swaps: of somebody who faces the camera; in 3.5
    minutes of that none was seen, so this is a guess below once in three minutes.
    visibility: share of the network's wrong opinion of what is hidden that is laid on; 0 is the truth.
    """

    jitter: float = 0.002
    moving: float = 0.025
    bias: float = 0.036
    offset: float = 0.06
    depth: float = 2.0
    tilt_deg: float = 6.6
    gain: tuple[float, float] = (0.76, 0.20)
    hidden: float = 0.03
    swaps: float = 0.005
    drops: float = 0.027
    visibility: float = 1.0

    def scaled(self, factor: float) -> Level:
        """Everything `factor` as much, but depth's ratio."""
        mean, spread = self.gain
        return replace(
            self,
            jitter=self.jitter * factor,
            moving=self.moving * factor,
            bias=self.bias * factor,
            offset=self.offset * factor,
            tilt_deg=self.tilt_deg * factor,
            gain=(1.0 + (mean - 1.0) * min(factor, 2.0), spread * factor),
            hidden=self.hidden * factor,
            swaps=self.swaps * factor,
            drops=self.drops * factor,
            visibility=min(self.visibility * factor, 1.0),
        )


class Noise:
    """A noisy network in the order of time: feed it poses, get poses or None (a dropped frame).

    The same generator state and the same poses give the same result. What it gets wrong for good is drawn once.
    """

    def __init__(self, rng: np.random.Generator, level: float | Level = 1.0) -> None:
        self._rng = rng
        self._level = Level().scaled(level) if isinstance(level, int | float) else level
        self._t: float | None = None
        self._jitter = np.zeros((s.COUNT, 3))
        self._bias = np.zeros((s.COUNT, 3))
        self._guess = np.zeros((s.COUNT, 3))
        self._doubt = np.zeros((s.COUNT, 1))
        self._before = np.zeros((s.COUNT, 3))
        self._speed = np.zeros(s.COUNT)
        self._offset = self._level.offset * rng.standard_normal((s.COUNT, 3))
        tilt = float(np.radians(self._level.tilt_deg * np.clip(rng.standard_normal(), -2.0, 2.0)))
        mean, spread = self._level.gain
        gain = float(np.clip(mean + spread * rng.standard_normal(), 0.35, 1.2))
        cos, sin = np.cos(tilt), np.sin(tilt)
        self._frame = np.diag([1.0, 1.0, gain]) @ np.array([[1.0, 0.0, 0.0], [0.0, cos, -sin], [0.0, sin, cos]])
        self._swap_left = 0.0
        self._swapped: tuple[int, ...] = ()
        self._drop_left = 0.0

    def _walk(self, value: Array, keep: float) -> Array:
        """One step of a unit-variance autoregressive process."""
        stepped: Array = keep * value + np.sqrt(1.0 - keep**2) * self._rng.standard_normal(value.shape)
        return stepped

    def __call__(self, pose: Pose) -> Pose | None:
        first = self._t is None
        dt = 1.0 / 30.0 if self._t is None else max(pose.t - self._t, 1e-3)
        self._t = pose.t
        world = pose.world.astype(np.float64)
        spine = world[[11, 12]].mean(axis=0) - world[[23, 24]].mean(axis=0)
        torso = float(np.linalg.norm(spine))
        visibility = pose.visibility.astype(np.float64)
        size = self._error(world / max(torso, 1e-6), visibility, dt, first) * torso
        # In the picture the same error, seen at the body's scale; depth's tilt and flattening leave the picture as it is.
        span = pose.image[:, :2].astype(np.float64) * [pose.width, pose.height]
        flat = float(np.linalg.norm(span[[11, 12]].mean(axis=0) - span[[23, 24]].mean(axis=0)))
        scale = flat / max(float(np.linalg.norm(spine[:2])), 0.15 * torso)
        image = pose.image.astype(np.float64) + size * scale / np.array([pose.width, pose.height, pose.width])
        line = world[s.LEFT_SHOULDER] - world[s.RIGHT_SHOULDER]
        world = world @ self._frame.T + size
        world -= world[[s.LEFT_HIP, s.RIGHT_HIP]].mean(axis=0)
        visibility = self._opinion(visibility)
        self._exchange(line, dt)
        if self._swapped:
            order = np.arange(s.COUNT)
            order[list(self._swapped)] = s.MIRRORED[list(self._swapped)]
            image, world, visibility = image[order], world[order], visibility[order]
        self._drop_left -= dt
        if self._drop_left <= 0.0 and self._rng.random() < self._level.drops * dt:
            self._drop_left = float(self._rng.uniform(0.03, 0.6))
        if self._drop_left > 0.0:
            return None
        return Pose(
            pose.t,
            image.astype(np.float32),
            world.astype(np.float32),
            visibility.astype(np.float32),
            pose.width,
            pose.height,
            pose.score,
            pose.track,
        )

    def _error(self, points: Array, visibility: Array, dt: float, first: bool) -> Array:
        """(33, 3) in torsos."""
        level = self._level
        self._jitter = self._walk(self._jitter, 0.0 if first else float(np.exp(-dt / _FAST_S)))
        # The slow error belongs to the posture: while the body rests it rests too.
        stirred = dt * float(np.clip(self._speed[_MAIN].mean() / _STIRRING, 0.05, 1.0))
        self._bias = self._walk(self._bias, 0.0 if first else float(np.exp(-stirred / _SLOW_S)))
        self._guess = self._walk(self._guess, 0.0 if first else float(np.exp(-dt / _GUESS_S)))
        self._doubt = self._walk(self._doubt, 0.0 if first else float(np.exp(-dt / _SLOW_S)))
        now = np.zeros(s.COUNT) if first else np.linalg.norm(points - self._before, axis=1) / dt
        self._before = points
        # A moment's speed jumps with the frame rate's jitter; what the network's smoothing sees is a few frames'.
        self._speed += (now - self._speed) * min(dt / 0.1, 1.0)
        fast = (level.jitter + level.moving * np.sqrt(self._speed))[:, None] * self._jitter
        hidden = np.clip(1.0 - visibility, 0.0, 1.0)[:, None] * level.hidden * self._guess
        error: Array = _WEIGHT[:, None] * (fast + level.bias * self._bias + self._offset) + hidden
        error[:, 2] *= level.depth
        return error

    def _opinion(self, visibility: Array) -> Array:
        """What the network says of these true visibilities."""
        # The doubt is a normal draw; the logistic of 1.7 of it is its place among all, 0 to 1.
        place = 1.0 / (1.0 + np.exp(-1.7 * self._doubt[:, 0]))
        known = np.interp(visibility, _TRUE, _KNOWN)
        told = np.where(place < known, 0.5 * place / known, _SURE)
        # A landmark outside the picture is known to be.
        told = np.where(visibility < 0.06, visibility, told)
        opinion: Array = visibility + self._level.visibility * (told - visibility)
        return opinion

    def _exchange(self, line: Array, dt: float) -> None:
        """Begin or end an exchange of sides. `line`: left shoulder from the right one, camera axes."""
        self._swap_left -= dt
        if self._swap_left > 0.0:
            return
        length = max(float(np.linalg.norm(line)), 1e-6)
        sideways, behind = abs(line[2]) / length, max(-line[0] / length, 0.0)
        self._swapped = ()
        if self._rng.random() < self._level.swaps * dt * (1.0 + 2.0 * sideways**4 + _BACK * behind**4):
            self._swap_left = float(self._rng.uniform(0.05, 0.4))
            # From behind the whole body is taken for one that faces the camera.
            both = behind > 0.5 and self._rng.random() < 0.7
            self._swapped = _ARMS + _LEGS if both else _LEGS if self._rng.random() < 0.6 else _ARMS


def noise(pose: Pose, rng: np.random.Generator, level: float = 1.0) -> Pose | None:
    """One pose alone with a network's errors. For a sequence use `Noise`, whose errors last from frame to frame."""
    return Noise(rng, level)(pose)
