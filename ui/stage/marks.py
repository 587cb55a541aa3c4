"""What a panel is made of: words and shapes with their places, arranged before anything is painted.

Arranging apart from painting lets a test ask where every word stands and how large it is, and lets a panel be cached as a
picture for as long as it says the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPainterPath, QPen

from ui.theme import Colour, Weight, font


def colour(rgb: Colour, opacity: float = 1.0) -> QColor:
    """Qt's colour; opacity 0..1."""
    return QColor(*rgb, round(opacity * 255))


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text.

    Attributes:
        left, top, width, height: of the line's box in pixels.
        baseline: from the top of the box. indent: of the pen, from its left (figures are placed by their ink).
    """

    text: str
    left: float
    top: float
    width: float
    height: float
    baseline: float
    pixels: int
    weight: Weight
    rgb: Colour
    indent: float = 0.0

    @property
    def box(self) -> QRectF:
        return QRectF(self.left, self.top, self.width, self.height)

    def paint(self, painter: QPainter) -> None:
        painter.setFont(font(self.pixels, self.weight))
        painter.setPen(colour(self.rgb))
        painter.drawText(QPointF(self.left + self.indent, self.top + self.baseline), self.text)


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled or outlined path.

    Attributes:
        fill, outline: None leaves them out. width: of the outline, pixels.
        hatch: above 0, the fill is diagonal lines this many pixels apart (what is unknown).
        soft: the fill fades out to its left and right end (what is unsure).
        dashes: of the outline, in widths.
    """

    path: QPainterPath
    fill: QColor | None = None
    outline: QColor | None = None
    width: float = 0.0
    hatch: float = 0.0
    soft: bool = False
    dashes: tuple[float, ...] = ()

    def paint(self, painter: QPainter) -> None:
        if self.hatch and self.fill is not None:
            self._hatched(painter, self.fill)
        elif self.soft and self.fill is not None:
            self._glow(painter, self.fill)
        else:
            painter.setBrush(QBrush(self.fill) if self.fill is not None else Qt.BrushStyle.NoBrush)
            if self.outline is not None and self.width:
                pen = QPen(self.outline, self.width)
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
                if self.dashes:
                    pen.setDashPattern(list(self.dashes))
                painter.setPen(pen)
            else:
                painter.setPen(Qt.PenStyle.NoPen)
            painter.drawPath(self.path)

    def _glow(self, painter: QPainter, ink: QColor) -> None:
        box = self.path.boundingRect()
        gradient = QLinearGradient(box.topLeft(), box.topRight())
        for at, opacity in ((0.0, 0.0), (0.35, 0.34), (0.5, 0.5), (0.65, 0.34), (1.0, 0.0)):
            stop = QColor(ink)
            stop.setAlphaF(opacity)
            gradient.setColorAt(at, stop)
        painter.fillPath(self.path, gradient)

    def _hatched(self, painter: QPainter, ink: QColor) -> None:
        box = self.path.boundingRect()
        painter.save()
        painter.setClipPath(self.path, Qt.ClipOperation.IntersectClip)
        painter.setPen(QPen(ink, self.hatch * 0.3))
        x = box.left() - box.height()
        while x < box.right():
            painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()))
            x += self.hatch
        painter.restore()


Mark = Words | Shape


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A panel's marks, placed in a box whose top left corner is (0, 0).

    Attributes:
        size: pixels. plate: whether a plate of ink lies under it. radius: of the plate's corners.
    """

    size: QSizeF
    marks: tuple[Mark, ...]
    radius: float
    plate: bool = True
    words: tuple[Words, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", tuple(mark for mark in self.marks if isinstance(mark, Words)))

    def paint(self, painter: QPainter, plate: QColor | None) -> None:
        """At (0, 0). `plate` None leaves the plate out (real glass)."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if plate is not None and self.plate:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(plate)
            painter.drawRoundedRect(QRectF(QPointF(0, 0), self.size), self.radius, self.radius)
        for mark in self.marks:
            mark.paint(painter)


def rounded(box: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    radius = min(radius, box.width() / 2, box.height() / 2)
    path.addRoundedRect(box, radius, radius)
    return path


def disc(centre: QPointF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(centre, radius, radius)
    return path


def arc(box: QRectF, share: float) -> QPainterPath:
    """This share of the circle in the box, clockwise from the top."""
    path = QPainterPath()
    path.arcMoveTo(box, 90.0)
    path.arcTo(box, 90.0, -360.0 * share)
    return path


def polygon(points: list[tuple[float, float]]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    path.closeSubpath()
    return path
