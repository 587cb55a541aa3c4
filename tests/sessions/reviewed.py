"""A log in which every table that people write in has some pages."""

from __future__ import annotations

import random
import uuid
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from mirror.sessions import Recorder, Store, schema
from mirror.sessions.audit import Audit
from tests.sessions.runs import workout

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
PAGE = 4096
NOTES, PLANS, LINES, ERASED = 200, 80, 250, 120


def reviewed(file: Path, people: tuple[str, ...] = ("Anna", "Bo"), sessions: int = 6, seed: int = 1) -> None:
    """Sessions of these people, and all that reviewers add."""
    for n in range(sessions):
        recorder = Recorder(file, profile=people[n % len(people)])
        recorder.start()
        for event in workout(reps=6):
            recorder.handle(event)
        assert recorder.stop()
    rng = random.Random(seed)
    with Store(file) as store, store.writing() as connection:
        reviewers = [_id(rng) for _ in range(3)]
        for id in reviewers:
            row = {"id": id, "name": f"Reviewer {id[:4]}", "pin": f"scrypt${id}", "created_at": NOW}
            connection.execute(insert(schema.reviewer), row)
        persons = list(connection.scalars(select(schema.profile.c.id).order_by(schema.profile.c.id)))
        owners = {row.id: row.profile_id for row in connection.execute(select(schema.session.c.id, schema.session.c.profile_id))}
        _remarks(connection, rng, reviewers, persons, owners)
        _plans(connection, rng, reviewers, persons)
        for _ in range(ERASED):
            connection.execute(insert(schema.erasure), {"profile_id": _id(rng), "at": NOW})
        for n in range(LINES):
            audit = Audit(store, rng.choice(reviewers), "reviewer", clock=lambda n=n: NOW + timedelta(minutes=n))  # type: ignore[misc]
            whose = rng.choice(list(owners))
            audit.note("changed", owners[whose], f"session:{whose}", connection=connection, what="note", count=n)


def _id(rng: random.Random) -> str:
    return uuid.UUID(int=rng.getrandbits(128)).hex


def _words(rng: random.Random) -> str:
    return " ".join(f"{rng.getrandbits(32):08x}" for _ in range(rng.randrange(3, 40)))


def _remarks(
    connection: Connection, rng: random.Random, reviewers: list[str], persons: list[str], owners: dict[str, str | None]
) -> None:
    for n in range(NOTES):
        session = rng.choice(list(owners)) if n % 2 else None
        note: dict[str, Any] = {"id": _id(rng), "at": NOW, "text": _words(rng), "reviewer_id": rng.choice(reviewers)}
        note |= {"profile_id": rng.choice(persons) if session is None else owners[session], "session_id": session}
        connection.execute(insert(schema.note), note)
    r = schema.repetition
    for session, seq in connection.execute(select(r.c.session_id, r.c.seq)).all():
        verdict = {"id": _id(rng), "session_id": session, "seq": seq, "verdict": "partial", "at": NOW, "reason": _words(rng)}
        connection.execute(insert(schema.overrule), {**verdict, "reviewer_id": rng.choice(reviewers)})


def _plans(connection: Connection, rng: random.Random, reviewers: list[str], persons: list[str]) -> None:
    for _ in range(PLANS):
        plan = {"id": _id(rng), "profile_id": rng.choice(persons), "reviewer_id": rng.choice(reviewers), "at": NOW}
        plan |= {"title": f"Plan {rng.getrandbits(32):08x}", "comment": _words(rng), "starts_on": date(2026, 3, 1)}
        connection.execute(insert(schema.plan), plan)
        for position in range(1, 4):
            item = {"plan_id": plan["id"], "position": position, "exercise": "squat", "sets": 3, "rest_s": 60.0}
            connection.execute(insert(schema.plan_item), {**item, "weekdays": 127})
