"""Mistakes inside a repetition: what the closing judgement will say, as soon as it can be told.

The same geometry as at the end looks at the part of the movement that is there, some fifteen times a second. A
mistake is told once it has been there for `HOLD_S`, and only when the rest of the movement can hardly take it back: one at the
peak waits until the peak is near, one that goes away with depth ("not deep enough") until the person has turned round. What the
log keeps is the judgement of the whole repetition.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mirror.counting.depth import DepthGauge
from mirror.counting.track import Stretch, Track
from mirror.exercises.core import Exercise, Mistake, PhaseName
from mirror.geometry.measures import INDEX, sides
from mirror.scoring.judgement import Fault
from mirror.scoring.mistakes import faults as faults_in
from mirror.scoring.mistakes import told_of
from mirror.scoring.phases import Phases

CHECK_S = 0.06
"""Between two looks."""
HOLD_S = 0.2
"""So long a mistake has to be there in every look."""
FINAL_S = 0.1
"""The same for what the rest of the movement cannot change any more."""
PIECE_S = 0.4
"""Of a hold, what is looked at."""
LEAD_S = 0.2
"""Frames before the movement that belong to it, as in the closing judgement."""
NEAR = 0.9
"""Of the person's usual depth: the peak is near."""
SLOWED_S, SLOWED = 0.2, 0.06
"""Or the depth has grown by less than the second within the first."""
TURNED = 0.06
"""The person has turned round when the depth has come back by this much ..."""
STOPPED_S, STOPPED = 0.3, 0.02
"""... or has grown by less than the second within the first."""
REMEMBERED = 16

Moment = str
"""When a mistake can be told: "begun" from the first frames of the movement, "near" its peak, "turned" after it."""


class Swinging(Protocol):
    """What is watched of a counter (`mirror.counting.Counter`)."""

    @property
    def moving(self) -> bool: ...
    @property
    def start_t(self) -> float: ...
    @property
    def phase(self) -> PhaseName: ...


@dataclass(frozen=True, slots=True)
class _Swing:
    start_t: float
    peak_t: float
    end_t: float


@dataclass(frozen=True, slots=True)
class _Progress:
    """How far the movement has come."""

    swing: _Swing
    phases: Phases
    near: bool
    turned: bool


class Watcher:
    """Watches the repetitions of one set. One thread, in the order of time."""

    def __init__(self, exercise: Exercise) -> None:
        self._gauge = DepthGauge([exercise])
        self._partial = exercise.range.partial
        moments = {mistake.name: tellable(exercise, mistake) for mistake in exercise.mistakes}

        def those(*wanted: Moment) -> Exercise:
            mistakes = tuple(m for m in exercise.mistakes if moments[m.name] in wanted)
            return exercise.model_copy(update={"mistakes": mistakes})

        self._begun, self._near, self._turned = those("begun"), those("begun", "near"), those("begun", "near", "turned")
        self._at_peak = {name for name, moment in moments.items() if moment == "near"}
        self._hold_s = {name: FINAL_S if moment == "turned" else HOLD_S for name, moment in moments.items()}
        self._usual = 1.0
        self._told: dict[float, set[str]] = {}
        self._clear(math.nan)

    def _clear(self, start_t: float) -> None:
        self._start_t = start_t
        self._checked_t = -math.inf
        self._deepest = -math.inf
        self._since: dict[str, float] = {}

    def told(self, start_t: float) -> frozenset[str]:
        """The mistakes that were told in the movement (or piece of a hold) that began then."""
        return frozenset(self._told.get(start_t, ()))

    def step(self, t: float, counter: Swinging, track: Track, difficulty: float = 0.5) -> tuple[Fault, ...]:
        """After each frame; the mistakes that can be told now, each once in a repetition. difficulty: as in SetDifficulty."""
        if not counter.moving:
            if self._start_t == self._start_t and math.isfinite(self._deepest):
                self._usual += 0.3 * (self._deepest - self._usual)
            self._clear(math.nan)
            return ()
        first = counter.start_t != self._start_t
        if not self._look(t, counter.start_t):
            return ()
        stretch = track.between(counter.start_t - LEAD_S, t)
        progress = self._progress(t, counter, stretch)
        if progress is None:
            return ()
        exercise = self._turned if progress.turned else self._near if progress.near else self._begun
        # What is learned was learned from whole movements; before the peak geometry has the word alone.
        whole = progress.near or progress.turned
        faults = faults_in(told_of(exercise, stretch, progress.phases, progress.swing, difficulty, whole=whole))
        if not progress.turned:
            faults = tuple(f for f in faults if f.mistake.name not in self._at_peak or not _easing(f, stretch, progress.phases))
        if first:
            # The movement is known late; what was there before is not looked for anew.
            before = stretch.t <= t - HOLD_S
            if before.sum() >= 2:
                past = stretch.where(before)
                there = told_of(exercise, past, _cut(progress.phases, before), progress.swing, difficulty, whole=whole)
                self._since = {fault.mistake.name: t - HOLD_S for fault in faults_in(there)}
        return self._tell(t, faults)

    def hold(self, t: float, piece_t: float, track: Track, difficulty: float = 0.5) -> tuple[Fault, ...]:
        """The same for a hold; `piece_t` is when the piece began that is judged next."""
        if not self._look(t, piece_t):
            return ()
        stretch = track.between(t - PIECE_S, t)
        if len(stretch) < 2:
            return ()
        phases = Phases.of(stretch.t, np.ones(len(stretch)), t, True)
        return self._tell(t, faults_in(told_of(self._turned, stretch, phases, _Swing(piece_t, t, t), difficulty)))

    def _look(self, t: float, start_t: float) -> bool:
        """Whether it is time to look; a new movement begins with nothing seen."""
        if start_t != self._start_t:
            self._clear(start_t)
        if t - self._checked_t < CHECK_S:
            return False
        self._checked_t = t
        return True

    def _progress(self, t: float, counter: Swinging, stretch: Stretch) -> _Progress | None:
        if len(stretch) < 2:
            return None
        depth: NDArray[np.float64] = self._gauge.read_rows(stretch.values, stretch.sigma).depth[:, 0]
        seen = np.flatnonzero(np.isfinite(depth))
        if len(seen) < 2:
            return None
        peak = int(seen[np.argmax(depth[seen])])
        self._deepest = float(depth[peak])

        def grown(seconds: float) -> float:
            earlier = depth[seen][stretch.t[seen] <= t - seconds]
            return self._deepest - float(earlier.max()) if len(earlier) else math.inf

        deep = self._deepest >= self._partial
        near = self._deepest >= NEAR * self._usual or (deep and grown(SLOWED_S) < SLOWED)
        turned = self._deepest - float(depth[seen[-1]]) >= TURNED or (deep and grown(STOPPED_S) < STOPPED)
        swing = _Swing(counter.start_t, float(stretch.t[peak]), t)
        return _Progress(swing, Phases.of(stretch.t, depth, swing.peak_t, False), near, turned or counter.phase == "back")

    def _tell(self, t: float, faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
        there = {fault.mistake.name for fault in faults}
        self._since = {name: self._since.get(name, t) for name in there}
        told = self._told.setdefault(self._start_t, set())
        while len(self._told) > REMEMBERED:
            self._told.pop(next(iter(self._told)))
        stayed = {name for name, since in self._since.items() if t - since >= self._hold_s[name] - 1e-9}
        fresh = tuple(f for f in faults if f.mistake.name in stayed - told)
        told.update(fault.mistake.name for fault in fresh)
        return fresh


def _easing(fault: Fault, stretch: Stretch, phases: Phases) -> bool:
    """Whether the measure has moved away from the mistake on the way out, by more than its margin: it may go on doing so."""
    mistake = fault.mistake
    for name in sides(mistake.measure):
        values = stretch.values[:, INDEX[name]]
        out, deep = values[phases.out], values[phases.peak]
        out, deep = out[np.isfinite(out)], deep[np.isfinite(deep)]
        if len(out) and len(deep):
            moved = float(np.median(deep)) - float(out[0])
            if (moved if mistake.above is None else -moved) > mistake.margin:
                return True
    return False


def _cut(phases: Phases, rows: NDArray[np.bool_]) -> Phases:
    return Phases(*(part[rows] for part in phases.parts()))


def tellable(exercise: Exercise, mistake: Mistake) -> Moment | None:
    """From when on a mistake can be told inside the repetition; None: only by the closing judgement."""
    if mistake.statistic == "same_side":
        return None
    if mistake.statistic == "duration":
        return "begun" if mistake.above is not None else None
    at_peak = mistake.statistic in ("at_peak", "asymmetry") or mistake.phase == "peak"
    if at_peak:
        return "turned" if eases(exercise, mistake) else "near"
    # Of an extreme that must be reached nobody knows before the turn whether it will be.
    wanting = mistake.above is not None if mistake.statistic == "min" else mistake.below is not None
    if mistake.phase == "back" or (mistake.statistic in ("max", "min", "range") and wanting):
        return "turned"
    return "near" if mistake.phase == "rest" else "begun"


def eases(exercise: Exercise, mistake: Mistake) -> bool:
    """Whether going deeper moves the measure away from the mistake, as far as the exercise's form or signals say."""
    spans: Mapping[str, float] = {
        **{s.measure: s.peak - s.rest for s in exercise.signals},
        **{f.measure: f.peak - f.rest for f in exercise.form},
    }
    span = spans.get(mistake.measure, 0.0)
    return span < 0.0 if mistake.above is not None else span > 0.0


__all__ = ["Watcher", "eases", "tellable"]
