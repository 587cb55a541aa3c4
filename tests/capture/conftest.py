"""Videos and a network camera made on the spot."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.loopback import need_loopback

WIDTH, HEIGHT = 160, 120


def picture(index: int, width: int = WIDTH, height: int = HEIGHT) -> np.ndarray:
    """A dot that walks to the right, on grey: each picture differs from the one before."""
    image = np.full((height, width, 3), 60, np.uint8)
    cv2.circle(image, (8 + 7 * index % (width - 16), height // 2), 8, (20, 200, 250), -1)
    return image


def jpeg(index: int) -> bytes:
    ok, data = cv2.imencode(".jpg", picture(index))
    assert ok
    return data.tobytes()


@pytest.fixture
def make_video(tmp_path: Path) -> Callable[..., Path]:
    def make(name: str = "clip.avi", frames: int = 30, fps: float = 25.0, codec: str = "MJPG") -> Path:
        path = tmp_path / name
        writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*codec), fps, (WIDTH, HEIGHT))
        assert writer.isOpened()
        for index in range(frames):
            writer.write(picture(index))
        writer.release()
        return path

    return make


class NetworkCamera:
    """An MJPEG server that can be unplugged (nobody answers any more) and that can stall (connected, and silent).

    Attributes:
        url: of its stream. rate: pictures a second. lengths: whether parts carry a Content-Length. still: always the same
        picture. connections: how many have been answered.
    """

    def __init__(self, rate: float = 50.0) -> None:
        self.rate, self.lengths, self.still, self.connections = rate, True, False, 0
        self.answer = b"HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=picture\r\n\r\n"
        self.parts: list[bytes] | None = None
        self._flowing = threading.Event()
        self._flowing.set()
        self._ended = threading.Event()
        self._clients: list[socket.socket] = []
        self._jpegs = [jpeg(index) for index in range(20)]
        self._port = 0
        self.plug_in()
        self.url = f"http://127.0.0.1:{self._port}/stream"

    @staticmethod
    def jpeg(index: int) -> bytes:
        return jpeg(index)

    def plug_in(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self._port), reuse_port=False)
        self._port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def unplug(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for client in self._clients:
            with suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)
            client.close()
        self._clients.clear()

    def stall(self) -> None:
        self._flowing.clear()

    def flow(self) -> None:
        self._flowing.set()

    def end(self) -> None:
        self._ended.set()
        self._flowing.set()
        self.unplug()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            self._clients.append(client)
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with suppress(OSError):
            self.request = client.recv(65536)
            self.connections += 1
            client.sendall(self.answer)
            if self.parts is not None:
                for part in self.parts:
                    client.sendall(part)
                client.shutdown(socket.SHUT_RDWR)
                return
            index = 0
            while not self._ended.is_set():
                self._flowing.wait()
                data = self._jpegs[0 if self.still else index % len(self._jpegs)]
                length = f"Content-Length: {len(data)}\r\n" if self.lengths else ""
                client.sendall(f"--picture\r\nContent-Type: image/jpeg\r\n{length}\r\n".encode() + data + b"\r\n")
                index += 1
                time.sleep(1.0 / self.rate)


@pytest.fixture
def network_camera() -> Iterator[NetworkCamera]:
    need_loopback()
    camera = NetworkCamera()
    yield camera
    camera.end()
