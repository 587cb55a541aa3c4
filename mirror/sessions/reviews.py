"""What a reviewer adds to the log: verdicts beside the machine's, notes, and plans. Nothing here is ever changed or deleted.

A verdict is taken back by a later one ("machine"), a note or a plan is withdrawn; what stood stays readable with its date and
who wrote it. So undoing is writing, too. What writes takes the audit of the one who acts, and both happen or neither.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, Table, func, insert, select, update

from mirror.errors import SessionError
from mirror.sessions import schema
from mirror.sessions.audit import Audit
from mirror.sessions.store import Store

KINDS = ("full", "partial", "rejected")
PRESENCES = ("present", "absent")
MACHINE = "machine"
"""The verdict that takes an overrule back."""
EVERY_DAY = 127
LONGEST_NOTE = 10_000


@dataclass(frozen=True, slots=True)
class About:
    """What a note is about, from the whole to a part: a person, their session, a set of it, a repetition of that."""

    profile_id: str | None
    session_id: str | None = None
    set_number: int | None = None
    seq: int | None = None

    @property
    def kind(self) -> Literal["person", "session", "set", "repetition"]:
        if self.session_id is None:
            return "person"
        if self.set_number is None:
            return "session"
        return "set" if self.seq is None else "repetition"


@dataclass(frozen=True, slots=True)
class Note:
    """`reviewer`: their name, "" where nobody signed in or they are gone. withdrawn_at None: it stands."""

    id: str
    about: About
    reviewer_id: str | None
    reviewer: str
    at: datetime
    text: str
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Overrule:
    """A verdict on a repetition.

    Attributes:
        mistake: None: on its kind (full, partial, rejected), else on whether it has this mistake (present, absent).
        verdict: one of these; "machine": an earlier one is taken back.
    """

    id: str
    session_id: str
    seq: int
    mistake: str | None
    verdict: str
    reviewer_id: str | None
    reviewer: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class PlanItem:
    """An exercise of a plan.

    Attributes:
        repetitions: a set, None for a hold. hold_s: seconds a set, None for repetitions.
        range_share: of the exercise's full range, None: as far as the exercise itself asks. rest_s: after each set.
        weekdays: bits, Monday = 1 ... Sunday = 64.
    """

    position: int
    exercise: str
    sets: int
    repetitions: int | None
    hold_s: float | None
    range_share: float | None
    rest_s: float
    weekdays: int = EVERY_DAY

    def on(self, day: date) -> bool:
        """Whether it is for this weekday."""
        return bool(self.weekdays >> day.weekday() & 1)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person is to do. ends_on: the last day; None: until it is withdrawn."""

    id: str
    profile_id: str
    reviewer_id: str | None
    reviewer: str
    at: datetime
    title: str
    comment: str
    starts_on: date
    ends_on: date | None
    withdrawn_at: datetime | None
    items: tuple[PlanItem, ...]

    def on(self, day: date) -> tuple[PlanItem, ...]:
        """The items of this day, in their order; () outside the plan's days."""
        if self.withdrawn_at is not None or day < self.starts_on or (self.ends_on is not None and day > self.ends_on):
            return ()
        return tuple(item for item in self.items if item.on(day))


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan that is not set yet."""

    profile_id: str
    title: str
    comment: str
    starts_on: date
    ends_on: date | None
    items: tuple[PlanItem, ...]

    def problem(self) -> str:
        """What stands in its way, as a sentence; "" where nothing does."""
        if not self.title.strip():
            return "A plan needs a title."
        if not self.items:
            return "A plan needs at least one exercise."
        if self.ends_on is not None and self.ends_on < self.starts_on:
            return "The plan ends before it begins."
        return next((said for item in self.items if (said := _problem(item))), "")


def _problem(item: PlanItem) -> str:
    """What is wrong with an item, "" where nothing is."""
    if (item.repetitions is None) == (item.hold_s is None):
        return f"{item.exercise} needs either repetitions or seconds to hold."
    if item.sets < 1 or (item.repetitions is not None and item.repetitions < 1) or (item.hold_s is not None and item.hold_s <= 0):
        return f"{item.exercise} needs at least one set of something."
    if item.range_share is not None and not 0 < item.range_share <= 1.5:
        return f"The range of {item.exercise} must be between 0 and 150 percent."
    if item.rest_s < 0:
        return f"The rest after {item.exercise} cannot be negative."
    return "" if 0 < item.weekdays <= EVERY_DAY else f"{item.exercise} needs at least one day of the week."


# -- notes -----------------------------------------------------------------------------------------------------------------


def notes(store: Store, about: About, withdrawn: bool = False) -> tuple[Note, ...]:
    """The notes on exactly this (a session's notes are not its sets'), oldest first; `withdrawn`: those that no longer stand too.

    Of a session and what lies below it the person need not be given.
    """
    n = schema.note
    query = _signed(n).order_by(n.c.at, n.c.id)
    where = (n.c.session_id == about.session_id, n.c.set_number == about.set_number, n.c.seq == about.seq)
    query = query.where(*where)
    if about.session_id is None:
        query = query.where(n.c.profile_id == about.profile_id)
    if not withdrawn:
        query = query.where(n.c.withdrawn_at.is_(None))
    with store.reading() as connection:
        return tuple(_note(row) for row in connection.execute(query).mappings())


def notes_below(store: Store, session_id: str) -> tuple[Note, ...]:
    """Every note that stands on a session, its sets and repetitions, oldest first."""
    n = schema.note
    query = _signed(n).where(n.c.session_id == session_id, n.c.withdrawn_at.is_(None)).order_by(n.c.at, n.c.id)
    with store.reading() as connection:
        return tuple(_note(row) for row in connection.execute(query).mappings())


def add_note(
    store: Store,
    about: About,
    text: str,
    reviewer_id: str | None = None,
    at: datetime | None = None,
    audit: Audit | None = None,
) -> str:
    """Write a note; returns its id. SessionError for an empty or endless one, and where what it is about is not there."""
    words = text.strip()
    if not words:
        raise SessionError("A note needs some words.")
    if len(words) > LONGEST_NOTE:
        raise SessionError(f"A note holds at most {LONGEST_NOTE} letters.")
    row = {
        "id": uuid.uuid4().hex,
        "profile_id": about.profile_id,
        "session_id": about.session_id,
        "set_number": about.set_number,
        "seq": about.seq,
        "reviewer_id": reviewer_id,
        "at": at or datetime.now(UTC),
        "text": words,
        "withdrawn_at": None,
    }
    with store.writing() as connection:
        row["profile_id"] = subject = _whose(connection, about)
        connection.execute(insert(schema.note), row)
        if audit is not None:
            audit.note("changed", subject or "", f"note:{row['id']}", connection=connection, on=about.kind)
    return str(row["id"])


def withdraw_note(store: Store, id: str, at: datetime | None = None, audit: Audit | None = None) -> None:
    """The note does not stand any more; it stays readable. SessionError where there is none; a second time changes nothing."""
    _withdraw(store, schema.note, id, at, "note", audit)


# -- verdicts --------------------------------------------------------------------------------------------------------------


def overrule(
    store: Store,
    session_id: str,
    seq: int,
    mistake: str | None,
    verdict: str,
    reason: str = "",
    reviewer_id: str | None = None,
    at: datetime | None = None,
    audit: Audit | None = None,
) -> str:
    """Put a verdict beside the machine's; returns its id. `mistake`, `verdict`: as in Overrule.

    Raises SessionError where the verdict is none, or the repetition is not there.
    """
    allowed = (*(KINDS if mistake is None else PRESENCES), MACHINE)
    if verdict not in allowed:
        raise SessionError(f"A verdict here is one of {', '.join(allowed)}, not {verdict!r}.")
    o = schema.overrule
    moment = at or datetime.now(UTC)
    id = uuid.uuid4().hex
    with store.writing() as connection:
        subject = _whose(connection, About(None, session_id, 0, seq))
        latest = select(func.max(o.c.at)).where(o.c.session_id == session_id, o.c.seq == seq, o.c.mistake == mistake)
        before = connection.execute(latest).scalar()
        if before is not None and moment <= before:
            # the latest holds: a clock that was set back must not make the new verdict the older one
            moment = before + timedelta(microseconds=1)
        row = {
            "id": id,
            "session_id": session_id,
            "seq": seq,
            "mistake": mistake,
            "verdict": verdict,
            "reviewer_id": reviewer_id,
            "at": moment,
            "reason": reason.strip(),
        }
        connection.execute(insert(o), row)
        if audit is not None:
            said = {"mistake": mistake, "verdict": verdict}
            audit.note("changed", subject or "", f"repetition:{session_id}/{seq}", connection=connection, **said)
    return id


def verdicts(store: Store, session_id: str) -> tuple[Overrule, ...]:
    """Every verdict that was ever given on the session's repetitions, oldest first."""
    o = schema.overrule
    query = _signed(o).where(o.c.session_id == session_id).order_by(o.c.at, o.c.id)
    with store.reading() as connection:
        return tuple(_overrule(row) for row in connection.execute(query).mappings())


def holding(given: Sequence[Overrule]) -> Mapping[tuple[int, str | None], Overrule]:
    """Of verdicts in their order, those that hold, by (seq, mistake or None for the kind); what was taken back is not there."""
    latest = {(one.seq, one.mistake): one for one in given}
    return {key: one for key, one in latest.items() if one.verdict != MACHINE}


# -- plans -----------------------------------------------------------------------------------------------------------------


def plans(store: Store, profile_id: str, withdrawn: bool = False) -> tuple[Plan, ...]:
    """A person's plans, the newest first; `withdrawn`: those that no longer stand too."""
    p = schema.plan
    query = _signed(p).where(p.c.profile_id == profile_id).order_by(p.c.at.desc(), p.c.id)
    if not withdrawn:
        query = query.where(p.c.withdrawn_at.is_(None))
    with store.reading() as connection:
        rows = connection.execute(query).mappings().all()
        return tuple(_plan(connection, row) for row in rows)


def plan(store: Store, id: str) -> Plan:
    """One plan, also a withdrawn one. SessionError where there is none."""
    with store.reading() as connection:
        row = connection.execute(_signed(schema.plan).where(schema.plan.c.id == id)).mappings().first()
        if row is None:
            raise SessionError("This plan is not in the log any more.")
        return _plan(connection, row)


def plan_for(store: Store, profile_id: str, day: date) -> Plan | None:
    """The plan that leads the person on this day: of those that stand and have something for it, the one set last."""
    return next((one for one in plans(store, profile_id) if one.on(day)), None)


def set_plan(
    store: Store, draft: PlanDraft, reviewer_id: str | None = None, at: datetime | None = None, audit: Audit | None = None
) -> str:
    """Set a plan; returns its id. SessionError with what is wrong with it, and where nobody has this profile_id."""
    if problem := draft.problem():
        raise SessionError(problem)
    id = uuid.uuid4().hex
    row = {
        "id": id,
        "profile_id": draft.profile_id,
        "reviewer_id": reviewer_id,
        "at": at or datetime.now(UTC),
        "title": draft.title.strip(),
        "comment": draft.comment.strip(),
        "starts_on": draft.starts_on,
        "ends_on": draft.ends_on,
        "withdrawn_at": None,
    }
    items = [
        {
            "plan_id": id,
            "position": position,
            "exercise": item.exercise,
            "sets": item.sets,
            "repetitions": item.repetitions,
            "hold_s": item.hold_s,
            "range_share": item.range_share,
            "rest_s": item.rest_s,
            "weekdays": item.weekdays,
        }
        for position, item in enumerate(draft.items, start=1)
    ]
    with store.writing() as connection:
        _whose(connection, About(draft.profile_id))
        connection.execute(insert(schema.plan), row)
        connection.execute(insert(schema.plan_item), items)
        if audit is not None:
            audit.note("changed", draft.profile_id, f"plan:{id}", connection=connection, items=len(items))
    return id


def withdraw_plan(store: Store, id: str, at: datetime | None = None, audit: Audit | None = None) -> None:
    """The plan leads nobody any more; it stays readable. SessionError where there is none; a second time changes nothing."""
    _withdraw(store, schema.plan, id, at, "plan", audit)


def draft_of(given: Plan) -> PlanDraft:
    """The same once more, to be set again or mended."""
    return PlanDraft(given.profile_id, given.title, given.comment, given.starts_on, given.ends_on, given.items)


def reordered(items: Sequence[PlanItem]) -> tuple[PlanItem, ...]:
    """With positions from 1 in the order in which they stand."""
    return tuple(replace(item, position=position) for position, item in enumerate(items, start=1))


# -- rows ------------------------------------------------------------------------------------------------------------------


def _signed(table: Table) -> Any:
    """Rows of the table with the reviewer's name."""
    return select(table, schema.reviewer.c.name.label("reviewer")).outerjoin(
        schema.reviewer, schema.reviewer.c.id == table.c.reviewer_id
    )


def _note(row: RowMapping) -> Note:
    about = About(row["profile_id"], row["session_id"], row["set_number"], row["seq"])
    return Note(row["id"], about, row["reviewer_id"], row["reviewer"] or "", row["at"], row["text"], row["withdrawn_at"])


def _overrule(row: RowMapping) -> Overrule:
    return Overrule(
        row["id"],
        row["session_id"],
        row["seq"],
        row["mistake"],
        row["verdict"],
        row["reviewer_id"],
        row["reviewer"] or "",
        row["at"],
        row["reason"],
    )


def _plan(connection: Connection, row: RowMapping) -> Plan:
    i = schema.plan_item
    columns = [column for column in i.columns if column is not i.c.plan_id]
    found = connection.execute(select(*columns).where(i.c.plan_id == row["id"]).order_by(i.c.position)).mappings()
    items = tuple(PlanItem(**item) for item in found)
    names = ("id", "profile_id", "reviewer_id", "at", "title", "comment", "starts_on", "ends_on", "withdrawn_at")
    return Plan(**{name: row[name] for name in names}, reviewer=row["reviewer"] or "", items=items)


def _withdraw(store: Store, table: Table, id: str, at: datetime | None, what: str, audit: Audit | None) -> None:
    with store.writing() as connection:
        found = connection.execute(select(table.c.profile_id, table.c.withdrawn_at).where(table.c.id == id)).first()
        if found is None:
            raise SessionError(f"This {what} is not in the log any more.")
        if found.withdrawn_at is not None:
            return
        connection.execute(update(table).where(table.c.id == id).values(withdrawn_at=at or datetime.now(UTC)))
        if audit is not None:
            audit.note("changed", found.profile_id or "", f"{what}:{id}", connection=connection, withdrawn=True)


def _whose(connection: Connection, about: About) -> str | None:
    """The id of the person whose data it is, None: of a session without a person. SessionError where there is no such thing."""
    p, s, e, r = schema.profile, schema.session, schema.exercise_set, schema.repetition
    whose = select(s.c.profile_id).where(s.c.id == about.session_id)
    asked = {
        "person": select(p.c.id).where(p.c.id == about.profile_id),
        "session": whose,
        "set": whose.join(e, e.c.session_id == s.c.id).where(e.c.number == about.set_number),
        "repetition": whose.join(r, r.c.session_id == s.c.id).where(r.c.seq == about.seq),
    }
    found = connection.execute(asked[about.kind]).first()
    if found is None:
        raise SessionError(f"This {about.kind} is not in the log any more.")
    return None if found[0] is None else str(found[0])


def stamp(store: Store) -> tuple[Any, ...]:
    """Something that differs when sessions, verdicts, notes or plans were added or withdrawn since; cheap, on any database."""
    s, r, n, o, p = schema.session, schema.repetition, schema.note, schema.overrule, schema.plan
    latest = select(s.c.id).order_by(s.c.started_at.desc()).limit(3)
    asked = (
        select(func.count(s.c.id), func.max(s.c.started_at), func.max(s.c.ended_at)),
        select(func.count(r.c.seq)).where(r.c.session_id.in_(latest)),
        select(func.max(n.c.at), func.max(n.c.withdrawn_at)),
        select(func.max(o.c.at)),
        select(func.max(p.c.at), func.max(p.c.withdrawn_at)),
    )
    with store.reading() as connection:
        return tuple(value for query in asked for value in connection.execute(query).one())
