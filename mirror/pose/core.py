"""Pose: one person's landmarks in one picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mirror.capture.core import Frame
from mirror.pose.skeleton import COUNT


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """33 landmarks (order and names: `mirror.pose.skeleton.LANDMARKS`) of the tracked person at one moment.

    Attributes:
        t: seconds, the Frame's own time.
        image: (33, 3) float32. x divided by the picture's width, y by its height (y down); z in the unit of x (divided by the
            width), smaller is nearer, about 0 at the hips. Values may lie outside 0..1: the limb is out of the picture.
        world: (33, 3) float32, metres, origin between the hips, camera axes: x to the right of the picture, y down, z away
            from the camera. All NaN where the source has no metric frame.
        visibility: (33,) float32, 0..1, the chance that the landmark is in the picture and not hidden.
        width, height: of the picture, pixels (they undo the division of `image`).
        score: 0..1, the chance that there is a person at all.
        track: number of the tracked person; it changes when tracking was lost and somebody is found again elsewhere.

    A landmark that is missing is NaN in `image` and `world` and 0 in `visibility`; every consumer says what it does then.
    Nobody being there is not a Pose: it is an Observation without one.
    """

    t: float
    image: NDArray[np.float32]
    world: NDArray[np.float32]
    visibility: NDArray[np.float32]
    width: int
    height: int
    score: float = 1.0
    track: int = 0

    def __post_init__(self) -> None:
        if self.image.shape != (COUNT, 3) or self.world.shape != (COUNT, 3) or self.visibility.shape != (COUNT,):
            raise ValueError(
                f"a Pose holds {COUNT} landmarks: image {self.image.shape}, world {self.world.shape}, "
                f"visibility {self.visibility.shape}"
            )

    def pixels(self) -> NDArray[np.float32]:
        """(33, 2) float32: x, y in pixels of the picture, y down."""
        return self.image[:, :2] * np.array([self.width, self.height], np.float32)


class PoseEstimator(Protocol):
    """Finds and follows one person. Not thread-safe: one thread feeds it, in the order of time.

    Attributes:
        name: for the report and the health line ("blazepose-full").
    """

    name: str

    def estimate(self, frame: Frame) -> Pose | None:
        """The tracked person, smoothed, or None where nobody is found. Raises ModelError when the network cannot run."""

    def reset(self) -> None:
        """Forget the tracked person and the smoothing."""

    def close(self) -> None:
        """Free the network; may be called twice."""
