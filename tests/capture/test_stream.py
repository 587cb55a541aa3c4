"""Network cameras, against a server of our own."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mirror.capture import stream as stream_module
from mirror.capture.stream import Stream
from mirror.capture.video import VideoFile
from mirror.errors import CaptureError

if TYPE_CHECKING:
    from conftest import NetworkCamera


def drain(stream: Stream) -> None:
    """Reads what is still on the way, and on."""
    for _ in range(20):
        stream.read()


@pytest.mark.parametrize("lengths", [True, False])
def test_pictures_come(network_camera: NetworkCamera, lengths: bool) -> None:
    network_camera.lengths = lengths
    stream = Stream(network_camera.url)
    began = time.monotonic()
    stream.open()
    stream.open()
    frames = [stream.read() for _ in range(5)]
    stream.close()
    assert network_camera.connections == 1
    assert [frame and frame.index for frame in frames] == [0, 1, 2, 3, 4]
    assert all(frame is not None and frame.image.shape == (120, 160, 3) for frame in frames)
    times = [frame.t for frame in frames if frame is not None]
    assert np.all(np.diff(times) > 0.0)
    assert began < times[0] < times[-1] < time.monotonic()
    with pytest.raises(CaptureError):
        stream.read()


def test_a_stall_is_noticed(network_camera: NetworkCamera, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_module, "READ_TIMEOUT_S", 1.0)
    stream = Stream(network_camera.url)
    stream.open()
    stream.read()
    network_camera.stall()
    with pytest.raises(CaptureError, match="stopped sending"):
        drain(stream)


def test_an_end_and_nobody_there(network_camera: NetworkCamera) -> None:
    stream = Stream(network_camera.url)
    stream.open()
    stream.read()
    network_camera.unplug()
    with pytest.raises(CaptureError, match=r"ended|broken off"):
        drain(stream)
    stream.close()
    with pytest.raises(CaptureError, match="cannot be reached"):
        stream.open()
    network_camera.plug_in()
    stream.open()
    assert stream.read() is not None
    stream.close()


def test_close_wakes_a_reader_that_waits(network_camera: NetworkCamera, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_module, "READ_TIMEOUT_S", 120.0)
    stream = Stream(network_camera.url)
    stream.open()
    network_camera.stall()
    failed = threading.Event()

    def read() -> None:
        try:
            while True:
                stream.read()
        except CaptureError:
            failed.set()

    reader = threading.Thread(target=read)
    reader.start()
    time.sleep(0.2)
    stream.close()
    assert failed.wait(20.0), "it waits for the camera"
    reader.join(20.0)
    assert not reader.is_alive()


def test_broken_parts_are_passed_over(network_camera: NetworkCamera) -> None:
    good, torn = network_camera.jpeg(0), network_camera.jpeg(1)[:300]
    network_camera.parts = [
        b"--picture\r\nContent-Length: %d\r\n\r\n" % len(data) + data + b"\r\n" for data in (torn, b"no picture", good)
    ]
    stream = Stream(network_camera.url)
    stream.open()
    frame = stream.read()
    assert frame is not None
    assert abs(int(frame.image[5, 5, 0]) - 60) < 4
    assert stream.broken == 2
    with pytest.raises(CaptureError, match="ended"):
        stream.read()
    stream.close()


@pytest.mark.parametrize("content", [b"--picture\r\n" + b"X: y\r\n" * 100, b"--picture\r\nContent-Length: 99999999\r\n\r\n"])
def test_nonsense_neither_fills_the_memory_nor_escapes(network_camera: NetworkCamera, content: bytes) -> None:
    network_camera.parts = [content]
    stream = Stream(network_camera.url)
    stream.open()
    with pytest.raises(CaptureError, match="broken off"):
        stream.read()
    stream.close()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (b"HTTP/1.0 401 Unauthorized\r\n\r\n", "user name and a password"),
        (b"HTTP/1.0 404 Not Found\r\n\r\n", "404 Not Found"),
        (b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>", "text/html, which is no stream"),
        (b"HTTP/1.0 302 Found\r\nLocation: /stream\r\n\r\n", "in circles"),
        (b"this is not HTTP\r\n\r\n", "cannot be reached"),
    ],
)
def test_answers_that_are_no_stream(network_camera: NetworkCamera, answer: bytes, words: str) -> None:
    network_camera.answer = answer
    network_camera.parts = []
    with pytest.raises(CaptureError, match=words):
        Stream(network_camera.url).open()


def test_name_and_password_are_sent_and_not_shown(network_camera: NetworkCamera) -> None:
    stream = Stream(network_camera.url.replace("//", "//anna:s%20t@"))
    stream.open()
    stream.read()
    stream.close()
    assert b"Authorization: Basic YW5uYTpzIHQ=" in network_camera.request
    assert "anna" not in stream.name


def test_what_is_no_mjpeg_is_read_by_ffmpeg(
    network_camera: NetworkCamera, make_video: Callable[..., Path], capfd: pytest.CaptureFixture[str]
) -> None:
    network_camera.answer = b"HTTP/1.0 200 OK\r\nContent-Type: video/x-msvideo\r\n\r\n"
    network_camera.parts = [make_video(frames=12).read_bytes()]
    stream = Stream(network_camera.url)
    stream.open()
    shapes = [frame.image.shape for _ in range(12) if (frame := stream.read())]
    assert shapes == [(120, 160, 3)] * 12
    with pytest.raises(CaptureError, match="sends no pictures any more"):
        stream.read()
    stream.close()
    film = VideoFile(network_camera.url + ".avi")  # recorded: whole, on its own time
    film.open()
    times = [frame.t for _ in range(12) if (frame := film.read())]
    assert times == pytest.approx(np.arange(12) / 25.0)
    film.close()
    network_camera.parts = [b"no video at all" * 50]
    with pytest.raises(CaptureError, match="cannot be reached, or it sends no pictures"):
        stream.open()
    assert capfd.readouterr() == ("", "")


def test_nobody_listens(capfd: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    for scheme in ("http", "rtsp"):
        with pytest.raises(CaptureError, match="cannot be reached"):
            Stream(f"{scheme}://127.0.0.1:{port}/x").open()
    assert capfd.readouterr() == ("", "")
