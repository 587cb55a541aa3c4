"""What a review of a log costs: `python -m tests.review.bench FILE.db` (see `tests.review.year`), a line a figure.

Opening and every view are measured in this process with the file as it is; `cold` is the first look after the file was opened.
Ranges that are not worked out yet are worked out first, and timed.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, select

from mirror.review.overview import overview
from mirror.review.people import calendar, people, session_sets, sessions_between
from mirror.review.ranges import digest
from mirror.review.replay import aligned, demonstrator, repetition_replay, set_replay
from mirror.review.sets import set_view, whole_catalogue
from mirror.review.trends import trends
from mirror.sessions import schema
from mirror.sessions.store import Store

Figure = tuple[str, float, str]
EVER = (date(2000, 1, 1), date(2100, 1, 1))


def figures(file: Path, looks: int = 3) -> list[Figure]:
    """(what, how much, unit); of each view the worst of `looks` over what the log has most of, and the first look."""
    out: list[Figure] = [("size", file.stat().st_size / 1e6, "MB")]
    started = time.perf_counter()
    store = Store(file)
    persons = people(store)
    who = max(persons, key=lambda p: p.sessions)
    assert who.last is not None
    today = who.last.date()
    days = calendar(store, who.id, today - timedelta(days=31), today)
    out.append(("opening: people and the last month", 1e3 * (time.perf_counter() - started), "ms"))
    with store.reading() as connection:
        for table in (schema.session, schema.exercise_set, schema.repetition, schema.event):
            out.append((f"rows of {table.name}", connection.execute(select(func.count()).select_from(table)).scalar_one(), ""))
        t = schema.track
        of = (t.c.session_id, t.c.set_number)
        longest = connection.execute(select(*of).group_by(*of).order_by(func.sum(t.c.count).desc()).limit(1)).one()
        samples, size = connection.execute(select(func.sum(t.c.count), func.sum(func.length(t.c.data)))).one()
        out.append(("track, bytes a sample of 33 landmarks", size / samples, ""))
        r = schema.repetition
        seqs = connection.scalars(select(r.c.seq).where(r.c.session_id == longest[0], r.c.set_number == longest[1])).all()
    started = time.perf_counter()
    known = whole_catalogue()
    out.append(("reading the catalogue, once", 1e3 * (time.perf_counter() - started), "ms"))
    started = time.perf_counter()
    count = digest(store)
    if count:
        out.append((f"ranges of {count} sets, once, each", 1e3 * (time.perf_counter() - started) / count, "ms"))
    session = days[-1].sessions[-1].id
    most = overview(store, who.id, today).exercises[0].exercise
    views: list[tuple[str, Callable[[], object]]] = [
        ("people", lambda: people(store)),
        ("a year's calendar", lambda: calendar(store, who.id, *EVER)),
        ("a month's sessions", lambda: sessions_between(store, who.id, today - timedelta(days=31), today)),
        ("a session's sets", lambda: session_sets(store, session)),
        ("a session with its repetitions (Store.session)", lambda: store.session(session)),
        ("a set with curves and bands", lambda: set_view(store, longest[0], longest[1])),
        ("a set's replay", lambda: set_replay(store, longest[0], longest[1])),
        ("a person's overview", lambda: overview(store, who.id, today)),
        *((f"trends of {e}", lambda e=e: trends(store, who.id, e, today)) for e in [most]),  # type: ignore[misc]
    ]
    if seqs:
        views.append(("a repetition's replay", lambda: repetition_replay(store, longest[0], seqs[0])))
    example = demonstrator(known["squat"])
    assert example is not None
    views.append(("the same laid over the demonstrator", lambda: aligned(set_replay(store, longest[0], longest[1]), example)))
    for name, look in views:
        times = []
        for _ in range(looks):
            started = time.perf_counter()
            look()
            times.append(1e3 * (time.perf_counter() - started))
        out += [(f"{name}, cold", times[0], "ms"), (f"{name}, then", statistics.median(times[1:] or times), "ms")]
    store.close()
    return out


def main() -> int:
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_file():
        print("Name a session log: python -m tests.review.bench FILE.db", file=sys.stderr)
        return 2
    for name, value, unit in figures(Path(sys.argv[1])):
        print(f"{name:52} {value:12.1f} {unit}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
