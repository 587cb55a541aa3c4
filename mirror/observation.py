"""Observation: what the core is told, frame by frame."""

from __future__ import annotations

from dataclasses import dataclass

from mirror.pose.core import Pose


@dataclass(frozen=True, slots=True)
class Observation:
    """One moment. Absence and the passing of time are observations too.

    Attributes:
        t: seconds, monotonic within a run, strictly increasing from one observation to the next (the core refuses others).
        pose: the tracked person, or None: nobody is in the picture, or there is no picture.
        camera: False when no picture arrived (camera gone or stalled); live sends such observations several times a second so
            that countdowns and rests go on.
        frame: index of the frame it came from, -1 without one.
    """

    t: float
    pose: Pose | None
    camera: bool = True
    frame: int = -1
