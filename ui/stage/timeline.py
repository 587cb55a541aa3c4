"""A replay's line of time: repetitions as pieces of the bar, mistakes as signs over it, and where the replay is now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter

from mirror.snapshot import Replay
from ui.stage.kit import Kit, sign
from ui.stage.marks import Arrangement, Mark, Shape, colour, disc, rounded

Kind = Literal["rep", "partial", "rejected", "mistake"]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Spans as shares of the line: (kind, start, end), 0..1."""

    spans: tuple[tuple[Kind, float, float], ...]

    @classmethod
    def of(cls, replay: Replay) -> Timeline:
        length = max(replay.end - replay.start, 1e-6)

        def share(t: float) -> float:
            return round(min(max((t - replay.start) / length, 0.0), 1.0), 4)

        return cls(tuple((mark.kind, share(mark.start), share(mark.end)) for mark in replay.marks))

    def _track(self, kit: Kit, size: QSizeF) -> QRectF:
        pad, thick = kit.padding, 24 * kit.unit
        return QRectF(pad, size.height() - pad - thick, size.width() - 2 * pad, thick)

    def arrange(self, kit: Kit, room: QSizeF) -> Arrangement:
        palette = kit.look.palette
        track = self._track(kit, room)
        shell = rounded(track, track.height() / 2)
        marks: list[Mark] = [Shape(shell, colour(palette.text, 0.18))]
        gap = 3 * kit.unit
        for kind, start, end in self.spans:
            if kind == "mistake":
                continue
            left = track.left() + start * track.width()
            box = QRectF(left + gap / 2, track.top(), max((end - start) * track.width() - gap, gap), track.height())
            piece = rounded(box, track.height() / 3).intersected(shell)
            if kind == "rep":
                marks.append(Shape(piece, colour(palette.good)))
            elif kind == "partial":
                marks.append(Shape(piece, colour(palette.good), hatch=12 * kit.unit))
            else:
                marks.append(Shape(piece, outline=colour(palette.muted), width=3 * kit.unit))
        size = 30 * kit.unit
        last = -size
        for kind, start, end in self.spans:
            x = track.left() + (start + end) / 2 * track.width() - size / 2
            if kind == "mistake" and x >= last + 0.4 * size:
                marks += sign(kit, "form", x, track.top() - size - 8 * kit.unit, size)
                last = x
        return kit.panel(room.width(), room.height(), tuple(marks))

    def head(self, painter: QPainter, kit: Kit, box: QRectF, position: float) -> None:
        """Where the replay is now, on the line that stands at `box`; `position` 0..1."""
        track = self._track(kit, box.size()).translated(box.topLeft())
        x = track.left() + min(max(position, 0.0), 1.0) * track.width()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        knob = disc(QPointF(x, track.center().y()), 20 * kit.unit)
        Shape(knob, colour(kit.look.palette.text), colour(kit.look.palette.ink), 4 * kit.unit).paint(painter)
