"""OpenCV, made fit for a mirror: silent, on one thread, and closable while a read hangs."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Any

# Read by OpenCV when its back ends start. What goes wrong is said by CaptureError, in one sentence, not by libraries on stderr;
# -8 is AV_LOG_QUIET. A camera that sends nothing must give the thread back (OpenCV waits 10 s by default).
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2")

import cv2
import numpy as np
from numpy.typing import NDArray

cv2.setNumThreads(1)  # its pool competes with the networks' for the same cores
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)

OPEN_TIMEOUT_MS = 2000
READ_TIMEOUT_MS = 1500
FFMPEG_TIMEOUTS = (cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, OPEN_TIMEOUT_MS, cv2.CAP_PROP_READ_TIMEOUT_MSEC, READ_TIMEOUT_MS)
"""Parameters for `cv2.VideoCapture(url, cv2.CAP_FFMPEG, ...)`. V4L2 refuses to open when it is given them."""

Image = NDArray[np.uint8]


class Handle:
    """One opened cv2.VideoCapture that another thread may close while this one is reading.

    `release()` during `read()` frees memory that is in use, so a reader that is inside OpenCV releases it on its way out.
    """

    def __init__(self, capture: Any) -> None:
        self._capture = capture
        self._busy = threading.Lock()
        self._closing = False

    def get(self, prop: int) -> float:
        with self._busy:
            return 0.0 if self._closing else float(self._capture.get(prop))

    def read(self, clock: Callable[[], float]) -> tuple[Image, float, float] | None:
        """The next picture (H, W, 3) BGR, the clock's time when it arrived (before it was decoded), its POS_MSEC; None: none."""
        with self._busy:
            try:
                if self._closing or not self._capture.grab():
                    return None
                arrived = clock()
                ok, image = self._capture.retrieve()
                if not ok or image is None or image.size == 0:
                    return None
                return colour(image), arrived, float(self._capture.get(cv2.CAP_PROP_POS_MSEC))
            except cv2.error:  # a stream whose picture changes into something undecodable raises instead of failing
                return None
            finally:
                if self._closing:
                    self._capture.release()

    def close(self) -> None:
        """Release now, or as soon as the read that is under way returns."""
        self._closing = True
        if self._busy.acquire(blocking=False):
            try:
                self._capture.release()
            finally:
                self._busy.release()


class Slot:
    """Holds a source's one open handle, while old threads that still hang in `open` or `read` cannot disturb the new one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._handle: Handle | None = None
        self._turn = 0

    @property
    def handle(self) -> Handle | None:
        return self._handle

    def begin(self) -> int:
        """A ticket for `install`, drawn before the slow opening."""
        with self._lock:
            return self._turn

    def install(self, ticket: int, handle: Handle) -> bool:
        """False, and the handle is closed, when the slot was closed while the handle was being opened."""
        with self._lock:
            if ticket == self._turn and self._handle is None:
                self._handle = handle
                return True
        handle.close()
        return False

    def close(self) -> None:
        with self._lock:
            self._turn += 1
            handle, self._handle = self._handle, None
        if handle is not None:
            handle.close()


def colour(image: Any) -> Image:
    """(H, W, 3) uint8 BGR from what a camera gave: grey and BGRA are converted, BGR is passed on as it is."""
    if image.ndim == 2 or image.shape[2] == 1:
        return np.asarray(cv2.cvtColor(image, cv2.COLOR_GRAY2BGR), np.uint8)
    if image.shape[2] == 4:
        return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGRA2BGR), np.uint8)
    return np.asarray(image, np.uint8)


def decode(data: bytes | NDArray[np.uint8]) -> Image | None:
    """A JPEG, PNG ... in memory as (H, W, 3) BGR, its EXIF turn applied; None where it is no picture."""
    buffer = np.frombuffer(data, np.uint8) if isinstance(data, bytes) else data
    if buffer.size == 0:
        return None
    try:
        image = cv2.imdecode(buffer, cv2.IMREAD_COLOR)
    except cv2.error:
        return None
    return None if image is None else np.asarray(image, np.uint8)


def bgra(image: NDArray[np.uint8], max_height: int | None = None) -> NDArray[np.uint8]:
    """(H, W, 3) BGR as (h, w, 4) BGRA, alpha 255, with h <= max_height; always a new, contiguous array."""
    height, width = image.shape[:2]
    if max_height is not None and height > max_height:
        image = np.asarray(cv2.resize(image, (max(1, round(width * max_height / height)), max_height)), np.uint8)
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2BGRA), np.uint8)
