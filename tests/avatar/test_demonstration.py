"""The showing of an exercise: complete, repeatable, and different where a mistake is shown."""

from __future__ import annotations

import numpy as np
import pytest

from mirror import paths
from mirror.avatar.demonstration import FPS, demonstrate, standing
from mirror.errors import ExerciseError
from mirror.exercises import load_catalogue
from mirror.pose import skeleton as s

CATALOGUE = load_catalogue(paths.exercises())


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_exercise_can_be_shown(name: str) -> None:
    shown = demonstrate(name)
    assert shown.wrong is None
    assert 1.0 < len(shown.right) / FPS <= 7.01
    assert np.isfinite(shown.right.points).all()
    assert 0 < shown.peak < len(shown.right)
    moved = np.linalg.norm(shown.right.points - shown.right.points[0], axis=2).max()
    assert moved > 0.02, "it moves"
    rest = np.linalg.norm(shown.right.points[1] - shown.right.points[0], axis=1).max()
    assert rest < 0.01, "it begins at rest"


@pytest.mark.parametrize(("name", "mistake"), [("squat", "knees_in"), ("push_up", "hips_sagging"), ("bench_press", "shallow")])
def test_a_mistake_stands_beside_the_right_way_as_long_as_it(name: str, mistake: str) -> None:
    shown = demonstrate(name, mistake)
    assert shown.mistake == mistake
    assert shown.wrong is not None
    assert len(shown.wrong) == len(shown.right)
    assert len(shown.wrong.rods) == len(shown.right.rods) == len(shown.right)
    assert np.linalg.norm(shown.wrong.points - shown.right.points, axis=2).max() > 0.03
    assert set(shown.joints) == set(CATALOGUE[name].mistake(mistake).joints)


def test_what_cannot_be_shown_is_left_out_or_told() -> None:
    assert demonstrate("squat", "no_such_mistake").wrong is None
    with pytest.raises(ExerciseError, match="no exercise called moonwalk"):
        demonstrate("moonwalk")


def test_nobody_in_particular_just_stands() -> None:
    shown = demonstrate("")
    assert shown is standing()
    points = shown.right.points[0]
    assert points[s.NOSE, 1] > 1.5
    assert abs(points[s.LEFT_HEEL, 1]) < 0.1
