"""What the experiment of gestures counts."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy")
from models.experiments.gestures import FPS, heard, overheard, signalled, told


def test_what_was_said_is_counted_and_what_else_was_heard_too() -> None:
    marks = [("raise_left", 0.0, 2.0), ("point_left", 2.0, 4.0)]
    counted = told([(marks, [(1.0, "raise_hand"), (3.0, "point_right"), (3.5, "point_left")]), (marks, [])])
    assert (counted["made"], counted["understood"], counted["wrong"]) == (4, 2, 1)
    assert counted["by_gesture"] == {"point_left": [1, 2], "raise_hand": [1, 2]}


def test_one_of_the_examiners_people_is_understood_on_landmarks() -> None:
    counted = told([signalled(2, pixels=False)])
    assert counted["made"] == 5
    assert counted["understood"] >= 4
    assert signalled(2, pixels=False)[1] == signalled(2, pixels=False)[1]


def test_an_hour_of_nobody_is_an_hour_without_gestures() -> None:
    t = np.arange(int(60 * FPS)) / FPS
    counted = overheard([("daily", t, [None] * len(t))] * 3)
    assert counted["hours"] == 0.05
    assert counted["between_sets"]["heard"] == counted["in_a_set"]["heard"] == 0
    assert heard(t, [None] * len(t)) == []
