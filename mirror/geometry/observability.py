"""Observability: how well a camera tells each measure of an exercise from every side, by the geometry of its movement.

Computed once from the exercises' own movements (`python -m models.training.observability`): the avatar makes them, cameras all
round look at them, and of every measure with a bar the error that `mirror.geometry.measures` expects is kept, in spreads of
good form.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mirror import paths
from mirror.errors import ModelError

TURNS_DEG = tuple(float(v) for v in range(0, 181, 15))
"""How far the person has turned from the camera, either way."""
RISES_DEG = (-30.0, -15.0, 0.0, 15.0, 30.0)
"""How far over the person's middle the lens stands, as an angle."""
_TURNS, _RISES = np.array(TURNS_DEG), np.array(RISES_DEG)


@dataclass(frozen=True, slots=True, eq=False)
class Observability:
    """One exercise.

    Attributes:
        errors: measure (without its side) -> (RISES_DEG, TURNS_DEG) expected error over the movement, in spreads of good form.
        reach: how much further than at rest the movement goes up, down and to a side in the picture (the worst of all views), in
            heights of the picture of the body at rest.
    """

    errors: Mapping[str, NDArray[np.float64]]
    reach: tuple[float, float, float]

    def error(self, measure: str, turn_deg: float, rise_deg: float) -> float:
        """In between, linear; NaN for a measure that has no bar."""
        if measure not in self.errors:
            return float("nan")
        turn = abs((turn_deg + 180.0) % 360.0 - 180.0)
        rows = [np.interp(turn, _TURNS, row) for row in self.errors[measure]]
        return float(np.interp(rise_deg, _RISES, rows))


def learned() -> Path:
    """Where the tables stand (package data; a card beside them)."""
    return paths.weights() / "views" / "observability.json"


@cache
def load(path: Path) -> Mapping[str, Observability]:
    """By exercise; empty where there is no file. Raises ModelError with a sentence where it cannot be read."""
    if not path.exists():
        return {}
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))["sights"]
        return {name: _sight(row) for name, row in kept.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"The table of views {path.name} cannot be read ({error}); install the program again.") from error


def _sight(row: Mapping[str, object]) -> Observability:
    errors, reach = row["errors"], row["reach"]
    if not isinstance(errors, dict) or not isinstance(reach, list):
        raise ValueError("an exercise has no errors")
    tables = {str(name): np.array(table, np.float64) for name, table in errors.items()}
    if any(table.shape != (len(RISES_DEG), len(TURNS_DEG)) for table in tables.values()):
        raise ValueError("it was made for other views")
    up, down, side = (float(v) for v in reach)
    return Observability(tables, (up, down, side))
