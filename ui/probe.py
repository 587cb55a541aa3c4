"""How long the GUI thread is held, for `mirror bench`: a clock that ticks on that thread, and how late it ticks."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

TICK_MS = 4


def probe() -> Callable[[], list[float]]:
    """Begin to measure on the calling (GUI) thread, with an application made where there is none yet.

    The returned function stops and gives, for every tick, the milliseconds by which it came late.
    """
    application = QApplication.instance() or QApplication([])
    late: list[float] = []
    last = 0.0

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        if last:
            late.append(max(0.0, (now - last) * 1e3 - TICK_MS))
        last = now

    timer = QTimer(application)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    timer.start(TICK_MS)

    def stop() -> list[float]:
        timer.stop()
        timer.deleteLater()
        return late

    return stop
