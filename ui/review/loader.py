"""Loader: what may take long is read in a thread of its own; the latest request for a place wins."""

from __future__ import annotations

import queue
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEventLoop, QObject, Signal

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
    bug: BaseException | None = None


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
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="review")
        # a plain queue: results are Python's and must not live in a signal that is under way when the window closes
        self._answers: queue.SimpleQueue[_Answer] = queue.SimpleQueue()
        self._latest: dict[str, int] = {}
        self._serial = 0
        self._under_way = 0
        self._closed = False
        self._arrived.connect(self._collect)

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
        self._under_way += 1
        if self._under_way == 1:
            self.busy.emit(True)
        self._pool.submit(self._run, _Answer(place, self._serial, done, refused or self.failed.emit), work)

    def forget(self, place: str) -> None:
        """Nobody waits for this place any more."""
        self._latest.pop(place, None)

    def _run(self, asked: _Answer, work: Callable[[], Any]) -> None:
        answer = asked
        try:
            if self._latest.get(asked.place) == asked.serial:
                answer = replace(asked, result=work())
        except WorldError as error:
            answer = replace(asked, error=str(error))
        except BaseException as bug:
            answer = replace(asked, bug=bug)
            raise
        finally:
            self._answers.put(answer)
            if not self._closed:
                self._arrived.emit()

    def _collect(self) -> None:
        while not self._answers.empty():
            answer = self._answers.get()
            self._under_way -= 1
            if self._under_way == 0:
                self.busy.emit(False)
            if answer.bug is not None:
                raise answer.bug
            if self._latest.get(answer.place) != answer.serial or self._closed:
                continue
            if answer.error:
                answer.refused(answer.error)
            else:
                answer.done(answer.result)

    @property
    def idle(self) -> bool:
        """Nothing is under way."""
        return self._under_way == 0

    def wait(self, timeout_s: float = 10.0) -> bool:
        """Let the event loop run until nothing is under way; False where that took too long. For tests and measurements."""
        clock = QElapsedTimer()
        clock.start()
        while not self.idle and clock.elapsed() < timeout_s * 1000:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        return self.idle

    def close(self) -> None:
        """Nothing is begun any more; waits for what runs. To be called before the window dies."""
        self._closed = True
        self._latest.clear()
        self._pool.shutdown(wait=True, cancel_futures=True)
