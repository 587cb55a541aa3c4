"""Another movement is told from a fault, from a smaller repetition and from what is not seen."""

from __future__ import annotations

import math

import numpy as np
import pytest

from mirror.counting import Movement, Stretch
from mirror.scoring import Judge
from mirror.scoring.likeness import FARTHEST, NEAR, agreement_of, along, distance_of, likeness, moved, near
from tests.acting import FRONT, OBLIQUE, SIDE, catalogue
from tests.scoring.test_scoring import judged, one


def scored_as(exercise: str, truth: str, camera: object = OBLIQUE) -> float:
    """Mean joint score of one repetition of `truth` scored as `exercise`, wherever that exercise's depth is largest."""
    stretch, swing = one(truth, camera)  # type: ignore[arg-type]
    judge = Judge(catalogue()[exercise])
    depth = judge._gauge.read_rows(stretch.values, stretch.sigma).depth[:, 0]
    peak = float(stretch.t[int(np.nanargmax(depth))])
    told = judge.judge(stretch, Movement(swing.start_t, peak, swing.end_t, 0.0, 1.0, "full"))
    return float(np.mean([told.joints[name] for name in judge.names if name in told.joints]))


@pytest.mark.parametrize(
    ("exercise", "truth"),
    [
        ("squat", "bicep_curl"),
        ("squat", "jumping_jack"),
        ("squat", "push_up"),
        ("push_up", "squat"),
        ("push_up", "sit_up"),
        ("bicep_curl", "squat"),
        ("bicep_curl", "push_up"),
        ("jumping_jack", "squat"),
        ("jumping_jack", "lunge"),
        ("lunge", "bicep_curl"),
    ],
)
def test_another_movement_scores_little_and_the_exercise_itself_much(exercise: str, truth: str) -> None:
    assert scored_as(exercise, truth) <= 25
    assert scored_as(exercise, exercise) >= 80


@pytest.mark.parametrize(
    ("exercise", "mistake", "camera"),
    [("squat", "leaning_forward", SIDE), ("squat", "knees_in", FRONT), ("bicep_curl", "elbows_forward", SIDE)],
)
def test_a_fault_is_not_another_movement(exercise: str, mistake: str, camera: object) -> None:
    clean, faulty = judged(exercise, camera), judged(exercise, camera, mistake)  # type: ignore[arg-type]
    assert faulty.likeness > 0.9
    joints = {f"{side}{joint}" for joint in catalogue()[exercise].mistake(mistake).joints for side in ("left_", "right_", "")}
    falls = {name: clean.joints[name] - faulty.joints[name] for name in clean.joints if name in faulty.joints}
    assert max(fall for name, fall in falls.items() if name in joints) >= 30
    assert np.mean([fall for name, fall in falls.items() if name not in joints]) <= 10


def test_who_does_not_move_is_not_scored_high() -> None:
    stretch, swing = one("squat")
    standing = Stretch(stretch.t[:20], stretch.values[:20], stretch.sigma[:20], stretch.yaw_deg[:20])
    told = Judge(catalogue()["squat"]).judge(standing, swing)
    assert told.likeness < 0.05
    assert told.score is not None
    assert told.score < 5


def test_what_is_not_seen_speaks_neither_way() -> None:
    nothing = np.zeros((4, 3))
    assert math.isnan(distance_of(nothing, nothing))
    assert near(math.nan) == along(math.nan) == 1.0
    assert math.isnan(agreement_of(np.ones(3), np.zeros(3), np.ones(3)))
    assert moved(np.full(5, math.nan)) == 0.0


def test_one_measure_far_off_is_no_other_movement_and_all_of_them_are() -> None:
    residuals, weights = np.zeros((4, 20)), np.ones((4, 20))
    residuals[:, 0] = 50.0
    assert distance_of(residuals, weights) < NEAR
    residuals[:] = 50.0
    assert distance_of(residuals, weights) == pytest.approx(FARTHEST)
    few = np.full((4, 1), 50.0)
    assert distance_of(few, np.ones((4, 1))) < NEAR


def test_agreement_is_of_the_change_not_of_its_size() -> None:
    form = np.array([6.0, -4.0, 0.0])
    weights = np.ones(3)
    assert agreement_of(0.5 * form, form, weights) > 0.95
    assert agreement_of(-form, form, weights) < 0.0
    assert agreement_of(np.array([6.0, -4.0, 0.6]), form, weights) == pytest.approx(1.0)


def test_a_hold_needs_no_movement() -> None:
    still = np.full(30, 1.0)
    assert likeness(still, 0.5, math.nan, held=True) == 1.0
    assert likeness(still, 0.5, math.nan, held=False) == 0.0


def test_parts_that_mistakes_name_are_scored_without_a_bar() -> None:
    judge = Judge(catalogue()["squat"])
    assert {"left_neck", "right_neck"} <= set(judge.parts)
    assert set(judge.parts).isdisjoint(judge.names)
    clean, faulty = judged("squat", SIDE), judged("squat", SIDE, "head_down")
    seen = [name for name in ("left_neck", "right_neck") if name in clean.joints and name in faulty.joints]
    assert seen
    assert all(faulty.joints[name] < clean.joints[name] - 30 for name in seen)
