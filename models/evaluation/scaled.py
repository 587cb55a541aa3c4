"""Counting on poses that were scaled to 0..1 per frame and axis: by what survives that, and nothing else.

Such a scaling moves and stretches each frame's axis, so that no length, angle or depth is left; what is left is where a joint
stands between the body's highest and lowest point, and so how far two joints are from each other along the vertical, as a share
of the body's height in that frame. Two such height differences an exercise are read (chosen by what the movement does, the better
ones on training and validation scenes); nothing is fitted. An exercise without an entry is read by the first principal component
of all heights.

How the turns of a signal are counted is a matter of scale and of which end it starts at: every signal is counted upwards and
downwards, as it is and without its slow part, by peaks of three prominences (a share of the signal's own range), and the count
that most of these agree on within one is the answer. This looks at the whole recording, as the published counters do: it is a
baseline of the evaluation and no part of the mirror, whose counters need body-frame measures (docs/decisions/0008).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d
from scipy.signal import find_peaks

from mirror.exercises.core import Exercise
from mirror.pose import skeleton as s
from models.corpus.sequence import ASSUMED_FPS, Corpus, CorpusError
from models.evaluation import two_thresholds

Array = NDArray[np.float64]

_HEAD, _SHOULDERS, _ELBOWS, _WRISTS, _HIPS, _KNEES, _ANKLES = (
    (s.NOSE,),
    (s.LEFT_SHOULDER, s.RIGHT_SHOULDER),
    (s.LEFT_ELBOW, s.RIGHT_ELBOW),
    (s.LEFT_WRIST, s.RIGHT_WRIST),
    (s.LEFT_HIP, s.RIGHT_HIP),
    (s.LEFT_KNEE, s.RIGHT_KNEE),
    (s.LEFT_ANKLE, s.RIGHT_ANKLE),
)
Difference = tuple[tuple[int, ...], tuple[int, ...]]
_SIGNALS: Mapping[str, tuple[Difference, Difference]] = {
    "bench_press": ((_SHOULDERS, _WRISTS), (_ELBOWS, _WRISTS)),
    "front_raise": ((_SHOULDERS, _WRISTS), (_ELBOWS, _WRISTS)),
    "jumping_jack": ((_SHOULDERS, _WRISTS), (_WRISTS, _ANKLES)),
    "pull_up": ((_SHOULDERS, _WRISTS), (_HEAD, ())),
    "push_up": ((_HEAD, _ELBOWS), (_SHOULDERS, _ELBOWS)),
    "sit_up": ((_HEAD, _HIPS), (_SHOULDERS, _HIPS)),
    "squat": ((_HIPS, _KNEES), (_SHOULDERS, _HIPS)),
}
"""Exercise -> two height differences (first less second joint; an empty second: the height alone)."""

_PROMINENCES = (0.3, 0.4, 0.5)
"""Of a peak, as a share of the signal's range from the 5th to the 95th percentile."""
_SMOOTH_S, _SLOW_S = 0.12, 5.0
"""Standard deviations of the Gaussians that take the jitter and the slow part away, seconds."""
_APART_S = 0.4
"""Between two peaks."""
_LEAST = 10
"""Frames with the signal's joints, at least."""


def is_scaled(row: Mapping[str, str]) -> bool:
    """Whether a row of the index is of this kind."""
    return row.get("units") == "minmax_per_frame"


def judge(corpus: Corpus, row: dict[str, str], exercise: Exercise) -> tuple[int, int | None]:
    """Repetitions by the consensus, and by the peer's two thresholds (None where it cannot count the exercise).

    The peer reads the angles of the scaled picture, as it would of any poses that it is given. Raises CorpusError for a row that
    cannot be read or holds next to no pose.
    """
    frames = corpus.frames(row)
    fps = float(row.get("fps") or ASSUMED_FPS)
    found = count(frames[..., 1].astype(np.float64), fps, exercise.name)
    if found is None:
        raise CorpusError(f"{row['id']} has next to no frame with a pose.")
    visibility = np.isfinite(frames[..., 0]).astype(np.float32)
    peer = two_thresholds.count(exercise, frames[..., :2], visibility, fps)
    return found, None if peer is None else len(peer)


def count(heights: Array, fps: float, exercise: str) -> int | None:
    """(T, 33) scaled heights (y down, 0..1, NaN missing) -> repetitions; None with too few frames."""
    counts: list[int] = []
    for signal in signals(heights, exercise, fps):
        if np.isfinite(signal).sum() < _LEAST:
            continue
        smooth = gaussian_filter1d(_filled(signal), _SMOOTH_S * fps)
        for way in (smooth, smooth - gaussian_filter1d(smooth, _SLOW_S * fps)):
            for turned in (way, -way):
                counts += [peaks(turned, fps, prominence) for prominence in _PROMINENCES]
    return consensus(counts) if counts else None


def signals(heights: Array, exercise: str, fps: float) -> list[Array]:
    """The exercise's signals, (T,) each."""
    chosen = _SIGNALS.get(exercise)
    if chosen is None:
        return [_first_component(heights, fps)]
    return [
        heights[:, list(first)].mean(axis=1) - (heights[:, list(second)].mean(axis=1) if second else 0.0)
        for first, second in chosen
    ]


def peaks(signal: Array, fps: float, prominence: float) -> int:
    """How many peaks stand out by a share of the signal's range."""
    low, high = np.percentile(signal, [5, 95])
    found, _ = find_peaks(signal, prominence=prominence * (high - low), distance=max(1, int(_APART_S * fps)))
    return len(found)


def consensus(counts: list[int]) -> int:
    """The count that most agree on within one; of several, the one that most say, then the smallest."""
    told = np.array(counts)
    return max(sorted(set(counts)), key=lambda v: (int((np.abs(told - v) <= 1).sum()), int((told == v).sum())))


def _first_component(heights: Array, fps: float) -> Array:
    """First principal component of all heights without their slow part."""
    known = heights[:, np.isfinite(heights).sum(axis=0) >= _LEAST]
    if not known.shape[1]:
        return np.full(len(heights), np.nan)
    filled = np.apply_along_axis(_filled, 0, known)
    moving = filled - gaussian_filter1d(filled, _SLOW_S * fps, axis=0)
    left, size, _ = np.linalg.svd(moving - moving.mean(axis=0), full_matrices=False)
    component: Array = left[:, 0] * size[0]
    return component


def _filled(values: Array) -> Array:
    """Gaps filled in straight lines."""
    seen = np.isfinite(values)
    at = np.arange(len(values))
    return np.interp(at, at[seen], values[seen])
