"""Loader: what may take long is read in a thread of its own; the latest request for a place wins."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from mirror.errors import WorldError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Answer:
    """result, or error: the world's sentence, or bug: ours."""

    place: str
    serial: int
    done: Callable[[Any], None]
    refused: Callable[[str], None]
    result: Any = None
    error: str = ""
    bug: Exception | None = None


class Loader(QObject):
    """Reads for the window, one thing after the other, off the GUI thread.

    A request names the place that waits for it ("session", "calendar"): a later one for the same place replaces it, whether
    it has begun or not. Answers come on the GUI thread.

    Signals:
        failed: (sentence) the world said no. busy: (bool) whether anything is under way.
    """

    failed = Signal(str)
    busy = Signal(bool)
    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: queue.SimpleQueue[tuple[_Answer, Callable[[], Any]] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="review", daemon=True)
        # a plain queue: results are Python's and must not live in a signal that is under way when the window closes
        self._answers: queue.SimpleQueue[_Answer] = queue.SimpleQueue()
        self._latest: dict[str, int] = {}
        self._serial = 0
        self._under_way: dict[int, str] = {}
        self._closed = False
        self._arrived.connect(self._collect)
        self._thread.start()

    def load(
        self, place: str, work: Callable[[], T], done: Callable[[T], None], refused: Callable[[str], None] | None = None
    ) -> None:
        """Do `work` in the thread and hand its result to `done` here, unless the place has asked for something else by then.

        `refused`: takes the world's sentence, where it is not to be said by `failed`.
        """
        if self._closed:
            return
        self._serial += 1
        self._latest[place] = self._serial
        self._under_way[self._serial] = place
        if len(self._under_way) == 1:
            self.busy.emit(True)
        self._jobs.put((_Answer(place, self._serial, done, refused or self.failed.emit), work))

    def forget(self, place: str) -> None:
        """Nobody waits for this place any more."""
        self._latest.pop(place, None)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._answers.put(self._done(*job))
            del job
            if not self._closed:
                self._arrived.emit()

    def _done(self, asked: _Answer, work: Callable[[], Any]) -> _Answer:
        try:
            if self._latest.get(asked.place) != asked.serial:
                return asked
            return replace(asked, result=work())
        except WorldError as error:
            return replace(asked, error=str(error))
        except BaseException as bug:
            if not isinstance(bug, Exception):
                raise
            return replace(asked, bug=bug)

    def _collect(self) -> None:
        while not self._answers.empty():
            answer = self._answers.get()
            try:
                self._take(answer)
            finally:
                self._under_way.pop(answer.serial, None)
                if not self._under_way:
                    self.busy.emit(False)

    def _take(self, answer: _Answer) -> None:
        if answer.bug is not None:
            raise answer.bug
        if self._latest.get(answer.place) != answer.serial or self._closed:
            return
        if answer.error:
            answer.refused(answer.error)
        else:
            answer.done(answer.result)

    @property
    def idle(self) -> bool:
        """Nothing is under way."""
        return not self._under_way

    @property
    def wanted(self) -> bool:
        """Whether something waits for what is being done now; may be asked in the thread, by work that can be broken off."""
        return not self._jobs.empty()

    @property
    def places(self) -> frozenset[str]:
        """Those that wait for something."""
        return frozenset(self._under_way.values())

    def wait(self, timeout_s: float = 10.0) -> bool:
        """Let the event loop run until nothing is under way; False where that took too long. For tests and measurements."""
        if not self.idle:
            loop = QEventLoop()
            ended = self.busy.connect(lambda busy: None if busy else loop.quit())
            limit = QTimer(loop, singleShot=True)
            limit.timeout.connect(loop.quit)
            limit.start(round(timeout_s * 1000))
            # what has just arrived may have asked for something else
            while not self.idle and limit.isActive():
                loop.exec()
            # a timer that runs must not be left to the garbage collector, which may run in the loader's thread
            limit.stop()
            self.busy.disconnect(ended)
        return self.idle

    def close(self) -> None:
        """Nothing is begun any more; waits for what runs. To be called before the window dies."""
        if self._closed:
            return
        self._closed = True
        self._latest.clear()
        self._jobs.put(None)
        self._thread.join()
        self._under_way.clear()
