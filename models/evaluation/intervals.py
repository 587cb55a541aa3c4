"""95 % intervals by resampling people (or scenes), because repetitions of one person are not independent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")


def bootstrap(
    items: Sequence[T], groups: Sequence[str], figure: Callable[[Sequence[T]], float], *, rounds: int = 300, seed: int = 0
) -> tuple[float, float] | None:
    """(2.5 %, 97.5 %) of the figure over resampled groups; None with fewer than two groups."""
    by_group: dict[str, list[T]] = defaultdict(list)
    for item, group in zip(items, groups, strict=True):
        by_group[group].append(item)
    keys = sorted(by_group)
    if len(keys) < 2:
        return None
    rng = np.random.default_rng(seed)
    values = []
    for _ in range(rounds):
        drawn: list[T] = []
        for i in rng.integers(0, len(keys), len(keys)):
            drawn += by_group[keys[int(i)]]
        value = figure(drawn)
        if not np.isnan(value):
            values.append(value)
    if not values:
        return None
    low, high = np.percentile(values, [2.5, 97.5])
    return round(float(low), 4), round(float(high), 4)
