"""How the camera stands in the room."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

_NINETY = 1.645
"""Standard deviations on either side of the mean that hold 90 % of a normal distribution."""


@dataclass(frozen=True)
class Calibration:
    """The camera in the room frame (y up, floor at 0, z from the person's place towards the camera).

    Attributes:
        height_m: of the lens over the floor, metres; NaN while unknown.
        pitch_deg: positive when the camera looks up.
        roll_deg: positive when the camera is turned clockwise, seen from behind it.
        distance_m: from the lens to the person's place along the floor, metres; NaN while unknown.
        fov_deg: vertical field of view of the picture, degrees; NaN while unknown.
        source: "assumed" (a level camera; nobody has looked), "estimated" (from the pose as it goes), "calibrated", "by hand".
        height_sigma_m, pitch_sigma_deg, roll_sigma_deg, distance_sigma_m, fov_sigma_deg: one standard deviation of each; NaN
            where nobody has measured it, 0 where it was given.
    """

    height_m: float = math.nan
    pitch_deg: float = 0.0
    roll_deg: float = 0.0
    distance_m: float = math.nan
    fov_deg: float = math.nan
    source: Literal["assumed", "estimated", "calibrated", "by hand"] = "assumed"
    height_sigma_m: float = math.nan
    pitch_sigma_deg: float = math.nan
    roll_sigma_deg: float = math.nan
    distance_sigma_m: float = math.nan
    fov_sigma_deg: float = math.nan

    def within(self, name: str) -> float:
        """Half of the 90 % interval of `height_m`, `pitch_deg`, `roll_deg`, `distance_m` or `fov_deg`, in its unit: the plus or
        minus that is told; NaN where nobody has measured it. KeyError for another name."""
        sigma: float = {
            "height_m": self.height_sigma_m,
            "pitch_deg": self.pitch_sigma_deg,
            "roll_deg": self.roll_sigma_deg,
            "distance_m": self.distance_sigma_m,
            "fov_deg": self.fov_sigma_deg,
        }[name]
        return _NINETY * sigma

    @cached_property
    def to_room(self) -> NDArray[np.float64]:
        """(3, 3) rotation from camera axes (x right, y down, z away) to room axes (x right, y up, z towards the camera)."""
        p, r = math.radians(self.pitch_deg), math.radians(self.roll_deg)
        flip = np.diag([1.0, -1.0, -1.0])
        roll = np.array([[math.cos(r), math.sin(r), 0], [-math.sin(r), math.cos(r), 0], [0, 0, 1.0]])
        pitch = np.array([[1.0, 0, 0], [0, math.cos(p), -math.sin(p)], [0, math.sin(p), math.cos(p)]])
        rotation: NDArray[np.float64] = pitch @ roll @ flip
        return rotation
