"""The landmark network: 33 landmarks of the person in one region.

Bazarevsky et al., "BlazePose: On-device Real-time Body Pose tracking", 2020, and its successor with world landmarks
(Grishchenko et al., "BlazePose GHUM Holistic", 2022). The refinement by heatmap follows MediaPipe's calculator of that name.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mirror.pose.network import Network
from mirror.pose.region import Region
from mirror.pose.skeleton import COUNT

SIZE = 256
CENTRE, EDGE = 33, 34
"""Two more landmarks, between the hips and on the circle around the person: they make the next region."""

KERNEL = 7
MIN_PEAK = 0.5
"""The heatmap speaks only where it is at least this sure somewhere in the window."""

_REACH = np.arange(KERNEL) - KERNEL // 2


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What the network says about one region.

    Attributes:
        points: (33, 3) float64: x, y, z in pixels of the picture; z smaller is nearer, about 0 at the hips.
        world: (33, 3) float64, metres, hip-centred, camera axes.
        visibility: (33,) float64, 0..1, seen and not hidden. presence: (33,) float64, 0..1, inside the picture.
        probability: 0..1, that there is a person.
        region: where it looked. next: where the person is, for the next picture.
    """

    points: NDArray[np.float64]
    world: NDArray[np.float64]
    visibility: NDArray[np.float64]
    presence: NDArray[np.float64]
    probability: float
    region: Region
    next: Region


def refine(points: NDArray[np.float64], heatmaps: NDArray[np.float32], size: int = SIZE) -> NDArray[np.float64]:
    """Move each point to the centroid of its heatmap in the window around it.

    Args:
        points: (L, 2) x, y in pixels of the crop. heatmaps: (L, cells, cells) logits, one map a landmark.

    Returns:
        (L, 2). A point outside the map, or whose window nowhere reaches MIN_PEAK, stays where it was. The centroid is that
        of whole cell numbers without half a cell added: the network was trained with that, and measured it has no bias.
    """
    cells = heatmaps.shape[-1]
    cell = size / cells
    at = np.trunc(points / cell).astype(np.intp)
    inside = ((at >= 0) & (at < cells)).all(axis=1)
    window = at[:, :, None] + _REACH
    valid = (window >= 0) & (window < cells)
    np.clip(window, 0, cells - 1, out=window)
    columns, rows = window[:, 0], window[:, 1]
    weight = heatmaps[np.arange(len(points))[:, None, None], rows[:, :, None], columns[:, None, :]].astype(np.float64)
    np.clip(weight, -80, 80, out=weight)
    weight = 1 / (1 + np.exp(-weight))
    weight *= valid[:, 1, :, None] & valid[:, 0, None, :]
    sure = inside & (weight.max(axis=(1, 2)) >= MIN_PEAK)
    total = weight.sum(axis=(1, 2))
    total[~sure] = 1.0
    centroid = np.stack([(weight.sum(axis=1) * columns).sum(axis=1), (weight.sum(axis=2) * rows).sum(axis=1)], axis=1)
    return np.where(sure[:, None], centroid * (cell / total)[:, None], points)


class Landmarker:
    """Reads the landmarks of the person in a region."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._bgr = np.zeros((SIZE, SIZE, 3), np.uint8)
        self._rgb = np.zeros_like(self._bgr)

    def read(self, image: NDArray[np.uint8], region: Region) -> Reading:
        """The person in `region` of a BGR picture (height, width, 3). Raises ModelError when the network cannot run."""
        region.crop(image, self._bgr, black=False)
        cv2.cvtColor(self._bgr, cv2.COLOR_BGR2RGB, dst=self._rgb)
        np.multiply(self._rgb, np.float32(1 / 255), out=self._network.input[0])
        self._network.run()
        outputs = self._network.outputs
        raw = outputs["landmarks_px"][0].astype(np.float64)
        places = region.to_picture(refine(raw[:, :2], outputs["heatmap_logits"][0]), SIZE)
        points = np.empty((COUNT, 3))
        points[:, :2] = places[:COUNT]
        points[:, 2] = raw[:COUNT, 2] * (region.side / SIZE)
        world = outputs["world_landmarks_m"][0, :COUNT].astype(np.float64)
        region.turn(world)
        chances = 1 / (1 + np.exp(-np.clip(raw[:COUNT, 3:5], -80, 80)))
        return Reading(
            points=points,
            world=world,
            visibility=chances[:, 0],
            presence=chances[:, 1],
            probability=float(outputs["pose_probability"][0, 0]),
            region=region,
            next=Region.around(places[CENTRE], places[EDGE]),
        )

    def close(self) -> None:
        """Free the network; may be called twice."""
        self._network.close()
