"""Curves before they are drawn: gaps stay gaps, whatever is thinned; names and amounts."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirror.geometry.measures import MEASURES
from mirror.review.core import Curve
from tests.ui.review import acted
from ui.review.plots import names, texts
from ui.review.plots.traces import (
    Trace,
    gaps,
    nearest_repetition,
    repetition_at,
    repetitions_of,
    runs,
    span_of,
    thinned,
    trace_of,
    value_at,
    within,
)

NAN = math.nan


def curve(values: list[float], t: list[float] | None = None) -> Curve:
    array = np.array(values)
    times = np.arange(len(values)) / 16.0 if t is None else np.array(t)
    return Curve("left_knee", "deg", times, array, np.where(np.isnan(array), math.inf, 2.0))


def test_runs_and_gaps() -> None:
    trace = trace_of(curve([NAN, 1.0, 2.0, NAN, NAN, 3.0, NAN]))
    assert runs(trace.values) == [(1, 3), (5, 6)]
    assert [(round(a * 16), round(b * 16)) for a, b in gaps(trace)] == [(0, 1), (2, 5), (5, 6)]
    assert [(round(a * 16), round(b * 16)) for a, b in gaps(trace, 0.1)] == [(2, 5)]
    assert runs(np.array([])) == []
    assert gaps(trace_of(curve([]))) == []
    assert len(gaps(trace_of(curve([NAN, NAN, NAN])))) == 1


def test_a_pause_of_the_recording_breaks_the_line() -> None:
    trace = trace_of(curve([1.0, 2.0, 3.0, 4.0], [0.0, 0.1, 5.0, 5.1]))
    assert runs(trace.values) == [(0, 2), (3, 5)]
    assert gaps(trace) == [(0.1, 5.0)]


def test_an_infinite_error_is_not_seen() -> None:
    bad = Curve("left_knee", "deg", np.array([0.0, 0.1]), np.array([90.0, 91.0]), np.array([math.inf, 1.0]))
    assert runs(trace_of(bad).values) == [(1, 2)]


@given(st.lists(st.one_of(st.floats(-100, 100), st.just(NAN)), min_size=1, max_size=400), st.integers(1, 60))
def test_thinning_keeps_the_extremes_and_every_gap_between_samples(values: list[float], buckets: int) -> None:
    whole = trace_of(curve(values))
    thin = thinned(whole, buckets)
    assert len(thin.t) <= max(len(values) if len(values) // buckets < 4 else 0, 3 * buckets + 3 * (len(values) // buckets))
    assert np.all(np.diff(thin.t) > 0)
    known = np.isfinite(whole.values)
    assert np.isfinite(thin.values).any() == known.any()
    if known.any():
        assert np.nanmin(thin.values) == np.nanmin(whole.values)
        assert np.nanmax(thin.values) == np.nanmax(whole.values)
    # Two samples that are joined in the thin one have nothing unseen between them in a whole bucket of the thick one.
    size = len(values) // buckets
    for a, b in runs(thin.values):
        first, last = np.searchsorted(whole.t, [thin.t[a], thin.t[b - 1]])
        lost = (~known[first:last]).nonzero()[0]
        assert len(lost) <= 2 * max(size, 1), "a gap was joined over"


def test_what_is_zoomed_in_keeps_a_neighbour_on_each_side() -> None:
    trace = trace_of(curve([float(i) for i in range(32)]))
    assert within(trace, 0.5, 1.0).t.tolist() == [i / 16 for i in range(7, 17)]
    assert len(within(trace, 5.0, 6.0).t) == 1


def test_the_value_at_a_moment() -> None:
    one = curve([90.0, 100.0, NAN, 80.0])
    assert value_at(one, 0.06) == (100.0, 2.0)
    assert math.isnan(value_at(one, 2 / 16)[0])
    assert math.isnan(value_at(one, 9.0)[0])
    assert math.isnan(value_at(curve([]), 0.0)[0])


def test_spans_are_of_what_is_known() -> None:
    low, high = span_of([np.array([10.0, NAN]), np.array([20.0])])
    assert low < 10.0 < 20.0 < high
    assert span_of([np.array([NAN])]) == (0.0, 1.0)
    flat = span_of([np.array([0.0, 0.0])])
    assert flat[0] < 0.0 < flat[1]


def test_repetitions_are_found_by_time_and_by_place() -> None:
    view = acted.squats()
    every = repetitions_of(view)
    assert [one.number for one in every] == list(range(1, 9))
    assert repetitions_of(None) == ()
    third = every[2]
    assert repetition_at(every, (third.start_t + third.end_t) / 2) is third
    assert repetition_at(every, view.start_t) is None
    measured = view.measures["left_knee"]
    found = nearest_repetition(measured, 0.5, float(measured.repetitions[1].values[50]), 0.1)
    assert found is not None
    assert found.seq == measured.repetitions[1].seq
    assert nearest_repetition(measured, 0.5, 400.0, 10.0) is None


def test_every_measure_has_a_title_and_amounts_their_decimals() -> None:
    assert {names.bare(name) for name in MEASURES} <= texts.MEASURES.keys()
    assert names.title_of("left_knee") == "Knee, left"
    assert names.title_of("torso_lean") == "Trunk from vertical"
    assert names.title_of("left_something_new") == "Something new, left"
    assert names.amount(91.6, "deg", 3.7) == "92° ± 4°"
    assert names.amount(NAN, "deg", 3.7) == "–"
    assert names.amount(0.125, "share") == "12 %"
    assert names.amount(-0.001, "torsos") == "0.00"
    assert names.kind_word("rejected") == "rejected"
    assert names.kind_word("new") == "new"


@pytest.mark.parametrize(
    ("seconds", "tenths", "said"),
    [(0.0, False, "0:00"), (65.26, True, "1:05.3"), (59.96, True, "1:00.0"), (-3.0, False, "-0:03"), (NAN, False, "–")],
)
def test_the_clock(seconds: float, tenths: bool, said: str) -> None:
    assert names.clock(seconds, tenths=tenths) == said


def test_a_trace_may_be_empty() -> None:
    nothing = Trace(np.empty(0), np.empty(0), np.empty(0))
    assert len(thinned(nothing, 100).t) == 0
