"""Detail: one repetition in words: what the machine says, what a reviewer says, its mistakes, joint by joint."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from mirror.sessions.reviews import Overrule
from mirror.sessions.store import RepetitionEntry, SetEntry
from ui.review import texts
from ui.review.ledger import Held, mistakes_held
from ui.review.pieces import button, label, row
from ui.review.seat import Desk
from ui.review.sureness import joint_lines
from ui.review.texts import say
from ui.review.verdict import kind_said


class Detail(QWidget):
    """Signals:
    judge: the user wants to judge it.
    """

    judge = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._heading = label("", "heading")
        self._machine = label("", "", wrap=True)
        self._reviewer = label("", "", wrap=True)
        self._mistakes = label("", "", wrap=True)
        self._joints = label("", "muted", wrap=True)
        self._judge = button(say(texts.JUDGE_DOTS), self.judge.emit, "V")
        sheet = QWidget()
        sheet.setObjectName("page")
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(2, 4, 6, 4)
        inside.setSpacing(4)
        for widget in (self._machine, self._reviewer, self._mistakes, self._joints):
            inside.addWidget(widget)
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidget(sheet)
        area.setWidgetResizable(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 8, 0, 0)
        box.setSpacing(4)
        box.addLayout(row(self._heading, 1, self._judge))
        box.addWidget(area, 1)

    def show_repetition(self, entry: SetEntry, rep: RepetitionEntry | None, held: Held) -> None:
        """This repetition; None: the set as a whole."""
        self._judge.setVisible(rep is not None and self._desk.seat.may_judge)
        if rep is None:
            self._whole(entry)
            return
        heading = say(texts.REPETITION_N, n=rep.number) if rep.kind == "full" else kind_said(rep.kind)
        self._heading.setText(heading[:1].upper() + heading[1:])
        facts = [kind_said(rep.kind)]
        facts += [say(texts.DEPTH_N, n=f"{rep.depth * 100:.0f}")] if rep.depth is not None else []
        facts += [say(texts.SCORE_N, n=f"{rep.score:.0f}")] if rep.score is not None else [say(texts.NO_SCORE)]
        reason = f" – {rep.reason}" if rep.reason else ""
        self._machine.setText(say(texts.MACHINE_SAYS, said=", ".join(facts) + reason))
        told = held.get((rep.seq, None))
        self._reviewer.setText("" if told is None else self._told(told, kind_said(told.verdict)))
        self._reviewer.setVisible(told is not None)
        self._mistakes.setText("\n".join(self._mistake_lines(entry, rep, held)) or say(texts.NO_MISTAKES))
        self._joints.setText(joint_lines(rep))

    def _whole(self, entry: SetEntry) -> None:
        self._heading.setText(say(texts.WHOLE_SET))
        score = say(texts.NO_SCORE) if entry.score is None else say(texts.SCORE_N, n=f"{entry.score:.0f}")
        self._machine.setText(say(texts.MACHINE_SAYS, said=score))
        self._reviewer.hide()
        lines = [f"{self._desk.mistake(entry.exercise, name)} × {count}" for name, count in entry.mistakes.items()]
        self._mistakes.setText("\n".join(lines) or say(texts.NO_MISTAKES))
        self._joints.setText(joint_lines(entry))

    def _mistake_lines(self, entry: SetEntry, rep: RepetitionEntry, held: Held) -> list[str]:
        forms = {
            "machine": texts.BY_MACHINE,
            "both": texts.BY_BOTH,
            "reviewer": texts.BY_REVIEWER,
            "absent": texts.NOT_THERE,
        }
        lines = []
        for name, whose in mistakes_held(rep, held):
            told = held.get((rep.seq, name))
            line = say(forms[whose], mistake=self._desk.mistake(entry.exercise, name))
            lines.append(line + (f" ({told.reason})" if told is not None and told.reason else ""))
        return lines

    def _told(self, told: Overrule, said: str) -> str:
        who = told.reviewer or say(texts.OWNER)
        reason = f" – {told.reason}" if told.reason else ""
        return say(texts.REVIEWER_SAYS, who=who, said=said + reason)
