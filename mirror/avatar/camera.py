"""Camera and project: what a pose network would say of a body whose place in the room is known exactly."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mirror.geometry.camera import Calibration
from mirror.pose import skeleton as s
from mirror.pose.core import Pose

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Camera:
    """A pinhole camera in the room, looking at the vertical axis through `target`.

    Attributes:
        height_m: of the lens over the floor. pitch_deg: positive looks up. roll_deg: positive clockwise, seen from behind.
        azimuth_deg: where it stands around the person: 0 in front (a person with turn 0 faces it), 90 at the person's left
            (who then appears turned to the own right: view yaw = -azimuth).
        distance_m: along the floor to `target`. fov_deg: vertical. width, height: pixels. target: x, z on the floor, metres.
    """

    height_m: float = 1.1
    pitch_deg: float = -3.0
    roll_deg: float = 0.0
    azimuth_deg: float = 0.0
    distance_m: float = 3.2
    fov_deg: float = 48.0
    width: int = 1280
    height: int = 720
    target: tuple[float, float] = field(default=(0.0, 0.0))

    @cached_property
    def rotation(self) -> Array:
        """(3, 3) from camera axes (x right, y down, z away) to room axes."""
        a = math.radians(self.azimuth_deg)
        turn = np.array([[math.cos(a), 0.0, math.sin(a)], [0.0, 1.0, 0.0], [-math.sin(a), 0.0, math.cos(a)]])
        rotation: Array = turn @ self.calibration.to_room
        return rotation

    @cached_property
    def position(self) -> Array:
        """(3,) of the lens in the room, metres."""
        a = math.radians(self.azimuth_deg)
        x, z = self.target
        return np.array([x + self.distance_m * math.sin(a), self.height_m, z + self.distance_m * math.cos(a)])

    @cached_property
    def focal_px(self) -> float:
        return 0.5 * self.height / math.tan(math.radians(self.fov_deg) / 2.0)

    @cached_property
    def calibration(self) -> Calibration:
        """The same camera as the engine would know it."""
        return Calibration(self.height_m, self.pitch_deg, self.roll_deg, self.distance_m, self.fov_deg, "by hand")

    def to_camera(self, points: Array) -> Array:
        """(..., 3) room to camera axes, metres."""
        seen: Array = (points - self.position) @ self.rotation
        return seen

    def to_pixels(self, seen: Array) -> Array:
        """(..., 3) camera axes to (..., 2) pixels, y down. Points behind the lens come out at its near plane."""
        depth = np.maximum(seen[..., 2:], 0.05)
        pixels: Array = seen[..., :2] * (self.focal_px / depth) + np.array([self.width / 2.0, self.height / 2.0])
        return pixels


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """N poses as arrays, fields as in Pose: image, world (N, 33, 3), visibility (N, 33), all float32."""

    image: NDArray[np.float32]
    world: NDArray[np.float32]
    visibility: NDArray[np.float32]
    width: int
    height: int

    def poses(self, t: Sequence[float] | Array) -> tuple[Pose, ...]:
        """One Pose a moment, at these times (seconds)."""
        return tuple(
            Pose(float(t[i]), self.image[i], self.world[i], self.visibility[i], self.width, self.height)
            for i in range(len(self.image))
        )


# What can hide a landmark: capsules between two landmarks (or their middles), radius in torsos, and the landmarks that lie on
# or in the capsule and so are never hidden by it.
_HEAD_PARTS = tuple(range(11))


def _own(*names: str) -> frozenset[int]:
    return frozenset(s.INDEX[n] for n in names)


def _arm(side: str) -> frozenset[int]:
    return _own(f"{side}_elbow", f"{side}_wrist", f"{side}_pinky", f"{side}_index", f"{side}_thumb")


def _foot(side: str) -> frozenset[int]:
    return _own(f"{side}_ankle", f"{side}_heel", f"{side}_foot_index")


_CAPSULES: tuple[tuple[tuple[int, ...], tuple[int, ...], float, frozenset[int]], ...] = (
    ((11, 23), (11, 23), 0.19, _own("left_shoulder", "left_hip")),
    ((12, 24), (12, 24), 0.19, _own("right_shoulder", "right_hip")),
    ((11, 12), (23, 24), 0.22, frozenset()),
    ((7, 8), (7, 8), 0.20, frozenset(range(11))),
    ((11,), (13,), 0.09, _own("left_shoulder") | _arm("left")),
    ((12,), (14,), 0.09, _own("right_shoulder") | _arm("right")),
    ((13,), (15,), 0.075, _arm("left")),
    ((14,), (16,), 0.075, _arm("right")),
    ((23,), (25,), 0.13, _own("left_hip", "left_knee")),
    ((24,), (26,), 0.13, _own("right_hip", "right_knee")),
    ((25,), (27,), 0.10, _own("left_knee") | _foot("left")),
    ((26,), (28,), 0.10, _own("right_knee") | _foot("right")),
)
_OWN = np.array([[i in own for i in range(s.COUNT)] for *_, own in _CAPSULES])
_SEEN, _HIDDEN = 0.985, 0.12
_BACK_OF_HEAD = 0.35


def _ends(points: Array) -> tuple[Array, Array]:
    """(N, K, 3) both ends of the capsules; the two trunk sides run shoulder to hip, the head is a ball at the ears."""
    first, second = [], []
    for a, b, _, _ in _CAPSULES:
        if len(a) == 2 and a == b and a != (7, 8):
            first.append(points[:, a[0]])
            second.append(points[:, a[1]])
        else:
            first.append(points[:, list(a)].mean(axis=1))
            second.append(points[:, list(b)].mean(axis=1))
    return np.stack(first, axis=1), np.stack(second, axis=1)


def _clearance(eye: Array, points: Array, a: Array, b: Array) -> tuple[Array, Array]:
    """Distance of every line of sight (N, 33) from every capsule axis (N, K), and how far along the ray (0 eye, 1 point)."""
    d1 = (points - eye)[:, :, None, :]
    d2 = (b - a)[:, None, :, :]
    r = (eye - a)[:, None, :, :]
    aa = (d1 * d1).sum(axis=-1)
    ee = np.maximum((d2 * d2).sum(axis=-1), 1e-9)
    f = (d2 * r).sum(axis=-1)
    c = (d1 * r).sum(axis=-1)
    bb = (d1 * d2).sum(axis=-1)
    t = np.clip((bb * f - c * ee) / np.maximum(aa * ee - bb**2, 1e-9), 0.0, 1.0)
    u = np.clip((bb * t + f) / ee, 0.0, 1.0)
    t = np.clip((bb * u - c) / aa, 0.0, 1.0)
    gap = r + d1 * t[..., None] - d2 * u[..., None]
    return np.linalg.norm(gap, axis=-1), t


def visibility_of(points: Array, camera: Camera) -> Array:
    """(N, 33) 0..1: hidden by trunk, head or limbs (rays against capsules), or outside the picture.

    A network guesses a hidden landmark from the rest and says about 0.1 to 0.6 of it; a clear one is near 1.
    """
    torso = np.linalg.norm(points[:, [11, 12]].mean(axis=1) - points[:, [23, 24]].mean(axis=1), axis=1)
    a, b = _ends(points)
    radius = np.array([c[2] for c in _CAPSULES])
    gap, along = _clearance(camera.position, points, a, b)
    reach = radius[None, None, :] * torso[:, None, None]
    length = np.linalg.norm(points - camera.position, axis=2)[:, :, None]
    # How deep the line of sight runs through the capsule, and whether the capsule lies before the landmark.
    depth = np.clip((reach - gap) / (0.5 * reach), 0.0, 1.0)
    before = np.clip(((1.0 - along) * length - 0.55 * reach) / (0.5 * reach), 0.0, 1.0)
    cover = np.where(_OWN.T[None], 0.0, depth * before)
    hidden = 1.0 - np.prod(1.0 - 0.9 * cover, axis=2)
    # The face turned away: nothing stands before it but the head itself.
    ears = points[:, [s.LEFT_EAR, s.RIGHT_EAR]].mean(axis=1)
    ahead = points[:, s.NOSE] - ears
    sight = ears - camera.position
    away = np.einsum("ni,ni->n", ahead, sight) / (np.linalg.norm(ahead, axis=1) * np.linalg.norm(sight, axis=1))
    seen = _SEEN - (_SEEN - _HIDDEN) * hidden
    turned = np.clip(away * 2.0 - 0.3, 0.0, 1.0)[:, None]
    face = [i for i in _HEAD_PARTS if i not in (s.LEFT_EAR, s.RIGHT_EAR)]
    seen[:, face] *= 1.0 - (1.0 - _BACK_OF_HEAD) * turned
    pixels = camera.to_pixels(camera.to_camera(points)) / np.array([camera.width, camera.height])
    outside = np.maximum(np.maximum(-pixels, pixels - 1.0).max(axis=2), 0.0)
    inside: Array = seen * np.clip(1.0 - outside / 0.06, 0.02, 1.0)
    return inside


def project_all(points: Array, camera: Camera) -> Projection:
    """(N, 33, 3) room points to what the network would give at best: exact landmarks, honest visibility."""
    seen = camera.to_camera(points)
    pixels = camera.to_pixels(seen)
    hips = seen[:, [s.LEFT_HIP, s.RIGHT_HIP]].mean(axis=1, keepdims=True)
    image = np.empty(points.shape, np.float32)
    image[..., 0] = pixels[..., 0] / camera.width
    image[..., 1] = pixels[..., 1] / camera.height
    image[..., 2] = (seen[..., 2] - hips[..., 2]) * camera.focal_px / np.maximum(hips[..., 2], 0.05) / camera.width
    world = (seen - hips).astype(np.float32)
    return Projection(image, world, visibility_of(points, camera).astype(np.float32), camera.width, camera.height)


def project(points: Array, camera: Camera, t: float = 0.0) -> Pose:
    """(33, 3) room points to one Pose. See `project_all`, which is faster for many."""
    return project_all(points[None], camera).poses([t])[0]
