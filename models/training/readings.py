"""`python -m models.training.readings [--people N] [--seed N] [--out FILE] [EXERCISE ...]`: how a camera reads each mistake.

The avatar's people (the teacher's bodies, cameras and seeds, none of the examiner's) do every exercise in good form and with its
mistakes in all sizes; each movement is read through the camera with the pose network's measured errors (`mirror.avatar.noise`)
and, without them, as it is. A line from what was read to what was so, and the error that is left, is what the mirror needs to
know of a mistake and a view (`mirror.scoring.readings`). The error is that of leaving one person out.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mirror import paths
from mirror.avatar import Camera, Noise, Performance, Person, perform, project_all
from mirror.avatar.video import fitted
from mirror.counting import Counter, DepthGauge, Movement, Stretch
from mirror.errors import WorldError
from mirror.exercises.core import Exercise, Mistake, load_catalogue
from mirror.geometry import MEASURES, Calibration, body_from_pose, measure
from mirror.geometry.view import view_of
from mirror.pose import skeleton as s
from mirror.pose.core import Pose
from mirror.scoring.mistakes import statistics
from mirror.scoring.phases import Phases
from mirror.scoring.readings import key, learned

Array = NDArray[np.float64]
log = logging.getLogger(__name__)

_FPS, _REPS = 16.0, 2
_CAMERAS = 3
"""From so many views each performance is read."""
_FACING: dict[str, tuple[tuple[float, float], ...]] = {
    "front": ((-28.0, 28.0),),
    "oblique": ((32.0, 56.0), (-56.0, -32.0)),
    "side": ((60.0, 118.0), (-118.0, -60.0)),
    "back": ((154.0, 206.0),),
}
_BEGUN, _RETURNED = 0.08, 0.6
"""A movement begins where it was last so near to its rest and is over when so much of the way back is made (mirror.counting)."""
_BEFORE_S = 0.2
_HELD_S = 3.0
_FEWEST = 8
"""Performances from which on a reading is learned."""
_SLOPES = (0.3, 2.5)
_SHRINK = 0.02
"""Share of the spread that is added when the slope is fitted: a few people prove no steep line."""
_PEOPLE_SEED = 3_000_000
_CARD = """# How the camera reads each mistake

{count} readings, one for a mistake and a view, written by `python -m models.training.readings --people {people} --seed {seed}`.

- Data: generated movement alone. The avatar's people ({people} in good form and {people} with each mistake, in sizes
  0.3 to 2), each seen by up to three cameras with BlazePose's measured errors laid on exact landmarks. None of the examiner's
  bodies, sizes or cameras.
- What it is: true = intercept + slope * read; `sigma` is the error of leaving one person out; `good` is good form's statistic.
- Used by `mirror.scoring.readings`. A mistake whose measure, statistic or phase has changed since is judged by geometry alone.
- Licence: our own.
"""


@dataclass(frozen=True, slots=True)
class Point:
    """One performance read once: the view, what was read and what was so (medians over its movements), the good form's."""

    view: str
    person: int
    read: float
    true: float
    good: bool


def exact(performance: Performance) -> Stretch:
    """Every measure of the body as it is: no camera's error, every landmark seen."""
    camera = performance.points * np.array([1.0, -1.0, -1.0])
    world = (camera - camera[:, [s.LEFT_HIP, s.RIGHT_HIP]].mean(axis=1, keepdims=True)).astype(np.float32)
    image, seen = np.full((s.COUNT, 3), 0.5, np.float32), np.ones(s.COUNT, np.float32)
    poses = [Pose(t, image, w, seen, 2, 2) for t, w in zip(performance.t.tolist(), world, strict=True)]
    return _measured(poses, Calibration())


def _measured(poses: Sequence[Pose | None], calibration: Calibration) -> Stretch:
    bodies = [b for p in poses if p is not None and (b := body_from_pose(p, calibration)) is not None]
    told = [measure(b) for b in bodies]
    n = len(MEASURES)
    values = np.array([m.values for m in told]).reshape(-1, n)
    sigma = np.array([m.sigma for m in told]).reshape(-1, n)
    return Stretch(np.array([m.t for m in told]), values, sigma, np.array([b.yaw_deg for b in bodies]))


def _cut(stretch: Stretch, start_t: float, end_t: float) -> Stretch:
    rows = (stretch.t >= start_t - 1e-9) & (stretch.t <= end_t + 1e-9)
    return Stretch(stretch.t[rows], stretch.values[rows], stretch.sigma[rows], stretch.yaw_deg[rows])


def _made(exercise: Exercise, performance: Performance) -> list[Movement]:
    """The movements as they were made, by the avatar's own way from rest to peak."""
    way, t = performance.depth / max(float(performance.depth.max()), 1e-9), performance.t
    if exercise.kind == "hold":
        held = t[way > 0.9]
        return [Movement(float(held[0]), float(held[-1]), float(held[-1]), 0.0, 1.0, "full")]
    out = []
    for start_s, end_s in performance.bounds:
        rows = np.flatnonzero((t >= start_s - 1e-9) & (t <= end_s + 1e-9))
        if len(rows) < 4:
            continue
        share = way[rows] / max(float(way[rows].max()), 1e-9)
        top = int(share.argmax())
        still, back = np.flatnonzero(share[: top + 1] <= _BEGUN), np.flatnonzero(share[top:] <= 1.0 - _RETURNED)
        begun, over = int(still[-1]) if len(still) else 0, top + int(back[0]) if len(back) else len(share) - 1
        out.append(Movement(float(t[rows[begun]]), float(t[rows[top]]), float(t[rows[over]]), 0.0, 1.0, "full"))
    return out


def _counted(exercise: Exercise, stretch: Stretch, depth: Array, made: list[Movement]) -> list[Movement]:
    """The movements as the mirror's counter has them; of a hold, its pieces."""
    if exercise.kind == "hold":
        start, end = made[0].start_t, made[0].end_t
        edges = np.arange(start, max(end - _HELD_S, start) + 1e-9, _HELD_S)
        return [Movement(float(a), float(a + _HELD_S), float(a + _HELD_S), 0.0, 1.0, "full") for a in edges]
    counter = Counter(exercise.range)
    found = (counter.step(float(t), float(d)) for t, d in zip(stretch.t, depth, strict=True))
    return [m for m in found if m is not None and m.kind != "rejected"]


def _worst(mistake: Mistake, exercise: Exercise, stretch: Stretch, depth: Array, swings: list[Movement]) -> float:
    """The statistic of the worse side, the median over the movements; NaN where it was not seen."""
    told = []
    for swing in swings:
        rows = (stretch.t >= swing.start_t - _BEFORE_S - 1e-9) & (stretch.t <= swing.end_t + 1e-9)
        part = _cut(stretch, swing.start_t - _BEFORE_S, swing.end_t)
        if len(part) < 3 or not np.isfinite(depth[rows]).any():
            continue
        phases = Phases.of(part.t, depth[rows], swing.peak_t, exercise.kind == "hold")
        seen = [value for _, value, _ in statistics(mistake, part, phases, swing, False)]
        if seen:
            told.append(max(seen) if mistake.above is not None else min(seen))
    return float(np.median(told)) if told else float("nan")


def _camera(points: Array, view: str, rng: np.random.Generator) -> Camera:
    spans = _FACING[view]
    yaw = float(rng.uniform(*spans[int(rng.integers(len(spans)))]))
    height, distance = float(rng.uniform(0.4, 2.0)), float(rng.uniform(2.2, 4.2))
    middle = 0.5 * float(points[..., 1].min() + points[..., 1].max())
    pitch = float(np.degrees(np.arctan2(middle - height, distance)) + rng.normal(0.0, 2.5))
    x, z = (0.5 * (points.min(axis=(0, 1)) + points.max(axis=(0, 1))))[[0, 2]]
    camera = Camera(
        height, pitch, float(rng.normal()), -yaw, distance, float(rng.uniform(42, 60)), 640, 360, (float(x), float(z))
    )
    return fitted(camera, points)


def _performances(exercise: Exercise, people: int, rng: np.random.Generator) -> Iterator[tuple[str | None, Performance]]:
    """`people` in good form and as many with each mistake, each of them somebody else, all sizes."""
    shown = [m.name for m in exercise.mistakes if m.motion is not None]
    for name in [None, *shown]:
        for _ in range(people):
            yield (
                name,
                perform(
                    exercise,
                    1 if exercise.kind == "hold" else _REPS,
                    person=Person.random(_PEOPLE_SEED + int(rng.integers(1_000_000))),
                    mistake=name,
                    fault_size=float(rng.uniform(0.3, 2.0)) if name else 1.0,
                    tempo=float(np.exp(rng.uniform(np.log(0.65), np.log(1.6)))),
                    rom=float(rng.uniform(0.92, 1.06)),
                    pause_s=float(rng.choice([0.0, 0.3, 1.0])),
                    fps=_FPS,
                    seed=int(rng.integers(1_000_000)),
                ),
            )


def points(exercise: Exercise, people: int, seed: int) -> dict[str, list[Point]]:
    """Mistake -> what was read of it and what was so."""
    rng = np.random.default_rng([seed, zlib.crc32(exercise.name.encode())])
    judged = [m for m in exercise.mistakes if m.statistic != "same_side"]
    named = {v for m in exercise.mistakes for v in m.views} | set(exercise.views)
    views = sorted(named)
    gauge = DepthGauge([exercise])
    out: dict[str, list[Point]] = {m.name: [] for m in judged}
    for number, (shown, made) in enumerate(_performances(exercise, people, rng)):
        truth, swings = exact(made), _made(exercise, made)
        so = {m.name: _worst(m, exercise, truth, made.depth, swings) for m in judged}
        for k in range(min(_CAMERAS, len(views))):
            camera = _camera(made.points, views[(number + k) % len(views)], rng)
            noise = Noise(np.random.default_rng(int(rng.integers(1 << 30))), float(rng.uniform(0.75, 1.35)))
            believed = Calibration(
                camera.height_m,
                camera.pitch_deg + 1.2 * float(rng.standard_normal()),
                camera.roll_deg + 0.7 * float(rng.standard_normal()),
                camera.distance_m,
                camera.fov_deg,
                "calibrated",
            )
            stretch = _measured([noise(p) for p in project_all(made.points, camera).poses(made.t)], believed)
            if len(stretch) < 8:
                continue
            view = view_of((-camera.azimuth_deg + 180.0) % 360.0 - 180.0).name
            depth = gauge.read_rows(stretch.values, stretch.sigma).depth[:, 0]
            found = _counted(exercise, stretch, depth, swings)
            for m in judged:
                read = _worst(m, exercise, stretch, depth, found)
                if np.isfinite(read) and np.isfinite(so[m.name]):
                    out[m.name].append(Point(view, number, read, so[m.name], shown is None))
    return out


def fit(told: Sequence[Point]) -> tuple[float, float, float] | None:
    """(intercept, slope, sigma) of true on read, sigma of leaving one person out; None with too few people."""
    people = sorted({p.person for p in told})
    if len(people) < _FEWEST:
        return None
    read, true = np.array([p.read for p in told]), np.array([p.true for p in told])
    who = np.array([p.person for p in told])
    wrong = []
    for person in people:
        intercept, slope = _line(read[who != person], true[who != person])
        wrong += (intercept + slope * read[who == person] - true[who == person]).tolist()
    intercept, slope = _line(read, true)
    return intercept, slope, float(np.sqrt(np.mean(np.square(wrong))))


def _line(read: Array, true: Array) -> tuple[float, float]:
    x, y = read - read.mean(), true - true.mean()
    slope = float(np.clip((x @ y) / ((1.0 + _SHRINK) * (x @ x) + 1e-9), *_SLOPES))
    return float(true.mean() - slope * read.mean()), slope


def readings(exercise: Exercise, people: int, seed: int) -> dict[str, list[float]]:
    """What `mirror.scoring.readings` keeps, of one exercise."""
    out: dict[str, list[float]] = {}
    for name, told in points(exercise, people, seed).items():
        mistake = exercise.mistake(name)
        good = [p.true for p in told if p.good]
        for view in sorted({p.view for p in told}):
            mine = [p for p in told if p.view == view]
            line = fit(mine)
            if line is not None and good:
                row = [*line, float(np.median(good))]
                out[key(exercise.name, mistake, view)] = [*(round(v, 4) for v in row), len(mine)]
    return out


def main(argv: list[str] | None = None) -> int:
    """Exit code 0 fine, 1 the world said no (one sentence)."""
    parser = argparse.ArgumentParser(prog="python -m models.training.readings", description=__doc__)
    parser.add_argument("exercises", nargs="*", help="only these; the others keep what they have")
    parser.add_argument("--people", type=int, default=7, help="in good form, and with each mistake")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=learned())
    args = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    try:
        catalogue = load_catalogue(paths.exercises())
        names = args.exercises or [e.name for e in catalogue.values() if e.motion is not None]
        unknown = [n for n in names if n not in catalogue]
        if unknown:
            raise WorldError(f"There is no exercise called {unknown[0]}.")
        kept: dict[str, list[float]] = json.loads(args.out.read_text("utf-8"))["readings"] if args.out.exists() else {}
        for name in names:
            kept = {k: v for k, v in kept.items() if not k.startswith(f"{name}/")} | readings(
                catalogue[name], args.people, args.seed
            )
            _write(kept, args.out)
            log.info("%s", name)
        args.out.with_suffix(".md").write_text(
            _CARD.format(count=len(kept), people=args.people, seed=args.seed), encoding="utf-8"
        )
    except (WorldError, OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _write(kept: dict[str, list[float]], out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in sorted(kept.items()))
    draft = out.with_suffix(".part")
    draft.write_text(
        f'{{"fields": ["intercept", "slope", "sigma", "good", "count"],\n "readings": {{\n{lines}\n}}}}\n', encoding="utf-8"
    )
    draft.replace(out)


if __name__ == "__main__":
    raise SystemExit(main())
