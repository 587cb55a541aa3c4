"""From where the replay is looked at: an orbit around the figure, orthographic or in perspective. No Qt.

Room: metres, right-handed, y up, the person faces +z and +x is their left. Pixels: x to the right, y down. Seen from the front
the person's left is on the right of the picture, as for somebody who stands opposite (not as in a mirror).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

DISTANCE_M = 4.5
"""From the eye to what it turns around, in perspective."""
ZOOMS = (0.5, 5.0)
PITCHES = (-20.0, 90.0)


@dataclass(frozen=True, slots=True)
class Eye:
    """Attributes:
    yaw_deg: 0 from the front, 90 from the person's left, 180 from behind. pitch_deg: 0 level, 90 from straight above.
    zoom: 1 fits the figure. perspective: near things are larger; else parallel lines stay parallel and angles can be judged.
    """

    yaw_deg: float = 32.0
    pitch_deg: float = 12.0
    zoom: float = 1.0
    perspective: bool = False

    def axes(self) -> Array:
        """(3, 3) unit rows in the room: the picture's right, its up, and towards the eye."""
        yaw, pitch = math.radians(self.yaw_deg), math.radians(self.pitch_deg)
        sy, cy, sp, cp = math.sin(yaw), math.cos(yaw), math.sin(pitch), math.cos(pitch)
        return np.array([[cy, 0.0, -sy], [-sy * sp, cp, -cy * sp], [sy * cp, sp, cy * cp]])

    def turned(self, yaw_deg: float, pitch_deg: float = 0.0) -> Eye:
        """So many degrees further around and higher up."""
        yaw = (self.yaw_deg + yaw_deg + 180.0) % 360.0 - 180.0
        return replace(self, yaw_deg=yaw, pitch_deg=min(max(self.pitch_deg + pitch_deg, PITCHES[0]), PITCHES[1]))

    def zoomed(self, factor: float) -> Eye:
        """So many times nearer."""
        return replace(self, zoom=min(max(self.zoom * factor, ZOOMS[0]), ZOOMS[1]))

    @property
    def name(self) -> str:
        """ "front", "back", "left", "right", "top", or "" between them."""
        if self.pitch_deg > 89.5:
            return "top"
        if abs(self.pitch_deg) > 0.5:
            return ""
        places = {"front": 0.0, "left": 90.0, "back": 180.0, "right": -90.0}
        return next((n for n, at in places.items() if abs((self.yaw_deg - at + 180.0) % 360.0 - 180.0) < 0.5), "")


FRONT, BACK, LEFT, RIGHT = Eye(0.0, 0.0), Eye(180.0, 0.0), Eye(90.0, 0.0), Eye(-90.0, 0.0)
TOP = Eye(0.0, 90.0)
OBLIQUE = Eye()


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """What has to fit into the picture: `centre` (3,) metres, `height` and `radius` (around the vertical) metres."""

    centre: Array
    height: float
    radius: float

    @classmethod
    def around(cls, *tracks: Array) -> Room:
        """Of (N, 33, 3) points, outliers aside, with the floor at 0 in it; of somebody who stands where nothing is known."""
        known = [points[np.isfinite(points).all(axis=-1)] for points in tracks]
        spread = np.concatenate(known) if known else np.zeros((0, 3))
        if len(spread) < 10:
            return cls(np.array([0.0, 0.85, 0.0]), 1.8, 0.6)
        low, high = np.percentile(spread, (0.5, 99.5), axis=0)
        # The crown is above every landmark.
        low[1], high[1] = min(low[1], 0.0), high[1] + 0.12
        radius = float(np.hypot(*(0.5 * (high - low)[[0, 2]])))
        return cls((low + high) / 2, float(high[1] - low[1]), max(radius, 0.35))


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """The room on a piece of the picture.

    Attributes:
        eye, room: see there. x, y: pixels of the room's centre. scale: pixels a metre there.
    """

    eye: Eye
    room: Room
    x: float
    y: float
    scale: float

    @classmethod
    def fitted(cls, eye: Eye, room: Room, left: float, top: float, width: float, height: float) -> Projection:
        """The whole room in the middle of a box of pixels, from any side; then zoomed."""
        up = room.height * math.cos(math.radians(eye.pitch_deg)) + 2 * room.radius * abs(math.sin(math.radians(eye.pitch_deg)))
        scale = min(height / (up * 1.05), width / (2 * room.radius * 1.05))
        return cls(eye, room, left + width / 2, top + height / 2, max(scale, 1e-3) * eye.zoom)

    def __call__(self, points: Array) -> tuple[Array, Array]:
        """(..., 3) metres -> (..., 2) pixels and (...) nearness, metres from the centre towards the eye; NaN stays NaN."""
        seen = (points - self.room.centre) @ self.eye.axes().T
        near: Array = seen[..., 2]
        factor = self.scale * (DISTANCE_M / np.maximum(DISTANCE_M - near, 0.2) if self.eye.perspective else 1.0)
        flat = np.stack([self.x + seen[..., 0] * factor, self.y - seen[..., 1] * factor], axis=-1)
        return flat, near
