"""What a calibration found, as the mirror and the command line say it."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from mirror.calibration.words import lens, placed
from mirror.geometry.camera import Calibration
from mirror.language import load

FOUND = Calibration(1.12, 3.5, -0.4, 3.2, 48.0, "calibrated", 0.02, 0.6, 0.03, 0.002, 1.0)


def test_every_number_has_its_plus_or_minus() -> None:
    assert placed(FOUND) == (
        "Camera height 112 cm ± 3 cm",
        "Distance 320 cm ± 1 cm",  # nobody measures finer
        "Looks 3.5° up ± 1.0°",
        "Tilted 0.4° to the left ± 0.1°",
    )
    assert lens(FOUND) == "Field of view 48.0° ± 1.6°"


def test_what_was_given_and_what_nobody_knows_is_said_to_be_so() -> None:
    assert lens(replace(FOUND, fov_sigma_deg=0.0)) == "Field of view 48.0°, as given"
    assert lens(Calibration()) == "Field of view not known"
    assert placed(Calibration(pitch_deg=-12.0)) == (
        "Camera height not known",
        "Distance not known",
        "Looks 12.0° down",
        "Tilted 0.0° to the right",
    )
    assert placed(replace(FOUND, height_sigma_m=math.nan))[0] == "Camera height 112 cm"


@pytest.mark.parametrize("code", ["de", "ko"])
def test_what_was_found_is_told_in_every_language(code: str) -> None:
    for sign in (-1.0, 1.0):
        found = Calibration(1.12, 3.5 * sign, 0.4 * sign, 3.2, 48.0, "calibrated", 0.02, 0.6, 0.3, 0.05, 1.0)
        assert [line for line in placed(found) if not load(code).knows(line)] == []
