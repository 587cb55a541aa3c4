"""Fonts: the faces of the page, embedded, and what they can and cannot write.

Inter writes Latin, Greek and Cyrillic, Mirror Hangul (Pretendard) Korean; letters of other scripts come out of a font of this
machine's where it has one (`mirror.export.pdf.foreign`). A letter that none has is never drawn as an empty box: `legible` says
that it is missing.
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
from mirror.export.pdf import foreign

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
    return all(face or foreign.shaped(part) for face, part in _runs(composed(text), False))


def legible(text: str, missing: str = MISSING) -> str:
    """The text with `missing` for what cannot be drawn; blanks of any kind are one blank."""
    runs = _runs(composed(text), False)
    parts = groupby(runs, lambda run: bool(run[0] or foreign.shaped(run[1])))
    return " ".join("".join("".join(part for _, part in some) if drawn else f" {missing} " for drawn, some in parts).split())


def outlined(text: str) -> bool:
    """Whether some of it is drawn as outlines, in a font of this machine's."""
    return any(not face for face, _ in _runs(text, False))


def width(text: str, size: float, bold: bool = False) -> float:
    """Points."""
    return float(sum(_width(face, part, size) for face, part in _runs(text, bold)))


def draw(canvas: Canvas, x: float, y: float, text: str, size: float, bold: bool = False) -> None:
    """Left-aligned at the baseline (x, y), in the canvas's fill colour. text: legible."""
    for face, part in _runs(text, bold):
        run = None if face else foreign.shaped(part)
        if run is None and face == HANGUL and bold:
            _stroked(canvas, x, y, part, size)
        elif run is None:
            canvas.setFont(face or REGULAR, size)
            canvas.drawString(x, y, part)
        else:
            foreign.draw(canvas, x, y, part, run, size)
        x += _width(face, part, size)


def _stroked(canvas: Canvas, x: float, y: float, part: str, size: float) -> None:
    """There is one Korean face, so what is bold has its outlines drawn too."""
    canvas.saveState()
    canvas.setStrokeColor(canvas._fillColorObj)
    canvas.setLineWidth(0.025 * size)
    canvas.setFont(HANGUL, size)
    canvas.drawString(x, y, part, mode=2)
    canvas.restoreState()


def elided(text: str, size: float, room: float, bold: bool = False) -> str:
    """As much of it as fits into `room` points, with … where something is left out."""
    if width(text, size, bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(text[:middle].rstrip() + "…", size, bold) <= room else (low, middle - 1)
    while 0 < low < len(text) and foreign.joins(text[low]):
        low -= 1
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


def composed(text: str) -> str:
    """Without what is no letter: marks that turn the direction (it follows from the letters here), shy hyphens, control codes,
    and which of several pictures of an emoji is meant."""
    kept = (letter for letter in unicodedata.normalize("NFC", text) if letter.isspace() or not _unseen(letter))
    return " ".join("".join(kept).split())


def _unseen(letter: str) -> bool:
    if letter in "\u200c\u200d":
        return False
    return unicodedata.category(letter) in ("Cc", "Cf") or "\ufe00" <= letter <= "\ufe0f"


def _width(face: str, part: str, size: float) -> float:
    run = None if face else foreign.shaped(part)
    return pdfmetrics.stringWidth(part, face or REGULAR, size) if run is None else run.width * size


@lru_cache(maxsize=4096)
def _runs(text: str, bold: bool) -> tuple[tuple[str, str], ...]:
    """(face, part) in the order of the text; face "": letters that no bundled face has, of one direction."""
    out: list[tuple[str, str]] = []
    for face, letters in groupby(text, lambda letter: _face(letter, bold)):
        part = "".join(letters)
        for one in [part] if face else _alike(part):
            if not face and len(out) > 1 and out[-1][1].isspace() and not out[-2][0]:
                # words of a script that runs to the left stand in the order of the script
                both = out[-2][1] + out[-1][1] + one
                if len(list(_directed(both))) == 1 and foreign.shaped(both):
                    out[-2:] = [("", both)]
                    continue
            out.append((face, one))
    return tuple(out)


def _alike(part: str) -> Iterator[str]:
    """Parts that run in one direction; where no font has all of one, by script."""
    for one in _directed(part):
        if foreign.shaped(one):
            yield one
        else:
            yield from ("".join(letters) for _, letters in groupby(one, _script))


def _script(letter: str) -> str:
    """By the first word of the letter's name, which is its script ("ARABIC LETTER MEEM")."""
    return unicodedata.name(letter, "").partition(" ")[0]


def _directed(part: str) -> Iterator[str]:
    """A sign without a direction of its own goes with what is before it."""
    made, turned = "", False
    for letter in part:
        strong = unicodedata.bidirectional(letter) in ("L", "R", "AL")
        turns = foreign.right_to_left(letter) if strong else turned
        if made and turns != turned:
            yield made
            made = ""
        made, turned = made + letter, turns
    yield made


@lru_cache(maxsize=8192)
def _face(letter: str, bold: bool) -> str:
    """ "" where none has it."""
    faces = (BOLD, REGULAR, HANGUL) if bold else (REGULAR, HANGUL)
    return next((face for face in faces if ord(letter) in glyphs()[face]), "")
