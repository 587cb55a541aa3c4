"""Changes: what a reviewer does, so that it can be undone. Undoing writes a counter-entry; nothing is deleted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from mirror.errors import WorldError
from mirror.sessions import reviews
from mirror.sessions.reviews import MACHINE, About, Note, Overrule, Plan, PlanDraft
from ui.review.seat import Desk


class Change(QUndoCommand):
    """A change of the log. Where the world says no, that is told, and the command leaves the stack."""

    def __init__(self, desk: Desk, words: str, after: Callable[[], None]) -> None:
        """`words`: for the Edit menu. `after`: shows what is there now."""
        super().__init__(words)
        self._desk = desk
        self._after = after

    def redo(self) -> None:
        self._try(self._do)

    def undo(self) -> None:
        self._try(self._take_back)

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except WorldError as error:
            self.setObsolete(True)
            self._desk.told(str(error))
        self._after()

    def _do(self) -> None:
        raise NotImplementedError

    def _take_back(self) -> None:
        raise NotImplementedError


class WriteNote(Change):
    """A new note, or one in place of another (which is withdrawn). Taken back: withdrawn, and the other written again."""

    def __init__(
        self, desk: Desk, words: str, after: Callable[[], None], about: About, text: str, instead: Note | None = None
    ) -> None:
        super().__init__(desk, words, after)
        self._about, self._text, self._instead = about, text, instead
        self._stands = instead.id if instead is not None else ""

    def _do(self) -> None:
        before, self._stands = self._stands, _noted(self._desk, self._about, self._text)
        if before:
            reviews.withdraw_note(self._desk.store, before, audit=self._desk.audit)

    def _take_back(self) -> None:
        reviews.withdraw_note(self._desk.store, self._stands, audit=self._desk.audit)
        self._stands = _noted(self._desk, self._about, self._instead.text) if self._instead is not None else ""


class WithdrawNote(Change):
    """A note that does not stand any more. Taken back: written again."""

    def __init__(self, desk: Desk, words: str, after: Callable[[], None], note: Note) -> None:
        super().__init__(desk, words, after)
        self._note, self._stands = note, note.id

    def _do(self) -> None:
        reviews.withdraw_note(self._desk.store, self._stands, audit=self._desk.audit)

    def _take_back(self) -> None:
        self._stands = _noted(self._desk, self._note.about, self._note.text)


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


class SetPlan(Change):
    """A new plan, or one in place of another (which is withdrawn). Taken back: withdrawn, and the other set again."""

    def __init__(self, desk: Desk, words: str, after: Callable[[], None], draft: PlanDraft, instead: Plan | None = None) -> None:
        super().__init__(desk, words, after)
        self._draft, self._instead = draft, instead
        self._stands = instead.id if instead is not None else ""

    def _do(self) -> None:
        before, self._stands = self._stands, _planned(self._desk, self._draft)
        if before:
            reviews.withdraw_plan(self._desk.store, before, audit=self._desk.audit)

    def _take_back(self) -> None:
        reviews.withdraw_plan(self._desk.store, self._stands, audit=self._desk.audit)
        self._stands = _planned(self._desk, reviews.draft_of(self._instead)) if self._instead is not None else ""


class WithdrawPlan(Change):
    """A plan that leads nobody any more. Taken back: set again."""

    def __init__(self, desk: Desk, words: str, after: Callable[[], None], plan: Plan) -> None:
        super().__init__(desk, words, after)
        self._plan, self._stands = plan, plan.id

    def _do(self) -> None:
        reviews.withdraw_plan(self._desk.store, self._stands, audit=self._desk.audit)

    def _take_back(self) -> None:
        self._stands = _planned(self._desk, reviews.draft_of(self._plan))


def _planned(desk: Desk, draft: PlanDraft) -> str:
    return reviews.set_plan(desk.store, draft, desk.seat.reviewer_id, audit=desk.audit)
