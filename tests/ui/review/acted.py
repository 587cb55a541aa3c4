"""Sets for the review's plots: what the avatar does, seen by a camera with its noise, and measured as at the mirror."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mirror.avatar import Camera, Person, perform, project_all
from mirror.avatar.noise import Noise
from mirror.avatar.performance import Performance
from mirror.geometry.body import body_from_pose
from mirror.geometry.measures import INDEX, MEASURES, measure
from mirror.review.core import PHASES, Band, Curve, MeasureView, MistakeMark, Point, RepetitionCurve, SetView, Trend
from mirror.review.replay import ReplayTrack
from tests.acting import OBLIQUE, catalogue

Array = NDArray[np.float64]
Bounds = tuple[tuple[float, float], ...]
RATE = 16.0
START = 1000.0
"""A set begins long after the program did."""
SHOWN = ("left_knee", "right_knee", "left_hip", "right_hip", "left_thigh", "torso_lean", "stance_width", "knee_gap")


def seed_kinds(n: int) -> tuple[str, ...]:
    return tuple("partial" if i % 7 == 4 else "rejected" if i % 11 == 8 else "full" for i in range(n))


@cache
def performed(exercise: str, reps: int, mistake: str | None) -> Performance:
    return perform(
        catalogue()[exercise],
        reps,
        person=Person.random(3),
        mistake=mistake,
        faulty=tuple(range(2, reps, 3)),
        fps=RATE,
        seed=3,
        asymmetry=0.08,
    )


@cache
def recorded(reps: int = 8, camera: Camera = OBLIQUE, exercise: str = "squat", mistake: str | None = "knees_in") -> ReplayTrack:
    """The same set as `squats` in the room, with the visibility that the camera gave."""
    done = performed(exercise, reps, mistake)
    poses = project_all(done.points, camera).poses(done.t)
    seen = np.array([pose.visibility for pose in poses], float)
    return ReplayTrack(done.t, done.points.astype(float), seen, START, 0.0, math.nan, float(done.t[-1]), "Set 1")


def one_repetition(k: int, reps: int = 8) -> ReplayTrack:
    """One repetition of `recorded`, its deepest moment known."""
    whole, done = recorded(reps), performed("squat", reps, "knees_in")
    start, end = done.bounds[k]
    rows = (whole.t >= start) & (whole.t <= end)
    t = whole.t[rows] - start
    peak = float(t[np.argmax(done.depth[rows])])
    return ReplayTrack(
        t, whole.points[rows], whole.visibility[rows], START + start, 0.0, peak, end - start, f"Repetition {k + 1}"
    )


def resampled(t: Array, values: Array, start: float, end: float) -> Array:
    at = np.linspace(start, end, PHASES)
    seen = np.isfinite(values)
    out = np.interp(at, t[seen], values[seen]) if seen.any() else np.full(PHASES, math.nan)
    near = np.abs(at[:, None] - t[seen][None]).min(axis=1) if seen.any() else np.full(PHASES, math.inf)
    out[near > 0.25] = math.nan
    return out


@cache
def measured(exercise: str, reps: int, mistake: str | None, camera: Camera) -> tuple[Array, Array, Array, Bounds]:
    done = performed(exercise, reps, mistake)
    noisy = Noise(np.random.default_rng(5))
    values, error = np.full((len(done.t), len(MEASURES)), math.nan), np.full((len(done.t), len(MEASURES)), math.inf)
    for i, pose in enumerate(project_all(done.points, camera).poses(done.t)):
        seen = noisy(pose)
        body = body_from_pose(seen, camera.calibration) if seen is not None else None
        if body is not None:
            found = measure(body)
            values[i], error[i] = found.values, found.error
    return done.t + START, values, error, tuple((a + START, b + START) for a, b in done.bounds)


@cache
def squats(reps: int = 8, mistake: str | None = "knees_in", exercise: str = "squat", hidden: bool = True) -> SetView:
    """A set of repetitions with partial and rejected ones among them; for two seconds nothing was seen."""
    t, values, error, bounds = measured(exercise, reps, mistake, OBLIQUE)
    values, error = values.copy(), error.copy()
    if hidden and len(bounds) > 3:
        away = (t > bounds[3][1] - 0.8) & (t < bounds[3][1] + 1.2)
        values[away], error[away] = math.nan, math.inf
    kinds = seed_kinds(reps)
    measures = {}
    for name in SHOWN:
        i = INDEX[name]
        side, _, rest = name.partition("_")
        other = {"left": f"right_{rest}", "right": f"left_{rest}"}.get(side, "")
        curve = Curve(name, "torsos" if name in ("stance_width", "knee_gap") else "deg", t, values[:, i], error[:, i])
        repetitions = tuple(
            RepetitionCurve(k + 10, k + 1, kinds[k], resampled(t, curve.values, a, b), a, b) for k, (a, b) in enumerate(bounds)
        )
        measures[name] = MeasureView(curve, repetitions, band_of(repetitions), other if other in SHOWN else "")
    marks = tuple(
        MistakeMark(bounds[k][0] + 1.1 + 0.2 * (j % 3), what, title, severity, k + 10)
        for j, (k, what, title, severity) in enumerate(
            (k, *kind)
            for k in range(2, reps, 3)
            for kind in (("knees_in", "Knees fall in", "danger"), ("leaning_forward", "Trunk leans far forward", "form"))
        )
    )
    if reps > 5:
        marks = (*marks, MistakeMark(bounds[5][0] + 1.2, "shallow", "Not deep enough", "style", 15))
        marks = tuple(
            sorted((*marks, MistakeMark(bounds[-1][1] + 0.5, "head_down", "Head drops", "style", None)), key=lambda m: m.t)
        )
    return SetView("s", 1, exercise, float(t[0]), float(t[-1]), measures, marks, {"knee": 0.06}, "estimated")


def band_of(repetitions: tuple[RepetitionCurve, ...]) -> Band | None:
    good = np.array([one.values for one in repetitions if one.kind == "full"])
    if len(good) < 3:
        return None
    low, median, high = np.nanpercentile(good, (10, 50, 90), axis=0)
    return Band(median, low, high, len(good), "this set")


def hold() -> SetView:
    """A hold: curves, no repetitions."""
    made = squats(3, None)
    measures = {name: replace(m, repetitions=(), band=None) for name, m in made.measures.items()}
    return replace(made, measures=measures, mistakes=(), exercise="plank")


def long(minutes: float = 10.0) -> SetView:
    """A set of many minutes: the short one over and over."""
    made = squats(12)
    length = made.end_t - made.start_t + 1.0 / RATE
    times = max(round(minutes * 60.0 / length), 1)
    measures = {}
    for name, view in made.measures.items():
        curve = view.curve
        t = np.concatenate([curve.t + k * length for k in range(times)])
        whole = Curve(name, curve.unit, t, np.tile(curve.values, times), np.tile(curve.error, times))
        n = len(view.repetitions)
        repetitions = tuple(_later(one, k * n, k * length) for k in range(times) for one in view.repetitions)
        measures[name] = replace(view, curve=whole, repetitions=repetitions)
    marks = tuple(replace(mark, t=mark.t + k * length) for k in range(times) for mark in made.mistakes)
    return replace(made, measures=measures, mistakes=marks, end_t=made.start_t + times * length)


def _later(one: RepetitionCurve, n: int, seconds: float) -> RepetitionCurve:
    start, end = one.start_t + seconds, one.end_t + seconds
    return replace(one, seq=one.seq + n, number=one.number + n, start_t=start, end_t=end)


def trends(weeks: int = 14, seed: int = 2) -> tuple[Trend, ...]:
    """Weeks in which the range grew for certain, tempo and score did not, and asymmetry has too few."""
    rng = np.random.default_rng(seed)
    days = [date(2026, 8, 3) + timedelta(weeks=k) for k in range(weeks)]

    def points(start: float, end: float, spread: float, n: int = 40, count: int = weeks) -> tuple[Point, ...]:
        values = np.linspace(start, end, count) + rng.normal(0, spread, count)
        return tuple(Point(d, float(v), n, spread) for d, v in zip(days[:count], values, strict=True))

    return (
        Trend("volume", "", "repetitions", "up", points(62, 140, 9), 66.0, 131.0, 31.0, "improved",
              "Improved: 66 full repetitions a week at first, 131 now; a change of 31 or more is beyond chance."),
        Trend("range", "left_knee", "deg", "up", points(71, 88, 2.0), 72.1, 87.4, 6.4, "improved",
              "Improved: the left knee's range grew from 72° to 87° (+15°), more than the 6° that the measurement can tell."),
        Trend("score", "", "points", "up", points(74, 78, 3.0), 74.0, 77.9, 8.1, "no certain change",
              "No certain change: 74 at first, 78 now; less than 8 points may be the measurement's own error."),
        Trend("asymmetry", "knee", "share", "down", points(0.12, 0.10, 0.02, count=2), 0.12, 0.10, math.nan, "too few sessions",
              "Too few sessions to compare: 2, at least 4 are needed."),
        Trend("tempo", "", "s", "neither", points(2.6, 3.3, 0.12), 2.6, 3.2, 0.4, "no certain change",
              "Slower by 0.6 s a repetition (2.6 s to 3.2 s), more than the 0.4 s that can be told; neither way is better."),
    )  # fmt: skip
