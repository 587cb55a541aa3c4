"""The desk by keyboard alone: Tab comes to every control of every page, a ring shows where it is, arrows do what they say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mirror.sessions import Store, reviewers, reviews
from mirror.sessions.reviews import About
from tests.ui.review.conftest import settle
from tests.ui.review.logs import AT
from tests.ui.review.walks import Log, Open, desk_of, room_of, to_anna, to_set
from ui.review.calendar import MonthGrid
from ui.review.focus import Focusable
from ui.review.notes import NoteDialog
from ui.review.plan_editor import PlanEditor
from ui.review.style import Mode
from ui.review.window import ReviewWindow
from ui.theme import contrast

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTabBar)
BY_OTHER_KEYS = {"Zoom in (+, or Ctrl and the wheel)", "Zoom out (-)", "Show all (Home)", "The month before", "The month after"}
"""Buttons that Tab leaves out: curves and calendar have keys for them."""


def controls(of: QWidget) -> set[QWidget]:
    """Everything that can be worked with and is to be seen, what belongs to another control left out."""
    found = set()
    for widget in of.findChildren(QWidget):
        owned = isinstance(widget.parentWidget(), (QComboBox, QAbstractSpinBox, QAbstractItemView, QLineEdit, QTabBar))
        if not isinstance(widget, (*CONTROLS, Focusable)) or isinstance(widget, QScrollBar) or owned:
            continue
        # of buttons that exclude each other Tab comes to the pressed one, arrows to the others
        excluded = isinstance(widget, QAbstractButton) and widget.group() is not None and not widget.isChecked()
        if widget.isVisible() and widget.isEnabled() and not excluded and widget.accessibleName() not in BY_OTHER_KEYS:
            found.add(widget)
    return {widget for widget in found if widget.metaObject().className() not in ("QTableCornerButton", "QHeaderView")}


def walked(of: QWidget) -> list[QWidget]:
    """What has the focus, Tab by Tab, until it comes round."""
    first = QApplication.focusWidget()
    assert first is not None
    seen = [first]
    for _ in range(200):
        now = QApplication.focusWidget()
        assert now is not None
        QTest.keyClick(now, Qt.Key.Key_Tab)
        after = QApplication.focusWidget()
        assert after is not None
        if after is now:
            continue  # a date has three parts
        if after is first:
            return seen
        assert after not in seen, f"Tab goes round without {first}: caught at {after}"
        seen.append(after)
    raise AssertionError("Tab never comes round")


def told(widgets: set[QWidget]) -> list[str]:
    return sorted(f"{type(one).__name__} {one.accessibleName() or one.objectName()}" for one in widgets)


def everything_is_reached(of: QWidget) -> None:
    of.activateWindow()
    QApplication.processEvents()
    now = QApplication.focusWidget()
    assert now is not None
    assert of.isAncestorOf(now), "who opens it can type at once"
    way = walked(of)
    assert told(controls(of) - set(way)) == []
    back = QApplication.focusWidget()
    assert back is not None
    QTest.keyClick(back, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is way[-1], "and back the same way"


def at_session(window: ReviewWindow, session: str) -> None:
    room = to_anna(window)
    room.side.grid.choose(AT.date())
    room.side._choose_session(session)
    settle(window)


def at_tab(name: str) -> Callable[[ReviewWindow, str], None]:
    def go(window: ReviewWindow, session: str) -> None:
        page = to_anna(window)._person_page
        assert page is not None
        page.tabs.setCurrentWidget(getattr(page, name))
        settle(window)

    return go


def at_progress(window: ReviewWindow, session: str) -> None:
    page = to_anna(window)._person_page
    assert page is not None
    page.tabs.setCurrentIndex(0)


def at_set(number: int) -> Callable[[ReviewWindow, str], None]:
    return lambda window, session: (to_set(window, session, number), None)[1]


PAGES: dict[str, Callable[[ReviewWindow, str], None]] = {
    "welcome": lambda window, session: None,
    "progress": at_progress,
    "year": at_tab("year"),
    "plans": at_tab("plans"),
    "notes": at_tab("notes"),
    "session": at_session,
    "set": at_set(1),
    "hold": at_set(2),
}


@pytest.mark.parametrize("page", PAGES)
def test_tab_comes_to_every_control(page: str, log: Log, opened: Open) -> None:
    file, anna, session = log
    with Store(file) as store:
        reviews.add_note(store, About(anna), "One line.\nAnother, so that it is read under the table.")
    window = opened(file)
    PAGES[page](window, session)
    everything_is_reached(window)


def test_tab_comes_to_every_control_of_the_door_and_of_dialogs(log: Log, opened: Open, qtbot: QtBot) -> None:
    file, anna, _ = log
    window = opened(file)
    for dialog in (NoteDialog("Note", "Words", window), PlanEditor(desk_of(window), anna, AT.date(), window)):
        qtbot.addWidget(dialog)
        dialog.show()
        if isinstance(dialog, PlanEditor):
            dialog.add("squat")
        everything_is_reached(dialog)
        dialog.close()
    window.close()
    with Store(file) as store:
        reviewers.add(store, "Dr. Who", "2468")
    door = opened(file)
    everything_is_reached(door)


@pytest.mark.parametrize("page", PAGES)
def test_whatever_takes_the_keyboard_has_a_name(page: str, log: Log, opened: Open) -> None:
    window = opened(log[0])
    PAGES[page](window, log[2])
    nameless = {
        one for one in controls(window) if not one.accessibleName() and not (isinstance(one, QAbstractButton) and one.text())
    }
    assert [one for one in told(nameless) if not one.startswith("QTabBar")] == []


def ring(widget: QWidget) -> tuple[float, float]:
    """(share of the pixels around the edge, least contrast among them) that differ with the focus and without it."""
    widget.clearFocus()
    QApplication.processEvents()
    without = edge(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    assert widget.hasFocus()
    pairs = [(a, b) for a, b in zip(edge(widget), without, strict=True) if a != b]
    return len(pairs) / len(without), min((contrast(a, b) for a, b in pairs), default=0.0)


def edge(widget: QWidget) -> list[tuple[int, int, int]]:
    """The pixels of a frame three wide, of the widget and the two around it, every fourth."""
    parent = widget.window()
    corner = widget.mapTo(parent, QPoint(0, 0))
    image: QImage = parent.grab().toImage()
    wide, high = widget.width(), widget.height()
    places = [(x, y) for x in range(8, wide - 8, 4) for y in (*range(3), *range(high - 3, high))]
    places += [(x, y) for y in range(8, high - 8, 4) for x in (*range(3), *range(wide - 3, wide))]
    return [image.pixelColor(corner.x() + x, corner.y() + y).getRgb()[:3] for x, y in places]


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_the_ring_is_seen_in_both_themes(mode: Mode, log: Log, opened: Open) -> None:
    window = opened(log[0])
    window.set_mode(mode)
    page = to_set(window, log[2])
    assert page._plots is not None
    replay = page._plots.motion.view
    for widget in (room_of(window).side.grid, page._plots.mistakes.lanes, replay._scrubber):
        share, least = ring(widget)
        assert share > 0.5, widget
        assert least >= 3.0, (widget, "WCAG 2.2, 1.4.11")
    curves = page._plots.curves
    curves.setFocus(Qt.FocusReason.TabFocusReason)
    assert curves._plot.box.border.color().getRgb()[:3] == window.theme.accent
    assert curves._plot.box.border.widthF() == 2.0
    replay.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    stand = replay._stand.geometry()
    image = replay.grab().toImage()
    assert image.pixelColor(stand.center().x(), stand.top() - 1).getRgb()[:3] == window.theme.accent
    page._plots.mistakes.lanes.setFocus()
    QApplication.processEvents()
    assert replay.grab().toImage().pixelColor(stand.center().x(), stand.top() - 1).getRgb()[:3] != window.theme.accent


def test_arrows_walk_calendar_curves_and_replay(log: Log, opened: Open, qtbot: QtBot) -> None:
    window = opened(log[0])
    page = to_set(window, log[2])
    assert page._plots is not None
    curves, replay = page._plots.curves, page._plots.motion.view
    curves._bar.over_time.setFocus()
    qtbot.keyClick(curves._bar.over_time, Qt.Key.Key_Right)
    assert curves.mode == "repetition"
    qtbot.keyClick(curves._bar.overlaid, Qt.Key.Key_Left)
    assert curves.mode == "time"
    page.choose(None)
    for _ in range(2):
        qtbot.keyClick(curves, Qt.Key.Key_Right)
    assert page.seq == page.ledger.keys[1]
    assert page._plots.mistakes.selected == page.seq
    before = replay.eye
    qtbot.keyClick(replay, Qt.Key.Key_Left)
    assert replay.eye.yaw_deg != before.yaw_deg
    moment = replay.moment
    qtbot.keyClick(replay._scrubber, Qt.Key.Key_Right)
    assert replay.moment > moment
    assert curves._cursor.at == pytest.approx(replay.moment)
    grid: MonthGrid = room_of(window).side.grid
    day = grid.day
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert grid.day == day + timedelta(days=7)
    qtbot.keyClick(grid, Qt.Key.Key_PageUp)
    assert grid.month < day.replace(day=1) or grid.day.month != (day + timedelta(days=7)).month


def test_every_painted_widget_says_what_it_is_and_shows(log: Log, opened: Open) -> None:
    window = opened(log[0])
    to_set(window, log[2])
    painted = [one for one in window.findChildren(QWidget) if isinstance(one, Focusable) and one.isVisible()]
    assert {type(one).__name__ for one in painted} == {"MonthGrid", "CurveView", "Lanes", "ReplayView"}
    for one in painted:
        assert one.accessibleName(), one
        assert one.accessibleDescription(), one


def test_no_hand_painted_widget_handles_the_focus_by_itself() -> None:
    room = Path(__file__).parents[3] / "ui" / "review"
    own = [path.name for path in room.rglob("*.py") if "def focusInEvent" in path.read_text(encoding="utf-8")]
    assert own == ["focus.py"]
