"""The stages of a session, from asleep to summary."""

from mirror.workout.core import LEGAL, Timing, Workout

__all__ = ["LEGAL", "Timing", "Workout"]
