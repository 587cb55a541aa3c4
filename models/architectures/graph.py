"""The graph of BlazePose's 33 landmarks for graph convolutions: neighbours, spatial partitions, scales by distance.

Seed 004 says only that the graph classifiers were given "the adjacency matrix of the 33 graph nodes". Here it is MediaPipe's
drawing of the pose (limbs, hands, face) with the two parts that it leaves apart joined: the nose to the mouth and to the
shoulders, so that every landmark can be reached from every other one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mirror.pose import skeleton as s

_FACE = (
    ("nose", "left_eye_inner"),
    ("left_eye_inner", "left_eye"),
    ("left_eye", "left_eye_outer"),
    ("left_eye_outer", "left_ear"),
    ("nose", "right_eye_inner"),
    ("right_eye_inner", "right_eye"),
    ("right_eye", "right_eye_outer"),
    ("right_eye_outer", "right_ear"),
    ("mouth_left", "mouth_right"),
)
_HANDS = tuple(
    (f"{side}_{a}", f"{side}_{b}")
    for side in ("left", "right")
    for a, b in (("wrist", "pinky"), ("wrist", "thumb"), ("pinky", "index"))
)
_JOINED = (("nose", "mouth_left"), ("nose", "mouth_right"), ("nose", "left_shoulder"), ("nose", "right_shoulder"))

EDGES: tuple[tuple[int, int], ...] = s.EDGES + tuple((s.INDEX[a], s.INDEX[b]) for a, b in (*_FACE, *_HANDS, *_JOINED))
CENTRE: tuple[int, ...] = (s.LEFT_HIP, s.RIGHT_HIP)
"""What the spatial partitions are centred on: BlazePose has no landmark in the middle of the body."""

Matrix = NDArray[np.float32]


def hops() -> NDArray[np.int64]:
    """(33, 33) number of edges on the shortest way between two landmarks."""
    out = np.full((s.COUNT, s.COUNT), s.COUNT, np.int64)
    np.fill_diagonal(out, 0)
    for a, b in EDGES:
        out[a, b] = out[b, a] = 1
    for middle in range(s.COUNT):  # Floyd and Warshall
        out = np.minimum(out, out[:, [middle]] + out[[middle]])
    return out


def spatial_partitions() -> Matrix:
    """(3, 33, 33) of [subset, from, to]: the landmark itself and neighbours as far from the centre as it is, neighbours nearer
    to the centre, neighbours further from it; columns normalised over the whole neighbourhood.

    Source: Yan, Xiong and Lin, "Spatial Temporal Graph Convolutional Networks for Skeleton-Based Action Recognition" (2018),
    section 3.3 (spatial configuration partitioning, equation 8) and 3.5 (normalisation).
    """
    far = hops()
    near = (far <= 1).astype(np.float32)
    weight = near / near.sum(axis=0, keepdims=True)
    reach = far[list(CENTRE)].min(axis=0)
    closer = reach[:, None] < reach[None, :]
    further = reach[:, None] > reach[None, :]
    return np.stack([weight * ~(closer | further), weight * closer, weight * further]).astype(np.float32)


def at_distance(k: int, windows: int = 1) -> Matrix:
    """(33 w, 33 w) the landmarks that are exactly k edges away, and the landmark itself, over `windows` consecutive frames;
    symmetrically normalised. A landmark is linked to the same neighbours in every frame of the window.

    Source: Liu et al., "Disentangling and Unifying Graph Convolutions for Skeleton-Based Action Recognition" (2020), section
    3.2 (disentangled multi-scale aggregation, equation 4) and 3.3 (spatial-temporal graph of a window, equation 5).
    """
    frames = np.ones((windows, windows), np.int64)
    tiled = np.kron(frames, hops())
    linked = (tiled == k) if k else np.zeros_like(tiled, bool)
    if windows > 1 and k == 1:
        linked |= np.kron(frames, np.eye(s.COUNT, dtype=np.int64)) > 0  # the same landmark in another frame is a neighbour
    matrix = (linked | np.eye(len(tiled), dtype=bool)).astype(np.float32)
    scale = 1.0 / np.sqrt(matrix.sum(axis=1))
    out: Matrix = (matrix * scale[:, None] * scale[None, :]).astype(np.float32)
    return out
