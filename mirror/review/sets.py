"""One set as the review shows it: angle curves, the band of good repetitions, mistakes on the time line, left against right.

Everything comes from the set's landmark track through the geometry of the live mirror (`mirror.geometry.series` gives the same
numbers as `measure`), under the calibration that was in force. Nothing is kept: a minute of set takes some tens of milliseconds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, RowMapping, Select, select

from mirror.errors import SessionError
from mirror.exercises.core import Catalogue, Exercise
from mirror.exercises.own import load_whole
from mirror.geometry.measures import INDEX, PAIRED, base, sides
from mirror.review.bands import ENOUGH, band, typical
from mirror.review.core import Band, MeasureView, MistakeMark, RepetitionCurve, SetView
from mirror.review.demonstrator import shown
from mirror.review.landmarks import Landmarks, Sampler, landmarks, span
from mirror.review.ledger import Repetition, repetitions
from mirror.sessions import schema
from mirror.sessions.store import Store

Array = NDArray[np.float64]

EARLIER_SETS = 3
"""So many of the person's sets before this one are asked for good repetitions."""
UNNAMED = ("knee", "hip", "elbow", "shoulder", "torso_lean")
"""What is shown of a set whose exercise nobody knows (any more)."""
MIN_SPAN = {"deg": 5.0, "torsos": 0.05}
"""A paired measure that moves less than this in a repetition has no asymmetry worth a number."""
ASYMMETRY_KNOWN = 0.25
"""Nor has one that is known no better than to a quarter (one standard deviation): one camera sees the far side badly."""


def set_view(store: Store, session_id: str, set_number: int, catalogue: Catalogue | None = None) -> SetView:
    """All that is drawn of one set. session_id: the whole id. catalogue: as `load_whole` gives it, where it is at hand.

    A set without a track has no curves; one of an exercise that the catalogue does not know (any more) has those of the large
    joints and no band. SessionError where there is no such set.
    """
    known = whole_catalogue() if catalogue is None else catalogue
    e = schema.exercise_set
    with store.reading() as connection:
        row = connection.execute(select(e).where(e.c.session_id == session_id, e.c.number == set_number)).mappings().first()
        if row is None:
            raise SessionError("This set is not in the log any more.")
        reps = repetitions(connection, [(session_id, set_number)])[session_id, set_number]
        marks = connection.execute(_seen_in(session_id, set_number)).mappings().all()
    name = row["exercise"] or (reps[0].exercise if reps else None)
    exercise = known.get(name) if name is not None else None
    seen = landmarks(store, session_id, set_number)
    names = measures_of(exercise)
    counted = [rep for rep in reps if rep.kind != "rejected"]
    views: dict[str, MeasureView] = {}
    if len(seen.t):
        own = Phased.of(seen, reps, names)
        bands = _Bands(store, row, exercise, names, own)
        for measure in names:
            curves = own.curves(measure, exercise)
            views[measure] = MeasureView(seen.curve(measure), curves, bands.of(measure), other_side(measure))
    sides_apart = _asymmetry(views, counted, exercise)
    return SetView(
        session_id=session_id,
        number=set_number,
        exercise=row["exercise"],
        start_t=row["start_t"],
        end_t=_end(row, seen, reps),
        measures=views,
        mistakes=_marks(marks, reps, exercise),
        asymmetry={name: index for name, (index, _) in sides_apart.items()},
        calibrated=seen.calibrated,
        asymmetry_error={name: error for name, (_, error) in sides_apart.items()},
    )


@lru_cache(maxsize=1)
def whole_catalogue() -> Catalogue:
    """The program's exercises and the user's own, read once."""
    return load_whole()


def measures_of(exercise: Exercise | None) -> tuple[str, ...]:
    """The measures worth looking at, with their sides: those of the signals first, then joints, mistakes and form."""
    if exercise is None:
        named: Sequence[str] = UNNAMED
    else:
        named = (
            *(s.measure for s in sorted(exercise.signals, key=lambda s: -s.weight)),
            *exercise.joints,
            *(m.measure for m in exercise.mistakes if m.measure),
            *(f.measure for f in exercise.form),
        )
    return tuple(one for measure in dict.fromkeys(named) for one in sides(measure))


def main_signal(exercise: Exercise) -> str:
    """The measure, without its side, that makes most of the movement."""
    return base(max(exercise.signals, key=lambda s: s.weight).measure)


def other_side(measure: str) -> str:
    """ "right_knee" of "left_knee"; "" for a single measure."""
    side, _, rest = measure.partition("_")
    if rest not in PAIRED:
        return ""
    return {"left": f"right_{rest}", "right": f"left_{rest}"}.get(side, "")


def of_side(exercise: Exercise | None, measure: str, side: str) -> bool:
    """Whether a repetition of this side is one of this measure's: where sides take turns, the left knee's are the left ones."""
    if exercise is None or exercise.sides != "alternating" or side == "both" or not other_side(measure):
        return True
    return measure.startswith(side)


@dataclass(frozen=True, slots=True, eq=False)
class Phased:
    """Repetitions of one set, each measure brought to PHASES samples.

    Attributes: reps: R of them. column: a measure's place in the last axis. values, sigma, error: (R, PHASES, M).
    """

    reps: Sequence[Repetition]
    column: Mapping[str, int]
    values: Array
    sigma: Array
    error: Array

    @classmethod
    def of(cls, seen: Landmarks, reps: Sequence[Repetition], names: Sequence[str]) -> Phased:
        slots = [INDEX[name] for name in names]
        tables = (seen.series.values, seen.series.sigma, seen.series.error)
        sampled = Sampler(seen.t, np.concatenate([table[:, slots] for table in tables], axis=1))
        whole = sampled.over([(rep.start_t, rep.end_t) for rep in reps])
        return cls(reps, {name: k for k, name in enumerate(names)}, *np.split(whole, 3, axis=2))

    def curves(self, measure: str, exercise: Exercise | None) -> tuple[RepetitionCurve, ...]:
        """Those that are this measure's."""
        k = self.column[measure]
        return tuple(
            RepetitionCurve(rep.seq, rep.number, rep.kind, self.values[i, :, k], rep.start_t, rep.end_t)
            for i, rep in enumerate(self.reps)
            if of_side(exercise, measure, rep.side)
        )

    def good(self, measure: str, exercise: Exercise | None) -> tuple[Array, Array, Array]:
        """(n, PHASES) values, sigma, error of the good ones in which the measure was seen for most of the time."""
        k = self.column[measure]
        rows = [
            i
            for i, rep in enumerate(self.reps)
            if rep.good and of_side(exercise, measure, rep.side) and np.isfinite(self.values[i, :, k]).mean() > 0.5
        ]
        return self.values[rows, :, k], self.sigma[rows, :, k], self.error[rows, :, k]


def _end(row: RowMapping, seen: Landmarks, reps: Sequence[Repetition]) -> float:
    """Of a set that was cut off: the last that is known of it."""
    if row["end_t"] is not None:
        return float(row["end_t"])
    return max([float(row["start_t"]), *(rep.end_t for rep in reps), *(float(t) for t in seen.t[-1:])])


# -- bands -----------------------------------------------------------------------------------------------------------------


class _Bands:
    """The bands of one set's measures; the person's earlier sets are read once, and only where they are needed."""

    def __init__(self, store: Store, row: RowMapping, exercise: Exercise | None, names: Sequence[str], own: Phased) -> None:
        self._store, self._row, self._exercise, self._names, self._own = store, row, exercise, names, own
        self._past: list[Phased] | None = None

    def of(self, measure: str) -> Band | None:
        """None for a hold, for an exercise that nobody knows, and where not even the demonstrator can show it."""
        exercise = self._exercise
        if exercise is None or exercise.kind == "hold":
            return None
        values, sigma, error = self._own.good(measure, exercise)
        if len(values) >= ENOUGH:
            return band(values, typical(sigma), "this set")
        parts = [(values, sigma, error), *(past.good(measure, exercise) for past in self._earlier(exercise))]
        values, error = (np.concatenate([part[i] for part in parts]) for i in (0, 2))
        if len(values) >= ENOUGH:
            return band(values, typical(error), "this person")
        example = shown(exercise)
        if example is None:
            return None
        side = measure.partition("_")[0] if other_side(measure) else "both"
        every = self._own.error[:, :, self._own.column[measure]]
        return band(example.over_phase(measure, side)[None], typical(every), "demonstrator")

    def _earlier(self, exercise: Exercise) -> list[Phased]:
        if self._past is None:
            with self._store.reading() as connection:
                keys = earlier(connection, self._row["session_id"], self._row["number"], exercise.name)
                reps = repetitions(connection, keys)
            good = {key: [rep for rep in reps[key] if rep.good] for key in keys}
            self._past = [Phased.of(landmarks(self._store, *key), good[key], self._names) for key in keys if good[key]]
        return self._past


def earlier(connection: Connection, session_id: str, number: int, exercise: str) -> list[tuple[str, int]]:
    """(session id, number) of the person's last sets of the exercise before this one, the latest first."""
    s, e = schema.session, schema.exercise_set
    this = connection.execute(select(s.c.profile_id, s.c.started_at).where(s.c.id == session_id)).one()
    before = (s.c.started_at < this.started_at) | ((s.c.id == session_id) & (e.c.number < number))
    query = select(e.c.session_id, e.c.number).join(s, s.c.id == e.c.session_id)
    query = query.where(s.c.profile_id.is_not_distinct_from(this.profile_id), e.c.exercise == exercise, e.c.full > 0, before)
    query = query.order_by(s.c.started_at.desc(), e.c.number.desc()).limit(EARLIER_SETS)
    return [(str(id), int(n)) for id, n in connection.execute(query)]


# -- mistakes --------------------------------------------------------------------------------------------------------------


def _seen_in(session_id: str, set_number: int) -> Select[Any]:
    m = schema.mistake
    return select(m).where(m.c.session_id == session_id, m.c.set_number == set_number).order_by(m.c.t, m.c.seq)


def _marks(rows: Sequence[RowMapping], reps: Sequence[Repetition], exercise: Exercise | None) -> tuple[MistakeMark, ...]:
    titles = {} if exercise is None else {m.name: m.title for m in exercise.mistakes}
    return tuple(
        MistakeMark(
            row["t"], row["mistake"], titles.get(row["mistake"], _spoken(row["mistake"])), row["severity"], _within(row, reps)
        )
        for row in rows
    )


def _spoken(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _within(row: RowMapping, reps: Sequence[Repetition]) -> int | None:
    """The repetition that was being made, or had just been closed, when the mistake was told; those that have it first."""
    around = [rep for rep in reps if rep.start_t <= row["t"] <= rep.t]
    having = [rep for rep in around if row["mistake"] in rep.mistakes]
    return next((rep.seq for rep in [*having, *around]), None)


# -- left and right --------------------------------------------------------------------------------------------------------


def _asymmetry(
    views: Mapping[str, MeasureView], reps: Sequence[Repetition], exercise: Exercise | None
) -> dict[str, tuple[float, float]]:
    """Of each paired measure, without its side: `symmetry_index` and one standard deviation of it; NaN where it is not known."""
    out: dict[str, tuple[float, float]] = {}
    for measure, view in views.items():
        if not measure.startswith("left_") or not view.other_side:
            continue
        both = []
        for one in (view, views[view.other_side]):
            mine = [rep for rep in reps if of_side(exercise, one.curve.measure, rep.side)]
            told = [span(one.curve, rep.start_t, rep.end_t) for rep in mine]
            both.append([one for one in told if not math.isnan(one.value)])
        index = symmetry_index([a.value for a in both[0]], [b.value for b in both[1]], MIN_SPAN[view.curve.unit])
        if math.isnan(index):
            out[base(measure)] = (math.nan, math.nan)
            continue
        # What the view has wrong for good is wrong in every repetition: their number does not make it less.
        (x, ex), (y, ey) = ((_mean(one.value for one in side), _mean(one.error for one in side)) for side in both)
        error = math.hypot(ex, ey) / (0.5 * (x + y))
        out[base(measure)] = (index if error <= ASYMMETRY_KNOWN else math.nan, error)
    return out


def _mean(values: Iterable[float]) -> float:
    every = list(values)
    return math.fsum(every) / len(every)


def symmetry_index(left: Sequence[float], right: Sequence[float], least: float = 0.0) -> float:
    """(left - right) / mean of both, of the mean range of motion of each side: 0 alike, positive the left goes further.

    The symmetry index of Robinson, Herzog and Nigg, "Use of force platform variables to quantify the effects of chiropractic
    manipulation on gait symmetry" (J Manipulative Physiol Ther 10, 1987), as a share. NaN where a side is not known, or neither
    moves `least`: what is next to nothing has no ratio.
    """
    a, b = ([value for value in side if not math.isnan(value)] for side in (left, right))
    if not a or not b:
        return math.nan
    x, y = sum(a) / len(a), sum(b) / len(b)
    return (x - y) / (0.5 * (x + y)) if max(x, y) >= least and x + y > 0 else math.nan
