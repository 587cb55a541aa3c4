"""From what the user wrote to a Source."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from mirror.capture.camera import SIZE, Camera, cameras
from mirror.capture.core import Source
from mirror.capture.folder import SUFFIXES, Folder, pictures
from mirror.capture.stream import SCHEMES, Stream
from mirror.capture.video import VideoFile, check_file
from mirror.errors import CaptureError

_RECORDED = frozenset({".mp4", ".mov", ".avi", ".mkv", ".webm", ".m4v"})
"""Endings of a URL that mean a recorded video: every picture of it is wanted, not the newest."""


def open_source(spec: str, *, size: tuple[int, int] = SIZE) -> Source:
    """The source that `spec` names, not opened yet.

    "demo"; "camera" (the first there is) or "camera:2" or "2"; a device ("/dev/video0"); a video file; a folder of pictures;
    a URL (http, https, rtsp, ...). CaptureError says in a sentence what is wrong with it, as far as a look without opening
    tells: no such file, an empty one, a folder without pictures. `size`: width and height that a camera is asked for, pixels.
    """
    spec = spec.strip()
    if not spec:
        raise CaptureError("No source is given: write demo, camera:0, a video file, a folder of pictures or a URL.")
    if spec == "demo":
        from mirror.capture.demo import Demo  # the avatar and its renderer are loaded for nobody else

        return Demo()
    if spec.isdecimal():
        return Camera(int(spec), size=size)
    if match := re.fullmatch(r"camera(?::(.*))?", spec):
        return _camera(match[1], size)
    if match := re.match(r"([A-Za-z][A-Za-z0-9+.-]+)://", spec):
        return _from_url(spec, match[1].lower())
    path = Path(spec).expanduser()
    if path.is_char_device():
        return Camera(path, size=size)
    if re.fullmatch(r"/dev/video\d+", spec):
        raise CaptureError(f"There is no camera {spec}: plug one in, or choose another source.")
    if path.is_dir():
        pictures(path)
        return Folder(path)
    check_file(path)
    if path.suffix.lower() in SUFFIXES:
        raise CaptureError(f"“{path.name}” is a single picture: give a video, or the folder with the pictures.")
    return VideoFile(path)


def _camera(number: str | None, size: tuple[int, int]) -> Source:
    if number is None:
        found = [info.spec for info in cameras() if not info.problem]
        return _camera(found[0].partition(":")[2] if found else "0", size)
    if not number.isdecimal():
        raise CaptureError(f"“camera:{number}” is no camera: write camera:0 for the first one.")
    return Camera(int(number), size=size)


def _from_url(spec: str, scheme: str) -> Source:
    parts = urlsplit(spec)
    if scheme == "file":
        return open_source(parts.path)
    if scheme not in SCHEMES:
        raise CaptureError(f"“{scheme}://” is no kind of stream that I know: {', '.join(sorted(SCHEMES))}.")
    try:
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host:
        raise CaptureError(f"“{spec}” names no host to connect to.")
    if Path(parts.path).suffix.lower() in _RECORDED and scheme in ("http", "https"):
        return VideoFile(spec)
    return Stream(spec)
