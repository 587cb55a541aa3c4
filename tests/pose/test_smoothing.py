from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirror.pose.region import Region
from mirror.pose.smoothing import OneEuro, Smoother
from tests.pose.fakes import reading_at

values = st.floats(-1e4, 1e4, allow_nan=False)
gaps = st.floats(0, 5, allow_nan=False)


@given(st.lists(st.tuples(values, gaps), min_size=1, max_size=40), st.floats(1e-4, 10))
def test_output_stays_between_what_was_seen(steps: list[tuple[float, float]], scale: float) -> None:
    smooth, t, seen = OneEuro(0.05, 80.0), 0.0, []
    for value, gap in steps:
        t += gap
        seen.append(value)
        out = smooth(np.array([value]), t, scale)
        assert np.isfinite(out).all()
        assert min(seen) - 1e-6 <= out[0] <= max(seen) + 1e-6


def naive(xs: list[float], ts: list[float], min_cutoff: float, beta: float) -> list[float]:
    """The filter as the paper writes it, one number at a time."""

    def alpha(cutoff: float, dt: float) -> float:
        return 1 / (1 + 1 / (2 * math.pi * cutoff) / dt)

    out, speed = [xs[0]], 0.0
    for k in range(1, len(xs)):
        dt = ts[k] - ts[k - 1]
        a = alpha(1.0, dt)
        speed = a * (xs[k] - xs[k - 1]) / dt + (1 - a) * speed
        a = alpha(min_cutoff + beta * abs(speed), dt)
        out.append(a * xs[k] + (1 - a) * out[-1])
    return out


def test_equals_the_paper() -> None:
    rng = np.random.default_rng(0)
    xs, ts = rng.normal(0, 1, 60).tolist(), np.cumsum(rng.uniform(0.01, 0.1, 60)).tolist()
    smooth = OneEuro(0.5, 3.0)
    got = [float(smooth(np.array([x]), t)[0]) for x, t in zip(xs, ts, strict=True)]
    np.testing.assert_allclose(got, naive(xs, ts, 0.5, 3.0), atol=1e-12)


@pytest.mark.parametrize(("rate", "frequency"), [(30, 1.2), (30, 2.0), (15, 1.2), (60, 1.2)])
def test_a_jumping_jack_lags_less_than_half_a_picture(rate: int, frequency: float) -> None:
    """A wrist's swing of 0.6 of the region, up to two a second, with tremble: the delay that fits best is small."""
    rng = np.random.default_rng(1)
    t = np.arange(10 * rate) / rate
    truth = 300 * 0.3 * np.cos(2 * math.pi * frequency * t)
    smooth = OneEuro(0.05, 80.0)
    out = np.array([smooth(np.array([x]), s, 1 / 300)[0] for x, s in zip(truth + rng.normal(0, 0.5, len(t)), t, strict=True)])
    delays = np.linspace(-0.02, 0.2, 441)
    kept = t > 1
    lag = delays[np.argmin([np.mean((np.interp(t[kept] - d, t, truth) - out[kept]) ** 2) for d in delays])]
    assert lag < min(0.5 / rate, 0.012)


def test_what_stands_still_trembles_less() -> None:
    rng = np.random.default_rng(2)
    noisy = 100 + rng.normal(0, 0.5, 300)
    smooth = OneEuro(0.05, 80.0)
    out = np.array([smooth(np.array([x]), k / 30, 1 / 300)[0] for k, x in enumerate(noisy)])
    assert out[60:].std() < 0.5 * noisy[60:].std()


def test_results_are_nobody_elses_arrays() -> None:
    smooth = OneEuro(0.05, 80.0)
    given_in = np.array([1.0, 2.0])
    first = smooth(given_in, 0.0)
    second = smooth(np.array([2.0, 3.0]), 0.1)
    kept = second.copy()
    smooth(np.array([9.0, 9.0]), 0.2)
    given_in[:] = 77
    np.testing.assert_array_equal(first, [1, 2])
    np.testing.assert_array_equal(second, kept)


def test_visibility_falls_with_time_not_with_pictures() -> None:
    def after_a_second(rate: int) -> float:
        smoother, region = Smoother(), Region(100, 100, 200)
        smoother(reading_at(region, visibility=1.0), 0.0)
        for k in range(1, rate + 1):
            _, _, seen = smoother(reading_at(region, visibility=0.0), k / rate)
        return float(seen[0])

    assert after_a_second(30) == pytest.approx(0.9**30, rel=1e-6)
    assert after_a_second(60) == pytest.approx(after_a_second(15), rel=1e-6)


def test_reset_lets_the_next_reading_pass() -> None:
    smoother, near, far = Smoother(), Region(100, 100, 200), Region(700, 100, 200)
    smoother(reading_at(near), 0.0)
    smoother.reset()
    reading = reading_at(far, visibility=0.3)
    points, world, visibility = smoother(reading, 0.03)
    np.testing.assert_array_equal(points, reading.points)
    np.testing.assert_array_equal(world, reading.world)
    np.testing.assert_array_equal(visibility, reading.visibility)
