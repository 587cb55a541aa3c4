"""The verdict on a view: what it cannot tell, the smallest change that would tell it, said calmly and no longer than needed."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mirror.avatar import Camera, Person, perform, project_all
from mirror.errors import ModelError
from mirror.geometry import Calibration
from mirror.geometry.observability import RISES_DEG, TURNS_DEG, learned, load
from mirror.geometry.verdict import UNSURE, Adviser, Framing, Prospect, Verdict, hidden, verdict_of
from mirror.pose.core import Pose
from mirror.scoring.core import TOO_UNSURE
from tests.acting import catalogue

LEVEL = Calibration()
HIGH = Calibration(2.2, -25.0, 0.0, 2.6, 50.0, "by hand")


def prospect(name: str) -> Prospect:
    return Prospect(catalogue()[name], load(learned())[name])


def standing(camera: Camera, exercise: str = "squat") -> Pose:
    made = perform(catalogue()[exercise], 1, person=Person.random(5), fps=10.0, seed=5)
    return project_all(made.points[:1], camera).poses([0.0])[0]


def test_every_exercise_that_moves_has_a_sight() -> None:
    sights = load(learned())
    assert {name for name, e in catalogue().items() if e.motion is not None} == sights.keys()
    for name, sight in sights.items():
        assert set(catalogue()[name].joints) <= sight.errors.keys()
        for table in sight.errors.values():
            assert table.shape == (len(RISES_DEG), len(TURNS_DEG))
            assert (table > 0.0).all()


def test_unknown_means_the_same_as_in_the_score() -> None:
    assert UNSURE == TOO_UNSURE


@pytest.mark.parametrize(("name", "yaw"), [("squat", 45.0), ("deadlift", 90.0), ("jumping_jack", 0.0), ("push_up", -90.0)])
def test_the_views_of_an_exercise_are_good(name: str, yaw: float) -> None:
    told = verdict_of(prospect(name), LEVEL, yaw, None)
    assert told.level == "good"
    assert (told.advice, told.turn_deg) == ("", 0.0)


@pytest.mark.parametrize("name", ["squat", "deadlift", "jumping_jack", "sit_up", "lateral_raise", "wall_push_up"])
@pytest.mark.parametrize("yaw", [-170.0, -90.0, -20.0, 0.0, 15.0, 60.0, 90.0, 130.0])
def test_who_turns_as_told_is_seen_well(name: str, yaw: float) -> None:
    told = verdict_of(prospect(name), LEVEL, yaw, None)
    after = verdict_of(prospect(name), LEVEL, yaw + told.turn_deg, None)
    assert after.turn_deg == 0.0
    assert after.level == "good"


def test_the_sentence_says_the_side_and_the_size() -> None:
    assert verdict_of(prospect("deadlift"), LEVEL, 0.0, None).advice.startswith("Turn halfway to the ")
    jack = verdict_of(prospect("jumping_jack"), LEVEL, 90.0, None)
    assert jack.turn_deg < 0.0
    assert jack.advice.endswith("to the right.")
    assert verdict_of(prospect("jumping_jack"), LEVEL, -90.0, None).advice.endswith("to the left.")
    assert "Turn a quarter" in verdict_of(prospect("sit_up"), LEVEL, 0.0, None).advice


def test_what_a_view_cannot_tell_is_named() -> None:
    front = verdict_of(prospect("squat"), LEVEL, 0.0, None).hidden
    assert {"torso_lean", "leaning_forward"} <= set(front)
    assert "knees_in" not in front
    side = hidden(catalogue()["squat"], load(learned())["squat"], 90.0, 0.0)
    assert "knees_in" in side
    assert "left_knee" not in side


def test_a_camera_that_stands_too_high_is_lowered() -> None:
    told = verdict_of(prospect("lateral_raise"), HIGH, 0.0, None)
    assert told.raise_m < 0.0
    assert told.advice.startswith("Lower the camera by ")


def test_the_person_steps_back_until_the_reach_is_in_the_picture() -> None:
    near = Camera(height_m=1.0, pitch_deg=0.0, distance_m=1.6, fov_deg=55.0, width=720, height=720)
    calibration = replace(near.calibration, source="calibrated")
    pose = standing(near, "jumping_jack")
    framing = Framing.of(pose, calibration)
    assert framing is not None
    assert framing.distance_m == pytest.approx(1.6, abs=0.25)
    told = verdict_of(prospect("jumping_jack"), calibration, 0.0, framing)
    assert told.level == "poor"
    assert told.advice.startswith("Step back ")
    far = replace(near, distance_m=1.6 + told.step_m + 0.1)
    again = Framing.of(standing(far, "jumping_jack"), calibration)
    assert verdict_of(prospect("jumping_jack"), calibration, 0.0, again).step_m == 0.0


def test_a_camera_that_cuts_the_feet_is_tilted_down() -> None:
    up = Camera(height_m=1.0, pitch_deg=12.0, distance_m=4.0, fov_deg=45.0, width=720, height=720)
    calibration = replace(up.calibration, source="calibrated")
    told = verdict_of(prospect("jumping_jack"), calibration, 0.0, Framing.of(standing(up), calibration))
    assert told.tilt_deg < 0.0
    assert told.advice.startswith("Tilt the camera ")
    assert "down" in told.advice


def test_nothing_known_is_unknown() -> None:
    assert verdict_of(None, LEVEL, 0.0, None) == Verdict()
    assert verdict_of(prospect("squat"), LEVEL, float("nan"), None) == Verdict()


POSE = standing(Camera(height_m=1.0, pitch_deg=-2.0, distance_m=3.6, fov_deg=48.0, width=720, height=720))


def told_over(adviser: Adviser, turns: list[tuple[float, float]], name: str = "deadlift") -> list[Verdict]:
    return [adviser.step(t, catalogue()[name], LEVEL, yaw, POSE) for t, yaw in turns]


def test_advice_comes_after_a_second_and_goes_at_once() -> None:
    adviser = Adviser(load(learned()))
    frames = [(0.1 * i, 0.0) for i in range(20)]
    told = told_over(adviser, frames)
    assert not any(v.advice for v in told[:10])
    assert told[-1].turn_deg != 0.0
    right = told_over(adviser, [(2.0 + 0.1 * i, 80.0) for i in range(4)])
    assert right[-1].level == "good"
    assert right[-1].advice == ""


def test_it_does_not_flicker_at_the_edge() -> None:
    adviser, rng = Adviser(load(learned())), np.random.default_rng(3)
    edge = next(y for y in np.arange(0.0, 90.0, 0.5) if verdict_of(prospect("deadlift"), LEVEL, float(y), None).level == "good")
    told = told_over(adviser, [(0.05 * i, float(edge + rng.normal(0.0, 2.0))) for i in range(600)])
    changes = sum(a.advice != b.advice for a, b in itertools.pairwise(told))
    assert changes <= 2


def test_another_exercise_is_judged_anew_and_nobody_is_judged() -> None:
    adviser = Adviser(load(learned()))
    told_over(adviser, [(0.1 * i, 0.0) for i in range(15)])
    assert adviser.shown.advice
    assert told_over(adviser, [(1.6, 0.0)], "jumping_jack")[0].advice == ""
    assert adviser.step(1.7, None, LEVEL, 0.0, POSE) == Verdict()
    assert adviser.step(1.8, catalogue()["squat"], LEVEL, 0.0, None) == Verdict()


def test_a_table_that_cannot_be_read_is_told_in_a_sentence(tmp_path: Path) -> None:
    assert load(tmp_path / "none.json") == {}
    for number, text in enumerate(
        ("{", '{"sights": {"squat": {}}}', '{"sights": {"squat": {"errors": {"knee": [[1]]}, "reach": [0, 0, 0]}}}')
    ):
        broken = tmp_path / f"{number}.json"
        broken.write_text(text, encoding="utf-8")
        with pytest.raises(ModelError, match="install the program again"):
            load(broken)
