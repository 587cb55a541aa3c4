"""The head: an ellipsoid with hair, eyes, brows, mouth and ears, ray cast so that it is right from every side."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mirror.avatar.camera import Camera
from mirror.avatar.look import Look
from mirror.pose import skeleton as s

Array = NDArray[np.float64]
_RADII = np.array([0.0780, 0.1120, 0.0980])  # left-right, up-down, front-back; metres for ears 0.148 apart
_EARS_M = 0.148
_CROWN = np.array([0.0, 0.030, -0.010])  # of the hair, against the centre
_CROWN_RADII = np.array([0.0840, 0.0960, 0.1010])
_CENTRE = np.array([0.0, 0.0, 0.004])  # against the middle between the ears


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Where the head is this frame: centre in camera axes, rotation (head axes in its columns, camera axes), scale."""

    centre: Array
    turn: Array
    scale: float
    depth: float
    camera: Camera


class Head:
    """Draws a head of this look."""

    def __init__(self, look: Look) -> None:
        self._map = _painted(look)
        skin = np.array(look.skin[::-1], np.float32)[None, None]
        hair = self._hair = np.array(look.hair[::-1], np.float32)[None, None]
        ear = np.array([0.011, 0.027, 0.018])
        # (place, radii, colour), metres against the centre, head axes.
        self._bumps = [
            (np.array([0.074, -0.002, -0.008]), ear, skin),
            (np.array([-0.074, -0.002, -0.008]), ear, skin),
            (np.array([0.0, -0.022, 0.092]), np.array([0.0125, 0.020, 0.0165]), skin),
        ]
        if look.bun:
            self._bumps.append((np.array([0.0, 0.075, -0.095]), np.array([0.042, 0.042, 0.040]), hair))

    def place(self, points: Array, camera: Camera) -> Placed:
        """From the face's landmarks (33, 3)."""
        ears = points[[s.LEFT_EAR, s.RIGHT_EAR]]
        middle = ears.mean(axis=0)
        left = ears[0] - ears[1]
        span = max(float(np.linalg.norm(left)), 1e-6)
        left = left / span
        ahead = points[s.NOSE] - middle
        ahead = ahead - (ahead @ left) * left
        # The nose lies 9 degrees under the ears' level.
        up = np.cross(ahead, left)
        up /= max(float(np.linalg.norm(up)), 1e-6)
        ahead = np.cross(left, up)
        tilt = np.radians(9.0)
        ahead, up = ahead * np.cos(tilt) + up * np.sin(tilt), up * np.cos(tilt) - ahead * np.sin(tilt)
        scale = span / _EARS_M
        axes = np.stack([left, up, ahead], axis=1)
        centre = camera.to_camera(middle + axes @ (_CENTRE * scale))
        return Placed(centre, camera.rotation.T @ axes, scale, float(centre[2]) - 0.02, camera)

    def draw(self, picture: NDArray[np.uint8], head: Placed, light: Array, shares: tuple[float, float, float]) -> None:
        """Lay the head over the picture. `light`: towards it, room axes; `shares`: ambient, direct and sky light."""
        camera, turn = head.camera, head.turn
        px = camera.focal_px / float(head.centre[2])
        x0 = float(head.centre[0]) * px + camera.width / 2.0
        y0 = float(head.centre[1]) * px + camera.height / 2.0
        ambient, direct, sky = shares
        pull = turn.T @ (camera.rotation.T @ (direct * light) + sky * camera.rotation.T[:, 1])
        behind: list[tuple[Array, Array, NDArray[np.float32]]] = []
        before: list[tuple[Array, Array, NDArray[np.float32]]] = []
        for offset, size, albedo in self._bumps:
            place = turn @ (offset * head.scale)
            (behind if place[2] > -0.02 * head.scale else before).append((place, size, albedo))
        # A fuller head of hair shows around the skull; what would lie before it is painted on the skull itself.
        crown = (turn @ (_CROWN * head.scale), _CROWN_RADII, self._hair)
        for place, size, albedo in (crown, *behind, (np.zeros(3), _RADII, self._map), *before):
            radii = size * head.scale
            self._ball(picture, x0 + place[0] * px, y0 + place[1] * px, px, radii, turn, pull, ambient, albedo)

    @staticmethod
    def _ball(
        picture: NDArray[np.uint8],
        cx: float,
        cy: float,
        px: float,
        radii: Array,
        turn: Array,
        pull: Array,
        ambient: float,
        albedo: NDArray[np.float32],
    ) -> None:
        """An ellipsoid in head axes, seen by parallel rays; `albedo` a (1, 1, 3) colour or a map as `_painted` makes it."""
        half = np.sqrt((turn[:2] ** 2) @ radii**2) * px + 1.5
        x0, x1 = max(int(cx - half[0]), 0), min(int(cx + half[0]) + 2, picture.shape[1])
        y0, y1 = max(int(cy - half[1]), 0), min(int(cy + half[1]) + 2, picture.shape[0])
        if x1 - x0 < 2 or y1 - y0 < 2:
            return
        x = ((np.arange(x0, x1, dtype=np.float32) + np.float32(0.5 - cx)) / np.float32(px))[None, :]
        y = ((np.arange(y0, y1, dtype=np.float32) + np.float32(0.5 - cy)) / np.float32(px))[:, None]
        # On the unit ball: base + ray * z; |.| = 1 is a quadratic in z whose smaller root is the near side.
        m = (turn.T / radii[:, None]).astype(np.float32)
        ray = m[:, 2]
        a = float(ray @ ray)
        flat = m[:, :2] - np.outer(ray, (ray @ m[:, :2]) / a).astype(np.float32)
        # `flat` is base without its part along the ray: the near root is flat - ray * sqrt(disc / a).
        f0 = flat[0, 0] * x + flat[0, 1] * y
        f1 = flat[1, 0] * x + flat[1, 1] * y
        f2 = flat[2, 0] * x + flat[2, 1] * y
        disc = 1.0 - f0 * f0 - f1 * f1 - f2 * f2
        near = np.sqrt(np.maximum(disc, 0.0) / np.float32(a))
        ux, uy, uz = f0 - ray[0] * near, f1 - ray[1] * near, f2 - ray[2] * near
        # disc falls to 0 at the silhouette with a slope of about 2 / radius in pixels.
        cover = np.clip(disc * np.float32(0.5 * px * float(np.sqrt(radii[0] * radii[1]))) + np.float32(0.5), 0.0, 1.0)
        # The normal of the ellipsoid is the unit point over the radii once more; soft light forgives the missing length.
        w = pull * (radii.mean() / radii)
        shade = np.float32(ambient) + np.float32(w[0]) * ux + np.float32(w[1]) * uy + np.float32(w[2]) * uz
        shade *= np.float32(255.0)
        if albedo.shape[0] > 1:
            high, wide = albedo.shape[:2]
            round_ = cv2.phase(uz, ux) * np.float32(wide / (2.0 * np.pi))
            colour = cv2.remap(
                albedo, round_, (1.0 - uy) * np.float32(0.5 * (high - 1)), cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP
            )
            colour *= shade[:, :, None]
        else:
            colour = albedo * shade[:, :, None]
        top = cv2.convertScaleAbs(np.maximum(colour, 0.0))
        region = np.ascontiguousarray(picture[y0:y1, x0:x1])
        picture[y0:y1, x0:x1] = cv2.blendLinear(top, region, cover, 1.0 - cover)


def _painted(look: Look) -> NDArray[np.float32]:
    """The head's surface unrolled: (256, 512, 3) BGR, columns the way round (0 ahead, a quarter = the own left), rows from
    the crown down. Seamless: the last column meets the first."""
    high, wide = 256, 512
    turn = (np.arange(wide, dtype=np.float32) * np.float32(2.0 * np.pi / wide))[None, :]
    uy = (1.0 - np.arange(high, dtype=np.float32) * np.float32(2.0 / (high - 1)))[:, None]
    ring = np.sqrt(np.maximum(1.0 - uy**2, 0.0))
    q = np.stack([ring * np.sin(turn), np.broadcast_to(uy, (high, wide)), ring * np.cos(turn)]).astype(np.float32)
    q *= _RADII.astype(np.float32)[:, None, None]
    skin, hair_colour = np.array(look.skin[::-1], np.float32), np.array(look.hair[::-1], np.float32)
    soft = np.float32(0.0020)
    strand = 0.92 + 0.08 * np.sin(q[0] * 240.0 + q[2] * 90.0)
    hair = _rise(q[1] - _hairline(q), np.float32(0.006))
    colour: NDArray[np.float32] = skin * (1.0 - hair)[:, :, None] + hair_colour * (hair * strand)[:, :, None]
    face = (1.0 - hair) * (q[2] > 0)
    r, g, b = look.skin

    def spot(cx: float, cy: float, rx: float, ry: float, rgb: tuple[float, ...], strength: float) -> None:
        far = np.sqrt(((q[0] - cx) / rx) ** 2 + ((q[1] - cy) / ry) ** 2)
        cover = np.clip((1.0 - far) * min(rx, ry) / soft + 0.5, 0.0, 1.0) * face * strength
        colour[:] = colour * (1.0 - cover)[:, :, None] + np.array(rgb[::-1], np.float32) * cover[:, :, None]

    brow = tuple(0.55 * c + 0.1 for c in look.hair)
    colour *= (1.0 - 0.12 * face * np.clip((-q[1] - 0.072) / 0.03, 0.0, 1.0))[:, :, None]
    for side in (-1.0, 1.0):
        spot(side * 0.040, -0.026, 0.021, 0.016, (min(r * 1.02, 1.0), g * 0.86, b * 0.84), 0.35)
        spot(side * 0.0315, 0.015, 0.0160, 0.0100, (r * 0.86, g * 0.79, b * 0.77), 0.40)
        spot(side * 0.0310, 0.0140, 0.0128, 0.0072, (0.96, 0.95, 0.93), 1.0)
        spot(side * 0.0305, 0.0142, 0.0066, 0.0070, (0.22, 0.16, 0.12), 1.0)
        for k in range(7):
            # A gently arched brow, drawn as a row of spots.
            u = k / 6.0
            spot(
                side * (0.0175 + 0.0270 * u),
                0.0345 + 0.0060 * float(np.sin(np.pi * (0.15 + 0.7 * u))),
                0.0050,
                0.0031,
                brow,
                0.75,
            )
    spot(0.0, -0.036, 0.0130, 0.0042, (r * 0.78, g * 0.70, b * 0.68), 0.45)
    for k in range(13):
        u = k / 6.0 - 1.0
        # The corners of the mouth are a little up.
        spot(0.0225 * u, -0.0605 + 0.0062 * u * u, 0.0050, 0.0052 * (1.0 - 0.45 * u * u), (r * 0.83, g * 0.57, b * 0.55), 0.55)
    for k in range(13):
        u = k / 6.0 - 1.0
        spot(0.0215 * u, -0.0600 + 0.0062 * u * u, 0.0040, 0.0014, (r * 0.60, g * 0.38, b * 0.37), 0.5)
    return np.ascontiguousarray(colour)


def _rise(x: NDArray[np.float32], soft: np.float32) -> NDArray[np.float32]:
    rise: NDArray[np.float32] = np.clip(x / soft + 0.5, 0.0, 1.0).astype(np.float32)
    return rise


def _hairline(q: NDArray[np.float32]) -> NDArray[np.float32]:
    """Height above which there is hair: high over the forehead, down past the ears, low at the nape."""
    back = np.clip((0.052 - q[2]) / 0.075, 0.0, 1.0)
    line: NDArray[np.float32] = 0.066 - 0.128 * back * back * (3.0 - 2.0 * back)
    return line
