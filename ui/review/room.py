"""Room: the review once somebody sits at the desk: the side, the way one has gone, and the page it led to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from mirror.preferences import profiles
from mirror.review.people import PersonRow, SessionRow
from mirror.review.sets import whole_catalogue
from ui.review import texts
from ui.review.changes import Histories
from ui.review.dates import short
from ui.review.people import Side
from ui.review.pieces import Empty, label
from ui.review.plots import prepare
from ui.review.seat import Desk, Place
from ui.review.session import Session, read_session
from ui.review.signin import SignIn, Who
from ui.review.texts import say
from ui.review.warming import Warming

if TYPE_CHECKING:
    from ui.review.person import PersonPage
    from ui.review.session import SessionPage
    from ui.review.set_page import SetPage


_CODE: tuple[Callable[[], object], ...] = (
    lambda: import_module("ui.review.person"),
    whole_catalogue,
    lambda: import_module("ui.review.session"),
    lambda: import_module("ui.review.set_page"),
    prepare,
)
"""What the pages need, in the order in which somebody comes to it: half a second of loading in all."""


CRUMB_LETTERS = 26
"""Longer names are cut on the way that led here, and stand in the tip."""


class Room(QWidget):
    """Attributes:
        person, session: what is shown, None before anything is.
    Signals:
        moved: another page is shown, or another thing on it.
    """

    moved = Signal()

    def __init__(self, desk: Desk, today: date, histories: Histories) -> None:
        """`histories`: what can be undone; that of the person who is open."""
        super().__init__()
        self._desk = desk
        desk.here, desk.go = self._here, self._go
        self._histories = histories
        self._today = today
        self.person: PersonRow | None = None
        self.session: Session | None = None
        self._number = 0
        self._person_page: PersonPage | None = None
        self._session_page: SessionPage | None = None
        self._set_page: SetPage | None = None
        self.side = Side(desk, today)
        self._welcome = Empty(say(texts.WELCOME), say(texts.WELCOME_WORDS))
        self.stack = QStackedWidget()
        self.stack.addWidget(self._welcome)
        self._crumbs = [QToolButton() for _ in range(3)]
        bar = QHBoxLayout()
        bar.setContentsMargins(18, 8, 18, 0)
        bar.setSpacing(4)
        ways = (self.show_person, self.show_session, lambda: self.show_set(self._number))
        for crumb, way in zip(self._crumbs, ways, strict=True):
            crumb.setAutoRaise(True)
            crumb.setObjectName("crumb")
            crumb.clicked.connect(lambda checked=False, way=way: way())
            crumb.hide()
            bar.addWidget(crumb)
        self._headline = label("", "muted")
        self._headline.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._headline.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        bar.addWidget(self._headline, 1)
        right = QWidget()
        right.setObjectName("page")
        inside = QVBoxLayout(right)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(bar)
        inside.addWidget(self.stack, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.side)
        whole.addWidget(right, 1)
        self.side.person_chosen.connect(self.choose_person)
        self.side.session_chosen.connect(self.choose_session)
        self._warming = Warming(desk.loader, _CODE, self._prepare(), self)
        self.side.listed.connect(self._warming.begin)
        self.side.nobody.connect(lambda: self._welcome.put(say(texts.EMPTY_LOG), say(texts.EMPTY_LOG_WORDS)))

    def begin(self, wanted: str = "") -> None:
        """Read who is there; `wanted`: whom to show."""
        self.side.load(wanted)
        self.side.search.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the way down --------------------------------------------------------------------------------------------------

    def choose_person(self, person: PersonRow) -> None:
        """Show this one, after their PIN where they keep one from the owner of the machine."""
        desk = self._desk
        closed = desk.seat.role == "owner" and person.id is not None and person.id not in desk.opened
        if closed and profiles.pin_hash(person.name):
            if not self._asked(person):
                return
            desk.opened.add(person.id or "")
        self.person, self.session, self._number = person, None, 0
        desk.undo = self._histories.open(person.id or "")
        self.side.show_person(person)
        self.show_person()

    def _asked(self, person: PersonRow) -> bool:
        dialog = QDialog(self)
        dialog.setWindowTitle(say(texts.PIN))
        box = QVBoxLayout(dialog)
        asking = SignIn(self._desk.store, self._desk.loader, (Who("person", person.name, True),))
        asking.entered.connect(lambda seat: dialog.accept())
        box.addWidget(asking)
        asking.begin()
        return bool(dialog.exec())

    def choose_session(self, row: SessionRow) -> None:
        """Show this session."""
        if self.session is not None and self.session.row.id == row.id:
            self.show_session()
            return
        self._read(row, self._put_session)

    def _read(self, row: SessionRow, done: Callable[[Session], None]) -> None:
        desk, subject = self._desk, "" if self.person is None else self.person.id or ""

        def read() -> Session:
            desk.audit.note("viewed", subject, f"session:{row.id}")
            return read_session(desk, row, subject)

        desk.loader.load("session", read, done)

    def _put_session(self, session: Session) -> None:
        another = self.session is None or self.session.row.id != session.row.id
        self.session = session
        if another:
            self._number = 0
        self.show_session()

    def begin_day(self, today: date) -> None:
        """It is another day than it was: what is bounded by today, and what is marked as today, goes on."""
        self._today = self.side.grid.today = today
        self.side.grid.update()
        if self._person_page is not None:
            self._person_page.begin_day(today)

    # -- pages, made when they are first needed ------------------------------------------------------------------------

    def _the_person_page(self) -> PersonPage:
        if self._person_page is None:
            from ui.review.person import PersonPage  # the trends' numbers come with it

            self._person_page = PersonPage(self._desk, self._today)
        return self._person_page

    def _the_session_page(self) -> SessionPage:
        if self._session_page is None:
            from ui.review.session import SessionPage

            self._session_page = SessionPage(self._desk)
            self._session_page.set_chosen.connect(self.show_set)
            self._session_page.changed.connect(self.reread)
        return self._session_page

    def _the_set_page(self) -> SetPage:
        if self._set_page is None:
            from ui.review.set_page import SetPage  # pyqtgraph, geometry and the avatar come with it

            self._set_page = SetPage(self._desk)
            self._set_page.changed.connect(self.reread)
        return self._set_page

    def _add(self, page: QWidget) -> None:
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)

    def _prepare(self) -> Iterator[None]:
        """Makes every page, hidden, a short piece at each step."""
        for make in (self._the_person_page, self._the_session_page, self._the_set_page):
            page = make()
            yield
            self._add(page)  # dressed by the style sheet now
            yield
            yield from page.prepare()
            page.resize(self.stack.size())
            page.ensurePolished()
            if (box := page.layout()) is not None:
                box.activate()
            yield

    def show_person(self) -> None:
        """The page of the person."""
        if self.person is not None:
            page = self._the_person_page()
            page.show_person(self.person)
            self._open(page)

    def show_session(self) -> None:
        """The page of the session."""
        if self.session is not None:
            page = self._the_session_page()
            page.show_session(self.session)
            self._open(page)

    def show_set(self, number: int, seq: int | None = None) -> None:
        """The page of a set of the session; `seq`: the repetition to choose."""
        if self.session is None or not any(one.number == number for one in self.session.sets):
            return
        page = self._the_set_page()
        self._number = number
        page.show_set(self.session, number, seq)
        self._open(page)

    def _open(self, page: PersonPage | SessionPage | SetPage) -> None:
        moved = self.stack.currentWidget() is not page
        self._add(page)
        self.stack.setCurrentWidget(page)
        if moved and not self.side.isAncestorOf(self.focusWidget() or self):
            page.begin()
        self._tell()

    def _tell(self) -> None:
        """The way that led here."""
        page = self.stack.currentWidget()
        said = ["", "", ""]
        if self.person is not None:
            said[0] = self.person.name or say(texts.NOBODY)
        if self.session is not None:
            row = self.session.row
            said[1] = "›  " + short(row.started_at.date()) + f", {row.started_at:%H:%M}"
        if self._number and self.session is not None:
            exercise = next((one.exercise for one in self.session.sets if one.number == self._number), None)
            said[2] = "›  " + say(texts.SET_TITLE, n=self._number, exercise=self._desk.exercise(exercise))
        pages = (self._person_page, self._session_page, self._set_page)
        for crumb, text, one in zip(self._crumbs, said, pages, strict=True):
            letters = crumb.fontMetrics()
            crumb.setText(letters.elidedText(text, Qt.TextElideMode.ElideRight, CRUMB_LETTERS * letters.averageCharWidth()))
            crumb.setToolTip(text)
            # a person's page has the name as its title
            crumb.setVisible(bool(text) and page is not self._person_page)
            crumb.setEnabled(one is not page)
        on_set = self._set_page is not None and page is self._set_page
        headline = self._set_page.headline if on_set and self._set_page is not None else ""
        self._headline.setText(headline)
        self._headline.setVisible(page is not self._person_page)
        self._headline.setToolTip(say(texts.HEADLINE_TIP) if headline else "")
        self.moved.emit()

    # -- the way about -------------------------------------------------------------------------------------------------

    @property
    def page(self) -> PersonPage | SessionPage | SetPage | None:
        """Which page is shown, None for none."""
        now = self.stack.currentWidget()
        return next((p for p in (self._person_page, self._session_page, self._set_page) if p is not None and p is now), None)

    def _here(self) -> Place | None:
        page = self.page
        if page is None:
            return None
        above = None if self.session is None or page is self._person_page else self.session.row
        return Place(above, self._number if page is self._set_page else 0, page.tabs.currentIndex())

    def _go(self, place: Place) -> None:
        """Back to where something was changed. Where that is open, nothing is read again."""
        if place.session is None:
            self.show_person()
        elif self.session is None or self.session.row.id != place.session.id:
            self.side.grid.choose(place.session.started_at.date())
            self._read(place.session, partial(self._put_place, place))
            return
        elif place.number:
            if self.page is not self._set_page or self._number != place.number:
                self.show_set(place.number)
        else:
            self.show_session()
        if self.page is not None:
            self.page.tabs.setCurrentIndex(place.tab)

    def _put_place(self, place: Place, session: Session) -> None:
        self.session, self._number = session, 0
        self._go(place)

    def up(self) -> None:
        """From the set to the session, from the session to the person."""
        if self.page is self._set_page:
            self.show_session()
        elif self.page is self._session_page:
            self.show_person()

    def another_set(self, by: int) -> None:
        """The set before (-1) or after (1); on the session's page the first or last."""
        if self.session is None or not self.session.sets:
            return
        numbers = [one.number for one in self.session.sets]
        at = numbers.index(self._number) + by if self._number in numbers else 0
        if 0 <= at < len(numbers):
            self.show_set(numbers[at])

    def another_repetition(self, by: int) -> None:
        """The repetition before (-1) or after (1), on the page of a set."""
        if self._set_page is not None and self.page is self._set_page:
            self._set_page.step(by)

    def judge(self) -> None:
        """Judge the chosen repetition."""
        if self._set_page is not None and self.page is self._set_page:
            self._set_page.judge()

    def write(self) -> None:
        """A new note on what is shown."""
        if self.page is not None:
            self.page.write()

    def plan(self) -> None:
        """A new plan for the person."""
        if self.person is not None and self.person.id is not None:
            self.show_person()
            if self._person_page is not None:
                self._person_page.tabs.setCurrentWidget(self._person_page.plans)
                self._person_page.plans.write()

    # -- what changed --------------------------------------------------------------------------------------------------

    def reread(self) -> None:
        """Read the session again and show what it is now, on the page that is open."""
        if self.session is not None:
            self._read(self.session.row, self._again)

    def _again(self, session: Session) -> None:
        self.session = session
        if self.page is self._set_page and self._set_page is not None:
            self._set_page.show_set(session, self._number)
        elif self.page is self._session_page and self._session_page is not None:
            self._session_page.show_session(session)
        self._tell()

    def refresh(self) -> None:
        """Another program may have written: read all of it again."""
        self.side.refresh()
        self.reread()
        if self._person_page is not None and self.page is self._person_page:
            self._person_page.refresh()

    def become(self) -> None:
        """The theme is another one."""
        self.side.become(self._desk.theme)
        for page in (self._person_page, self._session_page, self._set_page):
            if page is not None:
                page.become()

    @property
    def sessions(self) -> tuple[str, ...]:
        """The ids of what an export would take: the session that is shown."""
        return () if self.session is None or self.page is self._person_page else (self.session.row.id,)
