"""The person detector: where people are in a whole picture.

A single-shot detector over a fixed grid of anchors (Liu et al., "SSD", 2016, sec. 2; Bazarevsky et al., "BlazePose", 2020,
sec. 3.1), whose overlapping answers are averaged with their scores as weights (Bazarevsky et al., "BlazeFace", 2019, sec. 5)
instead of all but the best being thrown away.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mirror.pose.network import Network
from mirror.pose.region import Region

SIZE = 224
LAYERS = ((28, 2), (14, 2), (7, 6))
"""(cells a side, anchors a cell): strides 8 and 16, and three layers of stride 32 merged."""

MIN_SCORE = 0.5
MIN_OVERLAP = 0.5
MAX_PEOPLE = 6
"""More are not looked at: a mirror follows one person."""

_HIPS, _EDGE = 0, 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody in the picture. `score` is 0..1, `region` in pixels of the picture."""

    region: Region
    score: float


def anchors() -> NDArray[np.float32]:
    """(2254, 2): centres x, y of the anchors in 0..1, layer by layer, row by row."""
    layers = []
    for cells, repeat in LAYERS:
        middle = (np.arange(cells, dtype=np.float32) + 0.5) / cells
        x, y = np.meshgrid(middle, middle)
        layers.append(np.repeat(np.stack([x.ravel(), y.ravel()], axis=1), repeat, axis=0))
    return np.concatenate(layers)


def decode(
    raw: NDArray[np.float32], logits: NDArray[np.float32], grid: NDArray[np.float32], min_score: float = MIN_SCORE
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """What the network says, made plain; only anchors that score at least `min_score`.

    Args:
        raw: (A, 12) in pixels of the input: box centre x, y and width, height, then four points x, y; centre and points
            relative to the anchor. logits: (A,). grid: (A, 2) anchors in 0..1.

    Returns:
        boxes (K, 4) as x0, y0, x1, y1; points (K, 4, 2); scores (K,). All in 0..1 of the letterboxed square.
    """
    # The sigmoid only of what passes: the logits of the rest reach hundreds, and the threshold is the same before it.
    keep = np.flatnonzero(logits >= np.log(min_score / (1 - min_score)))
    values, base = raw[keep] / np.float32(SIZE), grid[keep]
    scores = 1 / (1 + np.exp(-np.minimum(logits[keep], np.float32(80))))
    centre, half = values[:, :2] + base, values[:, 2:4] / 2
    points = values[:, 4:].reshape(-1, 4, 2) + base[:, None]
    boxes = np.concatenate([centre - half, centre + half], axis=1)
    return boxes, points, np.asarray(scores, np.float32)


def overlap(box: NDArray[np.float32], boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    """Intersection over union of one box (4,) with many (K, 4); 0 where both are empty."""
    size = np.maximum(np.minimum(box[2:], boxes[:, 2:]) - np.maximum(box[:2], boxes[:, :2]), 0)
    common = size[:, 0] * size[:, 1]
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    union = (box[2] - box[0]) * (box[3] - box[1]) + areas - common
    return np.asarray(common / np.maximum(union, 1e-12))


def merge(
    boxes: NDArray[np.float32], points: NDArray[np.float32], scores: NDArray[np.float32], limit: int = MAX_PEOPLE
) -> list[tuple[NDArray[np.float32], float]]:
    """Weighted suppression: each group around a best box becomes the mean of its points; (4, 2) and score, best first."""
    people: list[tuple[NDArray[np.float32], float]] = []
    left = np.arange(len(scores))
    while len(left) and len(people) < limit:
        best = left[np.argmax(scores[left])]
        group = overlap(boxes[best], boxes[left]) > MIN_OVERLAP
        group[left == best] = True
        members = left[group]
        people.append((np.average(points[members], axis=0, weights=scores[members]), float(scores[best])))
        left = left[~group]
    return people


class Detector:
    """Finds people in whole pictures."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._grid = anchors()
        self._bgr = np.zeros((SIZE, SIZE, 3), np.uint8)
        self._rgb = np.zeros_like(self._bgr)

    def find(self, image: NDArray[np.uint8]) -> list[Candidate]:
        """People in a BGR picture (height, width, 3), best score first. Raises ModelError when the network cannot run."""
        square = Region.letterbox(image.shape[1], image.shape[0])
        square.crop(image, self._bgr, black=True)
        cv2.cvtColor(self._bgr, cv2.COLOR_BGR2RGB, dst=self._rgb)
        tensor = self._network.input[0]
        np.multiply(self._rgb, np.float32(1 / 127.5), out=tensor)
        np.subtract(tensor, np.float32(1), out=tensor)
        self._network.run()
        outputs = self._network.outputs
        found = merge(*decode(outputs["boxes_and_keypoints"][0], outputs["score_logits"][0, :, 0], self._grid))
        people = []
        for points, score in found:
            places = square.to_picture(points * SIZE, SIZE)
            people.append(Candidate(Region.around(places[_HIPS], places[_EDGE]), score))
        return people

    def close(self) -> None:
        """Free the network; may be called twice."""
        self._network.close()
