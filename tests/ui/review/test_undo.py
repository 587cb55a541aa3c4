"""Everybody's changes can be undone as long as the same one sits at the desk, and undoing shows what it undoes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from mirror.sessions import Store, reviewers, reviews
from mirror.sessions.reviews import About
from tests.ui.review.conftest import settle
from tests.ui.review.logs import AT
from tests.ui.review.walks import room_of, to_anna, to_set
from ui.review import changes
from ui.review.changes import Histories
from ui.review.notes import Notes
from ui.review.verdict import Wanted
from ui.review.window import ReviewWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

Open = Callable[..., ReviewWindow]
Log = tuple[Path, str, str]


def to(window: ReviewWindow, name: str) -> str:
    """Opens somebody; returns the id."""
    room = room_of(window)
    room.side.load(name)
    settle(window)
    assert room.person is not None
    assert room.person.name == name
    return room.person.id or ""


def notes_page(window: ReviewWindow) -> Notes:
    page = room_of(window)._person_page
    assert page is not None
    return page.notes


def noted(window: ReviewWindow, person: str) -> list[str]:
    settle(window)
    return [note.text for note in reviews.notes(window.store, About(person))]


def test_each_person_has_a_history_of_their_own(log: Log, opened: Open) -> None:
    window = opened(log[0])
    anna = to(window, "Anna")
    notes_page(window).add("of Anna")
    ben = to(window, "Ben")
    assert not window.undo.canUndo()
    notes_page(window).add("of Ben")
    window.undo.undo()
    assert (noted(window, anna), noted(window, ben)) == (["of Anna"], [])
    window.undo.undo()  # nothing of somebody who is not on the screen
    assert noted(window, anna) == ["of Anna"]
    to(window, "Anna")
    assert window.undo.canUndo()
    window.undo.undo()
    assert noted(window, anna) == []
    window.undo.redo()
    assert noted(window, anna) == ["of Anna"]
    to(window, "Ben")
    window.undo.redo()
    assert noted(window, ben) == ["of Ben"]


def test_what_is_undone_in_another_session_is_shown_there(log: Log, opened: Open) -> None:
    file, _, session = log
    window = opened(file)
    page = to_set(window, session)
    first = page.ledger.keys[0]
    page.say(first, (Wanted(None, "partial", "heel"),))
    settle(window)
    room = room_of(window)
    before = AT - timedelta(days=7)
    room.side.grid.choose(before.date())
    room.choose_session(room.side._days[before.date()].sessions[0])
    settle(window)
    assert room.session is not None
    assert room.session.row.id != session
    assert room.page is room._session_page
    for kind, act in (("full", window.undo.undo), ("partial (machine: full)", window.undo.redo)):
        act()
        settle(window)
        assert room.session.row.id == session
        assert room.page is page
        assert page.number == 1
        assert room.side.grid.day == AT.date()
        assert page.ledger.model().index(0, 1).data() == kind
        room.show_person()


def test_undoing_on_the_same_session_goes_to_its_page_and_tab(log: Log, opened: Open) -> None:
    file, _, session = log
    window = opened(file)
    page = to_set(window, session)
    page.aside.setCurrentWidget(page.notes)
    page.notes.add("of the set")
    settle(window)
    page.aside.setCurrentWidget(page.detail)
    room = room_of(window)
    room.up()
    assert room._session_page is not None
    room._session_page.tabs.setCurrentWidget(room._session_page.notes)
    room._session_page.notes.add("of the session")
    settle(window)
    room.up()
    window.undo.undo()
    settle(window)
    assert room.page is room._session_page
    window.undo.undo()
    settle(window)
    assert room.page is page
    assert page.aside.currentWidget() is page.notes
    assert [one.text for one in reviews.notes_below(window.store, session)] == []


def test_a_note_on_the_person_is_undone_on_the_person_s_page(log: Log, opened: Open) -> None:
    file, anna, session = log
    window = opened(file)
    to(window, "Anna")
    page = room_of(window)._person_page
    assert page is not None
    page.tabs.setCurrentWidget(page.notes)
    page.notes.add("hm")
    settle(window)
    to_set(window, session)
    page.tabs.setCurrentIndex(0)
    window.undo.undo()
    assert noted(window, anna) == []
    assert room_of(window).page is page
    assert page.tabs.currentWidget() is page.notes


def test_nobody_undoes_what_another_did(log: Log, opened: Open) -> None:
    file, _, _ = log
    with Store(file) as store:
        for name in ("Kim", "Lee"):
            reviewers.add(store, name, "4711")
    window = opened(file)
    asking = window._sign_in
    assert asking is not None

    def enter(name: str) -> None:
        asking.begin(name)
        asking.pin.setText("4711")
        asking.enter()
        settle(window)

    enter("Kim")
    to_anna(window)
    notes_page(window).add("Kim's")
    settle(window)
    window.lock()
    enter("Kim")
    assert window.undo.canUndo()
    window.lock()
    enter("Lee")
    to_anna(window)
    assert not window.undo.canUndo()


def test_another_log_begins_anew(log: Log, opened: Open, tmp_path: Path) -> None:
    window = opened(log[0])
    to_anna(window)
    notes_page(window).add("of Anna")
    settle(window)
    window.open(log[0])
    settle(window)
    to_anna(window)
    assert not window.undo.canUndo()


def test_a_history_has_an_end(log: Log, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "KEPT", 3)
    window = opened(log[0])
    anna = to(window, "Anna")
    for text in "abcde":
        notes_page(window).add(text)
    for _ in range(5):
        window.undo.undo()
    assert noted(window, anna) == ["a", "b"]


def test_histories_are_told_apart(qapp: object) -> None:
    histories = Histories()
    one, two = histories.open("1"), histories.open("2")
    assert one is not two
    assert histories.activeStack() is two
    assert histories.open("1") is one
    histories.clear()
    assert histories.activeStack() is None
    assert histories.open("1") is not one
