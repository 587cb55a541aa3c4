"""The audit: what is noted, that it names nobody, and that it tells when somebody meddled with it."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import insert
from typer.testing import CliRunner, Result

from mirror import cli
from mirror.errors import SessionError
from mirror.sessions import Store, schema
from mirror.sessions.audit import VIEWED_AGAIN, Audit, Verdict

PERSON, REVIEWER, SESSION = uuid.UUID(int=1).hex, uuid.UUID(int=2).hex, uuid.UUID(int=3).hex
MACHINE = uuid.UUID(int=9).hex


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    with Store(database) as opened:
        yield opened


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "mirror"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def audit(store: Store, clock: Clock) -> Audit:
    return Audit(store, REVIEWER, "reviewer", origin=MACHINE, clock=clock)


def meddle(database: Path, *statements: str) -> None:
    """As one would who has the file: past the triggers."""
    with sqlite3.connect(database) as raw:
        raw.executescript("DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;" + ";".join(statements))
    raw.close()


def fill(audit: Audit, clock: Clock, lines: int) -> None:
    for n in range(lines):
        clock.now += timedelta(minutes=1)
        audit.note("changed", PERSON, f"set:{SESSION}/{n}", verdict="partial")


def test_what_was_done_is_there_newest_first(store: Store, audit: Audit, clock: Clock) -> None:
    audit.note("viewed", PERSON, f"session:{SESSION}")
    clock.now += timedelta(minutes=1)
    audit.note("exported", PERSON, f"session:{SESSION}", form="pdf", sets=3, pages=[1, 2], exact=True, score=None)
    exported, viewed = audit.entries()
    assert (viewed.number, viewed.action, viewed.subject, viewed.object) == (1, "viewed", PERSON, f"session:{SESSION}")
    assert (exported.number, exported.actor, exported.role, exported.origin) == (2, REVIEWER, "reviewer", MACHINE)
    assert exported.detail == {"form": "pdf", "sets": 3, "pages": [1, 2], "exact": True, "score": None}
    assert exported.at == clock.now
    assert audit.verify().whole
    assert audit.verify().lines == 2


def test_entries_of_one_person_or_of_one_who_acted(store: Store, audit: Audit, clock: Clock) -> None:
    other = uuid.UUID(int=7).hex
    audit.note("viewed", PERSON, f"person:{PERSON}")
    Audit(store, origin=MACHINE, clock=clock).note("exported", other, "log")
    assert [e.action for e in audit.entries(subject=other)] == ["exported"]
    assert [e.action for e in audit.entries(actor=REVIEWER)] == ["viewed"]
    assert len(audit.entries(limit=1)) == 1


def test_the_same_look_is_one_line_for_ten_minutes(store: Store, audit: Audit, clock: Clock) -> None:
    for _ in range(5):
        audit.note("viewed", PERSON, f"session:{SESSION}")
        clock.now += timedelta(minutes=1)
    Audit(store, REVIEWER, "reviewer", origin=MACHINE, clock=clock).note("viewed", PERSON, f"session:{SESSION}")
    assert len(audit.entries()) == 1, "not even from another window"
    Audit(store, origin=MACHINE, clock=clock).note("viewed", PERSON, f"session:{SESSION}")
    assert len(audit.entries()) == 2, "another one's look is another look"
    clock.now += VIEWED_AGAIN
    audit.note("viewed", PERSON, f"session:{SESSION}")
    assert len(audit.entries()) == 3
    clock.now -= timedelta(hours=2)
    audit.note("viewed", PERSON, f"session:{SESSION}")
    assert len(audit.entries()) == 4, "a clock that was set back hides no look"


def test_every_change_is_a_line_of_its_own(audit: Audit, clock: Clock) -> None:
    for _ in range(3):
        audit.note("changed", PERSON, f"note:{SESSION}")
    assert len(audit.entries()) == 3


@pytest.mark.parametrize("detail", [{"who": "Anna Schmidt"}, {"Who": "x"}, {"to": ["pdf", "Anna"]}, {"text": {"a": 1}}])
def test_words_that_somebody_wrote_are_refused(audit: Audit, detail: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="audit"):
        audit.note("exported", PERSON, "log", **detail)
    assert audit.entries() == []


def test_an_id_that_is_a_name_stands_as_its_hash(audit: Audit, store: Store, database: Path) -> None:
    audit.note("imported", "Annegret", "session:Annegret/2")
    (entry,) = audit.entries()
    assert len(entry.subject) == 32
    assert entry.object == f"session:{entry.subject}/2"
    store.close()
    assert b"Annegret" not in database.read_bytes()
    with pytest.raises(ValueError, match="no object"):
        audit.note("viewed", PERSON, "The session of Anna")


def test_the_database_refuses_to_change_or_delete_a_line(audit: Audit, store: Store, clock: Clock) -> None:
    fill(audit, clock, 1)
    for statement in ("UPDATE audit SET actor = ''", "DELETE FROM audit"):
        with pytest.raises(Exception, match="append-only"), store.writing() as connection:
            connection.exec_driver_sql(statement)
    assert len(audit.entries()) == 1


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE audit SET subject = '' WHERE number = 3", ["line 3 is not as it was written"]),
        ("UPDATE audit SET at = '2020-01-01 00:00:00.000000' WHERE number = 5", ["line 5 is not as it was written"]),
        ("DELETE FROM audit WHERE number = 2", ["line 2 is missing"]),
        ("DELETE FROM audit WHERE number < 4", ["lines 1 to 3 are missing"]),
        (
            "UPDATE audit SET number = 100 WHERE number = 2; UPDATE audit SET number = 2 WHERE number = 3;"
            "UPDATE audit SET number = 3 WHERE number = 100",
            ["line 2 is not", "line 3 is not", "line 4 is not"],
        ),
        (
            "DELETE FROM audit WHERE number = 2; UPDATE audit SET number = number - 1 WHERE number > 2",
            ["line 2 is not", "line 3 is not", "line 4 is not"],
        ),
    ],
)
def test_meddling_is_found(audit: Audit, store: Store, clock: Clock, database: Path, statement: str, said: list[str]) -> None:
    fill(audit, clock, 5)
    assert audit.verify().whole
    store.close()
    meddle(database, statement)
    with Store(database) as opened:
        verdict = Audit(opened, origin=MACHINE).verify()
    assert not verdict.whole
    assert len(verdict.wrong) >= len(said)
    for sentence, part in zip(verdict.wrong, said, strict=False):
        assert part in sentence


def test_a_line_whose_digest_was_made_anew_betrays_itself_in_the_next(
    audit: Audit, store: Store, clock: Clock, database: Path
) -> None:
    from mirror.sessions.audit import digest

    fill(audit, clock, 3)
    third, second, first = audit.entries()
    line = {name: getattr(second, name) for name in ("origin", "number", "actor", "role", "action", "object", "at")} | {
        "subject": "",
        "detail": '{"verdict":"partial"}',
    }
    store.close()
    meddle(database, f"UPDATE audit SET subject = '', digest = '{digest(line, first.digest)}' WHERE number = 2")
    with Store(database) as opened:
        verdict = Audit(opened).verify()
    assert [w.split(", ")[1] for w in verdict.wrong] == ["line 3 is not as it was written."]
    assert third.number == 3


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM audit WHERE number > 3", "line 5 and perhaps more are missing"),
        ("DELETE FROM audit", "line 5 and perhaps more are missing"),
    ],
)
def test_a_tail_that_was_cut_off_is_found_by_who_wrote_it(
    audit: Audit, store: Store, clock: Clock, database: Path, statement: str, said: str
) -> None:
    fill(audit, clock, 5)
    assert audit.verify().whole
    store.close()
    meddle(database, statement)
    with Store(database) as opened:
        (wrong,) = Audit(opened, origin=MACHINE).verify().wrong
        assert said in wrong
        assert Audit(opened, origin=REVIEWER).verify().whole, "another machine cannot know"


def test_a_chain_that_was_made_anew_is_found_by_who_wrote_the_first(
    audit: Audit, store: Store, clock: Clock, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(audit, clock, 3)
    store.close()
    meddle(database, "DELETE FROM audit")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "elsewhere"))
    with Store(database) as opened:
        fill(Audit(opened, "", "owner", origin=MACHINE, clock=clock), clock, 3)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with Store(database) as opened:
        (wrong,) = Audit(opened, origin=MACHINE).verify().wrong
    assert "line 3 is not the one that this machine wrote" in wrong


def test_what_was_rolled_back_is_not_missed(store: Store, audit: Audit, clock: Clock) -> None:
    fill(audit, clock, 2)

    def change() -> None:
        with store.writing() as connection:
            audit.note("changed", PERSON, f"plan:{SESSION}", connection=connection)
            raise SessionError("no")

    with pytest.raises(SessionError):
        change()
    assert audit.verify() == Verdict(2)


def test_machines_have_chains_of_their_own(store: Store, clock: Clock) -> None:
    here, there = (Audit(store, origin=uuid.UUID(int=n).hex, clock=clock) for n in (1, 2))
    for audit in (here, there, here):
        audit.note("exported", PERSON, "log")
    assert sorted((e.origin[-1], e.number) for e in here.entries()) == [("1", 1), ("1", 2), ("2", 1)]
    assert here.verify().whole


def test_what_is_done_and_its_line_happen_together_or_not_at_all(store: Store, audit: Audit) -> None:
    def change() -> None:
        with store.writing() as connection:
            audit.note("changed", PERSON, f"plan:{SESSION}", connection=connection)
            raise SessionError("no")

    with pytest.raises(SessionError):
        change()
    assert audit.entries() == []


def test_several_programs_write_one_chain(database: Path, store: Store) -> None:
    def write() -> None:
        with Store(database) as opened:
            audit = Audit(opened, origin=MACHINE)
            for _ in range(10):
                audit.note("exported", PERSON, "log")

    threads = [Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    verdict = Audit(store, origin=MACHINE).verify()
    assert verdict.whole, verdict.wrong
    assert verdict.lines == 40


def test_on_a_server_several_desks_write_and_nobody_changes(clinic: str) -> None:
    """The same on PostgreSQL: one chain from several programs at once, and its triggers."""

    def write(database: str) -> None:
        with Store(database) as opened:
            audit = Audit(opened, REVIEWER, "reviewer", origin=MACHINE)
            for n in range(5):
                audit.note("exported", PERSON, f"set:{SESSION}/{n}", form="pdf")
                audit.note("viewed", PERSON, f"session:{SESSION}")

    Store(clinic).close()
    threads = [Thread(target=write, args=(clinic,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Store(clinic) as store:
        audit = Audit(store, origin=MACHINE)
        assert audit.verify() == Verdict(21), "20 exports, and one look"
        for statement in ("UPDATE audit SET actor = ''", "DELETE FROM audit", "TRUNCATE audit"):
            with pytest.raises(Exception, match="append-only"), store.writing() as connection:
                connection.exec_driver_sql(statement)
        assert len(audit.entries()) == 21


def test_what_is_ones_own_is_seen_even_where_it_cannot_be_noted(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MIRROR_SESSIONS__DATABASE", str(database))
    with Store(database) as store, store.writing() as connection:
        for n, name in ((1, "Anna"), (2, "Ben")):
            connection.execute(insert(schema.profile), {"id": uuid.UUID(int=n).hex, "name": name, "created_at": Clock().now})
        row = {"id": SESSION, "profile_id": PERSON, "run": SESSION, "started_at": Clock().now, "start_t": 0.0}
        connection.execute(insert(schema.session), {**row, "source": "demo", "app_version": "1"})

    def mirror(*words: str) -> Result:
        return CliRunner().invoke(cli.app, ["sessions", *words])

    assert mirror("show", SESSION).stderr == ""
    assert mirror("audit", "--profile", "Anna").stdout.count("\n") == 1
    assert mirror("audit", "--profile", "Ben").stdout == ""
    assert mirror("audit", "--profile", "Cleo").exit_code == 1

    def full(*_: object, **__: object) -> None:
        raise SessionError("The disk is full.")

    monkeypatch.setattr(Audit, "note", full)
    shown = mirror("show", SESSION)
    assert (shown.exit_code, SESSION in shown.stdout) == (0, True)
    assert shown.stderr == "mirror: The disk is full. That you viewed this could not be noted in the audit.\n"
