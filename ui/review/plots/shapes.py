"""The signs that plots share: marks of mistakes, fills of repetitions, swatches; each differs by shape as well as by colour."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from mirror.review.core import RepetitionCurve
from ui.review.style import DeskTheme, qcolor
from ui.theme import Colour

MARK_PX = 6.0
"""Half the extent of a mistake's mark."""
DASHES = [5.0, 3.5]
"""Of the right side's line, in pen widths."""
_TINT = {"full": 0.13, "partial": 0.10, "rejected": 0.07}
_HATCH = {"partial": Qt.BrushStyle.BDiagPattern, "rejected": Qt.BrushStyle.DiagCrossPattern}
_SIZES = {"style": 0.85, "form": 1.0, "danger": 1.15}


def kind_colour(theme: DeskTheme, kind: str) -> Colour:
    """Of a repetition's kind."""
    return {"full": theme.good, "partial": theme.attention, "rejected": theme.danger}.get(kind, theme.faint)


def severity_colour(theme: DeskTheme, severity: str) -> Colour:
    """Of a mistake's severity."""
    return {"style": theme.muted, "form": theme.attention, "danger": theme.danger}.get(severity, theme.faint)


def side_colour(theme: DeskTheme, side: str) -> Colour:
    """Of a body's side ("left", "right"); of what has no side ("") the text's."""
    return {"left": theme.left, "right": theme.right}.get(side, theme.text)


def line_pen(theme: DeskTheme, side: str, width: float = 1.6, opacity: float = 1.0) -> QPen:
    """Of a side's curve: the right one is dashed."""
    pen = QPen(qcolor(side_colour(theme, side), opacity), width)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if side == "right":
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(DASHES)
    return pen


def fill_repetition(painter: QPainter, theme: DeskTheme, box: QRectF, kind: str, chosen: bool = False) -> None:
    """A repetition's share of the time axis: full ones plain, partial ones striped, rejected ones crossed."""
    ink = kind_colour(theme, kind)
    painter.fillRect(box, qcolor(ink, _TINT.get(kind, 0.07) * (2.0 if chosen else 1.0)))
    if kind in _HATCH:
        painter.fillRect(box, QBrush(qcolor(ink, 0.5 if chosen else 0.34), _HATCH[kind]))
    if chosen:
        painter.setPen(QPen(qcolor(theme.accent), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.75, 0.75, -0.75, -0.75))


def said_of_kind(one: RepetitionCurve) -> str:
    """What stands on a repetition: its number, "–" for a partial one, "×" for one that was rejected."""
    return str(one.number) if one.kind == "full" else "–" if one.kind == "partial" else "×"


def write_repetitions(
    painter: QPainter, theme: DeskTheme, places: Sequence[tuple[RepetitionCurve, QRectF]], chosen: int | None
) -> None:
    """What stands on each, in the middle of its box (pixels); the chosen one always, another where it does not lie on one before
    it. On stripes it stands on a plate."""
    metrics = QFontMetricsF(painter.font())
    taken: list[tuple[float, float]] = []
    for one, box in sorted(places, key=lambda place: (place[0].seq != chosen, place[1].left())):
        said = said_of_kind(one)
        half = metrics.horizontalAdvance(said) / 2 + 2.0
        left, right = box.center().x() - half, box.center().x() + half
        if any(left < end and right > start for start, end in taken):
            continue
        taken.append((left, right))
        if one.kind in _HATCH:
            high = min(metrics.height(), box.height()) - 3.0
            painter.fillRect(QRectF(left, box.center().y() - high / 2, right - left, high), qcolor(theme.panel, 0.85))
        painter.setPen(qcolor(theme.text if one.seq == chosen or one.kind in _HATCH else theme.muted))
        painter.drawText(QRectF(left, box.top(), right - left, box.height()), int(Qt.AlignmentFlag.AlignCenter), said)


def fill_gap(painter: QPainter, theme: DeskTheme, box: QRectF) -> None:
    """What was not seen: hatched, as on the mirror."""
    painter.fillRect(box, QBrush(qcolor(theme.muted, 0.8), Qt.BrushStyle.FDiagPattern))


@lru_cache(maxsize=32)
def _polygon(severity: str) -> QPolygonF | None:
    size = MARK_PX * _SIZES.get(severity, 1.0)
    if severity == "danger":
        return QPolygonF([QPointF(0, -size), QPointF(size, 0), QPointF(0, size), QPointF(-size, 0)])
    if severity == "form":
        flat, half = size * 0.62, size * math.sqrt(0.75) * 1.1
        return QPolygonF([QPointF(0, -size), QPointF(half, flat), QPointF(-half, flat)])
    return None


def paint_mark(painter: QPainter, theme: DeskTheme, at: QPointF, severity: str, chosen: bool = False) -> None:
    """A mistake: a ring for style, a triangle for form, a diamond for danger. `chosen`: ringed by the accent."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if chosen:
        painter.setPen(QPen(qcolor(theme.accent), 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, MARK_PX + 4.5, MARK_PX + 4.5)
    ink = severity_colour(theme, severity)
    form = _polygon(severity)
    if form is None:
        painter.setPen(QPen(qcolor(ink), 2.2))
        painter.setBrush(qcolor(theme.panel))
        painter.drawEllipse(at, MARK_PX * 0.72, MARK_PX * 0.72)
        return
    painter.setPen(QPen(qcolor(theme.panel), 1.2))
    painter.setBrush(qcolor(ink))
    painter.drawPolygon(form.translated(at))


def paint_line(painter: QPainter, box: QRectF, pen: QPen) -> None:
    """A piece of a line in a swatch's box."""
    painter.setPen(pen)
    painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))


def paint_band(painter: QPainter, box: QRectF, fill: QColor) -> None:
    """A piece of a band in a swatch's box."""
    painter.fillRect(box.adjusted(0, 2, 0, -2), fill)


def paint_point(painter: QPainter, theme: DeskTheme, at: QPointF, half: float, chosen: bool = False) -> None:
    """A measured value with its standard error, `half` pixels up and down."""
    painter.setPen(QPen(qcolor(theme.accent), 1.6))
    painter.drawLine(QPointF(at.x(), at.y() - half), QPointF(at.x(), at.y() + half))
    for y in (at.y() - half, at.y() + half):
        painter.drawLine(QPointF(at.x() - 3.0, y), QPointF(at.x() + 3.0, y))
    painter.setPen(QPen(qcolor(theme.panel), 1.2))
    painter.setBrush(qcolor(theme.text if chosen else theme.accent))
    painter.drawEllipse(at, 5.0 if chosen else 3.8, 5.0 if chosen else 3.8)
