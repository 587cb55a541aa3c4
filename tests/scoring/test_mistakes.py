"""Mistakes are seen, absent or unknown; strictness never takes one away; what a camera reads wrongly is corrected."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mirror import paths
from mirror.counting import Movement, Stretch
from mirror.errors import ExerciseError, ModelError
from mirror.exercises.core import Exercise, Mistake, load_exercise
from mirror.geometry.measures import INDEX, LANDMARKS, MEASURES, sides
from mirror.scoring import Fault, readings
from mirror.scoring import mistakes as m
from mirror.scoring.phases import Phases
from tests.acting import catalogue

N = 20
SWING = Movement(0.0, 1.0, 2.0, 0.0, 1.0, "full")
PHASES = Phases.of(np.linspace(0.0, 2.0, N), np.sin(np.linspace(0.0, np.pi, N)), 1.0, False)
SQUAT = ("knee", "hip", "torso_lean", "neck", "stance_width", "knee_gap")


def stretch(values: dict[str, float], *, sigma: float = 0.01, yaw: float = 0.0) -> Stretch:
    """N frames in which every measure named stands still; the others are not seen."""
    told, spread = np.full((N, len(MEASURES)), math.nan), np.full((N, len(MEASURES)), math.inf)
    for name, value in values.items():
        for i in (INDEX[n] for n in sides(name)):
            told[:, i], spread[:, i] = value, sigma
    points = np.zeros((N, len(LANDMARKS), 3), np.float32)
    return Stretch(np.linspace(0.0, 2.0, N), told, spread, np.full(N, yaw), points)


def asked(**how: object) -> Mistake:
    base = {"name": "wide", "title": "", "measure": "stance_width", "statistic": "mean", "above": 1.0, "margin": 0.2, "cue": ""}
    return Mistake.model_validate(base | how)


def of(*mistakes: Mistake) -> Exercise:
    return catalogue()["squat"].model_copy(update={"name": "made_up", "mistakes": mistakes, "parts": {}})


def answer(mistake: Mistake, seen: Stretch, difficulty: float = 0.5) -> m.Told:
    return m.told_of(of(mistake), seen, PHASES, SWING, difficulty)[0]


@pytest.mark.parametrize(("width", "expected"), [(0.5, "absent"), (1.02, "unknown"), (1.6, "seen")])
def test_a_value_far_from_its_threshold_is_told_and_one_near_it_is_not(width: float, expected: str) -> None:
    assert answer(asked(), stretch({"stance_width": width})).answer == expected


def test_what_the_view_cannot_show_or_nobody_saw_is_unknown_and_not_absent() -> None:
    seen = stretch({"stance_width": 0.5})
    assert answer(asked(views=("side",)), seen).answer == "unknown"
    assert answer(asked(), stretch({})).answer == "unknown"
    assert answer(asked(), stretch({"stance_width": 0.5}, sigma=2.0)).answer == "unknown"
    told = m.told_of(of(asked(views=("side",)), asked(name="other")), seen, PHASES, SWING)
    assert m.unknown(told) == ("wide",)
    assert m.faults(told) == ()


@settings(max_examples=60, deadline=None)
@given(
    values=st.tuples(*(st.floats(-1.0, 180.0) for _ in SQUAT)),
    sigma=st.floats(0.0, 12.0),
    yaw=st.floats(-180.0, 180.0),
    ease=st.floats(0.0, 1.0),
    more=st.floats(0.0, 1.0),
)
def test_stricter_never_reports_fewer_mistakes(
    values: tuple[float, ...], sigma: float, yaw: float, ease: float, more: float
) -> None:
    seen = stretch(dict(zip(SQUAT, values, strict=True)), sigma=sigma, yaw=yaw)
    low, high = sorted((ease, more))
    for exercise in (catalogue()["squat"], of(asked(), asked(name="narrow", above=None, below=0.4))):
        lenient = {f.mistake.name: f.certainty for f in m.faults(m.told_of(exercise, seen, PHASES, SWING, low))}
        strict = {f.mistake.name: f.certainty for f in m.faults(m.told_of(exercise, seen, PHASES, SWING, high))}
        assert lenient.keys() <= strict.keys()
        assert all(strict[name] >= certainty for name, certainty in lenient.items())


Teach = Callable[..., None]


@pytest.fixture
def teach(monkeypatch: pytest.MonkeyPatch) -> Teach:
    """Readings of the test's own: true = more + slope * read in one view, with an error."""
    told: dict[str, readings.Reading] = {}
    monkeypatch.setattr(m, "load", lambda path: told)

    def known(mistake: Mistake, more: float, slope: float, sigma: float, view: str = "front", good: float = 0.3) -> None:
        weights, scale = np.zeros(readings.WIDTH + 1 + readings.FACING), 10.0 * sigma
        weights[readings.WIDTH] = slope * scale
        told[readings.key("made_up", mistake)] = readings.Reading(
            np.zeros(readings.WIDTH), np.ones(readings.WIDTH), weights, slope * good, (good, scale), {view: (more, sigma)}, good
        )

    return known


def test_a_learned_reading_corrects_what_the_camera_gets_wrong(teach: Teach) -> None:
    mistake, seen = asked(), stretch({"stance_width": 0.8})
    assert answer(mistake, seen).answer == "absent"
    teach(mistake, 0.5, 1.0, 0.05)
    assert answer(mistake, seen).answer == "seen"
    assert answer(mistake, stretch({"stance_width": 0.3})).answer == "absent"


def test_before_the_movement_has_come_far_geometry_judges_alone(teach: Teach) -> None:
    mistake, seen = asked(), stretch({"stance_width": 0.8})
    teach(mistake, 0.5, 1.0, 0.05)
    assert m.told_of(of(mistake), seen, PHASES, SWING, whole=False)[0].answer == "absent"
    seen.points = None
    assert answer(mistake, seen).answer == "absent"


def test_a_view_in_which_the_error_is_too_large_or_not_known_shows_nothing(teach: Teach) -> None:
    mistake, seen = asked(), stretch({"stance_width": 2.5})
    teach(mistake, 0.0, 1.0, 0.9)
    assert answer(mistake, seen).answer == "unknown"
    teach(mistake, 0.0, 1.0, 0.1)
    assert answer(mistake, seen).answer == "seen"
    assert answer(mistake, stretch({"stance_width": 2.5}, yaw=90.0)).answer == "unknown"


def test_a_reading_of_another_statistic_is_not_used(teach: Teach) -> None:
    teach(asked(), 9.0, 1.0, 0.05)
    assert answer(asked(statistic="max"), stretch({"stance_width": 0.5})).answer == "absent"


@given(ease=st.floats(0.0, 1.0), more=st.floats(0.0, 1.0), width=st.floats(0.0, 2.0))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_strictness_moves_a_learned_threshold_too(teach: Teach, ease: float, more: float, width: float) -> None:
    mistake = asked()
    teach(mistake, 0.1, 0.9, 0.1)
    low, high = sorted((ease, more))
    lenient, strict = (answer(mistake, stretch({"stance_width": width}), d).certainty for d in (low, high))
    assert lenient <= strict


def test_each_side_is_read_as_the_other_in_the_mirror_and_the_guilty_one_is_painted(teach: Teach) -> None:
    mistake = asked(measure="knee", statistic="mean", above=120.0, margin=10.0, joints=("knee",))
    teach(mistake, 0.0, 1.0, 5.0, good=100.0)
    seen = stretch({"left_knee": 90.0, "right_knee": 150.0})
    assert answer(mistake, seen).joints == ("right_knee",)
    swapped = stretch({"left_knee": 150.0, "right_knee": 90.0})
    assert answer(mistake, swapped).joints == ("left_knee",)


def test_an_asymmetry_is_the_same_in_the_mirror(teach: Teach) -> None:
    mistake = asked(measure="wrist_height", statistic="asymmetry", above=0.3, margin=0.1)
    teach(mistake, 0.0, 1.0, 0.05, good=0.0)
    for left, right in ((0.1, 0.7), (0.7, 0.1)):
        assert answer(mistake, stretch({"left_wrist_height": left, "right_wrist_height": right})).answer == "seen"


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1000))
def test_the_mirror_image_of_a_mirror_image_is_the_thing_itself(seed: int) -> None:
    seen = np.random.default_rng(seed).normal(size=(len(readings.PARTS), readings.COLUMNS))
    again = readings.mirrored(readings.mirrored(seen))
    np.testing.assert_array_equal(again, seen)
    side = INDEX["torso_side"]
    # What leans furthest to the left leans furthest to the right: low and high change places.
    assert readings.mirrored(seen)[2, side] == -seen[3, side]


def test_what_is_read_of_a_movement_are_means_and_percentiles_of_what_was_seen() -> None:
    seen = stretch({"stance_width": 0.8})
    seen.values[:5, INDEX["stance_width"]] = math.nan
    seen.values[-1, INDEX["stance_width"]] = 1.8
    column = readings.seen_in(seen, PHASES)[:, INDEX["stance_width"]]
    known = seen.values[5:, INDEX["stance_width"]]
    assert column[2:].tolist() == pytest.approx(np.percentile(known, (10, 90)).tolist())
    assert column[1] == pytest.approx(0.8)
    assert column[0] == pytest.approx((0.8 * (PHASES.rest[5:].sum() - 1) + 1.8) / PHASES.rest[5:].sum())
    assert np.isnan(readings.seen_in(seen, PHASES)[:, INDEX["left_knee"]]).all()


def test_readings_that_cannot_be_read_are_told_in_a_sentence(tmp_path: Path) -> None:
    assert readings.load(tmp_path / "none.npz") == {}
    broken = tmp_path / "broken.npz"
    broken.write_bytes(b"no archive")
    with pytest.raises(ModelError, match=r"broken\.npz cannot be read"):
        readings.load(broken)
    short = tmp_path / "short.npz"
    card = json.dumps({"squat": [{"key": "a"}]})
    np.savez(short, card=np.array(card), squat_mean=np.zeros(3), squat_scale=np.ones(3), squat_weights=np.zeros((1, 3)))
    with pytest.raises(ModelError, match="other measures"):
        readings.load(short)


def test_body_parts_are_right_wrong_or_unknown() -> None:
    squat = catalogue()["squat"]
    assert set(squat.parts) == {"base_of_support", "left_knee", "right_knee", "torso", "hip", "neck"}
    assert m.body_parts(squat, (), ()) == dict.fromkeys(squat.parts, True)
    knee = Fault(squat.mistake("knees_in"), 0.9, ("left_knee",))
    found = m.body_parts(squat, (knee,), ("stance_wide",))
    assert (found["left_knee"], found["right_knee"]) == (False, True)
    assert found["base_of_support"] is None
    assert found["torso"] is True


def test_a_part_of_a_mistake_that_is_not_there_is_told(tmp_path: Path) -> None:
    source = paths.exercises() / "squat.toml"
    broken = tmp_path / "squat.toml"
    broken.write_text(source.read_text("utf-8").replace('neck = ["head_down"]', 'neck = ["head_up"]'), encoding="utf-8")
    with pytest.raises(ExerciseError, match="no mistake called 'head_up'"):
        load_exercise(broken)
