"""The slider of the replay: time with the repetitions on it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from mirror.review.core import RepetitionCurve
from ui.review.focus import paint_ring
from ui.review.plots import texts
from ui.review.plots.shapes import fill_repetition
from ui.review.plots.stretch import Stretch
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
        self.part: tuple[float, float] | None = None
        """The part of the track that it shows, seconds of the track; None: all of it."""
        self.setAccessibleName(say(texts.SCRUB))
        self.setSingleStep(MS // 16)
        self.setPageStep(MS)
        self.setMinimumWidth(120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(240, 34)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 34)

    @property
    def shown(self) -> Stretch:
        """The part of the track that it shows, seconds of the track, and its columns."""
        start, end = self.part or (0.0, max(self.maximum(), 1) / MS)
        return Stretch(start, end, _AIR, max(self.width() - _AIR, _AIR + 1.0))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, middle, shown = self.theme, self.height() / 2, self.shown
        groove = QRectF(_AIR, middle - 9, self.width() - 2 * _AIR, 18)
        painter.fillRect(groove, qcolor(theme.panel))
        for one in self.repetitions:
            left, right = shown.x(one.start_t - self.origin), shown.x(one.end_t - self.origin)
            if left < groove.right() and right > groove.left():
                box = QRectF(left, groove.top(), max(right - left, 1.5), groove.height()).intersected(groove)
                fill_repetition(painter, theme, box, one.kind, one.seq == self.chosen)
        painter.setPen(QPen(qcolor(theme.muted), 1.0))
        for t in self.bounds:
            if shown.start <= t <= shown.end:
                painter.drawLine(round(shown.x(t)), round(groove.top()), round(shown.x(t)), round(groove.bottom()))
        painter.setPen(QPen(qcolor(theme.line), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(groove)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_more(painter, groove)
        now = self.value() / MS
        if shown.start <= now <= shown.end:
            painter.setPen(QPen(qcolor(theme.panel), 1.0))
            painter.setBrush(qcolor(theme.accent if self.isEnabled() else theme.faint))
            painter.drawRoundedRect(QRectF(shown.x(now) - 3.5, 2.0, 7.0, self.height() - 4.0), 3.0, 3.0)
        if self.hasFocus():
            paint_ring(painter, theme, self.rect())
        painter.end()

    def _paint_more(self, painter: QPainter, groove: QRectF) -> None:
        """An arrow at each end where the track goes on, in the accent where the moment lies there."""
        shown, now = self.shown, self.value() / MS
        painter.setPen(Qt.PenStyle.NoPen)
        for more, here, x, way in (
            (shown.start > 0.0, now < shown.start, groove.left() - 1.0, -5.0),
            (shown.end < self.maximum() / MS, now > shown.end, groove.right() + 1.0, 5.0),
        ):
            if more:
                y = groove.center().y()
                painter.setBrush(qcolor(self.theme.accent if here else self.theme.muted))
                painter.drawPolygon(QPolygonF([QPointF(x, y - 6.0), QPointF(x, y + 6.0), QPointF(x + way, y)]))

    def _to(self, x: float) -> None:
        self.setValue(round(self.shown.t(x) * MS))
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
