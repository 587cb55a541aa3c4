"""Lamp: the light once more, above what is laid over the mirror (the settings, the pad for a PIN), so that it is never hidden."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.stage.layout import layout_for
from ui.stage.light import Light, light_of
from ui.stage.marks import Arrangement, colour
from ui.stage.panels import Side
from ui.stage.widget import Stage

LOOK_MS = 200
"""How often it looks at what is true."""


class Lamp(QWidget):
    """A small widget over the stage that shows its light and lets every touch through.

    Attributes:
        right: where its right edge stands, share of the stage's width; the stage's own margin is kept from there.
        wanted: whether the stage's own light is hidden.
    """

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.right, self.wanted = 1.0, True
        self._stage = stage
        self._light: Light | None = None
        self._made: Arrangement | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self.look)
        self._look.start()
        self.look()

    @property
    def light(self) -> Light | None:
        """What it shows."""
        return self._light

    def look(self) -> None:
        """Shows what is true now, on top of everything."""
        shown = self._stage.shown
        self._light = light_of(shown.picture.health) if shown is not None else None
        if self._light is None or not self.wanted:
            self.hide()
            return
        layout, ratio = layout_for(*self._stage.pixels), self._stage.devicePixelRatioF()
        self._made = Side("", "", "", self._light).arrange(self._stage.kit(layout), layout.side.box.size())
        size, margin = self._made.size / ratio, layout.safe.topLeft() / ratio
        edge = self._stage.width() * self.right
        self.setGeometry(
            round(edge - margin.x() - size.width()), round(margin.y()), round(size.width()) + 1, round(size.height()) + 1
        )
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The light on a plate, also where the mirror has none: what lies below may be bright."""
        if self._made is None:
            return
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        painter.scale(1.0 / ratio, 1.0 / ratio)
        self._made.paint(painter, colour(self._stage.kit(layout_for(*self._stage.pixels)).look.palette.ink))
        painter.end()
