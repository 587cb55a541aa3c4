"""The pages are made while nobody waits, a piece at a time; a click in the midst of it finds what is missing made then."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from mirror.errors import SessionError
from tests.ui.review.conftest import settle
from tests.ui.review.firsts import firsts
from tests.ui.review.walks import desk_of, room_of, to_anna, to_set
from ui.review.loader import Loader
from ui.review.warming import Warming
from ui.review.window import ReviewWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

Open = Callable[..., ReviewWindow]
Log = tuple[Path, str, str]


@pytest.fixture
def loader(qtbot: QtBot) -> Iterator[Loader]:
    made = Loader()
    yield made
    made.close()


def pieces(done: list[str], names: str) -> Iterator[None]:
    for name in names:
        done.append(name)
        yield


def test_code_first_then_the_pieces_each_in_its_turn(loader: Loader, qtbot: QtBot) -> None:
    done: list[str] = []
    threads: list[str] = []

    def code(name: str) -> None:
        done.append(name)
        threads.append(threading.current_thread().name)

    owner = QObject()
    warming = Warming(loader, [lambda: code("1"), lambda: code("2")], pieces(done, "abc"), owner)
    QCoreApplication.processEvents()
    assert done == []  # not before it is told to
    warming.begin()
    warming.begin()
    qtbot.waitUntil(lambda: warming.done)
    assert done == ["1", "2", "a", "b", "c"]
    assert threads == ["review", "review"]


def test_it_waits_while_somebody_waits(loader: Loader, qtbot: QtBot) -> None:
    done: list[str] = []
    hold = threading.Event()
    owner = QObject()
    warming = Warming(loader, [], pieces(done, "ab"), owner)
    loader.load("person", lambda: hold.wait(10.0), lambda _: None)
    warming.begin()
    qtbot.wait(60)
    assert done == []
    hold.set()
    qtbot.waitUntil(lambda: warming.done)
    assert done == ["a", "b"]


def test_code_that_the_world_refuses_is_no_end(loader: Loader, qtbot: QtBot) -> None:
    def refused() -> None:
        raise SessionError("no")

    done: list[str] = []
    said: list[str] = []
    loader.failed.connect(said.append)
    owner = QObject()
    warming = Warming(loader, [refused], pieces(done, "a"), owner)
    warming.begin()
    qtbot.waitUntil(lambda: warming.done)
    assert (done, said) == (["a"], [])


def test_the_first_click_finds_every_page_made(log: Log, opened: Open, qtbot: QtBot) -> None:
    file, _, session = log
    window = opened(file)
    room = room_of(window)
    qtbot.waitUntil(lambda: room._warming.done, timeout=20_000)
    made = (room._person_page, room._session_page, room._set_page)
    assert None not in made
    assert room.page is None  # what was made is not shown
    assert room._set_page is not None
    plots = room._set_page._plots
    assert plots is not None
    page = to_set(window, session)
    assert (room._person_page, room._session_page, page) == made
    assert page._plots is plots
    assert plots.curves.isVisible()
    assert plots.motion.isVisible()


@pytest.mark.parametrize("slices", [0, 2, 5, 8, 11])
def test_a_click_in_the_midst_of_it(slices: int, log: Log, opened: Open, qtbot: QtBot) -> None:
    file, _, session = log
    window = opened(file)
    room = room_of(window)
    room._warming._next.stop()
    ahead = room._prepare()
    for _ in range(slices):
        next(ahead, None)
    window.set_mode("light")
    page = to_set(window, session)
    for _ in ahead:
        pass
    assert room.stack.count() == 4
    assert room.page is page
    assert page._plots is not None
    assert page._plots.curves._theme is desk_of(window).theme
    assert room._person_page is not None
    to_anna(window)
    room.show_person()
    settle(window)
    assert room._person_page._view is not None
    assert room._person_page._view._theme is desk_of(window).theme
    assert room._person_page._view.isVisible()


def test_a_desk_that_is_closed_at_once_prepares_no_more(log: Log, opened: Open, qtbot: QtBot) -> None:
    window = opened(log[0])
    room = room_of(window)
    window.close()
    qtbot.wait(50)
    assert window.loader.places == frozenset()
    assert room.page is None


def test_the_weeks_of_one_are_not_shown_under_the_name_of_the_next(log: Log, opened: Open) -> None:
    window = opened(log[0])
    room = to_anna(window)
    page = room._person_page
    assert page is not None
    assert page._view is not None
    assert page._view.isVisible()
    ben = next(one for one in room.side._people if one.name == "Ben")
    room.choose_person(ben)
    assert not page._view.isVisible()  # at once, before anything is read
    settle(window)
    assert not page._view.isVisible()
    assert page._none.isVisible()


@pytest.mark.parametrize("pause_ms", [0, 300])
def test_the_first_views_are_measured_both_ways(pause_ms: int, log: Log) -> None:
    told = firsts(log[0], pause_ms)
    assert set(told) == {"first person", "first session", "first set", "held"}
    assert all(wall > 0.0 for name, (wall, _) in told.items() if name != "held")
    assert (told["held"][0] > 0.0) == (pause_ms > 0)
