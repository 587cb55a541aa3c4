"""Controls of the settings: one kind for each kind of value. Each tells when the user changed it and can be stepped by keys."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QSlider, QVBoxLayout, QWidget

from mirror.settings import Setting
from ui.settings import texts
from ui.settings.style import Scale
from ui.settings.texts import say
from ui.settings.values import named, shown
from ui.theme import Palette

TYPED_MS = 700
"""How long nobody types before what is typed counts."""
SMALLEST_STEPS = 20


class Control(QWidget):
    """Attributes:
        entry: the setting that it shows.
    Signals:
        edited: the user wants this value.
    """

    edited = Signal(object)

    def __init__(self, entry: Setting) -> None:
        super().__init__()
        self.entry = entry
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def put(self, value: Any) -> None:
        """Show a value without telling anybody."""
        raise NotImplementedError

    def step(self, by: int) -> None:
        """One step up (1) or down (-1), where the value has steps."""

    def activate(self) -> None:
        """What Enter does: begin to type, open the list, turn over."""


def control_for(entry: Setting, palette: Palette, scale: Scale, units: str) -> Control:
    """The control that fits the setting's kind."""
    match entry.kind:
        case "switch":
            return Switch(entry, palette, scale)
        case "choice":
            return Choice(entry)
        case "whole" | "number":
            return Range(entry, units)
        case "secret":
            return Secret(entry)
        case _:
            return Words(entry)


class Switch(Control):
    """On or off: a lozenge with a knob, and the word beside it."""

    def __init__(self, entry: Setting, palette: Palette, scale: Scale) -> None:
        super().__init__(entry)
        self._on = False
        self._palette = palette
        self._height = scale.px(1.5)
        self._word = QLabel()
        self._word.setObjectName("value")
        box = QHBoxLayout(self)
        box.setContentsMargins(round(self._height * 2.1), 0, 0, 0)
        box.addWidget(self._word)
        self.setMinimumHeight(self._height)

    def put(self, value: Any) -> None:
        self._on = bool(value)
        self._word.setText(shown(self.entry, self._on))
        self.update()

    def step(self, by: int) -> None:
        if (by > 0) != self._on:
            self.activate()

    def activate(self) -> None:
        self.edited.emit(not self._on)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.activate()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = float(self._height)
        top = (self.height() - height) / 2
        palette = self._palette
        ground = palette.good if self._on else palette.faint
        if not self.isEnabled():
            painter.setOpacity(0.4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(*ground))
        painter.drawRoundedRect(QRectF(0, top, height * 1.8, height), height / 2, height / 2)
        painter.setBrush(QColor(*palette.ink))
        knob = height * 0.72
        left = height * 1.8 - knob - height * 0.14 if self._on else height * 0.14
        painter.drawEllipse(QRectF(left, top + (height - knob) / 2, knob, knob))
        painter.end()


class DropDown(QComboBox):
    """A combo box with an arrow that a style sheet cannot draw without a picture."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self.fontMetrics().height() * 0.22
        middle = QPointF(self.width() - 3.6 * size, self.height() / 2)
        painter.setPen(QPen(self.palette().text().color(), max(1.5, size * 0.3)))
        ends = [middle + QPointF(-size, -size / 2), middle + QPointF(0, size / 2), middle + QPointF(size, -size / 2)]
        painter.drawPolyline(QPolygonF(ends))
        painter.end()


class Choice(Control):
    """One of a few: a list that drops down; the arrow keys step through it where it stands."""

    def __init__(self, entry: Setting) -> None:
        super().__init__(entry)
        self._box = DropDown()
        for choice in entry.choices:
            self._box.addItem(named(choice), choice)
        self._box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._box.installEventFilter(_Unscrolled(self))
        self._box.activated.connect(lambda at: self.edited.emit(entry.choices[at]))
        _alone(self, self._box)

    def put(self, value: Any) -> None:
        self._box.setCurrentIndex(self.entry.choices.index(value))

    def step(self, by: int) -> None:
        at = self._box.currentIndex() + by
        if 0 <= at < len(self.entry.choices):
            self.edited.emit(self.entry.choices[at])

    def activate(self) -> None:
        self._box.showPopup()


class Range(Control):
    """A number between two others: a slider and the value in words."""

    def __init__(self, entry: Setting, units: str) -> None:
        super().__init__(entry)
        assert entry.low is not None
        assert entry.high is not None
        self._low, self._step = float(entry.low), float(entry.step)
        self._units = units
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, round((float(entry.high) - self._low) / self._step))
        self._slider.setPageStep(max(1, self._slider.maximum() // SMALLEST_STEPS))
        self._slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._slider.installEventFilter(_Unscrolled(self))
        self._slider.valueChanged.connect(self._slid)
        self._word = QLabel()
        self._word.setObjectName("value")
        self._word.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._slider, 1)
        box.addWidget(self._word)

    def measure(self) -> None:
        """Room for the longest value, so that the slider does not jump while it moves."""
        metrics = self._word.fontMetrics()
        values = (self.entry.low, self.entry.high, self.entry.default)
        self._word.setMinimumWidth(max(metrics.horizontalAdvance(shown(self.entry, v, self._units)) for v in values) + 8)

    def put(self, value: Any) -> None:
        self._slider.blockSignals(True)
        self._slider.setValue(round((float(value) - self._low) / self._step))
        self._slider.blockSignals(False)
        self._word.setText(shown(self.entry, value, self._units))

    def in_units(self, units: str) -> None:
        """Show lengths in these units from now on."""
        self._units = units

    def step(self, by: int) -> None:
        # a long way is walked in larger steps: nobody presses a key six hundred times
        self._slider.setValue(self._slider.value() + by * max(1, self._slider.maximum() // 100))

    def _slid(self, at: int) -> None:
        value = round(self._low + at * self._step, 6)
        self.edited.emit(round(value) if self.entry.kind == "whole" else value)


class Words(Control):
    """Words, with those that are often wanted in a list to choose from."""

    def __init__(self, entry: Setting) -> None:
        super().__init__(entry)
        self._value = ""
        self._box: QComboBox | None = None
        if entry.suggestions:
            self._box = DropDown()
            self._box.setEditable(True)
            self._box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            self._box.addItems(list(entry.suggestions))
            self._box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._box.installEventFilter(_Unscrolled(self))
            self._box.activated.connect(lambda at: self._tell())
        line = QLineEdit() if self._box is None else self._box.lineEdit()
        assert line is not None
        self._line = line
        line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        line.setMaxLength(500)
        self._late = QTimer(self, singleShot=True)
        self._late.setInterval(TYPED_MS)
        self._late.timeout.connect(self._tell)
        line.textEdited.connect(lambda text: self._late.start())
        line.editingFinished.connect(self._tell)
        line.returnPressed.connect(self._leave)
        _alone(self, self._box or line)

    def put(self, value: Any) -> None:
        self._value = str(value)
        if self._line.text() != self._value:
            self._line.setText(self._value)
        self._line.setPlaceholderText(say(texts.AUTOMATIC))

    def step(self, by: int) -> None:
        known = self.entry.suggestions
        if known:
            at = known.index(self._value) if self._value in known else -1
            if 0 <= at + by < len(known):
                self.edited.emit(known[at + by])

    def activate(self) -> None:
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._line.selectAll()

    @property
    def typing(self) -> bool:
        """Whether keys go into the line."""
        return self._line.hasFocus()

    def _tell(self) -> None:
        self._late.stop()
        text = self._line.text().strip()
        if text != self._value:
            self.edited.emit(text)

    def _leave(self) -> None:
        self._tell()
        if (row := self.parentWidget()) is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)


class Secret(Control):
    """A PIN: set or not; pressing asks for a new one. `edited` tells "ask" or "": the pane knows how to ask."""

    def __init__(self, entry: Setting) -> None:
        super().__init__(entry)
        self._set = False
        self._ask = QPushButton()
        self._none = QPushButton(say(texts.REMOVE))
        for button in (self._ask, self._none):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._ask.clicked.connect(lambda: self.edited.emit("ask"))
        self._none.clicked.connect(lambda: self.edited.emit(""))
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._ask)
        box.addWidget(self._none)
        box.addStretch(1)

    def put(self, value: Any) -> None:
        self._set = bool(value)
        self._ask.setText(say(texts.CHANGE_PIN) if self._set else say(texts.SET_PIN))
        self._none.setVisible(self._set)

    def activate(self) -> None:
        self.edited.emit("ask")


class _Unscrolled(QObject):
    """Keeps the wheel for the page: whoever scrolls does not change what is under the pointer."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent):
            event.ignore()
            return True
        return False


def _alone(control: QWidget, child: QWidget) -> None:
    box = QVBoxLayout(control)
    box.setContentsMargins(0, 0, 0, 0)
    child.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    box.addWidget(child)
