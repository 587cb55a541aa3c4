"""The controls over a curve: which measure, over what, both sides or one, zoom, and the read-out."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.review.plots import texts
from ui.review.plots.names import title_of
from ui.review.plots.texts import say

NARROW_PX = 520
"""Under this width the read-out has a line of its own."""


class Bar(QWidget):
    """Signals:
    measure_changed(): another measure is wanted. sides_changed(): both sides or one. mode_wanted(str): "time" or "repetition".
    zoom_wanted(int): 1 in, -1 out, 0 all.
    """

    measure_changed = Signal()
    sides_changed = Signal()
    mode_wanted = Signal(str)
    zoom_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = QComboBox()
        self.choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.choice.setMinimumContentsLength(10)
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setAccessibleName(say(texts.MEASURE))
        self.choice.setMaxVisibleItems(24)
        self.choice.currentIndexChanged.connect(lambda _: self.measure_changed.emit())
        self.over_time = button(texts.OVER_TIME, texts.OVER_TIME_TIP, checkable=True)
        self.overlaid = button(texts.OVERLAID, texts.OVERLAID_TIP, checkable=True)
        self.over_time.setChecked(True)
        group = QButtonGroup(self)
        for one, mode in ((self.over_time, "time"), (self.overlaid, "repetition")):
            group.addButton(one)
            one.clicked.connect(lambda _=False, mode=mode: self.mode_wanted.emit(mode))
        self.both = button(texts.OTHER_SIDE, texts.OTHER_SIDE_TIP, checkable=True)
        self.both.setChecked(True)
        self.both.toggled.connect(lambda _: self.sides_changed.emit())
        self._said = ""
        self._label = QLabel()
        self._label.setObjectName("muted")
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._lay_out()

    def _lay_out(self) -> None:
        first, self._second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.choice, 1)
        first.addWidget(self.over_time)
        first.addWidget(self.overlaid)
        self._second.addWidget(self.both)
        self._second.addWidget(self._label, 1)
        self._second.addStretch(0)
        for text, tip, way in (("−", texts.ZOOM_OUT, -1), ("+", texts.ZOOM_IN, 1), ("↔", texts.SHOW_ALL, 0)):
            small = button(text, tip)
            small.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            small.clicked.connect(lambda _=False, way=way: self.zoom_wanted.emit(way))
            self._second.addWidget(small)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        for layout in (first, self._second, self._whole):
            layout.setSpacing(6)
        self._whole.addLayout(first)
        self._whole.addLayout(self._second)

    @property
    def measure(self) -> str:
        """The chosen measure's name, "" for none."""
        return str(self.choice.currentData() or "")

    def offer(self, names: list[str], chosen: str) -> None:
        """The measures to choose from; `chosen` stays so where it is among them."""
        with QSignalBlocker(self.choice):
            self.choice.clear()
            for name in names:
                self.choice.addItem(title_of(name), name)
            if chosen in names:
                self.choice.setCurrentIndex(names.index(chosen))
        self.choice.setEnabled(len(names) > 1)

    def choose(self, name: str) -> bool:
        """This measure is chosen, unsignalled; False where it is not offered."""
        at = self.choice.findData(name)
        if at < 0:
            return False
        with QSignalBlocker(self.choice):
            self.choice.setCurrentIndex(at)
        return True

    @property
    def said(self) -> str:
        """The whole read-out."""
        return self._said

    def say(self, words: str) -> None:
        """The read-out; what does not fit is in its tooltip."""
        self._said = words
        self._label.setToolTip(words)
        room = max(self._label.width(), 40)
        self._label.setText(self._label.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        below = self._whole.indexOf(self._label) >= 0
        if (event.size().width() < NARROW_PX) != below:
            (self._whole if below else self._second).removeWidget(self._label)
            if below:
                self._second.insertWidget(1, self._label, 1)
            else:
                self._whole.addWidget(self._label)
        self._whole.activate()
        self.say(self._said)


def button(text: object, tip: object, *, checkable: bool = False) -> QToolButton:
    """A small button; its tooltip is what a screen reader says too."""
    made = QToolButton()
    made.setText(say(text))
    made.setToolTip(say(tip))
    made.setAccessibleName(say(tip))
    made.setCheckable(checkable)
    return made
