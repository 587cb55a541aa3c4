"""The stages of a session, from asleep to summary."""

from mirror.workout.core import Workout
from mirror.workout.goals import Goals
from mirror.workout.stages import LEGAL, Timing

__all__ = ["LEGAL", "Goals", "Timing", "Workout"]
