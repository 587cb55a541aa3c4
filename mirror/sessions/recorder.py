"""Recorder: writes a run into the session log, from a thread of its own, and loses nothing that can be kept."""

from __future__ import annotations

import logging
import math
import queue
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

import mirror
from mirror.commands import Calibrate, Command
from mirror.errors import SessionError
from mirror.events import Event, ProfileChosen, RepClosed, SessionEnded, SessionStarted, SetEnded
from mirror.geometry.camera import Calibration
from mirror.observation import Observation
from mirror.sessions import schema
from mirror.sessions.aside import TOLD, Identity, identity, set_aside, set_orphans_aside
from mirror.sessions.backlog import Backlog
from mirror.sessions.checkup import Checkup
from mirror.sessions.circumstances import ModelVersion
from mirror.sessions.database import BrokenLog, Database, Log, as_url, check_file
from mirror.sessions.rows import Rows, Write
from mirror.sessions.track import FORMAT, RATE, Tracker

log = logging.getLogger(__name__)

COMMITTED_WITHIN_S = 1.0
"""An event that is not worth a commit of its own waits at most this long for one."""
TRACK_KEPT_BYTES = 64 * 2**20
"""While nothing can be written, the oldest landmark tracks beyond this are given up (hours); events never are."""
OBSERVATIONS_KEPT = 20_000
"""The same for a log that cannot even be opened: about ten minutes."""
_BACK_OFF_S = (0.5, 30.0)
_LAST_BACK_OFF_S = 0.1
_REPLACED_AT_MOST = 3
"""Logs that break one after the other in one run say something about the disk; it need not be filled with them."""
_AT_ONCE = (RepClosed, SetEnded, SessionStarted, SessionEnded)


@dataclass(frozen=True, slots=True)
class _Calibrated:
    calibration: Calibration
    body_m: float
    t: float


_Item = tuple[Event, datetime] | Observation | _Calibrated


def _local_time() -> datetime:
    """Now, aware, in the mirror's own time zone."""
    return datetime.now(UTC).astimezone()


class Recorder:
    """Feed it every event and observation of one run; it commits at each repetition.

    A disk that is full or a log that is locked holds nobody up: what came is kept in memory and tried again. A log that is broken
    is moved aside, one that is deleted or exchanged while it is open is opened anew; the session that is going on is then written
    again from its beginning, so that none is cut in two.

    Attributes:
        status: "" while all is well, else a sentence for the user. `on_status` is called with each change, from the
            recorder's thread; so is `on_notice` with what the user should know besides (a broken log was moved), and with "" when
            that has been there for a session.
        session_id: of the session that is going on, or was last; None before the first.
    """

    def __init__(
        self,
        database: Database,
        profile: str | None = None,
        *,
        source: str = "",
        app_version: str = mirror.__version__,
        origin: str | None = None,
        models: Sequence[ModelVersion] = (),
        on_status: Callable[[str], None] = lambda sentence: None,
        on_notice: Callable[[str], None] = lambda sentence: None,
        wall_clock: Callable[[], datetime] = _local_time,
    ) -> None:
        """database: a file or a URL. profile: whose sessions these are, made where it is new; None or "": nobody's.

        origin: this mirror's (`mirror.sessions.origin`). models: that judge in this run. wall_clock: aware; its own offset from
        UTC is kept with each session.
        """
        self.status = ""
        self.on_status = on_status
        self.on_notice = on_notice
        self.session_id: str | None = None
        self._database = database
        self._profile = (profile or "").strip() or None
        self._source = source
        self._app_version = app_version
        self._origin = origin
        self._models = tuple(models)
        self._wall_clock = wall_clock
        self._inbox: queue.SimpleQueue[_Item | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._seq = 0
        self._deadline = float("inf")
        # the rest belongs to the recorder's thread
        self._file: Path | None = None
        self._log: Log | None = None
        self._rows: Rows | None = None
        self._tracker = Tracker()
        self._people: dict[str, str] = {}
        self._waiting: list[_Item] = []
        self._backlog = Backlog(TRACK_KEPT_BYTES)
        self._checkup: Checkup | None = None
        self._seen: Identity = None
        self._sides: tuple[Identity, ...] | None = None
        self._noticed = False
        self._replaced = 0
        self._oldest = 0.0
        self._retry_at = 0.0
        self._back_off = _BACK_OFF_S[0]

    def start(self) -> None:
        """Begin. Raises SessionError, and touches nothing, where the file is not ours."""
        url = as_url(self._database)
        if url.get_backend_name() == "sqlite":
            self._file = Path(str(url.database))
            with suppress(BrokenLog):
                check_file(self._file)
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
        self._thread.start()

    def handle(self, event: Event) -> None:
        """Log an event. Never blocks. ValueError where seq does not rise: a recorder logs one run."""
        if event.seq <= self._seq:
            raise ValueError(f"event {event.seq} after {self._seq}: a recorder logs one run, in order")
        self._seq = event.seq
        self._inbox.put((event, self._wall_clock()))

    def track(self, observation: Observation) -> None:
        """Log the landmarks (thinned to 16 Hz, kept within sets only). Never blocks; may be called from another thread."""
        self._inbox.put(observation)

    def calibrated(self, calibration: Calibration, body_m: float = math.nan, t: float = -math.inf) -> None:
        """From t (the run's seconds) on this calibration holds. Never blocks; may be called from another thread.

        body_m: how tall the one was with whom it was made, metres; NaN where that is not known. Until the first call the camera
        is assumed to be level; a CameraCalibrated event says it by itself.
        """
        self._inbox.put(_Calibrated(calibration, body_m, t))

    def obeyed(self, command: Command, t: float) -> None:
        """What the user wanted, and from when on: of a Calibrate the calibration is logged. As `calibrated`."""
        if isinstance(command, Calibrate):
            self.calibrated(command.calibration, command.body_m, t)

    def stop(self, timeout: float = 5.0) -> bool:
        """Write what is left. True: everything is on the disk. False: it could not be within `timeout`, `status` says why.

        May be called twice.
        """
        thread, self._thread = self._thread, None
        if thread is None:
            return not self.status
        self._deadline = time.monotonic() + timeout
        self._inbox.put(None)
        thread.join(timeout + 1.0)
        return not thread.is_alive() and not self._backlog.waiting and not self._waiting

    def _run(self) -> None:
        try:
            self._record()
        except Exception:
            # the outermost edge of the thread: without this a bug would leave a session unkept, and nobody told
            log.exception("the recorder failed")
            self._tell("The session log cannot be used, so this session is not kept.")
        finally:
            self._close()

    def _record(self) -> None:
        going = True
        while going or ((self._backlog.waiting or self._waiting) and time.monotonic() < self._deadline):
            try:
                item = self._inbox.get(timeout=0.25 if going else 0.05)
                while True:
                    if item is None:
                        going, self._retry_at = False, 0.0
                    else:
                        self._waiting.append(item)
                    item = self._inbox.get_nowait()
            except queue.Empty:
                pass
            self._work(last=not going)
        if self._backlog.waiting or self._waiting:
            log.error("%d rows of the session log were not written: %s", len(self._backlog.waiting), self.status)

    def _work(self, last: bool) -> None:
        """Turn what waits into rows and commit them if it is time to."""
        now = time.monotonic()
        if now < self._retry_at:
            return
        try:
            self._look()
            rows = self._rows if self._rows is not None and self._log is not None else self._open()
            self._meet()
            at_once = last
            for item in self._waiting:
                at_once |= self._take(item, rows)
            self._waiting.clear()
            if last:
                self._tracker.cut()
            self._collect_track()
            if self._backlog.waiting and (at_once or self.status or now - self._oldest > COMMITTED_WITHIN_S):
                self._commit()
        except BrokenLog as error:
            self._replace(error, last)
        except SessionError as error:
            self._wait(error, last)
        else:
            self._back_off = _BACK_OFF_S[0]
            self._tell("")

    def _wait(self, error: SessionError, last: bool) -> None:
        """The disk or another program says no for now."""
        self._retry_at = time.monotonic() + (_LAST_BACK_OFF_S if last else self._back_off)
        self._back_off = min(2 * self._back_off, _BACK_OFF_S[1])
        self._give_up_old_observations()
        self._backlog.failed()
        if self._log is not None:
            self._log.engine.dispose()  # a file that was opened while it could not be written stays so for that connection
            self._sides = None
        self._tell(str(error))

    def _replace(self, error: BrokenLog, last: bool) -> None:
        """The broken file makes room for a new one, into which the session that is going on is written from its beginning."""
        try:
            path = self._file
            if self._replaced == _REPLACED_AT_MOST:
                raise SessionError(f"The session log {path} breaks again and again; its disk may be failing.")
            moved = None if path is None else set_aside(path, self._seen, opened=self._log is not None)
        except SessionError as refused:
            self._close()
            self._backlog.again()
            self._wait(refused, last)
            return
        self._close()  # not before: SQLite writes into a file that it closes, but not into one that was renamed
        self._backlog.again()
        log.error("%s", error)
        if moved is not None:
            self._replaced += 1
            self._notice(TOLD.format(file=moved))

    def _look(self) -> None:
        """Before anything is written: is the file still the one that was opened, and did its examination find it whole?"""
        if self._log is None:
            return
        if self._checkup is not None and self._checkup.broken is not None:
            raise self._checkup.broken
        if self._file is None:
            return
        if identity(self._file) != self._seen or (self._sides is not None and self._sides != self._beside()):
            log.warning("%s was moved, deleted or replaced while it was open; it is opened anew", self._log.name)
            with suppress(SessionError):
                self._log.fold()  # a write-ahead log that was deleted is still open here: the last chance for what is in it
            self._close()
            self._backlog.again()

    def _beside(self) -> tuple[Identity, ...]:
        """The write-ahead log and its index, which are there as long as the log is open."""
        assert self._file is not None
        return tuple(identity(self._file.with_name(self._file.name + side)) for side in ("-wal", "-shm"))

    def _close(self) -> None:
        if self._checkup is not None:
            self._checkup.stop()
        if self._log is not None:
            self._log.close()
        self._log, self._checkup, self._sides = None, None, None

    def _open(self) -> Rows:
        if self._file is not None:
            self._seen = identity(self._file)
            if (orphan := set_orphans_aside(self._file)) is not None:
                self._notice(TOLD.format(file=orphan))
        opened = Log(self._database)
        try:
            with opened.transaction() as connection:
                if self._profile is not None:
                    self._people[self._profile] = self._person(connection, self._profile, self._wall_clock())
                for name in self._people:
                    self._person(connection, name, self._wall_clock())
        except SessionError:
            opened.close()
            raise
        self._log = opened
        if self._file is not None:
            self._seen = self._seen or identity(self._file)
            self._checkup = Checkup(opened)
        if self._rows is None:
            self._rows = Rows(
                run=uuid.uuid4().hex,
                profile_id=None if self._profile is None else self._people[self._profile],
                source=self._source,
                app_version=self._app_version,
                origin=self._origin,
                models=self._models,
            )
        return self._rows

    def _person(self, connection: Connection, name: str, now: datetime) -> str:
        """The person's id. One whom this run knows already keeps it, though the file be a new one."""
        known = self._people.get(name)
        if known is None:
            return profile_named(connection, name, now)
        p = schema.profile
        if connection.scalar(select(p.c.id).where(p.c.id == known)) is None:
            connection.execute(insert(p), {"id": known, "name": name, "created_at": now})
        return known

    def _meet(self) -> None:
        """Who was chosen at the mirror, by id, before anything is taken that may have to be taken again."""
        for item in self._waiting:
            if isinstance(item, tuple) and isinstance(item[0], ProfileChosen) and item[0].profile not in self._people:
                assert self._log is not None
                with self._log.transaction() as connection:
                    self._people[item[0].profile] = self._person(connection, item[0].profile, item[1])

    def _take(self, item: _Item, rows: Rows) -> bool:
        """True: worth a commit at once."""
        if isinstance(item, Observation):
            self._tracker.observe(item)
            return False
        if not self._backlog.waiting:
            self._oldest = time.monotonic()
        if isinstance(item, _Calibrated):
            self._backlog.add(rows.calibrated(item.calibration, item.body_m, item.t))
            return False
        event, when = item
        if self._noticed and isinstance(event, SessionEnded):
            self._notice("")
        before = rows.set_key
        writes = rows.take(event, when)
        if isinstance(event, ProfileChosen):
            writes += rows.belongs(self._people[event.profile])
        if isinstance(event, RepClosed | SetEnded | SessionEnded):
            # the track so far goes with it; the rows of a chunk come after the rows of its set
            self._tracker.cut()
        self._collect_track()
        self._backlog.add(writes)
        self.session_id = rows.session_id or self.session_id
        key = rows.set_key
        if key is not None and key != before:
            self._tracker.begin(*key, getattr(event, "start_t", event.t))
        if isinstance(event, SetEnded) and key is not None and key[1] == event.set:
            self._tracker.end(event.t)
        return isinstance(event, _AT_ONCE)

    def _collect_track(self) -> None:
        for chunk in self._tracker.take():
            if not self._backlog.waiting:
                self._oldest = time.monotonic()
            self._backlog.add([Write(schema.track, {**asdict(chunk), "format": FORMAT, "rate": RATE})])

    def _commit(self) -> None:
        assert self._log is not None
        started = time.perf_counter()
        count = len(self._backlog.waiting)
        ended = any(w.table is schema.session and w.values.get("ended_at") is not None for w in self._backlog.waiting)
        try:
            with self._log.transaction() as connection:
                self._backlog.write(connection)
        except IntegrityError:
            with self._log.transaction() as connection:
                if not self._backlog.mend(connection):
                    raise
                self._backlog.write(connection)
        self._backlog.committed()
        if ended:
            # what is in the file itself is safe from whatever befalls the write-ahead log
            self._log.fold()
        if self._file is not None:
            self._sides = self._beside()
        log.debug("%d rows committed in %.1f ms", count, 1e3 * (time.perf_counter() - started))

    def _give_up_old_observations(self) -> None:
        """While the log cannot even be opened, landmarks must not fill the memory."""
        surplus = sum(isinstance(item, Observation) for item in self._waiting) - OBSERVATIONS_KEPT
        if surplus > 0:
            log.error("%d observations were given up: the session log cannot be opened", surplus)
            old = iter(range(surplus))
            self._waiting = [item for item in self._waiting if not isinstance(item, Observation) or next(old, None) is None]

    def _notice(self, sentence: str) -> None:
        self._noticed = bool(sentence)
        self.on_notice(sentence)

    def _tell(self, sentence: str) -> None:
        if sentence != self.status:
            log.log(logging.WARNING if sentence else logging.INFO, "%s", sentence or "The session log is written again.")
            self.status = sentence
            self.on_status(sentence)


def profile_named(connection: Connection, name: str, now: datetime) -> str:
    """The id of the first profile of that name, made where there is none."""
    found = connection.execute(
        select(schema.profile.c.id).where(schema.profile.c.name == name).order_by(schema.profile.c.created_at)
    ).scalar()
    if found is not None:
        return str(found)
    new = uuid.uuid4().hex
    connection.execute(insert(schema.profile), {"id": new, "name": name, "created_at": now})
    return new
