from __future__ import annotations

from dataclasses import replace

import numpy as np

from mirror.pose.landmarks import Reading
from mirror.pose.region import Region
from mirror.pose.sides import Sides
from mirror.pose.skeleton import BODY, LANDMARKS, MIRRORED

REGION = Region(400, 300, 500)


def person(width: float = 60.0, step: float = 0.0) -> Reading:
    """Facing the camera, the left side on the right of the picture; `width` from side to side."""
    points = np.zeros((33, 3))
    for k, name in enumerate(LANDMARKS):
        side = 1 if "left" in name else -1 if "right" in name else 0
        points[k] = 400 + side * width + step, 100 + 12 * (k - k % 2), side
    seen = np.linspace(0.1, 0.9, 33)
    return Reading(points, points / 500, seen, seen.copy(), 0.9, REGION, REGION)


def swapped(reading: Reading) -> Reading:
    return replace(
        reading,
        points=reading.points[MIRRORED],
        world=reading.world[MIRRORED],
        visibility=reading.visibility[MIRRORED],
        presence=reading.presence[MIRRORED],
    )


def test_a_swap_is_undone_in_everything() -> None:
    sides = Sides()
    sides(person(), 0.0)
    got = sides(swapped(person(step=3)), 0.033)
    want = person(step=3)
    for name in ("points", "world", "visibility", "presence"):
        np.testing.assert_array_equal(getattr(got, name), getattr(want, name))


def test_a_network_that_insists_is_believed() -> None:
    sides = Sides()
    sides(person(), 0.0)
    times = np.arange(1, 31) / 30
    undone = [sides(swapped(person()), t).points[BODY[0], 0] > 400 for t in times]
    assert all(undone[:15])
    assert not any(undone[17:])


def test_a_person_who_turns_round_is_left_alone() -> None:
    sides = Sides()
    for k in range(40):
        reading = person(width=60 * np.cos(np.pi * k / 39))
        assert sides(reading, k / 30) is reading


def test_after_a_gap_nothing_is_known() -> None:
    sides = Sides()
    sides(person(), 0.0)
    other = swapped(person())
    assert sides(other, 1.0) is other


def test_after_a_reset_nothing_is_known() -> None:
    sides = Sides()
    sides(person(), 0.0)
    sides.reset()
    other = swapped(person())
    assert sides(other, 0.03) is other
