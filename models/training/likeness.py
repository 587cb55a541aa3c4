"""How like a prototype an embedding must be: measured on movements of the avatar that have no name."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import torch
from numpy.typing import NDArray

from mirror.avatar import Person, perform
from mirror.recognition.prototypes import WARM_OUTPUTS, prototype
from models.architectures.streaming import StreamingNet
from models.corpus.augment import STRENGTHS, variant
from models.corpus.generate import FPS, Performed, generate, sequence_of
from models.corpus.invented import IDEAS, invent
from models.training.streaming import catalogue

_LET_THROUGH = 0.02


def embedded(net: StreamingNet, inputs: Iterable[NDArray[np.float32]]) -> list[NDArray[np.float32]]:
    """(n, E) embeddings of each input (T, WIDTH); those shorter than four points are left out."""
    net.eval()
    with torch.no_grad():
        return [net(torch.from_numpy(x[None, : len(x) // 4 * 4])).embedding[0].numpy() for x in inputs if len(x) >= 4]


def acted(idea: int, people: Iterable[int], seed: int) -> list[NDArray[np.float32]]:
    """An invented movement by several people, each seen from anywhere, as the network's input."""
    rng = np.random.default_rng((seed, idea))
    out = []
    for person in people:
        made = perform(
            invent(idea, catalogue()), 4, person=Person.random(person), tempo=float(rng.uniform(0.8, 1.3)), fps=FPS, seed=person
        )
        done = Performed(made, "", f"invented:{idea}", 1.0, rng)
        out.append(variant(sequence_of(done, person), rng, STRENGTHS["avatar"]).features())
    return out


def measured(net: StreamingNet, seed: int, ideas: int = 60) -> tuple[float, float]:
    """(cosine, width): how like a prototype an embedding must be to be taken for its movement.

    Measured as the mirror uses prototypes: movements of the avatar that have no name (invented), each with a prototype from two
    people and judged on two others, against all other movements and everyday ones. The cosine is the one that lets one in fifty
    of the others through; the width is that of the logistic fitted to the rest.
    """
    rng = np.random.default_rng((seed, 5))
    chosen = rng.choice(IDEAS, ideas, replace=False)
    vectors, own = [], []
    for idea in chosen:
        vectors.append(prototype(embedded(net, acted(int(idea), (901, 902), seed))))
        own.append([e[WARM_OUTPUTS:] for e in embedded(net, acted(int(idea), (903, 904), seed + 1))])
    others = [
        e[WARM_OUTPUTS:] for e in embedded(net, (variant(q, rng, STRENGTHS["avatar"]).features() for q in generate(60, seed + 7)))
    ]
    table = np.stack(vectors)
    seen = [(i, smooth(e) @ table.T) for i, examples in enumerate(own) for e in examples if len(e)]
    right = np.concatenate([near[:, i] for i, near in seen])
    wrong = [np.delete(near, i, axis=1).ravel() for i, near in seen]
    wrong += [(smooth(e) @ table.T).ravel() for e in others if len(e)]
    cosine = float(np.quantile(np.concatenate(wrong), 1.0 - _LET_THROUGH))
    # A logistic through the cosine whose value is 0.9 at the median of the right ones.
    width = max((float(np.median(right)) - cosine) / np.log(9.0), 0.01)
    return cosine, float(width)


def smooth(e: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n, E) averaged as the mirror does before it compares."""
    out, mean = np.empty_like(e), e[0]
    share = 1.0 - np.exp(-0.25 / 1.5)
    for i, row in enumerate(e):
        mean = mean + share * (row - mean)
        out[i] = mean / max(float(np.linalg.norm(mean)), 1e-6)
    return out
