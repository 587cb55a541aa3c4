"""How far our landmarks are from MediaPipe's on the same pictures, in torso lengths. `python tests/pose/parity.py VIDEO...`"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from mirror.capture.core import Frame
from mirror.pose.core import PoseEstimator
from mirror.pose.skeleton import LEFT_HIP, LEFT_SHOULDER, RIGHT_HIP, RIGHT_SHOULDER


@dataclass(frozen=True)
class Parity:
    """errors: (frames, 33) torso lengths, where both found somebody. world: the same in metres. ours, theirs: frames in which
    only the one found somebody. lost: what either calls a new person."""

    errors: NDArray[np.float64]
    world: NDArray[np.float64]
    ours: int
    theirs: int
    runs: int

    def __str__(self) -> str:
        percent = self.errors * 100
        return (
            f"{len(self.errors)} frames, {percent.mean():.2f} / {np.median(percent):.2f} / {np.percentile(percent, 95):.2f} %"
            f" of a torso (mean, median, p95), world {self.world.mean() * 1000:.1f} mm, only ours {self.ours},"
            f" only theirs {self.theirs}, detector runs {self.runs}"
        )


def measure(frames: Iterable[Frame], ours: PoseEstimator, theirs: PoseEstimator) -> Parity:
    """Both estimators on the same pictures; a torso is the clip's median distance from mid shoulders to mid hips."""
    errors, world, torsos = [], [], []
    only_ours = only_theirs = 0
    for frame in frames:
        mine, reference = ours.estimate(frame), theirs.estimate(frame)
        if mine is None or reference is None:
            only_ours += mine is not None
            only_theirs += reference is not None
            continue
        points, wanted = mine.pixels(), reference.pixels()
        errors.append(np.hypot(*(points - wanted).T))
        world.append(np.linalg.norm(mine.world - reference.world, axis=1))
        shoulders, hips = wanted[[LEFT_SHOULDER, RIGHT_SHOULDER]].mean(axis=0), wanted[[LEFT_HIP, RIGHT_HIP]].mean(axis=0)
        torsos.append(np.hypot(*(shoulders - hips)))
    runs = getattr(ours, "detections", 0)
    return Parity(np.array(errors, np.float64) / np.median(torsos), np.array(world), only_ours, only_theirs, runs)


def video(path: Path, limit: int = 400) -> Iterator[Frame]:
    """The first pictures of a file at its own rate."""
    capture = cv2.VideoCapture(str(path))
    rate = capture.get(cv2.CAP_PROP_FPS)
    try:
        for index in range(limit):
            there, image = capture.read()
            if not there:
                return
            yield Frame(image, (index + 1) / rate, index)
    finally:
        capture.release()


if __name__ == "__main__":
    from mirror.pose.blazepose import BlazePose
    from mirror.pose.mediapipe_backend import MediaPipe

    for name in sys.argv[1:]:
        print(name, measure(video(Path(name)), BlazePose(), MediaPipe()), flush=True)
