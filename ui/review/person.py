"""PersonPage: how somebody has done over weeks, what they are to do, and what was noted on them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from mirror.review.core import Trend
from mirror.review.people import PersonRow, SessionRow, sessions_between
from mirror.review.trends import trends
from mirror.sessions.reviews import About
from ui.review import texts
from ui.review.notes import Notes
from ui.review.pieces import Empty, Figure, label
from ui.review.plans import Plans
from ui.review.plots import TrendView
from ui.review.seat import Desk
from ui.review.texts import say

LATELY = timedelta(days=28)
BACK = timedelta(days=366)
"""How far back the page looks for what somebody trains."""


@dataclass(frozen=True, slots=True)
class _Person:
    rows: tuple[SessionRow, ...]
    exercises: tuple[str, ...]
    """By how many sessions had them, the most first."""


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
        self._title = label("", "title")
        self._lately = label("", "muted")
        names = (texts.SESSIONS_TITLE, texts.MINUTES, texts.REPETITIONS, texts.HELD, texts.SCORE)
        self._figures = [Figure(say(name)) for name in names]
        self.exercises = QComboBox()
        self.exercises.setMinimumWidth(260)
        self.exercises.setAccessibleName(say(texts.EXERCISE))
        self.exercises.currentIndexChanged.connect(lambda at: self._load_trends())
        self.notes = Notes(desk, "person", say(texts.NOTES_PERSON))
        self.plans = Plans(desk, today)
        self.notes.changed.connect(self.changed)
        self.plans.changed.connect(self.changed)
        self._none = Empty(say(texts.NO_TRENDS), say(texts.NO_TRENDS_WORDS))
        self._build()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 12, 18, 12)
        box.setSpacing(10)
        box.addWidget(self._title)
        box.addWidget(self._lately)
        figures = QHBoxLayout()
        figures.setSpacing(10)
        for figure in self._figures:
            figures.addWidget(figure)
        box.addLayout(figures)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        progress = QWidget()
        self._progress = QVBoxLayout(progress)
        self._progress.setContentsMargins(0, 10, 0, 0)
        head = QHBoxLayout()
        head.addWidget(label(say(texts.EXERCISE)))
        head.addWidget(self.exercises)
        head.addStretch(1)
        self._progress.addLayout(head)
        self._progress.addWidget(self._none, 1)
        self.tabs.addTab(progress, say(texts.PROGRESS))
        for widget, title in ((self.plans, texts.PLAN), (self.notes, texts.NOTES)):
            widget.setContentsMargins(0, 10, 0, 0)
            self.tabs.addTab(widget, say(title))
        box.addWidget(self.tabs, 1)

    def show_person(self, person: PersonRow) -> None:
        """Show this one."""
        self._person = person
        self._shown = ("", "")
        self._title.setText(person.name or say(texts.NOBODY))
        self.tabs.setTabVisible(1, person.id is not None)
        self.tabs.setTabVisible(2, person.id is not None)
        self.notes.show_about(None if person.id is None else About(person.id))
        self.plans.show_person(person.id)
        self.refresh()

    def refresh(self) -> None:
        """Read it again."""
        person, store, today = self._person, self._desk.store, self._today
        if person is None:
            return
        id = person.id

        def read() -> _Person:
            rows = sessions_between(store, id, today - BACK, today + timedelta(days=1))
            counted = Counter(name for row in rows for name in row.exercises)
            return _Person(rows, tuple(name for name, _ in counted.most_common()))

        self._desk.loader.load("person", read, self._put)
        self.notes.refresh()
        self.plans.refresh()

    def _put(self, found: _Person) -> None:
        lately = [row for row in found.rows if row.started_at.date() > self._today - LATELY]
        self._lately.setText(say(texts.LATELY) if lately else say(texts.LATELY_NOTHING))
        scores = [row.score for row in lately if row.score is not None]
        values = (
            str(len(lately)),
            f"{sum(row.minutes for row in lately):.0f}",
            str(sum(row.full for row in lately)),
            f"{sum(row.hold_s for row in lately):.0f} s",
            f"{sum(scores) / len(scores):.0f}" if scores else "–",
        )
        for figure, value in zip(self._figures, values, strict=True):
            figure.put(value)
        before = self.exercises.currentData()
        self.exercises.blockSignals(True)
        self.exercises.clear()
        for name in found.exercises:
            self.exercises.addItem(self._desk.exercise(name), name)
        self.exercises.setCurrentIndex(max(self.exercises.findData(before), 0) if found.exercises else -1)
        self.exercises.blockSignals(False)
        self.exercises.setEnabled(bool(found.exercises))
        self._shown = ("", "")
        self._load_trends()

    def _load_trends(self) -> None:
        person, name, store, today = self._person, self.exercises.currentData(), self._desk.store, self._today
        if person is None or name is None:
            self._show_trends(())
            return
        if self._shown == (person.id or "", name):
            return
        self._shown = (person.id or "", name)
        id, catalogue = person.id, self._desk.catalogue
        self._desk.loader.load("trends", lambda: trends(store, id, name, today, catalogue=catalogue), self._show_trends)

    def _show_trends(self, found: tuple[Trend, ...]) -> None:
        if found and self._view is None:
            self._view = TrendView(self._desk.theme)
            self._progress.addWidget(self._view, 1)
        if self._view is not None:
            self._view.show_trends(found)
            self._view.setVisible(bool(found))
        self._none.setVisible(not found)

    def become(self) -> None:
        """The theme is another one."""
        if self._view is not None:
            self._view.set_theme(self._desk.theme)
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
