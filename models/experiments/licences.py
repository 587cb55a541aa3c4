"""What may be shipped: trained on clearly licensed recordings and the avatar alone, and on everything.

The first ships if it is within 0.03 macro-F1 of the second on the validation people; the test people only tell.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from models.corpus.pieces import GENERATED
from models.experiments import ingredients
from models.experiments.core import Options
from models.training import trial
from models.training.stock import CLEAR

MARGIN = 0.03


def run(options: Options) -> dict[str, Any]:
    """rows: data, sources, val, test, landmarks; shipped; margin."""
    beside = replace(options, work=options.work.parent / "ingredients")
    sources = {r["source"] for r in trial.corpus(options.data).select("train")} | GENERATED
    rows = []
    for mix, data in (("clear", "clear"), ("both", "everything")):
        figures = ingredients.row(beside, mix)
        figures.pop("judged")
        figures.pop("trained_on")
        rows.append({"data": data, "sources": sorted(s for s in sources if mix == "both" or s in CLEAR | GENERATED), **figures})
    clear, every = (r["val"]["macro_f1"] for r in rows)
    shipped = "clear" if every - clear <= MARGIN else "everything"
    return {"rows": rows, "margin": MARGIN, "difference": round(every - clear, 4), "shipped": shipped}
