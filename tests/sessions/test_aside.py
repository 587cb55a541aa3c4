"""A broken log is moved aside and a new one is begun; what is not ours is never touched; nothing is lost."""

from __future__ import annotations

import multiprocessing
import os
import random
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mirror.errors import SessionError
from mirror.sessions import Recorder, Store
from mirror.sessions.aside import identity, moved_aside, set_aside
from mirror.sessions.database import BrokenLog, Log
from tests.sessions.runs import workout

PAGE = 4096


def filled(database: Path, reps: int = 30) -> None:
    recorder = Recorder(database)
    recorder.start()
    for event in workout(reps=reps):
        recorder.handle(event)
    assert recorder.stop()


def cut_short(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2 // PAGE * PAGE)


def cut_in_the_header(file: Path) -> None:
    os.truncate(file, 60)


def zeroed(file: Path) -> None:
    file.write_bytes(bytes(file.stat().st_size))


def zeroed_but_for_the_header(file: Path) -> None:
    raw = file.read_bytes()
    file.write_bytes(raw[:100] + bytes(len(raw) - 100))


def scrambled(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    raw[PAGE:] = random.Random(3).randbytes(len(raw) - PAGE)
    file.write_bytes(bytes(raw))


def one_page_scrambled(file: Path) -> None:
    """A page of the middle, which opening the log does not read."""
    raw = bytearray(file.read_bytes())
    with sqlite3.connect(file) as look:
        root = look.execute("SELECT rootpage FROM sqlite_master WHERE name = 'joint_score'").fetchone()[0]
    look.close()
    raw[(root - 1) * PAGE : root * PAGE] = random.Random(4).randbytes(PAGE)
    file.write_bytes(bytes(raw))


DAMAGES = [cut_short, cut_in_the_header, zeroed, zeroed_but_for_the_header, scrambled, one_page_scrambled]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_broken_log_makes_room(database: Path, damage: Callable[[Path], None]) -> None:
    filled(database)
    damage(database)
    wal = database.with_name("sessions.db-wal")
    wal.write_bytes(b"what is left of a write-ahead log")
    broken = database.read_bytes()
    notices: list[str] = []
    recorder = Recorder(database, on_notice=notices.append)
    recorder.start()
    events = list(workout(reps=4))
    for event in events[:6]:
        recorder.handle(event)
    _until(lambda: notices and recorder.session_id is not None)
    (aside,) = moved_aside(database)
    assert notices == [f"The session log was broken, so it was moved to {aside} and a new one was begun."]
    for event in events[6:]:
        recorder.handle(event)
    assert recorder.stop()
    assert recorder.status == ""
    assert notices[1:] == [""], "it is said for a session, not for ever"
    if damage is not one_page_scrambled:  # there the log opens, and a session is begun in it before the examination is over
        assert aside.read_bytes() == broken
    if damage in (zeroed, cut_in_the_header):
        assert aside.with_name(f"{aside.name}-wal").exists()
    with Store(database) as store:
        (session,) = store.sessions()
        assert session.full == 4
        assert len(store.events(session.id)) == len(events)


def test_the_whole_session_is_in_the_new_log_though_the_old_one_broke_in_its_middle(database: Path) -> None:
    filled(database, reps=60)
    notices: list[str] = []
    recorder = Recorder(database, profile="Anna", on_notice=notices.append)
    recorder.start()
    events = list(workout(reps=8))
    for event in events[:10]:
        recorder.handle(event)
    _until(lambda: recorder.session_id is not None and not recorder._backlog.waiting)
    first = recorder.session_id
    recorder._log.fold()
    with database.open("r+b") as file:  # a disk that goes bad under the running program
        file.seek(PAGE)
        file.write(random.Random(5).randbytes(database.stat().st_size - PAGE))
    recorder._log.engine.dispose()
    for event in events[10:]:
        recorder.handle(event)
    assert recorder.stop()
    assert len(moved_aside(database)) == 1
    assert notices
    with Store(database) as store:
        (session,) = store.sessions()
        assert (session.id, session.full, session.profile) == (first, 8, "Anna")
        assert [e.seq for e in store.events(session.id)] == list(range(1, len(events) + 1))


def test_a_second_broken_log_does_not_take_the_place_of_the_first(database: Path) -> None:
    database.parent.mkdir()
    at = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    for n in range(3):
        database.write_bytes(bytes(1000 + n))
        assert set_aside(database, identity(database), now=at) is not None
    found = moved_aside(database)
    assert [file.stat().st_size for file in found] == [1000, 1001, 1002]
    assert found[0].name == "sessions.db.broken-20260102T030405"


def test_a_write_ahead_log_without_its_file_is_kept(database: Path) -> None:
    """SQLite would throw it away: it may be all that is left."""
    database.parent.mkdir()
    wal = database.with_name("sessions.db-wal")
    wal.write_bytes(b"the last session")
    filled(database, reps=1)
    (aside,) = [entry for entry in database.parent.iterdir() if entry.name.endswith("-wal") and ".broken-" in entry.name]
    assert aside.read_bytes() == b"the last session"
    with Store(database) as store:
        assert len(store.sessions()) == 1


def foreign(file: Path) -> None:
    with sqlite3.connect(file) as raw:
        raw.execute("CREATE TABLE recipes (name TEXT)")
    raw.close()


def foreign_and_broken(file: Path) -> None:
    foreign(file)
    with sqlite3.connect(file) as raw:
        raw.execute("PRAGMA application_id = 1")
    raw.close()
    file.write_bytes(file.read_bytes()[:100] + bytes(3000))


def text(file: Path) -> None:
    file.write_text("my diary, nothing for you")


def text_after_zeros(file: Path) -> None:
    file.write_bytes(bytes(3 * 2**20) + b"x")


def ciphertext(file: Path) -> None:
    """As an encrypted log looks to whoever has no key: it is not broken."""
    file.write_bytes(random.Random(6).randbytes(40960))


@pytest.mark.parametrize("content", [foreign, foreign_and_broken, text, text_after_zeros, ciphertext])
def test_what_is_not_certainly_ours_is_never_moved(database: Path, content: Callable[[Path], None]) -> None:
    database.parent.mkdir()
    content(database)
    before = database.read_bytes()
    with pytest.raises(SessionError, match=r"\.$"):
        Recorder(database).start()
    with pytest.raises(SessionError):
        set_aside(database, identity(database))
    assert database.read_bytes() == before
    assert moved_aside(database) == []


def test_who_only_reads_says_it_and_moves_nothing(database: Path) -> None:
    filled(database)
    scrambled(database)
    before = database.read_bytes()
    with pytest.raises(BrokenLog, match="when it runs next"), Store(database) as store:
        store.sessions()
    assert database.read_bytes() == before
    assert moved_aside(database) == []


def test_a_folder_in_which_nothing_can_be_renamed_is_said(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(database)
    zeroed(database)

    def refused(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refused)
    recorder = Recorder(database)
    recorder.start()
    for event in workout(reps=1):
        recorder.handle(event)
    assert not recorder.stop(timeout=1)
    assert "cannot be moved aside" in recorder.status


def test_a_disk_that_breaks_every_log_is_not_filled_with_them(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def found_broken(self: Log, connection: object) -> None:
        raise BrokenLog("The session log is broken.")

    monkeypatch.setattr(Log, "examine", found_broken)
    recorder = Recorder(database)
    recorder.start()
    for event in workout(reps=2):
        recorder.handle(event)
    _until(lambda: "breaks again and again" in recorder.status)
    recorder.stop(timeout=1)
    assert len(moved_aside(database)) == 3


def _race(database: str, seen: tuple[int, int], go: object, out: object) -> None:
    go.wait()
    moved = set_aside(Path(database), seen)
    if moved is not None:
        Path(database).write_bytes(b"the new log")
    out.put(str(moved) if moved else "")


def test_two_programs_that_find_it_broken_at_once_move_it_once(database: Path) -> None:
    database.parent.mkdir()
    database.write_bytes(bytes(5000))
    context = multiprocessing.get_context("spawn")
    go, out = context.Event(), context.Queue()
    seen = identity(database)
    both = [context.Process(target=_race, args=(str(database), seen, go, out)) for _ in range(2)]
    for one in both:
        one.start()
    go.set()
    told = sorted(out.get(timeout=60) for _ in both)
    for one in both:
        one.join()
    assert told[0] == ""
    assert Path(told[1]).stat().st_size == 5000
    assert database.read_bytes() == b"the new log"


def _until(true: Callable[[], object], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert true()
