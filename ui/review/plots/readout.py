"""What is said of a place in a curve's plot: value and error there, or how far the chosen repetition went."""

from __future__ import annotations

import math

import numpy as np

from mirror.review.core import MeasureView, RepetitionCurve
from ui.review.plots import texts
from ui.review.plots.names import amount, kind_word, side_of, side_word
from ui.review.plots.texts import say
from ui.review.plots.traces import value_at

Dot = tuple[float, str]
"""A value under the pointer and its side."""


def called(one: RepetitionCurve) -> str:
    """ "Repetition 5, full"."""
    return say(texts.READ_REPETITION, n=one.number, kind=kind_word(one.kind))


def of_repetition(measured: MeasureView, one: RepetitionCurve) -> str:
    """ "Repetition 5, full · 85° to 171°"."""
    unit, known = measured.curve.unit, one.values[np.isfinite(one.values)]
    if not len(known):
        return f"{called(one)} · {say(texts.READ_UNSEEN)}"
    span = say(texts.READ_RANGE, low=amount(float(known.min()), unit), high=amount(float(known.max()), unit))
    return f"{called(one)} · {span}"


def at_moment(
    head: str, t: float, measured: MeasureView, other: MeasureView | None, one: RepetitionCurve | None
) -> tuple[str, list[Dot]]:
    """`head` (where), the value with its error (of both sides), the repetition; and the values to be dotted."""
    parts, dots = [head], []
    for of in (measured, other):
        if of is None:
            continue
        value, error = value_at(of.curve, t)
        side = side_of(of.curve.measure)
        said = amount(value, of.curve.unit, error) if math.isfinite(value) else say(texts.READ_UNSEEN)
        parts.append(f"{side_word(side)} {said}" if side and other is not None else said)
        if math.isfinite(value):
            dots.append((value, side))
    if one is not None:
        parts.append(called(one))
    return " · ".join(parts), dots
