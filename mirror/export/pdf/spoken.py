"""Spoken: what a figure shows, in words, for those to whom the page is read."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from mirror.export.pdf.words import Words

if TYPE_CHECKING:
    from mirror.export.pdf.plots import Mark, Stretch
    from mirror.review.core import MeasureView

_MOST = 60
"""So many values are read at most."""


def bars(say: Words, values: Sequence[tuple[str, float]]) -> str:
    """ "1 Jun: 12, 8 Jun: 20": those that are not nothing."""
    known = [f"{label}: {say.round(round(value))}" for label, value in values if value > 0]
    more = [say.count(len(known) - _MOST, "and 1 more", "and {n} more")] if len(known) > _MOST else []
    return ", ".join([*known[:_MOST], *more])


def curves(say: Words, views: Sequence[MeasureView]) -> str:
    """How far each side went."""
    said = []
    for view in views:
        known = view.curve.values[np.isfinite(view.curve.values)]
        name, digits = say.measure(view.curve.measure), 0 if view.curve.unit == "deg" else 2
        if len(known):
            low, high = (say.number(float(edge), digits) for edge in (known.min(), known.max()))
            said.append(say("{name}: from {low} to {high}.", name=name, low=low, high=high))
        else:
            said.append(say("{name}: not known.", name=name))
    return " ".join(said)


def scores(say: Words, joints: Mapping[str, float | None]) -> str:
    """ "Knee, left: 91; Trunk: not known"."""
    return "; ".join(
        f"{name}: {say('not known') if score is None or not math.isfinite(score) else say.number(score)}"
        for name, score in joints.items()
    )


def timeline(say: Words, stretches: Sequence[Stretch], marks: Sequence[Mark]) -> str:
    """The repetitions in their order, then when mistakes were seen."""
    kinds = ", ".join(say.kind(one.kind) for one in stretches[:_MOST]) or say("none")
    said = [say("Repetitions in their order: {kinds}.", kinds=kinds)]
    if marks:
        times = ", ".join(say("{n} s", n=say.number(mark.t, 1)) for mark in marks[:_MOST])
        said.append(say("Mistakes at: {times}.", times=times))
    return " ".join(said)
