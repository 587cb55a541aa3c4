"""Row: one setting: its name, its control, what it does, and the way back to the default."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from mirror.language import Language
from mirror.preferences.listing import overridden
from mirror.settings import Setting
from ui.settings import texts
from ui.settings.controls import Range, Words, control_for
from ui.settings.style import Scale
from ui.settings.texts import say
from ui.theme import Palette

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_Plus: 1}


class Row(QFrame):
    """Attributes:
        entry: its setting. words: all that it says, for the search.
    Signals:
        wanted: (name, value) the user wants this. reset: (name) the default. moved: (1 or -1) to the next row.
        left: the user wants out of the rows. reached: it has the focus.
    """

    wanted = Signal(str, object)
    reset = Signal(str)
    moved = Signal(int)
    left = Signal()
    reached = Signal(QWidget)

    def __init__(self, entry: Setting, language: Language, palette: Palette, scale: Scale, units: str) -> None:
        super().__init__()
        self.entry = entry
        self.setObjectName("row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        title, description = language(entry.title), language(entry.description)
        self.words = f"{title} {description} {entry.title} {entry.name} {language(entry.heading)}".casefold()
        self._control = control_for(entry, palette, scale, units)
        self._control.edited.connect(lambda value: self.wanted.emit(entry.name, value))
        self._back = QPushButton(say(texts.DEFAULT))
        self._back.setObjectName("small")
        self._back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._back.clicked.connect(lambda: self.reset.emit(entry.name))
        policy = self._back.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._back.setSizePolicy(policy)
        self.setAccessibleName(title)
        self.setAccessibleDescription(description)
        self._build(title, description, scale)
        if overridden(entry):
            self._control.setEnabled(False)
            self._back.hide()

    def _build(self, title: str, description: str, scale: Scale) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(scale.px(0.8), scale.px(0.5), scale.px(0.8), scale.px(0.55))
        box.setSpacing(scale.px(0.3))
        head = QHBoxLayout()
        head.setSpacing(scale.px(0.5))
        head.addWidget(_label(title, "title"), 1)
        head.addWidget(self._back)
        if not self.entry.live:
            head.addWidget(_label(say(texts.RESTART), "restart"))
        box.addLayout(head)
        box.addWidget(self._control)
        words = _label(description, "description")
        words.setWordWrap(True)
        box.addWidget(words)
        if overridden(self.entry):
            box.addWidget(_label(say(texts.SET_BY, name=self.entry.variable), "description"))

    def put(self, value: Any) -> None:
        """Show this value."""
        self._control.put(value)
        self._back.setVisible(value != self.entry.default and not overridden(self.entry))

    def in_units(self, units: str) -> None:
        """Lengths in these units."""
        if isinstance(self._control, Range):
            self._control.in_units(units)
            self._control.measure()

    @property
    def typing(self) -> bool:
        """Whether keys go into its line of text."""
        return isinstance(self._control, Words) and self._control.typing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go on, left and right change, Enter opens, Delete takes the default, Esc leaves."""
        key = Qt.Key(event.key())
        usable = self._control.isEnabled()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in STEPS and usable:
            self._control.step(STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select) and usable:
            self._control.activate()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and usable:
            self.reset.emit(self.entry.name)
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Back):
            if self.typing:
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.reached.emit(self)


def _label(text: str, name: str) -> QLabel:
    made = QLabel(text)
    made.setObjectName(name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made
