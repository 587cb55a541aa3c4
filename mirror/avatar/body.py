"""Person: how long the parts of one body are.

Source of the mean proportions: Drillis and Contini, "Body Segment Parameters" (1966), as printed in Winter,
"Biomechanics and Motor Control of Human Movement" (4th ed., 2009), section 4.1, figure 4.1: segment lengths as shares of the
body's height. Two widths differ on purpose: the figure gives the breadth over the skin (shoulders 0.259, hips 0.191), while
a pose network marks joint centres, which lie further in; what is used here is the breadth that BlazePose itself sees.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np

MIN_HEIGHT_M, MAX_HEIGHT_M = 1.4, 2.05


@dataclass(frozen=True)
class Proportions:
    """Lengths as shares of the body's height.

    Attributes:
        ankle, thigh, shank, foot: ankle over the floor 0.039, hip (0.530) to knee (0.285) to ankle, heel to toe tip 0.152.
        torso: mid hips (0.530) to mid shoulders (0.818). upper_arm, forearm, hand: 0.186, 0.146, 0.108.
        shoulders, hips: between the joint centres. head: size of the head against the mean of 0.130 (chin to crown).
    """

    ankle: float = 0.039
    shank: float = 0.246
    thigh: float = 0.245
    foot: float = 0.152
    torso: float = 0.288
    upper_arm: float = 0.186
    forearm: float = 0.146
    hand: float = 0.108
    shoulders: float = 0.200
    hips: float = 0.125
    head: float = 0.130

    def varied(self, rng: np.random.Generator, spread: float = 0.03) -> Proportions:
        """Another plausible body: every share scaled by a normal draw (one standard deviation = `spread`, cut at 2)."""
        draws = 1.0 + spread * np.clip(rng.standard_normal(len(fields(self))), -2.0, 2.0)
        return replace(self, **{f.name: getattr(self, f.name) * float(d) for f, d in zip(fields(self), draws, strict=True)})


@dataclass(frozen=True)
class Person:
    """One body. All lengths are metres.

    Attributes:
        height_m: 1.40 to 2.05; ValueError beyond.
        proportions: shares of the height.
        seed: of everything else that is individual: clothes, face, sway.
    """

    height_m: float = 1.72
    proportions: Proportions = Proportions()
    seed: int = 0

    def __post_init__(self) -> None:
        if not MIN_HEIGHT_M <= self.height_m <= MAX_HEIGHT_M:
            raise ValueError(f"a person is {MIN_HEIGHT_M} to {MAX_HEIGHT_M} m tall, not {self.height_m}")

    @classmethod
    def random(cls, seed: int) -> Person:
        """A person drawn from adults (height 1.68 +- 0.10 m, proportions +- 3 %); the same seed gives the same person."""
        rng = np.random.default_rng(seed)
        height = float(np.clip(rng.normal(1.68, 0.10), MIN_HEIGHT_M, MAX_HEIGHT_M))
        return cls(height, Proportions().varied(rng), seed)

    def _m(self, share: float) -> float:
        return share * self.height_m

    @cached_property
    def thigh(self) -> float:
        return self._m(self.proportions.thigh)

    @cached_property
    def shank(self) -> float:
        return self._m(self.proportions.shank)

    @cached_property
    def leg(self) -> float:
        """Hip to ankle, straight."""
        return self.thigh + self.shank

    @cached_property
    def ankle(self) -> float:
        return self._m(self.proportions.ankle)

    @cached_property
    def foot(self) -> float:
        return self._m(self.proportions.foot)

    @cached_property
    def torso(self) -> float:
        return self._m(self.proportions.torso)

    @cached_property
    def upper_arm(self) -> float:
        return self._m(self.proportions.upper_arm)

    @cached_property
    def forearm(self) -> float:
        return self._m(self.proportions.forearm)

    @cached_property
    def hand(self) -> float:
        return self._m(self.proportions.hand)

    @cached_property
    def half_shoulders(self) -> float:
        return 0.5 * self._m(self.proportions.shoulders)

    @cached_property
    def half_hips(self) -> float:
        return 0.5 * self._m(self.proportions.hips)

    @cached_property
    def head(self) -> float:
        """Chin to crown."""
        return self._m(self.proportions.head)
