"""Witnesses: one that speaks against a movement leaves a remark, two reject it, and who says nothing is not against it."""

from __future__ import annotations

import math
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from mirror import events as ev
from mirror.commands import ChooseExercise
from mirror.counting.counter import Movement
from mirror.counting.ledger import WRONG, repeated
from mirror.counting.witnesses import NO_TURN, UNLIKE, UNNAMED, UNTURNED, Evidence, Witnesses, weighed
from mirror.geometry.body import Body
from mirror.naming import Meaning
from mirror.recognition.core import Recognition
from mirror.trainer import Trainer
from tests.acting import Told, acted, always, catalogue, of, watched

MADE = Movement(1.0, 2.0, 3.0, 0.0, 1.0, "full")


@pytest.mark.parametrize(
    ("evidence", "kind", "reason"),
    [
        (Evidence(), "full", None),
        (Evidence(0.4, 1.0, 0.9), "full", None),
        (Evidence(-0.2, 1.0, 0.9), "full", UNTURNED),
        (Evidence(0.4, 0.1, 0.9), "full", UNLIKE),
        (Evidence(0.4, 1.0, 0.01), "full", UNNAMED),
        (Evidence(math.nan, 0.1, math.nan), "full", UNLIKE),
        (Evidence(-0.2, 0.1, 0.9), "rejected", NO_TURN),
        (Evidence(0.4, 0.1, 0.01), "rejected", WRONG),
        (Evidence(-0.2, 1.0, 0.01), "rejected", WRONG),
        (Evidence(-0.2, 0.1, 0.01), "rejected", WRONG),
    ],
)
def test_two_against_reject_and_one_remarks(evidence: Evidence, kind: str, reason: str | None) -> None:
    told = weighed(MADE, evidence)
    assert (told.kind, told.reason) == (kind, reason)
    assert replace(told, kind="full", reason=None) == MADE


def test_what_is_rejected_already_keeps_its_reason() -> None:
    fast = replace(MADE, kind="rejected", reason="too fast")
    assert weighed(fast, Evidence(-1.0, 0.0, 0.0)) == fast


class Fixed:
    """Answers that change only as long as they may."""

    until = 3.0

    def halves(self, start_t: float, peak_t: float, end_t: float) -> float:
        return 0.4 if self.until < 3.6 else -0.4

    def during(self, name: str, start_t: float, end_t: float) -> float:
        return 0.9


def test_the_form_is_asked_once_a_movement() -> None:
    asked: list[str] = []

    def likeness(exercise: str, movement: Movement) -> float:
        asked.append(exercise)
        return 0.1

    witnesses = Witnesses(Fixed(), likeness)
    assert {witnesses.told("squat", MADE).reason for _ in range(5)} == {UNLIKE}
    assert asked == ["squat"]
    witnesses.told("lunge", MADE)
    assert asked == ["squat", "lunge"]


def test_evidence_stands_once_all_were_heard() -> None:
    told = Fixed()
    witnesses = Witnesses(told, lambda exercise, movement: 0.1)
    told.until = 3.55
    assert witnesses.told("squat", MADE).reason == UNLIKE
    told.until = 9.0
    assert witnesses.told("squat", MADE).reason == UNLIKE
    assert witnesses.told("lunge", MADE).reason == NO_TURN


class Halves(Told):
    """A recogniser that has a phase head: `back(t)` says whether it takes t for the second half."""

    back = staticmethod(lambda t: False)

    def step(self, t: float, body: Body | None) -> Recognition | None:
        told = super().step(t, body)
        return None if told is None else replace(told, phase=0.9 if self.back(t) else 0.1)


def heard(meaning: Meaning, seconds: float, missing: slice = slice(0)) -> None:
    body = SimpleNamespace(visibility=np.ones(33))
    body.visibility[missing] = 0.0
    for t in np.arange(0.0, seconds, 0.05).tolist():
        meaning.step(t, body, counting=True)  # type: ignore[arg-type]


def test_halves_are_the_way_back_less_the_way_out() -> None:
    recogniser = Halves(lambda t: "squat")
    recogniser.back = lambda t: t > 2.0  # type: ignore[method-assign, assignment]
    meaning = Meaning(recogniser, lambda name, t: True)
    heard(meaning, 4.0)
    assert meaning.halves(1.0, 2.0, 3.0) == pytest.approx(0.8)
    assert meaning.halves(0.0, 1.0, 1.9) == pytest.approx(0.0)
    # Nothing was heard on a way back that was not made.
    assert math.isnan(meaning.halves(1.0, 2.0, 2.0))
    assert meaning.during("squat", 1.0, 3.0) > 0.8
    assert math.isnan(meaning.during("a taught one", 1.0, 3.0))


def test_of_half_a_body_the_network_is_no_witness() -> None:
    told = Told(lambda t: {"lunge": 0.97, "squat": 0.005})
    for missing, other in ((slice(0), "lunge"), (slice(13, 33, 2), None)):
        meaning = Meaning(told, lambda name, t: True)
        meaning.chosen = "squat"
        heard(meaning, 4.0, missing)
        told.reset()
        assert meaning.another(1.0, 3.0) == other
        assert math.isnan(meaning.during("squat", 1.0, 3.0)) == (other is None)


def test_what_the_network_calls_an_exercise_speaks_for_it() -> None:
    for taken_for, other in (({}, "push_up"), ({"squat": ("push_up",)}, None)):
        meaning = Meaning(Told(lambda t: {"push_up": 0.97, "squat": 0.005}), lambda name, t: True, taken_for)
        meaning.chosen = "squat"
        heard(meaning, 4.0)
        assert meaning.another(1.0, 3.0) == other
        assert (meaning.during("squat", 1.0, 3.0) > 0.9) == (other is None)


def test_a_network_without_that_head_says_nothing() -> None:
    meaning = Meaning(always("squat"), lambda name, t: True)
    heard(meaning, 4.0)
    assert math.isnan(meaning.halves(1.0, 2.0, 3.0))
    assert math.isnan(Meaning(None, lambda name, t: True).halves(1.0, 2.0, 3.0))


def closed(exercise: str, recogniser: Told, done: str | None = None) -> list[ev.RepClosed]:
    trainer = Trainer(catalogue(), recogniser)
    events = list(trainer.apply(ChooseExercise(exercise)))
    poses = acted(done or exercise, 3)
    for observation in watched(poses):
        events += trainer.step(observation).events
    events += trainer.finish(poses[-1].t)
    return of(ev.RepClosed, events)  # type: ignore[return-value]


def test_a_squat_that_the_phase_head_does_not_see_is_counted_with_a_remark() -> None:
    inverted = Halves(lambda t: "squat")
    inverted.back = lambda t: int(t) % 2 == 0  # type: ignore[method-assign, assignment]
    told = closed("squat", inverted)
    assert [rep.kind for rep in told] == ["full"] * 3
    assert {rep.reason for rep in told} <= {None, UNTURNED}


def test_what_is_neither_named_nor_alike_is_a_wrong_movement() -> None:
    """Standing front raises while a bench press is chosen move its elbows' signal, or nothing of it: none is ever counted."""
    assert not [rep for rep in closed("push_up", always(None), done="bicep_curl") if rep.kind != "rejected"]


def test_a_doubted_movement_alone_ends_no_recording_as_a_set() -> None:
    peak = 2.2

    class Doubted(Halves):
        back = staticmethod(lambda t: t < peak)

    def sets(recogniser: Told) -> int:
        trainer = Trainer(catalogue(), recogniser)
        poses = acted("squat", 1, tail_s=0.3)
        events = [event for observation in watched(poses) for event in trainer.step(observation).events]
        return len(of(ev.SetStarted, [*events, *trainer.finish(poses[-1].t)]))

    assert sets(always("squat")) == 1
    assert sets(Doubted(lambda t: "squat")) == 0
    assert sets(Told(lambda t: {"squat": 0.8})) == 0


@pytest.mark.parametrize(("seconds", "rest", "set_begins"), [(0.5, 0.3, True), (0.5, 2.0, False), (1.0, 2.0, True)])
def test_quick_movements_with_rests_between_them_are_gestures(seconds: float, rest: float, set_begins: bool) -> None:
    each = seconds + rest
    made = [Movement(k * each, k * each + 0.5 * seconds, k * each + seconds, 0.0, 1.0, "partial") for k in range(3)]
    assert repeated(made) is set_begins
