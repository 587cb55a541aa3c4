"""The catalogue holds what the contract names, and the loader refuses nonsense with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from mirror import paths
from mirror.errors import ExerciseError
from mirror.exercises import load_catalogue, load_exercise

CONTRACT = (
    "bench_press squat handstand_push_up jumping_jack lunge pull_up push_up wall_push_up discus_throw hammer_curl "
    "dip leg_extension lat_pulldown incline_bench_press leg_raise lateral_raise t_bar_row plank romanian_deadlift "
    "shoulder_press decline_bench_press chest_fly hip_thrust bicep_curl russian_twist tricep_pushdown deadlift "
    "dead_bug inchworm alternating_lateral_lunge spiderman_push_up front_raise sit_up sit_to_stand side_lunge "
    "shoulder_abduction "
)
NAMES = CONTRACT.split()
SEEDS = {"000": 8, "001": 4, "002": 22, "004": 4}


def test_the_catalogue_is_the_contracts_36() -> None:
    catalogue = load_catalogue(paths.exercises())
    assert sorted(NAMES) == list(catalogue)
    assert len(catalogue) == 36
    assert [name for name, e in catalogue.items() if e.kind == "hold"] == ["plank"]


@pytest.mark.parametrize(("seed", "count"), SEEDS.items())
def test_each_seeds_exercises_are_there(seed: str, count: int) -> None:
    assert sum(seed in e.sources for e in load_catalogue(paths.exercises()).values()) == count


def test_what_the_screen_and_the_coach_need_is_there() -> None:
    for exercise in load_catalogue(paths.exercises()).values():
        scored = {form.measure for form in exercise.form} | {signal.measure for signal in exercise.signals}
        assert set(exercise.joints) <= scored, exercise.name
        assert exercise.guidance.endswith("."), exercise.name
        assert exercise.range.partial < exercise.range.full
        for sentence in (exercise.guidance, *(m.cue for m in exercise.mistakes), *(m.praise for m in exercise.mistakes)):
            assert sentence.endswith(".")
            assert "!" not in sentence
            assert len(sentence) <= 60


@pytest.mark.parametrize("name", ["squat", "push_up", "jumping_jack", "lunge", "bicep_curl"])
def test_five_are_complete(name: str) -> None:
    exercise = load_catalogue(paths.exercises())[name]
    assert len(exercise.mistakes) >= 3
    assert all(m.cue and m.praise for m in exercise.mistakes)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('measure = "knee"', 'measure = "tail"', "no measure is called 'tail'"),
        ("rest = 162", "rest = 88", "never moves"),
        ('kind = "repetition"', 'kind = "dance"', "kind"),
        ("schema = 1", "schema = 9", "newer than this program"),
        ("[phases]", "[faces]", "phases"),
        ('name = "squat"', 'name = "sqat"', "must agree"),
        ("schema = 1", "schema = ", "cannot be read"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path: Path, old: str, new: str, where: str) -> None:
    text = (paths.exercises() / "squat.toml").read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "squat.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ExerciseError, match=r"squat\.toml") as error:
        load_exercise(file)
    assert where in str(error.value)


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ExerciseError):
        load_catalogue(tmp_path)
