"""ReplayView: moments, speed, views, the comparison, and what is said where nothing can be shown."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from mirror.pose import skeleton as s
from mirror.review.replay import ReplayTrack, demonstrator
from tests.acting import catalogue
from tests.ui.review import acted
from ui.review.plots import ReplayView
from ui.review.plots.eye import FRONT, LEFT, OBLIQUE, Eye
from ui.review.style import DeskTheme
from ui.theme import load_fonts

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
DARK = DeskTheme.of(True)


def shown(qtbot: QtBot, track: ReplayTrack | None, compare: ReplayTrack | None = None, *, named: bool = True) -> ReplayView:
    load_fonts()
    made = ReplayView(DARK)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    if named:
        made.show_set(acted.squats(), None)
    made.show_tracks(track, compare)
    return made


def picture(of: ReplayView) -> QImage:
    return of._stand.grab().toImage()


def has(of: ReplayView, colour: tuple[int, int, int]) -> bool:
    image = picture(of).convertToFormat(QImage.Format.Format_RGB32)
    words = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1) & 0xFFFFFF
    r, g, b = colour
    return bool((words == (r << 16 | g << 8 | b)).any())


def test_a_moment_is_sought_and_not_signalled(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.recorded())
    with qtbot.assertNotEmitted(made.moved):
        made.seek(acted.START + 7.1)
    assert made.moment == pytest.approx(acted.START + 7.1)
    assert made._scrubber.value() == 7100
    assert made._time.text() == "0:07.1"
    made.seek(-5.0)
    assert made.moment == acted.START
    made.seek(1e9)
    assert made.moment == pytest.approx(acted.START + made.length)


def test_scrubbing_tells_the_moment(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.recorded())
    bar = made._scrubber
    with qtbot.waitSignal(made.moved) as told:
        qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(bar.width() // 2, bar.height() // 2))
    assert told.args[0] == pytest.approx(acted.START + made.length / 2, abs=0.1)
    with qtbot.waitSignal(made.moved) as told:
        qtbot.keyClick(bar, Qt.Key.Key_Right)
    assert told.args[0] == pytest.approx(acted.START + made.length / 2 + 0.0625, abs=0.1)


def test_space_plays_and_pauses_at_the_chosen_speed(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.recorded())
    heard: list[float] = []
    made.moved.connect(heard.append)
    qtbot.keyClick(made, Qt.Key.Key_Space)
    assert made.playing
    assert made._play.toolTip() == "Pause (Space)"
    qtbot.waitUntil(lambda: len(heard) >= 3)
    qtbot.keyClick(made, Qt.Key.Key_Space)
    assert not made.playing
    assert heard == sorted(heard)
    for _ in range(10):
        qtbot.keyClick(made, Qt.Key.Key_BracketLeft)
    assert made.speed == 0.1
    for _ in range(10):
        qtbot.keyClick(made, Qt.Key.Key_BracketRight)
    assert made.speed == 2.0


def test_it_stops_at_the_end_and_begins_anew_where_it_repeats(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.recorded())
    end = acted.START + made.length
    made.seek(end - 0.02)
    made.play()
    qtbot.waitUntil(lambda: not made.playing)
    assert made.moment == pytest.approx(end)
    made.play()
    assert made.moment == acted.START, "playing at the end begins at the start"
    made.pause()
    made._loop.setChecked(True)
    made.select(12)
    third = acted.squats().measures["left_knee"].repetitions[2]
    made.seek(third.end_t - 0.02)
    heard: list[float] = []
    made.moved.connect(heard.append)
    made.play()
    qtbot.waitUntil(lambda: any(t < third.end_t - 0.5 for t in heard))
    assert made.playing
    assert min(heard) == pytest.approx(third.start_t, abs=0.05)
    made.hide()
    assert not made.playing, "nobody watches"


def test_commas_step_and_pages_go_to_repetitions(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.recorded())
    heard: list[float] = []
    made.moved.connect(heard.append)
    for key in (Qt.Key.Key_Period, Qt.Key.Key_Period, Qt.Key.Key_Comma):
        qtbot.keyClick(made, key)
    assert heard == pytest.approx([acted.START + k / 16 for k in (1, 2, 1)])
    with qtbot.waitSignal(made.repetition_chosen) as told:
        qtbot.keyClick(made, Qt.Key.Key_PageDown)
    assert told.args == [10]
    assert made.moment == pytest.approx(acted.squats().measures["left_knee"].repetitions[0].start_t)


def test_keys_and_dragging_turn_the_figure(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.recorded())
    qtbot.keyClick(made, Qt.Key.Key_1)
    assert made.eye == FRONT
    assert made._stand.seen_from() == "from the front"
    qtbot.keyClick(made, Qt.Key.Key_1)
    assert made._stand.seen_from() == "from the back"
    qtbot.keyClick(made, Qt.Key.Key_2)
    assert made.eye == LEFT
    qtbot.keyClick(made, Qt.Key.Key_2)
    assert made._stand.seen_from() == "from the right"
    qtbot.keyClick(made, Qt.Key.Key_3)
    assert made._stand.seen_from() == "from above"
    qtbot.keyClick(made, Qt.Key.Key_Home)
    assert made.eye == OBLIQUE
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Plus):
        qtbot.keyClick(made, key)
    assert made.eye == Eye(OBLIQUE.yaw_deg - 10.0, OBLIQUE.pitch_deg + 10.0, 1.2)
    made.look(FRONT)
    canvas = made._stand
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    qtbot.mouseMove(canvas, QPoint(100, 100))
    qtbot.mouseMove(canvas, QPoint(300, 100))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(300, 100))
    assert made.eye.yaw_deg == pytest.approx(-90.0), "drawn to the right by 200 pixels"
    made._depth.setChecked(True)
    assert made.eye.perspective


def test_the_figure_is_where_its_landmarks_are(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.recorded())
    made.look(FRONT)
    made.seek(acted.START)
    place = made._stand.projection(made._stand.boxes()[0])
    flat, _ = place(acted.recorded().at(0.0))
    image = picture(made)
    ratio = image.devicePixelRatio()
    for i in (s.LEFT_KNEE, s.RIGHT_ELBOW, s.LEFT_HIP):
        ink = image.pixelColor(round(flat[i, 0] * ratio), round(flat[i, 1] * ratio)).getRgb()[:3]
        assert ink == DARK.text, "a joint without a score"
    assert flat[s.LEFT_SHOULDER, 0] > flat[s.RIGHT_SHOULDER, 0], "as somebody opposite sees it"


def test_joints_wear_their_scores(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.recorded())
    made.show_scores({"left_knee": 30.0, "hip": 95.0, "knee": 80.0, "elbow": None, "shoulder": math.nan})
    scores = made._stand.scene.scores
    assert scores[s.LEFT_KNEE] == 30.0, "the worst of what is said about it"
    assert scores[s.RIGHT_KNEE] == 80.0
    assert scores[s.LEFT_ELBOW] is None
    assert scores[s.LEFT_SHOULDER] is None
    assert has(made, DARK.danger)
    assert has(made, DARK.good)
    made.show_scores({})
    assert not has(made, DARK.danger)


def test_an_angle_says_what_the_curve_says(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.recorded())
    made.seek(acted.START + 7.0)
    made.set_angle("left_knee")
    curve = acted.squats().measures["left_knee"].curve
    at = int(np.abs(curve.t - acted.START - 7.0).argmin())
    assert made._stand.scene.value == curve.values[at]
    made.set_angle("left_elbow")
    assert math.isnan(made._stand.scene.value), "no curve of it: the figure's own angle is shown"
    picture(made)
    made.set_angle("nothing like it")
    assert made._stand.scene.angle == ""
    made.set_trail("wrist")
    assert made._stand.scene.trails == (s.LEFT_WRIST, s.RIGHT_WRIST)
    picture(made)


def test_the_compared_one_is_at_the_same_phase(qtbot: QtBot) -> None:
    other = acted.one_repetition(5)
    made = shown(qtbot, acted.recorded(), other)
    third = acted.squats().measures["left_knee"].repetitions[2]
    for share in (0.0, 0.5, 1.0):
        made.seek(third.start_t + share * (third.end_t - third.start_t))
        assert made._stand.scene.compared_t == pytest.approx(share * other.end, abs=0.01)
    made.seek(acted.START)
    assert made._stand.scene.compared_t == other.start, "between repetitions it stands at its start"
    mine = acted.one_repetition(2)
    made.show_tracks(mine, other)
    for at, there in ((mine.start, other.start), (mine.peak, other.peak), (mine.end, other.end)):
        made.seek(mine.origin_t + at)
        assert made._stand.scene.compared_t == pytest.approx(there, abs=0.01)
    assert made._beside.isVisible()
    assert len(made._stand.boxes()) == 1
    made._beside.setChecked(True)
    assert len(made._stand.boxes()) == 2
    picture(made)
    made.show_tracks(mine)
    assert not made._beside.isVisible()
    assert len(made._stand.boxes()) == 1


def test_the_demonstrator_can_be_compared(qtbot: QtBot) -> None:
    shows = demonstrator(catalogue()["squat"])
    assert shows is not None
    made = shown(qtbot, acted.one_repetition(2), shows)
    made.seek(made._scrubber.origin + 1.0)
    assert made._stand.scene.compare is shows
    picture(made)


def test_no_track_and_nobody_in_it(qtbot: QtBot) -> None:
    made = shown(qtbot, None)
    assert not made._play.isEnabled()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Period, Qt.Key.Key_PageDown, Qt.Key.Key_1):
        qtbot.keyClick(made, key)
    assert not made.playing
    picture(made)
    empty = ReplayTrack(np.empty(0), np.empty((0, 33, 3)), np.empty((0, 33)), 0.0, 0.0, math.nan, 0.0, "Set 1")
    made.show_tracks(empty, empty)
    assert not made._play.isEnabled()
    whole = acted.recorded()
    gone = replace(whole, points=np.full_like(whole.points, math.nan), visibility=np.zeros_like(whole.visibility))
    made.show_tracks(gone, acted.one_repetition(1))
    made.set_angle("left_knee")
    made.set_trail("ankle")
    made.seek(acted.START + 5.0)
    assert not has(made, DARK.left), "nobody, so no letters at the feet"
    made.show_tracks(whole)
    assert made._play.isEnabled()


def test_what_was_hardly_seen_is_hollow(qtbot: QtBot) -> None:
    whole = acted.recorded()
    made = shown(qtbot, replace(whole, visibility=np.full_like(whole.visibility, 0.2)))
    made.look(FRONT)
    place = made._stand.projection(made._stand.boxes()[0])
    flat, _ = place(whole.at(0.0))
    image = picture(made)
    ratio = image.devicePixelRatio()
    x, y = (flat[s.LEFT_KNEE] * ratio).round().astype(int).tolist()
    assert image.pixelColor(x, y).getRgb()[:3] == DARK.panel


def test_it_changes_its_theme(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.recorded(), named=False)
    light = DeskTheme.of(False)
    made.set_theme(light)
    assert picture(made).pixelColor(3, 3).getRgb()[:3] == light.panel
