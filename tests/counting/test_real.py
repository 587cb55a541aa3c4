"""Counting on real people (validation split of the project's corpus, where it is at hand), the exercise given."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from mirror.commands import ChooseExercise
from mirror.counting.witnesses import NO_TURN
from mirror.events import RepClosed
from mirror.observation import Observation
from mirror.pose.core import Pose
from mirror.recognition import Recogniser, load_recogniser
from mirror.trainer import Trainer
from tests.acting import catalogue

DATA = Path(__file__).parents[2] / "../shared/data"


def rows() -> Iterator[tuple[dict[str, str], np.ndarray]]:
    files: dict[str, np.ndarray] = {}
    with (DATA / "index.csv").open(newline="") as index:
        for row in csv.DictReader(index):
            if row["split"] not in ("train", "val") or row["exercise"] not in catalogue() or not row["reps"]:
                continue
            if row["layout"] != "blazepose33" or "wx" not in row["dims"]:
                continue
            if row["file"] not in files:
                files[row["file"]] = np.load(DATA / row["file"])["frames"]
            start, length = int(row["start"]), int(row["length"])
            yield row, files[row["file"]][start : start + length].astype(np.float32)


def counted(row: dict[str, str], frames: np.ndarray) -> int:
    return sum(rep.kind == "full" for rep in closed(row, frames, None))


def closed(row: dict[str, str], frames: np.ndarray, recogniser: Recogniser | None) -> list[RepClosed]:
    trainer = Trainer(catalogue(), recogniser)
    trainer.apply(ChooseExercise(row["exercise"]))
    fps = float(row["fps"])
    size = int(float(row["width"])), int(float(row["height"]))
    events = []
    t = 0.0
    for i, frame in enumerate(frames):
        t = i / fps
        pose = None
        if np.isfinite(frame[:, 0]).any():
            pose = Pose(t, frame[:, :3], frame[:, 4:], np.nan_to_num(frame[:, 3]), *size)
        events += trainer.step(Observation(t, pose, frame=i)).events
    events += trainer.finish(t)
    return [event for event in events if isinstance(event, RepClosed)]


@pytest.mark.shared
@pytest.mark.skipif(not (DATA / "index.csv").exists(), reason="needs the project's corpus")
def test_real_repetitions_are_counted_within_one() -> None:
    found = [(int(row["reps"]), counted(row, frames)) for row, frames in rows()]
    assert len(found) >= 40
    truth, count = np.array(found).T
    assert np.mean(np.abs(truth - count) <= 1) >= 0.9
    assert np.mean(np.abs(truth - count) / truth) <= 0.2


@pytest.mark.shared
@pytest.mark.skipif(not (DATA / "index.csv").exists(), reason="needs the project's corpus")
def test_a_real_movement_that_neither_turns_nor_looks_like_it_is_rejected_for_that() -> None:
    """Somebody exercises in a way that the catalogue does not know, while a spiderman push-up is chosen."""
    with (DATA / "index.csv").open(newline="") as index:
        (row,) = [r for r in csv.DictReader(index) if r["id"].startswith("quva_speed_data_videos_027_fitness")]
    start, length = int(row["start"]), int(row["length"])
    frames = np.load(DATA / row["file"])["frames"][start : start + length].astype(np.float32)
    reps = closed({**row, "exercise": "spiderman_push_up"}, frames, load_recogniser())
    assert NO_TURN in {rep.reason for rep in reps if rep.kind == "rejected"}
