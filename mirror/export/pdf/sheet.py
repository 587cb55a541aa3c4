"""Sheet: one page and a place on it that moves down as things are written: headings, paragraphs, tables. Points, y up."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Literal

from reportlab.lib.colors import HexColor

from mirror.export.pdf import fonts
from mirror.export.pdf.tags import Tags, header
from mirror.export.pdf.words import Words

INK, FAINT, RULE, WASH = (HexColor(code) for code in ("#1b2330", "#5d6878", "#c3cad4", "#eef1f5"))
LEFT, RIGHT = HexColor("#1f5fa8"), HexColor("#b8501c")
"""The person's left and right: also told apart by the right one's dashes, so that a print in grey shows them."""
MARGIN = 42.0
HEADER, FOOTER = 24.0, 26.0
BODY = 8.5
LEADING = 1.35
SMALLEST = 6.5
"""What is too wide for its cell becomes so small before it is cut."""
GAP = 9.0
"""Between the columns of a table."""

Align = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Column:
    """title: English. share: of the table's width, beside the other columns' shares."""

    title: str
    share: float
    align: Align = "left"


class Sheet:
    """A page that is being written.

    Attributes:
        canvas, tags: of the whole document. say: in which language. left, right, bottom: bounds of what is written on.
        y: where the next thing's top is.
    """

    def __init__(self, tags: Tags, size: tuple[float, float], say: Words) -> None:
        self.canvas = tags.canvas
        self.tags = tags
        self.say = say
        self.left, self.right = MARGIN, size[0] - MARGIN
        self.bottom = MARGIN + FOOTER
        self.top = self.y = size[1] - MARGIN - HEADER

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def room(self) -> float:
        """What is left above the footer."""
        return self.y - self.bottom

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = BODY,
        *,
        bold: bool = False,
        colour: HexColor = INK,
        align: Align = "left",
        room: float | None = None,
    ) -> None:
        """One line at the baseline (x, y); right-aligned it ends at x. room: it is cut to this width."""
        said = fonts.legible(text, self.say("[not printable]"))
        if room is not None:
            said = fonts.elided(said, size, room, bold)
        if not said:
            return
        # outlines are no text: what they say is told to those who are read to
        span = self.tags.element("Span", ActualText=said) if fonts.outlined(said) else nullcontext()
        with span, self.tags.marked():
            self.canvas.setFillColor(colour)
            fonts.draw(self.canvas, x if align == "left" else x - fonts.width(said, size, bold), y, said, size, bold)

    def line(self, text: str, size: float = BODY, *, bold: bool = False, colour: HexColor = INK, kind: str = "P") -> None:
        """One line over the whole width, cut where it is too long. kind: what a screen reader calls it; "": a part of what is
        open."""
        self.y -= size
        if kind:
            with self.tags.element(kind):
                self.text(self.left, self.y, text, size, bold=bold, colour=colour, room=self.width)
        else:
            self.text(self.left, self.y, text, size, bold=bold, colour=colour, room=self.width)
        self.y -= (LEADING - 1) * size

    def heading(self, text: str, kind: str = "H2") -> None:
        """Of a part of the page."""
        self.y -= 8.0
        self.line(text, 10.5, bold=True, kind=kind)
        self.y -= 1.0

    def paragraph(self, text: str, size: float = BODY, *, lines: int | None = None, colour: HexColor = INK) -> None:
        """Wrapped; of more than so many lines the last one that is there ends with …"""
        made = self.wrapped(text, size)
        if lines is not None and len(made) > lines:
            made = [*made[: lines - 1], fonts.elided(" ".join(made[lines - 1 :]), size, self.width)]
        with self.tags.element("P"):
            for one in made:
                self.line(one, size, colour=colour, kind="")

    def wrapped(self, text: str, size: float = BODY) -> list[str]:
        """The lines of a paragraph."""
        return fonts.wrapped(fonts.legible(text, self.say("[not printable]")), size, self.width)

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]], size: float = BODY) -> None:
        """A head, then the rows; what is too long for its cell is written smaller, then cut."""
        titles = [self.say(column.title) for column in columns]
        widths = self._widths(columns, [titles, *rows], size)
        with self.tags.element("Table"):
            self._row(columns, widths, titles, size, head=True)
            for row in rows:
                self._row(columns, widths, row, size, head=False)
        self.y -= 2.0

    def _widths(self, columns: Sequence[Column], rows: Sequence[Sequence[str]], size: float) -> list[float]:
        """By their shares, but no column of figures is narrower than what stands in it; those of words give it the room."""
        total = sum(column.share for column in columns)
        widths = [self.width * column.share / total for column in columns]
        fixed = [
            max(wide, *(fonts.width(cell, size) + GAP + 0.1 for cell in cells)) if column.align == "right" else 0.0
            for column, wide, cells in zip(columns, widths, zip(*rows, strict=True), strict=True)
        ]
        words = sum(wide for wide, least in zip(widths, fixed, strict=True) if not least)
        left = (self.width - sum(fixed)) / words
        return [least or wide * left for wide, least in zip(widths, fixed, strict=True)]

    def _row(self, columns: Sequence[Column], widths: Sequence[float], row: Sequence[str], size: float, *, head: bool) -> None:
        x = self.left
        self.y -= size * 1.55
        with self.tags.element("TR"):
            for index, (column, wide, cell) in enumerate(zip(columns, widths, row, strict=True), 1):
                room = wide if index == len(columns) else wide - GAP
                at = x if column.align == "left" else x + room
                with self.tags.element("TH", A=header()) if head else self.tags.element("TD"):
                    colour, said = FAINT if head else INK, fonts.legible(cell, self.say("[not printable]"))
                    small = max(SMALLEST, min(size, 0.999 * size * room / max(fonts.width(said, size), 1e-6)))
                    self.text(at, self.y + 0.35 * size, said, small, colour=colour, align=column.align, room=room)
                x += wide
        with self.tags.artifact():
            self.canvas.setStrokeColor(RULE)
            self.canvas.setLineWidth(0.7 if head else 0.3)
            self.canvas.line(self.left, self.y, self.right, self.y)
