"""Cameras, on machines that have none: what is said, and that a hanging one can be let go."""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from mirror.capture import camera
from mirror.capture.camera import Camera, cameras, trouble
from mirror.capture.opencv import Handle, Slot
from mirror.errors import CaptureError


def test_no_such_camera(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CaptureError, match="There is no camera 97"):
        Camera(97).open()
    assert capfd.readouterr() == ("", "")


def test_a_device_that_gives_no_pictures(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Busy: most drivers let a second program open the device and refuse it the pictures."""
    device = tmp_path / "video0"
    device.touch()
    with pytest.raises(CaptureError, match="gives no pictures: close the program"):
        Camera(device).open()
    assert capfd.readouterr() == ("", "")


def test_what_a_camera_gives(
    make_video: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """OpenCV reading a film in the place of a device: pictures with the time of their arrival, then the sentence."""
    device = tmp_path / "video0"
    device.touch()
    film = cv2.VideoCapture(str(make_video(frames=6)))
    monkeypatch.setattr(camera.cv2, "VideoCapture", lambda *_: film)
    ticks = iter(range(100))
    asked: dict[int, float] = {}
    monkeypatch.setattr(camera, "_ask", lambda capture, prop, value: asked.update({prop: value}))
    source = Camera(device, size=(640, 480), clock=lambda: float(next(ticks)))
    source.open()
    source.open()
    assert (asked[cv2.CAP_PROP_FRAME_WIDTH], asked[cv2.CAP_PROP_FRAME_HEIGHT]) == (640, 480)
    frames = [source.read() for _ in range(5)]  # the first one was spent on seeing that there are any
    assert [(frame.index, frame.t) for frame in frames if frame] == [(0, 1.0), (1, 2.0), (2, 3.0), (3, 4.0), (4, 5.0)]
    with pytest.raises(CaptureError, match="sends no pictures any more"):
        source.read()
    source.close()
    assert not film.isOpened()
    assert capfd.readouterr() == ("", "")


def test_a_driver_that_opens_and_gives_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    device = tmp_path / "video0"
    device.touch()
    silent = HangingCapture()
    silent.grab = lambda: False  # type: ignore[method-assign]
    monkeypatch.setattr(camera.cv2, "VideoCapture", lambda *_: silent)
    with pytest.raises(CaptureError, match="close the program"):
        Camera(device).open()
    assert silent.released == 1


@pytest.mark.parametrize(
    ("number", "words"), [(errno.EBUSY, "in use"), (errno.EACCES, "group “video”"), (errno.EIO, "cannot be opened")]
)
def test_what_the_system_says_becomes_a_sentence(number: int, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object, flags: int) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(camera.os, "open", refuse)
    assert words in trouble(Path("/dev/video0"))


def test_the_list_leaves_out_what_is_no_camera(tmp_path: Path) -> None:
    (tmp_path / "video0").touch()  # answers no V4L2 question
    (tmp_path / "video10").symlink_to(tmp_path / "unplugged")
    (tmp_path / "videodev").touch()
    found = cameras(tmp_path)
    assert [(info.spec, bool(info.problem)) for info in found] == [("camera:10", True)]


def test_reading_a_closed_camera_is_the_worlds_failure() -> None:
    with pytest.raises(CaptureError, match="sends no pictures"):
        Camera(0).read()


class HangingCapture:
    """cv2.VideoCapture as far as Handle uses it; `grab` hangs until it is let go."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, float]] = []
        self.inside, self.let_go, self.released_while_inside, self.released = threading.Event(), threading.Event(), False, 0

    def grab(self) -> bool:
        self.inside.set()
        self.let_go.wait(60.0)
        self.inside.clear()
        return True

    def retrieve(self) -> tuple[bool, np.ndarray]:
        return True, np.zeros((4, 4, 3), np.uint8)

    def get(self, prop: int) -> float:
        return 0.0

    def set(self, prop: int, value: float) -> bool:
        self.asked.append((prop, value))
        return True

    def release(self) -> None:
        self.released += 1
        self.released_while_inside |= self.inside.is_set()


def test_closing_neither_waits_for_a_hanging_read_nor_frees_what_it_uses() -> None:
    capture = HangingCapture()
    handle = Handle(capture)
    reader = threading.Thread(target=handle.read, args=(time.monotonic,))
    reader.start()
    assert capture.inside.wait(5.0)
    handle.close()
    assert capture.inside.is_set(), "it waited for the read"
    assert capture.released == 0
    capture.let_go.set()
    reader.join(5.0)
    assert capture.released == 1
    assert not capture.released_while_inside
    assert handle.read(time.monotonic) is None


def test_an_opening_that_comes_too_late_is_closed_again() -> None:
    slot, late, new = Slot(), HangingCapture(), HangingCapture()
    ticket = slot.begin()
    slot.close()  # given up while it was opening
    assert slot.install(slot.begin(), kept := Handle(new))
    assert not slot.install(ticket, Handle(late))
    assert late.released == 1
    assert slot.handle is kept
    assert new.released == 0
