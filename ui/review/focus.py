"""Focusable: what every hand-painted widget does when the keyboard comes to it and leaves it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui.review.style import DeskTheme, qcolor

RING_PX = 2.0
"""Width of the ring: two pixels, as WCAG 2.2 (2.4.13) asks of what shows the focus."""


class Focusable(QWidget):
    """A widget that takes the keyboard by Tab and by click, and is painted anew when it comes and goes.

    Whoever inherits it ends its painting with `paint_ring`, and does what else has to be done in `focus_changed`.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def focus_changed(self, has: bool) -> None:
        """The keyboard came (`has`) or left."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed(True)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed(False)
        self.update()


def paint_ring(painter: QPainter, theme: DeskTheme, box: QRect | QRectF) -> None:
    """The ring, wholly inside the box (pixels): outside it another widget may lie."""
    painter.setPen(QPen(qcolor(theme.accent), RING_PX))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = RING_PX / 2
    painter.drawRect(QRectF(box).adjusted(half, half, -half, -half))
