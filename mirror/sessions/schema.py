"""The tables of the session log, as SQLAlchemy Core: the same on SQLite (a home mirror) and PostgreSQL (a clinic).

Keys are natural: a session has a UUID of its own, everything below it is known by the session and the number or `seq` of the
event that said it. So a session can be moved to another database without renumbering, and the same one is never there twice.

Times: `t`, `start_t`, `end_t` are the run's own seconds (the observations' time); `session.started_at` and `ended_at` are wall
clock, UTC; `session.start_t` is the run's time at `started_at`. Scores are 0-100, NULL where the view could not tell.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

HEAD = "0001"
"""The newest migration (a test holds it against the scripts). Known here so that an up-to-date database needs no Alembic."""

APPLICATION_ID = 0x6D727221
"""`PRAGMA application_id` of our SQLite files ("mrr!"): how a foreign file is told from ours before it is touched."""


class UtcTime(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC; SQLite has no zones, so it is stored there without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if not isinstance(value, datetime):
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

profile = Table(
    "profile",
    metadata,
    Column("id", String(32), primary_key=True, comment="uuid, hex"),
    Column("name", String(80), nullable=False),
    Column("created_at", UtcTime, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("id", String(32), primary_key=True, comment="uuid, hex"),
    Column("profile_id", ForeignKey("profile.id", ondelete="CASCADE"), index=True),
    Column(
        "run", String(32), nullable=False, index=True, comment="uuid of the program's run, whose events are numbered together"
    ),
    Column("started_at", UtcTime, nullable=False, index=True),
    Column("ended_at", UtcTime, comment="NULL: the program ended before the session did"),
    Column("start_t", Float, nullable=False),
    Column("end_t", Float),
    Column("source", Text, nullable=False, comment="what the camera was: demo, camera:0, a file's name"),
    Column("app_version", String(40), nullable=False),
)

exercise_set = Table(
    "exercise_set",
    metadata,
    Column("session_id", ForeignKey("session.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False, comment="from 1 in the session"),
    Column("exercise", String(64), comment="NULL while, or where, the name did not come"),
    Column("start_t", Float, nullable=False),
    Column("end_t", Float, comment="NULL: cut off"),
    Column("confidence", Float),
    Column("full", Integer, nullable=False, default=0),
    Column("partial", Integer, nullable=False, default=0),
    Column("rejected", Integer, nullable=False, default=0),
    Column("hold_s", Float),
    Column("score", Float),
)


def _of_set() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["session_id", "set_number"], ["exercise_set.session_id", "exercise_set.number"], ondelete="CASCADE"
    )


def _of_repetition() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["session_id", "seq"], ["repetition.session_id", "repetition.seq"], ondelete="CASCADE")


repetition = Table(
    "repetition",
    metadata,
    Column("session_id", String(32), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("set_number", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("exercise", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("t", Float, nullable=False),
    Column("start_t", Float, nullable=False),
    Column("end_t", Float, nullable=False),
    Column("depth", Float),
    Column("side", String(8), nullable=False),
    Column("score", Float),
    Column("reason", Text),
    Column("credited", Boolean, nullable=False),
    _of_set(),
    Index(None, "session_id", "set_number"),
)

joint_score = Table(
    "joint_score",
    metadata,
    Column("session_id", String(32), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("joint", String(64), primary_key=True),
    Column("score", Float),
    _of_repetition(),
)

repetition_mistake = Table(
    "repetition_mistake",
    metadata,
    Column("session_id", String(32), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("mistake", String(64), primary_key=True),
    _of_repetition(),
)

set_joint_score = Table(
    "set_joint_score",
    metadata,
    Column("session_id", String(32), primary_key=True),
    Column("set_number", Integer, primary_key=True, autoincrement=False),
    Column("joint", String(64), primary_key=True),
    Column("score", Float),
    _of_set(),
)

set_mistake = Table(
    "set_mistake",
    metadata,
    Column("session_id", String(32), primary_key=True),
    Column("set_number", Integer, primary_key=True, autoincrement=False),
    Column("mistake", String(64), primary_key=True),
    Column("count", Integer, nullable=False),
    _of_set(),
)

mistake = Table(
    "mistake",
    metadata,
    Column("session_id", String(32), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("set_number", Integer, nullable=False),
    Column("t", Float, nullable=False),
    Column("exercise", String(64), nullable=False),
    Column("mistake", String(64), nullable=False),
    Column("severity", String(16), nullable=False),
    Column("number", Integer, nullable=False, comment="of the repetition being made"),
    _of_set(),
    Index(None, "session_id", "set_number"),
)

cue = Table(
    "cue",
    metadata,
    Column("session_id", ForeignKey("session.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("t", Float, nullable=False),
    Column("text", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("mistake", String(64)),
    Column("severity", String(16)),
)

track = Table(
    "track",
    metadata,
    Column("session_id", String(32), primary_key=True),
    Column("set_number", Integer, primary_key=True, autoincrement=False),
    Column("chunk", Integer, primary_key=True, autoincrement=False, comment="from 0 in the set, in the order of time"),
    Column("format", Integer, nullable=False, comment="of data, see mirror.sessions.track"),
    Column("start_t", Float, nullable=False),
    Column("rate", Float, nullable=False, comment="samples a second"),
    Column("count", Integer, nullable=False),
    Column("width", Integer, nullable=False, comment="of the picture, pixels"),
    Column("height", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    _of_set(),
)

event = Table(
    "event",
    metadata,
    Column("run", String(32), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("session_id", ForeignKey("session.id", ondelete="CASCADE"), index=True, comment="NULL: outside any session"),
    Column("t", Float, nullable=False),
    Column("name", String(40), nullable=False),
    Column("data", Text, nullable=False, comment="JSON, see mirror.events.to_dict"),
)

BELOW_SESSION: tuple[Table, ...] = (
    exercise_set,
    repetition,
    joint_score,
    repetition_mistake,
    set_joint_score,
    set_mistake,
    mistake,
    cue,
    track,
    event,
)
"""What belongs to one session by `session_id`, parents before children."""
