"""Trial: one network fitted for a comparison, kept as it would be delivered, and judged by the mirror's own code."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import torch

from mirror.recognition.classifier import Network
from models.corpus.filmed import read
from models.corpus.pieces import GENERATED, NAMES
from models.corpus.sequence import Corpus, Sequence
from models.evaluation.recognition import Judged, judge, table
from models.experiments.core import Options
from models.export import card as cards
from models.export.streaming import write
from models.training.calibrate import calibrate, lower
from models.training.likeness import measured
from models.training.stock import Stock, stock, unseen
from models.training.streaming import Held, Plan, Trained, fit, simulated, validation

log = logging.getLogger(__name__)

AVATAR = 3500
"""Generated performances in a comparison's stock."""
GENERATED_NET = "generated"
"""Name of the network that generated movement alone has made."""
IDEAS = 40
"""Movements without a name that the likeness of a prototype is measured on."""
_THRESHOLD = 0.5
"""Of the Namer, where no validation people chose one."""


@cache
def corpus(folder: Path) -> Corpus:
    """The corpus, read once a process."""
    return Corpus(folder)


def filmed(options: Options) -> list[Sequence]:
    """What was filmed for training, nothing where no folder was given."""
    return read(options.filmed) if options.filmed is not None else []


def everything(options: Options) -> Stock:
    """The whole training split, the avatar's performances and the filmed ones."""
    return _everything(options.data, options.filmed, options.seed)


@cache
def _everything(data: Path, films: Path | None, seed: int) -> Stock:
    source = corpus(data)
    recorded = (source.read(r) for r in source.select("train"))
    return stock(recorded, avatar=AVATAR, seed=seed, filmed=read(films) if films is not None else [])


def held(options: Options) -> Held:
    """The validation people."""
    return _held(options.data)


@cache
def _held(data: Path) -> Held:
    source = corpus(data)
    return validation(source.read(r) for r in source.select("val"))


def network(
    options: Options,
    name: str,
    prepare: Callable[[], Stock],
    *,
    judged_on: Held | None = None,
    prototypes: bool = False,
    minutes: float | None = None,
    begin: str | None = GENERATED_NET,
) -> Network:
    """The network `name` of this run, fitted if it is not there yet; an interrupted fitting goes on.

    `judged_on`: validation people who choose the epoch, the temperature and the threshold; without them the last epoch, 1 and
    0.5 stand. `prototypes`: also measure how like a prototype an embedding must be (it takes half a minute). `minutes`: other
    than the options' own. `begin`: another network of this run to start from, None: from nothing; if nothing else is said, the
    one that was fitted to generated movement alone, which all comparisons of a work folder share.
    """
    folder = options.work.parent / "networks"
    target = folder / f"{name}.onnx"
    if target.exists() and target.with_suffix(".json").exists():
        return Network(target)
    if begin == GENERATED_NET:
        generated(options)
    weights = None if begin is None else _weights(folder / f"{begin}.onnx")
    prepared = prepare()
    plan = Plan(seed=options.seed, minutes=minutes or options.minutes, threads=options.threads, avatar=AVATAR)
    log.info("fitting %s to %d pieces", name, len(prepared.pieces))
    kept = folder / f"{name}.pt"
    trained = fit(prepared.pieces, prepared.labels, plan, held=judged_on, begin=weights, checkpoint=kept)
    _deliver(trained, target, plan, judged_on, prototypes)
    torch.save(trained.net.state_dict(), target.with_suffix(".state"))
    kept.unlink(missing_ok=True)
    return Network(target)


def generated(options: Options) -> Path:
    """The network that only generated movement was shown to, fitted for twice as long as the others; what they start from."""
    network(
        options,
        GENERATED_NET,
        lambda: everything(options).only(lambda piece: piece.source in GENERATED),
        judged_on=held(options),
        minutes=2.0 * options.minutes,
        begin=None,
    )
    return options.work.parent / "networks" / f"{GENERATED_NET}.onnx"


@cache
def _strangers(seed: int) -> Held:
    """Generated people that no fitting sees."""
    return unseen(300, seed)


def _weights(path: Path) -> dict[str, torch.Tensor]:
    kept: dict[str, torch.Tensor] = torch.load(path.with_suffix(".state"), weights_only=True)
    return kept


def _deliver(trained: Trained, target: Path, plan: Plan, judged_on: Held | None, prototypes: bool) -> None:
    temperature, threshold = calibrate(trained.net, judged_on, NAMES) if judged_on else (1.0, _THRESHOLD)
    lower(trained.net, _strangers(plan.seed), NAMES, simulated())
    likeness = measured(trained.net, plan.seed, IDEAS) if prototypes else (0.9, 0.02)
    write(trained.net, target, {"names": ",".join(NAMES)})
    card = cards.streaming_card(
        trained.net,
        target,
        NAMES,
        temperature=temperature,
        threshold=threshold,
        mistakes=trained.mistakes,
        likeness=likeness,
    )
    cards.write(card, target)


def judged(net: Network, sequences: Iterable[Sequence]) -> list[Judged]:
    """Each sequence that can be judged and whose class the network knows, as the mirror sees it."""
    rows = (judge(net, q) for q in sequences if q.exercise in net.card.names)
    return [r for r in rows if r is not None]


def figures(rows: list[Judged], split: str) -> dict[str, Any]:
    """The table of `models.evaluate recognition` over these, without what only the whole corpus can tell."""
    full = table(rows, {}, {}, NAMES, split)
    for key in ("skipped", "unknown_classes", "task", "reliability", "per_source"):
        full.pop(key, None)
    return full
