"""A change is claimed only where there is one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mirror.review.change import AUTOCORRELATION, detectable, period
from tests.review.rates import MIXES, Mix, mixed, simulate

weeks = st.lists(st.floats(-100, 100), min_size=8, max_size=8)


@pytest.mark.parametrize("k", [3, 4])
@pytest.mark.parametrize("rho", [0.0, 0.2])
@pytest.mark.parametrize("lasting", [0.0, 7.0])
def test_without_a_change_one_is_claimed_in_at_most_five_of_a_hundred_and_twice_the_limit_is_told(
    k: int, rho: float, lasting: float
) -> None:
    rates = simulate(np.random.default_rng(3), 4000, k, rho, lasting)
    assert rates.claimed <= 0.05
    assert rates.told >= 0.95


@pytest.mark.parametrize(("first", "last"), MIXES)
def test_of_mixed_views_no_more_is_claimed(first: Mix, last: Mix) -> None:
    rates = mixed(np.random.default_rng(5), 2000, first, last)
    assert rates.claimed <= 0.055
    assert rates.told >= 0.95


def test_with_many_sure_weeks_it_is_the_published_formula() -> None:
    """1.96 * sqrt(2) * SEM, but for Student's t and for weeks that resemble each other."""
    rng = np.random.default_rng(0)
    first, last = (list(rng.normal(50, 4, 4000)) for _ in range(2))
    sem = 4.0 / math.sqrt(4000) * math.sqrt((1 + AUTOCORRELATION) / (1 - AUTOCORRELATION))
    assert detectable(first, last) == pytest.approx(1.96 * math.sqrt(2) * sem, rel=0.03)


def test_few_weeks_ask_for_more() -> None:
    assert stats.t.ppf(0.975, 4) > 2.7
    assert detectable([48, 50, 52], [48, 50, 52]) > detectable([48, 50, 52] * 4, [48, 50, 52] * 4)


@given(weeks, st.floats(-50, 50), st.floats(0.1, 10))
def test_it_moves_with_the_unit_and_not_with_the_zero(values: list[float], shift: float, scale: float) -> None:
    first, last = values[:4], values[4:]
    plain = detectable(first, last)
    moved = detectable([scale * (x + shift) for x in first], [scale * (x + shift) for x in last])
    assert moved == pytest.approx(scale * plain, rel=1e-6, abs=1e-6)
    assert detectable(last, first) == pytest.approx(plain)


@given(weeks, st.floats(0, 20), st.floats(0, 20))
def test_what_is_wrong_for_good_never_makes_it_smaller(values: list[float], less: float, more: float) -> None:
    less, more = sorted((less, more))
    assert detectable(values[:4], values[4:], less) <= detectable(values[:4], values[4:], more) + 1e-9
    assert detectable(values[:4], values[4:], more) >= 1.96 * math.sqrt(2) * more - 1e-9


def test_weeks_that_agree_exactly_are_not_believed_to_be_exact() -> None:
    assert detectable([10, 10, 10], [10, 10, 10], least=1.0) > 2.0


def test_how_many_weeks_are_compared() -> None:
    assert [period(n) for n in (0, 5, 6, 7, 8, 9, 50)] == [0, 0, 3, 3, 4, 4, 4]
    with pytest.raises(ValueError, match="two periods"):
        detectable([1.0], [1.0])
    with pytest.raises(ValueError, match="as many"):
        detectable([1.0, 2.0], [1.0, 2.0, 3.0])
