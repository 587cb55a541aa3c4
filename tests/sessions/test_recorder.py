"""The recorder: what it was told is on the disk, whatever happens to the program or the disk."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mirror.errors import SessionError
from mirror.events import ProfileChosen, RepClosed, SessionStarted, SetStarted, to_dict
from mirror.observation import Observation
from mirror.sessions import Recorder, Store
from mirror.sessions.database import BUSY_MS
from mirror.sessions.track import STEPS
from tests.sessions.runs import person, seen, workout


def record(database: Path, events, observations=(), **options) -> Recorder:
    recorder = Recorder(database, **options)
    recorder.start()
    for event in events:
        recorder.handle(event)
    for observation in observations:
        recorder.track(observation)
    assert recorder.stop()
    return recorder


def test_what_was_told_is_what_is_read(database: Path) -> None:
    events = list(workout(reps=3))
    recorder = record(database, events, profile="Anna", source="demo", app_version="9.9")
    assert recorder.status == ""
    with Store(database) as store:
        (summary,) = store.sessions()
        assert summary.id == recorder.session_id
        assert (summary.profile, summary.source, summary.sets, summary.full) == ("Anna", "demo", 1, 3)
        assert summary.exercises == (("squat", 3),)
        assert summary.score == 82.0
        assert summary.ended_at is not None
        assert summary.ended_at >= summary.started_at
        assert summary.started_at.tzinfo is not None
        session = store.session(summary.id[:6])
        (only,) = session.sets
        assert (only.exercise, only.start_t, only.end_t, only.confidence) == ("squat", 1.0, 8.0, 0.95)
        assert [rep.number for rep in only.repetitions] == [1, 2, 3]
        assert only.repetitions[0].joints == {"left_knee": 90.0, "right_knee": 88.5}
        assert only.repetitions[0].mistakes == ("knees_in",)
        assert only.mistakes == {"knees_in": 3}
        assert [cue.text for cue in session.cues] == ["Push your knees out."] * 3
        assert session.app_version == "9.9"
        assert [to_dict(event) for event in store.events(summary.id)] == [to_dict(event) for event in events]


def test_who_was_chosen_at_the_mirror_owns_the_session(database: Path) -> None:
    first, *rest = workout(reps=1)
    events = [first, ProfileChosen(2, 0.5, "Bo"), *(replace(event, seq=event.seq + 1) for event in rest)]
    record(database, events, profile="Anna")
    with Store(database) as store:
        assert [summary.profile for summary in store.sessions()] == ["Bo"]
        assert {person.name for person in store.profiles()} == {"Anna", "Bo"}


def test_landmarks_come_back_at_16_hz_within_the_set_only(database: Path) -> None:
    events = list(workout(reps=2))
    recorder = Recorder(database)
    recorder.start()
    times = np.arange(0.0, 12.0, 1 / 30)
    pending = list(events)
    for t in times:
        while pending and pending[0].t <= t:
            recorder.handle(pending.pop(0))
        recorder.track(seen(float(t)))
    for event in pending:
        recorder.handle(event)
    assert recorder.stop()
    with Store(database) as store:
        track = store.track(recorder.session_id, 1)
    end = next(e.t for e in events if type(e).__name__ == "SetEnded")
    assert track.t[0] >= 1.0
    assert track.t[0] < 1.0 + 1 / 16
    assert end - 2 / 16 < track.t[-1] <= end
    assert np.allclose(np.diff(track.t), 1 / 16)
    still = person(0.0)
    shift = 0.1 * np.sin(track.t)
    step = 0.5 / STEPS + 2e-6
    assert np.allclose(track.image[:, :, 0], still.image[:, 0] + shift[:, None], atol=step[:, 0] + 1e-4)
    assert (np.abs(track.image - still.image)[:, :, 1:] <= step[:, 1:3]).all()
    assert (np.abs(track.world - still.world) <= step[:, 3:6]).all()
    assert np.allclose(track.visibility, still.visibility, atol=step[:, 6])
    assert (track.width, track.height) == (1280, 720)


def test_the_track_may_lag_behind_the_events(database: Path) -> None:
    """Events and observations come through two channels: here all events first, then all observations."""
    recorder = record(database, workout(reps=2), [seen(float(t)) for t in np.arange(0.0, 12.0, 1 / 30)])
    with Store(database) as store:
        track = store.track(recorder.session_id, 1)
    assert track.t[0] == pytest.approx(1.0)
    assert track.t[-1] == pytest.approx(9.0)


def test_absence_is_in_the_track_as_nan(database: Path) -> None:
    observations = [Observation(t, None) if 3.0 < t < 5.0 else seen(t) for t in map(float, np.arange(0.0, 12.0, 1 / 30))]
    recorder = record(database, workout(reps=2), observations)
    with Store(database) as store:
        track = store.track(recorder.session_id, 1)
    gone = (track.t > 3.1) & (track.t < 4.9)
    assert gone.sum() > 20
    assert np.isnan(track.image[gone]).all()
    assert np.isnan(track.world[gone]).all()
    assert (track.visibility[gone] == 0).all()
    assert not np.isnan(track.image[(track.t < 2.9) | (track.t > 5.1)]).any()


CHILD = """
    import sys, time
    sys.path.insert(0, {here!r})
    from pathlib import Path
    from tests.sessions.runs import seen, workout
    from mirror.events import SetEnded
    from mirror.sessions import Recorder

    recorder = Recorder(Path(sys.argv[1]), profile="Anna")
    recorder.start()
    clock = 0.0
    for event in workout(reps=4):
        if isinstance(event, SetEnded):
            break
        while clock < event.t:
            recorder.track(seen(clock))
            clock += 1 / 30
        recorder.handle(event)
    while recorder._backlog.waiting or recorder._waiting or not recorder._inbox.empty():
        time.sleep(0.01)
    print("told", flush=True)
    time.sleep(60)
"""


def test_killed_in_the_middle_everything_up_to_the_last_repetition_is_there(database: Path) -> None:
    code = textwrap.dedent(CHILD).format(here=str(Path(__file__).parents[2]))
    child = subprocess.Popen([sys.executable, "-c", code, str(database)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "told\n"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    # the header alone must tell the file from another program's, though its first tables may still be in the WAL
    with Store(database) as store:
        (summary,) = store.sessions()
        assert (summary.full, summary.ended_at, summary.profile) == (4, None, "Anna")
        session = store.session(summary.id)
        assert [len(rep.joints) for rep in session.sets[0].repetitions] == [2] * 4
        assert session.sets[0].end_t is None
        track = store.track(summary.id, 1)
        assert track.t[-1] > 9.5
        told = store.events(summary.id)
        assert [e.seq for e in told] == list(range(1, len(told) + 1))
        assert isinstance(told[-2], RepClosed)
    with sqlite3.connect(database) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    raw.close()
    # and the next run goes on in the same file
    record(database, workout(reps=1))
    with Store(database) as store:
        assert [s.full for s in store.sessions()] == [1, 4]


def test_a_locked_log_is_waited_for_and_loses_nothing(database: Path) -> None:
    record(database, workout(reps=1))
    holder = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN EXCLUSIVE")
    sentences: list[str] = []
    recorder = Recorder(database, on_status=sentences.append)
    recorder.start()
    slowest = 0.0
    for event in workout(reps=5):
        started = time.perf_counter()
        recorder.handle(event)
        slowest = max(slowest, time.perf_counter() - started)
    deadline = time.monotonic() + 30
    while not recorder.status and time.monotonic() < deadline:
        time.sleep(0.02)
    assert "locked" in recorder.status
    holder.execute("ROLLBACK")
    holder.close()
    assert recorder.stop(timeout=20)
    assert sentences[-1] == ""
    assert slowest < BUSY_MS / 1000 / 2, "it waited for the lock"
    with Store(database) as store:
        assert [s.full for s in store.sessions()] == [5, 1]


def test_a_full_disk_is_said_and_made_good(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`PRAGMA max_page_count` makes SQLite answer SQLITE_FULL, as a full disk does."""
    record(database, workout(reps=1))
    from mirror.sessions import database as opening

    real = opening._pragmas
    limit = {"pages": 1}

    def small(raw: sqlite3.Connection, record: object) -> None:
        real(raw, record)
        if limit["pages"]:
            raw.execute(f"PRAGMA max_page_count = {limit['pages']}")

    monkeypatch.setattr(opening, "_pragmas", small)
    recorder = Recorder(database)
    recorder.start()
    for event in workout(reps=60):
        recorder.handle(event)
    deadline = time.monotonic() + 10
    while not recorder.status and time.monotonic() < deadline:
        time.sleep(0.02)
    assert "disk is full" in recorder.status
    limit["pages"] = 0
    recorder._log.engine.dispose()
    with sqlite3.connect(database) as raw:
        raw.execute("PRAGMA max_page_count = 1073741823")
    raw.close()
    assert recorder.stop(timeout=20)
    with Store(database) as store:
        assert [s.full for s in store.sessions()] == [60, 1]


@pytest.mark.parametrize("kind", ["text", "short", "foreign"])
def test_a_file_that_is_not_ours_is_not_touched(database: Path, kind: str) -> None:
    database.parent.mkdir()
    if kind == "foreign":
        with sqlite3.connect(database) as raw:
            raw.execute("CREATE TABLE recipes (name TEXT)")
        raw.close()
    else:
        database.write_bytes(b"my diary, nothing for you" * (20 if kind == "text" else 1))
    before = database.read_bytes()
    with pytest.raises(SessionError) as told:
        Recorder(database).start()
    assert str(told.value).endswith(".")
    assert "\n" not in str(told.value)
    with pytest.raises(SessionError):
        Store(database)
    assert database.read_bytes() == before
    assert [p.name for p in database.parent.iterdir()] == ["sessions.db"]


def test_a_newer_log_is_not_touched(database: Path) -> None:
    record(database, workout(reps=1))
    with sqlite3.connect(database) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.execute("PRAGMA journal_mode = DELETE")
    raw.close()
    with sqlite3.connect(database) as raw:
        before = list(raw.iterdump())
    raw.close()
    with pytest.raises(SessionError, match="newer version"):
        Store(database)
    recorder = Recorder(database)
    recorder.start()
    recorder.handle(SessionStarted(1, 0.0))
    assert not recorder.stop(timeout=1)
    assert "newer version" in recorder.status
    with sqlite3.connect(database) as raw:
        assert list(raw.iterdump()) == before
    raw.close()


def test_a_broken_log_is_one_sentence(database: Path) -> None:
    record(database, workout(reps=30))
    raw = bytearray(database.read_bytes())
    raw[4096:] = os.urandom(len(raw) - 4096)
    database.write_bytes(bytes(raw))
    with pytest.raises(SessionError, match=r"broken|cannot be written"), Store(database) as store:
        store.sessions()


def test_events_of_another_run_are_refused(database: Path) -> None:
    recorder = Recorder(database)
    recorder.start()
    recorder.handle(SessionStarted(1, 0.0))
    with pytest.raises(ValueError, match="one run"):
        recorder.handle(SetStarted(1, 1.0, set=1, start_t=0.5))
    assert recorder.stop()


def test_a_folder_that_cannot_be_made_is_said_and_the_session_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    recorder = Recorder(tmp_path / "file" / "sessions.db")
    with pytest.raises(SessionError, match="cannot be read"):
        recorder.start()
    assert recorder.stop()


def test_a_bad_url_is_a_sentence() -> None:
    with pytest.raises(SessionError, match="not a database URL"):
        Recorder("://nowhere").start()


def test_while_nothing_can_be_written_events_are_kept_and_old_landmarks_are_given_up(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mirror.sessions import recorder as module

    record(database, workout(reps=1))
    monkeypatch.setattr(module, "TRACK_KEPT_BYTES", 4000)
    monkeypatch.setattr(module, "OBSERVATIONS_KEPT", 150)
    holder = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN EXCLUSIVE")
    recorder = Recorder(database)
    recorder.start()
    for event in workout(reps=10):
        recorder.handle(event)
    for t in np.arange(0.0, 25.0, 1 / 30):
        recorder.track(seen(float(t)))
    deadline = time.monotonic() + 10
    while not recorder.status and time.monotonic() < deadline:
        time.sleep(0.02)
    assert recorder.status
    holder.execute("ROLLBACK")
    holder.close()
    assert recorder.stop(timeout=20)
    with Store(database) as store:
        newest = store.sessions()[0]
        assert newest.full == 10
        assert len(store.events(newest.id)) == len(list(workout(reps=10)))
        assert len(store.track(newest.id, 1).t) < 25 * 16
