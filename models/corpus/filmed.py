"""Generated performances as the mirror would see them: rendered, then read from the pixels by BlazePose.

Landmarks projected from a known body are cleaner than a pose network's, and wrong in other ways: a seated person comes out of
BlazePose half squatting. What is filmed here carries the network's own errors. Rendering and reading a second takes about a third
of a second of one core, so the result is kept in a folder: one npz and its truth a performance.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from mirror.avatar import Camera
from mirror.avatar.performance import Performance
from mirror.avatar.video import fitted
from models.corpus.generate import performed, props_of, taught, truth_of
from models.corpus.seen import HEIGHT, WIDTH, Seen, filmed_points
from models.corpus.sequence import CorpusError, Sequence

SHARES: dict[str, int] = {
    "none": 60,
    "shoulder_press": 14,
    "bicep_curl": 10,
    "front_raise": 10,
    "lunge": 12,
    "sit_up": 8,
    "deadlift": 12,
    "pull_up": 8,
    "squat": 10,
    "push_up": 6,
    "jumping_jack": 5,
    "lateral_raise": 8,
    "romanian_deadlift": 8,
    "spiderman_push_up": 8,
    "inchworm": 6,
}
"""How often each class is filmed: most where the corpus has the fewest real people or where another class is near (a spiderman
push-up is a push-up with a knee drawn up), and everyday life most of all; the rest of the catalogue `_OTHERS` times."""
_OTHERS = 4
_FPS = 15.0
_REPS = (2, 5)
_HAND_HELD = frozenset({"bicep_curl", "shoulder_press", "front_raise", "lunge", "squat"})


@dataclass(frozen=True)
class Filming:
    """What to film: `count` performances of a seed, into `folder`."""

    folder: Path
    count: int
    seed: int


def film(plan: Filming, workers: int = 2) -> Iterator[tuple[int, int]]:
    """Film what the folder lacks (an interrupted run goes on); yields (done, count) as it goes."""
    plan.folder.mkdir(parents=True, exist_ok=True)
    missing = [i for i in range(plan.count) if not _file(plan, i).exists()]
    done = plan.count - len(missing)
    yield done, plan.count
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for future in as_completed([pool.submit(partial(_filmed, plan), i) for i in missing]):
            future.result()
            done += 1
            yield done, plan.count


def read(folder: Path) -> list[Sequence]:
    """Every filmed performance of the folder. Raises CorpusError where there is none or one cannot be read."""
    files = sorted(folder.glob("filmed_*.npz"))
    if not files:
        raise CorpusError(f"{folder} holds no filmed performances; make them with `python -m models.film`.")
    return [sequence for path in files if (sequence := _read(path)) is not None]


def class_at(number: int) -> str:
    """The class of performance `number`: by `SHARES`, in an order of its own in every round."""
    deck = [name for name in ("none", *taught()) for _ in range(SHARES.get(name, _OTHERS))]
    order = np.random.default_rng(number // len(deck)).permutation(len(deck))
    return deck[int(order[number % len(deck)])]


def performance_of(number: int, seed: int) -> tuple[Performance, Camera]:
    """What performance `number` of a seed is, and the camera that films it."""
    done = performed(number, seed, class_at(number), fps=_FPS, reps=_REPS)
    return done.performance, _camera(done.performance, done.rng)


def _file(plan: Filming, number: int) -> Path:
    return plan.folder / f"filmed_{plan.seed}_{number:05d}.npz"


def _camera(performance: Performance, rng: np.random.Generator) -> Camera:
    """Anywhere around the person, more often in front and beside than behind."""
    azimuth = float(rng.choice([rng.normal(0, 35), rng.uniform(-180, 180)], p=[0.6, 0.4]))
    height = float(rng.uniform(0.4, 1.8))
    distance = float(rng.uniform(2.4, 4.0))
    # A camera is aimed at a person: the higher it stands, the more it looks down.
    pitch = float(np.degrees(np.arctan2(0.9 - height, distance)) * rng.uniform(0.3, 1.0) + rng.normal(0, 2.0))
    camera = Camera(height, pitch, float(rng.normal(0, 1.5)), azimuth, distance, 48.0, WIDTH, HEIGHT)
    return fitted(camera, performance.points)


def _filmed(plan: Filming, number: int) -> None:
    import cv2

    cv2.setNumThreads(1)
    done = performed(number, plan.seed, class_at(number), fps=_FPS, reps=_REPS)
    made, rng = done.performance, done.rng
    camera = _camera(made, rng)
    props = props_of(done.exercise)
    if done.exercise in _HAND_HELD:
        props = ("dumbbells",) if rng.random() < 0.5 else ()
    seen = filmed_points(made.points, camera, made.fps, seed=int(rng.integers(1_000_000)), props=props)
    bounds, peaks, shown = truth_of(done)
    target = _file(plan, number)
    truth = {"exercise": done.exercise, "label": done.label, "fps": made.fps, "bounds": bounds, "peaks": peaks, "shown": shown}
    # The truth first: what has landmarks has its truth.
    target.with_suffix(".json").write_text(json.dumps(truth) + "\n", encoding="utf-8")
    seen.save(target)


def _read(path: Path) -> Sequence | None:
    """One performance, None where BlazePose saw nobody in most of it."""
    try:
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path.with_suffix('.json')} cannot be read ({error}); remove {path.name} and film again.") from error
    sequence = Seen.load(path).sequence(path.stem, truth["exercise"], truth["label"], "filmed", float(truth["fps"]))
    if sequence is None:
        return None
    return replace(
        sequence,
        bounds=tuple((int(a), int(b)) for a, b in truth["bounds"]),
        peaks=tuple(int(p) for p in truth["peaks"]),
        shown=None if truth["shown"] is None else tuple(truth["shown"]),
    )
