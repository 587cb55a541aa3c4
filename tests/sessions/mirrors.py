"""Many mirrors write into one PostgreSQL over bad lines: python -m tests.sessions.mirrors [MIRRORS] [--sessions N] [--seed N]

Every mirror records sessions into a log of its own, with a Recorder, while its Sender sends them through a proxy that cuts
connections at random moments: within a statement, within a transaction, and after a COMMIT has reached the server but before its
answer comes back. In the middle the server is stopped as by a power failure and started again. In the end every row of every
log is compared with the clinic's.
"""

from __future__ import annotations

import argparse
import logging
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sqlalchemy import func, select

from mirror.errors import SessionError
from mirror.events import Event
from mirror.sessions import Recorder, Store, copying, schema
from mirror.sessions.database import Database
from mirror.sessions.sender import Sender
from tests.sessions.cluster import ABSENT, Cluster, programs
from tests.sessions.proxy import Proxy
from tests.sessions.runs import seen, workout


def differences(database: Database, clinic: str) -> list[str]:
    """What the clinic's rows of this log's sessions have otherwise than the log itself: nothing, if all is well."""
    found = []
    with Store(database) as here, Store(clinic) as there, here.reading() as own, there.reading() as other:
        for id in own.scalars(select(schema.session.c.id)):
            mine, theirs = copying.whole(own, id), copying.whole(other, id)
            assert mine is not None
            if theirs is None:
                found.append(f"session {id} is not there")
                continue
            for name, one, two in [("session", [mine.session], [theirs.session])] + [
                (table.name, rows, theirs.below[table]) for table, rows in mine.below.items()
            ]:
                if one != two:
                    found.append(f"session {id}: {name} differs ({len(one)} rows here, {len(two)} there)")
            if mine.person != theirs.person:
                found.append(f"session {id}: the person differs")
    return found


@dataclass(frozen=True)
class Outcome:
    """wrong: what must not be. lost_answers: COMMITs (of reading transactions, too) whose answer never came. met_again: sessions
    that a mirror sent a second time, since it never heard that they had arrived. seconds: until the last session was sent."""

    mirrors: int
    sessions: int
    rows: int
    rounds: int
    failures: int
    cuts: int
    lost_answers: int
    met_again: int
    connections: int
    seconds: float
    wrong: tuple[str, ...]

    def __str__(self) -> str:
        head = f"{self.mirrors} mirrors, {self.sessions} sessions, {self.rows} rows below them, in {self.seconds:.0f} s: "
        line = f"{self.cuts} connections cut, {self.lost_answers} answers to a COMMIT lost, 1 server restarted; "
        line += f"{self.met_again} sessions met again that had arrived unheard; "
        tries = f"{self.rounds} rounds, {self.failures} failed and tried again; "
        return (
            head + line + tries + ("no session lost, none doubled, every row equal" if not self.wrong else "; ".join(self.wrong))
        )


def run(folder: Path, cluster: Cluster, mirrors: int, sessions: int, *, seed: int = 0, limit_s: float = 1800.0) -> Outcome:
    """`sessions` of each mirror, recorded and sent at the same time; then the line gets well and what is left is sent."""
    clinic = cluster.database()
    Store(clinic).close()
    again = _MetAgain()
    began = time.monotonic()
    with Proxy(cluster.socket, cut=0.004, cut_commits=0.15, seed=seed) as proxy:
        line = proxy.url(clinic)
        senders = [Sender(folder / f"mirror{n}.db", line, back_off=(0.1, 2.0), every=5.0, after_end=0.1) for n in range(mirrors)]
        at_once = threading.Semaphore(8)  # as many record in the same moment as this machine has breath for
        threads = [
            threading.Thread(target=_record, args=(folder / f"mirror{n}.db", sender, sessions, seed + n, at_once))
            for n, sender in enumerate(senders)
        ]
        syncing = logging.getLogger("mirror.sessions.sync")
        before = syncing.level, syncing.propagate
        syncing.setLevel(logging.INFO)
        syncing.propagate = False
        syncing.addHandler(again)
        for sender, thread in zip(senders, threads, strict=True):
            sender.start()
            thread.start()
        _until(lambda: _sent(clinic) >= mirrors * sessions // 3, limit_s)
        cluster.restart("immediate")
        for thread in threads:
            thread.join(limit_s)
        _until(lambda: _sent(clinic) >= mirrors * sessions, limit_s)
        proxy.cut = proxy.cut_commits = 0.0
        late = [n for n, sender in enumerate(senders) if not _ended(sender)]
        seconds = time.monotonic() - began
        syncing.removeHandler(again)
        syncing.setLevel(before[0])
        syncing.propagate = before[1]
        wrong = [f"mirror {n} did not come to an end: {senders[n].status}" for n in late]
        for n in range(mirrors):
            wrong += [f"mirror {n}: {one}" for one in differences(folder / f"mirror{n}.db", clinic)]
        with Store(clinic) as store, store.reading() as connection:
            there = [connection.execute(select(func.count()).select_from(schema.session)).scalar_one()]
            rows = sum(connection.execute(select(func.count()).select_from(t)).scalar_one() for t in schema.BELOW_SESSION)
        if there != [mirrors * sessions]:
            wrong.append(f"{there[0]} sessions there, not {mirrors * sessions}")
        return Outcome(
            mirrors,
            mirrors * sessions,
            rows,
            sum(sender.rounds for sender in senders),
            sum(sender.failures for sender in senders),
            proxy.counts["cuts"],
            proxy.counts["lost_answers"],
            len(again.seen),
            proxy.counts["connections"],
            seconds,
            tuple(wrong),
        )


class _MetAgain(logging.Handler):
    """Counts what the senders log of sessions that are there already."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if "is there already" in record.getMessage():
            self.seen.append(record.getMessage())


def _record(database: Path, sender: Sender, sessions: int, seed: int, at_once: threading.Semaphore) -> None:
    """One run of a mirror: session after session, each told to the sender when it has ended."""
    dice = random.Random(seed)
    for _ in range(sessions):
        with at_once:
            recorder = Recorder(database, dice.choice(["Anna", "Ben", None]), source="demo", origin=f"{seed:032x}")
            recorder.start()
            reps = dice.randint(2, 8)
            events = iter(_spread(list(workout(reps)), dice))
            for t in np.arange(0.0, 2.0 * reps + 6, 1 / 15):
                recorder.track(seen(float(t)))
            for event in events:
                recorder.handle(event)
                sender.handle(event)
            assert recorder.stop(60), recorder.status
        sender.nudge()
        time.sleep(dice.uniform(0.0, 0.5))


def _spread(events: list[Event], dice: random.Random) -> Iterator[Event]:
    """A little out of step, so that no two sessions are alike."""
    shift = dice.uniform(0, 0.01)
    return (replace(event, t=event.t + shift) for event in events)


def _sent(clinic: str) -> int:
    try:
        with Store(clinic) as store, store.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(schema.session)).scalar_one())
    except SessionError:  # it is being restarted
        return 0


def _ended(sender: Sender) -> bool:
    """The last round over a good line, with time enough; one that failed a moment ago is not tried again by `stop`."""
    sender.nudge()
    until = time.monotonic() + 60
    while sender.status and time.monotonic() < until:
        time.sleep(0.05)
    return sender.stop(60)


def _until(true: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError(f"not within {seconds:.0f} s")
        time.sleep(0.25)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mirrors", type=int, nargs="?", default=50)
    parser.add_argument("--sessions", type=int, default=6, help="of each mirror")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    logging.basicConfig(level=logging.CRITICAL)
    bin = programs()
    if bin is None:
        print(ABSENT, file=sys.stderr)
        return 1
    cluster = Cluster(bin)
    try:
        cluster.start()
        with tempfile.TemporaryDirectory(prefix="mirrors-") as folder:
            outcome = run(Path(folder), cluster, asked.mirrors, asked.sessions, seed=asked.seed)
    finally:
        cluster.stop()
    print(outcome)
    return bool(outcome.wrong)


if __name__ == "__main__":
    sys.exit(main())
