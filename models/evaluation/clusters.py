"""Clusters: seed 000's key point scoring as published, so that it can be run beside ours.

Source: "Smart Fitness Trainer" (seed 000), section 3.D: the key points of every frame of an exercise's videos, outliers removed
and values normalised; per exercise and key point density-based clusters (DBSCAN: Ester et al., KDD 1996); a key point's score is
its closeness, by Euclidean distance, to the cluster's centroid; the score of a frame and of those before it are averaged.

What the paper does not give is a `Setting` here: the normalisation, the neighbourhood of DBSCAN, and the distance at which
closeness is nothing. `models.experiments.scoring` takes the setting whose margin is widest on the people of the validation split.
Of several clusters of one key point the nearest counts: that favours the method.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from models.corpus.takes import COCO, Take

Array = NDArray[np.float64]
SCORED = tuple(i for i, name in enumerate(COCO) if name.endswith(("shoulder", "elbow", "wrist", "hip", "knee", "ankle")))
"""The paper scores major joints; these are the ones that limbs have."""
_SHOULDERS, _HIPS = [COCO.index("left_shoulder"), COCO.index("right_shoulder")], [COCO.index("left_hip"), COCO.index("right_hip")]
FRAMES = 500
"""So many frames of an exercise are clustered (drawn without repetition, every take as often as its length allows)."""
NEIGHBOURS = 8
OUTLIER = 3.0
"""Frames in which a key point is further than this many standard deviations from the mean are outliers."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the paper leaves open.

    Attributes:
        frame: "body" puts the hips to the origin and the trunk to 1, "box" the person's box to 0..1.
        eps: DBSCAN's neighbourhood, in that unit.
        reach: distance at which closeness is 0, in root mean square distances of the cluster's own members.
    """

    frame: Literal["body", "box"]
    eps: float
    reach: float


SETTINGS = tuple(Setting(f, e, r) for f, e, r in product(("body", "box"), (0.08, 0.2), (1.5, 3.0)))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, eq=False)
class Cluster:
    """centres: (K, 2) centroids. radii: (K,) root mean square distance of the members."""

    centres: Array
    radii: Array


def normalised(points: NDArray[np.float32], frame: str) -> Array:
    """(T, 17, 2) key points in the setting's frame; NaN where they cannot be."""
    p = points.astype(np.float64)
    if frame == "body":
        hips = p[:, _HIPS].mean(axis=1, keepdims=True)
        trunk = np.linalg.norm(p[:, _SHOULDERS].mean(axis=1) - hips[:, 0], axis=1)
        # Seen along the spine the trunk has no length; its median over the movement stands for it.
        size = max(float(np.nanmedian(trunk)), 1e-3) if np.isfinite(trunk).any() else np.nan
        return np.asarray((p - hips) / size)
    mine = p[:, SCORED]
    low, high = np.nanmin(mine, axis=1, keepdims=True), np.nanmax(mine, axis=1, keepdims=True)
    return np.asarray((p - low) / np.maximum(high - low, 1e-3))


class Clusters:
    """Fitted clusters of every exercise."""

    def __init__(self, setting: Setting, by_exercise: Mapping[str, Mapping[int, Cluster]]) -> None:
        self.setting = setting
        self._by_exercise = by_exercise

    @property
    def exercises(self) -> tuple[str, ...]:
        """Those that have clusters."""
        return tuple(self._by_exercise)

    @classmethod
    def fit(cls, setting: Setting, takes: Iterable[Take], names: Collection[str], seed: int = 0) -> Clusters:
        """From all movements of valid takes of these exercises. Needs scikit-learn (the extra `train`)."""
        rng = np.random.default_rng(seed)
        frames: dict[str, list[Array]] = {}
        for take in takes:
            if take.truth in names and take.good and not take.mistake:
                for swing in take.swings:
                    frames.setdefault(take.truth, []).append(normalised(take.piece(swing)[1], setting.frame))
        made = {}
        for name, parts in frames.items():
            whole = np.concatenate(parts)
            picked = whole[rng.permutation(len(whole))[:FRAMES]]
            made[name] = {k: cluster for k in SCORED if (cluster := _cluster(picked[:, k], setting.eps)) is not None}
        return cls(setting, made)

    def scores(self, exercise: str, points: NDArray[np.float32]) -> dict[str, float]:
        """key point -> 0..100: the running mean after the last frame. A key point without cluster or never seen is left out."""
        return self.told(exercise, normalised(points, self.setting.frame))

    def told(self, exercise: str, seen: Array) -> dict[str, float]:
        """`scores` of what is `normalised` already."""
        out = {}
        for k, cluster in self._by_exercise[exercise].items():
            here = seen[:, k]
            here = here[np.isfinite(here).all(axis=1)]
            if len(here):
                far = np.linalg.norm(here[:, None] - cluster.centres[None], axis=2) / (self.setting.reach * cluster.radii)
                out[COCO[k]] = float(100.0 * np.clip(1.0 - far, 0.0, 1.0).max(axis=1).mean())
        return out


def _cluster(points: Array, eps: float) -> Cluster | None:
    from sklearn.cluster import DBSCAN

    points = points[np.isfinite(points).all(axis=1)]
    if len(points) < 4 * NEIGHBOURS:
        return None
    spread = np.maximum(points.std(axis=0), 1e-6)
    points = points[(np.abs(points - points.mean(axis=0)) < OUTLIER * spread).all(axis=1)]
    labels = DBSCAN(eps=eps, min_samples=NEIGHBOURS).fit_predict(points)
    groups = [points[labels == k] for k in range(int(labels.max()) + 1)] or [points]
    centres = np.array([g.mean(axis=0) for g in groups])
    radii = np.array([np.sqrt(np.square(g - c).sum(axis=1).mean()) for g, c in zip(groups, centres, strict=True)])
    # The hips are the origin of their own frame: a cluster of one point has the neighbourhood's size.
    return Cluster(centres, np.maximum(radii, 0.25 * eps))
