"""The guide: one step after the other, at the pace of whoever stands there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mirror.calibration.core import calibrate
from mirror.calibration.guide import STEPS, Guide
from tests.calibration.acting import movement, poses


def test_who_does_as_told_is_led_to_the_end() -> None:
    guide = Guide()
    seen = []
    for pose in poses():
        state = guide.step(pose, pose.t)
        assert 0.0 <= state.progress <= 1.0
        if state.index not in seen:
            seen.append(state.index)
    assert seen == list(range(len(STEPS) + 1))
    assert guide.state.done
    assert guide.state.instruction == ""
    found = calibrate(guide.poses, movement().stature_m, 50.0).calibration
    assert abs(found.height_m - 1.1) < 0.06


def test_nobody_gets_no_further() -> None:
    guide = Guide()
    for k in range(40):
        state = guide.step(None, k * 0.1)
    assert state.index == 0
    assert "cannot see you" in state.hint
    assert not any(guide.poses)


def test_feet_out_of_the_picture_are_asked_for() -> None:
    guide = Guide()
    low = []
    for pose in poses()[:20]:
        image = pose.image.copy()
        image[:, 1] += 0.35
        low.append(replace(pose, image=image))
    states = [guide.step(pose, pose.t) for pose in low]
    assert {state.hint for state in states} == {"I cannot see your feet; step back."}
    assert states[-1].index == 0


def test_whoever_stays_near_is_not_waved_through() -> None:
    guide = Guide()
    made = movement()
    near = poses()[: made.parts[3][1]]
    for pose in near:
        guide.step(pose, pose.t)
    assert STEPS[guide.state.index].name == "back"
    last = near[-1]
    for k in range(60):
        guide.step(replace(last, t=last.t + 0.2 * k), last.t + 0.2 * k)
    assert STEPS[guide.state.index].name == "back"
    assert guide.state.progress < 0.5


def test_a_guide_that_is_left_alone_does_not_grow() -> None:
    guide = Guide()
    pose = poses()[0]
    for t in np.arange(0.0, 200.0, 1 / 30):
        guide.step(replace(pose, t=float(t)), float(t))
    assert len(guide.poses) <= 90 * 15
    assert guide.poses[0] is not None
    assert guide.poses[0].t > 100.0


def test_who_does_not_turn_is_told_to_turn_further() -> None:
    guide = Guide()
    made = movement()
    first, end = made.parts[1][1:]
    shown = poses()
    for pose in shown[: first + 7]:
        guide.step(pose, pose.t)
    assert STEPS[guide.state.index].name == "turn"
    still = shown[first + 6]
    hints = [guide.step(replace(still, t=still.t + 0.2 * k), still.t + 0.2 * k).hint for k in range(1, 30)]
    assert hints[0] == ""
    assert hints[-1] == "Turn further, with your arms level."
    for pose in shown[first + 7 : end + 3]:
        guide.step(replace(pose, t=pose.t + 10.0), pose.t + 10.0)
    assert STEPS[guide.state.index].name == "squat"
