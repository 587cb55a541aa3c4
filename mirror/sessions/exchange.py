"""Exchange: sessions as plain data for JSON and back, and one as CSV. The rows travel as they are: the keys are the same on
every machine. Overrules, notes and plans travel along, so that a home mirror and a physiotherapist's desk can hand a file to and
fro; nothing is doubled, whichever way it goes."""

from __future__ import annotations

import base64
import binascii
import csv
import io
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Date, LargeBinary, String, Table, and_, select
from sqlalchemy.exc import DataError, IntegrityError

from mirror.errors import SessionError
from mirror.sessions import copying, postgresql, schema

if TYPE_CHECKING:
    from mirror.sessions.store import RepetitionEntry, SessionEntry, SetEntry

FORMAT = "mirror-sessions"
SCHEMA = 2
"""1: without calibration, model versions, overrules, notes, plans and the columns that came with them; it is still read."""

_LATER = (schema.calibration, schema.model_version)
"""Tables that exports of the first schema do not have."""
_BROKEN = "The export is broken and nothing was taken from it"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of an export's sessions and plans.

    Attributes:
        added: were new. replaced: had been here shorter and are whole now. skipped: were here already.
        left_out: of somebody who was erased here. plans: new, or withdrawn since.
        people: profile ids of those about whom anything was taken.
    """

    added: int
    replaced: int
    skipped: int
    left_out: int = 0
    plans: int = 0
    people: tuple[str, ...] = ()

    def __str__(self) -> str:
        parts = [f"{self.added} added, {self.replaced} completed, {self.skipped} here already"]
        if self.plans:
            parts.append(f"{self.plans} {'plan' if self.plans == 1 else 'plans'} taken")
        if self.left_out:
            parts.append(f"{self.left_out} left out: that person was erased here")
        return ", ".join(parts)


def export_sessions(connection: Connection, ids: Sequence[str], people: Sequence[str] = ()) -> dict[str, Any]:
    """The document: whole sessions with their overrules and notes, and of everybody in them, and of `people` (profile ids),
    their plans and the notes about them.

    {"format", "schema", "sessions": [{"profile": row or None, "session": row, TABLE: rows, ...}], "people": [{"profile": row,
    "plan": rows, "plan_item": rows, "note": rows}], "reviewers": [{"id", "name"}]}; times ISO 8601, blobs base64.
    """
    sessions = [export_session(connection, id) for id in ids]
    named = dict.fromkeys([entry["profile"]["id"] for entry in sessions if entry["profile"] is not None])
    persons = [_export_person(connection, id) for id in dict.fromkeys([*named, *people])]
    rows = [row for entry in [*sessions, *persons] for name in ("overrule", "note", "plan") for row in entry.get(name, ())]
    signed = copying.reviewers_of(connection, rows)
    return {"format": FORMAT, "schema": SCHEMA, "sessions": sessions, "people": persons, "reviewers": signed}


def export_session(connection: Connection, session_id: str) -> dict[str, Any]:
    """{"profile": row or None, "session": row, TABLE: rows, ..., "overrule": rows, "note": rows}."""
    found = copying.whole(connection, session_id)
    if found is None:
        raise SessionError(f"There is no session {session_id!r} any more.")
    data: dict[str, Any] = {"profile": None if found.person is None else _plain(found.person), "session": _plain(found.session)}
    data |= {table.name: [_plain(row) for row in rows] for table, rows in found.below.items()}
    for table in (schema.overrule, schema.note):
        data[table.name] = _rows(connection, table, table.c.session_id == session_id)
    return data


def _export_person(connection: Connection, profile_id: str) -> dict[str, Any]:
    row = connection.execute(select(schema.profile).where(schema.profile.c.id == profile_id)).mappings().one()
    plans, note = copying.plans_of(connection, [profile_id]), schema.note
    return {
        "profile": _plain(dict(row)),
        "plan": [_plain(plan) for plan in plans.plans],
        "plan_item": [_plain(item) for item in plans.items],
        "note": _rows(connection, note, and_(note.c.profile_id == profile_id, note.c.session_id.is_(None))),
    }


def _rows(connection: Connection, table: Table, where: ColumnElement[bool]) -> list[dict[str, Any]]:
    query = select(table).where(where).order_by(*table.primary_key.columns)
    return [_plain(dict(row)) for row in connection.execute(query).mappings()]


def import_sessions(connection: Connection, data: Any) -> Imported:
    """Insert what is new. Raises SessionError with a sentence where the data is not an export, newer, or broken."""
    if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("sessions"), list):
        raise SessionError("This file is no export of the mirror's sessions (mirror sessions export ... --format json).")
    if data.get("schema") not in range(1, SCHEMA + 1):
        raise SessionError("This export was written by a newer version of the mirror; update this one.")
    outcomes: Counter[str] = Counter()
    touched: dict[str, None] = {}
    try:
        _meet(connection, data.get("reviewers", []))
        for entry in data["sessions"]:
            outcome = _import(connection, entry)
            outcomes[outcome] += 1
            if outcome in ("added", "completed") and entry["profile"] is not None:
                touched[entry["profile"]["id"]] = None
        plans = 0
        for entry in data.get("people", []):
            taken = _import_person(connection, entry)
            plans += taken
            if taken:
                touched[entry["profile"]["id"]] = None
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise SessionError(f"{_BROKEN} ({type(error).__name__}: {error}).") from error
    except (IntegrityError, DataError) as error:
        raise SessionError(f"{_BROKEN} ({' '.join(str(error.orig).split())}).") from error
    return Imported(outcomes["added"], outcomes["completed"], outcomes["present"], outcomes["erased"], plans, tuple(touched))


def _import(connection: Connection, entry: Mapping[str, Any]) -> copying.Outcome:
    row = _typed(schema.session, entry["session"])
    rows = {table: [_typed(table, item) for item in _rows_of(entry, table)] for table in schema.BELOW_SESSION}
    remarks = {table: [_typed(table, item) for item in entry.get(table.name, [])] for table in (schema.overrule, schema.note)}
    for table, below in (rows | remarks).items():
        if any(item["session_id"] != row["id"] for item in below):
            raise ValueError(f"a row of {table.name} belongs to another session")
    person = None if entry["profile"] is None else _typed(schema.profile, entry["profile"])
    if row["profile_id"] != (None if person is None else person["id"]):
        raise ValueError("the session belongs to somebody else")
    if any(note["profile_id"] not in (None, row["profile_id"]) for note in remarks[schema.note]):
        raise ValueError("a note is about somebody else")
    outcome = copying.place(connection, copying.Whole(person, row, rows))
    if outcome != "erased":
        for table, below in remarks.items():
            copying.place_remarks(connection, table, below)
    return outcome


def _import_person(connection: Connection, entry: Mapping[str, Any]) -> int:
    """How many plans were taken of somebody's."""
    person = _typed(schema.profile, entry["profile"])
    plans = copying.Plans(*([_typed(table, item) for item in entry[table.name]] for table in (schema.plan, schema.plan_item)))
    notes = [_typed(schema.note, item) for item in entry["note"]]
    if any(row["profile_id"] != person["id"] for row in [*plans.plans, *notes]):
        raise ValueError("a plan or a note is about somebody else")
    if not {item["plan_id"] for item in plans.items} <= {plan["id"] for plan in plans.plans}:
        raise ValueError("an item belongs to no plan")
    postgresql.lock(connection, f"person:{person['id']}")
    if copying.is_erased(connection, person["id"]):
        return 0
    copying.add_person(connection, person)
    copying.place_remarks(connection, schema.note, notes)
    return copying.place_plans(connection, plans)


def _meet(connection: Connection, reviewers: Any) -> None:
    now = datetime.now(UTC).isoformat()
    left = {"pin": None, "created_at": now, "left_at": now}
    copying.meet_reviewers(connection, [_typed(schema.reviewer, {**entry, **left}) for entry in reviewers])


def _rows_of(entry: Mapping[str, Any], table: Table) -> list[Mapping[str, Any]]:
    """The table's rows; a table that came with a later schema than the export's has none there."""
    rows: list[Mapping[str, Any]] = entry.get(table.name, []) if table in _LATER else entry[table.name]
    return rows


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    def plain(value: Any) -> Any:
        if isinstance(value, date):  # a point in time is one, too
            return value.isoformat()
        if isinstance(value, bytes):
            return base64.b64encode(value).decode("ascii")
        return value

    return {name: plain(value) for name, value in row.items()}


def _typed(table: Table, item: Mapping[str, Any]) -> dict[str, Any]:
    """The row for the table. KeyError: a column is missing; ValueError: a value does not fit."""
    row: dict[str, Any] = {}
    for column in table.columns:
        value = item.get(column.name) if column.nullable else item[column.name]
        if value is None:
            if not column.nullable:
                raise ValueError(f"{table.name}.{column.name} is empty")
        elif isinstance(column.type, schema.UtcTime):
            value = datetime.fromisoformat(value)
            if value.tzinfo is None:
                raise ValueError(f"{table.name}.{column.name} has no time zone")
        elif isinstance(column.type, Date):
            value = date.fromisoformat(value)
        elif isinstance(column.type, LargeBinary):
            try:
                value = base64.b64decode(value, validate=True)
            except binascii.Error as error:
                raise ValueError(f"{table.name}.{column.name} is not base64") from error
        else:
            expected = column.type.python_type
            fits = isinstance(value, expected) or (expected is float and isinstance(value, int))
            if not fits or (isinstance(value, bool) and expected is not bool):
                raise ValueError(f"{table.name}.{column.name} is a {type(value).__name__}, not a {expected.__name__}")
            if isinstance(value, float) and not math.isfinite(value):
                raise ValueError(f"{table.name}.{column.name} is no number")
            if isinstance(column.type, String) and column.type.length is not None and len(value) > column.type.length:
                raise ValueError(f"{table.name}.{column.name} is longer than {column.type.length}")
        row[column.name] = value
    return row


_FORMULA = re.compile(r"^(?=[\t\r\n])|(?:^|(?<=[;\t\r\n]))(?=[=+\-@＝＋－＠])")
"""Before what begins a formula (OWASP, "CSV Injection"; also in the letters of a Japanese keyboard). A German Excel parts a line
at semicolons, whatever quotes the file has, and what stands after one begins a cell there."""
COLUMNS = (
    *("session", "profile", "started_at", "set", "exercise", "repetition", "kind", "start_s", "end_s"),
    *("depth", "side", "score", "mistakes", "reason"),
)
"""Of a table of repetitions; a column for each joint follows."""


def csv_of(session: SessionEntry) -> str:
    """One line a repetition, times in seconds from the session's start, one column a joint; lines end with CRLF (RFC 4180)."""
    joints = sorted({joint for s in session.sets for rep in s.repetitions for joint in rep.joints})
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*COLUMNS, *joints])
    for s in session.sets:
        for rep in s.repetitions:
            cells = repetition_cells(session, session.summary.profile, s, rep)
            writer.writerow([*cells, *(number(rep.joints.get(joint)) for joint in joints)])
    return out.getvalue()


def repetition_cells(session: SessionEntry, who: str | None, done: SetEntry, rep: RepetitionEntry) -> list[str]:
    """A repetition in the order of COLUMNS; who: what stands for the person."""
    start = session.start_t
    return [
        *(cell(session.summary.id), cell(who), session.summary.started_at.isoformat(), str(done.number), cell(done.exercise)),
        *(str(rep.number), cell(rep.kind), number(rep.start_t - start), number(rep.end_t - start), number(rep.depth)),
        *(cell(rep.side), number(rep.score), cell(";".join(rep.mistakes)), cell(rep.reason)),
    ]


def number(value: float | None) -> str:
    """At most three decimals; "" for None."""
    return "" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")


def cell(value: str | None) -> str:
    """Free text; where a spreadsheet would run it as a formula there is an apostrophe before it: at its beginning, and after
    what a spreadsheet of another language parts columns by."""
    return "" if value is None else _FORMULA.sub("'", value)
