"""Seen: what a pose network said of somebody, moment by moment, as arrays that can be kept, judged and trained on.

The one place where the avatar is rendered and read by BlazePose: training (`filmed`), the measurement of BlazePose's errors
(`errors`) and the examiner use it, so that all three see through the same eyes.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Sequence as Many
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mirror.avatar import Camera
from mirror.avatar.renderer import Renderer
from mirror.capture import Frame
from mirror.pose import skeleton as s
from mirror.pose.blazepose import BlazePose
from mirror.pose.core import Pose
from models.corpus.sequence import CorpusError, Sequence

WIDTH, HEIGHT = 640, 360
_FIELDS = ("image", "world", "visibility", "score", "track")


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """T moments, fields as in Pose; a moment in which nobody was found is NaN, its visibility and score 0.

    Attributes:
        image, world: (T, 33, 3) float32. visibility: (T, 33) float32. score: (T,) float32. track: (T,) int32.
        t: (T,) float64 seconds. width, height: of the picture, pixels.
    """

    t: NDArray[np.float64]
    image: NDArray[np.float32]
    world: NDArray[np.float32]
    visibility: NDArray[np.float32]
    score: NDArray[np.float32]
    track: NDArray[np.int32]
    width: int = WIDTH
    height: int = HEIGHT

    def __len__(self) -> int:
        return len(self.t)

    @property
    def there(self) -> NDArray[np.bool_]:
        """(T,) whether somebody was found."""
        found: NDArray[np.bool_] = ~np.isnan(self.world[:, 0, 0])
        return found

    def poses(self) -> list[Pose | None]:
        """One Pose a moment, None where nobody was found."""
        return [self._pose(i) if found else None for i, found in enumerate(self.there)]

    def _pose(self, i: int) -> Pose:
        return Pose(
            float(self.t[i]),
            self.image[i],
            self.world[i],
            self.visibility[i],
            self.width,
            self.height,
            float(self.score[i]),
            int(self.track[i]),
        )

    @classmethod
    def of(cls, t: Many[float] | NDArray[np.float64], poses: Many[Pose | None], width: int = WIDTH, height: int = HEIGHT) -> Seen:
        """What an estimator (or a noise) answered at these times, seconds."""
        n = len(poses)
        image = np.full((n, s.COUNT, 3), np.nan, np.float32)
        world = np.full((n, s.COUNT, 3), np.nan, np.float32)
        visibility = np.zeros((n, s.COUNT), np.float32)
        score, track = np.zeros(n, np.float32), np.zeros(n, np.int32)
        for i, pose in enumerate(poses):
            if pose is not None:
                image[i], world[i], visibility[i], score[i], track[i] = (
                    pose.image,
                    pose.world,
                    pose.visibility,
                    pose.score,
                    pose.track,
                )
        return cls(np.asarray(t, np.float64), image, world, visibility, score, track, width, height)

    def sequence(self, name: str, exercise: str, label: str, source: str, fps: float) -> Sequence | None:
        """As a corpus sequence of its own person; None where nobody was seen in most of it."""
        if not len(self) or self.there.mean() < 0.5:
            return None
        pixels = self.image[..., :2] * np.array([self.width, self.height], np.float32)
        hips = pixels[:, [s.LEFT_HIP, s.RIGHT_HIP]].mean(axis=1)
        shoulders = pixels[:, [s.LEFT_SHOULDER, s.RIGHT_SHOULDER]].mean(axis=1)
        return Sequence(
            id=name,
            source=source,
            subject=name,
            split="train",
            exercise=exercise,
            label=label,
            fps=fps,
            assumed=False,
            world=self.world,
            visibility=self.visibility,
            root_px=hips,
            torso_px=np.linalg.norm(shoulders - hips, axis=1),
            frame="landmarks",
        )

    def save(self, path: Path) -> None:
        """One npz, whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".part")
        with draft.open("wb") as file:
            size = np.array([self.width, self.height], np.int32)
            np.savez_compressed(file, t=self.t, size=size, **{name: getattr(self, name) for name in _FIELDS})
        draft.replace(path)

    @classmethod
    def load(cls, path: Path) -> Seen:
        """What `save` kept. Raises CorpusError (a sentence) for a file that cannot be read."""
        try:
            with np.load(path) as kept:
                width, height = (int(x) for x in kept["size"])
                return cls(kept["t"], *(kept[name] for name in _FIELDS), width, height)
        except (OSError, ValueError, KeyError) as error:
            raise CorpusError(f"{path} cannot be read ({error}); remove it and film again.") from error


def watch(pictures: Iterable[NDArray[np.uint8]], fps: float, estimator: BlazePose | None = None) -> Seen:
    """BlazePose (full, one thread, smoothed as in the mirror) on BGR pictures that follow each other at `fps`."""
    eyes = estimator or BlazePose("full", threads=1)
    poses: list[Pose | None] = []
    width, height = WIDTH, HEIGHT
    try:
        for i, picture in enumerate(pictures):
            height, width = picture.shape[:2]
            poses.append(eyes.estimate(Frame(picture, i / fps, i)))
    finally:
        if estimator is None:
            eyes.close()
    return Seen.of(np.arange(len(poses)) / fps, poses, width, height)


def filmed_points(points: NDArray[np.float64], camera: Camera, fps: float, *, seed: int = 0, props: tuple[str, ...] = ()) -> Seen:
    """(T, 33, 3) room points, rendered and read. `seed`: of look and room; `props`: as the Renderer's.

    About 0.03 s of one core a moment at 640 x 360.
    """
    renderer = Renderer(camera.width, camera.height, seed=seed, props=props)
    return watch((renderer.render(moment, camera) for moment in points), fps)
