"""Small drawings that need no words: the gestures, and what to change about the view."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainterPath, QTransform

from ui.stage.kit import Kit, sign
from ui.stage.marks import Arrangement, Mark, Shape, colour, disc, polygon, rounded

Points = list[tuple[float, float]]


def _line(points: Points, ink: QColor, width: float) -> Shape:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(*point)
    return Shape(path, outline=ink, width=width)


def _head(tip: tuple[float, float], angle: float, size: float, ink: QColor) -> Shape:
    """An arrow's head at `tip`, pointing along `angle` (radians, 0 right, clockwise on the screen)."""
    x, y = tip
    back = [(x - size * math.cos(angle + turn), y - size * math.sin(angle + turn)) for turn in (0.55, -0.55)]
    return Shape(polygon([tip, *back]), ink, ink, size * 0.16)


@lru_cache(maxsize=64)
def gesture_sign(kit: Kit, name: str, left: float, top: float, size: float) -> tuple[Shape, ...]:
    """A person who makes the gesture, in a square of `size`: raise_hand, cross_arms, point_left, point_right, point. "camera_off"
    is a camera that is crossed out: what crossed arms mean that are held on."""
    if name == "camera_off":
        return sign(kit, "camera", left, top, size)
    text, good = colour(kit.look.palette.text), colour(kit.look.palette.good)
    thick = size * 0.085

    def at(points: Points) -> Points:
        return [(left + x * size, top + y * size) for x, y in points]

    body = [
        Shape(disc(QPointF(left + 0.5 * size, top + 0.2 * size), size * 0.115), text),
        _line(at([(0.5, 0.42), (0.5, 0.66)]), text, thick * 1.7),
        _line(at([(0.5, 0.66), (0.39, 0.95)]), text, thick),
        _line(at([(0.5, 0.66), (0.61, 0.95)]), text, thick),
    ]
    arms: list[Shape]
    match name:
        case "raise_hand":
            arms = [
                _line(at([(0.5, 0.41), (0.33, 0.56), (0.3, 0.68)]), text, thick),
                _line(at([(0.5, 0.41), (0.7, 0.3), (0.74, 0.05)]), good, thick * 1.15),
            ]
        case "cross_arms":
            arms = [
                _line(at([(0.34, 0.38), (0.68, 0.6)]), good, thick * 1.15),
                _line(at([(0.66, 0.38), (0.32, 0.6)]), good, thick * 1.15),
            ]
        case "point_left" | "point_right":
            way = -1.0 if name == "point_left" else 1.0
            arms = [
                _line(at([(0.5, 0.41), (0.5 - way * 0.16, 0.56), (0.5 - way * 0.18, 0.68)]), text, thick),
                _line(at([(0.5, 0.41), (0.5 + way * 0.36, 0.41)]), good, thick * 1.15),
                _head((left + (0.5 + way * 0.5) * size, top + 0.41 * size), 0.0 if way > 0 else math.pi, size * 0.17, good),
            ]
        case _:
            arms = [
                _line(at([(0.16, 0.41), (0.84, 0.41)]), good, thick * 1.15),
                _head((left + size, top + 0.41 * size), 0.0, size * 0.17, good),
                _head((left, top + 0.41 * size), math.pi, size * 0.17, good),
            ]
    return (*body, *arms)


@dataclass(frozen=True, slots=True)
class ViewSign:
    """What to change so that the camera can tell what matters, as a drawing: one thing at a time, the turn first.

    Attributes: as in mirror.snapshot.Verdict, with the person's turn now (degrees, 0 faces the mirror).
    """

    yaw_deg: float
    turn_deg: float = 0.0
    step_m: float = 0.0
    raise_m: float = 0.0
    tilt_deg: float = 0.0

    def arrange(self, kit: Kit, room: QSizeF) -> Arrangement:
        size = min(room.width(), room.height(), 300 * kit.unit)
        box = QRectF(0.0, 0.0, size, size)
        if self.turn_deg:
            marks = self._turn(kit, box)
        elif self.step_m:
            marks = self._step(kit, box)
        else:
            marks = self._camera(kit, box)
        return kit.panel(size, size, tuple(marks))

    def _turn(self, kit: Kit, box: QRectF) -> list[Mark]:
        """From above: the mirror at the top, the person as now and as asked."""
        text, good = colour(kit.look.palette.text), colour(kit.look.palette.good)
        size = box.width()
        centre = QPointF(size * 0.5, size * 0.6)
        marks: list[Mark] = [Shape(rounded(QRectF(size * 0.22, size * 0.1, size * 0.56, size * 0.045), size), text)]
        marks += _above(centre, size * 0.21, self.yaw_deg, QColor(text.red(), text.green(), text.blue(), 120), hollow=True)
        marks += _above(centre, size * 0.21, self.yaw_deg + self.turn_deg, good)
        radius = size * 0.31
        # Facing the mirror is up; turning to the own left is counter-clockwise seen from above, as the mirror shows it.
        begin = 90.0 + self.yaw_deg
        sweep = math.copysign(max(abs(self.turn_deg), 30.0), self.turn_deg)
        ring = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        path = QPainterPath()
        path.arcMoveTo(ring, begin)
        path.arcTo(ring, begin, sweep * 0.9)
        marks.append(Shape(path, outline=good, width=size * 0.04))
        end = math.radians(begin + sweep)
        tip = (centre.x() + radius * math.cos(end), centre.y() - radius * math.sin(end))
        along = math.atan2(-math.cos(end), -math.sin(end)) if sweep > 0 else math.atan2(math.cos(end), math.sin(end))
        marks.append(_head(tip, along, size * 0.13, good))
        return marks

    def _step(self, kit: Kit, box: QRectF) -> list[Mark]:
        """From the side: the mirror on the left, the person, and an arrow along the floor."""
        text, good = colour(kit.look.palette.text), colour(kit.look.palette.good)
        size = box.width()
        away = self.step_m > 0
        marks: list[Mark] = [Shape(rounded(QRectF(size * 0.1, size * 0.16, size * 0.05, size * 0.62), size), text)]
        x = size * 0.5
        marks += [
            Shape(disc(QPointF(x, size * 0.25), size * 0.07), text),
            _line([(x, size * 0.4), (x, size * 0.56)], text, size * 0.11),
            _line([(x, size * 0.56), (x - size * 0.03, size * 0.76)], text, size * 0.055),
            _line([(x, size * 0.56), (x + size * 0.03, size * 0.76)], text, size * 0.055),
        ]
        start, end = (0.4, 0.84) if away else (0.6, 0.26)
        shaft = end - 0.1 if away else end + 0.1
        marks.append(_line([(size * start, size * 0.88), (size * shaft, size * 0.88)], good, size * 0.045))
        marks.append(_head((size * end, size * 0.88), 0.0 if away else math.pi, size * 0.15, good))
        return marks

    def _camera(self, kit: Kit, box: QRectF) -> list[Mark]:
        """From the side: the camera on its stand, and where to move or tilt it."""
        text, good = colour(kit.look.palette.text), colour(kit.look.palette.good)
        size = box.width()
        marks: list[Mark] = [
            _line([(size * 0.36, size * 0.52), (size * 0.36, size * 0.86)], text, size * 0.04),
            _line([(size * 0.22, size * 0.88), (size * 0.5, size * 0.88)], text, size * 0.04),
        ]
        tilted = 18.0 * (1 if self.tilt_deg > 0 else -1) if self.tilt_deg and not self.raise_m else 0.0
        turn = QTransform()
        turn.translate(size * 0.36, size * 0.42)
        turn.rotate(-tilted)
        body = turn.map(rounded(QRectF(-size * 0.17, -size * 0.1, size * 0.28, size * 0.2), size * 0.04))
        lens = turn.map(polygon([(size * 0.1, -size * 0.045), (size * 0.2, -size * 0.085), (size * 0.2, size * 0.085),
                                 (size * 0.1, size * 0.045)]))  # fmt: skip
        marks += [Shape(body, text), Shape(lens, text, text, size * 0.02)]
        if self.raise_m:
            up = self.raise_m > 0
            top, tail = (0.16, 0.62) if up else (0.74, 0.28)
            shaft = top + 0.1 if up else top - 0.1
            marks.append(_line([(size * 0.74, size * tail), (size * 0.74, size * shaft)], good, size * 0.045))
            marks.append(_head((size * 0.74, size * top), -math.pi / 2 if up else math.pi / 2, size * 0.15, good))
        elif self.tilt_deg:
            up = self.tilt_deg > 0
            ring = QRectF(size * 0.02, size * 0.08, size * 0.68, size * 0.68)
            path = QPainterPath()
            begin, sweep = (-22.0, 38.0) if up else (22.0, -38.0)
            path.arcMoveTo(ring, begin)
            path.arcTo(ring, begin, sweep)
            marks.append(Shape(path, outline=good, width=size * 0.045))
            end = math.radians(begin + sweep * 1.3)
            tip = (ring.center().x() + 0.34 * size * math.cos(end), ring.center().y() - 0.34 * size * math.sin(end))
            marks.append(_head(tip, -math.pi / 2 - 0.25 if up else math.pi / 2 + 0.25, size * 0.15, good))
        return marks


def _above(centre: QPointF, half: float, yaw_deg: float, ink: QColor, *, hollow: bool = False) -> list[Mark]:
    """A person from above who faces up at 0 degrees, turned to the own left: shoulders, head, and feet ahead of them."""
    turn = QTransform()
    turn.translate(centre.x(), centre.y())
    turn.rotate(-yaw_deg)
    shoulders, head = QPainterPath(), QPainterPath()
    shoulders.addRoundedRect(QRectF(-half, -half * 0.3, 2 * half, half * 0.6), half * 0.3, half * 0.3)
    head.addEllipse(QPointF(0.0, -half * 0.05), half * 0.36, half * 0.36)
    feet = [rounded(QRectF(x * half - half * 0.16, -half * 0.78, half * 0.32, half * 0.6), half * 0.16) for x in (-0.42, 0.42)]
    shapes = [*feet, shoulders, head]
    if hollow:
        return [Shape(turn.map(path), outline=ink, width=half * 0.08, dashes=(2.0, 2.0)) for path in (shoulders, head)]
    dark = QColor(11, 15, 20)
    return [Shape(turn.map(path), ink, dark, half * 0.07) for path in shapes]
