"""Who, which days, which sets: in the mirror's own time, with a few queries however large the log is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import event

from mirror.review.overview import last_day, overview
from mirror.review.people import calendar, local, people, session_sets, sessions_between
from mirror.sessions.store import Store
from tests.review.logs import Rep, add_person, add_session, add_set, overrule

BERLIN, SYDNEY = ZoneInfo("Europe/Berlin"), ZoneInfo("Australia/Sydney")
EVER = (date(2020, 1, 1), date(2030, 1, 1))


@contextmanager
def counted(store: Store) -> Iterator[Callable[[], int]]:
    """How many statements the log was asked."""
    asked: list[str] = []

    def hear(connection: object, cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    engine = store._log.engine
    event.listen(engine, "before_cursor_execute", hear)
    yield lambda: sum("BEGIN" not in statement for statement in asked)
    event.remove(engine, "before_cursor_execute", hear)


def test_an_empty_log_has_nobody(store: Store) -> None:
    assert people(store) == ()
    assert calendar(store, None, *EVER) == ()
    assert session_sets(store, "none") == ()
    assert overview(store, "none", date(2026, 5, 1)).weeks == ()


def test_people_and_the_sessions_of_nobody(store: Store) -> None:
    ben, anna = add_person(store, "Ben"), add_person(store, "Anna")
    add_session(store, anna, datetime(2026, 3, 1, 9, tzinfo=BERLIN))
    add_session(store, anna, datetime(2026, 7, 1, 9, tzinfo=BERLIN))
    add_session(store, None, datetime(2026, 7, 2, 9, tzinfo=BERLIN))
    found = people(store)
    assert [(p.id, p.name, p.sessions) for p in found] == [(anna, "Anna", 2), (ben, "Ben", 0), (None, "", 1)]
    assert [str(t) for t in (found[0].first, found[0].last)] == ["2026-03-01 09:00:00+01:00", "2026-07-01 09:00:00+02:00"]
    assert found[1].first is None


def test_a_late_evening_stays_on_its_day_in_summer_and_in_winter_and_on_the_night_between(store: Store) -> None:
    anna = add_person(store, "Anna")
    times = [
        datetime(2026, 1, 31, 23, 45, tzinfo=BERLIN),
        datetime(2026, 7, 31, 23, 45, tzinfo=BERLIN),
        datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1),  # the hour that comes twice
        datetime(2026, 8, 1, 0, 15, tzinfo=SYDNEY),
    ]
    for at in times:
        add_session(store, anna, at)
    days = [day.day for day in calendar(store, anna, *EVER)]
    assert days == sorted({at.date() for at in times})
    assert [day.day for day in calendar(store, anna, date(2026, 7, 31), date(2026, 7, 31))] == [date(2026, 7, 31)]
    (night,) = calendar(store, anna, date(2026, 10, 25), date(2026, 10, 25))
    assert night.sessions[0].started_at.utcoffset() == timedelta(hours=1)


def test_a_session_that_does_not_know_its_zone_goes_by_this_machine(store: Store) -> None:
    at = datetime(2026, 5, 5, 12, tzinfo=BERLIN)
    add_session(store, None, at, utc_offset_min=None)
    (day,) = calendar(store, None, *EVER)
    assert day.sessions[0].started_at == at
    assert local(at, None) == at.astimezone()


def test_who_trains_further_east_is_a_day_ahead_of_the_desk(store: Store) -> None:
    anna = add_person(store, "Anna")
    today = date(2026, 12, 31)
    assert last_day(store, anna, today) == today
    add_session(store, anna, datetime(2099, 1, 1, tzinfo=UTC))
    add_session(store, None, datetime(2027, 1, 1, 1, tzinfo=ZoneInfo("Pacific/Kiritimati")))
    add_session(store, anna, datetime(2026, 12, 31, 23, 59, tzinfo=SYDNEY))
    assert last_day(store, anna, today) == today
    late = add_session(store, anna, datetime(2027, 1, 1, 1, tzinfo=ZoneInfo("Pacific/Kiritimati")))
    add_set(store, late, 1, "squat", (Rep(1.0),))
    assert last_day(store, anna, today) == date(2027, 1, 1)
    found = overview(store, anna, last_day(store, anna, today))
    assert (found.exercises[0].last, found.weeks[-1].sessions) == (date(2027, 1, 1), 2)


def test_a_day_adds_up(store: Store) -> None:
    anna = add_person(store, "Anna")
    session = add_session(store, anna, datetime(2026, 5, 5, 12, tzinfo=BERLIN), ended=False)
    reps = [Rep(0.0), Rep(3.0, kind="partial"), Rep(6.0, kind="rejected", score=None), Rep(58.0)]
    add_set(store, session, 1, "squat", reps, score=80.0)
    add_set(store, session, 2, "plank", hold_s=20.0, score=60.0)
    add_set(store, session, 3, None, ended=False)
    (day,) = calendar(store, anna, *EVER)
    (row,) = day.sessions
    assert (row.sets, row.full, row.partial, row.rejected, row.hold_s) == (3, 2, 1, 1, 20.0)
    assert row.exercises == ("squat", "plank")
    assert row.ended_at is None
    assert (day.repetitions, day.score) == (2, 70.0)
    assert day.minutes == (60.0 + 10.0) / 60.0


def test_sets_tell_their_mistakes_and_what_was_overruled(store: Store) -> None:
    session = add_session(store, None, datetime(2026, 5, 5, 12, tzinfo=BERLIN))
    seqs = add_set(store, session, 1, "squat", [Rep(0.0, mistakes=("knees_in",)), Rep(3.0, mistakes=("knees_in", "shallow"))])
    add_set(store, session, 2, "lunge", [Rep(9.0)])
    overrule(store, session, seqs[0], "partial")
    overrule(store, session, seqs[1], "absent", "knees_in")
    overrule(store, session, seqs[1], "machine", "knees_in", hour=1)
    first, second = session_sets(store, session)
    assert first.mistakes == (("knees_in", 2), ("shallow", 1))
    assert (first.overruled, second.overruled) == (1, 0)
    assert not first.track
    assert second.exercise == "lunge"


def test_no_list_asks_more_of_a_larger_log(store: Store) -> None:
    anna = add_person(store, "Anna")

    def more(start: datetime) -> None:
        for i in range(5):
            session = add_session(store, anna, start + timedelta(days=i))
            for number in (1, 2, 3):
                add_set(store, session, number, "squat", [Rep(0.0, mistakes=("knees_in",)), Rep(4.0)])

    def ask() -> int:
        with counted(store) as count:
            people(store)
            rows = sessions_between(store, anna, *EVER)
            session_sets(store, rows[0].id)
            overview(store, anna, date(2026, 6, 1))
        return count()

    more(datetime(2026, 5, 4, 12, tzinfo=BERLIN))
    few = ask()
    more(datetime(2026, 5, 14, 12, tzinfo=BERLIN))
    assert ask() == few <= 14


def test_the_overview_has_every_week_and_every_exercise(store: Store) -> None:
    anna = add_person(store, "Anna")
    for day, exercise in ((4, "squat"), (5, "squat"), (18, "lunge")):
        session = add_session(store, anna, datetime(2026, 5, day, 12, tzinfo=BERLIN))
        add_set(store, session, 1, exercise, [Rep(0.0, mistakes=("shallow",)), Rep(4.0)], score=50.0 + day)
    told = overview(store, anna, date(2026, 5, 24))
    assert [(w.start, w.sessions, w.repetitions) for w in told.weeks] == [
        (date(2026, 5, 4), 2, 4),
        (date(2026, 5, 11), 0, 0),
        (date(2026, 5, 18), 1, 2),
    ]
    assert told.weeks[0].score == 54.5
    assert told.weeks[1].score is None
    squat, lunge = told.exercises
    assert (squat.exercise, squat.sets, squat.mistakes, squat.last) == ("squat", 2, (("shallow", 2),), date(2026, 5, 5))
    assert lunge.exercise == "lunge"
