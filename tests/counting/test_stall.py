"""A new rest level after another movement must not swallow the first repetition's start."""

from __future__ import annotations

import math

from mirror.counting.counter import Counter
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
