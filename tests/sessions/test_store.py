"""Reading, moving and erasing."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import uuid
from pathlib import Path

import numpy as np
import pytest

from mirror.errors import SessionError
from mirror.events import SetEnded, to_dict
from mirror.sessions import Recorder, Store
from tests.sessions.runs import seen, workout


def record(database: Path, profile: str | None = None, reps: int = 2, cut_off: bool = False) -> str:
    recorder = Recorder(database, profile, source="demo")
    recorder.start()
    for event in workout(reps):
        if cut_off and isinstance(event, SetEnded):
            break
        recorder.handle(event)
    for t in np.arange(0.0, 2.0 * reps + 5, 1 / 30):
        recorder.track(seen(float(t)))
    assert recorder.stop()
    assert recorder.session_id is not None
    return recorder.session_id


def test_an_empty_log_has_no_sessions(database: Path) -> None:
    with Store(database) as store:
        assert store.sessions() == []
        assert store.profiles() == []
        with pytest.raises(SessionError, match="no session"):
            store.session("abc")


def test_the_newest_session_comes_first_and_people_are_told_apart(database: Path) -> None:
    ids = [record(database, name) for name in ("Anna", "Ben", "Anna")]
    with Store(database) as store:
        assert [s.id for s in store.sessions()] == ids[::-1]
        assert [s.id for s in store.sessions(profile="Anna")] == [ids[2], ids[0]]
        assert [s.id for s in store.sessions(limit=1)] == [ids[2]]
        assert [(p.name, p.sessions) for p in store.profiles()] == [("Anna", 2), ("Ben", 1)]


def test_an_id_may_be_shortened_as_long_as_it_is_the_only_one(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = iter(f"{prefix}{n:030x}" for n, prefix in enumerate(["aa", "ab", "ab", "cc", "ac", "dd"]))
    monkeypatch.setattr(uuid, "uuid4", lambda: uuid.UUID(hex=next(given)))
    first, second = record(database), record(database)
    with Store(database) as store:
        assert first.startswith("ab")
        assert second.startswith("cc")
        assert store.session("AB").summary.id == first
        with pytest.raises(SessionError, match="no session"):
            store.session("")
    third = record(database)
    with Store(database) as store:
        assert third.startswith("dd")
        assert store.session("d").summary.id == third
        store.import_json(_renamed(store.export_json([third]), third, "ab" + "f" * 30))
        with pytest.raises(SessionError, match="More than one"):
            store.session("ab")


def _renamed(data: dict, old: str, new: str) -> dict:
    """The same session under another id, its events as those of another run."""
    data = json.loads(json.dumps(data).replace(old, new))
    for row in [data["sessions"][0]["session"], *data["sessions"][0]["event"]]:
        row["run"] = "e" * 32
    return data


def test_an_export_taken_up_elsewhere_is_the_same_session(database: Path, tmp_path: Path) -> None:
    id = record(database, "Anna")
    with Store(database) as home, Store(tmp_path / "desk.db") as desk:
        data = json.loads(json.dumps(home.export_json(), allow_nan=False))
        assert desk.import_json(data).added == 1
        assert desk.session(id) == home.session(id)
        assert [to_dict(e) for e in desk.events(id)] == [to_dict(e) for e in home.events(id)]
        here, there = home.track(id, 1), desk.track(id, 1)
        assert np.array_equal(here.t, there.t)
        assert np.array_equal(here.image, there.image, equal_nan=True)
        assert desk.export_json() == home.export_json()
        again = desk.import_json(data)
        assert (again.added, again.replaced, again.skipped) == (0, 0, 1)
        assert home.import_json(data).skipped == 1
        assert len(desk.sessions()) == 1
        assert [(p.name, p.sessions) for p in desk.profiles()] == [("Anna", 1)]


def test_two_people_of_one_name_stay_two(database: Path, tmp_path: Path) -> None:
    record(database, "Anna")
    record(tmp_path / "other.db", "Anna")
    with Store(database) as store, Store(tmp_path / "other.db") as other:
        store.import_json(other.export_json())
        assert [(p.name, p.sessions) for p in store.profiles()] == [("Anna", 1), ("Anna", 1)]
        with pytest.raises(SessionError, match="2 people"):
            store.erase("Anna")
        assert store.erase(store.profiles()[0].id).sessions == 1
        assert [(p.name, p.sessions) for p in store.profiles()] == [("Anna", 1)]


def test_a_session_exported_before_its_end_is_replaced_by_the_whole(database: Path, tmp_path: Path) -> None:
    id = record(database, "Anna")
    with Store(database) as home, Store(tmp_path / "desk.db") as desk:
        whole = home.export_json([id])
        early = json.loads(json.dumps(whole))
        (entry,) = early["sessions"]
        entry["event"] = entry["event"][:-2]
        entry["session"]["ended_at"] = entry["session"]["end_t"] = None
        assert desk.import_json(early).added == 1
        assert desk.import_json(whole).replaced == 1
        assert desk.export_json() == whole
        assert desk.import_json(early).skipped == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("format"),
        lambda data: data.update(schema=3),
        lambda data: data.update(sessions={}),
        lambda data: data["sessions"][0].pop("cue"),
        lambda data: data["sessions"][0]["session"].pop("started_at"),
        lambda data: data["sessions"][0]["session"].update(started_at="yesterday"),
        lambda data: data["sessions"][0]["session"].update(start_t="0"),
        lambda data: data["sessions"][0]["repetition"][0].update(set_number=99),
        lambda data: data["sessions"][0]["repetition"][0].update(session_id="f" * 32),
        lambda data: data["sessions"][0]["track"][0].update(data="~~~"),
        lambda data: data["sessions"][0].update(event=[None]),
        lambda data: data["sessions"][0]["event"].append(dict(data["sessions"][0]["event"][0])),
    ],
)
def test_a_broken_export_is_one_sentence_and_changes_nothing(database: Path, tmp_path: Path, spoil: object) -> None:
    record(database, "Anna")
    with Store(database) as home, Store(tmp_path / "desk.db") as desk:
        data = json.loads(json.dumps(home.export_json()))
        spoil(data)
        with pytest.raises(SessionError) as told:
            desk.import_json(data)
        assert "\n" not in str(told.value)
        assert desk.sessions() == []
        assert desk.profiles() == []


def test_the_csv_has_a_line_a_repetition(database: Path) -> None:
    id = record(database, "=Anna", reps=3)
    with Store(database) as store:
        lines = list(csv.DictReader(io.StringIO(store.export_csv(id))))
    assert [line["repetition"] for line in lines] == ["1", "2", "3"]
    assert lines[0]["exercise"] == "squat"
    assert lines[0]["start_s"] == "2.5"
    assert lines[0]["left_knee"] == "90"
    assert lines[0]["mistakes"] == "knees_in"
    assert lines[0]["profile"] == "'=Anna"


def test_an_erased_person_is_not_in_the_file_any_more(database: Path) -> None:
    name = "Annabella Quintessa"
    id = record(database, name)
    kept = record(database, "Ben")
    with Store(database) as store:
        erased = store.erase(name)
        assert (erased.profile, erased.sessions) == (name, 1)
        assert [s.id for s in store.sessions()] == [kept]
        assert len(store.session(kept).sets[0].repetitions) == 2
        for file in database.parent.iterdir():
            bytes_ = file.read_bytes()
            assert name.encode() not in bytes_, file.name
            assert id.encode() not in bytes_, file.name
        with pytest.raises(SessionError, match="Nobody"):
            store.erase(name)
    with sqlite3.connect(database) as raw:
        for (table,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            columns = {row[1] for row in raw.execute(f"PRAGMA table_info({table})")}
            if "session_id" in columns:
                assert raw.execute(f"SELECT count(*) FROM {table} WHERE session_id = ?", (id,)).fetchone() == (0,), table
    raw.close()


def test_a_session_cut_off_is_read_like_any_other(database: Path) -> None:
    id = record(database, cut_off=True)
    with Store(database) as store:
        session = store.session(id)
        assert session.summary.ended_at is None
        assert session.summary.profile is None
        (only,) = session.sets
        assert (only.exercise, only.full, only.end_t, only.score) == ("squat", 2, None, None)


def test_a_person_is_renamed_unless_somebody_else_is_called_so(database: Path) -> None:
    for name in ("Anna", "Ben", "Anna"):
        record(database, name)
    with Store(database) as store:
        assert store.rename("Anna", "Anne") == 2
        assert [(p.name, p.sessions) for p in store.profiles()] == [("Anne", 2), ("Ben", 1)]
        with pytest.raises(SessionError, match="already"):
            store.rename("Anne", "Ben")
        assert store.rename("Nobody", "Somebody") == 0
        assert store.rename("Anne", "Anne") == 2


def test_old_sessions_are_erased_with_everything_of_theirs(database: Path) -> None:
    first, second = record(database, "Anna"), record(database, "Anna")
    with Store(database) as store:
        began = {s.id: s.started_at for s in store.sessions()}
        assert store.erase_before(began[first]) == 0
        assert store.erase_before(began[second]) == 1
        assert [s.id for s in store.sessions()] == [second]
        assert [(p.name, p.sessions) for p in store.profiles()] == [("Anna", 1)]
        assert store.session(second).sets
    with sqlite3.connect(database) as log:
        tables = [name for (name,) in log.execute("select name from sqlite_master where type = 'table'")]
        of_sessions = [t for t in tables if any(row[1] == "session_id" for row in log.execute(f"pragma table_info({t})"))]
        assert len(of_sessions) >= 5
        for table in of_sessions:
            assert log.execute(f"select count(*) from {table} where session_id = ?", (first,)).fetchone() == (0,), table
