"""Keeper: what a run does about the calibration of its source. Keeps one that was made at the mirror, notices a moved camera."""

from __future__ import annotations

import math
from collections.abc import Callable

from mirror.calibration.drift import DriftWatch
from mirror.calibration.store import Kept, save
from mirror.errors import SettingsError
from mirror.events import CameraCalibrated, Event
from mirror.observation import Observation


class Keeper:
    """Two observers, each of one thread: `handle` of events, `look` of observations."""

    def __init__(self, source: str, kept: Kept | None, tell: Callable[[str], None], *, several: bool = False) -> None:
        """`source`: its name. `kept`: what holds for it now. `tell` gets sentences for the user. `several`: several people use
        the mirror, so nobody knows how tall the one in front of it is."""
        self._source, self._tell, self._several = source, tell, several
        self._watch = None if kept is None else self._watched(kept)

    def handle(self, event: Event) -> None:
        """Keep a new calibration; where the file cannot be written the user is told, and it holds for this run."""
        if not isinstance(event, CameraCalibrated):
            return
        kept = Kept(event.calibration, event.body_m)
        self._watch = self._watched(kept)
        try:
            said = save(self._source, kept)
        except SettingsError as error:
            said = str(error)
        self._tell(said)

    def look(self, observation: Observation) -> None:
        """Does the person who stands there still fit the calibration?"""
        watch = self._watch
        if watch is not None and (sentence := watch.step(observation.pose)):
            self._tell(sentence)

    def _watched(self, kept: Kept) -> DriftWatch:
        tall = kept.body_m if math.isfinite(kept.body_m) and not self._several else None
        return DriftWatch(kept.calibration, tall)
