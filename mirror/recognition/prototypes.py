"""Prototypes: exercises that the network was never trained on, recognised by what a few repetitions look like to it.

Source: Snell, Swersky and Zemel, "Prototypical Networks for Few-shot Learning" (2017), section 2.2: a class is the mean of the
embeddings of its examples. Here the examples are the avatar's (an exercise that has only a TOML) or a user's own three to five
repetitions. How like is like enough is calibrated when the network is made and stands on its card.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mirror.recognition.core import Recognition

_MEMORY_S = 1.5
"""The embedding is averaged over about this long before it is compared: an exercise is its whole repetition."""
WARM_OUTPUTS = 8
"""Outputs (2 s) that a prototype leaves out at the start of its example: the network has not seen the movement yet."""


def prototype(examples: list[NDArray[np.float32]]) -> NDArray[np.float32]:
    """(E,) unit vector: the mean over examples of (n_i, E) embeddings, each example weighing alike.

    The first two seconds of an example are left out where it is longer than that. ValueError without examples.
    """
    means = [(e[WARM_OUTPUTS:] if len(e) > WARM_OUTPUTS else e).mean(axis=0) for e in examples if len(e)]
    if not means:
        raise ValueError("a prototype needs at least one example with a body in it")
    whole = np.mean([m / max(float(np.linalg.norm(m)), 1e-6) for m in means], axis=0)
    unit: NDArray[np.float32] = (whole / max(float(np.linalg.norm(whole)), 1e-6)).astype(np.float32)
    return unit


@dataclass(frozen=True, slots=True, eq=False)
class Prototypes:
    """Named directions in the network's embedding space.

    Attributes:
        vectors: name -> (E,) unit length. likeness: (cosine, width) from the network's card: at that cosine a movement is as
            likely as not the prototype's.
    """

    vectors: Mapping[str, NDArray[np.float32]]
    likeness: tuple[float, float]

    def __len__(self) -> int:
        return len(self.vectors)

    def with_one(self, name: str, vector: NDArray[np.float32]) -> Prototypes:
        """These and one more (or another in its place)."""
        return replace(self, vectors={**self.vectors, name: vector})

    def likely(self, embedding: NDArray[np.float32]) -> NDArray[np.float64]:
        """(E,) -> (P,) probability of each prototype against none of them."""
        cosine, width = self.likeness
        near = np.array([float(v @ embedding) for v in self.vectors.values()])
        return 1.0 / (1.0 + np.exp(-np.clip((near - cosine) / width, -40.0, 40.0)))


class Likeness:
    """Adds the prototypes to the classifier's answers, in the order of time.

    What the best prototype claims is taken from all that the classifier said, most from "none" and least from what it is sure of:
    a trained class is only given up for a movement that is both like the prototype and not plainly the class's own.
    """

    def __init__(self, prototypes: Prototypes) -> None:
        self.prototypes = prototypes
        self.reset()

    def reset(self) -> None:
        """As if nothing had been seen."""
        self._mean: NDArray[np.float64] | None = None
        self._t = -math.inf

    def step(self, recognition: Recognition) -> Recognition:
        """The same answer with the prototypes' names behind the classifier's."""
        seen = recognition.embedding.astype(np.float64)
        share = 1.0 - math.exp(-min(recognition.t - self._t, 60.0) / _MEMORY_S)
        mean = seen if self._mean is None else self._mean + share * (seen - self._mean)
        self._mean, self._t = mean, recognition.t
        likely = self.prototypes.likely((mean / max(float(np.linalg.norm(mean)), 1e-6)).astype(np.float32))
        own = recognition.probabilities.astype(np.float64)
        sure = float(max((p for p, n in zip(own, recognition.names, strict=True) if n != "none"), default=0.0))
        claimed = float(likely.max()) * (1.0 - 0.5 * sure)
        split = likely / max(float(likely.sum()), 1e-9) * claimed
        return replace(
            recognition,
            probabilities=np.concatenate([own * (1.0 - claimed), split]).astype(np.float32),
            names=(*recognition.names, *self.prototypes.vectors),
        )
