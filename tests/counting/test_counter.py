"""Counting on depths whose truth is known."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mirror.counting import Counter, Hold, Movement
from mirror.exercises.core import RangeOfMotion

ROM = RangeOfMotion(full=0.7, partial=0.33, min_seconds=0.45, max_seconds=10.0)


def count(depth: Callable[[float], float], seconds: float, fps: float = 30.0, rom: RangeOfMotion = ROM) -> list[Movement]:
    counter = Counter(rom)
    found = [counter.step(i / fps, depth(i / fps)) for i in range(round(seconds * fps))]
    return [m for m in found if m is not None]


def swings(period: float, low: float = 0.0, high: float = 1.0, lead: float = 1.0) -> Callable[[float], float]:
    """At rest for `lead` seconds, then a cosine."""
    return lambda t: low if t < lead else low + (high - low) * 0.5 * (1 - math.cos(2 * math.pi * (t - lead) / period))


@given(
    reps=st.integers(1, 8),
    period=st.floats(1.0, 6.0),
    low=st.floats(-0.2, 0.25),
    high=st.floats(0.8, 1.5),
    fps=st.sampled_from([15.0, 24.0, 30.0, 60.0]),
    noise=st.integers(0, 3),
)
@settings(max_examples=150, deadline=None)
def test_every_swing_counts_once(reps: int, period: float, low: float, high: float, fps: float, noise: int) -> None:
    rng = np.random.default_rng(noise)
    clean = swings(period, low, high)
    end = 1.0 + reps * period
    found = count(lambda t: (clean(t) if t < end else low) + 0.02 * noise * rng.normal(), end + 1.0, fps)
    assert [m.kind for m in found] == ["full"] * reps
    for k, m in enumerate(found):
        assert m.start_t == pytest.approx(1.0 + k * period, abs=0.3 * period)
        assert m.peak_t == pytest.approx(1.0 + (k + 0.5) * period, abs=0.25 * period)
        assert m.start_t < m.peak_t < m.end_t <= 1.0 + (k + 1) * period + 0.1


def test_a_repetition_is_closed_before_the_next_begins() -> None:
    counter = Counter(ROM)
    depth = swings(2.0)
    closed = [i / 30 for i in range(150) if counter.step(i / 30, depth(i / 30))]
    # Down to 40 % of the peak: two thirds of the way back, plus the filter's frame.
    assert closed == pytest.approx([2.57, 4.57], abs=0.1)


@given(st.floats(0.38, 0.6))
@settings(max_examples=30, deadline=None)
def test_half_a_range_is_partial_with_its_depth(high: float) -> None:
    found = count(swings(2.0, 0.0, high), 9.0)
    assert [m.kind for m in found] == ["partial"] * 4
    assert all(m.depth == pytest.approx(high, abs=0.05) for m in found)


@given(st.integers(0, 50))
@settings(max_examples=40, deadline=None)
def test_standing_and_fidgeting_is_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    drift = np.cumsum(rng.normal(0, 0.004, 1800))
    drift -= np.linspace(0, drift[-1], 1800)
    drift = np.clip(drift, -0.1, 0.1)
    noise = rng.normal(0, 0.03, 1800)
    assert count(lambda t: drift[int(t * 30)] + noise[int(t * 30)], 60.0) == []


def test_too_fast_is_rejected_with_the_reason() -> None:
    found = count(swings(0.4), 1.0 + 5 * 0.4)
    assert {(m.kind, m.reason) for m in found} == {("rejected", "too fast")}


def test_too_slow_is_rejected_with_the_reason() -> None:
    found = count(swings(20.0), 25.0)
    assert [(m.kind, m.reason) for m in found] == [("rejected", "too slow")]


def test_starting_from_the_bottom() -> None:
    # A static lunge: the first frames are already deep. Up, then down and up twice.
    found = count(lambda t: 0.5 * (1 + math.cos(2 * math.pi * t / 2.0)), 5.1)
    assert [m.kind for m in found] == ["full"] * 2


def test_somebody_who_no_longer_comes_back_to_the_first_rest() -> None:
    # Stands upright at first, then stays bent between repetitions.
    def depth(t: float) -> float:
        if t < 1.0:
            return 0.0
        if t < 2.0:
            return 0.5 * (1 - math.cos(math.pi * (t - 1.0)))
        return 0.45 + 0.55 * 0.5 * (1 + math.cos(2 * math.pi * (t - 2.0) / 2.0))

    assert len(count(depth, 9.5)) == 4


def test_a_pulse_at_the_bottom_is_one_repetition() -> None:
    def depth(t: float) -> float:
        base = swings(4.0)(t)
        return base - (0.2 * math.sin(math.pi * (t - 2.7) / 0.6) if 2.7 < t < 3.3 else 0.0)

    assert [m.kind for m in count(depth, 6.0)] == ["full"]


def test_out_of_the_picture() -> None:
    clean = swings(4.0)
    hidden = count(lambda t: math.nan if 2.2 < t < 3.0 else clean(t), 8.0)
    assert [(m.kind, m.reason) for m in hidden] == [("rejected", "out of the picture"), ("full", None)][: len(hidden)]
    assert hidden[0].reason == "out of the picture"
    glimpse = count(lambda t: math.nan if 2.2 < t < 2.5 else clean(t), 5.5)
    assert [m.kind for m in glimpse] == ["full"]
    gone = count(lambda t: math.nan if 2.2 < t < 4.4 else clean(t), 5.5)
    assert gone == []


def test_the_end_cuts_a_repetition_off() -> None:
    def stopped(after: float) -> Movement | None:
        counter = Counter(ROM)
        depth = swings(4.0)
        for i in range(round(after * 30)):
            assert counter.step(i / 30, depth(i / 30)) is None
        return counter.finish(after)

    nearly = stopped(3.95)
    assert nearly is not None
    assert nearly.kind == "full"
    assert stopped(3.1) is None
    assert stopped(2.0) is None


def test_phases_follow_the_movement() -> None:
    counter = Counter(ROM)
    depth = swings(4.0)
    phases = []
    for i in range(round(9.0 * 30)):
        counter.step(i / 30, depth(i / 30))
        if not phases or phases[-1] != counter.phase:
            phases.append(counter.phase)
    assert phases == ["rest", "out", "peak", "back", "rest", "out", "peak", "back", "rest"]


def test_a_hold_lasts_from_taking_to_leaving_the_position() -> None:
    hold = Hold(ROM)
    over = []
    for i in range(600):
        t = i / 30
        depth = 1.0 if 3.0 <= t < 13.0 else 0.0
        if 8.0 < t < 8.5:
            depth = math.nan
        ended = hold.step(t, depth)
        if ended is not None:
            over.append((t, ended))
        if 4.0 < t < 13.0:
            assert hold.holding
            assert hold.start_t == pytest.approx(3.0, abs=0.04)
    assert len(over) == 1
    assert over[0][1] == pytest.approx(10.0, abs=0.1)
    assert over[0][0] == pytest.approx(14.0, abs=0.1)


def test_passing_through_a_position_is_no_hold() -> None:
    hold = Hold(ROM)
    for i in range(300):
        hold.step(i / 30, 1.0 if i % 30 < 12 else 0.0)
        assert not hold.holding


def test_a_small_swing_near_the_bottom_is_not_a_full_repetition() -> None:
    def depth(t: float) -> float:
        if t < 7.0:
            return swings(2.0)(t)
        return swings(2.0, 0.0, 1.0, 7.0)(t) if t < 8.0 else 0.82 + 0.18 * math.cos(2 * math.pi * (t - 8.0) / 1.5)

    found = count(depth, 14.0)
    assert [m.kind for m in found[:3]] == ["full"] * 3
    assert "full" not in [m.kind for m in found[3:]]


STANDING_UP = RangeOfMotion(full=0.7, partial=0.33, min_seconds=0.45, max_seconds=10.0, done_at="peak")


def test_who_stands_up_and_stays_has_done_one() -> None:
    risen = [m for m in (count(lambda t: min(max(t - 1.0, 0.0), 1.0), 8.0, rom=rom) for rom in (ROM, STANDING_UP))]
    assert [len(m) for m in risen] == [0, 1]
    ((movement,),) = risen[1:]
    assert movement.kind == "full"
    assert 2.0 < movement.end_t < 4.0
    assert movement.peak_t == movement.end_t


def test_from_standing_to_standing_is_one_though_the_recording_ends_there() -> None:
    """UI-PRMD records sit to stand so: standing, sitting, standing."""
    counter = Counter(STANDING_UP)
    told = [counter.step(i / 30, 0.5 + 0.5 * math.cos(2 * math.pi * i / 90)) for i in range(90)]
    last = counter.finish(3.0)
    assert not any(told)
    assert last is not None
    assert last.kind == "full"


def test_who_sits_down_again_is_counted_once() -> None:
    slow = swings(8.0)
    for rom in (ROM, STANDING_UP):
        assert [m.kind for m in count(slow, 25.5, rom=rom)] == ["full"] * 3
    stays = count(lambda t: 1.0 if 3.0 < t % 8.0 < 6.0 else 0.0, 24.0, rom=STANDING_UP)
    assert [m.kind for m in stays] == ["full"] * 3
