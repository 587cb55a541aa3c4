"""Disks that are full, read-only, unplugged; files that are cut, deleted, exchanged: what was told is kept, and once."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mirror.errors import SessionError
from mirror.events import Event, RepClosed
from mirror.sessions import Recorder, Store
from mirror.sessions.aside import moved_aside
from mirror.sessions.database import Log
from tests.sessions.disks import small_disk
from tests.sessions.runs import seen, workout

ROOT = Path(__file__).parents[2]


def until(true: Callable[[], object], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert true()


def written(recorder: Recorder) -> bool:
    return not recorder._backlog.waiting and not recorder._waiting and recorder._inbox.empty() and recorder._log is not None


def begun(database: Path, reps: int = 6, profile: str = "Anna") -> tuple[Recorder, list[Event]]:
    """A recorder in the middle of a session, all it was told on the disk; and the events to come."""
    recorder = Recorder(database, profile=profile)
    recorder.start()
    events = list(workout(reps=reps))
    half = len(events) // 2
    for event in events[:half]:
        recorder.handle(event)
    for t in np.arange(0.0, events[half].t, 1 / 30):
        recorder.track(seen(float(t)))
    until(lambda: written(recorder))
    return recorder, events[half:]


def whole(database: Path, recorder: Recorder, reps: int = 6, profile: str | None = "Anna") -> None:
    """The recorder's session is in the log: once, without a gap."""
    with Store(database) as store:
        (session,) = [s for s in store.sessions() if s.id == recorder.session_id]
        assert (session.full, session.profile) == (reps, profile)
        assert session.ended_at is not None
        assert [e.seq for e in store.events(session.id)] == [e.seq for e in workout(reps=reps)]
        assert len(store.session(session.id).sets[0].repetitions) == reps
    with closing(sqlite3.connect(database)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


# -- disks ---------------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
def test_a_disk_that_is_full_and_is_given_room() -> None:
    with small_disk("300k") as (disk, remount):
        database = disk / "sessions.db"
        recorder = Recorder(database, profile="Anna")
        recorder.start()
        for event in workout(reps=300):
            recorder.handle(event)
        until(lambda: "disk is full" in recorder.status)
        remount("size=16m")
        assert recorder.stop(timeout=20)
        assert recorder.status == ""
        whole(database, recorder, reps=300)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
def test_a_disk_that_can_only_be_read_and_then_be_written() -> None:
    with small_disk("16m") as (disk, remount):
        database = disk / "sessions.db"
        first, rest = begun(database)
        for event in rest:
            first.handle(event)
        assert first.stop()
        remount("ro")
        recorder = Recorder(database, profile="Anna")
        recorder.start()
        for event in workout(reps=6):
            recorder.handle(event)
        until(lambda: recorder.status)
        assert "cannot be" in recorder.status
        remount("rw")
        assert recorder.stop(timeout=20)
        whole(database, first)
        whole(database, recorder)


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="nothing is read-only to root but a mount")
def test_a_folder_that_can_only_be_read_and_then_be_written(database: Path) -> None:
    database.parent.mkdir()
    database.parent.chmod(0o555)
    recorder = Recorder(database, profile="Anna")
    recorder.start()
    for event in workout(reps=6):
        recorder.handle(event)
    until(lambda: recorder.status)
    database.parent.chmod(0o755)
    assert recorder.stop(timeout=20)
    whole(database, recorder)


LIMITED = """
    import resource, signal, sys, time
    sys.path.insert(0, {root!r})
    from pathlib import Path
    from mirror.sessions import Recorder, Store
    from tests.sessions.runs import workout

    database = Path(sys.argv[1])
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    Store(database).close()
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (database.stat().st_size + 10_000, hard))
    recorder = Recorder(database, profile="Anna")
    recorder.start()
    for event in workout(reps=300):
        recorder.handle(event)
    deadline = time.monotonic() + 20
    while not recorder.status and time.monotonic() < deadline:
        time.sleep(0.01)
    print(recorder.status)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    print(recorder.stop(timeout=20))
    with Store(database) as store:
        print([(s.full, len(store.events(s.id))) for s in store.sessions()])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE")
def test_a_file_that_may_not_grow_and_then_may(database: Path) -> None:
    """The same without root: the system refuses to let the file grow (EFBIG)."""
    code = textwrap.dedent(LIMITED).format(root=str(ROOT))
    done = subprocess.run([sys.executable, "-c", code, str(database)], capture_output=True, text=True, timeout=60, check=False)
    status, stopped, sessions = done.stdout.splitlines()
    assert "cannot be written" in status or "disk is full" in status
    assert stopped == "True"
    assert sessions == str([(300, len(list(workout(reps=300))))])
    assert "Traceback" not in done.stderr


def test_a_disk_that_is_unplugged_and_comes_back(database: Path) -> None:
    recorder, rest = begun(database)
    away = database.parent.with_name("away")
    database.parent.rename(away)
    database.parent.write_text("the disk is not there")
    for event in rest[:-2]:
        recorder.handle(event)
    until(lambda: recorder.status)
    database.parent.unlink()
    away.rename(database.parent)
    for event in rest[-2:]:
        recorder.handle(event)
    assert recorder.stop(timeout=20)
    assert recorder.status == ""
    whole(database, recorder)


# -- files under a running mirror ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("victims", [["-wal"], ["-shm"], ["-wal", "-shm"], [""], ["", "-wal", "-shm"]])
def test_files_that_are_deleted_under_a_running_mirror_take_nothing_of_its_session(database: Path, victims: list[str]) -> None:
    recorder, rest = begun(database)
    for side in victims:
        database.with_name(database.name + side).unlink()
    for event in rest:
        recorder.handle(event)
    assert recorder.stop(timeout=20)
    assert recorder.status == ""
    whole(database, recorder)
    with Store(database) as store:
        assert store.track(recorder.session_id, 1).t[0] == pytest.approx(1.0)


def test_a_log_that_is_moved_away_under_a_running_mirror_is_begun_anew_with_the_whole_session(database: Path) -> None:
    recorder, rest = begun(database)
    database.rename(database.with_name("kept.db"))
    for event in rest:
        recorder.handle(event)
    assert recorder.stop(timeout=20)
    whole(database, recorder)


def test_an_older_copy_that_is_put_in_its_place_is_gone_on_with(database: Path) -> None:
    early, rest = begun(database)
    for event in rest[:-1]:
        early.handle(event)
    assert early.stop()
    backup = database.with_name("backup.db")
    recorder, rest = begun(database)
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(backup)) as copy:
        source.backup(copy)
    for event in rest[:5]:
        recorder.handle(event)
    until(lambda: written(recorder))
    backup.replace(database)
    for event in rest[5:]:
        recorder.handle(event)
    assert recorder.stop(timeout=20)
    whole(database, recorder)
    with Store(database) as store:
        assert len(store.sessions()) == 2
        assert [p.name for p in store.profiles()] == ["Anna"]


def cuttings() -> Iterator[tuple[str, Callable[[bytes, random.Random], bytes]]]:
    yield "cut", lambda raw, rng: raw[: rng.randrange(len(raw))]
    yield "a byte turned", lambda raw, rng: (at := rng.randrange(len(raw))) and raw[:at] + bytes([raw[at] ^ 0xFF]) + raw[at + 1 :]
    yield (
        "garbage from somewhere on",
        lambda raw, rng: (at := rng.randrange(len(raw))) and raw[:at] + rng.randbytes(len(raw) - at),
    )
    yield "garbage", lambda raw, rng: rng.randbytes(len(raw))


@pytest.mark.parametrize("cut", [cut for _, cut in cuttings()], ids=[name for name, _ in cuttings()])
def test_of_a_damaged_write_ahead_log_its_beginning_is_kept(
    database: Path, tmp_path: Path, cut: Callable[[bytes, random.Random], bytes]
) -> None:
    """As after a power cut on a disk that lies: every transaction before the damage is there, none after it, none by half."""
    before, rest = begun(database)
    for event in rest:
        before.handle(event)
    assert before.stop()
    recorder = Recorder(database)
    recorder.start()
    for event in list(workout(reps=6))[:-1]:
        recorder.handle(event)
        if isinstance(event, RepClosed):
            until(lambda: written(recorder))
    wal = database.with_name("sessions.db-wal")
    files = {file.name: file.read_bytes() for file in (database, wal)}
    assert recorder.stop()
    rng, lengths = random.Random(8), set()
    for n in range(8):
        place = tmp_path / str(n) / "sessions.db"
        place.parent.mkdir()
        place.write_bytes(files["sessions.db"])
        place.with_name("sessions.db-wal").write_bytes(cut(files["sessions.db-wal"], rng))
        again = Recorder(place)
        again.start()
        for event in workout(reps=1):
            again.handle(event)
        assert again.stop()
        assert moved_aside(place) == [], "a write-ahead log that is cut is no broken log"
        whole(place, before)
        with Store(place) as store:
            for session in store.sessions():
                seqs = [e.seq for e in store.events(session.id)]
                assert seqs == list(range(1, len(seqs) + 1))
                lengths.add(len(seqs))
    assert lengths


# -- other programs ------------------------------------------------------------------------------------------------------


def test_two_mirrors_write_into_one_log_at_once(database: Path) -> None:
    recorders = [Recorder(database, profile="Anna"), Recorder(database, profile="Anna")]
    for recorder in recorders:
        recorder.start()
    for event in workout(reps=40):
        for recorder in recorders:
            recorder.handle(event)
    assert all(recorder.stop(timeout=20) for recorder in recorders)
    for recorder in recorders:
        whole(database, recorder, reps=40)


def test_a_program_that_writes_now_and_then_costs_nothing(database: Path) -> None:
    recorder, rest = begun(database, reps=20)
    with closing(sqlite3.connect(database, isolation_level=None, timeout=20)) as other:
        for event in rest:
            other.execute("BEGIN IMMEDIATE")
            recorder.handle(event)
            time.sleep(0.02)
            other.execute("COMMIT")
    assert recorder.stop(timeout=20)
    whole(database, recorder, reps=20)


def test_a_person_who_is_erased_in_mid_session_is_not_written_again(database: Path) -> None:
    recorder, rest = begun(database)
    with Store(database) as store:
        store.erase("Anna")
    for event in rest:
        recorder.handle(event)
    shift = rest[-1].seq
    later = [replace(event, seq=event.seq + shift, t=event.t + 60) for event in workout(reps=2)]
    for event in later:
        recorder.handle(event)
    assert recorder.stop()
    assert recorder.status == ""
    with Store(database) as store:
        assert store.profiles() == []
        assert [(s.full, s.profile) for s in store.sessions()] == [(2, None)]
        with store.reading() as connection:
            kept = connection.exec_driver_sql("SELECT session_id FROM event").scalars().all()
        assert set(kept) == {recorder.session_id}


def test_a_commit_whose_answer_was_lost_is_not_made_twice(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a connection that is cut in that moment looks like: it was committed, and an error came."""
    recorder, rest = begun(database)
    real, lost = Log.transaction, {"times": 0}

    @contextmanager
    def forgetful(self: Log, reads: bool = False) -> Iterator[object]:
        with real(self, reads) as connection:
            yield connection
        if not reads and lost["times"] % 2 == 0:
            lost["times"] += 1
            raise SessionError("The database does not answer.")
        lost["times"] += not reads

    monkeypatch.setattr(Log, "transaction", forgetful)
    for event in rest:
        recorder.handle(event)
        time.sleep(0.01)
    assert recorder.stop(timeout=20)
    assert lost["times"] > 1
    monkeypatch.undo()
    whole(database, recorder)


def test_a_bug_in_the_recorder_is_told_and_holds_nobody_up(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder, rest = begun(database)
    monkeypatch.setattr(recorder, "_take", lambda item, rows: 1 / 0)
    for event in rest:
        recorder.handle(event)
    assert not recorder.stop(timeout=5)
    assert recorder.status == "The session log cannot be used, so this session is not kept."
