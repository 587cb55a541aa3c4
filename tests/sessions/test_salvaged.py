"""Of a broken log everything that stands in a page that can be read is there afterwards, whatever became of the other pages."""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from mirror.errors import SessionError
from mirror.events import ProfileLocked
from mirror.sessions import Recorder, Store, carried, pages, remains, reviewers, schema, witness
from mirror.sessions.audit import Audit
from mirror.sessions.origin import origin
from mirror.sessions.salvage import salvage
from tests.sessions.reviewed import ERASED, LINES, NOW, PAGE, PLANS, reviewed
from tests.sessions.runs import workout
from tests.sessions.test_erasure import where

TOLD_BY = {
    schema.note: "text",
    schema.overrule: "reason",
    schema.plan: "comment",
    schema.reviewer: "name",
    schema.profile: "name",
    schema.session: "run",
    schema.audit: "digest",
    schema.erasure: "profile_id",
}
"""Tables, and a column of each whose text stands nowhere else."""
Contents = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    file = tmp_path_factory.mktemp("whole") / "sessions.db.broken-20260101T000000"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(file.parent / "state"))
        reviewed(file)
        yield file


def contents(file: Path) -> Contents:
    with Store(file) as store, store.reading() as connection:
        tables = [*TOLD_BY, schema.plan_item, *schema.BELOW_SESSION]
        return {table.name: [dict(row) for row in connection.execute(select(table)).mappings()] for table in tables}


def lines(rows: Contents) -> list[dict[str, Any]]:
    """The old lines that the new audit carries."""
    return [line for line in map(carried.unfolded, rows["audit"]) if line is not None]


def keys(name: str, rows: Contents) -> set[tuple[Any, ...]]:
    table = schema.metadata.tables[name]
    return {tuple(row[column.name] for column in table.primary_key.columns) for row in rows[name]}


def readable(damaged: bytes, before: Contents) -> dict[str, set[tuple[Any, ...]]]:
    """Keys of the rows of which key and text both stand in one page of the damaged file that is a table's leaf."""
    leaves = [damaged[at : at + PAGE] for at in range(0, len(damaged), PAGE)]
    leaves = [leaf for leaf in leaves if leaf[:1] == b"\x0d" and len(leaf) == PAGE]
    found: dict[str, set[tuple[Any, ...]]] = {}
    for table, column in TOLD_BY.items():
        names = [key.name for key in table.primary_key.columns]
        found[table.name] = {
            tuple(row[name] for name in names)
            for row in before[table.name]
            if any(row[names[0]].encode() in leaf and row[column].encode() in leaf for leaf in leaves)
        }
    return found


def new(folder: Path, broken: Path) -> Contents:
    """The log that followed, after a salvage; empty where nothing could be read."""
    with Store(folder / "sessions.db") as store:
        with suppress(SessionError):
            salvage(broken, store)
        assert Audit(store).verify().lines >= 0
    return contents(folder / "sessions.db")


def damage(raw: bytes, how: str, seed: int, count: int) -> bytes:
    rng, bad = random.Random(seed), bytearray(raw)
    for _ in range(count):
        at = rng.randrange(0 if how == "header" else 1, len(raw) // PAGE) * PAGE
        bad[at : at + PAGE] = rng.randbytes(PAGE) if how == "scrambled" else bytes(PAGE)
    if how == "header":
        bad[:100] = rng.randbytes(100)
    elif how == "first page":
        bad[:PAGE] = bytes(PAGE)
    elif how == "truncated":
        del bad[rng.randrange(2 * PAGE, len(bad)) :]
    return bytes(bad)


@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
)
@given(
    how=st.sampled_from(["zeroed", "scrambled", "truncated", "header", "first page"]),
    seed=st.integers(0, 10**6),
    count=st.integers(0, 12),
)
def test_nothing_that_stands_in_a_readable_page_is_missing(whole: Path, how: str, seed: int, count: int) -> None:
    before, bad = contents(whole), damage(whole.read_bytes(), how, seed, count)
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(Path(name) / "state"))
        broken = Path(name) / "sessions.db.broken-20260101T000000"
        broken.write_bytes(bad)
        after = new(Path(name), broken)
        assert broken.read_bytes() == bad
        assert not list(Path(name).glob(".*salvage*")), "the copies are gone"
    there = {table: keys(table, after) for table in before} | {"audit": {(x["origin"], x["number"]) for x in lines(after)}}
    can = readable(bad, before)
    # a remark without its session, person or repetition has nothing to stand on
    persons, sessions = there["profile"], there["session"]
    of = {row["id"]: row for name in ("note", "plan", "overrule") for row in before[name]}
    for table, wanted in can.items():
        lost = wanted - there[table]
        if table in ("note", "plan"):
            lost = {key for key in lost if (of[key[0]]["profile_id"],) in persons}
        if table in ("note", "overrule"):
            lost = {key for key in lost if of[key[0]]["session_id"] is None or (of[key[0]]["session_id"],) in sessions}
        if table == "overrule":
            lost = {key for key in lost if (of[key[0]]["session_id"], of[key[0]]["seq"]) in there["repetition"]}
        assert lost == set(), (table, len(lost), len(wanted))
    for table in ("note", "overrule", "plan_item", *(t.name for t in schema.BELOW_SESSION)):
        assert there[table] <= keys(table, before), table
    assert {line["digest"] for line in lines(after)} <= {row["digest"] for row in before["audit"]}


def test_rows_from_before_a_migration_are_known_without_the_schema(whole: Path, tmp_path: Path) -> None:
    """They are shorter: SQLite fills in the columns that came later."""
    before, damaged, fresh = contents(whole), tmp_path / "damaged", tmp_path / "fresh.db"
    old = {"session": 9, "exercise_set": 11, "repetition": 14, "joint_score": 4, "set_joint_score": 4}
    with closing(sqlite3.connect(whole)) as source, closing(sqlite3.connect(damaged)) as into:
        for name in schema.metadata.tables:
            columns = [row[1] for row in source.execute(f"PRAGMA table_info({name})")][: old.get(name)]
            rows = source.execute(f"SELECT {', '.join(columns)} FROM {name}").fetchall()
            into.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
            into.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", rows)
        into.commit()
    damaged.write_bytes(bytes(PAGE) + damaged.read_bytes()[PAGE:])
    Store(fresh).close()
    pages.rebuild(damaged, fresh)
    after = contents(fresh)
    for name in ("note", "overrule", "plan", "plan_item", "audit", "erasure", "reviewer", "profile", "session", "repetition"):
        assert keys(name, after) == keys(name, before), name
    for name in ("exercise_set", "joint_score", "repetition_mistake", "event", "cue", "mistake"):
        assert keys(name, after) == keys(name, before), name
    assert keys("set_mistake", after) <= keys("set_mistake", before)
    assert keys("set_joint_score", after) <= keys("set_joint_score", before), "what could be two tables' is left"


def test_of_a_whole_log_all_is_there_and_once(whole: Path, database: Path) -> None:
    before = contents(whole)
    with Store(database) as store:
        took = salvage(whole, store)
        assert (took.added, took.reviewers, took.plans, took.lines) == (6, 3, PLANS, LINES)
        assert took.remarks == len(before["note"]) + len(before["overrule"])
        again = salvage(whole, store)
        assert (again.added, again.present, again.remarks, again.plans, again.reviewers, again.lines) == (0, 6, 0, 0, 0, 0)
    after = contents(database)
    for name in ("note", "overrule", "plan", "plan_item", "profile", "session", "repetition", "event"):
        assert sorted(map(repr, after[name])) == sorted(map(repr, before[name])), name
    assert len(after["erasure"]) == ERASED


def test_what_the_write_ahead_log_alone_held_is_there_though_the_header_is_lost(whole: Path, database: Path) -> None:
    broken = database.with_name("sessions.db.broken-20260102T000000")
    database.parent.mkdir()
    with Store(whole) as store, store.writing() as connection:  # a copy whose last note is in the write-ahead log
        shutil.copyfile(whole, broken)
        del connection
    with Store(broken) as store:
        with store.writing() as connection:
            person = connection.execute(select(schema.profile.c.id)).scalar()
            connection.execute(insert(schema.note), {"id": "f" * 32, "profile_id": person, "at": NOW, "text": "the last words"})
        wal = broken.with_name(f"{broken.name}-wal").read_bytes()
        raw = broken.read_bytes()
    assert b"the last words" in wal
    assert b"the last words" not in raw
    broken.write_bytes(bytes(100) + raw[100:])
    broken.with_name(f"{broken.name}-wal").write_bytes(wal)
    with Store(database) as store:
        salvage(broken, store)
    assert "the last words" in {row["text"] for row in contents(database)["note"]}


# -- the audit -------------------------------------------------------------------------------------------------------------


def test_the_audit_of_before_stays_verifiable(whole: Path, database: Path) -> None:
    with Store(database) as store:
        Audit(store).note("viewed", "", "log")
        salvage(whole, store)
        Audit(store).note("viewed", "a" * 32, f"person:{'a' * 32}")
        audit = Audit(store)
        assert audit.verify().whole
        assert audit.verify().lines == LINES + 2
        told = [entry for entry in audit.entries() if entry.action == "changed"]
        assert [entry.detail for entry in reversed(told)] == [{"what": "note", "count": n} for n in range(LINES)]
        assert told[-1].at == NOW
    before, after = contents(whole), contents(database)
    carried_on = {line["number"]: line for line in lines(after)}
    assert carried_on == {line["number"]: line for line in before["audit"]}, "with number and digest, as they were"


def test_a_line_that_is_lost_between_two_is_told_for_good(whole: Path, database: Path, tmp_path: Path) -> None:
    broken = tmp_path / "one.broken"
    shutil.copyfile(whole, broken)
    with Store(broken) as store, store.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_delete")
        connection.exec_driver_sql("DELETE FROM audit WHERE number = 7")
    with Store(database) as store:
        salvage(broken, store)
        (told,) = Audit(store).verify().wrong
        assert told == f"Of machine {origin_of(whole)[:8]}, what stood before line 8 of a log that was broken is lost."


def test_a_line_that_was_changed_is_not_taken(whole: Path, database: Path, tmp_path: Path) -> None:
    broken = tmp_path / "one.broken"
    shutil.copyfile(whole, broken)
    with Store(broken) as store, store.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_update")
        connection.exec_driver_sql("UPDATE audit SET actor = '' WHERE number = 7")
    with Store(database) as store:
        assert salvage(broken, store).lines == LINES - 1
        assert not Audit(store).verify().whole


def origin_of(file: Path) -> str:
    return str(contents(file)["audit"][0]["origin"])


def test_what_this_machine_remembers_is_accounted_for_by_a_salvage(database: Path, tmp_path: Path) -> None:
    with Store(database) as store:
        for n in range(5):
            Audit(store).note("viewed", f"{n:032x}", f"person:{n:032x}")
    broken = database.with_name("sessions.db.broken-20260101T000000")
    database.rename(broken)
    with Store(database) as store:
        audit = Audit(store)
        audit.note("viewed", "", "log")
        assert "line 5 and perhaps more are missing" in " ".join(audit.verify().wrong)
        salvage(broken, store)
        assert audit.verify().whole
        assert witness.remembered(store.name, origin())[0] == 6
        with store.writing() as connection:
            connection.exec_driver_sql("DROP TRIGGER audit_no_delete")
            connection.exec_driver_sql("DELETE FROM audit WHERE number = 6")
        assert not audit.verify().whole, "a tail that is cut off is known again"


# -- who was erased --------------------------------------------------------------------------------------------------------


def test_an_erasure_of_the_broken_log_holds_in_the_new_one(tmp_path: Path, database: Path) -> None:
    broken = tmp_path / "one.broken"
    reviewed(broken, sessions=2)
    shutil.copyfile(broken, tmp_path / "before")
    with Store(broken) as store:
        store.erase("Anna")
    with Store(database) as store:
        salvage(tmp_path / "before", store)  # as a clinic that had not heard of it brought her back
        assert [p.name for p in store.profiles()] == ["Anna", "Bo"]
        assert salvage(broken, store).erased == 1
        assert [p.name for p in store.profiles()] == ["Bo"]
        assert Audit(store).entries()[0].action in ("erased", "changed")
        assert "erased" in {entry.action for entry in Audit(store).entries()}
    assert b"Anna" not in database.read_bytes()


def test_who_was_erased_here_does_not_come_back(tmp_path: Path, database: Path) -> None:
    broken = tmp_path / "one.broken"
    reviewed(broken, sessions=4)
    bo = Recorder(broken, "Bo")
    bo.start()
    bo.handle(ProfileLocked(1, 0.0, "Anna"))
    for event in workout(2):
        bo.handle(type(event)(**{**{n: getattr(event, n) for n in event.__dataclass_fields__}, "seq": event.seq + 1}))
    assert bo.stop()
    # a session of somebody else's in which she is named
    with Store(broken) as store, store.writing() as connection:
        e = schema.event
        first = connection.execute(select(e.c.session_id).where(e.c.session_id.is_not(None))).scalars().all()[-1]
        connection.execute(e.update().where(e.c.name == "ProfileLocked").values(session_id=first))
    with Store(database) as store:
        salvage(broken, store)
        (anna,) = (p.id for p in store.profiles() if p.name == "Anna")
        her = [row for row in contents(database)["note"] if row["profile_id"] == anna]
        assert her
        store.erase("Anna")
        bo_s = store.sessions()[0].id
        store.import_json({**store.export_json([bo_s])})
        with store.writing() as connection:
            connection.execute(schema.session.delete().where(schema.session.c.id == bo_s))
        took = salvage(broken, store)
        assert took.withheld == 2
        assert took.added == 1, "the session of Bo's that was gone here"
        assert [p.name for p in store.profiles()] == ["Bo"]
        store.scrub()
    found = where(database.parent, {"name": b"Anna", "note": her[0]["text"].encode()})
    assert found == set()


def test_where_nobody_can_tell_whose_it_is_it_is_left_out_once_somebody_was_erased(tmp_path: Path, database: Path) -> None:
    broken = tmp_path / "one.broken"
    reviewed(broken, sessions=4)
    with Store(broken) as store, store.writing() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        root = connection.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'profile'").scalar()
    raw = bytearray(broken.read_bytes())
    raw[(root - 1) * PAGE : root * PAGE] = bytes(PAGE)
    broken.write_bytes(bytes(raw))
    with Store(database) as store:
        assert salvage(broken, store).added == 4, "nobody was erased since: they are nobody's sessions now"
        assert {s.profile for s in store.sessions()} == {None}
    other = database.with_name("other.db")
    with Store(other) as store:
        record(other, "Cleo")
        store.erase("Cleo")
        took = salvage(broken, store)
        assert (took.added, took.withheld) == (0, 4)
        assert "4 left out" in str(took)


def record(database: Path, name: str) -> None:
    recorder = Recorder(database, name)
    recorder.start()
    for event in workout(2):
        recorder.handle(event)
    assert recorder.stop()


# -- reviewers and plans ---------------------------------------------------------------------------------------------------


def test_reviewers_sign_in_as_before_and_another_machine_s_do_not(
    tmp_path: Path, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "one.broken"
    reviewed(broken, sessions=1)
    record(broken, "Anna")
    with Store(broken) as store:
        reviewers.add(store, "Dr Hoe", "2468")
    with Store(database) as store:
        assert "owner" in reviewers.roles(store)
        assert salvage(broken, store).reviewers == 4
        assert "owner" not in reviewers.roles(store), "the desk is not everybody's because a disk failed"
        assert reviewers.sign_in(store, "Dr Hoe", "2468").name == "Dr Hoe"
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another"))
    with Store(tmp_path / "another.db") as store:
        assert salvage(broken, store).reviewers == 4
        assert reviewers.reviewers(store) == []
        assert len(reviewers.reviewers(store, left=True)) == 4


def test_a_plan_of_which_an_item_is_lost_leads_nobody(tmp_path: Path, database: Path) -> None:
    broken = tmp_path / "one.broken"
    reviewed(broken, sessions=2)
    with Store(broken) as store, store.writing() as connection:
        first = connection.execute(select(schema.plan.c.id)).scalar()
        i = schema.plan_item
        connection.execute(i.delete().where((i.c.plan_id == first) & (i.c.position == 2)))
    with Store(database) as store:
        salvage(broken, store)
    for row in contents(database)["plan"]:
        assert (row["withdrawn_at"] is not None) == (row["id"] == first)


# -- killed in the middle --------------------------------------------------------------------------------------------------


def test_the_copy_of_one_who_was_killed_is_removed(tmp_path: Path, database: Path, whole: Path) -> None:
    database.parent.mkdir()
    left = database.parent / f".{database.name}.salvage-killed"
    left.mkdir()
    (left / "sessions.db").write_bytes(whole.read_bytes())
    with Store(database) as store:
        with remains.opened(whole, database) as source:
            copies = [entry for entry in database.parent.iterdir() if "salvage" in entry.name]
            assert len(copies) == 1
            assert copies != [left]
            assert copies[0].stat().st_mode & 0o777 == 0o700
            remains.clear(database)
            assert copies[0].exists(), "somebody is reading it"
            assert source.execute(select(schema.session.c.id)).first() is not None
        assert not [entry for entry in database.parent.iterdir() if "salvage" in entry.name]
        del store


def test_a_page_size_is_told_from_noise() -> None:
    assert pages.page_size(b"SQLite format 3\0" + (1).to_bytes(2, "big")) == 65536
    assert pages.page_size(b"SQLite format 3\0" + (4096).to_bytes(2, "big")) == 4096
    assert pages.page_size(b"SQLite format 3\0" + (4097).to_bytes(2, "big")) is None
    assert NOW + timedelta() == NOW
