"""Fits the streaming recogniser: pieces from the corpus and the avatar, composed, chosen by the validation people."""

from __future__ import annotations

import logging
import math
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from mirror.recognition import features as f
from models.architectures.streaming import Shape, StreamingNet
from models.corpus.augment import STRENGTHS, plain, vary
from models.corpus.compose import Composer, Piece, moving_part
from models.corpus.sequence import Corpus, Sequence

log = logging.getLogger(__name__)

NAMES: tuple[str, ...] = (
    "none",
    "squat",
    "push_up",
    "sit_up",
    "pull_up",
    "jumping_jack",
    "lunge",
    "bicep_curl",
    "shoulder_press",
    "deadlift",
    "front_raise",
)
"""What the network tells apart. Every other movement of the corpus is `none` to it; the auxiliary head and the embedding keep
them apart."""

_WEIGHT = {"landmarks": 1.0, "recovered": 0.7, "lifted": 0.5, "mocap": 0.45, "avatar": 0.6, "filmed": 0.8}
# Gestures of daily life, once each, are what stands between sets; few recordings hold them.
_IDLE = 3.0
# Mostly held end positions, not movements.
_SOURCE_WEIGHT = {"exercise_correction": 0.15, "romc57_squat": 0.2, "wing_squat": 0.3, "wafi_squat": 0.3}
# Movements that a class of ours is part of or that the label does not settle: neither the class nor its contrary is taught.
_LEFT_OUT = frozenset({"other:mixed", "sit_to_stand", "up_down", "plank"})


@dataclass(frozen=True)
class Plan:
    """How long and how hard. `minutes` (of fitting, preparation not counted) or `epochs` ends it, whichever comes first."""

    seed: int = 0
    epochs: int = 60
    steps: int = 50
    batch: int = 32
    length: int = 256
    rate: float = 2e-3
    minutes: float = 14.0
    threads: int = 1
    avatar: int = 0
    smoothing: float = 0.05
    sources: tuple[str, ...] | None = None
    shape: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """The network with the best validation score, and how it came about."""

    net: StreamingNet
    history: list[dict[str, float]]
    pieces: dict[str, int]


def class_of(name: str) -> int | None:
    """Our class of an exercise; other movements are none."""
    return NAMES.index(name) if name in NAMES else 0


def pieces_of(
    sequences: Iterable[Sequence], fine: dict[str, int], rng: np.random.Generator, *, copies: float = 1.0
) -> list[Piece]:
    """Variants of the sequences; scarce material is varied more often."""
    rows = [q for q in sequences if q.label not in _LEFT_OUT and len(q.world) >= 16]
    count = Counter((q.exercise, q.source) for q in rows)
    out = []
    for q in rows:
        label = class_of(q.exercise)
        if label is None:
            continue
        kind = q.source if q.source in ("avatar", "filmed") else q.frame
        n = count[(q.exercise, q.source)]
        wanted = (
            2.0
            if kind == "filmed"
            else 1.0
            if kind == "avatar"
            else max(1.0, min(8.0, 160.0 / n))
            if label or kind == "landmarks"
            else 1.0
        )
        for k in range(max(1, round(wanted * copies))):
            x = plain(q) if k == 0 and q.frame == "landmarks" else vary(q, rng, STRENGTHS[kind])
            if len(x) < 8:
                continue
            weight = _SOURCE_WEIGHT.get(q.source, _WEIGHT[kind])
            if kind in ("avatar", "filmed") and not label:
                weight *= _IDLE
            out.append(Piece(x.astype(np.float16), label, fine.get(q.label, -1), q.source, q.subject, weight, moving_part(x)))
    return out


def validation(sequences: Iterable[Sequence]) -> list[tuple[Sequence, NDArray[np.float32]]]:
    """The sequences as they are, those with a class of ours or of `other:...`."""
    out = []
    for q in sequences:
        if q.exercise in NAMES and q.label not in _LEFT_OUT:
            x = plain(q)
            if len(x) >= 16:
                out.append((q, x))
    return out


def fit(corpus: Corpus, plan: Plan, extra: Iterable[Sequence] = (), extra_val: Iterable[Sequence] = ()) -> Trained:
    """Train on the corpus' train split (and `extra`, which is generated); keep the epoch that is best on val.

    `extra_val`, generated people that training does not see, speaks for the exercises that val shows in flat side views only.
    """
    torch.manual_seed(plan.seed)
    torch.set_num_threads(plan.threads)
    rng = np.random.default_rng(plan.seed)
    started = time.monotonic()
    train = [corpus.read(r) for r in corpus.select("train", plan.sources)]
    held = validation(corpus.read(r) for r in corpus.select("val"))
    generated = list(extra)
    other = np.random.default_rng((plan.seed, 1))
    held += [(q, vary(q, other, STRENGTHS["avatar"])) for q in extra_val]
    labels = sorted({q.label for q in train} | {q.label for q in generated})
    fine = {label: i for i, label in enumerate(labels)}
    pieces = pieces_of(train, fine, rng) + pieces_of(generated, fine, rng)
    began = time.monotonic()
    log.info("%d pieces of %d sequences in %.0f s", len(pieces), len(train) + len(generated), began - started)
    started = began
    composer = Composer(pieces, NAMES, none_share=0.36)
    shape = Shape(inputs=f.WIDTH, classes=len(NAMES), fines=len(labels), **plan.shape)
    net = StreamingNet(shape)
    _standardise(net, pieces, rng)
    optimiser = torch.optim.AdamW(net.parameters(), lr=plan.rate, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: _warm_cosine(step, plan.steps * plan.epochs, started, plan.minutes)
    )
    main = nn.CrossEntropyLoss(reduction="none", label_smoothing=plan.smoothing)
    side = nn.CrossEntropyLoss(reduction="none", ignore_index=-1)
    history: list[dict[str, float]] = []
    best, best_state, mean_state = -1.0, None, None
    for epoch in range(plan.epochs):
        net.train()
        total = 0.0
        for _ in range(plan.steps):
            x, y, fine_y, w = (torch.from_numpy(a) for a in _batch(composer, plan, rng))
            logits, _, fine_logits = net(x)
            loss = (main(logits.flatten(0, 1), y.flatten()) * w.flatten()).sum() / w.sum().clamp_min(1.0)
            extra_loss = (side(fine_logits.flatten(0, 1), fine_y.flatten()) * w.flatten()).sum() / w.sum().clamp_min(1.0)
            optimiser.zero_grad()
            (loss + 0.3 * extra_loss).backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
            mean_state = _averaged(mean_state, net)
        judged = StreamingNet(shape)
        judged.load_state_dict(mean_state or net.state_dict())
        score = judge(judged, held)
        score.update(loss=total / plan.steps, seconds=time.monotonic() - started)
        history.append(score)
        log.info("epoch %d %s", epoch, " ".join(f"{k} {v:.3f}" for k, v in score.items()))
        if score["score"] > best:
            best, best_state = score["score"], {k: v.clone() for k, v in judged.state_dict().items()}
        if time.monotonic() - started > plan.minutes * 60:
            break
    net.load_state_dict(best_state or net.state_dict())
    net.eval()
    return Trained(net, history, dict(Counter(f"{NAMES[p.label]}/{p.source}" for p in pieces)))


def judge(net: StreamingNet, held: list[tuple[Sequence, NDArray[np.float32]]]) -> dict[str, float]:
    """Mean over the classes of the share of sequences (and outputs) told rightly; sources weigh alike within a class."""
    net.eval()
    per: dict[tuple[str, str], list[tuple[float, float, float]]] = {}
    with torch.no_grad():
        for q, x in held:
            n = len(x) // 4 * 4
            logits, _, _ = net(torch.from_numpy(x[None, :n]))
            log_p = torch.log_softmax(logits[0], dim=-1)[max(0, min(4, n // 4 - 2)) :]
            y = NAMES.index(q.exercise)
            right = (log_p.argmax(dim=-1) == y).float().mean()
            votes = torch.bincount(log_p.argmax(dim=-1), minlength=len(NAMES))
            per.setdefault((q.exercise, q.source), []).append(
                (float(int(votes.argmax()) == y), float(right), float(-log_p[:, y].mean()))
            )
    sources: dict[str, list[NDArray[np.float64]]] = {}
    for (exercise, _), rows in per.items():
        # A few recordings of a source weigh less than many.
        sources.setdefault(exercise, []).append(np.append(np.mean(rows, axis=0), math.sqrt(min(len(rows), 30))))
    by_class = [np.average([r[:3] for r in rows], axis=0, weights=[r[3] for r in rows]) for rows in sources.values()]
    sequence, output, nll = np.mean(by_class, axis=0)
    return {"score": float(0.5 * (sequence + output) - 0.1 * nll), "sequences": sequence, "outputs": output, "nll": nll}


def with_sizes(plan: Plan, **sizes: int) -> Plan:
    """The plan with another network size."""
    return replace(plan, shape={**plan.shape, **sizes})


def _warm_cosine(step: int, steps: int, started: float, minutes: float) -> float:
    # By the clock where the clock will end it first, so that the rate has come down by then.
    share = max(step / steps, (time.monotonic() - started) / (minutes * 60.0))
    return min(1.0, (step + 1) / 100.0) * (0.02 + 0.98 * 0.5 * (1.0 + math.cos(math.pi * min(share, 1.0))))


def _batch(
    composer: Composer, plan: Plan, rng: np.random.Generator
) -> tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    rows = [composer.sample(plan.length, rng) for _ in range(plan.batch)]
    x, y, fine, w = (np.stack(column) for column in zip(*rows, strict=True))
    return x.astype(np.float32), y.astype(np.int64), fine.astype(np.int64), w.astype(np.float32)


def _averaged(mean: dict[str, torch.Tensor] | None, net: StreamingNet, keep: float = 0.99) -> dict[str, torch.Tensor]:
    """Exponential mean of the weights: steadier than the last step's."""
    state = net.state_dict()
    if mean is None:
        return {k: v.clone() for k, v in state.items()}
    for k, v in state.items():
        if v.dtype.is_floating_point:
            mean[k].mul_(keep).add_(v, alpha=1.0 - keep)
        else:
            mean[k].copy_(v)
    return mean


def _standardise(net: StreamingNet, pieces: list[Piece], rng: np.random.Generator) -> None:
    """Start the first layer as if its inputs had unit variance."""
    picks = rng.choice(len(pieces), size=min(400, len(pieces)), replace=False)
    spread = np.concatenate([pieces[i].x for i in picks]).astype(np.float32).std(axis=0)
    with torch.no_grad():
        net.stem.conv.weight /= torch.from_numpy(np.clip(spread, 0.15, 3.0))[None, :, None]
