"""Which measures carry a movement: the few that swing most surely, none of which repeats another.

Greedy choice of maximum relevance and minimum redundancy, after Peng, Long and Ding, "Feature selection based on mutual
information: criteria of max-dependency, max-relevance, and min-redundancy" (2005), section 2.3; relevance is d' over the shown
repetitions, and what is redundant is known beforehand: measures of the same limb (`anatomy.FAMILIES`).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mirror.exercises.core import Sides
from mirror.geometry.measures import INDEX, sides
from mirror.teaching.anatomy import FAMILY, JOINTS
from mirror.teaching.core import Array
from mirror.teaching.repetitions import SURE, Levels, sureness
from mirror.teaching.series import Series, Together
from mirror.teaching.swings import Swing

MOST_SIGNALS = 4
WEAKER = 0.4
"""A further signal is at least this share as sure as the surest."""
INDIRECT = 0.6
"""A height or a width is worth this share of a joint's own angle: it comes from the angles of several joints, reads differently
on other limbs, and nobody can be told which joint fell short."""
ONE_SIDED = 0.4
"""One side leads when the other one swings less by this share of its swing."""
CONSISTENT = 0.75
"""In so many of the repetitions one side leads where the movement is one-sided."""
ALONE = 0.65
"""A side that always leads works alone when it leads by this: less may be the camera's place."""
EQUAL = 2.5
"""Sides of which one is so many times less sure than the other tell nothing of each other."""
TOGETHER = 0.5
"""Where one side works at a time, a measure whose sides go together is worth this share."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """A measure that carries the movement. rest, peak: its values (degrees or torsos). sureness: d'."""

    measure: str
    rest: float
    peak: float
    sureness: float


@dataclass(frozen=True, slots=True, eq=False)
class Carriers:
    """What carries a movement, surest first. sides: as in Exercise."""

    carriers: tuple[Carrier, ...]
    sides: Sides


def carriers_of(series: Series, levels: Levels, swings: Sequence[Swing]) -> Carriers | None:
    """The signals of a run, surest first; None where nothing swings surely enough."""
    d, swing = levels.sureness(swings)
    rest, _ = levels.of(swings)
    every: dict[tuple[str, Together], _Told] = {}
    best: dict[str, _Told] = {}
    for k, one in enumerate(levels.channels):
        level = float(np.nanmedian(rest[:, k])) if d[k] > 0.0 else 0.0
        told = every[one.measure, one.together] = _Told(one.together, level, level + float(swing[k]), float(d[k]))
        if told.sureness >= SURE and (one.measure not in best or told.sureness > best[one.measure].sureness):
            best[one.measure] = told
    if not best:
        return None
    kind, leading = _sides(series, swings, sorted(best, key=lambda name: best[name].sureness, reverse=True))
    if kind != "both":
        best = _working(series, swings, best, leading[0])

    def worth(name: str) -> float:
        apart = kind == "both" or name in leading or len(sides(name)) == 1
        return best[name].sureness * (1.0 if name in JOINTS else INDIRECT) * (1.0 if apart else TOGETHER)

    order = sorted(best, key=worth, reverse=True)
    carriers = {name: _carrier(name, kind, best[name], every) for name in order if name in best}
    chosen: list[Carrier] = []
    for name in order:
        taken = any(FAMILY[name] == FAMILY[other.measure] for other in chosen)
        least = max(SURE, WEAKER * (chosen[0].sureness if chosen else 0.0))
        if not taken and carriers[name].sureness >= least:
            chosen.append(carriers[name])
        if len(chosen) == MOST_SIGNALS:
            break
    if not chosen:
        return None
    if not any(one.measure in JOINTS for one in chosen):
        # A height alone tells nobody which joint fell short.
        joints = [carriers[name] for name in order if name in JOINTS and carriers[name].sureness >= SURE]
        chosen = [*chosen[: MOST_SIGNALS - 1], *joints[:1]]
    return Carriers(tuple(chosen), kind)


def _carrier(name: str, kind: Sides, told: _Told, every: Mapping[tuple[str, Together], _Told]) -> Carrier:
    """The measure's values as counting will see it: both sides together where they move together."""
    if kind == "both" and told.together in ("high", "low"):
        told = every.get((name, "both"), told)
    return Carrier(name, told.rest, told.peak, told.sureness)


@dataclass(frozen=True, slots=True)
class _Told:
    together: Together
    rest: float
    peak: float
    sureness: float


def _working(series: Series, swings: Sequence[Swing], best: Mapping[str, _Told], leader: str) -> dict[str, _Told]:
    """The measures as they are on the side that works: in a lunge the front leg's thigh must not be read together with the hind
    leg's shin. leader: the measure that tells which side works."""
    slots = [INDEX[name] for name in sides(leader)]
    works = [0 if _lead(series.values[:, slots], swing) > 0.0 else 1 for swing in swings]
    out: dict[str, _Told] = {}
    for name, told in best.items():
        names = sides(name)
        if len(names) == 1:
            out[name] = told
            continue
        pair = series.values[:, [INDEX[n] for n in names]]
        peak = np.array([_near(pair[:, k], swing.peak) for k, swing in zip(works, swings, strict=True)])
        rest = np.array([_near(pair[:, k], i) for k in (0, 1) for swing in swings for i in (swing.start, swing.end)])
        sigma = float(series.sigma[[INDEX[n] for n in names]].min())
        d, swing_ = sureness(rest, peak, sigma, name)
        if d >= SURE:
            low = float(np.nanmedian(rest))
            out[name] = _Told("single", low, low + swing_, d)
    return out


def _sides(series: Series, swings: Sequence[Swing], order: Sequence[str]) -> tuple[Sides, tuple[str, ...]]:
    """How the two sides take part, and the measures that say so: one limb that works alone is enough, the others may go together
    (arms that balance a lunge)."""
    leading: dict[Sides, list[str]] = {"alternating": [], "either": []}
    for name in order:
        names = sides(name)
        slots = [INDEX[n] for n in names]
        sigma = series.sigma[slots]
        if len(names) == 1 or not np.isfinite(sigma).all() or sigma.max() > EQUAL * sigma.min():
            continue
        known = [lead for swing in swings if math.isfinite(lead := _lead(series.values[:, slots], swing))]
        strong = [lead for lead in known if abs(lead) > ONE_SIDED]
        if len(strong) < max(CONSISTENT * len(swings), 2.0):
            continue
        changes = sum(a * b < 0.0 for a, b in itertools.pairwise(strong))
        if changes >= CONSISTENT * (len(strong) - 1):
            leading["alternating"].append(name)
        elif changes == 0 and float(np.median(np.abs(strong))) > ALONE:
            leading["either"].append(name)
    for kind, measures in leading.items():
        if measures:
            return kind, tuple(measures)
    return "both", ()


def _lead(pair: Array, swing: Swing) -> float:
    """How much more the left side (column 0) swings than the right one, as a share of the larger swing; negative: the right."""
    away = [abs(_near(x, swing.peak) - 0.5 * (_near(x, swing.start) + _near(x, swing.end))) for x in (pair[:, 0], pair[:, 1])]
    return (away[0] - away[1]) / max(max(away), 1e-6)


def _near(x: Array, i: int) -> float:
    some = x[max(i - 2, 0) : i + 3]
    some = some[np.isfinite(some)]
    return float(some.mean()) if len(some) else math.nan
