"""Temperature and open-set threshold from the validation people.

Source: Guo et al., "On Calibration of Modern Neural Networks" (2017), section 4.2, temperature scaling.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from models.architectures.streaming import StreamingNet
from models.corpus.compose import moving_part
from models.corpus.sequence import Sequence

Held = list[tuple[Sequence, NDArray[np.float32]]]


def calibrate(net: StreamingNet, held: Held, names: tuple[str, ...]) -> tuple[float, float]:
    """(temperature, threshold) of the network on the validation people, see `chosen`."""
    logits, truth = [], []
    net.eval()
    with torch.no_grad():
        for q, x in held:
            n = len(x) // 4 * 4
            first, last = moving_part(x)
            out = net(torch.from_numpy(x[None, :n])).logits
            part = out[0, first // 4 + 4 : last // 4 + 1]
            logits.append(part.numpy())
            truth.append(np.full(len(part), names.index(q.exercise)))
    return chosen(np.concatenate(logits), np.concatenate(truth), names)


def chosen(z: NDArray[np.float32], y: NDArray[np.int64], names: tuple[str, ...]) -> tuple[float, float]:
    """(temperature, threshold) from (n, K) logits of outputs in the movement and their (n,) classes. Classes weigh alike.

    The temperature minimises the negative log likelihood. The threshold is the largest of 0.35..0.65 that keeps 95 % of what is
    rightly told where it is told at all; 0.5 where validation cannot say.
    """
    if not len(y):
        return 1.0, 0.5
    weight = 1.0 / np.bincount(y, minlength=len(names))[y]
    temperatures = np.geomspace(0.4, 4.0, 60)
    losses = [float((-_log_softmax(z / t)[np.arange(len(y)), y] * weight).sum()) for t in temperatures]
    temperature = float(temperatures[int(np.argmin(losses))])
    p = np.exp(_log_softmax(z / temperature))
    right = (p.argmax(axis=1) == y) & (y != names.index("none"))
    if not right.any():
        return temperature, 0.5
    order = np.argsort(p.max(axis=1)[right])
    share = np.cumsum(weight[right][order]) / weight[right].sum()
    at = p.max(axis=1)[right][order][int(np.searchsorted(share, 0.05))]
    return temperature, float(np.clip(at, 0.35, 0.65))


def lower(net: StreamingNet, held: Held, names: tuple[str, ...], only: frozenset[str]) -> float:
    """Lower the logits of the classes `only` by their `handicap`, in place, and return it."""
    less = handicap(net, held, names, only)
    assert net.classify.bias is not None
    with torch.no_grad():
        net.classify.bias[[names.index(name) for name in sorted(only)]] -= less
    return less


def _log_softmax(z: NDArray[np.float32]) -> NDArray[np.float32]:
    z = z - z.max(axis=1, keepdims=True)
    out: NDArray[np.float32] = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return out


def handicap(net: StreamingNet, held: Held, names: tuple[str, ...], only: frozenset[str]) -> float:
    """How much less the logits of the classes `only` may be: the most that costs them a fiftieth of their own outputs.

    What no real person was seen doing should need more evidence than what many were; the held sequences are generated ones that
    no fitting saw, so that nothing real chooses. 0 where none of them is held.
    """
    at = np.array([names.index(name) for name in sorted(only)], np.int64)
    logits, truth = [], []
    net.eval()
    with torch.no_grad():
        for q, x in held:
            if q.exercise in only:
                out = net(torch.from_numpy(x[None, : len(x) // 4 * 4])).logits[0, 6:].numpy()
                logits.append(out)
                truth.append(np.full(len(out), names.index(q.exercise)))
    if not logits:
        return 0.0
    z, y = np.concatenate(logits), np.concatenate(truth)
    right = float((z.argmax(axis=1) == y).mean())
    best = 0.0
    for less in np.arange(0.25, 3.01, 0.25):
        lowered = z.copy()
        lowered[:, at] -= less
        if float((lowered.argmax(axis=1) == y).mean()) < 0.98 * right:
            break
        best = float(less)
    return best
