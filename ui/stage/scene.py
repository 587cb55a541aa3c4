"""One picture of the mirror, painted: picture, skeleton, veil, HUD. The window and the offscreen drawing share it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QPainter

from ui.stage.camera import Shown
from ui.stage.hud import Hud, veil
from ui.stage.motion import Moment
from ui.stage.skeleton import paint_skeleton

NIGHT = QColor(0, 0, 0)
DUSK = QColor(4, 6, 9)
"""Beside a picture that does not fill the screen."""


def paint_scene(painter: QPainter, hud: Hud, size: tuple[int, int], shown: Shown | None, moment: Moment) -> None:
    """The whole mirror on `size` pixels. `shown` None: before the first picture, so the screen is black."""
    whole = QRect(0, 0, *size)
    if shown is None:
        painter.fillRect(whole, NIGHT)
        return
    snapshot, health = shown.picture.snapshot, shown.picture.health
    if snapshot.stage == "asleep":
        painter.fillRect(whole, NIGHT)
        hud.paint(painter, size, snapshot, health, moment)
        return
    lies = shown.cover
    if hud.look.glass:
        painter.fillRect(whole, NIGHT)
    else:
        if (lies.w, lies.h) != size:
            painter.fillRect(whole, DUSK)
        if moment.wake < 1.0:
            painter.fillRect(whole, NIGHT)
            painter.setOpacity(moment.wake)
        painter.setCompositionMode(
            QPainter.CompositionMode.CompositionMode_SourceOver
            if moment.wake < 1.0
            else QPainter.CompositionMode.CompositionMode_Source
        )
        painter.drawImage(QPoint(lies.x, lies.y), shown.image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setOpacity(1.0)
    pose = snapshot.pose
    if pose is not None and health.camera_ok and snapshot.stage in ("setup", "countdown", "live", "paused"):
        height, width = shown.picture.image.shape[:2]
        pixels = pose.image[:, :2] * (width, height)
        points = lies.points(pixels.astype("float32"))
        painter.setOpacity(0.5 if snapshot.stage == "setup" else 1.0)
        painter.setClipRect(QRect(lies.x, lies.y, lies.w, lies.h))
        paint_skeleton(painter, hud.look.palette, pose, points, snapshot.joints, snapshot.faulty)
        painter.setClipping(False)
        painter.setOpacity(1.0)
    dark = veil(snapshot, health)
    if dark is not None and not hud.look.glass:
        painter.fillRect(whole, dark)
    hud.paint(painter, size, snapshot, health, moment)
