"""The HUD: which pieces a Snapshot and a Health call for, and how they come onto the screen.

The screen is a function of what the core says (law 7): nothing here decides what is true, only where and how it stands.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPen

from mirror.events import Stage
from mirror.health import Health
from mirror.snapshot import Cue, SetSummary, Snapshot
from ui.stage.figure import figure_path
from ui.stage.kit import Kit
from ui.stage.layout import GAP, Layout, Room, layout_for
from ui.stage.marks import Arrangement, Words, colour
from ui.stage.meters import Bars, Gauge, rows_of
from ui.stage.motion import Flash, Moment
from ui.stage.panels import Clock, Count, LastSet, Line, Notice, Panel, Ribbon, Side, Table, Title
from ui.theme import Look

VEIL: dict[Stage, float] = {"paused": 0.55, "summary": 0.8, "rest": 0.3}
"""How dark the picture becomes under a stage in which nobody has to see themselves well."""
VEIL_LOST = 0.82
"""The same while there is no picture from the camera: the old one is not believed any more."""
COUNTED: frozenset[Stage] = frozenset({"live", "paused"})
COUNTDOWN_FROM = 3
NO_BREAK = "\u00a0"
RISE = 60.0
"""How far the ribbon slides up, at 1080 lines."""
EDGE = 90.0
"""How far a flash reaches into the screen, at 1080 lines."""
BRIGHT = 0.7
"""Opacity of a flash at the very edge."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A panel in its place. `slide`: how far the piece has come in from the nearer edge, 0..1."""

    name: str
    panel: Panel
    arrangement: Arrangement
    box: QRectF
    slide: float = 1.0

    def words(self) -> Iterator[Words]:
        yield from self.arrangement.words


def _reps(count: int) -> str:
    return "1 rep" if count == 1 else f"{count} reps"


def _clock(seconds: float) -> str:
    whole = max(0, math.ceil(seconds - 1e-6))
    return f"{whole // 60}:{whole % 60:02d}"


def _named(name: str) -> str:
    return name.replace("_", " ")


def _amount(summary: SetSummary) -> str:
    return _reps(summary.full) if summary.hold_s is None else f"{round(summary.hold_s)} s"


def _sign(cue: Cue) -> str:
    if cue.kind == "correction":
        return cue.severity or "form"
    return "praise" if cue.kind == "praise" else "guide"


def _title(snapshot: Snapshot) -> Title | None:
    if snapshot.stage == "rest":
        return Title("Rest")
    if snapshot.stage == "countdown":
        return Title(snapshot.title) if snapshot.exercise else Title("Get ready", quiet=True)
    if snapshot.stage in COUNTED and snapshot.exercise:
        return Title(snapshot.title or _named(snapshot.exercise).capitalize(), round(snapshot.confidence * 100))
    if snapshot.stage in COUNTED and (snapshot.reps or snapshot.hold_s):
        return Title("Counting", quiet=True)
    return None


def _count(snapshot: Snapshot) -> Count | None:
    if snapshot.stage == "countdown" and snapshot.countdown is not None:
        return Count(str(snapshot.countdown), share=snapshot.countdown / COUNTDOWN_FROM)
    if snapshot.stage == "rest":
        seconds = snapshot.stage_seconds if snapshot.rest_left_s is None else snapshot.rest_left_s
        return Count(_clock(math.floor(seconds) if snapshot.rest_left_s is None else seconds))
    if snapshot.stage not in COUNTED or not (snapshot.set or snapshot.exercise):
        return None
    sides = snapshot.sides or (0, 0)
    named = ((sides[0], "left"), (sides[1], "right"), (snapshot.partials, "partial"), (snapshot.rejected, "not counted"))
    told = [f"{number} {word}" for number, word in named if number]
    note = ", ".join(part.replace(" ", NO_BREAK) for part in told)
    phase = snapshot.phase_title if snapshot.exercise and snapshot.stage == "live" else ""
    if snapshot.hold_s is not None:
        return Count(f"{int(snapshot.hold_s)}", phase or "seconds", note)
    return Count(str(snapshot.reps), phase, note)


def _side(snapshot: Snapshot, clock: str) -> Side | None:
    if snapshot.stage == "summary":
        return None
    counted = snapshot.stage in COUNTED and snapshot.set > 0
    score = round(snapshot.score) if counted and snapshot.score is not None else None
    side = Side(snapshot.set if counted else 0, score, clock)
    return side if side.set or side.clock or side.score is not None else None


def _ribbon(snapshot: Snapshot, cue: Cue | None) -> Ribbon | None:
    if snapshot.stage == "paused":
        return Ribbon("Paused", "pause")
    if snapshot.stage == "setup":
        return Ribbon(snapshot.setup_hint, "guide") if snapshot.setup_hint else Ribbon("Stand still.", "praise")
    return Ribbon(cue.text, _sign(cue)) if cue is not None else None


def _last_set(snapshot: Snapshot) -> LastSet | None:
    if snapshot.stage != "rest" or not snapshot.finished:
        return None
    last = snapshot.finished[-1]
    lines = [_amount(last)]
    if last.partial:
        lines.append(f"{last.partial} partial")
    if last.score is not None:
        lines.append(f"Score {round(last.score)}")
    watch = _named(last.top_mistake).capitalize() if last.top_mistake else ""
    return LastSet(_named(last.exercise).capitalize(), tuple(lines), watch)


def _table(snapshot: Snapshot) -> Table:
    rows = tuple(
        (_named(s.exercise).capitalize(), _amount(s), "–" if s.score is None else str(round(s.score))) for s in snapshot.finished
    )
    if not rows:
        return Table("Your session", (), "No sets this time.")
    count = len(rows)
    full = sum(s.full for s in snapshot.finished)
    moving = _clock(sum(s.seconds for s in snapshot.finished))
    total = [f"{count} set" if count == 1 else f"{count} sets", _reps(full), f"{moving} of movement"]
    return Table("Your session", rows, "  ·  ".join(total))


def shortened(name: str) -> str:
    """A camera's name in small print: a URL's host, a file's end, at most 20 characters."""
    if "://" in name:
        name = name.split("://", 1)[1].split("/", 1)[0].rpartition("@")[2]
    return name if len(name) <= 20 else f"…{name[-19:]}"


def _line(health: Health, right: bool) -> Line:
    parts = []
    camera = shortened(health.camera) or "camera"
    if health.camera_ok:
        if math.isfinite(health.fps):
            parts.append(f"{health.fps:.0f} fps")
        if math.isfinite(health.latency_ms):
            parts.append(f"{health.latency_ms:.0f} ms")
        if health.drops:
            parts.append(f"{health.drops} dropped")
        parts.append(camera)
    else:
        parts.append(f"{camera} gone")
    parts.append({"on": "sound on", "muted": "muted"}.get(health.sound, "no sound"))
    if health.notice and health.camera_ok:
        parts = [health.notice]
    return Line(tuple(parts), right)


def pieces(snapshot: Snapshot, health: Health, moment: Moment, kit: Kit, layout: Layout) -> list[Piece]:
    """Everything that has something to say, arranged and placed."""
    made: list[Piece] = []

    def put(name: str, panel: Panel | None, room: Room, slide: float = 1.0) -> QRectF | None:
        if panel is None:
            return None
        arrangement = _arranged(panel, kit, room.box.width(), room.box.height())
        box = room.place(arrangement.size)
        made.append(Piece(name, panel, arrangement, box, slide))
        return box

    if snapshot.stage == "asleep":
        if moment.clock:
            put("clock", Clock(moment.clock, moment.date), layout.centre)
        if health.notice:
            put("health", Line((health.notice,)), layout.health)
        return made
    line = put("health", _line(health, not layout.portrait), layout.health)
    if not health.camera_ok:
        # What was reached stays in sight, so that nobody fears for it.
        counted = snapshot.stage in COUNTED
        title = put("title", _title(snapshot) if counted else None, layout.title)
        put("count", _count(snapshot) if counted else None, _under(layout, title))
        put("side", _side(snapshot, moment.clock), layout.side)
        put("notice", Notice(health.notice or "The camera gives no picture. I am looking for it."), layout.notice)
        return made
    if snapshot.stage == "summary":
        put("table", _table(snapshot), layout.centre)
        return made
    ribbon = _ribbon(snapshot, moment.cue if kit.look.captions else None)
    put("cue", ribbon, _over(layout, line), moment.slide if moment.cue is not None else 1.0)
    title = put("title", _title(snapshot), layout.title)
    put("count", _count(snapshot), _under(layout, title))
    put("side", _side(snapshot, moment.clock), layout.side)
    put("last", _last_set(snapshot), layout.last)
    if snapshot.stage == "live":
        rows = rows_of(snapshot.joints, snapshot.faulty)
        put("bars", Bars(rows) if rows else None, layout.bars)
        if snapshot.exercise:
            put("gauge", _gauge(snapshot), layout.gauge)
    return made


def _gauge(snapshot: Snapshot) -> Gauge:
    """The marks are rounded to what can be told apart on the screen, so that the gauge is painted anew only for that; one NaN for
    all, so that equal gauges are equal."""
    partial, best = (round(x, 2) if math.isfinite(x) else math.nan for x in (snapshot.partial, snapshot.best))
    return Gauge(snapshot.target, not math.isnan(snapshot.depth), partial, best)


@lru_cache(maxsize=128)
def _arranged(panel: Panel, kit: Kit, width: float, height: float) -> Arrangement:
    """Equal panels in equal rooms are arranged once."""
    return panel.arrange(kit, QSizeF(width, height))


def _under(layout: Layout, title: QRectF | None) -> Room:
    """The count's room begins under the title."""
    room = layout.count
    if title is None:
        return room
    box = QRectF(room.box)
    box.setTop(title.bottom() + GAP * layout.unit)
    box.setHeight(min(box.height(), 560 * layout.unit))
    return Room(box, room.across, room.down)


def _over(layout: Layout, line: QRectF | None) -> Room:
    """In portrait the ribbon hugs the health line from above."""
    room = layout.cue
    if not layout.portrait or line is None:
        return room
    box = QRectF(room.box)
    box.moveBottom(line.top() - GAP * layout.unit)
    return Room(box, room.across, room.down)


class Hud:
    """Paints the pieces, keeping each as a picture for as long as it says the same.

    Attributes:
        look: the user's wishes.
    """

    def __init__(self, look: Look) -> None:
        self.look = look
        self._kept: dict[str, tuple[Arrangement, QImage]] = {}
        self._ghost: tuple[tuple[Layout, bool], QImage] | None = None

    def kit(self, layout: Layout) -> Kit:
        return Kit(self.look, layout.unit)

    def paint(self, painter: QPainter, size: tuple[int, int], snapshot: Snapshot, health: Health, moment: Moment) -> None:
        """Everything above the picture and the skeleton, on a screen of `size` pixels."""
        layout = layout_for(*size)
        kit = self.kit(layout)
        if snapshot.stage == "setup" and health.camera_ok:
            self._outline(painter, layout, not snapshot.setup_hint)
        if moment.flash is not None and snapshot.stage != "asleep":
            self._flash(painter, layout, size, moment.flash, moment.shine)
        for piece in pieces(snapshot, health, moment, kit, layout):
            # A caption slides but does not fade in: it can be read from its first picture on.
            opacity = (1.0 if piece.name == "cue" else piece.slide) * moment.wake
            at = piece.box.topLeft() + QPointF(0.0, (1.0 - piece.slide) * RISE * layout.unit)
            painter.setOpacity(opacity)
            painter.drawImage(QPointF(round(at.x()), round(at.y())), self._picture(piece, kit))
            painter.setOpacity(1.0)
            if isinstance(piece.panel, Gauge):
                piece.panel.level(painter, kit, piece.box, snapshot.depth, snapshot.reach)
            if piece.name == "count" and moment.tick < 1.0:
                self._tick(painter, kit, piece, moment.tick)

    def _picture(self, piece: Piece, kit: Kit) -> QImage:
        kept = self._kept.get(piece.name)
        if kept is not None and kept[0] is piece.arrangement:
            return kept[1]
        size = piece.arrangement.size
        image = QImage(math.ceil(size.width()), math.ceil(size.height()), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        piece.arrangement.paint(painter, kit.plate)
        painter.end()
        self._kept[piece.name] = (piece.arrangement, image)
        return image

    def _tick(self, painter: QPainter, kit: Kit, piece: Piece, tick: float) -> None:
        """The count ticks once: a rim of light that goes out."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        width = 6 * kit.unit
        painter.setPen(QPen(colour(self.look.palette.good, 1.0 - tick), width))
        inner = piece.box.adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(inner, piece.arrangement.radius, piece.arrangement.radius)

    def _flash(self, painter: QPainter, layout: Layout, size: tuple[int, int], flash: Flash, shine: float) -> None:
        """The edge of the screen lights up and goes dark: what is heard, for those who cannot hear it."""
        palette = self.look.palette
        rgb = {"good": palette.good, "guide": palette.text, "danger": palette.danger}[flash]
        width, height = size
        reach = EDGE * layout.unit
        for start, end, box in (
            ((0, 0), (reach, 0), QRectF(0, 0, reach, height)),
            ((width, 0), (width - reach, 0), QRectF(width - reach, 0, reach, height)),
            ((0, 0), (0, reach), QRectF(0, 0, width, reach)),
            ((0, height), (0, height - reach), QRectF(0, height - reach, width, reach)),
        ):
            light = QLinearGradient(*start, *end)
            light.setColorAt(0.0, colour(rgb, BRIGHT * shine))
            light.setColorAt(1.0, colour(rgb, 0.0))
            painter.fillRect(box, light)

    def _outline(self, painter: QPainter, layout: Layout, ready: bool) -> None:
        """The outline to step into; it closes and turns green when all is right."""
        key = (layout, ready)
        if self._ghost is None or self._ghost[0] != key:
            box = layout.figure
            image = QImage(math.ceil(box.width()), math.ceil(box.height()), QImage.Format.Format_ARGB32_Premultiplied)
            image.fill(Qt.GlobalColor.transparent)
            ghost = QPainter(image)
            ghost.setRenderHint(QPainter.RenderHint.Antialiasing)
            palette = self.look.palette
            line = 7 * layout.unit
            path = figure_path(box.width() - 4 * line, box.height() - 4 * line).translated(2 * line, 2 * line)
            ghost.setBrush(colour(palette.good if ready else palette.text, 0.1))
            for width, ink in (
                (line * 2.2, colour(palette.ink, 0.5)),
                (line, colour(palette.good if ready else palette.text, 0.9)),
            ):
                pen = QPen(ink, width)
                pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                if not ready:
                    pen.setDashPattern([2.2 * line / width, 2.4 * line / width])
                ghost.setPen(pen)
                ghost.drawPath(path)
                ghost.setBrush(Qt.BrushStyle.NoBrush)
            ghost.end()
            self._ghost = (key, image)
        painter.drawImage(layout.figure.topLeft(), self._ghost[1])


def veil(snapshot: Snapshot, health: Health) -> QColor | None:
    """What is laid over picture and skeleton, or None."""
    opacity = VEIL_LOST if not health.camera_ok else VEIL.get(snapshot.stage, 0.0)
    return QColor(4, 6, 9, round(opacity * 255)) if opacity else None
