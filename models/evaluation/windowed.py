"""A network that sees one window at a time, judged as the mirror would use it: the last moments, four times a second.

Its answers go through the same Namer and the same judging as the mirror's own network (models/evaluation/recognition.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mirror.recognition.classifier import STRIDE
from models.corpus.augment import unchanged
from models.corpus.sequence import Sequence
from models.corpus.windows import Pad, View, form, window
from models.evaluation.recognition import Judged, judged_from

_MIN_POINTS = 2 * STRIDE


class Answers(Protocol):
    """What tells windows apart: (N, points, ...) -> (N, classes) logits."""

    def __call__(self, windows: NDArray[np.float32]) -> NDArray[np.float32]: ...


@dataclass(frozen=True)
class Windowed:
    """A network with what is needed to run it.

    Attributes:
        answers: the network. names: its classes. view, points, pad: form, length and filling of its window.
        temperature: divides the logits. threshold: of the Namer; both were chosen on the validation people.
    """

    answers: Answers
    names: tuple[str, ...]
    view: View
    points: int
    pad: Pad = "nothing"
    temperature: float = 1.0
    threshold: float = 0.5

    def logits(self, x: NDArray[np.floating], outputs: int) -> NDArray[np.float32]:
        """(T, ...) a recording's form -> (outputs, classes); row k has seen the points before STRIDE * (k + 1), no others.

        Windows are made a part at a time, so that a long recording does not fill the memory.
        """
        held = x
        if outputs * STRIDE > len(x):
            # What comes after a recording's end is not known: the last points fill one more output, as for the mirror's network.
            held = np.concatenate([x, np.repeat(x[-1:], outputs * STRIDE - len(x), axis=0)])
        out = []
        for k in range(0, outputs, 256):
            ends = range(k, min(k + 256, outputs))
            out.append(self.answers(np.stack([window(held, STRIDE * (i + 1), self.points, self.pad) for i in ends])))
        return np.concatenate(out)


def judge_windowed(network: Windowed, sequence: Sequence) -> Judged | None:
    """None where the sequence has less than half a second of bodies."""
    made = unchanged(sequence)
    x = made.features()
    if len(x) < _MIN_POINTS:
        return None
    shown = x if network.view == "features" else form(made, network.view)
    logits = network.logits(shown, -(-len(x) // STRIDE))
    return judged_from(
        sequence,
        x,
        network.names,
        network.threshold,
        softmax(logits / network.temperature),
        uncalibrated=softmax(logits),
    )


def softmax(logits: NDArray[np.floating]) -> NDArray[np.float32]:
    """Over the last axis."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    out: NDArray[np.float32] = (raised / raised.sum(axis=-1, keepdims=True)).astype(np.float32)
    return out
