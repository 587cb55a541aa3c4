"""Ranges of motion that nobody has worked out yet, set by set, while the window has nothing else to read."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from mirror.review.ranges import digest
from ui.review.seat import Desk

AT_ONCE = 40
"""Sets in one go: what is missing is looked for once for all of them. It ends after the set in which somebody clicks."""
FIRST_MS, NEXT_MS, IDLE_MS = 1500, 250, 60_000
"""Before the first go, between two (whoever clicks one thing clicks the next), and after one that found nothing: a mirror may
have recorded since."""


class Ranges(QObject):
    """Works for as long as it lives. A log that cannot be written is left alone: trends go by what they work out themselves."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self.go)
        self._next.start(FIRST_MS)

    def go(self) -> None:
        """Of a person at the desk their own sets, else everybody's, the latest first."""
        store, catalogue, seat = self._desk.store, self._desk.catalogue, self._desk.seat
        whose, loader = seat.id if seat.role == "person" else None, self._desk.loader
        loader.load(
            "ranges",
            lambda: digest(store, whose, catalogue=catalogue, limit=AT_ONCE, stopping=lambda: loader.wanted),
            lambda count: self._next.start(NEXT_MS if count else IDLE_MS),
            lambda sentence: None,
        )
