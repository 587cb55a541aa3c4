"""One sentence at a time, the most dangerous first."""

from __future__ import annotations

import itertools

from mirror.coaching import Advice, Coach, seconds_to_say
from mirror.scoring import Fault
from tests.acting import catalogue

SQUAT = catalogue()["squat"]


def fault(name: str, certainty: float = 0.9) -> Fault:
    return Fault(SQUAT.mistake(name), certainty, ())


def coach() -> Coach:
    one = Coach()
    one.start(SQUAT)
    return one


def test_the_most_dangerous_comes_first() -> None:
    said = coach().repetition(1.0, "full", [fault("stance_narrow", 1.0), fault("knees_in", 0.7), fault("leaning_forward")])
    assert said == Advice(SQUAT.mistake("knees_in").cue, "correction", "knees_in", "danger")


def test_nothing_is_said_into_a_sentence() -> None:
    one = coach()
    first = one.repetition(1.0, "full", [fault("stance_narrow")])
    assert first is not None
    until = 1.0 + seconds_to_say(first.text)
    assert one.repetition(until - 0.1, "full", [fault("knees_in")]) is None
    assert one.repetition(until + 0.1, "full", [fault("knees_in")]) is not None


def test_no_nagging() -> None:
    one = coach()
    said = [t for t in range(1, 30, 2) if one.repetition(float(t), "full", [fault("leaning_forward")])]
    assert len(said) == 3
    assert all(b - a >= 12 for a, b in itertools.pairwise(said))
    worse = coach()
    danger = [t for t in range(1, 30, 2) if worse.repetition(float(t), "full", [fault("knees_in")])]
    assert len(danger) > len(said)


def test_a_matter_of_style_is_mentioned_when_it_returns() -> None:
    one = coach()
    assert one.repetition(1.0, "full", [fault("head_down")]) is None
    assert one.repetition(4.0, "full", []) is None
    assert one.repetition(7.0, "full", [fault("head_down")]) is None
    assert one.repetition(10.0, "full", [fault("head_down")]) is not None


def test_praise_once_it_is_mended() -> None:
    one = coach()
    assert one.repetition(1.0, "full", [fault("leaning_forward")]) is not None
    assert one.repetition(6.0, "full", []) is None
    said = one.repetition(9.0, "full", [])
    assert said == Advice(SQUAT.mistake("leaning_forward").praise, "praise", "leaning_forward")
    assert one.repetition(20.0, "full", []) is None


def test_guidance_for_partial_and_encouragement_for_clean_repetitions() -> None:
    one = coach()
    said = one.repetition(1.0, "partial", [])
    assert said == Advice(SQUAT.guidance, "guidance")
    assert one.repetition(8.0, "partial", []) is None
    kinds = [advice.kind if (advice := one.repetition(10.0 + 3 * k, "full", [])) else None for k in range(10)]
    assert kinds == [None] * 4 + ["encouragement"] + [None] * 4 + ["encouragement"]


def test_a_rejected_movement_and_no_set_say_nothing() -> None:
    one = coach()
    assert one.repetition(1.0, "rejected", [fault("knees_in")]) is None
    one.start(None)
    assert one.repetition(2.0, "full", [fault("knees_in")]) is None


def test_a_new_set_forgets_what_was_corrected() -> None:
    one = coach()
    one.repetition(1.0, "full", [fault("leaning_forward")])
    one.start(SQUAT)
    assert one.repetition(10.0, "full", []) is None
    assert one.repetition(13.0, "full", []) is None
