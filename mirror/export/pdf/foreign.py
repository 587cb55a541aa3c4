"""Foreign: letters that the bundled faces lack, shaped by HarfBuzz out of a font of this machine's and drawn as outlines.

fontconfig names the font. Outlines, not an embedded font: reportlab embeds TrueType outlines only, most fonts for Chinese and
Japanese have PostScript ones, and Arabic or Devanagari need glyphs that no letter stands for. What was written is told beside the
outlines (ActualText), so that it can be searched, copied and read aloud.
"""

from __future__ import annotations

import ctypes
import logging
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.pdfmetrics import stringWidth

if TYPE_CHECKING:
    import uharfbuzz
    from reportlab.pdfgen.canvas import Canvas

log = logging.getLogger(__name__)

_LIBRARY = "libfontconfig.so.1"
_BLANK_FACE = "Inter-Regular"
_NON_ZERO = 1
"""reportlab's fill mode for outlines that overlap."""
Command = tuple[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A font of this machine's. em: units of the em square."""

    font: uharfbuzz.Font
    em: int

    def has(self, letters: str) -> bool:
        """Whether it draws them all; blanks and joiners need no glyph."""
        return all(self.font.get_nominal_glyph(ord(letter)) for letter in letters if _visible(letter))


@dataclass(frozen=True, slots=True, eq=False)
class Shaped:
    """Glyphs in the order in which they stand, from left to right. width: em. glyphs: (number, x, y), x and y in em."""

    face: Face
    width: float
    glyphs: tuple[tuple[int, float, float], ...]


def right_to_left(letter: str) -> bool:
    """Whether its script runs so."""
    return unicodedata.bidirectional(letter) in ("R", "AL")


def joins(letter: str) -> bool:
    """Whether it belongs to the letter before it: an accent, a vowel sign, a joiner."""
    return unicodedata.category(letter) in ("Mn", "Mc", "Me") or letter in "\u200c\u200d"


@lru_cache(maxsize=2048)
def shaped(text: str) -> Shaped | None:
    """A run of one direction, in one font of this machine's; None where there is no font that has all of it."""
    import uharfbuzz

    face = _face("".join(sorted(set(filter(_visible, text)))))
    if face is None:
        return None
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(face.font, buffer)
    glyphs, x = [], 0.0
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyphs.append((info.codepoint, (x + place.x_offset) / face.em, place.y_offset / face.em))
        x += place.x_advance
    drawn = any(_outline(face, number) for number, _, _ in glyphs)
    whole = all(number for number, _, _ in glyphs)
    # pictures in colour (emoji) have no outlines
    return Shaped(face, x / face.em, tuple(glyphs)) if drawn and whole else None


def draw(canvas: Canvas, x: float, y: float, text: str, run: Shaped, size: float) -> None:
    """From the left end (x, y) of its baseline on, in the canvas's fill colour. text: what the outlines mean."""
    canvas._code.append(f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC")
    path = canvas.beginPath()
    for number, dx, dy in run.glyphs:
        for name, points in _outline(run.face, number):
            at = [(x if i % 2 == 0 else y) + size * (value + (dy if i % 2 else dx)) for i, value in enumerate(points)]
            getattr(path, name)(*at)
    canvas.drawPath(path, stroke=0, fill=1, fillMode=_NON_ZERO)
    _mark(canvas, x, y, run, size)
    canvas._code.append("EMC")


def _mark(canvas: Canvas, x: float, y: float, run: Shaped, size: float) -> None:
    """A blank as wide as the run, unseen: where readers select and search what it means."""
    canvas.saveState()
    mark = canvas.beginText(x, y)
    mark.setFont(_BLANK_FACE, size)
    mark.setTextRenderMode(3)
    mark.setHorizScale(100.0 * run.width * size / stringWidth(" ", _BLANK_FACE, size))
    mark.textOut(" ")
    canvas.drawText(mark)
    canvas.restoreState()


def _visible(letter: str) -> bool:
    return not letter.isspace() and unicodedata.category(letter) != "Cf"


class _Pen:
    """Takes an outline from HarfBuzz as cubic curves, in em."""

    def __init__(self, em: int) -> None:
        self.commands: list[Command] = []
        self._em = em
        self._at = (0.0, 0.0)

    def moveTo(self, point: tuple[float, float]) -> None:
        self._add("moveTo", point)

    def lineTo(self, point: tuple[float, float]) -> None:
        self._add("lineTo", point)

    def curveTo(self, *points: tuple[float, float]) -> None:
        self._add("curveTo", *points)

    def qCurveTo(self, control: tuple[float, float], end: tuple[float, float]) -> None:
        (x0, y0), (x1, y1), (x2, y2) = self._at, control, end
        first = (x0 + 2 / 3 * (x1 - x0), y0 + 2 / 3 * (y1 - y0))
        self._add("curveTo", first, (x2 + 2 / 3 * (x1 - x2), y2 + 2 / 3 * (y1 - y2)), end)

    def closePath(self) -> None:
        self.commands.append(("close", ()))

    def endPath(self) -> None:
        """An open outline is filled like a closed one."""

    def _add(self, name: str, *points: tuple[float, float]) -> None:
        self._at = points[-1]
        self.commands.append((name, tuple(value / self._em for point in points for value in point)))


@lru_cache(maxsize=2048)
def _outline(face: Face, glyph: int) -> tuple[Command, ...]:
    pen = _Pen(face.em)
    face.font.draw_glyph_with_pen(glyph, pen)
    return tuple(pen.commands)


@lru_cache(maxsize=512)
def _face(letters: str) -> Face | None:
    """The font that fontconfig would take for these letters, where it has them all."""
    for file, index in found(letters):
        face = _opened(file, index)
        if face is not None and face.has(letters):
            return face
    return None


@cache
def _opened(file: str, index: int) -> Face | None:
    import uharfbuzz

    try:
        made = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(file), index)
        return Face(uharfbuzz.Font(made), made.upem)
    except (OSError, uharfbuzz.HarfBuzzError) as error:
        log.warning("the font %s cannot be read: %s", file, error)
        return None


def found(letters: str) -> Iterator[tuple[str, int]]:
    """File and number in the file of the font that fontconfig matches; none where this machine has no fontconfig."""
    library = _fontconfig()
    if library is None or not letters:
        return
    wanted = " ".join(f"{ord(letter):x}" for letter in letters)
    pattern = library.FcNameParse(f"sans:scalable=true:color=false:charset={wanted}".encode())
    if not pattern:
        return
    library.FcConfigSubstitute(None, pattern, 0)
    library.FcDefaultSubstitute(pattern)
    outcome = ctypes.c_int()
    match = library.FcFontMatch(None, pattern, ctypes.byref(outcome))
    library.FcPatternDestroy(pattern)
    if not match:
        return
    file, index = ctypes.c_char_p(), ctypes.c_int()
    named = library.FcPatternGetString(match, b"file", 0, ctypes.byref(file)) == 0
    library.FcPatternGetInteger(match, b"index", 0, ctypes.byref(index))
    told = file.value.decode(errors="surrogateescape") if named and file.value else ""
    library.FcPatternDestroy(match)
    if told:
        # the upper half of the number tells an instance of a variable font, whose default serves
        yield told, index.value & 0xFFFF


@cache
def _fontconfig() -> Any:
    """The library, ready; None where it is not there. Qt needs it too, so a machine with a window has it."""
    try:
        library = ctypes.CDLL(_LIBRARY)
    except OSError:
        return None
    pointer = ctypes.c_void_p
    library.FcNameParse.argtypes, library.FcNameParse.restype = [ctypes.c_char_p], pointer
    library.FcConfigSubstitute.argtypes = [pointer, pointer, ctypes.c_int]
    library.FcDefaultSubstitute.argtypes = [pointer]
    library.FcFontMatch.argtypes, library.FcFontMatch.restype = [pointer, pointer, ctypes.POINTER(ctypes.c_int)], pointer
    library.FcPatternDestroy.argtypes = [pointer]
    library.FcPatternGetString.argtypes = [pointer, ctypes.c_char_p, ctypes.c_int, ctypes.POINTER(ctypes.c_char_p)]
    library.FcPatternGetInteger.argtypes = [pointer, ctypes.c_char_p, ctypes.c_int, ctypes.POINTER(ctypes.c_int)]
    return library if library.FcInit() else None
