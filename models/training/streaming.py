"""Fits the mirror's network: first on generated movement alone, then on recordings and generated movement together.

Four questions are asked of every output: which exercise (or none), which fine label (the metric head: every word of the corpus,
every everyday motion, every invented movement), which half of the repetition, which of the exercise's mistakes.
"""

from __future__ import annotations

import logging
import math
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Sequence as Many
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from mirror import paths
from mirror.exercises.core import Catalogue, load_catalogue
from mirror.recognition import features as f
from models.architectures.streaming import Outputs, Shape, StreamingNet
from models.corpus.augment import plain
from models.corpus.compose import UNKNOWN, Composer, Piece, Sample
from models.corpus.pieces import GENERATED, NAMES, mistakes_of, usable
from models.corpus.sequence import Sequence

log = logging.getLogger(__name__)

Held = list[tuple[Sequence, NDArray[np.float32]]]
_NONE_SHARE = 0.36
_OFTEN = {"real video": 1.0}
_UNFILMED = 0.4
"""How often an exercise is drawn by its evidence: what no camera ever saw a real person do must not crowd out
what one did."""


@dataclass(frozen=True)
class Plan:
    """How long and how hard. `minutes` (of the processor's time a thread, so that neighbours do not shorten a fitting;
    preparation not counted) or `epochs` ends it, whichever comes first.

    Attributes:
        pretrain: share of the time on generated movement alone. fine, phase, mistake: weights of the side questions.
        avatar: generated performances to fit to (for whoever makes them). shape: sizes other than the network's own.
    """

    seed: int = 0
    epochs: int = 80
    steps: int = 50
    batch: int = 32
    length: int = 256
    rate: float = 2e-3
    minutes: float = 14.0
    threads: int = 1
    avatar: int = 4500
    smoothing: float = 0.05
    pretrain: float = 0.25
    fine: float = 0.4
    phase: float = 0.2
    mistake: float = 0.3
    shape: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """The network with the best validation score (the last one where nothing was held), and how it came about."""

    net: StreamingNet
    history: list[dict[str, float]]
    pieces: dict[str, int]
    labels: tuple[str, ...]
    mistakes: tuple[str, ...]


def catalogue() -> Catalogue:
    """The program's own."""
    return load_catalogue(paths.exercises())


def simulated() -> frozenset[str]:
    """The classes that no real person was ever seen doing."""
    return frozenset(name for name, e in catalogue().items() if name in NAMES and e.evidence == "simulated only")


def validation(sequences: Iterable[Sequence]) -> Held:
    """The sequences as they are, those with a class of ours."""
    made = ((q, plain(q)) for q in sequences if q.exercise in NAMES and usable(q))
    return [(q, x) for q, x in made if len(x) >= 16]


def fit(
    pieces: Many[Piece],
    labels: Many[str],
    plan: Plan,
    *,
    held: Held | None = None,
    begin: Mapping[str, Tensor] | None = None,
    checkpoint: Path | None = None,
    told: Callable[[float, dict[str, float]], None] | None = None,
) -> Trained:
    """Fit to the pieces; where sequences are held, keep the epoch that is best on them.

    `labels`: the fine labels in the order of their numbers. `begin`: weights to start from in place of the part on generated
    movement alone. `checkpoint`: a file to go on from and to keep the state in after
    every epoch. `told` hears the share done and the epoch's figures.
    """
    torch.manual_seed(plan.seed)
    torch.set_num_threads(plan.threads)
    rng = np.random.default_rng((plan.seed, 1))
    run = _Run.start(pieces, labels, plan, rng)
    if begin is not None:
        run.begin(begin)
    if checkpoint is not None and checkpoint.exists():
        run.load(checkpoint, rng)
    while run.epoch < plan.epochs and run.seconds < plan.minutes * 60:
        score = run.train_epoch(rng)
        late = run.share() > 0.5
        if held and late and (run.epoch % 3 == 0 or run.share() >= 1.0):
            score |= judge(run.judged(), held)
            if score["score"] > run.best:
                run.best, run.best_state = score["score"], {k: v.clone() for k, v in run.mean.items()}
        run.history.append(score)
        log.info("epoch %d %s", run.epoch, " ".join(f"{k} {v:.3f}" for k, v in score.items()))
        if told is not None:
            told(min(run.share(), 1.0), score)
        if checkpoint is not None:
            run.save(checkpoint, rng)
    net = run.judged(run.best_state)
    counted = Counter(f"{NAMES[p.label] if p.label != UNKNOWN else 'invented'}/{p.source}" for p in pieces)
    return Trained(net, run.history, dict(counted), tuple(labels), run.mistakes)


@dataclass(eq=False)
class _Run:
    """A fitting on its way: everything that a checkpoint must hold."""

    plan: Plan
    net: StreamingNet
    optimiser: torch.optim.Optimizer
    first: Composer | None
    then: Composer
    asks: _Questions
    mistakes: tuple[str, ...]
    mean: dict[str, Tensor]
    history: list[dict[str, float]] = field(default_factory=list)
    epoch: int = 0
    seconds: float = 0.0
    best: float = -math.inf
    # Half the time where the processor has instructions for it; without them it would be slower.
    short: bool = field(default_factory=torch.ops.mkldnn._is_mkldnn_bf16_supported)
    best_state: dict[str, Tensor] | None = None

    @classmethod
    def start(cls, pieces: Many[Piece], labels: Many[str], plan: Plan, rng: np.random.Generator) -> _Run:
        known = catalogue()
        mistakes = mistakes_of(known)
        often = {name: _OFTEN.get(e.evidence, _UNFILMED) for name, e in known.items()}
        made = [p for p in pieces if p.source in GENERATED]
        both = len(made) not in (0, len(pieces)) and plan.pretrain > 0
        sizes = {"mistakes": max(len(mistakes), 1), "fines": max(len(labels), 1), **plan.shape}
        net = StreamingNet(Shape(inputs=f.WIDTH, classes=len(NAMES), **sizes))
        _standardise(net, pieces, rng)
        return cls(
            plan,
            net,
            torch.optim.AdamW(net.parameters(), lr=plan.rate, weight_decay=0.02),
            Composer(made, NAMES, none_share=_NONE_SHARE, catalogue=known) if both else None,
            Composer(pieces, NAMES, none_share=_NONE_SHARE, often=often, catalogue=known),
            _Questions(mistakes, plan),
            mistakes,
            {k: v.clone() for k, v in net.state_dict().items()},
        )

    def begin(self, weights: Mapping[str, Tensor]) -> None:
        own = self.net.state_dict()
        # Heads of another catalogue or other labels begin anew.
        self.net.load_state_dict({**own, **{k: v for k, v in weights.items() if k in own and v.shape == own[k].shape}})
        self.mean = {k: v.clone() for k, v in self.net.state_dict().items()}
        self.first = None

    def share(self) -> float:
        """Of the fitting that is done: by its time where the time will end it first."""
        return max(self.epoch / self.plan.epochs, self.seconds / (self.plan.minutes * 60.0))

    def train_epoch(self, rng: np.random.Generator) -> dict[str, float]:
        self.net.train()
        plan, began, total = self.plan, time.process_time(), 0.0
        done = self.share()
        composer = self.first if self.first is not None and done < plan.pretrain else self.then
        for k in range(plan.steps):
            for group in self.optimiser.param_groups:
                group["lr"] = plan.rate * _warm_cosine(self.epoch * plan.steps + k, done)
            sample = _batch([composer.sample(plan.length, rng) for _ in range(plan.batch)])
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.short):
                out = self.net(sample["x"])
            loss = self.asks(Outputs(*(value.float() for value in out)), sample)
            self.optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
            self.optimiser.step()
            total += float(loss.detach())
            _average(self.mean, self.net)
        self.epoch += 1
        self.seconds += (time.process_time() - began) / plan.threads
        return {"loss": total / plan.steps, "seconds": self.seconds}

    def judged(self, state: dict[str, Tensor] | None = None) -> StreamingNet:
        """The averaged weights as a network of their own, in eval mode."""
        net = StreamingNet(self.net.shape)
        net.load_state_dict(state or self.mean)
        return net.eval()

    def save(self, path: Path, rng: np.random.Generator) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".part")
        torch.save({**self._kept(), "rng": rng.bit_generator.state, "torch": torch.get_rng_state()}, draft)
        draft.replace(path)

    def _of(self) -> dict[str, Any]:
        """What a fitting that goes on must have in common with the one that was stopped."""
        return {**asdict(self.plan), "mistakes": list(self.mistakes), "labels": self.net.shape.fines}

    def _kept(self) -> dict[str, Any]:
        return {
            "plan": self._of(),
            "net": self.net.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            **{name: getattr(self, name) for name in ("mean", "history", "epoch", "seconds", "best", "best_state")},
        }

    def load(self, path: Path, rng: np.random.Generator) -> None:
        kept = torch.load(path, weights_only=True)
        if kept["plan"] != self._of():
            log.info("%s is of another plan and is not gone on from", path.name)
            return
        self.net.load_state_dict(kept["net"])
        self.optimiser.load_state_dict(kept["optimiser"])
        for name in ("mean", "history", "epoch", "seconds", "best", "best_state"):
            setattr(self, name, kept[name])
        rng.bit_generator.state = kept["rng"]
        torch.set_rng_state(kept["torch"])


class _Questions:
    """The loss: each question weighed by the sample's weight, mistakes only those of the exercise that is done."""

    def __init__(self, mistakes: Many[str], plan: Plan) -> None:
        self._plan = plan
        self._main = nn.CrossEntropyLoss(reduction="none", label_smoothing=plan.smoothing, ignore_index=UNKNOWN)
        self._fine = nn.CrossEntropyLoss(reduction="none", ignore_index=UNKNOWN)
        self._bit = nn.BCEWithLogitsLoss(reduction="none")
        owners = [name.partition("/")[0] for name in mistakes]
        self._owned = torch.tensor([[owner == name for owner in owners] for name in NAMES] or [[]], dtype=torch.float32)

    def __call__(self, out: Outputs, sample: Mapping[str, Tensor]) -> Tensor:
        w, plan = sample["weight"].flatten(), self._plan
        label, fine = sample["label"].flatten(), sample["fine"].flatten()
        asked = w * (label != UNKNOWN)
        loss = (self._main(out.logits.flatten(0, 1), label) * w).sum() / asked.sum().clamp_min(1.0)
        told = w * (fine != UNKNOWN)
        loss = loss + plan.fine * (self._fine(out.fine.flatten(0, 1), fine) * w).sum() / told.sum().clamp_min(1.0)
        phase = sample["phase"].flatten()
        known = w * (phase != UNKNOWN)
        half = self._bit(out.phase.flatten(), phase.clamp_min(0).float())
        loss = loss + plan.phase * (half * known).sum() / known.sum().clamp_min(1.0)
        mistake = sample["mistake"].flatten()
        if self._owned.numel():
            asked_of = self._owned[label.clamp_min(0)] * (w * (mistake != UNKNOWN) * (label > 0))[:, None]
            target = nn.functional.one_hot(mistake.clamp_min(0), out.mistakes.shape[-1] + 1)[:, 1:].float()
            each = self._bit(out.mistakes.flatten(0, 1), target) * asked_of
            loss = loss + plan.mistake * each.sum() / asked_of.sum().clamp_min(1.0)
        return loss


def judge(net: StreamingNet, held: Held) -> dict[str, float]:
    """Mean over the classes of the share of sequences (and outputs) told rightly; sources weigh alike within a class."""
    per: dict[tuple[str, str], list[tuple[float, float, float]]] = {}
    net.eval()
    with torch.no_grad():
        for q, x in held:
            n = len(x) // 4 * 4
            logits = net(torch.from_numpy(x[None, :n])).logits
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
    sequence, output, nll = (float(v) for v in np.mean(by_class, axis=0))
    return {"score": 0.5 * (sequence + output) - 0.1 * nll, "sequences": sequence, "outputs": output, "nll": nll}


def _warm_cosine(step: int, share: float) -> float:
    """Factor on the rate: up over the first 100 steps, then down with the share of the fitting that is done."""
    return min(1.0, (step + 1) / 100.0) * (0.02 + 0.98 * 0.5 * (1.0 + math.cos(math.pi * min(share, 1.0))))


def _batch(rows: list[Sample]) -> dict[str, Tensor]:
    return {
        name: torch.from_numpy(np.stack([getattr(row, name) for row in rows]))
        for name in ("x", "label", "fine", "phase", "mistake", "weight")
    }


def _average(mean: dict[str, Tensor], net: StreamingNet, keep: float = 0.99) -> None:
    """Exponential mean of the weights, in place: steadier than the last step's."""
    for k, v in net.state_dict().items():
        if v.dtype.is_floating_point:
            mean[k].mul_(keep).add_(v, alpha=1.0 - keep)
        else:
            mean[k].copy_(v)


def _standardise(net: StreamingNet, pieces: Many[Piece], rng: np.random.Generator) -> None:
    """Start the first layer as if its inputs had unit variance."""
    picks = rng.choice(len(pieces), size=min(400, len(pieces)), replace=False)
    spread = np.concatenate([pieces[int(i)].x for i in picks]).astype(np.float32).std(axis=0)
    with torch.no_grad():
        net.stem.conv.weight /= torch.from_numpy(np.clip(spread, 0.15, 3.0))[None, :, None]
