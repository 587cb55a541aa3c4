"""learn: from a Recording to a Lesson."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mirror.counting.depth import DepthGauge
from mirror.exercises.core import Exercise, RangeOfMotion, Signal
from mirror.teaching import position
from mirror.teaching.anatomy import listed, part_of
from mirror.teaching.core import LEAST, Array, Lesson, Recording, Repetition, Seen, TeachingError
from mirror.teaching.form import shape_of
from mirror.teaching.hold import Held, held
from mirror.teaching.repetitions import Explained, Found, Levels, channels_of, find, in_place, judged, same
from mirror.teaching.series import LENGTHS, RATE_HZ, Series
from mirror.teaching.signals import Carriers, carriers_of
from mirror.teaching.swings import AROUND_S, Swing, runs

SEEN_S = 1.0
"""Somebody who was seen for less than this showed nothing."""
LOOKED_AT = 5
"""So many of the best proposals are looked at closely."""
AGAIN = (0.55, 0.4)
"""Sizes, in depth, at which the repetitions are looked for again once the signals are known."""
FULL, PARTIAL = 0.65, 0.32
"""Shares of the shown movement that make a full and a partial repetition: somebody else's bones and another camera read the same
movement up to a third smaller."""
HELD_FULL, HELD_PARTIAL = 0.7, 0.5
QUICKEST, SLOWEST = 0.4, 4.0
"""A repetition may take these shares of the time that the quickest and the slowest shown one took."""
LEAST_WEIGHT = 0.3


def learn(recording: Recording, name: str, title: str | None = None, reps: int | None = None) -> Lesson:
    """What was shown, as an exercise. `reps`: how many repetitions were shown, where the user said so.

    Raises TeachingError (a sentence) where nobody was seen, nothing repeats, or it repeats fewer than three times.
    """
    seen = recording.seen()
    series = _series(seen)
    swings, carriers = _movement(series, reps)
    if len(swings) < LEAST:
        kept = held(series)
        # One limb that swings while the others rest is no hold, even where it was seen too poorly to be counted.
        if kept is not None and not any(kept.first <= w.peak < kept.last for w in swings):
            return _hold(series, seen, kept, name, title)
    if carriers is None or len(swings) < 2:
        raise TeachingError(
            "I saw you, but nothing repeats: show the movement three to five times, from the same place, with your whole body "
            "in the picture."
        )
    if len(swings) < LEAST:
        raise TeachingError(f"I saw only {len(swings)} repetitions: show it three to five times.")
    if reps is not None and len(swings) != reps:
        raise TeachingError(f"I saw {len(swings)} repetitions, not {reps}: show it once more, with a short stop after each.")
    return _repeated(series, seen, swings, carriers, name, title)


def count(seen: Seen) -> tuple[int, float]:
    """How many repetitions have been shown so far, and when the last one was over (seconds; NaN before the second)."""
    try:
        series = _series(seen)
    except TeachingError:
        return 0, float("nan")
    swings, _ = _movement(series, None)
    return (len(swings), float(series.t[swings[-1].end])) if len(swings) > 1 else (0, float("nan"))


def _series(seen: Seen) -> Series:
    if len(seen) < 10 or seen.t[-1] - seen.t[0] < SEEN_S:
        raise TeachingError("I saw nobody: stand so that your whole body is in the picture, and show it again.")
    return Series.of(seen)


def _movement(series: Series, reps: int | None) -> tuple[tuple[Swing, ...], Carriers | None]:
    """The repetitions and what carries them; ((), None) where nothing repeats."""
    levels = Levels(channels_of(series))
    if not levels.channels:
        return (), None
    explained = Explained(levels.channels)
    found = find(series, levels, explained)
    close = found[:LOOKED_AT]
    if reps is not None:
        close = [f for f in found if len(f.swings) == reps][:LOOKED_AT] or close
    close += [better for f in close for better in _again(series, levels, explained, f.swings)]
    close.sort(key=lambda f: (reps is not None and len(f.swings) == reps, f.score), reverse=True)
    for f in close:
        carriers = carriers_of(series, levels, f.swings)
        if carriers is not None:
            return f.swings, carriers
    return (), None


def _again(series: Series, levels: Levels, explained: Explained, swings: tuple[Swing, ...]) -> list[Found]:
    """The repetitions as the chosen signals see them together: one that a single channel missed is there again."""
    carriers = carriers_of(series, levels, swings)
    if carriers is None:
        return []
    depth = _depths(series, _draft(carriers))[2]
    out: list[tuple[Swing, ...]] = []
    for size in AGAIN:
        for some, direction in runs(depth, size):
            if direction != 1:
                continue
            for piece in in_place(some, series):
                if not any(same(piece, other) for other in out):
                    out.append(tuple(piece))
    return [judged(piece, levels, explained) for piece in out]


def _draft(carriers: Carriers) -> Exercise:
    """The least exercise that has a depth."""
    return Exercise(
        schema=1,
        name="draft",
        title="",
        sides=carriers.sides,
        posture="standing",
        joints=(),
        signals=signals_of(carriers),
        phases=position.ACROSS,
        views=("front",),
        sources=("mirror",),
        evidence="untested",
    )


def signals_of(carriers: Carriers) -> tuple[Signal, ...]:
    """The signals, the surest with weight 1."""
    best = max(one.sureness for one in carriers.carriers)
    out = []
    for one in carriers.carriers:
        digits = 2 if one.measure in LENGTHS else 0
        weight = round(max(one.sureness / best, LEAST_WEIGHT), 1)
        out.append(Signal(measure=one.measure, rest=round(one.rest, digits), peak=round(one.peak, digits), weight=weight))
    return tuple(out)


def _depths(series: Series, exercise: Exercise) -> tuple[Array, Array, Array]:
    """(T,) depth of the left side, of the right one, and of both, as counting sees them."""
    sigma = np.where(np.isnan(series.values), np.inf, np.broadcast_to(series.sigma, series.values.shape))
    values = np.where(np.isfinite(sigma), series.values, np.nan)
    told = DepthGauge([exercise]).read_rows(values, sigma)
    if exercise.sides == "both":
        return told.depth[:, 0], told.depth[:, 0], told.depth[:, 0]
    return told.left[:, 0], told.right[:, 0], told.depth[:, 0]


def _repeated(series: Series, seen: Seen, swings: Sequence[Swing], carriers: Carriers, name: str, title: str | None) -> Lesson:
    draft = _draft(carriers)
    left, right, _ = _depths(series, draft)
    carried = [one.measure for one in carriers.carriers]
    shape = shape_of(series, swings, left, right, carried)
    long = [(w.end - w.start) / RATE_HZ for w in swings]
    exercise = draft.model_copy(
        update={
            "name": name,
            "title": title or titled(name),
            "posture": position.posture_of(series, _at_rest(series, swings)),
            "joints": shape.joints or (carried[0],),
            "form": shape.form,
            "range": RangeOfMotion(
                full=FULL,
                partial=PARTIAL,
                min_seconds=round(max(QUICKEST * min(long), 0.2), 2),
                max_seconds=round(min(max(SLOWEST * max(long), 4.0), 30.0), 1),
            ),
            "phases": position.phases_of(series, swings),
            "views": (position.view_in(seen.yaw_deg[_during(seen, series, swings)]),),
            "guidance": "Go as far as you did when you showed it.",
        }
    )
    told = tuple(Repetition(*(float(series.t[i]) for i in (w.start, w.peak, w.end))) for w in swings)
    span = (told[0].start_t, told[-1].end_t)
    return Lesson(exercise, told, None, span, tuple(dict.fromkeys(part_of(m) for m in carried)))


def _hold(series: Series, seen: Seen, kept: Held, name: str, title: str | None) -> Lesson:
    at = np.zeros(len(series.t), bool)
    at[kept.first : kept.last] = True
    moments = (seen.t >= series.t[kept.first]) & (seen.t <= series.t[kept.last - 1])
    exercise = Exercise(
        schema=1,
        name=name,
        title=title or titled(name),
        kind="hold",
        posture=position.posture_of(series, at),
        joints=tuple(f.measure for f in kept.form),
        signals=kept.signals,
        form=kept.form,
        range=RangeOfMotion(full=HELD_FULL, partial=HELD_PARTIAL),
        phases=position.HELD,
        views=(position.view_in(seen.yaw_deg[moments]),),
        sources=("mirror",),
        evidence="untested",
        guidance="Hold it as you did when you showed it.",
    )
    span = (float(series.t[kept.first]), float(series.t[kept.last - 1]))
    return Lesson(exercise, (), kept.seconds, span, tuple(dict.fromkeys(part_of(m) for m in kept.measures)))


def _at_rest(series: Series, swings: Sequence[Swing]) -> NDArray[np.bool_]:
    at = np.zeros(len(series.t), bool)
    around = round(AROUND_S * RATE_HZ)
    for w in swings:
        at[max(w.start - around, 0) : w.start + 1] = True
        at[w.end : w.end + around + 1] = True
    return at


def _during(seen: Seen, series: Series, swings: Sequence[Swing]) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = (seen.t >= series.t[swings[0].start]) & (seen.t <= series.t[swings[-1].end])
    return inside


def titled(name: str) -> str:
    """ "wide_squat" -> "Wide squat"."""
    return name.replace("_", " ").capitalize()


def told(lesson: Lesson) -> str:
    """What was learned, in a sentence or two."""
    makers = listed(lesson.makers)
    verb = "make" if makers.endswith("s") or " and " in makers else "makes"
    if lesson.held_s is not None:
        return f"I saw a position held for {lesson.held_s:.0f} seconds. {makers.capitalize()} {verb} it."
    return f"I saw {len(lesson.repetitions)} repetitions. {makers.capitalize()} {verb} them."
