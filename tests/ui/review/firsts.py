"""What the first person, session and set of a desk that was just opened cost: `python -m tests.ui.review.firsts LOG.db PAUSE_MS`.

PAUSE_MS 0: everything is clicked the moment it is on the screen, the first name when the list of people is. Else the event loop
runs for so long before each click, as while somebody reads and moves the pointer. Prints one JSON line; `tests.ui.review.bench`
starts it several times, each in a process of its own. Looking is noted in the log's audit: give it a copy.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from mirror.settings import Settings
from ui.collector import collecting_here
from ui.review.window import ReviewWindow
from ui.theme import load_fonts

BEHIND = frozenset({"code", "ranges"})
"""Places of the loader that nobody on the screen waits for."""
LIMIT_S = 60.0


class Held:
    """How long the GUI thread was held between two beats of its event loop: the longest, in wall and in processor milliseconds of
    that thread (on a machine that does other things the second tells what a quiet one would take)."""

    def __init__(self) -> None:
        self.wall = self.processor = 0.0
        self._last = (time.perf_counter(), time.thread_time())
        self._timer = QTimer(interval=1)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def _beat(self) -> None:
        now = (time.perf_counter(), time.thread_time())
        self.wall = max(self.wall, (now[0] - self._last[0]) * 1e3)
        self.processor = max(self.processor, (now[1] - self._last[1]) * 1e3)
        self._last = now

    def run(self, milliseconds: int) -> None:
        """Let the event loop run for so long, and watch."""
        if milliseconds > 0:
            loop = QEventLoop()
            QTimer.singleShot(milliseconds, loop.quit)
            self._last = (time.perf_counter(), time.thread_time())
            self._timer.start()
            loop.exec()
            self._timer.stop()


def settle(window: ReviewWindow) -> None:
    """Until what the screen waits for is read and painted; what is prepared behind it is not waited for."""
    end = time.perf_counter() + LIMIT_S
    for _ in range(2):
        while window.loader.places - BEHIND:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            assert time.perf_counter() < end, "the desk did not come to rest"
        QCoreApplication.processEvents()


def clocked(window: ReviewWindow, act: Callable[[], object]) -> tuple[float, float]:
    """(wall, processor) milliseconds of the whole process, from the click until everything is on the screen."""
    began, worked = time.perf_counter(), time.process_time()
    act()
    settle(window)
    return (time.perf_counter() - began) * 1e3, (time.process_time() - worked) * 1e3


def firsts(log: Path, pause_ms: int) -> dict[str, tuple[float, float]]:
    """Of a fresh process: each first view, and "held": the longest that the GUI thread was held while it only prepared."""
    from tests.ui.review.bench import newest_day

    application = QApplication.instance() or QApplication(["firsts"])
    load_fonts()
    window = ReviewWindow(log, Settings(), newest_day(log), mode="dark")
    window.resize(1440, 900)
    window.show()
    settle(window)
    room, held = window.room, Held()
    assert room is not None
    out: dict[str, tuple[float, float]] = {}
    person = next(one for one in room.side._people if one.sessions)
    held.run(pause_ms)
    out["first person"] = clocked(window, lambda: room.side.names.choose(person.id))
    held.run(pause_ms)
    row = room.side._days[room.side.grid.day].sessions[0]
    out["first session"] = clocked(window, lambda: room.choose_session(row))
    assert room.session is not None
    number = next(one.number for one in room.session.sets if one.full and one.track)
    held.run(pause_ms)
    out["first set"] = clocked(window, lambda: room.show_set(number))
    out["held"] = (held.wall, held.processor)
    window.close()
    del application
    return out


if __name__ == "__main__":
    with collecting_here():
        sys.stdout.write(json.dumps(firsts(Path(sys.argv[1]), int(sys.argv[2]))) + "\n")
