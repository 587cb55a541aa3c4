"""A clip of somebody who calibrates, made by the program; the camera, found by the program."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from tests.e2e.conftest import Mirror


def test_from_the_clip_to_the_camera_and_into_the_next_analysis(tmp_path: Path) -> None:
    mirror = Mirror(tmp_path)
    made = mirror(
        "demo-video", "--exercise", "calibration", "--reps", "1", "--camera-height", "140", "--pitch", "-8", "--out", "me.mp4"
    )
    assert made.code == 0, made
    truth = json.loads((tmp_path / "me.json").read_text(encoding="utf-8"))
    tall, camera = 100 * truth["person"]["height_m"], truth["camera"]
    found = mirror("calibrate", "--source", "me.mp4", "--body-height", f"{tall:.0f}", "--fov", f"{camera['fov_deg']}")
    assert found.code == 0, found
    height, wide = (float(v) / 100 for v in re.findall(r"Camera height (\d+) cm ± (\d+) cm", found.out)[0])
    assert height == pytest.approx(1.4, abs=0.08)
    assert wide < 0.1
    kept = tomllib.loads((tmp_path / "config" / "mirror" / "calibration.toml").read_text(encoding="utf-8"))
    assert kept["sources"]["me.mp4"]["pitch_deg"] == pytest.approx(-8.0, abs=1.5)
    assert kept["sources"]["me.mp4"]["distance_m"] == pytest.approx(camera["distance_m"], rel=0.06)
    report = mirror("analyze", "me.mp4", "--json", "-")
    assert report.code == 0, report
    view = json.loads(report.out)["view"]
    assert view["source"] == "calibrated"
    assert view["camera_height_m"] == pytest.approx(height, abs=0.011)


def test_what_cannot_be_is_a_sentence(tmp_path: Path) -> None:
    mirror = Mirror(tmp_path)
    assert mirror("calibrate", "--source", "demo").code == 2
    assert mirror("calibrate", "--source", "demo", "--body-height", "17").code == 2
    gone = mirror("calibrate", "--source", "nothing.mp4", "--body-height", "170")
    assert gone.code == 1
    assert gone.sentence
    page = mirror("calibrate", "--print-sheet", "sheet.png")
    assert page.code == 0, page
    assert (tmp_path / "sheet.png").stat().st_size > 1000
