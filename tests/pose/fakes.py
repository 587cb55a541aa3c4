"""People without a network: a Finder and a Reader over a list of regions that the test moves about."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mirror.pose.detector import Candidate
from mirror.pose.landmarks import Reading
from mirror.pose.region import Region
from mirror.pose.skeleton import COUNT

IMAGE = np.zeros((720, 1280, 3), np.uint8)


def reading_at(region: Region, where: Region | None = None, *, probability: float = 0.99, visibility: float = 0.95) -> Reading:
    """Somebody who fills `where` (or `region`, where the network looked)."""
    where = where or region
    grid = np.linspace(-0.4, 0.4, COUNT)
    points = np.stack([where.x + 0.3 * where.side * np.sin(9 * grid), where.y + where.side * grid, 0 * grid], axis=1)
    seen = np.full(COUNT, visibility)
    return Reading(points, points / where.side, seen, seen.copy(), probability, region, where)


@dataclass
class Room:
    """Stands for both networks: the landmark network finds whoever is nearest to where it looks, within half a side.

    Attributes:
        people: who is there. hidden: indices that the detector does not see. ghosts: places where the landmark network
            sees somebody though nobody is there, with their probability. slip: what the next reading answers, once.
    """

    people: list[Region] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    ghosts: list[tuple[Region, float]] = field(default_factory=list)
    slip: Region | None = None
    score: float = 0.9
    reads: int = 0
    finds: int = 0
    closed: int = 0

    def find(self, image: NDArray[np.uint8]) -> list[Candidate]:
        self.finds += 1
        return [Candidate(person, self.score) for k, person in enumerate(self.people) if k not in self.hidden]

    def read(self, image: NDArray[np.uint8], region: Region) -> Reading:
        self.reads += 1
        if self.slip is not None:
            slip, self.slip = self.slip, None
            return reading_at(region, slip)
        for ghost, probability in self.ghosts:
            if region.apart(ghost) < 0.2:
                return reading_at(region, ghost, probability=probability)
        near = [person for person in self.people if region.apart(person) < 0.5]
        if not near:
            return reading_at(region, probability=0.02)
        return reading_at(region, min(near, key=region.apart))

    def close(self) -> None:
        self.closed += 1
