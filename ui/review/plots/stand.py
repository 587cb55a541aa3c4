"""The replay's canvas: the room with the figure at one moment, beside or in front of the one it is compared with."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.review.plots import texts
from ui.review.plots.angles import ANGLES, angle_at, arc_at
from ui.review.plots.bar import button
from ui.review.plots.eye import OBLIQUE, Eye, Projection, Room
from ui.review.plots.figure import paint_figure, paint_shape
from ui.review.plots.names import amount
from ui.review.plots.texts import say
from ui.review.style import DeskTheme, qcolor
from ui.theme import Colour, Weight, font

if TYPE_CHECKING:
    from mirror.review.replay import ReplayTrack

Array = NDArray[np.float64]

TRAIL_S = 2.0
"""How long a joint's trail is."""
TURN_DEG_PX = 0.45
GRID_M = 0.5
_SEEN_FROM = {
    "front": texts.SEEN_FRONT,
    "back": texts.SEEN_BACK,
    "left": texts.SEEN_LEFT,
    "right": texts.SEEN_RIGHT,
    "top": texts.SEEN_TOP,
}


@dataclass(slots=True)
class Scene:
    """What the canvas shows.

    Attributes:
        track, compare: None where there is none. t, compared_t: moments, seconds of each track. room: what must fit.
        trails: landmarks whose way is drawn. angle: a measure of ANGLES, or ""; value, error: as the curve has it, NaN: from the
            figure itself. scores: by landmark. beside: the compared figure stands beside, not behind.
    """

    track: ReplayTrack | None = None
    compare: ReplayTrack | None = None
    t: float = 0.0
    compared_t: float = 0.0
    room: Room = field(default_factory=Room.around)
    trails: tuple[int, ...] = ()
    angle: str = ""
    value: float = math.nan
    error: float = math.nan
    scores: Mapping[int, float | None] = field(default_factory=dict)
    beside: bool = False


class Stand(QWidget):
    """Draws a `Scene` from an `Eye`; dragging turns it.

    Signals:
        looked(): the eye has moved.
    """

    looked = Signal()

    def __init__(self, theme: DeskTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.scene, self.eye = theme, Scene(), OBLIQUE
        self._held: QPointF | None = None
        self.setMinimumSize(200, 220)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip(f"{say(texts.TURN_TIP)} {say(texts.JOINTS_TIP)}")
        self.perspective = button("3D", texts.DEPTH_TIP, checkable=True)
        self.perspective.setParent(self)
        self.perspective.setCursor(Qt.CursorShape.ArrowCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.perspective.adjustSize()
        size = self.perspective.size()
        self.perspective.move(self.width() - size.width() - 6, self.height() - size.height() - 6)

    def sizeHint(self) -> QSize:
        return QSize(480, 420)

    def look(self, eye: Eye) -> None:
        """From here now."""
        self.eye = eye
        self.update()
        self.looked.emit()

    def boxes(self) -> list[QRectF]:
        """Where this figure stands, and the compared one where it stands beside."""
        whole = QRectF(self.rect())
        if self.scene.compare is None or not self.scene.beside:
            return [whole]
        half = whole.width() / 2
        return [QRectF(0, 0, half, whole.height()), QRectF(half, 0, half, whole.height())]

    def projection(self, box: QRectF) -> Projection:
        """The room in one of the boxes, with room for the captions."""
        inner = box.adjusted(10, 22, -10, -14)
        return Projection.fitted(self.eye, self.scene.room, inner.left(), inner.top(), inner.width(), inner.height())

    # -- what is drawn ------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint(painter)
        painter.end()

    def paint(self, painter: QPainter) -> None:
        """The whole picture."""
        scene, theme, boxes = self.scene, self.theme, self.boxes()
        painter.fillRect(self.rect(), qcolor(theme.panel))
        if scene.track is None or not len(scene.track):
            self._say(painter, QRectF(self.rect()), say(texts.NO_TRACK))
            return
        for box in boxes:
            painter.setClipRect(box)
            self._floor(painter, self.projection(box))
        painter.setClipping(False)
        here = self.projection(boxes[0])
        if scene.compare is not None and len(scene.compare):
            there = self.projection(boxes[-1])
            places, _ = there(scene.compare.at(scene.compared_t))
            self._trails(painter, there, scene.compare, scene.compared_t, theme.muted)
            paint_shape(painter, theme, places, _visibility(scene.compare, scene.compared_t), there.scale)
            if scene.beside:
                self._angle(painter, there, scene.compare.at(scene.compared_t), math.nan, math.nan)
        points = scene.track.at(scene.t)
        places, near = here(points)
        if not np.isfinite(places).any():
            self._say(painter, boxes[0], say(texts.NOBODY))
        self._trails(painter, here, scene.track, scene.t, theme.accent)
        paint_figure(painter, theme, places, near, _visibility(scene.track, scene.t), here.scale, scene.scores)
        self._angle(painter, here, points, scene.value, scene.error)
        self._captions(painter, boxes)

    def _say(self, painter: QPainter, box: QRectF, words: str) -> None:
        painter.setFont(font(self.theme.small, Weight.REGULAR))
        painter.setPen(qcolor(self.theme.muted))
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        painter.drawText(box.adjusted(20, 20, -20, -20), flags, words)

    def _floor(self, painter: QPainter, place: Projection) -> None:
        """A grid of half metres, and an arrow to where the person faces."""
        room = place.room
        half = max(math.ceil((room.radius + 0.2) / GRID_M), 2) * GRID_M
        cx, cz = (round(float(room.centre[i]) / GRID_M) * GRID_M for i in (0, 2))
        steps = np.arange(-half, half + 1e-6, GRID_M)
        n = len(steps)
        ends = np.zeros((4 * n, 3))
        ends[:n, 0] = ends[n : 2 * n, 0] = cx + steps
        ends[:n, 2], ends[n : 2 * n, 2] = cz - half, cz + half
        ends[2 * n : 3 * n, 2] = ends[3 * n :, 2] = cz + steps
        ends[2 * n : 3 * n, 0], ends[3 * n :, 0] = cx - half, cx + half
        flat = place(ends)[0].reshape(2, 2, n, 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(qcolor(self.theme.line, 0.8), 1.0))
        for pair in flat:
            for a, b in zip(pair[0].tolist(), pair[1].tolist(), strict=True):
                painter.drawLine(QPointF(*a), QPointF(*b))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tip = np.add([[-0.07, 0.0, 0.0], [0.07, 0.0, 0.0], [0.0, 0.0, 0.14]], [cx, 0.0, cz + half])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(qcolor(self.theme.muted))
        painter.drawPolygon(_polygon(place(tip)[0]))

    def _trails(self, painter: QPainter, place: Projection, track: ReplayTrack, t: float, ink: Colour) -> None:
        """The last seconds of the chosen joints, fading; broken where they were not seen."""
        if not self.scene.trails:
            return
        rows = (track.t >= t - TRAIL_S) & (track.t <= t)
        times = track.t[rows]
        if len(times) < 2:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        flat = place(track.points[rows][:, self.scene.trails])[0]
        for k in range(flat.shape[1]):
            line = flat[:, k]
            for part, opacity in zip(np.array_split(np.arange(len(line)), 4), (0.2, 0.4, 0.65, 0.95), strict=True):
                piece = line[part[0] : part[-1] + 2] if len(part) else line[:0]
                piece = piece[np.isfinite(piece).all(axis=1)]
                if len(piece) > 1:
                    painter.setPen(QPen(qcolor(ink, opacity), 2.5))
                    painter.drawPolyline(_polygon(piece))

    def _angle(self, painter: QPainter, place: Projection, points: Array, value: float, error: float) -> None:
        name = self.scene.angle
        if name not in ANGLES:
            return
        own = angle_at(points, name)
        if not math.isfinite(own):
            return
        arc = place(arc_at(points, name))[0]
        vertex = place(points[ANGLES[name][1]])[0]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(qcolor(self.theme.accent, 0.32))
        painter.drawPolygon(_polygon(np.concatenate([vertex[None], arc])))
        painter.setPen(QPen(qcolor(self.theme.text), 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(_polygon(arc))
        said = amount(value, "deg", error) if math.isfinite(value) else amount(own, "deg")
        self._tag(painter, vertex, arc[len(arc) // 2] - vertex, said)

    def _tag(self, painter: QPainter, vertex: Array, way: Array, said: str) -> None:
        """Words outside the arc, on the line from its vertex through its middle."""
        painter.setFont(font(self.theme.body, Weight.SEMI_BOLD))
        wide, high = painter.fontMetrics().horizontalAdvance(said) + 12.0, self.theme.body + 8.0
        long = float(np.hypot(*way))
        out = way / long if long > 1.0 else np.array([1.0, 0.0])
        at = vertex + way + out * (10.0 + np.abs(out) @ (wide / 2, high / 2))
        x = min(max(float(at[0]) - wide / 2, 4.0), self.width() - wide - 4.0)
        y = min(max(float(at[1]) - high / 2, 4.0), self.height() - high - 4.0)
        box = QRectF(x, y, wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(qcolor(self.theme.ground, 0.85))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(qcolor(self.theme.text))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), said)

    def _captions(self, painter: QPainter, boxes: list[QRectF]) -> None:
        """Who stands where, and from where it is seen."""
        scene, theme = self.scene, self.theme
        assert scene.track is not None
        painter.setFont(font(theme.small, Weight.MEDIUM))
        top = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        painter.setPen(qcolor(theme.text))
        painter.drawText(boxes[0].adjusted(10, 6, -10, 0), top, scene.track.title)
        if scene.compare is not None:
            words = scene.compare.title
            wide = painter.fontMetrics().horizontalAdvance(words)
            box = boxes[-1].adjusted(10, 6, -10, 0)
            x = box.left() + 18 if scene.beside else box.right() - wide
            painter.fillRect(QRectF(x - 18, box.top() + 3, 12, 12), qcolor(theme.text, 0.42))
            painter.setPen(qcolor(theme.muted))
            painter.drawText(QPointF(x, box.top() + painter.fontMetrics().ascent()), words)
        painter.setFont(font(theme.small, Weight.REGULAR))
        painter.setPen(qcolor(theme.muted))
        foot = int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(QRectF(self.rect()).adjusted(10, 0, -10, -5), foot, self.seen_from())

    def seen_from(self) -> str:
        """The view in words, "" between the named ones."""
        return say(_SEEN_FROM[self.eye.name]) if self.eye.name else ""

    # -- what the user does -------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.ignore()
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            event.accept()
        parent = self.parentWidget()
        if parent is not None:
            parent.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            way = event.position() - self._held
            self._held = event.position()
            self.look(self.eye.turned(-way.x() * TURN_DEG_PX, way.y() * TURN_DEG_PX))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.look(self.eye.zoomed(1.0015 ** event.angleDelta().y()))
            event.accept()
        else:
            event.ignore()


def _polygon(places: Array) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in places.tolist()])


def _visibility(track: ReplayTrack, t: float) -> Array:
    """(33,) of the sample before the moment."""
    row: Array = track.visibility[min(max(int(np.searchsorted(track.t, t, side="right")) - 1, 0), len(track.t) - 1)]
    return row
