"""The camera's calibration as it is taught and judged: who stands where, and how the sums are made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mirror.avatar.camera import project_all
from mirror.calibration.figure import MEAN, NAMES, PRIORS
from models.corpus.calibrations import Clip, taught
from models.corpus.seen import Seen
from models.examiner.calibration import calibration
from models.examiner.settings import settings
from models.experiments import calibration as experiment
from models.experiments.core import Options
from models.training import calibration as training


def _exact(clip: Clip, folder: Path) -> Seen:
    """What a network without any error would have seen."""
    shown = project_all(clip.movement.points, clip.camera)
    t = clip.movement.t
    poses = shown.poses(t)
    return Seen.of(t, [*poses], clip.camera.width, clip.camera.height)


@pytest.mark.parametrize("draw", [taught, calibration])
def test_everybody_is_whole_in_the_picture_and_the_camera_stands_in_the_promised_ranges(draw: Any) -> None:
    for number in range(4):
        clip = draw(number)
        camera = clip.camera
        assert 0.3 <= camera.height_m <= 2.0
        assert abs(camera.pitch_deg) <= 20.0
        assert abs(camera.roll_deg) <= 5.0
        assert abs(clip.facing_deg) <= 60.0
        assert 1.4 <= clip.said_height_m <= 2.1
        place = camera.to_pixels(camera.to_camera(clip.movement.points)) / [camera.width, camera.height]
        assert place.min() > 0.0
        assert place.max() < 1.0
        hips = clip.movement.points[-1, [23, 24]].mean(axis=0)
        away = np.hypot(*(hips - camera.position)[[0, 2]])
        assert away == pytest.approx(clip.distance_m, abs=0.15)


def test_the_examiner_has_its_own_lenses_people_and_looks() -> None:
    theirs, ours = calibration(3), taught(3)
    low, high = settings().camera.fov_deg
    assert low <= theirs.camera.fov_deg <= high
    assert theirs.look != ours.look
    assert calibration(3).id == theirs.id != calibration(4).id


def test_a_clip_is_judged_and_the_sums_are_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(experiment, "seen", _exact)
    monkeypatch.setattr(experiment, "COUNT", 1)
    told = experiment.run(Options(tmp_path, tmp_path / "work"))
    json.dumps(told, allow_nan=False)
    assert told["clips"] == 1
    assert told["known"]["n"] == 1
    assert told["known"]["mirrored"] == 0
    assert told["known"]["median"]["height_m"] < 0.1
    assert told["known"]["median"]["pitch_deg"] < 2.0
    assert set(told["drift"]["not moved"]["height known"]) == {"said", "n", "unjudged"}


def _row(height: float, pitch: float, **within: float) -> dict[str, Any]:
    truth = {"height_m": 1.5, "pitch_deg": -10.0, "roll_deg": 0.0, "distance_m": 4.0, "fov_deg": 48.0}
    answer = {**truth, "height_m": height, "pitch_deg": pitch}
    told = {"answer": answer, "within": dict.fromkeys(truth, 0.05) | within}
    return {"truth": truth, "body_m": 1.7, "yaw_deg": 10.0, "known": told, "unknown": {"refused": "Step back."}, "drift": {}}


def test_a_camera_on_the_other_side_that_looks_the_other_way_is_mirrored() -> None:
    assert experiment.mirrored(_row(0.3, 10.0), "known")
    assert not experiment.mirrored(_row(1.45, -9.0), "known")
    assert not experiment.mirrored(_row(0.3, 10.0), "unknown")


def test_what_is_refused_has_not_reached_its_bar() -> None:
    rows = [_row(1.52, -10.0), _row(1.58, -10.0), {**_row(1.5, -10.0), "known": {"refused": "Step back."}}]
    summed = experiment.summed(rows, "known")
    assert summed["n"] == 2
    assert summed["refused"] == {"Step back.": 1}
    assert summed["held"]["height_m"] == 0.5
    assert "fov_deg" not in summed["held"]
    assert summed["median"]["height_m"] == pytest.approx(0.05)
    assert summed["reached"]["height_m"] == pytest.approx(1 / 3)
    assert experiment.by(rows, "yaw_deg", (0.0, 20.0, 60.0))[0]["n"] == 3


def test_the_figure_is_learned_from_known_cameras(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "seen", _exact)
    fits = list(training.fitted((taught(i) for i in range(1)), tmp_path, PRIORS))
    learned = training.learned(fits)
    # Exact landmarks: the avatar's own ears, not those that BlazePose marks.
    assert learned.mean[NAMES.index("ear_up")] == pytest.approx(MEAN[NAMES.index("ear_up")], abs=0.02)
    assert (learned.spread > 0).all()
    rows = list(training.errors((taught(i) for i in range(1)), tmp_path))
    assert {known for known, _ in rows} <= {True, False}
    assert set(training.inflation(rows)) <= set(training.INFLATION)
