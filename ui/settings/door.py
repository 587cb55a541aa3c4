"""Door: between the mirror and its settings, and, in a kiosk, between the mirror and leaving it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QProcess, QRect, Qt, Signal
from PySide6.QtGui import QImage

from mirror import language
from mirror.calibration.store import load
from mirror.commands import Calibrate, ChooseProfile, Command, SetDifficulty
from mirror.errors import SettingsError
from mirror.geometry.camera import Calibration
from mirror.offered import goals_of
from mirror.preferences import profiles
from mirror.preferences.by_hand import camera
from mirror.preferences.changes import Changes
from mirror.preferences.pins import Guard
from mirror.settings import Settings
from ui import languages
from ui.settings import texts
from ui.settings.pane import Pane
from ui.settings.pinpad import PinPad
from ui.settings.preview import Preview
from ui.settings.style import Scale
from ui.settings.texts import say
from ui.stage.camera import Glass
from ui.stage.lamp import Lamp
from ui.stage.widget import Stage
from ui.theme import PALETTES, Look

log = logging.getLogger(__name__)

WIDE_SHARE, TALL_SHARE = 0.62, 0.7
"""How much of the mirror the settings cover, beside or below the picture: what changes is seen at once."""
KIOSK = "kiosk"


class Sound(Protocol):
    """What the settings need of the voice."""

    def become(self, settings: Settings) -> None: ...


class Door(QObject):
    """Attributes:
    settings: as they hold now.
    Signals:
        passed: the user may leave the mirror. Emit from any thread: person: (Settings, file or None) somebody else trains;
        locked: (name) the PIN of this profile is to be asked for.
    """

    passed = Signal()
    person = Signal(object, object)
    locked = Signal(str)

    def __init__(
        self,
        stage: Stage,
        glass: Glass,
        settings: Settings,
        *,
        send: Callable[[Command], None],
        sound: Sound | None = None,
        person: Path | None = None,
        guard: Guard | None = None,
        desk: Callable[[Sequence[str]], object] | None = None,
    ) -> None:
        """`send` gets commands for the core. `person`: the file of the profile whose settings these are. `desk` opens the review
        with these arguments."""
        super().__init__(stage)
        self.settings = settings
        self._stage, self._glass, self._send, self._sound = stage, glass, send, sound
        self._person = person
        self._guard = guard or Guard()
        self._desk = desk or start_desk
        self._over: Pane | PinPad | None = None
        self._lamp: Lamp | None = None
        self._ended = False
        stage.kiosk = settings.kiosk.on
        stage.wished.connect(self.open)
        stage.asked.connect(self.review)
        stage.left.connect(self.leave)
        stage.installEventFilter(self)
        self.person.connect(self._become)
        self.locked.connect(self._unlock)

    def open(self) -> None:
        """Show the settings; in a kiosk after its PIN, and not at all where it has none."""
        self._guarded(say(texts.PIN_SETTINGS), self._show)

    def review(self) -> None:
        """Open the review, of whoever trains alone where that is known; in a kiosk after its PIN, and not at all where it has
        none. Reviewers, and people with a PIN, give theirs there."""
        self._guarded(say(texts.PIN_REVIEW), self._review)

    def _review(self) -> None:
        self._desk([] if self._person is None else ["--profile", self._person.stem])

    def leave(self) -> None:
        """Leave the mirror; in a kiosk after its PIN, and not at all where it has none."""
        self._guarded(say(texts.PIN_LEAVE), self.passed.emit)

    def close(self) -> None:
        """The mirror ends: what was changed is written, and nobody is asked anything any more."""
        self._ended = True
        self._stage.kiosk = False
        if isinstance(self._over, Pane):
            self._over.save()
        self._gone()

    def _guarded(self, question: str, then: Callable[[], None]) -> None:
        if self._ended:
            return
        # what held when the mirror started holds: turning the kiosk off counts after a restart
        if not self._stage.kiosk:
            if self._over is None or then == self.passed.emit:
                then()
            return
        hashed = self.settings.kiosk.pin
        if self._over is not None or not hashed:
            return
        self._ask(question, lambda pin: self._guard.check(KIOSK, pin, hashed), then)

    def _unlock(self, name: str) -> None:
        """Somebody chose a profile that has a PIN."""
        if self._over is None and not self._ended:
            right = partial(self._send, ChooseProfile(name))
            self._ask(say(texts.PIN_WHO, name=name), lambda pin: profiles.unlock(name, pin, self._guard), right)

    def _ask(self, question: str, check: Callable[[str], None], right: Callable[[], None]) -> None:
        words = language.load(self.settings.general.language)
        pad = PinPad(question, self._scale(), PALETTES[self.settings.screen.palette], self._stage, check, words)
        pad.setCursor(Qt.CursorShape.ArrowCursor)
        self._over = pad
        pad.right.connect(self._gone)
        pad.right.connect(right)
        pad.left.connect(self._gone)
        pad.open_over(self._stage)
        self._light()

    def _show(self, section: int = 0) -> None:
        words = language.load(self.settings.general.language, self.settings.general.units)
        pane = Pane(
            Changes(self.settings, self._person),
            words,
            self._scale(),
            preview=Preview(self._picture),
            parent=self._stage,
        )
        pane.setCursor(Qt.CursorShape.ArrowCursor)
        pane.changed.connect(self.apply)
        pane.closed.connect(self._gone)
        self._over = pane
        self._place()
        pane.show()
        pane.raise_()
        self._light()
        pane.begin(section)

    def _gone(self) -> None:
        over, self._over = self._over, None
        if self._lamp is not None:
            self._lamp.hide()
            self._lamp.deleteLater()
            self._lamp = None
        if over is not None:
            over.hide()
            over.deleteLater()
        self._stage.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stage.update()

    def apply(self, settings: Settings) -> None:
        """What can change at once changes; the rest waits for a restart."""
        before, self.settings = self.settings, settings
        if settings.screen != before.screen:
            self._stage.set_look(Look.of(settings.screen))
            self._glass.set_look(Look.of(settings.screen))
        self._glass.flip = settings.camera.flip
        if settings.general != before.general:
            self._speak(settings)
        if settings.coaching != before.coaching:
            self._send(SetDifficulty(settings.coaching.difficulty))
        if settings.calibration != before.calibration:
            self._send(Calibrate(camera(settings) or self._own()))
        if settings.workout != before.workout:
            self._send(goals_of(settings))
        if self._sound is not None and (settings.voice, settings.general) != (before.voice, before.general):
            self._sound.become(settings)
        if settings.general.language != before.general.language and isinstance(self._over, Pane):
            at = self._over.section
            self._over.save()
            self._gone()
            self._show(at)

    def _become(self, settings: Settings, person: Path | None) -> None:
        """Somebody else trains: their settings hold, and their file takes what they change."""
        if isinstance(self._over, Pane):
            self._over.leave()
        else:
            self._gone()
        self._person = person
        self.apply(settings)

    def _own(self) -> Calibration:
        """What the mirror itself knows of its camera, for when the numbers by hand are turned off."""
        shown = self._stage.shown
        try:
            kept = None if shown is None else load(shown.picture.health.camera)
        except SettingsError:
            kept = None
        return Calibration() if kept is None else kept.calibration

    def _speak(self, settings: Settings) -> None:
        """Everything that is written, in another language or other units."""
        app = QCoreApplication.instance()
        if app is not None:
            languages.install(app, settings.general.language)
        self._glass.words = language.load(settings.general.language, settings.general.units)
        self._stage.set_look(Look.of(settings.screen))

    def _scale(self) -> Scale:
        return Scale.mirror((self._stage.width(), self._stage.height()), self.settings.screen.text_size)

    def _place(self) -> None:
        if self._over is None:
            return
        whole = self._stage.rect()
        if isinstance(self._over, PinPad):
            self._over.setGeometry(whole)
        elif whole.width() > whole.height():
            width = round(whole.width() * WIDE_SHARE)
            self._over.setGeometry(QRect(whole.width() - width, 0, width, whole.height()))
        else:
            height = round(whole.height() * TALL_SHARE)
            self._over.setGeometry(QRect(0, whole.height() - height, whole.width(), height))
        if self._lamp is not None:
            self._lamp.right = self._over.x() / whole.width() or 1.0
            self._lamp.wanted = self._over.y() == 0
            self._lamp.look()

    def _light(self) -> None:
        """What is laid over the mirror does not hide that the camera is on."""
        if self._lamp is None:
            self._lamp = Lamp(self._stage)
        self._place()

    def _picture(self) -> QImage | None:
        shown = self._stage.shown
        if shown is None:
            return None
        pixels = shown.picture.image
        height, width = pixels.shape[:2]
        return QImage(pixels.data, width, height, width * 4, QImage.Format.Format_RGB32).copy()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._stage and event.type() == QEvent.Type.Resize:
            self._place()
        return False


def start_desk(arguments: Sequence[str]) -> None:
    """`mirror review` in a process of its own: its reading and drawing must not hold the mirror up."""
    started, _ = QProcess.startDetached(sys.executable, ["-m", "mirror.cli", "review", *arguments])
    if not started:
        log.warning("the review cannot be started")
