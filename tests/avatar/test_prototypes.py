"""An exercise that has only a TOML: shown by the avatar, told by likeness, or known to be one of the network's own."""

from __future__ import annotations

import numpy as np
import pytest

from mirror import paths
from mirror.avatar.prototypes import answers, prototypes_for, recogniser_for, taken_for
from mirror.avatar.shown import FPS, shown
from mirror.errors import ExerciseError
from mirror.exercises.core import Catalogue, Exercise, load_catalogue
from mirror.geometry import Calibration, body_from_pose
from mirror.recognition import load_recogniser

SCISSORS = {
    "contact": "feet",
    "seconds": {"out": 0.9, "peak": 0.2, "back": 0.9, "rest": 0.2},
    "rest": {"arm_forward": 88, "arm_side": 60, "elbow": 168},
    "peak": {"arm_forward": 88, "arm_side": -14, "elbow": 168, "twist": 20},
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(paths.exercises())


def renamed(exercise: Exercise, name: str, motion: object = None) -> Exercise:
    return exercise.model_copy(update={"name": name, "mistakes": (), "motion": motion or exercise.motion})


def test_the_same_people_are_shown_every_time(catalogue: Catalogue) -> None:
    first, again = (list(shown(catalogue["squat"], 2)) for _ in range(2))
    assert len(first) == 2
    for poses, same in zip(first, again, strict=True):
        assert np.diff([p.t for p in poses]).min() > 0.9 / FPS
        np.testing.assert_array_equal(poses[5].world, same[5].world)
    assert not np.array_equal(first[0][5].world, first[1][5].world)


def test_an_exercise_without_motion_cannot_be_shown(catalogue: Catalogue) -> None:
    with pytest.raises(ExerciseError, match="does not know how"):
        list(shown(catalogue["squat"].model_copy(update={"motion": None})))


def test_what_the_network_knows_needs_no_prototype(catalogue: Catalogue) -> None:
    network = load_recogniser().network
    again = renamed(catalogue["squat"], "squat_of_another_name")
    assert taken_for(network, again) == "squat"
    assert len(prototypes_for(Catalogue(iter([*catalogue.values(), again])), network)) == 0
    assert recogniser_for(catalogue).names == network.card.names


def test_a_new_exercise_is_named_without_training(catalogue: Catalogue) -> None:
    new = renamed(catalogue["front_raise"], "scissors", SCISSORS)
    recogniser = recogniser_for(Catalogue(iter([*catalogue.values(), new])))
    assert recogniser.names[-1] == "scissors"
    mean: list[float] = []
    for poses in shown(new, 4, seed=9):
        recogniser.reset()
        said = [a for p in poses if (a := recogniser.step(p.t, body_from_pose(p, Calibration()))) is not None]
        mean.append(float(np.mean([a.probability("scissors") for a in said[8:]])))
    # Recognised without any training from about half the places that a camera may stand in, and far from the rest's.
    assert sum(p > 0.45 for p in mean) >= 2
    other = [answers(recogniser.network, poses) for poses in shown(catalogue["squat"], 2, seed=9)]
    assert all(a.names == recogniser.network.card.names for said in other for a in said)
    for poses in shown(catalogue["squat"], 2, seed=9):
        recogniser.reset()
        said = [a for p in poses if (a := recogniser.step(p.t, body_from_pose(p, Calibration()))) is not None]
        assert np.mean([a.probability("scissors") for a in said[8:]]) < 0.2
