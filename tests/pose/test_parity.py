"""Our landmarks against MediaPipe's own, where MIRROR_MEDIAPIPE_PYTHON names a Python that has it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from mirror import paths
from mirror.capture.core import Frame
from mirror.errors import ModelError
from mirror.exercises import load_catalogue
from mirror.pose import bench, mediapipe_backend, open_estimator
from mirror.pose.blazepose import BlazePose
from mirror.pose.mediapipe_backend import MediaPipe
from tests.pose.parity import measure, video

CLIPS = Path(__file__).parents[2] / "../shared/clips"
LIMIT = 0.02
"""Torso lengths, mean over all 33 landmarks and all pictures."""


@pytest.fixture(scope="module")
def mediapipe() -> Iterator[MediaPipe]:
    if mediapipe_backend.interpreter() is None:
        pytest.skip(f"no MediaPipe; {mediapipe_backend.PYTHON_VARIABLE} names a Python that has it")
    estimator = MediaPipe("full")
    yield estimator
    estimator.close()


@pytest.mark.shared
@pytest.mark.skipif(not CLIPS.exists(), reason="no ../shared")
@pytest.mark.parametrize(
    ("clip", "frames"),
    [
        ("squat.mp4", 150),
        ("push_up.mp4", 150),
        # Later it cuts to a body without a head, where any two trackers part.
        ("jumping_jack.mp4", 120),
        ("lunge.mp4", 150),
        ("bicep_curl.mp4", 150),
        ("shoulder_press.mp4", 150),
    ],
)
def test_real_people(mediapipe: MediaPipe, clip: str, frames: int) -> None:
    mediapipe.reset()
    ours = BlazePose("full", device="cpu")
    parity = measure(video(CLIPS / clip, frames), ours, mediapipe)
    ours.close()
    assert len(parity.errors) >= 0.95 * frames
    assert parity.errors.mean() <= LIMIT, str(parity)


@pytest.mark.parametrize("exercise", ["squat", "push_up", "jumping_jack"])
def test_avatar(mediapipe: MediaPipe, exercise: str) -> None:
    mediapipe.reset()
    ours = BlazePose("full", device="cpu")
    parity = measure(avatar(exercise), ours, mediapipe)
    ours.close()
    assert len(parity.errors) >= 60
    assert parity.errors.mean() <= LIMIT, str(parity)


def test_empty_pictures_are_nobody_and_a_reset_turns_back_time(mediapipe: MediaPipe) -> None:
    empty = np.zeros((240, 320, 3), np.uint8)
    for _ in range(2):
        mediapipe.reset()
        assert [mediapipe.estimate(Frame(empty, t, 0)) for t in (0.0, 0.0, 0.04)] == [None] * 3


@pytest.mark.usefixtures("mediapipe")
def test_bench_counts_both_on_the_same_pictures() -> None:
    figures = bench.compare(avatar("squat", 60), "full", warm_up=3)
    assert figures["frames"] > 45
    assert figures["missing"] == ""
    assert figures["pose_ms"] is not None
    assert figures["pose_ms_mediapipe"] is not None
    assert figures["ratio"] == pytest.approx(figures["pose_ms"] / figures["pose_ms_mediapipe"])


def test_not_installed_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mediapipe_backend, "interpreter", lambda: None)
    with pytest.raises(ModelError, match=r"not installed.* -m venv .*pip install mediapipe"):
        open_estimator(backend="mediapipe")


def test_a_python_that_is_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(mediapipe_backend.PYTHON_VARIABLE, str(tmp_path / "python"))
    with pytest.raises(ModelError, match="cannot be started"):
        open_estimator(backend="mediapipe")


def test_a_python_without_mediapipe() -> None:
    if mediapipe_backend.importlib.util.find_spec("mediapipe") is not None:
        pytest.skip("this Python has mediapipe")
    with pytest.raises(ModelError, match=r"does not start.*pip install mediapipe"):
        MediaPipe("full", python=Path(sys.executable))


@pytest.mark.usefixtures("mediapipe")
def test_a_model_that_mediapipe_lacks_names_the_command() -> None:
    """heavy is in no wheel; an environment without it says where to put it."""
    python = mediapipe_backend.interpreter()
    assert python is not None
    prefix = python.parent.parent
    if (prefix / "package" / "pose_landmark_heavy.tflite").exists():
        pytest.skip("this environment has it")
    with pytest.raises(ModelError, match=rf"pose_landmark_heavy\.tflite .*cd {prefix} && npm pack"):
        MediaPipe("heavy")


def test_bench_without_mediapipe_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mediapipe_backend, "interpreter", lambda: None)
    frames = [Frame(np.zeros((48, 64, 3), np.uint8), k / 30, k) for k in range(3)]
    figures = bench.compare(frames, "lite", warm_up=1)
    assert figures["pose_ms"] is None
    assert figures["pose_ms_mediapipe"] is None
    assert figures["detect_ms"] is not None
    assert "not installed" in figures["missing"]


def avatar(exercise: str, count: int = 90) -> Iterator[Frame]:
    """The avatar, seen from the side or a little from it, 30 pictures a second."""
    from mirror.avatar import Camera, perform
    from mirror.avatar.renderer import Renderer

    movement = perform(load_catalogue(paths.exercises())[exercise], 3, seed=5, lead_s=0.3)
    camera = Camera(azimuth_deg=70.0 if exercise == "push_up" else 25.0)
    renderer = Renderer(camera.width, camera.height, seed=5)
    for index in range(count):
        yield Frame(renderer.render(movement.points[index], camera), float(movement.t[index]), index)
