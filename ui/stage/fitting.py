"""Fitting words into room: the largest size that fits, in balanced lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from ui.stage.marks import Words
from ui.theme import Colour, Weight, font

PITCH = 1.16
"""From one baseline to the next, in sizes."""
CAP = 0.73
"""Height of capitals and figures of Inter, in sizes."""
SHRINK = 0.96

Align = Literal["left", "centre", "right"]


@lru_cache(maxsize=512)
def _metrics(pixels: int, weight: Weight) -> QFontMetricsF:
    return QFontMetricsF(font(pixels, weight))


@lru_cache(maxsize=4096)
def advance(text: str, pixels: int, weight: Weight) -> float:
    """Width in pixels."""
    return _metrics(pixels, weight).horizontalAdvance(text)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Text broken into lines at the size that fits. `figures`: nothing hangs under the baseline, so the box ends there."""

    lines: tuple[str, ...]
    pixels: int
    weight: Weight
    width: float
    height: float
    figures: bool = False

    def words(
        self, left: float, top: float, rgb: Colour, *, align: Align = "left", width: float | None = None
    ) -> tuple[Words, ...]:
        """The lines as marks, aligned in `width` (default: their own)."""
        room = self.width if width is None else width
        metrics = _metrics(self.pixels, self.weight)
        share = {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
        made = []
        for i, line in enumerate(self.lines):
            if not line:
                continue
            own = metrics.horizontalAdvance(line)
            x = left + (room - own) * share
            if self.figures:
                # Placed by its ink: tight spacing leaves a gap on one side only.
                ink = metrics.tightBoundingRect(line)
                x = left + (room - ink.width()) * share
                base, pen = CAP * self.pixels, -ink.left()
                made.append(Words(line, x, top, ink.width(), self.height, base, self.pixels, self.weight, rgb, pen))
            else:
                pitch = PITCH * self.pixels
                # Capitals sit in the middle of the line's box.
                baseline = (pitch + CAP * self.pixels) / 2
                made.append(Words(line, x, top + i * pitch, own, pitch, baseline, self.pixels, self.weight, rgb))
        return tuple(made)


@lru_cache(maxsize=512)
def fit(
    text: str,
    width: float,
    height: float,
    nominal: float,
    least: float,
    weight: Weight,
    lines: int = 1,
    figures: bool = False,
) -> Fitted:
    """The largest size from `nominal` down to `least` pixels at which `text` fits `width` x `height` in at most `lines` lines.

    Where not even `least` fits it goes on shrinking to half of it, and after that the end is cut off with an ellipsis: words
    never leave their room. `figures`: a number, whose box is as high as its figures.
    """
    size = max(nominal, 1.0)
    floor = max(min(least, nominal) * 0.5, 1.0)
    while True:
        pixels = max(int(size), 1)
        pitch = CAP * pixels if figures else PITCH * pixels
        most = max(1, min(lines, int((height + 0.5) // pitch)))
        # More letters than the lines can hold: no need to look for breaks.
        full = advance(text, pixels, weight) > (width + advance(" ", pixels, weight)) * most
        broken = None if full else _broken(text, width, pixels, weight, most)
        if broken is not None and (pitch * len(broken) <= height + 0.5 or size <= floor):
            break
        if size <= floor:
            broken = (_metrics(pixels, weight).elidedText(text, Qt.TextElideMode.ElideRight, width),)
            break
        smaller = max(size * SHRINK, floor)
        size = least if smaller < least < size else smaller
    own = max(advance(line, pixels, weight) for line in broken)
    return Fitted(broken, pixels, weight, own, pitch * len(broken), figures)


def _broken(text: str, width: float, pixels: int, weight: Weight, most: int) -> tuple[str, ...] | None:
    """Lines of nearly the same width, as few as possible; None where `most` are not enough."""
    parts = text.split(" ")
    for count in range(1, min(most, len(parts)) + 1):
        best = _balanced(parts, count, pixels, weight)
        if max(advance(line, pixels, weight) for line in best) <= width:
            return best
    return None


def _balanced(parts: list[str], count: int, pixels: int, weight: Weight) -> tuple[str, ...]:
    """The break into exactly `count` lines whose longest line is shortest."""
    if count == 1:
        return (" ".join(parts),)
    best: tuple[float, tuple[str, ...]] | None = None
    for cut in range(1, len(parts) - count + 2):
        first = " ".join(parts[:cut])
        rest = _balanced(parts[cut:], count - 1, pixels, weight)
        longest = max(advance(line, pixels, weight) for line in (first, *rest))
        if best is None or longest < best[0]:
            best = (longest, (first, *rest))
    assert best is not None
    return best[1]
