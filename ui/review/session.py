"""SessionPage: one session: what was done, its sets, what was said to the person, and what was noted on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from mirror.errors import SessionError
from mirror.review.people import SessionRow, SetRow, session_sets
from mirror.sessions import reviews
from mirror.sessions.reviews import About, Note, Overrule
from mirror.sessions.store import SessionEntry
from ui.review import texts
from ui.review.dates import long
from ui.review.notes import Notes
from ui.review.pieces import Empty, Figure, label, row_of
from ui.review.plots.names import clock
from ui.review.seat import Desk
from ui.review.tables import Cell, Grid, Line, number, score
from ui.review.texts import say


@dataclass(frozen=True, slots=True)
class Session:
    """All that the pages of one session work with, read once.

    Attributes:
        entry: the machine's own. sets: its sets in their order. verdicts: all that were ever said, oldest first.
        profile_id: whose, "" for nobody's. notes: that stand, on the session and what lies below it.
        plan: the title of the one that led it, "" for none.
    """

    row: SessionRow
    profile_id: str
    entry: SessionEntry
    sets: tuple[SetRow, ...]
    verdicts: tuple[Overrule, ...]
    notes: tuple[Note, ...]
    plan: str

    @property
    def held(self) -> Mapping[tuple[int, str | None], Overrule]:
        """The verdicts that hold."""
        return reviews.holding(self.verdicts)


def read_session(desk: Desk, row: SessionRow, profile_id: str) -> Session:
    """In the loader's thread. SessionError."""
    store = desk.store
    plan = ""
    if row.plan_id is not None:
        plan = next((one.title for one in _plan(desk, row.plan_id)), "")
    return Session(
        row=row,
        profile_id=profile_id,
        entry=store.session(row.id),
        sets=session_sets(store, row.id),
        verdicts=reviews.verdicts(store, row.id),
        notes=reviews.notes_below(store, row.id),
        plan=plan,
    )


def _plan(desk: Desk, id: str) -> tuple[reviews.Plan, ...]:
    """The plan, or nothing: it may have stayed in the clinic."""
    try:
        return (reviews.plan(desk.store, id),)
    except SessionError:
        return ()


class SessionPage(QWidget):
    """Signals:
    set_chosen: (int) the number of the set to be looked at. changed: a note was written.
    """

    set_chosen = Signal(int)
    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._session: Session | None = None
        self._title = label("", "title")
        self._words = label("", "muted", wrap=True)
        names = (texts.SETS, texts.MINUTES, texts.FULL, texts.PARTIAL, texts.REJECTED, texts.HELD, texts.SCORE)
        self._figures = [Figure(say(name)) for name in names]
        self.grid = Grid(say(texts.SETS_OF_SESSION))
        self.grid.opened.connect(lambda key: self.set_chosen.emit(int(key)))
        self.cues = Grid(say(texts.SAID))
        self.notes = Notes(desk, "session", say(texts.NOTES_SESSION))
        self.notes.changed.connect(self.changed)
        self._none = Empty(say(texts.NO_SETS), say(texts.NO_SETS_WORDS))
        self._build()
        desk.habits.follow("session.tab", self.tabs)
        for name, grid in (("sets", self.grid), ("said", self.cues), ("notes", self.notes.grid)):
            desk.habits.follow(f"session.{name}", grid)

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 12, 18, 12)
        box.setSpacing(10)
        box.addWidget(self._title)
        box.addWidget(self._words)
        box.addLayout(row_of(self._figures))
        box.addWidget(self.grid, 3)
        box.addWidget(self._none, 3)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for widget, title in ((self.notes, texts.NOTES), (self.cues, texts.SAID)):
            widget.setContentsMargins(0, 8, 0, 0)
            self.tabs.addTab(widget, say(title))
        box.addWidget(self.tabs, 2)

    def show_session(self, session: Session) -> None:
        """Show this one."""
        self._session = session
        row = session.row
        day = long(row.started_at.date())
        self._title.setText(f"{day}, {row.started_at:%H:%M}")
        self._words.setText(" · ".join(self._facts(session)))
        values = (
            str(row.sets),
            f"{row.minutes:.0f}",
            str(row.full),
            str(row.partial),
            str(row.rejected),
            f"{row.hold_s:.0f} s",
            "–" if row.score is None else f"{row.score:.0f}",
        )
        for figure, value in zip(self._figures, values, strict=True):
            figure.put(value)
        self._fill(session)
        self.notes.show_about(About(None, row.id))

    def _facts(self, session: Session) -> list[str]:
        row, entry = session.row, session.entry
        facts = []
        if row.ended_at is None:
            facts.append(say(texts.CUT_OFF_WORDS))
        else:
            whole = round((row.ended_at - row.started_at) / timedelta(minutes=1))
            facts.append(say(texts.FROM_TO, start=f"{row.started_at:%H:%M}", end=f"{row.ended_at:%H:%M}", minutes=whole))
        if session.plan:
            facts.append(say(texts.BY_PLAN, title=session.plan))
        facts.append(say(texts.SEEN_BY, source=row.source, version=entry.app_version))
        count = len(session.held)
        if count:
            facts.append(say(texts.ONE_OVERRULED) if count == 1 else say(texts.OVERRULED_N, n=count))
        return facts

    def _fill(self, session: Session) -> None:
        desk, start = self._desk, session.entry.start_t
        names = (texts.SET, texts.EXERCISE, texts.BEGAN, texts.LASTED, texts.FULL, texts.PARTIAL, texts.REJECTED, texts.HELD)
        titles = [say(name) for name in (*names, texts.SCORE, texts.MISTAKES, texts.REVIEWED)]
        lines = []
        for one in session.sets:
            noted = sum(note.about.set_number == one.number for note in session.notes)
            reviewed = [say(texts.VERDICTS_N, n=one.overruled)] if one.overruled else []
            reviewed += [say(texts.NOTES_N, n=noted)] if noted else []
            mistakes = ", ".join(f"{desk.mistake(one.exercise, name)} × {count}" for name, count in one.mistakes)
            length = None if one.end_t is None else one.end_t - one.start_t
            cells = (
                number(one.number),
                Cell(desk.exercise(one.exercise)),
                Cell(clock(one.start_t - start), sort=one.start_t, right=True),
                Cell(say(texts.CUT_OFF), sort=1e18) if length is None else Cell(clock(length), sort=length, right=True),
                number(one.full),
                number(one.partial),
                number(one.rejected),
                number(one.hold_s, "{:.0f} s"),
                score(one.score, desk.theme),
                Cell(mistakes or "–", tip=mistakes),
                Cell(", ".join(reviewed) or "–"),
            )
            lines.append(Line(one.number, cells))
        self.grid.put(titles, lines, stretch=9)
        self.grid.setVisible(bool(lines))
        self._none.setVisible(not lines)
        if lines and self.grid.key is None:
            self.grid.choose(lines[0].key, tell=False)
        self.cues.put(
            [say(texts.AT), say(texts.SENTENCE)],
            [
                Line(i, (Cell(clock(cue.t - start), sort=cue.t, right=True), Cell(desk.words(cue.text))))
                for i, cue in enumerate(session.entry.cues)
            ],
        )

    def prepare(self) -> Iterator[None]:
        """All of it is made at once."""
        yield from ()

    def become(self) -> None:
        """The theme is another one."""
        if self._session is not None:
            self._fill(self._session)
        self.notes.refresh()

    def write(self) -> None:
        """A new note on this session."""
        self.tabs.setCurrentWidget(self.notes)
        self.notes.write()

    def begin(self) -> None:
        """Take the keys."""
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
