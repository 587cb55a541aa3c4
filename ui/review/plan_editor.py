"""PlanEditor: what a person is to do, exercise by exercise, with the week it makes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from mirror.exercises.core import Catalogue, Exercise
from mirror.geometry.measures import sides
from mirror.review.landmarks import unit_of
from mirror.sessions.reviews import EVERY_DAY, Plan, PlanDraft, PlanItem, draft_of, reordered
from ui.review import texts
from ui.review.dates import pattern, qdate
from ui.review.pieces import button, label, row
from ui.review.plots.names import amount, title_of
from ui.review.seat import Desk
from ui.review.tables import Cell, Grid, Line
from ui.review.texts import say

FIRST_SETS, FIRST_REPETITIONS, FIRST_HOLD_S, FIRST_REST_S = 3, 10, 30, 60
FIRST_DAYS = 0b0010101
"""Monday, Wednesday, Friday."""


def range_said(exercise: Exercise | None, share: float | None) -> str:
    """How far an item asks to go: the share of the full range and what that is in the exercise's main signal."""
    if exercise is None:
        return "" if share is None else f"{share:.0%}"
    aim = exercise.range.full if share is None else share
    signal = exercise.signals[0]
    measured = amount(signal.rest + aim * (signal.peak - signal.rest), unit_of(sides(signal.measure)[0]))
    return say(texts.RANGE_SAID, share=round(aim * 100), measure=title_of(signal.measure), value=measured)


def dose_said(item: PlanItem) -> str:
    """ "3 × 10" or "2 × 30 s"."""
    return f"{item.sets} × {item.repetitions}" if item.hold_s is None else f"{item.sets} × {item.hold_s:.0f} s"


def days_said(weekdays: int) -> str:
    """ "Mon, Wed", in the user's language; "every day"."""
    if weekdays == EVERY_DAY:
        return say(texts.EVERY_DAY)
    names = [QLocale().dayName(day + 1, QLocale.FormatType.ShortFormat) for day in range(7) if weekdays >> day & 1]
    return ", ".join(names)


class PlanEditor(QDialog):
    """A new plan, or one in place of another."""

    def __init__(self, desk: Desk, profile_id: str, today: date, parent: QWidget, old: Plan | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._profile_id = profile_id
        self._items: list[PlanItem] = [] if old is None else list(old.items)
        self._filling = False
        self.setWindowTitle(say(texts.NEW_PLAN if old is None else texts.MEND_PLAN))
        self.resize(940, 660)
        start = draft_of(old) if old is not None else PlanDraft(profile_id, "", "", today, today + timedelta(days=27), ())
        self._build(start)
        self._list(0 if self._items else None)

    # -- building ------------------------------------------------------------------------------------------------------

    def _build(self, start: PlanDraft) -> None:
        self.title = QLineEdit(start.title)
        self.title.setPlaceholderText(say(texts.PLAN_TITLE_HINT))
        self.title.setMaxLength(80)
        self.comment = QLineEdit(start.comment)
        self.comment.setPlaceholderText(say(texts.PLAN_COMMENT_HINT))
        self.first = _date(start.starts_on)
        self.last = _date(start.ends_on or start.starts_on + timedelta(days=27))
        self.endless = QCheckBox(say(texts.ENDLESS))
        self.endless.setChecked(start.ends_on is None)
        self.last.setEnabled(start.ends_on is not None)
        self.endless.toggled.connect(self.last.setDisabled)
        self.endless.toggled.connect(lambda on: self._check())
        head = QFormLayout()
        head.addRow(say(texts.TITLE), self.title)
        head.addRow(say(texts.COMMENT), self.comment)
        head.addRow(say(texts.FROM), row(self.first, label(say(texts.UNTIL)), self.last, self.endless, 1))
        self.grid = Grid(say(texts.PLAN_ITEMS))
        self.grid.chosen.connect(lambda key: self._fill())
        middle = QHBoxLayout()
        left = QVBoxLayout()
        left.addWidget(self.grid, 1)
        left.addLayout(
            row(
                button(say(texts.ADD_EXERCISE), self.add, "Alt+A"),
                button(say(texts.REMOVE), self.remove),
                button("↑", lambda: self.move_item(-1), say(texts.EARLIER)),
                button("↓", lambda: self.move_item(1), say(texts.LATER)),
                1,
            )
        )
        middle.addLayout(left, 3)
        middle.addWidget(self._item_box(), 2)
        self._problem = label("", "trouble")
        keep = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(keep.Ok | keep.Cancel)
        self._buttons.button(keep.Ok).setText(say(texts.SET_PLAN))
        self._buttons.button(keep.Cancel).setText(say(texts.CANCEL))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addLayout(head)
        box.addLayout(middle, 1)
        box.addWidget(label(say(texts.WEEK), "heading"))
        box.addWidget(self._week_box())
        box.addLayout(row(self._problem, 1, self._buttons))
        for changed in (self.title.textChanged, self.first.dateChanged, self.last.dateChanged):
            changed.connect(lambda *_: self._check())

    def _item_box(self) -> QWidget:
        self.exercise = QComboBox()
        self.exercise.setMaxVisibleItems(18)
        for entry in sorted(self._catalogue.values(), key=lambda e: self._desk.exercise(e.name)):
            self.exercise.addItem(self._desk.exercise(entry.name), entry.name)
        self.sets = _spin(1, 20)
        self.amount = _spin(1, 600)
        self.held = QLabel(say(texts.REPETITIONS))
        self.own_range = QCheckBox(say(texts.OWN_RANGE))
        self.share = _spin(30, 130, " %")
        self.share.setSingleStep(5)
        self.range = label("", "muted", wrap=True)
        self.rest = _spin(0, 900, " s")
        self.rest.setSingleStep(15)
        self.days = [QCheckBox(QLocale().dayName(day + 1, QLocale.FormatType.ShortFormat)) for day in range(7)]
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.addRow(say(texts.EXERCISE), self.exercise)
        form.addRow(say(texts.SETS), self.sets)
        form.addRow(self.held, self.amount)
        form.addRow(say(texts.RANGE), row(self.own_range, self.share, 1))
        form.addRow("", self.range)
        form.addRow(say(texts.REST), self.rest)
        days = QGridLayout()
        for at, check in enumerate(self.days):
            days.addWidget(check, at // 4, at % 4)
            days.setColumnStretch(at % 4, 1)
            check.toggled.connect(lambda on: self._edited())
        form.addRow(say(texts.DAYS), days)
        self._box = QGroupBox()
        self._box.setFlat(True)
        self._box.setLayout(form)
        for spin in (self.sets, self.amount, self.share, self.rest):
            spin.valueChanged.connect(lambda value: self._edited())
        self.own_range.toggled.connect(lambda on: self._edited())
        self.exercise.currentIndexChanged.connect(lambda at: self._edited(another=True))
        return self._box

    def _week_box(self) -> QWidget:
        week = QWidget()
        grid = QGridLayout(week)
        grid.setContentsMargins(0, 0, 0, 0)
        self._week = []
        for day in range(7):
            name = label(QLocale().dayName(day + 1, QLocale.FormatType.ShortFormat), "muted")
            what = label("", wrap=True)
            what.setAlignment(Qt.AlignmentFlag.AlignTop)
            what.setMinimumHeight(62)
            grid.addWidget(name, 0, day)
            grid.addWidget(what, 1, day)
            grid.setColumnStretch(day, 1)
            self._week.append(what)
        return week

    @property
    def _catalogue(self) -> Catalogue:
        return self._desk.catalogue

    # -- items ---------------------------------------------------------------------------------------------------------

    @property
    def _at(self) -> int | None:
        key = self.grid.key
        return None if key is None else int(key)

    def add(self, name: str = "") -> None:
        """One more exercise, after the chosen one; `name`: which, else the chosen one's successor in the list."""
        entry = self._catalogue.get(name) or next(iter(self._catalogue.values()))
        at = len(self._items) if self._at is None else self._at + 1
        before = self._items[self._at] if self._at is not None else None
        made = _first_item(entry, before.weekdays if before is not None else FIRST_DAYS)
        self._items.insert(at, made)
        self._list(at)
        self.exercise.setFocus()

    def remove(self) -> None:
        """The chosen exercise leaves the plan."""
        if (at := self._at) is not None:
            del self._items[at]
            self._list(min(at, len(self._items) - 1) if self._items else None)

    def move_item(self, by: int) -> None:
        """The chosen exercise comes earlier (-1) or later (1)."""
        at = self._at
        if at is not None and 0 <= at + by < len(self._items):
            self._items[at], self._items[at + by] = self._items[at + by], self._items[at]
            self._list(at + by)

    def _list(self, at: int | None) -> None:
        """Show the items anew, this one chosen."""
        titles = [say(text) for text in (texts.EXERCISE, texts.DOSE, texts.RANGE)]  # the rest stands beside it, and in the week
        lines = []
        for i, item in enumerate(self._items):
            known = self._catalogue.get(item.exercise)
            lines.append(
                Line(
                    i,
                    (
                        Cell(self._desk.exercise(item.exercise)),
                        Cell(dose_said(item)),
                        Cell(said := range_said(known, item.range_share) if item.hold_s is None else "–", tip=said),
                    ),
                )
            )
        self.grid.put(titles, lines, stretch=2)
        self.grid.choose(at, tell=False)
        self._fill()
        self._check()

    def _fill(self) -> None:
        """The form shows the chosen item."""
        at = self._at
        self._box.setEnabled(at is not None)
        if at is None:
            return
        item = self._items[at]
        known = self._catalogue.get(item.exercise)
        self._filling = True
        if self.exercise.findData(item.exercise) < 0:  # an own exercise of another machine
            self.exercise.addItem(self._desk.exercise(item.exercise), item.exercise)
        self.exercise.setCurrentIndex(self.exercise.findData(item.exercise))
        self.sets.setValue(item.sets)
        hold = item.hold_s is not None
        self.held.setText(say(texts.HOLD if hold else texts.REPETITIONS))
        self.amount.setSuffix(" s" if hold else "")
        self.amount.setValue(round(item.hold_s or 0) if hold else item.repetitions or 1)
        self.own_range.setEnabled(not hold)
        self.own_range.setChecked(item.range_share is not None)
        self.share.setEnabled(not hold and item.range_share is not None)
        own = item.range_share if item.range_share is not None else known.range.full if known is not None else 1.0
        self.share.setValue(round(own * 100))
        self.range.setText("" if hold else range_said(known, item.range_share))
        self.rest.setValue(round(item.rest_s))
        for day, check in enumerate(self.days):
            check.setChecked(bool(item.weekdays >> day & 1))
        self._filling = False

    def _edited(self, another: bool = False) -> None:
        """The form was changed: so is the chosen item. `another`: it is another exercise now."""
        at = self._at
        if self._filling or at is None:
            return
        item = self._items[at]
        name = str(self.exercise.currentData())
        if another and name in self._catalogue:
            item = _first_item(self._catalogue[name], item.weekdays)
        else:
            hold = item.hold_s is not None
            item = replace(
                item,
                sets=self.sets.value(),
                repetitions=None if hold else self.amount.value(),
                hold_s=float(self.amount.value()) if hold else None,
                range_share=self.share.value() / 100.0 if self.own_range.isChecked() and not hold else None,
                rest_s=float(self.rest.value()),
                weekdays=sum(1 << day for day, check in enumerate(self.days) if check.isChecked()),
            )
        self._items[at] = item
        self._list(at)

    # -- the whole -----------------------------------------------------------------------------------------------------

    def _check(self) -> None:
        for day, what in enumerate(self._week):
            there = [item for item in self._items if item.weekdays >> day & 1]
            doses = [dose_said(item).replace(" ", "\N{NO-BREAK SPACE}") for item in there]
            lines = [f"{self._desk.exercise(item.exercise)} {dose}" for item, dose in zip(there, doses, strict=True)]
            what.setText("\n".join(lines) or "–")
        problem = self.draft.problem()
        self._problem.setText(self._desk.words(problem) if self._items or self.title.text() else "")
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not problem)

    @property
    def draft(self) -> PlanDraft:
        """The plan as it stands in the window."""
        first = _python(self.first.date())
        last = None if self.endless.isChecked() else _python(self.last.date())
        return PlanDraft(self._profile_id, self.title.text(), self.comment.text(), first, last, reordered(self._items))


def _first_item(entry: Exercise, weekdays: int) -> PlanItem:
    hold = entry.kind == "hold"
    return PlanItem(
        position=1,
        exercise=entry.name,
        sets=FIRST_SETS,
        repetitions=None if hold else FIRST_REPETITIONS,
        hold_s=float(FIRST_HOLD_S) if hold else None,
        range_share=None,
        rest_s=float(FIRST_REST_S),
        weekdays=weekdays,
    )


def _spin(low: int, high: int, suffix: str = "") -> QSpinBox:
    made = QSpinBox()
    made.setRange(low, high)
    made.setSuffix(suffix)
    made.lineEdit().setTextMargins(6, 0, 0, 0)
    made.setMinimumWidth(84)
    return made


def _date(day: date) -> QDateEdit:
    made = QDateEdit(qdate(day))
    made.setCalendarPopup(False)
    made.setDisplayFormat(pattern())
    made.lineEdit().setTextMargins(6, 0, 0, 0)
    made.setMinimumWidth(116)
    return made


def _python(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
