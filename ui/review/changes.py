"""Changes: what a reviewer does, so that it can be undone. Undoing writes a counter-entry; nothing is deleted.

Everybody has a history of their own: whoever comes back to a person can undo there what they did before, and nothing is undone
of somebody who is not on the screen. A change that is undone or done again opens the page on which it was made.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand, QUndoGroup, QUndoStack

from mirror.errors import WorldError
from mirror.sessions import reviews
from mirror.sessions.reviews import MACHINE, About, Note, Overrule, Plan, PlanDraft
from ui.review.seat import Desk

KEPT = 200
"""Changes of one person that can be undone; notes and plans hold their words."""


class Histories(QUndoGroup):
    """What can be undone, by person; of the one that is open now. For as long as the same one sits at the desk."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._of: dict[str, QUndoStack] = {}

    def open(self, person: str) -> QUndoStack:
        """That of this person ("" for sessions of nobody) is undone from now on."""
        if person not in self._of:
            stack = self._of[person] = QUndoStack(self)
            stack.setUndoLimit(KEPT)
            self.addStack(stack)
        self.setActiveStack(self._of[person])
        return self._of[person]

    def clear(self) -> None:
        """Nothing can be undone any more."""
        for stack in self._of.values():
            self.removeStack(stack)
            stack.clear()
            stack.deleteLater()
        self._of.clear()


class Change(QUndoCommand):
    """A change of the log. Where the world says no, that is told, and the command leaves the stack.

    Every kind says what `_do` and `_take_back` are. (Qt's classes have a metaclass of their own, so this cannot be an ABC.)
    """

    def __init__(self, desk: Desk, words: str, after: Callable[[], None]) -> None:
        """`words`: for the Edit menu. `after`: shows what is there now."""
        super().__init__(words)
        self._desk = desk
        self._after = after
        self._place = desk.here()
        self._made = False

    def redo(self) -> None:
        self._try(self._do)
        self._show()

    def undo(self) -> None:
        self._try(self._take_back)
        self._show()

    def _show(self) -> None:
        """Go where it was made, but for the first time, when one is there."""
        if self._made and self._place is not None:
            self._desk.go(self._place)
        self._made = True

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except WorldError as error:
            self.setObsolete(True)
            self._desk.told(str(error))
        self._after()

    def _do(self) -> None:
        """What is changed."""
        raise NotImplementedError

    def _take_back(self) -> None:
        """The counter-entry."""
        raise NotImplementedError


class _Written(Change):
    """Something written (a note, a plan), or written in place of another, which is withdrawn. Taken back: withdrawn, and the
    other written again.

    What is written again gets another id: the desk remembers which, for the changes that know it by its first.
    """

    def __init__(self, desk: Desk, words: str, after: Callable[[], None], instead: str) -> None:
        """`instead`: the id of the other, "" for none."""
        super().__init__(desk, words, after)
        self._instead = instead
        self._first = ""

    def _do(self) -> None:
        new = self._write()
        if self._instead:
            self._withdraw(self._desk.stands(self._instead))
        if self._first:
            self._desk.replace(self._first, new)
        else:
            self._first = new

    def _take_back(self) -> None:
        self._withdraw(self._desk.stands(self._first))
        if self._instead:
            self._desk.replace(self._instead, self._rewrite())

    def _write(self) -> str:
        """Writes it; returns its id."""
        raise NotImplementedError

    def _rewrite(self) -> str:
        """Writes the other again; returns its id."""
        raise NotImplementedError

    def _withdraw(self, id: str) -> None:
        raise NotImplementedError


class WriteNote(_Written):
    """A new note, or one in place of another."""

    def __init__(
        self, desk: Desk, words: str, after: Callable[[], None], about: About, text: str, instead: Note | None = None
    ) -> None:
        super().__init__(desk, words, after, "" if instead is None else instead.id)
        self._about, self._text = about, text
        self._before = "" if instead is None else instead.text

    def _write(self) -> str:
        return _noted(self._desk, self._about, self._text)

    def _rewrite(self) -> str:
        return _noted(self._desk, self._about, self._before)

    def _withdraw(self, id: str) -> None:
        reviews.withdraw_note(self._desk.store, id, audit=self._desk.audit)


class WithdrawNote(Change):
    """A note that does not stand any more. Taken back: written again."""

    def __init__(self, desk: Desk, words: str, after: Callable[[], None], note: Note) -> None:
        super().__init__(desk, words, after)
        self._note = note

    def _do(self) -> None:
        reviews.withdraw_note(self._desk.store, self._desk.stands(self._note.id), audit=self._desk.audit)

    def _take_back(self) -> None:
        self._desk.replace(self._note.id, _noted(self._desk, self._note.about, self._note.text))


def _noted(desk: Desk, about: About, text: str) -> str:
    return reviews.add_note(desk.store, about, text, desk.seat.reviewer_id, audit=desk.audit)


class Judge(Change):
    """A verdict on a repetition's kind or on one of its mistakes. Taken back: what held before, said again."""

    def __init__(
        self,
        desk: Desk,
        words: str,
        after: Callable[[], None],
        session_id: str,
        seq: int,
        mistake: str | None,
        verdict: str,
        reason: str,
        before: Overrule | None,
    ) -> None:
        """`before`: the verdict that holds, None where the machine's does."""
        super().__init__(desk, words, after)
        self._of = (session_id, seq, mistake)
        self._new = (verdict, reason)
        self._old = (MACHINE, "") if before is None else (before.verdict, before.reason)

    def _do(self) -> None:
        self._say(*self._new)

    def _take_back(self) -> None:
        self._say(*self._old)

    def _say(self, verdict: str, reason: str) -> None:
        desk = self._desk
        reviews.overrule(desk.store, *self._of, verdict, reason, desk.seat.reviewer_id, audit=desk.audit)


class SetPlan(_Written):
    """A new plan, or one in place of another."""

    def __init__(self, desk: Desk, words: str, after: Callable[[], None], draft: PlanDraft, instead: Plan | None = None) -> None:
        super().__init__(desk, words, after, "" if instead is None else instead.id)
        self._draft = draft
        self._before = draft if instead is None else reviews.draft_of(instead)

    def _write(self) -> str:
        return _planned(self._desk, self._draft)

    def _rewrite(self) -> str:
        return _planned(self._desk, self._before)

    def _withdraw(self, id: str) -> None:
        reviews.withdraw_plan(self._desk.store, id, audit=self._desk.audit)


class WithdrawPlan(Change):
    """A plan that leads nobody any more. Taken back: set again."""

    def __init__(self, desk: Desk, words: str, after: Callable[[], None], plan: Plan) -> None:
        super().__init__(desk, words, after)
        self._plan = plan

    def _do(self) -> None:
        reviews.withdraw_plan(self._desk.store, self._desk.stands(self._plan.id), audit=self._desk.audit)

    def _take_back(self) -> None:
        self._desk.replace(self._plan.id, _planned(self._desk, reviews.draft_of(self._plan)))


def _planned(desk: Desk, draft: PlanDraft) -> str:
    return reviews.set_plan(desk.store, draft, desk.seat.reviewer_id, audit=desk.audit)
