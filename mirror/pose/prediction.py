"""Where a body will be in a moment: what a mirror of glass needs, whose own reflection does not wait for the camera.

A picture is tens of milliseconds old when it reaches the screen. On a screen that shows the picture itself this does not matter
(both are equally late); on half-silvered glass the drawing must lie on the reflection of now. Each landmark is carried on with
constant velocity (dead reckoning, the predictor of LaViola, "Double Exponential Smoothing: An Alternative to Kalman
Filter-Based Predictive Tracking", EGVE 2003, sec. 2, in its simplest form): the velocity is the least-squares slope of the last
moments, which averages the network's tremble; a landmark that is hardly seen stays where it is.
"""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray

from mirror.pose.core import Pose

WINDOW_S = 0.07
"""Over which the slope is taken: three moments at 30 a second. Longer ones lag where a movement turns round."""
LONGEST_S = 0.25
"""Nothing is predicted further ahead: a machine that late has other troubles."""
SEEN = 0.5
"""Visibility from which a landmark's movement is believed."""
REACH = 0.12
"""Of the picture's height, the furthest that a landmark is moved: a jump is no movement."""


class Prediction:
    """Follows one person's poses and says where the landmarks are at a later time."""

    def __init__(self, window_s: float = WINDOW_S) -> None:
        self._window = window_s
        self._poses: deque[Pose] = deque(maxlen=32)

    def see(self, pose: Pose | None) -> None:
        """The newest pose; None or somebody else begins anew. The same pose again changes nothing."""
        if pose is None:
            self._poses.clear()
            return
        last = self._poses[-1] if self._poses else None
        if last is not None and pose.t <= last.t:
            if pose is last:
                return
            self._poses.clear()
        elif last is not None and (pose.track != last.track or pose.t - last.t > LONGEST_S):
            self._poses.clear()
        self._poses.append(pose)
        while pose.t - self._poses[0].t > self._window + 1e-6:
            self._poses.popleft()

    def ahead(self, seconds: float) -> NDArray[np.float32] | None:
        """(33, 2) float32, `Pose.image`'s x and y this long after the newest pose, NaN where it is; None without a pose."""
        if not self._poses:
            return None
        last = self._poses[-1]
        now = last.image[:, :2].copy()
        lead = min(max(seconds, 0.0), LONGEST_S)
        if len(self._poses) < 3 or lead == 0.0:
            return now
        t = np.array([pose.t for pose in self._poses]) - last.t
        places = np.stack([pose.image[:, :2] for pose in self._poses]).astype(np.float64)
        t -= t.mean()
        slope = np.einsum("n,nij->ij", t, places - places.mean(axis=0)) / float(t @ t)
        move = slope * lead
        size = np.array([last.width / last.height, 1.0])
        length = np.maximum(np.linalg.norm(move * size, axis=1, keepdims=True), 1e-9)
        move *= np.minimum(REACH / length, 1.0)
        move[(last.visibility < SEEN) | np.isnan(move).any(axis=1)] = 0.0
        now += move.astype(np.float32)
        return now
