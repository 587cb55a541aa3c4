"""`python -m models.training.lasting [--people N] [--seed N] [--films N] [--out FILE] [EXERCISE ...]`: what a session's score has
wrong for good, by the verdict of the view.

The teacher's people (none of the examiner's) make two repetitions, in good form or with a mistake, as deep as people go. The
same movement is seen from every 15 degrees of the turns in which somebody still sees the mirror, on landmarks with BlazePose's
measured errors and with a calibration by hand; `--films` adds so many movements that are rendered and read by BlazePose, from
five turns each. The score of a view is told against the mean over the good views of the same movement: what moves between two
sessions that were seen differently. Of a good view its spread about that mean counts, of another one its distance. What nothing
was counted in has no score, as at the mirror. With 4 people about five minutes of one core, a filmed movement fifteen seconds.
"""

from __future__ import annotations

import argparse
import json
import logging
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from mirror import paths
from mirror.avatar import Camera, Noise, Performance, Person, perform, project_all
from mirror.avatar.video import fitted
from mirror.errors import WorldError
from mirror.exercises.core import Exercise, load_catalogue
from mirror.geometry.camera import Calibration
from mirror.geometry.observability import learned, load
from mirror.geometry.verdict import Framing, Prospect, verdict_of
from mirror.pose.core import Pose
from mirror.scoring import Judge
from mirror.scoring.mistakes import mean_yaw
from models.corpus.generate import props_of
from models.corpus.seen import HEIGHT, WIDTH, filmed_points
from models.corpus.takes import BEFORE_S, calibrated, measured, swings_of
from models.evaluation.figures import ratio
from models.evaluation.intervals import bootstrap

log = logging.getLogger(__name__)
TURNS_DEG = tuple(float(v) for v in range(-105, 106, 15))
FILMED_DEG = (0.0, 30.0, -45.0, 60.0, -90.0)
LEVELS = ("good", "fair", "poor")
_SEED, _FPS, _REPS = 27_000_000, 15.0, 2
_FAULTY, _SIZES = 0.6, (0.3, 1.8)
"""Share of the people who make a mistake, and how big it is shown (1: as its file says); the others are in good form."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One movement from one place.

    Attributes:
        movement: which it is. level: the verdict. score: 0-100, mean over its repetitions, None: none was counted, or
            nothing of it could be told.
        stated: what the judge says of its bars, one standard deviation, points, mean. told: share of the bars that had a score.
    """

    movement: str
    level: str
    score: float | None
    stated: float
    told: float


def movements(names: Iterable[str], people: int, seed: int) -> Iterator[tuple[str, Exercise, Performance, np.random.Generator]]:
    """Everybody's, by exercise."""
    catalogue = load_catalogue(paths.exercises())
    for name in names:
        exercise = catalogue[name]
        faults = [mistake.name for mistake in exercise.mistakes if mistake.motion is not None]
        for k in range(people):
            rng = np.random.default_rng((_SEED, seed, k, sum(map(ord, name))))
            person, rom = Person.random(int(rng.integers(1_000_000))), float(rng.uniform(0.75, 1.05))
            fault = str(rng.choice(faults)) if faults and rng.random() < _FAULTY else None
            size, tempo, way = float(rng.uniform(*_SIZES)), float(rng.uniform(0.8, 1.25)), int(rng.integers(1_000_000))
            made = perform(
                exercise, _REPS, person=person, mistake=fault, fault_size=size, rom=rom, tempo=tempo, fps=_FPS, seed=way
            )
            yield f"{name}/{k}", exercise, made, rng


def camera_at(
    turn_deg: float, made: Performance, height_m: float, distance_m: float, pitch_deg: float, size: tuple[int, int]
) -> Camera:
    """One that has the whole movement in the picture, of somebody who has turned so far to their own left."""
    return fitted(Camera(height_m, pitch_deg, 0.0, -turn_deg, distance_m, 56.0, *size), made.points)


def seen_from(movement: str, exercise: Exercise, judge: Judge, poses: Sequence[Pose | None], believed: Calibration) -> Seen:
    """What the mirror would say of these poses."""
    stretch, _ = measured(poses, believed)
    there = [pose for pose in poses if pose is not None]
    if len(stretch) < 8 or not there:
        return Seen(movement, "unknown", None, math.nan, 0.0)
    level = verdict_of(_prospect(exercise), believed, mean_yaw(stretch.yaw_deg), Framing.of(there[0], believed)).level
    scores, stated, told = [], [], []
    for swing in swings_of(exercise, stretch, pieces=False)[:_REPS]:
        first, last = np.searchsorted(stretch.t, (swing.start_t - BEFORE_S, swing.end_t + 1e-9))
        rows = np.zeros(len(stretch), dtype=bool)
        rows[int(first) : int(last)] = True
        judged = judge.judge(stretch.where(rows), swing, held=exercise.kind == "hold")
        bars = [name for name in judge.names if name in judged.joints]
        told.append(len(bars) / len(judge.names))
        if judged.score is not None:
            scores.append(judged.score)
            stated.append(float(np.mean([judged.sigma[name] for name in bars])))
    if not scores:
        return Seen(movement, level, None, math.nan, float(np.mean(told)) if told else 0.0)
    return Seen(movement, level, float(np.mean(scores)), float(np.mean(stated)), float(np.mean(told)))


@cache
def _prospects() -> dict[str, Prospect]:
    """Of the exercises that were asked for: each takes some tens of milliseconds."""
    return {}


def _prospect(exercise: Exercise) -> Prospect:
    if exercise.name not in _prospects():
        _prospects()[exercise.name] = Prospect(exercise, load(learned())[exercise.name])
    return _prospects()[exercise.name]


def on_landmarks(names: Sequence[str], people: int, seed: int) -> list[Seen]:
    """Every movement from every turn."""
    out: list[Seen] = []
    for movement, exercise, made, rng in movements(names, people, seed):
        judge = Judge(exercise)
        height, distance = float(rng.uniform(0.4, 1.8)), float(rng.uniform(2.6, 4.0))
        pitch = math.degrees(math.atan2(0.8 - height, distance)) + float(rng.normal(0.0, 3.0))
        for turn in TURNS_DEG:
            camera = camera_at(turn, made, height, distance, pitch, (1280, 960))
            noise = Noise(np.random.default_rng((seed, len(out))))
            poses = [noise(pose) for pose in project_all(made.points, camera).poses(made.t)]
            out.append(seen_from(movement, exercise, judge, poses, calibrated(camera, rng)))
        log.info("%s", movement)
    return out


def through_pixels(names: Sequence[str], films: int, seed: int) -> list[Seen]:
    """So many movements, of other people, from five turns each."""
    out: list[Seen] = []
    chosen = [names[i * len(names) // films % len(names)] for i in range(films)]
    for movement, exercise, made, rng in movements(chosen, 1, seed + 1):
        judge = Judge(exercise)
        height, distance = float(rng.uniform(0.6, 1.6)), float(rng.uniform(2.6, 3.6))
        pitch = math.degrees(math.atan2(0.8 - height, distance))
        for turn in FILMED_DEG:
            camera = camera_at(turn, made, height, distance, pitch, (WIDTH, HEIGHT))
            seen = filmed_points(made.points, camera, made.fps, seed=int(rng.integers(1_000_000)), props=props_of(exercise.name))
            out.append(seen_from(movement, exercise, judge, seen.poses(), calibrated(camera, rng)))
        log.info("%s through pixels", movement)
    return out


def figures(rows: Sequence[Seen]) -> dict[str, Any]:
    """By verdict: views, those without any score (share), and of the others one standard deviation, as the root of the mean
    square and as that of the 95th percentile, points; what the judge says itself; and the same over all."""
    away = deviations(rows)
    out: dict[str, Any] = {}
    for level in (*LEVELS, "all"):
        mine = [row for row in rows if level in (row.level, "all")]
        if not mine:
            continue
        there = [(row, size) for row, size in away if level in (row.level, "all")]
        sizes = np.abs([size for _, size in there])
        stated = [row.stated for row in mine if row.score is not None]
        out[level] = {
            "views": len(mine),
            "unscored": round(float(np.mean([row.score is None for row in mine])), 3),
            "told": round(float(np.mean([row.told for row in mine])), 3),
            "n": len(sizes),
            "rms": round(float(np.sqrt(np.mean(sizes**2))), 2) if len(sizes) else None,
            "rms_ci95": _spread(there),
            "p95_sd": round(float(np.percentile(sizes, 95) / 1.96), 2) if len(sizes) else None,
            "median": round(float(np.median(sizes)), 2) if len(sizes) else None,
            "stated": round(float(np.mean(stated)), 2) if stated else None,
        }
    return out


def _spread(there: Sequence[tuple[Seen, float]]) -> tuple[float, float] | None:
    """Where the root mean square is, 95 %, resampling movements; None for fewer than two."""
    if not there:
        return None
    found = bootstrap([size * size for _, size in there], [row.movement for row, _ in there], ratio(float))
    return None if found is None else (round(math.sqrt(found[0]), 1), round(math.sqrt(found[1]), 1))


def deviations(rows: Sequence[Seen]) -> list[tuple[Seen, float]]:
    """Each view with a score, and how far it is from the good ones of its movement (a movement with fewer than two tells
    nothing). The spread of good ones about their own mean is made larger for the mean's being theirs."""
    by_movement: dict[str, list[Seen]] = defaultdict(list)
    for row in rows:
        by_movement[row.movement].append(row)
    out = []
    for mine in by_movement.values():
        good = [row.score for row in mine if row.level == "good" and row.score is not None]
        if len(good) < 2:
            continue
        mean, bessel = float(np.mean(good)), math.sqrt(len(good) / (len(good) - 1))
        out += [(row, (row.score - mean) * (bessel if row.level == "good" else 1.0)) for row in mine if row.score is not None]
    return out


def main(argv: list[str] | None = None) -> int:
    """Exit code 0 fine, 1 the world said no (one sentence)."""
    parser = argparse.ArgumentParser(prog="python -m models.training.lasting", description=__doc__)
    parser.add_argument("exercises", nargs="*", metavar="EXERCISE")
    parser.add_argument("--people", type=int, default=3, help="of each exercise")
    parser.add_argument("--films", type=int, default=0, help="movements through pixels")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rows", type=Path, default=None, help="every view, as JSON lines")
    parser.add_argument("--out", type=Path, default=None, help="the figures as JSON; else they are written to the terminal")
    args = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    try:
        catalogue = load_catalogue(paths.exercises())
        names = args.exercises or [name for name, exercise in catalogue.items() if exercise.motion is not None]
        if unknown := [name for name in names if name not in catalogue]:
            raise WorldError(f"There is no exercise {unknown[0]}.")
        rows = on_landmarks(names, args.people, args.seed) if args.people else []
        filmed = through_pixels(names, args.films, args.seed) if args.films else []
        told = {"landmarks": figures(rows), "pixels": figures(filmed)}
        if args.rows is not None:
            args.rows.write_text("".join(json.dumps(asdict(row)) + "\n" for row in [*rows, *filmed]), encoding="utf-8")
        text = json.dumps(told, indent=1) + "\n"
        if args.out is None:
            sys.stdout.write(text)
        else:
            args.out.write_text(text, encoding="utf-8")
    except (WorldError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
