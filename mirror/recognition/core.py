"""Recognition: what the classifier says at one moment."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

NONE = "none"
"""The class that is no exercise; it is never shown as a name."""


@dataclass(frozen=True, slots=True, eq=False)
class Recognition:
    """One output of the classifier, about four a second.

    Attributes:
        t: seconds, of the last grid point that it rests on (the answer for the moment t, without a look ahead).
        probabilities: (K,) float32, calibrated (see the network's card), they add up to 1.
        names: the K classes, in the same order; one of them is "none".
        embedding: (E,) float32, what the network sees in the last seconds, unit length; prototypes of unknown exercises live in
            it.
        phase: 0..1, probability that a repetition is in its second half; NaN where nobody says.
        mistakes: "exercise/mistake" -> 0..1, given that exercise; empty where nobody says.
    """

    t: float
    probabilities: NDArray[np.float32]
    names: tuple[str, ...]
    embedding: NDArray[np.float32]
    phase: float = math.nan
    mistakes: Mapping[str, float] = field(default_factory=dict)

    def probability(self, name: str) -> float:
        """0 for a class that the network does not know."""
        return float(self.probabilities[self.names.index(name)]) if name in self.names else 0.0
