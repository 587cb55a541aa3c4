"""The settings on the mirror: opened by a key, what can change at once does, and a kiosk is not left without its PIN."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QListWidget
from pytestqt.qtbot import QtBot

from mirror import paths
from mirror.commands import Calibrate, ChooseProfile, Command, SetDifficulty, SetGoals
from mirror.geometry.camera import Calibration
from mirror.live import Picture
from mirror.mailbox import Mailbox
from mirror.preferences import pins, profiles
from mirror.preferences.file import store
from mirror.preferences.pins import Guard, hash_pin
from mirror.settings import CameraSettings, KioskSettings, ScreenSettings, Settings, load_settings
from tests.ui.scenes import picture
from ui.settings import Pane, PinPad
from ui.settings.door import Door
from ui.settings.row import Row
from ui.stage import Glass, Stage, prepare
from ui.stage.lamp import Lamp
from ui.theme import PALETTES, Look, load_fonts

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Ears:
    def __init__(self) -> None:
        self.heard: list[Settings] = []

    def become(self, settings: Settings) -> None:
        self.heard.append(settings)


class Mirror:
    """A stage with its door, and what came out of both."""

    def __init__(self, qtbot: QtBot, settings: Settings, folder: Path, size: tuple[int, int] = (1080, 1920)) -> None:
        load_fonts()
        self.sent: list[Command] = []
        self.left: list[bool] = []
        self.sound = Ears()
        pictures: Mailbox[Picture] = Mailbox()
        self.stage = Stage(Look.of(settings.screen), send=self.sent.append, painted=lambda p: None, mute=lambda: None)
        self.glass = Glass(pictures, size, lambda: None)
        guard = Guard(folder / "pins.json")
        self.door = Door(self.stage, self.glass, settings, send=self.sent.append, sound=self.sound, guard=guard)
        self.door.passed.connect(lambda: self.left.append(True))
        qtbot.addWidget(self.stage)
        self.stage.resize(*size)
        self.stage.show()
        self.stage.show_picture(prepare(picture("live"), size))

    @property
    def pane(self) -> Pane | None:
        return next((pane for pane in self.stage.findChildren(Pane) if not pane.isHidden()), None)

    @property
    def pad(self) -> PinPad | None:
        return next((pad for pad in self.stage.findChildren(PinPad) if not pad.isHidden()), None)

    def want(self, name: str, value: object) -> None:
        assert self.pane is not None
        (row,) = [row for row in self.pane.findChildren(Row) if row.entry.name == name]
        row.wanted.emit(name, value)


@pytest.fixture
def mirror(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Mirror]]:
    monkeypatch.setattr(paths, "config", lambda: tmp_path)
    monkeypatch.setattr(pins, "_N", 2**4)
    made: list[Mirror] = []

    def make(settings: Settings | None = None, size: tuple[int, int] = (1080, 1920)) -> Mirror:
        made.append(Mirror(qtbot, settings or Settings(), tmp_path, size))
        return made[-1]

    yield make
    for one in made:
        one.door.close()


def kiosk(pin: str = "1234") -> Settings:
    return Settings(kiosk=KioskSettings(on=True, pin=hash_pin(pin) if pin else ""))


def test_a_key_opens_the_settings_and_escape_leads_back(qtbot: QtBot, mirror: Callable[..., Mirror]) -> None:
    here = mirror()
    qtbot.keyClick(here.stage, Qt.Key.Key_S)
    assert here.pane is not None
    assert here.pane.focusWidget() is here.pane.findChild(QListWidget)
    qtbot.keyClick(here.pane.focusWidget(), Qt.Key.Key_Escape)
    assert here.pane is None
    assert here.stage.focusWidget() in (None, here.stage)
    assert here.left == []
    assert here.sent == []


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080), (1280, 800)])
def test_the_picture_stays_in_sight_beside_the_settings(mirror: Callable[..., Mirror], size: tuple[int, int]) -> None:
    here = mirror(size=size)
    here.door.open()
    assert here.pane is not None
    box = here.pane.geometry()
    assert here.stage.rect().contains(box)
    assert 0.25 <= 1 - box.width() * box.height() / (size[0] * size[1]) <= 0.45
    here.stage.resize(800, 600)
    assert here.stage.rect().contains(here.pane.geometry())


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)])
def test_nothing_that_is_laid_over_the_mirror_hides_the_light(
    mirror: Callable[..., Mirror], size: tuple[int, int], qtbot: QtBot
) -> None:
    """On pixels: the lens of the lit camera is seen somewhere outside the settings, and over the pad for a PIN."""

    def lit(image: QImage) -> bool:
        pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
        corner = pixels[: image.height() // 6, :, :3].astype(int)
        b, g, r = corner[..., 0], corner[..., 1], corner[..., 2]
        return int(((abs(r - 124) < 12) & (abs(g - 245) < 12) & (abs(b - 196) < 12)).sum()) > 60

    # calm: the light's own colour, without the picture's coming up
    here = mirror(Settings(screen=ScreenSettings(calm=True)), size)
    here.stage.wished.emit()
    assert here.pane is not None
    assert lit(here.stage.grab().toImage().convertToFormat(QImage.Format.Format_RGB32))
    here.pane.closed.emit()
    here.door.locked.emit("Anna")
    assert here.pad is not None
    assert lit(here.stage.grab().toImage().convertToFormat(QImage.Format.Format_RGB32))
    dark = picture("live")
    here.stage.show_picture(prepare(replace(dark, health=replace(dark.health, looking="")), size))
    (lamp,) = [lamp for lamp in here.stage.findChildren(Lamp) if lamp.isVisible()]
    lamp.look()
    assert lamp.isHidden()


def test_what_can_change_at_once_does(mirror: Callable[..., Mirror], tmp_path: Path) -> None:
    here = mirror()
    here.door.open()
    here.want("coaching.difficulty", 0.8)
    here.want("voice.volume", 0.2)
    here.want("camera.flip", False)
    here.want("screen.palette", "tritanopia")
    here.want("screen.captions", False)
    here.want("screen.calm", True)
    here.want("calibration.height_m", 1.5)
    here.want("calibration.by_hand", True)
    here.want("calibration.by_hand", False)
    assert SetDifficulty(0.8) in here.sent
    given = [command.calibration for command in here.sent if isinstance(command, Calibrate)]
    assert [(c.source, c.height_m) for c in given[1:2]] == [("by hand", 1.5)]
    assert given[-1] == Calibration()
    assert [heard.voice.volume for heard in here.sound.heard] == [0.2]
    assert here.glass.flip is False
    look = here.stage._hud.look
    assert (look.palette, look.captions) == (PALETTES["tritanopia"], False)
    assert here.stage._motion.calm
    here.want("workout.repetitions", 12)
    assert here.sent[-1] == SetGoals(12, 0, 60.0)
    here.door.close()
    assert load_settings(tmp_path / "settings.toml").coaching.difficulty == 0.8


def test_the_language_changes_at_once_and_the_settings_stay_where_they_were(mirror: Callable[..., Mirror]) -> None:
    here = mirror()
    here.door.open()
    assert here.pane is not None
    here.pane.findChild(QListWidget).setCurrentRow(3)
    here.want("general.language", "de")
    assert (here.pane.section, here.pane.findChild(QListWidget).currentItem().text()) == (3, "Kalibrierung")
    assert here.sound.heard[-1].spoken == "de"
    assert here.glass.words is not None
    assert here.glass.words("Squat") == "Kniebeuge"
    here.want("general.language", "en")
    assert here.pane.findChild(QListWidget).currentItem().text() == "Calibration"


def test_somebody_else_brings_their_own_settings_and_file(mirror: Callable[..., Mirror], tmp_path: Path) -> None:
    here = mirror()
    ann = tmp_path / "profiles" / "Ann.toml"
    store({"screen.palette": "protanopia"}, ann)
    here.door.open()
    here.door.person.emit(load_settings(profile=ann), ann)
    assert here.pane is None
    assert here.stage._hud.look.palette == PALETTES["protanopia"]
    here.door.open()
    here.want("coaching.difficulty", 0.9)
    here.want("camera.flip", False)
    here.door.close()
    assert load_settings(tmp_path / "settings.toml") == Settings(camera=CameraSettings(flip=False))
    assert load_settings(profile=ann).coaching.difficulty == 0.9


def test_a_profile_s_pin_is_asked_for_and_the_right_one_chooses_it(qtbot: QtBot, mirror: Callable[..., Mirror]) -> None:
    profiles.add("Bo", "1234")
    here = mirror()
    here.door.locked.emit("Bo")
    assert here.pad is not None
    assert "Bo, your PIN" in [label.text() for label in here.pad.findChildren(QLabel)]
    qtbot.keyClicks(here.pad, "4321")
    qtbot.keyClick(here.pad, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: here.pad is not None and here.pad.isEnabled(), timeout=5000)
    assert here.sent == []
    qtbot.keyClicks(here.pad, "1234")
    qtbot.keyClick(here.pad, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: here.sent == [ChooseProfile("Bo")], timeout=5000)
    assert here.pad is None


def test_without_a_kiosk_leaving_asks_nothing(qtbot: QtBot, mirror: Callable[..., Mirror]) -> None:
    here = mirror()
    here.stage.left.emit()
    assert here.left == [True]


def test_a_kiosk_is_left_with_its_pin_alone(qtbot: QtBot, mirror: Callable[..., Mirror]) -> None:
    here = mirror(kiosk())
    here.stage.close()
    assert here.stage.isVisible()
    assert here.pad is not None
    qtbot.keyClicks(here.pad, "9999")
    qtbot.keyClick(here.pad, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: here.pad is not None and here.pad.isEnabled(), timeout=5000)
    assert here.left == []
    qtbot.keyClicks(here.pad, "1234")
    qtbot.keyClick(here.pad, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: here.left == [True], timeout=5000)


def test_in_a_kiosk_the_settings_ask_too_and_keys_do_not_reach_the_mirror(qtbot: QtBot, mirror: Callable[..., Mirror]) -> None:
    here = mirror(kiosk())
    before = here.stage.windowState()
    qtbot.keyClick(here.stage, Qt.Key.Key_F)
    assert here.stage.windowState() == before
    qtbot.keyClick(here.stage, Qt.Key.Key_S)
    assert here.pane is None
    assert here.pad is not None
    for key in (Qt.Key.Key_Space, Qt.Key.Key_S, Qt.Key.Key_M):
        qtbot.keyClick(here.pad, key)
    qtbot.keyClick(here.pad, Qt.Key.Key_Escape)
    assert here.pad is None
    assert (here.left, here.sent) == ([], [])
    qtbot.keyClick(here.stage, Qt.Key.Key_S)
    assert here.pad is not None
    qtbot.keyClicks(here.pad, "1234")
    qtbot.keyClick(here.pad, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: here.pane is not None, timeout=5000)
    # turning the kiosk off counts after a restart: until then it is closed
    here.want("kiosk.on", False)
    here.want("kiosk.pin", "")
    assert here.stage.kiosk


def test_a_kiosk_without_a_pin_is_closed(qtbot: QtBot, mirror: Callable[..., Mirror]) -> None:
    here = mirror(kiosk(""))
    qtbot.keyClick(here.stage, Qt.Key.Key_S)
    here.stage.left.emit()
    assert (here.pane, here.pad, here.left) == (None, None, [])
