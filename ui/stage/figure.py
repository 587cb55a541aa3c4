"""The outline to step into: a standing person with the arms a little away from the body."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QTransform

_BONES: tuple[tuple[tuple[float, float, float], tuple[float, float, float]], ...] = (
    ((0.0, 0.13, 0.032), (0.0, 0.20, 0.036)),
    ((0.118, 0.205, 0.036), (0.162, 0.36, 0.027)),
    ((0.162, 0.36, 0.027), (0.196, 0.50, 0.021)),
    ((0.196, 0.50, 0.022), (0.208, 0.55, 0.02)),
    ((0.058, 0.49, 0.06), (0.072, 0.73, 0.04)),
    ((0.072, 0.73, 0.04), (0.08, 0.94, 0.026)),
    ((0.08, 0.945, 0.026), (0.106, 0.975, 0.022)),
)
"""Capsules of the right half, (x, y, radius) to (x, y, radius), in body heights; x from the middle, y from the top."""
_TRUNK = ((0.0, 0.175), (0.065, 0.178), (0.125, 0.188), (0.135, 0.235), (0.094, 0.385), (0.112, 0.5), (0.06, 0.54), (0.0, 0.53))
_HEAD = (0.0, 0.072, 0.056, 0.071)
WIDTH = 0.46
"""Of the figure, in body heights."""
FINE = 1000.0
"""The outline is united at this height: at a small one Qt would flatten its curves to corners."""


@lru_cache(maxsize=4)
def figure_path(width: float, room: float) -> QPainterPath:
    """The outline in a box of `width` x `room` pixels, at (0, 0), keeping its proportions."""
    height = min(room, width / WIDTH) / FINE
    move = QTransform()
    move.translate(width / 2, room - height * FINE)
    move.scale(height, height)
    return move.map(_outline())


@lru_cache(maxsize=1)
def _outline() -> QPainterPath:
    path = QPainterPath()
    x, y, rx, ry = (FINE * v for v in _HEAD)
    path.addEllipse(QPointF(x, y), rx, ry)
    for side in (FINE, -FINE):
        trunk = QPainterPath(QPointF(side * _TRUNK[0][0], FINE * _TRUNK[0][1]))
        for tx, ty in _TRUNK[1:]:
            trunk.lineTo(side * tx, FINE * ty)
        trunk.closeSubpath()
        path = path.united(trunk)
        for start, end in _BONES:
            path = path.united(_capsule(start, end, side))
    return path.simplified()


def _capsule(a: tuple[float, float, float], b: tuple[float, float, float], side: float) -> QPainterPath:
    """A tapered limb with round ends; `side` scales, and mirrors where it is negative."""
    (ax, ay, ar), (bx, by, br) = a, b
    dx, dy = bx - ax, by - ay
    length = math.hypot(dx, dy)
    nx, ny = -dy / length, dx / length
    path = QPainterPath(QPointF(side * (ax + nx * ar), FINE * (ay + ny * ar)))
    path.lineTo(side * (bx + nx * br), FINE * (by + ny * br))
    path.lineTo(side * (bx - nx * br), FINE * (by - ny * br))
    path.lineTo(side * (ax - nx * ar), FINE * (ay - ny * ar))
    path.closeSubpath()
    for cx, cy, r in (a, b):
        disc = QPainterPath()
        disc.addEllipse(QPointF(side * cx, FINE * cy), FINE * r, FINE * r)
        path = path.united(disc)
    return path
