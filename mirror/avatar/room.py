"""The room behind the avatar: a quiet living room, ray cast once a camera and kept."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mirror.avatar.camera import Camera

Array = NDArray[np.float32]
Colour = tuple[float, float, float]
"""Red, green, blue, 0..1, as reflected under white light."""

_WALLS: tuple[Colour, ...] = ((0.84, 0.80, 0.73), (0.72, 0.76, 0.73), (0.76, 0.75, 0.78), (0.82, 0.74, 0.67))
_FLOORS: tuple[Colour, ...] = ((0.66, 0.50, 0.36), (0.72, 0.58, 0.43), (0.52, 0.40, 0.31))
_RUGS: tuple[Colour, ...] = ((0.56, 0.57, 0.56), (0.42, 0.49, 0.53), (0.63, 0.55, 0.48), (0.44, 0.50, 0.43))


@dataclass(frozen=True)
class Room:
    """A box with a person's place at its origin; metres. The camera may stand anywhere inside.

    Attributes: left, right, back, front: of the walls (x, x, z, z); height. wall, floor, rug: colours. seed: of the grain.
    """

    left: float = -3.1
    right: float = 3.1
    back: float = -2.3
    front: float = 6.0
    height: float = 2.75
    wall: Colour = _WALLS[0]
    floor: Colour = _FLOORS[0]
    rug: Colour = _RUGS[0]
    seed: int = 0

    @classmethod
    def random(cls, seed: int) -> Room:
        """Another room; the same seed gives the same. Seed 0 is the room of the demo."""
        if seed == 0:
            return cls()
        rng = np.random.default_rng((seed, 7))
        return cls(
            left=-float(rng.uniform(2.6, 3.6)),
            right=float(rng.uniform(2.6, 3.6)),
            back=-float(rng.uniform(1.9, 3.0)),
            wall=_WALLS[int(rng.integers(len(_WALLS)))],
            floor=_FLOORS[int(rng.integers(len(_FLOORS)))],
            rug=_RUGS[int(rng.integers(len(_RUGS)))],
            seed=seed,
        )


def _step(x: Array, edge: float, soft: Array | float) -> Array:
    """0 below the edge, 1 above, with a soft border (anti-aliasing: the size of a pixel there)."""
    rise: Array = np.clip((x - edge) / soft + 0.5, 0.0, 1.0).astype(np.float32)
    return rise


def _inside(x: Array, low: float, high: float, soft: Array | float) -> Array:
    return _step(x, low, soft) * (1.0 - _step(x, high, soft))


def _noise(rng: np.random.Generator, u: Array, v: Array, size: int = 256) -> Array:
    """Smooth noise -1..1 at texture coordinates (periods of 1)."""
    grid = rng.standard_normal((size, size)).astype(np.float32)
    grid = cv2.GaussianBlur(grid, (0, 0), 1.2, borderType=cv2.BORDER_REFLECT).astype(np.float32)
    grid /= 2.0 * float(grid.std())
    x = (u % 1.0 * (size - 1)).astype(np.float32)
    y = (v % 1.0 * (size - 1)).astype(np.float32)
    # remap wants neither side longer than 32766, and at least one row: a camera need not see every surface.
    rows = max(-(-len(x) // 4096), 1)
    flat = np.zeros((2, rows * 4096), np.float32)
    flat[0, : len(x)], flat[1, : len(x)] = x, y
    sampled = cv2.remap(grid, flat[0].reshape(rows, 4096), flat[1].reshape(rows, 4096), cv2.INTER_LINEAR)
    noise: Array = sampled.reshape(-1)[: len(x)].astype(np.float32)
    return noise


def background(room: Room, camera: Camera) -> NDArray[np.uint8]:
    """(height, width, 3) uint8 BGR: the empty room as this camera sees it. About half a second; keep it."""
    w, h = camera.width, camera.height
    x, y = np.meshgrid(np.arange(w, dtype=np.float32) + 0.5 - w / 2, np.arange(h, dtype=np.float32) + 0.5 - h / 2)
    rays = np.stack([x, y, np.full_like(x, camera.focal_px)], axis=-1).reshape(-1, 3) @ camera.rotation.T.astype(np.float32)
    eye = camera.position.astype(np.float32)
    eye = np.clip(eye, [room.left + 0.05, 0.05, room.back + 0.05], [room.right - 0.05, room.height - 0.05, 50.0]).astype(
        np.float32
    )
    front = max(room.front, float(eye[2]) + 0.5)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = np.array([room.left, 0.0, room.back], np.float32), np.array([room.right, room.height, front], np.float32)
        t = np.where(rays < 0, (low - eye) / rays, (high - eye) / rays)
    axis = np.argmin(t, axis=1)
    reach = np.take_along_axis(t, axis[:, None], axis=1)
    place = eye + reach * rays
    pixel = (reach[:, 0] * np.linalg.norm(rays, axis=1) / camera.focal_px / 1.0).astype(np.float32)
    colour = np.empty((len(rays), 3), np.float32)
    down = rays[np.arange(len(rays)), axis] < 0
    rng = np.random.default_rng((room.seed, 11))
    floor, ceiling = (axis == 1) & down, (axis == 1) & ~down
    back = (axis == 2) & down
    other = ~(floor | ceiling | back)
    colour[floor] = _floor(room, rng, place[floor], pixel[floor], rays[floor])
    colour[back] = _back_wall(room, rng, place[back], pixel[back])
    colour[other] = np.array(room.wall, np.float32) * _corner(room, place[other])[:, None] * 0.86
    colour[ceiling] = np.array((0.86, 0.85, 0.83), np.float32) * (0.90 * _corner(room, place[ceiling]))[:, None]
    picture = np.clip(colour, 0.0, 1.0) ** (1.0 / 1.15)
    # A camera's own light fall-off, and enough noise that gradients do not band.
    radius = np.hypot(x, y).reshape(-1) / np.hypot(w / 2, h / 2)
    picture *= (1.0 - 0.16 * radius**2)[:, None]
    picture += rng.standard_normal((len(rays), 1)).astype(np.float32) * 0.006
    image = (np.clip(picture[:, ::-1], 0.0, 1.0) * 255.0 + 0.5).astype(np.uint8).reshape(h, w, 3)
    _plant(image, room, camera)
    _lamp(image, room, camera)
    return np.ascontiguousarray(image)


def _corner(room: Room, p: Array) -> Array:
    """Darker where surfaces meet (its own surface darkens each point alike, which the factor takes back)."""
    shade = np.full(len(p), 1.0 / 0.84, np.float32)
    for distance in (p[:, 0] - room.left, room.right - p[:, 0], p[:, 2] - room.back, p[:, 1], room.height - p[:, 1]):
        shade *= 1.0 - np.float32(0.16) * np.exp(np.maximum(distance, 0.0) * np.float32(-1.0 / 0.32))
    return shade


def _floor(room: Room, rng: np.random.Generator, p: Array, pixel: Array, rays: Array) -> Array:
    grazing = np.maximum(-rays[:, 1] / np.linalg.norm(rays, axis=1), 0.05)
    soft = np.maximum(pixel / grazing, 1e-4).astype(np.float32)
    width = 0.145
    plank = np.floor(p[:, 2] / width)
    offset = (np.sin(plank * 12.9898) * 43758.5453) % 1.0
    board = np.floor(p[:, 0] / 1.6 + offset)
    tone = ((np.sin(plank * 78.233 + board * 37.719) * 24634.634) % 1.0 - 0.5).astype(np.float32)
    grain = _noise(rng, p[:, 0] * 0.12 + offset, p[:, 2] * 1.9)
    fine = _noise(rng, p[:, 0] * 0.5 + offset, p[:, 2] * 6.1)
    far = np.clip(1.0 - soft / 0.03, 0.0, 1.0)
    seam = np.abs(p[:, 2] / width - np.round(p[:, 2] / width)) * width
    joint = np.abs(p[:, 0] / 1.6 + offset - np.round(p[:, 0] / 1.6 + offset)) * 1.6
    gap = np.maximum(
        1.0 - _step(seam.astype(np.float32), 0.0022, soft), 1.0 - _step(joint.astype(np.float32), 0.0016, pixel * 1.5)
    )
    shade = 1.0 + 0.10 * tone + far * (0.055 * grain + 0.025 * fine) - 0.32 * far * gap
    colour = np.array(room.floor, np.float32) * shade[:, None]
    # Daylight from the left, and its sheen towards the back wall.
    light = 0.86 + 0.26 * np.exp(-((p[:, 0] + 1.5) ** 2) / 5.0 - (p[:, 2] + 0.4) ** 2 / 7.0)
    sheen = 0.10 * np.exp(-((p[:, 2] - room.back) ** 2) / 2.2) * (1.0 - 0.4 * far * gap)
    radius = np.hypot(p[:, 0], p[:, 2]).astype(np.float32)
    rug = 1.0 - _step(radius, 1.38, soft)
    border = _inside(radius, 1.27, 1.31, soft)
    weave = _noise(rng, p[:, 0] * 2.3, p[:, 2] * 2.3) * 0.05 * np.clip(1.0 - soft / 0.02, 0.0, 1.0)
    cloth = np.array(room.rug, np.float32) * (1.0 + weave - 0.20 * border)[:, None]
    edge = 0.30 * np.exp(-np.maximum(radius - 1.38, 0.0) / 0.035) * _step(radius, 1.38, soft)
    colour = colour * (1.0 - edge)[:, None] + np.array((0.80, 0.82, 0.86), np.float32) * sheen[:, None]
    colour = colour * (1.0 - rug)[:, None] + cloth * rug[:, None]
    lit: Array = colour * (light * _corner(room, p))[:, None]
    return lit.astype(np.float32)


def _back_wall(room: Room, rng: np.random.Generator, p: Array, pixel: Array) -> Array:
    x, y = p[:, 0], p[:, 1]
    plaster = 1.0 + 0.014 * _noise(rng, x * 0.9, y * 0.9) + 0.010 * _noise(rng, x * 0.23, y * 0.23)
    light = 0.80 + 0.20 * np.exp(-((x + 1.6) ** 2) / 4.0 - (y - 1.5) ** 2 / 3.0)
    colour = np.array(room.wall, np.float32) * (plaster * light * _corner(room, p))[:, None]
    # Late sun through a window on the left, slanted over the wall, softer the further its frame is away.
    slant = x + 0.42 * y
    for low, high in ((-1.62, -1.02), (-0.95, -0.35)):
        for bottom, top in ((0.62, 1.22), (1.29, 1.95)):
            rise = y + 0.16 * x
            patch = _inside(slant, low + 0.1, high + 0.1, 0.07) * _inside(rise, bottom, top, 0.07)
            colour += patch[:, None] * np.array((0.20, 0.165, 0.105), np.float32)
    # The lamp's glow.
    glow = np.exp(-((x - room.right + 0.85) ** 2 + (y - 1.62) ** 2) / 0.55)
    colour += glow[:, None] * np.array((0.13, 0.095, 0.045), np.float32)
    near = np.flatnonzero((np.abs(x - 1.02) < 0.5) & (np.abs(y - 1.62) < 0.6))
    colour[near] = _framed(colour[near].astype(np.float32), x[near], y[near], pixel[near], 1.02, 1.62, 0.62, 0.80)
    # Skirting board.
    board = 1.0 - _step(y, 0.085, pixel)
    line = _inside(y, 0.085, 0.092, pixel)
    colour = colour * (1.0 - board)[:, None] + board[:, None] * np.array((0.83, 0.82, 0.79), np.float32) * light[:, None] * 0.95
    painted: Array = colour * (1.0 - 0.25 * line)[:, None]
    return painted.astype(np.float32)


def _framed(colour: Array, x: Array, y: Array, pixel: Array, cx: float, cy: float, wide: float, high: float) -> Array:
    """The wall with a picture on it: thin oak frame, white mat, three quiet hills."""
    shadow = np.exp(-np.maximum(np.maximum(np.abs(x - cx - 0.025) - wide / 2, np.abs(y - cy + 0.03) - high / 2), 0.0) / 0.03)
    colour *= (1.0 - 0.22 * shadow)[:, None]

    def panel(shrink: float) -> Array:
        a = _inside(x, cx - wide / 2 + shrink, cx + wide / 2 - shrink, pixel)
        return a * _inside(y, cy - high / 2 + shrink, cy + high / 2 - shrink, pixel)

    def lay(mask: Array, rgb: Colour) -> None:
        colour[:] = colour * (1.0 - mask)[:, None] + mask[:, None] * np.array(rgb, np.float32)

    lay(panel(0.0), (0.47, 0.36, 0.26))
    lay(panel(0.018), (0.87, 0.86, 0.83))
    inner = panel(0.10)
    lay(inner, (0.86, 0.80, 0.71))
    u = (x - cx) / wide
    sun = 1.0 - _step(np.hypot(x - cx - 0.07, y - cy - 0.10).astype(np.float32), 0.065, pixel)
    lay(inner * sun, (0.85, 0.56, 0.38))
    for base, swing, rgb in (
        (0.0, 0.05, (0.62, 0.66, 0.62)),
        (-0.09, 0.06, (0.42, 0.51, 0.49)),
        (-0.18, 0.045, (0.26, 0.36, 0.37)),
    ):
        ridge = cy + base + swing * np.sin(u * 7.0 + base * 40.0)
        lay(inner * (1.0 - _step((y - ridge).astype(np.float32), 0.0, pixel)), rgb)
    return colour


def _pixels(camera: Camera, points: object) -> NDArray[np.int32]:
    seen = camera.to_camera(np.asarray(points, np.float64))
    return np.round(camera.to_pixels(seen) * 16.0).astype(np.int32)


def _visible(camera: Camera, points: object) -> bool:
    return bool((camera.to_camera(np.asarray(points, np.float64))[..., 2] > 0.4).all())


def _bgr(rgb: Colour, shade: float = 1.0) -> tuple[float, float, float]:
    r, g, b = (min(max(c * shade, 0.0), 1.0) * 255.0 for c in rgb)
    return b, g, r


def _soft_spot(image: NDArray[np.uint8], camera: Camera, x: float, z: float, radius: float, strength: float) -> None:
    """A contact shadow on the floor."""
    ring = [(x + radius * np.cos(a), 0.0, z + radius * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 40)]
    if not _visible(camera, ring):
        return
    outline = _pixels(camera, ring)
    low = np.maximum(outline.min(axis=0) // 16 - 30, 0)
    high = np.minimum(outline.max(axis=0) // 16 + 30, [image.shape[1], image.shape[0]])
    if (high - low).min() < 2:
        return
    region = image[low[1] : high[1], low[0] : high[0]]
    mask = np.zeros(region.shape[:2], np.uint8)
    cv2.fillPoly(mask, [outline - (low * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    soft = cv2.GaussianBlur(mask, (0, 0), 9)
    region[:] = (region * (1.0 - strength * (soft[:, :, None] / 255.0))).astype(np.uint8)


def _plant(image: NDArray[np.uint8], room: Room, camera: Camera) -> None:
    """A tall leafy plant in a clay pot, at the left of the back wall."""
    x0, z0 = room.left + 0.95, room.back + 0.45
    if not _visible(camera, [(x0, 0.0, z0), (x0, 1.5, z0)]):
        return
    _soft_spot(image, camera, x0 + 0.05, z0, 0.27, 0.42)
    rng = np.random.default_rng((room.seed, 5))
    right = camera.rotation[:, 0]
    base = np.array([x0, 0.0, z0])
    for inner in np.linspace(1.0, -1.0, 22):
        # The pot's shading from left to right, strip by strip.
        top, bottom = 0.17, 0.125
        strip = [
            base + right * bottom * inner,
            base + right * top * inner + [0, 0.32, 0],
            base - right * top + [0, 0.32, 0],
            base - right * bottom,
        ]
        shade = 0.62 + 0.42 * float(np.sqrt(max(1.0 - (inner * 0.8 + 0.35) ** 2, 0.0)))
        cv2.fillPoly(image, [_pixels(camera, strip)], _bgr((0.72, 0.50, 0.39), shade), cv2.LINE_AA, 4)
    leaves = []
    for k in range(26):
        turn = k * 2.399 + float(rng.uniform(-0.2, 0.2))
        up = 0.45 + 0.038 * k + float(rng.uniform(-0.04, 0.04))
        out = 0.30 * float(np.sin(np.pi * (0.25 + 0.7 * k / 26))) + 0.06
        tip = base + np.array([out * np.cos(turn) * 1.3, up + 0.20, out * np.sin(turn)])
        stem = base + np.array([0.05 * np.cos(turn), 0.30 + 0.55 * (up - 0.3), 0.05 * np.sin(turn)])
        leaves.append((float(np.sin(turn)), stem, tip))
    for depth, stem, tip in sorted(leaves, key=lambda leaf: leaf[0]):
        axis = tip - stem
        across = np.cross(axis, camera.rotation[:, 2])
        across *= 0.075 / max(float(np.linalg.norm(across)), 1e-6)
        shape: list[NDArray[np.float64]] = []
        for u in np.concatenate([np.linspace(0, 1, 12), np.linspace(1, 0, 12)]):
            side = 1.0 if len(shape) < 12 else -1.0
            droop = np.array([0.0, -0.10 * u * u, 0.0])
            shape.append(stem + axis * u + droop + across * side * float(np.sin(np.pi * u**1.15)) * 0.9)
        tone = 0.62 + 0.20 * depth + float(rng.uniform(-0.07, 0.07)) - 0.12 * float(tip[0] > x0)
        green = (0.30, 0.45, 0.29)
        cv2.fillPoly(image, [_pixels(camera, shape)], _bgr(green, tone * 1.25), cv2.LINE_AA, 4)
        half = shape[:12] + [stem + axis * u + np.array([0.0, -0.10 * u * u, 0.0]) for u in np.linspace(1, 0, 6)]
        cv2.fillPoly(image, [_pixels(camera, half)], _bgr(green, tone * 1.42), cv2.LINE_AA, 4)


def _lamp(image: NDArray[np.uint8], room: Room, camera: Camera) -> None:
    """A floor lamp at the right: slim stem, linen shade, lit."""
    x0, z0 = room.right - 0.85, room.back + 0.40
    base = np.array([x0, 0.0, z0])
    if not _visible(camera, [base, base + np.array([0.0, 1.8, 0.0])]):
        return
    _soft_spot(image, camera, x0, z0, 0.17, 0.35)
    right = camera.rotation[:, 0]

    def quad(low: float, high: float, below: float, above: float, rgb: Colour, shade: float = 1.0) -> None:
        shape = [
            base + right * below + [0, low, 0],
            base + right * above + [0, high, 0],
            base - right * above + [0, high, 0],
            base - right * below + [0, low, 0],
        ]
        cv2.fillPoly(image, [_pixels(camera, shape)], _bgr(rgb, shade), cv2.LINE_AA, 4)

    quad(0.0, 0.022, 0.14, 0.135, (0.22, 0.20, 0.18))
    quad(0.02, 1.45, 0.011, 0.011, (0.26, 0.23, 0.20))
    for inner in np.linspace(1.0, 0.05, 14):
        bright = 0.86 + 0.14 * float(np.cos(inner * 1.2))
        quad(1.42, 1.76, 0.19 * float(inner), 0.155 * float(inner), (0.97, 0.87, 0.70), bright)
