"""The region of interest: a turned square of the picture that holds the person.

Geometry of MediaPipe's pose graphs (v0.10.21: alignment points to rectangle, then a rectangle transform that scales by
1.25). There is no half-pixel shift anywhere in it: the corner (0, 0) of the crop is the corner of the region.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

MARGIN = 1.25
"""The region's side, as a multiple of the diameter of the circle around the person."""

_FLAGS = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP


@dataclass(frozen=True, slots=True)
class Region:
    """A turned square in pixels of the picture, y down.

    Attributes:
        x, y: the centre. side: length of an edge. angle: radians in -pi..pi, clockwise as seen; 0 is a person whose head
            is up in the picture.
    """

    x: float
    y: float
    side: float
    angle: float = 0.0

    @classmethod
    def around(cls, centre: NDArray[np.floating], edge: NDArray[np.floating], margin: float = MARGIN) -> Region:
        """The region of a person from two points (2,), pixels: between the hips, and on the circle's edge at the head."""
        x, y = float(centre[0]), float(centre[1])
        dx, dy = float(edge[0]) - x, float(edge[1]) - y
        angle = math.remainder(math.pi / 2 - math.atan2(-dy, dx), math.tau)
        return cls(x, y, 2 * math.hypot(dx, dy) * margin, angle)

    @classmethod
    def letterbox(cls, width: int, height: int) -> Region:
        """The upright square around a whole picture."""
        return cls(width / 2, height / 2, float(max(width, height)))

    def matrix(self, pixels: int) -> NDArray[np.float64]:
        """(2, 3): takes x, y, 1 of a crop of `pixels` x `pixels` to pixels of the picture."""
        c, s = self._axes(pixels)
        half = pixels / 2
        return np.array([[c, -s, self.x - (c - s) * half], [s, c, self.y - (s + c) * half]])

    def to_picture(self, points: NDArray[np.floating], pixels: int) -> NDArray[np.float64]:
        """(..., 2) points in a crop of `pixels` x `pixels` -> the same points in the picture."""
        m = self.matrix(pixels)
        return np.asarray(points @ m[:, :2].T + m[:, 2])

    def to_crop(self, points: NDArray[np.floating], pixels: int) -> NDArray[np.float64]:
        """(..., 2) points in the picture -> the same points in a crop of `pixels` x `pixels`."""
        m = self.matrix(pixels)
        return np.asarray((points - m[:, 2]) @ np.linalg.inv(m[:, :2]).T)

    def turn(self, points: NDArray[np.floating]) -> None:
        """Turn (N, 3) points from the crop's axes to the camera's, in place: about z, neither scaled nor shifted."""
        c, s = math.cos(self.angle), math.sin(self.angle)
        points[:, :2] = points[:, :2] @ np.array([[c, s], [-s, c]], points.dtype)

    def crop(self, image: NDArray[np.uint8], out: NDArray[np.uint8], *, black: bool) -> None:
        """Sample the region bilinearly from (height, width, 3) into `out`, (pixels, pixels, 3).

        Args:
            black: what lies outside the picture is black; otherwise its edge is repeated. The detector was made for the
                one, the landmark network for the other.
        """
        pixels = out.shape[0]
        border = cv2.BORDER_CONSTANT if black else cv2.BORDER_REPLICATE
        cv2.warpAffine(image, self.matrix(pixels), (pixels, pixels), dst=out, flags=_FLAGS, borderMode=border)

    def apart(self, other: Region) -> float:
        """Distance of the centres, in sides of the larger of the two."""
        return math.hypot(self.x - other.x, self.y - other.y) / max(self.side, other.side)

    def _axes(self, pixels: int) -> tuple[float, float]:
        scale = self.side / pixels
        return math.cos(self.angle) * scale, math.sin(self.angle) * scale
