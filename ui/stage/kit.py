"""Kit: a look on one size of screen. Panels take their sizes, colours and corners from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainterPath

from ui.stage.fitting import Fitted, fit
from ui.stage.marks import Arrangement, Mark, Shape, colour, disc, polygon, rounded
from ui.theme import Look, Weight
from ui.theme.type import BODY_PT, PIXELS_PER_POINT, SMALL_PT

PADDING = 24.0
RADIUS = 26.0


@dataclass(frozen=True)
class Kit:
    """Attributes:
    look: the user's wishes. unit: one pixel of the design (see Layout).
    """

    look: Look
    unit: float

    def pixels(self, points: float) -> float:
        """Type of this many points, with the user's text size."""
        return points * PIXELS_PER_POINT * self.unit * self.look.text_size

    @property
    def least(self) -> float:
        """The smallest size of what matters: 36 points, whatever the user's text size."""
        return BODY_PT * PIXELS_PER_POINT * self.unit * min(self.look.text_size, 1.0)

    @property
    def small(self) -> float:
        """Small print."""
        return SMALL_PT * PIXELS_PER_POINT * self.unit * min(self.look.text_size, 1.0)

    @property
    def padding(self) -> float:
        return PADDING * self.unit

    @property
    def plate(self) -> QColor | None:
        """What lies under text; None on real glass."""
        return None if self.look.glass else colour(self.look.palette.ink, self.look.plate)

    def matter(self, text: str, width: float, height: float, points: float, weight: Weight, lines: int = 1) -> Fitted:
        """Text that matters: from `points` down to 36."""
        return fit(text, width, height, self.pixels(points), self.least, weight, lines)

    def figure(self, text: str, width: float, height: float, points: float, weight: Weight = Weight.BOLD) -> Fitted:
        """A large number."""
        return fit(text, width, height, self.pixels(points), self.least, weight, figures=True)

    def print(self, text: str, width: float, height: float, lines: int = 1) -> Fitted:
        """Small print: 28 points."""
        return fit(text, width, height, self.pixels(SMALL_PT), self.small, Weight.MEDIUM, lines)

    def panel(self, width: float, height: float, marks: tuple[Mark, ...], *, plate: bool = True) -> Arrangement:
        return Arrangement(QSizeF(width, height), marks, RADIUS * self.unit, plate)


SIGNS = ("danger", "form", "style", "praise", "guide", "pause", "camera", "camera_on")


@lru_cache(maxsize=128)
def sign(kit: Kit, name: str, left: float, top: float, size: float) -> tuple[Shape, ...]:
    """A shape that says the same as the colour: octagon danger, triangle wrong form, diamond style, tick praise, dot guidance.

    It fills a square of `size` at `left`, `top`.
    """
    palette = kit.look.palette
    centre = QPointF(left + size / 2, top + size / 2)
    half = size / 2
    hole = colour(palette.ink)
    bar = size * 0.13

    def stroke(points: list[tuple[float, float]], ink: QColor, width: float) -> Shape:
        path = QPainterPath(QPointF(left + points[0][0] * size, top + points[0][1] * size))
        for x, y in points[1:]:
            path.lineTo(QPointF(left + x * size, top + y * size))
        return Shape(path, outline=ink, width=width)

    if name == "danger":
        cut = half * 0.414
        corners = [(-half, -cut), (-cut, -half), (cut, -half), (half, -cut), (half, cut), (cut, half), (-cut, half), (-half, cut)]
        octagon = polygon([(centre.x() + x, centre.y() + y) for x, y in corners])
        return (Shape(octagon, colour(palette.danger)), stroke([(0.28, 0.5), (0.72, 0.5)], hole, bar))
    if name == "form":
        triangle = polygon([(centre.x(), top + size * 0.06), (left + size, top + size * 0.94), (left, top + size * 0.94)])
        return (
            Shape(triangle, colour(palette.attention), colour(palette.attention), size * 0.06),
            stroke([(0.5, 0.4), (0.5, 0.62)], hole, bar * 0.9),
            Shape(disc(QPointF(centre.x(), top + size * 0.79), bar * 0.52), hole),
        )
    if name == "style":
        diamond = polygon([(centre.x(), top), (left + size, centre.y()), (centre.x(), top + size), (left, centre.y())])
        return (Shape(diamond, colour(palette.attention)), Shape(disc(centre, bar * 0.8), hole))
    if name == "praise":
        return (
            Shape(disc(centre, half), colour(palette.good)),
            stroke([(0.29, 0.52), (0.44, 0.67), (0.72, 0.36)], hole, bar),
        )
    if name == "pause":
        return (
            stroke([(0.32, 0.15), (0.32, 0.85)], colour(palette.text), bar * 1.5),
            stroke([(0.68, 0.15), (0.68, 0.85)], colour(palette.text), bar * 1.5),
        )
    if name in ("camera", "camera_on"):
        body = QRectF(left + size * 0.04, top + size * 0.24, size * 0.92, size * 0.6)
        made = (
            Shape(rounded(body, size * 0.14), outline=colour(palette.text), width=bar * 0.7),
            Shape(disc(body.center(), size * 0.17), outline=colour(palette.text), width=bar * 0.7),
            stroke([(0.34, 0.2), (0.4, 0.1), (0.6, 0.1), (0.66, 0.2)], colour(palette.text), bar * 0.7),
        )
        if name == "camera_on":
            return (*made[:1], Shape(disc(body.center(), size * 0.22), colour(palette.good)), *made[2:])
        return (*made, stroke([(0.06, 0.98), (0.94, 0.06)], colour(palette.attention), bar * 0.8))
    return (
        Shape(disc(centre, half - bar / 2), outline=colour(palette.good), width=bar),
        Shape(disc(centre, half * 0.36), colour(palette.good)),
    )
