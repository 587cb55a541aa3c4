"""The larger pieces of the HUD: the set that ended, what can be chosen, the demonstrator's plate."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainterPath

from ui.stage.fitting import Fitted
from ui.stage.kit import Kit, sign
from ui.stage.marks import Arrangement, Mark, Shape, colour, polygon, rounded
from ui.stage.meters import Row, bar_marks
from ui.stage.panels import stacked
from ui.stage.signs import gesture_sign
from ui.theme import Weight
from ui.theme.type import BODY_PT


@dataclass(frozen=True, slots=True)
class SetCard:
    """What the set that just ended was, for the rest.

    Attributes:
        head, name: "Last set", the exercise. figure, unit: "12", "reps". note: partial repetitions, "" for none.
        score, score_head: "87" and what it is called, "" leaves them out. rows: the joints, as many as there is room for.
        aside, advice: "Next time" and the one thing to work on, "" for nothing.
    """

    head: str
    name: str
    figure: str
    unit: str
    note: str = ""
    score: str = ""
    score_head: str = ""
    rows: tuple[Row, ...] = ()
    aside: str = ""
    advice: str = ""

    def arrange(self, kit: Kit, room: QSizeF) -> Arrangement:
        palette, pad = kit.look.palette, kit.padding
        width, height = room.width() - 2 * pad, room.height()
        marks: list[Mark] = []
        y = pad * 0.75
        head = kit.print(self.head, width, height * 0.1)
        name = kit.matter(self.name, width, height * 0.24, 44.0, Weight.SEMI_BOLD, lines=2)
        marks += head.words(pad, y, palette.muted)
        marks += name.words(pad, y + head.height, palette.text)
        y += head.height + name.height + pad * 0.6
        half = (width - pad) / 2
        cells = [(self.figure, self.unit, pad), (self.score, self.score_head, pad + half + pad)]
        told = [cell for cell in cells if cell[0]]
        figures = [kit.figure(text, half, height * 0.2, 92.0) for text, _, _ in told]
        units = [kit.print(unit, half, height * 0.1) for _, unit, _ in told]
        tall = max(f.height for f in figures)
        for (_, _, x), figure, unit in zip(told, figures, units, strict=True):
            marks += figure.words(x, y + tall - figure.height, palette.text)
            marks += unit.words(x, y + tall + pad * 0.2, palette.muted)
        y += tall + pad * 0.2 + max(u.height for u in units)
        if self.note:
            note = kit.print(self.note, width, height * 0.1)
            marks += note.words(pad, y, palette.muted)
            y += note.height
        last = self._advice(kit, width, height - y - pad)
        left = height - y - sum(f.height for f in last) - pad * (2.2 if last else 1.2)
        y = self._bars(kit, marks, y, width, left)
        if last:
            y += pad * 0.6
            for fitted, ink in zip(last, (palette.muted, palette.good), strict=True):
                marks += fitted.words(pad, y, ink)
                y += fitted.height
        return kit.panel(room.width(), y + pad * 0.75, tuple(marks))

    def _advice(self, kit: Kit, width: float, height: float) -> list[Fitted]:
        if not self.advice:
            return []
        aside = kit.print(self.aside, width, height * 0.2)
        return [aside, kit.matter(self.advice, width, height - aside.height, 42.0, Weight.SEMI_BOLD, lines=3)]

    def _bars(self, kit: Kit, marks: list[Mark], y: float, width: float, room: float) -> float:
        """As many joints as there is room for, under what is there; returns where they end."""
        pad, thick, gap = kit.padding, 24 * kit.unit, 12 * kit.unit
        pitch = kit.least * 1.16 + thick + 18 * kit.unit
        for row in self.rows[: max(0, int((room - pad * 0.4) // pitch))]:
            y += pad * 0.4 if row is self.rows[0] else 0.0
            label = kit.matter(row.title, width, kit.least * 1.2, BODY_PT, Weight.MEDIUM)
            marks += label.words(pad, y, kit.look.palette.text)
            each = (width - gap * (len(row.bars) - 1)) / len(row.bars)
            for k, bar in enumerate(row.bars):
                box = QRectF(pad + k * (each + gap), y + kit.least * 1.16 + 4 * kit.unit, each, thick)
                marks += bar_marks(kit, bar, box)
            y += pitch
        return y


@dataclass(frozen=True, slots=True)
class MenuCard:
    """What is chosen, with its neighbours to either side: a carousel that turns the way one points.

    Attributes:
        before, chosen, after: titles, "" where there is none. place: "3 of 12".
    """

    before: str
    chosen: str
    after: str
    place: str

    def arrange(self, kit: Kit, room: QSizeF) -> Arrangement:
        return self._wide(kit, room) if room.width() > 4.5 * room.height() else self._tall(kit, room)

    def _wide(self, kit: Kit, room: QSizeF) -> Arrangement:
        """Three columns."""
        palette, pad = kit.look.palette, kit.padding
        width, height = room.width() - 2 * pad, room.height() - 1.6 * pad
        side, arrow = width * 0.26, kit.least * 0.8
        chosen = kit.matter(self.chosen, width - 2 * side - 2 * pad, height * 0.7, 64.0, Weight.SEMI_BOLD, lines=2)
        place = kit.print(self.place, width - 2 * side, height * 0.3)
        tall = chosen.height + place.height
        top = pad * 0.8 + (height - tall) / 2
        middle = pad + side + pad
        marks: list[Mark] = list(chosen.words(middle, top, palette.text, align="centre", width=width - 2 * side - 2 * pad))
        marks += place.words(middle, top + chosen.height, palette.muted, align="centre", width=width - 2 * side - 2 * pad)
        for text, right in ((self.before, False), (self.after, True)):
            left = pad + width - side if right else pad
            marks += self._neighbour(kit, text, QRectF(left, pad * 0.8, side, height), arrow, right)
        return kit.panel(room.width(), room.height(), tuple(marks))

    def _tall(self, kit: Kit, room: QSizeF) -> Arrangement:
        """The chosen one above, its neighbours below."""
        palette, pad = kit.look.palette, kit.padding
        width = room.width() - 2 * pad
        place = kit.print(self.place, width, room.height() * 0.15)
        chosen = kit.matter(self.chosen, width, room.height() * 0.38, 72.0, Weight.SEMI_BOLD, lines=2)
        y = pad
        marks: list[Mark] = list(chosen.words(pad, y, palette.text, align="centre", width=width))
        y += chosen.height
        marks += place.words(pad, y, palette.muted, align="centre", width=width)
        y += place.height + pad * 0.8
        line = QPainterPath()
        line.moveTo(pad, y)
        line.lineTo(pad + width, y)
        marks.append(Shape(line, outline=colour(palette.text, 0.3), width=max(2 * kit.unit, 1.0)))
        y += pad * 0.6
        low = min(room.height() - y - pad * 0.8, kit.least * 1.16 * 3)
        half = (width - pad) / 2
        for text, right in ((self.before, False), (self.after, True)):
            box = QRectF(pad + (half + pad if right else 0.0), y, half, low)
            marks += self._neighbour(kit, text, box, kit.least * 0.8, right)
        return kit.panel(room.width(), y + low + pad * 0.8, tuple(marks))

    def _neighbour(self, kit: Kit, text: str, box: QRectF, arrow: float, right: bool) -> list[Mark]:
        """A title with an arrowhead on its outer side."""
        if not text:
            return []
        ink = kit.look.palette.muted
        gap = kit.padding * 0.7
        fitted = kit.matter(text, box.width() - arrow - gap, box.height(), BODY_PT, Weight.MEDIUM, lines=3)
        y = box.center().y()
        tip, base = (box.right(), box.right() - arrow * 0.6) if right else (box.left(), box.left() + arrow * 0.6)
        head = polygon([(tip, y), (base, y - arrow / 2), (base, y + arrow / 2)])
        left = box.left() if right else box.left() + arrow + gap
        words = fitted.words(
            left, y - fitted.height / 2, ink, align="right" if right else "left", width=box.width() - arrow - gap
        )
        return [Shape(head, colour(kit.look.palette.text)), *words]


@dataclass(frozen=True, slots=True)
class Hints:
    """Which gesture does what: (gesture, words) each."""

    rows: tuple[tuple[str, str], ...]

    def arrange(self, kit: Kit, room: QSizeF) -> Arrangement:
        pad = kit.padding
        icon = kit.least * 1.25
        free = room.width() - 2 * pad
        one = [kit.matter(text, free, room.height(), BODY_PT, Weight.MEDIUM) for _, text in self.rows]
        wide = sum(f.width for f in one) + len(one) * (icon + pad * 0.5) + (len(one) - 1) * pad * 1.4
        if wide <= free and max(f.height for f in one) <= room.height() - pad:
            return self._beside(kit, one, icon, pad)
        return self._under(kit, room, pad)

    def _beside(self, kit: Kit, texts: list[Fitted], icon: float, pad: float) -> Arrangement:
        height = max(icon, max(f.height for f in texts)) + 1.1 * pad
        marks: list[Mark] = []
        x = pad
        for (name, _), text in zip(self.rows, texts, strict=True):
            marks += gesture_sign(kit, name, x, (height - icon) / 2, icon)
            x += icon + pad * 0.5
            marks += text.words(x, (height - text.height) / 2, kit.look.palette.text)
            x += text.width + pad * 1.4
        return kit.panel(x - pad * 0.4, height, tuple(marks))

    def _under(self, kit: Kit, room: QSizeF, pad: float) -> Arrangement:
        columns = 1 if room.height() - pad >= 1.3 * kit.least * len(self.rows) else 2
        lines = -(-len(self.rows) // columns)
        pitch = (room.height() - pad) / lines
        icon = min(kit.least * 1.25, pitch * 0.86)
        free = (room.width() - 2 * pad - (columns - 1) * pad) / columns - icon - pad * 0.5
        texts = [kit.matter(text, free, pitch, BODY_PT, Weight.MEDIUM) for _, text in self.rows]
        across = max(f.width for f in texts) + icon + pad * 0.5
        marks: list[Mark] = []
        for k, ((name, _), text) in enumerate(zip(self.rows, texts, strict=True)):
            x = pad + (k % columns) * (across + pad)
            y = pad / 2 + (k // columns) * pitch
            marks += gesture_sign(kit, name, x, y + (pitch - icon) / 2, icon)
            marks += text.words(x + icon + pad * 0.5, y + (pitch - text.height) / 2, kit.look.palette.text)
        return kit.panel(2 * pad + columns * across + (columns - 1) * pad, pad + lines * pitch, tuple(marks))


@dataclass(frozen=True, slots=True)
class Found:
    """What was found out, a short line each under a heading."""

    head: str
    lines: tuple[str, ...]

    def arrange(self, kit: Kit, room: QSizeF) -> Arrangement:
        palette, pad = kit.look.palette, kit.padding
        width = room.width() - 2 * pad
        each = (room.height() - 2 * pad) / (len(self.lines) + 2)
        rows = [(kit.print(self.head, width, each), palette.muted)]
        rows += [(kit.matter(line, width, each, BODY_PT, Weight.MEDIUM, lines=2), palette.text) for line in self.lines]
        return stacked(kit, rows, "left", pad, 0.8)


@dataclass(frozen=True, slots=True)
class Demo:
    """The demonstrator's plate. `apart`: the wrong figure stands on its left half and the right one on its right; a sign by each
    says which is which."""

    apart: bool = False

    def arrange(self, kit: Kit, room: QSizeF) -> Arrangement:
        if not self.apart:
            return kit.panel(room.width(), room.height(), ())
        size, pad = 40 * kit.unit, 18 * kit.unit
        top = pad
        line = rounded(QRectF(room.width() / 2 - kit.unit, pad, 2 * kit.unit, room.height() - 2 * pad), kit.unit)
        marks: tuple[Mark, ...] = (
            Shape(line, colour(kit.look.palette.text, 0.2)),
            *sign(kit, "form", pad, top, size),
            *sign(kit, "praise", room.width() - pad - size, top, size),
        )
        return kit.panel(room.width(), room.height(), marks)
