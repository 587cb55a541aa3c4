"""Many poses at once are measured as one by one."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from mirror.avatar import Camera, Noise
from mirror.geometry.body import body_from_pose
from mirror.geometry.camera import Calibration
from mirror.geometry.measures import MEASURES, measure
from mirror.geometry.series import measured
from mirror.pose.core import Pose
from tests.acting import FRONT, OBLIQUE, SIDE, acted

TILTED = Calibration(height_m=1.1, pitch_deg=-12.0, roll_deg=3.0, distance_m=3.0, fov_deg=43.0, source="calibrated")


def both(poses: list[Pose], calibration: Calibration) -> tuple[np.ndarray, np.ndarray]:
    """(3, N, MEASURES) values, sigma, error: pose by pose, and at once."""
    one = np.full((3, len(poses), len(MEASURES)), math.inf)
    one[0] = math.nan
    for i, pose in enumerate(poses):
        body = body_from_pose(pose, calibration)
        if body is not None:
            m = measure(body)
            one[:, i] = m.values, m.sigma, m.error
    image, world, visibility = (np.stack([getattr(p, name) for p in poses]) for name in ("image", "world", "visibility"))
    series = measured(image, world, visibility, poses[0].width, poses[0].height, calibration)
    return one, np.stack([series.values, series.sigma, series.error])


@pytest.mark.parametrize(
    ("exercise", "camera", "calibration"),
    [
        ("squat", OBLIQUE, Calibration()),
        ("push_up", SIDE, TILTED),
        ("dead_bug", Camera(azimuth_deg=60, height_m=2.0, pitch_deg=-20), TILTED),
        ("lunge", replace(FRONT, distance_m=1.6), Calibration()),
    ],
)
def test_the_same_numbers(exercise: str, camera: Camera, calibration: Calibration) -> None:
    noise = Noise(np.random.default_rng(5), 1.5)
    poses = [p for p in (noise(pose) for pose in acted(exercise, 2, camera)) if p is not None][::2]
    one, many = both(poses, calibration)
    assert np.isfinite(one[0]).mean() > 0.4
    np.testing.assert_allclose(many, one, rtol=1e-6, atol=1e-6)


def test_what_is_missing_is_missing() -> None:
    poses = list(acted("squat", 1, OBLIQUE)[::4])
    rng = np.random.default_rng(2)
    holed = []
    for i, pose in enumerate(poses):
        image, world, visibility = pose.image.copy(), pose.world.copy(), pose.visibility.copy()
        gone = rng.random(33) < (0.0, 0.1, 0.4, 1.0)[i % 4]
        image[gone], world[gone], visibility[gone] = math.nan, math.nan, 0.0
        visibility[rng.random(33) < 0.2] = 0.05
        if i % 5 == 0:
            image[:] = math.nan
        holed.append(replace(pose, image=image, world=world, visibility=visibility))
    one, many = both(holed, TILTED)
    np.testing.assert_array_equal(np.isnan(many[0]), np.isnan(one[0]))
    np.testing.assert_allclose(many, one, rtol=1e-6, atol=1e-6)


def test_a_still_upside_down_or_lying_body_and_none_at_all() -> None:
    poses = [*acted("handstand_push_up", 1, FRONT)[::6], *acted("leg_raise", 1, FRONT)[::6]]
    one, many = both(poses, Calibration())
    np.testing.assert_allclose(many, one, rtol=1e-6, atol=1e-6)
    nothing = np.zeros((0, 33, 3), np.float32)
    empty = measured(nothing, nothing, nothing[:, :, 0], 0, 0, TILTED)
    assert empty.values.shape == (0, len(MEASURES))
    assert empty.points.shape == (0, 33, 3)
