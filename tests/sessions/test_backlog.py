"""Whatever happens between the recorder and its file, in any order: the session that goes on is in it, whole, once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, create_engine, event, func, insert, select
from sqlalchemy.pool import StaticPool

from mirror.events import Event, SessionStarted
from mirror.sessions import schema
from mirror.sessions.backlog import Backlog
from mirror.sessions.rows import Rows, Write
from mirror.sessions.track import FORMAT, RATE
from tests.sessions.runs import workout

NOW = datetime(2026, 3, 1, tzinfo=UTC)


class Refused(Exception):
    """The disk said no."""


@cache
def empty() -> Engine:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    schema.metadata.create_all(engine)
    return engine


def opened() -> Engine:
    """An empty log in memory."""
    return copied(empty())


def copied(engine: Engine) -> Engine:
    """The same log, as it is now."""
    copy = create_engine("sqlite://", poolclass=StaticPool)
    event.listen(copy, "connect", lambda raw, _: raw.execute("PRAGMA foreign_keys = ON") and None)
    with engine.connect() as a, copy.connect() as b:
        source, target = a.connection.dbapi_connection, b.connection.dbapi_connection
        assert isinstance(source, sqlite3.Connection)
        assert isinstance(target, sqlite3.Connection)
        source.backup(target)
    return copy


def sessions() -> Iterator[Event]:
    """One after the other, for ever."""
    seq, t, n = 0, 0.0, 0
    while True:
        n += 1
        for told in workout(reps=n % 4 + 1):
            seq += 1
            moved = {f.name: getattr(told, f.name) + t for f in fields(told) if f.name in ("t", "start_t", "end_t")}
            yield replace(told, seq=seq, **moved)
        t += 60.0


steps = st.lists(
    st.tuples(st.just("feed"), st.integers(1, 8))
    | st.tuples(st.sampled_from(["commit", "refused", "answer lost", "new file", "older copy", "copy"]), st.just(0)),
    max_size=40,
)


@settings(max_examples=40, deadline=None)
@given(steps=steps)
def test_no_gap_and_no_double_whatever_the_file_does(steps: list[tuple[str, int]]) -> None:
    engine, copy = opened(), opened()
    backlog, rows, source = Backlog(2**20), Rows(run="r", profile_id=None, source="", app_version="1"), sessions()
    told: dict[str, list[int]] = {}

    def commit(then: bool | None) -> None:
        """then: True: all is well; False: it failed before; None: it was made, and the answer lost."""
        try:
            with engine.begin() as connection:
                backlog.write(connection)
                if then is False:
                    raise Refused
            if then is None:
                raise Refused
        except Refused:
            backlog.failed()
            raise
        backlog.committed()

    for what, count in [*steps, ("feed", 1), ("commit", 0)]:
        match what:
            case "feed":
                for _ in range(count):
                    said = next(source)
                    backlog.add(rows.take(said, NOW + timedelta(seconds=said.t)))
                    if isinstance(said, SessionStarted):
                        assert rows.session_id is not None
                        told[rows.session_id] = []
                    told[list(told)[-1]].append(said.seq)
            case "commit":
                commit(True)
            case "refused" | "answer lost":
                with suppress(Refused):
                    commit(False if what == "refused" else None)
            case "copy":
                copy = copied(engine)
            case "new file" | "older copy":
                engine = opened() if what == "new file" else copied(copy)
                backlog.again()
    with engine.connect() as connection:
        for id in connection.scalars(select(schema.session.c.id)).all():
            kept = sequence(connection, id)
            assert kept == told[id][: len(kept)], "a gap, a double or something else's event"
        assert sequence(connection, list(told)[-1]) == told[list(told)[-1]]
        if not {"new file", "older copy"} & {what for what, _ in steps}:
            assert all(sequence(connection, id) == seqs for id, seqs in told.items())
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def sequence(connection: Connection, id: str) -> list[int]:
    e = schema.event
    return list(connection.scalars(select(e.c.seq).where(e.c.session_id == id).order_by(e.c.seq)))


def chunk(n: int, size: int) -> Write:
    at = {"session_id": "s", "set_number": 1, "chunk": n, "format": FORMAT, "start_t": 10.0 * n, "rate": RATE, "count": 1}
    return Write(schema.track, {**at, "width": 1, "height": 1, "data": bytes(size)})


def begun() -> list[Write]:
    now = {"id": "s", "run": "r", "started_at": NOW, "start_t": 0.0, "source": "", "app_version": "1"}
    done = {"session_id": "s", "number": 1, "start_t": 0.0, "full": 0, "partial": 0, "rejected": 0}
    return [Write(schema.session, now), Write(schema.exercise_set, done)]


def test_landmarks_that_cannot_be_written_are_given_up_and_nothing_else() -> None:
    backlog = Backlog(2500)
    backlog.add([*begun(), *(chunk(n, 1000) for n in range(5))])
    backlog.failed()
    assert [w.values.get("chunk") for w in backlog.waiting] == [None, None, 3, 4]


def test_beside_the_disk_only_so_many_landmarks_are_kept() -> None:
    engine, backlog = opened(), Backlog(2500)
    for n in range(5):
        backlog.add([*(begun() if n == 0 else []), chunk(n, 1000)])
        with engine.begin() as connection:
            backlog.write(connection)
        backlog.committed()
    backlog.again()
    assert [w.table.name for w in backlog.waiting[:2]] == ["session", "exercise_set"]
    assert sum(len(w.values["data"]) for w in backlog.waiting if w.table is schema.track) <= 2500


def test_a_row_that_is_refused_for_another_reason_is_our_bug() -> None:
    engine, backlog = opened(), Backlog(100)
    with engine.begin() as connection:
        connection.execute(insert(schema.profile), {"id": "p", "name": "Anna", "created_at": NOW})
        backlog.add(begun())
        assert not backlog.mend(connection)
        assert connection.scalar(select(func.count()).select_from(schema.session)) == 0


@pytest.mark.parametrize("erased", ["session", "profile"])
def test_who_was_erased_is_not_written_again(erased: str) -> None:
    engine, backlog = opened(), Backlog(100)
    session, done = begun()
    backlog.add([done] if erased == "session" else [replace(session, values={**session.values, "profile_id": "gone"}), done])
    with engine.begin() as connection:
        assert backlog.mend(connection)
        backlog.write(connection)
        kept = connection.execute(select(schema.session.c.id, schema.session.c.profile_id)).all()
    assert kept == ([] if erased == "session" else [("s", None)])
    backlog.add([chunk(0, 10)])
    assert len(backlog.waiting) == (0 if erased == "session" else 3)
