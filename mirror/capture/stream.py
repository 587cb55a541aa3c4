"""Pictures over the network: Motion-JPEG over HTTP by our own reader, everything else (RTSP, HLS, MPEG-TS) by ffmpeg.

An MJPEG stream is a `multipart/x-mixed-replace` answer, one JPEG a part (RFC 2046, section 5.1; the type is Netscape's).
Read here, because a stalled one must be noticed within the read timeout and a closed one told from a slow one.
"""

from __future__ import annotations

import base64
import contextlib
import http.client
import socket
import threading
import time
from collections.abc import Callable
from email.message import Message
from typing import IO
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

import cv2

from mirror.capture.core import Frame
from mirror.capture.opencv import FFMPEG_TIMEOUTS, Handle, Image, Slot, decode
from mirror.errors import CaptureError

SCHEMES = frozenset({"http", "https", "rtsp", "rtsps", "rtmp", "udp", "tcp", "srt"})
OPEN_TIMEOUT_S = 3.0
READ_TIMEOUT_S = 1.5
REDIRECTS = 4
LARGEST_PICTURE = 32 << 20
"""Bytes; a part without an end must not fill the memory."""
LONGEST_HEADER = 64
"""Lines of a part's head."""
BROKEN_IN_A_ROW = 30
"""Parts that are no pictures before the stream counts as broken."""


class Stream:
    """A network camera.

    Attributes:
        name: scheme and host, without the password that the URL may hold. live: True. fps: NaN while unknown.
        may_freeze: True, as for a camera. broken: parts so far that were no pictures.
    """

    live = True
    may_freeze = True

    def __init__(self, url: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        parts = urlsplit(url)
        self.url = url
        self.name = f"{parts.scheme}://{_host(parts)}"
        self.fps = float("nan")
        self.broken = 0
        self._clock = clock
        self._slot = Slot()
        self._http: _Answer | None = None
        self._lock = threading.Lock()
        self._turn = 0
        self._index = 0

    def open(self) -> None:
        """Connects. No effect while it is open. CaptureError: nobody answers, it refuses, or it sends no pictures."""
        if self._http is not None or self._slot.handle is not None:
            return
        ticket = self._slot.begin()
        with self._lock:
            turn = self._turn
        if self.url.lower().startswith(("http://", "https://")):
            answer = _connect(self.url, self.name)
            if answer.multipart:
                with self._lock:
                    if turn == self._turn:
                        self._http = answer
                        return
                answer.close()
                return
            answer.close()
            if answer.type.startswith(("text/", "image/")):
                raise CaptureError(f"{self.name} answers with {answer.type}, which is no stream of pictures.")
        capture = cv2.VideoCapture(self.url, cv2.CAP_FFMPEG, list(FFMPEG_TIMEOUTS))
        if not capture.isOpened():
            capture.release()
            raise CaptureError(f"{self.name} cannot be reached, or it sends no pictures.")
        fps = float(capture.get(cv2.CAP_PROP_FPS))
        self.fps = fps if 1.0 <= fps <= 240.0 else float("nan")
        self._slot.install(ticket, Handle(capture))

    def read(self) -> Frame | None:
        """The next picture, t on the clock when it had arrived. CaptureError: it ended, or nothing came for 1.5 s."""
        answer = self._http
        if answer is not None:
            image, t = self._part(answer)
        else:
            handle = self._slot.handle
            picture = handle.read(self._clock) if handle is not None else None
            if picture is None:
                raise CaptureError(f"{self.name} sends no pictures any more.")
            image, t = picture[0], picture[1]
        frame = Frame(image, t, self._index)
        self._index += 1
        return frame

    def close(self) -> None:
        with self._lock:
            self._turn += 1
            answer, self._http = self._http, None
        if answer is not None:
            answer.close()
        self._slot.close()

    def _part(self, answer: _Answer) -> tuple[Image, float]:
        for _ in range(BROKEN_IN_A_ROW):
            try:
                data = answer.part()
            except TimeoutError:
                raise CaptureError(f"{self.name} has stopped sending pictures.") from None
            except (OSError, http.client.HTTPException, ValueError, AttributeError):
                # AttributeError: http.client drops its file object when another thread closes the answer
                raise CaptureError(f"{self.name} has broken off.") from None
            if data is None:
                raise CaptureError(f"{self.name} has ended the stream.")
            t = self._clock()
            # A JPEG that ends early would be decoded into a half-grey picture.
            image = decode(data) if data[:2] != b"\xff\xd8" or b"\xff\xd9" in data[-64:] else None
            if image is not None:
                return image, t
            self.broken += 1
        raise CaptureError(f"{self.name} sends something that is no picture.")


class _Answer:
    """One HTTP answer under way."""

    def __init__(self, link: socket.socket, response: http.client.HTTPResponse) -> None:
        head = Message()
        head["Content-Type"] = response.getheader("Content-Type", "application/octet-stream")
        self.type = head.get_content_type()
        self.multipart = self.type.startswith("multipart/")
        self._link = link
        self._response: IO[bytes] = response
        # Cameras write the boundary with or without its dashes; "" where they name none.
        self._boundary = b"--" + str(head.get_param("boundary", "")).strip('"').removeprefix("--").encode("latin-1", "replace")
        self._line = b""

    def part(self) -> bytes | None:
        """The next part's content; None at the end of the stream. TimeoutError when nothing comes, ValueError for nonsense."""
        if not self._seek_boundary():
            return None
        length = -1
        for _ in range(LONGEST_HEADER):
            line = self._response.readline(4096)
            if not line:
                return None
            if not line.strip():
                break
            name, _, value = line.partition(b":")
            if name.strip().lower() == b"content-length":
                length = int(value)
        else:
            raise ValueError("a part's head without an end")
        if length > LARGEST_PICTURE:
            raise ValueError("a part larger than any picture")
        if length < 0:
            return self._until_boundary()
        data = self._response.read(length)
        return data if len(data) == length else None

    def close(self) -> None:
        with contextlib.suppress(OSError):  # the other side was quicker
            self._link.shutdown(socket.SHUT_RDWR)  # wakes a reader that waits in another thread; close alone does not
        self._response.close()
        self._link.close()

    def _seek_boundary(self) -> bool:
        if self._line.startswith(self._boundary):
            self._line = b""
            return True
        passed = 0
        while passed < LARGEST_PICTURE:
            line = self._response.readline(65536)
            if not line or (line.startswith(self._boundary + b"--") and len(self._boundary) > 2):
                return False
            if line.startswith(self._boundary):
                return True
            passed += len(line)
        raise ValueError("no boundary")

    def _until_boundary(self) -> bytes | None:
        lines: list[bytes] = []
        size = 0
        while size < LARGEST_PICTURE:
            line = self._response.readline(65536)
            if not line:
                return None
            if line.startswith(self._boundary) and (not lines or lines[-1].endswith(b"\n")):
                self._line = line
                return b"".join(lines).removesuffix(b"\r\n").removesuffix(b"\n")
            lines.append(line)
            size += len(line)
        raise ValueError("a part larger than any picture")


def _connect(url: str, name: str) -> _Answer:
    for _ in range(REDIRECTS):
        parts = urlsplit(url)
        secure = parts.scheme.lower() == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=OPEN_TIMEOUT_S)
        try:
            connection.request("GET", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), headers=_headers(parts))
            link = connection.sock  # an answer without a length takes it away from the connection
            response = connection.getresponse()
        except TimeoutError:
            connection.close()
            raise CaptureError(f"{name} does not answer.") from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            connection.close()
            raise CaptureError(f"{name} cannot be reached: {getattr(error, 'strerror', None) or error}.") from None
        if response.status in (301, 302, 303, 307, 308) and (target := response.getheader("Location")):
            connection.close()
            url = urljoin(url, target)
            continue
        if response.status == 401:
            connection.close()
            raise CaptureError(f"{name} asks for a user name and a password: write them as http://name:password@host/.")
        if response.status != 200:
            connection.close()
            raise CaptureError(f"{name} refuses: it answers {response.status} {response.reason}.")
        link.settimeout(READ_TIMEOUT_S)
        return _Answer(link, response)
    raise CaptureError(f"{name} sends the reader in circles.")


def _headers(parts: SplitResult) -> dict[str, str]:
    headers = {"User-Agent": "mirror", "Accept": "*/*"}
    if parts.username is not None:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    return headers


def _host(parts: SplitResult) -> str:
    return parts.netloc.rpartition("@")[2]
