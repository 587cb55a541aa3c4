"""Plots: weeks as bars, a measure over a repetition, scores as bars, a set's time line; all of them lines and areas, no pictures.

Each draws into a box: (x, y) of its lower left corner, width and height, points.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from reportlab.lib.colors import HexColor

from mirror.export.pdf import fonts
from mirror.export.pdf.sheet import FAINT, INK, LEFT, RIGHT, RULE, WASH, Sheet
from mirror.review.core import Band, MeasureView

Array = NDArray[np.float64]

TINT = (HexColor("#cfdff2"), HexColor("#f3ddcf"))
"""Of the bands: left (or the only one) and right."""
PAPER = HexColor("#ffffff")
FULL, PARTIAL = HexColor("#2c7a59"), HexColor("#9fcdb8")
SEVERITY: Mapping[str, HexColor] = {"danger": HexColor("#b3261e"), "form": HexColor("#b8501c"), "style": HexColor("#8a7a1f")}
_WHOSE: Mapping[str, str] = {
    "demonstrator": "as the demonstrator does it",
    "this set": "good repetitions of this set ({n})",
    "this person": "good repetitions of this person ({n})",
}
_SMALL = 6.5
_COARSE, _FINE = 5, 2
"""Of 101 samples every so manieth is drawn: of a single repetition, and of the median and the band."""
_SINGLE = 6
"""At most so many repetitions a side are drawn beside their median."""


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Axis:
    """Values to places: `low` is at `start`, `high` at `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round values from low to high: steps of 1, 2 or 5 times a power of ten."""
    if not high > low:
        return [low]
    step = 10.0 ** math.floor(math.log10((high - low) / most))
    step = next(step * factor for factor in (1, 2, 5, 10, 20) if (high - low) / (step * factor) <= most)
    first = math.ceil(low / step - 1e-9)
    return [round(index * step, 9) for index in range(first, math.floor(high / step + 1e-9) + 1)]


def bars(sheet: Sheet, box: Box, values: Sequence[tuple[str, float]], unit: str) -> None:
    """values: (label, value) from left to right; every so many labels are written, as the room allows."""
    canvas = sheet.canvas
    top = max((value for _, value in values), default=0.0) or 1.0
    marks = ticks(0.0, top, 3)
    inset = max(24.0, fonts.width(unit, _SMALL) + 5.0)
    inner = Box(box.x + inset, box.y + 10.0, box.width - inset, box.height - 10.0)
    up = Axis(0.0, max(top, marks[-1]), inner.y, inner.y + inner.height - 4.0)
    for mark in marks:
        _gridline(sheet, inner, up(mark))
        sheet.text(inner.x - 4.0, up(mark) - 2.2, sheet.say.round(mark), _SMALL, colour=FAINT, align="right")
    sheet.text(box.x, box.y + 1.0, unit, _SMALL, colour=FAINT)
    each = inner.width / max(len(values), 8)
    every = max(1, math.ceil(34.0 / each))
    canvas.setFillColor(LEFT)
    for index, (_, value) in enumerate(values):
        if value > 0:
            canvas.rect(inner.x + (index + 0.14) * each, inner.y, 0.72 * each, up(value) - inner.y, stroke=0, fill=1)
    for index, (label, _) in enumerate(values[::every]):
        x = inner.x + (index * every + 0.14) * each
        if x + fonts.width(label, _SMALL) <= sheet.right:
            sheet.text(x, box.y + 1.0, label, _SMALL, colour=FAINT)


def curves(sheet: Sheet, box: Box, views: Sequence[MeasureView], *, hold: bool) -> None:
    """The main measure's sides over each other: the median of the repetitions thick, some of them thin, the band behind them.

    views: one, or left and right. hold: over the set's time instead, since there are no repetitions.
    """
    inner = Box(box.x + 26.0, box.y + 20.0, box.width - 30.0, box.height - 24.0)
    lines = [_over_time(view) if hold else _over_phase(view) for view in views]
    bands = [None if hold else view.band for view in views]
    known = [line[1] for side in lines for line in side]
    known += [edge for band in bands if band is not None for edge in (band.low, band.high)]
    finite = np.concatenate([np.zeros(0), *(values[np.isfinite(values)] for values in known)])
    if not len(finite):
        sheet.text(inner.x, inner.y + inner.height / 2, sheet.say("The view could not tell this measure."), 7.5, colour=FAINT)
        return
    space = max(0.06 * float(np.ptp(finite)), 1e-3)
    up = Axis(float(finite.min()) - space, float(finite.max()) + space, inner.y, inner.y + inner.height)
    far = max((float(t[-1]) for side in lines for t, _ in side if len(t)), default=1.0) if hold else 1.0
    along = Axis(0.0, max(far, 1e-6), inner.x, inner.x + inner.width)
    for mark in ticks(up.low, up.high, 4):
        _gridline(sheet, inner, up(mark))
        sheet.text(inner.x - 4.0, up(mark) - 2.2, sheet.say.round(mark), _SMALL, colour=FAINT, align="right")
    _phase_axis(sheet, inner, along, far, hold)
    for index, band in enumerate(bands):
        if band is not None:
            _band(sheet, band, along, up, TINT[min(index, 1)])
    for index, side in enumerate(lines):
        _side(sheet, side, along, up, RIGHT if index else LEFT, dashed=bool(index), hold=hold)
    _legend(sheet, box, [view.curve.measure for view in views], bands)


def _over_phase(view: MeasureView) -> list[tuple[Array, Array]]:
    """(phase, values): the median of the repetitions first, then some of them."""
    counted = [rep.values for rep in view.repetitions if rep.kind != "rejected" and np.isfinite(rep.values).any()]
    if not counted:
        return []
    table = np.stack(counted)
    seen = np.isfinite(table).any(axis=0)
    middle = np.full(table.shape[1], math.nan)
    middle[seen] = np.nanmedian(table[:, seen], axis=0)
    phase = np.linspace(0.0, 1.0, table.shape[1])
    chosen = np.unique(np.linspace(0, len(counted) - 1, min(len(counted), _SINGLE)).round().astype(int))
    return [(phase[::_FINE], middle[::_FINE]), *((phase[::_COARSE], counted[index][::_COARSE]) for index in chosen)]


def _over_time(view: MeasureView) -> list[tuple[Array, Array]]:
    t, values = view.curve.t, view.curve.values
    step = max(1, len(t) // 300)
    return [((t - t[0])[::step], values[::step])] if len(t) else []


def _side(
    sheet: Sheet, lines: Sequence[tuple[Array, Array]], along: Axis, up: Axis, colour: HexColor, *, dashed: bool, hold: bool
) -> None:
    canvas = sheet.canvas
    canvas.setStrokeColor(colour)
    for index, (at, values) in reversed(list(enumerate(lines))):
        thick = index == 0 and not hold
        canvas.setLineWidth(1.6 if thick else 0.8 if hold else 0.25)
        canvas.setDash(3, 1.6) if dashed and (thick or hold) else canvas.setDash()
        _polyline(sheet, at, values, along, up)
    canvas.setDash()


def _polyline(sheet: Sheet, at: Array, values: Array, along: Axis, up: Axis) -> None:
    """A path, broken where values are not known."""
    path, drawing = sheet.canvas.beginPath(), False
    for x, value in zip(at.tolist(), values.tolist(), strict=True):
        if not math.isfinite(value):
            drawing = False
        elif drawing:
            path.lineTo(along(x), up(value))
        else:
            path.moveTo(along(x), up(value))
            drawing = True
    sheet.canvas.drawPath(path, stroke=1, fill=0)


def _band(sheet: Sheet, band: Band, along: Axis, up: Axis, tint: HexColor) -> None:
    phase = np.linspace(0.0, 1.0, len(band.low))
    known = np.isfinite(band.low) & np.isfinite(band.high) & (np.arange(len(phase)) % _FINE == 0)
    if known.sum() < 2:
        return
    edge = [*zip(phase[known], band.high[known], strict=True), *zip(phase[known][::-1], band.low[known][::-1], strict=True)]
    path = sheet.canvas.beginPath()
    for index, (x, value) in enumerate(edge):
        (path.lineTo if index else path.moveTo)(along(float(x)), up(float(value)))
    path.close()
    sheet.canvas.setFillColor(tint)
    sheet.canvas.setFillAlpha(0.6)
    sheet.canvas.drawPath(path, stroke=0, fill=1)
    sheet.canvas.setFillAlpha(1.0)


def _gridline(sheet: Sheet, inner: Box, y: float) -> None:
    sheet.canvas.setStrokeColor(RULE)
    sheet.canvas.setLineWidth(0.3)
    sheet.canvas.line(inner.x, y, inner.x + inner.width, y)


def _phase_axis(sheet: Sheet, inner: Box, along: Axis, far: float, hold: bool) -> None:
    say = sheet.say
    if hold:
        marks = [(t, say("{n} s", n=say.round(t))) for t in ticks(0.0, far, 4)]
    else:
        marks = [(share, say.percent(share)) for share in (0.0, 0.5, 1.0)]
    for at, label in marks:
        x = along(at)
        sheet.text(x - (0.0 if at == 0 else 8.0), inner.y - 8.5, label, _SMALL, colour=FAINT)


def _legend(sheet: Sheet, box: Box, measures: Sequence[str], bands: Sequence[Band | None]) -> None:
    canvas, say, x, y = sheet.canvas, sheet.say, box.x + 26.0, box.y + 1.5
    for index, measure in enumerate(measures):
        canvas.setStrokeColor(RIGHT if index else LEFT)
        canvas.setLineWidth(1.6)
        canvas.setDash(3, 1.6) if index else canvas.setDash()
        canvas.line(x, y + 2.2, x + 14.0, y + 2.2)
        canvas.setDash()
        label = say.side(measure) if len(measures) == 2 else say.measure(measure)
        sheet.text(x + 17.0, y, label, _SMALL, colour=INK)
        x += 32.0 + fonts.width(label, _SMALL)
    band = next((band for band in bands if band is not None), None)
    if band is not None:
        for index in range(len(measures)):
            canvas.setFillColor(TINT[index])
            canvas.rect(x, y - 0.5, 9.0, 5.5, stroke=0, fill=1)
            x += 9.0
        whose = say(_WHOSE.get(band.of, "good repetitions ({n})"), n=band.n)
        sheet.text(x + 3.0, y, whose, _SMALL, colour=INK, room=box.x + box.width - x - 3.0)


def scores(sheet: Sheet, box: Box, values: Mapping[str, float | None]) -> None:
    """A bar a joint from 0 to 100; "not known" where the view could not tell. What does not fit is counted."""
    step = 10.5
    fitting = max(1, int(box.height // step))
    shown = list(values.items())
    left_out = max(0, len(shown) - fitting)
    if left_out:
        shown, left_out = shown[: fitting - 1], left_out + 1
    widest = max(fonts.width(fonts.legible(name), 7.0) for name, _ in shown)
    name_width = min(max(0.46 * box.width, widest + 6.0), 0.62 * box.width)
    along = Axis(0.0, 100.0, box.x + name_width, box.x + box.width - 20.0)
    y = box.y + box.height
    for name, score in shown:
        y -= step
        sheet.text(box.x, y + 2.5, name, 7.0, room=name_width - 4.0)
        sheet.canvas.setFillColor(WASH)
        sheet.canvas.rect(along.start, y + 1.5, along.end - along.start, 6.0, stroke=0, fill=1)
        if score is None or not math.isfinite(score):
            sheet.text(along.start + 3.0, y + 2.3, sheet.say("not known"), 5.8, colour=FAINT)
            continue
        sheet.canvas.setFillColor(LEFT)
        sheet.canvas.rect(along.start, y + 1.5, along(min(max(score, 0.0), 100.0)) - along.start, 6.0, stroke=0, fill=1)
        sheet.text(box.x + box.width, y + 2.3, sheet.say.number(score), 7.0, align="right")
    if left_out:
        sheet.text(box.x, y - step + 2.5, sheet.say("and {n} further joints", n=left_out), 7.0, colour=FAINT)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A repetition on the time line: kind as it holds; overruled: a reviewer said so. Seconds from the set's start."""

    start: float
    end: float
    kind: str
    overruled: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A mistake on the time line. overruled: a reviewer says that it was none."""

    t: float
    severity: str
    overruled: bool


def timeline(sheet: Sheet, box: Box, seconds: float, stretches: Sequence[Stretch], marks: Sequence[Mark]) -> None:
    """Repetitions as blocks (full dark, partial light, rejected hollow), mistakes as triangles over them, in seconds."""
    canvas = sheet.canvas
    along = Axis(0.0, max(seconds, 1e-6), box.x + 26.0, box.x + box.width - 4.0)
    row = box.y + 9.0
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    canvas.line(along.start, row - 0.5, along.end, row - 0.5)
    for mark in ticks(0.0, seconds, 8):
        sheet.text(along(mark) - 2.0, box.y + 1.0, sheet.say.round(mark), _SMALL, colour=FAINT)
    sheet.text(box.x, box.y + 1.0, sheet.say("s"), _SMALL, colour=FAINT)
    for one in stretches:
        start, end = (along(min(max(t, 0.0), seconds)) for t in (one.start, one.end))
        canvas.setFillColor(PARTIAL if one.kind == "partial" else FULL)
        canvas.setStrokeColor(FULL)
        canvas.setLineWidth(0.6)
        canvas.rect(start + 0.8, row, max(end - start - 1.6, 0.6), 7.0, stroke=1, fill=int(one.kind != "rejected"))
        if one.overruled:
            sheet.text((start + end) / 2 - 2.0, row + 1.2, "R", 6.5, bold=True, colour=PAPER if one.kind == "full" else INK)
    for seen in marks:
        x = along(min(max(seen.t, 0.0), seconds))
        path = canvas.beginPath()
        path.moveTo(x, row + 8.5)
        path.lineTo(x - 2.6, row + 13.5)
        path.lineTo(x + 2.6, row + 13.5)
        path.close()
        colour = SEVERITY.get(seen.severity, FAINT)
        canvas.setFillColor(colour)
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(0.6)
        canvas.drawPath(path, stroke=1, fill=int(not seen.overruled))
