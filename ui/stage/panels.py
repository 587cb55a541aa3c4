"""The pieces of the HUD. Each is a frozen value that says what it shows; equal values are painted once and kept.

`arrange(kit, room)` places its marks in the room's size; the arrangement may be smaller than the room, never larger.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainterPath

from ui.stage.fitting import PITCH, Align, Fitted, advance
from ui.stage.kit import Kit, sign
from ui.stage.light import Light, light_marks, light_size
from ui.stage.marks import Arrangement, Mark, Shape, arc, colour, disc, rounded
from ui.theme import Weight
from ui.theme.type import BODY_PT, COUNT_PT, CUE_PT, TITLE_PT


class Panel(Hashable, Protocol):
    """A piece of the HUD: hashable, compared by what it shows."""

    def arrange(self, kit: Kit, room: QSizeF) -> Arrangement: ...


@dataclass(frozen=True, slots=True)
class Title:
    """The exercise and how sure the mirror is of it, in words. `quiet`: a stand-in while there is no name."""

    text: str
    sure: str = ""
    quiet: bool = False

    def arrange(self, kit: Kit, room: QSizeF) -> Arrangement:
        palette, pad = kit.look.palette, kit.padding
        width = room.width() - 2 * pad
        note = kit.print(self.sure, width, room.height()) if self.sure else None
        below = 0.0 if note is None else note.height + pad * 0.15
        name = kit.matter(self.text, width, room.height() - 1.5 * pad - below, TITLE_PT, Weight.SEMI_BOLD, lines=3)
        top = pad * 0.75
        marks: tuple[Mark, ...] = name.words(pad, top, palette.muted if self.quiet else palette.text)
        if note is not None:
            marks += note.words(pad, top + name.height + pad * 0.15, palette.muted)
        inner = max(name.width, note.width if note else 0.0)
        return kit.panel(inner + 2 * pad, name.height + below + 1.5 * pad, marks)


@dataclass(frozen=True, slots=True)
class Count:
    """The large number. `below`: the phase, or what comes next. `note`: partial and rejected repetitions. `share`: of the way to
    a goal, a bar under the number, or None. `ring`: of a countdown, a ring around the number, or None."""

    figure: str
    below: str = ""
    note: str = ""
    share: float | None = None
    ring: float | None = None

    def arrange(self, kit: Kit, room: QSizeF) -> Arrangement:
        if self.ring is not None:
            return self._ringed(kit, room, self.ring)
        palette, pad = kit.look.palette, kit.padding
        side = pad * 0.75
        width = room.width() - 2 * side
        below = kit.matter(self.below, width, room.height() * 0.26, 48.0, Weight.SEMI_BOLD, lines=2) if self.below else None
        note = kit.print(self.note, width, room.height() * 0.3, lines=2) if self.note else None
        line = 0.0 if self.share is None else 14 * kit.unit + pad
        used = pad * 2 + line + (below.height + pad * 0.5 if below else 0.0) + (note.height + pad * 0.2 if note else 0.0)
        number = kit.figure(self.figure, width, max(room.height() - used, kit.least), COUNT_PT)
        texts = [t for t in (number, below, note) if t is not None]
        inner = max(*(t.width for t in texts), kit.pixels(COUNT_PT) * 0.62)
        inner = min(inner, width)
        y = pad
        marks: list[Mark] = list(number.words(side, y, palette.text, align="centre", width=inner))
        y += number.height
        if self.share is not None:
            y += pad
            track = QRectF(side, y, inner, 14 * kit.unit)
            filled = QRectF(track)
            filled.setWidth(max(track.width() * min(max(self.share, 0.0), 1.0), track.height()))
            marks.append(Shape(rounded(track, track.height()), colour(palette.text, 0.2)))
            if self.share > 0.0:
                marks.append(Shape(rounded(filled, track.height()), colour(palette.good)))
            y += track.height()
        if below is not None:
            y += pad * 0.5
            marks += below.words(side, y, palette.good, align="centre", width=inner)
            y += below.height
        if note is not None:
            y += pad * 0.2
            marks += note.words(side, y, palette.muted, align="centre", width=inner)
            y += note.height
        return kit.panel(inner + 2 * side, y + pad * (0.6 if below or note else 1.0), tuple(marks))

    def _ringed(self, kit: Kit, room: QSizeF, share: float) -> Arrangement:
        palette, pad = kit.look.palette, kit.padding * 0.75
        line = 20 * kit.unit
        across = min(room.width(), room.height(), 440 * kit.unit)
        ring = QRectF(pad + line / 2, pad + line / 2, across - 2 * pad - line, across - 2 * pad - line)
        inner = ring.width() * 0.7
        number = kit.figure(self.figure, inner, inner, COUNT_PT)
        marks: list[Mark] = [Shape(disc(ring.center(), ring.width() / 2), outline=colour(palette.text, 0.2), width=line)]
        marks.append(Shape(arc(ring, min(max(share, 0.0), 1.0)), outline=colour(palette.good), width=line))
        marks += number.words(
            ring.center().x() - inner / 2,
            ring.center().y() - number.height / 2,
            palette.text,
            align="centre",
            width=inner,
        )
        return kit.panel(across, across, tuple(marks))


@dataclass(frozen=True, slots=True)
class Side:
    """Set and clock, at the top right: the words for the set, its score and the time, "" leaves one out. `light`: what is being
    looked at, in the same corner of every screen, before the clock."""

    set: str
    score: str
    clock: str
    light: Light | None = None

    def arrange(self, kit: Kit, room: QSizeF) -> Arrangement:
        palette, pad = kit.look.palette, kit.padding
        width, third = room.width() - 2 * pad, (room.height() - 1.3 * pad) / 3
        lines: list[tuple[Fitted, tuple[int, int, int]]] = []
        if self.clock:
            lines.append((kit.print(self.clock, width, third), palette.muted))
        if self.set:
            lines.append((kit.matter(self.set, width, third, BODY_PT, Weight.SEMI_BOLD), palette.text))
        if self.score:
            lines.append((kit.matter(self.score, width, third, BODY_PT, Weight.MEDIUM), palette.text))
        if self.light is None:
            return stacked(kit, lines, "right")
        clock = lines[0][0].width if self.clock else 0.0
        lit, line = light_size(kit, self.light, width)
        first = lit + (pad * 0.7 + clock if clock else 0.0)
        if not self.clock:
            lines.insert(0, (Fitted(("",), int(kit.small), Weight.MEDIUM, lit, line), palette.muted))
        below = stacked(kit, lines, "right", least=first)
        top = pad * 0.65 + (lines[0][0].height - line) / 2
        return Arrangement(
            below.size,
            (*light_marks(kit, self.light, below.size.width() - pad - first, top, line, width), *below.marks),
            below.radius,
        )


@dataclass(frozen=True, slots=True)
class Ribbon:
    """One sentence with its sign."""

    text: str
    sign: str

    def arrange(self, kit: Kit, room: QSizeF) -> Arrangement:
        pad = kit.padding
        side = pad * 1.15
        icon = kit.pixels(CUE_PT) * 0.92
        width = room.width() - 2 * side - icon - pad
        said = kit.matter(self.text, width, room.height() - 1.6 * pad, CUE_PT, Weight.SEMI_BOLD, lines=4)
        icon = min(icon, said.pixels * 1.0)
        height = max(said.height, icon) + 1.6 * pad
        marks: tuple[Mark, ...] = sign(kit, self.sign, side, (height - icon) / 2, icon)
        marks += said.words(side + icon + pad, (height - said.height) / 2, kit.look.palette.text)
        return kit.panel(said.width + icon + pad + 2 * side, height, marks)


@dataclass(frozen=True, slots=True)
class Line:
    """Small print: how the machinery is doing. Breaks between its parts where the room is narrow."""

    parts: tuple[str, ...]
    align_right: bool = False

    def arrange(self, kit: Kit, room: QSizeF) -> Arrangement:
        pad = kit.padding * 0.9
        width, height = room.width() - 2 * pad, room.height()
        # A part never breaks inside: its spaces are made solid.
        solid = "  ·  ".join(self.parts)
        text = kit.print(solid, width, height - 0.4 * pad, lines=1 if len(self.parts) > 1 else 2)
        pitch = text.pixels * PITCH
        if (text.pixels < kit.small * 0.98 or "…" in text.lines[0]) and len(self.parts) > 1 and height > 2 * pitch:
            half = (len(self.parts) + 1) // 2
            rows = [" · ".join(self.parts[:half]), " · ".join(self.parts[half:])]
            fitted = [kit.print(row, width, (height - 0.4 * pad) / 2) for row in rows]
        else:
            fitted = [text]
        return stacked(
            kit,
            [(f, kit.look.palette.muted) for f in fitted],
            "right" if self.align_right else "centre",
            pad,
            0.2,
        )


@dataclass(frozen=True, slots=True)
class Notice:
    """A calm sentence in the middle of the screen, when there is no picture to look at."""

    text: str

    def arrange(self, kit: Kit, room: QSizeF) -> Arrangement:
        pad = kit.padding * 1.6
        icon = kit.pixels(CUE_PT) * 1.1
        width = min(room.width(), 1100 * kit.unit) - 2 * pad
        said = kit.matter(self.text, width, room.height() - icon - 3.5 * pad, 42.0, Weight.MEDIUM, lines=4)
        inner = max(said.width, icon)
        marks: tuple[Mark, ...] = sign(kit, "camera", pad + (inner - icon) / 2, pad, icon)
        marks += said.words(pad, pad * 1.7 + icon, kit.look.palette.text, align="centre", width=inner)
        return kit.panel(inner + 2 * pad, said.height + icon + 2.7 * pad, marks)


@dataclass(frozen=True, slots=True)
class Clock:
    """The face of a sleeping mirror: a faint clock and how to wake it, no plate."""

    time: str
    date: str
    prompt: str = ""

    def arrange(self, kit: Kit, room: QSizeF) -> Arrangement:
        palette = kit.look.palette
        time = kit.figure(self.time, room.width(), room.height() * 0.5, 150.0, Weight.REGULAR)
        date = kit.print(self.date, room.width(), room.height() * 0.2)
        prompt = kit.matter(self.prompt, room.width(), room.height() * 0.2, BODY_PT, Weight.MEDIUM, lines=2)
        inner = max(time.width, date.width, prompt.width)
        gap = kit.padding * 1.5
        marks: tuple[Mark, ...] = time.words(0, 0, palette.faint, align="centre", width=inner)
        marks += date.words(0, time.height + gap, palette.faint, align="centre", width=inner)
        y = time.height + gap + date.height
        if self.prompt:
            y += 2.5 * gap
            marks += prompt.words(0, y, palette.faint, align="centre", width=inner)
            y += prompt.height
        return kit.panel(inner, y, marks, plate=False)


@dataclass(frozen=True, slots=True)
class Table:
    """The session: a heading, a line a set, a line for all of them. Cells: name, count, score. `column`: what the scores are
    called, `earlier`: the line for sets that have no room, with {n}. `advice`: one thing to work on, under `aside`."""

    heading: str
    rows: tuple[tuple[str, str, str], ...]
    total: str
    column: str = "Score"
    earlier: str = "{n} earlier sets"
    aside: str = ""
    advice: str = ""

    def arrange(self, kit: Kit, room: QSizeF) -> Arrangement:
        palette, pad = kit.look.palette, kit.padding * 1.6
        outer = min(room.width(), 1240 * kit.unit)
        inner = outer - 2 * pad
        head = kit.matter(self.heading, inner, room.height() * 0.2, TITLE_PT, Weight.SEMI_BOLD)
        foot = kit.print(self.total, inner, room.height() * 0.15, lines=2)
        aside = kit.print(self.aside, inner, room.height() * 0.1) if self.advice else None
        advice = kit.matter(self.advice, inner, room.height() * 0.2, 44.0, Weight.SEMI_BOLD, lines=2) if self.advice else None
        work = 0.0 if aside is None or advice is None else aside.height + advice.height + pad * 0.5
        pitch = max(kit.least, kit.pixels(BODY_PT)) * 1.62
        free = room.height() - 2 * pad - head.height - foot.height - work - 2.2 * pad
        most = max(1, int(free // pitch))
        rows = self.rows
        if len(rows) > most:
            # The earliest sets make way; the words say that they are there.
            hidden = len(rows) - (most - 1)
            rows = ((self.earlier.format(n=hidden), "", ""), *rows[hidden:]) if most > 1 else rows[-1:]
        marks: list[Mark] = list(head.words(pad, pad, palette.text))
        if rows:
            label = kit.print(self.column, inner - head.width - pad, head.height)
            marks += label.words(pad, pad + head.height - label.height * 1.1, palette.muted, align="right", width=inner)
        y = pad + head.height + pad * 0.6
        size = max(int(kit.least), int(kit.pixels(BODY_PT)))
        score_width = min(max((advance(r[2], size, Weight.SEMI_BOLD) for r in rows), default=0.0) + 1, inner * 0.2)
        count_width = min(max((advance(r[1], size, Weight.SEMI_BOLD) for r in rows), default=0.0) + 1, inner * 0.4)
        named = max((advance(r[0], size, Weight.MEDIUM) for r in rows), default=0.0)
        gap = min(max((inner - score_width - count_width - named) / 2, kit.padding), kit.padding * 3.5)
        name_width = inner - score_width - count_width - 2 * gap
        for i, (name, count, score) in enumerate(rows):
            line = QPainterPath(QPointF(pad, y))
            line.lineTo(pad + inner, y)
            marks.append(Shape(line, outline=colour(palette.text, 0.22 if i else 0.4), width=max(2 * kit.unit, 1.0)))
            cells: tuple[tuple[str, float, float, Align, Weight], ...] = (
                (name, pad, name_width, "left", Weight.MEDIUM),
                (count, pad + name_width + gap, count_width, "right", Weight.SEMI_BOLD),
                (score, pad + inner - score_width, score_width, "right", Weight.SEMI_BOLD),
            )
            for text, left, width, align, weight in cells:
                if text:
                    cell = kit.matter(text, width, pitch, BODY_PT, weight)
                    ink = palette.text if score or count else palette.muted
                    top = y + (pitch - cell.height) / 2
                    marks += cell.words(left, top, ink, align=align, width=width)
            y += pitch
        if rows:
            last = QPainterPath(QPointF(pad, y))
            last.lineTo(pad + inner, y)
            marks.append(Shape(last, outline=colour(palette.text, 0.4), width=max(2 * kit.unit, 1.0)))
        y += pad * 0.5
        marks += foot.words(pad, y, palette.muted)
        y += foot.height
        if aside is not None and advice is not None:
            y += pad * 0.5
            marks += aside.words(pad, y, palette.muted)
            marks += advice.words(pad, y + aside.height, palette.good)
            y += aside.height + advice.height
        return kit.panel(outer, y + pad, tuple(marks))


def stacked(
    kit: Kit,
    rows: list[tuple[Fitted, tuple[int, int, int]]],
    align: Align,
    pad: float | None = None,
    upright: float = 0.65,
    least: float = 0.0,
) -> Arrangement:
    """Lines one under the other on a plate as wide as the widest, or as `least`."""
    pad = kit.padding if pad is None else pad
    inner = max((f.width for f, _ in rows), default=least)
    inner = max(inner, least)
    y = pad * upright
    marks: list[Mark] = []
    for fitted, ink in rows:
        marks += fitted.words(pad, y, ink, align=align, width=inner)
        y += fitted.height
    return kit.panel(inner + 2 * pad, y + pad * upright, tuple(marks))
