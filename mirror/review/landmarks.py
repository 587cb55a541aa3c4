"""Landmarks: a set's track, measured through the same geometry as at the mirror, and what each repetition did with a measure."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select

from mirror.geometry.camera import Calibration
from mirror.geometry.measures import _IS_ANGLE as ANGULAR
from mirror.geometry.measures import INDEX
from mirror.geometry.series import Series, joined, measured
from mirror.pose.skeleton import COUNT
from mirror.review.core import PHASES, Curve
from mirror.sessions import schema
from mirror.sessions.circumstances import calibrations
from mirror.sessions.store import Store

Array = NDArray[np.float64]

NEAR_S = 0.25
"""A moment further than this from every sample of a measure is not known: as far apart as the grid joins two."""
REMEMBERED = 6
"""Sets: the one on the screen, one that it is compared with, and those of which its band is made."""
MIN_KNOWN = 0.6
"""Share of a repetition's samples that a measure must have for its range to be told."""


@dataclass(frozen=True, slots=True, eq=False)
class Landmarks:
    """A set's landmarks, measured.

    Attributes:
        t: (N,) seconds, the run's time. series: N poses in the body frame. visibility: (N, 33).
        calibrated: how the camera's place was known when the set began.
    """

    t: Array
    series: Series
    visibility: Array
    calibrated: str

    def curve(self, measure: str) -> Curve:
        """One measure over the set. KeyError for an unknown name."""
        i = INDEX[measure]
        return Curve(measure, unit_of(measure), self.t, self.series.values[:, i], self.series.error[:, i])


_RECENT: WeakKeyDictionary[Store, OrderedDict[tuple[object, ...], Landmarks]] = WeakKeyDictionary()


def unit_of(measure: str) -> str:
    """ "deg" or "torsos". KeyError for an unknown name."""
    return "deg" if ANGULAR[INDEX[measure]] else "torsos"


def landmarks(store: Store, session_id: str, set_number: int) -> Landmarks:
    """Empty (N = 0) where no track was kept. session_id: the whole id. SessionError.

    The last few that were asked for are remembered as long as the store is open: curves, replay and repetitions of a set that
    somebody looks at are all made of them. A set that grew, or whose calibration was told later, is measured anew.
    """
    known = tuple(calibrations(store, session_id))
    t = schema.track
    grown = select(func.count(), func.sum(t.c.count)).where(t.c.session_id == session_id, t.c.set_number == set_number)
    with store.reading() as connection:
        chunks, samples = connection.execute(grown).one()
    # NaN is not equal to itself: what a calibration says is compared as text
    key = (session_id, set_number, chunks, samples, repr(known))
    recent = _RECENT.setdefault(store, OrderedDict())
    found = recent.get(key)
    if found is None:
        found = recent[key] = _landmarks(store, session_id, set_number, known)
        while len(recent) > REMEMBERED:
            recent.popitem(last=False)
    return found


def _landmarks(store: Store, session_id: str, set_number: int, known: Sequence[tuple[float, Calibration]]) -> Landmarks:
    track = store.track(session_id, set_number)
    if not len(track.t):
        nothing = measured(track.image, track.world, track.visibility, 1, 1, Calibration())
        return Landmarks(track.t, nothing, np.zeros((0, COUNT)), _source(known))
    parts = [
        measured(track.image[rows], track.world[rows], track.visibility[rows], track.width, track.height, calibration)
        for rows, calibration in _spells(track.t, known)
    ]
    return Landmarks(track.t, joined(parts), track.visibility.astype(np.float64), _source(known, float(track.t[0])))


def _source(known: Sequence[tuple[float, Calibration]], at: float = -math.inf) -> str:
    """How the camera's place was known at that moment."""
    if not known:
        return Calibration().source
    return next((calibration.source for t, calibration in reversed(known) if t <= at), known[0][1].source)


def _spells(t: Array, known: Sequence[tuple[float, Calibration]]) -> list[tuple[slice, Calibration]]:
    """The samples under each calibration; before the first one that one holds, without any an assumed one."""
    if not known:
        return [(slice(0, len(t)), Calibration())]
    cuts = [0, *np.searchsorted(t, [at for at, _ in known[1:]]).tolist(), len(t)]
    return [(slice(a, b), calibration) for a, b, (_, calibration) in zip(cuts, cuts[1:], known, strict=False)]


class Sampler:
    """Columns over time, to be asked at any moment: a straight line between known samples, NaN where none is near."""

    def __init__(self, t: Array, columns: Array) -> None:
        """t: (N,) rising seconds. columns: (N, M), unknown where not finite."""
        known = np.isfinite(columns)
        self._t = t
        self._before = np.maximum.accumulate(np.where(known, t[:, None], -math.inf), axis=0)
        self._after = np.minimum.accumulate(np.where(known, t[:, None], math.inf)[::-1], axis=0)[::-1]
        self._filled = columns.copy()
        for k in np.flatnonzero(~known.all(axis=0) & known.any(axis=0)):
            seen = known[:, k]
            self._filled[:, k] = np.interp(t, t[seen], columns[seen, k])
        self._filled[:, ~known.any(axis=0)] = math.nan

    def at(self, moments: Array) -> Array:
        """(K,) seconds -> (K, M)."""
        if not len(self._t):
            return np.full((len(moments), self._filled.shape[1]), math.nan)
        last = len(self._t) - 1
        right = np.searchsorted(self._t, moments)
        i, k = np.clip(right - 1, 0, last), np.clip(right, 0, last)
        gap = self._t[k] - self._t[i]
        share = np.clip(np.where(gap > 0.0, (moments - self._t[i]) / np.where(gap > 0.0, gap, 1.0), 0.0), 0.0, 1.0)[:, None]
        values: Array = (1.0 - share) * self._filled[i] + share * self._filled[k]
        far = np.minimum(np.abs(moments[:, None] - self._before[i]), np.abs(self._after[k] - moments[:, None]))
        values[far > NEAR_S] = math.nan
        return values

    def over(self, bounds: Sequence[tuple[float, float]]) -> Array:
        """(R, PHASES, M) at even steps from start to end of each."""
        if not bounds:
            return np.zeros((0, PHASES, self._filled.shape[1]))
        moments = np.concatenate([np.linspace(start, end, PHASES) for start, end in bounds])
        return self.at(moments).reshape(len(bounds), PHASES, -1)


@dataclass(frozen=True, slots=True)
class Span:
    """How far a measure went in one repetition, degrees or torsos, and how far that is from the truth (one standard deviation);
    both NaN where the view could not tell."""

    value: float
    error: float


UNKNOWN = Span(math.nan, math.nan)


def span(curve: Curve, start_t: float, end_t: float) -> Span:
    """The largest less the smallest value from start to end, over the mean of three neighbours (a single stray sample is none).

    Its error: those of both ends, taken as independent. What is wrong for good shifts both ends alike and so is counted twice
    rather than left out.
    """
    first, last = np.searchsorted(curve.t, (start_t, end_t + 1e-9))
    values, error = curve.values[first:last], curve.error[first:last]
    seen = np.isfinite(values)
    if len(values) < 3 or seen.mean() < MIN_KNOWN or seen.sum() < 3:
        return UNKNOWN
    values, error = values[seen], error[seen]
    smooth = np.convolve(values, np.ones(3) / 3.0, mode="valid")
    low, high = int(np.argmin(smooth)), int(np.argmax(smooth))
    return Span(float(smooth[high] - smooth[low]), float(math.hypot(error[low + 1], error[high + 1])))
