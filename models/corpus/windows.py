"""Windows: what a network is shown that has no state: the last moments of one recording, in the form that its paper gives it.

All forms of a variant lie on the same 16 Hz grid as the mirror's features, so that every network answers at the same moments.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Sequence as Many
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mirror.pose import skeleton as s
from mirror.recognition import features as f
from mirror.recognition.grid import RATE_HZ
from models.corpus.augment import STRENGTHS, Variant, unchanged, variant
from models.corpus.compose import moving_part
from models.corpus.framing import resample
from models.corpus.pieces import GENERATED, HOLDS, class_of, copies_of, usable, weight_of
from models.corpus.sequence import Sequence

View = Literal["landmarks", "picture", "body", "features"]
"""landmarks: (T, 33, 4) x, y, z in metres, hip-centred, camera axes, and visibility. picture: (T, 33, 3) x and y in a picture
that is PICTURE_M high where the person stands, the hips' way through it included, and visibility. body: (T, 33, 6) x, y, z in
the body frame in trunks, visibility, and the hips' upward speed and height as the mirror's features have them. features:
(T, WIDTH) the mirror's own. NaN is missing in all but the last."""
Pad = Literal["nothing", "first"]
"""What stands before a recording's beginning: nobody (NaN; zeros in features), or its first pose held."""

PICTURE_M = 2.0
_MIN_POINTS = 16
_AROUND = slice(s.LEFT_HIP, s.RIGHT_HIP + 1)


def form(made: Variant, view: View) -> NDArray[np.float32]:
    """(T at 16 Hz, ...) float32 of a variant, see View."""
    if view == "features":
        return made.features()
    if view == "picture":
        return _picture(made)
    points = made.landmarks()
    return points if view == "landmarks" else _body(points, made.features())


def _picture(made: Variant) -> NDArray[np.float32]:
    world = made.world.astype(np.float64)
    spine = 0.5 * (world[:, s.LEFT_SHOULDER] + world[:, s.RIGHT_SHOULDER])
    per_px = np.hypot(spine[:, 0], spine[:, 1]) / np.maximum(made.torso_px, 1.0)
    at = made.root_px.astype(np.float64)
    at = at - _median(at)
    metre = _median(per_px[:, None])
    # A source that has lost where the hips are in the picture (lift.py) is shown as standing in its middle.
    root = np.nan_to_num(at * metre)
    flat = (world[..., :2] + root[:, None]) / PICTURE_M
    there = ~np.isnan(world[:, [s.LEFT_HIP, s.RIGHT_HIP, s.LEFT_SHOULDER, s.RIGHT_SHOULDER]]).any(axis=(1, 2))
    both = np.concatenate([flat, made.visibility[..., None]], axis=2).reshape(len(world), -1)
    both[~there] = np.nan
    even = resample(both, made.fps, RATE_HZ).reshape(-1, s.COUNT, 3)
    even[..., 2] = np.where(np.isnan(even[..., 0]), 0.0, even[..., 2])
    return even.astype(np.float32)


def _median(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """(N, C) -> (C,), 0 where there is nothing."""
    there = values[~np.isnan(values).any(axis=1)]
    return np.median(there, axis=0) if len(there) else np.zeros(values.shape[1])


def _body(points: NDArray[np.float32], seen: NDArray[np.float32]) -> NDArray[np.float32]:
    """The landmarks turned about the vertical so that hips and shoulders lie along x, in trunks, as `features` takes them."""
    n = min(len(points), len(seen))
    points, seen = points[:n], seen[:n]
    place = points[..., :3] * np.array([1.0, -1.0, -1.0], np.float32)  # camera axes to x, y up, towards
    hips = place[:, _AROUND].mean(axis=1)
    shoulders = 0.5 * (place[:, s.LEFT_SHOULDER] + place[:, s.RIGHT_SHOULDER])
    trunk = np.linalg.norm(shoulders - hips, axis=1)
    left = place[:, s.LEFT_HIP] - place[:, s.RIGHT_HIP] + place[:, s.LEFT_SHOULDER] - place[:, s.RIGHT_SHOULDER]
    span = np.maximum(np.hypot(left[:, 0], left[:, 2]), 1e-6)
    cos, sin = (left[:, 0] / span)[:, None], (left[:, 2] / span)[:, None]
    away = (place - hips[:, None]) / np.maximum(trunk, 0.05)[:, None, None]
    across, ahead = away[..., 0] * cos + away[..., 2] * sin, away[..., 2] * cos - away[..., 0] * sin
    moved = np.repeat(seen[:, None, [f.MOTION, f.MOTION + 2]], s.COUNT, axis=1)
    out = np.concatenate([np.stack([across, away[..., 1], ahead, points[..., 3]], axis=2), moved], axis=2)
    return out.astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """One variant of one recording in one form.

    Attributes:
        x: (T, ...) float16. label: class. source, subject, weight: as in compose.Piece.
        moving: (first, last) grid points of the movement; all of it for none.
    """

    x: NDArray[np.float16]
    label: int
    source: str
    subject: str
    weight: float
    moving: tuple[int, int]


def materials(
    sequences: Iterable[Sequence], views: Many[View], rng: np.random.Generator, *, varied: bool
) -> dict[View, list[Material]]:
    """The same variants in every form that is asked for.

    varied: as the mirror's network gets them (another body, camera, tempo; scarce material more often); else each recording once
    and as it is. What is generated is seen from a random side in both: it was never seen from anywhere.
    """
    rows = [q for q in sequences if usable(q) and class_of(q.exercise) >= 0]
    count = Counter((q.exercise, q.source) for q in rows)
    out: dict[View, list[Material]] = {view: [] for view in views}
    for q in rows:
        label, kind = class_of(q.exercise), q.source if q.source in GENERATED else q.frame
        copies = copies_of(kind, label, count[(q.exercise, q.source)]) if varied else 1
        for k in range(copies):
            as_it_is = q.source != "avatar" and (not varied or (k == 0 and q.frame == "landmarks"))
            made = unchanged(q) if as_it_is else variant(q, rng, STRENGTHS[kind])
            x = made.features()
            if len(x) < _MIN_POINTS // 2:
                continue
            moving = moving_part(x) if label and q.exercise not in HOLDS else (0, len(x))
            for view in views:
                shown = x if view == "features" else form(made, view)
                n = min(len(shown), len(x))
                out[view].append(
                    Material(
                        shown[:n].astype(np.float16), label, q.source, q.subject, weight_of(q), (moving[0], min(moving[1], n))
                    )
                )
    return out


def window(x: NDArray[np.floating], end: int, length: int, pad: Pad = "nothing") -> NDArray[np.float32]:
    """The `length` grid points before `end` (exclusive): nothing of what comes after can be in it."""
    start = end - length
    part = x[max(0, start) : end].astype(np.float32)
    if start >= 0:
        return part
    if pad == "first":
        before = np.repeat(part[:1], -start, axis=0)
    else:
        before = np.full((-start, *part.shape[1:]), 0.0 if x.ndim == 2 else np.nan, np.float32)
    return np.concatenate([before, part])


def frames_of(points: int, frames: int) -> NDArray[np.intp]:
    """(frames,) which of `points` grid points a network looks at, the last one among them."""
    return np.rint(np.linspace(0, points - 1, frames)).astype(np.intp)


class Sampler:
    """Draws labelled windows; one random generator, so that a seed gives the same training again.

    balanced: classes by share, then sources, people, recordings, as the mirror's Composer does it, and any moment of the
    movement; else every recording alike, and only windows that are as full as the recording allows, as the papers cut them.
    """

    def __init__(
        self,
        rows: Many[Material],
        length: int,
        pad: Pad,
        *,
        balanced: bool,
        none_share: float = 0.3,
        often: Mapping[int, float] | None = None,
    ) -> None:
        self.rows, self.length, self.pad, self.balanced = rows, length, pad, balanced
        if not balanced:
            return
        tree: dict[int, dict[str, dict[str, list[Material]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
        for row in rows:
            tree[row.label][row.source][row.subject].append(row)
        self._labels = sorted(tree)
        shares = np.array([(often or {}).get(label, 1.0) if label else 0.0 for label in self._labels])
        shares *= (1.0 - none_share) / max(shares.sum(), 1e-9)
        self._shares = np.where(np.array(self._labels) == 0, none_share, shares)
        self._shares /= self._shares.sum()
        self._sources: dict[int, tuple[list[list[list[Material]]], NDArray[np.float64]]] = {}
        for label, sources in tree.items():
            entries = [list(people.values()) for people in sources.values()]
            weight = np.array([np.mean([q.weight for p in e for q in p]) * math.sqrt(min(len(e), 25)) for e in entries])
            self._sources[label] = (entries, weight / weight.sum())

    def _pick(self, rng: np.random.Generator) -> Material:
        if not self.balanced:
            return self.rows[int(rng.integers(len(self.rows)))]
        entries, shares = self._sources[self._labels[int(rng.choice(len(self._labels), p=self._shares))]]
        people = entries[int(rng.choice(len(entries), p=shares))]
        person = people[int(rng.integers(len(people)))]
        return person[int(rng.integers(len(person)))]

    def draw(self, count: int, rng: np.random.Generator) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """(count, length, ...) windows and their classes."""
        xs, ys = [], []
        for _ in range(count):
            row = self._pick(rng)
            xs.append(window(row.x, self._end(row, rng), self.length, self.pad))
            ys.append(row.label)
        return np.stack(xs), np.array(ys, np.int64)

    def _end(self, row: Material, rng: np.random.Generator) -> int:
        n = len(row.x)
        if not self.balanced:
            return int(rng.integers(min(n, self.length), n + 1))
        first, last = row.moving
        return int(rng.integers(min(first + _MIN_POINTS, last), last + 1))


def undersampled(rows: Many[Material], rng: np.random.Generator) -> list[Material]:
    """At most twice as many recordings of a class as the median class has (seed 002, section 3.3)."""
    by_class: dict[int, list[Material]] = defaultdict(list)
    for row in rows:
        by_class[row.label].append(row)
    most = int(2 * np.median([len(v) for v in by_class.values()]))
    kept = []
    for label in sorted(by_class):
        part = by_class[label]
        picks = rng.permutation(len(part))[:most]
        kept += [part[int(i)] for i in sorted(picks)]
    return kept


_ANGLES = np.radians([-10.0, -5.0, 0.0, 5.0, 10.0])
_SCALES = np.array([0.9, 1.0, 1.1])
_SHIFTS = np.array([-0.2, -0.1, 0.0, 0.1, 0.2])


def camera_moved(x: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    """(B, T, 33, 2 or more) with x and y as a moving camera would see them: from one rotation, size and place to another,
    evenly in between, drawn from fixed candidates for each window.

    Source: Yan, Xiong and Lin (2018), section 4 ("to avoid overfitting", simulated movement of the camera).
    """
    n, frames = x.shape[:2]
    way = np.linspace(0.0, 1.0, frames)[None]

    def drawn(candidates: NDArray[np.float64]) -> NDArray[np.float64]:
        first, last = (rng.choice(candidates, n)[:, None] for _ in range(2))
        return first + (last - first) * way

    angle, size, right, down = drawn(_ANGLES), drawn(_SCALES), drawn(_SHIFTS), drawn(_SHIFTS)
    cos, sin = (np.cos(angle) * size)[..., None], (np.sin(angle) * size)[..., None]
    out = x.copy()
    out[..., 0] = x[..., 0] * cos - x[..., 1] * sin + right[..., None]
    out[..., 1] = x[..., 0] * sin + x[..., 1] * cos + down[..., None]
    return out


def held_ends(material: Material, count: int) -> list[int]:
    """Up to `count` moments, evenly over the movement, at which a validation recording is judged; the last is its end."""
    first, last = material.moving
    return sorted({int(first + (last - first) * (k + 1) / count) for k in range(count)} - {0})
