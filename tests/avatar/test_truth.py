"""The avatar and the exercise files agree: signals reach their depths, every mistake shows in its own measure, clean is clean."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest

from mirror import paths
from mirror.avatar import Camera, Performance, perform, project_all
from mirror.exercises import Exercise, Mistake, load_catalogue
from mirror.geometry import body_from_pose, measure
from mirror.geometry.measures import INDEX, sides
from mirror.pose.skeleton import COUNT

CATALOGUE = load_catalogue(paths.exercises())
MOVING = tuple(e.name for e in CATALOGUE.values() if e.motion is not None)
FAULTS = [(e.name, m.name) for e in CATALOGUE.values() for m in e.mistakes if m.motion is not None]


def measured(performance: Performance) -> np.ndarray:
    """(N, measures) with every landmark visible: this tests the motion, not the view."""
    camera = Camera()
    rows = []
    for pose in project_all(performance.points, camera).poses(performance.t):
        body = body_from_pose(dataclasses.replace(pose, visibility=np.ones(COUNT, np.float32)), camera.calibration)
        assert body is not None
        rows.append(measure(body).values)
    return np.array(rows)


def depth_of(exercise: Exercise, values: np.ndarray) -> np.ndarray:
    """(N,) the signals' depth, as counting makes it: weighted, two sides by their mean (the larger for either)."""
    total, weights = np.zeros(len(values)), 0.0
    for signal in exercise.signals:
        both = (values[:, [INDEX[n] for n in sides(signal.measure)]] - signal.rest) / (signal.peak - signal.rest)
        one = both.mean(axis=1) if exercise.sides == "both" else both.max(axis=1)
        total, weights = total + signal.weight * one, weights + signal.weight
    return total / weights


def statistic(mistake: Mistake, values: np.ndarray, performance: Performance) -> list[float]:
    """One number a repetition, of the side that is nearer to the mistake."""
    if mistake.statistic == "duration":
        return [end - start for start, end in performance.bounds]
    if mistake.statistic == "same_side":
        made = [rep.side for rep in performance.reps]
        return [float(a == b != "both") for a, b in itertools.pairwise(made)]
    out = []
    for start, end in performance.bounds:
        k = (performance.t >= start) & (performance.t < end)
        depth, found = performance.depth[k], []
        if mistake.statistic == "asymmetry":
            both = values[k][:, [INDEX[name] for name in sides(mistake.measure)]][depth > 0.85 * depth.max()]
            out.append(float(abs(np.median(both[:, 0]) - np.median(both[:, 1]))))
            continue
        for name in sides(mistake.measure):
            x = values[k, INDEX[name]]
            found.append(
                {
                    "max": float(x.max()),
                    "min": float(x.min()),
                    "mean": float(x.mean()),
                    "range": float(np.ptp(x)),
                    "at_peak": float(x[np.argmax(depth)]),
                }[mistake.statistic]
            )
        out.append(max(found) if mistake.above is not None else min(found))
    return out


def beyond(mistake: Mistake, numbers: list[float]) -> bool:
    """Whether the repetitions show the mistake, taken together."""
    if mistake.above is not None:
        return float(np.mean(numbers)) > mistake.above
    assert mistake.below is not None
    return float(np.mean(numbers)) < mistake.below


@pytest.mark.parametrize("name", MOVING)
def test_signals_reach_rest_and_peak(name: str) -> None:
    exercise = CATALOGUE[name]
    performance = perform(exercise, 3, seed=3)
    depth = depth_of(exercise, measured(performance))
    assert depth[performance.depth < 0.01].max() < 0.2
    for start, end in performance.bounds:
        inside = (performance.t >= start) & (performance.t < end)
        assert 0.9 < depth[inside].max() < 1.45
    # The signal goes with the motion, not only through its ends.
    assert np.corrcoef(depth, performance.depth)[0, 1] > 0.95


@pytest.mark.parametrize(("name", "mistake"), FAULTS)
def test_a_mistake_moves_its_own_measure(name: str, mistake: str) -> None:
    exercise = CATALOGUE[name]
    described = exercise.mistake(mistake)
    clean = perform(exercise, 2, seed=3)
    broken = perform(exercise, 2, seed=3, mistake=mistake)
    assert not beyond(described, statistic(described, measured(clean), clean))
    assert beyond(described, statistic(described, measured(broken), broken))
