"""Stage: the mirror as one widget, painted whole with every picture."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from mirror.commands import Back, Command, Stop
from mirror.live import Picture
from mirror.pose.prediction import Prediction
from ui.stage.camera import Glass, Shown
from ui.stage.hud import Hud
from ui.stage.inputs import of_key, of_touch
from ui.stage.kit import Kit
from ui.stage.layout import Layout
from ui.stage.motion import Motion
from ui.stage.scene import paint_scene
from ui.stage.wording import DATE, say
from ui.theme import Look

MOVING_MS = 16
RESTING_MS = 500
SCAN_OUT_S = 0.008
"""From a paint to the light, on average: half a picture of a screen with 60 a second."""
STALE_S = 0.045
"""Between paints while no picture comes: the clock goes on, and Python's signal handlers get their turn."""


def words_of(now: datetime) -> tuple[str, str]:
    """The clock's words in the user's language: "18:42", "Saturday 21 November"."""
    local = QLocale()
    if local.language() == QLocale.Language.C:
        local = QLocale(QLocale.Language.English)
    day, month = local.dayName(now.isoweekday()), local.monthName(now.month)
    return f"{now:%H:%M}", say(DATE, day=day, n=now.day, month=month)


class Stage(QWidget):
    """The mirror.

    Attributes:
        shown: the picture on the screen, None before the first.
        paint_ms: how long the last 1024 paints took on the GUI thread.
        kiosk: always full screen; its close button asks as Esc does.
    Signals:
        arrived: a picture waits in the glass (emitted from its thread).
        left: the user wants to go. wished: the user wants the settings. asked: to see what was
        trained.
    """

    arrived = Signal()
    left = Signal()
    wished = Signal()
    asked = Signal()

    def __init__(
        self,
        look: Look,
        *,
        send: Callable[[Command], None],
        painted: Callable[[Picture], None],
        mute: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], datetime] = datetime.now,
    ) -> None:
        """`send` gets the user's commands, `painted` every picture that came onto the screen, `mute` turns the sound over.
        `clock` (seconds) drives the animations, `today` the clock on the wall."""
        super().__init__()
        self.shown: Shown | None = None
        self.paint_ms: deque[float] = deque(maxlen=1024)
        self.kiosk = False
        self._hud = Hud(look)
        self._motion = Motion(look.calm, look.flash)
        self._send, self._painted, self._mute = send, painted, mute
        self._clock, self._today = clock, today
        self._glass: Glass | None = None
        self._reported: Picture | None = None
        self._stopping = False
        self._prediction = Prediction()
        self._pressed: tuple[float, float, float] | None = None
        self._painted_at = -1.0
        self.setWindowTitle("Mirror")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.arrived.connect(self._take)
        self._beat = QTimer(self)
        self._beat.timeout.connect(self._on_beat)
        self._beat.start(RESTING_MS)

    @property
    def pixels(self) -> tuple[int, int]:
        """Size of the widget in the screen's own pixels."""
        ratio = self.devicePixelRatioF()
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))

    def kit(self, layout: Layout) -> Kit:
        """The look that it is painted with, on this size of screen."""
        return self._hud.kit(layout)

    def look_through(self, glass: Glass) -> None:
        """Where ready pictures come from; it is told of every new size."""
        self._glass = glass
        glass.resize(self.pixels)

    def set_look(self, look: Look) -> None:
        """Paint with another look from now on."""
        self._hud = Hud(look)
        self._motion.calm, self._motion.flash = look.calm, look.flash
        self.update()

    def show_picture(self, shown: Shown) -> None:
        """Put a picture on the screen."""
        self.shown = shown
        self._motion.see(shown.picture.snapshot, self._clock())
        self._prediction.see(shown.picture.snapshot.pose)
        if self._stopping and shown.picture.snapshot.stage not in ("summary", "asleep", "camera_off"):
            self._stopping = shown.picture.snapshot.stage != "live"
        self._pace()
        # Now: `update` would wait for Qt's next turn, 5 ms on most platforms, and the picture is as old as it should get.
        self.repaint()

    def _take(self) -> None:
        if self._glass is not None:
            shown = self._glass.take(self.shown)
            if shown is not None:
                self.show_picture(shown)

    def _on_beat(self) -> None:
        self._pace()
        # Pictures paint what moves; the beat steps in where none come.
        if time.perf_counter() - self._painted_at > STALE_S:
            self.update()

    def _pace(self) -> None:
        wanted = MOVING_MS if self._motion.busy(self._clock()) else RESTING_MS
        if self._beat.interval() != wanted:
            self._beat.start(wanted)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Everything, every time: the picture moves under all of it."""
        begin = time.perf_counter()
        now = self._clock()
        if self.shown is not None:
            # Time passes without pictures too: a cue leaves, an animation ends.
            self._motion.see(self.shown.picture.snapshot, now)
        painter = QPainter(self)
        try:
            ratio = self.devicePixelRatioF()
            if ratio != 1.0:
                painter.scale(1.0 / ratio, 1.0 / ratio)
            time_words, date_words = words_of(self._today())
            moment = self._motion.moment(now, time_words, date_words)
            paint_scene(painter, self._hud, self.pixels, self.shown, moment, self._body(now))
        finally:
            painter.end()
        self._painted_at = time.perf_counter()
        self.paint_ms.append((self._painted_at - begin) * 1e3)
        if self.shown is not None and self.shown.picture is not self._reported:
            self._reported = self.shown.picture
            self._painted(self._reported)

    def _body(self, now: float) -> NDArray[np.float32] | None:
        """On real glass the drawing lies on a reflection that did not wait: where the landmarks are when this paint is seen."""
        if not self._hud.look.glass or self.shown is None:
            return None
        return self._prediction.ahead(now - self.shown.picture.arrived + SCAN_OUT_S)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._glass is not None:
            self._glass.resize(self.pixels)
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose, Enter says yes, Back leads back, Space starts and pauses, Esc stops and then leaves, C turns the camera
        off and on, M mutes, F fills the screen, S opens the settings, R the review."""
        key = event.key()
        command = of_key(key, self._stage, again=event.isAutoRepeat())
        if command is not None:
            self._send(command)
        elif event.isAutoRepeat():
            return
        elif key == Qt.Key.Key_Escape:
            self._escape()
        elif key == Qt.Key.Key_M:
            self._mute()
        elif key in (Qt.Key.Key_S, Qt.Key.Key_Menu, Qt.Key.Key_Settings):
            self.wished.emit()
        elif key == Qt.Key.Key_R:
            self.asked.emit()
        elif key == Qt.Key.Key_F and not self.kiosk:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A finger too: Qt makes mouse events of it."""
        self._pressed = (*self._share(event), self._clock())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A tap at a side or a swipe chooses, one in the middle says yes; a long one, and the right button, lead back; a long
        swipe down turns the camera off."""
        pressed, self._pressed = self._pressed, None
        if event.button() == Qt.MouseButton.RightButton:
            self._send(Back())
        elif pressed is not None and event.button() == Qt.MouseButton.LeftButton:
            (start, high, since), (end, low) = pressed, self._share(event)
            self._send(of_touch(start, end, self._clock() - since, self._stage, low - high))

    def _share(self, event: QMouseEvent) -> tuple[float, float]:
        """Where that is: shares of width and height."""
        return event.position().x() / max(self.width(), 1), event.position().y() / max(self.height(), 1)

    @property
    def _stage(self) -> str:
        return "asleep" if self.shown is None else self.shown.picture.snapshot.stage

    def _escape(self) -> None:
        replayed = self.shown is not None and self.shown.picture.snapshot.replay is not None
        if self._stage == "choosing" or replayed:
            self._send(Back())
        elif self._stopping or self._stage in ("asleep", "summary", "camera_off"):
            self.left.emit()
        else:
            self._stopping = True
            self._send(Stop())

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own close button is a wish to leave too."""
        self.left.emit()
        if self.kiosk:
            event.ignore()
            return
        super().closeEvent(event)
