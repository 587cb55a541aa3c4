"""Likeness: whether a movement is this exercise at all, so that another one scored as it scores little.

Three things are asked. Did the exercise's own signals go from rest to the peak (a curl moves no knee)? Was the body where the
form has it, all measures of the form taken together (a push-up is no squat, whatever the elbows do)? Did the measures change
together as the form's do (who bows moves the hips and not the feet of a jumping jack)? A named fault bends a joint or two;
another movement is elsewhere with most of the body. What the view cannot tell says nothing either way.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

MOVED, WENT = 0.15, 0.4
"""Swings of depth up to which nothing moved, from which the movement was made."""
FARTHEST = 3.0
"""Spreads beyond which one measure speaks no louder: a fault of one joint is not another movement."""
NEAR, FADE = 1.4, 0.2
"""Distance from the form (root of the mean square, in spreads) up to which it is the exercise, and how fast it fades beyond."""
ENOUGH = 40.0
"""Measures times phases that make a whole body: of a form of few measures one fault must not be another movement."""
ALONG, ASTRAY = 0.85, 0.12
"""Agreement of the changes from which on it is the exercise, and how fast it fades below."""
SLACK = 0.7
"""Spreads by which every measure's change may be off: landmarks' errors, summed over many still measures, are no movement."""
MOVES = 1.0
"""Changes of less than so many spreads, all measures together, have no direction."""


def likeness(depth: Array, distance: float, agreement: float, held: bool) -> float:
    """0..1 from what the functions below tell. In a hold nothing moves."""
    return near(distance) * (1.0 if held else moved(depth) * along(agreement))


def moved(depth: Array) -> float:
    """0..1 from the swing of the exercise's own depth; percentiles, so that one wild frame makes no movement."""
    seen = depth[np.isfinite(depth)]
    if len(seen) < 2:
        return 0.0
    low, high = np.percentile(seen, (4, 96))
    share = min(max((float(high - low) - MOVED) / (WENT - MOVED), 0.0), 1.0)
    return share * share * (3.0 - 2.0 * share)


def distance_of(residuals: Array, weights: Array) -> float:
    """How far the body was from the form, in spreads; NaN where nothing was seen.

    residuals: (P, R) mean residual of each phase and measure in spreads; weights: (P, R) how far it is known, 0..1.
    """
    total = float(weights.sum())
    if total < 1e-3:
        return math.nan
    square = np.minimum(residuals * residuals, FARTHEST * FARTHEST)
    return math.sqrt(float((square * weights).sum()) / max(total, ENOUGH))


def agreement_of(observed: Array, expected: Array, weights: Array) -> float:
    """Cosine between how the measures changed from rest to the peak and how the form has it; NaN where the form hardly moves.

    observed, expected: (R,) changes in spreads; weights: (R,) 0..1. A change that is off by less than SLACK is not off.
    """
    off = observed - expected
    observed = expected + np.sign(off) * np.maximum(np.abs(off) - SLACK, 0.0)
    along_form = float((weights * expected * expected).sum())
    if along_form < MOVES * MOVES:
        return math.nan
    size = math.sqrt(along_form * max(float((weights * observed * observed).sum()), 1e-9))
    return float((weights * observed * expected).sum()) / size


def near(distance: float) -> float:
    """0..1 from the distance; 1 where nothing is known."""
    return 1.0 if distance != distance else math.exp(-0.5 * (max(distance - NEAR, 0.0) / FADE) ** 2)


def along(agreement: float) -> float:
    """0..1 from the agreement; 1 where nothing is known."""
    return 1.0 if agreement != agreement else math.exp(-0.5 * (max(ALONG - agreement, 0.0) / ASTRAY) ** 2)
