"""One picture of the mirror, painted: picture, skeleton, veil, HUD, ring. The window and the offscreen drawing share it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QPainter

from mirror.events import Stage
from mirror.snapshot import Replay
from ui.stage.camera import Shown
from ui.stage.floor import paint_floor
from ui.stage.hud import Hud, veil
from ui.stage.layout import layout_for
from ui.stage.motion import Moment
from ui.stage.ring import paint_ring
from ui.stage.skeleton import paint_skeleton

NIGHT = QColor(0, 0, 0)
SKELETON: dict[Stage, float] = {"setup": 0.5, "calibrating": 0.5, "countdown": 1.0, "live": 1.0, "paused": 1.0}
"""How clearly the skeleton stands in each stage that shows it."""
DUSK = QColor(4, 6, 9)
"""Beside a picture that does not fill the screen."""


def paint_scene(
    painter: QPainter,
    hud: Hud,
    size: tuple[int, int],
    shown: Shown | None,
    moment: Moment,
    body: NDArray[np.float32] | None = None,
) -> None:
    """The whole mirror on `size` pixels. `shown` None: before the first picture, so the screen is black.

    `body`: (33, 2) where the person's landmarks are by now, x and y as in Pose.image, for real glass; None: as in the picture.
    """
    whole = QRect(0, 0, *size)
    if shown is None:
        painter.fillRect(whole, NIGHT)
        return
    snapshot, health = shown.picture.snapshot, shown.picture.health
    if snapshot.stage in ("asleep", "camera_off"):
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
    points = None if snapshot.pose is None else on_screen(shown, snapshot.pose.image[:, :2] if body is None else body)
    if (
        points is not None
        and snapshot.pose is not None
        and health.camera_ok
        and snapshot.replay is None
        and snapshot.stage in SKELETON
    ):
        painter.setOpacity(SKELETON[snapshot.stage])
        painter.setClipRect(QRect(lies.x, lies.y, lies.w, lies.h))
        paint_skeleton(painter, hud.look.palette, snapshot.pose, points, snapshot.joints, snapshot.faulty)
        painter.setClipping(False)
        painter.setOpacity(1.0)
    dark = veil(snapshot, health)
    if dark is not None and not hud.look.glass:
        painter.fillRect(whole, dark)
    if snapshot.calibrating is not None and snapshot.calibrating.calibration is not None:
        unit = layout_for(*size).unit
        paint_floor(painter, hud.look.palette, unit, shown, snapshot.calibrating.calibration)
    if snapshot.replay is not None:
        _paint_replay(painter, hud, shown, snapshot.replay)
    taken = hud.paint(painter, size, snapshot, health, moment, shown.figures)
    if snapshot.gesture is not None and health.camera_ok:
        layout = layout_for(*size)
        paint_ring(painter, hud.kit(layout), layout, snapshot.gesture, points, taken)


def on_screen(shown: Shown, places: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n, 2) x and y as in Pose.image to pixels of the screen."""
    height, width = shown.picture.image.shape[:2]
    return shown.cover.points((places * (width, height)).astype(np.float32))


def _paint_replay(painter: QPainter, hud: Hud, shown: Shown, replay: Replay) -> None:
    """The person of the replay's moment, with what was wrong in it marked."""
    pose = replay.pose
    if pose is None:
        return
    faulty = tuple(name for mark in replay.now if mark.kind == "mistake" for name in mark.joints)
    paint_skeleton(painter, hud.look.palette, pose, on_screen(shown, pose.image[:, :2]), (), faulty)
