"""Take: a recorded or generated sequence as the mirror measures it, cut into movements whose truth is known, to be scored.

Only sources with a metric frame are taken (BlazePose's own metres, motion capture, the avatar): what was scaled per frame or
lifted from a picture has no body-frame angles (ARCHITECTURE, Frames of reference).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mirror.avatar import Camera, Noise, Performance, Person, perform, project_all
from mirror.counting import Counter, DepthGauge, Stretch
from mirror.exercises.core import Exercise
from mirror.geometry import MEASURES, Calibration, body_from_pose, measure
from mirror.pose import skeleton as s
from mirror.pose.core import Pose
from models.corpus.generate import performed
from models.corpus.sequence import Corpus, Sequence, Split, our_name

METRIC = frozenset({"landmarks", "mocap"})
WHOLE_FILES = frozenset({"ui_prmd_kinect", "ui_prmd_vicon"})
"""Sources of one repetition a file."""
WINDOW_S = 3.0
"""What has no repetitions to cut at (a hold, a movement that is no exercise) is judged in pieces of this length."""
BEFORE_S = 0.2
"""So much before a movement is judged with it, as the Trainer does."""
COCO = (
    "nose", "left_eye", "right_eye", "left_ear", "right_ear", "left_shoulder", "right_shoulder", "left_elbow", "right_elbow",
    "left_wrist", "right_wrist", "left_hip", "right_hip", "left_knee", "right_knee", "left_ankle", "right_ankle",
)  # fmt: skip
"""The 17 key points of HRNet, seed 000's pose network."""
_COCO_AT = np.array([s.INDEX[name] for name in COCO])


@dataclass(frozen=True, slots=True)
class Swing:
    """A movement to be judged, seconds (`mirror.scoring.judgement.Swing`)."""

    start_t: float
    peak_t: float
    end_t: float


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """One sequence, measured.

    Attributes:
        id, source, group: as in Sequence (`group`: person or scene). truth: the catalogue's name, or another movement's.
        good: whether its repetitions are valid ones: called good, or of no known quality.
        mistake: the named mistake that is shown, "" none.
        stretch: every frame's measures. points: (T, 17, 2) key points as a picture shows them: camera plane, metres, y down, NaN
            missing. swings: its movements.
    """

    id: str
    source: str
    group: str
    truth: str
    good: bool
    mistake: str
    stretch: Stretch
    points: NDArray[np.float32]
    swings: tuple[Swing, ...]

    def piece(self, swing: Swing) -> tuple[Stretch, NDArray[np.float32]]:
        """Measures and key points of one movement."""
        first, last = np.searchsorted(self.stretch.t, (swing.start_t - BEFORE_S, swing.end_t + 1e-9))
        rows, q = slice(int(first), int(last)), self.stretch
        return Stretch(q.t[rows], q.values[rows], q.sigma[rows], q.yaw_deg[rows], error=q.error[rows]), self.points[rows]


def measured(poses: Iterable[Pose | None], calibration: Calibration) -> tuple[Stretch, NDArray[np.float32]]:
    """What the mirror measures of these poses (moments without a body are left out), and the key points in the camera's plane."""
    t, values, sigma, error, yaw, points = [], [], [], [], [], []
    for pose in poses:
        body = body_from_pose(pose, calibration) if pose is not None else None
        if pose is None or body is None:
            continue
        told = measure(body)
        t.append(pose.t)
        values.append(told.values)
        sigma.append(told.sigma)
        error.append(told.error)
        yaw.append(body.yaw_deg)
        points.append(pose.world[_COCO_AT, :2])
    if not t:
        empty = np.zeros((0, len(MEASURES)))
        return Stretch(np.zeros(0), empty, empty, np.zeros(0)), np.zeros((0, len(COCO), 2), np.float32)
    stretch = Stretch(np.array(t), np.array(values), np.array(sigma), np.array(yaw), error=np.array(error))
    return stretch, np.array(points, np.float32)


def poses_of(sequence: Sequence) -> Iterator[Pose]:
    """A metric sequence as poses; nothing is known of where in the picture they stood."""
    image = np.full((s.COUNT, 3), 0.5, np.float32)
    for i, (world, visibility) in enumerate(zip(sequence.world, sequence.visibility, strict=True)):
        yield Pose(i / sequence.fps, image, world, visibility, 1280, 720)


def recorded(
    corpus: Corpus, catalogue: Mapping[str, Exercise], split: Split, every: int = 1, *, exercises_only: bool = False
) -> Iterator[Take]:
    """The metric sequences of a split; of sources of one repetition a file only each `every`th.

    exercises_only: no movement that the catalogue does not know.
    """
    passed = 0
    for row in corpus.select(split):
        if exercises_only and our_name(row["exercise"], row["source"]) not in catalogue:
            continue
        if row["source"] in WHOLE_FILES:
            passed += 1
            if passed % every:
                continue
        if row.get("units") not in ("metres", "norm_image"):
            continue
        sequence = corpus.read(row)
        if sequence.frame not in METRIC or len(sequence.world) < 16:
            continue
        stretch, points = measured(poses_of(sequence), Calibration())
        if len(stretch) < 8:
            continue
        truth = sequence.exercise if sequence.exercise != "none" else sequence.label
        whole = sequence.source in WHOLE_FILES
        swings = swings_of(catalogue.get(truth), stretch, whole)
        good = sequence.quality != "bad"
        yield Take(sequence.id, sequence.source, sequence.subject, truth, good, "", stretch, points, swings)


def swings_of(exercise: Exercise | None, stretch: Stretch, whole: bool = False, pieces: bool = True) -> tuple[Swing, ...]:
    """The movements of a sequence of this exercise: those its counter finds; where it finds none (or is a hold, or no exercise at
    all) pieces of WINDOW_S. `whole`: the sequence is one repetition. Without `pieces` an exercise that was not counted has none.
    """
    start, end = float(stretch.t[0]), float(stretch.t[-1])
    if whole:
        return (Swing(start, 0.5 * (start + end), end),)
    if exercise is not None and exercise.kind == "repetition":
        depth = DepthGauge([exercise]).read_rows(stretch.values, stretch.sigma).depth[:, 0]
        counter = Counter(exercise.range)
        found = [m for t, d in zip(stretch.t.tolist(), depth.tolist(), strict=True) if (m := counter.step(t, d)) is not None]
        last = counter.finish(end)
        kept = [m for m in (*found, last) if m is not None and m.kind != "rejected"]
        if kept or not pieces:
            return tuple(Swing(m.start_t, m.peak_t, m.end_t) for m in kept)
    count = max(1, math.floor((end - start) / WINDOW_S))
    edges = np.linspace(start, end, count + 1)
    return tuple(Swing(a, 0.5 * (a + b), b) for a, b in pairwise(edges.tolist()))


def acted(
    made: Performance, camera: Camera, rng: np.random.Generator, *, level: float = 1.0, believed: Calibration | None = None
) -> tuple[Stretch, NDArray[np.float32]]:
    """A performance as this camera's pose network sees it (`level` of its errors), measured with the calibration that the mirror
    believes in (None: the true one)."""
    noise = Noise(rng, level)
    poses = (noise(pose) for pose in project_all(made.points, camera).poses(made.t))
    return measured(poses, believed or camera.calibration)


def camera_for(exercise: Exercise | None, rng: np.random.Generator) -> Camera:
    """A camera from which the exercise can be judged: one of its views, at any height at which mirrors hang."""
    centre = {"front": 0.0, "oblique": 42.0, "side": 80.0, "back": 180.0}
    view = str(rng.choice(exercise.views)) if exercise is not None else "front"
    azimuth = (centre[view] + float(rng.uniform(-14.0, 14.0))) * (1.0 if rng.random() < 0.5 else -1.0)
    height, distance = float(rng.uniform(0.4, 1.8)), float(rng.uniform(2.8, 4.2))
    pitch = math.degrees(math.atan2(0.8 - height, distance)) + float(rng.normal(0.0, 3.0))
    return Camera(height, pitch, float(rng.normal(0.0, 1.5)), azimuth, distance, 56.0, 1280, 960)


def calibrated(camera: Camera, rng: np.random.Generator) -> Calibration:
    """The camera as a mirror knows it that was calibrated by hand: pitch and roll a few degrees wrong."""
    true = camera.calibration
    return Calibration(
        true.height_m,
        true.pitch_deg + float(rng.normal(0.0, 2.0)),
        true.roll_deg + float(rng.normal(0.0, 1.0)),
        true.distance_m,
        true.fov_deg,
        "by hand",
    )


def generated(names: Iterable[str], catalogue: Mapping[str, Exercise], each: int, seed: int, fps: float = 16.0) -> Iterator[Take]:
    """`each` people an exercise, in all the ways in which it is done, in good form and over their whole range; another seed gives
    other people. "none" gives what is no exercise."""
    for name in names:
        exercise = catalogue.get(name)
        number = 0
        for k in range(each):
            while True:
                done = performed(number, seed, name, fps=fps, reps=(3, 4))
                number += 1
                if exercise is None or (done.performance.mistakes[0] is None and done.performance.reps[0].range > 0.85):
                    break
            rng = np.random.default_rng((seed, number, 17))
            camera = camera_for(exercise, rng)
            stretch, points = acted(done.performance, camera, rng, believed=calibrated(camera, rng))
            if len(stretch) < 8:
                continue
            swings = swings_of(exercise, stretch)
            yield Take(f"{name}_{seed}_{k}", "avatar", f"avatar_{name}_{seed}_{k}", done.label, True, "", stretch, points, swings)


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """The same person before the same camera, in good form and with one named mistake of the size that its file says."""

    exercise: str
    mistake: str
    clean: Take
    faulty: Take


def faults(catalogue: Mapping[str, Exercise], people: int, seed: int, fps: float = 24.0, reps: int = 2) -> Iterator[Pair]:
    """Every mistake that the avatar can show, by `people` persons each, from a view in which it can be told."""
    for exercise in catalogue.values():
        for at, mistake in enumerate(exercise.mistakes):
            if mistake.motion is None or exercise.motion is None:
                continue
            seen_from = exercise.model_copy(update={"views": mistake.views or exercise.views})
            for k in range(people):
                rng = np.random.default_rng((seed, at, k, len(exercise.name)))
                person = Person.random(int(rng.integers(1_000_000)))
                camera = camera_for(seen_from, rng)
                believed, eye = calibrated(camera, rng), int(rng.integers(1_000_000))
                both = []
                for name in (None, mistake.name):
                    made = perform(exercise, reps, person=person, mistake=name, fps=fps, seed=k)
                    stretch, points = acted(made, camera, np.random.default_rng(eye), believed=believed)
                    swings = swings_of(exercise, stretch)
                    key = f"{exercise.name}_{mistake.name}_{seed}_{k}"
                    both.append(Take(key, "avatar", key, exercise.name, True, name or "", stretch, points, swings))
                if all(len(take.stretch) >= 8 for take in both):
                    yield Pair(exercise.name, mistake.name, both[0], both[1])
