"""A clip that the program made, analysed by the program."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.e2e.conftest import Mirror


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> tuple[Mirror, Path]:
    """Three squats, seen obliquely."""
    home = tmp_path_factory.mktemp("clip")
    mirror = Mirror(home)
    result = mirror("demo-video", "--exercise", "squat", "--reps", "3", "--view", "30", "--seed", "3", "--out", "squat.mp4")
    assert result.code == 0, result
    return mirror, home / "squat.mp4"


def test_the_clip_has_its_truth_beside_it(clip: tuple[Mirror, Path]) -> None:
    _, file = clip
    truth = json.loads(file.with_suffix(".json").read_text())
    assert truth["exercise"] == "squat"
    assert len(truth["reps"]) == 3
    assert truth["camera"]["yaw_deg"] == 30.0
    assert file.stat().st_size > 10_000


def test_the_report_agrees_with_the_truth(clip: tuple[Mirror, Path]) -> None:
    mirror, file = clip
    table = mirror.home / "reps.csv"
    result = mirror("analyze", str(file), "--json", "-", "--csv", str(table))
    assert result.code == 0, result
    report = json.loads(result.out)
    assert (report["schema"], report["source"]) == (1, "squat.mp4")
    assert report["pose"]["detected_ratio"] > 0.95
    assert [(done["exercise"], done["counts"]["full"]) for done in report["sets"]] == [("squat", 3)]
    truth = json.loads(file.with_suffix(".json").read_text())
    for rep, real in zip((rep for rep in report["sets"][0]["reps"] if rep["kind"] == "full"), truth["reps"], strict=True):
        assert rep["start_s"] < real["end_s"]
        assert rep["end_s"] > real["start_s"]
    rows = list(csv.DictReader(table.read_text().splitlines()))
    assert sum(row["kind"] == "full" for row in rows) == 3


def test_a_chosen_exercise_is_counted_and_no_other(clip: tuple[Mirror, Path]) -> None:
    mirror, file = clip
    out = mirror.home / "report.json"
    result = mirror("analyze", str(file), "--exercise", "bicep_curl", "--json", str(out))
    assert result.code == 0, result
    assert {done["exercise"] for done in json.loads(out.read_text())["sets"]} <= {"bicep_curl"}


@pytest.mark.parametrize(
    "wrong",
    [("--exercise", "moonwalk"), ("--exercise", "squat", "--mistake", "moonwalk"), ("--exercise", "squat", "--reps", "0")],
    ids=" ".join,
)
def test_a_clip_that_cannot_be_is_wrong_usage(mirror: Mirror, wrong: tuple[str, ...]) -> None:
    result = mirror("demo-video", "--reps", "1", *wrong, "--out", "clip.mp4")
    assert result.code == 2
    assert not (mirror.home / "clip.mp4").exists()


def test_a_clip_that_cannot_be_written_is_said(mirror: Mirror) -> None:
    result = mirror("demo-video", "--exercise", "squat", "--reps", "1", "--out", "nowhere/clip.mp4")
    assert result.code == 1
    assert "nowhere" in result.sentence


@pytest.mark.alone
def test_the_bench_has_every_key(mirror: Mirror) -> None:
    result = mirror("bench", "--json", "--for", "5", timeout=200)
    assert result.code == 0, result
    figures = json.loads(result.out)
    keys = {"pose_ms", "pose_ms_mediapipe", "trainer_ms", "capture_to_paint_ms", "gui_block_ms", "fps", "drops"}
    assert keys | {"rss_mb", "cpu_ms_per_frame", "machine"} <= set(figures)
    assert set(figures["capture_to_paint_ms"]) == {"p50", "p95"}
    assert figures["capture_to_paint_ms"]["p50"] > 0
    assert figures["fps"] > 1
    assert figures["rss_mb"] < 700
