"""A recorded video, read frame by frame with its own time."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import cv2

from mirror.capture.core import Frame, Kind
from mirror.capture.opencv import FFMPEG_TIMEOUTS, Handle, Image, Slot
from mirror.errors import CaptureError

log = logging.getLogger(__name__)

ASSUMED_FPS = 30.0
"""Pictures per second of a file that does not say."""

LONGEST_PAUSE = 10.0
"""Seconds between two pictures of one recording; a larger step in its time stamps is damage, not a pause."""

Stamps = Callable[[], float]


@dataclass
class FileTime:
    """Strictly increasing seconds from the first picture on, out of a container's time stamps.

    The stamps are followed (a phone's video has a varying rate) as long as they are sane. A file whose second stamp is no
    later than its first has none: index / fps holds. A single stamp that steps back is passed over by half a frame, so that
    the next good one fits again; a leap of more than LONGEST_PAUSE either way shifts what follows.

    >>> time = FileTime(fps=25.0)
    >>> [round(time.next(ms), 3) for ms in (80.0, 120.0, 160.0)]
    [0.0, 0.04, 0.08]
    """

    fps: float
    _stamped: bool = field(default=True, init=False)
    _index: int = field(default=-1, init=False)
    _last: float = field(default=0.0, init=False)
    _shift: float = field(default=0.0, init=False)

    def next(self, stamp_ms: float) -> float:
        """Seconds of the next picture; `stamp_ms` is the container's, milliseconds, NaN where it has none."""
        self._index += 1
        stamp = stamp_ms / 1000.0
        if self._index == 0:
            self._stamped = math.isfinite(stamp)
            self._shift = -stamp
            return 0.0
        if self._index == 1 and not stamp + self._shift > 0.0:
            self._stamped = False
        if not self._stamped:
            self._last = self._index / self.fps
            return self._last
        t = stamp + self._shift
        if not math.isfinite(t):
            t = self._last + 1.0 / self.fps
        elif abs(t - self._last) > LONGEST_PAUSE:
            t = self._last + 1.0 / self.fps
            self._shift = t - stamp
        elif t <= self._last:
            t = self._last + 0.5 / self.fps
        self._last = t
        return t


class VideoFile:
    """A video in a file (or a recorded one behind a URL). Rotation in its metadata is applied by OpenCV.

    Attributes:
        name: the file's name. live: False. fps: pictures per second as the file says; 30 where it does not.
        frames: number of pictures as the file says, 0 where it does not.
        notice: a sentence about what is odd with the file ("" when nothing is): the rate is assumed, it breaks off.
    """

    live = False
    kind: Kind = "film"

    def __init__(self, path: Path | str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.path = path
        self.name = path.name if isinstance(path, Path) else path.rstrip("/").rpartition("/")[2]
        self.fps = math.nan
        self.frames = 0
        self.notice = ""
        self._clock = clock
        self._slot = Slot()
        self._time = FileTime(ASSUMED_FPS)
        self._first: tuple[Image, float] | None = None
        self._index = 0

    def open(self) -> None:
        """Opens the file and reads its first picture: only then is it known to be a video. No effect while it is open."""
        if self._slot.handle is not None:
            return
        ticket = self._slot.begin()
        if isinstance(self.path, Path):
            check_file(self.path)
            capture = cv2.VideoCapture(str(self.path), cv2.CAP_FFMPEG)
        else:
            capture = cv2.VideoCapture(self.path, cv2.CAP_FFMPEG, list(FFMPEG_TIMEOUTS))
        if not capture.isOpened():
            capture.release()
            raise CaptureError(f"“{self.name}” cannot be read: it is damaged, or it is not a video.")
        handle = Handle(capture)
        first = handle.read(self._clock)
        if first is None:
            handle.close()
            raise CaptureError(f"“{self.name}” holds no pictures: the video is empty or damaged.")
        self.frames = max(0, int(handle.get(cv2.CAP_PROP_FRAME_COUNT)))
        self.fps, self.notice = float(handle.get(cv2.CAP_PROP_FPS)), ""
        if not (math.isfinite(self.fps) and 1.0 <= self.fps <= 1000.0):
            self.fps = ASSUMED_FPS
            self.notice = f"“{self.name}” does not say how many pictures a second it has: {ASSUMED_FPS:.0f} are assumed."
            log.warning(self.notice)
        self._time = FileTime(self.fps)
        self._first, self._index = (first[0], first[2]), 0
        self._slot.install(ticket, handle)

    def read(self) -> Frame | None:
        """The next picture; t is seconds from the first one. None at the end, or when closed."""
        handle = self._slot.handle
        if handle is None:
            return None
        if self._first is not None:
            image, stamp = self._first
            self._first = None
        else:
            picture = handle.read(self._clock)
            if picture is None:
                self._note_the_end()
                return None
            image, stamp = picture[0], picture[2]
        frame = Frame(image, self._time.next(stamp), self._index)
        self._index += 1
        return frame

    def close(self) -> None:
        self._slot.close()

    def _note_the_end(self) -> None:
        # The header's count is an estimate, or counts pictures that a phone's trimming hides; a fifth missing is neither.
        if self._slot.handle is not None and self._index < 0.8 * self.frames:
            self.notice = f"“{self.name}” breaks off after {self._index} of {self.frames} pictures: it was cut, or is damaged."
            log.warning(self.notice)


def check_file(path: Path) -> None:
    """Raises CaptureError with the reason where a file cannot be a video: absent, a folder, unreadable, empty."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise CaptureError(f"“{path}” is a folder, not a video.")
        with path.open("rb") as file:
            file.read(1)
    except FileNotFoundError:
        raise CaptureError(f"There is no file “{path}”.") from None
    except PermissionError:
        raise CaptureError(f"“{path}” may not be read: its permissions forbid it.") from None
    except OSError as error:
        raise CaptureError(f"“{path}” cannot be read: {error.strerror or error}.") from None
    if size == 0:
        raise CaptureError(f"“{path.name}” is empty: the file has no content.")
