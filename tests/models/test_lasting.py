"""How wrong a session's score is for good: the figures add up, and a view that tells little is said to."""

from __future__ import annotations

import math

import pytest

from models.training.lasting import Seen, deviations, figures, main, movements, on_landmarks


def seen(level: str, score: float | None, movement: str = "squat/0") -> Seen:
    return Seen(movement, level, score, 8.0, 0.5)


def test_views_are_told_against_the_good_ones_of_their_movement() -> None:
    rows = [seen("good", 80.0), seen("good", 84.0), seen("fair", 70.0), seen("poor", None), seen("good", 10.0, "squat/1")]
    away = [size for _, size in deviations(rows)]
    assert away == pytest.approx([-2.0 * math.sqrt(2.0), 2.0 * math.sqrt(2.0), -12.0])
    told = figures(rows)
    assert (told["good"]["views"], told["good"]["n"], told["good"]["rms"]) == (3, 2, 2.83)
    assert (told["fair"]["rms"], told["fair"]["p95_sd"]) == (12.0, pytest.approx(12.0 / 1.96, abs=0.01))
    assert (told["poor"]["unscored"], told["poor"]["rms"]) == (1.0, None)
    assert told["all"]["n"] == 3


def test_the_same_seed_makes_the_same_movements_and_another_one_others() -> None:
    made = [[done.t[-1] for _, _, done, _ in movements(["squat"], 2, seed)] for seed in (0, 0, 1)]
    assert made[0] == made[1] != made[2]


def test_a_squat_is_scored_from_all_round() -> None:
    rows = on_landmarks(["squat"], 1, 0)
    assert len(rows) == 15
    assert {row.level for row in rows} >= {"good", "fair"}
    scored = [row for row in rows if row.score is not None]
    assert len(scored) >= 10
    assert all(0.0 <= (row.score or 0.0) <= 100.0 and 0.0 < row.told <= 1.0 for row in scored)


def test_an_exercise_that_nobody_knows_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["moonwalk"]) == 1
    assert capsys.readouterr().err == "There is no exercise moonwalk.\n"
