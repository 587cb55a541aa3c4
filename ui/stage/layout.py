"""Where things may stand: rooms at the edges, inside a margin of 5 %, around a middle that belongs to the person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSizeF

from mirror.events import Stage
from ui.theme.type import PIXELS_PER_POINT

MARGIN = 0.05
"""Of the width left and right, of the height above and below."""
GAP = 20.0
"""Between pieces, at 1080 lines."""

Across = Literal["left", "centre", "right"]
Down = Literal["top", "centre", "bottom"]


@dataclass(frozen=True, slots=True)
class Room:
    """What a piece may take, and the corner it hugs."""

    box: QRectF
    across: Across
    down: Down

    def place(self, size: QSizeF) -> QRectF:
        """A piece of this size in its corner, on whole pixels (a cached picture is laid 1:1)."""
        shares = {"left": 0.0, "centre": 0.5, "right": 1.0, "top": 0.0, "bottom": 1.0}
        x = self.box.left() + (self.box.width() - size.width()) * shares[self.across]
        y = self.box.top() + (self.box.height() - size.height()) * shares[self.down]
        return QRectF(QPointF(round(x), round(y)), size)


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The rooms for one size of screen.

    Attributes:
        width, height: pixels.
        unit: one pixel of the design, which was drawn at 1080x1920 and 1920x1080.
        title, side, count, bars, gauge, cue, health: the HUD's rooms; none overlaps another.
        last: in place of bars and gauge while somebody rests.
        centre: for what is shown when nobody trains: table, clock. notice: for a sentence in place of the picture.
        figure: the outline to step into.
        demo: for the demonstrator's plate in each stage that has one; in the live set the bars may take it.
        verdict: what to change about the view, while somebody sets up. low_cue: the sentence in a rest.
        menu, hints: what can be chosen and by which gesture. fault: what is wrong at a moment of a replay.
        wide: for a long sentence, while nobody trains.
    """

    width: int
    height: int
    unit: float
    title: Room
    side: Room
    count: Room
    bars: Room
    last: Room
    gauge: Room
    cue: Room
    health: Room
    centre: Room
    notice: Room
    figure: QRectF
    demo: Mapping[Stage, QRectF]
    verdict: Room
    low_cue: Room
    menu: Room
    hints: Room
    fault: Room
    wide: Room

    def demo_for(self, stage: Stage) -> QRectF | None:
        """Where the demonstrator's plate stands in this stage, None: nowhere."""
        return self.demo.get(stage)

    @property
    def portrait(self) -> bool:
        return self.height > self.width

    @property
    def safe(self) -> QRectF:
        """Inside the margins."""
        return _safe(self.width, self.height)

    @property
    def middle(self) -> QRectF:
        """The trunk of a person who stands in the middle: nothing of the HUD covers it while somebody trains."""
        if self.portrait:
            return QRectF(self.width * 0.42, self.height * 0.33, self.width * 0.16, self.height * 0.4)
        return QRectF(self.width * 0.36, self.height * 0.05, self.width * 0.28, self.height * 0.9)

    def pixels(self, points: float) -> float:
        """Points at 1080 lines to pixels of this screen."""
        return points * PIXELS_PER_POINT * self.unit


def _safe(width: int, height: int) -> QRectF:
    return QRectF(width * MARGIN, height * MARGIN, width * (1 - 2 * MARGIN), height * (1 - 2 * MARGIN))


@lru_cache(maxsize=16)
def layout_for(width: int, height: int) -> Layout:
    """The rooms for a screen of this many pixels."""
    if width < 1 or height < 1:
        raise ValueError(f"a screen of {width}x{height} pixels has no room")
    return _portrait(width, height) if height > width else _landscape(width, height)


def _portrait(width: int, height: int) -> Layout:
    unit = min(width / 1080, height / 1700)
    safe = _safe(width, height)
    gap = GAP * unit
    health_height = 104 * unit
    cue_height = 236 * unit
    health = QRectF(safe.left(), safe.bottom() - health_height, safe.width(), health_height)
    cue = QRectF(safe.left(), health.top() - gap - cue_height, safe.width(), cue_height)
    title = QRectF(safe.left(), safe.top(), safe.width() * 0.64 - gap, 280 * unit)
    side = QRectF(title.right() + gap, safe.top(), safe.right() - title.right() - gap, 280 * unit)
    low_top = safe.top() + safe.height() * 0.47
    low = cue.top() - gap - low_top
    gauge = QRectF(safe.left(), low_top, 132 * unit, low)
    bars_width = min(safe.width() * 0.335, 420 * unit)
    bars = QRectF(safe.right() - bars_width, low_top, bars_width, low)
    # The count hugs the title from below; its room ends where the gauge's begins.
    count_width = min(safe.width() * 0.4, 480 * unit)
    count = QRectF(safe.left(), safe.top(), count_width, low_top - gap - safe.top())
    figure_height = height * 0.66
    figure_width = min(figure_height * 0.5, safe.width() * 0.8)
    figure = QRectF((width - figure_width) / 2, height * 0.1, figure_width, figure_height)
    centre = QRectF(safe.left(), safe.top(), safe.width(), health.top() - gap - safe.top())
    # Beside the outline of a standing person there is this much.
    slim = min(safe.width() * 0.295, 300 * unit)
    beside_height = min(low_top - gap - side.bottom() - gap, 1.3 * slim)
    beside = QRectF(safe.right() - slim, side.bottom() + gap, slim, beside_height)
    rest_height = min(low, 1.2 * 0.4 * safe.width())
    rest = QRectF(safe.left(), low_top + low - rest_height, safe.width() * 0.4, rest_height)
    menu_top = safe.top() + safe.height() * 0.56
    menu = QRectF(safe.left(), menu_top, safe.width(), (cue.top() - gap - menu_top))
    choose = QRectF(safe.left(), side.bottom() + gap, safe.width(), menu_top - gap - side.bottom() - gap)
    last_width = safe.width() * 0.4
    last = QRectF(safe.right() - last_width, side.bottom() + gap, last_width, low_top + low - side.bottom() - gap)
    return Layout(
        width,
        height,
        unit,
        title=Room(title, "left", "top"),
        side=Room(side, "right", "top"),
        count=Room(count, "left", "top"),
        bars=Room(bars, "right", "bottom"),
        last=Room(last, "right", "bottom"),
        gauge=Room(gauge, "left", "bottom"),
        cue=Room(cue, "centre", "bottom"),
        health=Room(health, "centre", "bottom"),
        centre=Room(centre, "centre", "centre"),
        notice=Room(QRectF(safe.left(), low_top, safe.width(), low), "centre", "centre"),
        figure=figure,
        demo={"live": beside, "setup": beside, "countdown": beside, "rest": rest, "choosing": choose},
        verdict=Room(QRectF(safe.left(), beside.top(), slim, beside.height()), "left", "top"),
        low_cue=Room(cue, "centre", "bottom"),
        menu=Room(menu, "centre", "centre"),
        hints=Room(cue, "centre", "bottom"),
        wide=Room(cue, "centre", "bottom"),
        fault=Room(QRectF(safe.left(), side.bottom() + gap, safe.width() * 0.6, 200 * unit), "left", "top"),
    )


def _landscape(width: int, height: int) -> Layout:
    unit = min(height / 1080, width / 1760)
    safe = _safe(width, height)
    gap = GAP * unit
    column = min(width * 0.285, 560 * unit)
    health_height = 116 * unit
    side_height = 206 * unit
    cue_height = 300 * unit
    left, right = safe.left(), safe.right() - column
    health = QRectF(right, safe.bottom() - health_height, column, health_height)
    side = QRectF(right, safe.top(), column, side_height)
    low_top = side.bottom() + gap
    low = health.top() - gap - low_top
    gauge_width = 132 * unit
    bars = QRectF(right + gauge_width + gap, low_top, column - gauge_width - gap, low)
    # The gauge stands beside the bars and is about as high as three of them.
    high = min(low, 470 * unit)
    gauge = QRectF(right, low_top + low - high, gauge_width, high)
    between = QRectF(left + column + gap, safe.top(), right - left - column - 2 * gap, safe.height())
    title = QRectF(left, safe.top(), column, 264 * unit)
    cue = QRectF(left, safe.bottom() - cue_height, column, cue_height)
    count = QRectF(left, safe.top(), column, cue.top() - gap - safe.top())
    beside = QRectF(right, low_top, column, 250 * unit)
    under = title.top() + 480 * unit
    last_top = safe.top() + 84 * unit + gap
    hints = QRectF(left, safe.bottom() - health_height, right - left - gap, health_height)
    menu_height = 250 * unit
    menu = QRectF(left, health.top() - gap - menu_height, safe.width(), menu_height)
    choose = QRectF(between.left(), safe.top(), between.width(), menu.top() - gap - safe.top())
    figure_height = height * 0.86
    figure_width = min(figure_height * 0.5, width * 0.36)
    figure = QRectF((width - figure_width) / 2, height * 0.07, figure_width, figure_height)
    return Layout(
        width,
        height,
        unit,
        title=Room(title, "left", "top"),
        side=Room(side, "right", "top"),
        count=Room(count, "left", "top"),
        bars=Room(bars, "right", "bottom"),
        last=Room(QRectF(right, last_top, column, low_top + low - last_top), "right", "bottom"),
        gauge=Room(gauge, "left", "bottom"),
        cue=Room(cue, "left", "bottom"),
        health=Room(health, "right", "bottom"),
        centre=Room(QRectF(safe.left(), safe.top(), safe.width(), health.top() - gap - safe.top()), "centre", "centre"),
        notice=Room(between, "centre", "centre"),
        figure=figure,
        demo={
            "live": beside,
            "setup": QRectF(right, low_top, column, min(low, 400 * unit)),
            "countdown": QRectF(right, low_top, column, min(low, 400 * unit)),
            "rest": QRectF(left, under, column, safe.bottom() - under),
            "choosing": choose,
        },
        verdict=Room(QRectF(left, title.bottom() + gap, column, cue.top() - title.bottom() - 2 * gap), "left", "top"),
        low_cue=Room(QRectF(between.left(), cue.top(), between.width(), cue.height()), "centre", "bottom"),
        menu=Room(menu, "centre", "bottom"),
        hints=Room(hints, "left", "bottom"),
        wide=Room(QRectF(left, cue.top(), right - left - gap, cue.height()), "left", "bottom"),
        fault=Room(QRectF(left, title.bottom() + gap, column, 220 * unit), "left", "top"),
    )
