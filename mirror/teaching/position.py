"""From where it was shown: the trunk's posture at rest, the view, and what goes up or down."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mirror.exercises.core import Phases, Posture, ViewChoice
from mirror.geometry.measures import INDEX
from mirror.geometry.view import view_of
from mirror.teaching.core import Array
from mirror.teaching.series import Series
from mirror.teaching.swings import Swing

GOES = 0.22
"""Torsos of the picture by which shoulders, hips, hands or feet rise or sink, for the movement to go up or down."""
DOWN = Phases(rest="Top", out="Down", peak="Bottom", back="Up")
UP = Phases(rest="Down", out="Up", peak="Top", back="Lower")
ACROSS = Phases(rest="Rest", out="Out", peak="End", back="Back")
HELD = Phases(rest="Away", out="Going in", peak="Hold", back="Coming out")


def posture_of(series: Series, at: NDArray[np.bool_]) -> Posture:
    """The rest posture, from the trunk and the legs in these moments. The bounds leave room to those that counting checks
    (`counting.ledger`), so that somebody else's trunk is not refused."""

    def middle(name: str, unknown: float) -> float:
        x = series.values[at, INDEX[name]]
        x = x[np.isfinite(x)]
        return float(np.median(x)) if len(x) else unknown

    def of_sides(name: str, unknown: float) -> float:
        told = [middle(f"{side}_{name}", math.nan) for side in ("left", "right")]
        known = [x for x in told if math.isfinite(x)]
        return float(np.mean(known)) if known else unknown

    lean, forward = middle("torso_lean", 0.0), middle("torso_forward", 0.0)
    if lean > 118.0:
        return "inverted"
    legs, hip = of_sides("hip_height", 1.5), of_sides("hip", 170.0)
    if lean > 45.0 and forward > 0.0 and legs < 1.25:
        return "prone"
    if lean > 50.0 and forward <= 0.0:
        return "supine"
    if lean > 66.0:
        return "prone" if forward > 0.0 else "supine"
    return "seated" if hip < 135.0 and legs < 1.2 else "standing"


def view_in(yaw_deg: Array) -> ViewChoice:
    """The view in which most was shown; "front" where the person's turn was never known."""
    known = np.radians(yaw_deg[np.isfinite(yaw_deg)])
    if not len(known):
        return "front"
    name = view_of(math.degrees(math.atan2(float(np.sin(known).mean()), float(np.cos(known).mean())))).name
    return "front" if name == "unknown" else name


def phases_of(series: Series, swings: Sequence[Swing]) -> Phases:
    """Words for the phases, by what the movement lifts or lowers in the picture."""
    change = np.array(
        [series.heights[w.peak] - 0.5 * (series.heights[w.start] + series.heights[w.end]) for w in swings], dtype=np.float64
    )
    known = np.isfinite(change).all(axis=0)
    if not known.any():
        return ACROSS
    middle = np.median(change[:, known], axis=0)
    most = float(middle[np.abs(middle).argmax()])
    if abs(most) < GOES:
        return ACROSS
    return UP if most > 0.0 else DOWN
