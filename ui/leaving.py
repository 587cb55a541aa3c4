"""Leaving: Ctrl-C and a service's SIGTERM close a window as its user would."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from PySide6.QtCore import QTimer


@contextmanager
def interruptible(leave: Callable[[], object]) -> Iterator[None]:
    """Ctrl-C and SIGTERM leave the window; a handler that was there before is called too. Python runs handlers between its own
    instructions only, so the collector's beat (`ui.collector`) gives them their turn."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def on_signal(number: int, frame: FrameType | None) -> None:
        # Not here: the handler may run in the midst of painting, and leaving closes the window at once.
        QTimer.singleShot(0, leave)
        earlier = before[signal.Signals(number)]
        if callable(earlier) and earlier is not signal.default_int_handler:
            earlier(number, frame)

    for number in before:
        signal.signal(number, on_signal)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
