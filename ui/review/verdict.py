"""VerdictDialog: a repetition judged by who reviews it: what kind it is, which mistakes it has, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from mirror.sessions.reviews import KINDS, MACHINE, PRESENCES, Overrule
from mirror.sessions.store import RepetitionEntry
from ui.review import texts
from ui.review.pieces import label
from ui.review.texts import say

MANY = 6
"""More mistakes than this scroll."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A verdict to be written. mistake None: on the kind."""

    mistake: str | None
    verdict: str
    reason: str


def kind_said(kind: str) -> str:
    """full, partial, rejected, in words."""
    return say(texts.KINDS.get(kind, kind))


class VerdictDialog(QDialog):
    """What the machine said stands beside each choice; "as the machine" takes an earlier verdict back."""

    def __init__(
        self,
        repetition: RepetitionEntry,
        held: Mapping[str | None, Overrule],
        titles: Mapping[str, str],
        parent: QWidget,
        kind: str = "",
    ) -> None:
        """`held`: the verdicts that hold now, by mistake, None for the kind. `titles`: of the mistakes that the exercise can
        have. `kind`: chosen to begin with."""
        super().__init__(parent)
        self.setWindowTitle(say(texts.JUDGE))
        self.setMinimumWidth(640)
        self._held = held
        self._boxes: dict[str | None, QComboBox] = {}
        self.reason = QLineEdit(next((one.reason for one in held.values() if one.reason), ""))
        self.reason.setPlaceholderText(say(texts.REASON_HINT))
        self.reason.setAccessibleName(say(texts.REASON))
        self.reason.setMaxLength(400)
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.addRow(say(texts.KIND), self._choice(None, KINDS, kind_said(repetition.kind), kind))
        sheet = QWidget()
        sheet.setObjectName("page")
        mistakes = QFormLayout(sheet)
        mistakes.setContentsMargins(0, 0, 0, 0)
        for name, title in titles.items():
            machine = say(texts.PRESENT if name in repetition.mistakes else texts.ABSENT)
            mistakes.addRow(title, self._choice(name, PRESENCES, machine))
        inside: QWidget = sheet
        if len(titles) > MANY:
            area = QScrollArea()
            area.setWidget(sheet)
            area.setWidgetResizable(True)
            area.setMinimumHeight(240)
            inside = area
        keep = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(keep.Ok | keep.Cancel)
        buttons.button(keep.Ok).setText(say(texts.KEEP))
        buttons.button(keep.Cancel).setText(say(texts.CANCEL))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.accept)
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addWidget(label(say(texts.JUDGE_WORDS), "muted", wrap=True))
        box.addLayout(form)
        if titles:
            box.addWidget(label(say(texts.MISTAKES), "heading"))
            box.addWidget(inside)
        box.addWidget(label(say(texts.REASON), "heading"))
        box.addWidget(self.reason)
        box.addWidget(buttons)
        if kind:
            self.reason.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words need in this width; Qt's own first size forgets that they wrap."""
        super().showEvent(event)
        if (box := self.layout()) is not None:
            self.resize(self.width(), max(self.height(), box.totalHeightForWidth(self.width())))

    def _choice(self, name: str | None, allowed: tuple[str, ...], machine: str, first: str = "") -> QComboBox:
        choice = QComboBox()
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        choice.addItem(say(texts.AS_MACHINE, said=machine), MACHINE)
        for verdict in allowed:
            choice.addItem(kind_said(verdict) if name is None else say(texts.PRESENCES[verdict]), verdict)
        now = self._held.get(name)
        choice.setCurrentIndex(max(choice.findData(first or (MACHINE if now is None else now.verdict)), 0))
        choice.setAccessibleName(say(texts.KIND) if name is None else name.replace("_", " "))
        self._boxes[name] = choice
        return choice

    def choose(self, mistake: str | None, verdict: str) -> None:
        """As the user would."""
        choice = self._boxes[mistake]
        choice.setCurrentIndex(choice.findData(verdict))

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """What differs from the verdicts that hold now; a new reason counts for those that stay, too."""
        out = []
        reason = self.reason.text().strip()
        for name, choice in self._boxes.items():
            verdict, now = str(choice.currentData()), self._held.get(name)
            before = (MACHINE, "") if now is None else (now.verdict, now.reason)
            if verdict != before[0] or (verdict != MACHINE and reason != before[1]):
                out.append(Wanted(name, verdict, "" if verdict == MACHINE else reason))
        return tuple(out)
