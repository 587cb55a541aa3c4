"""Ledger: every repetition of a set, counted or not, with the machine's verdict, the reviewer's beside it, and joint by joint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mirror.sessions.reviews import Overrule
from mirror.sessions.store import RepetitionEntry, SetEntry
from ui.review import texts
from ui.review.plots.names import clock, side_word, title_of
from ui.review.seat import Desk
from ui.review.style import DeskTheme
from ui.review.sureness import joint_cell, score_cell
from ui.review.tables import Cell, Grid, Line, number
from ui.review.texts import say
from ui.review.verdict import kind_said
from ui.theme import Colour

KEYS = {Qt.Key.Key_1: "full", Qt.Key.Key_2: "partial", Qt.Key.Key_3: "rejected", Qt.Key.Key_0: "machine"}
"""What a digit in the table begins to say."""

TIPS = {texts.KIND: texts.KIND_TIP, texts.SCORE: texts.SCORE_TIP, texts.DEPTH: texts.DEPTH_TIP}
"""What a column's title means."""

Held = Mapping[tuple[int, str | None], Overrule]


def kind_colour(kind: str, theme: DeskTheme) -> Colour:
    """Never without the word."""
    return {"full": theme.good, "partial": theme.attention}.get(kind, theme.danger)


def mistakes_held(rep: RepetitionEntry, held: Held) -> tuple[tuple[str, str], ...]:
    """(mistake, whose): "machine" where only it says so, "reviewer" where only they do, "absent" where they say it is not there,
    "both" where they agree; the machine's first."""
    told = {mistake: one.verdict for (seq, mistake), one in held.items() if seq == rep.seq and mistake is not None}
    out = [(name, {"present": "both", "absent": "absent"}.get(told.get(name, ""), "machine")) for name in rep.mistakes]
    out += [(name, "reviewer") for name, verdict in told.items() if verdict == "present" and name not in rep.mistakes]
    return tuple(out)


class Ledger(Grid):
    """Signals:
    judged: (kind) a digit was pressed on the current repetition: full, partial, rejected or machine; "" for V: any.
    """

    judged = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(say(texts.REPETITIONS_OF_SET), parent)
        self._desk = desk

    def show_set(self, entry: SetEntry, held: Held, start_t: float, noted: Mapping[int, int]) -> None:
        """The set's repetitions. start_t: the session's, run's time. noted: how many notes stand on each, by seq."""
        joints = sorted({name for rep in entry.repetitions for name in rep.joints})
        names = (texts.NUMBER, texts.KIND, texts.SCORE, texts.MISTAKES, texts.AT, texts.SECONDS, texts.DEPTH, texts.SIDE)
        titles = [say(name) for name in (*names, texts.REASON, texts.NOTES)] + [title_of(name) for name in joints]
        lines = [self._line(rep, entry, held, joints, noted.get(rep.seq, 0)) for rep in entry.repetitions]
        tips = {say(name): say(tip) for name, tip in TIPS.items()}
        self.put(titles, lines, tips=tips | {title_of(name): say(texts.JOINT_TIP) for name in joints})

    def _line(self, rep: RepetitionEntry, entry: SetEntry, held: Held, joints: Sequence[str], noted: int) -> Line:
        theme = self._desk.theme
        told = held.get((rep.seq, None))
        reasons = [rep.reason or ""] + [one.reason for (seq, _), one in held.items() if seq == rep.seq]
        reason = "; ".join(dict.fromkeys(one for one in reasons if one))
        side = side_word(rep.side) if rep.side in ("left", "right") else "–"
        cells = (
            number(float(rep.number) if rep.kind == "full" else None),
            self._kind(rep, told),
            score_cell(rep, theme),
            self._mistakes(rep, entry, held),
            Cell(clock(rep.start_t - entry.start_t, tenths=True), sort=rep.start_t, right=True),
            number(rep.end_t - rep.start_t, "{:.1f}"),
            number(None if rep.depth is None else rep.depth * 100, "{:.0f} %"),
            Cell(side),
            Cell(reason or "–", tip=reason),
            number(float(noted) if noted else None),
            *(joint_cell(rep, name, theme) for name in joints),
        )
        return Line(rep.seq, cells)

    def _kind(self, rep: RepetitionEntry, told: Overrule | None) -> Cell:
        theme = self._desk.theme
        if told is None or told.verdict == rep.kind:
            agreed = "" if told is None else " ✓"
            return Cell(kind_said(rep.kind) + agreed, colour=kind_colour(rep.kind, theme))
        words = say(texts.KIND_OVERRULED, kind=kind_said(told.verdict), machine=kind_said(rep.kind))
        tip = say(texts.OVERRULED_BY, who=told.reviewer or say(texts.OWNER), reason=told.reason or "–")
        return Cell(words, colour=kind_colour(told.verdict, theme), tip=tip, bold=True)

    def _mistakes(self, rep: RepetitionEntry, entry: SetEntry, held: Held) -> Cell:
        forms = {"machine": "{}", "both": "{} ✓", "reviewer": "+ {}", "absent": "({})"}
        said = [forms[whose].format(self._desk.mistake(entry.exercise, name)) for name, whose in mistakes_held(rep, held)]
        return Cell(", ".join(said) or "–", tip=say(texts.MISTAKE_SIGNS) if said else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1, 2, 3: full, partial, rejected; 0: as the machine; V: judge."""
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and self.key is not None and (key in KEYS or key == Qt.Key.Key_V):
            self.judged.emit(KEYS.get(key, ""))
            return
        super().keyPressEvent(event)
