"""Is the whole body in the picture? What the person can do about it, in one sentence."""

from __future__ import annotations

import numpy as np

from mirror.exercises.core import Posture
from mirror.pose.core import Pose
from mirror.pose.skeleton import BODY, LEFT_ANKLE, LEFT_WRIST, NOSE, RIGHT_ANKLE, RIGHT_WRIST

SEEN = 0.5
"""Visibility from which a landmark counts as in the picture."""
EDGE = 0.01
SMALLEST = 0.3
"""Share of the picture's height that a standing person should fill at least."""
_TRUNK = np.array(BODY[:2] + BODY[6:8])


def hint(pose: Pose | None, posture: Posture | None = None) -> str:
    """ "" where the whole body can be seen, else what to do. `posture`: of the chosen exercise, None while it is free."""
    if pose is None:
        return "Step in front of the mirror."
    x, y = pose.image[:, 0], pose.image[:, 1]
    with np.errstate(invalid="ignore"):
        inside = (pose.visibility >= SEEN) & (x > EDGE) & (x < 1 - EDGE) & (y > EDGE) & (y < 1 - EDGE)
    trunk = inside[_TRUNK]
    if trunk.sum() < 2:
        return "Step back until I see all of you."
    centre = float(np.nanmean(x[_TRUNK]))
    feet = bool(inside[LEFT_ANKLE] or inside[RIGHT_ANKLE])
    head = bool(inside[NOSE]) or float(np.nanmin(y[_TRUNK])) > 0.12
    if not feet and not head:
        return "Step back until I see all of you."
    if not feet:
        return "Step back until I see your feet."
    if not head:
        return "Step back until I see your head."
    if centre < 0.12 or centre > 0.88:
        return "Come to the middle."
    if posture in ("prone", "supine", "inverted"):
        return ""
    if not (inside[LEFT_WRIST] or inside[RIGHT_WRIST]):
        return "Let me see your hands."
    seen = y[np.array(BODY)][inside[np.array(BODY)]]
    width = x[np.array(BODY)][inside[np.array(BODY)]] * pose.width / pose.height
    if max(float(np.ptp(seen)), float(np.ptp(width))) < SMALLEST:
        return "Come a little closer."
    return ""
