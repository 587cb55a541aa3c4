"""Motion: the replay beside the curves, and what it is compared with: another repetition, or the demonstrator."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from mirror.review.core import SetView
from mirror.review.replay import ReplayTrack, demonstrator, repetition_replay, set_replay
from mirror.sessions.store import SetEntry
from ui.review import texts
from ui.review.pieces import label, row
from ui.review.plots import ReplayView
from ui.review.seat import Desk
from ui.review.session import Session
from ui.review.sureness import DEPTH_GUESSED
from ui.review.texts import say
from ui.review.verdict import kind_said

DEMONSTRATOR = -1


class Motion(QWidget):
    """Signals:
    moved: (float) the moment that is shown, the run's seconds. repetition_chosen: (int) its seq.
    """

    moved = Signal(float)
    repetition_chosen = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._session: Session | None = None
        self._entry: SetEntry | None = None
        self._seq: int | None = None
        self._track: ReplayTrack | None = None
        self.view = ReplayView(desk.theme)
        self.view.moved.connect(self.moved)
        self.view.repetition_chosen.connect(self.repetition_chosen)
        self.compare = QComboBox()
        self.compare.setAccessibleName(say(texts.COMPARE))
        self.compare.setMinimumWidth(170)
        self.compare.currentIndexChanged.connect(lambda at: self._compare())
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(row(label(say(texts.COMPARE), "muted"), self.compare, 1))
        box.addWidget(self.view, 1)
        self.doubt = label(say(DEPTH_GUESSED), "muted", wrap=True)
        self.doubt.hide()
        box.addWidget(self.doubt)

    def show_set(self, session: Session, entry: SetEntry, view: SetView, seq: int | None) -> None:
        """Another set, or the same after a verdict; `seq`: the chosen repetition."""
        same = self._session is not None and self._session.row.id == session.row.id and self._entry == entry
        self._session, self._entry, self._seq = session, entry, seq
        self.view.show_set(view, seq)
        if same:
            return
        self._track = None
        self.view.show_tracks(None)
        self.doubt.hide()
        self.compare.blockSignals(True)
        self.compare.clear()
        self.compare.addItem(say(texts.COMPARE_NONE), None)
        self.compare.addItem(say(texts.DEMONSTRATOR), DEMONSTRATOR)
        for rep in entry.repetitions:
            name = say(texts.REPETITION_N, n=rep.number) if rep.kind == "full" else kind_said(rep.kind)
            self.compare.addItem(name, rep.seq)
        self.compare.blockSignals(False)
        store, catalogue, id, number = self._desk.store, self._desk.catalogue, session.row.id, entry.number
        self._desk.loader.load("replay", lambda: set_replay(store, id, number, catalogue), self._put)

    def _put(self, track: ReplayTrack) -> None:
        self._track = replace(track, title=self._desk.words(track.title))
        self.view.show_tracks(self._track)
        self.doubt.setVisible(track.depth_is_a_guess)
        self.show_repetition(self._seq)

    def show_repetition(self, seq: int | None) -> None:
        """Go to this repetition (by seq) and colour the joints by its scores; None: the whole set."""
        self._seq = seq
        self.view.select(seq)
        rep = None if self._entry is None else next((one for one in self._entry.repetitions if one.seq == seq), None)
        self.view.show_scores({} if rep is None else rep.joints)
        if rep is not None:
            self.view.seek(rep.start_t)

    def seek(self, t: float) -> None:
        """Show this moment (the run's seconds)."""
        self.view.seek(t)

    def _compare(self) -> None:
        session, entry, desk, other = self._session, self._entry, self._desk, self.compare.currentData()
        if session is None or entry is None:
            return
        if other is None:
            self._beside(None)
            return
        exercise = None if entry.exercise is None else desk.catalogue.get(entry.exercise)
        side = next((one.side for one in entry.repetitions if one.seq == self._seq), "both")
        store, catalogue, id = desk.store, desk.catalogue, session.row.id

        def read() -> ReplayTrack | None:
            if other == DEMONSTRATOR:
                return None if exercise is None else demonstrator(exercise, side)
            return repetition_replay(store, id, int(other), catalogue)

        desk.loader.load("compare", read, self._beside)

    def _beside(self, other: ReplayTrack | None) -> None:
        moment = self.view.moment
        other = None if other is None else replace(other, title=self._desk.words(other.title))
        self.view.show_tracks(self._track, other)
        self.view.seek(moment)
