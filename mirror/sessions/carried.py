"""Carried: the audit's lines of a broken log go on in the audit of the log that followed it.

The new log began a chain of its own, whose numbers are taken, and a line cannot be renumbered without breaking its digest. So
each old line becomes the next line of the new chain: the same time, actor, role, action, subject and object, and as its detail

    {"carried": [machine, number, digest], "was": the old detail}

The new chain vouches for it from then on as for every line. That it is what the old log said can be checked for good: with the
old machine, number and detail put back, and the old line before it, it gives the old digest again. A line that does not was
damaged and is left out; what is missing between two carried lines is told by `mirror sessions audit --verify`, always.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select

from mirror.sessions import postgresql
from mirror.sessions.audit import canonical, digest
from mirror.sessions.schema import audit

Line = RowMapping | dict[str, Any]
Known = tuple[str, int, str]
"""Machine, number and digest of an old line."""

_FORM = '{"carried":['
_SAID = ("at", "actor", "role", "action", "subject", "object")


def carry(connection: Connection, origin: str, lines: Sequence[Line]) -> tuple[int, tuple[int, str] | None]:
    """Add another log's lines to the chain of `origin`, within the connection's transaction; those that are here are not
    doubled. Returns how many, and the last new line's number and digest."""
    postgresql.lock(connection, f"audit {origin}")
    here = _here(connection)
    return append(connection, origin, [line for line in lines if (line["origin"], line["number"], line["digest"]) not in here])


def append(connection: Connection, origin: str, lines: Sequence[Line]) -> tuple[int, tuple[int, str] | None]:
    """As `carry`, of lines that are not here. The chain must be locked."""
    query = select(audit.c.number, audit.c.digest).where(audit.c.origin == origin).order_by(audit.c.number.desc()).limit(1)
    last = connection.execute(query).first()
    number, before = (0, "") if last is None else (int(last.number), str(last.digest))
    rows = []
    for line in sorted(lines, key=lambda line: (line["origin"], line["number"])):
        number += 1
        known = [line["origin"], line["number"], line["digest"]]
        detail = canonical({"carried": known, "was": json.loads(line["detail"])})
        new = {**{name: line[name] for name in _SAID}, "origin": origin, "number": number, "detail": detail}
        before = digest(new, before)
        rows.append({**new, "digest": before})
    if rows:
        connection.execute(insert(audit), rows)
    return len(rows), (number, before) if rows else None


def beginning(origin: str) -> str:
    """What the detail of every carried line of that machine begins with."""
    return f"{_FORM}{json.dumps(origin)},"


def sound(lines: Iterable[Line]) -> list[Line]:
    """Without those that are not as they were written, as far as the line before them is there to tell."""
    found = list(lines)
    before = {(line["origin"], line["number"]): line["digest"] for line in found}
    kept = []
    for line in found:
        last = "" if line["number"] == 1 else before.get((line["origin"], line["number"] - 1))
        if line["detail"] == canonical(json.loads(line["detail"])) and (last is None or digest(line, last) == line["digest"]):
            kept.append(line)
    return kept


def unfolded(row: Line) -> dict[str, Any] | None:
    """The old line as it stood in the broken log; None where the row is no carried line."""
    if not row["detail"].startswith(_FORM):
        return None
    detail = json.loads(row["detail"])
    origin, number, before = detail["carried"]
    said = {name: row[name] for name in _SAID}
    return {**said, "origin": origin, "number": number, "detail": canonical(detail["was"]), "digest": before}


def missing(rows: Iterable[Line]) -> Iterator[str]:
    """A sentence for each place where carried lines do not follow one another, or are not what they were."""
    chains: dict[str, dict[int, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        line = unfolded(row)
        if line is not None:
            chains[line["origin"]][line["number"]].append(line)
    for origin, numbered in chains.items():
        for number, lines in sorted(numbered.items()):
            # several logs of one machine may have broken, each with a chain from 1 on
            before = [""] if number == 1 else [line["digest"] for line in numbered.get(number - 1, ())]
            if any(not any(digest(line, last) == line["digest"] for last in before) for line in lines):
                yield f"Of machine {origin[:8]}, what stood before line {number} of a log that was broken is lost."


def holds(rows: Iterable[Line], known: Known) -> bool:
    """Whether a broken log's line of that machine, number and digest was carried."""
    for row in rows:
        line = unfolded(row)
        if line is not None and (line["origin"], line["number"], line["digest"]) == known:
            return True
    return False


def _here(connection: Connection) -> set[Known]:
    """Every line that this audit has, and every old one that it carries."""
    rows = connection.execute(select(audit)).mappings().all()
    here = {(row["origin"], row["number"], row["digest"]) for row in rows}
    old = [line for line in (unfolded(row) for row in rows) if line is not None]
    return here | {(line["origin"], line["number"], line["digest"]) for line in old}
