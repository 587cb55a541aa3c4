"""The picture of a trend: each week a point with its standard error, and the band in which a change may be chance."""

from __future__ import annotations

import math
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QDate, QEvent, QLineF, QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mirror.review.core import Point, Trend
from ui.review.focus import Focusable, paint_ring
from ui.review.plots import texts
from ui.review.plots.names import amount, decimals, number
from ui.review.plots.shapes import paint_point
from ui.review.plots.texts import say
from ui.review.style import DeskTheme, qcolor
from ui.theme import Weight, font

_UNITS = {
    "repetitions": texts.REPETITIONS_UNIT,
    "deg": texts.DEGREES_UNIT,
    "torsos": texts.TORSOS_UNIT,
    "points": texts.POINTS_UNIT,
    "share": texts.SHARE_UNIT,
}
_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)


def unit_words(trend: Trend) -> str:
    """What the axis counts, in words."""
    if trend.unit == "s":
        return say(texts.SECONDS_HELD_UNIT if trend.quantity == "volume" else texts.SECONDS_UNIT)
    return say(_UNITS[trend.unit]) if trend.unit in _UNITS else trend.unit


def ticks(low: float, high: float, most: int) -> list[float]:
    """Even numbers from `low` to `high`, at most about so many."""
    rough = (high - low) / max(most, 1)
    if not rough > 0.0:
        return [low]
    scale = 10.0 ** math.floor(math.log10(rough))
    step = next(nice * scale for nice in _NICE if nice * scale >= rough * 0.999)
    first = math.ceil(low / step - 1e-9)
    return [k * step for k in range(first, math.floor(high / step + 1e-9) + 1)]


def axis_of(trend: Trend) -> tuple[float, float]:
    """The y axis: amounts from 0, scores from 0 to 100, others around what was measured and the band."""
    if trend.unit == "points":
        return 0.0, 100.0
    ends = [v for p in trend.points for v in (p.value - _known(p.error), p.value + _known(p.error)) if math.isfinite(v)]
    if math.isfinite(trend.first) and math.isfinite(trend.mdc):
        ends += [trend.first - trend.mdc, trend.first + trend.mdc]
    if not ends:
        return 0.0, 1.0
    low, high = min(ends), max(ends)
    air = 0.08 * (high - low) or abs(high) * 0.1 or 1.0
    if trend.quantity in ("volume", "asymmetry"):
        return 0.0, max(high + air, 1e-6)
    return max(low - air, 0.0) if low >= 0.0 else low - air, high + air


def _known(error: float) -> float:
    return error if math.isfinite(error) else 0.0


class TrendChart(Focusable):
    """Points in the order of time; arrow keys go from one to the next, the pointer and the keys show its value."""

    def __init__(self, trend: Trend, theme: DeskTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trend = trend
        self.current: int | None = None
        self._axis = axis_of(trend)
        tempo = trend.quantity == "tempo"
        self._places = 2 if tempo else 0 if trend.quantity == "volume" else decimals(trend.unit)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if trend.points else Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setMinimumHeight(150)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.set_theme(theme)

    def sizeHint(self) -> QSize:
        return QSize(300, 170)

    def set_theme(self, theme: DeskTheme) -> None:
        """Its colours and sizes from now on."""
        self.theme = theme
        self._text = QFontMetricsF(font(theme.small, Weight.REGULAR))
        self._left = max(self._text.horizontalAdvance(self._said(value)) for value in self._axis) + 12.0
        self.update()

    # -- where things are ---------------------------------------------------------------------------------------------

    def _field(self) -> QRectF:
        wide = self._left
        # Two lines of words stand under it: the dates, and the week that is pointed at.
        under = 2 * self._text.height() + 14.0
        top = self._text.height() / 2 + 2.0
        return QRectF(wide, top, max(self.width() - wide - 10.0, 20.0), max(self.height() - top - under, 20.0))

    def _said(self, value: float) -> str:
        sign = self.trend.unit in ("deg", "share")
        return amount(value, self.trend.unit, places=self._places) if sign else number(value, self._places)

    def _x(self, day: date) -> float:
        field, points = self._field().adjusted(10, 0, -10, 0), self.trend.points
        long = (points[-1].start - points[0].start).days
        return field.center().x() if long == 0 else field.left() + (day - points[0].start).days / long * field.width()

    def _y(self, value: float) -> float:
        field, (low, high) = self._field(), self._axis
        return field.bottom() - (value - low) / (high - low) * field.height()

    def place_of(self, i: int) -> QPointF:
        """The pixel of a week's point."""
        point = self.trend.points[i]
        return QPointF(self._x(point.start), self._y(point.value))

    def words_of(self, point: Point) -> str:
        """A week in words."""
        day = QLocale().toString(QDate(point.start.year, point.start.month, point.start.day), say(texts.WEEK))
        unit = self.trend.unit
        value, error = (amount(one, unit, places=self._places) for one in (point.value, point.error))
        return say(texts.POINT_TIP, date=day, value=value, error=error, n=point.n)

    # -- what is drawn ------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.trend.points:
            self._paint_axis(painter)
            self._paint_band(painter)
            self._paint_points(painter)
            self._paint_dates(painter)
            self._paint_words(painter)
        else:
            painter.setPen(qcolor(self.theme.muted))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), say(texts.NO_POINTS))
        if self.hasFocus():
            paint_ring(painter, self.theme, self.rect())
        painter.end()

    def _paint_axis(self, painter: QPainter) -> None:
        field, theme = self._field(), self.theme
        painter.setFont(font(theme.small, Weight.REGULAR))
        for value in ticks(*self._axis, max(int(field.height() / 24), 2)):
            y = self._y(value)
            painter.setPen(QPen(qcolor(theme.line, 0.7), 1.0))
            painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
            painter.setPen(qcolor(theme.muted))
            box = QRectF(0, y - self._text.height() / 2, field.left() - 6, self._text.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._said(value))

    def _paint_band(self, painter: QPainter) -> None:
        """First value ± minimal detectable change."""
        trend, field, theme = self.trend, self._field(), self.theme
        if not (math.isfinite(trend.first) and math.isfinite(trend.mdc)):
            return
        top, bottom = (min(max(self._y(trend.first + s * trend.mdc), field.top()), field.bottom()) for s in (1, -1))
        box = QRectF(field.left(), top, field.width(), bottom - top)
        painter.fillRect(box, qcolor(theme.muted, 0.15))
        painter.setPen(QPen(qcolor(theme.muted, 0.8), 1.0, Qt.PenStyle.DotLine))
        for y in (top, bottom):
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        painter.setPen(QPen(qcolor(theme.muted, 0.8), 1.0))
        y = self._y(trend.first)
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))

    def _paint_points(self, painter: QPainter) -> None:
        theme, known = self.theme, [i for i, p in enumerate(self.trend.points) if math.isfinite(p.value)]
        if self.trend.quantity == "volume":
            self._paint_bars(painter, known)
            return
        painter.setPen(QPen(qcolor(theme.accent, 0.45), 1.2))
        places = [self.place_of(i) for i in known]
        # one by one: as one line of many corners they take three times as long, and the points hide where two meet
        painter.drawLines([QLineF(one, other) for one, other in pairwise(places)])
        for i, place in zip(known, places, strict=True):
            point = self.trend.points[i]
            half = abs(self._y(point.value) - self._y(point.value + _known(point.error)))
            paint_point(painter, theme, place, half, chosen=i == self.current)

    def _paint_bars(self, painter: QPainter, known: list[int]) -> None:
        """An amount of each week stands on the axis; a week without training is none, not a fall."""
        field, theme = self._field(), self.theme
        weeks = max((self.trend.points[-1].start - self.trend.points[0].start).days / 7.0, 1.0)
        wide = min(max(0.6 * field.width() / (weeks + 1.0), 2.0), 14.0)
        for i in known:
            point, place = self.trend.points[i], self.place_of(i)
            chosen = i == self.current
            box = QRectF(place.x() - wide / 2, place.y(), wide, field.bottom() - place.y())
            painter.fillRect(box, qcolor(theme.text if chosen else theme.accent, 0.85 if chosen else 0.65))
            if math.isfinite(point.error) and point.error > 0.0:
                painter.setPen(QPen(qcolor(theme.text), 1.2))
                half = abs(self._y(point.value) - self._y(point.value + point.error))
                painter.drawLine(QPointF(place.x(), place.y() - half), QPointF(place.x(), place.y() + half))

    def _paint_dates(self, painter: QPainter) -> None:
        field, points = self._field(), self.trend.points
        painter.setFont(font(self.theme.small, Weight.REGULAR))
        painter.setPen(qcolor(self.theme.muted))
        taken = -math.inf
        wide = self._text.horizontalAdvance(_short(points[0].start)) + 14.0
        for i, point in enumerate(points):
            x = self.place_of(i).x() if math.isfinite(point.value) else self._x(point.start)
            last = self._x(points[-1].start)
            if x - taken < wide or (i < len(points) - 1 and last - x < wide):
                continue
            taken = x
            painter.drawLine(QPointF(x, field.bottom()), QPointF(x, field.bottom() + 3.0))
            left = min(max(x - wide / 2, 0.0), self.width() - wide)
            box = QRectF(left, field.bottom() + 8.0, wide, self._text.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), _short(point.start))

    def _paint_words(self, painter: QPainter) -> None:
        if self.current is None:
            return
        painter.setFont(font(self.theme.small, Weight.MEDIUM))
        painter.setPen(qcolor(self.theme.text))
        box = QRectF(0, self.height() - self._text.height() - 2, self.width(), self._text.height() + 2)
        said = self._text.elidedText(self.words_of(self.trend.points[self.current]), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), said)

    # -- what the user does -------------------------------------------------------------------------------------------

    def _nearest(self, place: QPointF) -> int | None:
        known = [i for i, point in enumerate(self.trend.points) if math.isfinite(point.value)]
        away = [(abs(self.place_of(i).x() - place.x()), i) for i in known]
        near = min(away, default=None)
        return near[1] if near is not None and near[0] <= 20.0 else None

    def _go(self, to: int | None) -> None:
        if to != self.current:
            self.current = to
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go(self._nearest(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._go(None)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            near = self._nearest(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if near is None else self.words_of(self.trend.points[near]), self)
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        known = [i for i, point in enumerate(self.trend.points) if math.isfinite(point.value)]
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and known:
            by = 1 if event.key() == Qt.Key.Key_Right else -1
            at = known.index(self.current) + by if self.current in known else (0 if by > 0 else len(known) - 1)
            self._go(known[min(max(at, 0), len(known) - 1)])
        else:
            super().keyPressEvent(event)

    def focus_changed(self, has: bool) -> None:
        if not has:
            self._go(None)


def _short(day: date) -> str:
    """ "3 Aug", in the user's language."""
    return QLocale().toString(QDate(day.year, day.month, day.day), say(texts.DAY))
