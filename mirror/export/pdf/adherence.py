"""Adherence: of what a plan asked for on the report's days, how much was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mirror.export.record import Record
    from mirror.sessions.reviews import Plan


@dataclass(frozen=True, slots=True)
class Adherence:
    """Of one plan, over its days within a period.

    Attributes:
        days, trained: on which something was asked for; on which something of it was done.
        sets, done: that were asked for; that were done of these (a set too many counts for none of another day or exercise).
    """

    plan: Plan
    first: date
    last: date
    days: int
    trained: int
    sets: int
    done: int


def adherence(plan: Plan, records: Sequence[Record], first: date, last: date) -> Adherence | None:
    """None where the plan asked for nothing between these days (both included).

    A set is done when it was made at all: of how many repetitions, and how deep, the sets' own figures tell.
    """
    start = max(first, plan.starts_on)
    ends = [last, *([plan.ends_on] if plan.ends_on else []), *([plan.withdrawn_at.date()] if plan.withdrawn_at else [])]
    end = min(ends)
    made: dict[date, Counter[str]] = {}
    for record in records:
        names = Counter(done.exercise for done in record.entry.sets if done.exercise is not None and done.end_t is not None)
        made.setdefault(record.started_at.date(), Counter()).update(names)
    days = trained = sets = done = 0
    for offset in range((end - start).days + 1):
        day = start + timedelta(days=offset)
        asked = Counter[str]()
        for item in plan.items:
            if item.on(day):
                asked[item.exercise] += item.sets
        if asked:
            kept = (made.get(day, Counter()) & asked).total()
            days, sets, done = days + 1, sets + asked.total(), done + kept
            trained += kept > 0
    return Adherence(plan, start, end, days, trained, sets, done) if days else None
