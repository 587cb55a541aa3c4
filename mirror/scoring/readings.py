"""Reading: what one camera's view of a movement says of a mistake's statistic, learned on people whose truth is known.

A pose network is wrong in ways that last through a repetition: depth is flattened, straight limbs look bent, a hidden ankle is
guessed, the whole body is tilted. The mistake's own statistic carries all of that; what the other measures and landmarks read at
rest, at the peak and at their extremes tells much of how wrong it is. So each mistake has a line over all of them: ridge
regression (Hoerl and Kennedy, "Ridge regression: biased estimation for nonorthogonal problems", 1970) from what was read to what
was so, with the mistake's own measure penalised least, fitted by `python -m models.training.readings`. Sides share one line: for
the right one the person is turned into the mirror image. What error is left is known for each view, and a view in which it is
too large cannot show the mistake, and says so.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mirror import paths
from mirror.counting.track import Stretch
from mirror.errors import ModelError
from mirror.exercises.core import Mistake
from mirror.geometry.measures import INDEX, LANDMARKS, MEASURES, PAIRED
from mirror.scoring.phases import Phases

Array = NDArray[np.float64]

PARTS = ("rest", "peak", "low", "high")
"""What is read of every column: its mean at rest and at the peak, its 10th and 90th percentile over the movement."""
COLUMNS = len(MEASURES) + 3 * len(LANDMARKS)
WIDTH = len(PARTS) * COLUMNS
FACING = 4
"""Terms of the person's turn against the camera."""
LIMIT = 4.0
"""No column counts for more than so many standard deviations."""
TOO_UNSURE = 1.0
"""A view whose error is more than this share of the way from good form to the threshold cannot show the mistake."""
_LOW, _HIGH = 0.1, 0.9

ODD = frozenset({"torso_side", "torso_twist", "shoulder_level", "hands_aside", "hand_split"})
"""Measures that change their sign in the mirror image."""


def _swap() -> tuple[NDArray[np.intp], Array]:
    """Column of the other side and sign of each column in the mirror image."""
    order, sign = np.arange(COLUMNS), np.ones(COLUMNS)
    for name in PAIRED:
        left, right = INDEX[f"left_{name}"], INDEX[f"right_{name}"]
        order[left], order[right] = right, left
    sign[[INDEX[name] for name in ODD]] = -1.0
    for k, landmark in enumerate(LANDMARKS):
        # After the nose BlazePose's landmarks of the head that are kept and of the body go left (odd), right (even).
        other = LANDMARKS.index(landmark if landmark == 0 else landmark + 1 if landmark % 2 else landmark - 1)
        at, there = len(MEASURES) + 3 * k, len(MEASURES) + 3 * other
        order[at : at + 3] = np.arange(there, there + 3)
        sign[at] = -1.0
    return order, sign


_ORDER, _SIGN = _swap()
_FLIPPED = _SIGN < 0.0


def seen_in(stretch: Stretch, phases: Phases) -> Array:
    """(PARTS, COLUMNS) of a movement, measures first, then landmarks; NaN where something was never seen. It has points."""
    assert stretch.points is not None
    rows = np.concatenate([stretch.values, stretch.points.reshape(len(stretch), -1).astype(np.float64)], axis=1)
    low, high = _percentiles(rows)
    return np.stack([_mean(rows[phases.rest]), _mean(rows[phases.peak]), low, high])


def _mean(rows: Array) -> Array:
    known = np.isfinite(rows)
    count = known.sum(axis=0)
    mean: Array = np.where(count > 0, np.where(known, rows, 0.0).sum(axis=0) / np.maximum(count, 1), math.nan)
    return mean


def _percentiles(rows: Array) -> tuple[Array, Array]:
    """The low and the high one of what is known in each column, between neighbours in a straight line; NaN sorts to the end."""
    ordered = np.sort(rows, axis=0)
    last = np.maximum(np.isfinite(rows).sum(axis=0) - 1, 0)
    at = np.arange(rows.shape[1])

    def share(of: float) -> Array:
        place = of * last
        below = place.astype(np.intp)
        above = np.minimum(below + 1, last)
        found: Array = ordered[below, at] + (place - below) * (ordered[above, at] - ordered[below, at])
        return found

    return share(_LOW), share(_HIGH)


def mirrored(seen: Array) -> Array:
    """What would have been seen of the mirror image."""
    out: Array = seen[:, _ORDER] * _SIGN
    out[2:, _FLIPPED] = out[:1:-1, _FLIPPED]
    return out


def facing(yaw_deg: float) -> Array:
    """(FACING,) terms of the turn; 0 while it is unknown."""
    if math.isnan(yaw_deg):
        return np.zeros(FACING)
    yaw = math.radians(yaw_deg)
    sin, cos = math.sin(yaw), math.cos(yaw)
    return np.array([sin, cos, abs(sin), sin * cos])


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """How one mistake is read. The statistic of a side is intercept + weights . z, z the standardised columns, the mistake's own
    statistic and the turn.

    Attributes:
        mean, scale: (WIDTH,) of the columns. weights: (WIDTH + 1 + FACING,). own: mean and scale of the statistic as it is read.
        views: view -> (what is added to the worse side, the error that is left: one standard deviation), units of the measure.
        good: the true statistic in good form.
    """

    mean: Array
    scale: Array
    weights: Array
    intercept: float
    own: tuple[float, float]
    views: Mapping[str, tuple[float, float]]
    good: float

    def shows(self, mistake: Mistake, view: str) -> bool:
        """Whether the mistake can be told from here."""
        limit = mistake.above if mistake.above is not None else mistake.below
        assert limit is not None
        return view in self.views and self.views[view][1] <= TOO_UNSURE * abs(limit - self.good)

    def of(self, seen: Array, yaw_deg: float, read: float) -> float:
        """The statistic as it truly is, of the left side or of the whole; for the right side give the mirror image."""
        z = np.concatenate([(seen.ravel() - self.mean) / self.scale, [(read - self.own[0]) / self.own[1]]])
        z = np.where(np.isfinite(z), np.minimum(np.maximum(z, -LIMIT), LIMIT), 0.0)
        return self.intercept + float(self.weights[:-FACING] @ z) + float(self.weights[-FACING:] @ facing(yaw_deg))


def key(exercise: str, mistake: Mistake) -> str:
    """What a reading belongs to: it is void once the mistake is measured in another way."""
    return "/".join((exercise, mistake.name, mistake.measure, mistake.statistic, mistake.phase))


def learned() -> Path:
    """Where the readings stand (package data; a card beside them)."""
    return paths.weights() / "mistakes" / "readings.npz"


@cache
def load(path: Path) -> Mapping[str, Reading]:
    """By `key`; empty where there is no file. Raises ModelError with a sentence where it cannot be read."""
    if not path.exists():
        return {}
    try:
        with np.load(path, allow_pickle=False) as kept:
            card = json.loads(str(kept["card"]))
            told: dict[str, Reading] = {}
            for exercise, rows in card.items():
                mean, scale, weights = (kept[f"{exercise}_{part}"].astype(np.float64) for part in ("mean", "scale", "weights"))
                if mean.shape != (WIDTH,) or weights.shape != (len(rows), WIDTH + 1 + FACING):
                    raise ValueError("it was made for other measures")
                for row, line in zip(rows, weights, strict=True):
                    views = {view: (float(v[0]), float(v[1])) for view, v in row["views"].items()}
                    own = float(row["own"][0]), float(row["own"][1])
                    told[row["key"]] = Reading(mean, scale, line, float(row["intercept"]), own, views, float(row["good"]))
            return told
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise ModelError(f"The learned readings {path.name} cannot be read ({error}); install the program again.") from error
