"""Notes: those on one thing, newest first; written, mended, withdrawn, all of it with the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from mirror.sessions import reviews
from mirror.sessions.reviews import LONGEST_NOTE, About, Note
from ui.review import texts
from ui.review.changes import WithdrawNote, WriteNote
from ui.review.dates import short
from ui.review.pieces import button, label, row
from ui.review.seat import Desk
from ui.review.tables import Cell, Grid, Line
from ui.review.texts import say

NARROW_PX = 480
LINE = 80
"""Letters of a note that the table shows whole."""


class NoteDialog(QDialog):
    """Asks for words. Ctrl+Enter takes them, Esc does not."""

    def __init__(self, title: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(640, 380)
        self.words = QPlainTextEdit(text)
        self.words.setAccessibleName(title)
        self.words.setTabChangesFocus(True)
        keep = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(keep.Ok | keep.Cancel)
        self._buttons.button(keep.Ok).setText(say(texts.KEEP))
        self._buttons.button(keep.Cancel).setText(say(texts.CANCEL))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.words.textChanged.connect(self._check)
        for sequence in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(sequence), self, self.accept)
        box = QVBoxLayout(self)
        box.addWidget(self.words)
        box.addWidget(label(say(texts.NOTE_KEYS), "muted"))
        box.addWidget(self._buttons)
        self._check()

    def _check(self) -> None:
        text = self.words.toPlainText().strip()
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(0 < len(text) <= LONGEST_NOTE)

    def accept(self) -> None:
        """Only with some words."""
        if self._buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled():
            super().accept()

    @property
    def text(self) -> str:
        """What was written."""
        return self.words.toPlainText().strip()


class Notes(QWidget):
    """The notes on one thing, with buttons.

    Signals:
        changed: a note was written or withdrawn.
    """

    changed = Signal()

    def __init__(self, desk: Desk, place: str, title: str = "") -> None:
        """`place`: for the loader, unique among the panels."""
        super().__init__()
        self._desk = desk
        self._place = f"notes {place}"
        self._about: About | None = None
        self._notes: dict[str, Note] = {}
        self._title = label(title or say(texts.NOTES), "heading")
        self.grid = _NoteGrid(say(texts.NOTES))
        self.grid.opened.connect(lambda key: self.mend())
        self.grid.removed.connect(self.withdraw)
        self._write = button(say(texts.NEW_NOTE), self.write, "Ctrl+N")
        self._mend = button(say(texts.MEND), self.mend, say(texts.ENTER))
        self._withdraw = button(say(texts.WITHDRAW), self.withdraw, say(texts.DELETE))
        self._all = QCheckBox(say(texts.SHOW_WITHDRAWN))
        self._all.toggled.connect(lambda on: self.refresh())
        self._empty = label(say(texts.NO_NOTES), "muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._whole = QPlainTextEdit()
        self._whole.setReadOnly(True)
        self._whole.setTabChangesFocus(True)
        self._whole.setAccessibleName(say(texts.NOTE))
        self._whole.hide()
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(6)
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self._all)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addLayout(self._head)
        box.addWidget(self._empty, 1)
        box.addWidget(self.grid, 1)
        box.addWidget(self._whole, 1)
        box.addLayout(row(self._write, self._mend, self._withdraw, 1))
        self.grid.chosen.connect(lambda key: self._enable())
        self._enable()

    def show_about(self, about: About | None, title: str = "") -> None:
        """The notes on this; None: on nothing."""
        if title:
            self._title.setText(title)
        if about != self._about:
            self._notes = {}
            self._fill()
        self._about = about
        self.refresh()

    def refresh(self) -> None:
        """Read them again."""
        about, withdrawn, store = self._about, self._all.isChecked(), self._desk.store
        if about is None:
            self._desk.loader.forget(self._place)
            self._notes = {}
            self._fill()
            return
        self._desk.loader.load(self._place, lambda: reviews.notes(store, about, withdrawn), self._put)

    def _put(self, found: tuple[Note, ...]) -> None:
        self._notes = {note.id: note for note in found}
        self._fill()

    def _fill(self) -> None:
        lines = []
        for note in reversed(self._notes.values()):
            gone = note.withdrawn_at is not None
            at = note.at.astimezone()
            faint = self._desk.theme.muted
            when = Cell(short(at.date()), sort=note.at.timestamp(), colour=faint)
            words = " ".join(note.text.split())
            lines.append(Line(note.id, (when, Cell(words, tip=note.text, struck=gone), Cell(note.reviewer or "–", colour=faint))))
        self.grid.put([say(texts.WHEN), say(texts.NOTE), say(texts.WHO)], lines, stretch=1)
        self.grid.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self._enable()

    def _enable(self) -> None:
        chosen = self._chosen
        stands = chosen is not None and chosen.withdrawn_at is None
        self._write.setEnabled(self._about is not None)
        self._mend.setEnabled(stands)
        self._withdraw.setEnabled(stands)
        # a note of more than a line is read whole under the table
        words = "" if chosen is None else chosen.text
        if words != self._whole.toPlainText():
            self._whole.setPlainText(words)
        self._whole.setVisible("\n" in words or len(words) > LINE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the box to tick stands under the title."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        self._head.setDirection(way.TopToBottom if event.size().width() < NARROW_PX else way.LeftToRight)

    @property
    def _chosen(self) -> Note | None:
        return self._notes.get(self.grid.key)

    def write(self) -> None:
        """Ask for a new note."""
        if self._about is None:
            return
        dialog = NoteDialog(say(texts.NEW_NOTE), "", self)
        if dialog.exec():
            self.add(dialog.text)

    def add(self, text: str, instead: Note | None = None) -> None:
        """Write a note, perhaps in place of another."""
        if self._about is not None:
            words = say(texts.DID_NOTE if instead is None else texts.DID_MEND)
            self._desk.undo.push(WriteNote(self._desk, words, self._again, self._about, text, instead))

    def mend(self) -> None:
        """Ask for other words in place of the chosen note's."""
        note = self._chosen
        if note is None or note.withdrawn_at is not None:
            return
        dialog = NoteDialog(say(texts.MEND), note.text, self)
        if dialog.exec() and dialog.text != note.text:
            self.add(dialog.text, note)

    def withdraw(self) -> None:
        """The chosen note does not stand any more."""
        note = self._chosen
        if note is not None and note.withdrawn_at is None:
            self._desk.undo.push(WithdrawNote(self._desk, say(texts.DID_WITHDRAW), self._again, note))

    def _again(self) -> None:
        self.refresh()
        self.changed.emit()


class _NoteGrid(Grid):
    """Signals: removed: Delete was pressed."""

    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
            return
        super().keyPressEvent(event)
