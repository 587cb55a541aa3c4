"""What is said, when, and what is not said at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirror.events import (
    CountdownTick,
    CueReleased,
    Event,
    HoldTick,
    PersonEntered,
    PlanEnded,
    PlanItemBegun,
    PlanRepetition,
    RepClosed,
    SetEnded,
    StageChanged,
)
from mirror.voice.prompter import COUNT_STALE_S, CUE_PATIENCE_S, CUE_STALE_S, TICK_STALE_S, TOGETHER_S, Line, Prompter


def rep(number: int, kind: str = "full", credited: bool = False) -> RepClosed:
    return RepClosed(number, 0.0, 1, "squat", number, kind, 0.0, 1.0, 0.9, credited=credited)


def cue(text: str = "Push your knees out.", severity: str | None = "form") -> CueReleased:
    return CueReleased(1, 0.0, text, "correction", severity=severity)


def ended(full: int, hold_s: float | None = None) -> SetEnded:
    return SetEnded(1, 0.0, 1, "squat", 0.0, 1.0, 0.9, full, 0, 0, hold_s)


def anything(_: str) -> bool:
    return True


def said(prompter: Prompter, now: float, speaking: bool = False, known: Callable[[str], bool] = anything) -> str | None:
    line = prompter.next(now, speaking, known)
    return None if line is None else line.text


def test_a_full_repetition_is_counted_with_a_tone() -> None:
    prompter = Prompter()
    assert prompter.hear(rep(4), 1.0).tone == "repetition"
    assert said(prompter, 1.0) == "4"
    assert said(prompter, 1.0) is None


@pytest.mark.parametrize("kind", ["partial", "rejected"])
def test_what_does_not_count_is_not_counted_aloud(kind: str) -> None:
    prompter = Prompter()
    assert prompter.hear(rep(4, kind), 1.0).tone is None
    assert said(prompter, 1.0) is None


def test_the_newest_count_takes_the_older_ones_place() -> None:
    prompter = Prompter()
    prompter.hear(rep(1), 1.0)
    prompter.hear(rep(2), 1.1)
    assert said(prompter, 1.1) == "2"
    assert said(prompter, 1.1) is None


def test_repetitions_credited_together_are_one_number_and_no_tones() -> None:
    prompter = Prompter()
    for number in (1, 2, 3):
        assert prompter.hear(rep(number, credited=True), 1.0).tone is None
        assert said(prompter, 1.0) is None
    assert said(prompter, 1.0 + 2 * TOGETHER_S) == "3"
    assert said(prompter, 1.0 + 2 * TOGETHER_S) is None


def test_nothing_is_said_over_another_sentence_and_late_counts_are_dropped() -> None:
    prompter = Prompter()
    prompter.hear(rep(1), 1.0)
    assert said(prompter, 1.3, speaking=True) is None
    assert said(prompter, 1.0 + COUNT_STALE_S + 0.01) is None
    prompter.hear(rep(2), 2.0)
    assert said(prompter, 2.6, speaking=True) is None
    assert said(prompter, 2.65) == "2"


def test_the_cue_of_the_same_moment_waits_for_the_count_whichever_comes_first() -> None:
    for first, second in ((cue(), rep(5)), (rep(5), cue())):
        prompter = Prompter()
        prompter.hear(first, 1.0)
        early = said(prompter, 1.0)
        prompter.hear(second, 1.01)
        late = said(prompter, 1.02)
        assert "5" in (early, late)
        assert said(prompter, 1.02 + TOGETHER_S) == "Push your knees out."


def test_counts_do_not_keep_a_cue_from_being_said() -> None:
    prompter = Prompter()
    prompter.hear(cue(), 0.0)
    now, spoken = 0.0, []
    while "Push your knees out." not in spoken:
        prompter.hear(rep(1 + int(now * 4)), now)
        line = said(prompter, now, speaking=int(now * 100) % 50 > 0)
        spoken += [line] if line else []
        now += 0.05
        assert now < CUE_PATIENCE_S + 0.6
    assert len(spoken) > 1


def test_a_danger_goes_first_and_is_not_replaced_by_less() -> None:
    prompter = Prompter()
    prompter.hear(rep(3), 1.0)
    prompter.hear(cue("Keep your back straight.", "danger"), 1.0)
    prompter.hear(cue("A little slower.", "style"), 1.1)
    assert said(prompter, 1.1) == "Keep your back straight."
    assert said(prompter, 1.2) == "3"
    assert said(prompter, 2.0) is None


def test_a_danger_cuts_off_what_warns_of_none_but_not_another_danger() -> None:
    prompter = Prompter()
    prompter.hear(cue("A little slower.", "style"), 1.0)
    assert said(prompter, 1.1) == "A little slower."
    prompter.hear(cue("Keep your back straight.", "danger"), 1.2)
    assert said(prompter, 1.2, speaking=True, known=lambda text: False) is None
    assert said(prompter, 1.3, speaking=True) == "Keep your back straight."
    prompter.hear(cue("Push your knees out.", "danger"), 1.4)
    prompter.hear(rep(4), 1.4)
    assert said(prompter, 1.5, speaking=True) is None
    assert said(prompter, 1.6) == "Push your knees out."


def test_a_plan_counts_what_it_asked_for() -> None:
    """The machine calls it partial and the plan wanted no more: it is counted aloud, and nothing is counted twice."""
    prompter = Prompter()
    prompter.hear(PlanItemBegun(1, 0.0, "p1", 1, "squat"), 1.0)
    assert prompter.hear(rep(0, "partial"), 1.0).tone is None
    assert prompter.hear(PlanRepetition(2, 0.0, "p1", 1, 1, 0.5), 1.0).tone == "repetition"
    assert said(prompter, 1.0) == "1"
    assert prompter.hear(rep(1), 2.0).tone is None
    assert said(prompter, 2.0) is None
    prompter.hear(PlanRepetition(3, 0.0, "p1", 1, 2, 0.9), 2.0)
    assert said(prompter, 2.0) == "2"
    prompter.hear(PlanEnded(4, 0.0, "p1", 1, 0), 3.0)
    prompter.hear(rep(5), 3.0)
    assert said(prompter, 3.0) == "5"


def test_the_camera_s_end_ends_what_is_said_and_is_said_itself() -> None:
    prompter = Prompter()
    prompter.hear(cue(), 1.0)
    assert prompter.hear(StageChanged(1, 0.0, "camera_off", "live"), 1.1).hush
    prompter.hear(CueReleased(2, 0.0, "The camera is off.", "setup"), 1.1)
    assert said(prompter, 1.3) == "The camera is off."


def test_the_summary_ends_what_is_said_but_not_the_tone_of_the_end() -> None:
    prompter = Prompter()
    prompter.hear(cue(), 1.0)
    reaction = prompter.hear(StageChanged(1, 0.0, "summary", "live"), 1.1)
    assert reaction.hush
    assert not reaction.cut
    assert prompter.waiting == ()


def test_a_newer_cue_replaces_one_that_waits() -> None:
    prompter = Prompter()
    prompter.hear(cue("Better depth."), 1.0)
    prompter.hear(cue("Push your knees out."), 1.1)
    assert said(prompter, 2.0) == "Push your knees out."
    assert said(prompter, 2.0) is None


def test_a_cue_that_could_not_be_said_in_time_is_dropped() -> None:
    prompter = Prompter()
    prompter.hear(cue(), 1.0)
    assert said(prompter, 1.0 + CUE_STALE_S + 0.1) is None


def test_a_phrase_that_is_not_made_yet_keeps_nothing_else_waiting() -> None:
    prompter = Prompter()
    prompter.hear(cue("Never heard before."), 1.0)
    prompter.hear(rep(2), 1.0)
    assert said(prompter, 1.1, known=lambda text: text == "2") == "2"
    assert said(prompter, 1.2, known=lambda text: text == "2") is None
    assert said(prompter, 1.3) == "Never heard before."


def test_the_countdown_is_spoken_and_toned_and_ends_in_the_start_tone() -> None:
    prompter = Prompter()
    for n in (3, 2, 1):
        assert prompter.hear(CountdownTick(1, 0.0, n), 1.0).tone == "tick"
        assert said(prompter, 1.0) == str(n)
    prompter.hear(CountdownTick(1, 0.0, 1), 2.0)
    assert prompter.hear(CountdownTick(1, 0.0, 0), 2.1).tone == "start"
    assert said(prompter, 2.1) is None
    prompter.hear(CountdownTick(1, 0.0, 3), 3.0)
    assert said(prompter, 3.0 + TICK_STALE_S + 0.1) is None


def test_a_hold_is_told_every_ten_seconds() -> None:
    prompter = Prompter()
    spoken = []
    for second in range(31):
        prompter.hear(HoldTick(1, 0.0, 1, "plank", second), float(second))
        spoken.append(said(prompter, float(second)))
    assert [line for line in spoken if line] == ["10", "20", "30"]


def test_the_end_of_a_set_has_a_tone_if_something_was_done() -> None:
    prompter = Prompter()
    assert prompter.hear(ended(5), 1.0).tone == "end"
    assert prompter.hear(ended(0, hold_s=30.0), 1.0).tone == "end"
    assert prompter.hear(ended(0), 1.0).tone is None


def test_pause_cuts_off_and_forgets() -> None:
    prompter = Prompter()
    prompter.hear(rep(1), 1.0)
    prompter.hear(cue(), 1.0)
    assert prompter.hear(StageChanged(1, 0.0, "paused", "live"), 1.1).cut
    assert prompter.waiting == ()
    assert not prompter.hear(StageChanged(1, 0.0, "live", "paused"), 1.2).cut
    assert not prompter.hear(PersonEntered(1, 0.0, 1), 1.2).cut


happenings = st.lists(
    st.tuples(
        st.floats(0, 0.8),
        st.one_of(
            st.integers(0, 60).map(rep),
            st.integers(0, 60).map(lambda n: rep(n, credited=True)),
            st.tuples(st.text(min_size=1, max_size=5), st.sampled_from(["style", "form", "danger"])).map(lambda c: cue(*c)),
            st.integers(0, 3).map(lambda n: CountdownTick(1, 0.0, n)),
            st.just(StageChanged(1, 0.0, "paused", "live")),
            st.none(),
        ),
        st.floats(0.2, 3.0),
    ),
    max_size=40,
)


@given(happenings)
def test_whatever_happens_no_line_is_stale_doubled_or_said_over_another(steps: list[tuple[float, Event | None, float]]) -> None:
    prompter = Prompter()
    now = busy_until = 0.0
    heard: list[Event] = []
    lines: list[Line] = []
    for wait, event, length in steps:
        now += wait
        if event is not None:
            heard.append(event)
            prompter.hear(event, now)
        line = prompter.next(now, now < busy_until, anything)
        if line is not None:
            assert now >= busy_until or (line.urgent and not lines[-1].urgent)
            stale = {"count": COUNT_STALE_S, "tick": TICK_STALE_S, "cue": CUE_STALE_S}[line.kind]
            assert now - line.at <= stale
            assert now >= line.ready_at
            assert not any(line is other for other in lines)
            lines.append(line)
            busy_until = now + length
        assert len(prompter.waiting) <= 3
    assert len(lines) <= len(heard)
    assert {line.text for line in lines if line.kind == "cue"} <= {e.text for e in heard if isinstance(e, CueReleased)}
