"""Mistakes are seen, absent or unknown; strictness never takes one away; what a camera reads wrongly is corrected."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mirror import paths
from mirror.counting import Movement, Stretch
from mirror.errors import ExerciseError, ModelError
from mirror.exercises.core import Exercise, Mistake, load_exercise
from mirror.geometry.measures import INDEX, MEASURES
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
        for i in (INDEX[n] for n in m.sides(name)):
            told[:, i], spread[:, i] = value, sigma
    return Stretch(np.linspace(0.0, 2.0, N), told, spread, np.full(N, yaw))


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
        lenient = {f.mistake.name: f.certainty for f in m.faults_of(exercise, seen, PHASES, SWING, low)}
        strict = {f.mistake.name: f.certainty for f in m.faults_of(exercise, seen, PHASES, SWING, high)}
        assert lenient.keys() <= strict.keys()
        assert all(strict[name] >= certainty for name, certainty in lenient.items())


@pytest.fixture
def taught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[float]]:
    """Readings of the test's own; written by `teach`."""
    rows: dict[str, list[float]] = {}
    monkeypatch.setattr(m, "learned", lambda: tmp_path / f"{len(rows)}_{hash(json.dumps(rows))}.json")
    monkeypatch.setattr(m, "load", lambda path: (path.write_text(json.dumps({"readings": rows})), readings.load(path))[1])
    return rows


def test_a_learned_reading_corrects_what_the_camera_gets_wrong(taught: dict[str, list[float]]) -> None:
    mistake, seen = asked(), stretch({"stance_width": 0.8})
    assert answer(mistake, seen).answer == "absent"
    taught[readings.key("made_up", mistake, "front")] = [0.5, 1.0, 0.05, 0.3, 40]
    assert answer(mistake, seen).answer == "seen"
    assert answer(mistake, stretch({"stance_width": 0.8}, yaw=90.0)).answer == "absent"


def test_a_view_in_which_the_error_is_too_large_shows_nothing(taught: dict[str, list[float]]) -> None:
    mistake, seen = asked(), stretch({"stance_width": 2.5})
    taught[readings.key("made_up", mistake, "front")] = [0.0, 1.0, 0.9, 0.3, 40]
    assert answer(mistake, seen).answer == "unknown"


def test_a_reading_of_another_statistic_is_not_used(taught: dict[str, list[float]]) -> None:
    mistake = asked()
    taught[readings.key("made_up", mistake, "front")] = [9.0, 1.0, 0.05, 0.3, 40]
    assert answer(asked(statistic="max"), stretch({"stance_width": 0.5})).answer == "absent"


def test_readings_that_cannot_be_read_are_told_in_a_sentence(tmp_path: Path) -> None:
    assert readings.load(tmp_path / "none.json") == {}
    broken = tmp_path / "broken.json"
    broken.write_text('{"readings": {"a": [1]}}')
    with pytest.raises(ModelError, match=r"broken\.json cannot be read"):
        readings.load(broken)


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
