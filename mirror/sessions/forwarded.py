"""Forwarded: a mirror's lines of the audit, carried on in the clinic's.

Each becomes the next line of the chain that this machine writes there (`audit.chain_of`), as `mirror.sessions.carried` has it:
what the mirror's own chain vouched for can still be checked at the clinic, and a line that is missing between two shows. A line
is found again by what it carries, so a cut at any moment loses none and doubles none.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from mirror.sessions import carried, postgresql, witness
from mirror.sessions.audit import chain_of
from mirror.sessions.carried import Known, Line
from mirror.sessions.schema import audit
from mirror.sessions.store import Store

_AT_ONCE = 1000
"""Lines in one transaction."""


def forward(here: Store, there: Store, seconds: float) -> int:
    """Send what is not there yet; returns how many lines. Raises SessionError; what was sent until then is there.

    seconds: for each transaction at the clinic.
    """
    with here.reading() as connection:
        origins = sorted(connection.scalars(select(audit.c.origin).distinct()))
    return sum(_forward(here, there, origin, seconds) for origin in origins)


def _forward(here: Store, there: Store, origin: str, seconds: float) -> int:
    chain = chain_of(there)
    with there.within(seconds), there.reading() as connection:
        last = _last(connection, chain, origin)
    # where this is another log than the one that sent the last line (it was broken, or put back), all of it is looked up there
    known = last is None or _holds(here, last)
    put = carried.append if known else carried.carry
    number = last[1] if known and last is not None else 0
    sent = 0
    while lines := _after(here, origin, number):
        with there.within(seconds), there.writing() as connection:
            postgresql.lock(connection, f"audit {chain}")
            if _last(connection, chain, origin) != last:  # another program of this machine was quicker: the next round looks
                return sent
            count, end = put(connection, chain, lines)
            last = _last(connection, chain, origin)
        if end is not None:
            witness.remember(there.name, chain, *end)
        sent += count
        number = lines[-1]["number"]
    return sent


def _last(connection: Connection, chain: str, origin: str) -> Known | None:
    """Of a machine's lines that this chain carries the one that was carried last."""
    query = select(audit).where(audit.c.origin == chain, audit.c.detail.startswith(carried.beginning(origin), autoescape=True))
    row = connection.execute(query.order_by(audit.c.number.desc()).limit(1)).mappings().first()
    line = None if row is None else carried.unfolded(row)
    return None if line is None else (line["origin"], line["number"], line["digest"])


def _holds(here: Store, known: Known) -> bool:
    """Whether the mirror's log has this line."""
    query = select(audit.c.number).where(audit.c.origin == known[0], audit.c.number == known[1], audit.c.digest == known[2])
    with here.reading() as connection:
        return connection.execute(query).first() is not None


def _after(here: Store, origin: str, number: int) -> Sequence[Line]:
    """The next lines of this machine that the mirror's log has."""
    query = select(audit).where(audit.c.origin == origin, audit.c.number > number).order_by(audit.c.number).limit(_AT_ONCE)
    with here.reading() as connection:
        return connection.execute(query).mappings().all()
