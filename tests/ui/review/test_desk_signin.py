"""Who may look: reviewers with their PIN, who was idle, a person who sees their own, an owner whose people have PINs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mirror.preferences import profiles
from mirror.sessions import Store, reviewers, reviews
from mirror.sessions.audit import Audit
from tests.ui.review.conftest import settle
from tests.ui.review.walks import Log, Open, room_of, to_set
from ui.review.room import Room
from ui.review.verdict import Wanted

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_reviewers_sign_in_and_are_locked_out_again(log: Log, opened: Open, qtbot: QtBot) -> None:
    file, _anna, session = log
    with Store(file) as store:
        kim = reviewers.add(store, "Kim", "4711")
    window = opened(file)
    asking = window._sign_in
    assert window.room is None
    assert asking is not None
    qtbot.keyClicks(asking.pin, "0000")
    qtbot.keyClick(asking.pin, Qt.Key.Key_Return)
    settle(window)
    assert asking._said.text() == "That PIN is wrong."
    assert window.room is None
    asking.pin.clear()
    qtbot.keyClicks(asking.pin, "4711")
    qtbot.keyClick(asking.pin, Qt.Key.Key_Return)
    settle(window)
    page = to_set(window, session)
    page.say(page.ledger.keys[0], (Wanted(None, "partial", "heel"),))
    assert reviews.verdicts(window.store, session)[0].reviewer == "Kim"
    window.lock()
    assert window.pages.currentWidget() is asking
    assert not window._acts["Export…"].isEnabled()
    asking.pin.setText("4711")
    asking.enter()
    settle(window)
    room = room_of(window)
    assert room.page is page  # as it was left
    with Store(file) as store:
        actions = [(entry.action, entry.actor) for entry in reversed(Audit(store).entries())]
    assert ("refused", "") in actions
    assert ("viewed", kim.id) in actions
    assert ("changed", kim.id) in actions


def test_who_is_idle_gives_the_pin_again(log: Log, opened: Open) -> None:
    file, _, _ = log
    with Store(file) as store:
        reviewers.add(store, "Kim", "4711")
    window = opened(file)
    asking = window._sign_in
    assert asking is not None
    asking.pin.setText("4711")
    asking.enter()
    settle(window)
    assert window._idle.isActive()
    window._idle.timeout.emit()
    assert window.pages.currentWidget() is asking


def test_a_person_sees_their_own_alone_and_judges_nothing(log: Log, opened: Open) -> None:
    file, anna, session = log
    profiles.add("Anna", "2468")
    window = opened(file, profile="Anna")
    asking = window._sign_in
    assert asking is not None
    asking.pin.setText("2468")
    asking.enter()
    settle(window)
    room = room_of(window)
    assert [one.name for one in room.side._people] == ["Anna"]
    page = to_set(window, session)
    page.choose(page.ledger.keys[0])
    page.judge("full")
    assert reviews.verdicts(window.store, session) == ()
    assert not window._acts["New plan"].isEnabled()
    assert window._acts["New note"].isEnabled()
    with Store(file) as store:
        assert {entry.actor for entry in Audit(store).entries()} == {anna}


def test_the_owner_gives_the_pin_of_who_has_one(log: Log, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    file, _, _ = log
    profiles.add("Anna", "2468")
    window = opened(file)
    room = room_of(window)
    answers = iter((False, True))
    monkeypatch.setattr(Room, "_asked", lambda self, person: next(answers))
    room.side.load("Anna")
    settle(window)
    assert room.person is None
    room.side.names.opened.emit(room.side._people[0].id)
    settle(window)
    assert room.person is not None
