"""Views: what the verdict is worth. The examiner's bodies, cameras and errors of calibration judge; nothing is chosen here.

Knee and hip in the squat, seen from anywhere, held against the body they were made from: by verdict, with the calibration that
the mirror believes in and without any, on landmarks with BlazePose's measured errors and through real BlazePose. Then the same
movement from all round: by how much its joint scores move over the views that the verdict calls good.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mirror.avatar import Noise, project_all
from mirror.geometry import Calibration, body_from_pose, measure
from mirror.geometry.measures import INDEX, sides
from mirror.geometry.observability import learned, load
from mirror.geometry.verdict import Framing, Prospect, verdict_of
from mirror.pose import skeleton as s
from mirror.pose.core import Pose
from mirror.scoring.core import TOO_UNSURE
from models.corpus.seen import Seen
from models.corpus.takes import Take, measured, swings_of
from models.evaluation.figures import ratio
from models.evaluation.intervals import bootstrap
from models.evaluation.scoring import Scorer
from models.examiner.core import Asked, Exam, catalogue, examination, on_landmarks
from models.examiner.film import through_pixels
from models.experiments.core import Options, part

_LOG = logging.getLogger(__name__)
SEED, EXAMS, FILMS = 131, 120, 40
JOINTS = ("knee", "hip")
MOVEMENTS = ("squat", "deadlift", "lunge", "jumping_jack", "bicep_curl", "push_up")
TURNS_DEG = tuple(float(v) for v in range(-90, 91, 15))
PEOPLE = 3
"""Of each movement, seen from every turn."""
GOOD_DEG, ELSEWHERE_DEG, POINTS = 6.0, 12.0, 5.0
"""The bars: median error of knee and hip where the verdict is good and elsewhere (or said unknown), points of a joint score."""
LEVELS = ("good", "fair", "poor", "unknown")
Array = NDArray[np.float64]


def run(options: Options) -> dict[str, Any]:
    """`landmarks`, `pixels` (way -> level -> joint -> figures), `scores`."""
    return {
        "landmarks": part(options, "landmarks", lambda: _angles(EXAMS, lambda exam: on_landmarks(exam))),
        "pixels": part(options, "pixels", lambda: _angles(FILMS, lambda exam: through_pixels(exam, options.work / "films"))),
        "scores": part(options, "scores", _scores),
        "bars": {"good_deg": GOOD_DEG, "elsewhere_deg": ELSEWHERE_DEG, "points": POINTS},
    }


@dataclass(frozen=True, slots=True)
class Row:
    """One exam: |measured - true| of a joint over its moments, median, degrees, of those told; share of moments said unknown."""

    exam: int
    level: str
    joint: str
    error: float | None
    unknown: float


def truth(points: Array) -> list[Array]:
    """(MEASURES,) of every moment of the body as it is."""
    camera = points * np.array([1.0, -1.0, -1.0])
    world = (camera - camera[:, [s.LEFT_HIP, s.RIGHT_HIP]].mean(axis=1, keepdims=True)).astype(np.float32)
    image, seen = np.full((s.COUNT, 3), 0.5, np.float32), np.ones(s.COUNT, np.float32)
    bodies = (body_from_pose(Pose(0.0, image, one, seen, 2, 2), Calibration()) for one in world)
    return [measure(body).values if body is not None else np.full(len(INDEX), np.nan) for body in bodies]


def level_of(exercise: str, poses: Sequence[Pose | None], calibration: Calibration) -> str:
    """The verdict at the beginning, as the mirror would give it in set-up."""
    first = [pose for pose in poses if pose is not None][:8]
    bodies = [body for pose in first if (body := body_from_pose(pose, calibration)) is not None]
    yaw = np.radians([body.yaw_deg for body in bodies if body.yaw_deg == body.yaw_deg])
    if not len(yaw):
        return "unknown"
    turned = math.degrees(math.atan2(float(np.sin(yaw).mean()), float(np.cos(yaw).mean())))
    prospect = Prospect(catalogue()[exercise], load(learned())[exercise])
    return verdict_of(prospect, calibration, turned, Framing.of(first[-1], calibration)).level


def rows_of(exam: Exam, seen: Seen, calibration: Calibration) -> list[Row]:
    """Knee and hip of one exam."""
    spread = {form.measure: form.spread for form in exam.exercise.form}
    poses, true = seen.poses(), truth(exam.performance.points)
    level = level_of(exam.exercise.name, poses, calibration)
    told: dict[str, list[float]] = {joint: [] for joint in JOINTS}
    moments = dict.fromkeys(JOINTS, 0)
    for pose, so in zip(poses, true, strict=True):
        body = body_from_pose(pose, calibration) if pose is not None else None
        if body is None:
            continue
        found = measure(body)
        for joint in JOINTS:
            for name in sides(joint):
                at = INDEX[name]
                moments[joint] += 1
                if found.error[at] < TOO_UNSURE * spread[joint] and np.isfinite(so[at]):
                    told[joint].append(abs(float(found.values[at] - so[at])))
    return [
        Row(
            exam.number,
            level,
            joint,
            float(np.median(told[joint])) if told[joint] else None,
            1.0 - len(told[joint]) / max(moments[joint], 1),
        )
        for joint in JOINTS
    ]


def _angles(count: int, see: Any) -> dict[str, Any]:
    rows: dict[str, list[Row]] = {"calibrated": [], "uncalibrated": []}
    for number in range(count):
        exam = examination(number, SEED, Asked("squat", reps=1))
        seen = see(exam)
        if seen.there.mean() < 0.5:
            continue
        rows["calibrated"] += rows_of(exam, seen, exam.believed)
        rows["uncalibrated"] += rows_of(exam, seen, Calibration())
        if number % 20 == 19:
            _LOG.info("%d of %d", number + 1, count)
    return {"exams": count, **{way: _by_level(mine) for way, mine in rows.items()}}


def _by_level(rows: Sequence[Row]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for level in LEVELS:
        mine = [row for row in rows if row.level == level]
        if mine:
            out[level] = {joint: _figure([r for r in mine if r.joint == joint]) for joint in JOINTS}
    elsewhere = [row for row in rows if row.level != "good"]
    if elsewhere:
        out["elsewhere"] = {joint: _figure([r for r in elsewhere if r.joint == joint]) for joint in JOINTS}
    return out


def _figure(rows: Sequence[Row]) -> dict[str, Any]:
    errors = [row.error for row in rows if row.error is not None]
    return {
        "n": len(rows),
        "median": round(float(np.median(errors)), 2) if errors else None,
        "p90": round(float(np.percentile(errors, 90)), 2) if errors else None,
        "unknown": round(float(np.mean([row.unknown for row in rows])), 4),
    }


def _scores() -> dict[str, Any]:
    """How far each joint score is from its mean over the views of one movement that are good, and over the others."""
    moved: dict[str, list[tuple[str, float]]] = {"good": [], "elsewhere": []}
    views = {"good": 0, "elsewhere": 0}
    unknown = {"good": [0, 0], "elsewhere": [0, 0]}
    for name in MOVEMENTS:
        scorer = Scorer(catalogue()[name])
        for number in range(PEOPLE):
            exam = examination(number, SEED + 1, Asked(name, reps=2))
            told = [_seen(exam, scorer, turn, number) for turn in TURNS_DEG]
            for kind in moved:
                mine = [joints for level, joints in told if (level == "good") == (kind == "good")]
                views[kind] += len(mine)
                unknown[kind][0] += sum(len(scorer.judge.names) - len(joints) for joints in mine)
                unknown[kind][1] += len(scorer.judge.names) * len(mine)
                for joint in scorer.judge.names:
                    there = [joints[joint] for joints in mine if joint in joints]
                    if len(there) >= 2:
                        mean = float(np.mean(there))
                        moved[kind] += [(f"{name}/{number}", abs(score - mean)) for score in there]
        _LOG.info("scores of %s", name)
    return {kind: {"views": views[kind], "unknown": _share(unknown[kind]), **_shift(moved[kind])} for kind in moved}


def _share(of: Sequence[int]) -> float | None:
    return round(of[0] / of[1], 4) if of[1] else None


def _shift(moved: Sequence[tuple[str, float]]) -> dict[str, Any]:
    sizes = [size for _, size in moved]
    if not sizes:
        return {"n": 0}
    return {
        "n": len(sizes),
        "mean": round(float(np.mean(sizes)), 2),
        "ci95": bootstrap(sizes, [who for who, _ in moved], ratio(float)),
        "median": round(float(np.median(sizes)), 2),
        "p95": round(float(np.percentile(sizes, 95)), 2),
        "within": round(float(np.mean([size <= POINTS for size in sizes])), 4),
    }


def _seen(exam: Exam, scorer: Scorer, turn_deg: float, number: int) -> tuple[str, dict[str, float]]:
    """(verdict, joint scores) of the exam's movement from one turn, at the camera's own height."""
    camera = replace(exam.camera, azimuth_deg=-turn_deg)
    noise = Noise(np.random.default_rng((SEED, number, int(turn_deg) + 360)), exam.level)
    poses = [noise(pose) for pose in project_all(exam.performance.points, camera).poses(exam.performance.t)]
    stretch, points = measured(poses, exam.believed)
    level = level_of(exam.exercise.name, poses, exam.believed)
    if len(stretch) < 8:
        return level, {}
    name = exam.exercise.name
    take = Take(exam.id, "avatar", exam.id, name, True, "", stretch, points, swings_of(exam.exercise, stretch))
    return level, _mean_joints(scorer, take)


def _mean_joints(scorer: Scorer, take: Take) -> dict[str, float]:
    told = [scorer.joints(take, swing) for swing in take.swings]
    names = dict.fromkeys(name for joints in told for name in joints)
    kept: dict[str, Iterable[float]] = {name: [joints[name] for joints in told if name in joints] for name in names}
    return {name: float(np.mean(list(scores))) for name, scores in kept.items()}
