"""Crawl: hands and feet that hold the floor together, step on it or leave it (inchworm, spiderman push-up).

The legs' own angles carry the trunk from the feet; the body then turns about its ankles until the shoulders are as far from
the planted hands as the arms' own angles reach. Seen from the side that is one triangle (ankles, shoulders, hands), solved by
the law of cosines.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.avatar.body import Person
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
_LEAN = INDEX["lean"]
_LEAST_WEIGHT = 1e-3  # of a foot in the air, so that two of them still have a mean


def _pair(angles: Array, name: str) -> Array:
    """(N, 2) left and right."""
    both: Array = angles[:, [INDEX[f"left_{name}"], INDEX[f"right_{name}"]]]
    return both


def hand_places(person: Person, angles: Array, ground: Array) -> Array:
    """(N, 2, 3) metres: where the hands' channels put them on the floor. `ground` (N, 3): between the toes."""
    places = np.empty((len(angles), 2, 3))
    sides = np.array([1.0, -1.0])
    places[:, :, 0] = ground[:, None, 0] + sides * (person.half_shoulders + _pair(angles, "hand_out") * person.height_m)
    places[:, :, 1] = (HAND_CLEARANCE + _pair(angles, "hand_up")) * person.height_m
    places[:, :, 2] = ground[:, None, 2] + _pair(angles, "hand_forward") * person.height_m
    return places


def _carried(ankles: Array, frames: Frames, weight: Array) -> Array:
    """(N, 3) mid hips, over the feet that stand."""
    root: Array = np.einsum("nk,nki->ni", weight, ankles - frames.ankles)
    return root


def _turn(frames: Frames, root: Array, pivot: Array, hands: Array) -> Array:
    """(N,) degrees that the body must lean further about its ankles `pivot` (N, 3) for both arms to reach their hands."""
    shoulders = frames.shoulders + root[:, None] - pivot[:, None]
    goal = hands - pivot[:, None]
    arm = np.linalg.norm(frames.wrists - frames.shoulders, axis=2)
    aside = shoulders[:, :, 0] - goal[:, :, 0]
    arm2 = np.maximum(arm**2 - aside**2, (0.2 * arm) ** 2)
    far = np.hypot(shoulders[:, :, 1], shoulders[:, :, 2])
    away = np.hypot(goal[:, :, 1], goal[:, :, 2])
    cos = np.clip((far**2 + away**2 - arm2) / np.maximum(2.0 * far * away, 1e-9), -1.0, 1.0)
    wanted = np.arctan2(goal[:, :, 1], goal[:, :, 2]) + np.arccos(cos)
    now = np.arctan2(shoulders[:, :, 1], shoulders[:, :, 2])
    turn: Array = np.degrees((now - wanted).max(axis=1))
    return turn


def crawl(person: Person, angles: Array, toes: Array, ground: Array, shift: Array) -> State:
    """(N, C) angles to a State: hands and feet hold their places as far as `hand_free` and `foot_free` let them.

    Args: toes (N, 2, 3): where the feet's steps put them. ground (3,): between the toes at rest; hands are told from there.
        shift (N, 3): of the whole body, along the floor; hands and feet go along.
    """
    angles = angles.copy()
    free, loose = np.clip(_pair(angles, "foot_free"), 0.0, 1.0), np.clip(_pair(angles, "hand_free"), 0.0, 1.0)
    along = shift * np.array([1.0, 0.0, 1.0])
    toes = toes + along[:, None]
    hands = hand_places(person, angles, ground + along)
    standing = standing_sole(angles)
    ankles = toes - toe_from_ankle(person, standing)
    weight = np.maximum(1.0 - free, _LEAST_WEIGHT)
    weight /= weight.sum(axis=1, keepdims=True)
    frames = forward(person, angles)
    pivot = np.einsum("nk,nki->ni", weight, ankles)
    lean = _turn(frames, _carried(ankles, frames, weight), pivot, hands)
    angles[:, _LEAN] += (1.0 - loose.mean(axis=1)) * lean
    frames = forward(person, angles)
    root = _carried(ankles, frames, weight)
    ankles, sole = _feet(person, angles, frames, root, ankles, standing, free)
    hanging = frames.wrists + root[:, None]
    wrists = hands + loose[:, :, None] * (hanging - hands)
    return State(root, angles, ankles, wrists, sole)


def _feet(
    person: Person, angles: Array, frames: Frames, root: Array, planted: Array, standing: Array, free: Array
) -> tuple[Array, Array]:
    """Ankles (N, 2, 3) and soles (N, 2, 2, 3) between planted and free. A free foot stays over the floor."""
    ankles = planted + free[:, :, None] * (frames.ankles + root[:, None] - planted)
    mixed = standing + free[:, :, None, None] * (hanging_sole(angles, frames) - standing)
    sole = np.empty_like(mixed)
    sole[:, :, 0] = unit(mixed[:, :, 0])
    across = np.einsum("nki,nki->nk", mixed[:, :, 1], sole[:, :, 0])[:, :, None]
    sole[:, :, 1] = unit(mixed[:, :, 1] - across * sole[:, :, 0])
    lowest = np.minimum(ankles[:, :, 1], (ankles + toe_from_ankle(person, sole))[:, :, 1])
    ankles[:, :, 1] += np.maximum(TOE_CLEARANCE * person.height_m - lowest, 0.0)
    return ankles, sole


@dataclass(frozen=True, slots=True)
class HandWalk:
    """Hands that walk on the floor while the motion goes from `start` to its peak, the working side's hand first.

    Attributes:
        steps: how many hand steps on the way out, at least 2. start: share of the way at which the hands reach the floor.
        near, far: in front of the toes where they reach it and where the walk ends at the full range, shares of the height.
        lift: how high a stepping hand is lifted, shares of the height.
    """

    steps: int
    start: float
    near: float
    far: float
    lift: float = 0.03

    def places(self, share: Array, top: float) -> tuple[Array, Array]:
        """(N, 2) how far in front of the toes the first and the second hand are, and how high over the floor.

        Args: share (N,): of the way from rest to peak. top: where this repetition turns round; the hands stand there.
        """
        whole = max(top - self.start, 1e-6)
        far = self.near + (self.far - self.near) * whole / (1.0 - self.start)
        steps = max(round(self.steps * min(whole / (1.0 - self.start), 1.0)), 2)
        made = np.clip((share - self.start) / whole, 0.0, 1.0) * steps
        forward, up = np.full((len(share), 2), self.near), np.zeros((len(share), 2))
        for i in range(steps):
            # The first and the last step are half as long as the others, so that both hands end side by side.
            begin, end = max(i - 1, 0) / (steps - 1), min((i + 1) / (steps - 1), 1.0)
            u = np.clip(made - i, 0.0, 1.0)
            forward[:, i % 2] += (far - self.near) * (end - begin) * u * u * (3.0 - 2.0 * u)
            up[:, i % 2] += self.lift * np.sin(np.pi * u) ** 2
        return forward, up


__all__ = ["HandWalk", "crawl", "hand_places"]
