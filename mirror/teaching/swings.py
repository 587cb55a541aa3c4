"""Swings of one curve: its important extrema, and the runs of like swings between them.

Source of the extrema: Fink and Pratt, "Indexing of Compressed Time Series" (in Data Mining in Time Series Databases, 2004),
section 2: a point is an important minimum or maximum when the curve comes back from it by more than a given distance.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mirror.teaching.core import Array
from mirror.teaching.series import RATE_HZ

ALIKE = 0.5
"""The smallest swing of a run is at least this share of its largest."""
RETURNS = 0.4
"""The rests of a run lie within this share of its swings."""
TEMPI = 2.0
"""The first and the last repetition of a run take at most this many times as long or short as the usual one."""
RESTLESS = 0.12
"""A curve with more extrema than this share of its moments trembles: it shows nothing at that size."""
LONGEST_S = 20.0
"""From one peak to the next, at most."""
LEFT = 0.12
"""A repetition begins where the curve has left its rest by this share of the swing, and ends where it is as near again."""
AROUND_S = 0.25
"""So long before the start and after the end counts as rest."""


@dataclass(frozen=True, slots=True)
class Swing:
    """One repetition on the grid: the moments (indices) when it leaves rest, is furthest, and is back."""

    start: int
    peak: int
    end: int


def extrema(x: list[float], least: float) -> tuple[list[int], bool]:
    """Indices of the important extrema of x (no NaN), which alternate; whether the first one is a maximum.

    The ends of the curve are none, but the extreme before the first turn and after the last one are.
    """
    places: list[int] = []
    low = high = 0
    up: bool | None = None
    for i, value in enumerate(x):
        if up is None:
            high = i if value > x[high] else high
            low = i if value < x[low] else low
            if value - x[low] > least:
                places.append(low)
                up, high = True, i
            elif x[high] - value > least:
                places.append(high)
                up, low = False, i
        elif up:
            if value > x[high]:
                high = i
            elif x[high] - value > least:
                places.append(high)
                up, low = False, i
        elif value < x[low]:
            low = i
        elif value - x[low] > least:
            places.append(low)
            up, high = True, i
    if up is not None:
        places.append(high if up else low)
    return places, bool(places) and len(places) > 1 and x[places[0]] > x[places[1]]


def runs(x: Array, least: float) -> Iterator[tuple[list[Swing], int]]:
    """Every longest run of at least two like swings of more than `least`, with its direction: +1 the curve rises to the peaks.

    x may hold NaN: a run never reaches over it.
    """
    for first, last in _known(x):
        part = x[first:last].tolist()
        places, high_first = extrema(part, least)
        if len(places) > RESTLESS * len(part):
            continue
        for direction in (1, -1):
            y = part if direction == 1 else [-value for value in part]
            # The curve turned so that peaks are high: extrema at odd or even places are the peaks.
            offset = 1 if (direction == 1) != high_first else 0
            peaks = [k for k in range(offset, len(places), 2) if 0 < k < len(places) - 1]
            for some in _alike(y, places, peaks):
                found = _bounded(y, places, some)
                if len(found) >= 2:
                    yield [Swing(w.start + first, w.peak + first, w.end + first) for w in found], direction


def _known(x: Array) -> Iterator[tuple[int, int]]:
    """(first, end) of the stretches without NaN."""
    there = np.concatenate([[False], np.isfinite(x), [False]])
    edges = np.flatnonzero(there[1:] != there[:-1])
    for first, end in zip(edges[::2], edges[1::2], strict=True):
        if end - first > RATE_HZ:
            yield int(first), int(end)


def _alike(y: list[float], places: list[int], peaks: list[int]) -> Iterator[list[int]]:
    """Longest stretches of `peaks` (indices into places) that are like each other; each is given once."""
    done = -1
    for i in range(len(peaks)):
        j = i
        while j + 1 < len(peaks) and _one_run(y, places, peaks[i : j + 2]):
            j += 1
        if j > i and j > done:
            done = j
            yield peaks[i : j + 1]


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def _one_run(y: list[float], places: list[int], peaks: list[int]) -> bool:
    inner = [y[places[k + 1]] for k in peaks[:-1]]
    rest = _middle(inner)
    height = [y[places[k]] - rest for k in peaks]
    if min(height) < ALIKE * max(height) or min(height) <= 0.0:
        return False
    if max(inner) - min(inner) > RETURNS * _middle(height):
        return False
    return places[peaks[-1]] - places[peaks[-2]] <= LONGEST_S * RATE_HZ


def _bounded(y: list[float], places: list[int], peaks: list[int]) -> list[Swing]:
    """Start and end of each swing of a run; one whose sides do not come back to rest, or that is far slower, is left out."""
    at = [places[k] for k in peaks]
    inner = [places[k + 1] for k in peaks[:-1]]
    rest = _middle([y[i] for i in inner])
    typical = _middle([y[i] for i in at]) - rest
    near = max(rest + LEFT * typical, max(y[i] for i in inner) + 0.02 * typical)
    found = []
    for k, peak in enumerate(at):
        low = inner[k - 1] if k > 0 else 0
        high = inner[k] if k < len(inner) else len(y) - 1
        start = _first_near(y, range(peak, low - 1, -1), near, rest + RETURNS * typical)
        end = _first_near(y, range(peak, high + 1), near, rest + RETURNS * typical)
        if start is not None and end is not None:
            found.append(Swing(start, peak, end))
    return _steady(found)


def _first_near(y: list[float], way: range, near: float, at_most: float) -> int | None:
    """Where on its way y first comes down to `near`, or, where it never does, to its lowest if that is below `at_most`."""
    lowest = way[0]
    for i in way:
        if y[i] <= near:
            return i
        if y[i] < y[lowest]:
            lowest = i
    return lowest if y[lowest] <= at_most else None


def _steady(swings: list[Swing]) -> list[Swing]:
    """Without outer ones that took far longer or shorter than the rest (getting into position, leaving it)."""
    kept = list(swings)
    while len(kept) >= 2:
        middle = _middle([float(w.end - w.start) for w in kept])
        far = [abs(math.log(max(w.end - w.start, 1) / max(middle, 1.0))) for w in (kept[0], kept[-1])]
        if max(far) <= math.log(TEMPI):
            break
        kept.pop(0 if far[0] >= far[1] else -1)
    return kept
