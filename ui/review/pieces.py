"""Pieces that every page is made of: labels, figures, buttons, an empty state."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

WORDS_PX = 540
"""As wide as a line of words is read with ease."""


def label(text: str = "", name: str = "", wrap: bool = False) -> QLabel:
    """Plain text; `name`: what the style sheet knows it by (title, heading, muted, figure, trouble)."""
    made = QLabel(text)
    if name:
        made.setObjectName(name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    return made


def button(text: str, act: Callable[[], None], tip: str = "") -> QPushButton:
    """A button; `tip` says its key, too."""
    made = QPushButton(text)
    made.setToolTip(tip)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    made.clicked.connect(lambda checked=False: act())
    return made


def row(*widgets: QWidget | int, spacing: int = 8) -> QHBoxLayout:
    """Widgets side by side; a number is a stretch."""
    box = QHBoxLayout()
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    for widget in widgets:
        if isinstance(widget, int):
            box.addStretch(widget)
        else:
            box.addWidget(widget)
    return box


class Figure(QFrame):
    """A number with what it is, on a card."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self._value = label("–", "figure")
        self._title = title
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 8, 14, 9)
        box.setSpacing(0)
        box.addWidget(self._value)
        box.addWidget(label(title, "muted"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def put(self, text: str, tip: str = "") -> None:
        """Show this."""
        self._value.setText(text)
        self.setToolTip(tip)
        self.setAccessibleName(f"{self._title}: {text}")


def row_of(figures: Iterable[Figure]) -> QHBoxLayout:
    """Side by side, as every page has them under its title."""
    row = QHBoxLayout()
    row.setSpacing(10)
    for figure in figures:
        row.addWidget(figure)
    return row


class Empty(QWidget):
    """What stands where there is nothing to show: what that means, and what to do."""

    def __init__(self, title: str, words: str, *actions: QPushButton) -> None:
        super().__init__()
        self.setObjectName("page")
        box = QVBoxLayout(self)
        box.addStretch(2)
        self._title = label(title, "title")
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._words = label(words, "muted", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self._title)
        box.addLayout(row(1, self._words, 1))
        self._words.setFixedWidth(WORDS_PX)
        if actions:
            box.addSpacing(10)
            box.addLayout(row(1, *actions, 1))
        box.addStretch(3)

    def put(self, title: str, words: str) -> None:
        """Say this."""
        self._title.setText(title)
        self._words.setText(words)
