"""How well a repetition was made: joint scores against the exercise's form, and the mistakes that geometry can see.

Everything is phase-aligned (compared at the same depth of the movement), lives in the body frame and knows its uncertainty: a
joint or a mistake that this view cannot tell is left out, never guessed. The scale of a joint is the spread of good repetitions;
where the movement is another one (`mirror.scoring.likeness`) all joints score little.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mirror.counting.depth import DepthGauge
from mirror.counting.track import Stretch
from mirror.events import Severity, Side, Untold
from mirror.exercises.core import Exercise
from mirror.geometry.measures import INDEX, Measurement, sides
from mirror.scoring.judgement import Fault, Judgement, Swing
from mirror.scoring.likeness import agreement_of, distance_of, likeness
from mirror.scoring.mistakes import faults as faults_in
from mirror.scoring.mistakes import told_of, unknown
from mirror.scoring.phases import Phases

Array = NDArray[np.float64]

DEFAULT_SPREAD = 0.2
"""Spread of a joint that has no form of its own, as a share of its signal's range."""
TOO_UNSURE = 1.5
"""A joint whose error is this many spreads of good form cannot be scored. Of the teacher's people, seen through BlazePose from
all around, 68 of 100 scores surer than this lie within 8 points of the true one; of the others, within 22."""
KNOWN = 0.4
"""Of less than this share of its moments no joint is scored."""
FAR = 3.0
"""What is this many times error and spread together off its form is wrong for sure, however unsure the view."""
POINTS = 10.0
"""One standard deviation of a score, points, where the joint's error is one spread; of the same people."""
ONE_SIDED = 0.25
"""Depth by which one side must lead at the peak for the movement to be its own."""
PENALTY: Mapping[Severity, float] = {"style": 0.4, "form": 0.45, "danger": 0.6}
"""By how much a certain mistake lowers the score of its joints."""
_WHOLE = 2
"""Column of the depth of both sides together."""


class Judge:
    """Judges repetitions of one exercise.

    Attributes:
        names: the bars, in the order of the exercise's joints ("left_knee"). parts: what its mistakes name besides and the form
            knows ("left_neck"): scored with a repetition, without a bar.
    """

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self._gauge = DepthGauge([exercise])
        self._together = exercise.sides == "both"
        # A single measure (stance width) says nothing about the side.
        two_sided = tuple(s for s in exercise.signals if len(sides(s.measure)) == 2)
        self._sides = DepthGauge([exercise.model_copy(update={"signals": two_sided})]) if two_sided else None
        forms = {f.measure: (f.rest, f.peak, f.spread) for f in exercise.form}
        signals = {s.measure: (s.rest, s.peak, DEFAULT_SPREAD * abs(s.peak - s.rest)) for s in exercise.signals}
        named = tuple(joint for mistake in exercise.mistakes for joint in mistake.joints if joint in forms)
        self.names: list[str] = []
        self.parts: list[str] = []
        self._measures: list[str] = []
        rows: list[tuple[int, float, float, float, int, bool]] = []
        for measure in dict.fromkeys((*exercise.joints, *named, *forms)):
            told = forms.get(measure) or signals.get(measure)
            if told is None:
                continue
            paired = sides(measure)
            names = self.names if measure in exercise.joints else self.parts if measure in named else []
            names += paired
            for k, one in enumerate(paired):
                self._measures.append(measure)
                side = k if len(paired) == 2 else _WHOLE
                rows.append((INDEX[one], *told, side, measure in signals))
        self._scored = len(self.names) + len(self.parts)
        self._slots = np.array([r[0] for r in rows], dtype=np.intp)
        self._rest = np.array([r[1] for r in rows])
        self._span = np.array([r[2] - r[1] for r in rows])
        self._spread = np.array([r[3] for r in rows])
        self._side = np.array([r[4] for r in rows], dtype=np.intp)
        self._drives = np.array([r[5] for r in rows], dtype=bool)
        self._bars = slice(0, len(self.names))

    def live(self, measurement: Measurement, depth: float) -> Array:
        """Scores of `names` in this one frame, 0-100, NaN where the view cannot tell."""
        bars = self._bars
        slots, spread = self._slots[bars], self._spread[bars]
        sigma, error = measurement.sigma[slots], measurement.error[slots]
        at: float | Array = min(max(depth, 0.0), 1.0)
        if not self._together:
            told = self._gauge.read(measurement)
            # A side that is not seen is taken to be where the movement is.
            mine = np.array([told.left[0], told.right[0], depth])
            at = np.minimum(np.maximum(np.where(np.isnan(mine), depth, mine), 0.0), 1.0)[self._side[bars]]
        scores = _points(measurement.values[slots] - (self._rest[bars] + at * self._span[bars]), sigma, spread)
        scores[~(error < TOO_UNSURE * spread)] = math.nan
        return scores

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
        told = told_of(self.exercise, stretch, phases, swing, difficulty, again=again)
        faults = faults_in(told)
        by_side = np.stack([depths.left[:, 0], depths.right[:, 0], depth], axis=1)
        if self._together:
            by_side[:, :_WHOLE] = depth[:, None]
        joints, sigma, untold = self._joints(stretch, by_side, phases, held)
        alike = self._likeness(stretch, by_side, phases, faults, held)
        joints = {name: alike * score for name, score in joints.items()}
        return replace(self._with(faults, joints, sigma, alike), unknown=unknown(told), untold=untold)

    def _with(self, faults: tuple[Fault, ...], joints: dict[str, float], sigma: dict[str, float], alike: float) -> Judgement:
        """The joints that a fault names lose; the whole loses for a fault of what has no score."""
        for fault in faults:
            factor = 1.0 - PENALTY[fault.mistake.severity] * fault.certainty
            for joint in fault.joints:
                if joint in joints:
                    joints[joint] *= factor
        bars = [joints[name] for name in self.names if name in joints]
        score = None
        if bars:
            score = sum(bars) / len(bars)
            for fault in faults:
                if not any(joint in self.names and joint in joints for joint in fault.joints):
                    score *= 1.0 - 0.5 * PENALTY[fault.mistake.severity] * fault.certainty
        return Judgement(score, joints, sigma, faults, alike)

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

    def _likeness(self, stretch: Stretch, by_side: Array, phases: Phases, faults: tuple[Fault, ...], held: bool) -> float:
        """0..1 how far this is the exercise at all, from every measure of the form but those that a fault explains."""
        explained = {name for fault in faults for name in (fault.mistake.measure, *fault.mistake.joints)}
        # A measure without sides counts as much as one with two.
        share = np.where(self._side == _WHOLE, 2.0, 1.0) * np.array([measure not in explained for measure in self._measures])
        sigma = stretch.sigma[:, self._slots]
        at = np.clip(by_side, 0.0, 1.0)
        residual = (stretch.values[:, self._slots] - self._rest - at[:, self._side] * self._span) / self._spread
        seen = np.isfinite(residual)
        residual = np.where(seen, residual, 0.0)
        doubt = np.where(seen, sigma / self._spread, 0.0)
        parts = phases.parts()
        means, weights, where = np.zeros((4, len(self._slots))), np.zeros((4, len(self._slots))), np.full((4, 3), math.nan)
        for p, mask in enumerate(parts):
            count = seen[mask].sum(axis=0)
            some = np.maximum(count, 1)
            means[p] = residual[mask].sum(axis=0) / some
            weights[p] = np.where(count >= 2, 1.0 / (1.0 + (doubt[mask].sum(axis=0) / some) ** 2), 0.0)
            where[p] = _means(at[mask])
        weights *= share
        agreement = math.nan
        if not held:
            way = np.nan_to_num(where[2] - where[0])[self._side]
            expected = way * self._span / self._spread
            agreement = agreement_of(means[2] - means[0] + expected, expected, np.minimum(weights[0], weights[2]))
        return likeness(by_side[:, _WHOLE], distance_of(means, weights), agreement, held)

    def _joints(
        self, stretch: Stretch, by_side: Array, phases: Phases, held: bool
    ) -> tuple[dict[str, float], dict[str, float], dict[str, Untold]]:
        """Scores and their standard deviations; of the bars that have none, why."""
        mine = slice(0, self._scored)
        slots, spread_of, side = self._slots[mine], self._spread[mine], self._side[mine]
        values, sigma, error = stretch.values[:, slots], stretch.sigma[:, slots], stretch.error[:, slots]
        at = np.clip(by_side[:, side], 0.0, 1.0)
        away = values - (self._rest[mine] + at * self._span[mine])
        points = _points(away, sigma, spread_of)
        known = ((error < TOO_UNSURE * spread_of) | (np.abs(away) > FAR * (error + spread_of))) & np.isfinite(points)
        weight = known / (1.0 + np.where(known, sigma / spread_of, 0.0) ** 2)
        points = np.where(known, points, 0.0)
        total, count = np.zeros(self._scored), np.zeros(self._scored)
        # Each phase weighs alike, so that a long rest does not wash out a bad peak.
        for mask in phases.parts():
            share = weight[mask].sum(axis=0)
            some = share > 1e-3
            total[some] += (points[mask] * weight[mask]).sum(axis=0)[some] / share[some]
            count[some] += 1
        enough = (count > 0) & (known.mean(axis=0) > KNOWN)
        measured = np.isfinite(values).mean(axis=0) > KNOWN
        untold: dict[str, Untold] = {
            name: "view" if measured[i] else "unseen" for i, name in enumerate(self.names) if not enough[i]
        }
        joints: dict[str, float] = {}
        spread: dict[str, float] = {}
        full = self.exercise.range.full
        reached = np.nanmax(np.where(np.isfinite(by_side), by_side, -np.inf), axis=0)
        for i, name in enumerate((*self.names, *self.parts)):
            if not enough[i]:
                continue
            score = min(total[i] / count[i], 100.0)
            deep = float(reached[side[i]])
            # The range of motion counts for the joints that make the movement, on the side that works.
            if self._drives[i] and not held and (self._together or deep >= 0.6 * reached[_WHOLE]):
                score *= min(max(deep / full, 0.0), 1.0)
            joints[name] = float(score)
            seen = known[:, i]
            spread[name] = float(min(50.0, POINTS * np.mean(error[seen, i]) / spread_of[i]))
        return joints, spread, untold


def _means(depths: Array) -> Sequence[float]:
    """Mean of each column over what is known, NaN where nothing is."""
    known = np.isfinite(depths)
    count = known.sum(axis=0)
    means: Array = np.where(count > 0, np.where(known, depths, 0.0).sum(axis=0) / np.maximum(count, 1), math.nan)
    return list(means)


def _points(deviation: Array, sigma: Array, spread: Array) -> Array:
    """100 within one spread of the form, falling like a bell beyond it."""
    with np.errstate(invalid="ignore"):
        z = np.abs(deviation) / np.sqrt(spread**2 + np.where(np.isfinite(sigma), 0.5 * sigma, 0.0) ** 2)
        points: Array = 100.0 * np.exp(-0.5 * (np.maximum(z - 1.0, 0.0) / 1.2) ** 2)
    return points
