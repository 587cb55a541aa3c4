"""Where a moving body touches the world: from joint angles to a State whose feet and hands hold their place."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mirror.avatar.body import Person
from mirror.avatar.crawl import crawl
from mirror.avatar.motion import Contact
from mirror.avatar.posture import (
    HAND_CLEARANCE,
    INDEX,
    TOE_CLEARANCE,
    Frames,
    State,
    forward,
    hanging_sole,
    standing_sole,
    toe_from_ankle,
    unit,
)

Array = NDArray[np.float64]
SEAT_HEIGHT = 0.055  # of the mid hips (or shoulders) over what they lie or sit on; shares of the height
# Of a contact's surface where the motion names none, shares of the height: a bar to hang from, the floor under a wrist.
_SURFACE = {"hands": 1.20, "forearms": HAND_CLEARANCE}
_LEAN = INDEX["lean"]


@dataclass(frozen=True, eq=False)
class Anchors:
    """What does not move while the contact lasts.

    Attributes: toes, hands (2, 3), root (3,), all metres in the room. middle: (3,) between the shoulders. grip: distance
        between the hands on one bar, None where each is free.
    """

    toes: Array
    hands: Array
    root: Array
    middle: Array
    grip: float | None = None


def shifts(person: Person, angles: Array) -> Array:
    """(N, 3) the shift channels in the room, along the heading at turn 0."""
    columns = [INDEX["shift_left"], INDEX["shift_up"], INDEX["shift_forward"]]
    moved: Array = angles[:, columns] * person.height_m
    return moved


def _steps(person: Person, angles: Array) -> Array:
    out = np.empty((len(angles), 2, 3))
    for k, (side, sign) in enumerate((("left", 1.0), ("right", -1.0))):
        out[:, k, 0] = sign * angles[:, INDEX[f"{side}_step_out"]]
        out[:, k, 1] = angles[:, INDEX[f"{side}_step_up"]]
        out[:, k, 2] = angles[:, INDEX[f"{side}_step_forward"]]
    return out * person.height_m


def anchors_of(person: Person, contact: Contact, rest: Array, surface: float | None = None, *, grip: bool = False) -> Anchors:
    """The anchors that the rest posture (C,) gives: its feet flat on the floor, its hands where they are, hips over x = z = 0.

    `surface`: height of what the contact touches, shares of the height (None: the floor, or a bar to hang from). `grip`: the
    hands hold one bar.
    """
    high = (_SURFACE.get(contact, 0.0) if surface is None else surface) * person.height_m
    angles = rest[None].copy()
    if contact == "hands_toes":
        angles[:, _LEAN] = _plank_lean(person, angles)
    frames = forward(person, angles)
    sole = standing_sole(angles)
    toes = frames.ankles + toe_from_ankle(person, sole)
    shift = shifts(person, angles)[0]
    if contact in ("hands", "forearms"):
        root = np.array([0.0, high - frames.wrists[0, :, 1].mean(), 0.0])
    elif contact in ("seat", "lying"):
        root = np.array([0.0, high + SEAT_HEIGHT * person.height_m, 0.0])
    elif contact == "shoulders":
        root = np.array([0.0, high + SEAT_HEIGHT * person.height_m - frames.middle[0, 1], 0.0])
    else:
        root = np.array([0.0, TOE_CLEARANCE * person.height_m - toes[0, :, 1].mean(), 0.0])
    place = toes[0] + root
    place[:, 1] = TOE_CLEARANCE * person.height_m
    hands = frames.wrists[0] + root
    if contact == "hands_toes":
        hands[:, 1] = HAND_CLEARANCE * person.height_m
    return Anchors(
        toes=place,
        hands=hands,
        root=root + shift * np.array([1.0, 0.0, 1.0]),
        middle=frames.middle[0] + root,
        grip=float(np.linalg.norm(hands[0] - hands[1])) if grip else None,
    )


def _bisect(low: Array, high: Array, rising: object, steps: int = 22) -> Array:
    """Zero of a monotone function per row."""
    for _ in range(steps):
        middle = 0.5 * (low + high)
        over = rising(middle) > 0  # type: ignore[operator]
        low, high = np.where(over, low, middle), np.where(over, middle, high)
    return 0.5 * (low + high)


def _plank_lean(person: Person, angles: Array) -> Array:
    """Lean with which hands and toes of this posture reach the floor together."""

    def hands_over_toes(lean: Array) -> Array:
        turned = angles.copy()
        turned[:, _LEAN] = lean
        frames = forward(person, turned)
        toes = frames.ankles + toe_from_ankle(person, standing_sole(turned))
        gap: Array = toes[:, :, 1].mean(axis=1) - frames.wrists[:, :, 1].mean(axis=1)
        return gap + (HAND_CLEARANCE - TOE_CLEARANCE) * person.height_m

    return _bisect(np.full(len(angles), 30.0), np.full(len(angles), 110.0), hands_over_toes)


def _push_lean(person: Person, angles: Array, anchors: Anchors, low: float = 40.0, high: float = 100.0) -> Array:
    """Lean with which the shoulders are as far from the planted hands as the posture's own arms reach."""

    def too_near(lean: Array) -> Array:
        turned = angles.copy()
        turned[:, _LEAN] = lean
        frames = forward(person, turned)
        root = _root_of_toes(person, turned, frames, anchors.toes[None])
        away = np.linalg.norm(frames.shoulders + root[:, None] - anchors.hands, axis=2).mean(axis=1)
        own = np.linalg.norm(frames.wrists - frames.shoulders, axis=2).mean(axis=1)
        gap: Array = own - away
        return gap

    return _bisect(np.full(len(angles), low), np.full(len(angles), high), too_near)


def _root_of_toes(person: Person, angles: Array, frames: Frames, toes: Array) -> Array:
    own = frames.ankles + toe_from_ankle(person, standing_sole(angles))
    root: Array = (toes - own).mean(axis=1)
    return root


def reachable(person: Person, root: Array, hips: Array, ankles: Array, stretch: float = 0.9996) -> Array:
    """(N,) the highest that the pelvis can be with both ankles (N, 2, 3) at their places and legs `stretch` of their length."""
    apart = np.linalg.norm((ankles - root[:, None] - hips)[:, :, [0, 2]], axis=2)
    tall = np.sqrt(np.maximum((stretch * person.leg) ** 2 - apart**2, 0.01))
    highest: Array = (tall + ankles[:, :, 1] - hips[:, :, 1]).min(axis=1)
    return highest


def settle(person: Person, contact: Contact, angles: Array, anchors: Anchors) -> State:
    """(N, C) angles to a State held by its contact. The pelvis goes where the legs' (or arms') own angles put it; what little
    the two sides disagree is taken up by the limbs."""
    state = _settled(person, contact, angles, anchors)
    return state if anchors.grip is None else replace(state, wrists=_gripped(state.wrists, anchors.grip))


def _gripped(wrists: Array, apart: float) -> Array:
    """(N, 2, 3) wrists as far apart as the bar in them asks, along the line that they make."""
    middle = wrists.mean(axis=1)
    along = unit(wrists[:, 0] - wrists[:, 1]) * (0.5 * apart)
    return np.stack([middle + along, middle - along], axis=1)


def _settled(person: Person, contact: Contact, angles: Array, anchors: Anchors) -> State:
    angles = angles.copy()
    if contact == "hands_toes":
        angles[:, _LEAN] += _push_lean(person, angles, anchors) - angles[:, _LEAN]
    elif contact == "wall":
        angles[:, _LEAN] = _push_lean(person, angles, anchors, -5.0, 60.0)
    frames = forward(person, angles)
    shift = shifts(person, angles)
    n = len(angles)
    standing = standing_sole(angles)
    if contact in ("feet", "hands_toes", "wall"):
        toes = anchors.toes + _steps(person, angles)
        root = _root_of_toes(person, angles, frames, toes) + shift
        ankles = toes - toe_from_ankle(person, standing)
        if contact in ("feet", "wall"):
            root[:, 1] = np.minimum(root[:, 1], reachable(person, root, frames.hips, ankles))
        held = contact in ("hands_toes", "wall")
        wrists = np.broadcast_to(anchors.hands, (n, 2, 3)) if held else frames.wrists + root[:, None]
        return State(root, angles, ankles, np.array(wrists), standing)
    if contact == "air":
        own = frames.ankles + toe_from_ankle(person, standing)
        root = np.tile(np.array([anchors.root[0], 0.0, anchors.root[2]]), (n, 1))
        heels = frames.ankles[:, :, 1] - 0.029 * person.height_m * standing[:, :, 1, 1]
        root[:, 1] = TOE_CLEARANCE * person.height_m - np.minimum(own[:, :, 1].min(axis=1), heels.min(axis=1))
        root += shift
        return State(root, angles, frames.ankles + root[:, None], frames.wrists + root[:, None], standing)
    if contact == "hands":
        root = (anchors.hands - frames.wrists).mean(axis=1) + shift
        sole = hanging_sole(angles, frames)
        return State(root, angles, frames.ankles + root[:, None], np.tile(anchors.hands, (n, 1, 1)), sole)
    if contact == "crawl":
        return crawl(person, angles, anchors.toes + _steps(person, angles), anchors.toes.mean(axis=0), shift)
    if contact == "forearms":
        root = (anchors.hands - frames.wrists).mean(axis=1) + shift
        toes = anchors.toes + _steps(person, angles)
        return State(root, angles, toes - toe_from_ankle(person, standing), np.tile(anchors.hands, (n, 1, 1)), standing)
    if contact == "lying":
        root = anchors.root + shift
        return State(root, angles, frames.ankles + root[:, None], frames.wrists + root[:, None], hanging_sole(angles, frames))
    root = anchors.middle - frames.middle + shift if contact == "shoulders" else anchors.root + shift
    toes = anchors.toes + _steps(person, angles)
    return State(root, angles, toes - toe_from_ankle(person, standing), frames.wrists + root[:, None], standing)
