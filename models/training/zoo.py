"""The zoo: the published pose-based networks, each with the settings of its paper and with ours.

The papers told closed sets of classes apart; here every network has the mirror's classes, `none` among them, and the same
recordings and generated movement to learn from. What a paper leaves open is said where it is chosen.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Iterator
from collections.abc import Sequence as Many
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel
from torch.utils.flop_counter import FlopCounterMode

from mirror.pose import skeleton as s
from mirror.recognition import features as f
from models.architectures.conv_bilstm import INPUTS as CHANGES
from models.architectures.conv_bilstm import ConvBiLstm, differences
from models.architectures.ms_g3d import MsG3d
from models.architectures.st_gcn import StGcn
from models.architectures.stacked_lstm import Lstm, StackedLstm
from models.architectures.transformer import TransformerEncoder
from models.corpus.windows import Material, Pad, Sampler, View, camera_moved, frames_of, undersampled

log = logging.getLogger(__name__)

Kind = Literal["published", "ours"]
ANSWERS_HZ = 4.0
_OVERFIT_RATE = 3e-3


@dataclass(frozen=True)
class Settings:
    """How a network is fed and fitted.

    Attributes:
        view, points, pad: form, length and filling of a window, in 16 Hz grid points. run_points: of the window at run time,
            0: the same. frames: how many of the points the network sees, 0: all of them. channels: how many of a landmark's
            numbers, 0: all of them. changes: it sees ten joints' changes from frame to frame (seed 003).
        optimiser, rate, batch, epochs, weight_decay: as the name says. decays: shares of the training after which the rate falls
            to a tenth. ours: warm cosine, label smoothing, averaged weights and the mirror's class-balanced sampling.
        undersample: as seed 002. camera: as section 4 of Yan et al. half: bfloat16 arithmetic.
        width: share of the published channels. effort: factor on the processor time of a fitting. notes: what differs from the
            paper, and what the paper leaves open.
    """

    view: View
    points: int
    pad: Pad = "nothing"
    run_points: int = 0
    frames: int = 0
    channels: int = 0
    changes: bool = False
    optimiser: Literal["rmsprop", "adam", "sgd", "adamw"] = "adamw"
    rate: float = 2e-3
    batch: int = 32
    epochs: int = 60
    weight_decay: float = 0.0
    decays: tuple[float, ...] = ()
    ours: bool = False
    undersample: bool = False
    camera: bool = False
    half: bool = False
    width: float = 1.0
    effort: float = 1.0
    notes: str = ""


@dataclass(frozen=True)
class System:
    """A published system: `build(classes, settings)` makes its network."""

    name: str
    seed: str
    source: str
    build: Callable[[int, Settings], nn.Module]
    settings: dict[Kind, Settings] = field(default_factory=dict)


_OURS = Settings("features", 64, optimiser="adamw", rate=2e-3, epochs=60, weight_decay=0.02, ours=True)
# A step of a graph network costs many times that of the others: with the same time it would not see the data once.
_GRAPH = Settings("picture", 90, optimiser="sgd", camera=True, half=True, width=0.125, effort=2.0)
_BODY = replace(_OURS, view="body", points=90, batch=16, half=True, width=0.125, effort=2.0)
_CHANNELS: dict[View, int] = {"picture": 3, "body": 6}
_INPUTS: dict[View, int] = {"landmarks": 4 * s.COUNT, "picture": CHANGES, "features": f.WIDTH}
_NARROW = "an eighth of the published channels and bfloat16, for the budget; twice the others' processor time"
_FEWER = _NARROW + "; 3 of 8 scales in the windows"


def _transformer(classes: int, settings: Settings) -> nn.Module:
    # The paper's input is coordinates alone, without a visibility.
    inputs = settings.channels * s.COUNT if settings.channels else f.WIDTH
    return TransformerEncoder(classes, inputs, settings.frames or settings.points)


SYSTEMS: dict[str, System] = {
    system.name: system
    for system in (
        System(
            "stacked_lstm",
            "001",
            "Moran et al., Muscle Vision (2022), section 3.2",
            lambda classes, settings: StackedLstm(classes, _INPUTS[settings.view]),
            {
                "published": Settings(
                    "landmarks",
                    64,
                    run_points=8,
                    optimiser="rmsprop",
                    rate=1e-4,
                    batch=32,
                    epochs=50,
                    notes="whole recordings, at most 4 s of them; the latest 8 frames at run time",
                ),
                "ours": _OURS,
            },
        ),
        System(
            "transformer",
            "002",
            "Le Viet et al., gym gestures by transformer and 3D pose (2024), section 3.2",
            _transformer,
            {
                "published": Settings(
                    "landmarks",
                    192,
                    "first",
                    frames=60,
                    channels=3,
                    optimiser="adam",
                    rate=1e-3,
                    batch=32,
                    epochs=100,
                    undersample=True,
                    notes="60 frames of 12 s; batch, feed-forward width and dropout are not in the paper; what is shorter begins "
                    "with its first pose held",
                ),
                "ours": replace(_OURS, points=60),
            },
        ),
        System(
            "conv_bilstm",
            "003",
            "mobile workout assistant, Seoul National University (seed 003), section 4.2",
            lambda classes, settings: ConvBiLstm(classes, _INPUTS[settings.view]),
            {
                "published": Settings(
                    "picture",
                    64,
                    changes=True,
                    optimiser="adam",
                    rate=3e-3,
                    batch=32,
                    epochs=60,
                    notes="windows of 4 s stand for the trimmed videos; batch and epochs are not in the paper",
                ),
                "ours": _OURS,
            },
        ),
        System(
            "st_gcn",
            "004",
            "Yan, Xiong and Lin, ST-GCN (2018), section 3, as in seed 004, section 3.1.2",
            lambda classes, settings: StGcn(classes, _CHANNELS[settings.view], settings.width),
            {
                "published": replace(_GRAPH, rate=0.01, batch=64, epochs=50, decays=(0.2, 0.4, 0.6, 0.8), notes=_NARROW),
                "ours": replace(_BODY, notes=_NARROW),
            },
        ),
        System(
            "ms_g3d",
            "004",
            "Liu et al., MS-G3D (2020), section 4, as in seed 004, section 3.1.2",
            lambda classes, settings: MsG3d(
                classes, _CHANNELS[settings.view], settings.width, window_scales=8 if settings.width == 1.0 else 3
            ),
            {
                "published": replace(
                    _GRAPH,
                    rate=0.05,
                    batch=32,
                    epochs=50,
                    weight_decay=5e-4,
                    decays=(0.6, 0.8),
                    notes=_FEWER + "; optimiser as for NTU RGB+D",
                ),
                "ours": replace(_BODY, notes=_FEWER),
            },
        ),
    )
}


def shown(windows: NDArray[np.float32], settings: Settings) -> Tensor:
    """(B, points, ...) windows of a form -> the network's input."""
    if settings.frames:
        windows = windows[:, frames_of(windows.shape[1], settings.frames)]
    if settings.channels:
        windows = windows[..., : settings.channels]
    if settings.changes:
        windows = differences(windows)
    return torch.from_numpy(np.ascontiguousarray(windows))


def arithmetic(settings: Settings) -> torch.autocast:
    """The precision that the network is run in."""
    return torch.autocast("cpu", torch.bfloat16, enabled=settings.half)


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """Windows of the validation people: (N, points, ...) and their (N,) classes."""

    windows: NDArray[np.float32]
    labels: NDArray[np.int64]


@dataclass(slots=True, eq=False)
class Fitted:
    """A network with the best validation score, and how it came about. seconds: of processor time spent fitting."""

    net: nn.Module
    history: list[dict[str, float]]
    seconds: float
    steps: int
    epochs: float


def logits_of(net: nn.Module, windows: NDArray[np.float32], settings: Settings, batch: int = 128) -> NDArray[np.float32]:
    """(N, points, ...) -> (N, classes), in evaluation mode."""
    net.eval()
    out = []
    with torch.no_grad(), arithmetic(settings):
        for k in range(0, len(windows), batch):
            out.append(net(shown(windows[k : k + batch], settings)).float().numpy())
    return np.concatenate(out)


def balanced_accuracy(logits: NDArray[np.float32], labels: NDArray[np.int64]) -> float:
    """Mean over the classes that occur of the share told rightly."""
    right = logits.argmax(axis=1) == labels
    return float(np.mean([right[labels == c].mean() for c in np.unique(labels)]))


def mmacs_per_second(net: nn.Module, settings: Settings) -> float:
    """Million multiply-accumulates a second of video, when the window is judged anew four times a second."""
    points = settings.run_points or settings.points
    shape = {"landmarks": (33, 4), "picture": (33, 3), "body": (33, 6), "features": (f.WIDTH,)}[settings.view]
    x = np.random.default_rng(0).normal(0, 1, (1, points, *shape)).astype(np.float32)
    net.eval()
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        net(shown(x, settings))
    return counter.get_total_flops() / 2e6 * ANSWERS_HZ


class Fit:
    """One fitting that can be stopped and gone on with: everything that it needs lies in `checkpoint`."""

    def __init__(
        self,
        system: System,
        kind: Kind,
        rows: Many[Material],
        classes: int,
        *,
        minutes: float,
        seed: int,
        checkpoint: Path | None = None,
        none_share: float = 0.3,
    ) -> None:
        """minutes: of processor time without preparation, times the settings' effort. none_share: of class 0, where ours."""
        torch.manual_seed(seed)
        self.settings = settings = system.settings[kind]
        self.rng = np.random.default_rng((seed, 7))
        self.budget, self.checkpoint = minutes * 60.0 * settings.effort, checkpoint
        rows = undersampled(rows, self.rng) if settings.undersample else rows
        often = _rarely(rows)
        self.sampler = Sampler(rows, settings.points, settings.pad, balanced=settings.ours, none_share=none_share, often=often)
        self.per_epoch = max(1, len(rows) // settings.batch)
        self.net = system.build(classes, settings)
        self.mean = AveragedModel(self.net, avg_fn=_averaged, use_buffers=True) if settings.ours else None
        self.optimiser = _optimiser(self.net, settings)
        self.loss = nn.CrossEntropyLoss(label_smoothing=0.05 if settings.ours else 0.0)
        self.step, self.seconds, self.checked = 0, 0.0, 0
        self.history: list[dict[str, float]] = []
        self.best: dict[str, Tensor] = {}
        if checkpoint is not None and checkpoint.exists():
            self._load(checkpoint)

    def progress(self) -> float:
        """0..1: of the published epochs or of the processor time, whichever is further."""
        return min(1.0, max(self.step / (self.per_epoch * self.settings.epochs), self.seconds / self.budget))

    def run(self, held: Held, checks: int = 3) -> Fitted:
        """To the end, judged on the validation people `checks` times; the best of them is kept."""
        kept_at = time.process_time()
        while self.progress() < 1.0:
            self._step()
            if self.progress() >= (self.checked + 1) / checks:
                self._check(held)
            if self.checkpoint is not None and time.process_time() - kept_at > 20.0:
                self._save(self.checkpoint)
                kept_at = time.process_time()
        if self.checked < checks:
            self._check(held)
        self.net.load_state_dict(self.best)
        if self.checkpoint is not None:
            self._save(self.checkpoint)
        return Fitted(self.net, self.history, self.seconds, self.step, self.step / self.per_epoch)

    def _step(self) -> None:
        began = time.process_time()
        settings, progress = self.settings, self.progress()
        for group in self.optimiser.param_groups:
            group["lr"] = settings.rate * _rate(progress, settings)
        x, y = self.sampler.draw(settings.batch, self.rng)
        if settings.camera:
            x = camera_moved(x, self.rng)
        self.net.train()
        with arithmetic(settings):
            logits = self.net(shown(x, settings))
        loss = self.loss(logits.float(), torch.from_numpy(y))
        self.optimiser.zero_grad()
        loss.backward()
        if settings.ours:
            nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self.optimiser.step()
        if self.mean is not None:
            self.mean.update_parameters(self.net)
        self.step += 1
        self.seconds += time.process_time() - began

    def _check(self, held: Held) -> None:
        net: nn.Module = self.mean.module if self.mean is not None else self.net
        score = balanced_accuracy(logits_of(net, held.windows, self.settings), held.labels)
        if score >= max((h["val"] for h in self.history), default=-1.0):
            self.best = {k: v.clone() for k, v in net.state_dict().items()}
        self.checked += 1
        self.history.append({"step": self.step, "seconds": round(self.seconds, 1), "val": round(score, 4)})
        log.info("step %d, %.0f s: val %.3f", self.step, self.seconds, score)

    def _save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".part")
        mean = None if self.mean is None else self.mean.state_dict()
        torch.save(
            {
                "net": self.net.state_dict(),
                "mean": mean,
                "optimiser": self.optimiser.state_dict(),
                "best": self.best,
                "history": self.history,
                "counts": (self.step, self.seconds, self.checked),
                "rng": self.rng.bit_generator.state,
                "torch": torch.get_rng_state(),
            },
            draft,
        )
        draft.replace(path)

    def _load(self, path: Path) -> None:
        kept = torch.load(path, weights_only=False)
        self.net.load_state_dict(kept["net"])
        if self.mean is not None:
            self.mean.load_state_dict(kept["mean"])
        self.optimiser.load_state_dict(kept["optimiser"])
        self.best, self.history = kept["best"], kept["history"]
        self.step, self.seconds, self.checked = kept["counts"]
        self.rng.bit_generator.state = kept["rng"]
        torch.set_rng_state(kept["torch"])


def overfits(
    system: System,
    kind: Kind,
    windows: NDArray[np.float32],
    labels: NDArray[np.int64],
    classes: int,
    *,
    seconds: float,
    seed: int = 0,
    wanted: float = 0.95,
) -> tuple[float, float]:
    """(train accuracy, processor seconds) of the network on a few windows: Adam, no dropout, until `wanted` or out of time.

    A network that cannot learn fifty windows by heart is broken, and its figure would say nothing of the method.
    """
    torch.manual_seed(seed)
    settings = system.settings[kind]
    net = system.build(classes, settings)
    for module in net.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
        elif isinstance(module, Lstm):
            module.drop = 0.0
    optimiser = torch.optim.Adam(net.parameters(), lr=_OVERFIT_RATE)
    x, y = shown(windows, settings), torch.from_numpy(labels)
    began, best = time.process_time(), 0.0
    while best < wanted and time.process_time() - began < seconds:
        net.train()
        with arithmetic(settings):
            logits = net(x).float()
        best = max(best, float((logits.argmax(dim=1) == y).float().mean()))
        loss = nn.functional.cross_entropy(logits, y)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
    return round(best, 4), round(time.process_time() - began, 1)


def _rarely(rows: Many[Material], share: float = 0.5) -> dict[int, float]:
    """How often a class is drawn in our settings: one that no real person was recorded in half as often."""
    real = {row.label for row in rows if row.source not in ("avatar", "filmed")}
    return {row.label: 1.0 if row.label in real or not real else share for row in rows}


def _averaged(mean: Tensor, now: Tensor, count: Tensor | int) -> Tensor:
    """Exponential mean that forgets where it began: over few steps the first weights would stay in it for long."""
    keep = min(0.99, (1.0 + int(count)) / (10.0 + int(count)))
    return mean * keep + now * (1.0 - keep)


def _rate(progress: float, settings: Settings) -> float:
    if not settings.ours:
        return float(0.1 ** sum(progress >= at for at in settings.decays))
    warm = 0.04
    return progress / warm + 1e-3 if progress < warm else 0.5 * (1 + math.cos(math.pi * (progress - warm) / (1 - warm))) + 1e-3


def _optimiser(net: nn.Module, settings: Settings) -> torch.optim.Optimizer:
    parameters: Iterator[nn.Parameter] = net.parameters()
    if settings.optimiser == "rmsprop":
        # Keras' own constants: alpha 0.9, epsilon 1e-7.
        return torch.optim.RMSprop(parameters, lr=settings.rate, alpha=0.9, eps=1e-7)
    if settings.optimiser == "adam":
        return torch.optim.Adam(parameters, lr=settings.rate)
    if settings.optimiser == "sgd":
        decay = settings.weight_decay
        return torch.optim.SGD(parameters, lr=settings.rate, momentum=0.9, nesterov=True, weight_decay=decay)
    return torch.optim.AdamW(parameters, lr=settings.rate, weight_decay=settings.weight_decay)
