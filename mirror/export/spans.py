"""Spans: how far the measures of an exercise went in a set's full repetitions, for the forms that tell a range of motion."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from mirror.errors import SessionError
from mirror.geometry.measures import sides
from mirror.review.landmarks import landmarks, span, unit_of

if TYPE_CHECKING:
    from mirror.exercises.core import Catalogue, Exercise
    from mirror.export.record import Record
    from mirror.sessions.store import SetEntry, Store


@dataclass(frozen=True, slots=True)
class Span:
    """A measure's range of motion in a set: the median over the n full repetitions where it could be told, in `unit` ("deg" or
    "torsos")."""

    measure: str
    unit: str
    median: float
    n: int


def measures_of(exercise: Exercise) -> tuple[str, ...]:
    """What moves in it, with its sides: the signals' measures first, then the joints'."""
    named = (*(signal.measure for signal in exercise.signals), *exercise.joints)
    return tuple(dict.fromkeys(measure for name in named for measure in sides(name)))


def spans(store: Store, record: Record, catalogue: Catalogue) -> dict[int, tuple[Span, ...]]:
    """By set number; nothing for a set without a name, a track or a full repetition. As a reviewer sees the repetitions."""
    found = {}
    for done in record.entry.sets:
        exercise = catalogue.get(done.exercise or "")
        if exercise is not None and (told := _spans(store, record, done, measures_of(exercise))):
            found[done.number] = told
    return found


def _spans(store: Store, record: Record, done: SetEntry, measures: Sequence[str]) -> tuple[Span, ...]:
    full = [rep for rep in done.repetitions if (record.kind_of(rep) or rep.kind) == "full"]
    try:
        marks = landmarks(store, record.id, done.number) if full else None
    except SessionError:
        # a track that is broken or newer than this program tells no range; the rest of the session stands
        return ()
    if marks is None or len(marks.t) == 0:
        return ()
    told = []
    for measure in measures:
        curve = marks.curve(measure)
        values = [span(curve, rep.start_t, rep.end_t).value for rep in full]
        known = [value for value in values if math.isfinite(value)]
        if known:
            told.append(Span(measure, unit_of(measure), median(known), len(known)))
    return tuple(told)
