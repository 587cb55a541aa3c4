"""The settings pane: made from the schema, driven by keys alone, nothing cut off on any screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mirror import language
from mirror.preferences import pins
from mirror.preferences.changes import Changes
from mirror.settings import Settings, load_settings, schema
from ui import languages
from ui.settings import Pane, PinPad, Preview, Scale
from ui.settings.controls import Choice, Range, Secret, Switch, Words
from ui.settings.row import Row
from ui.theme import load_fonts

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
"""Offscreen there is no window manager to tell the least size to."""
KINDS = {"switch": Switch, "choice": Choice, "whole": Range, "number": Range, "text": Words, "secret": Secret}
SCREENS = {"portrait": (1080, 1344), "landscape": (1190, 1080), "small": (794, 800), "desk": (920, 720)}
"""What the pane gets of 1080x1920, 1920x1080 and 1280x800, and its window on a desk."""


@pytest.fixture
def toml(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


@pytest.fixture
def speaking(qtbot: QtBot) -> Iterator[None]:
    """Whatever language a test installs, the next one has English."""
    yield
    app = QApplication.instance()
    assert app is not None
    languages.install(app, "en")


def pane(qtbot: QtBot, toml: Path, scale: Scale | None = None, code: str = "en") -> Pane:
    load_fonts()
    app = QApplication.instance()
    assert app is not None
    languages.install(app, code)
    made = Pane(Changes(load_settings(toml), file=toml), language.load(code), scale or Scale.desk(), preview=Preview())
    qtbot.addWidget(made)
    made.resize(920, 720)
    made.show()
    made.begin()
    return made


def rows(of: Pane) -> dict[str, Row]:
    return {row.entry.name: row for row in of.findChildren(Row)}


def seen(of: Pane) -> list[str]:
    return [name for name, row in rows(of).items() if not row.isHidden()]


def press(qtbot: QtBot, of: Pane, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(of.focusWidget() or of, key)


def focused(of: Pane) -> str:
    widget = of.focusWidget()
    return widget.entry.name if isinstance(widget, Row) else type(widget).__name__


def test_every_setting_has_its_row_and_the_control_of_its_kind(qtbot: QtBot, toml: Path) -> None:
    made = rows(pane(qtbot, toml))
    assert list(made) == [entry.name for entry in schema()]
    for entry in schema():
        texts = [label.text() for label in made[entry.name].findChildren(QLabel)]
        assert entry.title in texts
        assert entry.description in texts
        assert ("after a restart" in texts) is not entry.live
        assert made[entry.name].findChild(KINDS[entry.kind]) is not None


def test_keys_alone_find_change_and_leave(qtbot: QtBot, toml: Path) -> None:
    made = pane(qtbot, toml)
    heard: list[Settings] = []
    made.changed.connect(heard.append)
    sections = made.findChild(QListWidget)
    assert sections is not None
    while sections.currentItem().text() != "Coach":
        press(qtbot, made, Qt.Key.Key_Down)
    press(qtbot, made, Qt.Key.Key_Return)
    assert focused(made) == "coaching.difficulty"
    press(qtbot, made, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert heard[-1].coaching.difficulty == 0.6
    press(qtbot, made, Qt.Key.Key_Escape)
    press(qtbot, made, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right)
    assert seen(made)[0] == "screen.text_size"
    press(qtbot, made, Qt.Key.Key_Down)
    assert focused(made) == "screen.palette"
    press(qtbot, made, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert (heard[-1].screen.palette, heard[-1].screen.calm) == ("deuteranopia", True)
    press(qtbot, made, Qt.Key.Key_Delete)
    assert heard[-1].screen.calm is False
    with qtbot.waitSignal(made.closed):
        press(qtbot, made, Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    kept = load_settings(toml)
    assert (kept.coaching.difficulty, kept.screen.palette, kept.screen.calm) == (0.6, "deuteranopia", False)


def test_what_changes_is_written_by_itself_and_undone_step_by_step(qtbot: QtBot, toml: Path) -> None:
    made = pane(qtbot, toml)
    rows(made)["voice.volume"].wanted.emit("voice.volume", 0.3)
    assert not toml.exists()
    qtbot.waitUntil(toml.exists, timeout=3000)
    assert load_settings(toml).voice.volume == 0.3
    rows(made)["screen.captions"].wanted.emit("screen.captions", False)
    qtbot.keyClick(made, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert made.settings.screen.captions
    made.undo()
    made.undo()
    assert made.settings == Settings()


def test_the_search_looks_everywhere_and_says_when_it_finds_nothing(qtbot: QtBot, toml: Path) -> None:
    made = pane(qtbot, toml)
    press(qtbot, made, Qt.Key.Key_Up)
    qtbot.keyClicks(made.focusWidget(), "colour")
    assert {"screen.palette"} <= set(seen(made)) < set(rows(made))
    press(qtbot, made, Qt.Key.Key_Return)
    assert focused(made) == seen(made)[0]
    press(qtbot, made, Qt.Key.Key_Up)
    qtbot.keyClicks(made.focusWidget(), "xyz")
    assert seen(made) == []
    assert "Nothing is called so." in [label.text() for label in made.findChildren(QLabel) if label.isVisible()]
    press(qtbot, made, Qt.Key.Key_Escape)
    assert len(seen(made)) < len(rows(made))


def test_a_value_that_is_not_allowed_is_said_and_taken_back(qtbot: QtBot, toml: Path) -> None:
    made = pane(qtbot, toml)
    rows(made)["voice.language"].wanted.emit("voice.language", "Klingon!")
    assert made.settings.voice.language == ""
    assert any("voice.language cannot be" in label.text() for label in made.findChildren(QLabel, "trouble"))


def test_a_file_that_cannot_be_written_over_is_said_and_kept(qtbot: QtBot, toml: Path) -> None:
    made = pane(qtbot, toml)
    toml.write_text("[voice\n")
    rows(made)["voice.volume"].wanted.emit("voice.volume", 0.3)
    made.save()
    assert any("not valid TOML" in label.text() for label in made.findChildren(QLabel, "trouble"))
    assert toml.read_text() == "[voice\n"


def test_what_the_environment_says_cannot_be_changed_here(qtbot: QtBot, toml: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIRROR_VOICE__VOLUME", "0.1")
    row = rows(pane(qtbot, toml))["voice.volume"]
    assert "Set by MIRROR_VOICE__VOLUME" in [label.text() for label in row.findChildren(QLabel)]
    row.wanted.connect(lambda *what: pytest.fail(str(what)))
    qtbot.keyClick(row, Qt.Key.Key_Right)


def test_the_keys_of_the_mirror_do_not_reach_it(qtbot: QtBot, toml: Path) -> None:
    outer = QWidget()
    qtbot.addWidget(outer)
    heard: list[object] = []
    outer.keyPressEvent = heard.append  # type: ignore[method-assign]
    made = Pane(Changes(Settings(), file=toml), language.load("en"), Scale.desk(), parent=outer)
    outer.show()
    made.begin()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_M, Qt.Key.Key_F, Qt.Key.Key_S, Qt.Key.Key_Escape):
        qtbot.keyClick(made, key)
        qtbot.keyClick(rows(made)["screen.calm"], key)
    assert heard == []


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(keys=st.lists(st.sampled_from([
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Delete, Qt.Key.Key_A, Qt.Key.Key_Escape,
]), max_size=60))  # fmt: skip
def test_whatever_keys_come_the_settings_stay_valid(qtbot: QtBot, tmp_path: Path, keys: list[Qt.Key]) -> None:
    toml = tmp_path / "any.toml"
    toml.unlink(missing_ok=True)
    made = pane(qtbot, toml)
    press(qtbot, made, Qt.Key.Key_Right, *keys)
    made.save()
    assert load_settings(toml) == made.settings
    made.close()


@pytest.mark.parametrize("code", ["en", "de", "ko"])
@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_cut_off(qtbot: QtBot, toml: Path, speaking: None, screen: str, code: str) -> None:
    size = SCREENS[screen]
    whole = {"portrait": (1080, 1920), "landscape": (1920, 1080), "small": (1280, 800)}.get(screen)
    scale = Scale.desk() if whole is None else Scale.mirror(whole, 1.0)
    made = pane(qtbot, toml, scale, code)
    made.resize(*size)
    sections = made.findChild(QListWidget)
    assert sections is not None
    for at in range(sections.count()):
        sections.setCurrentRow(at)
        QApplication.processEvents()
        for widget in [*made.findChildren(QLabel), *made.findChildren(QPushButton)]:
            if not widget.isVisible() or not widget.text():
                continue
            wraps = isinstance(widget, QLabel) and widget.wordWrap()
            needed = widget.heightForWidth(widget.width()) if wraps else widget.minimumSizeHint().height()
            assert widget.height() >= needed - 1, (code, widget.text())
            wanted = widget.fontMetrics().horizontalAdvance(max(widget.text().split(), key=len) if wraps else widget.text())
            assert widget.width() >= wanted, (code, widget.text(), widget.width(), wanted)
        for row in made.findChildren(Row):
            if row.isVisible():
                assert row.geometry().right() <= row.parentWidget().width()
    assert sections.sizeHintForColumn(0) <= sections.viewport().width()
    assert made.minimumSizeHint().width() <= size[0]


def test_letters_on_the_mirror_are_large(qtbot: QtBot) -> None:
    assert Scale.mirror((1080, 1920), 1.0).body * 3 / 4 >= 24
    assert Scale.mirror((1280, 800), 1.0).body >= 24
    assert 11 <= Scale.desk().body * 3 / 4 <= 13


def test_a_pin_is_asked_for_and_only_its_hash_is_kept(qtbot: QtBot, toml: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pins, "_N", 2**4)
    made = pane(qtbot, toml)
    rows(made)["kiosk.pin"].wanted.emit("kiosk.pin", "ask")
    pad = made.findChild(PinPad)
    assert pad is not None
    qtbot.keyClicks(pad, "123")
    qtbot.keyClick(pad, Qt.Key.Key_Return)
    assert "four to twelve" in " ".join(label.text() for label in pad.findChildren(QLabel))
    qtbot.keyClicks(pad, "1234")
    qtbot.keyClick(pad, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(made.settings.kiosk.pin), timeout=5000)
    made.save()
    assert pins.matches("1234", load_settings(toml).kiosk.pin)
    rows(made)["kiosk.pin"].wanted.emit("kiosk.pin", "")
    made.save()
    assert load_settings(toml).kiosk.pin == ""


def test_a_pin_can_be_walked_to_with_arrows(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pins, "_N", 2**4)
    outer = QWidget()
    qtbot.addWidget(outer)
    outer.show()
    from ui.theme import PALETTES

    tried: list[str] = []
    pad = PinPad("PIN", Scale.desk(), PALETTES["standard"], outer, tried.append)
    pad.open_over(outer)
    up, down, enter = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return
    # it begins on 5: up to 2, down to 5, down to 8, down to 0, right to OK
    for key in (up, enter, down, enter, down, enter, down, enter, Qt.Key.Key_Right):
        qtbot.keyClick(pad, key)
    heard: list[bool] = []
    pad.right.connect(lambda: heard.append(True))
    qtbot.keyClick(pad, enter)
    qtbot.waitUntil(lambda: bool(heard), timeout=5000)
    assert tried == ["2580"]
