"""Another person walks through the picture, before or behind the one who trains: movement and picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mirror.avatar.body import Person
from mirror.avatar.camera import Camera
from mirror.avatar.look import Look
from mirror.avatar.posture import lay
from mirror.avatar.renderer import Renderer
from mirror.avatar.room import Room
from mirror.avatar.transition import walk
from mirror.pose import skeleton as s

Array = NDArray[np.float64]
Picture = NDArray[np.uint8]

_SHOULDER_ROOM_M = 0.75
"""Between two people who pass each other, at least."""
_NEAREST_M = 0.9
"""Between the passer and the lens, at least."""


def passing(
    seconds: float,
    start_s: float,
    camera: Camera,
    *,
    in_front: bool = False,
    person: Person | None = None,
    seed: int = 0,
    fps: float = 30.0,
) -> Array:
    """(T, 33, 3) metres, room, of somebody who walks through the picture once; NaN before they come in and after they have left.

    Args:
        seconds: of the whole clip. start_s: when the passer sets out, just outside the picture.
        camera: what they walk through the picture of: across its line of sight. in_front: between the camera and the person at
            the camera's target, else behind that person.
    Raises ValueError where the camera stands too near for anybody to pass in front.
    """
    rng = np.random.default_rng((seed, 4))
    who = person or Person.random(seed + 90_000)
    gap = float(rng.uniform(_SHOULDER_ROOM_M, 1.3))
    if in_front:
        gap = min(gap, camera.distance_m - _NEAREST_M)
        if gap < 0.5 * _SHOULDER_ROOM_M:
            raise ValueError(f"nobody can pass between a person and a camera that are {camera.distance_m} m apart")
    offset = gap if in_front else -gap
    away = camera.distance_m - offset
    half = 0.5 * camera.width / camera.focal_px * away + 0.6
    side = 1.0 if rng.random() < 0.5 else -1.0
    slant = float(rng.uniform(-0.2, 0.2))
    state = walk(
        who, (-half * side, offset - slant), (half * side, offset + slant), 90.0 * side, fps, float(rng.uniform(0.8, 1.4))
    )
    points = lay(who, state.moved(camera.azimuth_deg, *camera.target)).points
    out = np.full((round(seconds * fps), s.COUNT, 3), np.nan)
    first = round(start_s * fps)
    out[first : first + len(points)] = points[: max(len(out) - first, 0)]
    return out


class Duet:
    """Draws two people in one room, the further one first.

    Args:
        width, height: of the picture, pixels. seed: of room and first person; the second dresses by `other_seed`.
    """

    def __init__(self, width: int = 1280, height: int = 720, *, seed: int = 0, other_seed: int = 1) -> None:
        room = Room.random(seed)
        self._first = Renderer(width, height, seed=seed, room=room)
        self._second = Renderer(width, height, look=Look.random(other_seed + 90_000), room=room)

    def render(self, first: Array, second: Array, camera: Camera, props: tuple[str, ...] = ()) -> Picture:
        """(33, 3) room points of each to (height, width, 3) uint8 BGR. NaN points: that person is not there."""
        if not np.isfinite(second).all():
            return self._first.render(first, camera, props)
        if not np.isfinite(first).all():
            return self._second.render(second, camera, ())
        if _depth(second, camera) > _depth(first, camera):
            return self._first.render(first, camera, props, behind=self._second.render(second, camera, ()))
        return self._second.render(second, camera, (), behind=self._first.render(first, camera, props))


def _depth(points: Array, camera: Camera) -> float:
    """Distance of the trunk along the line of sight, metres."""
    trunk = points[[s.LEFT_SHOULDER, s.RIGHT_SHOULDER, s.LEFT_HIP, s.RIGHT_HIP]]
    return float(camera.to_camera(trunk)[:, 2].mean())
