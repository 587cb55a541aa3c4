"""Many mirrors write into one PostgreSQL over bad lines: python -m tests.sessions.mirrors [MIRRORS] [--sessions N] [--seed N]

Every mirror records sessions into a log of its own, with a Recorder, while its Sender sends them through a proxy that cuts
connections at random moments: within a statement, within a transaction, and after a COMMIT has reached the server but before its
answer comes back. Each signs in with a role of its own, which row-level security keeps to its own. At its desk a reviewer
overrules and notes, and so does one at the clinic, of the same sessions. In the middle the server is stopped as by a power
failure and started again. In the end every row of every log is compared with the clinic's, and each mirror is asked for what is
not its own.
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
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from sqlalchemy import func, insert, select

from mirror.errors import SessionError
from mirror.events import Event
from mirror.sessions import Recorder, Store, carried, copying, reviews, roles, schema
from mirror.sessions.audit import Audit
from mirror.sessions.database import Database, as_url
from mirror.sessions.reviews import About
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


def remark_differences(database: Database, clinic: str) -> list[str]:
    """Where verdicts on this log's sessions are not the same on both sides, or one of its notes is not there as it is here."""
    s, o, n, r = schema.session, schema.overrule, schema.note, schema.reviewer
    found = []
    with Store(database) as here, Store(clinic) as there, here.reading() as own, there.reading() as other:
        ids = list(own.scalars(select(s.c.id)))
        query = select(o, r.c.name.label("signed")).outerjoin(r, r.c.id == o.c.reviewer_id).where(o.c.session_id.in_(ids))
        one, two = ([dict(row) for row in side.execute(query.order_by(o.c.id)).mappings()] for side in (own, other))
        if one != two:
            found.append(f"verdicts differ ({len(one)} here, {len(two)} there)")
        mine = select(n, r.c.name.label("signed")).outerjoin(r, r.c.id == n.c.reviewer_id).order_by(n.c.id)
        one = [dict(row) for row in own.execute(mine).mappings()]
        two = [dict(row) for row in other.execute(mine.where(n.c.id.in_([row["id"] for row in one]))).mappings()]
        if one != two:
            found.append(f"notes differ ({len(one)} here, {len(two)} there)")
    return found


def strange(database: Database, line: str) -> list[str]:
    """What a mirror's role meets at the clinic (`line`) that is not its own."""
    found = []
    with Store(database) as here, Store(line) as there, here.reading() as own, there.reading() as other:
        mine = set(own.scalars(select(schema.session.c.id)))
        people = set(own.scalars(select(schema.profile.c.id)))
        for table in (*schema.BELOW_SESSION, schema.overrule):
            found += [f"it sees others' {table.name}"] * bool(set(other.scalars(select(table.c.session_id))) - mine)
        found += ["it sees others' sessions"] * bool(set(other.scalars(select(schema.session.c.id))) - mine)
        found += ["it sees others' people"] * bool(set(other.scalars(select(schema.profile.c.id))) - people)
        found += ["it sees others' notes"] * bool(
            set(other.scalars(select(schema.note.c.id))) - set(own.scalars(select(schema.note.c.id)))
        )
    return found


def unforwarded(database: Database, line: str) -> list[str]:
    """What the clinic's audit lacks, or has twice, of this log's lines."""
    with Store(database) as here, Store(line) as there, here.reading() as own, there.reading() as other:
        mine = [dict(row) for row in own.execute(select(schema.audit).order_by(schema.audit.c.number)).mappings()]
        theirs = other.execute(select(schema.audit).order_by(schema.audit.c.number)).mappings()
        found = [found for found in map(carried.unfolded, theirs) if found is not None]
    return [] if found == mine else [f"the audit differs ({len(mine)} lines here, {len(found)} there)"]


@dataclass(frozen=True)
class Outcome:
    """wrong: what must not be. lost_answers: COMMITs (of reading transactions, too) whose answer never came. met_again: sessions
    that a mirror sent a second time, since it never heard that they had arrived. seconds: until the last session was sent."""

    mirrors: int
    sessions: int
    rows: int
    verdicts: int
    notes: int
    rounds: int
    failures: int
    cuts: int
    lost_answers: int
    met_again: int
    connections: int
    seconds: float
    wrong: tuple[str, ...]

    def __str__(self) -> str:
        head = f"{self.mirrors} mirrors, {self.sessions} sessions, {self.rows} rows below them, {self.verdicts} verdicts, "
        head += f"{self.notes} notes, in {self.seconds:.0f} s: "
        line = f"{self.cuts} connections cut, {self.lost_answers} answers to a COMMIT lost, 1 server restarted; "
        line += f"{self.met_again} sessions met again that had arrived unheard; "
        tries = f"{self.rounds} rounds, {self.failures} failed and tried again; "
        return (
            head
            + line
            + tries
            + (
                "nothing lost, nothing doubled, every row equal, nothing of others seen"
                if not self.wrong
                else "; ".join(self.wrong)
            )
        )


def run(folder: Path, cluster: Cluster, mirrors: int, sessions: int, *, seed: int = 0, limit_s: float = 1800.0) -> Outcome:
    """`sessions` of each mirror, recorded and sent at the same time; then the line gets well and what is left is sent."""
    clinic = cluster.database()
    Store(clinic).close()
    name = str(as_url(clinic).database)
    own = [f"mirror{n}_{name}" for n in range(mirrors)]
    for role in own:
        cluster.psql(name, roles.mirror_role(role))
    again = _MetAgain()
    began = time.monotonic()
    with Proxy(cluster.socket, cut=0.004, cut_commits=0.15, seed=seed) as proxy:
        lines = [proxy.url(cluster.url(name, role)) for role in own]
        senders = [
            Sender(folder / f"mirror{n}.db", line, back_off=(0.1, 2.0), every=5.0, after_end=0.1) for n, line in enumerate(lines)
        ]
        desk = _Desk(clinic, seed)
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
        desk.start()
        _until(lambda: _sent(clinic) >= mirrors * sessions // 3, limit_s)
        cluster.restart("immediate")
        for thread in threads:
            thread.join(limit_s)
        _until(lambda: _sent(clinic) >= mirrors * sessions, limit_s)
        desk.stop()
        proxy.cut = proxy.cut_commits = 0.0
        late = [n for n, sender in enumerate(senders) if not _ended(sender)]
        seconds = time.monotonic() - began
        syncing.removeHandler(again)
        syncing.setLevel(before[0])
        syncing.propagate = before[1]
        wrong = [f"mirror {n} did not come to an end: {senders[n].status}" for n in late]
        for n in range(mirrors):
            log = folder / f"mirror{n}.db"
            found = differences(log, clinic) + remark_differences(log, clinic) + strange(log, cluster.url(name, own[n]))
            found += unforwarded(log, cluster.url(name, own[n]))
            wrong += [f"mirror {n}: {one}" for one in found]
        with Store(clinic) as store, store.reading() as connection:
            there = [connection.execute(select(func.count()).select_from(schema.session)).scalar_one()]
            rows = sum(connection.execute(select(func.count()).select_from(t)).scalar_one() for t in schema.BELOW_SESSION)
            said = [set(connection.scalars(select(t.c.id))) for t in (schema.overrule, schema.note)]
            if not desk.wrote <= said[0] | said[1]:
                wrong.append("what the clinic's desk wrote is not all there")
        with Store(clinic) as store:
            wrong += Audit(store).verify().wrong
        if there != [mirrors * sessions]:
            wrong.append(f"{there[0]} sessions there, not {mirrors * sessions}")
        return Outcome(
            mirrors,
            mirrors * sessions,
            rows,
            len(said[0]),
            len(said[1]),
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


class _Desk(threading.Thread):
    """The clinic's reviewer, who overrules and notes whatever has come, until `stop`.

    Attributes:
        wrote: ids of what the database said it holds.
    """

    def __init__(self, clinic: str, seed: int) -> None:
        super().__init__(name="desk", daemon=True)
        self.wrote: set[str] = set()
        self._clinic = clinic
        self._dice = random.Random(seed)
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(0.2):
            try:
                with Store(self._clinic) as store:
                    self.wrote |= remarked(store, "Dr. Clinic", self._dice)
            except SessionError:  # it is being restarted
                continue

    def stop(self) -> None:
        self._over.set()
        self.join(60)


def remarked(store: Store, name: str, dice: random.Random) -> set[str]:
    """A reviewer of this name, who is made where there is none, overrules a repetition and writes two notes, of which one may be
    withdrawn. Ids of what was written: nothing, where there is no session yet."""
    r, s = schema.reviewer, schema.session
    with store.writing() as connection:
        sessions = sorted(connection.scalars(select(s.c.id)))
        reviewer = connection.scalars(select(r.c.id).where(r.c.name == name)).first()
        if reviewer is None:
            reviewer = f"{dice.getrandbits(128):032x}"
            connection.execute(insert(r), {"id": reviewer, "name": name, "pin": "x", "created_at": datetime.now(UTC)})
    if not sessions:
        return set()
    session, audit = dice.choice(sessions), Audit(store, reviewer, "reviewer")
    repetitions = [rep.seq for done in store.session(session).sets for rep in done.repetitions]
    note = reviews.add_note(store, About(None, session), "Slower.", reviewer, audit=audit)
    seq, verdict = dice.choice(repetitions), dice.choice(reviews.KINDS)
    written = {note, reviews.overrule(store, session, seq, None, verdict, "", reviewer, audit=audit)}
    people = sorted(person.id for person in store.profiles())
    if people:
        written.add(reviews.add_note(store, About(dice.choice(people)), "Left knee, 2024.", reviewer))
    if dice.random() < 0.5:
        reviews.withdraw_note(store, note)
    return written


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
            with Store(database) as store:
                remarked(store, f"Dr. {seed}", dice)
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
