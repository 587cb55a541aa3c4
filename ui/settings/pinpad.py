"""PinPad: digits on the screen, for touch, for a remote (arrows and Enter), and for a keyboard."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from mirror.errors import WorldError
from mirror.preferences.pins import FORM, hash_pin
from ui.settings import texts
from ui.settings.style import Scale, sheet
from ui.settings.texts import say
from ui.theme import Palette

LONGEST = 12
KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "⌫", "0", "OK")
COLUMNS = 3
LOOK_MS = 40
"""Between two looks for the answer."""


class PinPad(QWidget):
    """A sheet over its parent that asks for a PIN.

    A PIN is hashed or checked in a thread of its own: that takes a fifth of a second, by intention.

    Signals:
        hashed: (hash) of the PIN that was typed, where nothing checks it. right: the check found it right.
        left: the user does not want to.
    """

    hashed = Signal(str)
    right = Signal()
    left = Signal()

    def __init__(
        self,
        question: str,
        scale: Scale,
        palette: Palette,
        parent: QWidget,
        check: Callable[[str], None] | None = None,
        language: Callable[[str], str] = str,
    ) -> None:
        """`check` returns where the PIN is right and raises a WorldError where it is not, which `language` turns over; None: any
        PIN will do."""
        super().__init__(parent)
        self._check = check
        self._say = language
        self._digits = ""
        self._back: QWidget | None = None
        self._ground = QColor(*palette.ink)
        self.setObjectName("pane")
        self.setStyleSheet(sheet(scale, palette))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._dots = QLabel("–")
        self._dots.setObjectName("heading")
        self._words = QLabel(question)
        self._keys: list[QPushButton] = []
        self._build(scale)

    def _build(self, scale: Scale) -> None:
        px = scale.px
        for label in (self._words, self._dots):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        grid = QGridLayout()
        grid.setSpacing(px(0.4))
        for i, name in enumerate(KEYS):
            key = QPushButton(name)
            key.setFixedSize(px(4.2), px(2.6))
            key.setAccessibleName(say(texts.DELETE) if name == "⌫" else name)
            key.clicked.connect(lambda checked=False, name=name: self._press(name))
            key.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._keys.append(key)
            grid.addWidget(key, i // COLUMNS, i % COLUMNS)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addLayout(grid)
        across.addStretch(1)
        cancel = QPushButton(say(texts.CANCEL))
        cancel.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cancel.clicked.connect(self._leave)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(cancel)
        below.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(1), px(1), px(1), px(1))
        box.setSpacing(px(0.8))
        box.addStretch(1)
        box.addWidget(self._words)
        box.addWidget(self._dots)
        box.addLayout(across)
        box.addLayout(below)
        box.addStretch(1)
        self._at = 4
        self._mark()
        # a plain queue: an object of Qt in the other thread could die there while its signal is under way
        self._answers: queue.SimpleQueue[tuple[str, str]] = queue.SimpleQueue()
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._collect)

    def open_over(self, back: QWidget) -> None:
        """Cover the parent; the focus returns to `back` afterwards."""
        self._back = back.focusWidget() or back
        over = self.parentWidget()
        if over is not None:
            self.setGeometry(over.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = Qt.Key(event.key()), event.text()
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -COLUMNS, Qt.Key.Key_Down: COLUMNS}
        if text and text in "0123456789":
            self._press(text)
        elif key in moves:
            self._at = self._at + moves[key] if 0 <= self._at + moves[key] < len(KEYS) else self._at
            self._mark()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select):
            # whoever types digits means OK; whoever walks with arrows means the key that is marked
            self._press(KEYS[self._at] if self._walked else "OK")
        elif key == Qt.Key.Key_Backspace:
            self._press("⌫")
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Back):
            self._leave()
        self._walked = key in moves or (self._walked and not text.isdecimal())
        event.accept()

    _walked = False

    def _mark(self) -> None:
        for i, key in enumerate(self._keys):
            key.setDefault(False)
            key.setStyleSheet("border-width: 3px; border-color: palette(bright-text);" if i == self._at else "")

    def _press(self, name: str) -> None:
        if name == "⌫":
            self._digits = self._digits[:-1]
        elif name != "OK":
            self._digits = (self._digits + name)[:LONGEST]
        elif self._digits:
            self._submit()
            return
        self._show()

    def _show(self) -> None:
        self._dots.setText("●" * len(self._digits) or "–")

    def _submit(self) -> None:
        pin, self._digits = self._digits, ""
        self._show()
        if self._check is None and not FORM.fullmatch(pin):
            self._words.setText(say(texts.PIN_FORM))
            return
        self.setEnabled(False)
        threading.Thread(target=_work, args=(pin, self._check, self._answers), name="pin", daemon=True).start()
        self._look.start()

    def _collect(self) -> None:
        try:
            hashed, trouble = self._answers.get_nowait()
        except queue.Empty:
            return
        self._look.stop()
        self.setEnabled(True)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if trouble:
            self._words.setText(self._say(trouble))
            return
        self._close()
        if hashed:
            self.hashed.emit(hashed)
        else:
            self.right.emit()

    def _leave(self) -> None:
        self._close()
        self.left.emit()

    def _close(self) -> None:
        self.hide()
        # given up with the pad: were it the last one to hold its parent, that would be taken apart in the pad's own destructor
        back, self._back = self._back, None
        if back is not None:
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._ground)
        painter.end()


def _work(pin: str, check: Callable[[str], None] | None, answers: queue.SimpleQueue[tuple[str, str]]) -> None:
    """In a thread of its own: the hash, or nothing and what the check says."""
    hashed = trouble = ""
    try:
        if check is None:
            hashed = hash_pin(pin)
        else:
            check(pin)
    except WorldError as error:
        trouble = str(error)
    answers.put((hashed, trouble))
