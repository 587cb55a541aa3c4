"""From where the camera sees the person."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

ViewName = Literal["front", "oblique", "side", "back", "unknown"]

FRONT_BELOW_DEG = 30.0
SIDE_ABOVE_DEG = 58.0


@dataclass(frozen=True, slots=True)
class View:
    """The person's turn against the camera.

    Attributes:
        name: front, oblique, side, back (within 30 degrees of away; further oblique counts as oblique), unknown.
        yaw_deg: positive when the person turned to their own left; NaN while unknown.
    """

    name: ViewName = "unknown"
    yaw_deg: float = math.nan


def view_of(yaw_deg: float) -> View:
    """The named view; the limits of 30 and 58 degrees are those of the corpus."""
    if math.isnan(yaw_deg):
        return View()
    turn = abs(yaw_deg)
    name: ViewName
    if turn < FRONT_BELOW_DEG:
        name = "front"
    elif turn > 180.0 - FRONT_BELOW_DEG:
        name = "back"
    elif SIDE_ABOVE_DEG < turn < 180.0 - SIDE_ABOVE_DEG:
        name = "side"
    else:
        name = "oblique"
    return View(name, yaw_deg)
