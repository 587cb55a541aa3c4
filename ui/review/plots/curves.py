"""CurveView: one measure of a set, over the set's time or with its repetitions laid over each other."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from mirror.review.core import MeasureView, MistakeMark, RepetitionCurve, SetView
from ui.review.focus import Focusable
from ui.review.plots import legends, readout, texts
from ui.review.plots.axes import Mode, Plot
from ui.review.plots.bar import Bar
from ui.review.plots.layers import (
    HEAD_PX,
    Cursor,
    Ends,
    ErrorBand,
    Gaps,
    GoodBand,
    Layer,
    Line,
    Medians,
    Mistakes,
    Overlay,
    Repetitions,
)
from ui.review.plots.legend import Legend
from ui.review.plots.names import clock, number, side_of, side_word
from ui.review.plots.overlaid import of_seq, overlaid
from ui.review.plots.shapes import side_colour
from ui.review.plots.stretch import Stretch
from ui.review.plots.texts import say
from ui.review.plots.traces import EMPTY, covering, gaps, nearest_repetition, repetition_at, repetitions_of, span_of, trace_of
from ui.review.style import DeskTheme

ZOOM = 1.5
"""Of one press of plus or minus."""
LEAST_S = 0.5
"""The shortest stretch of time that is shown."""
AIR_PX = 22.0
"""At the ends of the x axis."""
LEAST_GAP_S = 0.2
"""Shorter gaps are only a break in the line."""
PICK_PX = 14.0
"""How near a curve a click has to be to mean it."""


class CurveView(Focusable):
    """The curves of a set's measures.

    Signals:
        repetition_chosen(int): the user chose this repetition (seq). moment_chosen(float): this moment (the run's seconds).
        measure_chosen(str): the user shows this measure now. mistake_chosen(MistakeMark | None): this mark was clicked, or none.
        stretch_shown(Stretch): which part of the time is shown, and where, whenever that changes.
    """

    repetition_chosen = Signal(int)
    moment_chosen = Signal(float)
    measure_chosen = Signal(str)
    mistake_chosen = Signal(object)
    stretch_shown = Signal(object)

    def __init__(self, theme: DeskTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: SetView | None = None
        self._chosen: int | None = None
        self._mode: Mode = "time"
        self._moment = math.nan
        self._all = (0.0, 1.0)
        """What `show_all` last showed, along x."""
        self._pointer = QPointF(math.nan, math.nan)
        self._plot = Plot(theme)
        self._repetitions, self._error, self._other_error = Repetitions(theme), ErrorBand(theme), ErrorBand(theme)
        self._gaps, self._line, self._other_line = Gaps(theme), Line(theme, 6), Line(theme, 5)
        self._marks, self._ends = Mistakes(theme), Ends(theme)
        self._cursor, self._under = Cursor(theme), Cursor(theme, pointer=True)
        self._band, self._overlay, self._medians = GoodBand(theme), Overlay(theme), Medians(theme)
        self._layers: tuple[Layer, ...] = (
            self._repetitions, self._error, self._other_error, self._gaps, self._line, self._other_line,
            self._marks, self._ends, self._cursor, self._under, self._band, self._overlay, self._medians,
        )  # fmt: skip
        for layer in self._layers:
            self._plot.addItem(layer, ignoreBounds=True)
        self._bar, self._legend, self._note = Bar(), Legend(theme), QLabel(self._plot)
        self._lay_out()
        self._plot.pointed.connect(self._point)
        self._plot.left.connect(self._leave)
        self._plot.clicked.connect(self._click)
        self._plot.box.sigResized.connect(self._resized)
        self._plot.box.sigXRangeChanged.connect(self._tell_stretch)
        self.setAccessibleName(say(texts.CURVES))
        self.setAccessibleDescription(say(texts.CURVE_HELP))
        self._plot.setToolTip("")
        self._plot.focused(theme, False)
        self._refresh()

    # -- what is asked of it ------------------------------------------------------------------------------------------

    def show_set(self, view: SetView | None, selected_seq: int | None = None) -> None:
        """Show this set (None: none); the measure stays the same where the set has it."""
        before = self.measure
        self._view, self._chosen = view, selected_seq
        self._pointer = QPointF(math.nan, math.nan)
        self._moment = math.nan
        self._bar.offer(list(view.measures) if view is not None else [], before)
        self._refresh()
        self.show_all()

    def select(self, seq: int | None) -> None:
        """This repetition is the chosen one (None: none); nothing is signalled."""
        if seq == self._chosen:
            return
        self._chosen = seq
        if self._marks.current is not None and self._marks.current.seq != seq:
            self._marks.current = None
        self._refresh()
        self._keep_in_sight()

    def show_moment(self, t: float) -> None:
        """Mark the moment that is shown elsewhere (run seconds; NaN: none), and keep it in sight."""
        self._moment = t
        self._cursor.move(self._place(t))
        (left, right), _ = self._plot.box.viewRange()
        if self._mode == "time" and math.isfinite(t) and not left <= t <= right:
            # what plays turns the page; what is sought stands in the middle
            share = 0.1 if right < t < 2 * right - left else 0.5
            self.show_stretch(t - share * (right - left), t + (1 - share) * (right - left))

    def show_mistake(self, mark: MistakeMark | None) -> None:
        """Ring this mark (None: none); nothing is signalled."""
        self._marks.current = mark
        self._marks.update()

    @property
    def stretch(self) -> Stretch:
        """Which part of the time lies between which columns of this view; where repetitions are overlaid, the whole set."""
        box = self._plot.box.sceneBoundingRect()
        left = self._plot.mapTo(self, self._plot.mapFromScene(box.topLeft())).x()
        right = self._plot.mapTo(self, self._plot.mapFromScene(box.topRight())).x()
        start, end = self._plot.box.viewRange()[0] if self._mode == "time" else self._aired(*self._set_time())
        return Stretch(start, end, left, right)

    def show_stretch(self, start: float, end: float) -> None:
        """Show this part of the time (the run's seconds), as far as the set has it; nothing where repetitions are overlaid."""
        if self._mode == "time":
            low, high = self._all
            long = min(max(end - start, LEAST_S), high - low)
            start = min(max(start, low), high - long)
            self._plot.box.setXRange(start, start + long, padding=0)

    @property
    def selected(self) -> int | None:
        """The chosen repetition's seq."""
        return self._chosen

    @property
    def mode(self) -> Mode:
        """Over the set's "time" or over the "repetition"."""
        return self._mode

    def set_mode(self, mode: Mode) -> None:
        """Over the set's "time" or over the "repetition"; a set without repetitions stays over time."""
        if mode == "repetition" and not self._has_repetitions:
            return
        self._mode = mode
        (self._bar.over_time if mode == "time" else self._bar.overlaid).setChecked(True)
        self._refresh()
        self.show_all()

    @property
    def measure(self) -> str:
        """The measure that is shown, "" for none."""
        return self._bar.measure

    def set_measure(self, name: str) -> None:
        """Show this measure; a name that the set does not have changes nothing."""
        if self._bar.choose(name):
            self._refresh()

    def set_theme(self, theme: DeskTheme) -> None:
        """Its colours and sizes from now on."""
        self._theme = theme
        for layer in self._layers:
            layer.theme = theme
        self._legend.set_theme(theme)
        self._plot.set_theme(theme)
        self._plot.focused(theme, self.hasFocus())
        self._refresh()

    def zoom(self, factor: float) -> None:
        """Show a stretch so many times shorter, around the chosen repetition or the middle."""
        (left, right), _ = self._plot.box.viewRange()
        middle = (left + right) / 2
        chosen = self._chosen_curve
        if chosen is not None and self._mode == "time" and left <= (chosen.start_t + chosen.end_t) / 2 <= right:
            middle = (chosen.start_t + chosen.end_t) / 2
        half = (right - left) / 2 / factor
        self._plot.box.setXRange(middle - half, middle + half, padding=0)

    def show_all(self) -> None:
        """The whole set, or the whole repetition."""
        low, high = self._aired(*((0.0, 100.0) if self._mode == "repetition" else self._set_time()))
        least = LEAST_S if self._mode == "time" else 5.0
        self._plot.box.setLimits(xMin=low, xMax=high, minXRange=min(least, high - low), maxXRange=high - low)
        self._plot.box.setXRange(low, high, padding=0)
        self._all = (low, high)
        self._fit_y()
        self._tell_stretch()

    def _aired(self, low: float, high: float) -> tuple[float, float]:
        """With air at both ends, and room for the words at the ends of the lines."""
        right = max(self._ends.room, AIR_PX)
        air = (high - low) / max(self._plot.box.width() - AIR_PX - right, 100.0)
        return low - AIR_PX * air, high + right * air

    def _tell_stretch(self) -> None:
        self.stretch_shown.emit(self.stretch)

    @property
    def readout(self) -> str:
        """What is said of the place under the pointer, or of the chosen repetition."""
        return self._bar.said

    @property
    def legend_words(self) -> tuple[str, ...]:
        """What the legend explains."""
        return self._legend.words

    # -- its pieces ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._note.setObjectName("empty")
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._note.setWordWrap(True)
        self._note.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(self._bar)
        whole.addWidget(self._plot, 1)
        whole.addWidget(self._legend)
        self._plot.setMinimumHeight(180)
        self._bar.measure_changed.connect(self._measure_changed)
        self._bar.sides_changed.connect(self._refresh)
        self._bar.mode_wanted.connect(self.set_mode)
        self._bar.zoom_wanted.connect(lambda way: self.zoom(ZOOM**way) if way else self.show_all())

    # -- what is drawn ------------------------------------------------------------------------------------------------

    @property
    def _measured(self) -> MeasureView | None:
        return self._view.measures.get(self.measure) if self._view is not None else None

    @property
    def _other(self) -> MeasureView | None:
        """The other side, where it is wanted and there."""
        measured = self._measured
        if measured is None or self._view is None or not self._bar.both.isChecked():
            return None
        return self._view.measures.get(measured.other_side) if measured.other_side else None

    @property
    def _has_repetitions(self) -> bool:
        return self._view is not None and any(measured.repetitions for measured in self._view.measures.values())

    @property
    def _chosen_curve(self) -> RepetitionCurve | None:
        return of_seq(self._measured, self._chosen)

    def _refresh(self) -> None:
        """Hand the layers what they draw and the words what they say."""
        measured = self._measured
        if self._mode == "repetition" and self._view is not None and not self._has_repetitions:
            self._mode = "time"
            self._bar.over_time.setChecked(True)
        over_time = self._mode == "time"
        self._bar.overlaid.setEnabled(self._has_repetitions)
        self._bar.overlaid.setToolTip(say(texts.OVERLAID_TIP if self._has_repetitions else texts.NO_REPETITIONS))
        self._bar.both.setVisible(measured is not None and bool(measured.other_side))
        for layer in (self._repetitions, self._error, self._other_error, self._gaps, self._line, self._other_line, self._marks):
            layer.setVisible(over_time)
        for layer in (self._band, self._overlay, self._medians):
            layer.setVisible(not over_time)
        self._over_the_time(measured)
        self._over_the_repetition(measured)
        below = self._plot.below
        below.mode = self._mode
        below.origin = self._view.start_t if self._view is not None else 0.0
        self._plot.beside.show_unit(measured.curve.unit if measured is not None else "")
        below.picture = self._plot.beside.picture = None
        self._cursor.move(self._place(self._moment))
        for layer in self._layers:
            layer.update()
        for axis in (below, self._plot.beside):
            axis.update()
        self._explain(measured)
        self._say()
        self._fit_y()

    def _over_the_time(self, measured: MeasureView | None) -> None:
        other = self._other
        for line, error, of in ((self._line, self._error, measured), (self._other_line, self._other_error, other)):
            trace = trace_of(of.curve) if of is not None else EMPTY
            line.trace = error.trace = trace
            line.side = error.side = side_of(of.curve.measure) if of is not None else ""
        self._repetitions.repetitions = repetitions_of(self._view)
        self._repetitions.chosen = self._chosen
        self._gaps.gaps = gaps(self._line.trace, LEAST_GAP_S)
        self._marks.marks = self._view.mistakes if self._view is not None else ()
        if self._mode == "time":
            self._ends.ends = [
                (side_word(line.side).capitalize(), side_colour(self._theme, line.side), line.trace.t, line.trace.values)
                for line in (self._line, self._other_line)
                if line.side and len(line.trace.t)
            ]

    def _over_the_repetition(self, measured: MeasureView | None) -> None:
        drawn = overlaid(self._theme, measured, self._other, self._chosen)
        self._overlay.repetitions, self._overlay.chosen = drawn.repetitions, drawn.chosen
        self._medians.lines = drawn.medians
        self._band.x, self._band.low, self._band.high = drawn.band
        if self._mode == "repetition":
            self._ends.ends = drawn.ends

    def _explain(self, measured: MeasureView | None) -> None:
        note = legends.note(self._view, measured, self._mode)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        if measured is None:
            self._legend.set_entries(())
        elif self._mode == "time":
            marks = self._view.mistakes if self._view is not None else ()
            self._legend.set_entries(legends.over_time(self._theme, measured, marks, bool(self._gaps.gaps)))
        else:
            self._legend.set_entries(legends.overlaid(self._theme, measured, self._chosen_curve, self._other is not None))

    # -- where things are ---------------------------------------------------------------------------------------------

    def _set_time(self) -> tuple[float, float]:
        return covering(self._view, [one.curve for one in (self._measured, self._other) if one is not None])

    def _place(self, t: float) -> float:
        """Where on the x axis a moment lies; NaN: nowhere."""
        if self._mode == "time":
            return t
        chosen = self._chosen_curve
        if chosen is None or not chosen.start_t <= t <= chosen.end_t:
            return math.nan
        return 100.0 * (t - chosen.start_t) / max(chosen.end_t - chosen.start_t, 1e-9)

    def _fit_y(self) -> None:
        """The whole measure between the strips for numbers and marks."""
        measured, other = self._measured, self._other
        if measured is None:
            self._plot.box.setYRange(0.0, 1.0, padding=0)
            return
        if self._mode == "time":
            values = [measured.curve.values] + ([other.curve.values] if other is not None else [])
        else:
            values = [one.values for one in measured.repetitions] + [one.values for one, _ in self._overlay.chosen]
            values += [self._band.low, self._band.high] + [median for median, _ in self._medians.lines]
        low, high = span_of(values)
        tall = self._plot.box.height()
        strips = HEAD_PX if self._mode == "time" else 4.0
        air = (high - low) * strips / max(tall - 2 * strips, 40.0)
        self._plot.box.setYRange(low - air, high + air, padding=0)

    def _resized(self) -> None:
        (left, right), _ = self._plot.box.viewRange()
        zoomed = abs(left - self._all[0]) + abs(right - self._all[1]) > 1e-3 * (self._all[1] - self._all[0])
        self._fit_y() if zoomed else self.show_all()
        self._tell_stretch()

    def _keep_in_sight(self) -> None:
        chosen = self._chosen_curve
        if chosen is None or self._mode != "time":
            return
        (left, right), _ = self._plot.box.viewRange()
        if chosen.start_t < left or chosen.end_t > right:
            half = max(right - left, (chosen.end_t - chosen.start_t) * 1.2) / 2
            middle = (chosen.start_t + chosen.end_t) / 2
            self._plot.box.setXRange(middle - half, middle + half, padding=0)

    # -- what is said -------------------------------------------------------------------------------------------------

    def _say(self) -> None:
        """The read-out: at the pointer, else of the chosen repetition."""
        measured, chosen, at = self._measured, self._chosen_curve, self._pointer.x()
        said, dots = "", list[readout.Dot]()
        if measured is not None and math.isfinite(at):
            if self._mode == "time":
                head = clock(at - self._plot.below.origin, tenths=True)
                said, dots = readout.at_moment(head, at, measured, self._other, repetition_at(self._repetitions.repetitions, at))
            elif chosen is not None:
                t = chosen.start_t + at / 100.0 * (chosen.end_t - chosen.start_t)
                said, dots = readout.at_moment(f"{number(at, 0)} %", t, measured, self._other, chosen)
        elif measured is not None and chosen is not None:
            said = readout.of_repetition(measured, chosen)
        self._under.move(at, dots)
        self._bar.say(said)

    # -- what the user does -------------------------------------------------------------------------------------------

    def _measure_changed(self) -> None:
        self._refresh()
        self.measure_chosen.emit(self.measure)

    def _point(self, at: QPointF) -> None:
        self._pointer = at
        self._say()

    def _leave(self) -> None:
        self._pointer = QPointF(math.nan, math.nan)
        self._say()

    def _click(self, at: QPointF) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        measured = self._measured
        if measured is None:
            return
        if self._mode == "time":
            mark = self._marks.near(at)
            one = self._of_mark(mark) if mark is not None else repetition_at(self._repetitions.repetitions, at.x())
            self.show_mistake(mark)
            self.mistake_chosen.emit(mark)
            self._choose(one, mark.t if mark is not None else at.x())
            return
        reach = PICK_PX * abs(self._plot.box.viewPixelSize()[1])
        one = nearest_repetition(measured, at.x() / 100.0, at.y(), reach) or self._chosen_curve
        if one is not None:
            self._choose(one, one.start_t + at.x() / 100.0 * (one.end_t - one.start_t))

    def _of_mark(self, mark: MistakeMark) -> RepetitionCurve | None:
        return next((one for one in self._repetitions.repetitions if one.seq == mark.seq), None)

    def _choose(self, one: RepetitionCurve | None, t: float) -> None:
        if one is not None and one.seq != self._chosen:
            self.select(one.seq)
            self.repetition_chosen.emit(one.seq)
        self.show_moment(t)
        self.moment_chosen.emit(t)

    def step(self, by: int) -> None:
        """The next (1) or previous (-1) repetition is chosen."""
        every = self._repetitions.repetitions
        if not every:
            return
        order = [one.seq for one in every]
        if self._chosen in order:
            at = min(max(order.index(self._chosen) + by, 0), len(order) - 1)
        else:
            at = 0 if by > 0 else len(order) - 1
        if order[at] != self._chosen:
            self._choose(every[at], every[at].start_t)

    def _nudge(self, by: int) -> None:
        """The marked moment moves by one sample."""
        measured = self._measured
        if measured is None or not len(measured.curve.t) or self._mode != "time":
            return
        t = measured.curve.t
        now = self._moment if math.isfinite(self._moment) else float(t[0])
        at = min(max(int(np.abs(t - now).argmin()) + by, 0), len(t) - 1)
        self._pointer = QPointF(float(t[at]), 0.0)
        self._say()
        self._choose(None, float(t[at]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, moved = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match key:
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                by = 1 if key == Qt.Key.Key_Right else -1
                self._nudge(by) if moved else self.step(by)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(ZOOM)
            case Qt.Key.Key_Minus:
                self.zoom(1 / ZOOM)
            case Qt.Key.Key_Home:
                self.show_all()
            case _:
                super().keyPressEvent(event)

    def focus_changed(self, has: bool) -> None:
        self._plot.focused(self._theme, has)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._note.setGeometry(self._plot.rect().adjusted(70, 10, -20, -40))
        self._say()
