"""The plot that curves lie in: its axes, its zoom, and where the pointer is. pyqtgraph does the work."""

from __future__ import annotations

import math
from typing import Any, Literal

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtWidgets import QGraphicsSceneWheelEvent

from ui.review.plots.names import clock, number, unit_word
from ui.review.style import DeskTheme, qcolor
from ui.theme import Weight, font

Mode = Literal["time", "repetition"]
_SECONDS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0)
_SHARES = (1.0, 2.0, 5.0, 10.0, 25.0, 50.0, 100.0)
_TICK_PX, _LINE_PX = 62.0, 36.0
"""Ticks are at least so far apart, along x and along y."""
LEFT_PX = 56
"""Width of the left axis: the same in every plot, so that what stands above each other lines up."""


class PhaseAxis(pg.AxisItem):  # type: ignore[misc]
    """The lower axis: minutes and seconds from the set's start (`origin`, the run's time), or per cent of the repetition."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.origin = 0.0
        self.mode: Mode = "time"

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        wanted = (high - low) / max(size / _TICK_PX, 1.0)
        steps = _SECONDS if self.mode == "time" else _SHARES
        major = next((step for step in steps if step >= wanted), steps[-1])
        return [(major, 0.0)]

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        origin = self.origin if self.mode == "time" else 0.0
        found = super().tickValues(low - origin, high - origin, size)
        return [(spacing, [float(value) + origin for value in values]) for spacing, values in found]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        if self.mode == "repetition":
            return [f"{number(value, 0)} %" for value in values]
        return [clock(value - self.origin, tenths=spacing < 1.0) for value in values]


class AmountAxis(pg.AxisItem):  # type: ignore[misc]
    """The left axis, in the user's number format."""

    def __init__(self) -> None:
        super().__init__("left")
        self._sign = ""

    def show_unit(self, unit: str) -> None:
        """Degrees stand at every tick, torsos beside the axis."""
        self._sign = "°" if unit == "deg" else ""
        self.setLabel("" if unit in ("deg", "") else unit_word(unit))
        self.showLabel(unit not in ("deg", ""))

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        wanted = (high - low) / max(size / _LINE_PX, 1.0)
        scale = 10.0 ** math.floor(math.log10(max(wanted, 1e-6)))
        return [(next(step * scale for step in (1.0, 2.0, 3.0, 5.0, 10.0) if step * scale >= wanted * 0.999), 0.0)]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        places = 0 if spacing >= 1 else 1 if spacing >= 0.1 else 2
        return [number(value, places) + self._sign for value in values]


class _Box(pg.ViewBox):  # type: ignore[misc]
    """Zooms along x with Ctrl and the wheel; the bare wheel is left to whoever scrolls the page."""

    def wheelEvent(self, event: QGraphicsSceneWheelEvent, axis: int | None = None) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event, axis)
        else:
            event.ignore()


class Plot(pg.PlotWidget):  # type: ignore[misc]
    """A plot without menus and buttons of its own.

    Signals:
        pointed(QPointF): the pointer is at this place, data coordinates. left(): it is gone. clicked(QPointF).
    """

    pointed = Signal(QPointF)
    left = Signal()
    clicked = Signal(QPointF)

    def __init__(self, theme: DeskTheme) -> None:
        self.below, self.beside = PhaseAxis(), AmountAxis()
        self.box = _Box(enableMenu=False)
        super().__init__(viewBox=self.box, axisItems={"bottom": self.below, "left": self.beside})
        self.hideButtons()
        self.setMenuEnabled(False)
        self.setMouseEnabled(x=True, y=False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.beside.setWidth(LEFT_PX)
        for axis in (self.below, self.beside):
            axis.enableAutoSIPrefix(False)
            axis.setStyle(tickLength=-4, autoExpandTextSpace=False)
        self.scene().sigMouseMoved.connect(self._moved)
        self.scene().sigMouseClicked.connect(self._clicked)
        self.viewport().installEventFilter(self)
        self.set_theme(theme)

    def set_theme(self, theme: DeskTheme) -> None:
        """Its colours and sizes from now on."""
        self.setBackground(qcolor(theme.panel))
        for axis in (self.below, self.beside):
            axis.setPen(pg.mkPen(qcolor(theme.line)))
            axis.setTextPen(pg.mkPen(qcolor(theme.muted)))
            axis.setTickFont(font(theme.small, Weight.REGULAR))
            axis.label.setFont(font(theme.small, Weight.REGULAR))
        self.showGrid(x=False, y=True, alpha=0.5 if theme.dark else 0.6)

    def focused(self, theme: DeskTheme, has: bool) -> None:
        """Shows that keys go to it."""
        self.box.setBorder(pg.mkPen(qcolor(theme.accent), width=2) if has else pg.mkPen(qcolor(theme.line)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.left.emit()
        return bool(super().eventFilter(watched, event))

    def _moved(self, place: QPointF) -> None:
        if self.box.sceneBoundingRect().contains(place):
            self.pointed.emit(self.box.mapSceneToView(place))
        else:
            self.left.emit()

    def _clicked(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.box.sceneBoundingRect().contains(event.scenePos()):
            self.clicked.emit(self.box.mapSceneToView(event.scenePos()))
