"""Checkup: a log that was opened is read through once, beside its use, so that a damage is found before it is written over."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from contextlib import suppress

from sqlalchemy.exc import DBAPIError

from mirror.errors import SessionError
from mirror.sessions.database import BrokenLog, Log

log = logging.getLogger(__name__)


class Checkup:
    """Runs SQLite's quick_check in a thread of its own; nobody waits for it.

    Attributes:
        broken: what is wrong, once that is known; None while it is not, or nothing is.
        done: it is over, whatever was found.
    """

    def __init__(self, opened: Log) -> None:
        """Begins at once."""
        self.broken: BrokenLog | None = None
        self.done = threading.Event()
        self._log = opened
        self._stopping = False
        self._raw: sqlite3.Connection | None = None
        self._thread = threading.Thread(target=self._run, name="log-checkup", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Break it off and wait until it has let go of the file."""
        self._stopping = True
        while self._thread.is_alive():
            if (raw := self._raw) is not None:
                with suppress(sqlite3.Error):  # it has just been closed
                    raw.interrupt()
            self._thread.join(0.05)

    def _run(self) -> None:
        started = time.perf_counter()
        try:
            with self._log.transaction(reads=True) as connection:
                raw = connection.connection.dbapi_connection
                self._raw = raw if isinstance(raw, sqlite3.Connection) else None
                if not self._stopping:
                    self._log.examine(connection)
            log.info("the session log was found whole in %.0f ms", 1e3 * (time.perf_counter() - started))
        except BrokenLog as error:
            self.broken = error
        except SessionError as error:
            log.info("the session log was not examined: %s", error)
        except (DBAPIError, sqlite3.Error):
            if not self._stopping:
                raise
        finally:
            self._raw = None
            self.done.set()
