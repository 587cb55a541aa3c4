"""Pane: all settings, made from the schema. By pointer, by touch, or with arrow keys, Enter and Esc alone (a remote)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mirror.errors import SettingsError
from mirror.language import Language
from mirror.preferences.changes import Changes
from mirror.settings import Settings, schema, section_model
from ui.settings import texts
from ui.settings.pinpad import PinPad
from ui.settings.preview import ASPECT, Preview
from ui.settings.row import Row
from ui.settings.style import Scale, sheet
from ui.settings.texts import say
from ui.theme import PALETTES

SAVE_MS = 400
"""After the last change: a slider's way is written once."""
PREVIEW_SHARE = 0.36
"""Of the pane's height, at most: what is changed must be in sight too."""


class Pane(QWidget):
    """Signals:
    changed: (Settings) something counts from now on. closed: the user is done, and everything is written.
    """

    changed = Signal(object)
    closed = Signal()

    def __init__(
        self,
        changes: Changes,
        language: Language,
        scale: Scale,
        *,
        preview: Preview | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`preview`: what stands above the calibration, told of every change."""
        super().__init__(parent)
        self._changes, self._language, self._scale = changes, language, scale
        self._preview = preview
        self._rows: list[Row] = []
        self._groups: dict[str, list[QWidget]] = {}
        self._later = QTimer(self, singleShot=True)
        self._later.setInterval(SAVE_MS)
        self._later.timeout.connect(self.save)
        self.setObjectName("pane")
        self.setWindowTitle(say(texts.SETTINGS))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setStyleSheet(sheet(scale, PALETTES[changes.settings.screen.palette]))
        self._sections = self._list()
        self._search = QLineEdit()
        self._undo = QPushButton(say(texts.UNDO))
        self._note = QLabel()
        self._area = QScrollArea()
        self._build()
        self._fill()
        self._sections.setCurrentRow(0)
        self._show()
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self.undo)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._search.setFocus)

    # -- building ------------------------------------------------------------------------------------------------------

    def _list(self) -> QListWidget:
        made = QListWidget()
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.installEventFilter(self)
        return made

    def _build(self) -> None:
        px = self._scale.px
        self._search.setPlaceholderText(say(texts.SEARCH))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(lambda text: self._show())
        self._search.installEventFilter(self)
        self._undo.clicked.connect(self.undo)
        self._undo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        done = QPushButton(say(texts.DONE))
        done.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        done.clicked.connect(self.leave)
        heading = _label(say(texts.SETTINGS), "heading")
        head = QHBoxLayout()
        head.setSpacing(px(0.5))
        head.addWidget(heading)
        head.addWidget(self._search, 1)
        head.addWidget(self._undo)
        head.addWidget(done)
        page = QWidget()
        page.setObjectName("page")
        self._page = QVBoxLayout(page)
        self._page.setContentsMargins(0, 0, px(0.5), px(0.5))
        self._page.setSpacing(px(0.45))
        self._area.setWidget(page)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.verticalScrollBar().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        middle = QHBoxLayout()
        middle.setSpacing(px(0.8))
        middle.addWidget(self._sections)
        right = QVBoxLayout()
        right.setSpacing(px(0.5))
        if self._preview is not None:
            right.addWidget(self._preview)
        right.addWidget(self._area, 1)
        middle.addLayout(right, 1)
        self._note.setObjectName("note")
        self._note.setWordWrap(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(1), px(0.9), px(1), px(0.7))
        whole.setSpacing(px(0.7))
        whole.addLayout(head)
        whole.addLayout(middle, 1)
        whole.addWidget(self._note)

    def _fill(self) -> None:
        settings = self._changes.settings
        palette = PALETTES[settings.screen.palette]
        for entry in schema():
            if entry.section not in self._groups:
                about = _label(self._language(str(section_model(entry.section).__doc__)), "about")
                about.setWordWrap(True)
                group: list[QWidget] = [_label(self._language(entry.heading), "group"), about]
                self._groups[entry.section] = group
                for widget in group:
                    self._page.addWidget(widget)
                self._sections.addItem(self._language(entry.heading))
            row = Row(entry, self._language, palette, self._scale, settings.general.units)
            row.wanted.connect(self._wanted)
            row.reset.connect(self._reset)
            row.moved.connect(self._move)
            row.left.connect(self._out)
            row.reached.connect(self._reached)
            self._rows.append(row)
            self._groups[entry.section].append(row)
            self._page.addWidget(row)
        self._nothing = _label(say(texts.NOTHING), "about")
        self._page.addWidget(self._nothing)
        self._page.addStretch(1)
        self._sections.currentRowChanged.connect(lambda at: self._chosen())
        for row in self._rows:
            row.in_units(settings.general.units)
        self._refresh()
        self.ensurePolished()
        # the scroll bar of a list that is taller than the screen takes its room beside the words
        wide = self._sections.sizeHintForColumn(0) + 2 * self._sections.frameWidth() + self._scale.px(1.0)
        self._sections.setFixedWidth(wide)

    # -- what is seen --------------------------------------------------------------------------------------------------

    def _chosen(self) -> None:
        if self._search.text():
            self._search.clear()
        else:
            self._show()

    def _show(self) -> None:
        """The rows of the section, or of all sections those that the search finds."""
        wanted = self._search.text().casefold().split()
        section = list(self._groups)[max(self._sections.currentRow(), 0)]
        found = 0
        for name, group in self._groups.items():
            rows = [widget for widget in group if isinstance(widget, Row)]
            hits = [row for row in rows if all(word in row.words for word in wanted)] if wanted else rows * (name == section)
            for widget in group:
                is_row, is_title = isinstance(widget, Row), widget.objectName() == "group"
                widget.setVisible(widget in hits if is_row else bool(hits) and (is_title or not wanted))
            found += len(hits)
        self._nothing.setVisible(not found)
        if self._preview is not None:
            self._preview.setVisible(section == "calibration" and not wanted)
        self._area.verticalScrollBar().setValue(0)

    def _shown(self) -> list[Row]:
        return [row for row in self._rows if not row.isHidden()]

    def _refresh(self) -> None:
        settings = self._changes.settings
        for row in self._rows:
            row.put(row.entry.of(settings))
        self._undo.setEnabled(bool(self._changes.undoable))
        if self._preview is not None:
            self._preview.put(settings)
        self._tell()

    def _tell(self, trouble: str = "") -> None:
        self._note.setObjectName("trouble" if trouble else "note")
        self._note.setText(trouble or say(texts.KEYS))
        self._note.style().polish(self._note)

    # -- what the user does --------------------------------------------------------------------------------------------

    def _wanted(self, name: str, value: Any) -> None:
        if name == "kiosk.pin" and value == "ask":
            self._ask_pin(name)
            return
        self._try(lambda: self._changes.set(name, value))

    def _reset(self, name: str) -> None:
        self._try(lambda: self._changes.reset(name))

    def undo(self) -> None:
        """Take the last change back."""
        self._try(lambda: bool(self._changes.undo()))

    def _try(self, change: Callable[[], bool]) -> None:
        try:
            if not change():
                return
        except SettingsError as error:
            self._refresh()
            self._tell(self._language(str(error)))
            return
        units = self._changes.settings.general.units
        for row in self._rows:
            row.in_units(units)
        self._refresh()
        self._later.start()
        self.changed.emit(self._changes.settings)

    def save(self) -> None:
        """Write what has changed; what stands in the way is said."""
        self._later.stop()
        try:
            self._changes.save()
        except SettingsError as error:
            self._tell(self._language(str(error)))

    def _ask_pin(self, name: str) -> None:
        pad = PinPad(say(texts.NEW_PIN), self._scale, PALETTES[self._changes.settings.screen.palette], self)
        pad.hashed.connect(lambda hashed: self._try(lambda: self._changes.set(name, hashed)))
        pad.open_over(self)

    @property
    def section(self) -> int:
        """Which section is open."""
        return self._sections.currentRow()

    def begin(self, section: int = 0) -> None:
        """Open this section and take the keys."""
        self._sections.setCurrentRow(section)
        self._sections.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Write everything and tell that the user is done."""
        self.save()
        self.closed.emit()

    # -- keys ----------------------------------------------------------------------------------------------------------

    def _move(self, by: int) -> None:
        shown = self._shown()
        focused = self.focusWidget()
        at = shown.index(focused) if isinstance(focused, Row) and focused in shown else -1
        if at + by < 0:
            self._search.setFocus(Qt.FocusReason.OtherFocusReason)
        elif at + by < len(shown):
            shown[at + by].setFocus(Qt.FocusReason.OtherFocusReason)

    def _reached(self, row: QWidget) -> None:
        self._area.ensureWidgetVisible(row, 0, self._scale.px(1))

    def _out(self) -> None:
        self._sections.setFocus(Qt.FocusReason.OtherFocusReason)

    def _into(self) -> None:
        if shown := self._shown():
            shown[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys in the list of sections and in the search box."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key = Qt.Key(event.key())
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select)
        escape = key in (Qt.Key.Key_Escape, Qt.Key.Key_Back)
        if watched is self._sections:
            if enter or key == Qt.Key.Key_Right:
                self._into()
            elif escape:
                self.leave()
            elif key == Qt.Key.Key_Up and self._sections.currentRow() == 0:
                self._search.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                return False
            return True
        if watched is self._search:
            if enter or key == Qt.Key.Key_Down:
                self._into() if self._search.text() else self._out()
            elif escape:
                self._search.clear()
                self._out()
            else:
                return False
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Whatever has the focus, Esc leads out; nothing of the settings reaches the mirror behind them."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Back):
            self._out()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(*PALETTES[self._changes.settings.screen.palette].ink))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._preview is not None:
            room = self.width() - self._sections.width() - self._scale.px(3.5)
            self._preview.setFixedHeight(round(min(room / ASPECT, self.height() * PREVIEW_SHARE)))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.save()
        super().closeEvent(event)

    @property
    def settings(self) -> Settings:
        """As they are with every change."""
        return self._changes.settings


def _label(text: str, name: str) -> QLabel:
    made = QLabel(text)
    made.setObjectName(name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setIndent(0)
    return made
