"""Depth from measures that are partly unseen."""

from __future__ import annotations

import math

import numpy as np
import pytest

from mirror.counting import DepthGauge
from mirror.geometry.measures import INDEX, MEASURES, Measurement
from tests.acting import catalogue


def measured(**seen: float) -> Measurement:
    """Only these measures are seen, each surely."""
    values, sigma = np.full(len(MEASURES), math.nan), np.full(len(MEASURES), math.inf)
    for name, value in seen.items():
        values[INDEX[name]], sigma[INDEX[name]] = value, 0.01 if abs(value) < 5 else 1.0
    return Measurement(0.0, values, sigma, sigma)


def depth(exercise: str, **seen: float) -> float:
    return float(DepthGauge([catalogue()[exercise]]).read(measured(**seen)).depth[0])


def test_one_arm_carries_the_count_alone() -> None:
    assert depth("pull_up", left_elbow=90.0, left_upper_arm=55.0, left_wrist_height=0.1) == pytest.approx(1.0)
    assert depth("squat", right_knee=catalogue()["squat"].signals[0].peak) == pytest.approx(1.0, abs=0.05)


def test_the_hands_out_of_the_picture_leave_no_pull_up() -> None:
    assert math.isnan(depth("pull_up", left_upper_arm=110.0, right_upper_arm=110.0))
    told = DepthGauge([catalogue()["pull_up"]]).read(measured(left_upper_arm=110.0))
    assert np.isnan(told.left[0])
    assert np.isinf(told.sigma[0])


def test_a_side_of_which_too_little_is_seen_leaves_it_to_the_other() -> None:
    told = depth("pull_up", left_upper_arm=110.0, right_elbow=158.0, right_upper_arm=150.0, right_wrist_height=0.8)
    assert told == pytest.approx(0.0, abs=0.02)


def test_nothing_seen_is_no_depth() -> None:
    assert math.isnan(depth("squat"))
