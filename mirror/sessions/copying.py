"""Copying: a session, a person and a plan from one log into another, as rows. What is there already is never doubled.

The keys are the same on every machine, so the same session is met again; one that has grown since is completed row by row and
never replaced: overrules and notes hang on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Table, and_, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_there
from sqlalchemy.dialects.sqlite import insert as insert_here

from mirror.sessions import postgresql, schema

Row = Mapping[str, Any]
Outcome = Literal["added", "completed", "present", "erased", "stranger", "held"]
"""new; grown since it was copied last; there already; not copied, because the person was erased there; not copied, because
whoever is connected is not to know that person; there already, but by somebody else, whose it stays."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A session with everything that a mirror recorded of it. person: their row, None where it is nobody's."""

    person: Row | None
    session: Row
    below: Mapping[Table, Sequence[Row]]

    @property
    def id(self) -> str:
        return str(self.session["id"])

    @property
    def size(self) -> int:
        """So many rows below it. They are only ever added while it is recorded, so this says how far a copy is."""
        return sum(len(rows) for rows in self.below.values())


def whole(connection: Connection, session_id: str) -> Whole | None:
    """None: it is gone."""
    row = connection.execute(select(schema.session).where(schema.session.c.id == session_id)).mappings().first()
    if row is None:
        return None
    person = None
    if row["profile_id"] is not None:
        person = dict(connection.execute(select(schema.profile).where(schema.profile.c.id == row["profile_id"])).mappings().one())
    below = {}
    for table in schema.BELOW_SESSION:
        query = select(table).where(table.c.session_id == session_id).order_by(*table.primary_key.columns)
        below[table] = [dict(found) for found in connection.execute(query).mappings()]
    return Whole(person, dict(row), below)


def sizes(connection: Connection, session_id: str) -> dict[Table, int]:
    """How many rows each table has below the session."""
    counts = [
        select(func.count()).select_from(table).where(table.c.session_id == session_id).scalar_subquery()
        for table in schema.BELOW_SESSION
    ]
    return dict(zip(schema.BELOW_SESSION, connection.execute(select(*counts)).one(), strict=True))


def place(connection: Connection, session: Whole) -> Outcome:
    """Copy a session into this log, within the connection's transaction, or complete it there.

    Of two that do this at once for the same person, and of one that erases them meanwhile, the second waits for the first.
    """
    owner = session.session["profile_id"]
    postgresql.lock(connection, f"session:{session.id}" if owner is None else f"person:{owner}")
    if owner is not None and is_erased(connection, owner):
        return "erased"
    if session.person is not None and not add_person(connection, session.person) and not knows(connection, session.person["id"]):
        return "stranger"
    s = schema.session
    present = connection.execute(select(s).where(s.c.id == session.id)).mappings().first()
    if present is None:
        if not insert_new(connection, s, session.session):
            return "held"
        for table, rows in session.below.items():
            _insert(connection, table, rows)
        return "added"
    there = sizes(connection, session.id)
    if all(len(rows) <= there[table] for table, rows in session.below.items()):
        return "present"
    _change(connection, s, dict(present), session.session)
    for table, rows in session.below.items():
        _complete(connection, table, session.id, rows)
    return "completed"


def is_erased(connection: Connection, profile_id: str) -> bool:
    """Whether this person was erased from this log."""
    found = connection.execute(select(schema.erasure.c.at).where(schema.erasure.c.profile_id == profile_id))
    return found.first() is not None


def add_person(connection: Connection, person: Row) -> bool:
    """Insert them where they are not there. True: they were not."""
    return not knows(connection, person["id"]) and insert_new(connection, schema.profile, person)


def knows(connection: Connection, profile_id: str) -> bool:
    """Whether this person is there, as far as whoever is connected may know (`mirror.sessions.roles`)."""
    p = schema.profile
    return connection.execute(select(p.c.id).where(p.c.id == profile_id)).first() is not None


def insert_new(connection: Connection, table: Table, row: Row) -> bool:
    """Insert the row, unless one with its key is there; that one may be hidden from whoever is connected. True: it is inserted.

    No column is named as the key that may be there: PostgreSQL would then want the new row to be visible before it stands.
    """
    if connection.dialect.name == "postgresql":
        there = insert_there(table).values(dict(row)).on_conflict_do_nothing()
        return connection.execute(there, execution_options={"preserve_rowcount": True}).rowcount == 1
    connection.execute(insert_here(table).values(dict(row)).on_conflict_do_nothing())
    # not the cursor's rowcount: Python's sqlite3 finds no INSERT in a Turkish locale, where I has another small letter
    return bool(connection.exec_driver_sql("SELECT changes()").scalar_one())


@dataclass(frozen=True, slots=True)
class Plans:
    """Plans with their items, as rows; reviewers: id and name of those who set them."""

    plans: Sequence[Row]
    items: Sequence[Row]
    reviewers: Sequence[Row] = ()

    def of(self, profile_id: str) -> Plans:
        """This person's alone."""
        own = [plan for plan in self.plans if plan["profile_id"] == profile_id]
        ids = {plan["id"] for plan in own}
        return Plans(own, [item for item in self.items if item["plan_id"] in ids], _signers(self.reviewers, own))

    def whom_news_are_of(self, known: Plans) -> set[str]:
        """Profile ids of those whose plans are not all among the `known` ones as they are here: new, or withdrawn (earlier)."""
        there = {plan["id"]: plan["withdrawn_at"] for plan in known.plans}
        return {plan["profile_id"] for plan in self.plans if plan["id"] not in there or _earlier(plan, there[plan["id"]])}


def plans_of(connection: Connection, people: Sequence[str]) -> Plans:
    """Every plan of these people, withdrawn and ended ones too."""
    p, i = schema.plan, schema.plan_item
    plans = [dict(row) for row in connection.execute(select(p).where(p.c.profile_id.in_(people)).order_by(p.c.id)).mappings()]
    query = select(i).where(i.c.plan_id.in_([plan["id"] for plan in plans])).order_by(i.c.plan_id, i.c.position)
    return Plans(plans, [dict(row) for row in connection.execute(query).mappings()], reviewers_of(connection, plans))


def reviewers_of(connection: Connection, rows: Sequence[Row]) -> list[Row]:
    """Id and name of those who signed these plans or remarks."""
    r = schema.reviewer
    query = select(r.c.id, r.c.name).where(r.c.id.in_({row["reviewer_id"] for row in rows} - {None})).order_by(r.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def _signers(reviewers: Sequence[Row], rows: Sequence[Row]) -> list[Row]:
    signed = {row["reviewer_id"] for row in rows}
    return [row for row in reviewers if row["id"] in signed]


def _earlier(plan: Row, withdrawn_at: datetime | None) -> bool:
    """Whether the plan was withdrawn before that."""
    gone: datetime | None = plan["withdrawn_at"]
    return gone is not None and (withdrawn_at is None or gone < withdrawn_at)


def place_plans(connection: Connection, plans: Plans) -> int:
    """Insert what is new and withdraw what was withdrawn elsewhere; returns how many plans that were.

    The people must be there. A plan is never changed but for that, and of two withdrawals the earlier one holds.
    """
    p = schema.plan
    query = select(p.c.id, p.c.withdrawn_at).where(p.c.id.in_([plan["id"] for plan in plans.plans]))
    here = {row.id: row.withdrawn_at for row in connection.execute(query)}
    meet_reviewers(connection, plans.reviewers)
    known = _reviewers(connection, plans.plans)
    taken = 0
    for plan in plans.plans:
        if plan["id"] not in here:
            connection.execute(insert(p), {**plan, "reviewer_id": plan["reviewer_id"] if plan["reviewer_id"] in known else None})
            _insert(connection, schema.plan_item, [item for item in plans.items if item["plan_id"] == plan["id"]])
        elif _earlier(plan, here[plan["id"]]):
            connection.execute(update(p).where(p.c.id == plan["id"]).values(withdrawn_at=plan["withdrawn_at"]))
        else:
            continue
        taken += 1
    return taken


def _reviewers(connection: Connection, rows: Sequence[Row]) -> set[str]:
    """Those of the rows' reviewers that this log knows, and whose name whoever is connected may sign with."""
    r = schema.reviewer
    query = select(r.c.id).where(r.c.id.in_({row["reviewer_id"] for row in rows} - {None}))
    if postgresql.kept_apart(connection):
        query = query.where(func.mirror_signs(r.c.id))
    return set(connection.scalars(query))


def meet_reviewers(connection: Connection, reviewers: Sequence[Row]) -> None:
    """Reviewers of another machine ("id", "name") are known by name here, for what they wrote, but cannot sign in: they bring no
    PIN, and stand as having left."""
    now = datetime.now(UTC)
    for row in reviewers:
        insert_new(connection, schema.reviewer, {"id": row["id"], "name": row["name"], "created_at": now, "left_at": now})


def place_remarks(connection: Connection, table: Table, rows: Sequence[Row]) -> int:
    """Overrules or notes (`table`) that are not here yet; one that was withdrawn elsewhere is withdrawn here. Returns how many
    that were.

    What they are about must be there. A reviewer whom this log does not know is left out of the row.
    """
    query = select(table).where(table.c.id.in_([row["id"] for row in rows]))
    present = {row["id"]: row for row in connection.execute(query).mappings()}
    known = _reviewers(connection, rows)
    placed = 0
    for row in rows:
        gone = row.get("withdrawn_at")
        if row["id"] not in present:
            signed = row["reviewer_id"] if row["reviewer_id"] in known else None
            placed += insert_new(connection, table, {**row, "reviewer_id": signed})
        elif gone is not None and present[row["id"]]["withdrawn_at"] is None:
            connection.execute(update(table).where(table.c.id == row["id"]).values(withdrawn_at=gone))
            placed += 1
    return placed


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(insert(table), [dict(row) for row in rows])


def _complete(connection: Connection, table: Table, session_id: str, rows: Sequence[Row]) -> None:
    """Insert the rows that are missing; a set's counts go on while it is recorded, everything else is written once."""
    keys = [column.name for column in table.primary_key.columns]
    changing = table is schema.exercise_set
    query = select(*(table.columns if changing else table.primary_key.columns)).where(table.c.session_id == session_id)
    there = {tuple(row[key] for key in keys): row for row in connection.execute(query).mappings()}
    _insert(connection, table, [row for row in rows if tuple(row[key] for key in keys) not in there])
    if changing:
        for row in rows:
            before = there.get(tuple(row[key] for key in keys))
            if before is not None:
                _change(connection, table, dict(before), row)


def _change(connection: Connection, table: Table, before: Row, after: Row) -> None:
    """What was not known then may be known now, but never the other way round."""
    changed = {name: value for name, value in after.items() if value is not None and value != before[name]}
    if changed:
        where = and_(*(column == before[column.name] for column in table.primary_key.columns))
        connection.execute(update(table).where(where).values(**changed))
