"""The window around Live: `run` shows it until the user, the time or the source ends it, `draw` paints one picture offscreen."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from mirror import language
from mirror.commands import Command
from mirror.errors import WorldError
from mirror.live import Picture
from mirror.mailbox import Mailbox
from mirror.settings import Settings
from ui import languages
from ui.collector import collecting_here
from ui.leaving import interruptible
from ui.settings.door import Door
from ui.stage import Demonstrator, Glass, Hud, Stage, paint_scene, prepare, settled
from ui.stage.widget import words_of
from ui.theme import Look, load_fonts

log = logging.getLogger(__name__)

WINDOW_SHARE = 0.85
"""Of the screen's height, for a window."""
LINGER_MS = 4000
"""How long the last picture stays when the source has ended."""


class Scene(Protocol):
    """What the window needs of Live."""

    pictures: Mailbox[Picture]
    on_end: Callable[[], None] | None

    def send(self, command: Command) -> None: ...

    def painted(self, picture: Picture) -> None: ...


class Sound(Protocol):
    """What the window needs of Voice."""

    @property
    def status(self) -> str: ...

    def mute(self, muted: bool) -> None: ...

    def set_volume(self, volume: float) -> None: ...

    def become(self, settings: Settings) -> None: ...


class Host(Protocol):
    """What the window needs of whoever knows who trains."""

    on_person: Callable[[Settings, Path | None], None] | None
    on_locked: Callable[[str], None] | None


class DrawingError(WorldError):
    """The picture of the mirror cannot be written."""


class _Bugs:
    """Errors that Python raises inside Qt's callbacks, which Qt would print and forget: the first one ends the window, and
    `run` raises it."""

    def __init__(self, leave: Callable[[], None]) -> None:
        self.first: BaseException | None = None
        self._leave = leave

    def __call__(self, kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
        if self.first is None:
            self.first = bug
            log.critical("a bug in the window", exc_info=(kind, bug, trace))
        self._leave()


class _Ending(QObject):
    """Carries Live's end from its thread to the GUI thread."""

    ended = Signal()


def run(
    live: Scene,
    settings: Settings,
    *,
    windowed: bool = False,
    seconds: float | None = None,
    snapshot: Path | None = None,
    sound: Sound | None = None,
    person: Path | None = None,
    host: Host | None = None,
) -> int:
    """Show a started Live; returns the exit code when the user leaves, after `seconds` from the first picture, or when the
    source has ended.

    `snapshot`: PNG of the mirror as last shown; DrawingError where it cannot be written. `person`: the file of the profile whose
    settings these are; `host` tells when somebody else trains. Bugs in the window are logged with
    their trace and raised here.
    """
    app = _application("mirror")
    app.setQuitOnLastWindowClosed(False)
    load_fonts()
    languages.install(app, settings.general.language)
    stage = Stage(
        Look.of(settings.screen),
        send=live.send,
        painted=live.painted,
        mute=lambda: sound.mute(sound.status == "on") if sound is not None else None,
    )
    words = language.load(settings.general.language, settings.general.units)
    glass = Glass(
        live.pictures,
        stage.pixels,
        stage.arrived.emit,
        Demonstrator(Look.of(settings.screen)),
        flip=settings.camera.flip,
        words=words,
    )
    ending = _Ending()
    bugs = _Bugs(app.quit)
    limit = QTimer(stage, singleShot=True)
    linger = QTimer(stage, singleShot=True)
    limit.timeout.connect(app.quit)
    linger.timeout.connect(app.quit)
    door = Door(stage, glass, settings, send=live.send, sound=sound, person=person)
    door.passed.connect(app.quit)
    if host is not None:
        host.on_person, host.on_locked = door.person.emit, door.locked.emit
    ending.ended.connect(lambda: linger.start(LINGER_MS if seconds is None else 0))
    if seconds is not None:
        span = round(seconds * 1000)
        stage.arrived.connect(lambda: None if limit.isActive() else limit.start(span), Qt.ConnectionType.QueuedConnection)
    live.on_end = ending.ended.emit
    if live.pictures.closed:  # it was over before we looked
        ending.ended.emit()
    with _caught(bugs), interruptible(app.quit), collecting_here():
        stage.look_through(glass)
        _show(stage, windowed and not settings.kiosk.on)
        glass.start()
        app.exec()
        live.on_end = None
        if host is not None:
            host.on_person = host.on_locked = None
        glass.stop()
        last = stage.grab().toImage() if snapshot is not None and bugs.first is None else None
        door.close()
        stage.close()
        # Now, on this thread: Python might take it apart on any.
        stage.deleteLater()
        QCoreApplication.sendPostedEvents(stage, QEvent.Type.DeferredDelete)
    if bugs.first is not None:
        raise bugs.first
    if last is not None and snapshot is not None:
        _save(last, snapshot)
    return 0


def draw(
    picture: Picture, size: tuple[int, int], settings: Settings, file: Path | None = None, *, now: datetime | None = None
) -> NDArray[np.uint8]:
    """The mirror with this picture, as the window would paint it once nothing moves; needs no display.

    `size`: (width, height) pixels. `file`: PNG to write; DrawingError where it cannot be. Returns (height, width, 4) uint8 BGRA.
    """
    app = _application("mirror", "-platform", "offscreen")
    load_fonts()
    languages.install(app, settings.general.language)
    canvas = QImage(*size, QImage.Format.Format_RGB32)
    painter = QPainter(canvas)
    hud = Hud(Look.of(settings.screen))
    demonstrator = Demonstrator(hud.look, still=True, patient=True)
    words = language.load(settings.general.language, settings.general.units)
    picture = languages.translated(picture, words)
    moment = settled(picture.snapshot, *words_of(now or datetime.now()))
    try:
        shown = prepare(picture, size, demonstrator=demonstrator, flip=settings.camera.flip)
        paint_scene(painter, hud, size, shown, moment)
    finally:
        painter.end()
        demonstrator.close()
    if file is not None:
        _save(canvas, file)
    drawn = np.frombuffer(canvas.constBits(), np.uint8).reshape(size[1], canvas.bytesPerLine() // 4, 4)[:, : size[0]].copy()
    drawn[..., 3] = 255
    return drawn


_kept: list[QApplication] = []


def _application(*arguments: str) -> QApplication:
    """The process's one application; made here it stays until the process ends, since fonts live and die with it."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    _kept.append(QApplication(list(arguments)))
    return _kept[0]


def _save(image: QImage, file: Path) -> None:
    if not image.save(str(file), "PNG"):  # type: ignore[call-overload]
        raise DrawingError(f"{file} cannot be written.")


def _show(stage: Stage, windowed: bool) -> None:
    if not windowed:
        # A kiosk may have no window manager that would do it.
        stage.setGeometry(stage.screen().geometry())
        stage.showFullScreen()
        return
    screen = stage.screen().availableGeometry()
    height = round(screen.height() * WINDOW_SHARE)
    width = min(round(height * 9 / 16) if screen.height() > screen.width() else round(height * 16 / 9), screen.width())
    stage.resize(width, height)
    stage.show()


@contextmanager
def _caught(bugs: _Bugs) -> Iterator[None]:
    before = sys.excepthook
    sys.excepthook = bugs
    try:
        yield
    finally:
        sys.excepthook = before
