"""MistakeLine: a lane for each mistake over the set's time, with the repetitions under them."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from mirror.review.core import MistakeMark, RepetitionCurve, SetView
from ui.review.focus import Focusable, paint_ring
from ui.review.plots import legends, texts
from ui.review.plots.legend import Legend
from ui.review.plots.names import clock, severity_word
from ui.review.plots.shapes import MARK_PX, fill_repetition, paint_mark, write_repetitions
from ui.review.plots.stretch import Stretch
from ui.review.plots.texts import say
from ui.review.plots.traces import extent_of, repetition_at, repetitions_of
from ui.review.style import DeskTheme, qcolor
from ui.theme import Weight, font

_RANK = {"danger": 0, "form": 1, "style": 2}
_AIR = 10.0
LANE_PX = (15.0, 26.0)
"""The least and the most height of a lane without its title."""
_STRIP = 22.0
"""Height of the repetitions' strip."""
_TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600)


ZOOM = 1.5
"""Of one press of plus or minus."""


class Lanes(Focusable):
    """The picture of `MistakeLine`; its signals are told there.

    Alone it shows the whole set, with the titles beside the marks where there is room. Under curves it shows what they show, in
    the same columns, and the titles stand above the marks.
    """

    repetition_chosen = Signal(int)
    moment_chosen = Signal(float)
    mistake_chosen = Signal(object)
    stretch_wanted = Signal(float, float)

    def __init__(self, theme: DeskTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.view: SetView | None = None
        self.repetitions: tuple[RepetitionCurve, ...] = ()
        self.lanes: list[tuple[str, str, tuple[MistakeMark, ...]]] = []
        """Title, severity and marks of each, the gravest first."""
        self.chosen: int | None = None
        self.current: MistakeMark | None = None
        """Where the keyboard stands, or what was clicked."""
        self.moment = math.nan
        self.stretch: Stretch | None = None
        """What the curves above show, None: there are none."""
        self._extent = (0.0, 1.0)
        self._measure()
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleDescription(say(texts.MISTAKE_HELP))

    def show_set(self, view: SetView | None) -> None:
        """The lanes of this set, the gravest first, then the most frequent."""
        self.view, self.current, self.moment = view, None, math.nan
        self.repetitions, self._extent = repetitions_of(view), extent_of(view)
        found: dict[str, list[MistakeMark]] = {}
        for mark in view.mistakes if view is not None else ():
            found.setdefault(mark.mistake, []).append(mark)
        lanes = [(marks[0].title or name, marks[0].severity, tuple(marks)) for name, marks in found.items()]
        self.lanes = sorted(lanes, key=lambda lane: (_RANK.get(lane[1], 3), -len(lane[2]), lane[0]))
        self.setAccessibleName("; ".join(f"{title}: {len(marks)}" for title, _, marks in self.lanes) or say(texts.NO_MISTAKES))
        self._measure()

    # -- where things are ---------------------------------------------------------------------------------------------

    def _measure(self) -> None:
        """How wide the titles' column is; 0 where there is no room and each title stands above its marks."""
        self._text = QFontMetricsF(font(self.theme.small, Weight.REGULAR))
        wide = max((self._text.horizontalAdvance(self._titled(lane)) for lane in self.lanes), default=0.0) + 16.0
        self._beside = wide if self.stretch is None and self.width() - wide >= 360.0 else 0.0
        self._row = {id(mark): i for i, (_, _, marks) in enumerate(self.lanes) for mark in marks}
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: DeskTheme) -> None:
        """Its colours and sizes from now on."""
        self.theme = theme
        self._measure()

    def follow(self) -> None:
        """There are curves above now: the titles move over the marks."""
        self._measure()

    def _titled(self, lane: tuple[str, str, tuple[MistakeMark, ...]]) -> str:
        return f"{lane[0]} ({len(lane[2])})"

    @property
    def _above(self) -> float:
        """Height of a title that stands above its marks."""
        return 0.0 if self._beside or not self.lanes else self._text.height()

    @property
    def _lane_px(self) -> float:
        """A lane's height: less where there is little room, but no mark lies on another."""
        room = (self.height() - self._foot) / max(len(self.lanes), 1)
        return min(max(room, LANE_PX[0] + self._above), LANE_PX[1] + self._above)

    @property
    def _foot(self) -> float:
        """What stands under the lanes: repetitions, the clock or the words of the current mark."""
        return 6.0 + _STRIP + self._text.height()

    @property
    def shown(self) -> Stretch:
        """The time that is shown, and its columns."""
        if self.stretch is not None:
            return self.stretch
        left = max(self._beside, _AIR)
        start, end = self._extent
        return Stretch(start, max(end, start + 1e-6), left, left + max(self.width() - left - _AIR, 10.0))

    def _field(self) -> QRectF:
        """Where time runs."""
        shown = self.shown
        return QRectF(shown.left, 2.0, shown.right - shown.left, self._lane_px * max(len(self.lanes), 1))

    def _x(self, t: float) -> float:
        return self.shown.x(t)

    def _t(self, x: float) -> float:
        return self.shown.t(x)

    def in_sight(self, mark: MistakeMark) -> bool:
        """Whether the mark's moment is in what is shown."""
        return self.shown.start <= mark.t <= self.shown.end

    def place_of(self, mark: MistakeMark) -> QPointF:
        """The middle of a mark, pixels."""
        lane = self._row[id(mark)] + 1
        return QPointF(self._x(mark.t), self._field().top() + lane * self._lane_px - (self._lane_px - self._above) / 2)

    def strip(self) -> QRectF:
        """Where the repetitions stand, pixels."""
        field = self._field()
        return QRectF(field.left(), field.bottom() + 2.0, field.width(), _STRIP)

    def mark_at(self, place: QPointF) -> MistakeMark | None:
        """The mark under the pointer."""
        away = [
            (math.hypot(p.x() - place.x(), p.y() - place.y()), mark)
            for _, _, marks in self.lanes
            for mark in marks
            if self.in_sight(mark)
            for p in (self.place_of(mark),)
        ]
        near = min(away, key=lambda found: found[0], default=None)
        return near[1] if near is not None and near[0] <= MARK_PX + 5.0 else None

    def sizeHint(self) -> QSize:
        return QSize(420, self._tall(LANE_PX[1]))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._tall(LANE_PX[0]))

    def _tall(self, lane: float) -> int:
        return math.ceil((lane + self._above) * max(len(self.lanes), 1) + self._foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure()

    # -- what is drawn ------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self.theme
        painter.fillRect(self.rect(), qcolor(theme.panel))
        painter.setFont(font(theme.small, Weight.REGULAR))
        if self.view is None or not self.lanes:
            painter.setPen(qcolor(theme.muted))
            said = say(texts.NO_SET if self.view is None else texts.NO_MISTAKES)
            painter.drawText(self._field(), int(Qt.AlignmentFlag.AlignCenter), said)
        if self.view is not None:
            field = self._field()
            painter.setClipRect(QRectF(field.left(), 0.0, field.width(), self.height()))
            self._paint_repetitions(painter)
            self._paint_moment(painter)
            painter.setClipping(False)
            self._paint_lanes(painter)
            self._paint_clock(painter) if self.current is None else self._paint_words(painter)
        if self.hasFocus():
            paint_ring(painter, theme, self.rect())
        painter.end()

    def _paint_repetitions(self, painter: QPainter) -> None:
        strip, numbered = self.strip(), list[tuple[RepetitionCurve, QRectF]]()
        for one in self.repetitions:
            left, right = self._x(one.start_t), self._x(one.end_t)
            if right < strip.left() or left > strip.right():
                continue
            chosen = one.seq == self.chosen
            box = QRectF(left, strip.top(), max(right - left, 1.5), strip.height())
            if chosen:
                whole = QRectF(left, 2.0, box.width(), strip.bottom() - 2.0)
                painter.fillRect(whole, qcolor(self.theme.accent, 0.16))
            fill_repetition(painter, self.theme, box, one.kind, chosen)
            numbered.append((one, box))
        write_repetitions(painter, self.theme, numbered, self.chosen)

    def _paint_lanes(self, painter: QPainter) -> None:
        field, beside = self._field(), self._beside
        for i, lane in enumerate(self.lanes):
            top = field.top() + i * self._lane_px
            line = top + self._above + (self._lane_px - self._above) / 2
            painter.setPen(QPen(qcolor(self.theme.line), 1.0))
            painter.drawLine(QPointF(field.left(), line), QPointF(field.right(), line))
            painter.setPen(qcolor(self.theme.text))
            title = self._titled(lane)
            if beside:
                box = QRectF(8.0, line - 13.0, beside - 16.0, 26.0)
            else:
                box = QRectF(field.left(), top + 3.0, field.width(), self._text.height())
                title = self._text.elidedText(title, Qt.TextElideMode.ElideRight, field.width())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), title)
            for mark in lane[2]:
                if self.in_sight(mark):
                    paint_mark(painter, self.theme, self.place_of(mark), mark.severity, mark is self.current)

    def _paint_moment(self, painter: QPainter) -> None:
        if math.isfinite(self.moment):
            x = self._x(self.moment)
            painter.setPen(QPen(qcolor(self.theme.accent), 2.0))
            painter.drawLine(QPointF(x, 2.0), QPointF(x, self.strip().bottom()))

    def _paint_clock(self, painter: QPainter) -> None:
        assert self.view is not None
        shown, origin, metrics, y = self.shown, self.view.start_t, self._text, self.strip().bottom()
        wanted = (shown.end - shown.start) * 64.0 / max(shown.right - shown.left, 1.0)
        step = next((s for s in _TICKS if s >= wanted), _TICKS[-1])
        painter.setFont(font(self.theme.small, Weight.REGULAR))
        painter.setPen(qcolor(self.theme.muted))
        first, last = (math.ceil((shown.start - origin) / step), math.floor((shown.end - origin) / step))
        for k in range(max(first, 0), last + 1):
            x, said = self._x(origin + k * step), clock(k * step, tenths=step < 1.0)
            painter.drawLine(QPointF(x, y), QPointF(x, y + 3.0))
            wide = metrics.horizontalAdvance(said)
            left = min(max(x - wide / 2, 5.0), self.width() - wide - 5.0)
            painter.drawText(QPointF(left, y + 2.0 + metrics.ascent()), said)

    def _paint_words(self, painter: QPainter) -> None:
        if self.current is None:
            return
        painter.setFont(font(self.theme.small, Weight.REGULAR))
        painter.setPen(qcolor(self.theme.text))
        left = self._field().left()
        box = QRectF(left, self.strip().bottom() + 2, self.width() - left - _AIR, self._text.height())
        said = self._text.elidedText(self.words_of(self.current), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), said)

    def words_of(self, mark: MistakeMark) -> str:
        """The mark in words."""
        assert self.view is not None
        number = next((one.number for one in self.repetitions if one.seq == mark.seq), None)
        values = {
            "title": mark.title or mark.mistake,
            "severity": severity_word(mark.severity),
            "time": clock(mark.t - self.view.start_t, tenths=True),
        }
        return say(texts.MISTAKE_TIP_NONE, **values) if number is None else say(texts.MISTAKE_TIP, n=number, **values)

    # -- what the user does -------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            mark = self.mark_at(QPointF(event.pos()))
            if mark is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self.words_of(mark), self)
            return True
        return bool(super().event(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.mark_at(event.position()) is not None or self.strip().contains(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over and self.view is not None else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.view is None or event.button() != Qt.MouseButton.LeftButton:
            return
        mark = self.mark_at(event.position())
        if mark is not None:
            self.current = mark
            self._choose(mark)
            return
        t = self._t(event.position().x())
        one = repetition_at(self.repetitions, t)
        self.current = None
        self.mistake_chosen.emit(None)
        if one is not None:
            self._tell(one.seq)
        self._go(t)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl nearer and further, as in the curves; else the page scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self._zoom(1.0015 ** event.angleDelta().y(), self._t(event.position().x()))
            event.accept()
        else:
            event.ignore()

    def _zoom(self, factor: float, around: float) -> None:
        self.stretch_wanted.emit(*self.shown.zoomed(factor, around))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        marks = list(self.view.mistakes) if self.view is not None else []
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and marks:
            by = 1 if key == Qt.Key.Key_Right else -1
            at = marks.index(self.current) + by if self.current in marks else (0 if by > 0 else len(marks) - 1)
            self.current = marks[min(max(at, 0), len(marks) - 1)]
            self._bring_in_sight(self.current)
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.current is not None:
            self._choose(self.current)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            around = self.current.t if self.current is not None else (self.shown.start + self.shown.end) / 2
            self._zoom(1.0 / ZOOM if key == Qt.Key.Key_Minus else ZOOM, around)
        elif key == Qt.Key.Key_Home:
            self.stretch_wanted.emit(-math.inf, math.inf)
        else:
            super().keyPressEvent(event)

    def _bring_in_sight(self, mark: MistakeMark) -> None:
        if not self.in_sight(mark):
            half = (self.shown.end - self.shown.start) / 2
            self.stretch_wanted.emit(mark.t - half, mark.t + half)

    def _choose(self, mark: MistakeMark) -> None:
        self.mistake_chosen.emit(mark)
        if mark.seq is not None:
            self._tell(mark.seq)
        self._go(mark.t)

    def _go(self, t: float) -> None:
        self.moment = t
        self.update()
        self.moment_chosen.emit(t)

    def _tell(self, seq: int) -> None:
        if seq != self.chosen:
            self.chosen = seq
            self.update()
            self.repetition_chosen.emit(seq)


class MistakeLine(QWidget):
    """When which mistake was seen.

    Signals:
        repetition_chosen(int): the user chose this repetition (seq). moment_chosen(float): this moment (the run's seconds).
        mistake_chosen(MistakeMark | None): this mark, or none. stretch_wanted(float, float): another part of the time is to be
        shown, from and to (the run's seconds), infinite for all of it; where there are curves above, they decide.
    """

    repetition_chosen = Signal(int)
    moment_chosen = Signal(float)
    mistake_chosen = Signal(object)
    stretch_wanted = Signal(float, float)

    def __init__(self, theme: DeskTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lanes, self._legend = Lanes(theme), Legend(theme)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self.lanes)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self._legend)
        whole.addStretch(0)
        self.setFocusProxy(self.lanes)
        self.lanes.repetition_chosen.connect(self.repetition_chosen)
        self.lanes.moment_chosen.connect(self.moment_chosen)
        self.lanes.mistake_chosen.connect(self.mistake_chosen)
        self.lanes.stretch_wanted.connect(self.stretch_wanted)

    def show_set(self, view: SetView | None, selected_seq: int | None = None) -> None:
        """Show this set's mistakes (None: no set)."""
        self.lanes.chosen = selected_seq
        self.lanes.show_set(view)
        self._explain()

    def select(self, seq: int | None) -> None:
        """This repetition is the chosen one (None: none); nothing is signalled."""
        self.lanes.chosen = seq
        if self.lanes.current is not None and self.lanes.current.seq != seq:
            self.lanes.current = None
        self.lanes.update()

    def show_mistake(self, mark: MistakeMark | None) -> None:
        """Ring this mark (None: none); nothing is signalled."""
        self.lanes.current = mark
        self.lanes.update()

    def show_stretch(self, stretch: Stretch) -> None:
        """Show this part of the time, in these columns."""
        first = self.lanes.stretch is None
        self.lanes.stretch = stretch
        self.lanes.update()
        if first:
            self.lanes.follow()
            self._make_room()

    def show_moment(self, t: float) -> None:
        """Mark the moment that is shown elsewhere (run seconds; NaN: none)."""
        self.lanes.moment = t
        self.lanes.update()

    @property
    def selected(self) -> int | None:
        """The chosen repetition's seq."""
        return self.lanes.chosen

    def set_theme(self, theme: DeskTheme) -> None:
        """Its colours and sizes from now on."""
        self.lanes.set_theme(theme)
        self._legend.set_theme(theme)
        self._explain()

    def sizeHint(self) -> QSize:
        return QSize(420, self.lanes.sizeHint().height() + 6 + self._legend.heightForWidth(max(self.width(), 420)))

    def minimumSizeHint(self) -> QSize:
        """Where there is less than the lanes want they scroll."""
        return QSize(200, 80)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """What the marks mean is said where it costs no lane its place."""
        legend = self._legend.heightForWidth(max(self.width(), 120)) + 6
        self._scroll.setMaximumHeight(self.lanes.sizeHint().height())
        self._legend.setVisible(self.height() - legend >= self.lanes.sizeHint().height())

    def _explain(self) -> None:
        view, theme = self.lanes.view, self.lanes.theme
        marks = view.mistakes if view is not None else ()
        self._legend.set_entries((*legends.severities(theme, marks), *legends.kinds(theme, self.lanes.repetitions)))
        self._make_room()
        self.updateGeometry()
