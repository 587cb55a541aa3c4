"""PersonPage: how somebody has done over weeks, what they are to do, and what was noted on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from mirror.review.core import Trend
from mirror.review.overview import Overview, last_day, overview
from mirror.review.people import PersonRow
from mirror.review.trends import trends
from mirror.sessions.reviews import About
from ui.review import texts
from ui.review.dates import short
from ui.review.notes import Notes
from ui.review.pieces import Empty, Figure, label, row_of
from ui.review.plans import Plans
from ui.review.plots import TrendView
from ui.review.seat import Desk
from ui.review.tables import Cell, Grid, Line, number, score
from ui.review.texts import say

LATELY = 4
"""Weeks, the one that is going on among them."""


class PersonPage(QWidget):
    """Signals:
    changed: a note or a plan was written.
    """

    changed = Signal()

    def __init__(self, desk: Desk, today: date) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._today = today
        self._person: PersonRow | None = None
        self._shown = ("", "")
        self._view: TrendView | None = None
        self._found: Overview | None = None
        self._title = label("", "title")
        self._lately = label("", "muted")
        names = (texts.SESSIONS_TITLE, texts.MINUTES, texts.REPETITIONS, texts.HELD, texts.SCORE)
        self._figures = [Figure(say(name)) for name in names]
        self.exercises = QComboBox()
        self.exercises.setMinimumWidth(260)
        self.exercises.setAccessibleName(say(texts.EXERCISE))
        self.exercises.currentIndexChanged.connect(lambda at: self._load_trends())
        self.year = Grid(say(texts.YEAR))
        self.year.opened.connect(self.choose_exercise)
        self.notes = Notes(desk, "person", say(texts.NOTES_PERSON))
        self.plans = Plans(desk, today)
        self.notes.changed.connect(self.changed)
        self.plans.changed.connect(self.changed)
        self._none = Empty(say(texts.NO_TRENDS), say(texts.NO_TRENDS_WORDS))
        self._build()
        follow = desk.habits.follow
        follow("person.tab", self.tabs)
        for name, grid in (
            ("year", self.year),
            ("plans", self.plans.list),
            ("plan", self.plans.items),
            ("notes", self.notes.grid),
        ):
            follow(f"person.{name}", grid)

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 12, 18, 12)
        box.setSpacing(10)
        box.addWidget(self._title)
        box.addWidget(self._lately)
        box.addLayout(row_of(self._figures))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        progress = QWidget()
        self._progress = QVBoxLayout(progress)
        self._progress.setContentsMargins(0, 10, 0, 0)
        head = QHBoxLayout()
        self._which = label(say(texts.EXERCISE))
        head.addWidget(self._which)
        head.addWidget(self.exercises)
        head.addStretch(1)
        self._progress.addLayout(head)
        self._progress.addWidget(self._none, 1)
        self.tabs.addTab(progress, say(texts.PROGRESS))
        for widget, title in ((self.year, texts.YEAR), (self.plans, texts.PLAN), (self.notes, texts.NOTES)):
            widget.setContentsMargins(0, 10, 0, 0)
            self.tabs.addTab(widget, say(title))
        box.addWidget(self.tabs, 1)

    def begin_day(self, today: date) -> None:
        """What is read from now on goes up to this day."""
        self._today = self.plans.today = today

    def show_person(self, person: PersonRow) -> None:
        """Show this one."""
        if self._person is not None and self._person.id != person.id and self._view is not None:
            self._view.hide()  # the weeks of the one before are not shown, nor painted, under this one's name
        self._person = person
        self._shown = ("", "")
        self._title.setText(person.name or say(texts.NOBODY))
        for widget in (self.plans, self.notes):
            self.tabs.setTabVisible(self.tabs.indexOf(widget), person.id is not None)
        self.notes.show_about(None if person.id is None else About(person.id))
        self.plans.show_person(person.id)
        self.refresh()

    def refresh(self) -> None:
        """Read it again."""
        person, store, today = self._person, self._desk.store, self._today
        if person is None:
            return
        id = person.id
        self._desk.loader.load("person", lambda: overview(store, id, last_day(store, id, today)), self._put)
        self.notes.refresh()
        self.plans.refresh()

    def _put(self, found: Overview) -> None:
        self._found = found
        before = self.exercises.currentData()
        self.exercises.blockSignals(True)
        self.exercises.clear()
        for one in found.exercises:
            self.exercises.addItem(self._desk.exercise(one.exercise), one.exercise)
        self.exercises.setCurrentIndex(max(self.exercises.findData(before), 0) if found.exercises else -1)
        self.exercises.blockSignals(False)
        for widget in (self._which, self.exercises):
            widget.setVisible(bool(found.exercises))
        self._shown = ("", "")
        # asked for first, so that the weeks are read while the rest is put on the screen
        self._load_trends()
        self._sum_up(found)
        self._list()

    def _sum_up(self, found: Overview) -> None:
        """The figures of the last weeks."""
        weeks = [week for week in found.weeks[-LATELY:] if week.sessions]
        self._lately.setText(say(texts.LATELY) if weeks else say(texts.LATELY_NOTHING))
        scores = [(week.score, week.sessions) for week in weeks if week.score is not None]
        count = sum(n for _, n in scores)
        values = (
            str(sum(week.sessions for week in weeks)),
            f"{sum(week.minutes for week in weeks):.0f}",
            str(sum(week.repetitions for week in weeks)),
            f"{sum(week.hold_s for week in weeks):.0f} s",
            f"{sum(value * n for value, n in scores) / count:.0f}" if count else "–",
        )
        for figure, value in zip(self._figures, values, strict=True):
            figure.put(value)

    def _list(self) -> None:
        """Every exercise of the year."""
        names = (texts.EXERCISE, texts.SETS, texts.REPETITIONS, texts.HELD, texts.SCORE, texts.LAST, texts.MISTAKES)
        lines = []
        for one in () if self._found is None else self._found.exercises:
            mistakes = ", ".join(f"{self._desk.mistake(one.exercise, name)} × {count}" for name, count in one.mistakes)
            cells = (
                Cell(self._desk.exercise(one.exercise)),
                number(one.sets),
                number(one.repetitions),
                number(one.hold_s or None, "{:.0f} s"),
                score(one.score, self._desk.theme),
                Cell(short(one.last), sort=float(one.last.toordinal())),
                Cell(mistakes or "–", tip=mistakes),
            )
            lines.append(Line(one.exercise, cells))
        self.year.put([say(name) for name in names], lines, stretch=6)

    def choose_exercise(self, name: str) -> None:
        """Show how this one went."""
        self.exercises.setCurrentIndex(self.exercises.findData(name))
        self.tabs.setCurrentIndex(0)

    def _load_trends(self) -> None:
        person, name, store, found = self._person, self.exercises.currentData(), self._desk.store, self._found
        if person is None or name is None or found is None:
            self._show_trends(())
            return
        if self._shown == (person.id or "", name):
            return
        self._shown = (person.id or "", name)
        id, catalogue = person.id, self._desk.catalogue
        self._desk.loader.load("trends", lambda: trends(store, id, name, found.today, catalogue=catalogue), self._show_trends)

    def _show_trends(self, found: tuple[Trend, ...]) -> None:
        if found or self._view is not None:
            view, words = self._made(), self._desk.words
            view.show_trends([replace(trend, sentence=words(trend.sentence)) for trend in found])
            view.setVisible(bool(found))
        self._none.setVisible(not found)

    def _made(self) -> TrendView:
        if self._view is None:
            self._view = TrendView(self._desk.theme)
            self._progress.addWidget(self._view, 1)
        return self._view

    def prepare(self) -> Iterator[None]:
        """What the first person will need, a short piece at each step; hidden until then."""
        self._made().hide()
        yield

    def become(self) -> None:
        """The theme is another one."""
        if self._view is not None:
            self._view.set_theme(self._desk.theme)
        self._list()
        self.notes.refresh()
        self.plans.refresh()

    def write(self) -> None:
        """A new note on this person."""
        if self._person is not None and self._person.id is not None:
            self.tabs.setCurrentWidget(self.notes)
            self.notes.write()

    def begin(self) -> None:
        """Take the keys."""
        self.exercises.setFocus(Qt.FocusReason.OtherFocusReason)
