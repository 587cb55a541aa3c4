"""Bars: the joint scores as the screen shows them, calm, between repetitions and in them."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mirror.geometry.measures import Measurement
from mirror.scoring.core import Judge
from mirror.scoring.judgement import Judgement
from mirror.snapshot import JointScore

FOLLOW_S = 1.5
"""Time constant with which a bar follows the joint within a repetition."""
FAULTY_S = 3.0
"""How long joints stay painted after the repetition in which they were wrong."""


class Bars:
    """Scores of one exercise's joints; another exercise's begin unknown."""

    def __init__(self) -> None:
        self._of = ""
        self._scores: NDArray[np.float64] = np.empty(0)
        self._sigma: Mapping[str, float] = {}
        self._faulty: tuple[str, ...] = ()
        self._faulty_t = -math.inf

    def turn_to(self, judge: Judge) -> None:
        """Show this exercise from now on."""
        if self._of != judge.exercise.name:
            self._of, self._scores, self._sigma = judge.exercise.name, np.full(len(judge.names), math.nan), {}

    def follow(self, judge: Judge, measurement: Measurement, depth: float, gap: float) -> None:
        """Move towards how the joints are in this frame. gap: seconds since the last one."""
        live = judge.live(measurement, depth)
        known = np.isfinite(live)
        fresh = known & ~np.isfinite(self._scores)
        self._scores[fresh] = live[fresh]
        self._scores[known] += (live[known] - self._scores[known]) * min(gap / FOLLOW_S, 1.0)

    def take(self, t: float, judge: Judge, judgement: Judgement) -> None:
        """A repetition was judged: bars move halfway to it, its wrong joints are painted."""
        self.turn_to(judge)
        self._faulty = tuple(dict.fromkeys(joint for fault in judgement.faults for joint in fault.joints))
        self._faulty_t = t
        self._sigma = judgement.sigma
        for i, name in enumerate(judge.names):
            score = judgement.joints.get(name)
            if score is not None:
                old = float(self._scores[i])
                self._scores[i] = score if old != old else 0.5 * (old + score)

    def clean(self) -> None:
        """Nothing is wrong any more: the set is over."""
        self._faulty = ()

    def faulty(self, t: float) -> tuple[str, ...]:
        """Joints to paint now."""
        return self._faulty if t - self._faulty_t <= FAULTY_S else ()

    def shown(self, judge: Judge) -> tuple[JointScore, ...]:
        """The bars of this exercise, none while another one's are shown."""
        if self._of != judge.exercise.name:
            return ()
        told = zip(judge.names, self._scores.tolist(), strict=True)
        return tuple(JointScore(joint, None if s != s else s, self._sigma.get(joint, 0.0)) for joint, s in told)
