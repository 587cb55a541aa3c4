"""Ways through the desk's window that its tests go: to its room, to a person, to a set."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.ui.review.conftest import settle
from tests.ui.review.logs import AT
from ui.review.room import Room
from ui.review.seat import Desk
from ui.review.set_page import SetPage
from ui.review.window import ReviewWindow

Open = Callable[..., ReviewWindow]
Log = tuple[Path, str, str]


def room_of(window: ReviewWindow) -> Room:
    assert window.room is not None
    return window.room


def desk_of(window: ReviewWindow) -> Desk:
    assert window.desk is not None
    return window.desk


def to_anna(window: ReviewWindow) -> Room:
    room = room_of(window)
    room.side.load("Anna")
    settle(window)
    return room


def to_set(window: ReviewWindow, session: str, number: int = 1) -> SetPage:
    room = to_anna(window)
    room.side.grid.choose(AT.date())
    room.side.sessions.choose(session)
    room.side._choose_session(session)
    settle(window)
    room.show_set(number)
    settle(window)
    assert room._set_page is not None
    return room._set_page
