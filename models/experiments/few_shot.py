"""Seed 004's few-shot protocol on its 40 classes, on generated movement: no recording of these classes is to be had.

Mercier et al., "Is end-to-end learning enough for fitness activity recognition?" (2023), sections 3.3 and 3.4: 5, 10, 20, 50 and
100 samples a class, from scratch, last layers, all layers; with and without pre-training (here on generated movement of the rest
of the catalogue and invented movements; nothing of the four exercises). The network is the mirror's with a new classifier; a
clip's class is that of its mean log probability over the outputs, as the paper passes the whole clip. People, tempi, sizes of the
mistakes and cameras of the test clips are the examiner's.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from mirror.avatar import Camera, Noise, Performance, Person, project_all
from mirror.avatar.taxonomy import CLASSES, perform_class
from mirror.recognition import features as f
from models.architectures.streaming import Shape, StreamingNet
from models.corpus.augment import STRENGTHS, plain, variant
from models.corpus.generate import FPS, Performed, sequence_of
from models.corpus.pieces import NAMES
from models.corpus.seen import Seen, filmed_points
from models.evaluation.figures import ACCURACY
from models.evaluation.intervals import bootstrap
from models.evaluation.published import FEW_SHOT
from models.examiner.bodies import body
from models.examiner.core import Asked, camera_for
from models.examiner.settings import settings
from models.experiments.core import Options, part
from models.training import trial

log = logging.getLogger(__name__)

SHOTS = (5, 10, 20, 50, 100)
_SECONDS = 8.0
_LENGTH = int(_SECONDS * 16)
_TEST = 20
"""Test clips a class, and so the examiner's people."""
_FILMED = 2
"""Of them, those that are also filmed."""
FILM_FPS = 16.0
_FOUR = frozenset(c.exercise for c in CLASSES)


def run(options: Options) -> dict[str, Any]:
    """rows: model, pretrained, tuned, per_class, top1, ci95, n, per_exercise, pixels (the same); published."""
    data = _Data(options)
    rows = []
    # Last layers over random ones are no system that anybody proposed.
    for pretrained, tuned in ((False, "scratch"), (True, "last"), (True, "all")):
        for shots in SHOTS:
            name = f"{'pretrained' if pretrained else 'fresh'}_{tuned}_{shots}"
            rows.append(part(options, name, partial(_row, options, pretrained, tuned, shots, data)))
    return {
        "classes": len(CLASSES),
        "generated": True,
        "test_per_class": _TEST,
        "filmed_per_class": _FILMED,
        "shots": list(SHOTS),
        "rows": rows,
        "published": {name: list(row) for name, row in FEW_SHOT.items()},
    }


def _row(options: Options, pretrained: bool, tuned: str, shots: int, data: _Data) -> dict[str, Any]:
    x, y = data.teacher()
    # The paper's smaller training sets are parts of the larger ones.
    few = np.concatenate([np.flatnonzero(y == c)[:shots] for c in range(len(CLASSES))])
    began = time.monotonic()
    net = _fitted(_start(options) if pretrained else None, x[few], y[few], tuned, options)
    landmarks, pixels = (_figures(net, clips) for clips in (data.examined(), data.filmed()))
    log.info("%s %s %d: %s, pixels %s", pretrained, tuned, shots, landmarks["top1"], pixels["top1"])
    return {
        "model": "mirror",
        "pretrained": pretrained,
        "tuned": tuned,
        "per_class": shots,
        **landmarks,
        "pixels": pixels,
        "fit_seconds": round(time.monotonic() - began, 1),
    }


def _figures(net: _Fine, clips: list[Clip]) -> dict[str, Any]:
    x, y = stacked(clips)
    named = _named(net, x)
    rows = [{"truth": CLASSES[t].key, "named": CLASSES[p].key} for t, p in zip(y, named, strict=True)]
    own = {e: [r for r, t in zip(rows, y, strict=True) if CLASSES[t].exercise == e] for e in sorted(_FOUR)}
    return {
        "top1": round(ACCURACY(rows), 4),
        "ci95": bootstrap(rows, [c.person for c in clips], ACCURACY),
        "n": len(rows),
        "per_exercise": {e: round(ACCURACY(part_), 4) for e, part_ in own.items()},
    }


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """One clip: x (T, WIDTH) at 16 Hz, the class' index, who."""

    x: NDArray[np.float32]
    index: int
    person: str


class _Data:
    """The clips of both sides, made when they are first asked for."""

    def __init__(self, options: Options) -> None:
        self._options = options

    @cache  # noqa: B019  # lives as long as the run
    def teacher(self) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Every person does one clip of every class; x (n, _LENGTH, WIDTH), y (n,)."""
        return stacked([c for k in range(max(SHOTS)) for c in taught_by(k, self._options.seed)])

    @cache  # noqa: B019
    def examined(self) -> list[Clip]:
        """The examiner's people on exact landmarks with BlazePose's measured errors."""
        return [_seen_clip(made, on_landmarks(made)) for made in self._exams(_TEST)]

    @cache  # noqa: B019
    def filmed(self) -> list[Clip]:
        """A part of the same through pixels, kept in the work folder."""
        return [_seen_clip(made, self._film(made)) for made in self._exams(_FILMED)]

    def _exams(self, people: int) -> Iterator[_Exam]:
        for k in range(people):
            yield from examined_by(k, self._options.seed)

    def _film(self, made: _Exam) -> Seen:
        path = self._options.work / "films" / f"{made.person}_{CLASSES[made.index].key.replace('/', '-')}.npz"
        if path.exists():
            return Seen.load(path)
        seen = filmed_points(made.performance.points, made.camera, made.performance.fps, seed=90_000 + int(made.person))
        seen.save(path)
        return seen


@dataclass(frozen=True, slots=True, eq=False)
class _Exam:
    index: int
    person: str
    performance: Performance
    camera: Camera
    noise: Noise


def taught_by(number: int, seed: int) -> list[Clip]:
    """One of the teacher's people doing each class once."""
    rng = np.random.default_rng((seed, 4, number))
    person = Person.random(int(rng.integers(1_000_000)))
    out = []
    for c in CLASSES:
        made = perform_class(
            c.index,
            person=person,
            tempo=float(np.exp(rng.uniform(-0.3, 0.3))),
            rom=float(rng.uniform(0.85, 1.08)),
            fault_size=float(rng.uniform(0.8, 1.6)),
            seed=int(rng.integers(1_000_000)),
            fps=FPS,
        )
        q = sequence_of(Performed(made, c.exercise, c.key, 1.0, rng), number)
        out.append(Clip(variant(q, rng, STRENGTHS["avatar"]).features(), c.index, str(number)))
    return out


def examined_by(number: int, seed: int) -> Iterator[_Exam]:
    """One of the examiner's people doing each class once, before the examiner's cameras."""
    rules = settings()
    rng = np.random.default_rng((seed, 40, number))
    person = body(rng, rules.bodies, 60_000_000 + number)
    for c in CLASSES:
        low, high = (math.log(v) for v in rules.movement.tempo)
        made = perform_class(
            c.index,
            person=person,
            # The tempo is what three of the classes are about: half the examiner's spread.
            tempo=math.exp(0.5 * float(rng.uniform(low, high))),
            rom=float(rng.uniform(*rules.movement.range)),
            fault_size=float(rng.uniform(min(rules.faults.faulty), max(rules.faults.faulty))),
            seed=int(rng.integers(1_000_000)),
            fps=FILM_FPS,
        )
        camera = camera_for(made.points, rng, rules, Asked())
        yield _Exam(c.index, str(number), made, camera, Noise(rng, float(rng.uniform(*rules.network.level))))


def on_landmarks(made: _Exam) -> Seen:
    """What BlazePose would have said at best, with its measured errors."""
    poses = project_all(made.performance.points, made.camera).poses(made.performance.t)
    return Seen.of(made.performance.t, [made.noise(pose) for pose in poses], made.camera.width, made.camera.height)


def _seen_clip(made: _Exam, seen: Seen) -> Clip:
    key = CLASSES[made.index].key
    q = seen.sequence(f"{made.person}/{key}", CLASSES[made.index].exercise, key, "examiner", made.performance.fps)
    x = plain(q) if q is not None else np.zeros((0, f.WIDTH), np.float32)
    return Clip(x if len(x) else np.zeros((4, f.WIDTH), np.float32), made.index, made.person)


def stacked(clips: list[Clip]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """x (n, _LENGTH, WIDTH), absent points behind a clip's end; y (n,)."""
    x = np.zeros((len(clips), _LENGTH, f.WIDTH), np.float32)
    for row, clip in zip(x, clips, strict=True):
        part_ = clip.x[:_LENGTH]
        row[: len(part_)] = part_
    return x, np.array([c.index for c in clips], np.int64)


def _start(options: Options) -> StreamingNet:
    """The mirror's network fitted to generated movement that holds nothing of the four exercises."""
    out = {NAMES.index(name) for name in _FOUR}
    name = "without_seed_004"
    trial.network(
        options,
        name,
        lambda: trial.everything(options).only(lambda p: p.source == "avatar" and p.label not in out),
        minutes=1.2 * options.minutes,
        begin=None,
    )
    kept = torch.load(options.work.parent / "networks" / f"{name}.state", weights_only=True)
    net = StreamingNet(Shape(f.WIDTH, len(NAMES), kept["mistakes.weight"].shape[0], kept["fine"].shape[0]))
    net.load_state_dict(kept)
    return net


class _Fine(nn.Module):
    """The mirror's body with a classifier of the fine classes; (B, T, WIDTH) -> (B, T/4, classes)."""

    def __init__(self, net: StreamingNet) -> None:
        super().__init__()
        self.net = net
        self.drop = nn.Dropout(0.2)
        self.head = nn.Linear(net.shape.slow, len(CLASSES))

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.head(self.drop(self.net.body(x).transpose(1, 2)))
        return out


def _fitted(start: StreamingNet | None, x: NDArray[np.float32], y: NDArray[np.int64], tuned: str, options: Options) -> _Fine:
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    net = _Fine(start if start is not None else StreamingNet(Shape(f.WIDTH, len(NAMES))))
    there = _there(torch.from_numpy(x))
    if tuned == "last":
        for parameter in net.net.parameters():
            parameter.requires_grad_(False)
        x = _bodies(net.net, x)  # once, as it does not change
    rng = np.random.default_rng((options.seed, 2))
    order, sign = f.mirror_map()
    steps = max(120, min(320, 24 * len(x) // 64))
    optimiser = torch.optim.AdamW([p for p in net.parameters() if p.requires_grad], lr=2e-3, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    fast = torch.ops.mkldnn._is_mkldnn_bf16_supported() and tuned != "last"
    loss_of = nn.CrossEntropyLoss(label_smoothing=0.05)
    for _ in range(steps):
        picks = rng.integers(0, len(x), 64)
        shown = torch.from_numpy(x[picks])
        target = torch.from_numpy(y[picks])
        if tuned == "last":
            logits = net.head(net.drop(shown))
        else:
            net.train()
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=fast):
                logits = net(_seen(shown, rng, order, sign)).float()
        mean = _mean(torch.log_softmax(logits, dim=-1), there[torch.from_numpy(picks)])
        optimiser.zero_grad()
        loss_of(mean, target).backward()
        optimiser.step()
        schedule.step()
    return net.eval()


def _seen(x: Tensor, rng: np.random.Generator, order: NDArray[np.intp], sign: NDArray[np.float32]) -> Tensor:
    """Half of them mirrored, all a little noisy."""
    flipped = torch.from_numpy(rng.random(len(x)) < 0.5)
    x = torch.where(flipped[:, None, None], x[:, :, torch.from_numpy(order)] * torch.from_numpy(sign), x)
    return x + 0.02 * torch.randn_like(x) * (x != 0)


def _bodies(net: StreamingNet, x: NDArray[np.float32]) -> NDArray[np.float32]:
    net.eval()
    with torch.no_grad():
        rows = (net.body(torch.from_numpy(some)).transpose(1, 2).numpy() for some in np.array_split(x, 1 + len(x) // 200))
        return np.concatenate(list(rows))


def _there(x: Tensor) -> Tensor:
    """(B, T, WIDTH) -> (B, T/4) 1 where somebody is there and the network has seen a second of it."""
    there = (x[:, 3::4].abs().sum(dim=2) > 0).float()
    there[:, :4] = 0.0
    return there


def _mean(log_p: Tensor, there: Tensor) -> Tensor:
    """(B, T/4, K) over the outputs of (B, T/4) -> (B, K)."""
    return (log_p * there[..., None]).sum(dim=1) / there.sum(dim=1, keepdim=True).clamp_min(1.0)


def _named(net: _Fine, x: NDArray[np.float32]) -> NDArray[np.int64]:
    out = []
    with torch.no_grad():
        for rows in np.array_split(x, 1 + len(x) // 100):
            shown = torch.from_numpy(rows)
            out.append(_mean(torch.log_softmax(net(shown), dim=-1), _there(shown)).argmax(dim=1).numpy())
    return np.concatenate(out)
