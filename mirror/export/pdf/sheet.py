"""Sheet: one page and a place on it that moves down as things are written: headings, paragraphs, tables. Points, y up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from mirror.export.pdf import fonts

INK, FAINT, RULE, WASH = (HexColor(code) for code in ("#1b2330", "#5d6878", "#c3cad4", "#eef1f5"))
LEFT, RIGHT = HexColor("#1f5fa8"), HexColor("#b8501c")
"""The person's left and right: also told apart by the right one's dashes, so that a print in grey shows them."""
MARGIN = 42.0
HEADER, FOOTER = 24.0, 26.0
BODY = 8.5
LEADING = 1.35
GAP = 9.0
"""Between the columns of a table."""

Align = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Column:
    """share: of the table's width, beside the other columns' shares."""

    title: str
    share: float
    align: Align = "left"


class Sheet:
    """A page that is being written.

    Attributes:
        canvas: of the whole document. left, right, bottom: bounds of what is written on. y: where the next thing's top is.
    """

    def __init__(self, canvas: Canvas, size: tuple[float, float]) -> None:
        self.canvas = canvas
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
        said = fonts.legible(text)
        if room is not None:
            said = fonts.elided(said, size, room, bold)
        self.canvas.setFillColor(colour)
        fonts.draw(self.canvas, x if align == "left" else x - fonts.width(said, size, bold), y, said, size, bold)

    def line(self, text: str, size: float = BODY, *, bold: bool = False, colour: HexColor = INK) -> None:
        """One line over the whole width, cut where it is too long."""
        self.y -= size
        self.text(self.left, self.y, text, size, bold=bold, colour=colour, room=self.width)
        self.y -= (LEADING - 1) * size

    def heading(self, text: str) -> None:
        """Of a part of the page."""
        self.y -= 8.0
        self.line(text, 10.5, bold=True)
        self.y -= 1.0

    def paragraph(self, text: str, size: float = BODY, *, lines: int | None = None, colour: HexColor = INK) -> None:
        """Wrapped; of more than so many lines the last one that is there ends with …"""
        made = fonts.wrapped(fonts.legible(text), size, self.width)
        if lines is not None and len(made) > lines:
            made = [*made[: lines - 1], fonts.elided(" ".join(made[lines - 1 :]), size, self.width)]
        for one in made:
            self.line(one, size, colour=colour)

    def rows_in(self, height: float, size: float = BODY) -> int:
        """How many rows of a table, beside its head, fit into this height."""
        return int((height - 2.0) // (size * 1.55)) - 1

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]], size: float = BODY) -> None:
        """A head, then the rows; what is too long for its cell is cut."""
        step, total = size * 1.55, sum(column.share for column in columns)
        widths = [self.width * column.share / total for column in columns]
        canvas = self.canvas
        for index, row in enumerate([[column.title for column in columns], *rows]):
            self.y -= step
            x = self.left
            for column, wide, cell in zip(columns, widths, row, strict=True):
                at = x if column.align == "left" else x + wide - GAP
                colour = FAINT if index == 0 else INK
                self.text(at, self.y + 0.35 * size, cell, size, colour=colour, align=column.align, room=wide - GAP)
                x += wide
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.7 if index == 0 else 0.3)
            canvas.line(self.left, self.y, self.right, self.y)
        self.y -= 2.0
