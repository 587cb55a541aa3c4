"""What the legends of the curves say: only what is in the picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen

from mirror.review.core import Band, MeasureView, MistakeMark, RepetitionCurve, SetView
from ui.review.plots import texts
from ui.review.plots.legend import Entry, band_entry, gap_entry, line_entry, mark_entry, pen_entry, repetition_entry
from ui.review.plots.names import side_of
from ui.review.plots.shapes import side_colour
from ui.review.plots.texts import say
from ui.review.style import DeskTheme, qcolor

KINDS = {"full": texts.FULL, "partial": texts.PARTIAL, "rejected": texts.REJECTED}
SEVERITIES = {"style": texts.SEVERITY_STYLE, "form": texts.SEVERITY_FORM, "danger": texts.SEVERITY_DANGER}
_WHOSE = {"this set": texts.BAND_SET, "this person": texts.BAND_PERSON, "demonstrator": texts.BAND_DEMO}


def kinds(theme: DeskTheme, repetitions: Sequence[RepetitionCurve]) -> list[Entry]:
    """The fills of the kinds of repetitions that there are."""
    there = {one.kind for one in repetitions}
    return [repetition_entry(theme, kind, say(text)) for kind, text in KINDS.items() if kind in there]


def severities(theme: DeskTheme, marks: Sequence[MistakeMark]) -> list[Entry]:
    """The marks of the severities that there are."""
    there = {mark.severity for mark in marks}
    return [mark_entry(theme, severity, say(text)) for severity, text in SEVERITIES.items() if severity in there]


def over_time(theme: DeskTheme, measured: MeasureView, marks: Sequence[MistakeMark], unseen: bool) -> tuple[Entry, ...]:
    """Of a measure over the set's time."""
    side = side_of(measured.curve.measure)
    entries = [
        *kinds(theme, measured.repetitions),
        band_entry(side_colour(theme, side), 0.3, say(texts.ERROR_BAND), tip=say(texts.ERROR_TIP)),
    ]
    if unseen:
        entries.append(gap_entry(theme, say(texts.GAP)))
    return (*entries, *severities(theme, marks))


def overlaid(theme: DeskTheme, measured: MeasureView, chosen: RepetitionCurve | None, both: bool) -> tuple[Entry, ...]:
    """Of repetitions that lie over each other."""
    entries: list[Entry] = []
    side = side_of(measured.curve.measure)
    if chosen is not None:
        said = say(texts.CHOSEN, n=chosen.number)
        entries.append(
            line_entry(theme, side, f"{said}, {say(texts.SIDE_LEFT if side == 'left' else texts.SIDE_RIGHT)}" if side else said)
        )
        if both and side:
            far = "right" if side == "left" else "left"
            entries.append(line_entry(theme, far, f"{said}, {say(texts.SIDE_LEFT if far == 'left' else texts.SIDE_RIGHT)}"))
    if measured.band is None:
        return (*entries, Entry(lambda painter, box: None, say(texts.NO_BAND)))
    entries.append(band_entry(theme.good, 0.25, band_words(measured.band), theme.good, say(texts.BAND_TIP)))
    entries.append(pen_entry(QPen(qcolor(theme.good), 2.0, Qt.PenStyle.DashDotLine), say(texts.MEDIAN), say(texts.MEDIAN_TIP)))
    return tuple(entries)


def band_words(band: Band) -> str:
    """Whose band it is, and of how many repetitions."""
    if band.of in _WHOSE:
        return say(_WHOSE[band.of], n=band.n)
    return say(texts.BAND_OTHER, of=band.of, n=band.n)


def note(view: SetView | None, measured: MeasureView | None, mode: str) -> str:
    """Why there is nothing to be seen, "" where there is something. `mode`: over the "time" or over the "repetition"."""
    if view is None:
        return say(texts.NO_SET)
    if measured is None:
        return say(texts.NO_CURVES)
    if not np.isfinite(measured.curve.values).any():
        return say(texts.NEVER_SEEN)
    return say(texts.NO_REPETITIONS) if mode == "repetition" and not measured.repetitions else ""
