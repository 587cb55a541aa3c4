"""Features do not depend on where the camera stands, on the person's size, or on left and right being swapped."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirror.geometry import Calibration, body_from_pose
from mirror.pose.core import Pose
from mirror.pose.skeleton import COUNT, INDEX, MIRRORED
from mirror.recognition import features as f

# A person standing with one arm out and one knee raised: camera axes (x right, y down, z away), metres, facing the camera.
_PLACES = {
    "nose": (0.0, -0.72, -0.1),
    "left_shoulder": (0.17, -0.5, 0.0),
    "right_shoulder": (-0.17, -0.5, 0.0),
    "left_elbow": (0.4, -0.52, -0.05),
    "right_elbow": (-0.2, -0.25, 0.02),
    "left_wrist": (0.42, -0.75, -0.1),
    "right_wrist": (-0.21, 0.0, -0.05),
    "left_hip": (0.11, 0.0, 0.0),
    "right_hip": (-0.11, 0.0, 0.0),
    "left_knee": (0.13, 0.1, -0.38),
    "right_knee": (-0.12, 0.42, 0.0),
    "left_ankle": (0.12, 0.48, -0.3),
    "right_ankle": (-0.13, 0.82, 0.05),
    "left_foot_index": (0.13, 0.5, -0.42),
    "right_foot_index": (-0.14, 0.86, -0.1),
}


def world(seed: int = 0) -> np.ndarray:
    points = np.zeros((COUNT, 3), np.float32)
    for name, place in _PLACES.items():
        points[INDEX[name]] = place
    return points + np.random.default_rng(seed).normal(0, 0.01, points.shape).astype(np.float32)


def pose(points: np.ndarray, visibility: np.ndarray | None = None) -> Pose:
    image = np.zeros((COUNT, 3), np.float32)
    # Weak perspective, 200 pixels a metre, in a picture of 1000 x 1000.
    image[:, :2] = (points[:, :2] * 200 + 500) / 1000
    return Pose(0.0, image, points, np.ones(COUNT, np.float32) if visibility is None else visibility, 1000, 1000)


def describe(points: np.ndarray, visibility: np.ndarray | None = None, calibration: Calibration | None = None) -> np.ndarray:
    body = body_from_pose(pose(points, visibility), calibration or Calibration())
    assert body is not None
    return f.describe(body)


@given(st.floats(-180, 180), st.integers(0, 5))
def test_turning_the_person_changes_nothing(yaw: float, seed: int) -> None:
    a = np.radians(yaw)
    turn = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]], np.float32)
    points = world(seed)
    np.testing.assert_allclose(describe(points @ turn.T)[: f.STILL], describe(points)[: f.STILL], atol=1e-4)


@given(st.floats(-25, 25), st.floats(-10, 10))
def test_a_calibrated_camera_may_look_up_or_down(pitch: float, roll: float) -> None:
    points = world()
    camera = Calibration(pitch_deg=pitch, roll_deg=roll)
    seen = points @ Calibration().to_room.T @ camera.to_room
    np.testing.assert_allclose(
        describe(seen.astype(np.float32), calibration=camera)[: f.STILL], describe(points)[: f.STILL], atol=1e-4
    )


@given(st.floats(0.6, 1.6))
def test_size_changes_nothing(scale: float) -> None:
    points = world()
    np.testing.assert_allclose(describe(points * np.float32(scale))[: f.STILL], describe(points)[: f.STILL], atol=1e-4)


@given(st.integers(0, 20))
def test_the_mirror_image_is_the_mirror_map(seed: int) -> None:
    points = world(seed)
    mirrored = points[MIRRORED] * np.array([-1, 1, 1], np.float32)
    order, sign = f.mirror_map()
    one, other = f.encode_still(describe(points)[None])[0], f.encode_still(describe(mirrored)[None])[0]
    np.testing.assert_allclose(other, one[order] * sign, atol=1e-4)
    np.testing.assert_array_equal((one[order] * sign)[order] * sign, one)


def test_a_hidden_joint_takes_exactly_what_is_built_from_it() -> None:
    table = f.depends_on()
    points = world()
    whole = f.encode_still(describe(points)[None])[0]
    for j, landmark in enumerate(f.JOINTS):
        visibility = np.ones(COUNT, np.float32)
        visibility[landmark] = 0.05
        hidden = f.encode_still(describe(points, visibility)[None])[0]
        lowest = f.STILL - 2  # hips over the lowest landmark: the next lowest takes its place
        gone = (hidden != whole) & (np.arange(f.WIDTH) != lowest)
        assert not gone[~table[j]].any(), landmark
        assert (hidden[table[j]] == 0).all(), landmark


def test_the_whole_body_rises_in_the_room() -> None:
    encoder = f.Encoder()
    rows = []
    for k in range(32):
        raw = describe(world())
        raw[f.STILL + 1] -= 10.0 * k  # 10 pixels a grid point; the torso is about 100 pixels long
        rows.append(encoder.step(raw))
    assert rows[0][f.MOTION] == 0.0
    assert rows[-1][f.MOTION] == pytest.approx(1.6, rel=0.1)
    assert rows[-1][f.MOTION + 1] == pytest.approx(0.0, abs=1e-6)
    assert 1.0 < rows[-1][f.MOTION + 2] < 3.2


def test_absence_is_all_zero_and_forgets_the_place() -> None:
    encoder = f.Encoder()
    raw = describe(world())
    encoder.step(raw)
    assert not encoder.step(None).any()
    moved = raw.copy()
    moved[f.STILL + 1] += 300
    assert encoder.step(moved)[f.MOTION] == 0.0


def test_run_is_step_after_step() -> None:
    rng = np.random.default_rng(3)
    raw = np.stack([describe(world(int(k))) + rng.normal(0, 0.01, f.RAW) for k in range(12)])
    raw[4:6] = np.nan
    encoder = f.Encoder()
    steps = [encoder.step(None if k in (4, 5) else raw[k]) for k in range(12)]
    np.testing.assert_array_equal(f.Encoder().run(raw), np.stack(steps))
