"""The window: keys, pictures, endings, and bugs that must not pass in silence."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mirror.commands import Back, Command, Move, Pause, Select, Start, Stop
from mirror.events import Stage as StageName
from mirror.live import Picture
from mirror.mailbox import Mailbox
from mirror.settings import Settings
from mirror.snapshot import Snapshot
from tests.ui.scenes import HEALTH, NOW, SCENES, gradient, live, picture
from ui import app as application
from ui.stage import Glass, Stage, prepare, scene
from ui.stage.widget import MOVING_MS, RESTING_MS, words_of
from ui.theme import Look, load_fonts


class FakeLive:
    """Live as the window sees it, fed by the test."""

    def __init__(self) -> None:
        self.pictures: Mailbox[Picture] = Mailbox()
        self.on_end: Callable[[], None] | None = None
        self.sent: list[Command] = []
        self.seen: list[Picture] = []
        self.muted: list[bool] = []
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def send(self, command: Command) -> None:
        self.sent.append(command)

    def painted(self, shown: Picture) -> None:
        self.seen.append(shown)

    def film(self, snapshot: Snapshot, rate: float = 50.0) -> None:
        """The same snapshot over and over, from a thread."""

        def feed() -> None:
            image = gradient(320, 180)
            while not self._stop.wait(1 / rate):
                self.pictures.put(Picture(image, snapshot, HEALTH, time.monotonic()))

        self._thread = threading.Thread(target=feed, daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        self.pictures.close()
        if self.on_end is not None:
            self.on_end()


class FakeVoice:
    def __init__(self) -> None:
        self.status = "on"

    def mute(self, muted: bool) -> None:
        self.status = "muted" if muted else "on"


@pytest.fixture
def fake_live() -> Iterator[FakeLive]:
    fake = FakeLive()
    yield fake
    fake.on_end = None
    fake.end()


@pytest.fixture
def stage(qtbot: QtBot, fake_live: FakeLive) -> Stage:
    load_fonts()
    made = Stage(
        Look.of(Settings().screen),
        send=fake_live.send,
        painted=fake_live.painted,
        mute=lambda: fake_live.muted.append(True),
        today=lambda: NOW,
    )
    qtbot.addWidget(made)
    made.resize(540, 960)
    made.show()
    qtbot.waitExposed(made)
    return made


def show(stage: Stage, snapshot: Snapshot) -> None:
    stage.show_picture(prepare(Picture(gradient(320, 180), snapshot, HEALTH, 0.0), stage.pixels))


@pytest.mark.parametrize(
    ("name", "command"),
    [("asleep", Start), ("setup", Start), ("countdown", Pause), ("live", Pause), ("paused", Start), ("rest", Start)],
)
def test_space_starts_and_pauses(qtbot: QtBot, stage: Stage, fake_live: FakeLive, name: str, command: type) -> None:
    show(stage, SCENES[name]()[0])
    qtbot.keyClick(stage, Qt.Key.Key_Space)
    assert [type(c) for c in fake_live.sent] == [command]


def test_escape_stops_and_then_leaves(qtbot: QtBot, stage: Stage, fake_live: FakeLive) -> None:
    show(stage, live())
    qtbot.keyClick(stage, Qt.Key.Key_Escape)
    assert fake_live.sent == [Stop()]
    with qtbot.waitSignal(stage.left, timeout=500):
        qtbot.keyClick(stage, Qt.Key.Key_Escape)


@pytest.mark.parametrize("name", ["asleep", "summary"])
def test_escape_leaves_at_once_where_nothing_runs(qtbot: QtBot, stage: Stage, fake_live: FakeLive, name: str) -> None:
    show(stage, SCENES[name]()[0])
    with qtbot.waitSignal(stage.left, timeout=500):
        qtbot.keyClick(stage, Qt.Key.Key_Escape)
    assert fake_live.sent == []


def test_escape_stops_again_after_a_new_start(qtbot: QtBot, stage: Stage, fake_live: FakeLive) -> None:
    show(stage, live())
    qtbot.keyClick(stage, Qt.Key.Key_Escape)
    show(stage, SCENES["summary"]()[0])
    show(stage, SCENES["countdown"]()[0])
    show(stage, live())
    qtbot.keyClick(stage, Qt.Key.Key_Escape)
    assert fake_live.sent == [Stop(), Stop()]


def test_m_mutes_and_f_fills_the_screen(qtbot: QtBot, stage: Stage, fake_live: FakeLive) -> None:
    qtbot.keyClick(stage, Qt.Key.Key_M)
    assert fake_live.muted == [True]
    assert not stage.isFullScreen()
    qtbot.keyClick(stage, Qt.Key.Key_F)
    assert stage.isFullScreen()
    qtbot.keyClick(stage, Qt.Key.Key_F)
    assert not stage.isFullScreen()
    assert fake_live.sent == []


@pytest.mark.parametrize("name", ["asleep", "setup", "countdown", "live", "paused", "rest", "summary", "choosing"])
def test_a_remote_says_all_that_gestures_say_in_every_stage(qtbot: QtBot, stage: Stage, fake_live: FakeLive, name: str) -> None:
    show(stage, SCENES[name]()[0])
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Back):
        qtbot.keyClick(stage, key)
    assert fake_live.sent == [Move(-1), Move(1), Move(-1), Move(1), Select(), Back()]


def test_escape_leaves_the_menu_and_not_the_mirror(qtbot: QtBot, stage: Stage, fake_live: FakeLive) -> None:
    show(stage, SCENES["choosing"]()[0])
    qtbot.keyClick(stage, Qt.Key.Key_Escape)
    qtbot.keyClick(stage, Qt.Key.Key_Escape)
    assert fake_live.sent == [Back(), Back()]


def test_taps_choose_at_the_sides_and_say_yes_in_the_middle(qtbot: QtBot, stage: Stage, fake_live: FakeLive) -> None:
    show(stage, SCENES["choosing"]()[0])
    middle = stage.height() // 2
    for x in (10, stage.width() - 10, stage.width() // 2):
        qtbot.mouseClick(stage, Qt.MouseButton.LeftButton, pos=QPoint(x, middle))
    qtbot.mouseClick(stage, Qt.MouseButton.RightButton, pos=QPoint(10, middle))
    assert fake_live.sent == [Move(-1), Move(1), Select(), Back()]


def test_each_picture_is_reported_once(qtbot: QtBot, stage: Stage, fake_live: FakeLive) -> None:
    first, second = picture("live"), picture("rest")
    stage.show_picture(prepare(first, stage.pixels))
    stage.repaint()
    stage.repaint()
    stage.show_picture(prepare(second, stage.pixels))
    stage.repaint()
    assert fake_live.seen == [first, second]
    assert len(stage.paint_ms) >= 3


@pytest.mark.parametrize("name", SCENES)
def test_every_stage_follows_every_other(qtbot: QtBot, stage: Stage, name: str) -> None:
    for other in SCENES:
        for step in (name, other):
            snapshot, health = SCENES[step]()
            stage.show_picture(prepare(Picture(gradient(320, 180), snapshot, health, 0.0), stage.pixels))
            stage.repaint()
    assert stage.shown is not None


def test_it_beats_fast_only_while_something_moves(qtbot: QtBot, stage: Stage) -> None:
    beat = stage.findChild(QTimer)
    assert beat is not None
    show(stage, SCENES["asleep"]()[0])
    assert beat.interval() == RESTING_MS
    show(stage, SCENES["setup"]()[0])
    assert beat.interval() == MOVING_MS
    qtbot.waitUntil(lambda: beat.interval() == RESTING_MS, timeout=2000)


def test_pictures_come_through_the_glass_at_the_windows_size(qtbot: QtBot, stage: Stage, fake_live: FakeLive) -> None:
    glass = Glass(fake_live.pictures, (100, 100), stage.arrived.emit)
    stage.look_through(glass)
    glass.start()
    try:
        fake_live.film(live())
        qtbot.waitUntil(lambda: len(fake_live.seen) > 3, timeout=5000)
        assert stage.shown is not None
        assert stage.shown.size == (540, 960)
        stage.resize(960, 540)
        qtbot.waitUntil(lambda: stage.shown is not None and stage.shown.size == (960, 540), timeout=5000)
    finally:
        glass.stop()


def test_the_glass_reuses_buffers_but_never_the_one_on_the_screen() -> None:
    box: Mailbox[Picture] = Mailbox()
    ready = threading.Semaphore(0)
    glass = Glass(box, (300, 200), ready.release)
    glass.start()
    shown = None
    try:
        for value in range(1, 60):
            image = np.full((90, 160, 4), value, np.uint8)
            box.put(Picture(image, Snapshot(float(value)), HEALTH, 0.0))
            if value % 3:
                continue
            assert ready.acquire(timeout=5.0)
            taken = glass.take(shown)
            if shown is not None and taken is not None:
                assert taken.buffer is not shown.buffer
            shown = taken or shown
            assert shown is not None
            assert shown.buffer[0, 0, 0] == shown.buffer[-1, -1, 0] == int(shown.picture.snapshot.t)
    finally:
        glass.stop()


def test_run_ends_after_its_seconds_and_saves_the_mirror(qapp: QApplication, fake_live: FakeLive, tmp_path: Path) -> None:
    fake_live.film(live())
    file = tmp_path / "hud.png"
    begin = time.monotonic()
    assert application.run(fake_live, Settings(), windowed=True, seconds=0.5, snapshot=file) == 0
    assert 0.4 < time.monotonic() - begin < 5.0
    image = QImage(str(file))
    assert image.width() > 100
    assert not image.isNull()
    assert fake_live.seen
    assert fake_live.on_end is None


def test_run_counts_its_seconds_from_the_first_picture(qapp: QApplication, fake_live: FakeLive) -> None:
    QTimer.singleShot(600, lambda: fake_live.film(live()))
    begin = time.monotonic()
    application.run(fake_live, Settings(), windowed=True, seconds=0.4)
    assert time.monotonic() - begin > 0.9


def test_run_ends_with_its_source(qapp: QApplication, fake_live: FakeLive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(application, "LINGER_MS", 100)
    fake_live.film(SCENES["summary"]()[0])
    threading.Timer(0.3, fake_live.end).start()
    assert application.run(fake_live, Settings(), windowed=True) == 0


def test_run_that_finds_the_source_ended(qapp: QApplication, fake_live: FakeLive) -> None:
    fake_live.end()
    assert application.run(fake_live, Settings(), windowed=True, seconds=60.0) == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_leave_cleanly(qapp: QApplication, fake_live: FakeLive, number: signal.Signals) -> None:
    called = []
    before = signal.signal(number, lambda *_: called.append(True))
    try:
        fake_live.film(live())
        threading.Timer(0.4, lambda: os.kill(os.getpid(), number)).start()
        assert application.run(fake_live, Settings(), windowed=True) == 0
        assert called == [True]
        assert signal.getsignal(number) is not before
    finally:
        signal.signal(number, before)


def test_m_turns_the_voice_over(qapp: QApplication, fake_live: FakeLive, qtbot: QtBot) -> None:
    voice = FakeVoice()
    fake_live.film(live())
    heard: list[str] = []

    def press() -> None:
        (window,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, Stage) and w.isVisible())
        for _ in range(2):
            qtbot.keyClick(window, Qt.Key.Key_M)
            heard.append(voice.status)

    QTimer.singleShot(300, press)
    application.run(fake_live, Settings(), windowed=True, seconds=0.6, sound=voice)
    assert heard == ["muted", "on"]


@pytest.mark.qt_log_ignore("QPainter::end", "QBackingStore::")
def test_a_bug_in_painting_is_logged_and_raised(
    qapp: QApplication, fake_live: FakeLive, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("our bug")

    monkeypatch.setattr("ui.stage.scene.paint_skeleton", broken)
    before = sys.excepthook
    fake_live.film(live())
    with pytest.raises(ZeroDivisionError, match="our bug"):
        application.run(fake_live, Settings(), windowed=True, seconds=20.0)
    assert "a bug in the window" in caplog.text
    assert "Traceback" in caplog.text
    assert sys.excepthook is before
    assert scene.paint_skeleton is broken


def test_a_snapshot_that_cannot_be_written_is_the_worlds_fault(qapp: QApplication, fake_live: FakeLive, tmp_path: Path) -> None:
    fake_live.film(live())
    with pytest.raises(application.DrawingError, match="cannot be written"):
        application.run(fake_live, Settings(), windowed=True, seconds=0.2, snapshot=tmp_path / "no" / "such.png")
    with pytest.raises(application.DrawingError):
        application.draw(picture("live"), (540, 960), Settings(), tmp_path / "no" / "such.png")


def test_drawing_is_what_the_window_shows(qtbot: QtBot, stage: Stage) -> None:
    """`draw` and the window share one painter: the same pixels once nothing moves."""
    snapshot = replace(live(), cue=None)
    given = Picture(gradient(), snapshot, HEALTH, 0.0)
    stage.show_picture(prepare(given, stage.pixels))
    qtbot.wait(400)  # the count's tick goes out
    grabbed = stage.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    window = np.frombuffer(grabbed.constBits(), np.uint8).reshape(960, 540, 4)[..., :3]
    drawn = application.draw(given, (540, 960), Settings(), now=NOW)[..., :3]
    assert np.abs(window.astype(int) - drawn.astype(int)).max() <= 2


def test_the_clocks_words() -> None:
    assert words_of(NOW) == ("18:42", "Saturday 21 November")


def test_stages_have_names() -> None:
    assert {SCENES[name]()[0].stage for name in SCENES} == set(StageName.__args__)  # type: ignore[attr-defined]
