"""Exercises are data: one TOML each under resources/exercises."""

from mirror.exercises.core import Catalogue, Exercise, Mistake, Phases, RangeOfMotion, Signal, load_catalogue, load_exercise

__all__ = [
    "Catalogue",
    "Exercise",
    "Mistake",
    "Phases",
    "RangeOfMotion",
    "Signal",
    "load_catalogue",
    "load_exercise",
]
