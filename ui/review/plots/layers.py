"""What lies in a curve's plot, painted in pixels: lines, repetitions, error bands, gaps, mistakes, labels, a cursor."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem

from mirror.review.core import MistakeMark, RepetitionCurve
from ui.review.plots.shapes import (
    MARK_PX,
    fill_gap,
    fill_repetition,
    kind_colour,
    line_pen,
    paint_mark,
    side_colour,
    write_repetitions,
)
from ui.review.plots.traces import EMPTY, runs, thinned, within
from ui.review.style import DeskTheme, qcolor
from ui.theme import Colour, Weight, font, over

Array = NDArray[np.float64]
HEAD_PX = 22.0
"""Height of the strip at the top of a plot over time in which repetitions are numbered and mistakes marked."""


PIECE = 24
"""Long zigzags are painted in pieces of so many samples: Qt's stroker takes five times as long for a whole one, which it has to
check against itself."""
MANY = 40
"""From so many repetitions on they are laid over each other as hairlines."""
CURSOR_PX = 8.0
"""Half the width of a cursor's strip."""


class Layer(pg.GraphicsObject):  # type: ignore[misc]
    """Fills its plot; `draw` paints in pixels, with the transform from data to pixels and the plot's box.

    Attributes:
        theme: colours; whoever changes it calls `update`.
    """

    def __init__(self, theme: DeskTheme, z: float) -> None:
        super().__init__()
        self.theme = theme
        self.exposed = QRectF()
        """What has to be painted now, pixels."""
        self.setZValue(z)
        self.setFlag(pg.GraphicsObject.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        return QRectF(self.viewRect() or QRectF())

    def viewRangeChanged(self, *_: Any) -> None:
        self.prepareGeometryChange()
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, *_: Any) -> None:
        to_px = painter.transform()
        box = to_px.mapRect(self.boundingRect())
        self.exposed = to_px.mapRect(option.exposedRect).adjusted(-1, -1, 1, 1)
        painter.save()
        painter.resetTransform()
        self.draw(painter, to_px, box)
        painter.restore()

    def draw(self, painter: QPainter, to_px: QTransform, box: QRectF) -> None:
        """To be painted by each layer."""
        raise NotImplementedError


def x_of(to_px: QTransform, x: float) -> float:
    """The pixel's column of a place on the x axis."""
    return to_px.map(QPointF(x, 0.0)).x()


class Repetitions(Layer):
    """Shades each repetition by its kind and numbers it."""

    def __init__(self, theme: DeskTheme) -> None:
        super().__init__(theme, -20)
        self.repetitions: tuple[RepetitionCurve, ...] = ()
        self.chosen: int | None = None

    def draw(self, painter: QPainter, to_px: QTransform, box: QRectF) -> None:
        painter.setFont(font(self.theme.small, Weight.MEDIUM))
        numbered: list[tuple[RepetitionCurve, QRectF]] = []
        for one in self.repetitions:
            left, right = x_of(to_px, one.start_t), x_of(to_px, one.end_t)
            if math.isnan(left + right) or right < box.left() or left > box.right():
                continue
            room = QRectF(left, box.top(), max(right - left, 1.0), box.height()).intersected(box.adjusted(-4, 0, 4, 0))
            chosen = one.seq == self.chosen
            fill_repetition(painter, self.theme, room, one.kind, chosen)
            numbered.append((one, QRectF(room.left(), box.bottom() - HEAD_PX, room.width(), HEAD_PX)))
        write_repetitions(painter, self.theme, numbered, self.chosen)


class ErrorBand(Layer):
    """The measurement's own error around a curve, one standard deviation, as a soft band."""

    def __init__(self, theme: DeskTheme) -> None:
        super().__init__(theme, -10)
        self.trace = EMPTY
        self.side = ""

    def draw(self, painter: QPainter, to_px: QTransform, box: QRectF) -> None:
        view = self.viewRect()
        part = thinned(within(self.trace, view.left(), view.right()), max(round(box.width() / 2), 1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(qcolor(side_colour(self.theme, self.side), 0.22))
        low, high = part.values - part.error, part.values + part.error
        for a, b in runs(part.values):
            for k in range(a, b, PIECE):
                end = min(k + PIECE + 1, b)
                painter.drawPolygon(ribbon(to_px, part.t[k:end], low[k:end], high[k:end]))


class GoodBand(Layer):
    """Where the good repetitions run."""

    def __init__(self, theme: DeskTheme) -> None:
        super().__init__(theme, -12)
        self.x = self.low = self.high = np.empty(0)

    def draw(self, painter: QPainter, to_px: QTransform, box: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(qcolor(self.theme.good, 0.20))
        for a, b in runs(self.low + self.high):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawPolygon(ribbon(to_px, self.x[a:b], self.low[a:b], self.high[a:b]))
            painter.setPen(QPen(qcolor(self.theme.good, 0.7), 1.0, Qt.PenStyle.DotLine))
            for edge in (self.low, self.high):
                painter.drawPolyline(polyline(to_px, self.x[a:b], edge[a:b]))


class Gaps(Layer):
    """A hatched strip at the foot wherever the measure was not seen."""

    def __init__(self, theme: DeskTheme) -> None:
        super().__init__(theme, -5)
        self.gaps: list[tuple[float, float]] = []

    def draw(self, painter: QPainter, to_px: QTransform, box: QRectF) -> None:
        for start, end in self.gaps:
            left, right = x_of(to_px, start), x_of(to_px, end)
            if right >= self.exposed.left() and left <= self.exposed.right():
                room = QRectF(left, box.top() + HEAD_PX, right - left, box.height() - 2 * HEAD_PX).intersected(box)
                fill_gap(painter, self.theme, QRectF(room.left(), box.bottom() - HEAD_PX - 8, room.width(), 8))
                painter.fillRect(room, qcolor(self.theme.faint, 0.12))


class Line(Layer):
    """A curve over time, broken wherever the measure was not seen; single samples with nothing around them are dots."""

    def __init__(self, theme: DeskTheme, z: float = 5) -> None:
        super().__init__(theme, z)
        self.trace, self.side = EMPTY, ""

    def draw(self, painter: QPainter, to_px: QTransform, box: QRectF) -> None:
        view = self.viewRect()
        part = within(self.trace, view.left(), view.right())
        # Where there is a zigzag in every pixel a wide, dashed line is as costly as it is unreadable.
        dense = len(part.t) > 2 * box.width()
        part = thinned(part, max(round(box.width() / 2), 1)) if dense else part
        pen = line_pen(self.theme, self.side, 1.0 if dense else 1.6)
        if dense:
            pen.setStyle(Qt.PenStyle.SolidLine)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not dense:
            pen.setCapStyle(Qt.PenCapStyle.SquareCap if self.side != "right" else Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setBrush(qcolor(side_colour(self.theme, self.side)))
        for a, b in runs(part.values):
            if b - a == 1:
                painter.drawEllipse(polyline(to_px, part.t[a:b], part.values[a:b]).at(0), 1.0, 1.0)
            else:
                for k in range(a, b - 1, PIECE):
                    end = min(k + PIECE + 1, b)
                    painter.drawPolyline(polyline(to_px, part.t[k:end], part.values[k:end]))


class Overlay(Layer):
    """Repetitions laid over each other from 0 to 100 %: all faint and by their kind, the chosen one strong."""

    def __init__(self, theme: DeskTheme) -> None:
        super().__init__(theme, 5)
        self.repetitions: tuple[RepetitionCurve, ...] = ()
        self.chosen: list[tuple[RepetitionCurve, str]] = []
        """The strong ones with their sides."""

    def draw(self, painter: QPainter, to_px: QTransform, box: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        faint = max(0.22, min(0.55, 6.0 / max(len(self.repetitions), 1)))
        # Hundreds of lines are drawn as hairlines of one device pixel, which costs a tenth on fine screens.
        width = 1.0 if len(self.repetitions) < MANY else 0.0
        for one in self.repetitions:
            pen = QPen(qcolor(self.theme.text if one.kind == "full" else kind_colour(self.theme, one.kind), faint), width)
            if one.kind != "full":
                pen.setDashPattern([4.0, 3.0] if one.kind == "partial" else [1.0, 3.0])
            self._draw(painter, to_px, one, pen)
        for one, side in self.chosen:
            self._draw(painter, to_px, one, line_pen(self.theme, side, 3.0))

    def _draw(self, painter: QPainter, to_px: QTransform, one: RepetitionCurve, pen: QPen) -> None:
        painter.setPen(pen)
        percent = percents(len(one.values))
        for a, b in runs(one.values):
            painter.drawPolyline(polyline(to_px, percent[a:b], one.values[a:b]))


class Medians(Layer):
    """Medians of good repetitions, each with its colour."""

    def __init__(self, theme: DeskTheme) -> None:
        super().__init__(theme, 4)
        self.lines: list[tuple[Array, QPen]] = []

    def draw(self, painter: QPainter, to_px: QTransform, box: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for values, pen in self.lines:
            painter.setPen(pen)
            percent = percents(len(values))
            for a, b in runs(values):
                painter.drawPolyline(polyline(to_px, percent[a:b], values[a:b]))


class Mistakes(Layer):
    """The marks of mistakes along the top."""

    def __init__(self, theme: DeskTheme) -> None:
        super().__init__(theme, 20)
        self.marks: tuple[MistakeMark, ...] = ()
        self.current: MistakeMark | None = None
        """The one that is ringed."""

    def draw(self, painter: QPainter, to_px: QTransform, box: QRectF) -> None:
        for mark in self.marks:
            x = x_of(to_px, mark.t)
            if self.exposed.left() - HEAD_PX / 2 <= x <= self.exposed.right() + HEAD_PX / 2:
                painter.setPen(QPen(qcolor(self.theme.muted, 0.55), 1.0, Qt.PenStyle.DotLine))
                painter.drawLine(QPointF(x, box.top() + HEAD_PX), QPointF(x, box.bottom() - HEAD_PX))
                paint_mark(painter, self.theme, QPointF(x, box.top() + HEAD_PX / 2), mark.severity, mark is self.current)

    def near(self, place: QPointF) -> MistakeMark | None:
        """The mark under a place of the data's coordinates, or None."""
        to_px = self.sceneTransform()
        at = to_px.map(place)
        top = to_px.mapRect(self.boundingRect()).top()
        if abs(at.y() - top - HEAD_PX / 2) > HEAD_PX / 2 + 2:
            return None
        found = [(abs(x_of(to_px, mark.t) - at.x()), mark) for mark in self.marks]
        return min((f for f in found if f[0] <= MARK_PX + 3), key=lambda f: f[0], default=(0.0, None))[1]


class Ends(Layer):
    """Words at the ends of lines ("Left", "Right"), moved apart where they would lie on each other."""

    def __init__(self, theme: DeskTheme) -> None:
        super().__init__(theme, 30)
        self.ends: list[tuple[str, Colour, Array, Array]] = []
        """Word, colour, x and values of its line."""

    @property
    def room(self) -> float:
        """How many pixels the words need beside their lines."""
        metrics = QFontMetricsF(font(self.theme.small, Weight.SEMI_BOLD))
        return max((metrics.horizontalAdvance(word) for word, *_ in self.ends), default=-16.0) + 16.0

    def draw(self, painter: QPainter, to_px: QTransform, box: QRectF) -> None:
        painter.setFont(font(self.theme.small, Weight.SEMI_BOLD))
        metrics = QFontMetricsF(painter.font())
        taken: list[float] = []
        for word, colour, x, values in self.ends:
            at = self._end(to_px, box, x, values)
            if at is None:
                continue
            y, high = min(max(at.y(), box.top() + HEAD_PX + 8), box.bottom() - HEAD_PX - 8), metrics.height()
            while any(abs(y - other) < high for other in taken):
                y -= 2.0
            taken.append(y)
            wide = metrics.horizontalAdvance(word) + 8
            plate = QRectF(min(at.x() + 3, box.right() - wide - 2), y - high / 2, wide, high)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(qcolor(over(colour, 0.10, self.theme.panel), 0.92))
            painter.drawRoundedRect(plate, 3, 3)
            painter.setPen(qcolor(colour))
            painter.drawText(plate, int(Qt.AlignmentFlag.AlignCenter), word)

    def _end(self, to_px: QTransform, box: QRectF, x: Array, values: Array) -> QPointF | None:
        """Where the line leaves the plot, or ends."""
        view = self.viewRect()
        inside = np.flatnonzero((x >= view.left()) & (x <= view.right()) & np.isfinite(values))
        if not len(inside):
            return None
        i = int(inside[-1])
        return to_px.map(QPointF(float(x[i]), float(values[i])))


class Cursor(Layer):
    """A line at one place: the moment that is shown elsewhere (the replay), or what is under the pointer.

    It covers a strip alone, so that a replay that plays does not paint the whole plot anew with every picture.
    """

    def __init__(self, theme: DeskTheme, *, pointer: bool = False) -> None:
        super().__init__(theme, 40)
        self._pointer = pointer
        self.at = math.nan
        self.dots: list[tuple[float, str]] = []
        """Values there, each with its side."""

    def move(self, at: float, dots: list[tuple[float, str]] | None = None) -> None:
        """To this place of the x axis; NaN: nowhere."""
        self.prepareGeometryChange()
        self.at, self.dots = at, dots or []
        self.update()

    def boundingRect(self) -> QRectF:
        view = super().boundingRect()
        if not math.isfinite(self.at) or view.isEmpty():
            return QRectF()
        half = CURSOR_PX * view.width() / max(float(self.getViewBox().width()), 1.0)
        return QRectF(self.at - half, view.top(), 2 * half, view.height())

    def draw(self, painter: QPainter, to_px: QTransform, box: QRectF) -> None:
        if not math.isfinite(self.at):
            return
        x = x_of(to_px, self.at)
        ink, width = (self.theme.muted, 1.0) if self._pointer else (self.theme.accent, 2.0)
        painter.setPen(QPen(qcolor(ink), width, Qt.PenStyle.DashLine if self._pointer else Qt.PenStyle.SolidLine))
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(qcolor(self.theme.panel), 1.5))
        for value, side in self.dots:
            painter.setBrush(qcolor(side_colour(self.theme, side)))
            painter.drawEllipse(to_px.map(QPointF(self.at, value)), 4.5, 4.5)


def percents(samples: int) -> Array:
    """(samples,) from 0 to 100."""
    return np.linspace(0.0, 100.0, samples)


def polyline(to_px: QTransform, x: Array, y: Array) -> QPolygonF:
    """(n,) and (n,) of the data as a line of pixels."""
    line: QPolygonF = pg.functions.create_qpolygonf(len(x))
    if len(x):
        places = pg.functions.ndarray_from_qpolygonf(line)
        places[:, 0] = x * to_px.m11() + to_px.dx()
        places[:, 1] = y * to_px.m22() + to_px.dy()
    return line


def ribbon(to_px: QTransform, x: Array, low: Array, high: Array) -> QPolygonF:
    """What lies between two curves, in pixels."""
    return polyline(to_px, np.concatenate([x, x[::-1]]), np.concatenate([low, high[::-1]]))
