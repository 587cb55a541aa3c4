"""The experiment on views: the verdict's levels and the errors it makes, on a few exams."""

from __future__ import annotations

import numpy as np
import pytest

from mirror.geometry import Calibration
from models.examiner.core import Asked, examination, on_landmarks
from models.experiments import views


def test_the_truth_is_the_body_as_it_was_made() -> None:
    exam = examination(0, views.SEED, Asked("squat", reps=1))
    true = views.truth(exam.performance.points)
    knee = np.array([row[views.INDEX["left_knee"]] for row in true])
    assert len(true) == len(exam.performance.points)
    assert knee.max() > 160.0
    assert knee.min() < 110.0


@pytest.mark.parametrize("yaw", [0.0, 70.0])
def test_an_exam_is_judged_by_level(yaw: float) -> None:
    exam = examination(1, views.SEED, Asked("squat", yaw_deg=yaw, height_m=1.0, reps=1))
    rows = views.rows_of(exam, on_landmarks(exam), exam.believed)
    assert [row.joint for row in rows] == ["knee", "hip"]
    assert {row.level for row in rows} <= set(views.LEVELS)
    for row in rows:
        assert 0.0 <= row.unknown <= 1.0
        assert row.error is None or 0.0 <= row.error < 45.0
    told = views._by_level(rows)
    assert told[rows[0].level]["knee"]["n"] == 1
    assert ("elsewhere" in told) == (rows[0].level != "good")


def test_nobody_seen_is_no_verdict() -> None:
    assert views.level_of("squat", [None, None], Calibration()) == "unknown"


def test_a_shift_is_told_with_its_interval() -> None:
    told = views._shift([("a", 1.0), ("a", 2.0), ("b", 9.0), ("b", 4.0)])
    assert (told["n"], told["mean"], told["within"]) == (4, 4.0, 0.75)
    assert views._shift([]) == {"n": 0}
