"""The demonstrator: which figures a moment calls for, and those figures as pictures ready to be laid on the screen.

The avatar shows the exercise as the person would see it in the mirror, shows after a mistake the wrong way beside the right one,
and gives the outline to step into. All of it happens on the thread that makes the camera's picture ready (see `Glass`); poses
come from a worker of their own, so that neither picture nor window waits for them.
"""

from __future__ import annotations

import logging
import math
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from mirror.avatar.demonstration import Demonstration, Take, demonstrate, standing
from mirror.errors import ExerciseError
from mirror.events import Stage
from mirror.pose import skeleton as s
from mirror.snapshot import Snapshot
from ui.stage import mannequin
from ui.stage.layout import Layout, layout_for
from ui.stage.marks import colour
from ui.stage.motion import CUE_LONGEST_S
from ui.stage.skeleton import landmarks_of
from ui.theme import Look

log = logging.getLogger(__name__)

VIEW_DEG: dict[str, float] = {"front": 0.0, "oblique": 40.0, "side": 75.0, "back": 180.0}
"""How far the figure is turned where nobody's own view is known."""
STEP_DEG = 15.0
"""The figure follows the person's turn in such steps, calmly."""
CALM_S = 0.7
STANDING_M = 1.9
"""Height of the room that a standing outline fills: a person of 1.72 m and some air."""
LEARNT = 1
"""Repetitions in a set after which nobody needs to be shown the exercise any more."""
STEPS = 12
"""Of the outline's filling."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be shown. exercise: "" for somebody who stands. mistake: beside it, or None. yaw_deg: NaN for the best view."""

    exercise: str
    mistake: str | None = None
    yaw_deg: float = math.nan


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """A picture with its place on the screen, pixels."""

    image: QImage
    x: int
    y: int


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """What the demonstrator adds to a picture.

    Attributes:
        demo: the showing, for the plate `Layout.demo_for`. pair: a mistake stands beside it. apart: side by side.
        ghost: the outline to step into.
    """

    demo: Laid | None = None
    pair: bool = False
    apart: bool = False
    ghost: Laid | None = None


NOTHING = Figures()


def wish_of(snapshot: Snapshot) -> Wish | None:
    """What this moment calls for, None: nothing."""
    if snapshot.calibrating is not None or snapshot.replay is not None:
        return None
    yaw = snapshot.view.yaw_deg + snapshot.verdict.turn_deg
    match snapshot.stage:
        case "choosing" if snapshot.menu is not None and snapshot.menu.choices:
            choice = snapshot.menu.choices[snapshot.menu.selected]
            name = choice.exercise or choice.name
            return Wish(name) if name else None
        case "setup" | "countdown" if snapshot.exercise:
            return Wish(snapshot.exercise, None, yaw)
        case "rest" if snapshot.finished:
            last = snapshot.finished[-1]
            if snapshot.plan is not None and snapshot.exercise and snapshot.exercise != last.exercise:
                # What the plan asks for next goes before what was wrong in what is done.
                return Wish(snapshot.exercise, None, yaw)
            return Wish(last.exercise, last.top_mistake, yaw)
        case "live" if snapshot.exercise:
            cue = snapshot.cue
            fresh = cue is not None and snapshot.t - cue.since <= CUE_LONGEST_S
            if cue is not None and fresh and cue.kind == "correction" and cue.mistake:
                return Wish(snapshot.exercise, cue.mistake, yaw)
            if snapshot.reps < LEARNT and snapshot.hold_s is None and not snapshot.partials:
                return Wish(snapshot.exercise, None, yaw)
    return None


def fit(person: NDArray[np.float32], figure: NDArray[np.float32]) -> float:
    """How well a person fits a figure, both as (n, 2) pixels of the same landmarks: overlap of their boxes, 0..1."""
    if not len(person) or not len(figure):
        return 0.0
    low = np.maximum(person.min(axis=0), figure.min(axis=0))
    high = np.minimum(person.max(axis=0), figure.max(axis=0))
    shared = float(np.prod(np.maximum(high - low, 0.0)))
    areas = [float(np.prod(np.maximum(np.ptp(points, axis=0), 1.0))) for points in (person, figure)]
    return shared / (sum(areas) - shared)


class Demonstrator:
    """Makes the figures of picture after picture.

    Attributes:
        look: the user's wishes; may be replaced between two pictures.
    """

    def __init__(self, look: Look, *, still: bool = False, patient: bool = False) -> None:
        """`still`: figures hold their deepest position (a single drawing). `patient`: wait for what is not there yet."""
        self.look = look
        self._still, self._patient = still, patient
        self._worker = ThreadPoolExecutor(1, "demonstration")
        self._asked: dict[tuple[str, str | None], Future[Demonstration]] = {}
        self._wish: Wish | None = None
        self._began = self._t = 0.0
        self._yaw = math.nan
        self._shown: tuple[object, Laid, bool] | None = None
        self._metres: tuple[object, QRectF] | None = None
        self._ghost: tuple[object, Laid] | None = None

    def close(self) -> None:
        """The worker ends with what it does just now."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def step(self, snapshot: Snapshot, size: tuple[int, int], person: NDArray[np.float32] | None) -> Figures:
        """The figures for this picture on a screen of `size`; `person`: (33, 2) landmarks on the screen, NaN where not seen."""
        layout = layout_for(*size)
        gap, self._t = snapshot.t - self._t, snapshot.t
        wish = wish_of(snapshot)
        outlined = snapshot.stage == "setup" and snapshot.calibrating is None and snapshot.replay is None
        ghost = self._outline(snapshot, layout, wish, person, gap) if outlined else None
        if wish is None or layout.demo_for(snapshot.stage) is None:
            self._wish = None
            return Figures(ghost=ghost)
        shown = self._found(wish.exercise, wish.mistake)
        if shown is None:
            return Figures(ghost=ghost)
        if self._wish is None or (self._wish.exercise, self._wish.mistake) != (wish.exercise, wish.mistake):
            self._began = snapshot.t
        self._wish = wish
        yaw = self._turn(wish.yaw_deg, shown, gap)
        still = self._still or self.look.calm
        moment = shown.peak if still else (snapshot.t - self._began) * shown.fps % len(shown.right)
        key = (shown, layout, snapshot.stage, round(yaw), int(moment), self.look)
        if self._shown is None or self._shown[0] != key:
            self._shown = (key, *self._showing(shown, layout, snapshot.stage, float(round(yaw)), int(moment)))
        return Figures(self._shown[1], shown.wrong is not None, self._shown[2], ghost)

    def _found(self, exercise: str, mistake: str | None) -> Demonstration | None:
        """The showing, or None while it is being made, or where the avatar cannot show it."""
        key = (exercise, mistake)
        if key not in self._asked:
            if len(self._asked) > 24:
                self._asked.pop(next(iter(self._asked)))
            self._asked[key] = self._worker.submit(demonstrate, exercise, mistake)
        future = self._asked[key]
        if not future.done() and not self._patient:
            return None
        try:
            return future.result()
        except ExerciseError as error:
            log.debug("nothing is shown: %s", error)
            return None

    def _turn(self, wanted: float, shown: Demonstration, gap: float) -> float:
        """The figure's turn: the person's own in steps, approached calmly; the exercise's best view where that is unknown."""
        aim = VIEW_DEG[shown.view] if math.isnan(wanted) else round(wanted / STEP_DEG) * STEP_DEG
        if math.isnan(self._yaw) or not 0.0 <= gap < 2.0 or self._still:
            self._yaw = aim
        else:
            away = (aim - self._yaw + 180.0) % 360.0 - 180.0
            self._yaw += away * (1.0 - math.exp(-gap / CALM_S))
        return self._yaw

    def _showing(self, shown: Demonstration, layout: Layout, stage: Stage, yaw: float, moment: int) -> tuple[Laid, bool]:
        plate = layout.demo_for(stage)
        assert plate is not None
        inset = 18 * layout.unit
        box = plate.adjusted(inset, inset, -inset, -inset)
        image = _blank(box)
        inner = QRectF(0, 0, box.width(), box.height())
        takes = [shown.right] if shown.wrong is None else [shown.wrong, shown.right]
        metres = self._extent(shown, takes, yaw)
        apart = len(takes) == 2 and metres.width() / metres.height() < inner.width() / inner.height() / 1.1
        boxes = [inner] * len(takes)
        if apart:
            half = inner.width() / 2
            boxes = [QRectF(0, 0, half, inner.height()), QRectF(half, 0, half, inner.height())]
        painter = QPainter(image)
        for take, room in zip(takes, boxes, strict=True):
            place = mannequin.fitted(room, metres, box.height() / 1.2)
            self._paint(painter, take, moment, yaw, place, shown)
        painter.end()
        return Laid(image, round(box.left()), round(box.top())), apart

    def _extent(self, shown: Demonstration, takes: list[Take], yaw: float) -> QRectF:
        """What all of it covers, metres; the same for as long as the figure is not turned."""
        if self._metres is None or self._metres[0] != (shown, yaw):
            metres = QRectF()
            for take in takes:
                metres = metres.united(mannequin.extent(take, yaw, shown.height_m))
            self._metres = ((shown, yaw), metres)
        return self._metres[1]

    def _paint(
        self, painter: QPainter, take: Take, moment: int, yaw: float, place: mannequin.Place, shown: Demonstration
    ) -> None:
        palette = self.look.palette
        view = mannequin.seen(take, moment, yaw)
        if take is shown.wrong:
            mannequin.paint(painter, view, place, shown.height_m, mannequin.Ink(palette.muted, palette.ink, True), palette)
            places = place.points(view.points)
            radius = 0.045 * shown.height_m * place.scale
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for i in {i for name in shown.joints for i in landmarks_of(name)}:
                for width, ink in ((0.62, palette.ink), (0.4, palette.attention)):
                    painter.setPen(QPen(colour(ink), radius * width))
                    painter.drawEllipse(QPointF(*places[i].tolist()), radius, radius)
            return
        mannequin.paint(painter, view, place, shown.height_m, mannequin.Ink(palette.good, palette.ink), palette)

    # -- the outline to step into -------------------------------------------------------------------------------------

    def _outline(
        self, snapshot: Snapshot, layout: Layout, wish: Wish | None, person: NDArray[np.float32] | None, gap: float
    ) -> Laid:
        """Where and how large to stand, in the exercise's rest position; it fills as the person fits and is whole when all is
        right."""
        shown = standing() if wish is None else self._found(wish.exercise, None) or standing()
        upright = shown.posture not in ("prone", "supine")
        yaw = 0.0 if wish is None else self._turn(wish.yaw_deg, shown, gap)
        if not upright and math.isnan(snapshot.view.yaw_deg):
            yaw = VIEW_DEG[shown.view]
        yaw = round(yaw / 5.0) * 5.0
        view = mannequin.seen(shown.right, 0, yaw)
        metres = QRectF(-STANDING_M / 4, -STANDING_M * 0.955, STANDING_M / 2, STANDING_M)
        metres = metres.united(_rest(shown, yaw))
        room = layout.figure
        wide = QRectF(layout.safe.left(), room.top(), layout.safe.width(), room.height())
        place = mannequin.fitted(room if upright else wide, metres, room.height() / STANDING_M)
        ready = not snapshot.setup_hint
        share = 1.0 if ready else 0.0
        if person is not None:
            known = ~np.isnan(person[:, 0])
            if not ready:
                share = fit(person[known], place.points(view.points[: s.COUNT])[known])
                share = min(max((share - 0.15) / 0.65, 0.0), 0.92)
            elif upright and known.any():
                place = _around(person[known], view.points[: s.COUNT][known], place)
        level = round(share * STEPS)
        key = (layout, shown, yaw, level, place, self.look)
        if self._ghost is None or self._ghost[0] != key:
            self._ghost = (key, self._ghosted(view, place, layout, shown, level / STEPS, ready))
        return self._ghost[1]

    def _ghosted(
        self, view: mannequin.Seen, place: mannequin.Place, layout: Layout, shown: Demonstration, share: float, ready: bool
    ) -> Laid:
        palette = self.look.palette
        line = 5 * layout.unit
        outlines = [outline for outline, _ in mannequin.hulls(view, place, shown.height_m)]
        every = np.concatenate(outlines)
        low, high = every.min(axis=0), every.max(axis=0)
        room = 3 * line
        box = QRectF(low[0] - room, low[1] - room, high[0] - low[0] + 2 * room, high[1] - low[1] + 2 * room)
        corner = np.array([round(box.left()), round(box.top())], np.float32)
        image = _blank(box)
        parts = [mannequin.polygon(outline - corner) for outline in outlines]
        painter = QPainter(image)
        ink = palette.good if ready else palette.text
        nothing = colour(palette.good, 0.0)
        mannequin.silhouette(painter, parts, colour(palette.ink, 0.42), 2.0 * line, nothing)
        mannequin.silhouette(painter, parts, colour(ink, 0.92), line, colour(palette.text, 0.1))
        if share > 0.0:
            top = (high[1] - corner[1]) - share * (high[1] - low[1])
            painter.setClipRect(QRectF(0, float(top), image.width(), image.height()))
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(palette.good, 0.34))
            for part in parts:
                painter.drawPolygon(part)
        painter.end()
        return Laid(image, int(corner[0]), int(corner[1]))


def _around(person: NDArray[np.float32], figure: NDArray[np.float32], place: mannequin.Place) -> mannequin.Place:
    """The figure (metres) laid over the person (pixels, the same landmarks) who fits: it settles where they stand. In steps of a
    share of its size, so that it is not painted anew for every breath."""
    tall = float(np.ptp(figure[:, 1]))
    if tall < 0.5:
        return place
    scale = round(float(np.ptp(person[:, 1])) / tall / place.scale / 0.02) * 0.02 * place.scale
    step = 0.02 * STANDING_M * place.scale
    low, high = person.min(axis=0), person.max(axis=0)
    middle, floor = (figure[:, 0].min() + figure[:, 0].max()) / 2, figure[:, 1].max()
    x, y = float((low[0] + high[0]) / 2 - middle * scale), float(high[1] - floor * scale)
    return mannequin.Place(scale, round(x / step) * step, round(y / step) * step)


def _rest(shown: Demonstration, yaw: float) -> QRectF:
    """What the rest position covers, metres of the mirror's plane."""
    take = shown.right
    first = Take(take.points[:1], take.rods[:1], take.radii, ())
    return mannequin.extent(first, yaw, shown.height_m)


def _blank(box: QRectF) -> QImage:
    image = QImage(max(1, math.ceil(box.width())), max(1, math.ceil(box.height())), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image
