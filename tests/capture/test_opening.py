"""What the user writes, and the one sentence for what cannot be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mirror.capture import open_source
from mirror.capture.camera import Camera
from mirror.capture.folder import Folder
from mirror.capture.stream import Stream
from mirror.capture.video import VideoFile
from mirror.errors import CaptureError


@pytest.mark.parametrize("spec", ["camera:3", "3"])
def test_a_camera_by_number(spec: str) -> None:
    source = open_source(spec)
    assert isinstance(source, Camera)
    assert (source.device, source.name, source.live) == (3, "camera 3", True)


def test_a_video_and_a_folder(make_video: Callable[..., Path]) -> None:
    video = make_video("clip.avi")
    source = open_source(str(video))
    assert isinstance(source, VideoFile)
    assert (source.name, source.live) == ("clip.avi", False)
    assert isinstance(open_source(f"file://{video}"), VideoFile)
    (video.parent / "pictures").mkdir()
    (video.parent / "pictures" / "a.png").write_bytes(b"not looked at before it is opened")
    assert isinstance(open_source(str(video.parent / "pictures")), Folder)


@pytest.mark.parametrize("url", ["http://192.0.2.1:8080/video", "https://cam.example/stream", "rtsp://cam.example:554/1"])
def test_a_url_is_live_and_opens_nothing_yet(url: str) -> None:
    source = open_source(url)
    assert isinstance(source, Stream)
    assert source.live


def test_a_recorded_video_behind_a_url_is_wanted_whole() -> None:
    source = open_source("https://clips.example/squat.mp4")
    assert isinstance(source, VideoFile)
    assert (source.name, source.live) == ("squat.mp4", False)


def test_a_name_never_shows_the_password() -> None:
    assert open_source("rtsp://anna:secret@cam.example/1").name == "rtsp://cam.example"


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ("", "No source"),
        ("nowhere/clip.mp4", "There is no file"),
        ("camera:left", "is no camera"),
        ("/dev/video97", "There is no camera"),
        ("gopher://host/x", "no kind of stream"),
        ("http:///stream", "names no host"),
        ("http://host:port/stream", "names no host"),
    ],
)
def test_what_cannot_be_is_one_plain_sentence(spec: str, words: str) -> None:
    with pytest.raises(CaptureError, match=words) as caught:
        open_source(spec)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")


def test_folders_and_files_that_hold_nothing(tmp_path: Path) -> None:
    with pytest.raises(CaptureError, match="holds no pictures"):
        open_source(str(tmp_path))
    (tmp_path / "empty.mp4").touch()
    with pytest.raises(CaptureError, match="empty"):
        open_source(str(tmp_path / "empty.mp4"))
    (tmp_path / "one.jpg").write_bytes(b"x")
    with pytest.raises(CaptureError, match="single picture"):
        open_source(str(tmp_path / "one.jpg"))


def test_a_frame_costs_no_opencv() -> None:
    """The core's modules need Frame's type only; loading OpenCV for it would slow every command."""
    import subprocess
    import sys

    code = "import sys, mirror.capture.core, mirror.capture; sys.exit('cv2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
