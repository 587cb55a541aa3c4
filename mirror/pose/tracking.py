"""Following one person: where to look next, when that is not believed any more, and who is meant when several are there.

While the person is followed the detector rests: each picture's landmarks say where the next region is. That loop has two
ways to go wrong, and both end here: it slips onto a chair (nobody is there, yet the landmark network goes on answering) or
onto somebody who walks past. So a region that jumps, or an answer that is doubtful, is checked with the detector.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mirror.pose.detector import Candidate
from mirror.pose.landmarks import Reading
from mirror.pose.region import Region
from mirror.pose.skeleton import LEFT_HIP, LEFT_SHOULDER, RIGHT_HIP, RIGHT_SHOULDER

MIN_PROBABILITY = 0.5
"""Below, there is nobody in the region."""

DOUBTFUL_PROBABILITY = 0.8
DOUBTFUL_VISIBILITY = 0.3
"""A reading that is less sure than one of these (visibility: mean of the torso's corners) is checked with the detector."""

CHECK_SECONDS = 1.0
"""Doubt costs a run of the detector at most this often."""

STRIKES = 3
"""So many checks in a row in which the detector sees nobody at all end a doubtful track."""

MEMORY_SECONDS = 4.0
"""So long after the loss, whoever is nearest to where the person was is taken for that person."""

PATIENCE_SECONDS = 0.7
"""So long after the loss, somebody elsewhere is not taken instead: the person may only be hidden for a moment."""

MIN_SIDE = 24.0
"""Pixels. A smaller region holds no person whose joints could be told apart."""

_TORSO = np.array([LEFT_SHOULDER, RIGHT_SHOULDER, LEFT_HIP, RIGHT_HIP])


class Finder(Protocol):
    """`mirror.pose.detector.Detector`, or what stands for it in a test."""

    def find(self, image: NDArray[np.uint8]) -> list[Candidate]: ...

    def close(self) -> None: ...


class Reader(Protocol):
    """`mirror.pose.landmarks.Landmarker`, or what stands for it in a test."""

    def read(self, image: NDArray[np.uint8], region: Region) -> Reading: ...

    def close(self) -> None: ...


class Tracker:
    """Follows one person through the pictures.

    Attributes:
        track: number of the person followed, 0 for the first; it rises when somebody is found who need not be the same.
        detections: how often the detector ran, so far.
    """

    def __init__(self, finder: Finder, reader: Reader) -> None:
        self._finder = finder
        self._reader = reader
        self.detections = 0
        self.reset()

    def reset(self) -> None:
        """Forget the person; whoever is found next is number 0."""
        self.track = 0
        self._region: Region | None = None
        self._last: Region | None = None
        self._seen = self._checked = -np.inf
        self._strikes = 0
        self._candidates: list[Candidate] | None = None

    def close(self) -> None:
        """Free the networks; may be called twice."""
        self._finder.close()
        self._reader.close()

    def step(self, image: NDArray[np.uint8], t: float) -> Reading | None:
        """The person in a BGR picture (height, width, 3) taken at `t` seconds, or None where nobody is found."""
        self._candidates = None
        reading = self._follow(image, t) or self._search(image, t)
        self._region = None if reading is None else reading.next
        if reading is not None:
            self._last, self._seen = reading.next, t
        return reading

    def _follow(self, image: NDArray[np.uint8], t: float) -> Reading | None:
        """The person where the last picture says; None when that is not to be believed."""
        if self._region is None:
            return None
        reading = self._reader.read(image, self._region)
        if not _credible(reading, image):
            return None
        if not _alike(reading.next, self._region, _reach(t - self._seen)):
            return self._after_jump(image, reading)
        if _doubtful(reading) and t - self._checked >= CHECK_SECONDS:
            self._checked = t
            return reading if self._confirmed(image, reading) else None
        return reading

    def _after_jump(self, image: NDArray[np.uint8], reading: Reading) -> Reading | None:
        """The region moved further than a person can: whoever is where the person was, is the person."""
        candidates = self._find(image)
        if not candidates:
            self._strikes += 1
            return reading if self._strikes < STRIKES else None
        person = min(candidates, key=lambda c: c.region.apart(reading.region)).region
        if _alike(person, reading.next, 0.3):
            return reading
        if not _alike(person, reading.region, 0.3):
            return None
        again = self._reader.read(image, person)
        return again if _credible(again, image) else None

    def _confirmed(self, image: NDArray[np.uint8], reading: Reading) -> bool:
        """Whether the detector leaves a doubtful reading standing.

        Seeing nobody is weak evidence (it was made for upright people whose face is seen), seeing somebody elsewhere is
        strong.
        """
        candidates = self._find(image)
        if any(c.region.apart(reading.next) < 0.5 for c in candidates):
            self._strikes = 0
            return True
        self._strikes += 1
        return not candidates and self._strikes < STRIKES

    def _search(self, image: NDArray[np.uint8], t: float) -> Reading | None:
        """The person somewhere in the whole picture."""
        last, gone = self._last, t - self._seen
        candidates = self._find(image)
        if last is not None and gone <= MEMORY_SECONDS:
            candidates = sorted(candidates, key=lambda c: c.region.apart(last))
        else:
            # Nobody to remember: who is large and sure is who stands before the mirror.
            candidates = sorted(candidates, key=lambda c: -c.score * c.region.side)
        for candidate in candidates[:2]:
            same = last is not None and gone <= MEMORY_SECONDS and _alike(candidate.region, last, _reach(gone))
            if last is not None and not same and gone < PATIENCE_SECONDS:
                continue
            reading = self._reader.read(image, candidate.region)
            if _credible(reading, image):
                self.track += last is not None and not same
                self._strikes, self._checked = 0, t
                return reading
        return None

    def _find(self, image: NDArray[np.uint8]) -> list[Candidate]:
        """The detector's answer for this picture, asked at most once."""
        if self._candidates is None:
            self.detections += 1
            self._candidates = [c for c in self._finder.find(image) if c.region.side >= MIN_SIDE]
        return self._candidates


def _reach(seconds: float) -> float:
    """How far, in sides of the region (about 1.3 body heights), a person can get in that time; 1 at most.

    The constant covers what the detector and the landmarks disagree by and the jolt of a single picture.
    """
    return min(0.3 + 0.6 * seconds, 1.0)


def _alike(a: Region, b: Region, reach: float) -> bool:
    """Whether two regions may hold the same person: near enough and of about the same size."""
    return a.apart(b) <= reach and 0.5 <= a.side / b.side <= 2.0


def _credible(reading: Reading, image: NDArray[np.uint8]) -> bool:
    """Whether the answer is a person at all: sure enough, spread out like a body, in or near the picture."""
    if reading.probability <= MIN_PROBABILITY:
        return False
    height, width = image.shape[:2]
    region, beyond = reading.next, reading.next.side / 2
    if not MIN_SIDE <= region.side <= 4 * max(width, height):
        return False
    if not (-beyond <= region.x <= width + beyond and -beyond <= region.y <= height + beyond):
        return False
    flat = reading.points[:, :2]
    spread = float((flat.max(axis=0) - flat.min(axis=0)).max())
    return spread >= 0.15 * reading.region.side


def _doubtful(reading: Reading) -> bool:
    """Whether the answer, though credible, needs the detector's word."""
    return reading.probability < DOUBTFUL_PROBABILITY or float(reading.visibility[_TORSO].mean()) < DOUBTFUL_VISIBILITY
