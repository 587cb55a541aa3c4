"""The camera layer: the picture fills the screen, mirrored, and a thread of its own makes it ready for that.

Scaling a picture to the screen costs several milliseconds that the GUI thread must not spend (its time belongs to painting),
so `Glass` takes the newest Picture from the mailbox, mirrors and scales it, and the window only copies it 1:1.
"""

from __future__ import annotations

import math
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from mirror.language import Language
from mirror.live import Picture
from mirror.mailbox import Mailbox
from mirror.snapshot import Snapshot
from ui.languages import translated
from ui.stage.demonstrator import NOTHING, Demonstrator, Figures
from ui.theme import Look

CROP_HEIGHT = 0.12
"""Share of the picture's height that may be cut off to fill the screen: beyond it feet or head would be gone, so a tall picture
on a wide screen stands between dark sides instead. Its width may be cut as far as needed."""
SEEN = 0.5
"""Visibility from which a landmark asks for room."""


@dataclass(frozen=True, slots=True)
class Cover:
    """How a picture lies on the screen: the part of it that is seen, and where.

    Attributes:
        left, top, width, height: the seen part, whole pixels of the (unmirrored) picture.
        x, y, w, h: where it stands on the screen, whole pixels. flip: as a mirror shows it.
    """

    left: int
    top: int
    width: int
    height: int
    x: int
    y: int
    w: int
    h: int
    flip: bool = True

    def points(self, pixels: NDArray[np.float32]) -> NDArray[np.float32]:
        """(n, 2) float32 pixels of the picture -> pixels of the screen, mirrored where the picture is."""
        out = np.empty_like(pixels)
        across = (pixels[:, 0] - self.left) * (self.w / self.width)
        out[:, 0] = self.x + self.w - across if self.flip else self.x + across
        out[:, 1] = self.y + (pixels[:, 1] - self.top) * (self.h / self.height)
        return out


def cover(picture: tuple[int, int], screen: tuple[int, int], *, centre: float | None = None, least_width: float = 0.0) -> Cover:
    """The picture (width, height) fills the screen (width, height), cropped as `CROP_HEIGHT` allows.

    `centre` (pixels of the picture) is where the seen part lies sideways, the middle by default. At least `least_width` pixels of
    it are seen: the picture then stands between dark bands above and below.
    """
    (pw, ph), (sw, sh) = picture, screen
    scale = max(sw / pw, sh / ph)
    scale = min(scale, sh / (ph * (1.0 - CROP_HEIGHT)))
    if least_width > sw / scale:
        scale = max(sw / min(least_width, pw), sw / pw)
    width = min(pw, max(1, round(sw / scale)))
    height = min(ph, max(1, round(sh / scale)))
    w = sw if width < pw else min(sw, round(width * scale))
    h = sh if height < ph else min(sh, round(height * scale))
    middle = pw / 2 if centre is None else centre
    left = min(max(math.floor(middle - width / 2), 0), pw - width)
    return Cover(left, (ph - height) // 2, width, height, (sw - w) // 2, (sh - h) // 2, w, h)


class Follow:
    """Keeps the whole person on a screen that is narrower than the picture (somebody lying down before a tall mirror).

    The seen part pans and widens calmly, and only when a limb comes near its edge; a picture that needs no cropping stays still.
    """

    _MARGIN = 0.08
    """Room beside the outermost landmark, share of the seen width."""
    _CALM_S = 0.7
    """Time constant of the movement, seconds."""

    def __init__(self) -> None:
        self._of: tuple[tuple[int, int], tuple[int, int]] | None = None
        self._t = math.nan
        self._centre = self._width = self._to_centre = self._to_width = 0.0

    def step(self, snapshot: Snapshot, picture: tuple[int, int], screen: tuple[int, int]) -> Cover:
        """Where this moment's picture lies. Depends on the snapshots alone: the same ones give the same way."""
        plain = cover(picture, screen)
        first = self._of != (picture, screen)
        if first:
            self._of = (picture, screen)
            self._centre = self._to_centre = picture[0] / 2
            self._width = self._to_width = float(plain.width)
        self._aim(snapshot, picture[0], float(plain.width))
        gap = snapshot.t - self._t
        self._t = snapshot.t
        share = 1.0 if first or not 0.0 <= gap < 2.0 else 1.0 - math.exp(-gap / self._CALM_S)
        self._centre += (self._to_centre - self._centre) * share
        self._width += (self._to_width - self._width) * share
        if plain.width >= picture[0]:
            return plain
        return cover(picture, screen, centre=self._centre, least_width=self._width)

    def _aim(self, snapshot: Snapshot, whole: int, plain: float) -> None:
        """Choose a new aim where the person has come near the edge, or where the view is far wider than needed."""
        pose = snapshot.pose if snapshot.replay is None else snapshot.replay.pose
        if pose is None:
            return
        x = pose.image[pose.visibility >= SEEN, 0] * whole
        x = x[(x >= 0) & (x <= whole)]
        if not len(x):
            return
        low, high = float(x.min()), float(x.max())
        wanted = min(max((high - low) * (1.0 + 2.0 * self._MARGIN), plain), float(whole))
        room = self._to_width * self._MARGIN / 2
        inside = low - room >= self._to_centre - self._to_width / 2 and high + room <= self._to_centre + self._to_width / 2
        if not inside or wanted < 0.75 * self._to_width:
            half = wanted / 2
            self._to_width = wanted
            self._to_centre = min(max((low + high) / 2, half), whole - half)


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A picture, ready to be copied onto the screen.

    Attributes:
        picture: what Live gave. size: of the screen it is for. cover: how it lies there.
        buffer: (h, w, 4) uint8 BGRA, the mirrored and scaled part; `image` is a view of it.
        figures: what the demonstrator adds.
    """

    picture: Picture
    size: tuple[int, int]
    cover: Cover
    buffer: NDArray[np.uint8]
    image: QImage
    figures: Figures = NOTHING


def prepare(
    picture: Picture,
    size: tuple[int, int],
    buffer: NDArray[np.uint8] | None = None,
    follow: Follow | None = None,
    demonstrator: Demonstrator | None = None,
    *,
    flip: bool = True,
) -> Shown:
    """Mirror, crop and scale. `buffer` is written into where it fits; its former Shown must not be in use any more.
    `flip` False: not mirrored.

    Without `follow` the person is framed afresh, as in the first picture; without `demonstrator` there are no figures.
    """
    source = picture.image
    lies = replace((follow or Follow()).step(picture.snapshot, (source.shape[1], source.shape[0]), size), flip=flip)
    part = source[lies.top : lies.top + lies.height, lies.left : lies.left + lies.width]
    flipped = cv2.flip(part, 1) if flip else np.ascontiguousarray(part)
    if (lies.width, lies.height) == (lies.w, lies.h):
        scaled = flipped
    else:
        if buffer is None or buffer.shape != (lies.h, lies.w, 4):
            buffer = np.empty((lies.h, lies.w, 4), np.uint8)
        # Averaging over areas costs four times as much, and shows only where several pixels fall into one.
        shrinks_much = 2 * lies.w <= lies.width
        how = cv2.INTER_AREA if shrinks_much else cv2.INTER_LINEAR
        scaled = cv2.resize(flipped, (lies.w, lies.h), dst=buffer, interpolation=how)
    ready = np.asarray(scaled, np.uint8)
    image = QImage(ready.data, lies.w, lies.h, lies.w * 4, QImage.Format.Format_RGB32)
    figures = NOTHING if demonstrator is None else demonstrator.step(picture.snapshot, size, _seen(picture, lies))
    return Shown(picture, size, lies, ready, image, figures)


def _seen(picture: Picture, lies: Cover) -> NDArray[np.float32] | None:
    """(33, 2) the person's landmarks on the screen, NaN where they are not seen; None without a person."""
    pose = picture.snapshot.pose
    if pose is None:
        return None
    height, width = picture.image.shape[:2]
    points = lies.points((pose.image[:, :2] * (width, height)).astype(np.float32))
    points[pose.visibility < SEEN] = np.nan
    return points


class Glass:
    """The thread between the mailbox and the window: the latest wins here too.

    Attributes:
        dropped: ready pictures that were replaced before the window painted them.
        flip: pictures are mirrored. words: the language of what the core says. Both may be changed
            while it runs.
    """

    def __init__(
        self,
        pictures: Mailbox[Picture],
        size: tuple[int, int],
        ready: Callable[[], None],
        demonstrator: Demonstrator | None = None,
        *,
        flip: bool = True,
        words: Language | None = None,
    ) -> None:
        """`ready` is called from the thread when a picture waits in an empty slot. The demonstrator is this glass's own."""
        self.dropped = 0
        self.flip = flip
        self.words = words
        self._pictures = pictures
        self._size = size
        self._ready = ready
        self._lock = threading.Lock()
        self._slot: Shown | None = None
        self._free: deque[NDArray[np.uint8]] = deque(maxlen=3)
        self._follow = Follow()
        self._demonstrator = demonstrator
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="glass", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends within a quarter of a second."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2.0)
        if self._demonstrator is not None:
            self._demonstrator.close()

    def set_look(self, look: Look) -> None:
        """The demonstrator is drawn with this look from the next picture on."""
        if self._demonstrator is not None:
            self._demonstrator.look = look

    def resize(self, size: tuple[int, int]) -> None:
        """The screen has another size from the next picture on."""
        with self._lock:
            self._size = size
            self._free.clear()

    def take(self, before: Shown | None) -> Shown | None:
        """The newest ready picture, or None. `before` is handed back: the window does not paint it any more."""
        with self._lock:
            shown, self._slot = self._slot, None
            if shown is not None and before is not None:
                self._recycle(before)
            return shown

    def _recycle(self, shown: Shown) -> None:
        if shown.size == self._size:
            self._free.append(shown.buffer)

    def _run(self) -> None:
        while not self._stop.is_set():
            picture = self._pictures.take(0.2)
            if picture is None:
                if self._pictures.closed:
                    return
                continue
            with self._lock:
                size = self._size
                buffer = self._free.popleft() if self._free else None
            if self.words is not None:
                picture = translated(picture, self.words)
            shown = prepare(picture, size, buffer, self._follow, self._demonstrator, flip=self.flip)
            with self._lock:
                waiting, self._slot = self._slot, shown
                if waiting is not None:
                    self.dropped += 1
                    self._recycle(waiting)
            if waiting is None:
                self._ready()
