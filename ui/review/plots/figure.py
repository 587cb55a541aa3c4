"""A figure of the replay: tapered limbs from the far ones to the near ones, joints as discs.

Left limbs have the left side's colour and right ones the right side's, with the letters at the feet. A joint has its score's
colour and wears a ring where that is low; what was hardly seen is hollow and dashed. The compared figure is a flat grey shape.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from mirror.pose import skeleton as s
from ui.review.style import DeskTheme, qcolor
from ui.stage.skeleton import DOUBTFUL, GONE
from ui.theme import Colour, Weight, font, over

Array = NDArray[np.float64]

LOW_SCORE = 70.0
"""Under this a joint wears a ring."""
_TRUNK = (s.LEFT_SHOULDER, s.RIGHT_SHOULDER, s.RIGHT_HIP, s.LEFT_HIP)
_HEAD_M = 0.105
_RADII_M = {
    frozenset(("shoulder", "elbow")): 0.045,
    frozenset(("elbow", "wrist")): 0.034,
    frozenset(("wrist", "index")): 0.026,
    frozenset(("hip", "knee")): 0.068,
    frozenset(("knee", "ankle")): 0.045,
    frozenset(("ankle", "heel")): 0.028,
    frozenset(("heel", "foot_index")): 0.022,
    frozenset(("ankle", "foot_index")): 0.026,
}
_DEPTH_M = 0.6
"""So far behind the nearest part limbs are as pale as they get."""


def _limbs() -> tuple[tuple[int, int, float, str], ...]:
    found = []
    for a, b in s.EDGES:
        side, _, one = s.LANDMARKS[a].partition("_")
        other_side, _, other = s.LANDMARKS[b].partition("_")
        if side == other_side and frozenset((one, other)) in _RADII_M:
            found.append((a, b, _RADII_M[frozenset((one, other))], side))
    return tuple(found)


LIMBS = _limbs()
"""(from, to, radius in metres, side)."""


def paint_figure(
    painter: QPainter,
    theme: DeskTheme,
    places: Array,
    nearness: Array,
    visibility: Array,
    scale: float,
    scores: Mapping[int, float | None],
) -> None:
    """`places` (33, 2) pixels, `nearness` (33,) metres, `visibility` (33,), `scale` pixels a metre; `scores` by landmark."""
    sure = np.where(np.isfinite(places).all(axis=1), np.nan_to_num(visibility), 0.0)
    near = np.nan_to_num(nearness)
    front = float(near[sure >= GONE].max(initial=-math.inf))
    at = [QPointF(x, y) for x, y in np.nan_to_num(places).tolist()]
    seen: list[float] = sure.tolist()
    parts: list[tuple[float, int]] = [
        (float(near[a] + near[b]) / 2, i) for i, (a, b, _, _) in enumerate(LIMBS) if min(seen[a], seen[b]) >= GONE
    ]
    if min(seen[i] for i in _TRUNK) >= GONE:
        parts.append((float(near[list(_TRUNK)].mean()), -1))
    if max(seen[s.NOSE], seen[s.LEFT_EAR], seen[s.RIGHT_EAR]) >= GONE:
        parts.append((float(near[s.NOSE]), -2))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for depth, i in sorted(parts):
        pale = min(max((front - depth) / _DEPTH_M, 0.0), 1.0) * 0.45
        if i == -1:
            _trunk(painter, theme, at, pale, scale, min(seen[k] for k in _TRUNK) < DOUBTFUL)
        elif i == -2:
            _head(painter, theme, at, seen, pale, scale)
        else:
            a, b, radius, side = LIMBS[i]
            ink = over(theme.left if side == "left" else theme.right, 0.62, theme.muted)
            _limb(painter, theme, at[a], at[b], radius * scale, over(theme.panel, pale, ink), min(seen[a], seen[b]) < DOUBTFUL)
    for k in s.BODY:
        if seen[k] >= GONE:
            _joint(painter, theme, at[k], scale, scores, k, seen[k] < DOUBTFUL)
    _letters(painter, theme, at, seen, scale)


def paint_shape(painter: QPainter, theme: DeskTheme, places: Array, visibility: Array, scale: float) -> None:
    """The compared figure behind: one flat grey."""
    sure = np.where(np.isfinite(places).all(axis=1), np.nan_to_num(visibility), 0.0)
    at = [QPointF(x, y) for x, y in np.nan_to_num(places).tolist()]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for ink, more in ((over(theme.text, 0.42, theme.panel), 3.0), (over(theme.text, 0.20, theme.panel), 0.0)):
        for a, b, radius, _ in LIMBS:
            if min(sure[a], sure[b]) >= GONE:
                painter.setPen(_round(ink, 2 * radius * scale + more))
                painter.drawLine(at[a], at[b])
        if min(sure[i] for i in _TRUNK) >= GONE:
            painter.setPen(_round(ink, 0.11 * scale + more))
            painter.setBrush(qcolor(ink))
            painter.drawPolygon(QPolygonF([at[i] for i in _TRUNK]))
        if sure[s.LEFT_EAR] >= GONE and sure[s.RIGHT_EAR] >= GONE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(qcolor(ink))
            middle = (at[s.LEFT_EAR] + at[s.RIGHT_EAR]) / 2
            painter.drawEllipse(middle, _HEAD_M * scale + more / 2, _HEAD_M * scale + more / 2)


def _round(ink: Colour, width: float) -> QPen:
    pen = QPen(qcolor(ink), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _dashed(ink: Colour) -> QPen:
    pen = QPen(qcolor(ink), 1.5)
    pen.setDashPattern([4.0, 3.0])
    return pen


def _limb(painter: QPainter, theme: DeskTheme, a: QPointF, b: QPointF, radius: float, ink: Colour, hollow: bool) -> None:
    if hollow:
        painter.setPen(_dashed(ink))
        painter.drawLine(a, b)
        return
    painter.setPen(_round(theme.panel, 2 * radius + 3.0))
    painter.drawLine(a, b)
    painter.setPen(_round(ink, 2 * radius))
    painter.drawLine(a, b)


def _trunk(painter: QPainter, theme: DeskTheme, at: list[QPointF], pale: float, scale: float, hollow: bool) -> None:
    form = QPolygonF([at[i] for i in _TRUNK])
    ink = over(theme.panel, pale, over(theme.text, 0.55, theme.panel))
    if hollow:
        painter.setPen(_dashed(ink))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(form)
        return
    for colour, width in ((theme.panel, 0.11 * scale + 3.0), (ink, 0.11 * scale)):
        painter.setPen(_round(colour, width))
        painter.setBrush(qcolor(colour))
        painter.drawPolygon(form)


def _head(painter: QPainter, theme: DeskTheme, at: list[QPointF], seen: list[float], pale: float, scale: float) -> None:
    ears = [at[i] for i in (s.LEFT_EAR, s.RIGHT_EAR) if seen[i] >= GONE]
    middle = sum(ears, QPointF()) / len(ears) if ears else at[s.NOSE]
    ink = over(theme.panel, pale, over(theme.text, 0.55, theme.panel))
    radius = _HEAD_M * scale
    if min(seen[s.LEFT_SHOULDER], seen[s.RIGHT_SHOULDER]) >= DOUBTFUL:
        painter.setPen(_round(ink, 0.09 * scale))
        painter.drawLine((at[s.LEFT_SHOULDER] + at[s.RIGHT_SHOULDER]) / 2, middle)
    if max(seen[s.NOSE], seen[s.LEFT_EAR], seen[s.RIGHT_EAR]) < DOUBTFUL:
        painter.setPen(_dashed(ink))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setPen(QPen(qcolor(theme.panel), 1.5))
        painter.setBrush(qcolor(ink))
    painter.drawEllipse(middle, radius, radius)
    if seen[s.NOSE] >= DOUBTFUL:
        # Where they look.
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(qcolor(over(theme.panel, 0.35, ink)))
        painter.drawEllipse(at[s.NOSE], radius * 0.26, radius * 0.26)


def _joint(
    painter: QPainter, theme: DeskTheme, at: QPointF, scale: float, scores: Mapping[int, float | None], k: int, hollow: bool
) -> None:
    score = scores.get(k)
    ink = theme.text if score is None else theme.of_score(score)
    radius = max(0.030 * scale, 3.0)
    if hollow or (k in scores and score is None):
        painter.setPen(QPen(qcolor(ink), 1.6))
        painter.setBrush(qcolor(theme.panel))
    else:
        painter.setPen(QPen(qcolor(theme.panel), 1.4))
        painter.setBrush(qcolor(ink))
    painter.drawEllipse(at, radius, radius)
    if score is not None and score < LOW_SCORE:
        painter.setPen(QPen(qcolor(ink), 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, radius * 1.9, radius * 1.9)


def _letters(painter: QPainter, theme: DeskTheme, at: list[QPointF], seen: list[float], scale: float) -> None:
    painter.setFont(font(theme.small, Weight.SEMI_BOLD))
    # From the side the feet stand behind each other: there the letters move apart.
    close = abs(at[s.LEFT_FOOT].x() - at[s.RIGHT_FOOT].x()) < theme.small
    for k, letter, ink, aside in ((s.LEFT_FOOT, "L", theme.left, -8.0), (s.RIGHT_FOOT, "R", theme.right, 8.0)):
        if seen[k] >= GONE:
            painter.setPen(qcolor(ink))
            box = QRectF(at[k].x() - 10 + (aside if close else 0.0), at[k].y() + 0.03 * scale, 20, theme.small + 4)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), letter)
