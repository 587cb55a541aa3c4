"""What a calibration claims, over the picture: the grid on the floor and the horizon. Whoever looks sees whether it is right."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from mirror.calibration.overlay import floor_grid, horizon
from mirror.geometry.camera import Calibration
from ui.stage.camera import Cover, Shown
from ui.stage.marks import colour
from ui.theme import Palette

LINE = 3.0
"""Of the grid, at 1080 lines; the horizon is twice as thick."""


def _lines(calibration: Calibration, width: int, height: int) -> tuple[NDArray[np.float64], NDArray[np.float64] | None]:
    """Floor grid (n, 2, 2) and horizon (2, 2) in pixels of a picture of this size."""
    return floor_grid(calibration, width, height), horizon(calibration, width, height)


def paint_floor(painter: QPainter, palette: Palette, unit: float, shown: Shown, calibration: Calibration) -> None:
    """Lines with a dark rim, so that they can be told from any floor."""
    height, width = shown.picture.image.shape[:2]
    lies = shown.cover
    painter.drawImage(lies.x, lies.y, _drawn(palette, unit, lies, calibration, width, height))


@lru_cache(maxsize=2)
def _drawn(palette: Palette, unit: float, lies: Cover, calibration: Calibration, width: int, height: int) -> QImage:
    """The lines on a picture of their own: the camera stands still, and so do they."""
    image = QImage(lies.w, lies.h, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    grid, far = _lines(calibration, width, height)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-lies.x, -lies.y)
    floor = _on_screen(lies, grid)
    for ink, line in ((colour(palette.ink, 0.45), 2.4 * LINE), (colour(palette.good, 0.85), LINE)):
        painter.setPen(QPen(ink, line * unit))
        painter.drawLines(floor)
    if far is not None:
        for ink, line, style in (
            (colour(palette.ink, 0.5), 3.6 * LINE, Qt.PenStyle.SolidLine),
            (colour(palette.attention), 2.0 * LINE, Qt.PenStyle.DashLine),
        ):
            painter.setPen(QPen(ink, line * unit, style))
            painter.drawLines(_on_screen(lies, far[None]))
    painter.end()
    return image


def _on_screen(lies: Cover, lines: NDArray[np.float64]) -> list[QLineF]:
    if not len(lines):
        return []
    ends = lies.points(lines.reshape(-1, 2).astype(np.float32)).reshape(-1, 4)
    return [QLineF(*(float(v) for v in line)) for line in ends]
