"""The camera as the user gave it by hand."""

from __future__ import annotations

from mirror.geometry.camera import Calibration
from mirror.settings import Settings


def camera(settings: Settings) -> Calibration | None:
    """None while the mirror is to find out by itself."""
    given = settings.calibration
    if not given.by_hand:
        return None
    return Calibration(given.height_m, given.pitch_deg, given.roll_deg, given.distance_m, given.fov_deg, "by hand")
