"""Rows of a session that some database might hold, whatever wrote it: for hypothesis."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import insert

from mirror.sessions import Store, schema

SESSION, PERSON = "5" * 32, "7" * 32
NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).filter(lambda s: "\x00" not in s)
NUMBER = st.none() | st.floats(-1e6, 1e6)
SCORES = st.dictionaries(TEXT, NUMBER, max_size=3)
Rows = list[tuple[Any, dict[str, Any]]]


@st.composite
def sessions(draw: st.DrawFn) -> Rows:
    """(table, row) of a session that some database might hold."""
    id, t = SESSION, st.floats(-1e5, 1e5)
    start = draw(t)
    rows: Rows = [
        (schema.profile, {"id": PERSON, "name": draw(TEXT), "created_at": NOW}),
        (
            schema.session,
            {
                "id": id,
                "profile_id": draw(st.none() | st.just(PERSON)),
                "run": "3" * 32,
                "started_at": draw(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))),
                "ended_at": draw(st.none() | st.just(NOW)),
                "start_t": start,
                "end_t": draw(st.none() | t),
                "source": draw(TEXT),
                "app_version": draw(TEXT),
                "origin": draw(st.none() | TEXT),
                "utc_offset_min": draw(st.none() | st.integers(-2000, 2000)),
            },
        ),
    ]
    for number in range(1, draw(st.integers(0, 2)) + 1):
        key = {"session_id": id, "set_number": number}
        rows.append(
            (
                schema.exercise_set,
                {
                    "session_id": id,
                    "number": number,
                    "exercise": draw(st.none() | TEXT | st.just("squat")),
                    "start_t": draw(t),
                    "end_t": draw(st.none() | t),
                    "confidence": draw(NUMBER),
                    "full": draw(st.integers(0, 9)),
                    "partial": 0,
                    "rejected": 0,
                    "hold_s": draw(NUMBER),
                    "score": draw(NUMBER),
                },
            )
        )
        rows += [(schema.set_joint_score, {**key, "joint": j, "score": v}) for j, v in draw(SCORES).items()]
        rows += [(schema.set_mistake, {**key, "mistake": m, "count": 1}) for m in draw(SCORES)]
        for seq in range(10 * number, 10 * number + draw(st.integers(0, 2))):
            rep = {
                "seq": seq,
                "set_number": number,
                "number": 1,
                "exercise": "squat",
                "kind": draw(st.sampled_from(["full", "rejected"])),
            }
            times = {"t": draw(t), "start_t": draw(t), "end_t": draw(t), "side": "both", "credited": True}
            rows.append((schema.repetition, {"session_id": id, **rep, **times}))
            rows += [(schema.repetition_mistake, {"session_id": id, "seq": seq, "mistake": m}) for m in draw(SCORES)]
            verdict = {
                "seq": seq,
                "mistake": draw(st.none() | TEXT),
                "verdict": draw(st.sampled_from(["full", "present", "machine"])),
            }
            rows.append((schema.overrule, {"id": f"{seq:032d}", "session_id": id, **verdict, "at": NOW, "reason": draw(TEXT)}))
    rows.append((schema.note, {"id": "9" * 32, "session_id": id, "at": NOW, "text": draw(TEXT)}))
    rows.append((schema.model_version, {"session_id": id, "part": draw(TEXT), "name": draw(TEXT)}))
    return rows


def put(store: Store, rows: Rows) -> None:
    """Into the log, in place of whatever an example before left there."""
    with store.writing() as connection:
        for table in (schema.session, schema.profile):
            connection.execute(table.delete())
        for table, row in rows:
            connection.execute(insert(table), row)
