"""A folder of pictures, played as a film in the natural order of their names."""

from __future__ import annotations

import logging
import re
from pathlib import Path

from mirror.capture.core import Frame, Kind
from mirror.capture.opencv import Image, decode
from mirror.capture.video import ASSUMED_FPS
from mirror.errors import CaptureError

log = logging.getLogger(__name__)

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff"})


class Folder:
    """The pictures of a folder. A picture that cannot be read leaves a gap in index and time.

    Attributes:
        name: the folder's name. live: False. fps: as given, 30 by default: pictures carry no time.
        notice: a sentence about what is odd ("" when nothing is).
    """

    live = False
    kind: Kind = "film"

    def __init__(self, path: Path, *, fps: float = ASSUMED_FPS) -> None:
        self.path = path
        self.name = path.name or str(path)
        self.fps = fps
        self.notice = ""
        self._files: list[Path] | None = None
        self._first: Image | None = None
        self._index = 0

    def open(self) -> None:
        """Lists the folder and finds the first readable picture. No effect while it is open."""
        if self._files is not None:
            return
        files = pictures(self.path)
        for index, file in enumerate(files):
            image = self._decode(file)
            if image is not None:
                self._first, self._index, self._files = image, index, files
                return
        raise CaptureError(f"None of the {len(files)} pictures in “{self.path}” can be read.")

    def read(self) -> Frame | None:
        """The next readable picture, t = index / fps; None at the end, or when closed."""
        files = self._files
        while files is not None and self._index < len(files):
            index, self._index = self._index, self._index + 1
            image = self._first if self._first is not None else self._decode(files[index])
            self._first = None
            if image is not None:
                return Frame(image, index / self.fps, index)
        return None

    def close(self) -> None:
        self._files = self._first = None

    def _decode(self, file: Path) -> Image | None:
        try:
            image = decode(file.read_bytes())
        except OSError:
            image = None
        if image is None:
            self.notice = f"“{file.name}” in “{self.name}” cannot be read and is passed over."
            log.warning(self.notice)
        return image


def is_folder_of_pictures(path: Path) -> bool:
    """Whether there are pictures in it, so that it is a recording by itself."""
    try:
        return any(file.suffix.lower() in SUFFIXES for file in path.iterdir())
    except OSError:
        return False


def pictures(folder: Path) -> list[Path]:
    """Its picture files, 2.jpg before 10.jpg. Raises CaptureError where there are none."""
    try:
        files = [file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES and file.is_file()]
    except FileNotFoundError:
        raise CaptureError(f"There is no folder “{folder}”.") from None
    except OSError as error:
        raise CaptureError(f"“{folder}” cannot be read: {error.strerror or error}.") from None
    if not files:
        raise CaptureError(f"The folder “{folder}” holds no pictures ({', '.join(sorted(SUFFIXES))}).")
    return sorted(
        files,
        key=lambda file: [
            (not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in re.split(r"(\d+)", file.name.lower())
        ],
    )
