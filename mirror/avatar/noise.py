"""Noise: the kinds of error that a pose network makes, laid over exact landmarks.

What it imitates, and the size at level 1 (shares of the torso's length; held against BlazePose on real clips by eye and
against the scatter of its own crops, 1 to 2 % of a torso):
jitter that lasts a few frames (first-order autoregressive) · depth about three times as bad, with a slow bias of its own ·
a hidden limb is guessed: its error grows with what is hidden, and it lags · rarely left and right of the legs or arms are
exchanged for some frames, mostly in a side view · rarely a frame has nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.pose import skeleton as s
from mirror.pose.core import Pose

Array = NDArray[np.float64]
_ARMS = tuple(range(13, 23))
_LEGS = tuple(range(25, 33))


@dataclass(frozen=True)
class Level:
    """Sizes of the errors. Shares of the torso's length, rates per second."""

    jitter: float = 0.010
    bias: float = 0.012
    depth: float = 3.0
    hidden: float = 0.12
    swaps: float = 0.02
    drops: float = 0.05
    visibility: float = 0.04

    def scaled(self, factor: float) -> Level:
        """Everything `factor` as much, but depth's ratio."""
        return Level(
            self.jitter * factor,
            self.bias * factor,
            self.depth,
            self.hidden * factor,
            self.swaps * factor,
            self.drops * factor,
            min(self.visibility * factor, 0.3),
        )


class Noise:
    """A noisy network in the order of time: feed it poses, get poses or None (a dropped frame).

    The same generator state and the same poses give the same result.
    """

    def __init__(self, rng: np.random.Generator, level: float | Level = 1.0) -> None:
        self._rng = rng
        self._level = Level().scaled(level) if isinstance(level, int | float) else level
        self._t: float | None = None
        self._jitter = np.zeros((s.COUNT, 3))
        self._bias = np.zeros((s.COUNT, 3))
        self._guess = np.zeros((s.COUNT, 3))
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
        level, rng = self._level, self._rng
        self._jitter = self._walk(self._jitter, 0.0 if first else float(np.exp(-dt / 0.05)))
        self._bias = self._walk(self._bias, 0.0 if first else float(np.exp(-dt / 1.5)))
        self._guess = self._walk(self._guess, 0.0 if first else float(np.exp(-dt / 0.4)))
        self._drop_left -= dt
        if self._drop_left <= 0.0 and rng.random() < level.drops * dt:
            self._drop_left = float(rng.uniform(0.03, 0.3))
        world = pose.world.astype(np.float64)
        torso = float(np.linalg.norm(world[[11, 12]].mean(axis=0) - world[[23, 24]].mean(axis=0)))
        hidden = np.clip(1.0 - pose.visibility.astype(np.float64), 0.0, 1.0)[:, None]
        size = level.jitter * self._jitter + level.bias * self._bias + level.hidden * hidden * self._guess
        size = size * np.array([1.0, 1.0, level.depth]) * torso
        # In the picture the same error, seen at the body's scale.
        span = pose.image[:, :2].astype(np.float64) * [pose.width, pose.height]
        flat = float(np.linalg.norm(span[[11, 12]].mean(axis=0) - span[[23, 24]].mean(axis=0)))
        seen = float(np.linalg.norm((world[[11, 12]].mean(axis=0) - world[[23, 24]].mean(axis=0))[:2]))
        scale = flat / max(seen, 0.15 * torso)
        image = pose.image.astype(np.float64) + size * scale / np.array([pose.width, pose.height, pose.width])
        world = world + size
        world -= world[[s.LEFT_HIP, s.RIGHT_HIP]].mean(axis=0)
        self._swap_left -= dt
        line = world[s.LEFT_SHOULDER] - world[s.RIGHT_SHOULDER]
        sideways = abs(line[2]) / max(float(np.linalg.norm(line)), 1e-6)
        if self._swap_left <= 0.0:
            self._swapped = ()
            if rng.random() < level.swaps * dt * (1.0 + 6.0 * sideways**4):
                self._swap_left = float(rng.uniform(0.05, 0.4))
                self._swapped = _LEGS if rng.random() < 0.6 else _ARMS
        visibility = pose.visibility.astype(np.float64)
        visibility = np.clip(visibility + level.visibility * np.abs(self._bias[:, 0]) * (0.5 - visibility), 0.0, 1.0)
        if self._swapped:
            order = np.arange(s.COUNT)
            order[list(self._swapped)] = s.MIRRORED[list(self._swapped)]
            image, world, visibility = image[order], world[order], visibility[order]
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


def noise(pose: Pose, rng: np.random.Generator, level: float = 1.0) -> Pose | None:
    """One pose alone with a network's errors. For a sequence use `Noise`, whose errors last from frame to frame."""
    return Noise(rng, level)(pose)
