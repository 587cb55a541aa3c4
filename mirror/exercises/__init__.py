"""Exercises are data: one TOML each under resources/exercises."""

from mirror.exercises.core import Catalogue, Exercise, Form, Mistake, Phases, RangeOfMotion, Signal, load_catalogue, load_exercise

__all__ = [
    "Catalogue",
    "Exercise",
    "Form",
    "Mistake",
    "Phases",
    "RangeOfMotion",
    "Signal",
    "load_catalogue",
    "load_exercise",
]
