"""Lines in the picture: held against the avatar's own camera."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirror.avatar.camera import Camera
from mirror.calibration import overlay
from mirror.geometry.camera import Calibration

_CAMERA = Camera(1.2, -7.0, 3.0, 0.0, 3.0, 50.0, 1280, 720)


def _calibration() -> Calibration:
    return replace(_CAMERA.calibration, source="calibrated")


def test_points_fall_where_the_camera_sees_them() -> None:
    room = np.array([[0.0, 0.0, -3.0], [0.4, 1.6, -2.5]])
    theirs = _CAMERA.to_pixels(_CAMERA.to_camera(room + np.array([0.0, 0.0, 3.0])))
    assert np.allclose(overlay.to_pixels(_calibration(), room, 1280, 720), theirs)


def test_the_floor_is_found_again_from_its_pixels() -> None:
    spots = np.array([[0.0, -3.0], [0.7, -2.0]])
    pixels = overlay.to_pixels(_calibration(), np.insert(spots, 1, 0.0, axis=1), 1280, 720)
    assert np.allclose(overlay.to_floor(_calibration(), pixels, 1280, 720), spots)
    assert np.isnan(overlay.to_floor(_calibration(), np.array([[640.0, 5.0]]), 1280, 720)).all()


def test_what_is_as_high_as_the_lens_is_on_the_horizon() -> None:
    line = overlay.horizon(_calibration(), 1280, 720)
    assert line is not None
    far = overlay.to_pixels(_calibration(), np.array([[-2.0, 1.2, -5.0], [1.0, 1.2, -3.0]]), 1280, 720)
    slope = (line[1, 1] - line[0, 1]) / (line[1, 0] - line[0, 0])
    assert np.allclose(far[:, 1], line[0, 1] + slope * far[:, 0], atol=1e-6)


def test_a_camera_that_looks_far_up_has_no_horizon_in_the_picture() -> None:
    assert overlay.horizon(Calibration(pitch_deg=60.0, fov_deg=48.0), 1280, 720) is None


@given(
    st.floats(0.3, 2.5),
    st.floats(-30.0, 30.0),
    st.floats(-8.0, 8.0),
    st.floats(25.0, 100.0),
    st.sampled_from([(640, 360), (720, 1280)]),
)
def test_the_grid_lies_on_the_floor(height: float, pitch: float, roll: float, fov: float, size: tuple[int, int]) -> None:
    calibration = Calibration(height, pitch, roll, 3.0, fov, "calibrated")
    lines = overlay.floor_grid(calibration, *size)
    assert np.isfinite(lines).all()
    for end in lines.reshape(-1, 2):
        place = overlay.to_floor(calibration, end, *size)
        # An end is on the floor (or, cut at the lens, behind what can be told): never over the horizon.
        assert np.isnan(place).all() or place[1] < 0.01


def test_an_unknown_height_draws_no_floor() -> None:
    assert len(overlay.floor_grid(Calibration(), 640, 360)) == 0
    assert overlay.pole(Calibration(), 1.7, 640, 360) is None


def test_the_effect_of_a_slider_is_told_in_pixels() -> None:
    before = _calibration()
    up = overlay.effect(before, replace(before, pitch_deg=before.pitch_deg + 2.0), 1.7, 1280, 720)
    assert up.horizon > 10.0  # looking further up moves the room down
    assert up.feet > 10.0
    higher = overlay.effect(before, replace(before, height_m=1.4), 1.7, 1280, 720)
    assert higher.horizon == pytest.approx(0.0, abs=1e-9)
    assert higher.feet > 10.0
    rolled = overlay.effect(before, replace(before, roll_deg=before.roll_deg + 4.0), 1.7, 1280, 720)
    assert rolled.tilt_deg == pytest.approx(-4.0, abs=0.5)
    assert math.isnan(overlay.effect(before, Calibration(), 1.7, 1280, 720).feet)
