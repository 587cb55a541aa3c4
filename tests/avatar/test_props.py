"""Benches and bars in the picture: where they stand, and who is before whom."""

from __future__ import annotations

import numpy as np
import pytest

from mirror.avatar import Camera, perform
from mirror.avatar.motion import PROPS, props_for
from mirror.avatar.posture import lay
from mirror.avatar.props import Box, faces, painted, placed
from mirror.avatar.renderer import Renderer
from mirror.pose import skeleton as s
from tests.acting import catalogue

SMALL = Camera(width=320, height=180, azimuth_deg=-40.0)
CUBE = Box(np.array([0.0, 0.5, 0.0]), np.eye(3), np.array([0.1, 0.5, 0.1]), "wood")


def changed(picture: np.ndarray, empty: np.ndarray) -> np.ndarray:
    return np.abs(picture.astype(int) - empty.astype(int)).max(axis=2) > 20


@pytest.mark.parametrize("prop", PROPS)
def test_every_prop_can_be_drawn_and_only_near_the_body(prop: str) -> None:
    name = next((e.name for e in catalogue().values() if prop in props_for(e)), "squat")
    done = perform(catalogue()[name], 1, variation=0.0)
    boxes, rods = placed(done.points[0], done.person.height_m, (prop,))
    assert boxes or rods
    ends = [*(corner for box in boxes for corner in box.corners()), *(end for rod in rods for end in (rod.a, rod.b))]
    assert min(end[1] for end in ends) > -0.02
    assert max(abs(end[[0, 2]]).max() for end in ends) < 1.6
    renderer = Renderer(320, 180)
    bare, with_prop = renderer.render(done.points[0], SMALL), renderer.render(done.points[0], SMALL, (prop,))
    assert changed(with_prop, bare).any()
    assert np.array_equal(with_prop, renderer.render(done.points[0], SMALL, (prop,)))


@pytest.mark.parametrize("name", ["bench_press", "chest_fly", "sit_to_stand", "hip_thrust", "dip"])
def test_what_stands_stays_while_the_body_moves(name: str) -> None:
    done = perform(catalogue()[name], 2, seed=3)
    fixed = tuple(p for p in props_for(catalogue()[name]) if not p.endswith("barbell"))
    first, _ = placed(done.points[0], done.person.height_m, fixed)
    for points in done.points[::7]:
        boxes, _ = placed(points, done.person.height_m, fixed)
        assert max((np.abs(a.corners() - b.corners()).max() for a, b in zip(first, boxes, strict=True)), default=0.0) < 0.03


def test_props_turn_and_go_with_the_person() -> None:
    done = perform(catalogue()["bench_press"], 1, variation=0.0)
    here, _ = placed(done.points[0], done.person.height_m, ("bench",))
    moved = lay(done.person, done.state.moved(90.0, 0.4, -0.2)).points[0]
    there, _ = placed(moved, done.person.height_m, ("bench",))
    # A quarter turn to the left: what was ahead (z) is at the person's old left (x).
    x, y, z = here[0].centre
    assert np.allclose(there[0].centre, [z + 0.4, y, -x - 0.2], atol=1e-6)


def test_a_leg_beyond_a_box_is_behind_it_and_one_before_it_is_not() -> None:
    beyond, before, above = (
        [[0.0, 0.2, -0.2], [0.0, 0.8, -0.2]],
        [[0.0, 0.2, 0.2], [0.0, 0.8, 0.2]],
        [[0, 1.1, -0.1], [0, 1.1, 0.1]],
    )
    ends = np.array([before, beyond, above])
    front = painted([0, 1, 2], ends, [CUBE], np.array([0.0, 1.3, 3.0]))
    assert front == [1, 3, 0, 2]
    # From the other side, and from below its top.
    assert painted([0, 1, 2], ends, [CUBE], np.array([0.0, 0.6, -3.0])) == [0, 2, 3, 1]


def test_the_eye_sees_at_most_three_faces() -> None:
    seen = faces(CUBE, np.array([2.0, 2.0, 2.0]))
    assert len(seen) == 3
    for corners, normal in seen:
        assert np.allclose((corners - corners[0]) @ normal, 0.0)
        assert float(corners[0] @ normal) > float(CUBE.centre @ normal)
    assert len(faces(CUBE, np.add(CUBE.centre, [0.0, 0.0, 2.0]))) == 1


def test_a_bench_hides_neither_the_trunk_on_it_nor_the_near_leg() -> None:
    exercise = catalogue()["bench_press"]
    points = perform(exercise, 1, variation=0.0).points[0]
    side = Camera(width=320, height=180, azimuth_deg=-90.0)
    renderer = Renderer(320, 180)
    bare, benched = renderer.render(points, side), renderer.render(points, side, ("bench",))
    pixels = side.to_pixels(side.to_camera(points))
    for joint in (s.RIGHT_HIP, s.RIGHT_KNEE, s.RIGHT_SHOULDER):
        x, y = (int(v) for v in pixels[joint])
        assert np.abs(bare[y, x].astype(int) - benched[y, x].astype(int)).max() < 12
