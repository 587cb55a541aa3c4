"""What is drawn of repetitions that lie over each other, from 0 to 100 %."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from mirror.review.core import MeasureView, RepetitionCurve
from ui.review.plots.layers import percents
from ui.review.plots.names import side_of, side_word
from ui.review.plots.shapes import line_pen, side_colour
from ui.review.style import DeskTheme, qcolor
from ui.theme import Colour

Array = NDArray[np.float64]


@dataclass(slots=True)
class Overlaid:
    """Attributes:
    repetitions: all of them, faint. chosen: the strong ones, each with its side. medians: of good repetitions, each with its
        pen. band: x (per cent), low and high of the good ones. ends: word, colour, x and values of each line that is named.
    """

    repetitions: tuple[RepetitionCurve, ...] = ()
    chosen: list[tuple[RepetitionCurve, str]] = field(default_factory=list)
    medians: list[tuple[Array, QPen]] = field(default_factory=list)
    band: tuple[Array, Array, Array] = field(default_factory=lambda: (np.empty(0), np.empty(0), np.empty(0)))
    ends: list[tuple[str, Colour, Array, Array]] = field(default_factory=list)


def overlaid(theme: DeskTheme, measured: MeasureView | None, other: MeasureView | None, seq: int | None) -> Overlaid:
    """Of a measure (None: of none) and, where it is wanted, of the same on the other side; `seq`: the chosen repetition."""
    out = Overlaid()
    if measured is None:
        return out
    out.repetitions = measured.repetitions
    if measured.band is not None:
        out.band = (percents(len(measured.band.median)), measured.band.low, measured.band.high)
        out.medians.append((measured.band.median, QPen(qcolor(theme.good), 2.0, Qt.PenStyle.DashDotLine)))
    for of in (other, measured):
        if of is None:
            continue
        side, one = side_of(of.curve.measure), of_seq(of, seq)
        if one is not None:
            out.chosen.append((one, side))
            if side:
                out.ends.append(_end(theme, side, one.values))
        elif of is other and of.band is not None:
            out.medians.append((of.band.median, line_pen(theme, side, 2.0)))
            out.ends.append(_end(theme, side, of.band.median))
    return out


def of_seq(measured: MeasureView | None, seq: int | None) -> RepetitionCurve | None:
    """The repetition with this seq, or None."""
    if measured is None or seq is None:
        return None
    return next((one for one in measured.repetitions if one.seq == seq), None)


def _end(theme: DeskTheme, side: str, values: Array) -> tuple[str, Colour, Array, Array]:
    return side_word(side).capitalize(), side_colour(theme, side), percents(len(values)), values
