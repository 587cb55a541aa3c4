"""One sentence at a time, the most dangerous first: the rules by example (test_policy.py proves them)."""

from __future__ import annotations

import itertools

import pytest

from mirror.coaching import Advice, Coach, all_phrases, seconds_to_say
from mirror.coaching.core import AGAIN_S, CHATTER_S, COUNT_S, SILENCE_S
from mirror.coaching.wording import PHRASES, Wording
from mirror.scoring import Fault
from tests.acting import catalogue

SQUAT = catalogue()["squat"]
PLANK = catalogue()["plank"]


def fault(name: str, certainty: float = 0.9) -> Fault:
    return Fault(SQUAT.mistake(name), certainty, ())


def coach() -> Coach:
    one = Coach()
    one.start(SQUAT)
    return one


def ignored(mistake: str, seconds: float) -> list[tuple[float, Advice]]:
    """What is said to somebody who makes a repetition every 2.5 s, each with this mistake."""
    one = coach()
    told = []
    for k in range(round(seconds * 10)):
        t = k / 10
        advice = one.repetition(t, "full", [fault(mistake)]) if k % 25 == 0 else one.moment(t, "rest")
        told += [(t, advice)] if advice is not None else []
    return told


def test_the_most_dangerous_comes_first() -> None:
    said = coach().repetition(1.0, "full", [fault("stance_narrow", 1.0), fault("knees_in", 0.7), fault("leaning_forward")])
    assert said == Advice(SQUAT.mistake("knees_in").cue, "correction", "knees_in", "danger")


def test_nothing_is_said_into_a_sentence_but_a_danger_comes_between() -> None:
    one = coach()
    first = one.repetition(1.0, "full", [fault("stance_narrow")])
    assert first is not None
    until = 1.0 + seconds_to_say(first.text)
    assert one.repetition(until - 0.2, "full", [fault("leaning_forward")]) is None
    assert one.moment(until - 0.1, "rest") is None
    between = one.repetition(until - 0.05, "full", [fault("knees_in")])
    assert between is not None
    assert between.severity == "danger"
    until += -0.05 + seconds_to_say(between.text)
    assert one.repetition(until - 0.1, "full", [fault("leaning_forward")]) is None
    assert one.moment(until + 0.01, "rest") is not None


def test_a_cue_about_the_bottom_waits_for_the_rest_before_the_next_one() -> None:
    one = coach()
    one.repetition(0.5, "full", [])
    one.seen(fault("leaning_forward"))
    assert one.moment(1.0, "peak") is None
    assert one.moment(1.3, "back") is None
    assert one.repetition(2.5, "full", [fault("leaning_forward")], counted=True) is None
    assert one.moment(2.5 + COUNT_S - 0.05, "rest") is None, "the number is being said"
    said = one.moment(2.5 + COUNT_S, "rest")
    assert said is not None
    assert said.mistake == "leaning_forward"


def test_a_cue_that_missed_the_rest_is_not_said_at_the_next_bottom() -> None:
    one = coach()
    first = one.repetition(1.0, "full", [fault("stance_narrow")])
    assert first is not None
    one.repetition(2.9, "full", [fault("leaning_forward")])
    free = 1.0 + seconds_to_say(first.text)
    assert one.moment(free + 0.1, "peak") is None
    assert one.moment(free + 0.4, "back") is None
    assert one.moment(free + 0.8, "rest") is not None


def test_what_is_seen_but_not_confirmed_is_not_said() -> None:
    one = coach()
    one.seen(fault("leaning_forward"))
    assert one.repetition(3.0, "full", []) is None
    assert one.moment(4.0, "rest") is None


def test_a_danger_is_said_while_it_happens() -> None:
    one = coach()
    assert one.moment(1.0, "peak") is None
    one.seen(fault("knees_in"))
    assert one.moment(1.1, "back") is None, "the bottom is over"
    said = one.moment(1.2, "peak")
    assert said is not None
    assert said.mistake == "knees_in"


def test_a_holds_cue_comes_at_once() -> None:
    one = Coach()
    one.start(PLANK)
    assert one.moment(0.5, "peak") is None
    one.seen(Fault(PLANK.mistake("hips_high"), 0.9, ()))
    said = one.moment(0.6, "peak")
    assert said is not None
    assert said.mistake == "hips_high"


def test_no_nagging() -> None:
    said = [t for t, advice in ignored("leaning_forward", 60.0) if advice.kind == "correction"]
    gaps = [b - a for a, b in itertools.pairwise(said)]
    assert gaps[0] >= AGAIN_S["form"]
    assert gaps[1] >= 1.5 * AGAIN_S["form"]
    assert gaps == sorted(gaps)


def test_a_cooldown_outlives_the_set() -> None:
    one = coach()
    assert one.repetition(1.0, "full", [fault("leaning_forward")]) is not None
    one.start(None)
    one.start(SQUAT)
    assert one.repetition(6.0, "full", [fault("leaning_forward")]) is None
    assert one.repetition(1.0 + AGAIN_S["form"], "full", [fault("leaning_forward")]) is not None


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
    assert one.repetition(12.0, "full", []) is None


def test_what_could_not_be_told_is_not_mended() -> None:
    one = coach()
    assert one.repetition(1.0, "full", [fault("leaning_forward")]) is not None
    assert [one.repetition(4.0 + 3 * k, "full", [], unknown=["leaning_forward"]) for k in range(3)] == [None] * 3
    one.repetition(13.0, "full", [])
    said = one.repetition(16.0, "full", [])
    assert said is not None
    assert said.kind == "praise"


def test_guidance_for_partial_and_encouragement_for_clean_repetitions() -> None:
    one = coach()
    said = one.repetition(1.0, "partial", [])
    assert said == Advice(SQUAT.guidance, "guidance")
    assert one.repetition(8.0, "partial", []) is None
    kinds = [advice.kind if (advice := one.repetition(10.0 + 2 * k, "full", [])) else None for k in range(10)]
    assert kinds == [None] * 4 + ["encouragement"] + [None] * 4 + ["encouragement"]


def test_feedback_is_neither_absent_nor_chatter() -> None:
    one = coach()
    said = [t / 10 for t in range(1200) if one.moment(t / 10, "peak") is not None]
    assert said[0] == pytest.approx(SILENCE_S)
    gaps = [b - a for a, b in itertools.pairwise(said)]
    assert CHATTER_S < min(gaps) <= max(gaps) < SILENCE_S + 3.0


def test_there_is_no_praise_for_a_repetition_with_a_fault() -> None:
    texts = [advice.text for _, advice in ignored("leaning_forward", 120.0) if advice.kind == "encouragement"]
    assert texts
    assert set(texts) <= set(PHRASES["effort"])


def test_a_rejected_movement_and_no_set_say_nothing() -> None:
    one = coach()
    assert one.repetition(1.0, "rejected", [fault("knees_in")]) is None
    one.start(None)
    one.seen(fault("knees_in"))
    assert one.repetition(2.0, "full", [fault("knees_in")]) is None
    assert one.moment(40.0, "rest") is None


def test_a_new_set_forgets_what_was_corrected() -> None:
    one = coach()
    one.repetition(1.0, "full", [fault("leaning_forward")])
    one.start(SQUAT)
    assert one.repetition(10.0, "full", []) is None
    assert one.repetition(13.0, "full", []) is None


def test_repetitions_credited_together_are_judged_by_the_last() -> None:
    one = coach()
    assert one.repetition(9.0, "full", [fault("leaning_forward")], later=True) is None
    assert one.repetition(9.0, "full", [fault("stance_narrow")], later=True, counted=True) is None
    said = one.moment(9.0 + COUNT_S, "rest")
    assert said is not None
    assert said.mistake == "stance_narrow"


def test_words_take_turns_and_run_out_in_plain_sight() -> None:
    words = Wording()
    assert [words.choose("a", ("x", "y", "z"), ()) for _ in range(4)] == ["x", "y", "z", "x"]
    assert words.choose("a", ("x", "y", "z"), ("y",)) == "z"
    with pytest.raises(ValueError, match="nothing new"):
        words.choose("b", ("x",), ("x",))
    assert len(set(all_phrases())) == len(all_phrases())
    assert all(len(phrases) >= 3 for phrases in PHRASES.values())
