"""Recorded videos: whole, in order, on their own time; broken ones end in one sentence and silence on stderr."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirror.capture.core import Frame
from mirror.capture.video import LONGEST_PAUSE, FileTime, VideoFile
from mirror.errors import CaptureError


def read_all(source: VideoFile) -> list[Frame]:
    frames = []
    while (frame := source.read()) is not None:
        frames.append(frame)
    return frames


@pytest.mark.parametrize(("name", "codec"), [("clip.avi", "MJPG"), ("clip.mp4", "mp4v")])
def test_every_frame_with_its_time(make_video: Callable[..., Path], name: str, codec: str) -> None:
    source = VideoFile(make_video(name, frames=30, fps=25.0, codec=codec))
    source.open()
    frames = read_all(source)
    assert [frame.index for frame in frames] == list(range(30))
    np.testing.assert_allclose([frame.t for frame in frames], np.arange(30) / 25.0, atol=1e-6)
    assert (source.fps, source.frames, source.notice) == (25.0, 30, "")
    assert frames[0].image.shape == (120, 160, 3)
    # the dot walks: the pictures are the right ones, in the right order
    where = [float(np.flatnonzero(frame.image[60, :, 2] > 150).mean()) for frame in frames[:20]]
    np.testing.assert_allclose(np.diff(where), 7.0, atol=1.5)
    source.close()
    assert source.read() is None


def test_it_opens_again_from_the_beginning(make_video: Callable[..., Path]) -> None:
    source = VideoFile(make_video(frames=10))
    source.open()
    source.open()  # no effect: it is open
    assert len(read_all(source)) == 10
    source.close()
    source.close()
    source.open()
    assert [frame.t for frame in read_all(source)][:2] == [0.0, pytest.approx(0.04)]


def test_a_phone_held_upright_is_turned(make_video: Callable[..., Path]) -> None:
    path = make_video("upright.mp4", codec="mp4v")
    data = bytearray(path.read_bytes())
    # the matrix in the track header (ISO 14496-12, 8.3.2), 16.16 and 2.30 fixed point: a quarter turn clockwise
    unit = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    turned = struct.pack(">9i", 0, 0x10000, 0, -0x10000, 0, 0, 120 << 16, 0, 0x40000000)
    at = data.index(unit, data.index(b"tkhd"))
    data[at : at + len(unit)] = turned
    path.write_bytes(data)
    source = VideoFile(path)
    source.open()
    frame = source.read()
    assert frame is not None
    assert (frame.width, frame.height) == (120, 160)


def _damaged(path: Path, kind: str) -> None:
    data = path.read_bytes()
    path.write_bytes({"empty": b"", "text": b"hello\n" * 99, "half": data[: len(data) // 2], "zeros": bytes(5000)}[kind])


@pytest.mark.parametrize("kind", ["empty", "text", "half", "zeros"])
def test_a_damaged_video_is_one_sentence(make_video: Callable[..., Path], kind: str, capfd: pytest.CaptureFixture[str]) -> None:
    path = make_video("broken.mp4", codec="mp4v")
    _damaged(path, kind)  # half of an MP4 has no index: nothing can be read from it
    source = VideoFile(path)
    with pytest.raises(CaptureError, match=r"broken\.mp4") as caught:
        source.open()
    assert "\n" not in str(caught.value)
    assert capfd.readouterr() == ("", "")


def test_a_video_without_pictures(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "none.avi"
    cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 25.0, (160, 120)).release()
    with pytest.raises(CaptureError):
        VideoFile(path).open()
    assert capfd.readouterr() == ("", "")


def test_half_a_video_gives_its_half_and_says_so(make_video: Callable[..., Path], capfd: pytest.CaptureFixture[str]) -> None:
    path = make_video("half.avi", frames=30)
    _damaged(path, "half")
    source = VideoFile(path)
    source.open()
    frames = read_all(source)
    assert 5 < len(frames) < 25
    assert f"breaks off after {len(frames)} of 30" in source.notice
    assert capfd.readouterr() == ("", "")


def test_the_clips_of_real_people() -> None:
    folder = Path(__file__).parents[2] / "../shared/clips"
    if not folder.is_dir():
        pytest.skip("the shared clips are not here")
    source = VideoFile(folder / "pull_up.mov")
    source.open()
    times = [frame.t for frame in read_all(source)]
    assert len(times) == 381  # the header says 409: an edit list hides the first 28
    assert source.notice == ""
    assert np.diff(times).min() > 0.0
    assert times[-1] == pytest.approx(len(times) / source.fps, rel=0.02)


def test_file_time_follows_a_varying_rate() -> None:
    time = FileTime(30.0)
    assert [time.next(ms) for ms in (500.0, 520.0, 590.0)] == pytest.approx([0.0, 0.02, 0.09])


def test_file_time_without_stamps_counts() -> None:
    for stamps in ([0.0, 0.0, 0.0], [math.nan] * 3, [0.0, -5.0, 3.0]):
        time = FileTime(25.0)
        assert [time.next(ms) for ms in stamps] == pytest.approx([0.0, 0.04, 0.08])


def test_file_time_heals() -> None:
    time = FileTime(25.0)
    assert [time.next(ms) for ms in (0.0, 40.0, 40.0, 80.0)] == pytest.approx([0.0, 0.04, 0.06, 0.08])
    time = FileTime(25.0)  # a stamp that wrapped around, or leapt: the next picture is the next picture
    assert [time.next(ms) for ms in (0.0, 40.0, 95_443_717.0, 95_443_757.0)] == pytest.approx([0.0, 0.04, 0.08, 0.12])


@given(
    st.lists(st.one_of(st.floats(-1e9, 1e9), st.just(math.nan), st.just(0.0)), min_size=2, max_size=50),
    st.floats(1.0, 240.0),
)
def test_file_time_always_rises_and_never_leaps(stamps: list[float], fps: float) -> None:
    time = FileTime(fps)
    times = np.array([time.next(ms) for ms in stamps])
    assert times[0] == 0.0
    assert np.all(np.diff(times) > 0.0)
    assert np.all(np.diff(times) <= LONGEST_PAUSE + 1e-6)
