"""Collector: Python's cyclic garbage is collected on the GUI thread alone.

Left to itself the collector runs on whatever thread happens to allocate. A widget that is part of a cycle is then taken apart off
the GUI thread, and Qt answers that with an abort ("pure virtual method called"). A mirror has several threads and runs for weeks.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


@contextmanager
def collecting_here() -> Iterator[None]:
    """While this lasts garbage is collected by a timer of this thread, which must run Qt's event loop; afterwards as before."""
    before = gc.isenabled()
    gc.collect()
    # what is there now stays for the program's life: it need not be looked through again and again
    gc.freeze()
    gc.disable()
    owner = QObject()
    timer = QTimer(owner)
    timer.setInterval(EVERY_MS)
    timer.timeout.connect(collect)
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        gc.unfreeze()
        if before:
            gc.enable()


def collect() -> None:
    """Collect the oldest generation that is due, as the collector would have by itself."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation] > 0:
            gc.collect(generation)
            return
