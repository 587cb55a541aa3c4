"""Fonts: the faces of the page, embedded, and what they can and cannot write.

Inter writes Latin, Greek and Cyrillic, Mirror Hangul (Pretendard) Korean. A letter that neither has is never drawn as an empty
box: `legible` says that it is missing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from mirror import paths
from mirror.export.form import ExportError

REGULAR, BOLD, HANGUL = "Inter-Regular", "Inter-SemiBold", "MirrorHangul-Regular"
MISSING = "[not printable]"


@lru_cache(maxsize=1)
def glyphs() -> dict[str, frozenset[int]]:
    """The code points that each face draws; hands the faces to reportlab. ExportError where a file is missing or broken."""
    found = {}
    for name in (REGULAR, BOLD, HANGUL):
        file = paths.resources() / "fonts" / "print" / f"{name}.ttf"
        try:
            font = TTFont(name, str(file))
        except (OSError, TTFError) as error:
            raise ExportError(f"The font {file.name} cannot be read ({error}); install the program again.") from error
        pdfmetrics.registerFont(font)
        found[name] = frozenset(font.face.charToGlyph)
    return found


def printable(text: str) -> bool:
    """Whether every letter can be drawn."""
    return all(_face(letter, False) for letter in _composed(text))


def legible(text: str) -> str:
    """The text with MISSING for what cannot be drawn; blanks of any kind are one blank."""
    parts = groupby(_composed(text), lambda letter: bool(_face(letter, False)))
    return "".join("".join(letters) if drawn else f" {MISSING} " for drawn, letters in parts).strip()


def width(text: str, size: float, bold: bool = False) -> float:
    """Points."""
    return float(sum(pdfmetrics.stringWidth(part, face, size) for face, part in _runs(text, bold)))


def draw(canvas: Canvas, x: float, y: float, text: str, size: float, bold: bool = False) -> None:
    """Left-aligned at the baseline (x, y), in the canvas's fill colour. text: legible."""
    for face, part in _runs(text, bold):
        canvas.setFont(face, size)
        canvas.drawString(x, y, part)
        x += pdfmetrics.stringWidth(part, face, size)


def elided(text: str, size: float, room: float, bold: bool = False) -> str:
    """As much of it as fits into `room` points, with … where something is left out."""
    if width(text, size, bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(text[:middle].rstrip() + "…", size, bold) <= room else (low, middle - 1)
    return text[:low].rstrip() + "…"


def wrapped(text: str, size: float, room: float, bold: bool = False) -> list[str]:
    """Lines that fit into `room` points; a word that is wider than that is broken."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        while width(word, size, bold) > room:
            if line:
                lines.append(line)
                line = ""
            head = elided(word, size, room, bold).removesuffix("…") or word[0]
            lines.append(head)
            word = word[len(head) :]
        both = f"{line} {word}" if line else word
        if width(both, size, bold) <= room:
            line = both
        else:
            lines.append(line)
            line = word
    return [*lines, line] if line else lines


def _composed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _runs(text: str, bold: bool) -> Iterator[tuple[str, str]]:
    for face, letters in groupby(text, lambda letter: _face(letter, bold) or REGULAR):
        yield face, "".join(letters)


@lru_cache(maxsize=8192)
def _face(letter: str, bold: bool) -> str:
    """ "" where none has it."""
    faces = (BOLD, REGULAR, HANGUL) if bold else (REGULAR, HANGUL)
    return next((face for face in faces if ord(letter) in glyphs()[face]), "")
