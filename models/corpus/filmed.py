"""Generated performances as the mirror would see them: rendered, then read from the pixels by BlazePose.

Landmarks projected from a known body are cleaner than a pose network's, and wrong in other ways: a seated person comes out of
BlazePose half squatting. What is filmed here carries the network's own errors. Rendering and reading a second takes about half a
second of one core, so the result is kept in a folder: one npz a performance.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from mirror.avatar import Camera
from mirror.avatar.performance import Performance
from mirror.avatar.video import fitted
from models.corpus.generate import performed
from models.corpus.seen import HEIGHT, WIDTH, filmed_points
from models.corpus.sequence import CorpusError, Sequence

SHARES: dict[str, int] = {
    "none": 24,
    "shoulder_press": 16,
    "bicep_curl": 12,
    "front_raise": 12,
    "lunge": 12,
    "sit_up": 8,
    "deadlift": 8,
    "pull_up": 8,
    "squat": 8,
    "push_up": 6,
    "jumping_jack": 4,
}
"""How often each class is filmed: most where the corpus has the fewest real people."""

_PROPS = {"pull_up": ("bar",), "deadlift": ("barbell",)}
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
    """The class of performance `number`, by `SHARES`, spread evenly."""
    edges = list(accumulate(SHARES.values()))
    place = (number * 37) % edges[-1]  # 37 has no factor in common with the sum: every place once a round
    return next(name for name, edge in zip(SHARES, edges, strict=True) if place < edge)


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
    name = class_at(number)
    made, name, label, rng = performed(number, plan.seed, name)
    camera = _camera(made, rng)
    props = _PROPS.get(name, ("dumbbells",) if name in _HAND_HELD and rng.random() < 0.5 else ())
    seen = filmed_points(made.points, camera, made.fps, seed=int(rng.integers(1_000_000)), props=props)
    pixels = seen.image[..., :2] * np.array([seen.width, seen.height], np.float32)
    target = _file(plan, number)
    part = target.with_suffix(".part")
    with part.open("wb") as file:
        np.savez_compressed(
            file, world=seen.world, visibility=seen.visibility, pixels=pixels, exercise=name, label=label, fps=made.fps
        )
    part.replace(target)


def _read(path: Path) -> Sequence | None:
    """One performance, None where BlazePose saw nobody in most of it."""
    try:
        with np.load(path) as kept:
            data = {key: kept[key] for key in kept.files}
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path} cannot be read ({error}); remove it and film again.") from error
    if np.isnan(data["world"][:, 0, 0]).mean() > 0.5:
        return None
    pixels = data["pixels"]
    hips, shoulders = pixels[:, [23, 24]].mean(axis=1), pixels[:, [11, 12]].mean(axis=1)
    return Sequence(
        id=path.stem,
        source="filmed",
        subject=path.stem,
        split="train",
        exercise=str(data["exercise"]),
        label=str(data["label"]),
        fps=float(data["fps"]),
        assumed=False,
        world=data["world"],
        visibility=data["visibility"],
        root_px=hips,
        torso_px=np.linalg.norm(shoulders - hips, axis=1),
        frame="landmarks",
    )
