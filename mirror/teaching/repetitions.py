"""Where the repetitions are, in a movement that nobody named.

Every channel proposes the runs of like swings that it sees, at several sizes; a run whose person does not come back to the same
place is walking. Then all channels judge every proposal together: how much of all that was seen is explained by somebody who
rests outside the swings and does the same in each of them. That is phase dispersion minimisation (Stellingwerf, "Period
determination using phase dispersion minimization", 1978: the right period leaves the least spread within the bins of a phase),
with swings of differing length in place of a period. A part that swings at another pace (an arm's sway, one leg of an
alternating pair) leaves the others unexplained.

How surely one channel swings is the sensitivity index d' (Green and Swets, "Signal Detection Theory and Psychophysics", 1966,
section 1.3) of its values at the peaks against those at the rests, with the measure's own uncertainty in the spread.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mirror.geometry.measures import PAIRED
from mirror.teaching.anatomy import FAMILIES, FAMILY, MEASURES_READ
from mirror.teaching.core import Array
from mirror.teaching.series import LENGTHS, RATE_HZ, Channel, Series, channel, floor_of
from mirror.teaching.swings import AROUND_S, Swing, runs

SIZES = (0.75, 0.55, 0.4, 0.28, 0.2, 0.14)
"""Sizes of swing that are looked for, as shares of a channel's whole range."""
LEAST_DEG, LEAST_TORSOS = 14.0, 0.14
"""A swing that is smaller than this is no movement."""
SURE = 2.5
"""d' from which a channel's swing is believed."""
PLACE = 0.45
"""How far (torsos of the picture; torso's length in logarithm) somebody stands from where they were, at most, when they are back
at rest."""
MOST = 40
BINS = 16
THINNED = 2
"""Every other moment is enough to tell one run from another."""
MANY = 0.25
"""Two repetitions of one side each explain as much as one of both: the more, the better, by this power of their number."""


@dataclass(frozen=True, slots=True)
class Found:
    """A run of repetitions. swings: on the grid. score: how much of the body agrees, higher is better."""

    swings: tuple[Swing, ...]
    score: float


def least_of(measure: str) -> float:
    """The smallest swing of a measure that is a movement (its unit)."""
    return LEAST_TORSOS if measure in LENGTHS else LEAST_DEG


def channels_of(series: Series) -> list[Channel]:
    """Every curve that a movement may be read from and that was seen."""
    out = []
    for measure in MEASURES_READ:
        kinds = ("both", "high", "low") if measure in PAIRED else ("single",)
        for kind in kinds:
            one = channel(series, measure, kind)  # type: ignore[arg-type]
            if math.isfinite(one.sigma) and np.isfinite(one.x).mean() > 0.4 and not _wraps(one):
                out.append(one)
    return out


def _wraps(one: Channel) -> bool:
    """Whether an angle about an axis goes round (somebody upside down): what it says then is no swing."""
    return one.measure in ("torso_forward", "torso_side", "torso_twist") and bool(np.nanmax(np.abs(one.x)) > 150.0)


def find(series: Series, levels: Levels, explained: Explained) -> list[Found]:
    """Runs of two repetitions or more, best first."""
    proposals: list[tuple[Swing, ...]] = []
    for one in levels.channels:
        for swings in _proposed(one, series):
            if not any(same(swings, other) for other in proposals):
                proposals.append(swings)
    found = [judged(swings, levels, explained) for swings in proposals]
    return sorted((f for f in found if f.score > 0.0), key=lambda f: f.score, reverse=True)


def judged(swings: tuple[Swing, ...], levels: Levels, explained: Explained) -> Found:
    """A run with its score, 0 where no channel swings surely."""
    d, _ = levels.sureness(swings)
    if d.max() < SURE:
        return Found(swings, 0.0)
    rest, _ = levels.of(swings)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        middle = np.nanmedian(rest, axis=0)
    return Found(swings, explained.score(swings, middle) * len(swings) ** MANY)


def _proposed(one: Channel, series: Series) -> list[tuple[Swing, ...]]:
    """The runs that one channel sees, sizes from large to small."""
    spread = one.x[np.isfinite(one.x)]
    whole = float(np.ptp(spread)) if len(spread) else 0.0
    out: list[tuple[Swing, ...]] = []
    for share in SIZES:
        least = share * whole
        if least < max(0.5 * least_of(one.measure), 1.5 * floor_of(one.measure)):
            break
        for swings, _ in runs(one.x, least):
            for stayed in in_place(swings, series):
                some = tuple(stayed[:MOST])
                if not any(same(some, other) for other in out):
                    out.append(some)
    return out


def in_place(swings: list[Swing], series: Series) -> list[list[Swing]]:
    """The run cut where somebody goes to another place: pieces of at least two swings."""
    pieces: list[list[Swing]] = [[]]
    for swing in swings:
        start, end = series.place[swing.start], series.place[swing.end]
        moved = not _near(start, end)
        away = bool(pieces[-1]) and not _near(series.place[pieces[-1][0].start], start)
        if moved or away:
            pieces.append([])
        if not moved:
            pieces[-1].append(swing)
    return [piece for piece in pieces if len(piece) >= 2]


def _near(a: Array, b: Array) -> bool:
    """Unknown places are near."""
    return not bool(np.any(np.abs(a - b) > PLACE))


def same(a: Sequence[Swing], b: Sequence[Swing]) -> bool:
    """Whether two runs have their peaks in common."""
    if len(a) != len(b):
        return False
    period = (b[-1].peak - b[0].peak) / max(len(b) - 1, 1)
    return all(abs(x.peak - y.peak) < 0.2 * period and abs(x.start - y.start) < 0.3 * period for x, y in zip(a, b, strict=True))


class Levels:
    """Where many channels are at the rests and at the peaks of a run: means over short windows, from running sums."""

    def __init__(self, channels: Sequence[Channel]) -> None:
        self.channels = tuple(channels)
        x = np.stack([one.x for one in channels], axis=1) if channels else np.zeros((1, 0))
        known = np.isfinite(x)
        self._sum = np.concatenate([np.zeros((1, x.shape[1])), np.cumsum(np.where(known, x, 0.0), axis=0)])
        self._count = np.concatenate([np.zeros((1, x.shape[1])), np.cumsum(known, axis=0)])
        self.sigma = np.array([one.sigma for one in channels])
        self._noise = self.sigma**2 + np.array([floor_of(one.measure) ** 2 for one in channels])
        self.least = np.array([least_of(one.measure) for one in channels])

    def of(self, swings: Sequence[Swing]) -> tuple[Array, Array]:
        """((2n, C) at rest before and after each swing, (n, C) at the peaks); NaN where unknown."""
        near, around = round(0.08 * RATE_HZ), round(AROUND_S * RATE_HZ)
        starts, ends = np.array([w.start for w in swings]), np.array([w.end for w in swings])
        peaks = np.array([w.peak for w in swings])
        rest = np.concatenate([self._mean(starts - around, starts), self._mean(ends, ends + around)])
        return rest, self._mean(peaks - near, peaks + near)

    def _mean(self, first: NDArray[np.intp], last: NDArray[np.intp]) -> Array:
        low, high = np.maximum(first, 0), np.minimum(last + 1, len(self._sum) - 1)
        count = self._count[high] - self._count[low]
        with np.errstate(invalid="ignore", divide="ignore"):
            mean: Array = np.where(count > 0, (self._sum[high] - self._sum[low]) / count, np.nan)
        return mean

    def sureness(self, swings: Sequence[Swing]) -> tuple[Array, Array]:
        """(C,) d' and (C,) peak - rest of every channel over a run; 0 where most of it is unknown or the swing is too small."""
        return _sureness(*self.of(swings), self._noise, self.least)


def sureness(rest: Array, peak: Array, sigma: float, measure: str) -> tuple[float, float]:
    """d' and peak - rest of one measure: values at rest and at the peaks; 0 as in `Levels.sureness`."""
    noise, least = np.array([sigma**2 + floor_of(measure) ** 2]), np.array([least_of(measure)])
    d, swing = _sureness(rest[:, None], peak[:, None], noise, least)
    return float(d[0]), float(swing[0])


def _sureness(rest: Array, peak: Array, variance: Array, least: Array) -> tuple[Array, Array]:
    seen = (np.isfinite(rest).mean(axis=0) > 0.6) & (np.isfinite(peak).mean(axis=0) > 0.6)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a channel that is nowhere known has no mean
        # What came before the first repetition and after the last one may be anything: medians for the rests.
        middle = np.nanmedian(rest, axis=0)
        stray = 1.4826 * np.nanmedian(np.abs(rest - middle), axis=0)
        swing = np.nanmean(peak, axis=0) - middle
        d = np.abs(swing) / np.sqrt(0.5 * (np.nanvar(peak, axis=0) + stray**2) + variance)
    real = seen & (np.abs(swing) >= least)
    return np.where(real, d, 0.0), np.where(real, swing, 0.0)


class Explained:
    """How much of all that was seen a run explains: outside its swings the person rests, inside them every swing is the same.

    Inside, the model of a moment is the mean of the other swings at the same share of the way; rests are the run's own. What is
    left over is judged by the Cauchy distribution's log likelihood, with the channel's sigma as its scale, so that walking in and
    out costs every run alike and never rules.
    """

    def __init__(self, channels: Sequence[Channel]) -> None:
        self._families = np.array([list(FAMILIES).index(FAMILY[one.measure]) for one in channels])
        self._x = np.stack([one.x for one in channels], axis=1)[::THINNED]
        self._x = np.where(np.isfinite(self._x), self._x, np.nan)
        self._scale = np.array([math.hypot(one.sigma, floor_of(one.measure)) for one in channels])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            self._alone = self._cost(np.nanmedian(self._x, axis=0)[None])
        self._known = np.isfinite(self._x)
        self._filled = np.where(self._known, self._x, 0.0)

    def _cost(self, model: Array) -> Array:
        """(C,) mean over the moments; what is unknown costs nothing."""
        with np.errstate(invalid="ignore"):
            left = np.log1p(((self._x - model) / self._scale) ** 2)
        cost: Array = np.where(np.isfinite(left), left, 0.0).mean(axis=0)
        return cost

    def score(self, swings: Sequence[Swing], rest: Array) -> float:
        """Sum over the parts of the body of what their best channel gains against resting all the time. rest: (C,)."""
        bins, inside = self._bins(swings)
        count, total = np.zeros((BINS, self._x.shape[1])), np.zeros((BINS, self._x.shape[1]))
        np.add.at(total, bins[inside], self._filled[inside])
        np.add.at(count, bins[inside], self._known[inside])
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = np.where(count > 0, total / count, rest)
        model = np.broadcast_to(rest, self._x.shape).copy()
        # Without the swing's own share in the mean, which would flatter a run of two.
        own = len(swings) / (len(swings) - 1.0)
        model[inside] = self._x[inside] + own * (mean[bins[inside]] - self._x[inside])
        gain = self._alone - self._cost(model)
        best = np.zeros(len(FAMILIES))
        np.maximum.at(best, self._families, gain)
        return float(best.sum())

    def _bins(self, swings: Sequence[Swing]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """For each moment: which share of the way of a swing it is, and whether it lies in one."""
        at = np.arange(len(self._x)) * float(THINNED)
        knots = np.array([[w.start, w.peak, w.end] for w in swings], dtype=np.float64)
        place = np.full(len(at), -1.0)
        for start, peak, end in knots:
            out, back = (at >= start) & (at < peak), (at >= peak) & (at <= end)
            place[out] = 0.5 * (at[out] - start) / max(peak - start, 1.0)
            place[back] = 0.5 + 0.5 * (at[back] - peak) / max(end - peak, 1.0)
        inside = place >= 0.0
        return np.clip((place * BINS).astype(np.intp), 0, BINS - 1), inside
