"""Plans: what a person was told to do, and what leads them now."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from mirror.sessions import reviews
from mirror.sessions.reviews import Plan, PlanDraft
from ui.review import texts
from ui.review.changes import SetPlan, WithdrawPlan
from ui.review.dates import short
from ui.review.pieces import button, label, row
from ui.review.plan_editor import PlanEditor, days_said, dose_said, range_said
from ui.review.seat import Desk
from ui.review.tables import Cell, Grid, Line, number
from ui.review.texts import say


class Plans(QWidget):
    """A person's plans, and the items of the chosen one.

    Signals:
        changed: one was set or withdrawn.
    """

    changed = Signal()

    def __init__(self, desk: Desk, today: date) -> None:
        super().__init__()
        self._desk = desk
        self.today = today
        self._person: str | None = None
        self._plans: dict[str, Plan] = {}
        self.list = Grid(say(texts.PLANS))
        self.items = Grid(say(texts.PLAN_ITEMS))
        self._comment = label("", "muted", wrap=True)
        self._empty = label(say(texts.NO_PLAN), "muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._all = QCheckBox(say(texts.SHOW_WITHDRAWN))
        self._all.toggled.connect(lambda on: self.refresh())
        self._new = button(say(texts.NEW_PLAN), self.write, "Ctrl+P")
        self._mend = button(say(texts.MEND_PLAN), self.mend, say(texts.ENTER))
        self._withdraw = button(say(texts.WITHDRAW), self.withdraw)
        self.list.chosen.connect(lambda key: self._choose())
        self.list.opened.connect(lambda key: self.mend())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addLayout(row(self._new, self._mend, self._withdraw, 1, self._all))
        box.addWidget(self._empty, 1)
        box.addWidget(self.list, 1)
        box.addWidget(self._comment)
        box.addWidget(self.items, 2)
        self._choose()

    def show_person(self, profile_id: str | None) -> None:
        """Whose plans; None: nobody's."""
        self._person = profile_id
        self._plans = {}
        self._fill()

    def refresh(self) -> None:
        """Read them again."""
        person, withdrawn, store = self._person, self._all.isChecked(), self._desk.store
        if person is not None:
            self._desk.loader.load("plans", lambda: reviews.plans(store, person, withdrawn), self._put)

    def _put(self, found: tuple[Plan, ...]) -> None:
        self._plans = {plan.id: plan for plan in found}
        self._fill()
        if found and self.list.key is None:
            self.list.choose(found[0].id)
        self._choose()

    def _fill(self) -> None:
        titles = [say(text) for text in (texts.TITLE, texts.FROM, texts.UNTIL, texts.STATE, texts.WHO, texts.WHEN)]
        titles = [title[:1].upper() + title[1:] for title in titles]
        lines = []
        for plan in self._plans.values():
            gone = plan.withdrawn_at is not None
            lines.append(
                Line(
                    plan.id,
                    (
                        Cell(plan.title, struck=gone),
                        _day(plan.starts_on),
                        _day(plan.ends_on),
                        Cell(self._state(plan)),
                        Cell(plan.reviewer or "–"),
                        Cell(short(plan.at.astimezone().date()), sort=plan.at.timestamp()),
                    ),
                )
            )
        self.list.put(titles, lines, stretch=0)
        for widget in (self.list, self.items):
            widget.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self._choose()

    def _state(self, plan: Plan) -> str:
        if plan.withdrawn_at is not None:
            return say(texts.WITHDRAWN)
        if self.today < plan.starts_on:
            return say(texts.TO_COME)
        if plan.ends_on is not None and self.today > plan.ends_on:
            return say(texts.OVER)
        return say(texts.LEADS)

    @property
    def _chosen(self) -> Plan | None:
        return self._plans.get(self.list.key)

    def _choose(self) -> None:
        plan = self._chosen
        judges = self._desk.seat.may_judge and self._person is not None
        self._new.setEnabled(judges)
        for action in (self._mend, self._withdraw):
            action.setEnabled(judges and plan is not None and plan.withdrawn_at is None)
        self._comment.setText("" if plan is None else plan.comment)
        self._comment.setVisible(bool(plan is not None and plan.comment))
        titles = [say(text) for text in (texts.EXERCISE, texts.DOSE, texts.RANGE, texts.REST, texts.DAYS)]
        lines = []
        for item in () if plan is None else plan.items:
            known = self._desk.catalogue.get(item.exercise)
            cells = (
                Cell(self._desk.exercise(item.exercise)),
                Cell(dose_said(item)),
                _range(range_said(known, item.range_share) if item.hold_s is None else "–"),
                number(item.rest_s, "{:.0f} s"),
                Cell(days_said(item.weekdays)),
            )
            lines.append(Line(item.position, cells))
        self.items.put(titles, lines, stretch=2)

    def write(self) -> None:
        """Ask for a new plan."""
        if self._person is not None and self._desk.seat.may_judge:
            self._edit(None)

    def mend(self) -> None:
        """Ask for another plan in place of the chosen one."""
        plan = self._chosen
        if plan is not None and plan.withdrawn_at is None and self._desk.seat.may_judge:
            self._edit(plan)

    def _edit(self, old: Plan | None) -> None:
        if self._person is None:
            return
        editor = PlanEditor(self._desk, self._person, self.today, self, old)
        if editor.exec() and (old is None or editor.draft != reviews.draft_of(old)):
            self.set(editor.draft, old)

    def set(self, draft: PlanDraft, instead: Plan | None = None) -> None:
        """Set a plan, perhaps in place of another."""
        words = say(texts.DID_PLAN if instead is None else texts.DID_MEND_PLAN)
        self._desk.undo.push(SetPlan(self._desk, words, self._again, draft, instead))

    def withdraw(self) -> None:
        """The chosen plan leads nobody any more."""
        plan = self._chosen
        if plan is not None and plan.withdrawn_at is None:
            self._desk.undo.push(WithdrawPlan(self._desk, say(texts.DID_WITHDRAW_PLAN), self._again, plan))

    def _again(self) -> None:
        self.refresh()
        self.changed.emit()


def _range(said: str) -> Cell:
    """What does not fit stands in the tip."""
    return Cell(said, tip=said)


def _day(day: date | None) -> Cell:
    if day is None:
        return Cell(say(texts.ENDLESS), sort=float(date.max.toordinal()))
    return Cell(short(day), sort=float(day.toordinal()))
