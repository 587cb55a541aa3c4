"""Figures over judged sequences, each with its value on resampled rows in one go, so that intervals cost no time.

A row is whatever tells `truth` and `named`: a `Judged`, or the dict of one in a result's JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Pairs = Callable[[Any], Iterable[tuple[str, str]]]


class Resampled(Protocol):
    """A figure that knows its own value on many resamplings at once."""

    def __call__(self, rows: Sequence[Any]) -> float:
        """The figure on the rows; NaN where there is nothing to judge."""
        ...

    def resampled(self, rows: Sequence[Any], times: Array) -> Array:
        """times (R, n): how often each row is drawn in each of R rounds -> (R,) values, NaN as above."""
        ...


def told(row: Any, key: str) -> Any:
    """`key` of a row, whether it is an object or a dict."""
    return row[key] if isinstance(row, Mapping) else getattr(row, key)


def by_sequence(row: Any) -> Iterable[tuple[str, str]]:
    """One pair a sequence: its truth, and the name held longest."""
    return ((told(row, "truth"), told(row, "named")),)


@dataclass(frozen=True)
class Sums:
    """A figure that is a function of sums over the rows.

    Attributes:
        parts: rows -> (n, ...) what each row adds. value: (R, ...) sums -> (R,) figures.
    """

    parts: Callable[[Sequence[Any]], Array]
    value: Callable[[Array], Array]

    def __call__(self, rows: Sequence[Any]) -> float:
        return float(self.resampled(rows, np.ones((1, len(rows))))[0]) if len(rows) else float("nan")

    def resampled(self, rows: Sequence[Any], times: Array) -> Array:
        parts = np.asarray(self.parts(rows), np.float64)
        return self.value((times @ parts.reshape(len(rows), -1)).reshape(len(times), *parts.shape[1:]))


@dataclass(frozen=True)
class Quantile:
    """The q quantile of what rows tell (NaN: tells nothing), between neighbours linearly as numpy's default."""

    of: Callable[[Any], float]
    q: float

    def __call__(self, rows: Sequence[Any]) -> float:
        return float(self.resampled(rows, np.ones((1, len(rows))))[0]) if len(rows) else float("nan")

    def resampled(self, rows: Sequence[Any], times: Array) -> Array:
        values = np.array([self.of(r) for r in rows], np.float64)
        kept = np.flatnonzero(~np.isnan(values))
        order = kept[np.argsort(values[kept], kind="stable")]
        reached = np.cumsum(times[:, order], axis=1)
        out = np.full(len(times), np.nan)
        for k, row in enumerate(reached):
            if len(row) and row[-1] > 0:
                place = (row[-1] - 1) * self.q
                low, high = np.searchsorted(row, [np.floor(place), np.ceil(place)], side="right")
                out[k] = np.interp(place % 1.0, [0.0, 1.0], values[order[[low, high]]])
        return out


def macro_f1(pairs: Pairs = by_sequence) -> Sums:
    """Mean F1 over the classes that occur in the (resampled) truth."""

    def parts(rows: Sequence[Any]) -> Array:
        told_pairs = [list(pairs(r)) for r in rows]
        at = {c: i for i, c in enumerate(sorted({t for row in told_pairs for t, _ in row}))}
        out = np.zeros((len(rows), len(at), 3))
        for k, row in enumerate(told_pairs):
            for truth, named in row:
                out[k, at[truth], 2] += 1
                if named in at:
                    out[k, at[named], 1] += 1
                if truth == named:
                    out[k, at[truth], 0] += 1
        return out

    def value(sums: Array) -> Array:
        hit, named, true = sums[..., 0], sums[..., 1], sums[..., 2]
        there = true > 0
        scores = np.where(there, 2 * hit / np.where(there, named + true, 1.0), 0.0)
        return ratio_of(scores.sum(axis=1), there.sum(axis=1))

    return Sums(parts, value)


def ratio(above: Callable[[Any], float], below: Callable[[Any], float] = lambda row: 1.0) -> Sums:
    """Sum of one thing over the sum of another; of a truth value over the rows, its share."""
    return Sums(lambda rows: np.array([[above(r), below(r)] for r in rows], np.float64), lambda s: ratio_of(s[:, 0], s[:, 1]))


def ratio_of(above: Array, below: Array) -> Array:
    """above / below; NaN where below is 0."""
    return np.divide(above, below, out=np.full(np.shape(above), np.nan), where=np.asarray(below) > 0)


ACCURACY = ratio(lambda row: float(told(row, "truth") == told(row, "named")))
MACRO_F1 = macro_f1()
