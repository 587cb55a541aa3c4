"""95 % intervals by resampling people (or scenes), because repetitions of one person are not independent.

Source: the cluster bootstrap, Davison and Hinkley, "Bootstrap Methods and their Application" (1997), section 3.8; paired as in
Koehn, "Statistical Significance Tests for Machine Translation Evaluation" (2004), section 4.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
Interval = tuple[float, float]
ROUNDS = 1000


def bootstrap(
    items: Sequence[T], groups: Sequence[str], figure: Callable[[Sequence[T]], float], *, rounds: int = ROUNDS, seed: int = 0
) -> Interval | None:
    """(2.5 %, 97.5 %) of the figure over resampled groups; None with fewer than two groups.

    A figure of `models.evaluation.figures` is computed for all rounds at once; any other callable round by round.
    """
    times = _times(groups, len(items), rounds, seed)
    return None if times is None else _interval(_values(items, times, figure))


def paired_bootstrap(
    rows_a: Sequence[T],
    rows_b: Sequence[T],
    groups: Sequence[str],
    figure: Callable[[Sequence[T]], float],
    *,
    rounds: int = ROUNDS,
    seed: int = 0,
) -> dict[str, Any]:
    """How much better a is than b on the same sequences, the same people drawn for both in every round.

    rows_a[i], rows_b[i] and groups[i] belong to one sequence (ValueError where the lengths differ). Returns `difference` (a - b
    on all rows; None where either is not defined), `ci95` of it and `share_above` (share of the rounds in which a > b); the
    last two are None with fewer than two groups.
    """
    if len(rows_a) != len(rows_b):
        raise ValueError(f"{len(rows_a)} rows cannot be paired with {len(rows_b)}")
    difference = figure(rows_a) - figure(rows_b)
    out: dict[str, Any] = {"difference": None if np.isnan(difference) else round(float(difference), 4)}
    times = _times(groups, len(rows_a), rounds, seed)
    if times is None:
        return {**out, "ci95": None, "share_above": None}
    values = _values(rows_a, times, figure) - _values(rows_b, times, figure)
    real = values[~np.isnan(values)]
    return {**out, "ci95": _interval(values), "share_above": round(float((real > 0).mean()), 4) if len(real) else None}


def _times(groups: Sequence[str], count: int, rounds: int, seed: int) -> NDArray[np.float64] | None:
    """(rounds, count) how often each row is drawn when groups are drawn; None with fewer than two groups."""
    if len(groups) != count:
        raise ValueError(f"{count} rows have {len(groups)} groups")
    keys, index = np.unique(np.asarray(groups, dtype=str), return_inverse=True)
    if len(keys) < 2:
        return None
    drawn = np.random.default_rng(seed).integers(0, len(keys), (rounds, len(keys)))
    flat = np.bincount((drawn + np.arange(rounds)[:, None] * len(keys)).ravel(), minlength=rounds * len(keys))
    return flat.reshape(rounds, len(keys))[:, index].astype(np.float64)


def _values(rows: Sequence[T], times: NDArray[np.float64], figure: Callable[[Sequence[T]], float]) -> NDArray[np.float64]:
    at_once = getattr(figure, "resampled", None)
    if at_once is not None:
        values: NDArray[np.float64] = at_once(rows, times)
        return values
    places = np.arange(len(rows))
    return np.array([figure([rows[i] for i in np.repeat(places, draw.astype(int))]) for draw in times], np.float64)


def _interval(values: NDArray[np.float64]) -> Interval | None:
    real = values[~np.isnan(values)]
    if not len(real):
        return None
    low, high = np.percentile(real, [2.5, 97.5])
    return round(float(low), 4), round(float(high), 4)
