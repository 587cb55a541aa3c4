"""Angles in the body frame: right values on bodies whose angles are known, the same from every camera, honest about depth."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mirror.geometry import MEASURES, Body, Calibration, body_from_pose, measure, view_of
from mirror.geometry.measures import INDEX, sides
from mirror.pose import skeleton as s
from mirror.pose.core import Pose


def standing() -> np.ndarray:
    """(33, 3) metres, body axes (x the person's left, y up, z forward): upright, arms hanging, feet hip wide."""
    points = np.zeros((33, 3))
    for side, x in (("left", 1.0), ("right", -1.0)):
        at = {name.removeprefix(f"{side}_"): i for name, i in s.INDEX.items() if name.startswith(side)}
        points[at["shoulder"]] = (0.18 * x, 1.45, 0.0)
        points[at["elbow"]] = (0.20 * x, 1.15, 0.0)
        points[at["wrist"]] = (0.20 * x, 0.88, 0.0)
        for finger in ("pinky", "index", "thumb"):
            points[at[finger]] = (0.20 * x, 0.80, 0.02)
        points[at["hip"]] = (0.12 * x, 0.95, 0.0)
        points[at["knee"]] = (0.12 * x, 0.50, 0.0)
        points[at["ankle"]] = (0.12 * x, 0.08, 0.0)
        points[at["heel"]] = (0.12 * x, 0.03, -0.05)
        points[at["foot_index"]] = (0.12 * x, 0.02, 0.18)
        points[at["ear"]] = (0.07 * x, 1.62, 0.0)
        for part in ("eye_inner", "eye", "eye_outer"):
            points[at[part]] = (0.03 * x, 1.66, 0.09)
        points[s.INDEX[f"mouth_{side}"]] = (0.02 * x, 1.57, 0.09)
    points[s.NOSE] = (0.0, 1.62, 0.11)
    return points


def bent() -> np.ndarray:
    """Something crooked: no angle is special."""
    points = standing()
    rng = np.random.default_rng(7)
    return points + rng.normal(0.0, 0.06, points.shape)


FOV_DEG = 2.0 * math.degrees(math.atan(360.0 / 100.0))
"""Of the lens in `seen`."""


def seen(
    points: np.ndarray, *, yaw: float = 0.0, pitch: float = 0.0, roll: float = 0.0, height: float = 1.2, t: float = 0.0
) -> Pose:
    """What a camera gives that looks at the person; built from the camera's own axes, not from Calibration.

    The lens is so wide that nothing leaves the picture.
    yaw: the person's turn to the own left. pitch: the camera looks up. roll: clockwise seen from behind. Degrees.
    """
    a, p, r = (math.radians(v) for v in (yaw, pitch, roll))
    turned = points @ np.array([[math.cos(a), 0, -math.sin(a)], [0, 1, 0], [math.sin(a), 0, math.cos(a)]])
    # The camera stands in +z and looks along -z: its optical axis, then right and down around it.
    ahead = np.array([0.0, math.sin(p), -math.cos(p)])
    right = np.array([1.0, 0.0, 0.0])
    down = np.cross(ahead, right)
    right, down = right * math.cos(r) + down * math.sin(r), down * math.cos(r) - right * math.sin(r)
    axes = np.stack([right, down, ahead], axis=1)
    hips = 0.5 * (turned[s.LEFT_HIP] + turned[s.RIGHT_HIP])
    world = (turned - hips) @ axes
    camera = (turned - np.array([0.0, height, 3.0])) @ axes
    image = np.zeros((33, 3))
    image[:, 0] = 0.5 + camera[:, 0] / camera[:, 2] * 100 / 1280
    image[:, 1] = 0.5 + camera[:, 1] / camera[:, 2] * 100 / 720
    return Pose(t, image.astype(np.float32), world.astype(np.float32), np.ones(33, np.float32), 1280, 720)


def body(points: np.ndarray, calibration: Calibration | None = None, **camera: float) -> Body:
    found = body_from_pose(seen(points, **camera), calibration or Calibration(fov_deg=FOV_DEG))
    assert found is not None
    return found


def value(points: np.ndarray, name: str, **camera: float) -> float:
    return measure(body(points, **camera))[name][0]


def test_an_upright_person_measures_as_such() -> None:
    m = measure(body(standing()))
    expected = {
        "left_knee": 180.0,
        "right_hip": 180.0 - math.degrees(math.atan2(0.06, 0.5)),
        "left_thigh": 0.0,
        "left_shin": 0.0,
        "right_forearm": 180.0,
        "torso_lean": 0.0,
        "torso_forward": 0.0,
        "torso_twist": 0.0,
        "knee_gap": 0.0,
        "left_knee_valgus": 0.0,
        "stance_width": 0.24 / 0.5,
        "stance_split": 0.0,
        "hand_width": 0.40 / 0.5,
        "left_hip_height": 0.87 / 0.5,
        "left_wrist_height": -0.57 / 0.5,
        "left_knee_forward": -0.18 / 0.5,
    }
    # Landmarks are float32 and an angle near 180 degrees magnifies that.
    assert {name: m[name][0] for name in expected} == pytest.approx(expected, abs=0.1)


def test_signs() -> None:
    points = standing()
    points[[s.LEFT_SHOULDER, s.RIGHT_SHOULDER], 2] += 0.3
    assert value(points, "torso_forward") > 20
    points = standing()
    points[[s.LEFT_SHOULDER, s.RIGHT_SHOULDER], 0] += 0.1
    assert value(points, "torso_side") > 5
    points = standing()
    points[s.LEFT_SHOULDER, 2], points[s.RIGHT_SHOULDER, 2] = -0.05, 0.05
    assert value(points, "torso_twist") > 5
    points = standing()
    points[[s.LEFT_KNEE, s.RIGHT_KNEE], 0] *= 0.3
    assert value(points, "left_knee_valgus") > 5
    assert value(points, "right_knee_valgus") > 5
    assert value(points, "knee_gap") < -0.2
    points = standing()
    points[s.LEFT_ELBOW] = (0.18, 1.45, 0.3)
    assert value(points, "left_upper_arm") == pytest.approx(90, abs=0.1)
    assert value(points, "left_elbow_forward") == pytest.approx(0.6, abs=0.01)
    points = standing()
    points[s.LEFT_ANKLE, 2] += 0.4
    points[s.LEFT_FOOT, 2] += 0.4
    points[s.LEFT_KNEE, 2] += 0.65
    assert value(points, "stance_split") == pytest.approx(0.8, abs=0.01)
    assert value(points, "front_knee_forward") == pytest.approx((0.65 - 0.58) / 0.5, abs=0.01)


def lying(face: float) -> np.ndarray:
    """The standing person tipped over: face 1 onto the back, -1 onto the belly (a plank without arms)."""
    points = standing()
    return np.stack([points[:, 0], face * points[:, 2] + 0.2, -face * points[:, 1]], axis=1)


@pytest.mark.parametrize("yaw", [0.0, 60.0, 90.0, -90.0])
def test_prone_leans_forward_and_supine_leans_back(yaw: float) -> None:
    assert value(lying(-1.0), "torso_forward", yaw=yaw) == pytest.approx(90, abs=1)
    assert value(lying(1.0), "torso_forward", yaw=yaw) == pytest.approx(-90, abs=1)


def test_sagging_hips() -> None:
    points = lying(-1.0)
    points[[s.LEFT_HIP, s.RIGHT_HIP], 1] -= 0.1
    assert value(points, "hip_sag", yaw=90.0) == pytest.approx(0.1 / 0.5, abs=0.02)


turns = st.floats(-180, 180)
tilts = st.floats(-35, 35)


@given(turns, tilts, tilts, st.floats(0.2, 2.2))
@settings(max_examples=60, deadline=None)
def test_no_measure_depends_on_where_a_known_camera_stands(yaw: float, pitch: float, roll: float, height: float) -> None:
    reference = measure(body(bent()))
    known = Calibration(pitch_deg=pitch, roll_deg=roll, height_m=height, fov_deg=FOV_DEG, source="by hand")
    m = measure(body(bent(), known, yaw=yaw, pitch=pitch, roll=roll, height=height))
    assert np.isfinite(reference.values).all()
    # torso_twist, front_knee and the like wrap nowhere near this pose.
    np.testing.assert_allclose(m.values, reference.values, atol=0.2)


@given(st.floats(-179, 179), tilts, tilts)
@settings(max_examples=40, deadline=None)
def test_yaw_is_positive_to_the_own_left(yaw: float, pitch: float, roll: float) -> None:
    found = body(standing(), Calibration(pitch_deg=pitch, roll_deg=roll), yaw=yaw, pitch=pitch, roll=roll)
    assert found.yaw_deg == pytest.approx(yaw, abs=0.05)
    # The depth axis points away from the camera: against the person's front when facing it.
    a = math.radians(yaw)
    p = math.radians(pitch)
    np.testing.assert_allclose(found.depth_axis, [math.sin(a) * math.cos(p), math.sin(p), -math.cos(a) * math.cos(p)], atol=1e-3)


@pytest.mark.parametrize(
    ("yaw", "name"),
    [
        (0, "front"),
        (29, "front"),
        (-45, "oblique"),
        (59, "side"),
        (-90, "side"),
        (125, "oblique"),
        (170, "back"),
        (math.nan, "unknown"),
    ],
)
def test_views(yaw: float, name: str) -> None:
    assert view_of(yaw).name == name


def test_an_angle_that_swings_in_depth_is_less_sure() -> None:
    points = standing()
    points[s.LEFT_WRIST] = points[s.LEFT_ELBOW] + (0.0, -0.19, 0.19)  # half raised to the front
    front, side = measure(body(points)), measure(body(points, yaw=90.0))
    assert front["left_elbow"][0] == pytest.approx(side["left_elbow"][0], abs=0.2)
    assert front["left_forearm"][1] > 1.5 * side["left_forearm"][1]
    lean_front, lean_side = measure(body(standing())), measure(body(standing(), yaw=90.0))
    assert lean_front["torso_forward"][1] > 2.0 * lean_side["torso_forward"][1]
    assert lean_front["stance_width"][1] < lean_side["stance_width"][1]


def test_a_hidden_landmark_is_less_sure_and_a_lost_one_is_missing() -> None:
    pose = seen(standing())
    m = measure(body(standing()))
    pose.visibility[s.LEFT_KNEE] = 0.3
    hidden = body_from_pose(pose, Calibration(fov_deg=FOV_DEG))
    assert hidden is not None
    assert measure(hidden)["left_knee"][1] > 1.5 * m["left_knee"][1]
    pose.visibility[s.LEFT_KNEE] = 0.0
    pose.world[s.RIGHT_WRIST] = np.nan
    lost = body_from_pose(pose, Calibration(fov_deg=FOV_DEG))
    assert lost is not None
    missing = measure(lost)
    gone = {name for name in MEASURES if math.isnan(missing[name][0])}
    assert {"left_knee", "left_thigh", "left_hip", "right_elbow", "right_wrist_height", "hand_width", "knee_gap"} <= gone
    assert {"right_knee", "left_elbow", "torso_lean", "stance_width", "hip_sag", "left_body_line"}.isdisjoint(gone)
    for name in MEASURES:
        assert math.isinf(missing[name][1]) == (name in gone)


@given(st.sets(st.sampled_from(range(33))))
@settings(max_examples=60, deadline=None)
def test_whatever_is_missing_nothing_is_guessed_and_nothing_breaks(missing: set[int]) -> None:
    pose = seen(bent())
    whole = measure(body(bent()))
    rows = sorted(missing)
    pose.world[rows] = np.nan
    pose.image[rows] = np.nan
    pose.visibility[rows] = 0.0
    found = body_from_pose(pose, Calibration(fov_deg=FOV_DEG))
    trunk = {s.LEFT_SHOULDER, s.RIGHT_SHOULDER, s.LEFT_HIP, s.RIGHT_HIP}
    assert (found is None) == bool(trunk & missing)
    if found is None:
        return
    m = measure(found)
    known = np.isfinite(m.values)
    assert (np.isinf(m.sigma) == ~known).all()
    # hip_sag takes one ankle where the other is missing.
    known[INDEX["hip_sag"]] = False
    # The landmarks that are left fit the body into the picture: float32 again.
    np.testing.assert_allclose(m.values[known], whole.values[known], rtol=1e-5, atol=1e-4)


def test_no_metric_frame_no_body() -> None:
    pose = seen(standing())
    pose.world[:] = np.nan
    assert body_from_pose(pose, Calibration(fov_deg=FOV_DEG)) is None


def test_sides() -> None:
    assert sides("knee") == ("left_knee", "right_knee")
    assert sides("left_knee") == ("left_knee",)
    assert sides("stance_width") == ("stance_width",)
    with pytest.raises(KeyError):
        sides("tail")
    assert len(set(MEASURES)) == len(MEASURES)


def test_a_landmark_outside_the_picture_was_not_seen() -> None:
    pose = seen(standing())
    pose.image[s.LEFT_ANKLE, 1] = 1.2
    cut = body_from_pose(pose, Calibration(fov_deg=FOV_DEG))
    assert cut is not None
    assert math.isnan(measure(cut)["left_knee"][0])
    assert math.isfinite(measure(cut)["right_knee"][0])


def test_what_both_sides_make_together() -> None:
    points = standing()
    points[s.LEFT_ANKLE] += (0.0, 0.30, -0.35)  # the left shank is lifted back
    points[s.RIGHT_WRIST] += (0.0, 0.5, 0.3)
    points[s.RIGHT_ELBOW] += (-0.25, 0.20, 0.0)
    m = measure(body(points))
    assert m["bent_knee"][0] == min(m["left_knee"][0], m["right_knee"][0]) == m["left_knee"][0]
    assert m["bent_knee"][1] == m["left_knee"][1]
    assert m["open_shoulder"][0] == max(m["left_shoulder"][0], m["right_shoulder"][0]) == m["right_shoulder"][0]
    assert m["bent_hip"][0] == min(m["left_hip"][0], m["right_hip"][0])
    # The left foot is wholly lifted, and its knee is the bent one.
    assert m["lifted_knee"][0] == pytest.approx(m["left_knee"][0] - m["right_knee"][0])
    assert m["arm_lead"][0] == pytest.approx(m["bent_hip"][0] - 0.5 * (m["left_elbow"][0] + m["right_elbow"][0]))
    assert m["hand_split"][0] == pytest.approx(-0.3 / 0.5, abs=1e-3)
    assert m["hands_forward"][0] == pytest.approx((0.15 + 0.175) / 0.5, abs=1e-3)


@pytest.mark.parametrize("same", [True, False])
def test_arm_and_leg_of_one_side_or_of_opposite_ones(same: bool) -> None:
    points = standing()
    points[s.LEFT_KNEE] = (0.12, 0.95, 0.45)  # the left thigh level: the right leg is the stretched one
    points[s.RIGHT_ELBOW if same else s.LEFT_ELBOW] = (-0.2 if same else 0.2, 1.7, 0.0)
    lead = measure(body(points))["same_side_lead"][0]
    assert (lead > 60.0) if same else (lead < -60.0)


@pytest.mark.parametrize("yaw", [0.0, 40.0, 90.0])
def test_a_foot_turned_outward(yaw: float) -> None:
    points = standing()
    points[s.LEFT_FOOT] = points[s.LEFT_HEEL] + (0.23 * math.sin(math.radians(35)), -0.01, 0.23 * math.cos(math.radians(35)))
    m = measure(body(points, yaw=yaw))
    assert m["left_toe_out"][0] == pytest.approx(35.0, abs=0.1)
    assert m["right_toe_out"][0] == pytest.approx(0.0, abs=0.1)


def test_the_error_holds_what_stays_wrong() -> None:
    front, side = measure(body(bent())), measure(body(bent(), yaw=90.0))
    for seen in (front, side):
        assert (seen.error > 0.0).all()
        assert np.isfinite(seen.error[np.isfinite(seen.values)]).all()
    lean, knee = INDEX["torso_lean"], INDEX["left_knee"]
    # The trunk's lean is told from the side; from the front the whole body's tilt goes into it.
    assert front.error[INDEX["torso_forward"]] > 1.5 * side.error[INDEX["torso_forward"]]
    assert front.error[lean] > front.sigma[lean]
    assert front.error[knee] > 5.0
    pose = seen_with_nobody_at(s.LEFT_ANKLE)
    assert math.isinf(measure(pose).error[knee])


def seen_with_nobody_at(landmark: int) -> Body:
    pose = seen(bent())
    pose.visibility[landmark] = 0.0
    found = body_from_pose(pose, Calibration(fov_deg=FOV_DEG))
    assert found is not None
    return found
