"""The stages of a session, from asleep to summary."""

from mirror.workout.core import LEGAL, Timing, Workout
from mirror.workout.goals import Goals

__all__ = ["LEGAL", "Goals", "Timing", "Workout"]
