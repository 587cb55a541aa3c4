"""Reviewers: the physiotherapists who may look at what others trained. Each has a PIN, and each sign-in is in the audit.

Where nobody is a reviewer yet, whoever sits at the machine may look at its own log: it is theirs (role "owner"). A database that
several mirrors share has no such owner, so its first reviewer is added on the command line.
"""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, insert, select, update

from mirror.errors import WorldError
from mirror.preferences import profiles
from mirror.preferences.pins import Guard, PinError, hash_pin
from mirror.sessions import postgresql, schema
from mirror.sessions.audit import Audit, Role

if TYPE_CHECKING:
    from mirror.sessions.store import Store

LONGEST = 80
"""Letters of a name, as the schema has it."""


class ReviewerError(WorldError):
    """There is no such reviewer, or none can be called so."""


@dataclass(frozen=True, slots=True)
class Reviewer:
    """left_at None: still reviews."""

    id: str
    name: str
    created_at: datetime
    left_at: datetime | None = None


def roles(store: Store) -> tuple[Role, ...]:
    """In which roles this log can be opened for review. A file of this machine: "reviewer" where there is one to sign in, else
    "owner"; and "person" (one's own data alone), by the PINs of this machine's profiles. A database of several machines:
    "reviewer", for people of the same name may be others there."""
    with store.reading() as connection:
        if connection.dialect.name != "sqlite":
            return ("reviewer",)
        return ("reviewer", "person") if _present(connection) else ("owner", "person")


def reviewers(store: Store, *, left: bool = False) -> list[Reviewer]:
    """Everybody who reviews, in alphabetical order; left: those who did once, too (their names stand beside their notes)."""
    r = schema.reviewer
    query = select(r.c.id, r.c.name, r.c.created_at, r.c.left_at)
    with store.reading() as connection:
        found = [Reviewer(*row) for row in connection.execute(query if left else query.where(r.c.left_at.is_(None)))]
    return sorted(found, key=lambda one: (one.name.casefold(), one.created_at))


def add(store: Store, name: str, pin: str, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Reviewer:
    """A new reviewer. Raises ReviewerError where the name is taken or no name, SettingsError where the PIN is none."""
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    if not name or len(name) > LONGEST or not name.isprintable():
        raise ReviewerError(f"{name!r} cannot be a reviewer's name: it is 1 to {LONGEST} letters.")
    new = Reviewer(uuid.uuid4().hex, name, clock())
    hashed = hash_pin(pin)
    with store.writing() as connection:
        postgresql.lock(connection, "reviewer")
        if any(_same(row.name, name) for row in _present(connection)):
            raise ReviewerError(f"There is a reviewer called {name!r} already.")
        values = {"id": new.id, "name": name, "pin": hashed, "created_at": new.created_at}
        connection.execute(insert(schema.reviewer), values)
        Audit(store, clock=clock).note("changed", "", f"reviewer:{new.id}", connection=connection, what="added")
    return new


def remove(store: Store, name: str, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Reviewer:
    """Who reviews no more cannot sign in; what they wrote stays, with their name. Raises ReviewerError: nobody is called so."""
    with store.writing() as connection:
        row = _found(connection, name)
        r = schema.reviewer
        connection.execute(update(r).where(r.c.id == row.id).values(left_at=clock(), pin=None))
        Audit(store, clock=clock).note("changed", "", f"reviewer:{row.id}", connection=connection, what="removed")
    return Reviewer(row.id, row.name, row.created_at, clock())


def set_pin(store: Store, name: str, old: str, new: str, guard: Guard | None = None) -> None:
    """Another PIN for who knows theirs. Raises ReviewerError, PinError with how long to wait, SettingsError: it is no PIN."""
    hashed = hash_pin(new)
    with store.reading() as connection:
        row = _found(connection, name)
    _check(row, old, guard)
    with store.writing() as connection:
        r = schema.reviewer
        connection.execute(update(r).where(r.c.id == row.id).values(pin=hashed))
        Audit(store, row.id, "reviewer").note("changed", "", f"reviewer:{row.id}", connection=connection, what="pin")


def sign_in(store: Store, name: str, pin: str, guard: Guard | None = None) -> Reviewer:
    """Who gives their PIN. Raises ReviewerError: nobody is called so; PinError: it is wrong, or must not be tried yet (three
    wrong ones are free, as for every PIN here). Both ends are noted in the audit."""
    with store.reading() as connection:
        row = _found(connection, name)
    try:
        _check(row, pin, guard)
    except PinError:
        Audit(store).note("refused", "", f"reviewer:{row.id}")
        raise
    Audit(store, row.id, "reviewer").note("signed in", "", f"reviewer:{row.id}")
    return Reviewer(row.id, row.name, row.created_at)


def open_own(store: Store, name: str, pin: str = "", guard: Guard | None = None) -> str:
    """A person opens what they trained themselves: profile.id for `Audit(store, id, "person")`.

    Where there are reviewers, only who has a PIN can, since otherwise anybody at the desk could. Raises ReviewerError where the
    log knows nobody of that name, or is not this machine's; PinError where the PIN is another, or there is none.
    """
    may = roles(store)
    if "person" not in may:
        raise ReviewerError("On a clinic's database only reviewers sign in; one's own sessions are on one's own mirror.")
    with store.reading() as connection:
        p = schema.profile
        id = connection.execute(select(p.c.id).where(p.c.name == name).order_by(p.c.created_at)).scalar()
    if id is None:
        raise ReviewerError(f"Nobody in the session log is called {name!r}.")
    try:
        if "owner" not in may and not profiles.pin_hash(name):
            raise PinError(f"{name} has no PIN, so nobody can tell who asks; `mirror profiles pin {name}` sets one.")
        profiles.unlock(name, pin, guard)
    except PinError:
        Audit(store).note("refused", id, f"person:{id}")
        raise
    Audit(store, id, "person").note("signed in", id, f"person:{id}")
    return str(id)


def _check(row: Any, pin: str, guard: Guard | None) -> None:
    (guard or Guard()).check(f"reviewer {row.id}", pin, row.pin or "")


def _present(connection: Connection) -> list[Any]:
    return list(connection.execute(select(schema.reviewer).where(schema.reviewer.c.left_at.is_(None))))


def _found(connection: Connection, name: str) -> Any:
    present = _present(connection)
    for row in present:
        if _same(row.name, name):
            return row
    known = ", ".join(sorted(row.name for row in present))
    raise ReviewerError(f"There is no reviewer called {name!r}; " + (f"there is {known}." if known else "there is none yet."))


def _same(one: str, other: str) -> bool:
    return unicodedata.normalize("NFC", " ".join(one.split())).casefold() == (
        unicodedata.normalize("NFC", " ".join(other.split())).casefold()
    )
