"""A recording of the corpus as the mirror would have been told of it: one Observation a frame.

Our own landmarks of video are told as they are. Motion capture has no picture: its landmarks are projected in parallel onto one
that is as large as the movement needs, so that nothing leaves it. Poses that have lost the body's shape are told to nobody
(docs/decisions/0008).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mirror.observation import Observation
from mirror.pose.core import Pose
from models.corpus.sequence import Corpus, CorpusError, Sequence

_MARGIN_M = 0.3
"""Between the movement and the border of the picture that motion capture is given."""
_PX_PER_M = 300.0
_CARRIERS = [11, 12, 23, 24]
"""Shoulders and hips: without them there is no body frame."""


@dataclass(frozen=True, slots=True, eq=False)
class Recorded:
    """Attributes: sequence: its truth. pixels: (T, 33, 2) landmarks in the picture, y down, NaN missing. poses: (T,) None where
    nobody was found."""

    sequence: Sequence
    pixels: NDArray[np.float32]
    poses: tuple[Pose | None, ...]

    @property
    def observations(self) -> list[Observation]:
        """In the order of time, from 0."""
        return [Observation(i / self.sequence.fps, pose, frame=i) for i, pose in enumerate(self.poses)]

    @property
    def minutes(self) -> float:
        return self.sequence.seconds / 60.0


def recorded(corpus: Corpus, row: dict[str, str]) -> Recorded:
    """The row as the mirror sees it. Raises CorpusError with the reason where it cannot."""
    sequence = corpus.read(row)
    if sequence.frame == "landmarks":
        return _filmed(corpus.frames(row), sequence, int(float(row.get("width") or 1280)), int(float(row.get("height") or 720)))
    if sequence.frame == "mocap":
        return of_motion(sequence)
    raise CorpusError(f"{row['id']}: the shape of the body is lost ({sequence.frame}); such poses judge nobody.")


def sided(recording: Recorded, hidden: Literal["left", "right"]) -> Recorded:
    """The same with one side's arm and leg unseen: landmarks NaN, visibility 0, in every frame."""
    gone = [i for i in (*range(13, 23), *range(25, 33)) if (i % 2 == 1) == (hidden == "left")]
    poses: list[Pose | None] = []
    for pose in recording.poses:
        if pose is None:
            poses.append(None)
            continue
        image, world, visibility = pose.image.copy(), pose.world.copy(), pose.visibility.copy()
        image[gone], world[gone], visibility[gone] = np.nan, np.nan, 0.0
        poses.append(Pose(pose.t, image, world, visibility, pose.width, pose.height, pose.score, pose.track))
    pixels = recording.pixels.copy()
    pixels[:, gone] = np.nan
    return Recorded(recording.sequence, pixels, tuple(poses))


def _filmed(frames: NDArray[np.float32], sequence: Sequence, width: int, height: int) -> Recorded:
    poses: list[Pose | None] = []
    for i, frame in enumerate(frames):
        found = bool(np.isfinite(frame[:, 0]).any())
        t = i / sequence.fps
        poses.append(Pose(t, frame[:, :3], frame[:, 4:7], np.nan_to_num(frame[:, 3]), width, height) if found else None)
    return Recorded(sequence, frames[..., :2] * np.array([width, height], np.float32), tuple(poses))


def of_motion(sequence: Sequence) -> Recorded:
    """Metres in place of a picture's pixels: the whole body's movement is in them."""
    pixels = sequence.world[..., :2] * _PX_PER_M + sequence.root_px[:, None]
    if np.isnan(pixels[:, _CARRIERS]).all():
        raise CorpusError(f"{sequence.id}: hips and shoulders are missing.")
    low, high = np.nanmin(pixels, axis=(0, 1)), np.nanmax(pixels, axis=(0, 1))
    pixels = pixels - low + _MARGIN_M * _PX_PER_M
    width, height = (int(x) for x in np.ceil(high - low + 2.0 * _MARGIN_M * _PX_PER_M))
    image = np.concatenate([pixels / np.array([width, height], np.float32), sequence.world[..., 2:]], axis=-1).astype(np.float32)
    poses: list[Pose | None] = []
    for i, carried in enumerate(np.isfinite(sequence.world[:, _CARRIERS, 0]).all(axis=1).tolist()):
        t = i / sequence.fps
        poses.append(Pose(t, image[i], sequence.world[i], sequence.visibility[i], width, height) if carried else None)
    return Recorded(sequence, pixels.astype(np.float32), tuple(poses))
