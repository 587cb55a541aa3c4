"""Checkup: a log that was opened is read through once, beside its use, so that a damage is found before it is written over."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from mirror.errors import SessionError
from mirror.sessions import cipher
from mirror.sessions.database import BrokenLog, Log

log = logging.getLogger(__name__)


def _nothing() -> None:
    pass


class Checkup:
    """Runs SQLite's quick_check in a thread of its own; nobody waits for it.

    Attributes:
        broken: what is wrong, once that is known; None while it is not, or nothing is.
    """

    def __init__(self, opened: Log) -> None:
        """Begins at once."""
        self.broken: BrokenLog | None = None
        self._log = opened
        self._stopping = False
        self._interrupt: Callable[[], None] = _nothing
        self._thread = threading.Thread(target=self._run, name="log-checkup", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Break it off and wait until it has let go of the file."""
        self._stopping = True
        while self._thread.is_alive():
            with suppress(*cipher.errors()):  # it has just been closed
                self._interrupt()
            self._thread.join(0.05)

    def _run(self) -> None:
        started = time.perf_counter()
        try:
            with self._log.transaction(reads=True) as connection:
                self._interrupt = getattr(connection.connection.dbapi_connection, "interrupt", _nothing)
                if not self._stopping:
                    self._log.examine(connection)
            log.info("the session log was found whole in %.0f ms", 1e3 * (time.perf_counter() - started))
        except BrokenLog as error:
            self.broken = error
        except SessionError as error:
            log.info("the session log was not examined: %s", error)
        except cipher.errors():
            if not self._stopping:
                raise
        finally:
            self._interrupt = _nothing
