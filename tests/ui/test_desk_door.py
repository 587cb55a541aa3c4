"""R on the mirror opens the review: of whoever trains alone, and in a kiosk after its PIN."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mirror.live import Picture
from mirror.mailbox import Mailbox
from mirror.preferences import pins, profiles
from mirror.preferences.pins import Guard, hash_pin
from mirror.settings import KioskSettings, Settings
from ui.settings import PinPad
from ui.settings.door import Door
from ui.stage import Glass, Stage
from ui.theme import Look, load_fonts

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def mirror(
    qtbot: QtBot, tmp_path: Path, settings: Settings, person: Path | None = None
) -> tuple[Stage, Door, list[Sequence[str]]]:
    load_fonts()
    stage = Stage(Look.of(settings.screen), send=lambda command: None, painted=lambda p: None, mute=lambda: None)
    pictures: Mailbox[Picture] = Mailbox()
    opened: list[Sequence[str]] = []
    glass = Glass(pictures, (640, 480), lambda: None)
    door = Door(
        stage,
        glass,
        settings,
        send=lambda command: None,
        person=person,
        guard=Guard(tmp_path / "pins.json"),
        desk=opened.append,
    )
    qtbot.addWidget(stage)
    stage.resize(640, 480)
    stage.show()
    return stage, door, opened


def test_the_review_is_of_whoever_trains_where_that_is_known(qtbot: QtBot, tmp_path: Path) -> None:
    stage, door, opened = mirror(qtbot, tmp_path, Settings())
    qtbot.keyClick(stage, Qt.Key.Key_R)
    anna = profiles.add("Anna")
    door._become(Settings(), anna)
    qtbot.keyClick(stage, Qt.Key.Key_R)
    assert opened == [[], ["--profile", "Anna"]]
    door.close()


def test_a_kiosk_asks_for_its_pin_first(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pins, "_N", 2**4)
    kiosk = KioskSettings(on=True, pin=hash_pin("1234"))
    stage, door, opened = mirror(qtbot, tmp_path, Settings(kiosk=kiosk))
    qtbot.keyClick(stage, Qt.Key.Key_R)
    pad = stage.findChild(PinPad)
    assert pad is not None
    assert opened == []
    qtbot.keyClicks(pad, "1234")
    with qtbot.waitSignal(pad.right, timeout=5000):
        qtbot.keyClick(pad, Qt.Key.Key_Return)
    assert opened == [[]]
    door.close()


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
