"""The skeleton layer: tapered limbs and joint discs on the person's body in the mirrored picture.

A joint's colour is its score; it fades with visibility; what the view cannot tell is hollow. A joint that is wrong now wears
a ring too, so that colour is never the only sign.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPen, QPolygonF

from mirror.pose import skeleton as s
from mirror.pose.core import Pose
from mirror.snapshot import JointScore
from ui.stage.marks import colour
from ui.theme import Colour, Palette

CLEAR = 0.7
"""Visibility from which on a landmark is drawn in full colour."""
DOUBTFUL = 0.35
"""Visibility under which a landmark is a guess: hollow."""
GONE = 0.08
"""Visibility under which nothing is drawn."""
PLAIN = 0.62
"""Opacity of a limb without a score, of that of a scored one."""

_LEFT, _RIGHT = "left_", "right_"
_MEANING: dict[str, tuple[str, ...]] = {
    "body_line": ("hip",),
    "neck": ("shoulder",),
    "thigh": ("hip", "knee"),
    "shin": ("knee", "ankle"),
    "upper_arm": ("shoulder", "elbow"),
    "forearm": ("elbow", "wrist"),
    "knee_valgus": ("knee",),
    "wrist_height": ("wrist",),
    "knee_height": ("knee",),
    "elbow_forward": ("elbow",),
    "knee_forward": ("knee",),
    "hip_height": ("hip",),
    "torso_lean": ("shoulder", "hip"),
    "torso_forward": ("shoulder", "hip"),
    "torso_side": ("shoulder", "hip"),
    "torso_twist": ("shoulder",),
    "stance_width": ("ankle",),
    "stance_split": ("ankle",),
    "hand_width": ("wrist",),
    "elbow_width": ("elbow",),
    "hip_sag": ("hip",),
    "shoulder_level": ("shoulder",),
    "knee_gap": ("knee",),
    "front_knee_forward": ("knee",),
    "toe_out": ("ankle", "foot_index"),
    "bent_knee": ("knee",),
    "bent_hip": ("hip",),
    "open_shoulder": ("shoulder",),
    "same_side_lead": ("shoulder", "hip"),
    "lifted_knee": ("knee",),
    "arm_lead": ("elbow", "hip"),
    "hand_split": ("wrist",),
    "hands_forward": ("wrist",),
    "hands_aside": ("wrist",),
}
"""Which joints of the figure a measure is about."""

_RADII = np.full(s.COUNT, 0.075)
_RADII[[s.LEFT_SHOULDER, s.RIGHT_SHOULDER, s.LEFT_HIP, s.RIGHT_HIP]] = 0.095
_RADII[[s.LEFT_KNEE, s.RIGHT_KNEE]] = 0.085
_RADII[[s.LEFT_WRIST, s.RIGHT_WRIST, s.LEFT_ANKLE, s.RIGHT_ANKLE]] = 0.06
_RADII[[s.LEFT_INDEX, s.RIGHT_INDEX, s.LEFT_HEEL, s.RIGHT_HEEL, s.LEFT_FOOT, s.RIGHT_FOOT]] = 0.035
_DISCS = s.BODY
_TRUNK = frozenset(
    {
        (s.LEFT_SHOULDER, s.RIGHT_SHOULDER),
        (s.LEFT_HIP, s.RIGHT_HIP),
        (s.LEFT_SHOULDER, s.LEFT_HIP),
        (s.RIGHT_SHOULDER, s.RIGHT_HIP),
    }
)


def landmarks_of(name: str) -> tuple[int, ...]:
    """The landmarks that a joint's or measure's name is about ("left_knee", "knee_gap", "left_foot_index"); () for others."""
    if name in s.INDEX:
        return (s.INDEX[name],)
    side = _LEFT if name.startswith(_LEFT) else _RIGHT if name.startswith(_RIGHT) else ""
    bare = name.removeprefix(side)
    found = [
        s.INDEX[where + part]
        for part in _MEANING.get(bare, (bare,))
        for where in ((side,) if side else (_LEFT, _RIGHT))
        if where + part in s.INDEX
    ]
    return tuple(found)


def worst_scores(joints: Iterable[JointScore]) -> dict[int, float | None]:
    """The worst score at each landmark; None where something is asked of it that the view cannot tell, and nothing else is."""
    scores: dict[int, float | None] = {}
    for joint in joints:
        told = None if joint.score is None or math.isnan(joint.score) else joint.score
        for i in landmarks_of(joint.name):
            before = scores.get(i)
            scores[i] = told if before is None else before if told is None else min(before, told)
    return scores


def screen_size(points: NDArray[np.float32]) -> float:
    """Length of the trunk on the screen, pixels: the measure of every width. At least a quarter of the body's extent, for a
    person seen from above or bending towards the camera. NaN without a trunk."""
    trunk = (points[s.LEFT_SHOULDER] + points[s.RIGHT_SHOULDER] - points[s.LEFT_HIP] - points[s.RIGHT_HIP]) / 2
    length = float(np.hypot(trunk[0], trunk[1]))
    seen = points[list(s.BODY)]
    seen = seen[~np.isnan(seen[:, 0])]
    if len(seen) < 2:
        return length
    extent = float(np.max(seen.max(axis=0) - seen.min(axis=0)))
    return extent / 4 if math.isnan(length) else max(length, extent / 4)


def paint_skeleton(
    painter: QPainter,
    palette: Palette,
    pose: Pose,
    points: NDArray[np.float32],
    joints: tuple[JointScore, ...] = (),
    faulty: tuple[str, ...] = (),
) -> None:
    """Draw the person. `points`: (33, 2) float32, the pose's landmarks in pixels of the screen, already mirrored."""
    size = screen_size(points)
    if math.isnan(size) or size < 2:
        return
    scores = worst_scores(joints)
    wrong = {i for name in faulty for i in landmarks_of(name)}
    visible = np.where(np.isnan(points[:, 0]), 0.0, np.nan_to_num(pose.visibility))
    radii = _RADII * size * 0.62
    edge = QPen(colour(palette.ink, 0.6), 1.0)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    places = points.tolist()
    for a, b in s.EDGES:
        sure = min(float(visible[a]), float(visible[b]))
        if sure < GONE:
            continue
        hollow = sure < DOUBTFUL or _untold(scores, a, b)
        thin = 0.62 if (a, b) in _TRUNK else 0.8
        limb = _limb(places[a], places[b], float(radii[a]) * thin, float(radii[b]) * thin)
        if limb is None:
            continue
        inks = _ink(palette, scores.get(a)), _ink(palette, scores.get(b))
        opacity = _opacity(sure)
        if hollow:
            _dashed(painter, inks[0], opacity, size)
            painter.drawLine(limb[0], limb[1])
            painter.drawLine(limb[2], limb[3])
            continue
        # An antialiased polygon costs ten times a plain one: only its edge is drawn smooth, as a line of one pixel.
        form = QPolygonF(limb)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_along(places[a], places[b], *(_shaded(palette, ink, opacity) for ink in inks)))
        painter.drawPolygon(form)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(edge)
        painter.drawPolygon(form)
    for i in _DISCS:
        sure = float(visible[i])
        if sure < GONE:
            continue
        told = i not in scores or scores[i] is not None
        sprite = _disc(
            palette,
            _ink(palette, scores.get(i)),
            max(round(float(radii[i])), 1),
            round(_opacity(sure), 1),
            sure < DOUBTFUL or not told,
            i in wrong,
        )
        half = sprite.width() / 2
        painter.drawImage(round(places[i][0] - half), round(places[i][1] - half), sprite)


@lru_cache(maxsize=256)
def _disc(palette: Palette, ink: Colour, radius: int, opacity: float, hollow: bool, ringed: bool) -> QImage:
    """A joint, kept as a picture: copying one costs a tenth of drawing circles."""
    rim = max(round(radius * 0.14), 1)
    extent = 2 * math.ceil(radius * (2.5 if ringed else 1.0) + rim + 1)
    sprite = QImage(extent, extent, QImage.Format.Format_ARGB32_Premultiplied)
    sprite.fill(Qt.GlobalColor.transparent)
    painter = QPainter(sprite)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    centre = QPointF(extent / 2, extent / 2)
    if hollow:
        _dashed(painter, ink, opacity, radius / 0.059)
        painter.setBrush(colour(palette.ink, 0.8))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(palette.ink, 0.6))
        painter.drawEllipse(centre, radius + rim, radius + rim)
        painter.setBrush(colour(ink, min(opacity * 1.1, 1.0)))
    painter.drawEllipse(centre, radius, radius)
    if ringed:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for width, paint in ((0.94, colour(palette.ink, 0.6)), (0.54, colour(palette.attention))):
            painter.setPen(QPen(paint, radius * width))
            painter.drawEllipse(centre, radius * 2.0, radius * 2.0)
    painter.end()
    return sprite


def _untold(scores: dict[int, float | None], a: int, b: int) -> bool:
    """A limb is hollow where both of its ends are asked about and neither can be told."""
    return a in scores and b in scores and scores[a] is None and scores[b] is None


def _opacity(visibility: float) -> float:
    return 0.3 + 0.6 * min(max((visibility - GONE) / (CLEAR - GONE), 0.0), 1.0)


def _ink(palette: Palette, score: float | None) -> Colour:
    return palette.text if score is None else palette.of_score(score)


def _shaded(palette: Palette, ink: Colour, opacity: float) -> QColor:
    """Limbs that nothing is asked of stay in the background."""
    return colour(ink, opacity * (PLAIN if ink == palette.text else 1.0))


def _along(a: list[float], b: list[float], start: QColor, end: QColor) -> QColor | QLinearGradient:
    """A limb takes its colours from the joints at its ends."""
    if start == end:
        return start
    gradient = QLinearGradient(a[0], a[1], b[0], b[1])
    gradient.setColorAt(0.1, start)
    gradient.setColorAt(0.9, end)
    return gradient


def _dashed(painter: QPainter, ink: Colour, opacity: float, size: float) -> None:
    """Hollow: what the view cannot tell."""
    pen = QPen(colour(ink, max(opacity, 0.45)), max(size * 0.014, 1.0))
    pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _limb(a: list[float], b: list[float], from_radius: float, to_radius: float) -> list[QPointF] | None:
    """The corners of a tapered limb: one side from a to b, the other back."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = math.hypot(dx, dy)
    if length < 1.0 or math.isnan(length):
        return None
    nx, ny = -dy / length, dx / length
    return [
        QPointF(a[0] + nx * from_radius, a[1] + ny * from_radius),
        QPointF(b[0] + nx * to_radius, b[1] + ny * to_radius),
        QPointF(b[0] - nx * to_radius, b[1] - ny * to_radius),
        QPointF(a[0] - nx * from_radius, a[1] - ny * from_radius),
    ]
