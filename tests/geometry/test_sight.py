"""The place across the picture comes from the picture, the depth from the network."""

from __future__ import annotations

import math

import numpy as np
import pytest

from mirror.avatar import Camera, Person, perform, project_all
from mirror.geometry import Calibration, body_from_pose, measure
from mirror.geometry.sight import sighted
from mirror.pose import skeleton as s
from mirror.pose.core import Pose
from tests.acting import catalogue

CAMERA = Camera(height_m=0.6, pitch_deg=4.0, azimuth_deg=35.0, distance_m=3.0)


def pose(camera: Camera = CAMERA) -> Pose:
    """Somebody deep in a squat, exact landmarks."""
    made = perform(catalogue()["squat"], 1, person=Person.random(3), fps=20.0, seed=3)
    deep = int(made.depth.argmax())
    return project_all(made.points[deep : deep + 1], camera).poses([0.0])[0]


def moved(told: Pose, world: np.ndarray) -> Pose:
    return Pose(told.t, told.image, world.astype(np.float32), told.visibility, told.width, told.height)


@pytest.mark.parametrize("azimuth", [0.0, 35.0, -80.0, 180.0])
def test_exact_landmarks_stay_as_they_are(azimuth: float) -> None:
    told = pose(Camera(height_m=0.6, pitch_deg=4.0, azimuth_deg=azimuth, distance_m=3.0))
    np.testing.assert_allclose(sighted(told, CAMERA.fov_deg), told.world, atol=2e-3)


def test_what_the_skeleton_has_wrong_across_the_picture_is_put_right_and_depth_is_left() -> None:
    told = pose()
    world = told.world.copy()
    world[s.LEFT_KNEE] += (0.08, -0.05, 0.04)
    mended = sighted(moved(told, world), CAMERA.fov_deg)
    assert np.abs(mended[s.LEFT_KNEE, :2] - told.world[s.LEFT_KNEE, :2]).max() < 0.02
    assert mended[s.LEFT_KNEE, 2] == pytest.approx(world[s.LEFT_KNEE, 2])


def test_an_unknown_lens_costs_little() -> None:
    exact = measure_of(pose(), CAMERA.calibration)
    guessed = measure_of(pose(), Calibration(pitch_deg=CAMERA.pitch_deg))
    for name in ("left_knee", "right_hip", "torso_lean"):
        assert guessed[name] == pytest.approx(exact[name], abs=2.0)


def measure_of(told: Pose, calibration: Calibration) -> dict[str, float]:
    body = body_from_pose(told, calibration)
    assert body is not None
    seen = measure(body)
    return {name: seen[name][0] for name in ("left_knee", "right_hip", "torso_lean")}


def test_where_the_picture_tells_nothing_the_skeleton_stands() -> None:
    told = pose()
    nothing = Pose(0.0, np.full((33, 3), 0.5, np.float32), told.world, told.visibility, 2, 2)
    np.testing.assert_allclose(sighted(nothing, math.nan), told.world, atol=1e-6)
    elsewhere = told.image.copy()
    elsewhere[:, 0] = 1.0 - elsewhere[:, 0]
    elsewhere[:, 1] = 1.0 - elsewhere[:, 1]
    other = Pose(0.0, elsewhere, told.world, told.visibility, told.width, told.height)
    np.testing.assert_allclose(sighted(other, CAMERA.fov_deg), told.world, atol=1e-6)


def test_a_landmark_that_is_missing_in_the_picture_is_missing() -> None:
    told = pose()
    told.image[s.LEFT_ANKLE] = np.nan
    mended = sighted(told, CAMERA.fov_deg)
    assert np.isnan(mended[s.LEFT_ANKLE, :2]).all()
    assert np.isfinite(mended[s.RIGHT_ANKLE]).all()
    assert mended[s.RIGHT_ANKLE] == pytest.approx(told.world[s.RIGHT_ANKLE], abs=0.01)
