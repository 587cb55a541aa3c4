"""Sender: the thread that keeps the clinic's database up to date, whenever that can be reached, and holds nobody up."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path

from mirror.errors import SessionError
from mirror.events import Event, SessionEnded
from mirror.sessions import postgresql
from mirror.sessions.database import Database, as_url
from mirror.sessions.postgresql import Unreachable
from mirror.sessions.schema import HEAD
from mirror.sessions.store import Store
from mirror.sessions.sync import Round, Synced, check_address, waiting

log = logging.getLogger(__name__)

OFFLINE = "The clinic's database does not answer; sessions are kept here and sent later."
FAILED = "A fault in this program holds up sending; sessions are kept here and sent later."
"""Ours, not the clinic's; what it was stands in the program's own log."""
BACK_OFF_S = (5.0, 600.0)
"""From the first failure on, doubling; each time a random share of it, so that many mirrors do not come back at once."""
EVERY_S = 300.0
"""A plan that was set at the clinic is here after so long at most, while the mirror runs and reaches it."""
_AFTER_END_S = 2.0
"""The last landmarks of a session reach the log a moment after its end."""


def synchronise(
    here: Database,
    clinic: str,
    *,
    again: bool = False,
    going_on: str | None = None,
    stopping: Callable[[], bool] = lambda: False,
    breathe: Callable[[float], object] = lambda seconds: None,
) -> Synced:
    """One round, by addresses (see `Round`). again: what was sent before is looked up there once more. Raises SessionError."""
    check_address(here, clinic)
    if not _is_made(here):
        return Synced()
    with Store(here) as own, Store(clinic) as other:
        target = postgresql.target_of(as_url(clinic))
        return Round(own, other, target, going_on=going_on, stopping=stopping, breathe=breathe).run(again)


def examine_clinic(here: Database, clinic: str) -> str:
    """Whether the clinic's database answers, and how much waits for it, as a phrase. Makes and migrates nothing; raises
    SessionError where it does not answer, or does not fit."""
    check_address(here, clinic)
    url = as_url(clinic)
    version = postgresql.schema_version(url)
    if version is None:
        return f"{postgresql.shown(url)} answers and is empty; `mirror sessions sync` makes its tables"
    if version != HEAD:
        return f"{postgresql.shown(url)} answers, its tables are of version {version}, this program's of {HEAD}"
    waits = 0
    if _is_made(here):
        with Store(here) as own:
            waits = waiting(own, postgresql.target_of(url))
    return f"{postgresql.shown(url)} answers; sessions that wait to be sent: {waits}"


def _is_made(database: Database) -> bool:
    """Whoever records makes the log; nothing here does."""
    url = as_url(database)
    return url.get_backend_name() != "sqlite" or Path(str(url.database)).exists()


class Sender:
    """Sends at the start what is left from last time, then after each session, and at the end.

    Attributes:
        status: "" while all is well, else a sentence for the user; `on_status` is called with each change, from the thread.
        rounds, failures: so many were begun, and of these came to nothing.
        done: what all rounds together did.
    """

    def __init__(
        self,
        database: Database,
        clinic: str,
        *,
        going_on: Callable[[], str | None] = lambda: None,
        on_status: Callable[[str], None] = lambda sentence: None,
        back_off: tuple[float, float] = BACK_OFF_S,
        every: float = EVERY_S,
        after_end: float = _AFTER_END_S,
    ) -> None:
        """database: the mirror's own log. clinic: URL of the clinic's. going_on: id of the session that is being recorded.

        Times in seconds. Raises SessionError where `clinic` is no URL or names the log itself.
        """
        check_address(database, clinic)
        self.status = ""
        self.on_status = on_status
        self.rounds = self.failures = 0
        self.done = Synced()
        self._database = database
        self._own = str(as_url(database).database)
        self._clinic = clinic
        self._going_on = going_on
        self._back_off = back_off
        self._every = every
        self._after_end = after_end
        self._wait = 0.0
        self._failed_at = float("-inf")
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._deadline = float("inf")
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin with a round."""
        self._thread = threading.Thread(target=self._run, name="sender", daemon=True)
        self._thread.start()

    def handle(self, event: Event) -> None:
        """A session that has ended is sent. Never blocks."""
        if isinstance(event, SessionEnded):
            self.nudge()

    def nudge(self) -> None:
        """There is something to send. It waits as long as the clinic does not answer."""
        self._wake.set()

    def stop(self, timeout: float = 5.0) -> bool:
        """Send what is left, for `timeout` seconds at most. True: everything is there. What is not is sent next time.

        A clinic that did not answer a moment ago is not waited for.
        """
        thread, self._thread = self._thread, None
        if thread is None:
            return not self.status
        self._deadline = time.monotonic() + timeout
        self._stopping.set()
        self._wake.set()
        thread.join(timeout)
        return not thread.is_alive() and not self.status

    def _run(self) -> None:
        while not self._stopping.is_set():
            ok = self._round(self._going_on())
            woken = self._pause(self._every if ok else self._delay())
            if woken and not self._stopping.is_set():
                self._stopping.wait(self._after_end)
        if time.monotonic() - self._failed_at > self._back_off[0]:
            self._round(None)

    def _pause(self, seconds: float) -> bool:
        """True: woken. While the clinic does not answer, a session that ended does not shorten the wait."""
        woken = (self._stopping if self.status else self._wake).wait(seconds)
        self._wake.clear()
        return woken

    def _delay(self) -> float:
        self._wait = min(max(2 * self._wait, self._back_off[0]), self._back_off[1])
        return self._wait * random.uniform(0.5, 1.0)

    def _round(self, going_on: str | None) -> bool:
        self.rounds += 1
        try:
            # weeks that are caught up take half of a processor's time at most: somebody may be training meanwhile
            done = synchronise(self._database, self._clinic, going_on=going_on, stopping=self._late, breathe=self._stopping.wait)
        except SessionError as error:
            self.failures += 1
            self._failed_at = time.monotonic()
            log.info("%s", error)
            if isinstance(error, Unreachable):
                self._tell(OFFLINE)
            elif self._own not in str(error):  # what is wrong with the mirror's own log is the recorder's to tell
                self._tell(str(error))
            return False
        except Exception:
            # ours: logged with its trace; the mirror goes on, and so does the next round
            self.failures += 1
            self._failed_at = time.monotonic()
            log.exception("sending to the clinic failed")
            self._tell(FAILED)
            return False
        self._wait = 0.0
        self._add(done)
        self._tell("")
        return True

    def _late(self) -> bool:
        return time.monotonic() > self._deadline

    def _add(self, done: Synced) -> None:
        if done.sent or done.completed or done.plans or done.erased:
            log.info("clinic: %s", done)
        before = self.done
        self.done = Synced(
            sent=before.sent + done.sent,
            completed=before.completed + done.completed,
            present=done.present,
            left_out=before.left_out + done.left_out,
            refused=done.refused,
            plans=before.plans + done.plans,
            erased=before.erased + done.erased,
        )

    def _tell(self, sentence: str) -> None:
        if sentence != self.status:
            log.log(logging.WARNING if sentence else logging.INFO, "%s", sentence or "The clinic's database answers again.")
            self.status = sentence
            self.on_status(sentence)
