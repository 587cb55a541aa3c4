"""Exams through pixels: rendered, read by BlazePose, kept as one npz each; an interrupted run goes on where it stopped.

A film depends on movement, camera and avatar, on no network that names: it serves every network after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from models.corpus.seen import Seen, filmed_points
from models.examiner.core import Asked, Exam, examination

_LOOK_SEEDS = 70_000


@dataclass(frozen=True, slots=True)
class Sitting:
    """Which exam, before it is made."""

    number: int
    seed: int
    asked: Asked

    def exam(self) -> Exam:
        """See `examination`."""
        return examination(self.number, self.seed, self.asked)


def through_pixels(exam: Exam, folder: Path) -> Seen:
    """The exam as BlazePose saw it; filmed now where the folder lacks it (about 0.03 s a frame)."""
    path = folder / f"{exam.id}.npz"
    if path.exists():
        return Seen.load(path)
    made = exam.performance
    seen = filmed_points(made.points, exam.camera, made.fps, seed=_LOOK_SEEDS + exam.number, props=exam.props)
    seen.save(path)
    return seen


def film(sittings: Sequence[Sitting], folder: Path, workers: int = 1) -> Iterator[tuple[int, int]]:
    """Film all of them; yields (done, count). An exam that cannot be made is passed over (see ExaminerError)."""
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        running = [pool.submit(partial(_filmed, folder), sitting) for sitting in sittings]
        for done, future in enumerate(as_completed(running), start=1):
            future.result()
            yield done, len(running)


def _filmed(folder: Path, sitting: Sitting) -> None:
    import cv2

    from models.examiner.settings import ExaminerError

    cv2.setNumThreads(1)
    try:
        exam = sitting.exam()
    except ExaminerError:
        return  # the experiment that judges it tells why
    through_pixels(exam, folder)
