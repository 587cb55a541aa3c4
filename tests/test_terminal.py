"""The lines of a headless run."""

from __future__ import annotations

from pathlib import Path

import pytest

from mirror.events import CueReleased, ExerciseNamed, HoldTick, PersonEntered, RepClosed, SetEnded, SetStarted
from mirror.exercises import load_catalogue
from mirror.terminal import Terminal, Total, summary, truth_line

CATALOGUE = load_catalogue(Path(__file__).parents[1] / "resources" / "exercises")


@pytest.fixture
def lines() -> list[str]:
    return []


@pytest.fixture
def terminal(lines: list[str]) -> Terminal:
    return Terminal(CATALOGUE, lines.append)


def rep(number: int, **changes: object) -> RepClosed:
    values: dict[str, object] = {"kind": "full", "start_t": 1.0, "end_t": 2.5, "depth": 0.97, "score": 88.4} | changes
    return RepClosed(seq=1, t=3.0, set=1, exercise="squat", number=number, **values)  # type: ignore[arg-type]


def ended(exercise: str | None, full: int, score: float | None, set_number: int = 1, **changes: object) -> SetEnded:
    values: dict[str, object] = {"partial": 0, "rejected": 0} | changes
    return SetEnded(
        seq=2, t=9.0, set=set_number, exercise=exercise, start_t=0.0, end_t=8.0, confidence=0.9, full=full, score=score, **values
    )  # type: ignore[arg-type]


def test_a_repetition_is_one_line(terminal: Terminal, lines: list[str]) -> None:
    terminal.handle(rep(3))
    assert lines == ["squat  3  good depth, score 88"]


def test_what_was_wrong_with_it_is_said_in_words(terminal: Terminal, lines: list[str]) -> None:
    mistake = CATALOGUE["squat"].mistakes[0]
    terminal.handle(rep(1, mistakes=(mistake.name,), score=None))
    terminal.handle(rep(1, kind="partial", depth=0.5))
    terminal.handle(rep(1, kind="rejected", reason="too fast"))
    terminal.handle(rep(2, side="left", score=None))
    assert lines == [
        f"squat  1  {mistake.title.lower()}",
        "squat  -  partial, 50% of the way",
        "squat  -  not counted: too fast",
        "squat  2  left, good depth",
    ]


def test_a_repetition_of_an_exercise_that_the_catalogue_lost(terminal: Terminal, lines: list[str]) -> None:
    terminal.handle(RepClosed(1, 1.0, 1, "moonwalk", 1, "full", 0.0, 1.0, 1.0, mistakes=("too_slow",)))
    assert lines == ["moonwalk  1  too slow"]


def test_cues_names_and_holds_have_their_lines_and_the_rest_is_silent(terminal: Terminal, lines: list[str]) -> None:
    terminal.handle(PersonEntered(1, 0.0, track=1))
    terminal.handle(SetStarted(2, 0.0, set=1, start_t=0.0))
    terminal.handle(ExerciseNamed(3, 1.0, set=1, exercise="plank", confidence=0.914))
    terminal.handle(HoldTick(4, 4.0, set=1, exercise="plank", seconds=4))
    terminal.handle(HoldTick(5, 5.0, set=1, exercise="plank", seconds=5))
    terminal.handle(CueReleased(6, 5.0, text="Lift your hips.", kind="correction"))
    assert lines == ["plank: recognised (91%)", "plank  5 s", "    Lift your hips."]


def test_totals_add_up_over_sets_and_weigh_scores_by_repetitions(terminal: Terminal, lines: list[str]) -> None:
    terminal.handle(ended("squat", 3, 90.0))
    terminal.handle(ended("plank", 0, None, 2, hold_s=21.6))
    terminal.handle(ended("squat", 1, 50.0, 3, partial=1, rejected=2))
    terminal.handle(ended(None, 0, None, 4, rejected=2))
    squat, plank = terminal.totals()
    assert (squat.sets, squat.full, squat.partial, squat.rejected) == (2, 4, 1, 2)
    assert squat.score == pytest.approx((3 * 90 + 2 * 50) / 5)
    assert (plank.exercise, plank.hold_s, plank.score) == ("plank", 21.6, None)
    assert lines == ["set 1: squat, 3 repetitions, score 90", "set 2: plank, 22 s", "set 3: squat, 1 repetition, score 50"]


def test_the_closing_table_lines_up() -> None:
    table = summary([Total("jumping_jack", full=12, scored=80.0, weight=1.0), Total("plank", hold_s=30.2)])
    assert table == [
        "exercise      reps  partial  rejected  score",
        "jumping_jack    12        0         0     80",
        "plank         30 s        0         0       ",
    ]


def test_nothing_done_is_said() -> None:
    assert summary([]) == ["No exercise was recognised."]


def test_the_demo_s_truth_adds_sets_of_the_same_exercise() -> None:
    assert truth_line([("squat", 3), ("lunge", 4), ("squat", 2)]) == "demo truth: squat 5, lunge 4"
