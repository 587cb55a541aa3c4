"""The report: every key of the contract, times from the first frame, plain JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

import numpy as np
import pytest

from mirror.analysis import report
from mirror.capture.core import Frame
from mirror.pose.core import Pose
from mirror.trainer import Trainer
from tests.acting import OBLIQUE, SIDE, acted, always, catalogue


class Clip:
    """A source of blank pictures, and the estimator that knows what is in them."""

    name = "clip.mp4"
    live = False
    fps = 30.0

    def __init__(self, poses: Sequence[Pose | None], start_t: float = 0.0) -> None:
        self.poses = poses
        self.frames = len(poses)
        self.start_t = start_t
        self._next = 0

    def open(self) -> None: ...

    def close(self) -> None: ...

    def reset(self) -> None: ...

    def read(self) -> Frame | None:
        if self._next == len(self.poses):
            return None
        self._next += 1
        return Frame(np.zeros((4, 4, 3), np.uint8), self.start_t + (self._next - 1) / self.fps, self._next - 1)

    def estimate(self, frame: Frame) -> Pose | None:
        pose = self.poses[frame.index]
        return None if pose is None else Pose(frame.t, pose.image, pose.world, pose.visibility, pose.width, pose.height)


def test_the_report_has_the_contracts_form() -> None:
    poses = acted("squat", 4, OBLIQUE, mistake="leaning_forward", faulty=(2, 3))
    clip = Clip([None] * 30 + list(poses), start_t=5.0)
    seen: list[tuple[int, int]] = []
    result = report(clip, clip, Trainer(catalogue(), always("squat")), progress=lambda done, total: seen.append((done, total)))
    assert json.loads(json.dumps(result, allow_nan=False)) == result
    assert set(result) == {"schema", "source", "duration_s", "frames", "fps", "pose", "classifier", "view", "sets", "timing"}
    assert (result["schema"], result["source"], result["frames"]) == (1, "clip.mp4", clip.frames)
    assert result["duration_s"] == pytest.approx(clip.frames / 30, abs=0.01)
    assert result["pose"]["detected_ratio"] == pytest.approx(len(poses) / clip.frames, abs=1e-3)
    assert result["view"]["yaw_deg"] == pytest.approx(40.0, abs=6.0)
    assert result["view"]["source"] == "assumed"
    assert set(result["timing"]) == {"pose_ms_median", "trainer_ms_median", "realtime_factor"}
    assert seen[-1] == (clip.frames, clip.frames)
    (one,) = result["sets"]
    assert (one["exercise"], one["counts"]) == ("squat", {"full": 4, "partial": 0, "rejected": 0})
    assert one["mistakes"]["leaning_forward"] == 2
    assert 0 < one["score"] <= 100
    # The bars' joints that this view can tell (not how far the trunk leans), and those that the mistakes name.
    assert set(one["joints"]) >= {"left_knee", "right_knee", "left_hip", "right_hip", "left_neck"}
    assert "torso_lean" not in one["joints"]
    starts = [rep["start_s"] for rep in one["reps"]]
    assert starts == sorted(starts)
    # A second of nobody, then a second at rest.
    assert starts[0] == pytest.approx(2.0, abs=0.4)
    assert all(rep["start_s"] < rep["end_s"] <= result["duration_s"] for rep in one["reps"])
    assert {"start_s", "end_s", "kind", "depth", "score", "joints", "mistakes", "reason"} <= set(one["reps"][0])


def test_a_hold_has_seconds_in_place_of_repetitions() -> None:
    clip = Clip(acted("push_up", 0, SIDE, lead_s=6.0))
    (one,) = report(clip, clip, Trainer(catalogue(), always("plank")))["sets"]
    assert one["hold_s"] == pytest.approx(clip.frames / 30, abs=0.7)
    assert "reps" not in one


def test_a_chosen_exercise_and_an_empty_clip() -> None:
    clip = Clip(acted("squat", 3))
    result = report(clip, clip, Trainer(catalogue(), None), exercise="squat")
    assert result["sets"][0]["counts"]["full"] == 3
    assert result["classifier"] == "none"
    empty = Clip([None] * 5)
    nothing = report(empty, empty, Trainer(catalogue(), None))
    assert nothing["sets"] == []
    assert nothing["view"]["yaw_deg"] is None
    assert not math.isnan(nothing["duration_s"])
