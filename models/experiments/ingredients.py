"""What the network is made of: generated movement alone, recordings alone, both; and both with clearly licensed recordings only.

The same plan, the same validation people, the fixed split; the test people are judged once by each and choose nothing. Both and
clear tune the network that generated movement alone has made; recordings alone get as long as that one had.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mirror.recognition.classifier import Network
from models.corpus.pieces import GENERATED, NAMES, usable
from models.corpus.sequence import Sequence
from models.experiments.core import Options, part
from models.training import trial
from models.training.stock import CLEAR, Stock

MIXES: dict[str, Callable[[str], bool]] = {
    "generated": lambda source: source in GENERATED,
    "real": lambda source: source not in GENERATED,
    "both": lambda source: True,
    "clear": lambda source: source in GENERATED or source in CLEAR,
}
"""Which sources a network may learn from."""


def run(options: Options) -> dict[str, Any]:
    """rows: trained_on, val, test, landmarks, judged."""
    return {"rows": [row(options, mix) for mix in MIXES if mix != "clear"]}


def row(options: Options, mix: str) -> dict[str, Any]:
    """The figures of one mix on val and test."""
    made = part(options, mix, lambda: _judge(network(options, mix), options))
    return {"trained_on": mix, **made}


def network(options: Options, mix: str) -> Network:
    """The network of a mix, fitted where it is not there yet."""
    if mix == "generated":
        return Network(trial.generated(options))
    # Recordings alone get the time that generated movement alone has.
    alone = mix == "real"
    return trial.network(
        options,
        mix,
        lambda: _stock(options, mix),
        judged_on=trial.held(options),
        minutes=(2.0 if alone else 1.0) * options.minutes,
        begin=None if alone else trial.GENERATED_NET,
    )


def _stock(options: Options, mix: str) -> Stock:
    return trial.everything(options).only(lambda piece: MIXES[mix](piece.source))


def _judge(net: Network, options: Options) -> dict[str, Any]:
    tables: dict[str, Any] = {}
    for split in ("val", "test"):
        rows = trial.judged(net, known(options, split))
        tables[split] = trial.figures(rows, split)
        tables["judged"] = [r.row() for r in rows]
    tables["landmarks"] = tables["test"].pop("landmarks")
    return tables


def known(options: Options, split: str) -> list[Sequence]:
    """The sequences of a split that have a class of ours."""
    source = trial.corpus(options.data)
    read = (source.read(r) for r in source.select(split))  # type: ignore[arg-type]
    return [q for q in read if q.exercise in NAMES and usable(q)]
