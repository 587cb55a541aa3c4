"""Experiment: every pose-based system of the seeds beside the mirror's network, on the same people, by the same judge.

Each network is fitted twice (as its paper says; with our settings), each time within the same processor time, after it has shown
that it can learn fifty recordings by heart. The validation people choose checkpoint, temperature and threshold; the test people
are judged once, at the end. The mirror's row is the shipped network.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from collections.abc import Sequence as Many
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from mirror import paths
from mirror.recognition.classifier import Network
from models.corpus.generate import generate
from models.corpus.pieces import NAMES
from models.corpus.sequence import Corpus, Sequence, Split
from models.corpus.windows import Material, View, held_ends, materials, window
from models.evaluation import figures
from models.evaluation.intervals import paired_bootstrap
from models.evaluation.recognition import Judged, judge, table
from models.evaluation.streaming import macs_per_second
from models.evaluation.windowed import Windowed, judge_windowed
from models.experiments.core import Options, part
from models.training.calibrate import chosen
from models.training.trial import AVATAR, filmed
from models.training.zoo import SYSTEMS, Fit, Fitted, Held, Kind, System, logits_of, mmacs_per_second, overfits

log = logging.getLogger(__name__)

KINDS: tuple[Kind, ...] = ("published", "ours")
_BY_HEART = 50
_MUST = 0.95
_CHECKED = 3
"""Windows of a validation recording at which a checkpoint is judged."""


LONGER = 8.0
"""So many times the others' processor time the nearest rival gets in a row of its own."""


@dataclass
class Shelf:
    """What the fittings share, made when it is first asked for and kept for one kind of settings at a time."""

    options: Options
    corpus: Corpus
    avatar: int
    systems: Many[str] = tuple(SYSTEMS)
    test: bool = True
    kind: Kind | None = None
    train: dict[View, list[Material]] = field(default_factory=dict)
    held: dict[View, list[Material]] = field(default_factory=dict)
    splits: dict[Split, list[Sequence]] = field(default_factory=dict)

    def stock(self, kind: Kind) -> None:
        """Prepare every form that the systems want with these settings."""
        if self.kind == kind:
            return
        self.train = {}
        seed = self.options.seed
        views: list[View] = sorted({SYSTEMS[name].settings[kind].view for name in self.systems})
        rows = [self.corpus.read(r) for r in self.corpus.select("train")]
        rows += [*generate(self.avatar, seed), *filmed(self.options)]
        self.train = materials(rows, views, np.random.default_rng((seed, 2)), varied=kind == "ours")
        held = [q for q in self.sequences("val") if q.exercise in NAMES]
        self.held = materials(held, views, np.random.default_rng((seed, 3)), varied=False)
        self.kind = kind
        log.info("%s: %d variants of %d recordings", kind, len(self.train[views[0]]), len(rows))

    def sequences(self, split: Split) -> list[Sequence]:
        if split not in self.splits:
            self.splits[split] = [self.corpus.read(r) for r in self.corpus.select(split)]
        return self.splits[split]


def run(options: Options, *, avatar: int = AVATAR, systems: Many[str] = tuple(SYSTEMS)) -> dict[str, Any]:
    """The comparison; `avatar`: generated performances to learn from, as many as the mirror's network gets in a comparison."""
    torch.set_num_threads(options.threads)
    shelf = Shelf(options, Corpus(options.data), avatar, systems)
    stamp = _stamp(shelf)
    rows = [
        part(options, f"{name}-{kind}-{stamp}", _maker(shelf, SYSTEMS[name], kind, stamp)) for kind in KINDS for name in systems
    ]
    nearest = max((r for r in rows if r["trained"]), key=lambda r: r["val_macro_f1"] or 0.0, default=None)
    if nearest is not None:
        rows.append(_longer(shelf, nearest))
    mirror = _mirror(shelf)
    return {
        "split": "test",
        "classes": list(NAMES),
        "generated": shelf.avatar,
        "minutes": options.minutes,
        "rows": [*rows, mirror],
        "paired": [_paired(mirror, row) for row in rows if row["trained"]],
        "budget_cpu_hours": round(sum(row["fit_minutes"] for row in rows) / 60.0, 3),
    }


def _longer(shelf: Shelf, nearest: dict[str, Any]) -> dict[str, Any]:
    """The system that is best on the validation people once more, with `LONGER` times the processor time: the mirror's network
    was fitted for longer than the zoo's, and the nearest rival shall not lose for want of that."""
    options = replace(shelf.options, minutes=LONGER * shelf.options.minutes)
    long = Shelf(options, shelf.corpus, shelf.avatar, (nearest["model"],), shelf.test)
    kind, stamp = nearest["settings"], _stamp(long)
    row = part(options, f"{nearest['model']}-{kind}-{stamp}", _maker(long, SYSTEMS[nearest["model"]], kind, stamp))
    notes = "; ".join(note for note in (row["notes"], f"{LONGER:g} times the others' processor time") if note)
    return {**row, "settings": f"{kind}, longer", "notes": notes}


def train(options: Options, name: str, kind: Kind, *, avatar: int, test: bool) -> dict[str, Any]:
    """Fit one system on its own; its weights are kept in `options.work` as NAME-KIND-STAMP.pt, its row is returned."""
    torch.set_num_threads(options.threads)
    shelf = Shelf(options, Corpus(options.data), avatar, (name,), test)
    stamp = _stamp(shelf)
    row = _maker(shelf, SYSTEMS[name], kind, stamp)()
    told = {k: v for k, v in row.items() if k != "judged"}
    return {"file": f"{name}-{kind}-{stamp}.pt", "classes": list(NAMES), **told}


def _stamp(shelf: Shelf) -> str:
    """Which run a finished part belongs to: parts of other classes, budgets or amounts are not taken for it."""
    options = shelf.options
    return hashlib.sha256(repr((NAMES, options.minutes, options.seed, shelf.avatar, bool(options.filmed))).encode()).hexdigest()[
        :8
    ]


def _maker(shelf: Shelf, system: System, kind: Kind, stamp: str) -> Callable[[], dict[str, Any]]:
    def make() -> dict[str, Any]:
        shelf.stock(kind)
        return _row(shelf, system, kind, stamp)

    return make


def _row(shelf: Shelf, system: System, kind: Kind, stamp: str) -> dict[str, Any]:
    options, settings = shelf.options, system.settings[kind]
    log.info("%s, %s", system.name, kind)
    x, y = by_heart(shelf.train[settings.view], settings.points, settings.pad, options.seed)
    limit = 30.0 * options.minutes * settings.effort
    learned, took = overfits(system, kind, x, y, len(NAMES), seconds=limit, seed=options.seed, wanted=_MUST)
    log.info("%d recordings by heart: %.2f in %.0f s", _BY_HEART, learned, took)
    net = system.build(len(NAMES), settings)
    row: dict[str, Any] = {
        "model": system.name,
        "seed": system.seed,
        "settings": kind,
        "source": system.source,
        "notes": settings.notes,
        "width": settings.width,
        "parameters": sum(p.numel() for p in net.parameters()),
        "mmacs_per_s": round(mmacs_per_second(net, settings), 2),
        "overfit50": learned,
        "overfit_seconds": took,
        "trained": learned >= _MUST,
        "trials": len(KINDS),
        "fit_minutes": 0.0,
    }
    if learned < _MUST:
        row["why"] = f"{learned:.2f} of {_BY_HEART} recordings learned by heart in {took:.0f} s of processor time"
        return row
    checkpoint = options.work / f"{system.name}-{kind}-{stamp}.pt"
    fit = Fit(
        system,
        kind,
        shelf.train[settings.view],
        len(NAMES),
        minutes=options.minutes,
        seed=options.seed,
        checkpoint=checkpoint,
    )
    fitted = fit.run(held_windows(shelf.held[settings.view], settings.points, settings.pad))
    row |= {
        "fit_minutes": round(fitted.seconds / 60.0, 2),
        "steps": fitted.steps,
        "epochs": round(fitted.epochs, 1),
        "history": fitted.history,
    }
    return row | judged_row(shelf, windowed(system, kind, fitted, shelf.held[settings.view]))


def by_heart(rows: Many[Material], points: int, pad: Any, seed: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Fifty windows, the classes in turn, each the end of a recording's movement."""
    rng = np.random.default_rng((seed, 4))
    by_class: dict[int, list[Material]] = {}
    for i in rng.permutation(len(rows)):
        by_class.setdefault(rows[int(i)].label, []).append(rows[int(i)])
    picked: list[Material] = []
    labels = sorted(by_class)
    for k in range(_BY_HEART):
        pool = by_class[labels[k % len(labels)]]
        picked.append(pool[(k // len(labels)) % len(pool)])
    x = np.stack([window(r.x, r.moving[1], points, pad) for r in picked])
    return x, np.array([r.label for r in picked], np.int64)


def held_windows(rows: Many[Material], points: int, pad: Any) -> Held:
    """The validation people's recordings at a few moments each."""
    cut = [(window(r.x, end, points, pad), r.label) for r in rows for end in held_ends(r, _CHECKED)]
    return Held(np.stack([x for x, _ in cut]), np.array([y for _, y in cut], np.int64))


def windowed(system: System, kind: Kind, fitted: Fitted, rows: Many[Material]) -> Windowed:
    """The network as it would be used: with a temperature and a threshold from the validation people."""
    settings = system.settings[kind]
    points = settings.run_points or settings.points
    # A transformer's frames are spread over the window that it was trained on.
    held = held_windows(rows, points, settings.pad)
    temperature, threshold = chosen(logits_of(fitted.net, held.windows, settings), held.labels, NAMES)

    def answers(windows: NDArray[np.float32]) -> NDArray[np.float32]:
        return logits_of(fitted.net, windows, settings)

    return Windowed(answers, NAMES, settings.view, points, settings.pad, temperature, threshold)


def judged_row(shelf: Shelf, network: Windowed) -> dict[str, Any]:
    """What a row says of the validation and the test people."""
    return {
        "temperature": round(network.temperature, 3),
        "threshold": round(network.threshold, 3),
        **_figures(shelf, lambda q: judge_windowed(network, q), network.names),
    }


def _figures(shelf: Shelf, told: Callable[[Sequence], Judged | None], names: tuple[str, ...]) -> dict[str, Any]:
    def judged(split: Split) -> list[Judged]:
        out = (told(q) for q in shelf.sequences(split) if q.exercise in names)
        return [j for j in out if j is not None]

    val = judged("val")
    out: dict[str, Any] = {"val_macro_f1": round(figures.MACRO_F1(val), 4) if val else None}
    if not shelf.test:
        return out
    test = judged("test")
    full = table(test, {}, {}, names, "test")
    seen = full["landmarks"]
    return {
        **out,
        "test": {
            "n": full["n"],
            "groups": full["groups"],
            "macro_f1": full["macro_f1"],
            "ci95": full["ci95"]["macro_f1"],
            "accuracy": full["accuracy"],
            "seconds_to_name": full["seconds_to_name"],
            "landmarks_n": seen["n"],
            "landmarks_groups": seen["groups"],
            "landmarks_macro_f1": seen["macro_f1"],
            "landmarks_ci95": seen["ci95"]["macro_f1"],
            "landmarks_accuracy": seen["accuracy"],
            "landmarks_seconds_to_name": seen["seconds_to_name"],
        },
        "judged": [{**j.row(), "frame": j.frame} for j in test],
    }


def _mirror(shelf: Shelf) -> dict[str, Any]:
    """The shipped network, never kept as a finished part: it changes when another one is shipped."""
    path = paths.weights() / "recognition" / "streaming.onnx"
    network = Network(path)
    row = {
        "model": "mirror",
        "seed": "mirror",
        "settings": "ours",
        "source": "Bai, Kolter and Koltun (2018), section 3, with two strides of 2; models/architectures/streaming.py",
        "notes": "the shipped weights; keeps its state between calls, so that nothing is computed twice",
        "width": 1.0,
        "parameters": _onnx_parameters(path),
        "mmacs_per_s": round(macs_per_second(path) / 1e6, 2),
        "classes": list(network.card.names),
        "sha256": network.card.sha256,
        "trained": True,
        "trials": len(KINDS),
        "fit_minutes": json.loads(path.with_suffix(".json").read_text(encoding="utf-8")).get("plan", {}).get("minutes"),
    }
    return row | _figures(shelf, lambda q: judge(network, q), network.card.names)


def _onnx_parameters(path: Any) -> int:
    import onnx

    return int(sum(np.prod(w.dims) for w in onnx.load(str(path)).graph.initializer))


def _paired(mirror: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    """The mirror against a row, over the sequences that both were asked about."""
    both = {j["id"]: j for j in row["judged"]}
    pairs = [(j, both[j["id"]]) for j in mirror["judged"] if j["id"] in both]
    out = {"model": row["model"], "settings": row["settings"], "figure": "macro_f1", "n": len(pairs)}
    told = paired_bootstrap([a for a, _ in pairs], [b for _, b in pairs], [a["group"] for a, _ in pairs], figures.MACRO_F1)
    seen = [(a, b) for a, b in pairs if a["frame"] == "landmarks"]
    alone = paired_bootstrap([a for a, _ in seen], [b for _, b in seen], [a["group"] for a, _ in seen], figures.MACRO_F1)
    return {**out, **told, "landmarks": {"n": len(seen), **alone}}
