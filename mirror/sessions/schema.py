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
    Date,
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

HEAD = "0002"
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
    Column("renamed_at", UtcTime, comment="the last time; of two machines' names the later one holds; NULL: never"),
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
    Column("origin", String(32), comment="uuid of the mirror that recorded it; NULL: before mirrors had one"),
    Column("utc_offset_min", Integer, comment="of the mirror's clock at started_at, minutes east of UTC; NULL: not known"),
    Column("plan_id", String(32), comment="of the plan that led it; no foreign key: the plan may stay in the clinic"),
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
    Column("plan_position", Integer, comment="of the plan's item that this set was done for"),
    Column("view", String(8), comment="what it was worth for the exercise: good, fair, poor; NULL: not known"),
    Column("yaw_deg", Float, comment="how the person had turned from the camera, mean; NULL: not known"),
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
    Column("view", String(8), comment="what it was worth for the exercise: good, fair, poor; NULL: not known"),
    Column("yaw_deg", Float, comment="how the person had turned from the camera, mean; NULL: not known"),
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
    Column("error", Float, comment="one standard deviation of the score, points; NULL: not known"),
    Column("untold", String(8), comment="why there is no score: view (it cannot tell), unseen"),
    _of_repetition(),
)

repetition_range = Table(
    "repetition_range",
    metadata,
    Column("session_id", String(32), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("measure", String(40), primary_key=True, comment="of mirror.geometry.measures, with its side"),
    Column("span", Float, comment="how far it went in the repetition, degrees or torsos; NULL: the view could not tell"),
    Column("error", Float, comment="one standard deviation of the span from the truth, same unit"),
    Column("yaw_deg", Float, comment="how far the person had turned from the camera, median; NULL: not known"),
    _of_repetition(),
    sqlite_with_rowid=False,
)
"""What the review works out from the track once (mirror.review.ranges), so that a year of it is read at once. Never sent: whoever
has the track has it."""

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
    Column("error", Float, comment="one standard deviation of the score, points; NULL: not known"),
    Column("untold", String(8), comment="why there is no score: view (it cannot tell), unseen"),
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

calibration = Table(
    "calibration",
    metadata,
    Column("session_id", ForeignKey("session.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False, comment="from 0 in the session, in the order of time"),
    Column("t", Float, nullable=False, comment="from when on it holds"),
    Column("source", String(16), nullable=False, comment="assumed, estimated, calibrated, by hand"),
    Column("height_m", Float),
    Column("pitch_deg", Float),
    Column("roll_deg", Float),
    Column("distance_m", Float),
    Column("fov_deg", Float),
    Column("height_sigma_m", Float),
    Column("pitch_sigma_deg", Float),
    Column("roll_sigma_deg", Float),
    Column("distance_sigma_m", Float),
    Column("fov_sigma_deg", Float),
    Column("body_m", Float, comment="how tall the one was with whom it was made"),
)

model_version = Table(
    "model_version",
    metadata,
    Column("session_id", ForeignKey("session.id", ondelete="CASCADE"), primary_key=True),
    Column("part", String(24), primary_key=True, comment="pose, classifier, mistakes, observability"),
    Column("name", String(80), nullable=False),
    Column("sha256", String(64), comment="of the file; NULL where it is none of ours"),
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
    calibration,
    model_version,
)
"""What a mirror recorded of one session, by `session_id`, parents before children."""

reviewer = Table(
    "reviewer",
    metadata,
    Column("id", String(32), primary_key=True, comment="uuid, hex"),
    Column("name", String(80), nullable=False),
    Column("pin", Text, comment="scrypt, see mirror.preferences.pins; NULL: none"),
    Column("created_at", UtcTime, nullable=False),
    Column("left_at", UtcTime, comment="NULL: still reviews"),
)

overrule = Table(
    "overrule",
    metadata,
    Column("id", String(32), primary_key=True, comment="uuid, hex"),
    Column("session_id", String(32), nullable=False),
    Column("seq", Integer, nullable=False, comment="of the repetition"),
    Column("mistake", String(64), comment="NULL: the repetition's kind is judged, else whether it has this mistake"),
    Column("verdict", String(16), nullable=False, comment="full, partial, rejected; present, absent; machine: taken back"),
    Column("reviewer_id", ForeignKey("reviewer.id", ondelete="SET NULL")),
    Column("at", UtcTime, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    _of_repetition(),
    Index(None, "session_id", "seq"),
)
"""Beside the machine's verdict, never over it; of several for the same thing the latest `at` holds."""

note = Table(
    "note",
    metadata,
    Column("id", String(32), primary_key=True, comment="uuid, hex"),
    Column("profile_id", ForeignKey("profile.id", ondelete="CASCADE"), index=True),
    Column("session_id", ForeignKey("session.id", ondelete="CASCADE"), index=True, comment="NULL: of the person"),
    Column("set_number", Integer, comment="NULL: of the whole session"),
    Column("seq", Integer, comment="of the repetition; NULL: of the whole set"),
    Column("reviewer_id", ForeignKey("reviewer.id", ondelete="SET NULL")),
    Column("at", UtcTime, nullable=False),
    Column("text", Text, nullable=False),
    Column("withdrawn_at", UtcTime),
)

plan = Table(
    "plan",
    metadata,
    Column("id", String(32), primary_key=True, comment="uuid, hex"),
    Column("profile_id", ForeignKey("profile.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("reviewer_id", ForeignKey("reviewer.id", ondelete="SET NULL")),
    Column("at", UtcTime, nullable=False, comment="when it was set"),
    Column("title", String(80), nullable=False),
    Column("comment", Text, nullable=False, default=""),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, comment="the last day; NULL: until it is withdrawn"),
    Column("withdrawn_at", UtcTime),
)
"""Never changed: a plan that is mended is withdrawn and a new one is set, so that what led a session stays readable."""

plan_item = Table(
    "plan_item",
    metadata,
    Column("plan_id", ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False, comment="from 1, in the order in which it is done"),
    Column("exercise", String(64), nullable=False),
    Column("sets", Integer, nullable=False),
    Column("repetitions", Integer, comment="a set; NULL for a hold"),
    Column("hold_s", Float, comment="a set; NULL for repetitions"),
    Column("range_share", Float, comment="share of the exercise's full range that is aimed at; NULL: the exercise's own"),
    Column("rest_s", Float, nullable=False),
    Column("weekdays", Integer, nullable=False, comment="bits, Monday = 1 ... Sunday = 64; 127: every day"),
)

audit = Table(
    "audit",
    metadata,
    Column("origin", String(32), primary_key=True, comment="uuid of the machine that wrote it"),
    Column("number", Integer, primary_key=True, autoincrement=False, comment="from 1 for each origin, without a gap"),
    Column("at", UtcTime, nullable=False),
    Column("actor", String(32), nullable=False, comment="id of a reviewer or a person; '' whoever sat at the machine"),
    Column("role", String(16), nullable=False, comment="reviewer, person, owner"),
    Column("action", String(24), nullable=False),
    Column("subject", String(32), nullable=False, comment="profile.id of whose data it was; '' nobody's alone"),
    Column("object", String(120), nullable=False, comment="kind:id, as session:8c1f..."),
    Column("detail", Text, nullable=False, comment="JSON, without names"),
    Column("digest", String(64), nullable=False, comment="SHA-256 over the row and the digest before it"),
)
"""Append-only (triggers refuse UPDATE and DELETE). No foreign keys: it outlives whom it is about, and holds no names."""

erasure = Table(
    "erasure",
    metadata,
    Column("profile_id", String(32), primary_key=True),
    Column("at", UtcTime, nullable=False),
)
"""Who was erased, by an id that nothing else knows any more: what comes later from another machine is not taken up again."""

sent = Table(
    "sent",
    metadata,
    Column("session_id", ForeignKey("session.id", ondelete="CASCADE"), primary_key=True),
    Column("target", String(64), primary_key=True, comment="SHA-256 of the other database's address"),
    Column("size", Integer, nullable=False, comment="so many rows below the session are known to be there"),
    Column("at", UtcTime, nullable=False),
)
"""What a mirror has sent to the clinic's database."""
