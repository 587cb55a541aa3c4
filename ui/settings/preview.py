"""Preview: what the calibration by hand means: the floor and the horizon over the picture, and a person of 1.75 m in their place.

Where the drawn floor lies on the real one and the drawn person is as tall as the real one, the numbers are right.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from mirror.calibration.overlay import to_pixels
from mirror.geometry.camera import Calibration
from mirror.settings import Settings
from ui.settings import texts
from ui.settings.texts import say
from ui.theme import PALETTES

PERSON_M = 1.75
ASPECT = 16 / 9
NEAR_M = 0.15
"""What is nearer to the lens is not drawn."""
GRID_M, WIDE_M, FAR_M = 0.5, 2.0, 4.0
"""Between two lines of the floor; how far it goes to each side, and behind the person's place."""
_HEAD = 0.064
"""Radius, share of the body height."""
_FIGURE = (
    (0.0, 0.868), (0.03, 0.862), (0.035, 0.84), (0.105, 0.825), (0.128, 0.79), (0.142, 0.62), (0.15, 0.45), (0.125, 0.445),
    (0.112, 0.6), (0.1, 0.72), (0.092, 0.6), (0.102, 0.5), (0.098, 0.3), (0.085, 0.03), (0.1, 0.0), (0.03, 0.0), (0.032, 0.3),
    (0.008, 0.47),
)  # fmt: skip
"""Half an outline below the head, shares of the body height: out to the side, up."""


def project(points: NDArray[np.float64], camera: Calibration, aspect: float) -> NDArray[np.float64]:
    """(n, 3) room metres, from the person's place -> (n, 2) shares of the picture's width and height, NaN behind the lens."""
    height = 1000
    width = round(height * aspect)
    pixels = to_pixels(camera, points - np.array([0.0, 0.0, camera.distance_m]), width, height)
    shares: NDArray[np.float64] = pixels / np.array([width, height], float)
    return shares


class Preview(QWidget):
    """The picture with the floor drawn into it. Without a picture (on a desk) the floor of an empty room."""

    def __init__(self, picture: Callable[[], QImage | None] = lambda: None) -> None:
        """`picture`: the newest one, as the camera gives it (not mirrored)."""
        super().__init__()
        self._picture = picture
        self._settings: Settings | None = None

    def put(self, settings: Settings) -> None:
        """Draw these numbers."""
        self._settings = settings
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(18, 24, 30))
        settings = self._settings
        if settings is not None:
            given, flip = settings.calibration, settings.camera.flip
            picture = self._picture()
            aspect = ASPECT if picture is None else picture.width() / picture.height()
            high = min(float(self.height()), self.width() / aspect)
            box = QRectF((self.width() - high * aspect) / 2, (self.height() - high) / 2, high * aspect, high)
            if picture is not None:
                painter.save()
                if flip:
                    painter.translate(self.width(), 0)
                    painter.scale(-1, 1)
                painter.drawImage(box, picture)
                painter.restore()
            camera = Calibration(given.height_m, given.pitch_deg, given.roll_deg, given.distance_m, given.fov_deg, "by hand")
            painter.setClipRect(box)
            painter.setOpacity(1.0 if given.by_hand else 0.45)
            self._draw(painter, box, camera, aspect, settings)
        painter.end()

    def _draw(self, painter: QPainter, box: QRectF, camera: Calibration, aspect: float, settings: Settings) -> None:
        palette = PALETTES[settings.screen.palette]
        flip = settings.camera.flip

        def line(points: Sequence[tuple[float, float, float]], ink: QColor, width: float, close: bool = False) -> None:
            shares = project(np.array(points, float), camera, aspect)
            if not np.isfinite(shares).all():
                return
            across = 1.0 - shares[:, 0] if flip else shares[:, 0]
            pixels = [
                QPointF(box.left() + x * box.width(), box.top() + y * box.height())
                for x, y in zip(across, shares[:, 1], strict=True)
            ]
            painter.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
            painter.drawPolygon(QPolygonF(pixels)) if close else painter.drawPolyline(QPolygonF(pixels))

        unit = max(1.0, box.height() / 270)
        floor = QColor(*palette.good)
        floor.setAlphaF(0.55)
        near = camera.distance_m - 2 * NEAR_M
        rows = np.arange(-FAR_M, near, GRID_M)
        for z in rows:
            line([(-WIDE_M, 0, z), (WIDE_M, 0, z)], floor, unit)
        for x in np.arange(-WIDE_M, WIDE_M + 0.01, GRID_M):
            # in pieces, so that a line that goes behind the lens is drawn as far as it can be
            for z in rows[:-1]:
                line([(x, 0, z), (x, 0, z + GRID_M)], floor, unit)
        far = 1000.0
        line([(-far, camera.height_m, -far), (far, camera.height_m, -far)], QColor(*palette.attention), 1.5 * unit)
        ring = np.linspace(0, 2 * math.pi, 24)
        line([(0.3 * math.sin(a), 0, 0.3 * math.cos(a)) for a in ring], QColor(*palette.text), 2 * unit, close=True)
        half = [(x * PERSON_M, y * PERSON_M, 0.0) for x, y in _FIGURE]
        line(half + [(-x, y, z) for x, y, z in reversed(half)], QColor(*palette.text), 2 * unit, close=True)
        head = [(_HEAD * math.sin(a) * 0.8, 1.0 - _HEAD + _HEAD * math.cos(a)) for a in ring]
        line([(x * PERSON_M, y * PERSON_M, 0.0) for x, y in head], QColor(*palette.text), 2 * unit, close=True)
        painter.setPen(QColor(*palette.attention))
        above = project(np.array([[0.0, camera.height_m, -far]]), camera, aspect)[0, 1]
        if 0.08 < above < 1:
            painter.drawText(QPointF(box.left() + 8 * unit, box.top() + above * box.height() - 5 * unit), say(texts.HORIZON))
