"""The replay's projection: known points of the room come to known pixels, from every side."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirror.pose import skeleton as s
from tests.ui.review import acted
from ui.review.plots.angles import ANGLES, ARC_M, angle_at, arc_at
from ui.review.plots.eye import BACK, DISTANCE_M, FRONT, LEFT, OBLIQUE, RIGHT, TOP, Eye, Projection, Room

ROOM = Room(np.array([0.0, 1.0, 0.0]), 2.0, 0.5)
CROSS = np.array([[0.0, 1.0, 0.0], [0.5, 1.0, 0.0], [0.0, 1.5, 0.0], [0.0, 1.0, 0.5]])
"""The centre, half a metre to the person's left, up, and to where they face."""


def pixels(eye: Eye, points: np.ndarray = CROSS) -> tuple[np.ndarray, np.ndarray]:
    return Projection(eye, ROOM, 400.0, 300.0, 200.0)(points)


@pytest.mark.parametrize(
    ("eye", "left", "up", "front"),
    [
        (FRONT, (100, 0), (0, -100), (0, 0)),
        (BACK, (-100, 0), (0, -100), (0, 0)),
        (LEFT, (0, 0), (0, -100), (-100, 0)),
        (RIGHT, (0, 0), (0, -100), (100, 0)),
        (TOP, (100, 0), (0, 0), (0, 100)),
    ],
)
def test_known_points_come_to_known_pixels(eye: Eye, left: tuple[int, int], up: tuple[int, int], front: tuple[int, int]) -> None:
    flat, _ = pixels(eye)
    assert flat[0] == pytest.approx([400.0, 300.0])
    for i, offset in enumerate((left, up, front), 1):
        assert flat[i] - flat[0] == pytest.approx(offset, abs=1e-9)


def test_turning_by_a_quarter_shows_the_side() -> None:
    assert FRONT.turned(90.0) == LEFT
    assert pixels(FRONT.turned(90.0))[0] == pytest.approx(pixels(LEFT)[0])
    assert [FRONT.turned(k * 90.0).name for k in range(4)] == ["front", "left", "back", "right"]
    assert FRONT.turned(0.0, 300.0).name == "top"
    assert OBLIQUE.name == ""
    assert FRONT.zoomed(1e9).zoom == 5.0


def test_nearer_things_are_larger_in_perspective_only() -> None:
    near = np.array([[0.5, 1.0, 1.0], [0.5, 1.0, -1.0], [0.5, 1.0, 0.0]])
    flat, depth = pixels(FRONT, near)
    assert flat[:, 0] == pytest.approx([500.0] * 3)
    assert depth == pytest.approx([1.0, -1.0, 0.0])
    flat, _ = pixels(Eye(0.0, 0.0, 1.0, True), near)
    factors = [DISTANCE_M / (DISTANCE_M - 1.0), DISTANCE_M / (DISTANCE_M + 1.0), 1.0]
    assert flat[:, 0] == pytest.approx([400.0 + 100.0 * f for f in factors])


@given(st.floats(-400, 400), st.floats(-20, 90))
def test_axes_are_a_right_handed_frame(yaw: float, pitch: float) -> None:
    axes = Eye(yaw, pitch).axes()
    assert axes @ axes.T == pytest.approx(np.eye(3), abs=1e-12)
    assert np.linalg.det(axes) == pytest.approx(1.0)


@given(st.floats(-180, 180), st.floats(-20, 90), st.floats(200, 1200), st.floats(200, 900))
def test_the_whole_room_fits_from_every_side(yaw: float, pitch: float, width: float, height: float) -> None:
    around = np.array([[math.cos(a), y, math.sin(a)] for a in np.linspace(0, 6.3, 16) for y in (-1.0, 1.0)])
    points = ROOM.centre + around * [ROOM.radius, ROOM.height / 2, ROOM.radius]
    flat, _ = Projection.fitted(Eye(yaw, pitch), ROOM, 0.0, 0.0, width, height)(points)
    assert flat[:, 0].min() >= -1e-6
    assert flat[:, 0].max() <= width + 1e-6
    assert flat[:, 1].min() >= -1e-6
    assert flat[:, 1].max() <= height + 1e-6


def test_missing_points_stay_missing() -> None:
    flat, near = pixels(OBLIQUE, np.array([[math.nan, 1.0, 0.0], [0.0, 1.0, 0.0]]))
    assert np.isnan(flat[0]).any()
    assert np.isfinite(flat[1]).all()
    assert math.isnan(near[0])


def test_the_room_is_around_who_is_in_it() -> None:
    track = acted.recorded()
    room = Room.around(track.points)
    assert 1.5 < room.height < 2.2
    assert 0.3 < room.radius < 1.2
    assert Room.around().height == pytest.approx(1.8)
    assert Room.around(np.full((5, 33, 3), math.nan)).height == pytest.approx(1.8)


def test_an_angle_is_that_of_the_limbs_and_its_arc_lies_between_them() -> None:
    points = np.zeros((s.COUNT, 3))
    points[s.LEFT_HIP], points[s.LEFT_ANKLE] = (0.0, 0.5, 0.0), (0.0, 0.0, 0.5)
    assert angle_at(points, "left_knee") == pytest.approx(90.0)
    arc = arc_at(points, "left_knee")
    assert np.linalg.norm(arc, axis=1) == pytest.approx(np.full(len(arc), ARC_M))
    assert arc[0] == pytest.approx([0.0, ARC_M, 0.0])
    assert arc[-1] == pytest.approx([0.0, 0.0, ARC_M])
    points[s.LEFT_ANKLE] = math.nan
    assert math.isnan(angle_at(points, "left_knee"))
    points[s.LEFT_ANKLE] = (0.0, -0.5, 0.0)
    assert angle_at(points, "left_knee") == pytest.approx(180.0)
    assert np.isfinite(arc_at(points, "left_knee")).all()


@pytest.mark.parametrize("name", ANGLES)
def test_angles_agree_with_the_measures_of_the_same_name(name: str) -> None:
    track = acted.recorded()
    measured = [angle_at(points, name) for points in track.points[::20]]
    assert 0.0 <= min(measured) <= max(measured) <= 180.0
