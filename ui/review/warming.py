"""Warming: the pages' code and widgets are made while somebody looks for a name, so that the first click finds them there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QObject, QTimer

from ui.review.loader import Loader

SLICE_MS = 10
"""Between two slices, so that whatever was typed, clicked or asked to be painted meanwhile goes first."""


class Warming(QObject):
    """Works once through `code`, in the loader's thread and one after the other: who clicks meanwhile waits for one of them at
    most, not for all. Then through `pieces` on the GUI thread, a short one at a time, each when nothing is being read.

    Attributes:
        done: there is nothing left to prepare.
    """

    def __init__(self, loader: Loader, code: Sequence[Callable[[], object]], pieces: Iterator[None], parent: QObject) -> None:
        super().__init__(parent)
        self._loader = loader
        self._code = list(code)
        self._pieces = pieces
        self._begun = False
        self.done = False
        self._next = QTimer(self, singleShot=True)
        self._next.setInterval(SLICE_MS)
        self._next.timeout.connect(self._slice)

    def begin(self) -> None:
        """Begin, when what was just put on the screen has been painted; once."""
        if not self._begun:
            self._begun = True
            self._next.start()

    def _slice(self) -> None:
        if not self._loader.idle:  # somebody waits for something; this can wait
            self._next.start()
        elif self._code:
            self._loader.load("code", self._code.pop(0), lambda _: self._next.start(), lambda sentence: self._next.start())
        elif next(self._pieces, self) is self:
            self.done = True
        else:
            self._next.start()
