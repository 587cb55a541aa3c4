"""Counting by what a classifier says of each moment: the three annotation schemes of seed 004.

Source: Mercier et al. (2023), section 3.6 and table 5: moments are marked (1) within a repetition or end of repetition, (2)
within, middle or end, (3) first half or second half; four answers a second; the rare classes of (1) and (2) weigh more, "within"
0.2. A count goes up when the end of a repetition is detected; in (1) and (2) only after something else than an end has been seen
since the last one. In (3) the end is where the second half is left.

Their networks look at pixels or at raw joints. Here the classifier is a linear probe (multinomial logistic regression) on the
embedding of the mirror's network: a comparison of the schemes on the same footing, not of architectures. The network's own phase
head is scheme 3 as it ships.
"""

from __future__ import annotations

from collections.abc import Sequence as Many
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from mirror.recognition.classifier import STRIDE, Network
from mirror.recognition.grid import RATE_HZ
from models.corpus.augment import plain
from models.corpus.sequence import Sequence

Scheme = Literal[1, 2, 3]
CLASSES: dict[int, tuple[str, ...]] = {1: ("within", "end"), 2: ("within", "middle", "end"), 3: ("first half", "second half")}
_AROUND_S = 0.2
"""A moment so near to the end (or the turning point) of a repetition is marked as it: about one answer of the classifier."""
_WITHIN_WEIGHT = 0.2
_INVERSE_RIDGE = 0.1

Answers = NDArray[np.int64]


def moments(count: int) -> NDArray[np.float64]:
    """(count,) seconds of the network's answers."""
    return (STRIDE * np.arange(count) + STRIDE - 1) / RATE_HZ


def marked(sequence: Sequence, count: int, scheme: Scheme) -> Answers:
    """(count,) index into CLASSES[scheme] at each answer; -1 outside of the repetitions. ValueError without bounds and peaks."""
    if len(sequence.peaks) != len(sequence.bounds):
        raise ValueError(f"{sequence.id} has no turning points")
    t, out = moments(count), np.full(count, -1, np.int64)
    for (first, last), peak in zip(sequence.bounds, sequence.peaks, strict=True):
        start, middle, end = (frame / sequence.fps for frame in (first, peak, last))
        inside = (t >= start) & (t < end)
        out[inside] = 0 if scheme < 3 else (t[inside] >= middle).astype(np.int64)
    for (_, last), peak in zip(sequence.bounds, sequence.peaks, strict=True):
        if scheme == 2:
            out[np.abs(t - peak / sequence.fps) <= _AROUND_S] = 1
        if scheme < 3:
            out[np.abs(t - last / sequence.fps) <= _AROUND_S] = scheme
    return out


def counted(answers: Answers, scheme: Scheme) -> int:
    """Repetitions by the paper's rules. answers: index into CLASSES[scheme] (-1: nothing)."""
    count, armed = 0, False
    if scheme == 3:
        return int(((answers[:-1] == 1) & (answers[1:] != 1)).sum() + (len(answers) > 0 and answers[-1] == 1))
    for answer in answers.tolist():
        if answer == scheme:
            count, armed = count + armed, False
        # "At least one middle-of-repetition event"; of the two classes of scheme 1 the other one, within.
        elif answer == scheme - 1:
            armed = True
    return count


@dataclass(frozen=True, slots=True, eq=False)
class Probe:
    """A linear classifier of single moments."""

    scheme: Scheme
    model: Pipeline

    def answers(self, embedding: NDArray[np.float32]) -> Answers:
        """(n, E) -> (n,) index into CLASSES[scheme]."""
        told: Answers = self.model.predict(embedding)
        return told


def fit(scheme: Scheme, embeddings: Many[NDArray[np.float32]], answers: Many[Answers]) -> Probe:
    """Weighted multinomial logistic regression; moments marked -1 are left out."""
    x, y = np.concatenate(embeddings), np.concatenate(answers)
    weight = None if scheme == 3 else {0: _WITHIN_WEIGHT}
    model = make_pipeline(StandardScaler(), LogisticRegression(C=_INVERSE_RIDGE, class_weight=weight, max_iter=1000))
    model.fit(x[y >= 0], y[y >= 0])
    return Probe(scheme, model)


def seen(network: Network, sequence: Sequence) -> tuple[NDArray[np.float32], Answers]:
    """(n, E) embedding, and the phase head's halves as answers of scheme 3 (-1 without that head)."""
    x = plain(sequence)
    short = -len(x) % STRIDE
    padded = np.concatenate([x, np.repeat(x[-1:], short, axis=0)]) if short else x
    heads, _ = network.heads(padded, network.start())
    halves = np.where(np.isnan(heads.phase), -1, (heads.phase > 0.5).astype(np.int64))
    return heads.embedding, halves
