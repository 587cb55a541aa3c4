"""The four phases of a movement, by how deep it was in each frame."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Phases:
    """(N,) masks of the frames of one movement: before and after it, out, near the deepest point, back."""

    rest: NDArray[np.bool_]
    out: NDArray[np.bool_]
    peak: NDArray[np.bool_]
    back: NDArray[np.bool_]

    @classmethod
    def of(cls, t: NDArray[np.float64], depth: NDArray[np.float64], peak_t: float, held: bool) -> Phases:
        if held:
            nothing = np.zeros(len(t), bool)
            return cls(nothing, nothing, np.ones(len(t), bool), nothing)
        low, high = float(np.nanmin(depth)), float(np.nanmax(depth))
        share = (depth - low) / max(high - low, 1e-6)
        rest, peak = share < 0.2, share > 0.85
        between = ~rest & ~peak & np.isfinite(share)
        return cls(rest, between & (t < peak_t), peak, between & (t >= peak_t))

    def parts(self) -> tuple[NDArray[np.bool_], ...]:
        return self.rest, self.out, self.peak, self.back

    def mask(self, phase: str) -> NDArray[np.bool_]:
        if phase == "any":
            return np.ones(len(self.rest), bool)
        chosen: NDArray[np.bool_] = getattr(self, phase)
        return chosen
