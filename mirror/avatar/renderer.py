"""Renderer: a plain, softly lit person in a room, fast enough for a camera's pace.

The body is laid from parts (limbs, trunk, hands, shoes) far to near. A part is a small picture of a shaded round limb, baked
once: its light is linear in the direction towards the light, so that a frame only mixes three layers, warps the result onto
the picture and blends it. The head is ray cast, because it must look right from every side. Nothing but the figure's own
region is touched; the empty room is kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mirror.avatar.camera import Camera
from mirror.avatar.head import Head
from mirror.avatar.look import Colour, Look
from mirror.avatar.props import Box, Material, Rod, faces, painted, placed
from mirror.avatar.room import Room, background
from mirror.pose import skeleton as s

Array = NDArray[np.float64]
Picture = NDArray[np.uint8]

_ALONG = 64
_LIGHT = np.array([-0.52, 0.60, 0.66])  # towards the window: room axes, from the left and the front
_LIGHT /= np.linalg.norm(_LIGHT)
_DIRECT, _SKY, _AMBIENT = 0.33, 0.07, 0.71


@dataclass(frozen=True, eq=False)
class _Texture:
    """A round part in three layers: (along, across, 4) premultiplied float32; the fourth channel of `plain` is the cover.

    Attributes: corners (4, 2): of the texture, in the order of a quad's.
    """

    plain: NDArray[np.float32]
    across: NDArray[np.float32]
    facing: NDArray[np.float32]
    corners: Array


def _baked(profile: Array, colours: Array, dark: Array | None = None, wide: int = 26) -> _Texture:
    """`profile` (64,) half width along the part, 0..1 of the quad; `colours` (64, 3) RGB; `dark` (64,) shading along it."""
    rows = _ALONG if wide < 40 else 2 * _ALONG
    if rows != _ALONG:
        fine, coarse = np.linspace(0.0, 1.0, rows), np.linspace(0.0, 1.0, _ALONG)
        profile = np.interp(fine, coarse, profile)
        colours = np.stack([np.interp(fine, coarse, c) for c in colours.T], axis=1)
        dark = None if dark is None else np.interp(fine, coarse, dark)
    u = (np.arange(wide) + 0.5) / wide * 2.0 - 1.0
    half = np.maximum(profile[:, None], 1e-3)
    cover = np.clip((half - np.abs(u)[None, :]) * (wide / 2) + 0.5, 0.0, 1.0) * np.clip(profile[:, None] * wide / 2, 0.0, 1.0)
    normal = np.clip(u[None, :] / half, -1.0, 1.0)
    front = np.sqrt(np.maximum(1.0 - normal**2, 0.0))
    tone = 1.0 - 0.10 * (1.0 - front) ** 2
    if dark is not None:
        tone = tone * dark[:, None]
    base = (colours[:, None, ::-1] * tone[:, :, None]) * cover[:, :, None] * 255.0

    def layer(weight: Array | float, alpha: Array) -> NDArray[np.float32]:
        tinted = base * (weight if isinstance(weight, float) else weight[:, :, None])
        return np.concatenate([tinted, alpha[:, :, None]], axis=2).astype(np.float32)

    none = np.zeros_like(cover)
    corners = np.array([[0, 0], [wide, 0], [wide, rows], [0, rows]], np.float64) - 0.5
    return _Texture(layer(_AMBIENT, cover * 255.0), layer(normal, none), layer(front, none), corners)


def _curve(*knots: tuple[float, float]) -> Array:
    x, y = zip(*knots, strict=True)
    curve: Array = np.interp(np.linspace(0.0, 1.0, _ALONG), x, y)
    return curve


def _round_ends(profile: Array, first: float, last: float) -> Array:
    """Half widths with round caps that take these shares of the part's length."""
    v = np.linspace(0.0, 1.0, _ALONG)
    a = np.sqrt(np.maximum(1.0 - np.clip(1.0 - v / max(first, 1e-6), 0.0, 1.0) ** 2, 0.0))
    b = np.sqrt(np.maximum(1.0 - np.clip(1.0 - (1.0 - v) / max(last, 1e-6), 0.0, 1.0) ** 2, 0.0))
    rounded: Array = profile * np.minimum(a, b)
    return rounded


def _two_tones(first: Colour, second: Colour, at: float, hem: float = 0.0) -> Array:
    v = np.linspace(0.0, 1.0, _ALONG)[:, None]
    share = np.clip((v - at) * _ALONG / 1.5 + 0.5, 0.0, 1.0)
    tones: Array = np.array(first) * (1.0 - share) + np.array(second) * share
    if hem:
        tones = tones * (1.0 - hem * np.exp(-(((v - at + 0.02) / 0.02) ** 2)))
    return tones


def _one(colour: Colour) -> Array:
    return np.tile(np.array(colour), (_ALONG, 1))


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """One part this frame: ends in the room, radii there (metres), how far it reaches past its ends (shares of the radii)."""

    texture: _Texture
    a: Array
    b: Array
    ra: float
    rb: float
    nearer: float = 0.0
    past_a: float = 1.0
    past_b: float = 1.0


class Renderer:
    """Draws one person in one room. Keeps the empty room of the last camera; not for several threads at once.

    Args:
        width, height: of the picture, pixels. seed: of look and room; `look` and `room` override it.
        props: what the hands hold or the body lies, sits or leans on: names of `mirror.avatar.motion.PROPS`; `props_for` gives
            an exercise's.
    """

    def __init__(
        self,
        width: int = 1280,
        height: int = 720,
        *,
        seed: int = 0,
        look: Look | None = None,
        room: Room | None = None,
        props: tuple[str, ...] = (),
    ) -> None:
        self.width, self.height = width, height
        self.look = look or Look.random(seed)
        self.room = room or Room.random(seed)
        self.props = props
        self._camera: Camera | None = None
        self._empty: Picture = np.zeros((height, width, 3), np.uint8)
        self._canvas: Picture = self._empty
        self._head = Head(self.look)
        self._textures = _wardrobe(self.look)

    def empty(self, camera: Camera) -> Picture:
        """The room without anybody; nobody writes into it."""
        if self._camera != camera:
            if (camera.width, camera.height) != (self.width, self.height):
                raise ValueError(f"the camera is {camera.width}x{camera.height}, the renderer {self.width}x{self.height}")
            self._empty = background(self.room, camera)
            self._empty.flags.writeable = False
            self._camera = camera
        return self._empty

    def render(
        self, points: Array, camera: Camera, props: tuple[str, ...] | None = None, behind: Picture | None = None
    ) -> Picture:
        """(33, 3) room points to (height, width, 3) uint8 BGR, a picture of its own each time. NaN points: the empty room.

        `behind`: a picture of this camera, room and all, that already holds whoever is further away.
        """
        picture = (self.empty(camera) if behind is None else behind).copy()
        if not np.isfinite(points).all():
            return picture
        seen = camera.to_camera(points)
        if float(seen[:, 2].min()) < 0.3:
            return picture
        self._canvas = picture
        scale = _height_of(points)
        boxes, rods = placed(points, scale, self.props if props is None else props)
        boxes = [box for box in boxes if float(camera.to_camera(box.corners())[:, 2].min()) > 0.3]
        self._shadow(points, camera, scale, boxes)
        parts = _body(points, camera, scale, self._textures) + [self._rod(rod) for rod in rods]
        head = self._head.place(points, camera)
        batch = _Batch(parts, camera)
        order = batch.far_to_near(head.depth)
        if boxes:
            ears = points[[s.LEFT_EAR, s.RIGHT_EAR]]
            ends = np.array([*((part.a, part.b) for part in parts), ears])
            order = painted(order, ends, boxes, camera.position)
        for k in order:
            if k < len(parts):
                self._stamp(*batch.part(k))
            elif k == len(parts):
                self._head.draw(picture, head, _LIGHT, (_AMBIENT, _DIRECT, _SKY))
            else:
                self._block(boxes[k - len(parts) - 1], camera)
        return picture

    def _rod(self, rod: Rod) -> _Part:
        return _Part(self._textures[rod.material], rod.a, rod.b, rod.radius, rod.radius, rod.nearer, rod.past, rod.past)

    def _block(self, box: Box, camera: Camera) -> None:
        """The faces that are seen, each in one tone."""
        for corners, normal in faces(box, camera.position):
            light = _AMBIENT + _DIRECT * max(float(normal @ _LIGHT), 0.0) + _SKY * float(normal[1])
            blue_green_red = tuple(255.0 * light * c for c in reversed(_SOLID[box.material]))
            spots = np.clip(camera.to_pixels(camera.to_camera(corners)), -4000.0, 4000.0)
            hull = (
                cv2.convexHull(np.round(spots * 16.0).astype(np.int32)) if box.disc else np.round(spots * 16.0).astype(np.int32)
            )
            cv2.fillConvexPoly(self._canvas, hull, blue_green_red, cv2.LINE_AA, 4)

    def _stamp(self, texture: _Texture, quad: Array, matrix: Array, across: float, facing: float) -> None:
        low, high = quad.min(axis=0), quad.max(axis=0)
        x0, y0 = max(int(low[0]), 0), max(int(low[1]), 0)
        x1, y1 = min(int(high[0]) + 2, self.width), min(int(high[1]) + 2, self.height)
        if x1 - x0 < 1 or y1 - y0 < 1 or low[0] > self.width or low[1] > self.height:
            return
        shaded = texture.across * np.float32(across)
        shaded += texture.facing * np.float32(facing)
        shaded += texture.plain
        small = cv2.convertScaleAbs(np.maximum(shaded, 0.0, out=shaded))
        matrix = matrix.copy()
        matrix[0] -= x0 * matrix[2]
        matrix[1] -= y0 * matrix[2]
        laid = cv2.warpPerspective(small, matrix, (x1 - x0, y1 - y0), flags=cv2.INTER_LINEAR)
        blend(self._canvas[y0:y1, x0:x1], laid.astype(np.uint8, copy=False))

    def _shadow(self, points: Array, camera: Camera, scale: float, boxes: list[Box]) -> None:
        """Soft, darker where the body is near the floor."""
        points = points.copy()
        height = np.maximum(points[:, 1], 0.0)
        floor = points - _SHADOW_LIGHT * (height / _SHADOW_LIGHT[1])[:, None]
        floor[:, 1] = 0.0
        seen = camera.to_camera(floor)
        if float(seen[:, 2].min()) < 0.3:
            return
        spots = camera.to_pixels(seen)
        blocks = [_floor_spots(box, camera) for box in boxes]
        step = 4
        reach = camera.focal_px / seen[:, 2] * scale
        margin = 0.12 * float(reach.max())
        every = np.concatenate([spots, *blocks])
        x0, y0 = np.maximum(every.min(axis=0) - margin, 0).astype(int) // step * step
        x1, y1 = np.minimum(every.max(axis=0) + margin, [self.width, self.height]).astype(int) // step * step
        if x1 - x0 < 2 * step or y1 - y0 < 2 * step:
            return
        wide, high = (x1 - x0) // step, (y1 - y0) // step
        mask = np.zeros((high, wide), np.uint8)
        for block in blocks:
            hull = cv2.convexHull(np.clip((block - [x0, y0]) / step, -4000.0, 4000.0).astype(np.int32))
            cv2.fillConvexPoly(mask, hull, _BLOCK_TONE)
        spots = (spots - [x0, y0]) / step
        lines = sorted(((i, j, r) for i, j, r in _SHADOW_LIMBS), key=lambda line: -min(height[line[0]], height[line[1]]))
        for i, j, radius in lines:
            near = 0.5 * (height[i] + height[j]) / scale
            tone = int(255 * (0.24 + 0.62 * float(np.exp(-near / 0.07))))
            thick = max(int(2.0 * radius * 0.5 * (reach[i] + reach[j]) / step), 1)
            cv2.line(mask, _whole(spots[i]), _whole(spots[j]), tone, thick, cv2.LINE_8)
        size = max(int(0.032 * float(reach.mean()) / step), 1) * 2 + 1
        mask = cv2.blur(cv2.blur(mask, (size, size)), (size, size))
        keep = cv2.cvtColor(cv2.LUT(mask, _KEEP), cv2.COLOR_GRAY2BGR)
        full = cv2.resize(keep, (wide * step, high * step), interpolation=cv2.INTER_LINEAR)
        region = self._canvas[y0 : y0 + high * step, x0 : x0 + wide * step]
        cv2.multiply(region, full, dst=region, scale=1.0 / 255.0)


class _Batch:
    """All parts of a frame in one go: where their quads lie in the picture and how the light falls on them."""

    def __init__(self, parts: list[_Part], camera: Camera) -> None:
        a = camera.to_camera(np.array([p.a for p in parts]))
        b = camera.to_camera(np.array([p.b for p in parts]))
        radius = np.array([(p.ra, p.rb) for p in parts])
        past = np.array([(p.past_a, p.past_b) for p in parts])
        focal = camera.focal_px
        ra, rb = focal * radius[:, :1] / a[:, 2:], focal * radius[:, 1:] / b[:, 2:]
        centre = np.array([camera.width / 2.0, camera.height / 2.0])
        pa, pb = a[:, :2] * (focal / a[:, 2:]) + centre, b[:, :2] * (focal / b[:, 2:]) + centre
        along = pb - pa
        length = np.hypot(along[:, 0], along[:, 1])[:, None]
        along = np.where(length > 1e-6, along / np.maximum(length, 1e-6), [[0.0, 1.0]])
        side = np.stack([-along[:, 1], along[:, 0]], axis=1)
        pa, pb = pa - along * (ra * past[:, :1]), pb + along * (rb * past[:, 1:])
        self.quads = np.stack([pa - side * ra, pa + side * ra, pb + side * rb, pb - side * rb], axis=1)
        axis = b - a
        axis /= np.maximum(np.linalg.norm(axis, axis=1, keepdims=True), 1e-9)
        facing = np.array([0.0, 0.0, -1.0]) + axis * axis[:, 2:]
        facing /= np.maximum(np.linalg.norm(facing, axis=1, keepdims=True), 0.2)
        pull = camera.rotation.T @ (_DIRECT * _LIGHT + np.array([0.0, _SKY, 0.0]))
        self.across = side @ pull[:2]
        self.facing = facing @ pull
        self.depth = 0.5 * (a[:, 2] + b[:, 2]) - np.array([p.nearer for p in parts])
        self.matrices = _homographies(parts, self.quads)
        self.parts = parts

    def far_to_near(self, head_depth: float) -> list[int]:
        """Indices of the parts in painter's order; their number stands for the head."""
        return [int(k) for k in np.argsort(-np.append(self.depth, head_depth), kind="stable")]

    def part(self, k: int) -> tuple[_Texture, Array, Array, float, float]:
        """What `_stamp` takes."""
        return self.parts[k].texture, self.quads[k], self.matrices[k], float(self.across[k]), float(self.facing[k])


def _homographies(parts: list[_Part], quads: Array) -> Array:
    """(K, 3, 3) from texture to picture: every quad is an isosceles trapezium, solved together."""
    n = len(parts)
    corners = np.array([p.texture.corners for p in parts])
    system = np.zeros((n, 8, 8))
    u, v = corners[:, :, 0], corners[:, :, 1]
    x, y = quads[:, :, 0], quads[:, :, 1]
    system[:, :4, 0], system[:, :4, 1], system[:, :4, 2] = u, v, 1.0
    system[:, 4:, 3], system[:, 4:, 4], system[:, 4:, 5] = u, v, 1.0
    system[:, :4, 6], system[:, :4, 7] = -u * x, -v * x
    system[:, 4:, 6], system[:, 4:, 7] = -u * y, -v * y
    solved = np.linalg.solve(system, np.concatenate([x, y], axis=1)[:, :, None])[:, :, 0]
    return np.concatenate([solved, np.ones((n, 1))], axis=1).reshape(n, 3, 3)


_KEEP = (255.0 * (1.0 - 0.58 * np.arange(256) / 255.0)).astype(np.uint8)
_SHADOW_LIGHT = np.array([-0.22, 0.95, 0.12])
_BLOCK_TONE = 110
_SOLID: dict[Material, Colour] = {
    "pad": (0.19, 0.20, 0.23),
    "wood": (0.66, 0.50, 0.35),
    "steel": (0.50, 0.51, 0.53),
    "iron": (0.20, 0.205, 0.22),
}
_SHADOW_LIMBS: tuple[tuple[int, int, float], ...] = (
    (s.LEFT_SHOULDER, s.RIGHT_SHOULDER, 0.06),
    (s.LEFT_SHOULDER, s.LEFT_HIP, 0.07),
    (s.RIGHT_SHOULDER, s.RIGHT_HIP, 0.07),
    (s.LEFT_HIP, s.RIGHT_HIP, 0.07),
    (s.NOSE, s.LEFT_EAR, 0.06),
    (s.LEFT_SHOULDER, s.LEFT_ELBOW, 0.028),
    (s.LEFT_ELBOW, s.LEFT_WRIST, 0.022),
    (s.LEFT_WRIST, s.LEFT_INDEX, 0.024),
    (s.RIGHT_SHOULDER, s.RIGHT_ELBOW, 0.028),
    (s.RIGHT_ELBOW, s.RIGHT_WRIST, 0.022),
    (s.RIGHT_WRIST, s.RIGHT_INDEX, 0.024),
    (s.LEFT_HIP, s.LEFT_KNEE, 0.05),
    (s.LEFT_KNEE, s.LEFT_ANKLE, 0.036),
    (s.LEFT_HEEL, s.LEFT_FOOT, 0.028),
    (s.RIGHT_HIP, s.RIGHT_KNEE, 0.05),
    (s.RIGHT_KNEE, s.RIGHT_ANKLE, 0.036),
    (s.RIGHT_HEEL, s.RIGHT_FOOT, 0.028),
)


def blend(region: Picture, laid: Picture) -> None:
    """Lay a premultiplied (h, w, 4) picture over a region of the canvas, in place."""
    keep = cv2.cvtColor(cv2.bitwise_not(laid[:, :, 3]), cv2.COLOR_GRAY2BGR)
    cv2.multiply(region, keep, dst=region, scale=1.0 / 255.0)
    cv2.add(region, cv2.cvtColor(laid, cv2.COLOR_BGRA2BGR), dst=region)


def _floor_spots(box: Box, camera: Camera) -> Array:
    """(8, 2) pixels where the corners' shadows fall."""
    corners = box.corners()
    floor = corners - _SHADOW_LIGHT * (np.maximum(corners[:, 1:2], 0.0) / _SHADOW_LIGHT[1])
    return camera.to_pixels(camera.to_camera(floor * np.array([1.0, 0.0, 1.0])))


def _whole(point: Array) -> tuple[int, int]:
    return int(min(max(point[0], -4000.0), 4000.0)), int(min(max(point[1], -4000.0), 4000.0))


def _height_of(points: Array) -> float:
    """The person's height from the bones (metres): thigh, shank and arms are half of it."""
    pairs = (
        (s.LEFT_HIP, s.LEFT_KNEE),
        (s.LEFT_KNEE, s.LEFT_ANKLE),
        (s.LEFT_SHOULDER, s.LEFT_ELBOW),
        (s.LEFT_ELBOW, s.LEFT_WRIST),
    )
    total = sum(float(np.linalg.norm(points[a] - points[b])) for a, b in pairs)
    return total / (0.245 + 0.246 + 0.186 + 0.146)


def _wardrobe(look: Look) -> dict[str, _Texture]:
    skin, shirt, trousers = look.skin, look.shirt, look.trousers
    steel, iron = _SOLID["steel"], _SOLID["iron"]
    shank = skin if look.shorts else trousers
    shade = _curve((0, 1.0), (1, 1.0))
    v = np.linspace(0.0, 1.0, _ALONG)
    folds = 1.0 - 0.07 * np.exp(-(((v - 0.62) / 0.05) ** 2)) - 0.05 * np.exp(-(((v - 0.80) / 0.03) ** 2))
    trunk_tone = _two_tones(shirt, shirt, 0.975, 0.22)
    return {
        "upper_arm": _baked(
            _round_ends(_curve((0, 1.0), (0.2, 1.0), (0.55, 0.93), (0.56, 0.86), (1, 0.92)), 0.22, 0.12),
            _two_tones(shirt, skin, 0.56, 0.22),
            shade,
        ),
        "forearm": _baked(_round_ends(_curve((0, 0.88), (0.25, 1.0), (1, 0.98)), 0.10, 0.06), _one(skin)),
        "hand": _baked(_round_ends(_curve((0, 0.72), (0.35, 1.0), (0.7, 0.95), (1, 0.75)), 0.18, 0.32), _one(skin)),
        "thumb": _baked(_round_ends(_curve((0, 0.9), (1, 0.9)), 0.3, 0.35), _one(skin), shade * 0.96),
        "thigh": _baked(
            _round_ends(_curve((0, 0.98), (0.4, 1.0), (1, 1.0)), 0.20, 0.12),
            _two_tones(trousers, skin, 0.74, 0.2) if look.shorts else _one(trousers),
            wide=40,
        ),
        "shank": _baked(
            _round_ends(_curve((0, 0.97), (0.3, 1.02), (0.62, 0.95), (1, 1.0)), 0.13, 0.05),
            _one(shank),
            _curve((0, 1.0), (0.92, 1.0), (1, 0.9)),
        ),
        "shoe": _baked(
            _round_ends(_curve((0, 0.82), (0.35, 0.86), (0.72, 1.0), (1, 0.92)), 0.20, 0.36),
            _one(look.shoes),
        ),
        "sole": _baked(_round_ends(_curve((0, 0.9), (1, 1.0)), 0.10, 0.12), _one((0.93, 0.92, 0.90)), shade * 0.9),
        "heel": _baked(_round_ends(_curve((0, 0.85), (1, 1.0)), 0.35, 0.45), _one(look.shoes)),
        "neck": _baked(
            _round_ends(_curve((0, 0.86), (0.5, 0.86), (1, 1.0)), 0.0, 0.34),
            _one(skin),
            _curve((0, 0.74), (0.45, 0.90), (1, 0.97)),
        ),
        "trunk": _baked(
            _round_ends(
                _curve(
                    (0, 0.30),
                    (0.02, 0.48),
                    (0.05, 0.68),
                    (0.08, 0.84),
                    (0.12, 0.95),
                    (0.17, 0.99),
                    (0.40, 0.91),
                    (0.66, 0.81),
                    (0.85, 0.88),
                    (1, 0.95),
                ),
                0.006,
                0.06,
            ),
            trunk_tone,
            folds,
            56,
        ),
        "hips": _baked(_round_ends(_curve((0, 1.0), (1, 1.0)), 0.30, 0.30), _one(trousers), shade * 0.98),
        "shoulder": _baked(_round_ends(_curve((0, 1.0), (1, 1.0)), 0.5, 0.5), _one(shirt)),
        "steel": _baked(_curve((0, 1.0), (1, 1.0)), _one(steel)),
        "iron": _baked(_round_ends(_curve((0, 1.0), (1, 1.0)), 0.05, 0.05), _one(iron), _curve((0, 0.8), (0.3, 1.1), (1, 0.8))),
    }


def _body(points: Array, camera: Camera, scale: float, wear: dict[str, _Texture]) -> list[_Part]:
    """The parts of this frame. Radii are shares of the height."""
    p, h = points, scale
    parts: list[_Part] = []
    shoulders, hips = p[[11, 12]].mean(axis=0), p[[23, 24]].mean(axis=0)
    spine = shoulders - hips
    up = spine / max(float(np.linalg.norm(spine)), 1e-6)
    left = p[s.LEFT_SHOULDER] - p[s.RIGHT_SHOULDER] + (p[s.LEFT_HIP] - p[s.RIGHT_HIP])
    left = left - (left @ up) * up
    left /= max(float(np.linalg.norm(left)), 1e-6)
    ahead = np.cross(left, up)
    # Half widths of the trunk's ellipse as this camera sees it.
    sight = hips + 0.5 * spine - camera.position
    sight /= np.linalg.norm(sight)
    screen = np.cross(sight, up)
    screen /= max(float(np.linalg.norm(screen)), 0.15)
    wide = float(np.hypot(screen @ left, 0.0)), float(abs(screen @ ahead))

    def girth(half: float, deep: float) -> float:
        return h * float(np.hypot(half * wide[0], deep * wide[1]))

    top, bottom = shoulders + up * 0.020 * h, hips + up * 0.004 * h
    parts.append(_Part(wear["trunk"], top, bottom, girth(0.126, 0.078), girth(0.105, 0.078), 0.02, 0.10, 0.22))
    ears = p[[7, 8]].mean(axis=0)
    neck_low = shoulders + up * 0.004 * h - ahead * 0.006 * h
    neck_high = neck_low + 0.72 * (ears - neck_low)
    parts.append(_Part(wear["neck"], neck_high, neck_low, 0.0305 * h, 0.0345 * h, 0.03, 0.0, 0.55))
    for k, side in enumerate((0, 1)):
        shoulder, elbow, wrist = p[11 + side], p[13 + side], p[15 + side]
        hip, knee, ankle, heel, toe = p[23 + side], p[25 + side], p[27 + side], p[29 + side], p[31 + side]
        outward = left if k == 0 else -left
        start = shoulder + 0.05 * (elbow - shoulder) - outward * 0.006 * h
        parts.append(_Part(wear["upper_arm"], start, elbow, 0.0335 * h, 0.0265 * h, 0.02, 0.8, 0.5))
        parts.append(_Part(wear["forearm"], elbow, wrist, 0.0275 * h, 0.0185 * h, 0.03, 0.75, 0.25))
        knuckles = 0.5 * (p[17 + side] + p[19 + side])
        fingers = knuckles + 0.55 * (knuckles - wrist)
        parts.append(_Part(wear["hand"], wrist, fingers, 0.0180 * h, 0.0195 * h, 0.035, 0.45, 0.35))
        thumb = p[21 + side] + 0.25 * (p[21 + side] - wrist)
        parts.append(_Part(wear["thumb"], wrist + 0.25 * (thumb - wrist), thumb, 0.0085 * h, 0.0075 * h, 0.036, 0.5, 0.6))
        inner = hip - outward * 0.004 * h - up * 0.002 * h
        parts.append(_Part(wear["thigh"], inner, knee, 0.0535 * h, 0.0375 * h, -0.006, 0.40, 0.5))
        parts.append(_Part(wear["shank"], knee, ankle, 0.0385 * h, 0.0250 * h, 0.004, 0.95, 0.45))
        sole_up = ankle - 0.5 * (heel + toe)
        sole_up = sole_up - ((sole_up @ (toe - heel)) / max(float((toe - heel) @ (toe - heel)), 1e-6)) * (toe - heel)
        sole_up /= max(float(np.linalg.norm(sole_up)), 1e-6)
        tip = toe + 0.20 * (toe - heel)
        parts.append(_Part(wear["sole"], heel - sole_up * 0.0005 * h, tip, 0.0165 * h, 0.0175 * h, 0.0, 0.9, 0.3))
        parts.append(
            _Part(wear["shoe"], heel + sole_up * 0.012 * h, tip + sole_up * 0.009 * h, 0.0255 * h, 0.0205 * h, 0.012, 0.7, 0.25)
        )
        parts.append(
            _Part(wear["heel"], ankle + sole_up * 0.004 * h, heel + sole_up * 0.014 * h, 0.0245 * h, 0.0235 * h, 0.010, 0.5, 0.5)
        )
    parts.append(_Part(wear["hips"], p[23] + up * 0.004 * h, p[24] + up * 0.004 * h, 0.0580 * h, 0.0580 * h, -0.012, 0.72, 0.72))
    return parts
