"""Quantities over weeks, as reviewed, and what is said of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from mirror.review.core import Trend
from mirror.review.past import past
from mirror.review.trends import SCORE_LASTING, seen_alike, trends, week_of
from mirror.sessions.store import Store
from tests.acting import catalogue
from tests.review.logs import Rep, add_calibration, add_person, add_session, add_set, overrule

BERLIN = ZoneInfo("Europe/Berlin")
FIRST = datetime(2026, 1, 5, 18, tzinfo=BERLIN)  # a Monday
PLACE = {"height_m": 1.2, "pitch_deg": -4.0, "distance_m": 3.0, "fov_deg": 50.0}


def train(
    store: Store,
    anna: str,
    weeks: int,
    reps: Callable[[int], Sequence[Rep]],
    exercise: str = "squat",
    place: Callable[[int], dict[str, float]] = lambda week: PLACE,
    **columns: float,
) -> list[str]:
    """Two sessions a week, on Mondays and Thursdays."""
    sessions = []
    for i in range(2 * weeks):
        session = add_session(store, anna, FIRST + timedelta(days=7 * (i // 2) + 3 * (i % 2)))
        add_set(store, session, 1, exercise, reps(i), **columns)
        add_calibration(store, session, **place(i // 2))
        sessions.append(session)
    return sessions


def told(store: Store, anna: str, exercise: str = "squat", weeks: int = 12, **how: int) -> dict[str, Trend]:
    today = (FIRST + timedelta(weeks=weeks)).date()
    return {t.quantity: t for t in trends(store, anna, exercise, today, catalogue=catalogue(), **how)}


def reps_of(
    score: float, left: float = 80.0, right: float = 80.0, seconds: float = 2.0, yaw: float = 0.0, view: str | None = None
) -> list[Rep]:
    spans = {"left_knee": (left, 6.0), "right_knee": (right, 6.0)}
    return [Rep(4.0 * i, seconds, score=score, spans=spans, yaw=yaw, view=view) for i in range(4)]


@pytest.fixture
def anna(store: Store) -> str:
    return add_person(store, "Anna")


def wobble(i: int, size: float) -> float:
    return float(np.random.default_rng(i).normal(0, size))


def test_somebody_who_got_better_is_told_so_with_the_numbers(store: Store, anna: str) -> None:
    train(store, anna, 12, lambda i: reps_of(60 + 1.2 * i + wobble(i, 1), 60 + i, 60 + i + wobble(i, 1), 3 - 0.05 * i))
    found = told(store, anna)
    assert list(found) == ["volume", "range", "score", "asymmetry", "tempo"]
    assert {name: t.change for name, t in found.items()} == {
        "volume": "no certain change",
        "range": "improved",
        "score": "improved",
        "asymmetry": "no certain change",
        "tempo": "changed",
    }
    score = found["score"]
    assert score.weeks == 4
    assert score.last - score.first == pytest.approx(19.2, abs=1.5)
    assert 0 < score.mdc < 19
    assert "in the first 4 weeks" in score.sentence
    assert score.sentence.endswith("improved.")
    assert found["range"].measure == "knee"
    assert found["range"].unit == "deg"
    assert [point.start.weekday() for point in score.points] == [0] * 12
    assert [point.n for point in score.points] == [8] * 12
    assert [point.value for point in found["volume"].points] == [8.0] * 12 + [0.0]


def test_nothing_is_claimed_of_somebody_who_stays_as_they_are(store: Store, anna: str) -> None:
    train(store, anna, 12, lambda i: reps_of(80 + wobble(i, 4), 80 + wobble(i, 5), 80 + wobble(100 + i, 5), 2 + wobble(i, 0.2)))
    assert {t.change for t in told(store, anna).values()} == {"no certain change"}


def test_after_few_weeks_nothing_is_said(store: Store, anna: str) -> None:
    train(store, anna, 5, lambda i: reps_of(50 + 5 * i))
    score = told(store, anna)["score"]
    assert score.change == "too few sessions"
    assert math.isnan(score.mdc)
    assert "six are needed" in score.sentence
    assert len(score.points) == 5


@pytest.mark.parametrize("moved", ["camera", "person"])
def test_a_camera_or_a_person_that_stands_otherwise_asks_for_more(store: Store, anna: str, moved: str) -> None:
    def place(week: int) -> dict[str, float]:
        return {**PLACE, "height_m": 1.8} if moved == "camera" and week >= 6 else PLACE

    def reps(i: int) -> list[Rep]:
        return reps_of(70 + 6 * (i >= 12) + wobble(i, 0.5), yaw=35.0 if moved == "person" and i >= 12 else 0.0)

    train(store, anna, 12, reps, place=place)
    score = told(store, anna)["score"]
    assert score.mdc > 1.96 * math.sqrt(2) * SCORE_LASTING[None]
    assert score.change == "no certain change"


def score_between(store: Store, anna: str, first: str | None, last: str | None) -> Trend:
    """Of somebody who is a little better in the second half and seen from elsewhere there, with these verdicts."""

    def reps(i: int) -> list[Rep]:
        later = i >= 12
        return reps_of(60 + 20 * later + wobble(i, 0.5), yaw=40.0 * later, view=last if later else first)

    train(store, anna, 12, reps)
    return told(store, anna)["score"]


@pytest.mark.parametrize(
    ("first", "last"),
    [("good", "good"), ("good", "fair"), ("fair", "poor"), ("poor", "poor"), ("good", None), (None, None)],
)
def test_a_worse_view_asks_for_more(store: Store, anna: str, first: str | None, last: str | None) -> None:
    score = score_between(store, anna, first, last)
    seen = math.hypot(SCORE_LASTING[first], SCORE_LASTING[last])
    assert score.mdc == pytest.approx(math.hypot(1.96 * seen, 3.0), rel=0.05)
    assert score.change == "no certain change"


def test_the_worse_the_verdict_the_larger_the_error() -> None:
    assert SCORE_LASTING["good"] < SCORE_LASTING["fair"] <= SCORE_LASTING["poor"]
    assert SCORE_LASTING["good"] < SCORE_LASTING[None] < SCORE_LASTING["poor"]


def test_periods_that_mix_views_are_not_alike_though_their_mean_is(store: Store, anna: str) -> None:
    def reps(i: int) -> list[Rep]:
        yaw = 30.0 if i >= 12 else 60.0 * (i % 2)
        return reps_of(70 + 10 * (i >= 12) + wobble(i, 0.5), yaw=yaw, view="good")

    train(store, anna, 12, reps)
    assert told(store, anna)["score"].change == "no certain change"


def test_a_hold_is_seen_alike_where_the_log_says_how_it_was_seen(store: Store, anna: str) -> None:
    for i in range(24):
        session = add_session(store, anna, FIRST + timedelta(days=7 * (i // 2) + 3 * (i % 2)))
        seen = {"view": "fair", "yaw_deg": 80.0 + wobble(i, 2)}
        add_set(store, session, 1, "plank", hold_s=40.0, score=60.0 + 10.0 * (i >= 12) + wobble(i, 0.5), **seen)
        add_calibration(store, session, **PLACE)
    assert told(store, anna, "plank")["score"].change == "improved"


def test_the_same_change_seen_alike_is_told(store: Store, anna: str) -> None:
    train(store, anna, 12, lambda i: reps_of(70 + 6 * (i >= 12) + wobble(i, 0.5)))
    assert told(store, anna)["score"].change == "improved"


def test_a_reviewer_has_the_word_and_the_machine_stands_beside(store: Store, anna: str) -> None:
    sessions = train(store, anna, 8, lambda i: [*reps_of(90.0), Rep(40.0, score=10.0)])
    for session in sessions[:2]:
        overrule(store, session, 1040, "rejected")
    overrule(store, sessions[2], 1040, "rejected")
    overrule(store, sessions[2], 1040, "machine", hour=1)
    found = told(store, anna)
    first, second = found["volume"].points[:2]
    assert (first.value, first.machine) == (8.0, 10.0)
    assert (second.value, second.machine) == (10.0, 10.0)
    scored = found["score"].points[0]
    assert scored.value == pytest.approx(90.0)
    assert scored.machine == pytest.approx(74.0)


def test_asymmetry_is_told_without_its_sign_and_judged_with_it(store: Store, anna: str) -> None:
    train(store, anna, 10, lambda i: reps_of(80, 90 + wobble(i, 1), 60 + 1.5 * i, yaw=10))
    found = told(store, anna)["asymmetry"]
    assert found.better == "down"
    assert found.points[0].value == pytest.approx(0.39, abs=0.03)
    assert found.change == "improved"


def test_alternating_sides_are_compared_by_their_own_repetitions(store: Store, anna: str) -> None:
    def reps(i: int) -> list[Rep]:
        spans = [{"left_hip": (60.0, 3.0), "right_hip": (5.0, 3.0)}, {"left_hip": (4.0, 3.0), "right_hip": (50.0, 3.0)}]
        return [Rep(3.0 * k, side=("left", "right")[k % 2], spans=spans[k % 2]) for k in range(6)]

    train(store, anna, 8, reps, "dead_bug")
    found = told(store, anna, "dead_bug")
    assert found["range"].points[0].value == pytest.approx(55.0)
    assert found["asymmetry"].points[0].value == pytest.approx(10 / 55)


def test_a_hold_has_seconds_and_a_score(store: Store, anna: str) -> None:
    train(store, anna, 8, lambda i: [], "plank", hold_s=40.0, score=75.0)
    found = told(store, anna, "plank")
    assert list(found) == ["volume", "score"]
    assert found["volume"].unit == "s"
    assert found["volume"].points[0].value == 80.0


def test_an_exercise_that_nobody_knows_any_more_keeps_what_the_log_knows(store: Store, anna: str) -> None:
    train(store, anna, 8, lambda i: reps_of(80.0), "my_own_move")
    assert list(told(store, anna, "my_own_move")) == ["volume", "score", "tempo"]


def test_nothing_done_nothing_told(store: Store, anna: str) -> None:
    assert told(store, anna) == {}
    train(store, anna, 2, lambda i: reps_of(80.0))
    assert told(store, anna, "lunge") == {}
    assert told(store, anna, weeks=200) == {}


def test_weeks_are_those_of_the_mirrors_clock(store: Store, anna: str) -> None:
    late = datetime(2026, 3, 29, 23, 30, tzinfo=BERLIN)  # a Sunday, and the day on which summer time begins
    session = add_session(store, anna, late)
    add_set(store, session, 1, "squat", reps_of(80.0))
    (one,) = past(store, anna, "squat", date(2026, 3, 1), date(2026, 4, 1))
    assert one.day == date(2026, 3, 29)
    assert week_of(one.day) == date(2026, 3, 23)


def test_what_is_not_known_to_be_seen_alike_is_not(store: Store, anna: str) -> None:
    train(store, anna, 2, lambda i: reps_of(80.0))
    done = past(store, anna, "squat", date(2026, 1, 1), date(2026, 2, 1), ("left_knee", "right_knee"))
    assert seen_alike(done[:2], done[2:])
    done[3].yaws.clear()
    assert seen_alike(done[:2], done[2:])
    done[2].yaws.clear()
    assert not seen_alike(done[:2], done[2:])
    done[2].yaws.append(0.0)
    done[2].calibration = None
    assert not seen_alike(done[:2], done[2:])


def test_without_ranges_there_are_none(store: Store, anna: str) -> None:
    train(store, anna, 8, lambda i: [Rep(3.0 * k) for k in range(3)])
    assert list(told(store, anna)) == ["volume", "score", "tempo"]
