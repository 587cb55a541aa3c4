"""Mistakes of real people: right or wrong over ten movements (UI-PRMD), and the tables of the sources without a bar."""

from __future__ import annotations

from typing import Any

from models.corpus.sequence import Corpus
from models.evaluation.mistakes import real_people
from models.experiments.core import Options, part


def run(options: Options) -> dict[str, Any]:
    """See `models.evaluation.mistakes`."""
    return part(options, "real_people", lambda: real_people(Corpus(options.data)))
