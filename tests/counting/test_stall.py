"""A new rest level after another movement must not swallow the first repetition's start."""

from __future__ import annotations

import math

from mirror.counting.counter import Counter, Movement
from mirror.exercises.core import RangeOfMotion

FPS = 30


def test_a_raised_rest_level_is_rest_again() -> None:
    counter = Counter(RangeOfMotion())
    depths = [-0.25] * 15 + [0.02] * 90  # straight arms, then arms hanging at ease: less than a partial movement away
    swing = [0.02 + 0.9 * math.sin(math.pi * i / 45) for i in range(46)]
    depths += swing + [0.02] * 15
    movements = [m for i, d in enumerate(depths) if (m := counter.step(i / FPS, d)) is not None]
    assert len(movements) == 1
    began = (15 + 90) / FPS
    assert abs(movements[0].start_t - began) < 0.3
    assert movements[0].kind == "full"


def test_a_slow_start_is_no_stall() -> None:
    counter = Counter(RangeOfMotion())
    depths = [0.0] * 15 + [1.0 * i / 150 for i in range(150)] + [1.0 - i / 60 for i in range(61)]
    movements = [m for i, d in enumerate(depths) if (m := counter.step(i / FPS, d)) is not None]
    assert [m.kind for m in movements] == ["full"]
    assert movements[0].start_t < 1.5


def _movements(depths: list[float]) -> list[Movement]:
    counter = Counter(RangeOfMotion())
    return [m for i, d in enumerate(depths) if (m := counter.step(i / FPS, d)) is not None]


def _swings(count: int, rest: float, peak: float) -> list[float]:
    return [rest + (peak - rest) * math.sin(math.pi * i / 45) for _ in range(count) for i in range(45)]


def test_standing_between_partial_and_full_is_rest() -> None:
    """Another exercise's stance can read as half a movement of this one."""
    depths = [-0.2] * 15 + [0.45] * 120 + _swings(3, 0.45, 1.4) + [0.45] * 10
    found = _movements(depths)
    assert [m.kind for m in found] == ["full"] * 3
    assert found[0].start_t > 3.0


def test_getting_up_from_the_floor_does_not_make_repetitions_partial() -> None:
    depths = [0.0] * 15 + _swings(2, 0.0, 3.0) + [0.0] * 20 + _swings(3, 0.0, 0.95) + [0.0] * 10
    assert [m.kind for m in _movements(depths)][-3:] == ["full"] * 3


def test_out_for_longer_than_any_movement_starts_over() -> None:
    depths = [0.0] * 15 + [1.0] * (13 * FPS) + _swings(3, 1.0, 2.0) + [1.0] * 10
    assert [m.kind for m in _movements(depths)] == ["full"] * 3
