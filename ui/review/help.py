"""Help: the keys, what the product is not, and who looked at what."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from mirror.language import Language
from mirror.notice import NOTICE
from mirror.sessions import reviewers
from mirror.sessions.audit import Entry, Verdict
from ui.review import texts
from ui.review.dates import short
from ui.review.pieces import label
from ui.review.seat import Desk
from ui.review.tables import Cell, Grid, Line
from ui.review.texts import say

LINES = 2000
"""So many of the audit's newest lines are shown."""

KEYS: tuple[tuple[str, str], ...] = (
    ("F", texts.KEY_SEARCH),
    ("1, 2, 3, 4", texts.KEY_PLACES),
    (texts.KEYS_CALENDAR, texts.KEY_CALENDAR),
    (texts.ENTER, texts.KEY_ENTER),
    ("Alt+↑", texts.KEY_UP),
    (texts.KEYS_SETS, texts.KEY_SETS),
    ("↑, ↓", texts.KEY_REPETITIONS),
    ("V", texts.KEY_JUDGE),
    ("1, 2, 3, 0", texts.KEY_KINDS),
    (texts.KEYS_CURVES, texts.KEY_CURVES),
    (texts.KEYS_MISTAKES, texts.KEY_MISTAKES),
    (texts.KEYS_REPLAY, texts.KEY_REPLAY),
    (texts.KEYS_VIEWS, texts.KEY_VIEWS),
    ("N", texts.KEY_NOTE),
    ("P", texts.KEY_PLAN),
    (texts.KEYS_UNDO, texts.KEY_UNDO),
    ("F5", texts.KEY_REFRESH),
    ("O, I, E", texts.KEY_FILES),
    ("L", texts.KEY_LOCK),
    ("F1", texts.KEY_HELP),
)
"""Keys and what they do."""
WITH_CTRL = (
    texts.KEY_SEARCH,
    texts.KEY_PLACES,
    texts.KEY_REPETITIONS,
    texts.KEY_NOTE,
    texts.KEY_PLAN,
    texts.KEY_FILES,
    texts.KEY_LOCK,
)
"""These are pressed with Ctrl, which has another name elsewhere."""


class _Sheet(QDialog):
    def __init__(self, title: str, inside: QWidget, size: tuple[int, int], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(*size)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(say(texts.CLOSE))
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.addWidget(inside, 1)
        box.addWidget(buttons)


def keys(parent: QWidget) -> QDialog:
    """Every key of the window."""
    sheet = QWidget()
    sheet.setObjectName("page")
    grid = QGridLayout(sheet)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for at, (key, what) in enumerate(KEYS):
        name = say(texts.CTRL, key=key) if what in WITH_CTRL else say(key)
        grid.addWidget(label(name), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(say(what), "muted", wrap=True), at, 1, Qt.AlignmentFlag.AlignTop)
    grid.setRowStretch(len(KEYS), 1)
    return _Sheet(say(texts.KEYS), _scrolled(sheet), (960, 640), parent)


def what_this_is_not(words: Language, parent: QWidget) -> QDialog:
    """The page on what the product is not."""
    sheet = QWidget()
    sheet.setObjectName("page")
    box = QVBoxLayout(sheet)
    box.setSpacing(12)
    box.addWidget(label(words(NOTICE), "heading", wrap=True))
    for text in (texts.NOT_MEASURED, texts.NOT_CERTAIN, texts.NOT_DECIDING, texts.NOT_ALARM):
        box.addWidget(label(say(text), wrap=True))
    box.addStretch(1)
    return _Sheet(say(texts.WHAT_THIS_IS_NOT), _scrolled(sheet), (620, 380), parent)


class WhoLooked(QDialog):
    """The audit, to be read: who viewed, changed or exported what. A person sees the lines that are about them."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._names: dict[str, str] = {}
        self.setWindowTitle(say(texts.WHO_LOOKED))
        self.resize(980, 620)
        self.grid = Grid(say(texts.WHO_LOOKED))
        self._whole = label("", "muted")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(say(texts.CLOSE))
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.addWidget(label(say(texts.WHO_LOOKED_WORDS), "muted", wrap=True))
        box.addWidget(self.grid, 1)
        box.addWidget(self._whole)
        box.addWidget(buttons)
        store, audit = desk.store, desk.audit
        subject = desk.seat.id if desk.seat.role == "person" else None

        def read() -> tuple[list[Entry], Verdict, dict[str, str]]:
            names = {profile.id: profile.name for profile in store.profiles()}
            names |= {one.id: one.name for one in reviewers.reviewers(store, left=True)}
            return audit.entries(subject, limit=LINES), audit.verify(), names

        desk.loader.load("audit", read, self._put)

    def _put(self, found: tuple[list[Entry], Verdict, dict[str, str]]) -> None:
        entries, verdict, self._names = found
        titles = [say(text) for text in (texts.WHEN, texts.WHO, texts.ROLE, texts.DID, texts.WHOSE, texts.WHAT, texts.DETAIL)]
        self.grid.put(titles, [self._line(entry) for entry in entries])
        said = texts.AUDIT_WHOLE if verdict.whole else texts.AUDIT_BROKEN
        self._whole.setText(say(said, n=verdict.lines) + ("" if verdict.whole else " " + verdict.wrong[0]))

    def _line(self, entry: Entry) -> Line:
        at = entry.at.astimezone()
        when = short(at.date()) + f" {at:%H:%M:%S}"
        detail = ", ".join(f"{key} {value}" for key, value in entry.detail.items())
        cells = (
            Cell(when, sort=entry.at.timestamp()),
            Cell(self._who(entry.actor)),
            Cell(say(texts.ROLES.get(entry.role, entry.role))),
            Cell(say(texts.ACTIONS.get(entry.action, entry.action))),
            Cell(self._who(entry.subject)),
            Cell(self._about(entry.object), tip=entry.object),
            Cell(detail or "–"),
        )
        return Line((entry.origin, entry.number), cells)

    def _who(self, id: str) -> str:
        """A name while somebody has it; else the beginning of the id, which leads nowhere any more."""
        return self._names.get(id, id[:8]) if id else "–"

    def _about(self, object: str) -> str:
        """What a line is about: its kind, and whose name or the beginning of which id."""
        kind, _, id = object.partition(":")
        name, _, part = id.partition("/")
        said = " ".join(one for one in (say(texts.OBJECTS.get(kind, kind)), self._names.get(name, name[:8])) if one)
        return f"{said} / {part}" if part else said


def _scrolled(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
