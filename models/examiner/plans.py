"""Which exams are sat: for naming, for robustness against the camera's place, for mistakes. What is filmed is listed here too, so
that it can be filmed before anything is judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.examiner.core import Asked, catalogue, examinable
from models.examiner.faults import all_or_nothing
from models.examiner.film import Sitting
from models.examiner.settings import settings

NAMING_SEED, CAMERA_SEED, MISTAKES_SEED = 101, 103, 107
HEIGHTS_M: tuple[float, ...] = (0.2, 0.5, 0.8, 1.1, 1.4, 1.8, 2.2)
YAWS_DEG: tuple[float, ...] = tuple(float(v) for v in range(-150, 181, 30))
PITCHES_DEG: tuple[float, ...] = (-35.0, -25.0, -15.0, -5.0, 5.0, 15.0)


@dataclass(frozen=True)
class Counts:
    """How many exams.

    Attributes:
        per_exercise, pixels_per_exercise: for naming. per_bin: exercises a bin of the camera's place, in turn (at most all).
        per_size, good: for mistakes: of each size of a mistake, and of an exercise in good form.
        pixel_sizes, pixel_mistakes, pixel_good, pixel_reps: what is filmed: sizes, how many of an exercise's mistakes (the first
            ones), times in good form, repetitions (naming, mistakes).
        exercises: at most so many, None: all.
    """

    per_exercise: int = 10
    pixels_per_exercise: int = 2
    per_bin: int = 36
    per_size: int = 1
    good: int = 4
    pixel_sizes: tuple[float, ...] = (0.6, 1.5)
    pixel_mistakes: int = 1
    pixel_good: int = 1
    pixel_reps: tuple[int, int] = (3, 2)
    exercises: int | None = None

    def names(self) -> tuple[str, ...]:
        """The exercises that are examined."""
        able = examinable()
        return able if self.exercises is None else able[: self.exercises]


def naming(counts: Counts, per_exercise: int) -> list[Sitting]:
    """Every exercise from anywhere: every second time with one of its mistakes, below or above its threshold."""
    return [Sitting(k, NAMING_SEED, _anyhow(name, k)) for name in counts.names() for k in range(per_exercise)]


def _anyhow(name: str, number: int) -> Asked:
    exercise, faults = catalogue()[name], settings().faults
    shown = [m for m in exercise.mistakes if m.motion is not None and not all_or_nothing(m)]
    if number % 2 == 0 or not shown:
        return Asked(name)
    rng = np.random.default_rng((NAMING_SEED, number, len(name)))
    mistake = shown[int(rng.integers(len(shown)))]
    return Asked(name, mistake.name, float(rng.choice([*faults.tolerated, *faults.faulty])))


def by_height(counts: Counts, height_m: float) -> list[Sitting]:
    """One exam an exercise from this height, from about the front."""
    return _camera(counts, lambda name, yaw: Asked(name, height_m=height_m, yaw_deg=yaw))


def by_yaw(counts: Counts, yaw_deg: float) -> list[Sitting]:
    """One exam an exercise with the person turned by this much (+- 15 degrees), the camera about as high as on a shelf."""
    return _camera(counts, lambda name, yaw: Asked(name, height_m=1.1, yaw_deg=yaw_deg + yaw / 4.0))


def by_pitch(counts: Counts, pitch_deg: float) -> list[Sitting]:
    """One exam an exercise with a camera that looks up (or, negative, down) by this much at the person, from about the front."""
    return _camera(counts, lambda name, yaw: Asked(name, pitch_deg=pitch_deg, yaw_deg=yaw))


def _camera(counts: Counts, ask: Callable[[str, float], Asked]) -> list[Sitting]:
    names = counts.names()[: counts.per_bin]
    rng = np.random.default_rng(CAMERA_SEED)
    return [Sitting(k, CAMERA_SEED, ask(name, float(rng.uniform(-60, 60)))) for k, name in enumerate(names)]


def mistakes(
    counts: Counts, sizes: Sequence[float] | None = None, per_size: int = 1, good: int = 1, most: int | None = None
) -> Iterator[Sitting]:
    """Every exercise in good form and with its mistakes (the first `most`, None: all) at every size (None: examiner.toml's), from
    where they can be told."""
    faults = settings().faults
    for name in counts.names():
        exercise = catalogue()[name]
        yield from (Sitting(k, MISTAKES_SEED, Asked(name, seen_well=True, alone=True)) for k in range(good))
        for i, mistake in enumerate([m for m in exercise.mistakes if m.motion is not None][:most]):
            for j, size in enumerate(sizes or (*faults.tolerated, *faults.faulty)):
                if all_or_nothing(mistake) and size < 1.0:
                    continue
                for k in range(per_size):
                    number = 1000 * (i + 1) + 100 * j + k
                    yield Sitting(number, MISTAKES_SEED, Asked(name, mistake.name, size, seen_well=True))


def pixels(counts: Counts) -> list[Sitting]:
    """All exams that are filmed."""
    return [*naming_pixels(counts), *mistake_pixels(counts)]


def naming_pixels(counts: Counts) -> list[Sitting]:
    """As `naming`, short."""
    return _short(naming(counts, counts.pixels_per_exercise), counts.pixel_reps[0])


def mistake_pixels(counts: Counts) -> list[Sitting]:
    """As `mistakes`, short, at few sizes."""
    return _short(mistakes(counts, counts.pixel_sizes, 1, counts.pixel_good, counts.pixel_mistakes), counts.pixel_reps[1])


def _short(sittings: Iterable[Sitting], reps: int) -> list[Sitting]:
    return [replace(s, asked=replace(s.asked, reps=reps)) for s in sittings]
