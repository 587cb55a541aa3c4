"""`python -m models.evaluate recognition|streaming --data DIR [--split test|val|all] [--model NAME|--all] [--json FILE]`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from mirror import paths
from mirror.errors import WorldError
from models.corpus.sequence import Corpus
from models.evaluation.recognition import recognition
from models.evaluation.streaming import streaming

_LATER = ("counting", "scoring", "mistakes")


def _weights(name: str) -> Path:
    return paths.weights() / "recognition" / f"{name}.onnx"


def _table(task: str, name: str, args: argparse.Namespace) -> dict[str, Any]:
    from mirror.recognition.classifier import Network

    if task == "streaming":
        return {"model": name, **streaming(_weights(name))}
    return {"model": name, **recognition(Corpus(args.data), Network(_weights(name)), args.split)}


def _tell(table: dict[str, Any], out: Any) -> None:
    for key, value in table.items():
        if isinstance(value, dict) and key not in ("ci95", "false_names_on_none"):
            out.write(f"{key}:\n")
            for name, row in list(value.items())[:60]:
                out.write(f"  {name}: {json.dumps(row) if isinstance(row, dict) else row}\n")
        else:
            out.write(f"{key}: {json.dumps(value) if isinstance(value, dict) else value}\n")


def main(argv: list[str] | None = None) -> int:
    """Exit code 0 fine, 1 the world said no (one sentence), 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m models.evaluate", description=__doc__)
    parser.add_argument("task", choices=("recognition", "streaming", *_LATER))
    parser.add_argument("--data", type=Path, help="a folder in the corpus format")
    parser.add_argument("--split", choices=("test", "val", "train", "all"), default="test")
    parser.add_argument("--model", default="streaming", help="a network of models/weights/recognition")
    parser.add_argument("--all", action="store_true", help="every network there")
    parser.add_argument("--json", type=Path, help="write the table here")
    args = parser.parse_args(argv)
    if args.task in _LATER:
        sys.stderr.write(f"models.evaluate cannot judge {args.task} yet; it knows recognition and streaming.\n")
        return 2
    if args.task == "recognition" and args.data is None:
        parser.error("recognition needs --data DIR")
    try:
        if args.all:
            names = sorted(p.stem for p in _weights("x").parent.glob("*.onnx"))
            table: dict[str, Any] = {"models": {name: _table(args.task, name, args) for name in names}}
        else:
            table = _table(args.task, args.model, args)
        if args.json is not None:
            args.json.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    except (WorldError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    _tell(table, sys.stdout)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
