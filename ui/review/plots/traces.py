"""Curves as they are drawn: broken where nothing was seen, thinned to what a screen can show; no Qt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.review.core import Curve, MeasureView, RepetitionCurve, SetView

Array = NDArray[np.float64]

PAUSE_SAMPLES = 2.5
"""Samples further apart than so many usual steps are not joined: there was nothing between them."""


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """A curve ready to be drawn: `t`, `values`, `error` (N,) with a NaN sample wherever the line must break."""

    t: Array
    values: Array
    error: Array


EMPTY = Trace(np.empty(0), np.empty(0), np.empty(0))


def trace_of(curve: Curve) -> Trace:
    """The curve with a break in every pause of the recording; infinite values and errors count as not seen."""
    values = np.where(np.isfinite(curve.values) & np.isfinite(curve.error), curve.values, np.nan)
    error = np.where(np.isnan(values), np.nan, curve.error)
    if len(curve.t) < 3:
        return Trace(curve.t, values, error)
    steps = np.diff(curve.t)
    pauses = np.flatnonzero(steps > PAUSE_SAMPLES * float(np.median(steps)))
    if not len(pauses):
        return Trace(curve.t, values, error)
    between = (curve.t[pauses] + curve.t[pauses + 1]) / 2
    at = pauses + 1
    return Trace(np.insert(curve.t, at, between), np.insert(values, at, np.nan), np.insert(error, at, np.nan))


def runs(values: Array) -> list[tuple[int, int]]:
    """Where values are finite: [start, stop) of each stretch, in order."""
    known = np.concatenate([[False], np.isfinite(values), [False]])
    edges = np.flatnonzero(known[1:] != known[:-1])
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def gaps(trace: Trace, least_s: float = 0.0) -> list[tuple[float, float]]:
    """Stretches of time, at least so long, in which the measure was not seen: from the last sample before to the first after."""
    if not len(trace.t):
        return []
    seen = runs(trace.values)
    edges = [float(trace.t[0]), *(float(trace.t[i]) for a, b in seen for i in (a, b - 1)), float(trace.t[-1])]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a > max(least_s, 0.0)]


def thinned(trace: Trace, buckets: int) -> Trace:
    """At most about two samples a bucket: the lowest and the highest, in their order; every gap stays one.

    A bucket in which something is missing keeps a NaN, so that what was not seen is never joined over.
    """
    n = len(trace.t)
    size = n // max(buckets, 1)
    if size < 4:
        return trace
    whole = n // size * size
    block = trace.values[:whole].reshape(-1, size)
    missing = np.isnan(block)
    low = np.where(missing, np.inf, block).argmin(axis=1)
    high = np.where(missing, -np.inf, block).argmax(axis=1)
    holes = missing.argmax(axis=1)
    start = np.arange(len(block)) * size
    kept = [start + low, start + high, (start + holes)[missing.any(axis=1)], np.arange(whole, n)]
    index = np.unique(np.concatenate(kept))
    return Trace(trace.t[index], trace.values[index], trace.error[index])


def within(trace: Trace, start: float, end: float) -> Trace:
    """The samples from `start` to `end` seconds and one more on either side."""
    a = max(int(np.searchsorted(trace.t, start)) - 1, 0)
    b = int(np.searchsorted(trace.t, end)) + 1
    return Trace(trace.t[a:b], trace.values[a:b], trace.error[a:b])


def value_at(curve: Curve, t: float) -> tuple[float, float]:
    """(value, error) of the sample next to `t`; NaN where none is near or it was not seen."""
    if not len(curve.t):
        return math.nan, math.nan
    i = int(np.searchsorted(curve.t, t))
    if i == len(curve.t) or (i and t - curve.t[i - 1] < curve.t[i] - t):
        i -= 1
    step = float(np.median(np.diff(curve.t))) if len(curve.t) > 1 else 1.0
    if abs(float(curve.t[i]) - t) > 1.5 * step:
        return math.nan, math.nan
    value, error = float(curve.values[i]), float(curve.error[i])
    return (value, error) if math.isfinite(value) else (math.nan, math.nan)


def repetitions_of(view: SetView | None) -> tuple[RepetitionCurve, ...]:
    """Every repetition of the set once, in the order of time; where sides take turns each measure has only its own."""
    if view is None:
        return ()
    every = {one.seq: one for measure in view.measures.values() for one in measure.repetitions}
    return tuple(sorted(every.values(), key=lambda one: one.start_t))


def extent_of(view: SetView | None) -> tuple[float, float]:
    """From when to when a set has something to show: its own bounds, its repetitions and its mistakes, seconds."""
    if view is None:
        return 0.0, 1.0
    every = repetitions_of(view)
    start = min([view.start_t, *(one.start_t for one in every), *(mark.t for mark in view.mistakes)])
    end = max([view.end_t, *(one.end_t for one in every), *(mark.t for mark in view.mistakes)])
    return start, end


def covering(view: SetView | None, curves: Sequence[Curve]) -> tuple[float, float]:
    """The extent of a set, as much longer as the curves reach beyond it; a second where there would be none."""
    extent = extent_of(view)
    ends = [float(curve.t[i]) for curve in curves if len(curve.t) for i in (0, -1)]
    start, end = min([extent[0], *ends]), max([extent[1], *ends])
    return (start, end) if end > start else (start, start + 1.0)


def repetition_at(repetitions: Sequence[RepetitionCurve], t: float) -> RepetitionCurve | None:
    """The repetition that holds the moment, or None between two."""
    return next((one for one in repetitions if one.start_t <= t <= one.end_t), None)


def span_of(values: list[Array], errors: list[Array] | None = None) -> tuple[float, float]:
    """Lowest and highest of all that is finite with 6 % of air; (0, 1) where nothing is."""
    lows = [v - e for v, e in zip(values, errors, strict=True)] if errors else values
    highs = [v + e for v, e in zip(values, errors, strict=True)] if errors else values
    low = min((float(np.nanmin(v)) for v in lows if np.isfinite(v).any()), default=math.nan)
    high = max((float(np.nanmax(v)) for v in highs if np.isfinite(v).any()), default=math.nan)
    if math.isnan(low) or math.isnan(high):
        return 0.0, 1.0
    air = 0.06 * (high - low) or max(abs(high) * 0.05, 0.01)
    return low - air, high + air


def nearest_repetition(measure: MeasureView, phase: float, value: float, reach: float) -> RepetitionCurve | None:
    """The repetition whose curve at `phase` (0..1) comes nearest to `value`, at most `reach` away."""
    best: tuple[float, RepetitionCurve] | None = None
    for one in measure.repetitions:
        away = abs(float(one.values[min(max(round(phase * (len(one.values) - 1)), 0), len(one.values) - 1)]) - value)
        if away <= reach and (best is None or away < best[0]):
            best = (away, one)
    return best[1] if best else None
