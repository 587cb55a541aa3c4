"""A legend that wraps: swatches, each with its word, in as many lines as the width asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.review.plots.shapes import fill_gap, fill_repetition, line_pen, paint_band, paint_line, paint_mark
from ui.review.style import DeskTheme, qcolor
from ui.theme import Colour, Weight, font

SWATCH_PX = 22.0
GAP_PX = 6.0
BETWEEN_PX = 16.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A swatch and its word. `paint` draws the swatch into a box of `SWATCH_PX` by about 14 pixels. tip: what the word means."""

    paint: Callable[[QPainter, QRectF], None]
    text: str
    tip: str = ""


class Legend(QWidget):
    """As high as its entries need at its width."""

    def __init__(self, theme: DeskTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: tuple[Entry, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_theme(self, theme: DeskTheme) -> None:
        """Its colours and sizes from now on."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def set_entries(self, entries: tuple[Entry, ...]) -> None:
        """What it explains from now on."""
        self._entries = entries
        self.setAccessibleName("; ".join(entry.text for entry in entries))
        self.setAccessibleDescription(" ".join(entry.tip for entry in entries if entry.tip))
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> tuple[str, ...]:
        """The text of each entry."""
        return tuple(entry.text for entry in self._entries)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        boxes = self._arranged(width)
        return round(boxes[-1][1].bottom()) + 2 if boxes else 0

    def sizeHint(self) -> QSize:
        width = max(self.width(), 240)
        return QSize(240, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(max(self.width(), 120)))

    def _arranged(self, width: int) -> list[tuple[Entry, QRectF]]:
        """Each entry with the box of its words; the swatch stands before it."""
        metrics = QFontMetricsF(font(self._theme.small, Weight.REGULAR))
        line, x, y = metrics.height() + 3.0, 0.0, 1.0
        out: list[tuple[Entry, QRectF]] = []
        for entry in self._entries:
            lead = SWATCH_PX + GAP_PX
            wide = metrics.horizontalAdvance(entry.text) + 2.0
            if x > 0.0 and x + lead + wide > width:
                x, y = 0.0, y + line
            room = max(width - x - lead, 40.0)
            high = line
            if wide > room:
                flags = int(Qt.TextFlag.TextWordWrap)
                high = metrics.boundingRect(QRectF(0, 0, room, 1e4), flags, entry.text).height() + 3.0
            out.append((entry, QRectF(x + lead, y, min(wide, room), high)))
            if high > line:
                x, y = 0.0, y + high
            else:
                x += lead + wide + BETWEEN_PX
        return out

    def tip_at(self, place: QPointF) -> str:
        """What the entry under this place means, "" for none."""
        for entry, box in self._arranged(self.width()):
            if box.adjusted(-SWATCH_PX - GAP_PX, 0.0, 0.0, 0.0).contains(place):
                return entry.tip
        return ""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(QPointF(event.pos())), self)
            return True
        return bool(super().event(event))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(self._theme.small, Weight.REGULAR))
        line = QFontMetricsF(painter.font()).height() + 3.0
        for entry, box in self._arranged(self.width()):
            swatch = QRectF(box.left() - SWATCH_PX - GAP_PX, box.top() + (line - 14.0) / 2, SWATCH_PX, 14.0)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            entry.paint(painter, swatch)
            painter.restore()
            painter.setPen(qcolor(self._theme.muted))
            flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            painter.drawText(box.adjusted(0, 1.5, 4, 4), flags, entry.text)
        painter.end()


def repetition_entry(theme: DeskTheme, kind: str, text: str) -> Entry:
    """The fill of a kind of repetition."""
    return Entry(lambda painter, box: fill_repetition(painter, theme, box, kind), text)


def line_entry(theme: DeskTheme, side: str, text: str, width: float = 2.0) -> Entry:
    """A side's line."""
    return Entry(lambda painter, box: paint_line(painter, box, line_pen(theme, side, width)), text)


def pen_entry(pen: QPen, text: str, tip: str = "") -> Entry:
    """Any line."""
    return Entry(lambda painter, box: paint_line(painter, box, pen), text, tip)


def band_entry(colour: Colour, opacity: float, text: str, edge: Colour | None = None, tip: str = "") -> Entry:
    """A filled band, with a line along its edges where one is drawn."""

    def paint(painter: QPainter, box: QRectF) -> None:
        paint_band(painter, box, qcolor(colour, opacity))
        if edge is not None:
            painter.setPen(QPen(qcolor(edge), 1.0, Qt.PenStyle.DotLine))
            for y in (box.top() + 2, box.bottom() - 2):
                painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))

    return Entry(paint, text, tip)


def gap_entry(theme: DeskTheme, text: str) -> Entry:
    """What was not seen."""
    return Entry(lambda painter, box: fill_gap(painter, theme, box.adjusted(0, 3, 0, -3)), text)


def mark_entry(theme: DeskTheme, severity: str, text: str) -> Entry:
    """A mistake's mark."""
    return Entry(lambda painter, box: paint_mark(painter, theme, box.center(), severity), text)
