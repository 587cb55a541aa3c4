"""The grid under teaching: gaps, smoothing, sides that are guesses; extrema and runs of swings."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from mirror.geometry.measures import INDEX, MEASURES
from mirror.teaching.anatomy import FAMILY, PLACING, SCORED, listed, part_of
from mirror.teaching.core import PLACES, Seen
from mirror.teaching.series import LENGTHS, Series, base_of, channel
from mirror.teaching.swings import extrema, runs


def seen(seconds: float = 6.0, fps: float = 30.0, **curves: float) -> Seen:
    t = np.arange(0.0, seconds, 1.0 / fps)
    values = np.full((len(t), len(MEASURES)), np.nan)
    sigma = np.full(values.shape, np.inf)
    for name, level in curves.items():
        values[:, INDEX[name]], sigma[:, INDEX[name]] = level, 5.0
    flat = np.tile([640.0, 400.0, 150.0], (len(t), 1))
    return Seen(t, values, sigma, np.zeros(len(t)), flat, np.zeros((len(t), len(PLACES))))


def waves(count: int, rest: float = 0.0, peak: float = 10.0, lead: int = 30, still: int = 8) -> np.ndarray:
    one = rest + (peak - rest) * 0.5 * (1.0 - np.cos(np.linspace(0.0, 2.0 * np.pi, 30)))
    parts = [np.full(lead, rest)]
    for _ in range(count):
        parts += [one, np.full(still, rest)]
    return np.concatenate([*parts, np.full(lead, rest)])


def test_every_measure_that_is_read_exists_and_is_named() -> None:
    for measure in (*FAMILY, *SCORED, *PLACING, *LENGTHS):
        assert any(base_of(name) == measure for name in MEASURES), measure
    assert part_of("knee") == "the knees"
    assert listed(("the knees", "the trunk", "the hips")) == "the knees, trunk and hips"
    assert listed(("the trunk", "the trunk")) == "the trunk"


def test_short_gaps_are_bridged_and_long_ones_are_not() -> None:
    told = seen(left_knee=100.0)
    told.values[30:45] = np.nan
    told.values[90:140] = np.nan
    series = Series.of(told)
    knee = series.values[:, INDEX["left_knee"]]
    assert knee[series.at(1.2)] == pytest.approx(100.0)
    assert np.isnan(knee[series.at(3.8)])
    assert np.isinf(series.sigma[INDEX["right_knee"]])


def test_a_side_that_is_much_less_sure_is_left_out() -> None:
    told = seen(left_elbow=160.0, right_elbow=60.0)
    both = channel(Series.of(told), "elbow", "both")
    assert both.x[20] == pytest.approx(110.0)
    told.sigma[:, INDEX["right_elbow"]] = 40.0
    alone = channel(Series.of(told), "elbow", "both")
    assert alone.x[20] == pytest.approx(160.0)
    assert alone.sigma == pytest.approx(5.0)


def test_extrema_alternate_and_small_ones_are_none() -> None:
    x = (waves(3) + 0.3 * np.sin(np.arange(len(waves(3))))).tolist()
    places, high_first = extrema(x, 5.0)
    assert len(places) == 7
    assert not high_first
    assert [x[i] > 5.0 for i in places] == [False, True, False, True, False, True, False]
    assert extrema(x, 50.0) == ([], False)


def test_a_run_begins_where_rest_is_left() -> None:
    (swings, direction), *_ = (found for found in runs(waves(4), 5.0) if found[1] == 1)
    assert direction == 1
    assert len(swings) == 4
    assert swings[0].start == pytest.approx(30, abs=5)
    assert all(a.end <= b.start for a, b in pairwise(swings))


def test_swings_that_are_not_alike_are_no_run() -> None:
    x = np.concatenate([waves(1, peak=10.0), waves(1, peak=3.0), waves(1, peak=10.0)])
    assert not [found for found in runs(x, 2.0) if found[1] == 1 and len(found[0]) > 2]
