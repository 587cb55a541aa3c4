"""Experiment: one comparison of the report, run on its own, kept as one JSON under `models/weights/results`.

A module of this folder is an experiment when it has `run(options) -> dict`. The dict is what the report reads; long parts are
kept in `options.work` as they are finished, so that an interrupted run goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mirror.errors import WorldError


class ExperimentError(WorldError):
    """An experiment cannot be run, or a result cannot be read."""


@dataclass(frozen=True)
class Options:
    """What every experiment is told.

    Attributes:
        data: a folder in the corpus format. work: folder for finished parts (may be removed at any time).
        filmed: folder of `python -m models.film`, or None: nothing that went through pixels is trained on.
        seed: of everything random. minutes: of fitting one network, by the clock. threads: of one fitting.
    """

    data: Path
    work: Path
    filmed: Path | None = None
    seed: int = 0
    minutes: float = 4.0
    threads: int = 1


Run = Callable[[Options], dict[str, Any]]


def part(options: Options, name: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """A finished part from `options.work`, else made and kept there. Raises ExperimentError for a part that cannot be read."""
    path = options.work / f"{name}.json"
    if path.exists():
        try:
            kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ExperimentError(f"{path} cannot be read ({error}); remove it and run again.") from error
        return kept
    made = make()
    keep(made, path)
    # Through JSON, so that a run that goes on gives what an uninterrupted one gives.
    again: dict[str, Any] = json.loads(json.dumps(made))
    return again


def keep(result: dict[str, Any], path: Path) -> None:
    """Write a result whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_text(json.dumps(result, indent=1, sort_keys=True, allow_nan=False) + "\n", encoding="utf-8")
    draft.replace(path)


def provenance(options: Options, name: str, began: float) -> dict[str, Any]:
    """Where a result comes from: which experiment, which corpus, how long it took."""
    index = options.data / "index.csv"
    return {
        "experiment": name,
        "corpus": hashlib.sha256(index.read_bytes()).hexdigest()[:16] if index.exists() else None,
        "seed": options.seed,
        "minutes_a_network": options.minutes,
        "seconds": round(time.monotonic() - began, 1),
    }
