"""SetPage: one set: its ledger, its curves, its mistakes in time and its replay, with one repetition chosen in all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from mirror.review.core import SetView
from mirror.review.sets import set_view
from mirror.sessions.reviews import About
from mirror.sessions.store import RepetitionEntry, SetEntry
from ui.review import texts
from ui.review.changes import Judge
from ui.review.detail import Detail
from ui.review.ledger import Ledger
from ui.review.motion import Motion
from ui.review.notes import Notes
from ui.review.pieces import Empty, label
from ui.review.plots import CurveView, MistakeLine
from ui.review.plots.stretch import link
from ui.review.seat import Desk
from ui.review.session import Session
from ui.review.texts import say
from ui.review.verdict import VerdictDialog, Wanted, kind_said

DETAIL_WIDTH = 330
LEDGER_WIDTH = 430
"""In a narrow window (1024 pixels) the ledger keeps this, and the detail beside it gives way."""
SHARES, SHARES_HOLD = [250, 470], [130, 590]
"""Of ledger and curves, from top to bottom, in pixels of a window of the usual size."""
MISTAKES_HEIGHT = 148


@dataclass(slots=True)
class _Plots:
    curves: CurveView
    mistakes: MistakeLine
    motion: Motion


class SetPage(QWidget):
    """Attributes:
        seq: the repetition that is chosen, None for none.
    Signals:
        changed: a verdict or a note was written. another: (by) the set before (-1) or after (1) is wanted.
    """

    changed = Signal()
    another = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._session: Session | None = None
        self._entry: SetEntry | None = None
        self._view: SetView | None = None
        self._plots: _Plots | None = None
        self._making = self._make()
        self.seq: int | None = None
        self.ledger = Ledger(desk)
        self.ledger.chosen.connect(self.choose)
        self.ledger.opened.connect(lambda key: self.judge())
        self.ledger.judged.connect(self.judge)
        self._hold = label("", "muted", wrap=True)
        self._hold.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.detail = Detail(desk)
        self.detail.judge.connect(self.judge)
        self.notes = Notes(desk, "set")
        self.notes.changed.connect(self.changed)
        self._no_track = Empty(say(texts.NO_TRACK), say(texts.NO_TRACK_WORDS))
        self._no_track.hide()
        self._build()
        desk.habits.follow("set.tab", self.aside)
        desk.habits.follow("set.ledger", self.ledger)
        desk.habits.follow("set.notes", self.notes.grid)

    def _build(self) -> None:
        self.aside = QTabWidget()
        self.aside.setDocumentMode(True)
        self.aside.addTab(self.detail, say(texts.REPETITION))
        self.aside.addTab(self.notes, say(texts.NOTES))
        self.aside.setMinimumWidth(260)
        table = QWidget()
        table.setMinimumWidth(LEDGER_WIDTH)
        inside = QVBoxLayout(table)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.ledger, 1)
        inside.addWidget(self._hold)
        above = QSplitter(Qt.Orientation.Horizontal)
        above.addWidget(table)
        above.addWidget(self.aside)
        above.setStretchFactor(0, 1)
        above.setSizes([700, DETAIL_WIDTH])
        self._desk.habits.follow("set.above", above)
        self._below = QWidget()
        below = QHBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self._no_track)
        self._wrap = QSplitter(Qt.Orientation.Horizontal)
        self._wrap.setChildrenCollapsible(False)
        below.addWidget(self._wrap)
        self._wrap.hide()
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.addWidget(above)
        self.split.addWidget(self._below)
        self._shares = {True: self._desk.habits.sizes("set.split", 2) or SHARES, False: SHARES_HOLD}
        self.split.setSizes(self._shares[True])
        self.split.splitterMoved.connect(lambda at, index: self._share())
        self._hold.hide()
        self.split.setChildrenCollapsible(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 10, 18, 10)
        box.setSpacing(8)
        box.addWidget(self.split, 1)

    # -- what is shown -------------------------------------------------------------------------------------------------

    def show_set(self, session: Session, number: int, seq: int | None = None) -> None:
        """Show this set of the session; `seq`: the repetition to choose."""
        same = self._session is not None and self._session.row.id == session.row.id and self.number == number
        entry = next((one for one in session.entry.sets if one.number == number), None)
        if entry is None:
            return
        before = self.seq if same and seq is None else seq
        grown = same and self._entry is not None and len(self._entry.repetitions) != len(entry.repetitions)
        self._session, self._entry = session, entry
        self._fill()
        self.seq = None
        known = {rep.seq for rep in entry.repetitions}
        if not same or grown:
            self._view = None
            self._load_plots(session, number)
        self.choose(before if before in known else None, follow=same)
        if self._view is not None:  # verdicts change the band of good repetitions
            self._load_plots(session, number)

    @property
    def tabs(self) -> QTabWidget:
        """What stands beside the ledger."""
        return self.aside

    @property
    def number(self) -> int:
        """Of the set, 0 for none."""
        return 0 if self._entry is None else self._entry.number

    def _fill(self) -> None:
        session, entry = self._session, self._entry
        if session is None or entry is None:
            return
        noted = Counter(note.about.seq for note in session.notes if note.about.seq is not None)
        self.ledger.show_set(entry, session.held, session.entry.start_t, noted)
        self.ledger.setVisible(bool(entry.repetitions))
        hold = entry.hold_s is not None
        self._hold.setText(say(texts.HELD_WORDS, n=f"{entry.hold_s or 0:.0f}") if hold else say(texts.NO_REPETITIONS))
        if self._hold.isHidden() == (not entry.repetitions):  # what has no ledger leaves its room to the curves
            self.split.setSizes(self._shares[bool(entry.repetitions)])
        self._hold.setVisible(not entry.repetitions)

    def _share(self) -> None:
        """The user drew the line between ledger and curves."""
        ledger = self._entry is not None and bool(self._entry.repetitions)
        self._shares[ledger] = self.split.sizes()
        if ledger:
            self._desk.habits.keep("set.split", self._shares[True])

    @property
    def headline(self) -> str:
        """How much was done as it holds, and in brackets by the machine where that is something else."""
        entry, session = self._entry, self._session
        if entry is None or session is None:
            return ""
        if entry.hold_s is not None and not entry.repetitions:
            return say(texts.HELD_N, n=f"{entry.hold_s:.0f}")
        told = [session.held.get((rep.seq, None)) for rep in entry.repetitions]
        if not any(told):
            return say(texts.COUNTS, full=entry.full, partial=entry.partial, rejected=entry.rejected)
        kinds = Counter(rep.kind if one is None else one.verdict for rep, one in zip(entry.repetitions, told, strict=True))
        return say(
            texts.COUNTS_HELD,
            full=kinds["full"],
            partial=kinds["partial"],
            rejected=kinds["rejected"],
            was_full=entry.full,
            was_partial=entry.partial,
            was_rejected=entry.rejected,
        )

    def _load_plots(self, session: Session, number: int) -> None:
        desk, id, subject = self._desk, session.row.id, session.profile_id

        def read() -> SetView:
            desk.audit.note("viewed", subject, f"set:{id}/{number}")
            return set_view(desk.store, id, number, desk.catalogue)

        desk.loader.load("curves", read, self._show_view)

    def _show_view(self, view: SetView) -> None:
        entry = self._entry
        if entry is None or view.number != entry.number:
            return
        words = self._desk.words
        view = replace(view, mistakes=tuple(replace(mark, title=words(mark.title)) for mark in view.mistakes))
        self._view = view
        there = bool(view.measures)
        self._no_track.setVisible(not there)
        if not there:
            self._wrap.hide()
            return
        plots = self._made()
        self._wrap.show()
        plots.curves.show_set(view, self.seq)
        plots.mistakes.show_set(view, self.seq)
        if self._session is not None:
            plots.motion.show_set(self._session, entry, view, self.seq)

    def _made(self) -> _Plots:
        """The plots; what of them is not made yet is made now."""
        for _ in self._making:
            pass
        assert self._plots is not None
        return self._plots

    def prepare(self) -> Iterator[None]:
        """What the first set with a track will need, a short piece at each step; hidden until then."""
        yield from self._making

    def _make(self) -> Iterator[None]:
        """Makes the plots, a piece at each step."""
        theme = self._desk.theme
        curves = CurveView(theme)
        yield
        plots = _Plots(curves, MistakeLine(self._desk.theme), Motion(self._desk))
        yield
        for view in (plots.curves, plots.mistakes):
            view.repetition_chosen.connect(self.choose)
        link(plots.curves, plots.mistakes, plots.motion.view)
        plots.motion.moved.connect(self._moved)
        plots.motion.repetition_chosen.connect(lambda seq: self.choose(seq, follow=False))
        left = QWidget()
        stacked = QVBoxLayout(left)
        stacked.setContentsMargins(0, 0, 0, 0)
        stacked.setSpacing(6)
        stacked.addWidget(plots.curves, 1)
        plots.mistakes.setMaximumHeight(MISTAKES_HEIGHT)
        stacked.addWidget(plots.mistakes)
        self._wrap.addWidget(left)
        yield
        self._wrap.addWidget(plots.motion)
        self._wrap.setStretchFactor(0, 3)
        self._wrap.setStretchFactor(1, 2)
        self._desk.habits.follow("set.below", self._wrap)
        self._plots = plots
        if self._desk.theme is not theme:  # it was changed since the first piece was made
            self._dress()

    # -- one repetition, everywhere ------------------------------------------------------------------------------------

    def choose(self, seq: int | None, follow: bool = True) -> None:
        """This repetition (by seq; None: none) is the one that table, curves, time line and replay show. `follow`: the replay
        goes with it."""
        entry, session = self._entry, self._session
        if entry is None or session is None:
            return
        another = seq != self.seq
        self.seq = seq
        if self.ledger.key != seq:
            self.ledger.choose(seq, tell=False)
        rep = self._repetition
        self.detail.show_repetition(entry, rep, session.held)
        self._about(session, entry, rep)
        if self._plots is not None and self._view is not None and another:
            self._plots.curves.select(seq)
            self._plots.mistakes.select(seq)
            if follow:
                self._plots.motion.show_repetition(seq)
                if rep is not None:
                    self._plots.curves.show_moment(rep.start_t)
                    self._plots.mistakes.show_moment(rep.start_t)

    def _about(self, session: Session, entry: SetEntry, rep: RepetitionEntry | None) -> None:
        if rep is None:
            self.notes.show_about(About(None, session.row.id, entry.number), say(texts.NOTES_SET))
        else:
            title = say(texts.NOTES_REPETITION, n=rep.number) if rep.kind == "full" else say(texts.NOTES_THIS)
            self.notes.show_about(About(None, session.row.id, entry.number, rep.seq), title)

    @property
    def _repetition(self) -> RepetitionEntry | None:
        entry = self._entry
        return None if entry is None else next((rep for rep in entry.repetitions if rep.seq == self.seq), None)

    def _moved(self, t: float) -> None:
        """The replay stands at this moment, in this repetition."""
        if self._entry is None:
            return
        here = next((rep.seq for rep in self._entry.repetitions if rep.start_t <= t <= rep.end_t), None)
        if here is not None and here != self.seq:
            self.choose(here, follow=False)

    def step(self, by: int) -> None:
        """The repetition before (-1) or after (1)."""
        entry = self._entry
        if entry is None or not entry.repetitions:
            return
        seqs = [rep.seq for rep in entry.repetitions]
        at = seqs.index(self.seq) + by if self.seq in seqs else 0
        if 0 <= at < len(seqs):
            self.choose(seqs[at])

    # -- verdicts ------------------------------------------------------------------------------------------------------

    def judge(self, kind: str = "") -> None:
        """Ask for a verdict on the chosen repetition; `kind`: chosen to begin with."""
        rep, entry, session = self._repetition, self._entry, self._session
        if rep is None or entry is None or session is None or not self._desk.seat.may_judge:
            return
        held = {mistake: one for (seq, mistake), one in session.held.items() if seq == rep.seq}
        names = dict.fromkeys((*rep.mistakes, *(name for name in held if name), *self._desk.mistakes(entry.exercise)))
        titles = {name: self._desk.mistake(entry.exercise, name) for name in names}
        dialog = VerdictDialog(rep, held, titles, self, kind)
        if dialog.exec():
            self.say(rep.seq, dialog.wanted)

    def say(self, seq: int, wanted: tuple[Wanted, ...]) -> None:
        """Put these verdicts on a repetition, undone together."""
        session = self._session
        if session is None or not wanted:
            return
        kind = next((one.verdict for one in wanted if one.mistake is None), "")
        words = say(texts.DID_JUDGE, kind=kind_said(kind)) if kind else say(texts.DID_JUDGE_MISTAKES)
        undo = self._desk.undo
        undo.beginMacro(words)
        for one in wanted:
            before = session.held.get((seq, one.mistake))
            change = Judge(
                self._desk, words, self.changed.emit, session.row.id, seq, one.mistake, one.verdict, one.reason, before
            )
            undo.push(change)
        undo.endMacro()

    # -- the window's wishes -------------------------------------------------------------------------------------------

    def become(self) -> None:
        """The theme is another one."""
        self._dress()
        self._fill()
        self.notes.refresh()

    def _dress(self) -> None:
        if self._plots is not None:
            for view in (self._plots.curves, self._plots.mistakes, self._plots.motion.view):
                view.set_theme(self._desk.theme)

    def write(self) -> None:
        """A new note on the chosen repetition, or on the set."""
        self.aside.setCurrentWidget(self.notes)
        self.notes.write()

    def begin(self) -> None:
        """Take the keys."""
        self.ledger.setFocus(Qt.FocusReason.OtherFocusReason)
