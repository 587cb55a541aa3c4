"""Solving: the avatar before known cameras, and everything that must be refused."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from mirror.avatar.camera import Camera
from mirror.calibration.core import MIN_VIEWS, calibrate
from mirror.calibration.solver import CalibrationError, Problem, covariance, projected, solved, started
from mirror.calibration.views import chosen
from mirror.pose.core import Pose
from mirror.pose.skeleton import MIRRORED
from tests.calibration.acting import CAMERA, movement, poses

_HIGH = Camera(1.9, -13.0, -4.0, 0.0, 3.0, 55.0, 640, 360)
_LOW = Camera(0.5, 8.0, 1.0, 0.0, 3.2, 52.0, 640, 360)


def _far(camera: Camera) -> float:
    return camera.distance_m + 1.3


@pytest.mark.parametrize("camera", [CAMERA, _HIGH, _LOW], ids=["usual", "high", "low"])
def test_with_the_lens_known_the_camera_is_found(camera: Camera) -> None:
    found = calibrate(poses(camera=camera), movement().stature_m, camera.fov_deg).calibration
    assert found.height_m == pytest.approx(camera.height_m, abs=0.05)
    assert found.pitch_deg == pytest.approx(camera.pitch_deg, abs=1.0)
    assert found.roll_deg == pytest.approx(camera.roll_deg, abs=1.0)
    assert found.distance_m == pytest.approx(_far(camera), rel=0.04)
    assert found.fov_deg == camera.fov_deg
    assert found.fov_sigma_deg == 0.0
    assert found.source == "calibrated"


def test_without_the_lens_it_is_found_too_and_is_less_sure() -> None:
    known = calibrate(poses(), movement().stature_m, CAMERA.fov_deg).calibration
    found = calibrate(poses(), movement().stature_m).calibration
    assert found.height_m == pytest.approx(CAMERA.height_m, abs=0.08)
    assert found.pitch_deg == pytest.approx(CAMERA.pitch_deg, abs=2.0)
    assert found.distance_m == pytest.approx(_far(CAMERA), rel=0.2)
    assert abs(found.fov_deg - CAMERA.fov_deg) <= 2.0 * found.within("fov_deg")
    assert found.distance_sigma_m > known.distance_sigma_m
    assert found.pitch_sigma_deg > known.pitch_sigma_deg


def test_what_is_stated_grows_with_the_noise() -> None:
    calm = calibrate(poses(noise=0.0005), movement().stature_m, 50.0).calibration
    wild = calibrate(poses(noise=0.005), movement().stature_m, 50.0).calibration
    assert wild.height_sigma_m > calm.height_sigma_m


def test_a_taller_person_said_to_be_short_scales_the_room() -> None:
    found = calibrate(poses(), movement().stature_m * 0.9, 50.0).calibration
    assert found.distance_m == pytest.approx(0.9 * _far(CAMERA), rel=0.04)
    assert found.height_m == pytest.approx(0.9 * CAMERA.height_m, rel=0.06)


def test_one_distance_is_not_enough() -> None:
    made = movement()
    near = [p for p, t in zip(poses(), made.t, strict=True) if t < made.t[made.parts[3][1]]]
    with pytest.raises(CalibrationError, match="one distance"):
        calibrate(near, made.stature_m, 50.0)


def test_without_turning_the_lens_must_be_known() -> None:
    made = movement()
    turning = {i for name, a, b in made.parts if name.startswith("turn") for i in range(a, b)}
    standing = [p for i, p in enumerate(poses()) if i not in turning]
    with pytest.raises(CalibrationError, match="turn"):
        calibrate(standing, made.stature_m)
    assert calibrate(standing, made.stature_m, 50.0).calibration.height_m == pytest.approx(1.1, abs=0.08)


def test_nobody_and_too_little_are_sentences() -> None:
    for little in ([], [None] * 50, poses()[: MIN_VIEWS // 2]):
        with pytest.raises(CalibrationError, match="standing long enough"):
            calibrate(little, 1.75, 50.0)


def test_a_mirrored_world_is_refused() -> None:
    """Landmarks whose left and right were exchanged: the person would face away from a camera that sees the face."""
    swapped = [replace(p, image=p.image[MIRRORED], world=p.world) for p in poses()]
    with pytest.raises(CalibrationError, match="mirrored"):
        calibrate(swapped, movement().stature_m, 50.0)


def test_a_picture_upside_down_is_refused() -> None:
    def turned(p: Pose) -> Pose:
        image, world = p.image.copy(), p.world.copy()
        image[:, :2] = 1.0 - image[:, :2]
        world[:, :2] *= -1.0
        return replace(p, image=image, world=world)

    with pytest.raises(CalibrationError, match="upside down"):
        calibrate([turned(p) for p in poses()], movement().stature_m, 50.0)


def test_two_people_of_different_size_are_not_one() -> None:
    """A short one near and a tall one far: what one floor and one body explain badly is refused, or told as far less sure."""
    small, tall = movement(1.45), movement(2.0)
    near = poses(small)[: small.parts[3][1]]
    far = [replace(p, t=p.t + 60.0) for p in poses(tall)[tall.parts[3][2] :]]
    alone = calibrate(poses(small), small.stature_m, 50.0).calibration
    try:
        both = calibrate([*near, *far], small.stature_m, 50.0).calibration
    except CalibrationError:
        return
    assert both.height_sigma_m > 1.3 * alone.height_sigma_m


def test_impossible_requests_are_our_bug() -> None:
    with pytest.raises(ValueError, match="body height"):
        calibrate(poses(), 0.4)
    with pytest.raises(ValueError, match="field of view"):
        calibrate(poses(), 1.75, 10.0)


def test_the_first_guess_is_near_and_the_solution_explains_the_picture() -> None:
    views = chosen(poses())
    problem = Problem.of(views, movement().stature_m, 360, 50.0)
    common, each = started(problem, math.radians(-6.0), CAMERA.focal_px)
    assert common[0] == pytest.approx(1.1, abs=0.3)
    assert np.abs(each[:, 1] - 2.9).min() < 0.4
    answer = solved(problem)
    off = projected(problem, answer.common, answer.each) - problem.points
    assert np.nanmedian(np.abs(off)) < 2.0


def test_views_are_few_and_differ() -> None:
    views = chosen(poses())
    sizes, turns = [v.height_px for v in views], [v.yaw_deg for v in views]
    assert 10 <= len(views) <= 26
    assert max(sizes) / min(sizes) > 1.3
    assert max(turns) - min(turns) > 60
    assert any(v.arms_out for v in views)
    assert not all(v.arms_out for v in views)


def test_the_covariance_stands_unknowns_of_very_different_size() -> None:
    rng = np.random.default_rng(0)
    jacobian = rng.standard_normal((60, 5)) * np.array([1e6, 1.0, 1e-3, 1e4, 1e2])
    exact = np.linalg.inv((jacobian / [1e6, 1.0, 1e-3, 1e4, 1e2]).T @ (jacobian / [1e6, 1.0, 1e-3, 1e4, 1e2]))
    assert np.allclose(np.sqrt(np.diag(covariance(jacobian))) * [1e6, 1.0, 1e-3, 1e4, 1e2], np.sqrt(np.diag(exact)), rtol=1e-6)
