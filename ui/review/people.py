"""Side: whose sessions, on which day, which of them. The way into the review, from top to bottom, by keyboard too."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mirror.review.people import Day, PersonRow, SessionRow, calendar, people
from ui.review import texts
from ui.review.calendar import MonthGrid
from ui.review.dates import month, named, short
from ui.review.seat import Desk
from ui.review.style import DeskTheme
from ui.review.texts import say

WIDTH = 288
_KEY = int(Qt.ItemDataRole.UserRole)


class Choices(QListWidget):
    """A list whose Enter opens. Signals: chosen: (key). opened: (key)."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.currentItemChanged.connect(lambda now, before: None if now is None else self.chosen.emit(now.data(_KEY)))
        self.itemClicked.connect(lambda item: self.opened.emit(item.data(_KEY)))

    def put(self, entries: list[tuple[object, str, str]], key: object = None) -> None:
        """(key, text, tip) of each; the one with `key` is current, without `chosen` saying so."""
        self.blockSignals(True)
        self.clear()
        for one, text, tip in entries:
            item = QListWidgetItem(text)
            item.setData(_KEY, one)
            item.setToolTip(tip)
            self.addItem(item)
            if one == key and key is not None:
                self.setCurrentItem(item)
        self.blockSignals(False)

    def choose(self, key: object) -> None:
        """Make this one current; `chosen` says so."""
        for row in range(self.count()):
            if self.item(row).data(_KEY) == key:
                self.setCurrentRow(row)

    @property
    def key(self) -> object:
        """Of the current entry, None for none."""
        item = self.currentItem()
        return None if item is None else item.data(_KEY)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.opened.emit(self.key)
            return
        super().keyPressEvent(event)


class Side(QWidget):
    """Attributes:
        person: who is chosen, None before anybody is.
    Signals:
        person_chosen: (PersonRow). session_chosen: (SessionRow).
        listed: who is in the log stands in the list. nobody: the log is empty.
    """

    person_chosen = Signal(object)
    session_chosen = Signal(object)
    listed = Signal()
    nobody = Signal()

    def __init__(self, desk: Desk, today: date) -> None:
        super().__init__()
        self._desk = desk
        self._people: tuple[PersonRow, ...] = ()
        self._days: dict[date, Day] = {}
        self.person: PersonRow | None = None
        self._wanted = ""
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = QLineEdit()
        self.search.setPlaceholderText(say(texts.SEARCH))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(say(texts.SEARCH))
        self.names = Choices(say(texts.PEOPLE))
        self.grid = MonthGrid(desk.theme, today)
        self.sessions = Choices(say(texts.SESSIONS_OF_DAY))
        self._month = _label("heading")
        self._day = _label("muted")
        self._build()
        self.search.textChanged.connect(lambda text: self._list())
        self.search.returnPressed.connect(self.names.setFocus)
        self.names.chosen.connect(self._choose_person)
        self.names.opened.connect(self._choose_person)
        self.grid.day_chosen.connect(self._show_day)
        self.grid.month_shown.connect(self._load_month)
        self.grid.opened.connect(self._into_sessions)
        self.sessions.opened.connect(self._choose_session)

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 12, 12, 12)
        box.setSpacing(8)
        box.addWidget(self.search)
        self.names.setMinimumHeight(110)
        box.addWidget(self.names, 3)
        head = QHBoxLayout()
        head.addWidget(self._month, 1)
        for text, name, months in (("‹", texts.MONTH_BACK, -1), ("›", texts.MONTH_ON, 1)):
            button = QToolButton()
            button.setText(text)
            button.setAccessibleName(say(name))
            button.setToolTip(say(name))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda checked=False, months=months: self.grid.turn(months))
            head.addWidget(button)
        box.addLayout(head)
        box.addWidget(self.grid)
        box.addWidget(self._day)
        self.sessions.setMinimumHeight(96)
        self.sessions.setWordWrap(True)
        box.addWidget(self.sessions, 2)
        self.setFixedWidth(WIDTH)
        self.setTabOrder(self.search, self.names)
        self.setTabOrder(self.names, self.grid)
        self.setTabOrder(self.grid, self.sessions)
        self._head()

    def become(self, theme: DeskTheme) -> None:
        """Another theme."""
        self.grid.become(theme)

    # -- people --------------------------------------------------------------------------------------------------------

    def load(self, wanted: str = "") -> None:
        """Read who is in the log. `wanted`: the name or id of whom to choose when they are there."""
        self._wanted = wanted or self._wanted
        desk = self._desk

        def read() -> tuple[PersonRow, ...]:
            found = people(desk.store)
            if desk.seat.role == "person":
                return tuple(one for one in found if one.id == desk.seat.id)
            return found

        desk.loader.load("people", read, self._put_people)

    def _put_people(self, found: tuple[PersonRow, ...]) -> None:
        self._people = found
        self._list()
        if not any(one.sessions for one in found):
            self.nobody.emit()
        wanted = next((one for one in found if self._wanted and self._wanted in (one.id, one.name)), None)
        self._wanted = ""
        if wanted is None and self.person is None and len(found) == 1:
            wanted = found[0]
        if wanted is not None:
            self.names.choose(_key(wanted))
        self.listed.emit()

    def _list(self) -> None:
        words = self.search.text().casefold().split()
        shown = [one for one in self._people if all(word in one.name.casefold() for word in words)]
        entries: list[tuple[object, str, str]] = []
        for one in shown:
            when = "" if one.last is None else short(one.last.date())
            tip = say(texts.PERSON_TIP, n=one.sessions, when=when) if one.sessions else say(texts.NO_SESSIONS)
            entries.append((_key(one), one.name or say(texts.NOBODY), tip))
        self.names.put(entries, None if self.person is None else _key(self.person))

    def _choose_person(self, key: object) -> None:
        person = next((one for one in self._people if _key(one) == key), None)
        if person is None or (self.person is not None and person.id == self.person.id):
            return
        self.person_chosen.emit(person)

    def show_person(self, person: PersonRow) -> None:
        """Show this one's calendar, at the day they trained last."""
        self.person = person
        self.names.put([], None)
        self._list()
        self._days = {}
        self.grid.put({})
        self.sessions.put([])
        if person.last is not None:
            self.grid.choose(person.last.date(), tell=False)
        self._load_month(self.grid.month)

    def clear(self) -> None:
        """Nobody is chosen."""
        self.person = None
        self._people, self._days = (), {}
        self.names.put([])
        self.sessions.put([])
        self.grid.put({})
        self._day.setText("")

    # -- days ----------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read people and the month again."""
        self.load()
        if self.person is not None:
            self._load_month(self.grid.month)

    def _head(self) -> None:
        self._month.setText(month(self.grid.month))

    def _load_month(self, first_day: date) -> None:
        self._head()
        person, desk = self.person, self._desk
        if person is None:
            return
        days = self.grid.shown()
        first, last = days[0], days[-1] + timedelta(days=1)

        def read() -> tuple[Day, ...]:
            desk.audit.note("viewed", person.id or "", f"person:{person.id}" if person.id else "log")
            return calendar(desk.store, person.id, first, last)

        desk.loader.load("calendar", read, self._put_days)

    def _put_days(self, days: tuple[Day, ...]) -> None:
        self._days = {day.day: day for day in days}
        self.grid.put(self._days)
        self._show_day(self.grid.day)

    def _show_day(self, day: date) -> None:
        found = self._days.get(day)
        self._day.setText(named(day) + (" · " + say(texts.DAY_EMPTY) if found is None else ""))
        rows = () if found is None else found.sessions
        self.sessions.put([(row.id, self._line(row), self._tip(row)) for row in rows], self.sessions.key)

    def _line(self, row: SessionRow) -> str:
        names = [self._desk.exercise(name) for name in row.exercises]
        what = ", ".join(names[:3]) + (" …" if len(names) > 3 else "") or say(texts.NOTHING_DONE)
        done = say(texts.REPETITIONS_N, n=row.full) if row.full or not row.hold_s else say(texts.HELD_N, n=f"{row.hold_s:.0f}")
        end = " · " + say(texts.CUT_OFF) if row.ended_at is None else ""
        return f"{row.started_at:%H:%M}  {what}\n{done}{end}"

    def _tip(self, row: SessionRow) -> str:
        return say(texts.SESSION_TIP, sets=row.sets, minutes=f"{row.minutes:.0f}", notes=row.notes)

    def _into_sessions(self) -> None:
        if self.sessions.count():
            self.sessions.setFocus(Qt.FocusReason.OtherFocusReason)
            if self.sessions.currentRow() < 0:
                self.sessions.setCurrentRow(0)

    def _choose_session(self, key: object) -> None:
        found = next((row for day in self._days.values() for row in day.sessions if row.id == key), None)
        if found is not None:
            self.session_chosen.emit(found)


def _key(person: PersonRow) -> str:
    return person.id or "-"


def _label(name: str) -> QLabel:
    made = QLabel()
    made.setObjectName(name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made
