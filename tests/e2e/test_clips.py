"""Real people, the whole chain from the pixels: the figures that the program is judged by. The clips choose no constant."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mirror.analysis import analyze

CLIPS = Path(__file__).parents[2] / "../shared/clips"

pytestmark = [pytest.mark.shared, pytest.mark.timeout(1200)]


def _truth() -> list[tuple[Path, str, int]]:
    with (CLIPS / "clips.csv").open(newline="", encoding="utf-8") as file:
        return [(CLIPS / row["path"], row["exercise"], int(row["reps"])) for row in csv.DictReader(file)]


@pytest.mark.skipif(not CLIPS.is_dir(), reason="the shared clips are not here")
def test_the_right_exercise_on_all_and_the_count_within_one_on_all_but_one() -> None:
    wrong_names, wrong_counts = [], []
    for path, exercise, reps in _truth():
        sets = analyze(path)["sets"]
        if {s["exercise"] for s in sets} != {exercise}:
            wrong_names.append((path.name, sets))
        counted = sum(s["counts"]["full"] for s in sets if s["exercise"] == exercise)
        if abs(counted - reps) > 1:
            wrong_counts.append((path.name, reps, counted))
    assert not wrong_names
    assert len(wrong_counts) <= 1, wrong_counts
