"""The grid gives the same evenly spaced points whatever the camera's jitter."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mirror.recognition.grid import Grid

JITTER = st.lists(st.floats(0.004, 0.2), min_size=1, max_size=80)


def run(grid: Grid, times: list[float], present: list[bool] | None = None) -> list[tuple[float, np.ndarray | None]]:
    out = []
    for i, t in enumerate(times):
        seen = present is None or present[i]
        out += grid.push(t, np.array([2.0 * t - 1.0, 5.0]) if seen else None)
    return out


@given(JITTER, st.floats(0, 1000))
def test_any_jitter_gives_the_line_at_even_times(steps: list[float], start: float) -> None:
    times = list(start + np.cumsum([0.0, *steps]))
    points = run(Grid(16), times)
    assert len(points) == int((times[-1] - start + 1e-6) * 16) + 1
    for k, (t, values) in enumerate(points):
        assert t == pytest.approx(start + k / 16, abs=1e-9)
        assert values is not None
        np.testing.assert_allclose(values, [2.0 * t - 1.0, 5.0], atol=1e-4)


@given(st.lists(st.tuples(st.floats(0.004, 0.6), st.booleans()), min_size=1, max_size=80))
@settings(max_examples=200)
def test_absent_pushes_change_nothing_and_long_gaps_are_absent(steps: list[tuple[float, bool]]) -> None:
    times = list(np.cumsum([0.0] + [s for s, _ in steps]))
    present = [True] + [p for _, p in steps]
    present[-1] = True
    every = run(Grid(16), times, present)
    only = run(Grid(16), [t for t, p in zip(times, present, strict=True) if p])
    assert [t for t, _ in every] == [t for t, _ in only]
    seen = [t for t, p in zip(times, present, strict=True) if p]
    for (t, a), (_, b) in zip(every, only, strict=True):
        before, after = max(s for s in seen if s <= t + 2e-6), min(s for s in seen if s >= t - 2e-6)
        if a is None:
            assert b is None
            assert after - before > 0.25 - 1e-5
        else:
            assert b is not None
            np.testing.assert_allclose(a, b)
            assert after - before < 0.25 + 1e-5


def test_a_gap_is_told_as_soon_as_it_is_too_long() -> None:
    grid = Grid(16)
    assert len(grid.push(0.0, np.zeros(1))) == 1
    assert grid.push(0.2, None) == []
    assert [v for _, v in grid.push(0.3, None)] == [None] * 4


def test_nan_is_not_interpolated() -> None:
    grid = Grid(16)
    grid.push(0.0, np.array([0.0, np.nan]))
    ((_, values),) = grid.push(0.1, np.array([1.0, 1.0]))
    assert values is not None
    assert values[0] == pytest.approx(0.625)
    assert np.isnan(values[1])


def test_a_very_long_silence_starts_a_new_grid() -> None:
    grid = Grid(16)
    grid.push(0.0, np.zeros(1))
    assert grid.push(1e6, None) == []
    ((t, values),) = grid.push(1e6 + 0.01, np.ones(1))
    assert t == 1e6 + 0.01
    assert values is not None


def test_time_must_rise() -> None:
    grid = Grid(16)
    grid.push(1.0, None)
    with pytest.raises(ValueError, match="rise"):
        grid.push(1.0, np.zeros(1))
