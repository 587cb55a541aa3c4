"""The avatar's calibration: two places, turns with the arms out, one squat, feet on the floor."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from mirror.avatar.body import Person
from mirror.avatar.calibrating import calibrating
from mirror.avatar.video import write_calibration_video
from mirror.errors import CaptureError
from mirror.pose import skeleton as s


def _parts() -> dict[str, np.ndarray]:
    made = calibrating(Person(1.7), back=(0.4, -1.2), facing_deg=15.0, turns_deg=(60.0, -60.0), fps=10.0, seed=1)
    return {name: made.points[a:b] for name, a, b in made.parts}


def test_every_part_is_what_it_is_called() -> None:
    parts = _parts()
    hips = {name: p[:, [s.LEFT_HIP, s.RIGHT_HIP]].mean(axis=1) for name, p in parts.items()}
    assert np.allclose(hips["stand near"][:, [0, 2]].mean(axis=0), [0.0, 0.0], atol=0.1)
    assert np.allclose(hips["stand far"][-1][[0, 2]], [0.4, -1.2], atol=0.15)
    assert hips["squat"][:, 1].min() < 0.75 * hips["stand near"][:, 1].mean()
    for name, sign in (("turn near", 1.0), ("turn far", -1.0)):
        left = parts[name][:, s.LEFT_SHOULDER] - parts[name][:, s.RIGHT_SHOULDER]
        turn = np.degrees(np.arctan2(-left[:, 2], left[:, 0]))
        assert sign * (turn[np.argmax(sign * turn)] - 15.0) > 50.0
        span = np.linalg.norm(parts[name][:, s.LEFT_WRIST] - parts[name][:, s.RIGHT_WRIST], axis=1)
        assert span.max() > 0.75 * 1.7


def test_feet_stay_over_the_floor_and_the_same_call_gives_the_same() -> None:
    made = calibrating(Person(1.7), fps=10.0, seed=1)
    assert made.points[:, [s.LEFT_FOOT, s.RIGHT_FOOT, s.LEFT_HEEL, s.RIGHT_HEEL], 1].min() > -0.02
    assert np.array_equal(made.points, calibrating(Person(1.7), fps=10.0, seed=1).points)
    assert made.stature_m == pytest.approx(1.7, abs=0.02)
    with pytest.raises(ValueError, match="fps"):
        calibrating(Person(), fps=0.0)


def test_the_clip_has_its_truth_beside_it(tmp_path: Path) -> None:
    out = tmp_path / "clip.mp4"
    facts = write_calibration_video(out, camera_height_cm=140.0, pitch_deg=-8.0, width=320, height=180, fps=3.0)
    assert json.loads(out.with_suffix(".json").read_text(encoding="utf-8")) == facts
    assert facts["camera"]["height_m"] == 1.4
    assert facts["parts"][-1]["end_s"] == pytest.approx(facts["frames"] / 3.0, abs=0.01)
    film = cv2.VideoCapture(str(out))
    assert int(film.get(cv2.CAP_PROP_FRAME_COUNT)) == facts["frames"]
    film.release()
    with pytest.raises(CaptureError, match="cannot be written"):
        write_calibration_video(tmp_path / "nowhere" / "clip.mp4", width=320, height=180, fps=3.0)
