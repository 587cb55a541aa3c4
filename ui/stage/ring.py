"""The ring that fills while somebody makes a gesture, at the hand that makes it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from mirror.pose import skeleton as s
from mirror.snapshot import Gesture
from ui.stage.kit import Kit
from ui.stage.layout import Layout
from ui.stage.marks import colour
from ui.stage.signs import gesture_sign

ACROSS = 190.0
"""Of the ring, at 1080 lines."""
LINE = 16.0


def place_of(
    gesture: Gesture, points: NDArray[np.float32] | None, layout: Layout, across: float, taken: Sequence[QRectF] = ()
) -> QRectF:
    """Where the ring stands: at the hand that makes the gesture or as near to it as the pieces of the HUD leave room, inside the
    margins; at the top where nobody is seen.

    `points`: (33, 2) landmarks on the screen, NaN where they are not known. `taken`: where the pieces stand.
    """
    hand = _hand(gesture, points)
    wanted = QPointF(layout.width / 2, layout.safe.top()) if hand is None else QPointF(*hand)
    best = _inside(wanted, layout, across)
    for reach in (0.0, 0.6, 1.2, 1.8, 2.4, 3.2):
        for x, y in ((0, 0), (-1, 0), (1, 0), (0, 1), (-0.7, 0.7), (0.7, 0.7), (0, -1)):
            tried = _inside(wanted + QPointF(x, y) * (reach * across), layout, across)
            if not any(tried.intersects(box) for box in taken):
                return tried
    return best


def _inside(middle: QPointF, layout: Layout, across: float) -> QRectF:
    safe = layout.safe.adjusted(across / 2, across / 2, -across / 2, -across / 2)
    x = min(max(middle.x(), safe.left()), max(safe.right(), safe.left()))
    y = min(max(middle.y(), safe.top()), max(safe.bottom(), safe.top()))
    return QRectF(x - across / 2, y - across / 2, across, across)


def _hand(gesture: Gesture, points: NDArray[np.float32] | None) -> tuple[float, float] | None:
    """The wrist that makes the gesture, or the middle of both."""
    if points is None:
        return None
    wrists = points[[s.LEFT_WRIST, s.RIGHT_WRIST]]
    known = wrists[~np.isnan(wrists[:, 0])]
    if not len(known):
        return None
    match gesture.name:
        case "raise_hand":
            spot = known[int(np.argmin(known[:, 1]))]
        case "point_left":
            spot = known[int(np.argmin(known[:, 0]))]
        case "point_right":
            spot = known[int(np.argmax(known[:, 0]))]
        case _:
            spot = known.mean(axis=0)
    return float(spot[0]), float(spot[1])


def paint_ring(
    painter: QPainter,
    kit: Kit,
    layout: Layout,
    gesture: Gesture,
    points: NDArray[np.float32] | None,
    taken: Sequence[QRectF] = (),
) -> None:
    """The gesture's sign on a disc of ink, and around it how much longer to hold it."""
    across, line = ACROSS * kit.unit, LINE * kit.unit
    palette = kit.look.palette
    ring = place_of(gesture, points, layout, across, taken)
    centre = ring.center()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(palette.ink, 1.0 if kit.look.glass else kit.look.plate))
    painter.drawEllipse(ring)
    track = ring.adjusted(line, line, -line, -line)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(palette.text, 0.22), line))
    painter.drawEllipse(track)
    pen = QPen(colour(palette.good), line)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawArc(track, 90 * 16, -round(360 * 16 * min(max(gesture.progress, 0.0), 1.0)))
    size = across * 0.56
    painter.translate(round(centre.x() - size / 2), round(centre.y() - size / 2))
    for mark in gesture_sign(kit, gesture.name, 0.0, 0.0, round(size)):
        mark.paint(painter)
    painter.translate(-round(centre.x() - size / 2), -round(centre.y() - size / 2))
