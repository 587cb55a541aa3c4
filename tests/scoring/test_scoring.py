"""Scores fall with the fault, know what they cannot tell, and mistakes are found where they were made."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from mirror.avatar import Camera
from mirror.counting import Movement, Stretch
from mirror.geometry import MEASURES, Calibration, body_from_pose, measure
from mirror.geometry.measures import INDEX
from mirror.scoring import Judge, Judgement
from tests.acting import FRONT, OBLIQUE, SIDE, acted, catalogue


def one(exercise: str, camera: Camera = OBLIQUE, mistake: str | None = None, **how: float) -> tuple[Stretch, Movement]:
    """A whole performance of one repetition as a stretch."""
    t, values, sigma, error, yaw = [], [], [], [], []
    for pose in acted(exercise, 1, camera, mistake, **how):  # type: ignore[arg-type]
        body = body_from_pose(pose, Calibration())
        assert body is not None
        m = measure(body)
        t.append(m.t)
        values.append(m.values)
        sigma.append(m.sigma)
        error.append(m.error)
        yaw.append(body.yaw_deg)
    stretch = Stretch(np.array(t), np.array(values), np.array(sigma), np.array(yaw), error=np.array(error))
    depth = Judge(catalogue()[exercise])._gauge.read_rows(stretch.values, stretch.sigma).depth[:, 0]
    moving = np.flatnonzero(depth > 0.15)
    peak = float(stretch.t[int(np.nanargmax(depth))])
    return stretch, Movement(float(stretch.t[moving[0]]), peak, float(stretch.t[moving[-1]]), 0.0, 1.0, "full")


def judged(exercise: str, camera: Camera = OBLIQUE, mistake: str | None = None, **how: float) -> Judgement:
    return Judge(catalogue()[exercise]).judge(*one(exercise, camera, mistake, **how))


def names(judgement: Judgement) -> set[str]:
    return {fault.mistake.name for fault in judgement.faults}


@pytest.mark.parametrize("exercise", ["squat", "push_up", "jumping_jack", "lunge", "bicep_curl"])
def test_a_clean_repetition_scores_high_and_shows_no_mistake(exercise: str) -> None:
    judgement = judged(exercise)
    assert judgement.score is not None
    assert judgement.score > 85
    assert not judgement.faults
    assert all(0 <= score <= 100 for score in judgement.joints.values())


@pytest.mark.parametrize(
    ("exercise", "mistake", "camera"),
    [
        ("squat", "knees_in", FRONT),
        ("squat", "leaning_forward", SIDE),
        ("squat", "stance_narrow", FRONT),
        ("squat", "stance_wide", FRONT),
        ("squat", "shallow", OBLIQUE),
        ("squat", "head_down", SIDE),
        ("push_up", "hips_sagging", SIDE),
        ("push_up", "hips_high", SIDE),
        ("push_up", "elbows_flared", OBLIQUE),
        ("jumping_jack", "arms_low", FRONT),
        ("jumping_jack", "feet_narrow", FRONT),
        ("jumping_jack", "elbows_bent", FRONT),
        ("lunge", "leaning_forward", SIDE),
        ("lunge", "knee_over_toe", SIDE),
        ("lunge", "leaning_sideways", FRONT),
        ("bicep_curl", "elbows_forward", SIDE),
        ("bicep_curl", "swinging", SIDE),
        ("bicep_curl", "shallow", FRONT),
        ("bicep_curl", "too_fast", FRONT),
    ],
)
def test_each_mistake_is_found_and_no_other_of_its_kind(exercise: str, mistake: str, camera: Camera) -> None:
    judgement = judged(exercise, camera, mistake)
    assert mistake in names(judgement)
    assert len(names(judgement)) <= 2
    clean = judged(exercise, camera)
    assert clean.score is not None
    assert judgement.score is not None
    if catalogue()[exercise].mistake(mistake).severity != "style":
        assert judgement.score < clean.score - 5
    assert mistake not in names(clean)


def test_a_view_that_cannot_tell_does_not_accuse() -> None:
    assert "knees_in" in names(judged("squat", FRONT, "knees_in"))
    assert "knees_in" not in names(judged("squat", SIDE, "knees_in"))
    assert "leaning_forward" not in names(judged("squat", FRONT, "leaning_forward"))


def test_what_is_not_seen_is_not_scored() -> None:
    stretch, swing = one("squat")
    values, sigma = stretch.values.copy(), stretch.sigma.copy()
    for name in ("left_knee", "left_thigh", "left_hip"):
        values[:, INDEX[name]], sigma[:, INDEX[name]] = math.nan, math.inf
    judgement = Judge(catalogue()["squat"]).judge(Stretch(stretch.t, values, sigma, stretch.yaw_deg), swing)
    assert {"left_knee", "left_hip"}.isdisjoint(judgement.joints)
    assert {"right_knee", "right_hip"} <= set(judgement.joints)
    unsure = Stretch(stretch.t, stretch.values, stretch.sigma * 6.0, stretch.yaw_deg)
    assert Judge(catalogue()["squat"]).judge(unsure, swing).joints == {}
    blind = np.full((len(stretch), len(MEASURES)), math.nan)
    nothing = Judge(catalogue()["squat"]).judge(Stretch(stretch.t, blind, np.full_like(blind, math.inf), stretch.yaw_deg), swing)
    assert nothing == Judgement()
    assert Judge(catalogue()["squat"]).judge(Stretch(stretch.t[:0], blind[:0], blind[:0], stretch.t[:0]), swing) == Judgement()


def test_less_range_scores_less() -> None:
    scores = [judged("squat", OBLIQUE, rom=rom).score for rom in (1.0, 0.65, 0.5)]
    assert scores == sorted(scores, reverse=True)  # type: ignore[type-var]
    assert scores[0] - scores[2] > 10  # type: ignore[operator]


def test_a_joint_off_its_form_loses_and_the_other_does_not() -> None:
    stretch, swing = one("squat", SIDE)
    clean = Judge(catalogue()["squat"]).judge(stretch, swing)
    values = stretch.values.copy()
    values[:, INDEX["torso_lean"]] += 30.0
    leaning = Judge(catalogue()["squat"]).judge(Stretch(stretch.t, values, stretch.sigma, stretch.yaw_deg), swing)
    assert leaning.joints["torso_lean"] < clean.joints["torso_lean"] - 30
    assert leaning.joints["right_knee"] == pytest.approx(clean.joints["right_knee"])


def test_the_working_side_is_named() -> None:
    judge = Judge(catalogue()["side_lunge"])
    stretch, swing = one("squat")
    assert judge.side(stretch, swing.peak_t) == "both"
    values = stretch.values.copy()
    values[:, INDEX["right_knee"]] = 165.0
    assert judge.side(Stretch(stretch.t, values, stretch.sigma, stretch.yaw_deg), swing.peak_t) == "left"
    assert Judge(catalogue()["squat"]).side(stretch, swing.peak_t) == "both"


def test_asymmetry_and_duration_are_statistics_too() -> None:
    exercise = catalogue()["squat"]
    lopsided = exercise.mistakes[0].model_copy(
        update={
            "name": "lopsided",
            "measure": "knee",
            "statistic": "asymmetry",
            "below": None,
            "above": 20.0,
            "margin": 10.0,
            "views": (),
        }
    )
    slow = lopsided.model_copy(update={"name": "slow", "measure": "", "statistic": "duration", "above": 1.0, "margin": 0.2})
    judge = Judge(exercise.model_copy(update={"mistakes": (lopsided, slow)}))
    stretch, swing = one("squat")
    assert names(judge.judge(stretch, swing)) == {"slow"}
    values = stretch.values.copy()
    values[:, INDEX["left_knee"]] += 60.0
    found = judge.judge(
        Stretch(stretch.t, values, stretch.sigma, stretch.yaw_deg), dataclasses.replace(swing, end_t=swing.start_t + 0.5)
    )
    assert names(found) == {"lopsided"}


def test_a_joint_that_the_view_cannot_tell_is_unknown_and_the_others_are_told() -> None:
    stretch, swing = one("squat")
    error = stretch.error.copy()
    for side in ("left_hip", "right_hip"):
        error[:, INDEX[side]] = 40.0
    unsure = Stretch(stretch.t, stretch.values, stretch.sigma, stretch.yaw_deg, error=error)
    joints = Judge(catalogue()["squat"]).judge(unsure, swing).joints
    assert {"left_hip", "right_hip"}.isdisjoint(joints)
    assert {"left_knee", "right_knee"} <= joints.keys()
