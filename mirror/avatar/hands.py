"""Where hands go in daily life: to the mouth, the hips, the knees, the floor. Places move with the body that has them."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mirror.avatar.body import Person
from mirror.avatar.posture import INDEX, State, forward, lay, unit
from mirror.pose import skeleton as s

Array = NDArray[np.float64]
Frame = Literal["head", "chest", "pelvis", "knee", "left_toe", "right_toe", "ground"]
_TURN = INDEX["turn"]


class Place(NamedTuple):
    """Where the wrist is while the hand is there: outward (to the hand's own side), up, forward; shares of the height.

    Frames: head (from the neck's pivot), chest (from between the shoulders), pelvis (from between the hips); along the heading:
    knee (of the same side), left_toe and right_toe, ground (the floor under and between the toes).
    """

    frame: Frame
    out: float
    up: float
    ahead: float


PLACES: dict[str, Place] = {
    "mouth": Place("head", 0.042, 0.004, 0.118),
    "ear": Place("head", 0.088, -0.005, 0.075),
    "cheek": Place("head", 0.060, 0.010, 0.112),
    "forehead": Place("head", 0.055, 0.085, 0.110),
    "temple": Place("head", 0.085, 0.075, 0.070),
    "glasses": Place("head", 0.058, 0.050, 0.105),
    "hair": Place("head", 0.090, 0.115, 0.010),
    "crown": Place("head", 0.070, 0.145, 0.055),
    "nape": Place("head", 0.110, 0.000, 0.055),
    "chest": Place("chest", 0.040, -0.100, 0.125),
    "other_arm": Place("chest", -0.035, -0.135, 0.118),
    "crossed": Place("chest", -0.060, -0.050, 0.150),
    "crossed_under": Place("chest", -0.060, -0.055, 0.110),
    "belly": Place("pelvis", 0.050, 0.060, 0.115),
    "hip": Place("pelvis", 0.128, 0.062, 0.010),
    "pocket": Place("pelvis", 0.112, -0.005, 0.035),
    "tail": Place("pelvis", 0.035, 0.045, -0.085),
    "knee": Place("knee", 0.010, 0.055, 0.020),
    "left_shoe": Place("left_toe", 0.030, 0.075, -0.020),
    "right_shoe": Place("right_toe", 0.030, 0.075, -0.020),
    "ground": Place("ground", 0.080, 0.088, 0.095),
    "ground_ahead": Place("ground", 0.110, 0.075, 0.215),
}


def reaching(person: Person, state: State, left: str = "", right: str = "") -> State:
    """The same moments with the hands at these places ("": where they are), elbows as near as can be to where they were.

    The arms' own angles follow, so that what lies between two such postures bends like an arm. A place out of reach stretches
    the arm towards it. KeyError for an unknown place.
    """
    if not left and not right:
        return state
    wrists, angles = state.wrists.copy(), state.angles.copy()
    points = lay(person, state).points if {PLACES[p].frame for p in (left, right) if p} - {"head", "chest", "pelvis"} else None
    for k, name in enumerate((left, right)):
        if name:
            wrists[:, k] = _bent(person, state, angles, _place(person, state, points, PLACES[name], k), k)
    return State(state.root, angles, state.ankles, wrists, state.sole)


def _bent(person: Person, state: State, angles: Array, goal: Array, side: int) -> Array:
    """Sets the arm's angles in `angles` so that the wrist is at `goal` (N, 3); returns where it comes to be."""
    label, sign = (("left", 1.0), ("right", -1.0))[side]
    frames = forward(person, angles)
    shoulder = frames.shoulders[:, side] + state.root
    columns = [INDEX[f"{label}_{c}"] for c in ("arm_forward", "arm_side", "arm_rotate", "elbow")]
    before = angles[:, columns]
    f, a = np.radians(before[:, 0]), np.radians(before[:, 1])
    hanging = np.stack([sign * np.sin(a), -np.cos(a) * np.cos(f), np.cos(a) * np.sin(f)], axis=1)
    down = np.einsum("nij,nj->ni", frames.chest, hanging)
    along = unit(goal - shoulder)
    first, second = person.upper_arm, person.forearm
    far = np.clip(np.linalg.norm(goal - shoulder, axis=1), abs(first - second) + 0.02, 0.9995 * (first + second))
    cos = (first**2 - second**2 + far**2) / (2.0 * far * first)
    across = unit(down - np.einsum("ni,ni->n", down, along)[:, None] * along)
    upper = along * cos[:, None] + across * np.sqrt(np.maximum(1.0 - cos**2, 0.0))[:, None]
    wrist: Array = shoulder + along * far[:, None]
    # Back to the chest's axes, and from there to the channels (see mirror.avatar.posture.forward).
    d = np.einsum("nji,nj->ni", frames.chest, upper)
    v = np.einsum("nji,nj->ni", frames.chest, unit(wrist - shoulder - upper * first))
    turn_f, turn_s = np.arctan2(d[:, 2], -d[:, 1]), np.arcsin(np.clip(sign * d[:, 0], -1.0, 1.0))
    cf, sf = np.cos(turn_f), np.sin(turn_f)
    v = np.stack([v[:, 0], cf * v[:, 1] - sf * v[:, 2], sf * v[:, 1] + cf * v[:, 2]], axis=1)
    cs, ss = np.cos(turn_s), sign * np.sin(turn_s)
    v = np.stack([cs * v[:, 0] + ss * v[:, 1], -ss * v[:, 0] + cs * v[:, 1], v[:, 2]], axis=1)
    found = np.degrees(
        np.stack([turn_f, turn_s, sign * np.arctan2(v[:, 0], v[:, 2]), np.arccos(np.clip(v[:, 1], -1.0, 1.0))], axis=1)
    )
    found[:, :3] += 360.0 * np.round((before[:, :3] - found[:, :3]) / 360.0)
    angles[:, columns] = found
    angles[:, INDEX[f"{label}_elbow_out"]] = 0.0
    return wrist


def _place(person: Person, state: State, points: Array | None, place: Place, side: int) -> Array:
    """(N, 3) room."""
    offset = np.array([place.out * (1.0, -1.0)[side], place.up, place.ahead]) * person.height_m
    if points is None or place.frame in ("head", "chest", "pelvis"):
        frames = forward(person, state.angles)
        turn, origin = {
            "head": (frames.head, frames.neck),
            "chest": (frames.chest, frames.middle),
            "pelvis": (frames.pelvis, np.zeros_like(frames.middle)),
        }[place.frame]
        own: Array = origin + state.root + turn @ offset
        return own
    heading = np.radians(state.angles[:, _TURN])
    left = np.stack([np.cos(heading), np.zeros_like(heading), -np.sin(heading)], axis=1)
    ahead = np.stack([np.sin(heading), np.zeros_like(heading), np.cos(heading)], axis=1)
    match place.frame:
        case "knee":
            start = points[:, s.LEFT_KNEE + side]
        case "left_toe":
            start = points[:, s.LEFT_FOOT]
        case "right_toe":
            start = points[:, s.RIGHT_FOOT]
        case _:
            start = points[:, [s.LEFT_FOOT, s.RIGHT_FOOT]].mean(axis=1) * np.array([1.0, 0.0, 1.0])
    there: Array = start + left * offset[0] + np.array([0.0, offset[1], 0.0]) + ahead * offset[2]
    return there


def exchanged(left: str, right: str) -> tuple[str, str]:
    """The places of the mirrored posture."""
    return right.replace("left_", "right_"), left.replace("left_", "right_")
