"""Posture: joint angles, forward kinematics, and limbs that keep their hold by inverse kinematics.

Everything is vectorised over N moments. Axes: room (right-handed, y up, floor at 0, metres); a person with turn 0 faces +z
and has +x on the own left. Angles are degrees.

A posture is a row of `CHANNELS`. Its pelvis chain is a tree: pelvis -> trunk (bends at 35 % of its length) -> head, arms;
pelvis -> legs. Forward kinematics places the limbs; then each arm and leg is laid again between its root and the place its
end holds (two-bone inverse kinematics, the law of cosines), so that what is planted stays where it is whatever the rest does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mirror.avatar.body import Person
from mirror.pose import skeleton as s

Array = NDArray[np.float64]

_SINGLE: dict[str, float] = {
    "shift_left": 0.0,  # of the whole body, shares of the height, along the person's heading
    "shift_up": 0.0,
    "shift_forward": 0.0,
    "turn": 0.0,  # pelvis about the vertical, to the own left
    "lean": 0.0,  # pelvis forward; 90 prone, -90 supine
    "tilt": 0.0,  # pelvis to the own left
    "bend": 0.0,  # upper trunk against the pelvis: forward
    "side": 0.0,  # ... to the left
    "twist": 0.0,  # ... turned to the left
    "nod": 0.0,  # head against the trunk: forward
    "look": 0.0,  # ... turned to the left
    "head_side": 0.0,  # ... to the left
}
_PAIRED: dict[str, float] = {
    "arm_forward": 4.0,  # upper arm: 0 hanging along the trunk, 90 forward, 180 overhead
    "arm_side": 9.0,  # upper arm away from the trunk sideways (at arm_forward 90: outward, horizontally)
    "arm_rotate": -10.0,  # about its own axis, outward positive
    "elbow": 166.0,  # 180 straight, as the measure
    "elbow_out": 0.0,  # swivel of the elbow about the line shoulder-wrist, outward
    "wrist": 0.0,  # 0 straight, positive towards the palm
    "hand_turn": 0.0,  # about the forearm: 0 thumb forward, 90 palm forward (supinated)
    "hand_flat": 0.0,  # 1: the hand lies level with fingers along the heading (on the floor)
    "shrug": 0.0,  # shoulder upward, shares of the height
    "hip": 178.0,  # 180 straight, as the measure (trunk not bent)
    "leg_side": 3.0,  # thigh outward
    "leg_rotate": 6.0,  # thigh about its own axis, outward
    "knee": 176.0,  # 180 straight, as the measure
    "knee_in": 0.0,  # swivel of the knee about the line hip-ankle, inward
    "ankle": 108.0,  # knee-ankle-toe, 108 standing; used where the foot hangs free
    "heel": 0.0,  # heel up against the floor, pivot at the toes; used where the foot stands
    "toe_out": 10.0,  # foot turned outward on the floor
    "step_forward": 0.0,  # a planted foot's place against where it stands at rest, shares of the height
    "step_out": 0.0,
    "step_up": 0.0,
    # In a crawl (see mirror.avatar.crawl): 1 the limb hangs where its own angles put it, 0 it holds its place on the floor.
    "foot_free": 0.0,
    "hand_free": 0.0,
    "hand_forward": 0.0,  # a planted hand's place in front of the toes, shares of the height
    "hand_out": 0.0,  # ... outside of the shoulder
    "hand_up": 0.0,  # ... over the floor
}
CHANNELS: tuple[str, ...] = (*_SINGLE, *(f"{side}_{name}" for name in _PAIRED for side in ("left", "right")))
"""Every channel's name, in the order of the columns."""
INDEX: dict[str, int] = {name: i for i, name in enumerate(CHANNELS)}
NEUTRAL: Array = np.array([*_SINGLE.values(), *(v for v in _PAIRED.values() for _ in (0, 1))])
"""(C,) a relaxed upright stance."""
_PAIR0 = len(_SINGLE)
_SIGNED = ("shift_left", "turn", "tilt", "side", "twist", "look", "head_side")
_SWAP = np.arange(len(CHANNELS))
_SWAP[_PAIR0::2], _SWAP[_PAIR0 + 1 :: 2] = np.arange(_PAIR0 + 1, len(CHANNELS), 2), np.arange(_PAIR0, len(CHANNELS), 2)
_FLIP = np.ones(len(CHANNELS))
_FLIP[[INDEX[n] for n in _SIGNED]] = -1.0

_SIDES = (1.0, -1.0)
_TOE = np.array([0.103, -0.033])  # of the foot's tip against the ankle: along the sole, off the sole; shares of the height
_HEEL = np.array([-0.035, -0.029])
TOE_CLEARANCE = 0.006  # of the toe's landmark over the floor, standing; shares of the height
HAND_CLEARANCE = 0.020  # of the wrist's landmark over the floor, palm down


def channels_of(name: str) -> tuple[int, ...]:
    """Columns that a name sets: a paired one both sides, any other itself. KeyError for an unknown name."""
    if name in _PAIRED:
        return INDEX[f"left_{name}"], INDEX[f"right_{name}"]
    return (INDEX[name],)


def row(values: Mapping[str, float], base: Array = NEUTRAL) -> Array:
    """(C,) `base` with these named values set; single-sided names win over paired ones."""
    out = np.array(base, dtype=np.float64)
    for name in sorted(values, key=lambda n: n not in _PAIRED):
        out[list(channels_of(name))] = values[name]
    return out


def mirrored(angles: Array) -> Array:
    """(..., C) the same posture with left and right exchanged."""
    swapped: Array = angles[..., _SWAP] * _FLIP
    return swapped


def _rot(axis: int, degrees: Array) -> Array:
    a = np.radians(degrees)
    c, n = np.cos(a), np.sin(a)
    out = np.zeros((*a.shape, 3, 3))
    i, j = ((1, 2), (2, 0), (0, 1))[axis]
    out[..., axis, axis] = 1.0
    out[..., i, i] = out[..., j, j] = c
    out[..., i, j], out[..., j, i] = -n, n
    return out


def unit(v: Array) -> Array:
    """Vectors along the last axis, scaled to length 1."""
    scaled: Array = v / np.maximum(np.linalg.norm(v, axis=-1, keepdims=True), 1e-9)
    return scaled


@dataclass(frozen=True, slots=True, eq=False)
class Frames:
    """Forward kinematics with the mid hips at the origin: places (N, 3), rotations (N, 3, 3), paired ones (N, 2, ...)."""

    pelvis: Array
    chest: Array
    head: Array
    neck: Array
    middle: Array
    shoulders: Array
    hips: Array
    wrists: Array
    ankles: Array
    elbow_pole: Array
    knee_pole: Array
    shank: Array


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """N moments of one body, ready to be laid out by `points`.

    Attributes:
        root: (N, 3) mid hips in the room. angles: (N, C).
        ankles, wrists: (N, 2, 3) where the limbs end, room, left and right.
        sole: (N, 2, 2, 3) unit vectors of each foot: along the sole to the toes, and from the sole up to the ankle.
    """

    root: Array
    angles: Array
    ankles: Array
    wrists: Array
    sole: Array

    def __len__(self) -> int:
        return len(self.root)

    def __getitem__(self, index: slice) -> State:
        return State(self.root[index], self.angles[index], self.ankles[index], self.wrists[index], self.sole[index])

    def moved(self, turn_deg: float, x: float, z: float) -> State:
        """The same moments, turned to the left about the room's origin and then shifted along the floor (metres)."""
        turn = _rot(1, np.array(turn_deg))
        shift = np.array([x, 0.0, z])
        angles = self.angles.copy()
        angles[:, INDEX["turn"]] += turn_deg
        return replace(
            self,
            root=self.root @ turn.T + shift,
            angles=angles,
            ankles=self.ankles @ turn.T + shift,
            wrists=self.wrists @ turn.T + shift,
            sole=self.sole @ turn.T,
        )


def joined(states: list[State]) -> State:
    """One after the other."""
    return State(*(np.concatenate([getattr(x, f) for x in states]) for f in ("root", "angles", "ankles", "wrists", "sole")))


def forward(person: Person, angles: Array) -> Frames:
    """(N, C) angles to the body's frames, mid hips at the origin."""
    n = len(angles)

    def of(name: str) -> Array:
        value: Array = angles[:, INDEX[name]]
        return value

    pelvis = _rot(1, of("turn")) @ _rot(2, -of("tilt")) @ _rot(0, of("lean"))
    chest = pelvis @ _rot(1, of("twist")) @ _rot(2, -of("side")) @ _rot(0, of("bend"))
    head = chest @ _rot(1, of("look")) @ _rot(2, -of("head_side")) @ _rot(0, of("nod"))
    middle = pelvis[:, :, 1] * (0.35 * person.torso) + chest[:, :, 1] * (0.65 * person.torso)
    # The neck bends along its length: its lower end takes half of the nod.
    neck = middle + (chest @ _rot(0, 0.5 * of("nod")))[:, :, 1] * (0.030 * person.height_m)
    shape = (n, 2, 3)
    shoulders, hips, wrists, ankles = np.empty(shape), np.empty(shape), np.empty(shape), np.empty(shape)
    elbow_pole, knee_pole, shank = np.empty(shape), np.empty(shape), np.empty((n, 2, 3, 3))
    for k, (side, sign) in enumerate(zip(("left", "right"), _SIDES, strict=True)):
        raised = np.degrees(np.arccos(np.cos(np.radians(of(f"{side}_arm_forward"))) * np.cos(np.radians(of(f"{side}_arm_side")))))
        lift = 0.022 * np.clip((raised - 60.0) / 120.0, 0.0, 1.0) + of(f"{side}_shrug")
        shoulders[:, k] = (
            middle
            + chest[:, :, 0] * (sign * person.half_shoulders * (1.0 - 2.0 * np.maximum(lift, 0.0)))[:, None]
            + chest[:, :, 1] * (lift * person.height_m)[:, None]
        )
        upper = chest @ _rot(0, -of(f"{side}_arm_forward")) @ _rot(2, sign * of(f"{side}_arm_side"))
        upper = upper @ _rot(1, sign * of(f"{side}_arm_rotate"))
        lower = upper @ _rot(0, of(f"{side}_elbow") - 180.0)
        wrists[:, k] = shoulders[:, k] - upper[:, :, 1] * person.upper_arm - lower[:, :, 1] * person.forearm
        elbow_pole[:, k] = -upper[:, :, 2]
        hips[:, k] = pelvis[:, :, 0] * (sign * person.half_hips)
        thigh = pelvis @ _rot(0, of(f"{side}_hip") - 180.0) @ _rot(2, sign * of(f"{side}_leg_side"))
        thigh = thigh @ _rot(1, sign * of(f"{side}_leg_rotate"))
        shin = thigh @ _rot(0, 180.0 - of(f"{side}_knee"))
        ankles[:, k] = hips[:, k] - thigh[:, :, 1] * person.thigh - shin[:, :, 1] * person.shank
        knee_pole[:, k] = thigh[:, :, 2]
        shank[:, k] = shin
    return Frames(pelvis, chest, head, neck, middle, shoulders, hips, wrists, ankles, elbow_pole, knee_pole, shank)


def standing_sole(angles: Array) -> Array:
    """(N, 2, 2, 3) sole vectors of feet that stand: heading, toe_out and heel, against the room's floor."""
    out = np.empty((len(angles), 2, 2, 3))
    for k, (side, sign) in enumerate(zip(("left", "right"), _SIDES, strict=True)):
        foot = _rot(1, angles[:, INDEX["turn"]] + sign * angles[:, INDEX[f"{side}_toe_out"]])
        foot = foot @ _rot(0, angles[:, INDEX[f"{side}_heel"]])
        out[:, k, 0], out[:, k, 1] = foot[:, :, 2], foot[:, :, 1]
    return out


def hanging_sole(angles: Array, frames: Frames) -> Array:
    """(N, 2, 2, 3) sole vectors of feet that hang from the shank at the angle `ankle`."""
    out = np.empty((len(angles), 2, 2, 3))
    for k, side in enumerate(("left", "right")):
        foot = frames.shank[:, k] @ _rot(0, angles[:, INDEX[f"{side}_ankle"]] - 108.0)
        out[:, k, 0], out[:, k, 1] = foot[:, :, 2], foot[:, :, 1]
    return out


def toe_from_ankle(person: Person, sole: Array) -> Array:
    """(..., 2, 3) sole vectors to (..., 3), the toe's landmark against the ankle."""
    offset: Array = person.height_m * (sole[..., 0, :] * _TOE[0] + sole[..., 1, :] * _TOE[1])
    return offset


def _two_bones(a: Array, c: Array, first: float, second: float, pole: Array, swivel: Array) -> tuple[Array, Array, Array]:
    """Middle joint, end and hinge axis of a limb from `a` towards `c`, the middle on the side of `pole`, turned by `swivel`.

    Out of reach: the limb stretches towards `c` as far as its bones go.
    """
    d = c - a
    u = unit(d)
    reach = np.clip(np.linalg.norm(d, axis=-1), abs(first - second) + 1e-4, (first + second) * 0.99995)
    x = (first**2 - second**2 + reach**2) / (2.0 * reach)
    high = np.sqrt(np.maximum(first**2 - x**2, 0.0))
    across = unit(pole - np.einsum("...i,...i->...", pole, u)[..., None] * u)
    turn = np.radians(swivel)[..., None]
    across = across * np.cos(turn) + np.cross(u, across) * np.sin(turn)
    return a + u * x[..., None] + across * high[..., None], a + u * reach[..., None], np.cross(u, across)


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """What `lay` gives: landmarks and the frames that the renderer needs.

    Attributes:
        points: (N, 33, 3) metres, room.
        head: (N, 3, 3) rotation of the head; columns: the person's left, up, forward. neck: (N, 3).
        chest, pelvis: (N, 3, 3) likewise.
    """

    points: Array
    head: Array
    neck: Array
    chest: Array
    pelvis: Array


def lay(person: Person, state: State) -> Layout:
    """The body's landmarks in the room. Limbs end where the state says; their lengths never change."""
    frames = forward(person, state.angles)
    root = state.root[:, None, :]
    n = len(state)
    points = np.empty((n, s.COUNT, 3))
    shoulders, hips = frames.shoulders + root, frames.hips + root
    arm = np.stack([state.angles[:, INDEX["left_elbow_out"]], -state.angles[:, INDEX["right_elbow_out"]]], axis=1)
    leg = np.stack([state.angles[:, INDEX["left_knee_in"]], -state.angles[:, INDEX["right_knee_in"]]], axis=1)
    elbows, wrists, hinge = _two_bones(shoulders, state.wrists, person.upper_arm, person.forearm, frames.elbow_pole, arm)
    knees, ankles, _ = _two_bones(hips, state.ankles, person.thigh, person.shank, frames.knee_pole, leg)
    height = person.height_m
    for left, values in (
        (s.LEFT_SHOULDER, shoulders),
        (s.LEFT_ELBOW, elbows),
        (s.LEFT_WRIST, wrists),
        (s.LEFT_HIP, hips),
        (s.LEFT_KNEE, knees),
        (s.LEFT_ANKLE, ankles),
        (s.LEFT_HEEL, ankles + height * (state.sole[:, :, 0] * _HEEL[0] + state.sole[:, :, 1] * _HEEL[1])),
        (s.LEFT_FOOT, ankles + toe_from_ankle(person, state.sole)),
    ):
        points[:, left : left + 2] = values
    _hands(person, state, points, elbows, wrists, hinge)
    scale = person.head / _FACE_HEAD_M
    pivot = frames.neck + state.root
    for name, (left_m, up_m, forward_m) in _FACE.items():
        offset = np.array([left_m, up_m, forward_m]) * scale
        points[:, s.INDEX[name]] = pivot + frames.head @ offset
    return Layout(points, frames.head, pivot, frames.chest, frames.pelvis)


# Places on the head against the neck's pivot, metres for a head of this height: left, up, forward.
_FACE_HEAD_M = 0.2275
_FACE: dict[str, tuple[float, float, float]] = {
    "nose": (0.0, 0.130, 0.108),
    "left_eye_inner": (0.016, 0.165, 0.090),
    "left_eye": (0.031, 0.165, 0.086),
    "left_eye_outer": (0.044, 0.163, 0.078),
    "right_eye_inner": (-0.016, 0.165, 0.090),
    "right_eye": (-0.031, 0.165, 0.086),
    "right_eye_outer": (-0.044, 0.163, 0.078),
    "left_ear": (0.074, 0.146, 0.004),
    "right_ear": (-0.074, 0.146, 0.004),
    "mouth_left": (0.024, 0.092, 0.090),
    "mouth_right": (-0.024, 0.092, 0.090),
}


def _hands(person: Person, state: State, points: Array, elbows: Array, wrists: Array, hinge: Array) -> None:
    """Knuckles and thumbs: along the forearm, bent by `wrist`, turned by `hand_turn`, laid level by `hand_flat`."""
    heading = _rot(1, state.angles[:, INDEX["turn"]])
    for k, (side, sign) in enumerate(zip(("left", "right"), _SIDES, strict=True)):
        along = unit(wrists[:, k] - elbows[:, k])
        # The thumb points to where the forearm would bend.
        thumb = np.cross(along, hinge[:, k])
        turn = sign * np.radians(state.angles[:, INDEX[f"{side}_hand_turn"]])[:, None]
        thumb = thumb * np.cos(turn) - np.cross(along, thumb) * np.sin(turn)
        palm = sign * np.cross(along, thumb)
        flex = np.radians(state.angles[:, INDEX[f"{side}_wrist"]])[:, None]
        fingers = along * np.cos(flex) + palm * np.sin(flex)
        flat = state.angles[:, INDEX[f"{side}_hand_flat"]][:, None]
        fingers = unit((1.0 - flat) * fingers + flat * heading[:, :, 2])
        thumb = (1.0 - flat) * thumb - flat * sign * heading[:, :, 0]
        thumb = unit(thumb - np.einsum("ni,ni->n", thumb, fingers)[:, None] * fingers)
        length = person.hand
        wrist = wrists[:, k]
        points[:, s.INDEX[f"{side}_index"]] = wrist + fingers * (0.62 * length) + thumb * (0.16 * length)
        points[:, s.INDEX[f"{side}_pinky"]] = wrist + fingers * (0.56 * length) - thumb * (0.20 * length)
        points[:, s.INDEX[f"{side}_thumb"]] = wrist + fingers * (0.36 * length) + thumb * (0.30 * length)
