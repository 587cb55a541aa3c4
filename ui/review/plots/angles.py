"""The angle at a joint of the replayed figure, and the arc that shows it. No Qt."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from mirror.pose import skeleton as s

Array = NDArray[np.float64]


def _both(name: str, a: str, b: str, c: str) -> dict[str, tuple[int, int, int]]:
    sides = ("left", "right")
    return {f"{side}_{name}": (s.INDEX[f"{side}_{a}"], s.INDEX[f"{side}_{b}"], s.INDEX[f"{side}_{c}"]) for side in sides}


ANGLES: dict[str, tuple[int, int, int]] = {
    **_both("knee", "hip", "knee", "ankle"),
    **_both("hip", "shoulder", "hip", "knee"),
    **_both("ankle", "knee", "ankle", "foot_index"),
    **_both("shoulder", "elbow", "shoulder", "hip"),
    **_both("elbow", "shoulder", "elbow", "wrist"),
}
"""Measures that are the angle between two limbs: (end, vertex, end), landmarks."""
ARC_M = 0.17
STEPS = 17


def angle_at(points: Array, name: str) -> float:
    """The angle of a measure of ANGLES on (33, 3) points, degrees; NaN where a landmark is missing or two coincide."""
    u, v = _arms(points, name)
    return math.degrees(math.acos(float(np.clip(u @ v, -1.0, 1.0))))


def arc_at(points: Array, name: str) -> Array:
    """(STEPS, 3) metres: the arc between the two limbs, in their own plane; NaN where the angle is."""
    u, v = _arms(points, name)
    whole = math.acos(float(np.clip(u @ v, -1.0, 1.0)))
    across = v - (u @ v) * u
    length = float(np.linalg.norm(across))
    across = across / length if length > 1e-6 else np.zeros(3)
    at = np.linspace(0.0, whole, STEPS)[:, None]
    arc: Array = points[ANGLES[name][1]] + ARC_M * (np.cos(at) * u + np.sin(at) * across)
    return arc


def _arms(points: Array, name: str) -> tuple[Array, Array]:
    a, vertex, b = ANGLES[name]
    arms = points[[a, b]] - points[vertex]
    length = np.linalg.norm(arms, axis=1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        unit = arms / length
    return unit[0], unit[1]
