"""The slider of the replay: time with the repetitions on it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from mirror.review.core import RepetitionCurve
from ui.review.plots import texts
from ui.review.plots.shapes import fill_repetition
from ui.review.plots.texts import say
from ui.review.style import DeskTheme, qcolor

MS = 1000
_AIR = 8.0


class Scrubber(QSlider):
    """Milliseconds of a track; a click goes there at once.

    Signals:
        scrubbed(float): the user wants this moment, seconds of the track.
    """

    scrubbed = Signal(float)

    def __init__(self, theme: DeskTheme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme = theme
        self.repetitions: tuple[RepetitionCurve, ...] = ()
        self.origin = 0.0
        """The run's time at the track's 0, seconds."""
        self.chosen: int | None = None
        self.bounds: tuple[float, ...] = ()
        """Moments of the track that are marked: where its repetition starts, is deepest and ends."""
        self.setAccessibleName(say(texts.SCRUB))
        self.setSingleStep(MS // 16)
        self.setPageStep(MS)
        self.setMinimumWidth(120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(240, 34)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 34)

    def _x(self, t: float) -> float:
        whole = max(self.maximum() - self.minimum(), 1) / MS
        return _AIR + t / whole * (self.width() - 2 * _AIR)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, middle = self.theme, self.height() / 2
        groove = QRectF(_AIR, middle - 9, self.width() - 2 * _AIR, 18)
        painter.fillRect(groove, qcolor(theme.panel))
        for one in self.repetitions:
            left, right = self._x(one.start_t - self.origin), self._x(one.end_t - self.origin)
            box = QRectF(left, groove.top(), max(right - left, 1.5), groove.height()).intersected(groove)
            fill_repetition(painter, theme, box, one.kind, one.seq == self.chosen)
        painter.setPen(QPen(qcolor(theme.muted), 1.0))
        for t in self.bounds:
            painter.drawLine(round(self._x(t)), round(groove.top()), round(self._x(t)), round(groove.bottom()))
        painter.setPen(QPen(qcolor(theme.line), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(groove)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = self._x((self.value() - self.minimum()) / MS)
        painter.setPen(QPen(qcolor(theme.panel), 1.0))
        painter.setBrush(qcolor(theme.accent if self.isEnabled() else theme.faint))
        painter.drawRoundedRect(QRectF(x - 3.5, 2.0, 7.0, self.height() - 4.0), 3.0, 3.0)
        if self.hasFocus():
            painter.setPen(QPen(qcolor(theme.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _to(self, x: float) -> None:
        whole = max(self.maximum() - self.minimum(), 1)
        share = min(max((x - _AIR) / max(self.width() - 2 * _AIR, 1.0), 0.0), 1.0)
        self.setValue(round(share * whole))
        self.scrubbed.emit(self.value() / MS)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.value()
        super().keyPressEvent(event)
        if self.value() != before:
            self.scrubbed.emit(self.value() / MS)
