"""Exchange: one session as plain data for JSON and back, and as CSV. The rows travel as they are: the keys are the same on
every machine."""

from __future__ import annotations

import base64
import binascii
import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, LargeBinary, Table, delete, func, insert, select
from sqlalchemy.exc import DataError, IntegrityError

from mirror.errors import SessionError
from mirror.sessions import schema

if TYPE_CHECKING:
    from mirror.sessions.store import RepetitionEntry, SessionEntry, SetEntry

_LATER = (schema.calibration, schema.model_version)
"""Tables that exports of the first schema do not have."""
_BROKEN = "The export is broken and nothing was taken from it"


@dataclass(frozen=True, slots=True)
class Imported:
    """How many sessions were new, replaced (they are longer than what was here), and left alone (they were here already)."""

    added: int
    replaced: int
    skipped: int


def export_session(connection: Connection, session_id: str) -> dict[str, Any]:
    """{"profile": row or None, "session": row, table: rows, ...}; times ISO 8601, blobs base64."""
    row = connection.execute(select(schema.session).where(schema.session.c.id == session_id)).one()._asdict()
    person = None
    if row["profile_id"] is not None:
        person = connection.execute(select(schema.profile).where(schema.profile.c.id == row["profile_id"])).one()._asdict()
    data: dict[str, Any] = {"profile": None if person is None else _plain(person), "session": _plain(row)}
    for table in schema.BELOW_SESSION:
        query = select(table).where(table.c.session_id == session_id).order_by(*table.primary_key.columns)
        data[table.name] = [_plain(found._asdict()) for found in connection.execute(query)]
    return data


def import_sessions(connection: Connection, data: Any) -> Imported:
    """Insert what is new. Raises SessionError with a sentence where the data is not an export, newer, or broken."""
    if not isinstance(data, dict) or data.get("format") != "mirror-sessions" or not isinstance(data.get("sessions"), list):
        raise SessionError("This file is no export of the mirror's sessions (mirror sessions export ... --format json).")
    if data.get("schema") != 1:
        raise SessionError("This export was written by a newer version of the mirror; update this one.")
    added = replaced = skipped = 0
    for entry in data["sessions"]:
        try:
            outcome = _import(connection, entry)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise SessionError(f"{_BROKEN} ({type(error).__name__}: {error}).") from error
        except (IntegrityError, DataError) as error:
            raise SessionError(f"{_BROKEN} ({error.orig}).") from error
        added += outcome == "added"
        replaced += outcome == "replaced"
        skipped += outcome == "skipped"
    return Imported(added, replaced, skipped)


def _import(connection: Connection, entry: Mapping[str, Any]) -> str:
    row = _typed(schema.session, entry["session"])
    rows = {table: [_typed(table, item) for item in _rows_of(entry, table)] for table in schema.BELOW_SESSION}
    for table, below in rows.items():
        if any(item["session_id"] != row["id"] for item in below):
            raise ValueError(f"a row of {table.name} belongs to another session")
    present = connection.execute(select(schema.session.c.id).where(schema.session.c.id == row["id"])).scalar()
    if present is not None:
        query = select(func.count()).where(schema.event.c.session_id == row["id"])
        if connection.execute(query).scalar_one() >= len(rows[schema.event]):
            return "skipped"
        connection.execute(delete(schema.session).where(schema.session.c.id == row["id"]))
    if entry["profile"] is not None:
        person = _typed(schema.profile, entry["profile"])
        if connection.execute(select(schema.profile.c.id).where(schema.profile.c.id == person["id"])).scalar() is None:
            connection.execute(insert(schema.profile), person)
    connection.execute(insert(schema.session), row)
    for table, below in rows.items():
        if below:
            connection.execute(insert(table), below)
    return "added" if present is None else "replaced"


def _rows_of(entry: Mapping[str, Any], table: Table) -> list[Mapping[str, Any]]:
    """The table's rows; a table that came with a later schema than the export's has none there."""
    rows: list[Mapping[str, Any]] = entry.get(table.name, []) if table in _LATER else entry[table.name]
    return rows


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    def plain(value: Any) -> Any:
        if isinstance(value, datetime):
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
        row[column.name] = value
    return row


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
        *(session.summary.id, cell(who), session.summary.started_at.isoformat(), str(done.number), done.exercise or ""),
        *(str(rep.number), rep.kind, number(rep.start_t - start), number(rep.end_t - start), number(rep.depth)),
        *(rep.side, number(rep.score), ";".join(rep.mistakes), cell(rep.reason)),
    ]


def number(value: float | None) -> str:
    """At most three decimals; "" for None."""
    return "" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")


def cell(value: str | None) -> str:
    """Free text; a leading = + - @ would be run as a formula by a spreadsheet."""
    return "" if value is None else f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
