"""MonthGrid: a month of training days, walked with the arrows. How much was done is told by the ground and by the minutes."""

from __future__ import annotations

from calendar import Calendar, monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mirror.review.people import Day
from ui.review import texts
from ui.review.dates import long
from ui.review.focus import Focusable, paint_ring
from ui.review.style import DeskTheme, qcolor
from ui.review.texts import say
from ui.theme import Colour, Weight, contrast, font, over
from ui.theme.palette import TEXT_CONTRAST

WEEKS = 6
MUCH_MIN = 30.0
"""Minutes of exercise from which a day has the strongest ground."""


class MonthGrid(Focusable):
    """Attributes:
        day: the one that is chosen. month: the first day of the month that is shown.
    Signals:
        day_chosen: (date) by key or mouse. month_shown: (date) its first day, when another one is shown. opened: Enter.
    """

    day_chosen = Signal(object)
    month_shown = Signal(object)
    opened = Signal()

    def __init__(self, theme: DeskTheme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.today = today
        self.day = today
        self.month = today.replace(day=1)
        self._days: dict[date, Day] = {}
        self.setAccessibleName(say(texts.CALENDAR))
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    def sizeHint(self) -> QSize:
        return QSize(252, 30 + WEEKS * 30)

    def become(self, theme: DeskTheme) -> None:
        """Another theme."""
        self._theme = theme
        self.update()

    def put(self, days: Mapping[date, Day]) -> None:
        """The training days of the shown month and its neighbours."""
        self._days = dict(days)
        self._tell()
        self.update()

    def choose(self, day: date, tell: bool = True) -> None:
        """Go to this day; `tell`: `day_chosen` says so."""
        self.day = day
        month = day.replace(day=1)
        if month != self.month:
            self.month = month
            self.month_shown.emit(month)
        self._tell()
        self.update()
        if tell:
            self.day_chosen.emit(day)

    def turn(self, months: int) -> None:
        """So many months on (or back), on the same day or the last that the month has."""
        count = self.day.year * 12 + self.day.month - 1 + months
        year, month = divmod(count, 12)
        if 1 <= year <= 9999:
            self.choose(date(year, month + 1, min(self.day.day, monthrange(year, month + 1)[1])))

    def shown(self) -> list[date]:
        """The days of the grid, whole weeks, in the order of the user's locale."""
        first = (QLocale().firstDayOfWeek().value - 1) % 7
        days = list(Calendar(first).itermonthdates(self.month.year, self.month.month))
        while len(days) < 7 * WEEKS:
            days.append(days[-1] + timedelta(days=1))
        return days

    def _tell(self) -> None:
        """What is here, for who cannot see it."""
        found = self._days.get(self.day)
        said = long(self.day)
        what = say(texts.DAY_EMPTY) if found is None else said_of(found)
        self.setAccessibleDescription(f"{said}: {what}")

    # -- painting ------------------------------------------------------------------------------------------------------

    def _cell(self, at: int) -> QRectF:
        wide, high = self.width() / 7.0, (self.height() - 26.0) / WEEKS
        return QRectF(at % 7 * wide, 26.0 + at // 7 * high, wide, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        painter.setFont(font(theme.small, Weight.MEDIUM))
        painter.setPen(qcolor(theme.muted))
        days = self.shown()
        for column, day in enumerate(days[:7]):
            name = QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)[:2]
            box = QRectF(column * self.width() / 7.0, 0.0, self.width() / 7.0, 24.0)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), name)
        for at, day in enumerate(days):
            self._paint_day(painter, self._cell(at).adjusted(2, 2, -2, -2), day)
        if self.hasFocus():
            paint_ring(painter, theme, self.rect())
        painter.end()

    def _paint_day(self, painter: QPainter, box: QRectF, day: date) -> None:
        theme, found = self._theme, self._days.get(day)
        if found is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(qcolor(ground_of(found, theme)))
            painter.drawRoundedRect(box, 5, 5)
        if day == self.day:
            painter.setPen(QPen(qcolor(theme.accent), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        inside = day.month == self.month.month
        painter.setPen(qcolor(theme.text if inside or found is not None else theme.muted))
        painter.setFont(font(theme.small, Weight.BOLD if day == self.today else Weight.REGULAR))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(day.day))
        if found is not None:
            self._paint_dots(painter, box, len(found.sessions))

    def _paint_dots(self, painter: QPainter, box: QRectF, sessions: int) -> None:
        """A dot a session, three at most."""
        count = min(sessions, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(qcolor(self._theme.text))
        for i in range(count):
            painter.drawEllipse(QPointF(box.center().x() + (i - (count - 1) / 2.0) * 6.0, box.bottom() - 3.0), 1.8, 1.8)

    # -- keys and mouse ------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows: a day or a week; Page Up and Down: a month; Home: today; Enter: the sessions of the day."""
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        if key in steps:
            self.choose(self.day + timedelta(days=steps[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Home:
            self.choose(self.today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _at(self, x: float, y: float) -> date | None:
        return next((day for at, day in enumerate(self.shown()) if self._cell(at).contains(x, y)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._at(event.position().x(), event.position().y())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self.choose(day)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y():
            self.turn(-1 if event.angleDelta().y() > 0 else 1)
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._days.get(self._at(event.pos().x(), event.pos().y()) or date.min)
            QToolTip.showText(event.globalPos(), "" if found is None else said_of(found), self)
            return True
        return super().event(event)


def ground_of(day: Day, theme: DeskTheme) -> Colour:
    """Of a training day: the stronger the more was done, but never so strong that its number cannot be read on it."""
    share = 0.16 + 0.42 * min(day.minutes / MUCH_MIN, 1.0)
    while contrast(theme.text, over(theme.good, share, theme.panel)) < TEXT_CONTRAST:
        share -= 0.01
    return over(theme.good, share, theme.panel)


def said_of(day: Day) -> str:
    """A training day in words."""
    count = len(day.sessions)
    sessions = say(texts.ONE_SESSION) if count == 1 else say(texts.SESSIONS, n=count)
    return say(texts.DAY_SAID, sessions=sessions, minutes=f"{day.minutes:.0f}", repetitions=day.repetitions)
