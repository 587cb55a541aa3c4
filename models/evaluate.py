"""`python -m models.evaluate recognition|counting|scoring|mistakes|streaming --data DIR [--split test|val|all]
[--model NAME|--all] [--json FILE]` and `python -m models.evaluate report [--results DIR] [--out FILE]`, which writes
models/weights/REPORT.md and its pictures."""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from mirror import paths
from mirror.errors import ModelError, WorldError

_TABLES = ("recognition", "counting", "scoring", "mistakes", "streaming")


def _weights(name: str) -> Path:
    return paths.weights() / "recognition" / f"{name}.onnx"


def _names(args: argparse.Namespace) -> list[str]:
    names = sorted(p.stem for p in _weights("x").parent.glob("*.onnx")) if args.all else [args.model]
    for name in names:
        if not _weights(name).exists():
            raise ModelError(f"There is no network {name} in {_weights(name).parent}.")
    return names


def _table(task: str, name: str, args: argparse.Namespace) -> dict[str, Any]:
    """The learning side is imported when it is asked for: the report needs none of it."""
    from mirror.recognition.classifier import Network

    if task == "streaming":
        from models.evaluation.streaming import streaming

        return {"model": name, **streaming(_weights(name))}
    if task == "mistakes":
        return {"model": name, **_mistakes(args.data)}
    if task == "scoring":
        return {"model": name, **_scoring(args.data, args.split)}
    from models.corpus.sequence import Corpus

    if task == "counting":
        from models.evaluation.counting import counting

        return {"model": name, **counting(Corpus(args.data), Network(_weights(name)), args.split)}
    from models.evaluation.recognition import recognition

    return {"model": name, **recognition(Corpus(args.data), Network(_weights(name)), args.split)}


@cache
def _mistakes(data: Path | None) -> dict[str, Any]:
    """The examiner's people on landmarks (through pixels: the experiment), and real ones where there is a corpus. The exercise
    is chosen and the rules judge, so that every network has the same table; it is made once."""
    from models.evaluation.figures import ratio
    from models.evaluation.intervals import bootstrap
    from models.examiner.plans import Counts
    from models.experiments import mistakes, real_mistakes
    from models.experiments.core import Options

    with tempfile.TemporaryDirectory() as work:
        options = Options(data or Path(work), Path(work))
        people = {} if data is None else {"real_people": real_mistakes.run(options)}
        told = mistakes.run(options, Counts(pixel_sizes=()))["landmarks"]
    scores = {name: row["f1"] for name, row in told["per_mistake"].items()}
    interval = bootstrap(list(scores.values()), list(scores), ratio(lambda f1: f1))
    # Each exam is another person's.
    return {"task": "mistakes", "n": told["exams"], "groups": told["exams"], "ci95": {"macro_f1": interval}, **told, **people}


@cache
def _scoring(data: Path, split: Any) -> dict[str, Any]:
    """No network scores, so that every one has the same table; it is made once."""
    from models.evaluation.scoring import scoring

    return scoring(data, split)


def _tell(table: dict[str, Any], out: Any) -> None:
    for key, value in table.items():
        if isinstance(value, dict) and key not in ("ci95", "false_names_on_none"):
            out.write(f"{key}:\n")
            for name, row in list(value.items())[:60]:
                out.write(f"  {name}: {json.dumps(row) if isinstance(row, dict) else row}\n")
        else:
            out.write(f"{key}: {json.dumps(value) if isinstance(value, dict) else value}\n")


def _report(args: argparse.Namespace) -> None:
    from models.evaluation.report import write

    sys.stdout.write(f"{write(args.results or paths.weights() / 'results', args.out or paths.weights() / 'REPORT.md')}\n")


def main(argv: list[str] | None = None) -> int:
    """Exit code 0 fine, 1 the world said no (one sentence), 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m models.evaluate", description=__doc__)
    parser.add_argument("task", choices=(*_TABLES, "report"))
    parser.add_argument("--data", type=Path, help="a folder in the corpus format")
    parser.add_argument("--split", choices=("test", "val", "train", "all"), default="test")
    parser.add_argument("--model", default="streaming", help="a network of models/weights/recognition")
    parser.add_argument("--all", action="store_true", help="every network there")
    parser.add_argument("--json", type=Path, help="write the table here")
    parser.add_argument("--results", type=Path, help="of the report: folder of the experiments' results")
    parser.add_argument("--out", type=Path, help="of the report: where it is written, its pictures in `report` beside it")
    args = parser.parse_args(argv)
    if args.task in ("recognition", "counting", "scoring") and args.data is None:
        parser.error(f"{args.task} needs --data DIR")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    try:
        if args.task == "report":
            _report(args)
            return 0
        tables = {name: _table(args.task, name, args) for name in _names(args)}
        table: dict[str, Any] = {"models": tables} if args.all else tables[args.model]
        if args.json is not None:
            args.json.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    except ImportError as error:
        sys.stderr.write(f"{error.name} is missing: install the extra `train`.\n")
        return 1
    except (WorldError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    _tell(table, sys.stdout)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
