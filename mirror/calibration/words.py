"""What a calibration found, in words: the mirror shows them, `mirror calibrate` writes them.

Each ± holds in nine of ten cases (`Calibration.within`).
"""

from __future__ import annotations

import math

from mirror.geometry.camera import Calibration


def placed(found: Calibration) -> tuple[str, ...]:
    """How the camera stands: its height and distance (cm), whether it looks up or down and how it is tilted, a line each."""
    vertical, sideways = (" up", " down"), (" to the right", " to the left")
    return (
        _told("Camera height", found.height_m * 100, found.within("height_m") * 100, " cm", least=1.0),
        _told("Distance", found.distance_m * 100, found.within("distance_m") * 100, " cm", least=1.0),
        _told("Looks", abs(found.pitch_deg), found.within("pitch_deg"), "°", vertical[found.pitch_deg < 0]),
        _told("Tilted", abs(found.roll_deg), found.within("roll_deg"), "°", sideways[found.roll_deg < 0]),
    )


def lens(found: Calibration) -> str:
    """Its vertical field of view, degrees; 0 standard deviations: somebody has said it."""
    given = found.within("fov_deg") == 0.0
    told = _told("Field of view", found.fov_deg, math.nan if given else found.within("fov_deg"), "°")
    return f"{told}, as given" if given else told


def _told(what: str, value: float, within: float, unit: str, way: str = "", *, least: float = 0.1) -> str:
    """`least`: no ± is said to be smaller, and no number is told finer."""
    if not math.isfinite(value):
        return f"{what} not known"
    digits = 0 if least >= 1.0 else 1
    told = f"{what} {value:.{digits}f}{unit}{way}"
    return f"{told} ± {max(within, least):.{digits}f}{unit}" if math.isfinite(within) else told
