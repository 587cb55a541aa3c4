"""Has the camera moved since: told from whoever stands there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mirror.calibration.drift import SENTENCE, Drift, DriftWatch
from mirror.geometry.camera import Calibration
from tests.calibration.acting import CAMERA, movement, poses

_KEPT = Calibration(1.1, -6.0, 2.0, 4.2, 50.0, "calibrated", 0.02, 0.3, 0.25, 0.05, 0.0)


def _watched(kept: Calibration, body_m: float | None = None) -> tuple[Drift | None, list[str]]:
    watch = DriftWatch(kept, body_m)
    said = [sentence for pose in poses() if (sentence := watch.step(pose))]
    return watch.found, said


@pytest.mark.parametrize("body", [None, movement().stature_m])
def test_a_camera_that_stands_as_it_did_is_left_alone(body: float | None) -> None:
    found, said = _watched(_KEPT, body)
    assert found is not None
    assert not found.moved
    assert said == []


def test_a_rolled_camera_is_noticed_whoever_stands_there() -> None:
    found, said = _watched(replace(_KEPT, roll_deg=-3.0))
    assert found is not None
    assert found.moved
    assert abs(found.tilt_deg) > 4.0
    assert said == [SENTENCE]


@pytest.mark.parametrize("moved", [{"pitch_deg": -11.0}, {"pitch_deg": -1.0}, {"height_m": 0.85}, {"height_m": 1.4}])
def test_pitch_and_height_are_noticed_by_somebody_whose_height_is_known(moved: dict[str, float]) -> None:
    assert _watched(replace(_KEPT, **moved), movement().stature_m)[1] == [SENTENCE]


def test_feet_over_the_horizon_are_noticed_without_any_height() -> None:
    assert _watched(replace(_KEPT, pitch_deg=-35.0))[1] == [SENTENCE]


def test_nothing_is_said_of_a_camera_that_nobody_calibrated() -> None:
    assert _watched(Calibration())[0] is None
    assert _watched(replace(_KEPT, source="estimated"))[0] is None


def test_nobody_and_somebody_who_walks_are_not_judged() -> None:
    watch = DriftWatch(replace(_KEPT, roll_deg=9.0))
    for _ in range(50):
        assert watch.step(None) == ""
    made = movement()
    name, first, end = made.parts[3]
    assert name == "walk"
    for pose in poses(camera=CAMERA)[first + 3 : end - 6]:
        watch.step(pose)
    assert watch.found is None
