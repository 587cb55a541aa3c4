"""What `mirror bench` makes of its figures; tests/e2e runs it for real."""

from __future__ import annotations

import itertools
import math
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from mirror import bench
from mirror.bench import BenchError
from mirror.capture import open_source
from mirror.settings import PoseSettings, Settings

FIGURES: dict[str, Any] = {
    "machine": "a machine, 2 cores",
    "pose_ms": 9.04,
    "pose_ms_mediapipe": None,
    "trainer_ms": 0.66,
    "capture_to_paint_ms": {"p50": 20.0, "p95": None},
    "gui_block_ms": {"p99": 5.2},
    "fps": 29.97,
    "drops": 3,
    "rss_mb": 300.4,
    "cpu_ms_per_frame": 21.0,
}


def test_the_lines_say_what_is_unknown_and_what_is_not_installed() -> None:
    text = "\n".join(bench.as_lines(FIGURES))
    assert "pose             9.0 ms" in text
    assert "MediaPipe  not installed" in text
    assert "20.0 ms median, unknown p95" in text
    assert "30.0 a second, 3 dropped" in text


def test_figures_are_fit_for_json() -> None:
    assert bench._figure(math.nan) is None
    assert bench._figure(1.23456) == 1.23


def test_the_machine_is_named_with_its_cores() -> None:
    assert "cores" in bench.machine()


def test_memory_and_processor_time_are_of_this_process() -> None:
    before = bench._cpu_s()
    ballast = bytearray(64 * 2**20)
    for index in range(0, len(ballast), 4096):
        ballast[index] = 1
    assert bench._rss_mb() > 64
    assert bench._cpu_s() >= before


def test_only_blazepose_is_measured_against_mediapipe() -> None:
    with pytest.raises(BenchError, match=r"pose\.backend"):
        bench._estimator(Settings(pose=PoseSettings(backend="mediapipe")))


def test_a_recording_plays_as_a_camera(tmp_path: Path) -> None:
    """In its own time, without an end, with times and numbers that rise."""
    for i in range(3):
        cv2.imwrite(str(tmp_path / f"{i}.png"), np.full((48, 64, 3), 40 * i, np.uint8))
    camera = bench.CameraOf(open_source(str(tmp_path)))
    camera.open()
    camera.fps = 50.0
    try:
        frames = [camera.read() for _ in range(7)]
    finally:
        camera.close()
    assert all(frame is not None for frame in frames)
    assert [frame.index for frame in frames if frame] == list(range(7))
    times = [frame.t for frame in frames if frame]
    assert all(b > a for a, b in itertools.pairwise(times))
    assert times[-1] - times[0] >= 6 / 50.0 - 0.005
    assert frames[0] is not None
    assert frames[3] is not None
    assert (frames[0].image == frames[3].image).all()
