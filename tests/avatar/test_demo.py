"""The demo: its truth, its pace, and that it ends in time."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from mirror.capture.demo import Demo

SCRIPT = Demo(paced=False, width=320, height=180)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_truth_is_what_happens() -> None:
    made: list[tuple[str, int]] = []
    for rep in SCRIPT.reps:
        if made and made[-1][0] == rep.exercise:
            made[-1] = (rep.exercise, made[-1][1] + 1)
        else:
            made.append((rep.exercise, 1))
    assert tuple(made) == SCRIPT.truth
    assert any(rep.mistake for rep in SCRIPT.reps)
    assert not all(rep.mistake for rep in SCRIPT.reps)


def test_it_fits_into_a_minute() -> None:
    reps = SCRIPT.reps
    assert reps[0].start_s > 6.0
    assert reps[-1].end_s < 57.5
    assert SCRIPT.duration_s > 60.0
    for before, after in pairwise(reps):
        pause = after.start_s - before.end_s
        assert pause >= (2.5 if before.exercise != after.exercise else 0.0)


def test_the_person_moves_like_one() -> None:
    points = SCRIPT.script.points
    assert np.isfinite(points).all()
    assert points[:, :, 1].min() > -0.02
    assert np.linalg.norm(np.diff(points, axis=0), axis=2).max() * SCRIPT.fps < 12.0


def test_unpaced_every_frame_comes_once() -> None:
    demo = Demo(paced=False, width=320, height=180)
    frames = [demo.read() for _ in range(3)]
    assert [f.index for f in frames if f] == [0, 1, 2]
    assert [f.t for f in frames if f] == pytest.approx([0.0, 1 / 30, 2 / 30])
    assert not demo.live
    demo._next = len(demo.script.points)
    assert demo.read() is None
    demo.close()
    demo.close()


def test_paced_it_keeps_time_and_skips_when_late() -> None:
    clock = Clock()
    demo = Demo(width=320, height=180, clock=clock, sleep=clock.sleep)
    demo.open()
    first, second = demo.read(), demo.read()
    assert first is not None
    assert second is not None
    assert (first.t, first.index) == (100.0, 0)
    assert second.t == pytest.approx(100.0 + 1 / 30)
    assert clock.now == pytest.approx(100.0 + 1 / 30)
    clock.now += 1.0
    late = demo.read()
    assert late is not None
    assert late.index == 31
    clock.now += 3600.0
    assert demo.read() is None


def test_it_repeats_when_asked() -> None:
    clock = Clock()
    demo = Demo(width=320, height=180, repeat=True, clock=clock, sleep=clock.sleep)
    demo.open()
    assert demo.read() is not None
    clock.now += 3600.0
    assert demo.read() is not None


def test_opening_an_open_demo_has_no_effect() -> None:
    """The mirror opens a source to know whether it can, and Live opens it again: the room is built once."""
    demo = Demo(paced=False)
    demo.open()
    first = demo.read()
    demo.open()
    second = demo.read()
    assert first is not None
    assert second is not None
    assert (first.index, second.index) == (0, 1)
