"""Recorder: writes a run into the session log, from a thread of its own, and loses nothing that can be kept."""

from __future__ import annotations

import logging
import math
import queue
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from sqlalchemy import Connection, and_, insert, select, update

import mirror
from mirror.errors import SessionError
from mirror.events import Event, ProfileChosen, RepClosed, SessionEnded, SessionStarted, SetEnded
from mirror.geometry.camera import Calibration
from mirror.observation import Observation
from mirror.sessions import schema
from mirror.sessions.circumstances import ModelVersion
from mirror.sessions.database import Database, Log, as_url, check_file
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

    A disk that is full or a log that is locked holds nobody up: what came is kept in memory and tried again.

    Attributes:
        status: "" while all is well, else a sentence for the user. `on_status` is called with each change, from the
            recorder's thread.
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
        wall_clock: Callable[[], datetime] = _local_time,
    ) -> None:
        """database: a file or a URL. profile: whose sessions these are, made where it is new; None or "": nobody's.

        origin: this mirror's (`mirror.sessions.origin`). models: that judge in this run. wall_clock: aware; its own offset from
        UTC is kept with each session.
        """
        self.status = ""
        self.on_status = on_status
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
        self._log: Log | None = None
        self._rows: Rows | None = None
        self._tracker = Tracker()
        self._people: dict[str, str] = {}
        self._waiting: list[_Item] = []
        self._writes: list[Write] = []
        self._oldest = 0.0
        self._retry_at = 0.0
        self._back_off = _BACK_OFF_S[0]

    def start(self) -> None:
        """Begin. Raises SessionError, and touches nothing, where the file is broken or not ours."""
        url = as_url(self._database)
        if url.get_backend_name() == "sqlite":
            check_file(Path(str(url.database)))
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
        return not thread.is_alive() and not self._writes and not self._waiting

    def _run(self) -> None:
        going = True
        while going or ((self._writes or self._waiting) and time.monotonic() < self._deadline):
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
        if self._writes or self._waiting:
            log.error("%d rows of the session log were not written: %s", len(self._writes), self.status)
        if self._log is not None:
            self._log.close()

    def _work(self, last: bool) -> None:
        """Turn what waits into rows and commit them if it is time to."""
        now = time.monotonic()
        if now < self._retry_at:
            return
        try:
            rows = self._rows or self._open()
            self._meet()
            at_once = last
            for item in self._waiting:
                at_once |= self._take(item, rows)
            self._waiting.clear()
            if last:
                self._tracker.cut()
            self._collect_track()
            if self._writes and (at_once or self.status or now - self._oldest > COMMITTED_WITHIN_S):
                self._commit()
        except SessionError as error:
            self._retry_at = time.monotonic() + (_LAST_BACK_OFF_S if last else self._back_off)
            self._back_off = min(2 * self._back_off, _BACK_OFF_S[1])
            self._give_up_old_tracks()
            self._tell(str(error))
        else:
            self._back_off = _BACK_OFF_S[0]
            self._tell("")

    def _open(self) -> Rows:
        opened = Log(self._database)
        try:
            with opened.transaction() as connection:
                profile_id = None if self._profile is None else profile_named(connection, self._profile, self._wall_clock())
        except SessionError:
            opened.close()
            raise
        self._log = opened
        self._rows = Rows(
            run=uuid.uuid4().hex,
            profile_id=profile_id,
            source=self._source,
            app_version=self._app_version,
            origin=self._origin,
            models=self._models,
        )
        return self._rows

    def _meet(self) -> None:
        """Who was chosen at the mirror, by id, before anything is taken that may have to be taken again."""
        for item in self._waiting:
            if isinstance(item, tuple) and isinstance(item[0], ProfileChosen) and item[0].profile not in self._people:
                assert self._log is not None
                with self._log.transaction() as connection:
                    self._people[item[0].profile] = profile_named(connection, item[0].profile, item[1])

    def _take(self, item: _Item, rows: Rows) -> bool:
        """True: worth a commit at once."""
        if isinstance(item, Observation):
            self._tracker.observe(item)
            return False
        if not self._writes:
            self._oldest = time.monotonic()
        if isinstance(item, _Calibrated):
            self._writes += rows.calibrated(item.calibration, item.body_m, item.t)
            return False
        event, when = item
        before = rows.set_key
        writes = rows.take(event, when)
        if isinstance(event, ProfileChosen):
            writes += rows.belongs(self._people[event.profile])
        if isinstance(event, RepClosed | SetEnded | SessionEnded):
            # the track so far goes with it; the rows of a chunk come after the rows of its set
            self._tracker.cut()
        self._collect_track()
        self._writes += writes
        self.session_id = rows.session_id or self.session_id
        key = rows.set_key
        if key is not None and key != before:
            self._tracker.begin(*key, getattr(event, "start_t", event.t))
        if isinstance(event, SetEnded) and key is not None and key[1] == event.set:
            self._tracker.end(event.t)
        return isinstance(event, _AT_ONCE)

    def _collect_track(self) -> None:
        for chunk in self._tracker.take():
            if not self._writes:
                self._oldest = time.monotonic()
            self._writes.append(Write(schema.track, {**asdict(chunk), "format": FORMAT, "rate": RATE}))

    def _commit(self) -> None:
        assert self._log is not None
        started = time.perf_counter()
        with self._log.transaction() as connection:
            for _, writes in groupby(self._writes, lambda w: (w.table.name, w.key, tuple(w.values))):
                execute(connection, list(writes))
        count = len(self._writes)
        self._writes = []
        log.debug("%d rows committed in %.1f ms", count, 1e3 * (time.perf_counter() - started))

    def _give_up_old_tracks(self) -> None:
        """While nothing can be written, or the log not even opened, landmarks must not fill the memory."""
        surplus = sum(isinstance(item, Observation) for item in self._waiting) - OBSERVATIONS_KEPT
        if surplus > 0:
            log.error("%d observations were given up: the session log cannot be opened", surplus)
            old = iter(range(surplus))
            self._waiting = [item for item in self._waiting if not isinstance(item, Observation) or next(old, None) is None]
        kept = sum(len(w.values["data"]) for w in self._writes if w.table is schema.track)
        while kept > TRACK_KEPT_BYTES:
            oldest = next(i for i, w in enumerate(self._writes) if w.table is schema.track)
            kept -= len(self._writes.pop(oldest).values["data"])
            log.error("a landmark track was given up: nothing can be written and the memory set aside for it is full")

    def _tell(self, sentence: str) -> None:
        if sentence != self.status:
            log.log(logging.WARNING if sentence else logging.INFO, "%s", sentence or "The session log is written again.")
            self.status = sentence
            self.on_status(sentence)


def execute(connection: Connection, writes: Sequence[Write]) -> None:
    """Insert rows, or change a row again and again; all of one table, with the same columns and the same key."""
    table, key = writes[0].table, writes[0].key
    if key is None:
        connection.execute(insert(table), [dict(write.values) for write in writes])
        return
    where = and_(*(table.c[name] == value for name, value in key.items()))
    for write in writes:
        connection.execute(update(table).where(where).values(**write.values))


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
