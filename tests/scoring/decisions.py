"""How long after a mistake is over its threshold the decision comes: `python -m tests.scoring.decisions [EXERCISE...]`.

Every exercise of the catalogue (or those named) is performed by the avatar, well and with each of its mistakes, before an exact
camera in a view that shows the mistake. What the closing judgement says is the truth; the onset of a mistake is, looking back
from there, the first frame of its phase that is over the threshold by itself (of a statistic that is no single frame's: the first
frame up to which the statistic is; of one that goes away with depth, or that must be reached: the turning point).
"""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from mirror.avatar import Camera
from mirror.counting.counter import Movement
from mirror.counting.depth import DepthGauge
from mirror.counting.ledger import Ledger
from mirror.counting.track import Stretch
from mirror.exercises.core import Exercise, Mistake
from mirror.geometry.body import body_from_pose
from mirror.geometry.camera import Calibration
from mirror.geometry.measures import measure
from mirror.scoring.core import Judge
from mirror.scoring.during import LEAD_S, Watcher, eases, tellable
from mirror.scoring.mistakes import faults, told_of
from mirror.scoring.phases import Phases
from tests.acting import FRONT, OBLIQUE, SIDE, acted, catalogue

CAMERAS = {"front": FRONT, "oblique": OBLIQUE, "side": SIDE, "back": Camera(azimuth_deg=180.0, distance_m=4.0)}
REPS = 3


@dataclass(frozen=True, slots=True)
class Decision:
    """One mistake in one repetition, seconds after its onset: when it was told, and when the repetition closed."""

    exercise: str
    mistake: str
    inside: bool
    delay_s: float
    closing_s: float


@dataclass(frozen=True, slots=True)
class Take:
    """One performance: decisions, mistakes told inside that the closing judgement did not confirm, repetitions, and what the
    watcher cost (milliseconds of processor time a frame)."""

    decisions: tuple[Decision, ...]
    unconfirmed: tuple[str, ...]
    reps: int
    ms: float


def watch(exercise: Exercise, mistake: str | None, tempo: float = 1.0, reps: int = REPS) -> Take:
    """Perform, count, watch and judge."""
    named = exercise.mistake(mistake) if mistake is not None else None
    view = named.views[0] if named is not None and named.views else exercise.views[0]
    ledger, watcher, judge = Ledger({exercise.name: exercise}), Watcher(exercise), Judge(exercise)
    counter = ledger.counters[exercise.name]
    told: dict[tuple[float, str], float] = {}
    closed: list[tuple[float, Movement]] = []
    spent, frames = 0.0, 0
    for pose in acted.__wrapped__(exercise.name, reps, CAMERAS[view], mistake=mistake, tempo=tempo):
        body = body_from_pose(pose, Calibration())
        if body is None:
            continue
        ledger.step(pose.t, measure(body), body.yaw_deg)
        closed += [(pose.t, m) for m in ledger.take(exercise.name, -1.0) if m.kind != "rejected"]
        begin = time.thread_time()
        for fault in watcher.step(pose.t, counter, ledger.track):
            assert (counter.start_t, fault.mistake.name) not in told, "told twice in one repetition"
            told[counter.start_t, fault.mistake.name] = pose.t
        spent, frames = spent + time.thread_time() - begin, frames + 1
    decisions, unconfirmed = [], []
    for t, movement in closed:
        stretch = ledger.track.between(movement.start_t - LEAD_S, movement.end_t)
        names = {fault.mistake.name for fault in judge.judge(stretch, movement).faults}
        unconfirmed += sorted(watcher.told(movement.start_t) - names)
        for name in names:
            begun = onset(exercise, exercise.mistake(name), stretch, movement)
            at = told.get((movement.start_t, name))
            decisions.append(Decision(exercise.name, name, at is not None, (t if at is None else at) - begun, t - begun))
    return Take(tuple(decisions), tuple(unconfirmed), len(closed), 1e3 * spent / max(frames, 1))


def onset(exercise: Exercise, mistake: Mistake, stretch: Stretch, movement: Movement) -> float:
    """When the mistake began, seconds; NaN where no frame shows it alone."""
    if mistake.statistic == "duration" and mistake.above is not None:
        return movement.start_t + mistake.above
    if mistake.statistic in ("duration", "same_side"):
        return movement.end_t
    if tellable(exercise, mistake) == "turned" and (mistake.phase != "back" or eases(exercise, mistake)):
        return movement.peak_t
    alone = exercise.model_copy(update={"mistakes": (mistake,)})
    depth = DepthGauge([exercise]).read_rows(stretch.values, stretch.sigma).depth[:, 0]
    phases = Phases.of(stretch.t, depth, movement.peak_t, False)
    rows = np.flatnonzero(phases.mask("peak" if mistake.statistic == "at_peak" else mistake.phase))
    single = mistake.statistic in ("max", "min", "at_peak")
    for row in rows:
        # a lone frame is told twice over, for the statistic wants two
        some = np.array([row, row]) if single else rows[rows <= row]
        if len(some) >= 2 and faults(told_of(alone, *_part(stretch, phases, some, single), movement)):
            return float(stretch.t[row])
    return math.nan


def _part(stretch: Stretch, phases: Phases, rows: np.ndarray, single: bool) -> tuple[Stretch, Phases]:
    part = Stretch(stretch.t[rows], stretch.values[rows], stretch.sigma[rows], stretch.yaw_deg[rows])
    return part, Phases(*(np.ones(len(rows), bool) if single else mask[rows] for mask in phases.parts()))


def takes(names: Iterable[str] = (), tempo: float = 1.0) -> Iterator[Take]:
    """Of the exercises with repetitions (or those named): well made, and with each mistake that the avatar can make."""
    wanted = set(names)
    for exercise in catalogue().values():
        if exercise.kind != "hold" and (not wanted or exercise.name in wanted):
            for mistake in (None, *(m.name for m in exercise.mistakes if m.motion)):
                yield watch(exercise, mistake, tempo)


def summary(done: Iterable[Take]) -> dict[str, object]:
    """Seconds, milliseconds and counts over some takes."""
    done = list(done)
    decisions = [d for take in done for d in take.decisions if math.isfinite(d.delay_s)]
    delays, closings = np.array([d.delay_s for d in decisions]), np.array([d.closing_s for d in decisions])
    late = sorted({f"{d.exercise} {d.mistake}" for d in decisions if d.delay_s > 0.6})
    return {
        "repetitions": sum(take.reps for take in done),
        "mistakes": len(decisions),
        "told_inside": sum(d.inside for d in decisions),
        "delay_s": {"p50": float(np.median(delays)), "p95": float(np.percentile(delays, 95)), "max": float(delays.max())},
        "within_600_ms": float(np.mean(delays <= 0.6)),
        "closing_s": {"p50": float(np.median(closings)), "p95": float(np.percentile(closings, 95))},
        "unconfirmed": sum(len(take.unconfirmed) for take in done),
        "ms_a_frame": float(np.mean([take.ms for take in done])),
        "late": late,
        "unconfirmed_names": sorted({name for take in done for name in take.unconfirmed}),
    }


if __name__ == "__main__":
    print(json.dumps(summary(takes(sys.argv[1:])), indent=1))
