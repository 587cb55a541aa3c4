"""The mannequin: the avatar's body drawn flat and calm, as one sees oneself in a mirror.

A body is a handful of convex parts (limbs that taper, a trunk, a head), each the hull of a few discs, painted from the far one
to the near one. It is drawn opaque on a picture of its own; whoever lays that on the screen chooses how faint it is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from mirror.avatar.demonstration import Take
from mirror.pose import skeleton as s
from ui.stage.marks import colour
from ui.theme import Colour, Palette, over

Floats = NDArray[np.float32]

LOOKED_DOWN_DEG = 7.0
"""The figure is seen from a little above, so that the floor under it can be told."""
_ROUND = np.stack([np.cos(a := np.linspace(0.0, 2.0 * np.pi, 20, endpoint=False)), np.sin(a)], axis=1).astype(np.float32)

_HEAD, _NECK, _CHIN = s.COUNT, s.COUNT + 1, s.COUNT + 2
"""Places beside the landmarks: the head's middle, the neck's lower end, the chin."""
_TORSO = (
    (s.LEFT_SHOULDER, 0.036),
    (s.RIGHT_SHOULDER, 0.036),
    (s.LEFT_HIP, 0.052),
    (s.RIGHT_HIP, 0.052),
)


def _paired(*discs: tuple[str, float]) -> tuple[tuple[tuple[int, float], ...], ...]:
    return tuple(tuple((s.INDEX[f"{side}_{name}"], radius) for name, radius in discs) for side in ("left", "right"))


_PARTS: tuple[tuple[tuple[int, float], ...], ...] = (
    _TORSO,
    ((_NECK, 0.034), (_CHIN, 0.03)),
    ((_HEAD, 0.062), (s.NOSE, 0.02), (_CHIN, 0.036)),
    *_paired(("shoulder", 0.034), ("elbow", 0.025)),
    *_paired(("elbow", 0.025), ("wrist", 0.018)),
    *_paired(("wrist", 0.018), ("index", 0.016), ("pinky", 0.014)),
    *_paired(("hip", 0.054), ("knee", 0.036)),
    *_paired(("knee", 0.036), ("ankle", 0.022)),
    *_paired(("ankle", 0.021), ("heel", 0.02), ("foot_index", 0.014)),
)
"""Each part as discs: (landmark, radius in shares of the height)."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """One moment of a take on the screen's plane, metres: x to the right of the mirror, y down, the floor at 0.

    Attributes:
        points: (36, 2), the landmarks and three places of the head. depth: (36,) larger is nearer.
        rods: (R, 2, 2) with rod_depth (R,). solids: hulls (M, 2).
    """

    points: Floats
    depth: Floats
    rods: Floats
    rod_depth: Floats
    radii: Floats
    solids: tuple[Floats, ...]


def turned(places: Floats, yaw_deg: float) -> tuple[Floats, Floats]:
    """(..., 3) metres of the room -> (..., 2) on the mirror's plane (y down) and (...) nearness, of a person turned `yaw_deg` to
    the own left. Mirrored like the picture: the person's left is on the left."""
    yaw, down = math.radians(yaw_deg), math.radians(LOOKED_DOWN_DEG)
    x = places[..., 0] * math.cos(yaw) + places[..., 2] * math.sin(yaw)
    z = places[..., 2] * math.cos(yaw) - places[..., 0] * math.sin(yaw)
    y = places[..., 1]
    flat = np.stack([-x, -(y * math.cos(down) - z * math.sin(down))], axis=-1).astype(np.float32)
    return flat, np.asarray(z * math.cos(down) + y * math.sin(down), np.float32)


def seen(take: Take, moment: int, yaw_deg: float) -> Seen:
    """A moment of the take from where the mirror hangs."""
    body = take.points[moment]
    points, depth = turned(np.concatenate([body, _head(body)]), yaw_deg)
    rods, rod_depth = turned(take.rods[moment], yaw_deg)
    return Seen(
        points,
        depth,
        rods,
        rod_depth.mean(axis=-1) if len(rods) else np.zeros(0, np.float32),
        take.radii,
        tuple(turned(solid[moment], yaw_deg)[0] for solid in take.solids),
    )


def _head(body: Floats) -> Floats:
    ears = (body[s.LEFT_EAR] + body[s.RIGHT_EAR]) / 2
    shoulders = (body[s.LEFT_SHOULDER] + body[s.RIGHT_SHOULDER]) / 2
    mouth = (body[s.INDEX["mouth_left"]] + body[s.INDEX["mouth_right"]]) / 2
    up = ears - (shoulders + mouth) / 2
    up = up / max(float(np.linalg.norm(up)), 1e-6)
    return np.stack([ears + 0.02 * up, shoulders, mouth * 0.7 + ears * 0.3 - 0.03 * up]).astype(np.float32)


def extent(take: Take, yaw_deg: float, height_m: float, *, things: bool = True) -> QRectF:
    """What the whole take covers on the mirror's plane, metres; bars that stick out far are left out."""
    flat, _ = turned(take.points, yaw_deg)
    solids = [turned(solid, yaw_deg)[0].reshape(-1, 2) for solid in take.solids] if things else []
    spread = np.concatenate([flat.reshape(-1, 2), *solids])
    # Landmarks lie inside the body, the eyes well below the crown.
    low, high = spread.min(axis=0) - np.array([0.06, 0.1]) * height_m, spread.max(axis=0) + 0.06 * height_m
    return QRectF(float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1]))


@dataclass(frozen=True, slots=True)
class Place:
    """How metres of the mirror's plane lie on a picture: pixels a metre, and where (0, 0) is."""

    scale: float
    x: float
    y: float

    def points(self, flat: Floats) -> Floats:
        placed: Floats = flat * np.float32(self.scale) + np.array([self.x, self.y], np.float32)
        return placed


def fitted(box: QRectF, metres: QRectF, most: float) -> Place:
    """The metres in the middle of the pixels' box, standing on its lower edge; at most `most` pixels a metre."""
    scale = min(box.width() / metres.width(), box.height() / metres.height(), most)
    return Place(scale, box.center().x() - metres.center().x() * scale, box.bottom() - metres.bottom() * scale)


@dataclass(frozen=True, slots=True)
class Ink:
    """How a mannequin is drawn.

    Attributes:
        fill: of the parts near the mirror; far ones are darker. seam: between the parts, and things. hollow: outline only,
            dashed: what is wrong, so that it differs not by colour alone.
    """

    fill: Colour
    seam: Colour
    hollow: bool = False


def hulls(view: Seen, place: Place, height_m: float) -> Iterator[tuple[Floats, float]]:
    """The body's parts as (M, 2) convex outlines in pixels, with their nearness."""
    points = place.points(view.points)
    for part in _PARTS:
        index = [i for i, _ in part]
        radii = np.array([radius for _, radius in part], np.float32) * (height_m * place.scale)
        discs = points[index][:, None] + _ROUND[None] * radii[:, None, None]
        yield hull(discs.reshape(-1, 2)), float(view.depth[index].mean())


def hull(points: Floats) -> Floats:
    """(n, 2) -> (m, 2) the convex outline around them."""
    return np.asarray(cv2.convexHull(points)[:, 0], np.float32)


def polygon(outline: Floats) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in outline.tolist()])


def paint(painter: QPainter, view: Seen, place: Place, height_m: float, ink: Ink, palette: Palette) -> None:
    """The body with what it holds and lies on, far parts first."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    parts = sorted(((near, polygon(outline)) for outline, near in hulls(view, place, height_m)), key=lambda part: part[0])
    line = max(0.0075 * height_m * place.scale, 1.0)
    if ink.hollow:
        _hollow(painter, [outline for _, outline in parts], ink, line)
        return
    things = over(palette.muted, 0.5, palette.ink)
    painter.setPen(QPen(colour(palette.ink), line * 0.7))
    painter.setBrush(colour(over(palette.muted, 0.34, palette.ink)))
    for solid in view.solids:
        painter.drawPolygon(polygon(hull(place.points(solid))))
    seam = QPen(colour(ink.seam), line)
    seam.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    nearest, farthest = parts[-1][0], parts[0][0]
    rods = sorted(zip(view.rod_depth.tolist(), place.points(view.rods).tolist(), view.radii.tolist(), strict=True))
    for near, outline in parts:
        while rods and rods[0][0] < near:
            _rod(painter, rods.pop(0), place.scale, things)
        share = 0.0 if nearest - farthest < 1e-6 else (near - farthest) / (nearest - farthest)
        painter.setPen(seam)
        painter.setBrush(colour(over(ink.fill, 0.72 + 0.28 * share, ink.seam)))
        painter.drawPolygon(outline)
    for rod in rods:
        _rod(painter, rod, place.scale, things)


def _rod(painter: QPainter, rod: tuple[float, list[list[float]], float], scale: float, ink: Colour) -> None:
    _, (a, b), radius = rod
    pen = QPen(colour(ink), max(2.0 * radius * scale, 1.5))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(*a), QPointF(*b))


def _hollow(painter: QPainter, parts: list[QPolygonF], ink: Ink, line: float) -> None:
    """The outline of the whole body: every part drawn wide, then hollowed out again."""
    silhouette(painter, parts, colour(ink.fill), 2.2 * line, colour(over(ink.fill, 0.2, ink.seam)))


def silhouette(painter: QPainter, parts: list[QPolygonF], edge: QColor, width: float, inside: QColor) -> None:
    """One outline around all parts, `width` pixels wide, and one flat inside (which may be transparent)."""
    pen = QPen(edge, 2.0 * width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(edge)
    for outline in parts:
        painter.drawPolygon(outline)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inside)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    for outline in parts:
        painter.drawPolygon(outline)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
