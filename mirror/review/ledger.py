"""The ledger as it holds: the machine's verdicts on a set's repetitions, with those of a reviewer beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from mirror.sessions import schema

MACHINE = "machine"
GOOD_SCORE = 70.0
"""From this score on a repetition without a mistake is a good one. One that could not be scored is, too."""


@dataclass(frozen=True, slots=True)
class Repetition:
    """One repetition.

    Attributes:
        kind, mistakes: as they hold. machine_kind: what the machine said.
        start_t, end_t, t: seconds; t when it was told. side: "left", "right" or "both". score: 0-100 or None.
    """

    session_id: str
    set_number: int
    seq: int
    number: int
    exercise: str
    kind: str
    machine_kind: str
    start_t: float
    end_t: float
    t: float
    side: str
    score: float | None
    depth: float | None
    mistakes: frozenset[str] = frozenset()

    @property
    def good(self) -> bool:
        """Full, without a mistake, and well scored where it could be scored."""
        return self.kind == "full" and not self.mistakes and (self.score is None or self.score >= GOOD_SCORE)


def repetitions(connection: Connection, keys: Sequence[tuple[str, int]]) -> dict[tuple[str, int], list[Repetition]]:
    """The repetitions of these sets (session id, number), in the order of time; three queries, however many sets."""
    r, m, o = schema.repetition, schema.repetition_mistake, schema.overrule
    ids = {session_id for session_id, _ in keys}
    rows = connection.execute(select(r).where(r.c.session_id.in_(ids)).order_by(r.c.session_id, r.c.start_t, r.c.seq)).mappings()
    wanted = set(keys)
    found = [
        Repetition(
            row["session_id"],
            row["set_number"],
            row["seq"],
            row["number"],
            row["exercise"],
            row["kind"],
            row["kind"],
            row["start_t"],
            row["end_t"],
            row["t"],
            row["side"],
            row["score"],
            row["depth"],
        )
        for row in rows
        if (row["session_id"], row["set_number"]) in wanted
    ]
    mistakes: dict[tuple[str, int], set[str]] = {}
    for session_id, seq, name in connection.execute(select(m).where(m.c.session_id.in_(ids))):
        mistakes.setdefault((session_id, seq), set()).add(name)
    told = select(o.c.session_id, o.c.seq, o.c.mistake, o.c.verdict).where(o.c.session_id.in_(ids)).order_by(o.c.at, o.c.id)
    verdicts = holding([(str(a), int(b), c, str(d)) for a, b, c, d in connection.execute(told)])
    out: dict[tuple[str, int], list[Repetition]] = {key: [] for key in keys}
    for one in found:
        seen = mistakes.get((one.session_id, one.seq), set())
        out[one.session_id, one.set_number].append(_held(one, seen, verdicts.get((one.session_id, one.seq), {})))
    return out


def holding(verdicts: Sequence[tuple[str, int, str | None, str]]) -> dict[tuple[str, int], dict[str | None, str]]:
    """(session, seq, mistake or None, verdict), the oldest first -> by repetition what holds, without what was taken back."""
    latest = {(session_id, seq, mistake): verdict for session_id, seq, mistake, verdict in verdicts}
    out: dict[tuple[str, int], dict[str | None, str]] = {}
    for (session_id, seq, mistake), verdict in latest.items():
        if verdict != MACHINE:
            out.setdefault((session_id, seq), {})[mistake] = verdict
    return out


def _held(one: Repetition, seen: set[str], verdicts: Mapping[str | None, str]) -> Repetition:
    present = {name for name, verdict in verdicts.items() if name is not None and verdict == "present"}
    absent = {name for name, verdict in verdicts.items() if name is not None and verdict == "absent"}
    return replace(one, kind=verdicts.get(None, one.kind), mistakes=frozenset((seen | present) - absent))
