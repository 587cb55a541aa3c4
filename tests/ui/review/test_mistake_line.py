"""MistakeLine: lanes, marks that differ by shape, and what it signals."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from mirror.review.core import SetView
from tests.ui.review import acted
from ui.review.plots import MistakeLine
from ui.review.plots.shapes import fill_repetition, paint_mark
from ui.review.style import DeskTheme
from ui.theme import load_fonts

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
DARK = DeskTheme.of(True)


def shown(qtbot: QtBot, view: SetView | None, seq: int | None = None, width: int = 900) -> MistakeLine:
    load_fonts()
    made = MistakeLine(DARK)
    qtbot.addWidget(made)
    made.resize(width, 300)
    made.show()
    made.show_set(view, seq)
    return made


def test_a_lane_for_each_mistake_the_gravest_first(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.squats(20))
    assert [(title, len(marks)) for title, _, marks in made.lanes.lanes] == [
        ("Knees fall in", 6),
        ("Trunk leans far forward", 6),
        ("Head drops", 1),
        ("Not deep enough", 1),
    ]
    rows = [made.lanes.place_of(marks[0]).y() for _, _, marks in made.lanes.lanes]
    assert rows == sorted(rows)
    assert "Knees fall in: 6" in made.lanes.accessibleName()


def test_a_click_on_a_mark_tells_its_repetition_and_moment(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.squats(20))
    told: list[float] = []
    made.repetition_chosen.connect(told.append)
    made.moment_chosen.connect(told.append)
    mark = acted.squats(20).mistakes[3]
    qtbot.mouseClick(made.lanes, Qt.MouseButton.LeftButton, pos=made.lanes.place_of(mark).toPoint())
    assert told == [mark.seq, mark.t]
    assert made.selected == mark.seq
    assert made.lanes.words_of(mark) == "Not deep enough (style) at 0:14.8, repetition 6"


def test_a_click_on_a_repetition_chooses_it(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.squats())
    one = made.lanes.repetitions[3]
    x = (made.lanes._x(one.start_t) + made.lanes._x(one.end_t)) / 2
    with qtbot.waitSignal(made.repetition_chosen) as told:
        qtbot.mouseClick(made.lanes, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(made.lanes.strip().center().y())))
    assert told.args == [one.seq]


def test_a_selection_from_outside_is_not_signalled(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.squats())
    with qtbot.assertNotEmitted(made.repetition_chosen):
        made.select(12)
    assert made.selected == 12


def test_keys_go_from_mark_to_mark(qtbot: QtBot) -> None:
    view = acted.squats()
    made = shown(qtbot, view)
    told: list[float] = []
    made.repetition_chosen.connect(told.append)
    made.moment_chosen.connect(told.append)
    qtbot.keyClick(made.lanes, Qt.Key.Key_Return)
    assert told == []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(made.lanes, key)
    assert made.lanes.current == view.mistakes[1]
    assert told == [view.mistakes[1].seq, view.mistakes[1].t]
    for _ in range(20):
        qtbot.keyClick(made.lanes, Qt.Key.Key_Right)
    told.clear()
    qtbot.keyClick(made.lanes, Qt.Key.Key_Return)
    assert told == [view.mistakes[-1].t], "a mistake in no closed repetition is only a moment"
    assert "in no closed repetition" in made.lanes.words_of(view.mistakes[-1])


def test_nothing_to_show_is_said(qtbot: QtBot) -> None:
    made = shown(qtbot, None)
    made.grab()
    made.show_set(replace(acted.squats(), mistakes=()))
    assert made.lanes.accessibleName() == "No mistakes were seen in this set."
    made.grab()
    made.show_set(replace(acted.hold(), measures={}))
    made.grab()
    qtbot.keyClick(made.lanes, Qt.Key.Key_Right)
    qtbot.mouseClick(made.lanes, Qt.MouseButton.LeftButton, pos=QPoint(100, 10))


def test_a_narrow_one_has_titles_above_its_marks(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.squats(20), width=420)
    qtbot.waitUntil(lambda: made.lanes.width() <= 420)
    wide = max(made.lanes.place_of(mark).x() for mark in acted.squats(20).mistakes)
    assert made.lanes._beside == 0.0
    assert wide < made.lanes.width()
    assert made.lanes.minimumSizeHint().height() > shown(qtbot, acted.squats(20)).lanes.minimumSizeHint().height()


def test_it_changes_its_theme(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.squats())
    light = DeskTheme.of(False)
    made.set_theme(light)
    assert made.lanes.grab().toImage().pixelColor(made.lanes.width() - 5, 5).getRgb()[:3] == light.panel


def _drawn(paint: object) -> QImage:
    image = QImage(40, 40, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    paint(painter)  # type: ignore[operator]
    painter.end()
    return image.convertToFormat(QImage.Format.Format_Alpha8)


def test_marks_and_kinds_differ_without_their_colours(qtbot: QtBot) -> None:
    marks = [_drawn(lambda p, s=s: paint_mark(p, DARK, QPointF(20, 20), s)) for s in ("style", "form", "danger")]
    kinds = [_drawn(lambda p, k=k: fill_repetition(p, DARK, QRectF(0, 0, 40, 40), k)) for k in ("full", "partial", "rejected")]
    for images in (marks, kinds):
        assert len({bytes(image.constBits()) for image in images}) == 3


def test_where_there_is_little_room_lanes_move_together_and_then_scroll(qtbot: QtBot) -> None:
    made = shown(qtbot, acted.squats(20))
    qtbot.waitUntil(lambda: made.lanes._lane_px == 26.0)
    assert made._legend.isVisible()
    made.resize(900, 120)
    qtbot.waitUntil(lambda: made.lanes._lane_px < 20.0)
    assert not made._legend.isVisible()
    rows = [made.lanes.place_of(marks[0]).y() for _, _, marks in made.lanes.lanes]
    assert min(b - a for a, b in itertools.pairwise(rows)) >= 15.0
    assert made.lanes.height() >= made.lanes.minimumSizeHint().height()


def test_a_mistake_after_the_set_s_end_is_in_sight(qtbot: QtBot) -> None:
    view = acted.squats()
    late = replace(view.mistakes[-1], t=view.end_t + 4.0)
    made = shown(qtbot, replace(view, mistakes=(*view.mistakes[:-1], late)))
    assert made.lanes.place_of(late).x() <= made.lanes._field().right()
