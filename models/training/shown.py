"""Movements of known people with known mistakes, as a camera sees them: what `models.training.readings` learns from.

The avatar's people (the teacher's bodies, cameras and seeds, none of the examiner's) do an exercise in good form and with its
mistakes in all sizes. Each movement is read through a camera with the pose network's measured errors (`mirror.avatar.noise`), cut
by the mirror's own counter, and stands beside what it truly was: the same statistic on the body as it is.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mirror.avatar import Camera, Noise, Performance, Person, perform, project_all
from mirror.avatar.video import fitted
from mirror.counting import Counter, DepthGauge, Movement, Stretch
from mirror.credit import BEFORE_S
from mirror.exercises.core import Exercise, Mistake
from mirror.geometry import MEASURES, Calibration, body_from_pose, measure
from mirror.geometry.measures import sides
from mirror.pose import skeleton as s
from mirror.pose.core import Pose
from mirror.scoring.mistakes import mean_yaw, plain
from mirror.scoring.phases import Phases
from mirror.scoring.readings import COLUMNS, PARTS, seen_in
from mirror.trainer import JUDGE_HOLD_EVERY_S

Array = NDArray[np.float64]

FPS = 12.5
"""Frames a second of what is shown: what is read are means and percentiles, and each frame costs."""
_REPS = 2
_CAMERAS = 2
"""From so many places each usual performance is seen."""
_FACING: dict[str, tuple[tuple[float, float], ...]] = {
    "front": ((-28.0, 28.0),),
    "oblique": ((32.0, 56.0), (-56.0, -32.0)),
    "side": ((60.0, 118.0), (-118.0, -60.0)),
    "back": ((154.0, 206.0),),
}
_BEGUN, _RETURNED = 0.08, 0.6
"""A movement begins where it was last so near to its rest and is over when so much of the way back is made (mirror.counting)."""
_LATE_S = 0.3
_PEOPLE_SEED = 3_000_000
_FAR_ENOUGH = 0.8
"""Where so little of the file's motion leads to the threshold, twice of it leads far beyond."""
_LARGEST = 4.0
"""Times its file's size beyond which no mistake is shown."""


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """R movements of an exercise as cameras saw them.

    Attributes:
        seen: (R, PARTS, COLUMNS) float32. yaw: (R,) degrees. person, camera: (R,) which performance and which view of it.
        asked: (R,) index of the mistake that was shown, -1 good form.
        read, true: mistake -> (R, sides) its statistic as it was read and as it was, NaN where it was not seen; an asymmetry is
            signed (left less right).
    """

    seen: NDArray[np.float32]
    yaw: Array
    person: NDArray[np.int64]
    camera: NDArray[np.int64]
    asked: NDArray[np.int64]
    read: Mapping[str, Array]
    true: Mapping[str, Array]

    def save(self, path: Path) -> None:
        """One npz, whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".part")
        told = {f"{what}/{name}": rows for what in ("read", "true") for name, rows in getattr(self, what).items()}
        with draft.open("wb") as file:
            np.savez(file, seen=self.seen, yaw=self.yaw, person=self.person, camera=self.camera, asked=self.asked, **told)
        draft.replace(path)

    @classmethod
    def load(cls, path: Path) -> Shown:
        with np.load(path) as kept:
            told = {what: {k[5:]: kept[k] for k in kept.files if k.startswith(f"{what}/")} for what in ("read", "true")}
            return cls(kept["seen"], kept["yaw"], kept["person"], kept["camera"], kept["asked"], told["read"], told["true"])


def judged(exercise: Exercise) -> list[Mistake]:
    """The mistakes that have a size."""
    return [m for m in exercise.mistakes if m.statistic != "same_side"]


def exact(performance: Performance) -> Stretch:
    """Every measure of the body as it is: no camera's error, every landmark seen."""
    camera = performance.points * np.array([1.0, -1.0, -1.0])
    world = (camera - camera[:, [s.LEFT_HIP, s.RIGHT_HIP]].mean(axis=1, keepdims=True)).astype(np.float32)
    image, seen = np.full((s.COUNT, 3), 0.5, np.float32), np.ones(s.COUNT, np.float32)
    poses = [Pose(t, image, w, seen, 2, 2) for t, w in zip(performance.t.tolist(), world, strict=True)]
    return measured(poses, Calibration())


def measured(poses: Sequence[Pose | None], calibration: Calibration) -> Stretch:
    """What the mirror measures of these poses."""
    bodies = [b for p in poses if p is not None and (b := body_from_pose(p, calibration)) is not None]
    told = [measure(b) for b in bodies]
    n = len(MEASURES)
    values = np.array([m.values for m in told]).reshape(-1, n)
    sigma = np.array([m.sigma for m in told]).reshape(-1, n)
    points = np.array([m.points for m in told], np.float32)
    return Stretch(np.array([m.t for m in told]), values, sigma, np.array([b.yaw_deg for b in bodies]), points)


def made(exercise: Exercise, performance: Performance) -> list[Movement]:
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


def counted(exercise: Exercise, stretch: Stretch, depth: Array, truly: list[Movement]) -> list[Movement]:
    """The movements as the mirror's counter has them; of a hold, its pieces."""
    if exercise.kind == "hold":
        start, end = truly[0].start_t, truly[0].end_t
        edges = np.arange(start, max(end - JUDGE_HOLD_EVERY_S, start) + 1e-9, JUDGE_HOLD_EVERY_S)
        return [Movement(float(a), float(a + JUDGE_HOLD_EVERY_S), float(a + JUDGE_HOLD_EVERY_S), 0.0, 1.0, "full") for a in edges]
    counter = Counter(exercise.range)
    found = (counter.step(float(t), float(d)) for t, d in zip(stretch.t, depth, strict=True))
    return [m for m in found if m is not None and m.kind != "rejected"]


def part_of(exercise: Exercise, stretch: Stretch, depth: Array, swing: Movement) -> tuple[Stretch, Phases] | None:
    """The frames of one movement and its phases; None where too little was seen."""
    rows = (stretch.t >= swing.start_t - BEFORE_S - 1e-9) & (stretch.t <= swing.end_t + 1e-9)
    if rows.sum() < 3 or not np.isfinite(depth[rows]).any():
        return None
    return stretch.where(rows), Phases.of(stretch.t[rows], depth[rows], swing.peak_t, exercise.kind == "hold")


def _statistics(
    exercise: Exercise, stretch: Stretch, depth: Array, swing: Movement
) -> tuple[Stretch, Phases, list[list[float]]] | None:
    """The frames, their phases and each mistake's statistic by side."""
    found = part_of(exercise, stretch, depth, swing)
    if found is None:
        return None
    return *found, [[value for _, value in plain(m, *found, swing)] for m in judged(exercise)]


def camera_for(points: Array, view: str, rng: np.random.Generator) -> Camera:
    """Somewhere from where a view of this name is had."""
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


def _performed(exercise: Exercise, mistake: Mistake | None, size: float, rng: np.random.Generator) -> Performance:
    """Somebody does it, with this mistake at `size` times its file's motion."""
    return perform(
        exercise,
        1 if exercise.kind == "hold" else _REPS,
        person=Person.random(_PEOPLE_SEED + int(rng.integers(1_000_000))),
        mistake=mistake.name if mistake is not None else None,
        fault_size=size if mistake is not None else 1.0,
        tempo=float(np.exp(rng.uniform(np.log(0.6), np.log(1.7)))),
        rom=float(rng.uniform(0.9, 1.08)),
        asymmetry=float(np.clip(rng.normal(0.0, 0.03), -0.08, 0.08)),
        pause_s=float(rng.choice([0.0, 0.3, 0.8])),
        lead_s=0.7,
        tail_s=0.7,
        start_left=bool(rng.random() < 0.5),
        fps=FPS,
        seed=int(rng.integers(1_000_000)),
    )


Done = tuple[Mistake | None, Performance]


def _usual(exercise: Exercise, people: int, rng: np.random.Generator) -> Iterator[Done]:
    """Twice `people` in good form and `people` with each mistake, each of them somebody else, up to twice its file's size."""
    for mistake in (None, None, *shown_ones(exercise)):
        for _ in range(people):
            size = float(rng.uniform(0.2, 2.0)) if mistake is not None else 1.0
            yield mistake, _performed(exercise, mistake, size, rng)


def _far(exercise: Exercise, people: int, rng: np.random.Generator) -> Iterator[Done]:
    """`people` with each mistake well beyond its threshold, where the file's own motion goes little further than to it."""
    for mistake in shown_ones(exercise):
        scale = _at_threshold(exercise, mistake)
        if scale < _FAR_ENOUGH:
            continue
        for _ in range(people):
            yield mistake, _performed(exercise, mistake, min(scale * float(rng.uniform(1.0, 2.4)), _LARGEST), rng)


def _at_threshold(exercise: Exercise, mistake: Mistake) -> float:
    """About which share of its file's motion brings somebody to the threshold."""
    limit = mistake.above if mistake.above is not None else mistake.below
    assert limit is not None
    values = []
    for name in (None, mistake.name):
        done = perform(exercise, 1, person=Person.random(_PEOPLE_SEED), mistake=name, fps=FPS)
        told = [_statistics(exercise, exact(done), done.depth, swing) for swing in made(exercise, done)]
        found_sides = [
            v for found in told if found is not None for v in found[2][judged(exercise).index(mistake)] if np.isfinite(v)
        ]
        if not found_sides:
            return 1.0
        values.append(
            max(abs(v) for v in found_sides)
            if mistake.statistic == "asymmetry"
            else (max if mistake.above is not None else min)(found_sides)
        )
    size = (values[1] - values[0]) / (limit - values[0]) if abs(limit - values[0]) > 1e-6 else 1.0
    return 1.0 / min(max(size, 0.3), 3.0)


def shown_ones(exercise: Exercise) -> list[Mistake]:
    """The mistakes that have a size and a motion."""
    return [m for m in judged(exercise) if m.motion is not None]


def seen_by(performance: Performance, camera: Camera, rng: np.random.Generator) -> Stretch:
    """A performance as a calibrated mirror measures it, with the network's errors."""
    noise = Noise(np.random.default_rng(int(rng.integers(1 << 30))), float(rng.uniform(0.75, 1.35)))
    believed = Calibration(
        camera.height_m,
        camera.pitch_deg + 1.2 * float(rng.standard_normal()),
        camera.roll_deg + 0.7 * float(rng.standard_normal()),
        camera.distance_m,
        camera.fov_deg,
        "calibrated",
    )
    return measured([noise(p) for p in project_all(performance.points, camera).poses(performance.t)], believed)


def shown(exercise: Exercise, people: int, seed: int) -> Shown:
    """Movements of an exercise: of `people` in good form twice and of as many with each mistake, from two places; of half as
    many with each far beyond its threshold where that is seldom so, from one place from which it can be told."""
    return joined(usual(exercise, people, seed), far(exercise, people, seed))


def usual(exercise: Exercise, people: int, seed: int) -> Shown:
    """See `_usual`."""
    rng = np.random.default_rng([seed, zlib.crc32(exercise.name.encode())])
    return _seen(exercise, _usual(exercise, people, rng), rng, _CAMERAS)


def far(exercise: Exercise, people: int, seed: int) -> Shown:
    """See `_far`."""
    rng = np.random.default_rng([seed, zlib.crc32(exercise.name.encode()), 2])
    return _seen(exercise, _far(exercise, (people + 1) // 2, rng), rng, 1)


def joined(one: Shown, other: Shown) -> Shown:
    """Both, all of them different people."""
    more = int(one.person.max()) + 1 if len(one.person) else 0
    return Shown(
        np.concatenate([one.seen, other.seen]),
        np.concatenate([one.yaw, other.yaw]),
        np.concatenate([one.person, other.person + more]),
        np.concatenate([one.camera, other.camera]),
        np.concatenate([one.asked, other.asked]),
        {name: np.concatenate([rows, other.read[name]]) for name, rows in one.read.items()},
        {name: np.concatenate([rows, other.true[name]]) for name, rows in one.true.items()},
    )


def _seen(exercise: Exercise, performances: Iterator[Done], rng: np.random.Generator, cameras: int) -> Shown:
    """What cameras see of them, each from so many places."""
    every = judged(exercise)
    views = sorted({v for m in exercise.mistakes for v in m.views} | set(exercise.views))
    gauge = DepthGauge([exercise])
    rows: list[tuple[Array, float, int, int, int, list[list[float]], list[list[float]]]] = []
    for number, (mistake, performance) in enumerate(performances):
        swings, truth = made(exercise, performance), exact(performance)
        so = [_statistics(exercise, truth, performance.depth, swing) for swing in swings]
        asked = -1 if mistake is None else every.index(mistake)
        for k in range(cameras):
            # One camera where this mistake can be told, the other ones anywhere in turn.
            from_where = list(mistake.views) if mistake is not None and mistake.views and k == 0 else views
            camera = camera_for(performance.points, from_where[(number + k) % len(from_where)], rng)
            stretch = seen_by(performance, camera, rng)
            if len(stretch) < 8:
                continue
            depth = gauge.read_rows(stretch.values, stretch.sigma).depth[:, 0]
            for movement in counted(exercise, stretch, depth, swings):
                at = next((i for i, m in enumerate(swings) if m.start_t - 0.1 <= movement.peak_t <= m.end_t + _LATE_S), None)
                told = _statistics(exercise, stretch, depth, movement)
                truly = so[at] if at is not None else None
                if told is not None and truly is not None:
                    part, phases, read = told
                    rows.append((seen_in(part, phases), mean_yaw(part.yaw_deg), number, k, asked, read, truly[2]))
    return Shown(
        np.array([r[0] for r in rows], np.float32).reshape(-1, len(PARTS), COLUMNS),
        np.array([r[1] for r in rows], np.float64),
        np.array([r[2] for r in rows], np.int64),
        np.array([r[3] for r in rows], np.int64),
        np.array([r[4] for r in rows], np.int64),
        {m.name: np.array([r[5][i] for r in rows]).reshape(-1, _sides_of(m)) for i, m in enumerate(every)},
        {m.name: np.array([r[6][i] for r in rows]).reshape(-1, _sides_of(m)) for i, m in enumerate(every)},
    )


def _sides_of(mistake: Mistake) -> int:
    return 1 if mistake.statistic in ("duration", "asymmetry") else len(sides(mistake.measure))
