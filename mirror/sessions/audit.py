"""Audit: who viewed, changed or exported what, in lines that are only ever added and that name nobody.

People and reviewers stand in it by their random ids. So a person can be erased while the audit stays whole: the ids then lead
nowhere. What hides or changes a line is found: each carries a SHA-256 over itself and the line before it (a hash chain, as in
Schneier and Kelsey, "Secure audit logs to support computer forensics", ACM TISSEC 2, 1999, without their keys: whoever may
write the whole database may also write a whole new chain, which only a machine that remembers its last line finds out).

Looking at the same thing again within `VIEWED_AGAIN` is the same look: one line, at most, in that time, by the same one.
What a mirror records while somebody trains is no view.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, get_args

from sqlalchemy import Connection, RowMapping, insert, make_url, select

from mirror.sessions import postgresql, schema, witness
from mirror.sessions.origin import origin as this_machine
from mirror.sessions.schema import audit

if TYPE_CHECKING:
    from mirror.sessions.store import Store

Role = Literal["reviewer", "person", "owner"]
"""A reviewer who signed in; a person looking at their own; whoever sits at the machine whose log it is."""

Action = Literal["signed in", "refused", "viewed", "changed", "exported", "imported", "erased", "encrypted", "decrypted"]

VIEWED_AGAIN = timedelta(minutes=10)

_ID = re.compile(r"[0-9a-f]{32}")
_OBJECT = re.compile(r"(?P<kind>[a-z]{1,16})(:(?P<id>[^/]+)(?P<part>/\d+)?)?")
_WORD = re.compile(r"[a-z0-9_.+:-]{0,48}")
_KEY = re.compile(r"[a-z_]{1,24}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line. `detail` as it was noted. `actor`, `subject`: ids, "" where there is none."""

    origin: str
    number: int
    at: datetime
    actor: str
    role: Role
    action: Action
    subject: str
    object: str
    detail: dict[str, Any]
    digest: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `Audit.verify` found. wrong: a sentence for each thing, none where the audit is whole."""

    lines: int
    wrong: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Nothing was changed, taken out or reordered."""
        return not self.wrong


class Audit:
    """One who acts on a log, and what is noted of it."""

    def __init__(
        self,
        store: Store,
        actor: str = "",
        role: Role = "owner",
        *,
        origin: str | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """actor: a reviewer's or a person's id; "": whoever sits here. origin: whose chain it goes into, else `chain_of` it."""
        self._store = store
        self._actor = _nameless_id(actor)
        self._role: Role = role
        self._origin = origin or chain_of(store)
        self._clock = clock
        self._seen: dict[tuple[str, str], datetime] = {}

    def note(self, action: Action, subject: str, object: str, *, connection: Connection | None = None, **detail: Any) -> None:
        """Write a line: what was done, with whose data (profile.id, or "" for nobody's alone), to what ("session:<id>",
        "set:<id>/3", "person:<id>", "log", ...).

        detail: numbers, truth values, machine's words (lower case, no blanks: "pdf", "knees_in") and lists of these; never a
        name or anything somebody wrote. connection: of the transaction in which it is done, so that both happen or neither.
        An id that is none of ours (a file from elsewhere may hold any) stands as its hash.

        Raises SessionError where the log cannot be written: then what was to be noted must not happen. ValueError where it says
        what must not stand here.
        """
        if action not in get_args(Action):
            raise ValueError(f"{action!r} is no action")
        subject, object = _nameless_id(subject), _nameless_object(object)
        words = canonical(_nameless(detail))
        now = self._clock()
        if action == "viewed" and _recent(self._seen.get((subject, object)), now):
            return
        writing: AbstractContextManager[Connection] = self._store.writing() if connection is None else nullcontext(connection)
        with writing as open_connection:
            last = self._write(open_connection, now, action, subject, object, words)
        if connection is None and last is not None:
            witness.remember(self._store.name, self._origin, *last)
        if action == "viewed":
            self._seen[subject, object] = now

    def _write(
        self, connection: Connection, now: datetime, action: Action, subject: str, object: str, words: str
    ) -> tuple[int, str] | None:
        """Number and digest of the line; None where it is the same look again."""
        postgresql.lock(connection, f"audit {self._origin}")  # two programs of one machine must not take the same number
        if action == "viewed" and self._already(connection, now, subject, object):
            return None
        query = select(audit.c.number, audit.c.digest).where(audit.c.origin == self._origin)
        last = connection.execute(query.order_by(audit.c.number.desc()).limit(1)).first()
        number = 1 if last is None else int(last.number) + 1
        line = {
            "origin": self._origin,
            "number": number,
            "at": now,
            "actor": self._actor,
            "role": self._role,
            "action": action,
            "subject": subject,
            "object": object,
            "detail": words,
        }
        new = digest(line, "" if last is None else last.digest)
        connection.execute(insert(audit), {**line, "digest": new})
        return number, new

    def _already(self, connection: Connection, now: datetime, subject: str, object: str) -> bool:
        """The same look, by another window of the same one (the newest lines are enough: they are in the order of time)."""
        query = select(audit).where(audit.c.origin == self._origin).order_by(audit.c.number.desc()).limit(200)
        return any(
            row["action"] == "viewed"
            and (row["actor"], row["role"], row["subject"], row["object"]) == (self._actor, self._role, subject, object)
            and _recent(row["at"], now)
            for row in connection.execute(query).mappings()
        )

    def entries(self, subject: str | None = None, actor: str | None = None, limit: int | None = None) -> list[Entry]:
        """The newest first, of every machine that wrote into this log; subject: about one person, actor: of one who acted."""
        query = select(audit).order_by(audit.c.at.desc(), audit.c.origin, audit.c.number.desc()).limit(limit)
        if subject is not None:
            query = query.where(audit.c.subject == subject)
        if actor is not None:
            query = query.where(audit.c.actor == actor)
        with self._store.reading() as connection:
            return [_entry(row) for row in connection.execute(query).mappings()]

    def verify(self) -> Verdict:
        """Whether every line is as it was written and where it was written. That a tail was cut off, or a whole chain made anew,
        is known of this machine's own lines alone, as far as it remembers them (`mirror.sessions.witness`)."""
        from mirror.sessions import carried  # it uses this module

        wrong: list[str] = []
        last, known = witness.remembered(self._store.name, self._origin)
        found = ""
        lines = 0
        chain, expected, before = "", 1, ""
        with self._store.reading() as connection:
            rows = connection.execute(select(audit).order_by(audit.c.origin, audit.c.number)).mappings().all()
            for row in rows:
                lines += 1
                if row["origin"] != chain:
                    chain, expected, before = row["origin"], 1, ""
                if row["number"] != expected:
                    gap = f"line {expected}" if row["number"] == expected + 1 else f"lines {expected} to {row['number'] - 1}"
                    wrong.append(f"Of machine {chain[:8]}, {gap} {'is' if gap.startswith('line ') else 'are'} missing.")
                elif row["digest"] != digest(row, before):
                    wrong.append(f"Of machine {chain[:8]}, line {row['number']} is not as it was written.")
                expected, before = row["number"] + 1, row["digest"]
                if (row["origin"], row["number"]) == (self._origin, last):
                    found = row["digest"]
        wrong += carried.missing(rows)
        if found != known and not carried.holds(rows, (self._origin, last, known)):
            what = "is not the one that this machine wrote" if found else "and perhaps more are missing, which this machine wrote"
            wrong.append(f"Of machine {self._origin[:8]}, line {last} {what}.")
        return Verdict(lines, tuple(wrong))


def chain_of(store: Store) -> str:
    """The chain that this machine writes into this log. In a clinic's database each role that it signs in with has one of its
    own: row-level security may hide the others' lines, and so which number comes next."""
    if "://" not in store.name:
        return this_machine()
    return hashlib.sha256(f"{this_machine()} {make_url(store.name).username or ''}".encode()).hexdigest()[:32]


def names(store: Store) -> dict[str, str]:
    """By id, the people and the reviewers whom the log still knows: for whoever reads the audit."""
    p, r = schema.profile, schema.reviewer
    with store.reading() as connection:
        return {row.id: row.name for table in (p, r) for row in connection.execute(select(table.c.id, table.c.name))}


def person_of(store: Store, session_id: str) -> str:
    """profile.id of a session, "" where it is nobody's: the subject of what is noted of it."""
    query = select(schema.session.c.profile_id).where(schema.session.c.id == session_id)
    with store.reading() as connection:
        return connection.execute(query).scalar() or ""


def digest(line: RowMapping | dict[str, Any], before: str) -> str:
    """SHA-256, hex, over a line and the digest of the line before it ("" for the first)."""
    parts = [line[name] for name in ("origin", "number", "actor", "role", "action", "subject", "object", "detail")]
    at = line["at"].astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(canonical([*parts, at, before]).encode()).hexdigest()


def canonical(value: Any) -> str:
    """JSON in one form only: keys sorted, no blanks, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _recent(then: datetime | None, now: datetime) -> bool:
    # a clock that was set back makes an old look lie ahead: that is a new one
    return then is not None and timedelta() <= now - then < VIEWED_AGAIN


def _nameless_id(value: str) -> str:
    return value if not value or _ID.fullmatch(value) else hashlib.sha256(value.encode()).hexdigest()[:32]


def _nameless_object(value: str) -> str:
    found = _OBJECT.fullmatch(value)
    if found is None:
        raise ValueError(f"{value!r} is no object of the audit: it is a kind, or a kind and an id, as session:8c1f...")
    return value if found["id"] is None else f"{found['kind']}:{_nameless_id(found['id'])}{found['part'] or ''}"


def _nameless(detail: dict[str, Any]) -> dict[str, Any]:
    for key, value in detail.items():
        parts: Sequence[Any] = value if isinstance(value, list | tuple) else (value,)
        for part in parts:
            plain = part is None or isinstance(part, bool | int | float) or (isinstance(part, str) and _WORD.fullmatch(part))
            if not (_KEY.fullmatch(key) and plain):
                raise ValueError(f"{key}={part!r} cannot stand in the audit: it takes numbers and machine's words, no text")
    return detail


def _entry(row: RowMapping) -> Entry:
    detail = json.loads(row["detail"])
    while "carried" in detail:  # a broken log's line (mirror.sessions.carried): what it said
        detail = detail["was"]
    return Entry(**{**row, "detail": detail})
