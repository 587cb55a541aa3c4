"""A plan leads a person: names the exercise, counts its sets, keeps its rests, goes on; is skipped, left and taken up again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mirror import events as ev
from mirror.coaching.aim import TOO_LITTLE
from mirror.commands import Back, ChooseExercise, Move, Select, SetPlan, Start
from mirror.snapshot import PlanProgress
from mirror.workout.goals import REST_OVER
from mirror.workout.plan import Leader, Plan, PlanItem
from mirror.workout.planned import FURTHER, LEAVE, PLAN_DONE, PLAN_OVER
from tests.acting import catalogue
from tests.workout.test_hands_free import Session, workout

SQUAT = PlanItem(1, "squat", sets=2, repetitions=3, rest_s=30.0)
LUNGE = PlanItem(3, "lunge", sets=1, repetitions=2, rest_s=30.0)
PLANK = PlanItem(4, "plank", sets=1, hold_s=5.0, rest_s=30.0)


def led(*items: PlanItem, **how: object) -> Session:
    """Somebody stands before a mirror that has a plan for them, until the first movement may come."""
    session = Session(workout(None, **how))  # type: ignore[arg-type]
    session.say(SetPlan(Plan("p1", "Knees", items)))
    session.stand(6.0)
    return session


def told(session: Session) -> list[str]:
    return [e.text for e in session.events if isinstance(e, ev.CueReleased)]


def begun(session: Session) -> list[tuple[int, str]]:
    return [(e.position, e.exercise) for e in session.events if isinstance(e, ev.PlanItemBegun)]


def sets(session: Session) -> list[tuple[int, int, int]]:
    return [(e.position, e.number, e.repetitions) for e in session.events if isinstance(e, ev.PlanSetDone)]


def ended(session: Session) -> list[tuple[int, int]]:
    return [(e.done, e.left) for e in session.events if isinstance(e, ev.PlanEnded)]


def plan_of(session: Session) -> PlanProgress:
    found = session.last.plan
    assert found is not None
    return found


def test_a_plan_of_two_exercises_from_the_first_word_to_the_last() -> None:
    session = led(SQUAT, LUNGE)
    assert told(session)[0] == "Your plan for today: Squat, 3 times."
    assert session.core.trainer.chosen == "squat"
    assert session.last.title == "Squat"
    session.do("squat", 3)
    session.stand(1.0)
    assert session.last.stage == "rest"
    assert session.last.rest_left_s == pytest.approx(28.5, abs=2.0)
    assert "That was 3." in told(session)
    now = plan_of(session)
    assert (now.item, now.items, now.set, now.sets, now.repetitions, now.goal) == (1, 2, 2, 2, 0, 3)
    session.do("squat", 2, tail_s=0.2)
    assert (session.last.goal, session.last.goal_sets) == (3, 2)
    assert plan_of(session).repetitions == 2
    session.do("squat", 1)
    session.stand(1.0)
    assert told(session)[-1] == "Well done. Now: Lunge, 2 times."
    assert session.core.trainer.chosen == "lunge"
    assert (session.last.exercise, session.last.stage) == ("lunge", "rest")
    session.do("lunge", 2)
    session.stand(1.0)
    assert session.last.stage == "summary"
    assert told(session)[-1] == PLAN_DONE
    assert begun(session) == [(1, "squat"), (3, "lunge")]
    assert sets(session) == [(1, 1, 3), (1, 2, 3), (3, 1, 2)]
    assert ended(session) == [(2, 0)]
    assert (plan_of(session).done, plan_of(session).items) == (2, 2)
    assert session.core.trainer.chosen is None


def test_one_exercise_is_passed_over_and_the_summary_says_what_is_left() -> None:
    """By gestures: point to the next one, raise a hand."""
    session = led(SQUAT, LUNGE)
    session.signal("point_right", hold_s=0.8)
    session.signal("point_right", hold_s=0.8)
    menu = session.last.menu
    assert menu is not None
    assert [choice.title for choice in menu.choices] == ["Squat", "Lunge", "Leave the plan"]
    session.signal("raise_left")
    assert session.core.trainer.chosen == "lunge"
    assert "Now: Lunge, 2 times." in told(session)
    session.stand(5.0)
    session.do("lunge", 2)
    session.stand(1.0)
    assert session.last.stage == "summary"
    assert told(session)[-1] == PLAN_OVER
    assert ended(session) == [(1, 1)]


def test_the_plan_is_left_by_the_menu_and_what_follows_is_free() -> None:
    session = led(SQUAT, LUNGE)
    session.say(Move(-1), Move(-1))
    session.stand(0.2)
    menu = session.last.menu
    assert menu is not None
    assert menu.choices[menu.selected].name == LEAVE
    session.say(Select())
    assert session.core.trainer.chosen is None
    assert ended(session) == [(0, 2)]
    session.say(Back(), Back(), Start())
    session.stand(1.0)
    assert len(begun(session)) == 1  # it does not come back by itself
    session.say(SetPlan(Plan("p2", "Again", (LUNGE,))))
    session.stand(0.2)
    assert begun(session)[-1] == (3, "lunge")


def test_crossed_arms_end_the_session_and_the_next_one_goes_on_where_it_was() -> None:
    session = led(SQUAT, LUNGE)
    session.do("squat", 3)
    session.stand(1.0)
    session.do("squat", 2, tail_s=0.2)
    session.say(Back())
    session.stand(0.2)
    assert session.last.stage == "summary"
    assert sets(session) == [(1, 1, 3), (1, 2, 2)]  # what was done counts
    assert ended(session) == [(1, 1)]
    session.say(Start())
    session.stand(5.0)
    assert begun(session) == [(1, "squat"), (3, "lunge")]


def test_a_set_that_stops_early_goes_on_with_the_next_movement() -> None:
    session = led(replace(SQUAT, repetitions=5, sets=1), LUNGE)
    session.do("squat", 2)
    session.stand(6.0)
    assert session.last.stage == "rest"
    assert sets(session) == []
    assert plan_of(session).repetitions == 2
    session.do("squat", 3)
    session.stand(1.0)
    assert sets(session) == [(1, 1, 5)]
    assert session.core.trainer.chosen == "lunge"


def test_a_goal_that_is_too_high_holds_nobody_up() -> None:
    session = led(replace(SQUAT, repetitions=12, rest_s=8.0))
    session.do("squat", 4)
    session.stand(16.0)
    assert told(session).count(REST_OVER) == 1
    assert sets(session) == [(1, 1, 4)]
    assert plan_of(session).set == 2


def test_a_hold_is_ended_by_its_seconds() -> None:
    session = led(PLANK)
    session.do("plank", 1, tempo=1.0)
    holds = [e.seconds for e in session.events if isinstance(e, ev.HoldTick)]
    assert holds
    leader = Leader(Plan("p", "", (PLANK,)), catalogue())
    for seconds in range(1, 6):
        assert not leader.reached
        leader.hear(ev.HoldTick(1, 0.0, 1, "plank", seconds))
    assert leader.reached


def test_less_than_the_plan_s_range_counts_and_is_said_kindly() -> None:
    """The machine's verdict stays a full repetition; the plan asks for more."""
    session = led(replace(SQUAT, repetitions=6, sets=1, range_share=1.3))
    session.do("squat", 4, tail_s=0.2)
    assert session.last.target == 1.3
    now = plan_of(session)
    assert (now.repetitions, now.short) == (4, 4)
    assert FURTHER in told(session)
    assert told(session).count(FURTHER) <= 2
    kinds = [e.kind for e in session.events if isinstance(e, ev.RepClosed)]
    assert kinds == ["full"] * 4


def test_who_is_to_go_half_the_way_is_counted_and_not_told_to_go_further() -> None:
    session = led(replace(SQUAT, repetitions=4, sets=1, range_share=0.45))
    session.do("squat", 4, rom=0.55)
    session.stand(1.0)
    kinds = [e.kind for e in session.events if isinstance(e, ev.RepClosed)]
    assert kinds == ["partial"] * 4  # the machine's verdict stays
    assert [e.number for e in session.events if isinstance(e, ev.PlanRepetition)] == [1, 2, 3, 4]
    assert sets(session) == [(1, 1, 4)]
    cues = {m.cue for m in catalogue()["squat"].mistakes if m.name in TOO_LITTLE} | {catalogue()["squat"].guidance, FURTHER}
    assert not cues & set(told(session))


def test_the_mistakes_of_too_little_range_are_the_catalogue_s() -> None:
    assert set(TOO_LITTLE) <= {m.name for entry in catalogue().values() for m in entry.mistakes}


def test_what_was_done_today_before_is_not_asked_again() -> None:
    session = led(replace(SQUAT, done=2), replace(LUNGE, sets=2, done=1))
    assert begun(session) == [(3, "lunge")]
    assert (plan_of(session).set, plan_of(session).done) == (2, 1)
    nothing = led(replace(SQUAT, done=2))
    assert begun(nothing) == []
    assert nothing.last.plan is None


def test_an_exercise_that_is_not_known_here_is_passed_over() -> None:
    session = led(PlanItem(1, "no_such_thing", 3, 5), LUNGE)
    assert begun(session) == [(3, "lunge")]
    assert plan_of(session).items == 1


def test_the_plan_of_another_person_takes_its_place() -> None:
    session = led(SQUAT)
    session.say(SetPlan(Plan("p2", "", (LUNGE,))))
    session.stand(0.3)
    assert begun(session) == [(1, "squat"), (3, "lunge")]
    session.say(SetPlan(None))
    session.stand(0.3)
    assert session.core.trainer.chosen is None
    assert session.last.plan is None


def test_a_plan_waits_until_it_is_known_who_trains() -> None:
    session = Session(workout(None, people=("Ada", "Bo"), person="Ada"))
    session.say(SetPlan(Plan("p1", "", (SQUAT,))))
    session.stand(2.0)
    assert session.last.stage == "choosing"
    assert begun(session) == []
    session.say(Select())
    session.stand(0.3)
    assert begun(session) == [(1, "squat")]


def test_a_chosen_exercise_goes_before_the_plan() -> None:
    session = led(SQUAT)
    session.say(ChooseExercise("lunge"))
    session.stand(1.0)
    assert session.core.trainer.chosen == "lunge"
    assert session.last.plan is None
    assert ended(session) == [(0, 1)]
