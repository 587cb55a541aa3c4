"""The streaming classifier: four poses in, one answer out, with its state between calls in plain sight."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from onnxruntime.capi import onnxruntime_pybind11_state as failures

from mirror import paths
from mirror.errors import ModelError
from mirror.geometry import Body
from mirror.recognition import features
from mirror.recognition.core import NONE, Recognition
from mirror.recognition.grid import Grid
from mirror.recognition.prototypes import Likeness, Prototypes

STRIDE = 4
"""Grid points that make one output."""
# What onnxruntime raises for a graph that it cannot open: its classes share no base but Exception.
_FAILURES = (failures.Fail, failures.InvalidArgument, failures.InvalidGraph, failures.InvalidProtobuf, failures.NotImplemented)
_FORGET_S = 10.0
"""After this long without any call the past is no past any more (it is longer than the receptive field)."""


@dataclass(frozen=True)
class Card:
    """What is written beside the network (streaming.json) and needed to run it.

    Attributes:
        sha256: of the ONNX file. names: its classes. temperature: divides the logits (calibration). threshold: the
            probability below which the best exercise is "none of these". inputs: width of a grid point.
        mistakes: "exercise/mistake" of the mistake outputs, in their order.
        likeness: (cosine, width) by which an embedding is taken to be of a prototype's movement: at the cosine it is as likely as
            not, the width is that of the logistic around it.
        told_as: exercise that the network has no class for -> its class that it is taken for.
    """

    sha256: str
    names: tuple[str, ...]
    temperature: float
    threshold: float
    inputs: int
    mistakes: tuple[str, ...] = ()
    likeness: tuple[float, float] = (0.9, 0.02)
    told_as: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Heads:
    """What the network says n times, 4 a second.

    Attributes:
        logits: (n, K) of the exercises. embedding: (n, E), unit length.
        phase: (n,) 0..1, probability that a repetition is in its second half; NaN from a network without that head.
        mistakes: (n, M) 0..1, probability of each of the card's mistakes, given its exercise.
    """

    logits: NDArray[np.float32]
    embedding: NDArray[np.float32]
    phase: NDArray[np.float32]
    mistakes: NDArray[np.float32]


class Network:
    """The ONNX graph. `run` is pure: state in, state out."""

    def __init__(self, path: Path) -> None:
        """Raises ModelError when the file or its card is missing, altered, or made for other features."""
        card_path = path.with_suffix(".json")
        try:
            blob = path.read_bytes()
            data = json.loads(card_path.read_text(encoding="utf-8"))
            self.card = Card(
                sha256=str(data["sha256"]),
                names=tuple(data["names"]),
                temperature=float(data["temperature"]),
                threshold=float(data["threshold"]),
                inputs=int(data["inputs"]),
                mistakes=tuple(data.get("mistakes", ())),
                likeness=(float(data["likeness"][0]), float(data["likeness"][1])) if "likeness" in data else (0.9, 0.02),
                told_as=dict(data.get("told_as", {})),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"The recognition network {path.name} or its card cannot be read; install it again.") from error
        if hashlib.sha256(blob).hexdigest() != self.card.sha256:
            raise ModelError(f"The recognition network {path.name} is not the one that its card describes; install it again.")
        if self.card.inputs != features.WIDTH or NONE not in self.card.names:
            raise ModelError(f"The recognition network {path.name} was made for another version of this program.")
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session = ort.InferenceSession(blob, options, providers=["CPUExecutionProvider"])
        except _FAILURES as error:
            raise ModelError(f"The recognition network {path.name} cannot be run ({error}).") from error
        states = [i for i in self._session.get_inputs() if i.name.startswith("state_")]
        self._state_names = [i.name for i in states]
        told = {o.name for o in self._session.get_outputs()}
        self._heads = [name for name in ("phase", "mistakes") if name in told]
        self._outputs = ["logits", "embedding", *self._heads, *(f"new_{name}" for name in self._state_names)]
        self._zeros = tuple(np.zeros(i.shape, np.float32) for i in states)

    def start(self) -> tuple[NDArray[np.float32], ...]:
        """The state before the first pose."""
        return self._zeros

    def run(
        self, x: NDArray[np.float32], state: tuple[NDArray[np.float32], ...]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32], tuple[NDArray[np.float32], ...]]:
        """(4n, WIDTH) and a state -> logits (n, K), embedding (n, E), the new state."""
        heads, new = self.heads(x, state)
        return heads.logits, heads.embedding, new

    def heads(
        self, x: NDArray[np.float32], state: tuple[NDArray[np.float32], ...]
    ) -> tuple[Heads, tuple[NDArray[np.float32], ...]]:
        """`run` with all that the network says: (4n, WIDTH) and a state -> Heads of n outputs, the new state."""
        feed = dict(zip(self._state_names, state, strict=True))
        feed["x"] = x[None]
        logits, embedding, *rest = self._session.run(self._outputs, feed)
        side = dict(zip(self._heads, rest, strict=False))
        n = logits.shape[1]
        phase = side["phase"][0, :, 0] if "phase" in side else np.full(n, np.nan, np.float32)
        mistakes = side["mistakes"][0] if "mistakes" in side else np.zeros((n, 0), np.float32)
        return Heads(logits[0], embedding[0], phase, mistakes), tuple(rest[len(self._heads) :])

    def probabilities(self, logits: NDArray[np.float32]) -> NDArray[np.float32]:
        """(..., K) logits -> calibrated probabilities."""
        scaled = logits / self.card.temperature
        scaled = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
        out: NDArray[np.float32] = (scaled / scaled.sum(axis=-1, keepdims=True)).astype(np.float32)
        return out


class Recogniser:
    """From bodies at the camera's rate to about four recognitions a second. Deterministic; reads no clock."""

    def __init__(self, network: Network, prototypes: Prototypes | None = None) -> None:
        """`prototypes`: exercises beyond the network's own, told by likeness."""
        self.network = network
        known = network.card.names
        others = {n: v for n, v in (prototypes.vectors if prototypes else {}).items() if n not in known}
        self._likeness = Likeness(Prototypes(others, network.card.likeness)) if others else None
        self._names = (*known, *others)
        self._grid = Grid()
        self._encoder = features.Encoder()
        self._window = np.zeros((STRIDE, features.WIDTH), np.float32)
        self.reset()

    @property
    def names(self) -> tuple[str, ...]:
        """The classes, "none" among them, and the prototypes' names."""
        return self._names

    @property
    def threshold(self) -> float:
        """The calibrated probability below which the best exercise should not be believed."""
        return self.network.card.threshold

    def reset(self) -> None:
        """As if nobody had been there yet (another person, another camera)."""
        self._grid.reset()
        self._encoder.reset()
        self._state = self.network.start()
        self._filled = 0
        self._last = math.nan
        if self._likeness is not None:
            self._likeness.reset()

    def step(self, t: float, body: Body | None) -> Recognition | None:
        """Tell what the camera saw at t (seconds, rising; ValueError otherwise); None: nobody. Returns the newest answer.

        A gap of up to 0.25 s is bridged; a longer one is told to the network as absence; after 10 s without a call everything
        is forgotten.
        """
        if t - self._last > _FORGET_S:
            self.reset()
        self._last = t
        answer = None
        for at, raw in self._grid.push(t, None if body is None else features.describe(body)):
            self._window[self._filled] = self._encoder.step(raw)
            self._filled += 1
            if self._filled == STRIDE:
                self._filled = 0
                heads, self._state = self.network.heads(self._window, self._state)
                answer = self._told(at, heads)
        return answer

    def _told(self, t: float, heads: Heads) -> Recognition:
        card = self.network.card
        told = Recognition(
            t,
            self.network.probabilities(heads.logits[0]),
            card.names,
            heads.embedding[0],
            float(heads.phase[0]),
            dict(zip(card.mistakes, heads.mistakes[0].tolist(), strict=False)),
        )
        return told if self._likeness is None else self._likeness.step(told)


def load_recogniser(path: Path | None = None, prototypes: Prototypes | None = None) -> Recogniser:
    """The network that comes with the program, or the one at `path`. Raises ModelError."""
    return Recogniser(Network(path or paths.weights() / "recognition" / "streaming.onnx"), prototypes)
