"""`python -m models.train NAME --data DIR [--seed N] [--epochs N] [--minutes M] [--out DIR]`: fits, exports, writes the card."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mirror import paths
from mirror.errors import WorldError

if TYPE_CHECKING:
    from mirror.recognition.classifier import Network
    from models.corpus.sequence import Corpus
    from models.training.streaming import Plan, Trained

PUBLISHED = ("stacked_lstm", "transformer", "conv_bilstm", "st_gcn", "ms_g3d")
"""The zoo's names, written out so that a wrong name is told without torch."""

LIMITS = [
    'An exercise with the evidence "simulated only" was learned from the avatar; no real person was tested.',
    "Any movement that is not in the catalogue should come out as none; some will not (unknown_classes in the evaluation).",
    "hammer_curl is not told apart from bicep_curl: the turn of the hand does not show in the joints that the network sees.",
    "lat_pulldown is not told apart from a seated shoulder_press: neither bar nor cable is seen.",
    "shoulder_press, front_raise and sit_up: few real people with landmarks of a pose network; generated motion and two-"
    "dimensional side views carry them.",
    "Fitted to level, uncalibrated cameras with up to about 15 degrees of error in pitch; straight from above or below is not.",
    "One person, mostly adults, mostly able-bodied; no wheelchair users among the recordings.",
    "RepCount's and other scaled or flat poses were made metric by estimates from mean bone lengths (models/corpus/lift.py).",
]


def main(argv: list[str] | None = None) -> int:
    """Exit code 0 fine, 1 the world said no (one sentence), 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m models.train", description=__doc__)
    parser.add_argument("name", choices=("streaming", *PUBLISHED))
    parser.add_argument("--data", type=Path, required=True, help="a folder in the corpus format")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=120)
    parser.add_argument("--steps", type=int, default=50, help="batches in an epoch")
    parser.add_argument("--minutes", type=float, default=14.0, help="stop after this long in any case")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--avatar", type=int, default=4500, help="generated performances (0: recordings only)")
    parser.add_argument("--filmed", type=Path, default=None, help="folder of `python -m models.film`")
    parser.add_argument("--clear", action="store_true", help="only recordings with a clear licence, and the avatar")
    parser.add_argument("--begin", type=Path, default=None, help="a checkpoint whose network is gone on from with this plan")
    parser.add_argument("--checkpoint", type=Path, default=None, help="a file to keep the state in and to go on from")
    parser.add_argument("--out", type=Path, default=None, help="folder for the ONNX and its card (the program's own)")
    parser.add_argument("--test", action="store_true", help="also put the test split's figures into the card (once, at the end)")
    parser.add_argument("--settings", choices=("published", "ours"), default="published", help="of a published network")
    args = parser.parse_args(argv)
    try:
        import onnx  # noqa: F401
        import torch  # noqa: F401
    except ImportError:
        sys.stderr.write("Training needs torch and onnx: install the extra `train`.\n")
        return 1
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    try:
        return _published(args) if args.name in PUBLISHED else _streaming(args)
    except (WorldError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _published(args: argparse.Namespace) -> int:
    """A network of the zoo: weights as torch keeps them and a JSON of what is known, in --out (the current folder)."""
    from models.experiments.core import Options, keep
    from models.experiments.zoo import train

    out = args.out or Path()
    options = Options(args.data, out, seed=args.seed, minutes=args.minutes, threads=args.threads)
    row = train(options, args.name, args.settings, avatar=args.avatar, test=args.test)
    target = (out / row["file"]).with_suffix(".json")
    keep(row, target)
    sys.stdout.write(f"{target}\n")
    return 0


def _streaming(args: argparse.Namespace) -> int:
    from rich.progress import Progress

    from models.corpus.filmed import read
    from models.corpus.sequence import Corpus
    from models.training.stock import CLEAR, stock, unseen
    from models.training.streaming import Plan, fit, validation

    corpus = Corpus(args.data)
    plan = Plan(
        seed=args.seed, epochs=args.epochs, steps=args.steps, minutes=args.minutes, threads=args.threads, avatar=args.avatar
    )
    rows = corpus.select("train", CLEAR if args.clear else None)
    filmed = read(args.filmed) if args.filmed is not None else []
    prepared = stock((corpus.read(r) for r in rows), avatar=plan.avatar, seed=plan.seed, filmed=filmed)
    held = validation(corpus.read(r) for r in corpus.select("val")) + unseen(min(plan.avatar, 300), plan.seed)
    with Progress(disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("fitting", total=1.0)
        trained = fit(
            prepared.pieces,
            prepared.labels,
            plan,
            held=held,
            begin=_weights(args.begin) if args.begin is not None else None,
            checkpoint=args.checkpoint,
            told=lambda share, _: bar.update(task, completed=share),
        )
    out = (args.out or paths.weights() / "recognition") / "streaming.onnx"
    first = None if args.begin is None else _checkpoint(args.begin)["plan"]
    publish(trained, corpus, out, plan, recorded=len(rows), filmed=len(filmed), clear=args.clear, test=args.test, first=first)
    sys.stdout.write(f"{out}\n")
    return 0


def publish(
    trained: Trained,
    corpus: Corpus,
    out: Path,
    plan: Plan,
    *,
    recorded: int,
    filmed: int = 0,
    clear: bool = False,
    test: bool,
    first: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Calibrate, export, judge with the mirror's own code, write the card. `first`: plan of the fitting that was gone on from."""
    from dataclasses import asdict

    from mirror.recognition.classifier import Network
    from models.corpus.pieces import NAMES
    from models.evaluation.recognition import recognition
    from models.export import card as cards
    from models.export.streaming import write
    from models.training.calibrate import calibrate, lower
    from models.training.likeness import measured
    from models.training.quiet import threshold_for
    from models.training.stock import unseen
    from models.training.streaming import simulated, validation

    held = validation(corpus.read(r) for r in corpus.select("val"))
    temperature, threshold = calibrate(trained.net, held, NAMES)
    less = lower(trained.net, unseen(300, plan.seed), NAMES, simulated())
    threshold = threshold_for(trained.net, temperature, threshold, plan.seed)
    write(trained.net, out, {"names": ",".join(NAMES)})
    told: dict[str, Any] = {
        "data": [
            f"train: {recorded} recorded sequences (training split of the corpus, whole people or scenes"
            f"{', sources with a clear licence only' if clear else ''}) and "
            f"{plan.avatar} generated performances of the avatar, and {filmed} more read from rendered pixels by BlazePose",
            "generated people that training did not see helped val to choose the epoch; an hour of others' everyday life raised "
            "the threshold that val had chosen, 0.65 at most, towards hardly a name in that hour",
            f'the logits of exercises with the evidence "simulated only" are lowered by {less}, as much as costs them a fiftieth '
            "of their outputs on generated people that no fitting saw",
            "pieces by class and source: " + ", ".join(f"{k} {v}" for k, v in sorted(trained.pieces.items())),
        ],
        "split": "by whole person or scene as the corpus' index gives it; everything was chosen on val; "
        + ("the test figures were taken after the fitting" if test else "test has not been run"),
        "limits": LIMITS,
        "plan": asdict(plan),
        "best": max(trained.history, key=lambda h: h.get("score", -1.0)) if trained.history else {},
    }
    if first is not None:
        told["data"].append(
            f"a second fitting: it went on from one of {first['minutes']:g} minutes with seed {first['seed']} and "
            f"{first['avatar']} generated performances"
        )
    card = cards.streaming_card(
        trained.net,
        out,
        NAMES,
        temperature=temperature,
        threshold=threshold,
        mistakes=trained.mistakes,
        likeness=measured(trained.net, plan.seed),
        licence=cards.CLEAR if clear else cards.RESEARCH,
        **told,
    )
    cards.write(card, out)
    card["told_as"] = told_as(Network(out))
    cards.write(card, out)
    figures = {}
    for split in ("val", "test") if test else ("val",):
        table = recognition(corpus, Network(out), split)
        table["skipped"] = len(table["skipped"])
        figures[split] = table
    card["figures"] = figures
    cards.write(card, out)
    return card


def _weights(path: Path) -> dict[str, Any]:
    """The network of a checkpoint. Raises OSError where there is none."""
    kept = _checkpoint(path)
    weights: dict[str, Any] = kept["best_state"] or kept["mean"]
    return weights


def _checkpoint(path: Path) -> dict[str, Any]:
    import torch

    kept: dict[str, Any] = torch.load(path, weights_only=True)
    return kept


def told_as(network: Network) -> dict[str, str]:
    """The exercises of the catalogue that the network has no class for, as far as they cannot be told from one of its own."""
    from mirror.avatar.prototypes import taken_for
    from models.corpus.pieces import UNTOLD
    from models.training.streaming import catalogue

    missing = [e for n, e in catalogue().items() if n not in network.card.names and e.motion is not None]
    others = [e for e in missing if e.name not in UNTOLD]
    taken = {e.name: taken_for(network, e) for e in others}
    return {**UNTOLD, **{name: of for name, of in taken.items() if of is not None}}


if __name__ == "__main__":
    raise SystemExit(main())
