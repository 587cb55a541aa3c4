"""How well a repetition was made: joint scores against the exercise's form, and the mistakes that geometry can see.

Everything is phase-aligned (compared at the same depth of the movement), lives in the body frame and knows its uncertainty: a
joint or a mistake that this view cannot tell is left out, never guessed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mirror.counting.depth import DepthGauge
from mirror.counting.track import Stretch
from mirror.events import Severity, Side
from mirror.exercises.core import Exercise
from mirror.geometry.measures import INDEX, Measurement, sides
from mirror.scoring.judgement import Judgement, Swing
from mirror.scoring.mistakes import faults_of
from mirror.scoring.phases import Phases

DEFAULT_SPREAD = 0.2
"""Spread of a joint that has no form of its own, as a share of its signal's range."""
TOO_UNSURE = 2.2
"""A joint whose uncertainty is this many spreads cannot be scored."""
ONE_SIDED = 0.25
"""Depth by which one side must lead at the peak for the movement to be its own."""
PENALTY: Mapping[Severity, float] = {"style": 0.12, "form": 0.3, "danger": 0.45}
"""By how much a certain mistake lowers the score of its joints."""


class Judge:
    """Judges repetitions of one exercise."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self._gauge = DepthGauge([exercise])
        self._together = exercise.sides == "both"
        # A single measure (stance width) says nothing about the side.
        two_sided = tuple(s for s in exercise.signals if len(sides(s.measure)) == 2)
        self._sides = DepthGauge([exercise.model_copy(update={"signals": two_sided})]) if two_sided else None
        forms = {f.measure: (f.rest, f.peak, f.spread) for f in exercise.form}
        signals = {s.measure: s for s in exercise.signals}
        self.names: list[str] = []
        rows: list[tuple[float, float, float, int, bool]] = []
        for joint in exercise.joints:
            if joint in forms:
                rest, peak, spread = forms[joint]
            elif joint in signals:
                rest, peak = signals[joint].rest, signals[joint].peak
                spread = DEFAULT_SPREAD * abs(peak - rest)
            else:
                continue
            paired = sides(joint)
            for k, name in enumerate(paired):
                self.names.append(name)
                rows.append((rest, peak, spread, k if len(paired) == 2 else 2, joint in signals))
        self._slots = np.array([INDEX[name] for name in self.names], dtype=np.intp)
        self._rest = np.array([r[0] for r in rows])
        self._span = np.array([r[1] - r[0] for r in rows])
        self._spread = np.array([r[2] for r in rows])
        self._side = np.array([r[3] for r in rows], dtype=np.intp)
        self._drives = np.array([r[4] for r in rows], dtype=bool)

    def live(self, measurement: Measurement, depth: float) -> NDArray[np.float64]:
        """Scores of `names` in this one frame, 0-100, NaN where the view cannot tell."""
        sigma = measurement.sigma[self._slots]
        expected = self._rest + min(max(depth, 0.0), 1.0) * self._span
        scores = self._points(measurement.values[self._slots] - expected, sigma)
        scores[~(sigma < TOO_UNSURE * self._spread)] = math.nan
        return scores

    def _points(self, deviation: NDArray[np.float64], sigma: NDArray[np.float64]) -> NDArray[np.float64]:
        """100 within one spread of the form, falling like a bell beyond it."""
        with np.errstate(invalid="ignore"):
            z = np.abs(deviation) / np.sqrt(self._spread**2 + np.where(np.isfinite(sigma), 0.5 * sigma, 0.0) ** 2)
            points: NDArray[np.float64] = 100.0 * np.exp(-0.5 * (np.maximum(z - 1.0, 0.0) / 1.2) ** 2)
        return points

    def judge(
        self, stretch: Stretch, swing: Swing, difficulty: float = 0.5, *, held: bool = False, before: Side | None = None
    ) -> Judgement:
        """One repetition, or with `held` a piece of a hold. An empty stretch gives an empty judgement.

        before: the side that made the repetition before this one, None where there was none.
        """
        if len(stretch) == 0:
            return Judgement()
        depths = self._gauge.read_rows(stretch.values, stretch.sigma)
        depth = depths.depth[:, 0]
        if not np.isfinite(depth).any():
            return Judgement()
        phases = Phases.of(stretch.t, depth, swing.peak_t, held)
        again = before is not None and before != "both" and before == self.side(stretch, swing.peak_t)
        faults = faults_of(self.exercise, stretch, phases, swing, difficulty, again=again)
        by_side = np.stack([depths.left[:, 0], depths.right[:, 0], depth], axis=1)
        if self._together:
            by_side[:, :2] = depth[:, None]
        joints, sigma = self._joints(stretch, by_side, phases, held)
        for fault in faults:
            factor = 1.0 - PENALTY[fault.mistake.severity] * fault.certainty
            for joint in fault.joints:
                if joint in joints:
                    joints[joint] *= factor
        score = None
        if joints:
            score = sum(joints.values()) / len(joints)
            for fault in faults:
                if not any(joint in joints for joint in fault.joints):
                    score *= 1.0 - 0.5 * PENALTY[fault.mistake.severity] * fault.certainty
        return Judgement(score, joints, sigma, faults)

    def side(self, stretch: Stretch, peak_t: float) -> Side:
        """Which side made the movement; "both" where they went alike or one was not seen."""
        if self._together or self._sides is None or len(stretch) == 0:
            return "both"
        near = np.abs(stretch.t - peak_t) < 0.15
        depths = self._sides.read_rows(stretch.values[near], stretch.sigma[near])
        lead = depths.left[:, 0] - depths.right[:, 0]
        lead = lead[np.isfinite(lead)]
        if len(lead) == 0 or abs(float(np.median(lead))) < ONE_SIDED:
            return "both"
        return "left" if np.median(lead) > 0 else "right"

    def _joints(
        self, stretch: Stretch, by_side: NDArray[np.float64], phases: Phases, held: bool
    ) -> tuple[dict[str, float], dict[str, float]]:
        values, sigma = stretch.values[:, self._slots], stretch.sigma[:, self._slots]
        at = by_side[:, self._side]
        points = self._points(values - (self._rest + np.clip(at, 0.0, 1.0) * self._span), sigma)
        known = (sigma < TOO_UNSURE * self._spread) & np.isfinite(points)
        weight = known / (1.0 + np.where(known, sigma / self._spread, 0.0) ** 2)
        points = np.where(known, points, 0.0)
        total, count = np.zeros(len(self.names)), np.zeros(len(self.names))
        # Each phase weighs alike, so that a long rest does not wash out a bad peak.
        for mask in phases.parts():
            share = weight[mask].sum(axis=0)
            some = share > 1e-3
            total[some] += (points[mask] * weight[mask]).sum(axis=0)[some] / share[some]
            count[some] += 1
        enough = (count > 0) & (known.mean(axis=0) > 0.4)
        joints: dict[str, float] = {}
        spread: dict[str, float] = {}
        full = self.exercise.range.full
        reached = np.nanmax(np.where(np.isfinite(by_side), by_side, -np.inf), axis=0)
        for i, name in enumerate(self.names):
            if not enough[i]:
                continue
            score = min(total[i] / count[i], 100.0)
            deep = float(reached[self._side[i]])
            # The range of motion counts for the joints that make the movement, on the side that works.
            if self._drives[i] and not held and (self._together or deep >= 0.6 * reached[2]):
                score *= 0.4 + 0.6 * min(max(deep / full, 0.0), 1.0)
            joints[name] = float(score)
            seen = known[:, i]
            spread[name] = float(min(50.0, 25.0 * np.mean(sigma[seen, i]) / self._spread[i]))
        return joints, spread
