"""The pending ledger: every exercise that may be meant is counted; movements wait here until the name is sure."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

# np.median loads it when it is first asked, which held a frame of somebody's first movement up by 20 ms.
import numpy.ma

from mirror.counting.counter import Counter, Movement
from mirror.counting.depth import DepthGauge, Depths
from mirror.counting.hold import Hold
from mirror.counting.track import Track
from mirror.exercises.core import Exercise, Posture
from mirror.geometry.measures import INDEX, Measurement

GAP_S = 3.5
"""Movements with more rest than this between them are not one set."""
REMEMBERED = 64
WRONG = "wrong movement"
EVEN = 2.1
"""By how much two like movements differ at most, in time and in reach."""
UNHURRIED_S = 1.4
"""Two movements that are over sooner are a shake of the arms, or gestures where a rest lies between them."""
PROMPT_S = 1.5
"""Between two repetitions of an exercise there is no longer rest; a bag that is put down is lifted again after a while."""
AROUND_S = 0.3
"""So long before and after it an upright beginning is looked at: an inchworm stands first, but is bent double a second later."""
_LEAN, _FORWARD = INDEX["torso_lean"], INDEX["torso_forward"]


class Ledger:
    """Counters and holds of many exercises over one stream of measurements.

    Attributes:
        track: the last measurements. counters, holds: by the exercise's name.
    """

    def __init__(self, exercises: Mapping[str, Exercise]) -> None:
        self._exercises = dict(exercises)
        self._gauge = DepthGauge(list(self._exercises.values()))
        self._at = {name: i for i, name in enumerate(self._exercises)}
        self.track = Track()
        self.counters = {n: Counter(e.range) for n, e in self._exercises.items() if e.kind == "repetition"}
        self.holds = {n: Hold(e.range) for n, e in self._exercises.items() if e.kind == "hold"}
        self._pending: dict[str, deque[Movement]] = {n: deque(maxlen=REMEMBERED) for n in self.counters}
        self._running: list[tuple[str, int, Counter]] = []
        self._keeping: list[tuple[int, Hold]] = []
        self.watch(self._exercises)

    def watch(self, names: Iterable[str]) -> None:
        """Only these exercises are counted from now on; the others forget what they saw."""
        chosen = [n for n in names if n in self._at]
        for name in self.counters.keys() - set(chosen):
            self.counters[name].reset()
            self._pending[name].clear()
        for name in self.holds.keys() - set(chosen):
            self.holds[name].reset()
        self._running = [(n, self._at[n], self.counters[n]) for n in chosen if n in self.counters]
        self._keeping = [(self._at[n], self.holds[n]) for n in chosen if n in self.holds]

    def reset(self) -> None:
        """Another person, or a new start: nothing is pending."""
        self.track.clear()
        for counter in self.counters.values():
            counter.reset()
        for hold in self.holds.values():
            hold.reset()
        for pending in self._pending.values():
            pending.clear()

    def step(self, t: float, measurement: Measurement | None, yaw_deg: float) -> Depths | None:
        """One frame; None: nobody was seen, time passes."""
        if measurement is None:
            for _, _, counter in self._running:
                counter.step(t, math.nan)
            for _, hold in self._keeping:
                hold.step(t, math.nan)
            return None
        self.track.push(measurement, yaw_deg)
        depths = self._gauge.read(measurement)
        depth = depths.depth.tolist()
        for name, i, counter in self._running:
            movement = counter.step(t, depth[i])
            if movement is not None:
                self._note(name, movement)
        for i, hold in self._keeping:
            hold.step(t, depth[i])
        return depths

    def supports(self, name: str, t: float) -> bool:
        """Whether what is measured agrees with this exercise being done now. True for one that is not counted here."""
        hold = self.holds.get(name)
        if hold is not None:
            return hold.holding
        counter = self.counters.get(name)
        return counter is None or counter.seen_moving(t, GAP_S)

    def finish(self, t: float) -> None:
        """The stream is cut off: movements on their way back are closed."""
        for name, _, counter in self._running:
            movement = counter.finish(t)
            if movement is not None:
                self._note(name, movement)

    def _note(self, name: str, movement: Movement) -> None:
        """Keep a movement. One made in another posture than the exercise's (getting down to the floor) is another movement: where
        only this exercise is counted it is told so, where many may be meant it is none at all."""
        if self._in_posture(self._exercises[name].posture, movement):
            self._pending[name].append(movement)
        elif len(self._running) == 1 and movement.kind == "full":
            self._pending[name].append(replace(movement, kind="rejected", reason=WRONG))

    def chain(self, name: str, after_t: float, now: float) -> list[Movement]:
        """The pending movements that would make one set up to now: none before `after_t`, no long rest between them, the
        first ones like the others. They stay pending."""
        pending = self._pending.get(name)
        if not pending:
            return []
        chain: list[Movement] = []
        later = now
        allowed = GAP_S + 2.5  # the name comes up to that much later than the movement
        for movement in reversed(pending):
            if movement.start_t < after_t - 0.05 or later - movement.end_t > allowed:
                break
            chain.append(movement)
            later, allowed = movement.start_t, GAP_S
        chain.reverse()
        while len(chain) > 2 and not _alike(chain[0], chain[1:]):
            chain.pop(0)
        if not any(m.kind != "rejected" for m in chain):
            return []
        while chain[0].kind == "rejected":
            chain.pop(0)
        return chain

    def take(self, name: str, after_t: float) -> list[Movement]:
        """Remove and return what has been pending for this exercise since `after_t`; older entries are dropped."""
        pending = self._pending[name]
        taken = [m for m in pending if m.start_t >= after_t - 0.05]
        pending.clear()
        return taken

    def drop(self) -> None:
        """Forget every pending movement (a set was closed)."""
        for pending in self._pending.values():
            pending.clear()

    def _in_posture(self, posture: Posture, movement: Movement) -> bool:
        """Whether the trunk was as the exercise has it when the movement began; True where the trunk was not seen."""
        start, seconds = movement.start_t, 0.35 * (movement.end_t - movement.start_t)
        if posture not in ("prone", "supine", "inverted"):
            start, seconds = start - AROUND_S, min(seconds, 2.0 * AROUND_S)
        stretch = self.track.between(start, start + seconds)
        lean = stretch.values[:, _LEAN]
        seen = np.isfinite(lean)
        if not seen.any():
            return True
        upright = float(np.median(lean[seen]))
        forward = float(np.median(stretch.values[seen, _FORWARD]))
        match posture:
            case "prone":
                return upright > 35.0 and forward > 0.0
            case "supine":
                return upright > 25.0 and forward < 20.0
            case "inverted":
                return upright > 100.0
        return upright < 75.0


def repeated(movements: Sequence[Movement]) -> bool:
    """Whether this is somebody who exercises, though nobody said so: two full movements without a rest between them, or three of
    any depth, each like the one before in time and reach, and none of them quick ones apart. Life repeats itself too, but hardly
    ever so evenly."""
    run: list[Movement] = []
    for movement in movements:
        if movement.kind == "rejected":
            continue
        run = [*run, movement] if run and _even(run[-1], movement) and not _hasty(run[-1], movement) else [movement]
        last = run[-2:]
        if len(run) >= 3 or (len(last) == 2 and _at_once(*last)):
            return True
    return False


def _hasty(one: Movement, other: Movement) -> bool:
    """Quick movements with a rest between them: somebody gestures."""
    quick = one.end_t - one.start_t + other.end_t - other.start_t < UNHURRIED_S
    return quick and other.start_t - one.end_t > PROMPT_S


def _at_once(one: Movement, other: Movement) -> bool:
    full = one.kind == other.kind == "full"
    unhurried = one.end_t - one.start_t + other.end_t - other.start_t >= UNHURRIED_S
    return full and unhurried and other.start_t - one.end_t <= PROMPT_S


def _even(one: Movement, other: Movement) -> bool:
    seconds = sorted((one.end_t - one.start_t, other.end_t - other.start_t))
    reach = sorted((one.depth - one.valley, other.depth - other.valley))
    return seconds[1] <= EVEN * seconds[0] and reach[1] <= EVEN * reach[0]


def _alike(first: Movement, others: list[Movement]) -> bool:
    """Whether a movement looks like those after it: getting into position does not."""
    seconds = float(np.median([m.end_t - m.start_t for m in others]))
    reach = float(np.median([m.depth - m.valley for m in others]))
    ratio = (first.end_t - first.start_t) / max(seconds, 1e-3)
    return 0.35 < ratio < 3.0 and first.depth - first.valley > 0.5 * reach
