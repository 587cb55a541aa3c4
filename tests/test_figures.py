from __future__ import annotations

import math

import pytest

from mirror.figures import Rolling


def test_quantiles_of_the_last_ones() -> None:
    rolling = Rolling(size=100)
    assert math.isnan(rolling.median())
    for value in range(250):
        rolling.add(float(value))
    assert rolling.total == 250
    assert list(rolling.last()) == [float(v) for v in range(150, 250)]
    assert rolling.median() == pytest.approx(199.5)
    assert rolling.quantile(0.95) == pytest.approx(244.05)
    assert rolling.median(count=3) == 248.0


def test_the_rate_of_moments() -> None:
    rolling = Rolling(size=256)
    assert math.isnan(rolling.rate(0.0))
    for index in range(200):
        rolling.add(index / 30.0)
    assert rolling.rate(199 / 30.0) == pytest.approx(30.0, rel=0.02)
    assert rolling.rate(199 / 30.0 + 1.5) == pytest.approx(15.0, rel=0.05)  # it halves while nothing comes
    assert rolling.rate(100.0) == 0.0
