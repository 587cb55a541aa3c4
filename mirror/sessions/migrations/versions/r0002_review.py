"""What a review needs: calibration and model versions, reviewers with their overrules, notes and plans, the audit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_REFUSED = "the audit is append-only"


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("origin", sa.String(length=32), nullable=False, comment="uuid of the machine that wrote it"),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False, comment="from 1 for each origin, without a gap"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "actor", sa.String(length=32), nullable=False, comment="id of a reviewer or a person; '' whoever sat at the machine"
        ),
        sa.Column("role", sa.String(length=16), nullable=False, comment="reviewer, person, owner"),
        sa.Column("action", sa.String(length=24), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False, comment="profile.id of whose data it was; '' nobody's alone"),
        sa.Column("object", sa.String(length=120), nullable=False, comment="kind:id, as session:8c1f..."),
        sa.Column("detail", sa.Text(), nullable=False, comment="JSON, without names"),
        sa.Column("digest", sa.String(length=64), nullable=False, comment="SHA-256 over the row and the digest before it"),
        sa.PrimaryKeyConstraint("origin", "number", name=op.f("pk_audit")),
    )
    op.create_table(
        "erasure",
        sa.Column("profile_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("profile_id", name=op.f("pk_erasure")),
    )
    op.create_table(
        "reviewer",
        sa.Column("id", sa.String(length=32), nullable=False, comment="uuid, hex"),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("pin", sa.Text(), nullable=True, comment="scrypt, see mirror.preferences.pins; NULL: none"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True, comment="NULL: still reviews"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviewer")),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.String(length=32), nullable=False, comment="uuid, hex"),
        sa.Column("profile_id", sa.String(length=32), nullable=False),
        sa.Column("reviewer_id", sa.String(length=32), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, comment="when it was set"),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True, comment="the last day; NULL: until it is withdrawn"),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_plan_profile_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["reviewer_id"], ["reviewer.id"], name=op.f("fk_plan_reviewer_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    op.create_index(op.f("ix_plan_profile_id"), "plan", ["profile_id"], unique=False)
    op.create_table(
        "calibration",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column(
            "seq", sa.Integer(), autoincrement=False, nullable=False, comment="from 0 in the session, in the order of time"
        ),
        sa.Column("t", sa.Float(), nullable=False, comment="from when on it holds"),
        sa.Column("source", sa.String(length=16), nullable=False, comment="assumed, estimated, calibrated, by hand"),
        sa.Column("height_m", sa.Float(), nullable=True),
        sa.Column("pitch_deg", sa.Float(), nullable=True),
        sa.Column("roll_deg", sa.Float(), nullable=True),
        sa.Column("distance_m", sa.Float(), nullable=True),
        sa.Column("fov_deg", sa.Float(), nullable=True),
        sa.Column("height_sigma_m", sa.Float(), nullable=True),
        sa.Column("pitch_sigma_deg", sa.Float(), nullable=True),
        sa.Column("roll_sigma_deg", sa.Float(), nullable=True),
        sa.Column("distance_sigma_m", sa.Float(), nullable=True),
        sa.Column("fov_sigma_deg", sa.Float(), nullable=True),
        sa.Column("body_m", sa.Float(), nullable=True, comment="how tall the one was with whom it was made"),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_calibration_session_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session_id", "seq", name=op.f("pk_calibration")),
    )
    op.create_table(
        "model_version",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("part", sa.String(length=24), nullable=False, comment="pose, classifier, mistakes, observability"),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True, comment="of the file; NULL where it is none of ours"),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_model_version_session_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session_id", "part", name=op.f("pk_model_version")),
    )
    op.create_table(
        "note",
        sa.Column("id", sa.String(length=32), nullable=False, comment="uuid, hex"),
        sa.Column("profile_id", sa.String(length=32), nullable=True),
        sa.Column("session_id", sa.String(length=32), nullable=True, comment="NULL: of the person"),
        sa.Column("set_number", sa.Integer(), nullable=True, comment="NULL: of the whole session"),
        sa.Column("seq", sa.Integer(), nullable=True, comment="of the repetition; NULL: of the whole set"),
        sa.Column("reviewer_id", sa.String(length=32), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_note_profile_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["reviewer_id"], ["reviewer.id"], name=op.f("fk_note_reviewer_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_note_session_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index(op.f("ix_note_profile_id"), "note", ["profile_id"], unique=False)
    op.create_index(op.f("ix_note_session_id"), "note", ["session_id"], unique=False)
    op.create_table(
        "plan_item",
        sa.Column("plan_id", sa.String(length=32), nullable=False),
        sa.Column(
            "position", sa.Integer(), autoincrement=False, nullable=False, comment="from 1, in the order in which it is done"
        ),
        sa.Column("exercise", sa.String(length=64), nullable=False),
        sa.Column("sets", sa.Integer(), nullable=False),
        sa.Column("repetitions", sa.Integer(), nullable=True, comment="a set; NULL for a hold"),
        sa.Column("hold_s", sa.Float(), nullable=True, comment="a set; NULL for repetitions"),
        sa.Column(
            "range_share",
            sa.Float(),
            nullable=True,
            comment="share of the exercise's full range that is aimed at; NULL: the exercise's own",
        ),
        sa.Column("rest_s", sa.Float(), nullable=False),
        sa.Column("weekdays", sa.Integer(), nullable=False, comment="bits, Monday = 1 ... Sunday = 64; 127: every day"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_item_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan_id", "position", name=op.f("pk_plan_item")),
    )
    op.create_table(
        "repetition_range",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("measure", sa.String(length=40), nullable=False, comment="of mirror.geometry.measures, with its side"),
        sa.Column(
            "span",
            sa.Float(),
            nullable=True,
            comment="how far it went in the repetition, degrees or torsos; NULL: the view could not tell",
        ),
        sa.Column("error", sa.Float(), nullable=True, comment="one standard deviation of the span from the truth, same unit"),
        sa.Column(
            "yaw_deg",
            sa.Float(),
            nullable=True,
            comment="how far the person had turned from the camera, median; NULL: not known",
        ),
        sa.ForeignKeyConstraint(
            ["session_id", "seq"],
            ["repetition.session_id", "repetition.seq"],
            name=op.f("fk_repetition_range_session_id_seq"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "seq", "measure", name=op.f("pk_repetition_range")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sent",
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("target", sa.String(length=64), nullable=False, comment="SHA-256 of the other database's address"),
        sa.Column("size", sa.Integer(), nullable=False, comment="so many rows below the session are known to be there"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_sent_session_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session_id", "target", name=op.f("pk_sent")),
    )
    op.create_table(
        "overrule",
        sa.Column("id", sa.String(length=32), nullable=False, comment="uuid, hex"),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False, comment="of the repetition"),
        sa.Column(
            "mistake",
            sa.String(length=64),
            nullable=True,
            comment="NULL: the repetition's kind is judged, else whether it has this mistake",
        ),
        sa.Column(
            "verdict",
            sa.String(length=16),
            nullable=False,
            comment="full, partial, rejected; present, absent; machine: taken back",
        ),
        sa.Column("reviewer_id", sa.String(length=32), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["reviewer_id"], ["reviewer.id"], name=op.f("fk_overrule_reviewer_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["session_id", "seq"],
            ["repetition.session_id", "repetition.seq"],
            name=op.f("fk_overrule_session_id_seq"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overrule")),
    )
    op.create_index(op.f("ix_overrule_session_id_seq"), "overrule", ["session_id", "seq"], unique=False)
    op.add_column(
        "exercise_set",
        sa.Column("plan_position", sa.Integer(), nullable=True, comment="of the plan's item that this set was done for"),
    )
    for table in ("exercise_set", "repetition"):
        op.add_column(
            table,
            sa.Column(
                "view",
                sa.String(length=8),
                nullable=True,
                comment="what it was worth for the exercise: good, fair, poor; NULL: not known",
            ),
        )
        op.add_column(
            table,
            sa.Column(
                "yaw_deg",
                sa.Float(),
                nullable=True,
                comment="how the person had turned from the camera, mean; NULL: not known",
            ),
        )
    for table in ("joint_score", "set_joint_score"):
        op.add_column(
            table,
            sa.Column("error", sa.Float(), nullable=True, comment="one standard deviation of the score, points; NULL: not known"),
        )
        op.add_column(
            table,
            sa.Column(
                "untold",
                sa.String(length=8),
                nullable=True,
                comment="why there is no score: view (it cannot tell), unseen",
            ),
        )
    op.add_column(
        "profile",
        sa.Column(
            "renamed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="the last time; of two machines' names the later one holds; NULL: never",
        ),
    )
    op.add_column(
        "session",
        sa.Column(
            "origin",
            sa.String(length=32),
            nullable=True,
            comment="uuid of the mirror that recorded it; NULL: before mirrors had one",
        ),
    )
    op.add_column(
        "session",
        sa.Column(
            "utc_offset_min",
            sa.Integer(),
            nullable=True,
            comment="of the mirror's clock at started_at, minutes east of UTC; NULL: not known",
        ),
    )
    op.add_column(
        "session",
        sa.Column(
            "plan_id",
            sa.String(length=32),
            nullable=True,
            comment="of the plan that led it; no foreign key: the plan may stay in the clinic",
        ),
    )
    _append_only()


def _append_only() -> None:
    """Triggers that refuse to change or delete a row of the audit."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$"
    )
    # TRUNCATE goes past row triggers, so it has one of its own
    op.execute(
        "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
    )
