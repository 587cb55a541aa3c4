"""How the desk was left: kept, given back, and as if nothing had been kept where the file is broken."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from mirror import paths
from tests.ui.review.conftest import settle
from tests.ui.review.walks import room_of, to_anna, to_set
from ui.review.habits import Habits
from ui.review.tables import Cell, Grid, Line
from ui.review.window import ReviewWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

Open = Callable[..., ReviewWindow]
Log = tuple[Path, str, str]


@pytest.fixture
def grid(qtbot: QtBot) -> Grid:
    made = Grid("test")
    qtbot.addWidget(made)
    made.resize(600, 200)
    made.put(["One", "Two", "Three"], [Line(1, (Cell("a"), Cell("b"), Cell("c")))], stretch=2)
    made.show()
    return made


def draw_column(grid: Grid, qtbot: QtBot, column: int, by: int) -> None:
    """As a hand would: the column's right edge by so many pixels."""
    header = grid.horizontalHeader()
    edge = QPoint(header.sectionViewportPosition(column) + header.sectionSize(column) - 1, header.height() // 2)
    qtbot.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    qtbot.mouseMove(header.viewport(), edge + QPoint(by, 0))
    qtbot.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=edge + QPoint(by, 0))


def test_a_column_keeps_the_width_that_a_hand_gave_it(grid: Grid, qtbot: QtBot) -> None:
    habits = Habits()
    habits.follow("t", grid)
    before = grid.columnWidth(0)
    draw_column(grid, qtbot, 0, 60)
    assert grid.widths == {0: before + 60}
    grid.put(["One", "Two", "Three"], [Line(1, (Cell("much longer than before"), Cell("b"), Cell("c")))], stretch=2)
    assert grid.columnWidth(0) == before + 60
    other = Grid("other")
    qtbot.addWidget(other)
    habits.follow("t", other)
    assert other.widths == grid.widths


def test_what_the_window_does_to_columns_by_itself_is_not_kept(grid: Grid) -> None:
    grid.resize(900, 200)
    grid.put(["One", "Two", "Three"], [Line(1, (Cell("longer"), Cell("b"), Cell("c")))], stretch=2)
    assert grid.widths == {}


def test_the_desk_is_found_as_it_was_left(log: Log, opened: Open, qtbot: QtBot) -> None:
    file, _, session = log
    window = opened(file, habits=Habits(paths.desk()))
    window.resize(1111, 777)
    window.set_mode("light")
    room = to_anna(window)
    assert room._person_page is not None
    room._person_page.tabs.setCurrentIndex(1)
    page = to_set(window, session)
    page.split.handle(1).moveSplitter(333)
    shares = page.split.sizes()
    draw_column(page.ledger, qtbot, 0, 40)
    widths = dict(page.ledger.widths)
    window.close()

    assert widths
    again = opened(file, habits=Habits(paths.desk()), mode=None)
    assert again._mode == "light"
    assert again.theme.dark is False
    person = to_anna(again)._person_page
    assert person is not None
    assert person.tabs.currentIndex() == 1
    again.resize(1111, 777)
    page = to_set(again, session)
    assert page.ledger.widths == widths
    assert page.split.sizes() == pytest.approx(shares, abs=2)


def test_nothing_of_people_is_kept(log: Log, opened: Open) -> None:
    file, anna, session = log
    window = opened(file, habits=Habits(paths.desk()))
    to_set(window, session)
    window.close()
    kept = paths.desk().read_text(encoding="ascii")
    for secret in ("Anna", anna, session, str(file), "sessions"):
        assert secret not in kept
    assert set(json.loads(kept)) <= {"window", "mode", "person.tab", "session.tab", "set.tab", "set.split"}


def test_the_size_comes_back_through_the_file(qtbot: QtBot, tmp_path: Path) -> None:
    one, two = QWidget(), QWidget()
    for widget in (one, two):
        qtbot.addWidget(widget)
    one.setGeometry(30, 40, 512, 345)
    habits = Habits(tmp_path / "state" / "desk.json")
    habits.leave(one)
    habits.mode = "dark"
    habits.save()
    found = Habits(tmp_path / "state" / "desk.json")
    assert found.place(two)
    assert two.size() == one.size()
    assert found.mode == "dark"
    assert [file.name for file in (tmp_path / "state").iterdir()] == ["desk.json"]


def test_a_folder_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file, where a folder should be")
    habits = Habits(tmp_path / "state" / "desk.json")
    habits.mode = "dark"
    habits.save()
    assert Habits(tmp_path / "state" / "desk.json").mode == "system"


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", "null", "é", "[" * 100_000, '{"mode": 3, "window": 7}', '{"window": "!?"}'])
def test_a_broken_file_is_as_if_nothing_had_been_kept(text: str, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "desk.json"
    file.write_text(text, encoding="utf-8")
    habits, widget = Habits(file), QWidget()
    qtbot.addWidget(widget)
    assert habits.mode == "system"
    assert not habits.place(widget)
    habits.save()
    assert isinstance(json.loads(file.read_text(encoding="ascii")), dict)


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.dictionaries(st.sampled_from(["mode", "window", "tab", "split", "grid"]), ANY))
def test_no_value_of_the_file_is_in_the_way(values: dict[str, object], tmp_path: Path, grid: Grid, qtbot: QtBot) -> None:
    file = tmp_path / "desk.json"
    file.write_text(json.dumps(values), encoding="ascii")
    habits, tabs, split = Habits(file), QTabWidget(), QSplitter()
    for widget in (tabs, split):
        qtbot.addWidget(widget)
    for name in ("a", "b"):
        tabs.addTab(QWidget(), name)
        split.addWidget(QWidget())
    habits.follow("tab", tabs)
    habits.follow("split", split)
    habits.follow("grid", grid)
    habits.place(split)
    assert habits.mode in ("system", "dark", "light")
    assert tabs.currentIndex() in (0, 1)
    assert all(column >= 0 and 24 <= wide <= 2000 for column, wide in grid.widths.items())
    grid.put(["One"], [Line(1, (Cell("a"),))])


def test_a_hold_does_not_change_how_the_ledger_was_left(log: Log, opened: Open) -> None:
    file, _, session = log
    window = opened(file)
    page = to_set(window, session)
    page.split.handle(1).moveSplitter(300)
    shares = page.split.sizes()
    room = room_of(window)
    room.show_set(2)  # a hold
    settle(window)
    assert page.split.sizes() != shares
    room.show_set(1)
    settle(window)
    assert page.split.sizes() == pytest.approx(shares, abs=2)
