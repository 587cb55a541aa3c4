"""The curves, the mistakes and the replay's slider show one stretch of time, one moment, one repetition and one mistake."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mirror.review.core import SetView
from tests.ui.review import acted
from ui.review.plots import CurveView, MistakeLine, ReplayView
from ui.review.plots.stretch import Stretch, link
from ui.review.style import DeskTheme
from ui.theme import load_fonts

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
DARK = DeskTheme.of(True)


@dataclass
class Shown:
    curves: CurveView
    mistakes: MistakeLine
    replay: ReplayView
    view: SetView
    page: QWidget

    def shows(self) -> tuple[float, float]:
        (start, end), _ = self.curves._plot.box.viewRange()
        return start, end


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    load_fonts()
    page, view = QWidget(), acted.squats()
    qtbot.addWidget(page)
    made = Shown(CurveView(DARK), MistakeLine(DARK), ReplayView(DARK), view, page)
    box = QVBoxLayout(page)
    box.setContentsMargins(0, 0, 0, 0)
    for widget in (made.curves, made.mistakes, made.replay):
        box.addWidget(widget)
    link(made.curves, made.mistakes, made.replay)
    page.resize(900, 1100)
    page.show()
    made.curves.show_set(view)
    made.mistakes.show_set(view)
    made.replay.show_set(view)
    made.replay.show_tracks(acted.recorded())
    QApplication.processEvents()
    return made


def same(shown: Shown) -> None:
    """A moment lies in one column in curves and mistakes, and the slider shows as much."""
    start, end = shown.shows()
    lanes, box = shown.mistakes.lanes, shown.curves._plot
    for t in (start, (start + end) / 2, end):
        there = box.mapTo(shown.curves, box.mapFromScene(box.box.mapViewToScene(QPointF(t, 0.0)))).x()
        assert lanes._x(t) == pytest.approx(there, abs=1.5)
    slider = shown.replay._scrubber
    origin, length = slider.origin, shown.replay.length
    wanted = (max(start - origin, 0.0), min(end - origin, length))
    assert (slider.part or (0.0, length)) == pytest.approx(wanted, abs=1e-6)


def test_zooming_the_curves_zooms_all(shown: Shown, qtbot: QtBot) -> None:
    same(shown)
    before = shown.shows()
    assert shown.replay._scrubber.part is None
    qtbot.keyClick(shown.curves, Qt.Key.Key_Plus)
    after = shown.shows()
    assert (after[1] - after[0]) == pytest.approx((before[1] - before[0]) / 1.5)
    same(shown)
    assert shown.replay._scrubber.part is not None
    qtbot.keyClick(shown.curves, Qt.Key.Key_Home)
    assert shown.shows() == pytest.approx(before)
    same(shown)


def test_panning_the_curves_pans_all(shown: Shown) -> None:
    shown.curves.zoom(3.0)
    before = shown.shows()
    shown.curves._plot.box.translateBy(x=2.0)
    assert shown.shows()[0] == pytest.approx(before[0] + 2.0)
    same(shown)


def test_another_size_keeps_the_columns(shown: Shown) -> None:
    shown.page.resize(640, 1000)
    QApplication.processEvents()
    same(shown)


def test_the_mistakes_zoom_and_pan_the_curves_too(shown: Shown, qtbot: QtBot) -> None:
    lanes = shown.mistakes.lanes
    whole = shown.shows()
    qtbot.keyClick(lanes, Qt.Key.Key_Plus)
    qtbot.keyClick(lanes, Qt.Key.Key_Plus)
    assert (shown.shows()[1] - shown.shows()[0]) == pytest.approx((whole[1] - whole[0]) / 2.25)
    same(shown)
    at = lanes.rect().center().toPointF()
    t = lanes._t(at.x())
    wheel = QWheelEvent(
        at, lanes.mapToGlobal(at), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(lanes, wheel)
    assert lanes._t(at.x()) == pytest.approx(t, abs=0.02), "what is under the pointer stays there"
    same(shown)
    qtbot.keyClick(lanes, Qt.Key.Key_Home)
    assert shown.shows() == pytest.approx(whole)


def test_the_keyboard_brings_a_mistake_into_sight(shown: Shown, qtbot: QtBot) -> None:
    first, last = shown.view.mistakes[0], shown.view.mistakes[-1]
    shown.curves.show_stretch(first.t - 1.0, first.t + 1.0)
    assert not shown.mistakes.lanes.in_sight(last)
    qtbot.keyClick(shown.mistakes.lanes, Qt.Key.Key_Left)
    assert shown.mistakes.lanes.current is last
    assert shown.mistakes.lanes.in_sight(last)
    same(shown)


def test_overlaid_repetitions_leave_the_others_at_the_whole_set(shown: Shown) -> None:
    shown.curves.zoom(3.0)
    shown.curves.set_mode("repetition")
    assert shown.replay._scrubber.part is None
    assert all(shown.mistakes.lanes.in_sight(mark) for mark in shown.view.mistakes)
    shown.curves.zoom(2.0)
    assert shown.replay._scrubber.part is None, "per cent are no time"


def test_a_mistake_that_is_clicked_in_either_is_shown_in_all(shown: Shown, qtbot: QtBot) -> None:
    mark, other = [one for one in shown.view.mistakes if one.seq is not None][:2]
    lanes, plot = shown.mistakes.lanes, shown.curves._plot
    qtbot.mouseClick(lanes, Qt.MouseButton.LeftButton, pos=lanes.place_of(mark).toPoint())
    assert shown.curves._marks.current is lanes.current is mark
    assert shown.curves._cursor.at == lanes.moment == mark.t
    assert shown.replay.moment == pytest.approx(mark.t)
    top = plot.box.sceneBoundingRect().top() + 11.0
    place = QPoint(round(plot.box.mapViewToScene(QPointF(other.t, 0.0)).x()), round(top))
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=plot.mapFromScene(QPointF(place)))
    assert shown.curves._marks.current is lanes.current is other
    assert shown.curves._cursor.at == lanes.moment == other.t
    assert shown.replay.moment == pytest.approx(other.t)


def test_a_ring_goes_with_its_repetition(shown: Shown) -> None:
    mark = next(one for one in shown.view.mistakes if one.seq is not None)
    for view in (shown.curves, shown.mistakes):
        view.show_mistake(mark)
        view.select(mark.seq)
    assert shown.curves._marks.current is shown.mistakes.lanes.current is mark
    away = next(one.seq for one in shown.mistakes.lanes.repetitions if one.seq != mark.seq)
    for view in (shown.curves, shown.mistakes):
        view.select(away)
    assert shown.curves._marks.current is shown.mistakes.lanes.current is None


def test_what_plays_beyond_what_is_shown_turns_the_page(shown: Shown) -> None:
    shown.curves.show_stretch(shown.view.start_t, shown.view.start_t + 4.0)
    start, end = shown.shows()
    shown.replay._go(end - shown.replay._scrubber.origin + 0.1)
    after = shown.shows()
    assert after[0] < shown.replay.moment < after[0] + 0.2 * (after[1] - after[0])
    assert after[1] - after[0] == pytest.approx(end - start)
    same(shown)


def test_the_slider_goes_to_what_stands_under_the_pointer(shown: Shown, qtbot: QtBot) -> None:
    shown.curves.show_stretch(shown.view.start_t + 4.0, shown.view.start_t + 10.0)
    slider = shown.replay._scrubber
    part = slider.part
    assert part is not None
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 2, 10))
    assert shown.replay.moment - slider.origin == pytest.approx((part[0] + part[1]) / 2, abs=0.05)
    assert shown.curves._cursor.at == pytest.approx(shown.replay.moment)
    assert shown.mistakes.lanes.moment == pytest.approx(shown.replay.moment)


def test_a_stretch_tells_columns_and_moments() -> None:
    stretch = Stretch(10.0, 20.0, 100.0, 300.0)
    assert stretch.x(15.0) == 200.0
    assert stretch.t(200.0) == 15.0
    assert (stretch.t(0.0), stretch.t(999.0)) == (10.0, 20.0)
    assert stretch.zoomed(2.0, 12.0) == (11.0, 16.0)
