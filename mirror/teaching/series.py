"""Series: the measurements on an even grid, smoothed, and the channels that a movement may be read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from mirror.geometry.measures import INDEX, MEASURES, PAIRED, sides
from mirror.teaching.core import Array, Seen

RATE_HZ = 20.0
SMOOTH_S = 0.2
"""Width of the smoothing window: a quick repetition (0.7 s) keeps its swing, a wild landmark loses its."""
BRIDGED_S = 1.2
"""Gaps up to this long are bridged by a straight line."""
FLOOR_DEG, FLOOR_TORSOS = 2.0, 0.03
"""No measure is surer than this."""
LENGTHS = frozenset(
    {
        "wrist_height", "knee_height", "elbow_forward", "knee_forward", "hip_height", "stance_width", "stance_split",
        "hand_width", "elbow_width", "hip_sag", "shoulder_level", "knee_gap", "front_knee_forward", "hand_split",
        "hands_forward", "hands_aside",
    }
)  # fmt: skip
"""Measures in torsos; the others are degrees."""

Together = Literal["single", "both", "high", "low"]


def base_of(name: str) -> str:
    """`left_knee` -> `knee`; a single measure is its own base."""
    bare = name.partition("_")[2]
    return bare if name.startswith(("left_", "right_")) and bare in PAIRED else name


def floor_of(measure: str) -> float:
    """The surest that a measure can be (its unit)."""
    return FLOOR_TORSOS if base_of(measure) in LENGTHS else FLOOR_DEG


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """T moments at RATE_HZ.

    Attributes:
        t: (T,) seconds. values: (T, MEASURES), smoothed, NaN where unknown. sigma: (MEASURES,) median of one standard deviation,
            inf for what was seen in less than half of the moments.
        place: (T, 3) mid hips x, y and log of the torso's length, in torsos of the picture. heights: (T, PLACES) torsos.
    """

    t: Array
    values: Array
    sigma: Array
    place: Array
    heights: Array

    @classmethod
    def of(cls, seen: Seen) -> Series:
        """Even, smoothed, short gaps bridged. `seen` holds at least two moments."""
        t = np.arange(seen.t[0], seen.t[-1], 1.0 / RATE_HZ)
        wild = np.isfinite(seen.values) & (seen.sigma > 1e6)
        values = _even(seen.t, np.where(wild, np.nan, seen.values), t)
        known = np.isfinite(seen.values)
        with np.errstate(invalid="ignore"):
            sigma = np.array(
                [
                    np.median(seen.sigma[known[:, m], m]) if known[:, m].mean() > 0.5 else np.inf
                    for m in range(seen.values.shape[1])
                ]
            )
        sigma = np.maximum(sigma, [floor_of(name) for name in MEASURES])
        torso = max(float(np.nanpercentile(seen.place[:, 2], 90)), 1.0)
        place = seen.place / torso
        place[:, 2] = np.log(np.maximum(place[:, 2], 0.05))
        return cls(t, values, sigma, _even(seen.t, place, t), _even(seen.t, seen.heights / torso, t))

    def at(self, t: float) -> int:
        """The moment nearest to t."""
        return int(np.clip(round((t - float(self.t[0])) * RATE_HZ), 0, len(self.t) - 1))


def _even(at: Array, rows: Array, t: Array) -> Array:
    """(N, C) at uneven times -> (T, C) on the grid, smoothed; NaN where a gap is too long."""
    out = np.full((len(t), rows.shape[1]), np.nan)
    for c in range(rows.shape[1]):
        known = np.isfinite(rows[:, c])
        if known.sum() < 2:
            continue
        times = at[known]
        column = np.interp(t, times, rows[known, c])
        after = np.searchsorted(times, t)
        before, later = times[np.maximum(after - 1, 0)], times[np.minimum(after, len(times) - 1)]
        column[(later - before > BRIDGED_S) | (t < times[0] - 0.1) | (t > times[-1] + 0.1)] = np.nan
        out[:, c] = column
    return smoothed(out)


def smoothed(rows: Array) -> Array:
    """(T, C) under a Hann window of SMOOTH_S; what is unknown stays so and weighs nothing."""
    width = max(round(SMOOTH_S * RATE_HZ) | 1, 3)
    kernel = np.hanning(width + 2)[1:-1]
    known = np.isfinite(rows)
    filled = np.where(known, rows, 0.0)
    padded = np.pad(filled, ((width // 2, width // 2), (0, 0)))
    weight = np.pad(known.astype(np.float64), ((width // 2, width // 2), (0, 0)))
    total = sum(k * padded[i : i + len(rows)] for i, k in enumerate(kernel))
    share = sum(k * weight[i : i + len(rows)] for i, k in enumerate(kernel))
    with np.errstate(invalid="ignore", divide="ignore"):
        result: Array = np.where(known, total / share, np.nan)
    return result


@dataclass(frozen=True, slots=True, eq=False)
class Channel:
    """One curve that a movement may be read from.

    Attributes:
        measure: without its side. together: how its sides make one curve: the surer-weighted mean of both, the higher or the
            lower one, or a measure that has no sides. x: (T,), sigma: of it.
    """

    measure: str
    together: Together
    x: Array
    sigma: float


def channel(series: Series, measure: str, together: Together) -> Channel:
    """The curve of one measure. All NaN where it is not seen."""
    slots = [INDEX[name] for name in sides(measure)]
    if len(slots) == 1:
        return Channel(measure, "single", series.values[:, slots[0]], float(series.sigma[slots[0]]))
    left, right = (series.values[:, i] for i in slots)
    variance = series.sigma[slots] ** 2
    sure = np.isfinite(variance)
    if not sure.any():
        return Channel(measure, together, np.full(len(series.t), np.nan), np.inf)
    # A side that is much less sure than the other is a guess: the other one stands alone.
    sure &= variance <= 6.0 * variance[sure].min()
    if not sure.all():
        i = int(np.flatnonzero(sure)[0])
        return Channel(measure, together, (left, right)[i], float(np.sqrt(variance[i])))
    if together == "both":
        weight = 1.0 / variance
        x = (weight[0] * left + weight[1] * right) / weight.sum()
        x = np.where(np.isnan(left), right, np.where(np.isnan(right), left, x))
        return Channel(measure, together, x, float(np.sqrt(2.0 / weight.sum())))
    pick = np.fmax if together == "high" else np.fmin
    return Channel(measure, together, pick(left, right), float(np.sqrt(variance.max())))
