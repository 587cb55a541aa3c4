"""Trends: volume, range of motion, score, asymmetry and tempo of an exercise over weeks, and whether they changed for certain.

A reviewer's verdicts count where there are some; what it would be by the machine's alone stands beside (`Point.machine`). Weeks
begin on Monday, by the mirror's own clock. What "improved" needs is in `mirror.review.change`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Literal

from mirror.errors import SessionError
from mirror.exercises.core import Catalogue, Exercise
from mirror.geometry.measures import sides
from mirror.review.change import apart, detectable, period
from mirror.review.core import Change, Point, Quantity, Trend
from mirror.review.landmarks import unit_of
from mirror.review.past import PastRepetition, PastSession, past
from mirror.review.ranges import digest
from mirror.review.sets import main_signal, whole_catalogue
from mirror.sessions.store import Store

SCORE_LASTING: Mapping[str | None, float] = {"good": 11.7, "fair": 31.0, "poor": 31.0, None: 21.0}
"""Points, one standard deviation: how far a session's score is from that of the same movement seen from good views, by what its
own view was worth; None: nobody knows, any view. Measured on the teacher's people with `python -m models.training.lasting`, the
larger of what `--people 4` and `--people 0 --films 18` give (both `--seed 1`): on landmarks 11.7, 14.3, 17.4, all 13.4; through
pixels 9.9, 30.9, too few poor views for a figure (they are taken to be no better than fair ones), all 21.3. A session's
repetitions are seen alike and wrong alike, so it is not divided."""

COUNT_OFF = 0.9
"""Repetitions, one standard deviation of a set's count: 91 of 100 clips are counted within one (models/weights/REPORT.md)."""
LEAST: Mapping[str, float] = {"deg": 1.0, "torsos": 0.02, "points": 1.0, "share": 0.02, "s": 0.03}
"""No week's mean is believed to be more exact than this, by unit. Of a repetition's length: half a frame of 16 a second."""
ASYMMETRY_KNOWN = 0.5
"""A session whose asymmetry is known no better than to a half (one standard deviation) is left out of its trend."""

FRESH = 4
"""Sets of which the range is worked out on the way: what one session adds."""

Better = Literal["up", "down", "neither"]


@dataclass(frozen=True, slots=True)
class _Told:
    """What a session says of a quantity. value: as reviewed, machine: by the machine alone. n: repetitions. lasting: one standard
    deviation of what the view has wrong for good."""

    session: PastSession
    value: float
    machine: float
    n: int
    lasting: float = 0.0


def trends(
    store: Store, profile_id: str | None, exercise: str, today: date, weeks: int = 52, catalogue: Catalogue | None = None
) -> tuple[Trend, ...]:
    """Those that the exercise has, in the order of `Quantity`; () where the person never did it in these weeks. SessionError.

    today: the last day that counts. What the tracks say of the range is read as `digest` left it; of a few new sets it is worked
    out on the way, the latest first (a log that cannot be written goes without).
    """
    known = (whole_catalogue() if catalogue is None else catalogue).get(exercise)
    monday = week_of(today)
    since = monday - timedelta(weeks=weeks - 1)
    if known is not None:
        with suppress(SessionError):
            digest(store, profile_id, exercise, catalogue, limit=FRESH)
    done = past(store, profile_id, exercise, since, today, () if known is None else sides(main_signal(known)))
    if not done:
        return ()
    hold = known.kind == "hold" if known is not None else all(not one.repetitions for one in done)
    out = [_volume(done, monday, hold)]
    if known is not None and not hold:
        out.append(_trend("range", main_signal(known), unit_of(sides(main_signal(known))[0]), "up", _ranges(done, known)))
    out.append(_trend("score", "", "points", "up", _scores(done, hold)))
    if known is not None and not hold and len(sides(main_signal(known))) == 2:
        out.append(_trend("asymmetry", main_signal(known), "share", "down", _asymmetries(done, known), absolute=True))
    if not hold:
        out.append(_trend("tempo", "", "s", "neither", _tempos(done)))
    return tuple(trend for trend in out if trend.points)


def week_of(day: date) -> date:
    """Its Monday."""
    return day - timedelta(days=day.weekday())


# -- what a session says ---------------------------------------------------------------------------------------------------


def _mean(values: Iterable[float]) -> float:
    known = [value for value in values if not math.isnan(value)]
    return math.fsum(known) / len(known) if known else math.nan


Measured = tuple[float, int, float]
"""A value, of how many repetitions, and one standard deviation of what the view has wrong for good."""


def _told(one: PastSession, tell: Callable[[Sequence[PastRepetition]], Measured]) -> _Told:
    """As reviewed, and by the machine alone where a reviewer has overruled some."""
    value, n, lasting = tell(one.made)
    machine = value if one.made == one.machine_made else tell(one.machine_made)[0]
    return _Told(one, value, machine, n, lasting)


def _scores(done: Sequence[PastSession], hold: bool) -> list[_Told]:
    if hold:
        return [_Told(one, _mean(one.set_scores), _mean(one.set_scores), one.sets, _seen_so(one.set_views)) for one in done]

    def tell(reps: Sequence[PastRepetition]) -> Measured:
        scores = [rep.score for rep in reps if rep.score is not None]
        return _mean(scores), len(scores), _seen_so(rep.view for rep in reps if rep.score is not None)

    return [_told(one, tell) for one in done]


def _seen_so(views: Iterable[str | None]) -> float:
    """What a score has wrong for good that was seen so; NaN where there was none."""
    return _mean(SCORE_LASTING.get(view, SCORE_LASTING[None]) for view in views)


def _tempos(done: Sequence[PastSession]) -> list[_Told]:
    def tell(reps: Sequence[PastRepetition]) -> Measured:
        return _mean(rep.end_t - rep.start_t for rep in reps), len(reps), 0.0

    return [_told(one, tell) for one in done]


def _ranges(done: Sequence[PastSession], exercise: Exercise) -> list[_Told]:
    """Of the sides that worked: both where they move together, else the one that went further."""
    names = sides(main_signal(exercise))
    together = exercise.sides == "both"

    def of(one: PastSession, reps: Sequence[PastRepetition]) -> Measured:
        values, errors = [], []
        for rep in reps:
            found = [one.spans[rep.seq, name] for name in names if (rep.seq, name) in one.spans]
            for value, error in found if together else sorted(found)[-1:]:
                values.append(value / (len(found) if together else 1))
                errors.append(error)
        n = sum(any((rep.seq, name) in one.spans for name in names) for rep in reps)
        return (math.fsum(values) / n if n else math.nan), n, _mean(errors)

    return [_told(one, partial(of, one)) for one in done]


def _asymmetries(done: Sequence[PastSession], exercise: Exercise) -> list[_Told]:
    """The symmetry index (`mirror.review.sets.symmetry_index`) of the session's mean ranges, with its sign."""
    names = sides(main_signal(exercise))
    turns = exercise.sides == "alternating"

    def of(one: PastSession, reps: Sequence[PastRepetition]) -> Measured:
        left, right = (
            [one.spans[rep.seq, name] for rep in reps if (rep.seq, name) in one.spans and _theirs(name, rep.side, turns)]
            for name in names
        )
        if not left or not right:
            return math.nan, 0, math.nan
        (x, ex), (y, ey) = ((_mean(v for v, _ in side), _mean(e for _, e in side)) for side in (left, right))
        mean = 0.5 * (x + y)
        return ((x - y) / mean, min(len(left), len(right)), math.hypot(ex, ey) / mean) if mean > 0.0 else (math.nan, 0, math.nan)

    told = [_told(one, partial(of, one)) for one in done]
    return [one for one in told if one.lasting <= ASYMMETRY_KNOWN]


def _theirs(measure: str, side: str, turns: bool) -> bool:
    """Whether a repetition of this side is this measure's, where sides take turns."""
    return not turns or side == "both" or measure.startswith(side)


# -- weeks -----------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Week:
    told: list[_Told] = field(default_factory=list)

    @property
    def value(self) -> float:
        return _mean(one.value for one in self.told)


def _trend(quantity: Quantity, measure: str, unit: str, better: Better, told: Sequence[_Told], absolute: bool = False) -> Trend:
    """absolute: the values have a sign that does not matter; scatter and change are judged with it."""
    weeks: dict[date, _Week] = defaultdict(_Week)
    for one in told:
        if not math.isnan(one.value):
            weeks[week_of(one.session.day)].told.append(one)
    starts = sorted(weeks)
    spread = _spread([weeks[start] for start in starts])
    sized: Callable[[float], float] = abs if absolute else float
    points = tuple(
        Point(
            start,
            sized(weeks[start].value),
            sum(one.n for one in weeks[start].told),
            spread / math.sqrt(len(weeks[start].told)),
            sized(_mean(one.machine for one in weeks[start].told)),
        )
        for start in starts
    )
    k = period(len(starts))
    parts = [[weeks[start] for start in some] for some in (starts[: k or 1], starts[-(k or 1) :])]
    means = [sized(_mean(week.value for week in part)) for part in parts] if starts else [math.nan, math.nan]
    mdc = math.nan
    if k:
        sessions = [[one for week in part for one in week.told] for part in parts]
        alike = seen_alike(*([one.session for one in some] for some in sessions))
        lasting = 0.0 if alike else apart(*([one.lasting for one in some] for some in sessions))
        mdc = detectable([week.value for week in parts[0]], [week.value for week in parts[1]], lasting, LEAST[unit])
    return _judged(quantity, measure, unit, better, points, (means[0], means[1]), mdc, k)


def _spread(weeks: Sequence[_Week]) -> float:
    """One standard deviation between sessions of the same week; where no week has two, between weeks. NaN for a single one."""
    several = [[one.value for one in week.told] for week in weeks if len(week.told) > 1]
    if not several:
        several = [[week.value for week in weeks]]
    freedom = sum(len(values) - 1 for values in several)
    if not freedom:
        return math.nan
    return math.sqrt(math.fsum((x - _mean(values)) ** 2 for values in several for x in values) / freedom)


def _volume(done: Sequence[PastSession], monday: date, hold: bool) -> Trend:
    """A point for every week since the first, also for those without a session; the first and this one are not whole."""
    weeks: dict[date, list[PastSession]] = defaultdict(list)
    for one in done:
        weeks[week_of(one.day)].append(one)
    first = min(weeks)
    starts = [first + timedelta(weeks=i) for i in range((monday - first).days // 7 + 1)]

    def count(some: Sequence[PastSession], machine: bool) -> float:
        if hold:
            return math.fsum(one.hold_s for one in some)
        kinds = [rep.machine_kind if machine else rep.kind for one in some for rep in one.repetitions]
        return float(kinds.count("full"))

    points = tuple(
        Point(start, count(weeks[start], False), sum(one.sets for one in weeks[start]), math.nan, count(weeks[start], True))
        for start in starts
    )
    whole = points[1:-1]
    k = period(len(whole))
    parts = [[point.value for point in some] for some in (whole[:k], whole[-k:] if k else ())]
    if not k:
        parts = [[points[0].value], [points[-1].value]]
    sets = _mean(point.n for point in points)
    mdc = detectable(parts[0], parts[1], least=1.0 if hold else COUNT_OFF * math.sqrt(sets)) if k else math.nan
    return _judged("volume", "", "s" if hold else "repetitions", "up", points, (_mean(parts[0]), _mean(parts[1])), mdc, k)


# -- seen alike ------------------------------------------------------------------------------------------------------------

TURN_DEG = 10.0
"""Two periods whose mean turn differs by more are not seen alike."""
APART_DEG = 20.0
"""Nor are they where a single session was turned by more from the mean of all: then each period may be a mixture of its own."""
PLACE = {"height_m": 0.1, "pitch_deg": 3.0, "roll_deg": 3.0, "distance_m": 0.4, "fov_deg": 4.0}
"""A calibration that differs by more in one of these is that of a camera that was moved."""


def seen_alike(first: Sequence[PastSession], last: Sequence[PastSession]) -> bool:
    """Whether the same camera stood in the same place and the person was turned to it alike; not where that is not known."""
    every = [*first, *last]
    if len({(one.origin, one.source) for one in every}) > 1:
        return False
    if len({one.calibration is None for one in every}) > 1:
        return False
    known = [one.calibration for one in every if one.calibration is not None]
    for name, most in PLACE.items():
        values = [value for calibration in known if (value := calibration.get(name)) is not None]
        if values and max(values) - min(values) > most:
            return False
    turns = [_turn(some) for some in (first, last)]
    if any(math.isnan(turn) for turn in turns):
        return False
    if abs(_between(turns[0], turns[1])) > TURN_DEG:
        return False
    common = _turn(every)
    return all(abs(_between(_turn([one]), common)) <= APART_DEG for one in every if one.yaws)


def _between(a: float, b: float) -> float:
    """From b to a the short way round, degrees."""
    return (a - b + 180.0) % 360.0 - 180.0


def _turn(sessions: Sequence[PastSession]) -> float:
    """The mean direction that the person faced, degrees; NaN where it was never seen."""
    turns = [math.radians(yaw) for one in sessions for yaw in one.yaws]
    x, y = math.fsum(map(math.cos, turns)), math.fsum(map(math.sin, turns))
    return math.degrees(math.atan2(y, x)) if turns else math.nan


# -- in words --------------------------------------------------------------------------------------------------------------

_NAMES: Mapping[str, str] = {
    "volume": "Volume",
    "range": "Range of motion",
    "score": "Score",
    "asymmetry": "Difference between left and right",
    "tempo": "Time for a repetition",
}


def _judged(
    quantity: Quantity,
    measure: str,
    unit: str,
    better: Better,
    points: tuple[Point, ...],
    means: tuple[float, float],
    mdc: float,
    weeks: int,
) -> Trend:
    first, last = means
    change = _change(last - first, mdc, better)
    sentence = _sentence(quantity, unit, first, last, mdc, change, weeks, len(points))
    return Trend(quantity, measure, unit, better, points, first, last, mdc, change, sentence, weeks)


def _change(difference: float, mdc: float, better: Better) -> Change:
    if math.isnan(mdc):
        return "too few sessions"
    if not abs(difference) > mdc:
        return "no certain change"
    if better == "neither":
        return "changed"
    return "improved" if (difference > 0) == (better == "up") else "worse"


def _sentence(quantity: str, unit: str, first: float, last: float, mdc: float, change: Change, weeks: int, points: int) -> str:
    name = _NAMES[quantity]
    a_week = " a week" if quantity == "volume" else ""
    if change == "too few sessions":
        return f"{name}: too few weeks with sessions for a verdict ({points}; six are needed)."
    told = (
        f"{name}: {told_as(first, unit)}{a_week} in the first {weeks} weeks, {told_as(last, unit)}{a_week} in the last {weeks}."
    )
    difference = told_as(abs(last - first), unit)
    if math.isinf(mdc):
        return f"{told} The two periods were seen differently, so nothing can be said of a change."
    if change == "no certain change":
        return f"{told} The difference of {difference} is within the {told_as(mdc, unit)} that chance and error explain."
    verdict = {"improved": "improved", "worse": "worse", "changed": "a certain change"}[change]
    return (
        f"{told} The difference of {difference} is more than the {told_as(mdc, unit)} that chance and error explain: {verdict}."
    )


def told_as(value: float, unit: str) -> str:
    """A number with its unit, as precise as it is worth."""
    if unit == "share":
        return f"{100.0 * value:.0f} %"
    if unit == "deg":
        return f"{value:.1f} degrees"
    if unit == "torsos":
        return f"{value:.2f} torso lengths"
    if unit == "s":
        return f"{value:.2f} s" if value < 10.0 else f"{value:.0f} s"
    return f"{value:.1f} {unit}"
