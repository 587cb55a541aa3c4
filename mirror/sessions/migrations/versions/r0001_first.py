"""The first schema: profiles, sessions, sets, repetitions, joint scores, mistakes, cues, landmark tracks, the event log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "profile",
        sa.Column("id", sa.String(length=32), nullable=False, comment="uuid, hex"),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile")),
    )
    op.create_table(
        "session",
        sa.Column("id", sa.String(length=32), nullable=False, comment="uuid, hex"),
        sa.Column("profile_id", sa.String(length=32), nullable=True),
        sa.Column(
            "run", sa.String(length=32), nullable=False, comment="uuid of the program's run, whose events are numbered together"
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "ended_at", sa.DateTime(timezone=True), nullable=True, comment="NULL: the program ended before the session did"
        ),
        sa.Column("start_t", sa.Float(), nullable=False),
        sa.Column("end_t", sa.Float(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False, comment="what the camera was: demo, camera:0, a file's name"),
        sa.Column("app_version", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_session_profile_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
    )
    op.create_index(op.f("ix_session_profile_id"), "session", ["profile_id"], unique=False)
    op.create_index(op.f("ix_session_run"), "session", ["run"], unique=False)
    op.create_index(op.f("ix_session_started_at"), "session", ["started_at"], unique=False)
    op.create_table(
        "cue",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("t", sa.Float(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("mistake", sa.String(length=64), nullable=True),
        sa.Column("severity", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_cue_session_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_cue")),
    )
    op.create_table(
        "event",
        sa.Column("run", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=True, comment="NULL: outside any session"),
        sa.Column("t", sa.Float(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("data", sa.Text(), nullable=False, comment="JSON, see mirror.events.to_dict"),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_event_session_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run", "seq", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_session_id"), "event", ["session_id"], unique=False)
    op.create_table(
        "exercise_set",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False, comment="from 1 in the session"),
        sa.Column("exercise", sa.String(length=64), nullable=True, comment="NULL while, or where, the name did not come"),
        sa.Column("start_t", sa.Float(), nullable=False),
        sa.Column("end_t", sa.Float(), nullable=True, comment="NULL: cut off"),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("full", sa.Integer(), nullable=False),
        sa.Column("partial", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("hold_s", sa.Float(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_exercise_set_session_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session_id", "number", name=op.f("pk_exercise_set")),
    )
    op.create_table(
        "mistake",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("set_number", sa.Integer(), nullable=False),
        sa.Column("t", sa.Float(), nullable=False),
        sa.Column("exercise", sa.String(length=64), nullable=False),
        sa.Column("mistake", sa.String(length=64), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="of the repetition being made"),
        sa.ForeignKeyConstraint(
            ["session_id", "set_number"],
            ["exercise_set.session_id", "exercise_set.number"],
            name=op.f("fk_mistake_session_id_set_number"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_mistake")),
    )
    op.create_index(op.f("ix_mistake_session_id_set_number"), "mistake", ["session_id", "set_number"], unique=False)
    op.create_table(
        "repetition",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("set_number", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("exercise", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("t", sa.Float(), nullable=False),
        sa.Column("start_t", sa.Float(), nullable=False),
        sa.Column("end_t", sa.Float(), nullable=False),
        sa.Column("depth", sa.Float(), nullable=True),
        sa.Column("side", sa.String(length=8), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("credited", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id", "set_number"],
            ["exercise_set.session_id", "exercise_set.number"],
            name=op.f("fk_repetition_session_id_set_number"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_repetition")),
    )
    op.create_index(op.f("ix_repetition_session_id_set_number"), "repetition", ["session_id", "set_number"], unique=False)
    op.create_table(
        "set_joint_score",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("set_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("joint", sa.String(length=64), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id", "set_number"],
            ["exercise_set.session_id", "exercise_set.number"],
            name=op.f("fk_set_joint_score_session_id_set_number"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "set_number", "joint", name=op.f("pk_set_joint_score")),
    )
    op.create_table(
        "set_mistake",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("set_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mistake", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id", "set_number"],
            ["exercise_set.session_id", "exercise_set.number"],
            name=op.f("fk_set_mistake_session_id_set_number"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "set_number", "mistake", name=op.f("pk_set_mistake")),
    )
    op.create_table(
        "track",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("set_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("chunk", sa.Integer(), autoincrement=False, nullable=False, comment="from 0 in the set, in the order of time"),
        sa.Column("format", sa.Integer(), nullable=False, comment="of data, see mirror.sessions.track"),
        sa.Column("start_t", sa.Float(), nullable=False),
        sa.Column("rate", sa.Float(), nullable=False, comment="samples a second"),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False, comment="of the picture, pixels"),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id", "set_number"],
            ["exercise_set.session_id", "exercise_set.number"],
            name=op.f("fk_track_session_id_set_number"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "set_number", "chunk", name=op.f("pk_track")),
    )
    op.create_table(
        "joint_score",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("joint", sa.String(length=64), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id", "seq"],
            ["repetition.session_id", "repetition.seq"],
            name=op.f("fk_joint_score_session_id_seq"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "seq", "joint", name=op.f("pk_joint_score")),
    )
    op.create_table(
        "repetition_mistake",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mistake", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id", "seq"],
            ["repetition.session_id", "repetition.seq"],
            name=op.f("fk_repetition_mistake_session_id_seq"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "seq", "mistake", name=op.f("pk_repetition_mistake")),
    )
