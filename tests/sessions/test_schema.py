"""The migrations make the schema, and the pragmas that safety rests on are set."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateTable

from mirror.sessions import schema
from mirror.sessions.database import Log, _config


def test_the_migrated_tables_are_the_schema(database: Path) -> None:
    log = Log(database)
    with log.transaction(reads=True) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []
    log.close()


def test_head_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(_config()).get_heads() == [schema.HEAD]


def test_the_pragmas_hold(database: Path) -> None:
    log = Log(database)
    with log.transaction(reads=True) as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "application_id")
        }
    log.close()
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "application_id": schema.APPLICATION_ID,
    }


def test_a_repetition_without_its_set_is_refused(database: Path) -> None:
    log = Log(database)
    row = {
        **{"session_id": "x", "seq": 1, "set_number": 1, "number": 1, "exercise": "squat", "kind": "full", "t": 0.0},
        **{"start_t": 0.0, "end_t": 0.0, "side": "both", "credited": False},
    }
    with pytest.raises(IntegrityError), log.transaction() as connection:
        connection.execute(insert(schema.repetition), row)
    log.close()


def test_postgresql_takes_the_same_tables() -> None:
    for table in schema.metadata.sorted_tables:
        made = str(CreateTable(table).compile(dialect=postgresql.dialect()))
        assert made.strip().startswith("CREATE TABLE")
    assert "TIMESTAMP WITH TIME ZONE" in str(CreateTable(schema.session).compile(dialect=postgresql.dialect()))
    assert "BYTEA" in str(CreateTable(schema.track).compile(dialect=postgresql.dialect()))
