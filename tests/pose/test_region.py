from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirror.pose.region import Region

regions = st.builds(
    Region,
    x=st.floats(-500, 2000),
    y=st.floats(-500, 2000),
    side=st.floats(20, 3000),
    angle=st.floats(-math.pi, math.pi),
)


@given(regions, st.lists(st.tuples(st.floats(-300, 600), st.floats(-300, 600)), min_size=1, max_size=5))
def test_picture_and_crop_are_inverse(region: Region, points: list[tuple[float, float]]) -> None:
    there = np.array(points)
    back = region.to_crop(region.to_picture(there, 256), 256)
    np.testing.assert_allclose(back, there, atol=1e-6)


@given(regions)
def test_around_undoes_the_two_points_that_make_it(region: Region) -> None:
    # The edge point lies half a diameter from the centre towards the head.
    centre = np.array([region.x, region.y])
    reach = region.side / 2 / 1.25
    edge = centre + reach * np.array([math.sin(region.angle), -math.cos(region.angle)])
    again = Region.around(centre, edge)
    assert again.side == pytest.approx(region.side)
    assert math.cos(again.angle - region.angle) == pytest.approx(1)
    assert -math.pi <= again.angle <= math.pi


def test_upright_person_has_no_angle_and_head_to_the_right_a_quarter_turn() -> None:
    assert Region.around(np.array([10.0, 50.0]), np.array([10.0, 10.0])) == Region(10, 50, 100, 0)
    assert Region.around(np.array([50.0, 10.0]), np.array([90.0, 10.0])).angle == pytest.approx(math.pi / 2)


def test_corners_of_the_crop_are_corners_of_the_region() -> None:
    square = Region.letterbox(1280, 720)
    np.testing.assert_allclose(square.to_picture(np.array([[0, 0], [224, 224]]), 224), [[0, -280], [1280, 1000]])


@pytest.mark.parametrize("black", [True, False])
def test_crop_samples_bilinearly_without_half_a_pixel(black: bool) -> None:
    rng = np.random.default_rng(3)
    image = rng.integers(0, 256, (90, 120, 3), np.uint8)
    region = Region(70, 40, 100, 0.4)
    out = np.zeros((64, 64, 3), np.uint8)
    region.crop(image, out, black=black)
    worst = 0.0
    for row, column in rng.integers(0, 64, (300, 2)):
        x, y = region.to_picture(np.array([column, row]), 64)
        x0, y0 = math.floor(x), math.floor(y)
        value = np.zeros(3)
        for dx, dy in ((0, 0), (1, 0), (0, 1), (1, 1)):
            weight = (x - x0 if dx else 1 - x + x0) * (y - y0 if dy else 1 - y + y0)
            at = x0 + dx, y0 + dy
            inside = 0 <= at[0] < 120 and 0 <= at[1] < 90
            pixel = image[min(max(at[1], 0), 89), min(max(at[0], 0), 119)].astype(float)
            value += weight * (pixel if inside or not black else 0)
        worst = max(worst, float(np.abs(value - out[row, column]).max()))
    # Whole numbers out, and weights of 1/32 of a pixel in older OpenCV.
    assert worst < 12


def test_turn_takes_the_crop_axes_to_the_cameras() -> None:
    points = np.array([[1.0, 0.0, 5.0]])
    Region(0, 0, 1, math.pi / 2).turn(points)
    np.testing.assert_allclose(points, [[0, 1, 5]], atol=1e-12)


def test_apart_is_measured_in_sides() -> None:
    assert Region(0, 0, 100).apart(Region(30, 40, 200)) == pytest.approx(0.25)
