"""Readiness: what the person in set-up should do first, and whether nothing is left to do. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass

from mirror.exercises.core import Posture
from mirror.observation import Observation
from mirror.snapshot import Verdict
from mirror.workout.framing import hint
from mirror.workout.stages import AGAIN_S, READY_S, VIEW_S, VIEW_STANDS_S

BLIND = "I cannot see anything just now."


@dataclass(slots=True)
class Readiness:
    """One set-up. hint: what is missing, for the screen, "" where nothing is."""

    hint: str = ""
    _hint_t: float = -math.inf
    _view_said: str = ""
    _ready_t: float = math.nan

    def again(self) -> None:
        """Set-up begins anew: being ready is waited for again, what was said is not said again."""
        self._ready_t = math.nan

    def step(self, observation: Observation, posture: Posture | None, view: Verdict, since_s: float) -> str:
        """What is to be said now, "" most of the time. `posture`: of the chosen exercise. `since_s`: how long set-up lasts."""
        t = observation.t
        wanted = hint(observation.pose, posture) if observation.camera else BLIND
        said = ""
        if not wanted and view.advice and since_s < VIEW_S and self._view_said != view.advice:
            if view.level != "poor":
                # Good to know, and nothing to wait for.
                said = self._view_said = view.advice
            elif self.hint == view.advice and t - self._hint_t >= VIEW_STANDS_S:
                self._view_said = view.advice
            else:
                wanted = view.advice
        if wanted != self.hint and (t - self._hint_t >= AGAIN_S or not self.hint):
            self.hint, self._hint_t = wanted, t
            said = wanted or said
        if wanted:
            self._ready_t = math.nan
        elif self._ready_t != self._ready_t:
            self._ready_t = t
        return said

    def ready(self, t: float) -> bool:
        """Whether nothing has been missing for long enough."""
        return t - self._ready_t >= READY_S
