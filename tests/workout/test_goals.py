"""Goals are said once, when they are reached."""

from __future__ import annotations

import pytest

from mirror.events import Event, RepClosed, RepKind, SessionStarted, SetEnded, SetStarted
from mirror.workout.goals import ALL_DONE, SET_DONE, GoalKeeper, Goals


def rep(number: int, kind: RepKind = "full") -> RepClosed:
    return RepClosed(1, 1.0, 1, "squat", number, kind, 0.0, 1.0, 1.0)


def began() -> SetStarted:
    return SetStarted(1, 0.0, 1, 0.0)


def ended(full: int = 0, hold_s: float | None = None) -> SetEnded:
    return SetEnded(1, 2.0, 1, "squat", 0.0, 2.0, 1.0, full, 0, 0, hold_s)


def said(keeper: GoalKeeper, *events: Event) -> list[str]:
    return [told for event in events if (told := keeper.hear([event]))]


def test_without_goals_nothing_is_said() -> None:
    assert said(GoalKeeper(Goals()), SessionStarted(1, 0.0), began(), rep(1), rep(2), ended(2)) == []


def test_a_sets_goal_is_said_once_a_set_whatever_follows() -> None:
    keeper = GoalKeeper(Goals(repetitions=2))
    assert said(keeper, began(), rep(1), rep(2, "partial"), rep(2), rep(3), ended(3)) == [SET_DONE.format(n=2)]
    assert said(keeper, began(), rep(1), ended(1), began(), rep(5)) == [SET_DONE.format(n=5)]


def test_a_sessions_goal_counts_sets_in_which_something_was_done() -> None:
    keeper = GoalKeeper(Goals(sets=2))
    first = [SessionStarted(1, 0.0), began(), ended(0), began(), ended(hold_s=20.0), began()]
    assert said(keeper, *first) == []
    assert said(keeper, ended(4), ended(4)) == [ALL_DONE]
    assert said(keeper, SessionStarted(2, 9.0), ended(3)) == []


@pytest.mark.parametrize("goals", [Goals(1, 1)])
def test_the_sessions_goal_goes_before_the_sets(goals: Goals) -> None:
    assert GoalKeeper(goals).hear([began(), rep(1), ended(1)]) == ALL_DONE
