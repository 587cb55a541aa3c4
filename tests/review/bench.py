"""What a review of a log costs: `python -m tests.review.bench FILE.db` (see `tests.review.year`), a line a figure.

Each view is looked at several times, every time with a store that was just opened (nothing remembered): the median on the clock,
and the processor's time beside it, which does not grow where other programs run. `again` is with what the store remembers.
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
Look = Callable[[Store], object]
EVER = (date(2000, 1, 1), date(2100, 1, 1))


def figures(file: Path, looks: int = 3) -> list[Figure]:
    """(what, how much, unit); of the person with most sessions, the longest set."""
    out: list[Figure] = [("size", file.stat().st_size / 1e6, "MB")]
    out += timed("opening: people and the last month", lambda: _opened(file).close(), looks)
    store = _opened(file)
    persons = people(store)
    who = max(persons, key=lambda p: p.sessions)
    assert who.last is not None
    today = who.last.date()
    days = calendar(store, who.id, today - timedelta(days=31), today)
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
    place = (longest[0], longest[1])
    views: list[tuple[str, Look]] = [
        ("people", people),
        ("a year's calendar", lambda log: calendar(log, who.id, *EVER)),
        ("a month's sessions", lambda log: sessions_between(log, who.id, today - timedelta(days=31), today)),
        ("a session's sets", lambda log: session_sets(log, session)),
        ("a session with its repetitions (Store.session)", lambda log: log.session(session)),
        ("every session (Store.sessions)", lambda log: log.sessions()),
        ("a set with curves and bands", lambda log: set_view(log, *place)),
        ("a set's replay", lambda log: set_replay(log, *place)),
        ("a repetition's replay", lambda log: repetition_replay(log, place[0], seqs[0])),
        ("the same laid over the demonstrator", lambda log: aligned(repetition_replay(log, place[0], seqs[0]), example)),
        ("a person's overview", lambda log: overview(log, who.id, today)),
        (f"trends of {most}", lambda log: trends(log, who.id, most, today)),
    ]
    example = demonstrator(known["squat"])
    assert example is not None
    for name, look in views:
        out += timed(name, lambda look=look: _with(file, look), looks)  # type: ignore[misc]
    set_view(store, *place)
    out += timed("a set with curves and bands, again", lambda: set_view(store, *place), looks)
    out += timed("a set's replay, again", lambda: set_replay(store, *place), looks)
    store.close()
    return out


def timed(name: str, look: Callable[[], object], looks: int) -> list[Figure]:
    """Median milliseconds on the clock and of the processor."""
    clock, busy = [], []
    for _ in range(looks):
        began = time.perf_counter(), time.process_time()
        look()
        clock.append(1e3 * (time.perf_counter() - began[0]))
        busy.append(1e3 * (time.process_time() - began[1]))
    return [(name, statistics.median(clock), "ms"), (f"{name}, processor", statistics.median(busy), "ms")]


def _opened(file: Path) -> Store:
    """As the review opens: the log, who is in it, the last month of the first of them."""
    store = Store(file)
    first = max(people(store), key=lambda p: p.sessions)
    assert first.last is not None
    calendar(store, first.id, first.last.date() - timedelta(days=31), first.last.date())
    return store


def _with(file: Path, look: Look) -> None:
    with Store(file) as store:
        look(store)


def main() -> int:
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_file():
        print("Name a session log: python -m tests.review.bench FILE.db", file=sys.stderr)
        return 2
    for name, value, unit in figures(Path(sys.argv[1])):
        print(f"{name:52} {value:12.1f} {unit}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
