"""Mistakes of one movement: each is a measure, a statistic over a phase, and a threshold from the exercise's TOML.

Every mistake is told by one of two judges with one interface: where it was learned how a camera reads the statistic
(`mirror.scoring.readings`), what was read is corrected and its error known; else geometry stands alone, with the error that the
landmarks' uncertainty gives. The answer is seen, absent or unknown: what a view cannot show is said to be unknown.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mirror.counting.track import Stretch
from mirror.exercises.core import Exercise, Mistake
from mirror.geometry.measures import INDEX, sides
from mirror.geometry.view import ViewName, view_of
from mirror.scoring.judgement import Fault, Swing
from mirror.scoring.phases import Phases
from mirror.scoring.readings import Reading, key, learned, load, mirrored, seen_in

CERTAIN = 0.65
"""A mistake is reported from this probability on, where geometry judges alone."""
LIKELY = 0.45
"""The same where the reading was learned: its error is known, not assumed."""
ABSENT = 0.2
"""A mistake is said to be absent up to this probability; between the two nothing is said of it."""
LONGEST = 1.6
"""Times its threshold: a repetition that lasts longer is read as this long, since it does not matter by how much."""

Answer = Literal["seen", "absent", "unknown"]


@dataclass(frozen=True, slots=True)
class Told:
    """What was made of one mistake.

    Attributes:
        answer: unknown where the view cannot show it, its landmarks were not seen, or it is too near its threshold.
        certainty: the chance (0..1) that it was made; NaN where the view cannot show it or nothing was seen.
        joints: measures with their side to paint, where it was seen.
    """

    mistake: Mistake
    answer: Answer
    certainty: float = math.nan
    joints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Moved:
    """One movement as the judges see it. seen: what readings need of it, None where they are not asked (see `told_of`)."""

    stretch: Stretch
    phases: Phases
    swing: Swing
    again: bool
    yaw_deg: float
    seen: NDArray[np.float64] | None


def told_of(
    exercise: Exercise,
    stretch: Stretch,
    phases: Phases,
    swing: Swing,
    difficulty: float = 0.5,
    *,
    again: bool = False,
    whole: bool = True,
) -> tuple[Told, ...]:
    """Every mistake of the exercise in one movement, in the order of its file.

    phases: of the stretch's frames. difficulty: 0 lenient, 1 strict, as in SetDifficulty. again: the same side worked as in the
    movement before. whole: the movement has come so far that it can be read as those that readings were learned from; before that
    geometry judges alone.
    """
    readings = load(learned()) if whole and stretch.points is not None else {}
    found = [readings.get(key(exercise.name, m)) for m in exercise.mistakes]
    seen = seen_in(stretch, phases) if any(found) else None
    moved = _Moved(stretch, phases, swing, again, mean_yaw(stretch.yaw_deg), seen)
    return tuple(_told(m, moved, difficulty, reading) for m, reading in zip(exercise.mistakes, found, strict=True))


def faults(told: Iterable[Told]) -> tuple[Fault, ...]:
    """Those that were made, surely enough and told from this view."""
    return tuple(Fault(t.mistake, t.certainty, t.joints) for t in told if t.answer == "seen")


def unknown(told: Iterable[Told]) -> tuple[str, ...]:
    """The names of those of which nothing can be said."""
    return tuple(t.mistake.name for t in told if t.answer == "unknown")


def body_parts(exercise: Exercise, seen: Iterable[Fault], unsure: Iterable[str]) -> dict[str, bool | None]:
    """What a judgement's `faults` and `unknown` say of the exercise's parts of the body: True right, False wrong, None unknown.

    A part named `left_` or `right_` is only wrong where a mistake painted that side; a part is right when all of its mistakes
    are absent. Parts after seed 003's wish for the squat: base of support, left knee, right knee, torso, hip, neck.
    """
    made, unclear = {fault.mistake.name: fault for fault in seen}, set(unsure)
    out: dict[str, bool | None] = {}
    for part, names in exercise.parts.items():
        if any(_concerns(part, made[name]) for name in names if name in made):
            out[part] = False
        else:
            out[part] = None if unclear.intersection(names) else True
    return out


def _concerns(part: str, fault: Fault) -> bool:
    side = part.partition("_")[0]
    painted = {joint.partition("_")[0] for joint in fault.joints} & {"left", "right"}
    return side not in ("left", "right") or not painted or side in painted


def _told(mistake: Mistake, moved: _Moved, difficulty: float, reading: Reading | None) -> Told:
    view = view_of(moved.yaw_deg).name
    if mistake.views and view not in mistake.views:
        return Told(mistake, "unknown")
    if reading is not None and not reading.shows(mistake, view):
        return Told(mistake, "unknown")
    told = _by_geometry(mistake, moved) if reading is None else _by_reading(mistake, moved, view, reading)
    chances = [(name, chance(mistake, value, sigma, difficulty)) for name, value, sigma in told]
    worst = max((chance for _, chance in chances), default=math.nan)
    guilty = [name for name, chance in chances if chance >= (CERTAIN if reading is None else LIKELY)]
    if guilty:
        return Told(mistake, "seen", worst, _painted(mistake, guilty))
    return Told(mistake, "absent" if worst <= ABSENT else "unknown", worst)


def _by_geometry(mistake: Mistake, moved: _Moved) -> list[tuple[str, float, float]]:
    """What `statistics` says; taken to be wrong by half a margin beside what the landmarks' uncertainty says."""
    told = statistics(mistake, moved.stretch, moved.phases, moved.swing, moved.again)
    return [(name, value, math.hypot(sigma, 0.5 * mistake.margin)) for name, value, sigma in told]


def _by_reading(mistake: Mistake, moved: _Moved, view: ViewName, reading: Reading) -> list[tuple[str, float, float]]:
    """(measure with its side, the statistic as it truly is, its error) of each side of which anything was seen."""
    assert moved.seen is not None
    more, sigma = reading.views[view]
    told = []
    for name, read in plain(mistake, moved.stretch, moved.phases, moved.swing):
        if math.isfinite(read):
            right = name.startswith("right_")
            value = reading.of(mirrored(moved.seen) if right else moved.seen, -moved.yaw_deg if right else moved.yaw_deg, read)
            told.append((name, (abs(value) if mistake.statistic == "asymmetry" else value) + more, sigma))
    return told


def plain(mistake: Mistake, stretch: Stretch, phases: Phases, swing: Swing) -> list[tuple[str, float]]:
    """(measure with its side, statistic as it was read) of both sides, or of the whole; NaN where it was not seen.

    A duration ends at `LONGEST`. An asymmetry is signed here, left less right, and named by the left side. Not for `same_side`,
    which has no size.
    """
    if mistake.statistic == "duration":
        limit = mistake.above if mistake.above is not None else mistake.below
        assert limit is not None
        return [("", min(swing.end_t - swing.start_t, LONGEST * limit))]
    names, rows = sides(mistake.measure), _rows(mistake, phases)
    told = [_statistic(mistake, stretch, rows, name)[0] for name in names]
    if mistake.statistic == "asymmetry":
        return [(names[0], told[0] - told[-1])]
    return list(zip(names, told, strict=True))


def _rows(mistake: Mistake, phases: Phases) -> NDArray[np.bool_]:
    return phases.mask("peak" if mistake.statistic == "at_peak" else mistake.phase)


def statistics(mistake: Mistake, stretch: Stretch, phases: Phases, swing: Swing, again: bool) -> list[tuple[str, float, float]]:
    """(measure with its side, value, sigma) of each side that was seen surely enough; of what has no measure one, named ""."""
    if mistake.statistic == "duration":
        return [("", swing.end_t - swing.start_t, 0.0)]
    if mistake.statistic == "same_side":
        return [("", float(again), 0.0)]
    names = sides(mistake.measure)
    told = [_statistic(mistake, stretch, _rows(mistake, phases), name) for name in names]
    if mistake.statistic == "asymmetry":
        told = [_asymmetry(told)]
    return [(n, value, sigma) for n, (value, sigma) in zip(names, told, strict=False) if sigma < 2.5 * mistake.margin + 1e-9]


def mean_yaw(yaw_deg: NDArray[np.float64]) -> float:
    """The turn over the repetition: the direction of the mean, since yaw wraps round; NaN while unknown."""
    yaw = np.radians(yaw_deg[np.isfinite(yaw_deg)])
    if len(yaw) == 0:
        return math.nan
    return math.degrees(math.atan2(float(np.sin(yaw).mean()), float(np.cos(yaw).mean())))


def _statistic(mistake: Mistake, stretch: Stretch, rows: NDArray[np.bool_], name: str) -> tuple[float, float]:
    """Value and sigma; (NaN, inf) where it was not seen. Extremes are percentiles, so that one wild frame accuses nobody."""
    i = INDEX[name]
    value, sigma = stretch.values[rows, i], stretch.sigma[rows, i]
    seen = np.isfinite(value)
    if seen.sum() < 2 or seen.mean() < 0.5:
        return math.nan, math.inf
    value = value[seen]
    spread = float(sigma[seen].mean())
    match mistake.statistic:
        case "max":
            return float(np.percentile(value, 90)), spread
        case "min":
            return float(np.percentile(value, 10)), spread
        case "mean":
            return float(value.mean()), spread
        case "range":
            low, high = np.percentile(value, (5, 95))
            # A view's bias is the same at both ends and drops out of a difference.
            return float(high - low), 0.5 * spread
    return float(np.median(value)), spread


def _asymmetry(told: list[tuple[float, float]]) -> tuple[float, float]:
    (left, sigma_left), (right, sigma_right) = told[0], told[-1]
    return abs(left - right), math.hypot(sigma_left, sigma_right)


def chance(mistake: Mistake, value: float, sigma: float, difficulty: float) -> float:
    """The chance that the value truly lies beyond the threshold; strict moves the threshold in by a margin."""
    if mistake.above is not None:
        excess = value - mistake.above
    else:
        assert mistake.below is not None
        excess = mistake.below - value
    excess += (2.0 * difficulty - 1.0) * mistake.margin
    return 0.5 * (1.0 + math.erf(excess / (math.sqrt(2.0) * max(sigma, 1e-6))))


def _painted(mistake: Mistake, guilty: list[str]) -> tuple[str, ...]:
    """The mistake's joints with their side; the guilty sides where the measure has sides, else both."""
    wanted = {name.partition("_")[0] for name in guilty if name.startswith(("left_", "right_"))}
    painted: list[str] = []
    for joint in mistake.joints:
        try:
            names = sides(joint)
        except KeyError:
            names = (joint,)
        painted += [n for n in names if len(names) == 1 or not wanted or n.partition("_")[0] in wanted]
    return tuple(painted)
