"""What a person is to do today, out of the log, and what they have done of it already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from mirror.events import Event, PlanEnded, PlanItemBegun, PlanSetDone, SessionEnded, SessionStarted
from mirror.sessions import Recorder, Store, reviews
from mirror.sessions.plans import plan_of
from mirror.sessions.reviews import PlanDraft, PlanItem
from mirror.workout.plan import PlanItem as Led

TODAY = date(2026, 3, 11)
NOON = datetime.combine(TODAY, time(12)).astimezone()
SQUATS = PlanItem(1, "squat", 3, 10, None, 0.9, 60.0)
PLANK = PlanItem(2, "plank", 2, None, 30.0, None, 45.0)


def only_on(day: date) -> int:
    return 1 << day.weekday()


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    recorder = Recorder(database, "Anna", source="demo")
    recorder.start()
    recorder.handle(SessionStarted(1, 0.0))
    recorder.handle(SessionEnded(2, 1.0))
    assert recorder.stop()
    with Store(database) as opened:
        yield opened


def plan(store: Store, *items: PlanItem) -> str:
    draft = PlanDraft(store.profiles()[0].id, "Knees", "", TODAY - timedelta(days=3), TODAY + timedelta(days=3), items)
    return reviews.set_plan(store, draft)


def test_today_s_exercises_come_in_order(store: Store) -> None:
    other_day = replace(SQUATS, position=3, exercise="lunge", weekdays=127 - only_on(TODAY))
    id = plan(store, SQUATS, PLANK, other_day)
    found = plan_of(store, "Anna", TODAY)
    assert found is not None
    assert (found.id, found.title) == (id, "Knees")
    assert found.items == (
        Led(1, "squat", 3, repetitions=10, range_share=0.9, rest_s=60.0),
        Led(2, "plank", 2, hold_s=30.0, rest_s=45.0),
    )


def test_nobody_no_plan_and_nothing_for_today(store: Store) -> None:
    assert plan_of(store, "Anna", TODAY) is None
    plan(store, replace(SQUATS, weekdays=only_on(TODAY + timedelta(days=1))))
    assert plan_of(store, "Anna", TODAY) is None
    assert plan_of(store, "Anna", TODAY + timedelta(days=1)) is not None
    assert plan_of(store, "Anna", TODAY + timedelta(days=8)) is None  # it has ended
    assert plan_of(store, "Bo", TODAY) is None
    assert plan_of(store, "", TODAY) is None


def test_what_was_done_today_is_known_and_yesterday_s_is_not(store: Store, database: Path) -> None:
    id = plan(store, SQUATS, PLANK)
    recorder = Recorder(database, "Anna", wall_clock=lambda: NOON)
    recorder.start()
    events: list[Event] = [
        SessionStarted(1, 0.0),
        PlanItemBegun(2, 1.0, id, 1, "squat"),
        PlanSetDone(3, 2.0, id, 1, 1, 10),
        PlanSetDone(4, 3.0, id, 1, 2, 8),
        PlanEnded(5, 4.0, id, 0, 2),
        SessionEnded(6, 4.0),
    ]
    for event in events:
        recorder.handle(event)
    assert recorder.stop()
    found = plan_of(store, "Anna", TODAY)
    assert found is not None
    assert [item.done for item in found.items] == [2, 0]
    tomorrow = plan_of(store, "Anna", TODAY + timedelta(days=1))
    assert tomorrow is not None
    assert [item.done for item in tomorrow.items] == [0, 0]
