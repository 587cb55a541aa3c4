"""The desk's pieces alone: theme, loader, calendar, tables, the plan's editor, the verdict's dialog."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from threading import Event

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mirror.errors import SessionError
from mirror.review.people import Day
from mirror.sessions.reviews import PlanItem
from mirror.sessions.store import RepetitionEntry
from tests.ui.review.walks import Log, Open, desk_of, to_anna
from ui.review.calendar import MonthGrid
from ui.review.loader import Loader
from ui.review.plan_editor import PlanEditor
from ui.review.style import DeskTheme, sheet, theme_of
from ui.review.tables import Cell, Grid, Line, number
from ui.review.verdict import VerdictDialog, Wanted
from ui.theme import PALETTES, contrast, load_fonts

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
MARCH = date(2026, 3, 12)


@pytest.mark.parametrize("palette", list(PALETTES))
@pytest.mark.parametrize("dark", [True, False])
def test_every_colour_of_letters_can_be_read(palette: str, dark: bool) -> None:
    theme = DeskTheme.of(dark, palette)
    for name in ("text", "muted", "good", "attention", "danger", "left", "right", "accent"):
        for ground in (theme.ground, theme.panel):
            assert contrast(getattr(theme, name), ground) >= 4.5, name
    assert theme.of_score(100.0) == theme.good
    assert theme.of_score(0.0) == theme.danger
    assert theme.of_score(70.0) == theme.attention


def test_the_theme_is_what_the_user_chose(qtbot: QtBot) -> None:
    load_fonts()
    assert theme_of("dark").dark
    assert not theme_of("light").dark
    assert "#" in sheet(theme_of("system"))


# -- loader ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def loader(qtbot: QtBot) -> Iterator[Loader]:
    made = Loader()
    yield made
    made.close()


def test_of_two_requests_for_a_place_the_later_answers(loader: Loader) -> None:
    gate, found = Event(), list[str]()
    loader.load("page", lambda: gate.wait(5.0) and "old", lambda value: found.append(str(value)))
    loader.load("page", lambda: "new", found.append)
    loader.load("other", lambda: "beside", found.append)
    gate.set()
    assert loader.wait()
    assert found == ["new", "beside"]


def test_what_was_replaced_before_it_began_is_never_done(loader: Loader) -> None:
    gate, done = Event(), list[int]()
    loader.load("gate", lambda: gate.wait(5.0), lambda value: None)
    for n in range(5):
        loader.load("page", lambda n=n: done.append(n), lambda value: None)
    gate.set()
    assert loader.wait()
    assert done == [4]


def test_the_world_s_no_is_a_sentence_and_a_bug_is_raised(loader: Loader, qtbot: QtBot) -> None:
    said: list[str] = []
    loader.failed.connect(said.append)

    def refuse() -> None:
        raise SessionError("The disk is full.")

    loader.load("a", refuse, lambda value: None)
    loader.load("b", refuse, lambda value: None, said.append)
    assert loader.wait()
    assert said == ["The disk is full.", "The disk is full."]
    with qtbot.captureExceptions() as bugs:
        loader.load("c", lambda: 1 // 0, lambda value: None)
        assert loader.wait()
        qtbot.wait(5)
    assert [kind for kind, _, _ in bugs] == [ZeroDivisionError]


def test_a_closed_loader_answers_nobody(loader: Loader) -> None:
    found: list[int] = []
    gate = Event()
    loader.load("a", lambda: gate.wait(5.0), lambda value: found.append(1))
    gate.set()
    loader.close()
    loader.load("b", lambda: 2, found.append)
    loader._collect()
    assert found == []


# -- calendar --------------------------------------------------------------------------------------------------------------


def test_the_calendar_is_walked_with_keys(qtbot: QtBot) -> None:
    grid = MonthGrid(DeskTheme.of(True), MARCH)
    qtbot.addWidget(grid)
    days: list[date] = []
    months: list[date] = []
    grid.day_chosen.connect(days.append)
    grid.month_shown.connect(months.append)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Right):
        qtbot.keyClick(grid, key)
    assert days == [MARCH - timedelta(days=n) for n in (1, 8, 1, 0)]
    for _ in range(2):
        qtbot.keyClick(grid, Qt.Key.Key_PageUp)
    assert months == [date(2026, 2, 1), date(2026, 1, 1)]
    qtbot.keyClick(grid, Qt.Key.Key_Home)
    assert grid.day == MARCH
    with qtbot.waitSignal(grid.opened):
        qtbot.keyClick(grid, Qt.Key.Key_Return)


@pytest.mark.parametrize("day", [date(2026, 1, 31), date(2024, 2, 29), date(2026, 12, 1)])
def test_a_month_on_is_a_day_that_it_has(qtbot: QtBot, day: date) -> None:
    grid = MonthGrid(DeskTheme.of(False), day)
    qtbot.addWidget(grid)
    for _ in range(13):
        grid.turn(1)
    assert grid.day.month == day.month % 12 + 1
    shown = grid.shown()
    assert len(shown) == 42
    assert shown == sorted(set(shown))
    assert grid.day in shown


def test_a_training_day_is_told_to_who_cannot_see_it(qtbot: QtBot) -> None:
    grid = MonthGrid(DeskTheme.of(True), MARCH)
    qtbot.addWidget(grid)
    assert grid.accessibleDescription() == "Thursday, 12 March 2026: no session"
    grid.put({MARCH: Day(MARCH, (), 12.4, 45, 80.0)})
    assert grid.accessibleDescription() == "Thursday, 12 March 2026: 0 sessions, 12 min in sets, 45 repetitions"


def test_a_day_is_chosen_with_the_mouse(qtbot: QtBot) -> None:
    grid = MonthGrid(DeskTheme.of(True), MARCH)
    qtbot.addWidget(grid)
    grid.resize(280, 220)
    at = grid.shown().index(date(2026, 3, 20))
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid._cell(at).center().toPoint())
    assert grid.day == date(2026, 3, 20)


# -- tables ----------------------------------------------------------------------------------------------------------------


def test_unknown_numbers_sort_last_and_the_current_row_stays(qtbot: QtBot) -> None:
    grid = Grid("numbers")
    qtbot.addWidget(grid)
    lines = [Line(key, (Cell(key), number(value))) for key, value in (("a", 3.0), ("b", None), ("c", 20.0))]
    grid.put(["name", "value"], lines)
    chosen: list[str] = []
    grid.chosen.connect(chosen.append)
    grid.choose("c")
    grid.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert grid.keys == ["a", "c", "b"]
    grid.put(["name", "value"], lines[1:])
    assert grid.key == "c"
    assert chosen == ["c"]
    with qtbot.waitSignal(grid.opened) as opened:
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert opened.args == ["c"]


# -- plan ------------------------------------------------------------------------------------------------------------------


def test_a_plan_is_put_together_with_its_week(log: Log, opened: Open) -> None:
    window = opened(log[0])
    to_anna(window)
    editor = PlanEditor(desk_of(window), log[1], MARCH, window)
    assert editor.draft.problem() == "A plan needs a title."
    editor.title.setText("Knees")
    editor.add("squat")
    editor.sets.setValue(4)
    editor.amount.setValue(12)
    editor.own_range.setChecked(True)
    editor.share.setValue(90)
    assert editor.range.text() == "90 % of the full range: Knee 95°"
    editor.add("plank")
    assert not editor.own_range.isEnabled()
    editor.amount.setValue(45)
    editor.days[0].setChecked(False)
    editor.move_item(-1)
    draft = editor.draft
    assert draft.problem() == ""
    assert draft.items == (
        PlanItem(1, "plank", 3, None, 45.0, None, 60.0, 0b0010100),
        PlanItem(2, "squat", 4, 12, None, 0.9, 60.0, 0b0010101),
    )
    assert editor._week[0].text().replace("\N{NO-BREAK SPACE}", " ") == "Squat 4 × 12"
    assert editor._week[2].text().replace("\N{NO-BREAK SPACE}", " ") == "Plank 3 × 45 s\nSquat 4 × 12"
    assert editor._week[1].text() == "–"
    editor.endless.setChecked(True)
    assert editor.draft.ends_on is None
    editor.remove()
    assert [item.exercise for item in editor.draft.items] == ["squat"]


def test_another_exercise_brings_its_own_dose(log: Log, opened: Open) -> None:
    window = opened(log[0])
    to_anna(window)
    editor = PlanEditor(desk_of(window), log[1], MARCH, window)
    editor.add("squat")
    editor.exercise.setCurrentIndex(editor.exercise.findData("plank"))
    (item,) = editor.draft.items
    assert (item.exercise, item.repetitions, item.hold_s) == ("plank", None, 30.0)


# -- verdict ---------------------------------------------------------------------------------------------------------------


def test_a_verdict_says_only_what_differs(qtbot: QtBot, make: Callable[..., VerdictDialog]) -> None:
    dialog = make("")
    assert dialog.wanted == ()
    dialog.choose(None, "partial")
    dialog.choose("leaning_forward", "present")
    dialog.reason.setText(" heel ")
    assert dialog.wanted == (Wanted(None, "partial", "heel"), Wanted("leaning_forward", "present", "heel"))
    assert make("rejected").wanted == (Wanted(None, "rejected", ""),)


@pytest.fixture
def make(qtbot: QtBot) -> Callable[..., VerdictDialog]:
    rep = RepetitionEntry(7, 1, "full", 0.0, 2.0, 0.9, "both", 80.0, None, True, {}, ("knees_in",))
    grid = Grid("parent")
    qtbot.addWidget(grid)

    def made(kind: str) -> VerdictDialog:
        return VerdictDialog(rep, {}, {"knees_in": "Knees fall in", "leaning_forward": "Leans"}, grid, kind)

    return made
