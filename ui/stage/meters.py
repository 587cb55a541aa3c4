"""The two meters: a bar a joint, and the gauge of the repetition's depth."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter

from mirror.snapshot import JointScore
from ui.stage.kit import Kit, sign
from ui.stage.marks import Arrangement, Mark, Shape, colour, disc, polygon, rounded
from ui.stage.wording import JOINTS, RANGE, say
from ui.theme import Weight
from ui.theme.type import BODY_PT


@dataclass(frozen=True, slots=True)
class Bar:
    """One score, 0-100 or None = the view cannot tell; sigma in points; faulty: wrong right now."""

    score: int | None
    sigma: int
    faulty: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A joint: one bar, or the left and the right one, which stand on the side where the mirror shows the limb."""

    title: str
    bars: tuple[Bar, ...]


def rows_of(joints: tuple[JointScore, ...], faulty: tuple[str, ...]) -> tuple[Row, ...]:
    """Joint scores as rows, left and right of a joint in one; the order of their first mention."""
    grouped: dict[str, dict[str, Bar]] = {}
    for joint in joints:
        side, _, rest = joint.name.partition("_")
        base, where = (rest, side) if side in ("left", "right") else (joint.name, "")
        score = None if joint.score is None or math.isnan(joint.score) else round(joint.score)
        sigma = min(round(joint.sigma), 100) if math.isfinite(joint.sigma) else 100
        grouped.setdefault(base, {})[where] = Bar(score, sigma, joint.name in faulty)
    return tuple(
        Row(
            say(JOINTS[base]) if base in JOINTS else base.replace("_", " ").capitalize(),
            tuple(sides[where] for where in ("left", "", "right") if where in sides),
        )
        for base, sides in grouped.items()
    )


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar a joint: its length and colour are the score, a soft band says how sure that is, unknown is hatched."""

    rows: tuple[Row, ...]

    def arrange(self, kit: Kit, room: QSizeF) -> Arrangement:
        palette, pad = kit.look.palette, kit.padding
        width = room.width() - 2 * pad
        thick = 26 * kit.unit
        most = max(1, int((room.height() - 1.5 * pad) // (kit.least * 1.16 + thick + 10 * kit.unit)))
        rows = self.rows[:most]
        pitch = (room.height() - 1.5 * pad) / len(rows)
        marks: list[Mark] = []
        y = pad * 0.75
        for i, row in enumerate(rows):
            faulty = any(bar.faulty for bar in row.bars)
            warn = kit.least * 0.62
            free = width - (warn + 10 * kit.unit if faulty else 0.0)
            label = kit.matter(row.title, free, max(pitch - thick - 6 * kit.unit, 1.0), BODY_PT, Weight.MEDIUM)
            marks += label.words(pad, y, palette.text)
            if faulty:
                marks += sign(kit, "form", pad + width - warn, y + (label.height - warn) / 2, warn)
            y += label.height + 6 * kit.unit
            gap = 12 * kit.unit
            each = (width - gap * (len(row.bars) - 1)) / len(row.bars)
            for k, bar in enumerate(row.bars):
                marks += bar_marks(kit, bar, QRectF(pad + k * (each + gap), y, each, thick))
            y += thick
            if i + 1 < len(rows):
                y += min(20 * kit.unit, max(pitch - thick - label.height - 6 * kit.unit, 4 * kit.unit))
        return kit.panel(room.width(), y + pad * 0.95, tuple(marks))


def bar_marks(kit: Kit, bar: Bar, track: QRectF) -> list[Mark]:
    """One bar in its track."""
    palette = kit.look.palette
    shell = rounded(track, track.height() / 2)
    if bar.score is None:
        line = max(2.5 * kit.unit, 1.0)
        return [
            Shape(shell, colour(palette.text, 0.5), hatch=14 * kit.unit),
            Shape(shell, outline=colour(palette.text, 0.6), width=line),
        ]
    share = min(max(bar.score, 0), 100) / 100
    length = max(track.width() * share, track.height())
    marks: list[Mark] = [Shape(shell, colour(palette.text, 0.18))]
    filled = QRectF(track.topLeft(), QSizeF(length, track.height()))
    marks.append(Shape(rounded(filled, track.height() / 2), colour(palette.of_score(bar.score))))
    if bar.sigma >= 2:
        marks.append(_band(track, share, bar.sigma / 100, colour(palette.text)))
    if bar.faulty:
        grown = track.adjusted(-4 * kit.unit, -4 * kit.unit, 4 * kit.unit, 4 * kit.unit)
        marks.append(Shape(rounded(grown, grown.height() / 2), outline=colour(palette.attention), width=4 * kit.unit))
    return marks


def _band(track: QRectF, share: float, sigma: float, ink: QColor) -> Shape:
    """How sure a score is: a soft glow two standard deviations to either side of the bar's end."""
    low, high = max(share - 2 * sigma, 0.0), min(share + 2 * sigma, 1.0)
    box = QRectF(track.left() + low * track.width(), track.top(), max(high - low, 0.01) * track.width(), track.height())
    return Shape(rounded(box, 0.0).intersected(rounded(track, track.height() / 2)), ink, soft=True)


@dataclass(frozen=True, slots=True)
class Gauge:
    """The frame of the depth gauge: track, target zone, marks and name. The level itself moves every picture: `level` paints it.

    Attributes:
        target: depth that makes the repetition full. known: False hatches the track.
        partial: depth from which a repetition counts in part, best: deepest repetition of the set; NaN: no mark.
    """

    target: float
    known: bool
    partial: float = math.nan
    best: float = math.nan

    @property
    def top(self) -> float:
        """The depth at the upper end of the track."""
        return max(1.25, self.target * 1.25)

    def track(self, kit: Kit, size: QSizeF) -> QRectF:
        """The track in a gauge of this size."""
        pad, label = kit.padding, kit.small * 1.25
        width = 34 * kit.unit
        return QRectF((size.width() - width) / 2, pad, width, size.height() - 2 * pad - label)

    def arrange(self, kit: Kit, room: QSizeF) -> Arrangement:
        palette, pad = kit.look.palette, kit.padding
        size = QSizeF(room.width(), min(room.height(), 600 * kit.unit))
        track = self.track(kit, size)
        shell = rounded(track, track.width() / 2)
        label = kit.print(say(RANGE), size.width() - 0.7 * pad, kit.small * 1.3)
        at = self._y(track, self.target)
        zone = rounded(QRectF(track.left(), track.top(), track.width(), at - track.top()), 0.0).intersected(shell)
        wing, line = 20 * kit.unit, max(6 * kit.unit, 1.5)
        marks: list[Mark] = [Shape(shell, colour(palette.text, 0.18))]
        if self.known:
            marks.append(Shape(zone, colour(palette.good, 0.34)))
        else:
            marks.append(Shape(shell, colour(palette.text, 0.5), hatch=16 * kit.unit))
        for left in (track.left() - wing - line / 2, track.right() + line / 2):
            marks.append(Shape(rounded(QRectF(left, at - line / 2, wing, line), line / 2), colour(palette.good)))
        if math.isfinite(self.partial):
            # Half as long and muted: a step on the way, not the goal.
            y = self._y(track, self.partial)
            for left in (track.left() - wing / 2 - line / 2, track.right() + line / 2):
                marks.append(Shape(rounded(QRectF(left, y - line / 4, wing / 2, line / 2), line / 4), colour(palette.muted)))
        if math.isfinite(self.best):
            y, half = self._y(track, self.best), 9 * kit.unit
            # An arrowhead at the side points at the best repetition so far.
            tip = track.right() + line / 2
            head = polygon([(tip, y), (tip + 2 * half, y - half), (tip + 2 * half, y + half)])
            marks.append(Shape(head, colour(palette.text), colour(palette.ink), 2 * kit.unit))
        marks += label.words((size.width() - label.width) / 2, size.height() - pad * 0.55 - label.height, palette.muted)
        return kit.panel(size.width(), size.height(), tuple(marks))

    def _y(self, track: QRectF, depth: float) -> float:
        return track.bottom() - track.height() * min(max(depth / self.top, 0.0), 1.0)

    def level(self, painter: QPainter, kit: Kit, box: QRectF, depth: float, reach: float = math.nan) -> None:
        """The current depth inside the gauge that stands at `box`: a filled column with a knob, a diamond in the zone.

        Behind it a pale column up to the `reach` of the repetition under way, so that on the way back it is seen how far it went.
        """
        if math.isnan(depth):
            return
        palette = kit.look.palette
        track = self.track(kit, box.size()).translated(box.topLeft())
        reached = depth >= self.target
        ink = colour(palette.good if reached else palette.text)
        y = self._y(track, depth)
        inset = 6 * kit.unit
        column = QRectF(track.left() + inset, y, track.width() - 2 * inset, track.bottom() - y - inset)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if reach > depth:
            top = self._y(track, reach)
            went = QRectF(column.left(), top, column.width(), column.bottom() - top)
            pale = colour(palette.good if reach >= self.target else palette.text, 0.45)
            if went.height() > went.width():
                Shape(rounded(went, went.width() / 2), pale).paint(painter)
        if column.height() > column.width():
            Shape(rounded(column, column.width() / 2), ink).paint(painter)
        knob = QPointF(track.center().x(), min(y, track.bottom() - inset))
        size = 22 * kit.unit
        edge = colour(palette.ink)
        if reached:
            r = size * 1.25
            corners = [(knob.x(), knob.y() - r), (knob.x() + r, knob.y()), (knob.x(), knob.y() + r), (knob.x() - r, knob.y())]
            Shape(polygon(corners), ink, edge, 3 * kit.unit).paint(painter)
        else:
            Shape(disc(knob, size), ink, edge, 3 * kit.unit).paint(painter)
