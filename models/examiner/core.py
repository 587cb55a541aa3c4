"""Exam: one examination. Somebody does an exercise before a camera, right or with a mistake of a known size.

Everything that an exam is made of (body, tempo, range, size of the fault, camera, level of the network's errors) is drawn from
examiner.toml and anthropometry.csv, which nothing that teaches may read. What examiner and teacher share is the catalogue (what
an exercise is), the avatar's way of moving, and the kinds of error that BlazePose makes.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from mirror import paths
from mirror.avatar import Camera, Noise, Performance, perform, project_all
from mirror.avatar.motion import props_for
from mirror.avatar.video import fitted
from mirror.exercises.core import Catalogue, Exercise, load_catalogue
from mirror.geometry.camera import Calibration
from mirror.geometry.view import view_of
from models.corpus.seen import Seen
from models.examiner import faults
from models.examiner.bodies import body
from models.examiner.settings import ExaminerError, Settings, settings

_TRIES = 12
_BODY_SEEDS = 50_000_000
"""Looks and sway of the examiner's people; the teacher's seeds lie far below."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an exam must be; what is None is left to chance.

    Attributes:
        exercise: its name. mistake: one of its mistakes, to be shown at `size` times its threshold; None: good form.
        height_m, yaw_deg, pitch_deg: of the camera; yaw is how far the person has turned from it. seen_well: from a view in
            which the exercise and the mistake can be judged. alone: no other mistake may be there than the one asked for.
        reps: so many repetitions, at the lowest frame rate and without long rests: what is filmed costs by the frame.
    """

    exercise: str | None = None
    mistake: str | None = None
    size: float = 0.0
    height_m: float | None = None
    yaw_deg: float | None = None
    pitch_deg: float | None = None
    seen_well: bool = False
    alone: bool = False
    reps: int | None = None


@dataclass(frozen=True, eq=False)
class Exam:
    """One examination.

    Attributes:
        number, seed: it is a function of these and of what was asked.
        exercise: what is done. mistake: what was asked for, None: good form. size: of it, as asked.
        sizes: the true size of every mistake of the exercise, from exact landmarks (1 at the threshold; inf where even good
            form at this tempo lies beyond it, NaN where it cannot be told).
        performance, camera; level: factor on the network's errors. believed: the camera as a calibrated mirror knows it.
    """

    number: int
    seed: int
    exercise: Exercise
    mistake: str | None
    size: float
    sizes: Mapping[str, float]
    performance: Performance
    camera: Camera
    level: float
    believed: Calibration

    @property
    def mistakes(self) -> tuple[str, ...]:
        """Those that are truly there."""
        return tuple(name for name, size in self.sizes.items() if size > 1.0)

    @property
    def yaw_deg(self) -> float:
        """How far the person has turned to the own left from facing the camera."""
        return -self.camera.azimuth_deg

    @cached_property
    def props(self) -> tuple[str, ...]:
        """What is drawn with the person."""
        return props_for(self.exercise)

    @cached_property
    def id(self) -> str:
        """Name of the exam; it changes when the movement, the camera or the props do, so that no film outlives them."""
        made = hashlib.sha256(np.round(self.performance.points, 4).tobytes())
        made.update(repr((self.camera, self.props, self.number)).encode())
        what = self.exercise.name if self.mistake is None else f"{self.exercise.name}-{self.mistake}-{self.size:g}"
        return f"exam_{self.seed}_{self.number:05d}_{what}_{made.hexdigest()[:10]}"


@cache
def catalogue() -> Catalogue:
    """The mirror's exercises."""
    return load_catalogue(paths.exercises())


def examinable() -> tuple[str, ...]:
    """The exercises that the avatar can do, in alphabetical order."""
    return tuple(e.name for e in catalogue().values() if e.motion is not None)


def examination(number: int, seed: int, asked: Asked | None = None) -> Exam:
    """Exam `number` of a seed: the same arguments give the same exam, however many were made before.

    Raises ExaminerError (a sentence) where the mistake cannot be shown at that size, ExerciseError for an exercise without
    motion or an unknown mistake.
    """
    wish, rules = asked or Asked(), settings()
    names = examinable()
    exercise = catalogue()[wish.exercise or names[number % len(names)]]
    why = ExaminerError(f"{exercise.name} cannot be done in good form by the examiner's people.")
    for attempt in range(_TRIES):
        # The name is in the key so that every exercise meets other people.
        key = (seed, number, attempt, int(hashlib.sha256(exercise.name.encode()).hexdigest()[:8], 16))
        rng = np.random.default_rng(key)
        try:
            made, sizes = _performed(exercise, wish, rng, rules, number)
        except ExaminerError as error:
            why = error
            continue
        camera = camera_for(made.points, rng, rules, wish, _views(exercise, wish.mistake) if wish.seen_well else ())
        level = float(rng.uniform(*rules.network.level))
        believed = Calibration(
            camera.height_m,
            camera.pitch_deg + rules.calibration.pitch_deg * float(rng.standard_normal()),
            camera.roll_deg + rules.calibration.roll_deg * float(rng.standard_normal()),
            camera.distance_m,
            camera.fov_deg,
            "calibrated",
        )
        return Exam(number, seed, exercise, wish.mistake, wish.size, sizes, made, camera, level, believed)
    raise why


def _performed(
    exercise: Exercise, wish: Asked, rng: np.random.Generator, rules: Settings, number: int
) -> tuple[Performance, dict[str, float]]:
    movement, limits = rules.movement, rules.faults
    who = body(rng, rules.bodies, _BODY_SEEDS + int(rng.integers(1_000_000)))
    reps = int(rng.integers(movement.reps[0], movement.reps[1] + 1))
    tempo = float(np.exp(rng.uniform(*np.log(movement.tempo))))
    rom, asymmetry = float(rng.uniform(*movement.range)), float(np.clip(rng.normal(0, movement.asymmetry), -0.1, 0.1))
    pause, start_left = float(rng.choice(movement.pause_s)), bool(rng.random() < 0.5)
    lead, tail = float(rng.uniform(*movement.lead_s)), float(rng.uniform(*movement.tail_s))
    fps = float(rng.choice(rules.camera.fps))
    if wish.reps is not None:
        reps, fps, pause = wish.reps, min(rules.camera.fps), min(pause, 0.3)
        lead, tail = rules.movement.lead_s[0], rules.movement.tail_s[0]

    def make(fault_size: float, count: int = 2, rate: float = 15.0) -> Performance:
        return perform(
            exercise,
            count,
            person=who,
            mistake=wish.mistake if fault_size > 0.0 else None,
            tempo=tempo,
            rom=rom,
            asymmetry=asymmetry,
            pause_s=pause,
            lead_s=lead,
            tail_s=tail,
            start_left=start_left,
            fps=rate,
            seed=number,
            fault_size=fault_size,
        )

    share = 0.0
    if wish.mistake is not None:
        share = faults.fault_size_for(exercise, exercise.mistake(wish.mistake), wish.size, make, limits.largest)
    made = make(share, reps, fps)
    good = faults.values(exercise, make(0.0, reps, fps))
    sizes = faults.sizes(exercise, made, good)
    if wish.mistake is not None and not faults.all_or_nothing(exercise.mistake(wish.mistake)):
        # Solved on two repetitions at a low rate; people do not repeat themselves exactly.
        if not abs(sizes[wish.mistake] - wish.size) <= limits.nearest:
            share *= wish.size / max(sizes[wish.mistake], 0.2)
            made = make(share, reps, fps)
            sizes = faults.sizes(exercise, made, good)
        if not abs(sizes[wish.mistake] - wish.size) <= limits.nearest:
            raise ExaminerError(f"{exercise.name}: {wish.mistake} cannot be set to {wish.size} times its threshold.")
    if wish.alone:
        others = [n for n, v in sizes.items() if n != wish.mistake and v > limits.good_below]
        if others:
            raise ExaminerError(f"{exercise.name} ({wish.mistake or 'in good form'}) cannot be done without {', '.join(others)}.")
    return made, sizes


_FACING: Mapping[str, tuple[tuple[float, float], ...]] = {
    # Well inside the limits of mirror.geometry.view, so that the view is not a matter of a degree.
    "front": ((-24.0, 24.0),),
    "oblique": ((34.0, 54.0), (-54.0, -34.0)),
    "side": ((64.0, 116.0), (-116.0, -64.0)),
    "back": ((156.0, 204.0),),
}


def _views(exercise: Exercise, mistake: str | None) -> tuple[str, ...]:
    """From where this can be told; the exercise's own best view where the mistake can be told from anywhere."""
    own = exercise.mistake(mistake).views if mistake is not None else ()
    return own or exercise.views


def camera_for(
    points: NDArray[np.float64], rng: np.random.Generator, rules: Settings, wish: Asked, views: tuple[str, ...] = ()
) -> Camera:
    """A camera aimed at the movement, moved back until all of it is in the picture (5 m at most)."""
    view = rules.camera
    middle = 0.5 * float(points[..., 1].min() + points[..., 1].max())
    place = tuple(float(v) for v in 0.5 * (points.min(axis=(0, 1)) + points.max(axis=(0, 1)))[[0, 2]])
    distance, fov = float(rng.uniform(*view.distance_m)), float(rng.uniform(*view.fov_deg))
    height = float(rng.uniform(*view.height_m)) if wish.height_m is None else wish.height_m
    aim = view.aim_deg * float(np.clip(rng.standard_normal(), -2, 2))
    roll = view.roll_deg * float(rng.standard_normal())
    low, high = _FACING[views[int(rng.integers(len(views)))]][int(rng.integers(2)) - 1] if views else view.yaw_deg
    yaw = float(rng.uniform(low, high)) if wish.yaw_deg is None else wish.yaw_deg
    if wish.pitch_deg is not None:
        # A camera that looks up stands low: height and distance follow from the aim.
        slope = math.tan(math.radians(wish.pitch_deg))
        height = float(np.clip(middle - distance * slope, *view.height_m))
        if abs(slope) > 0.02:
            distance = float(np.clip((middle - height) / slope, 1.6, 4.5))
        pitch = wish.pitch_deg
    else:
        pitch = math.degrees(math.atan2(middle - height, distance)) + aim
    camera = Camera(height, pitch, roll, -yaw, distance, fov, view.width, view.height, (place[0], place[1]))
    moved = fitted(camera, points)
    if wish.pitch_deg is None and moved.distance_m != camera.distance_m:
        again = math.degrees(math.atan2(middle - height, moved.distance_m)) + aim
        moved = Camera(height, again, roll, -yaw, moved.distance_m, fov, view.width, view.height, moved.target)
    return moved


def on_landmarks(exam: Exam) -> Seen:
    """The exam as exact landmarks with BlazePose's measured errors laid on."""
    projection = project_all(exam.performance.points, exam.camera)
    noise = Noise(np.random.default_rng((exam.seed, exam.number, 77)), exam.level)
    t = exam.performance.t
    return Seen.of(t, [noise(pose) for pose in projection.poses(t)], exam.camera.width, exam.camera.height)


def view_name(exam: Exam) -> str:
    """front, oblique, side or back, as the mirror would name it."""
    return view_of((exam.yaw_deg + 180.0) % 360.0 - 180.0).name
