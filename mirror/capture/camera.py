"""Cameras of this machine: opening one, and what is there."""

from __future__ import annotations

import errno
import os
import re
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2

from mirror.capture.core import Frame
from mirror.capture.opencv import Handle, Slot
from mirror.errors import CaptureError

SIZE = (1280, 720)
"""Pixels, width and height, that a camera is asked for where nobody says otherwise. It gives the nearest that it can."""
FPS = 30

_QUERYCAP = 0x80685600  # VIDIOC_QUERYCAP: Linux, include/uapi/linux/videodev2.h
_DEVICE_CAPS, _VIDEO_CAPTURE, _VIDEO_CAPTURE_MPLANE = 0x80000000, 0x1, 0x1000


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """A camera that the machine knows.

    Attributes:
        spec: for `open_source` ("camera:0"). title: as its driver names it. problem: a sentence, "" when it can be opened.
    """

    spec: str
    title: str
    problem: str = ""


class Camera:
    """A camera by number or device.

    Attributes:
        name: "camera 0", or the device. live: True. fps: as the camera says, NaN before it is open.
        may_freeze: True: a picture that repeats exactly means that the camera hangs (a real sensor has noise).
    """

    live = True
    may_freeze = True

    def __init__(self, device: int | Path, *, size: tuple[int, int] = SIZE, clock: Callable[[], float] = time.monotonic) -> None:
        """`size`: width and height to ask for, pixels."""
        self.device = device
        self.size = size
        self.name = f"camera {device}" if isinstance(device, int) else str(device)
        self.fps = float("nan")
        self._clock = clock
        self._slot = Slot()
        self._index = 0

    def open(self) -> None:
        """Asks for its size at 30 pictures a second, compressed (USB 2 has no room for more). No effect while it is open."""
        if self._slot.handle is not None:
            return
        ticket = self._slot.begin()
        linux = sys.platform.startswith("linux")
        if linux:
            node = Path(f"/dev/video{self.device}") if isinstance(self.device, int) else self.device
            if reason := trouble(node):
                raise CaptureError(reason)
            capture = cv2.VideoCapture(str(node), cv2.CAP_V4L2)
        else:
            capture = cv2.VideoCapture(self.device if isinstance(self.device, int) else str(self.device))
        _ask(capture, cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        _ask(capture, cv2.CAP_PROP_FRAME_WIDTH, self.size[0])
        _ask(capture, cv2.CAP_PROP_FRAME_HEIGHT, self.size[1])
        _ask(capture, cv2.CAP_PROP_FPS, FPS)
        _ask(capture, cv2.CAP_PROP_BUFFERSIZE, 2)  # the newest picture, not the oldest of four
        fps = float(capture.get(cv2.CAP_PROP_FPS))
        self.fps = fps if 1.0 <= fps <= 1000.0 else float("nan")
        handle = Handle(capture)
        # Some drivers refuse a second program when it opens, some when it asks for the first picture.
        if handle.read(self._clock) is None:
            handle.close()
            raise CaptureError(f"{_called(self.name)} is there but gives no pictures: close the program that is using it.")
        self._slot.install(ticket, handle)

    def read(self) -> Frame | None:
        """The next picture, t on the clock when it arrived. Raises CaptureError after 2 s without one, or when closed."""
        handle = self._slot.handle
        picture = handle.read(self._clock) if handle is not None else None
        if picture is None:
            raise CaptureError(f"{_called(self.name)} sends no pictures any more.")
        frame = Frame(picture[0], picture[1], self._index)
        self._index += 1
        return frame

    def close(self) -> None:
        self._slot.close()


def _ask(capture: cv2.VideoCapture, prop: int, value: float) -> None:
    """Ask the driver for something; it may not listen."""
    capture.set(prop, value)


def cameras(devices: Path = Path("/dev")) -> list[CameraInfo]:
    """Every camera that Linux lists under `devices`; on other systems the numbers 0-3 that open (which lights them up)."""
    if not sys.platform.startswith("linux"):
        found = []
        for number in range(4):
            camera = Camera(number)
            try:
                camera.open()
            except CaptureError:
                continue
            camera.close()
            found.append(CameraInfo(f"camera:{number}", camera.name))
        return found
    nodes = [(int(match[1]), node) for node in devices.glob("video*") if (match := re.fullmatch(r"video(\d+)", node.name))]
    return [info for number, node in sorted(nodes) if (info := _describe(number, node)) is not None]


def trouble(node: Path) -> str:
    """Why a device cannot be opened, as a sentence; "" where the system lets it be opened."""
    try:
        os.close(os.open(node, os.O_RDWR | os.O_NONBLOCK))
    except OSError as error:
        return _sentence(node, error)
    return ""


def _sentence(node: Path, error: OSError) -> str:
    number = re.fullmatch(r"video(\d+)", node.name)
    which = f"camera {number[1]}" if number else f"camera {node}"
    if error.errno in (errno.ENOENT, errno.ENODEV, errno.ENXIO):
        return f"There is no {which} (no {node}): plug one in, or choose another source."
    if error.errno == errno.EBUSY:
        return f"C{which[1:]} is in use: close the other program that shows its picture."
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"C{which[1:]} may not be used by this account: add it to the group “video” and log in again."
    return f"C{which[1:]} cannot be opened: {error.strerror or error}."


def _describe(number: int, node: Path) -> CameraInfo | None:
    """None for a node that records no pictures (a camera's metadata has a node of its own)."""
    import fcntl  # only Linux gets here; the module does not exist everywhere

    spec = f"camera:{number}"
    answer = bytearray(104)  # struct v4l2_capability: driver[16] card[32] bus_info[32] version capabilities device_caps ...
    try:
        handle = os.open(node, os.O_RDWR | os.O_NONBLOCK)
        try:
            fcntl.ioctl(handle, _QUERYCAP, answer)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno in (errno.ENOTTY, errno.EINVAL):
            return None
        return CameraInfo(spec, str(node), _sentence(node, error))
    capabilities, device_caps = struct.unpack_from("=II", answer, 84)
    able = device_caps if capabilities & _DEVICE_CAPS else capabilities
    if not able & (_VIDEO_CAPTURE | _VIDEO_CAPTURE_MPLANE):
        return None
    return CameraInfo(spec, bytes(answer[16:48]).split(b"\0")[0].decode("utf-8", "replace") or str(node))


def _called(name: str) -> str:
    """As a sentence begins with it."""
    return f"C{name[1:]}" if name.startswith("camera") else f"Camera {name}"
