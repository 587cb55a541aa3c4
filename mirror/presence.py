"""Presence: who stands before the camera, since when, and turned which way."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np

from mirror.geometry.view import View, view_of
from mirror.observation import Observation

ENTER_S = 0.3
LEAVE_S = 1.5
"""A person is there after the first, gone after the second."""
TURN_S = 0.4
"""The shown turn follows the person within this time."""
SURE = 0.2
"""Squared length of the mean facing below which the frames contradict each other: the turn is unknown then."""

Change = Literal["none", "entered", "left", "other"]


class Presence:
    """One person as seen from observation to observation. `here`: somebody is there. `track`: whom the estimator follows."""

    def __init__(self) -> None:
        self.here = False
        self.track = -1
        self._seen_t = math.nan
        self._first_t = math.nan
        self._facing = np.zeros(2)

    def see(self, observation: Observation) -> Change:
        """What this observation changes. "other": somebody else, or the same person found again elsewhere: what was seen
        before says nothing of them. No picture is not nobody."""
        t, pose = observation.t, observation.pose
        if pose is None:
            if not (self.here and observation.camera and t - self._seen_t > LEAVE_S):
                return "none"
            self.here = False
            return "left"
        if not t - self._seen_t <= LEAVE_S:
            self._first_t = t
        self._seen_t = t
        if self.here and pose.track != self.track:
            self.track = pose.track
            return "other"
        if not self.here and t - self._first_t >= ENTER_S:
            self.here, self.track = True, pose.track
            return "entered"
        return "none"

    def lose(self) -> bool:
        """Nobody is watched any more, whoever may be there. True: somebody was."""
        was, self.here = self.here, False
        self._seen_t = math.nan
        return was

    def turn(self, yaw_deg: float, gap: float) -> None:
        """The person faces `yaw_deg` (degrees, as in Body; NaN is passed over) `gap` seconds after the last observation."""
        if yaw_deg != yaw_deg:
            return
        yaw = math.radians(yaw_deg)
        share = min(gap / TURN_S, 1.0)
        self._facing[0] += (math.sin(yaw) - self._facing[0]) * share
        self._facing[1] += (math.cos(yaw) - self._facing[1]) * share

    @property
    def view(self) -> View:
        """The person's turn, averaged over the last moments."""
        if not float(self._facing @ self._facing) > SURE:
            return View()
        return view_of(math.degrees(math.atan2(self._facing[0], self._facing[1])))
