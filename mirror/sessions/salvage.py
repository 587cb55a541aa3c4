"""Salvage: what can still be read of a broken log that was moved aside, taken up into the log that followed it.

Sessions with everything below them, verdicts, notes and plans, the reviewers who wrote them, the audit
(`mirror.sessions.carried`) and the erasures. What belongs to a row that is lost (the repetitions of a set, the scores of a
repetition) is left. Left are also the events outside any session, which nobody reads again, what the review works out anew, and
what was known to be sent.

Erasures come first: who was erased in the broken log is erased from this one, and who was erased from this one does not come
back, neither with their sessions nor with their name in somebody else's. Where a person's row cannot be read nobody can tell
whether they are one of those who were erased since; then what is theirs is left out.
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.exc import IntegrityError

from mirror.errors import SessionError
from mirror.sessions import carried, copying, erasure, postgresql, remains, schema, witness
from mirror.sessions.audit import Audit, chain_of
from mirror.sessions.origin import origin as this_machine
from mirror.sessions.remains import Row
from mirror.sessions.store import Store

log = logging.getLogger(__name__)

_PARENTS: tuple[tuple[Table, Table, tuple[str, ...]], ...] = tuple(
    (table, constraint.referred_table, tuple(constraint.column_keys))
    for table in schema.BELOW_SESSION
    for constraint in table.foreign_key_constraints
    if constraint.referred_table is not schema.session
)


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What became of a broken log.

    Attributes:
        added, present, unreadable, withheld: sessions that were added here, were here already, could not be read, and are left
            out, since they are or may be somebody's who was erased. rows_lost: of all that was added, so many rows at least.
        remarks, plans, reviewers, erased, lines: verdicts and notes, plans, reviewers, people who were erased because they had
            been there, and lines of the audit that are new here.
        people: profile ids of those about whom anything was taken.
    """

    added: int
    present: int
    unreadable: int
    rows_lost: int
    people: tuple[str, ...]
    withheld: int = 0
    remarks: int = 0
    plans: int = 0
    reviewers: int = 0
    erased: int = 0
    lines: int = 0

    def __str__(self) -> str:
        told = f"{self.added} sessions taken from the broken log, {self.present} here already"
        more = (
            (self.remarks, "notes and verdicts"),
            (self.plans, "plans"),
            (self.reviewers, "reviewers"),
            (self.lines, "lines of the audit"),
        )
        told += "".join(f"; {what}: {count}" for count, what in more if count)
        if self.erased:
            told += f"; {self.erased} erased, as they were there"
        if self.withheld:
            told += f"; {self.withheld} left out, of people who were erased or may have been"
        if self.unreadable or self.rows_lost:
            told += f"; {self.unreadable} could not be read, and in the others {self.rows_lost} rows or more are lost"
        return told


@dataclass(slots=True)
class _Counts:
    sessions: Counter[str] = field(default_factory=Counter)
    unreadable: int = 0
    lost: int = 0
    remarks: int = 0
    plans: int = 0
    reviewers: int = 0
    erased: int = 0
    lines: int = 0
    people: dict[str, None] = field(default_factory=dict)


def salvage(file: Path, store: Store) -> Salvaged:
    """Take up what can be read of `file`. Raises SessionError where nothing can, or the log here says no; who calls it again then
    goes on where it ended.

    Not of the log itself: SQLite's locks on a file are the process's, and go when anybody in it closes that file.
    """
    here = _file(store)
    if here is not None and file.exists() and file.samefile(here):
        raise SessionError(f"{file} is the log itself; name one that was moved aside.")
    with remains.opened(file, here or file) as source:
        return _Salvage(source, store, this_machines=here is not None).all()


def people_called(file: Path, beside: Path, names: Sequence[str]) -> tuple[list[str], bool]:
    """Ids of the people of these names in a broken log, and whether every person's row could be read."""
    with remains.opened(file, beside) as source:
        people, lost = remains.rows(source, schema.profile)
    return [row["id"] for row in people if row["name"] in names], not lost


def _file(store: Store) -> Path | None:
    """The log as a file; None where it is on a server."""
    with store.reading() as connection:
        name = connection.engine.url.database
        return Path(name) if connection.dialect.name == "sqlite" and name is not None else None


class _Salvage:
    def __init__(self, source: Connection, store: Store, *, this_machines: bool) -> None:
        """this_machines: the log here is one that only this machine writes."""
        self._source = source
        self._store = store
        self._counts = _Counts()
        lines, self._lines_lost = remains.rows(source, schema.audit)
        self._lines = carried.sound(lines)
        people, self._people_lost = remains.rows(source, schema.profile)
        self._people: dict[str, Row] = {row["id"]: row for row in people}
        self._ours = this_machines and self._is_this_machines()

    def all(self) -> Salvaged:
        self._take_erasures()
        self._take_reviewers()
        for id in self._session_ids():
            self._take_session(id)
        for id, row in self._people.items():
            self._take_person(id, row)
        self._take_audit()
        c = self._counts
        present = c.sessions["present"] + c.sessions["held"]
        added = c.sessions["added"] + c.sessions["completed"]
        rest = (c.sessions["erased"] + c.sessions["stranger"], c.remarks, c.plans, c.reviewers, c.erased, c.lines)
        return Salvaged(added, present, c.unreadable, c.lost, tuple(c.people), *rest)

    def _is_this_machines(self) -> bool:
        me, s = this_machine(), schema.session
        if any(remains.asked(self._source, select(s.c.id).where(s.c.origin == me).limit(1))):
            return True
        return any(line["origin"] == me for line in self._lines)

    def _take_erasures(self) -> None:
        """Who was erased there is erased here; who was erased since is found out."""
        gone, lost = remains.rows(self._source, schema.erasure)
        with self._store.writing() as connection:
            for row in gone:
                who = row["profile_id"]
                if not copying.is_erased(connection, who) and erasure.forget(connection, who, row["at"]) is not None:
                    Audit(self._store).note("erased", who, f"person:{who}", connection=connection, why="salvaged")
                    self._counts.erased += 1
        if self._counts.erased:
            self._store.scrub()
        with self._store.reading() as connection:
            self._erased = set(connection.scalars(select(schema.erasure.c.profile_id)))
            named = connection.scalars(select(schema.profile.c.name)).all()
            self._here = set(connection.scalars(select(schema.profile.c.id)))
        self._erased_since = bool(self._erased - {row["profile_id"] for row in gone})
        self._people = {id: row for id, row in self._people.items() if id not in self._erased}
        self._names = {*named, *(row["name"] for row in self._people.values())}
        self._counts.lost += lost

    def _take_reviewers(self) -> None:
        """Of this machine's own log they can sign in as before; of another's they are known by name, as an export's are."""
        rows, lost = remains.rows(self._source, schema.reviewer)
        r, now = schema.reviewer, datetime.now(UTC)
        with self._store.writing() as connection:
            postgresql.lock(connection, "reviewer")
            known = {row.id: row for row in connection.execute(select(r.c.id, r.c.name, r.c.left_at))}
            present = {row.name.casefold() for row in known.values() if row.left_at is None}
            for row in rows:
                if row["id"] in known:
                    continue
                if not self._ours or row["name"].casefold() in present:
                    row = {**row, "pin": None, "left_at": row["left_at"] or now}
                connection.execute(insert(r), row)
                self._counts.reviewers += 1
        self._counts.lost += lost

    def _session_ids(self) -> list[str]:
        """Of every session that anything in the file still knows: each way of asking reads other pages."""
        s = schema.session
        asked = [select(s.c.id), select(s.c.id).order_by(s.c.started_at), select(s.c.id).order_by(s.c.started_at.desc())]
        asked += [select(table.c.session_id).distinct() for table in schema.BELOW_SESSION if table is not schema.event]
        ids: dict[str, None] = {}
        for query in asked:
            for (id,) in remains.asked(self._source, query):
                ids[id] = None
        return [id for id in ids if isinstance(id, str) and len(id) == 32]

    def _take_session(self, id: str) -> None:
        found, _ = remains.rows(self._source, schema.session, schema.session.c.id == id)
        if not found:
            self._counts.unreadable += 1
            return
        session = found[0]
        owner = session["profile_id"]
        if owner is not None and owner not in self._people and owner not in self._here:
            if owner in self._erased or self._erased_since:
                self._counts.sessions["erased"] += 1
                return
            session["profile_id"] = None
        whole, lost = self._below(session)
        remarks = {}
        for table in (schema.overrule, schema.note):
            remarks[table], missing = remains.rows(self._source, table, table.c.session_id == id)
            lost += missing
        try:
            with self._store.writing() as connection:
                outcome = copying.place(connection, whole)
                if outcome in ("added", "completed", "present"):
                    self._take_remarks(connection, whole, remarks)
        except IntegrityError as error:  # values that are possible each, and impossible together
            log.info("session %s: %s", id[:8], type(error).__name__)
            self._counts.unreadable += 1
            return
        self._counts.sessions[outcome] += 1
        if outcome in ("added", "completed"):
            self._counts.lost += lost
            self._touched(session["profile_id"])

    def _below(self, session: dict[str, Any]) -> tuple[copying.Whole, int]:
        """What can be read of a session, and how many rows were seen to be lost."""
        below: dict[Table, list[Row]] = {}
        lost = 0
        for table in schema.BELOW_SESSION:
            found, missing = remains.rows(self._source, table, table.c.session_id == session["id"])
            below[table] = list(found)
            lost += missing
        for table, parent, key in _PARENTS:
            there = {tuple(row[column.name] for column in parent.primary_key.columns) for row in below[parent]}
            kept = [row for row in below[table] if tuple(row[name] for name in key) in there]
            lost += len(below[table]) - len(kept)
            below[table] = kept
        below[schema.event] = [self._nameless(row) for row in below[schema.event]]
        return copying.Whole(self._people.get(session["profile_id"] or ""), session, below), lost

    def _nameless(self, row: Row) -> Row:
        """An event names nobody but who is known: who was erased stands in others' events, too."""
        if row["name"] not in erasure.NAMING:
            return row
        data = json.loads(row["data"])
        if data.get("profile") in self._names:
            return row
        return {**row, "data": json.dumps({**data, "profile": erasure.NOBODY})}

    def _take_remarks(self, connection: Connection, whole: copying.Whole, remarks: Mapping[Table, Sequence[Row]]) -> None:
        """Verdicts of repetitions that are here, and notes; of the person whose session it is, or nobody's."""
        query = select(schema.repetition.c.seq).where(schema.repetition.c.session_id == whole.id)
        there = set(connection.scalars(query))
        verdicts = [row for row in remarks[schema.overrule] if row["seq"] in there]
        query = select(schema.session.c.profile_id).where(schema.session.c.id == whole.id)
        owner = connection.execute(query).scalar()
        notes = [{**row, "profile_id": owner} for row in remarks[schema.note]]
        self._place_remarks(connection, schema.overrule, verdicts)
        self._place_remarks(connection, schema.note, notes)

    def _place_remarks(self, connection: Connection, table: Table, rows: Sequence[Row]) -> None:
        ids = [row["id"] for row in rows]
        here = set(connection.scalars(select(table.c.id).where(table.c.id.in_(ids))))
        copying.place_remarks(connection, table, rows)
        self._counts.remarks += len(set(ids) - here)

    def _take_person(self, id: str, row: Row) -> None:
        """Their plans, and the notes about them that are of no session."""
        note = schema.note
        notes, lost = remains.rows(self._source, note, (note.c.profile_id == id) & note.c.session_id.is_(None))
        plans, missing = remains.rows(self._source, schema.plan, schema.plan.c.profile_id == id)
        lost += missing
        items: list[Row] = []
        for plan in plans:
            found, missing = remains.rows(self._source, schema.plan_item, schema.plan_item.c.plan_id == plan["id"])
            items += found
            lost += missing
            if missing or sorted(item["position"] for item in found) != list(range(1, len(found) + 1)) or not found:
                # what is left of it may be read, but leads nobody
                plan["withdrawn_at"] = plan["withdrawn_at"] or datetime.now(UTC)
        with self._store.writing() as connection:
            postgresql.lock(connection, f"person:{id}")
            if copying.is_erased(connection, id):
                return
            copying.add_person(connection, row)
            remarks = self._counts.remarks
            self._place_remarks(connection, note, notes)
            taken = copying.place_plans(connection, copying.Plans(plans, items))
        self._counts.plans += taken
        self._counts.lost += lost
        if taken or self._counts.remarks > remarks:
            self._touched(id)

    def _take_audit(self) -> None:
        """Into this machine's chain."""
        me = chain_of(self._store)
        with self._store.writing() as connection:
            self._counts.lines, last = carried.carry(connection, me, self._lines)
        if last is not None:
            known = witness.remembered(self._store.name, me)
            if any((line["origin"], line["number"], line["digest"]) == (me, *known) for line in self._lines):
                witness.forget(self._store.name, me)  # what it remembers is here, under another number
            witness.remember(self._store.name, me, *last)

    def _touched(self, person: str | None) -> None:
        if person is not None:
            self._counts.people[person] = None
