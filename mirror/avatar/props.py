"""Props: what an exercise is done with, as boxes and rods placed by the body's own landmarks.

Everything is laid out in shares of the person's height in a frame on the floor under what the body holds still in that
exercise (hips, shoulders, heels or hands): x to the person's left, y up, z ahead. So a bench stays where it is while the body
moves, needs no state from frame to frame, and follows a person who is turned or stands elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mirror.avatar.contact import SEAT_HEIGHT
from mirror.avatar.posture import unit
from mirror.pose import skeleton as s

Array = NDArray[np.float64]
Material = Literal["steel", "iron", "pad", "wood"]

SURFACES: dict[str, float] = {
    "bench": 0.25,
    "incline_bench": 0.25,
    "decline_bench": 0.30,
    "thrust_bench": 0.23,
    "chair": 0.23,
    "dip_bars": 0.72,
    "pulldown_machine": 0.26,
    "fly_machine": 0.27,
    "extension_machine": 0.30,
}
"""Height of what the body lies, sits or leans on, shares of the height: the `surface` of the motions that use it."""
LEANS: dict[str, float] = {
    "bench": -90.0,
    "incline_bench": -50.0,
    "decline_bench": -104.0,
    "fly_machine": -6.0,
    "extension_machine": -14.0,
}
"""Lean of the trunk (degrees, as the channel) that a back pad is made for."""
_PAD = 0.016  # half the thickness of a pad, shares of the height


@dataclass(frozen=True, slots=True, eq=False)
class Box:
    """A solid block. centre: (3,) metres, room. axes: (3, 3), columns its unit axes. half: (3,) metres along them. disc: round
    about its first axis."""

    centre: Array
    axes: Array
    half: Array
    material: Material
    disc: bool = False

    def corners(self) -> Array:
        """(8, 3) metres, room; of a disc those of the block around it."""
        return self.centre + (_SIGNS * self.half) @ self.axes.T

    def rim(self, end: float) -> Array:
        """(24, 3) the edge of a disc's face at this end of its first axis (1 or -1), room."""
        return self.centre + (_RIM * self.half + np.array([end, 0.0, 0.0]) * self.half) @ self.axes.T


@dataclass(frozen=True, slots=True, eq=False)
class Rod:
    """A round bar between two places (3,) of the room; radius in metres. `nearer`: by how much it is drawn nearer than it is,
    metres. `past`: how far it reaches beyond its ends, shares of the radius."""

    a: Array
    b: Array
    radius: float
    material: Literal["steel", "iron"]
    nearer: float = 0.0
    past: float = 0.0


@dataclass(frozen=True, slots=True)
class _Slab:
    """A Box in the frame of its prop; shares of the height. lean: as the channel, turns the slab about the left axis."""

    centre: tuple[float, float, float]
    half: tuple[float, float, float]
    lean: float = 0.0
    material: Material = "pad"


@dataclass(frozen=True, slots=True)
class _Bar:
    """A Rod in the frame of its prop; shares of the height."""

    a: tuple[float, float, float]
    b: tuple[float, float, float]
    radius: float = 0.013
    material: Literal["steel", "iron"] = "iron"


_SIGNS = np.array([[x, y, z] for x in (-1.0, 1.0) for y in (-1.0, 1.0) for z in (-1.0, 1.0)])
_TURN = np.linspace(0.0, 2.0 * np.pi, 24, endpoint=False)
_RIM = np.stack([np.zeros(24), np.cos(_TURN), np.sin(_TURN)], axis=1)
_FACES = (  # corners of the face at the positive end of each axis, in order round it; 7 - i is the opposite corner
    (4, 5, 7, 6),
    (2, 3, 7, 6),
    (1, 3, 7, 5),
)


def _behind(prop: str, low: float, high: float, wide: float) -> _Slab:
    """A pad along the back: from `low` to `high` over the hips, half as wide as `wide`."""
    lean = LEANS[prop]
    a = np.radians(lean)
    along, out = np.array([0.0, np.cos(a), np.sin(a)]), np.array([0.0, -np.sin(a), np.cos(a)])
    hips = np.array([0.0, SURFACES[prop] + SEAT_HEIGHT, 0.0])
    x, y, z = hips + along * (0.5 * (low + high)) - out * (SEAT_HEIGHT + _PAD)
    return _Slab((float(x), float(y), float(z)), (wide, 0.5 * (high - low), _PAD), lean)


def _seat(prop: str, back: float, front: float, wide: float) -> _Slab:
    return _Slab((0.0, SURFACES[prop] - _PAD, 0.5 * (back + front)), (wide, _PAD, 0.5 * (front - back)))


def _pair(a: tuple[float, float, float], b: tuple[float, float, float], radius: float = 0.013) -> tuple[_Bar, _Bar]:
    """The same bar on the left and on the right."""
    return _Bar(a, b, radius), _Bar((-a[0], a[1], a[2]), (-b[0], b[1], b[2]), radius)


_BUILT: dict[str, tuple[_Slab | _Bar, ...]] = {
    "bench": (
        _behind("bench", -0.08, 0.50, 0.082),
        *_pair((0.06, 0.21, 0.03), (0.10, 0.012, 0.03)),
        *_pair((0.06, 0.21, -0.44), (0.10, 0.012, -0.44)),
    ),
    "incline_bench": (
        _behind("incline_bench", 0.03, 0.50, 0.082),
        _seat("incline_bench", -0.06, 0.13, 0.082),
        _Bar((0.0, 0.21, 0.08), (0.0, 0.012, 0.08), 0.02),
        _Bar((0.0, 0.36, -0.26), (0.0, 0.012, -0.32), 0.02),
        _Bar((-0.12, 0.012, -0.32), (0.12, 0.012, -0.32), 0.015),
    ),
    "decline_bench": (
        _behind("decline_bench", -0.19, 0.50, 0.082),
        _Bar((-0.13, 0.375, 0.225), (0.13, 0.375, 0.225), 0.030),
        _Bar((-0.13, 0.235, 0.330), (0.13, 0.235, 0.330), 0.028),
        _Bar((0.0, 0.35, 0.20), (0.0, 0.012, 0.20), 0.02),
        _Bar((0.0, 0.20, -0.38), (0.0, 0.012, -0.38), 0.02),
    ),
    "thrust_bench": (
        _Slab((0.0, SURFACES["thrust_bench"] - 0.022, -0.075), (0.30, 0.022, 0.085)),
        *_pair((0.24, 0.19, -0.02), (0.24, 0.012, -0.02)),
        *_pair((0.24, 0.19, -0.13), (0.24, 0.012, -0.13)),
    ),
    "chair": (
        _Slab((0.0, SURFACES["chair"] - 0.010, -0.195), (0.125, 0.010, 0.120), 0.0, "wood"),
        _Slab((0.0, 0.42, -0.325), (0.120, 0.075, 0.009), -6.0, "wood"),
        *_pair((0.112, 0.22, -0.09), (0.118, 0.012, -0.08), 0.010),
        *_pair((0.112, 0.48, -0.330), (0.118, 0.012, -0.315), 0.010),
    ),
    "pulldown_machine": (
        _seat("pulldown_machine", -0.09, 0.12, 0.09),
        _Bar((0.0, 0.23, 0.02), (0.0, 0.012, 0.02), 0.022),
        _Bar((-0.15, 0.365, 0.165), (0.15, 0.365, 0.165), 0.026),
        # Two slim posts instead of the stack of weights, which would hide the person from a camera in front.
        _Bar((0.0, 0.02, -0.05), (0.0, 0.02, 0.62), 0.016),
        _Bar((-0.26, 0.012, 0.62), (0.26, 0.012, 0.62), 0.016),
        *_pair((0.26, 0.012, 0.62), (0.26, 1.27, 0.62), 0.015),
        _Bar((-0.26, 1.27, 0.62), (0.26, 1.27, 0.62), 0.015),
        _Bar((0.0, 1.27, 0.62), (0.0, 1.27, 0.06), 0.015),
    ),
    "fly_machine": (
        _behind("fly_machine", 0.05, 0.38, 0.080),
        _seat("fly_machine", -0.10, 0.12, 0.09),
        _Bar((0.0, 0.24, 0.0), (0.0, 0.012, 0.0), 0.022),
        _Bar((0.0, 0.012, -0.17), (0.0, 0.92, -0.17), 0.024),
        _Bar((-0.13, 0.92, -0.12), (0.13, 0.92, -0.12), 0.018),
    ),
    "extension_machine": (
        _behind("extension_machine", 0.04, 0.40, 0.085),
        _seat("extension_machine", -0.12, 0.20, 0.095),
        *_pair((0.085, 0.28, 0.16), (0.10, 0.012, 0.12), 0.014),
        *_pair((0.085, 0.28, -0.08), (0.10, 0.012, -0.16), 0.014),
        *_pair((0.150, 0.385, 0.07), (0.150, 0.385, 0.17), 0.011),
    ),
}


@dataclass(frozen=True, slots=True, eq=False)
class _Stage:
    """The frame of a prop. origin: (3,) on the floor. axes: (3, 3), columns left, up, ahead. height: of the person, metres."""

    origin: Array
    axes: Array
    height: float

    def place(self, at: tuple[float, float, float]) -> Array:
        """(3,) shares of the height to the room."""
        return self.origin + self.axes @ (np.array(at) * self.height)

    def box(self, slab: _Slab) -> Box:
        a = np.radians(slab.lean)
        turn = np.array([[1.0, 0.0, 0.0], [0.0, np.cos(a), -np.sin(a)], [0.0, np.sin(a), np.cos(a)]])
        return Box(self.place(slab.centre), self.axes @ turn, np.array(slab.half) * self.height, slab.material)

    def rod(self, bar: _Bar) -> Rod:
        return Rod(self.place(bar.a), self.place(bar.b), bar.radius * self.height, bar.material, 0.0, 0.1)


_UP = np.array([0.0, 1.0, 0.0])
_OVER: dict[str, tuple[int, int]] = {
    # Landmarks, left and right, whose middle stands over the origin; the hips where nothing is said.
    "thrust_bench": (s.LEFT_SHOULDER, s.RIGHT_SHOULDER),
    "chair": (s.LEFT_HEEL, s.RIGHT_HEEL),
}
_LEVEL = np.array([1.0, 0.0, 1.0])
_PINKIES, _INDEXES = [s.INDEX["left_pinky"], s.INDEX["right_pinky"]], [s.LEFT_INDEX, s.RIGHT_INDEX]


def _stage(points: Array, height: float, prop: str) -> _Stage:
    ends = points[list(_OVER.get(prop, (s.LEFT_HIP, s.RIGHT_HIP)))]
    # Shoulders turn with the trunk, and hips tilt over a chair: what says where left is must be at rest itself.
    across = ends if prop == "chair" else points[[s.LEFT_HIP, s.RIGHT_HIP]]
    left = unit((across[0] - across[1]) * _LEVEL)
    origin = ends.mean(axis=0) * _LEVEL
    return _Stage(origin, np.stack([left, _UP, np.cross(left, _UP)], axis=1), height)


def grips_of(points: Array) -> Array:
    """(2, 3) where the left and the right hand close."""
    hands = 0.5 * (points[_PINKIES] + points[_INDEXES])
    closed: Array = 0.45 * points[[s.LEFT_WRIST, s.RIGHT_WRIST]] + 0.55 * hands
    return closed


def placed(points: Array, height: float, props: Iterable[str]) -> tuple[list[Box], list[Rod]]:
    """What stands around and is held by a body of (33, 3) room points and this height (metres). Unknown names: nothing."""
    boxes: list[Box] = []
    rods: list[Rod] = []
    grips = grips_of(points)
    for prop in props:
        if prop in _BUILT:
            stage = _stage(points, height, prop)
            boxes += [stage.box(part) for part in _BUILT[prop] if isinstance(part, _Slab)]
            rods += [stage.rod(part) for part in _BUILT[prop] if isinstance(part, _Bar)]
        match prop:
            case "dumbbells":
                rods += _dumbbells(points, grips)
            case "barbell":
                middle, along = 0.5 * (grips[0] + grips[1]), unit(grips[0] - grips[1])
                rods += _bar_of(middle, along)
                boxes += _plates(middle, along)
            case "hip_barbell":
                middle, along = _lap(points, height), unit(points[s.LEFT_HIP] - points[s.RIGHT_HIP])
                rods += _bar_of(middle, along)
                boxes += _plates(middle, along)
            case "bar":
                rods += _high_bar(grips)
            case "dip_bars":
                rods += _dip_bars(points, height)
            case "pulldown_machine":
                rods += _pulled(grips, _stage(points, height, prop))
            case "fly_machine":
                rods += _fly_arms(grips, _stage(points, height, prop))
            case "extension_machine":
                rods += _roller(points, _stage(points, height, prop))
    return boxes, rods


def _dumbbells(points: Array, grips: Array) -> list[Rod]:
    rods: list[Rod] = []
    for k, grip in enumerate(grips):
        across = unit(points[_INDEXES[k]] - points[_PINKIES[k]])
        rods.append(Rod(grip - across * 0.075, grip + across * 0.075, 0.014, "steel", 0.030))
        for end in (-1.0, 1.0):
            rods.append(Rod(grip + across * end * 0.058, grip + across * end * 0.112, 0.046, "iron", 0.045, 0.1))
    return rods


def _bar_of(middle: Array, along: Array) -> list[Rod]:
    """A bar of 1.9 m, in three pieces: what is between the plates and what sticks out of them."""
    pieces = [Rod(middle - along * 0.665, middle + along * 0.665, 0.014, "steel", 0.05)]
    return pieces + [Rod(middle + along * (e * 0.735), middle + along * (e * 0.95), 0.018, "steel") for e in (-1.0, 1.0)]


def _plates(middle: Array, along: Array) -> list[Box]:
    """A plate of 0.37 m near either end of a bar."""
    up = unit(np.cross(np.array([0.0, 0.0, 1.0]), along) if abs(along[2]) < 0.9 else np.cross(_UP, along))
    axes = np.stack([along, up, np.cross(along, up)], axis=1)
    return [Box(middle + along * (end * 0.70), axes, np.array([0.035, 0.185, 0.185]), "iron", True) for end in (-1.0, 1.0)]


def _lap(points: Array, height: float) -> Array:
    """(3,) the crease of the hips, where a bar lies."""
    hips, shoulders = points[[s.LEFT_HIP, s.RIGHT_HIP]].mean(axis=0), points[[s.LEFT_SHOULDER, s.RIGHT_SHOULDER]].mean(axis=0)
    ahead = unit(np.cross(points[s.LEFT_HIP] - points[s.RIGHT_HIP], shoulders - hips))
    crease: Array = hips + ahead * (0.078 * height)
    return crease


def _high_bar(grips: Array) -> list[Rod]:
    middle, along = 0.5 * (grips[0] + grips[1]), unit(grips[0] - grips[1])
    rods = [Rod(middle - along * 0.80, middle + along * 0.80, 0.014, "steel", 0.05)]
    for end in (-0.80, 0.80):
        post = middle + along * end
        rods.append(Rod(post + 0.03 * _UP, post * _LEVEL, 0.026, "iron", -0.3, 0.2))
    return rods


def _dip_bars(points: Array, height: float) -> list[Rod]:
    wrists = points[[s.LEFT_WRIST, s.RIGHT_WRIST]]
    ahead = np.cross(unit((wrists[0] - wrists[1]) * _LEVEL), _UP)
    rods: list[Rod] = []
    for wrist in wrists:
        bar = wrist - _UP * (0.022 * height)
        ends = bar - ahead * (0.20 * height), bar + ahead * (0.20 * height)
        rods.append(Rod(*ends, 0.018, "steel", 0.0, 0.3))
        rods += [Rod(end, end * _LEVEL, 0.022, "iron") for end in ends]
    return rods


def _pulled(grips: Array, stage: _Stage) -> list[Rod]:
    middle, along = 0.5 * (grips[0] + grips[1]), grips[0] - grips[1]
    bar = Rod(grips[1] - 0.16 * along, grips[0] + 0.16 * along, 0.015, "steel", 0.05, 0.3)
    return [bar, Rod(middle, stage.place((0.0, 1.26, 0.07)), 0.006, "iron")]


def _fly_arms(grips: Array, stage: _Stage) -> list[Rod]:
    rods: list[Rod] = []
    for side, grip in zip((1.0, -1.0), grips, strict=True):
        pivot = stage.place((0.13 * side, 0.92, -0.12))
        above = grip * _LEVEL + _UP * pivot[1]
        rods.append(Rod(pivot, above, 0.016, "iron", 0.0, 0.5))
        rods.append(Rod(above, grip - _UP * (0.05 * stage.height), 0.014, "steel", 0.02, 0.3))
    return rods


def _roller(points: Array, stage: _Stage) -> list[Rod]:
    knees, ankles = points[[s.LEFT_KNEE, s.RIGHT_KNEE]].mean(axis=0), points[[s.LEFT_ANKLE, s.RIGHT_ANKLE]].mean(axis=0)
    left, h = stage.axes[:, 0], stage.height
    shin = unit(knees - ankles)
    middle = ankles + shin * (0.035 * h) + np.cross(left, shin) * (0.045 * h)
    end = middle + left * (0.135 * h)
    roller = Rod(middle - left * (0.125 * h), middle + left * (0.125 * h), 0.028 * h, "iron", 0.02, 0.2)
    return [roller, Rod(end, knees + left * (0.135 * h), 0.013 * h, "iron")]


def painted(order: list[int], ends: Array, boxes: list[Box], eye: Array) -> list[int]:
    """Where boxes come among parts that are sorted far to near.

    Args:
        order: indices of parts, far to near. ends: (K, 2, 3) their ends in the room. eye: (3,) the lens.
    Returns the indices in painter's order; box j is `len(ends) + j`. A part on the outer side of one of a box's faces is
    before the box where the eye is on that side too, else behind it; so a leg beyond a bench is hidden by it and the trunk
    on it is not, whatever their mean depths are.
    """
    out = list(order)
    corners = np.array([box.corners() for box in boxes])
    shapes = np.concatenate([np.repeat(ends, 4, axis=1), corners])
    away = np.linalg.norm(np.array([box.centre for box in boxes]) - eye, axis=1)
    for j in np.argsort(-away):
        front = _before(shapes, boxes[j], eye)
        out = [k for k in out if not front[k]] + [len(ends) + int(j)] + [k for k in out if front[k]]
    return out


def _before(shapes: Array, box: Box, eye: Array) -> list[bool]:
    """Which of the shapes (K, M, 3) are to be painted over the box."""
    local = (shapes - box.centre) @ box.axes
    clear = np.concatenate([local.min(axis=1) - box.half, -local.max(axis=1) - box.half], axis=1)
    sight = (eye - box.centre) @ box.axes
    outside = np.concatenate([sight, -sight]) > np.concatenate([box.half, box.half])
    over: list[bool] = outside[clear.argmax(axis=1)].tolist()
    return over


def faces(box: Box, eye: Array) -> list[tuple[Array, Array]]:
    """The faces that the eye sees, far ones first: (M, 3) corners and (3,) outward normal, room."""
    sight = (eye - box.centre) @ box.axes
    if box.disc:
        end = 1.0 if sight[0] > 0 else -1.0
        near = box.rim(end), box.axes[:, 0] * end
        return [(np.concatenate([box.rim(-end), near[0]]), _UP), near] if abs(sight[0]) > box.half[0] else [(box.corners(), _UP)]
    corners = box.corners()
    seen: list[tuple[Array, Array]] = []
    for axis, ring in enumerate(_FACES):
        if sight[axis] > box.half[axis]:
            seen.append((corners[list(ring)], box.axes[:, axis]))
        elif sight[axis] < -box.half[axis]:
            seen.append((corners[[7 - i for i in ring]], -box.axes[:, axis]))
    return seen
