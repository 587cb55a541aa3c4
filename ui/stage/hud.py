"""The HUD painted: the pieces with how they come onto the screen, each kept as a picture for as long as it says the same."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPen

from mirror.events import Stage
from mirror.health import Health
from mirror.snapshot import Snapshot
from ui.stage.cards import Demo
from ui.stage.demonstrator import NOTHING, Figures
from ui.stage.kit import Kit
from ui.stage.layout import Layout, layout_for
from ui.stage.marks import Arrangement, colour
from ui.stage.meters import Gauge
from ui.stage.motion import Flash, Moment
from ui.stage.pieces import Piece, pieces
from ui.stage.timeline import Timeline
from ui.theme import Look

VEIL: dict[Stage, float] = {"paused": 0.55, "summary": 0.8, "rest": 0.3, "choosing": 0.45}
"""How dark the picture becomes under a stage in which nobody has to see themselves well."""
VEIL_REPLAY = 0.86
"""The same under a replay: the person of just now must not be taken for the one who is shown."""
VEIL_LOST = 0.82
"""The same while there is no picture from the camera: the old one is not believed any more."""
RISE = 60.0
"""How far the ribbon slides up, at 1080 lines."""
EDGE = 90.0
"""How far a flash reaches into the screen, at 1080 lines."""
BRIGHT = 0.7
"""Opacity of a flash at the very edge."""


class Hud:
    """Paints the pieces, keeping each as a picture for as long as it says the same.

    Attributes:
        look: the user's wishes.
    """

    def __init__(self, look: Look) -> None:
        self.look = look
        self._kept: dict[str, tuple[Arrangement, QImage]] = {}

    def kit(self, layout: Layout) -> Kit:
        return Kit(self.look, layout.unit)

    def paint(
        self,
        painter: QPainter,
        size: tuple[int, int],
        snapshot: Snapshot,
        health: Health,
        moment: Moment,
        figures: Figures = NOTHING,
    ) -> list[QRectF]:
        """Everything above the picture and the skeleton, on a screen of `size` pixels. Returns where the pieces stand."""
        layout = layout_for(*size)
        kit = self.kit(layout)
        if figures.ghost is not None and health.camera_ok:
            painter.drawImage(figures.ghost.x, figures.ghost.y, figures.ghost.image)
        if moment.flash is not None and snapshot.stage != "asleep":
            self._flash(painter, layout, size, moment.flash, moment.shine)
        made = pieces(snapshot, health, moment, kit, layout, figures)
        for piece in made:
            # A caption slides but does not fade in: it can be read from its first picture on.
            opacity = (1.0 if piece.name == "cue" else piece.slide) * moment.wake
            at = piece.box.topLeft() + QPointF(0.0, (1.0 - piece.slide) * RISE * layout.unit)
            painter.setOpacity(opacity)
            painter.drawImage(QPointF(round(at.x()), round(at.y())), self._picture(piece, kit))
            painter.setOpacity(1.0)
            if isinstance(piece.panel, Gauge):
                piece.panel.level(painter, kit, piece.box, snapshot.depth, snapshot.reach)
            elif isinstance(piece.panel, Timeline) and snapshot.replay is not None:
                length = max(snapshot.replay.end - snapshot.replay.start, 1e-6)
                piece.panel.head(painter, kit, piece.box, (snapshot.replay.position - snapshot.replay.start) / length)
            elif isinstance(piece.panel, Demo) and figures.demo is not None:
                painter.drawImage(figures.demo.x, figures.demo.y, figures.demo.image)
            if piece.name == "count" and moment.tick < 1.0:
                self._tick(painter, kit, piece, moment.tick)
        return [piece.box for piece in made]

    def _picture(self, piece: Piece, kit: Kit) -> QImage:
        kept = self._kept.get(piece.name)
        if kept is not None and kept[0] is piece.arrangement:
            return kept[1]
        size = piece.arrangement.size
        image = QImage(math.ceil(size.width()), math.ceil(size.height()), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        piece.arrangement.paint(painter, kit.plate)
        painter.end()
        self._kept[piece.name] = (piece.arrangement, image)
        return image

    def _tick(self, painter: QPainter, kit: Kit, piece: Piece, tick: float) -> None:
        """The count ticks once: a rim of light that goes out."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        width = 6 * kit.unit
        painter.setPen(QPen(colour(self.look.palette.good, 1.0 - tick), width))
        inner = piece.box.adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(inner, piece.arrangement.radius, piece.arrangement.radius)

    def _flash(self, painter: QPainter, layout: Layout, size: tuple[int, int], flash: Flash, shine: float) -> None:
        """The edge of the screen lights up and goes dark: what is heard, for those who cannot hear it."""
        palette = self.look.palette
        rgb = {"good": palette.good, "guide": palette.text, "danger": palette.danger}[flash]
        width, height = size
        reach = EDGE * layout.unit
        for start, end, box in (
            ((0, 0), (reach, 0), QRectF(0, 0, reach, height)),
            ((width, 0), (width - reach, 0), QRectF(width - reach, 0, reach, height)),
            ((0, 0), (0, reach), QRectF(0, 0, width, reach)),
            ((0, height), (0, height - reach), QRectF(0, height - reach, width, reach)),
        ):
            light = QLinearGradient(*start, *end)
            light.setColorAt(0.0, colour(rgb, BRIGHT * shine))
            light.setColorAt(1.0, colour(rgb, 0.0))
            painter.fillRect(box, light)


def veil(snapshot: Snapshot, health: Health) -> QColor | None:
    """What is laid over picture and skeleton, or None."""
    opacity = VEIL_LOST if not health.camera_ok else VEIL.get(snapshot.stage, 0.0)
    if snapshot.replay is not None:
        opacity = VEIL_REPLAY
    return QColor(4, 6, 9, round(opacity * 255)) if opacity else None
