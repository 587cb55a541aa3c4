"""The same log on a real PostgreSQL: schema, recorder, store, import, erasure; and what only a server can do wrong."""

from __future__ import annotations

import inspect
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, insert, make_url, text, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from mirror.errors import SessionError
from mirror.sessions import Recorder, Store, postgresql, schema
from mirror.sessions.database import Log, as_url, migrate
from mirror.sessions.postgresql import Unreachable
from tests.sessions import test_exchange, test_store
from tests.sessions.cluster import Cluster
from tests.sessions.proxy import Proxy
from tests.sessions.runs import workout
from tests.sessions.test_store import record

SAME = [
    test_store.test_an_empty_log_has_no_sessions,
    test_store.test_the_newest_session_comes_first_and_people_are_told_apart,
    test_store.test_an_id_may_be_shortened_as_long_as_it_is_the_only_one,
    test_store.test_an_export_taken_up_elsewhere_is_the_same_session,
    test_store.test_two_people_of_one_name_stay_two,
    test_store.test_a_session_exported_before_its_end_is_replaced_by_the_whole,
    test_store.test_a_session_cut_off_is_read_like_any_other,
    test_store.test_a_person_is_renamed_unless_somebody_else_is_called_so,
    test_store.test_the_csv_has_a_line_a_repetition,
    test_exchange.test_what_the_desk_adds_comes_home_and_goes_back_without_doubles,
    test_exchange.test_a_session_that_grew_keeps_what_the_desk_said_of_it,
    test_exchange.test_who_was_erased_is_not_taken_up_again,
]


@pytest.mark.parametrize("body", SAME, ids=lambda body: body.__name__)
def test_the_same_holds_on_postgresql(
    body: Callable[..., None], clinic: str, cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, Any] = {"database": clinic, "tmp_path": tmp_path, "monkeypatch": monkeypatch}
    with Store(cluster.database()) as desk:
        given["desk"] = desk
        body(**{name: given[name] for name in inspect.signature(body).parameters})


def test_the_migrated_tables_are_the_schema(clinic: str) -> None:
    log = Log(clinic)
    with log.transaction(reads=True) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []
    log.close()


def test_a_log_of_the_first_schema_is_migrated_with_what_is_in_it(clinic: str) -> None:
    raw = create_engine(as_url(clinic))
    with raw.begin() as connection:
        migrate(connection, "0001")
        connection.execute(text("INSERT INTO profile (id, name, created_at) VALUES ('a', 'Anna', now())"))
    raw.dispose()
    with Store(clinic) as store:
        assert [person.name for person in store.profiles()] == ["Anna"]
    record(clinic, "Anna")  # type: ignore[arg-type]
    with Store(clinic) as store:
        assert [(person.id, person.sessions) for person in store.profiles()] == [("a", 1)]


def opened_at_once(databases: list[Any]) -> list[Exception]:
    """What went wrong where each is opened by a thread of its own at the same moment."""
    failed: list[Exception] = []

    def opens(database: Any) -> None:
        try:
            Log(database).close()
        except (SessionError, SQLAlchemyError, KeyError, AttributeError) as error:  # Alembic's own when threads meet in it
            failed.append(error)

    threads = [threading.Thread(target=opens, args=(database,)) for database in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


def test_programs_that_start_at_once_migrate_once(clinic: str) -> None:
    assert opened_at_once([clinic] * 6) == []


def test_threads_of_one_program_make_their_logs_one_after_the_other(tmp_path: Path) -> None:
    assert opened_at_once([tmp_path / f"{n}.db" for n in range(4)] + [tmp_path / "0.db"] * 2) == []


@pytest.mark.parametrize("statement", ["UPDATE audit SET role = 'x'", "DELETE FROM audit", "TRUNCATE audit"])
def test_the_audit_is_append_only_there_too(clinic: str, statement: str) -> None:
    log = Log(clinic)
    line = {"origin": "o", "number": 1, "at": datetime.now(UTC), "actor": "", "role": "owner", "action": "viewed"}
    with log.transaction() as connection:
        connection.execute(insert(schema.audit), {**line, "subject": "", "object": "log", "detail": "{}", "digest": ""})
    with pytest.raises((DBAPIError, SessionError), match="append-only"), log.transaction() as connection:
        connection.execute(text(statement))
    log.close()


def test_an_erased_person_is_gone_and_does_not_come_back(clinic: str) -> None:
    record(clinic, "Anna")  # type: ignore[arg-type]
    kept = record(clinic, "Ben")  # type: ignore[arg-type]
    with Store(clinic) as store:
        data = store.export_json()
        assert store.erase("Anna").sessions == 1
        assert [s.id for s in store.sessions()] == [kept]
        assert store.import_json(data).left_out == 1
        with store.reading() as connection:
            for table in (*schema.BELOW_SESSION, schema.session):
                column = table.c.session_id if "session_id" in table.c else table.c.id
                assert set(connection.scalars(column.table.select().with_only_columns(column))) <= {kept, None}


def test_a_run_is_recorded_straight_into_it(clinic: str) -> None:
    recorder = Recorder(clinic, "Anna", source="demo")
    recorder.start()
    for event in workout(4):
        recorder.handle(event)
    assert recorder.stop()
    with Store(clinic) as store:
        assert store.sessions()[0].full == 4


@pytest.mark.parametrize("url", ["postgresql://h/x", "postgres://h/x", "postgresql+psycopg://h/x"])
def test_any_usual_url_finds_the_driver(url: str) -> None:
    assert as_url(url).drivername == "postgresql+psycopg"
    assert postgresql.shown(make_url("postgresql+psycopg://me:secret@h/x")) == "postgresql://me:***@h/x"


def test_a_url_that_is_none_is_one_sentence() -> None:
    with pytest.raises(SessionError, match="is not a database URL"):
        Log("postgresql://h:port/x")


def test_a_driver_that_is_missing_is_told_with_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def without(*_: object, **__: object) -> None:
        raise ModuleNotFoundError("No module named 'psycopg'")

    monkeypatch.setattr("mirror.sessions.database.create_engine", without)
    with pytest.raises(SessionError, match=r"needs a driver .* pip install 'psycopg\[binary\]' brings it"):
        Log("postgresql://mirror@clinic.example/clinic")


def test_the_same_place_is_the_same_target_whoever_asks() -> None:
    places = ["postgresql://a:b@h/x", "postgresql://c@h:5432/x", "postgres://h/x?sslmode=require"]
    assert len({postgresql.target_of(as_url(url)) for url in places}) == 1
    assert postgresql.target_of(as_url("postgresql://h/y")) != postgresql.target_of(as_url("postgresql://h/x"))


def test_a_server_that_is_away_is_one_sentence(cluster: Cluster, tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="does not answer") as told:
        Log(f"postgresql://mirror@/clinic?host={tmp_path}")
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(("database", "user"), [("nothing_here", "mirror"), ("postgres", "nobody_here")])
def test_who_is_not_let_in_is_told_so(cluster: Cluster, database: str, user: str) -> None:
    with pytest.raises(SessionError, match="does not let this mirror in") as told:
        Log(cluster.url(database, user))
    assert not isinstance(told.value, Unreachable)


def test_a_role_without_rights_is_told_what_it_lacks(cluster: Cluster, clinic: str) -> None:
    Log(clinic).close()
    name = make_url(clinic).database
    assert name is not None
    cluster.run(name, f"CREATE ROLE reader_{name} LOGIN")
    with pytest.raises(SessionError, match=r"does not allow this mirror .* docs/clinic.md"):
        Log(cluster.url(name, f"reader_{name}"))


def test_a_server_that_stands_still_is_given_up(cluster: Cluster, clinic: str) -> None:
    with Proxy(cluster.socket) as proxy, Store(proxy.url(clinic)) as store:
        assert store.sessions() == []
        proxy.mode = "deaf"
        began = time.monotonic()
        with pytest.raises(Unreachable), store.within(0.3):
            store.sessions()
        assert time.monotonic() - began < 10
        proxy.mode = "passes"
        assert store.sessions() == []


def test_a_connection_that_was_cut_meanwhile_is_made_anew(cluster: Cluster, clinic: str) -> None:
    with Store(clinic) as store:
        assert store.sessions() == []
        cluster.restart()
        assert store.sessions() == []


def test_a_lock_is_waited_for_until_the_transaction_ends(clinic: str) -> None:
    log = Log(clinic)
    order: list[str] = []

    def second() -> None:
        with log.transaction() as connection:
            postgresql.lock(connection, "person:a")
            order.append("second")

    with log.transaction() as connection:
        postgresql.lock(connection, "person:a")
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.2)
        assert thread.is_alive()
        connection.execute(update(schema.profile).values(name="x"))
        order.append("first")
    thread.join(5)
    log.close()
    assert order == ["first", "second"]
