"""Reading: how a camera's reading of a mistake's statistic relates to the body, for one view of the person.

A pose network is wrong in ways that last: depth is flattened, straight limbs look bent, a hidden ankle is guessed. How much that
moves each mistake's statistic depends on the view far more than on the frame, so it is learned once, on people whose truth is
known (`python -m models.training.readings`), as a line from what was read to what was so, with the error that is left. A view
whose error is a large share of the way from good form to the threshold cannot show the mistake, and says so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mirror import paths
from mirror.errors import ModelError
from mirror.exercises.core import Mistake

TOO_UNSURE = 1.0
"""A view whose error is more than this share of the way from good form to the threshold cannot show the mistake."""


@dataclass(frozen=True, slots=True)
class Reading:
    """true = intercept + slope * read, wrong by `sigma` (one standard deviation; units of the mistake's measure).

    good: the true statistic in good form. count: movements that it was learned from.
    """

    intercept: float
    slope: float
    sigma: float
    good: float
    count: int

    def shows(self, mistake: Mistake) -> bool:
        """Whether the mistake can be told from here."""
        limit = mistake.above if mistake.above is not None else mistake.below
        assert limit is not None
        return self.sigma <= TOO_UNSURE * abs(limit - self.good)

    def true(self, read: float) -> float:
        return self.intercept + self.slope * read


def key(exercise: str, mistake: Mistake, view: str) -> str:
    """What a reading belongs to: it is void once the mistake is measured in another way."""
    return "/".join((exercise, mistake.name, mistake.measure, mistake.statistic, mistake.phase, view))


def learned() -> Path:
    """Where the readings stand (package data; a card beside them)."""
    return paths.weights() / "mistakes" / "readings.json"


@cache
def load(path: Path) -> Mapping[str, Reading]:
    """By `key`; empty where there is no file. Raises ModelError with a sentence where it cannot be read."""
    if not path.exists():
        return {}
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        rows: Mapping[str, list[float]] = kept["readings"]
        return {n: Reading(float(r[0]), float(r[1]), float(r[2]), float(r[3]), int(r[4])) for n, r in rows.items()}
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise ModelError(f"The learned readings {path.name} cannot be read ({error}); install the program again.") from error
