"""What there is to learn from and to be judged on: sequences and people or scenes, by split, source and class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from models.corpus.sequence import Corpus, our_name
from models.experiments.core import Options

SPLITS = ("train", "val", "test")


def run(options: Options) -> dict[str, Any]:
    """Counts from the index alone. Raises CorpusError where the folder is no corpus.

    A row is "landmarks" where its metres are our own pose network's: image and world landmarks, 7 channels.
    """
    rows = Corpus(options.data).rows
    for row in rows:
        row["name"] = our_name(row["exercise"], row["source"])
        row["kind"] = "landmarks" if len(row["dims"].split(",")) >= 7 else "other"
    everything = _table(rows, "name")
    video = _table((r for r in rows if r["kind"] == "landmarks"), "name")
    for name, told in everything.items():
        told["landmarks"] = video.get(name, {"n": 0, "groups": 0})
    return {
        "sequences": len(rows),
        "groups": _groups(rows),
        "splits": _splits(rows),
        "landmarks": _splits([r for r in rows if r["kind"] == "landmarks"]),
        "by_source": _table(rows, "source"),
        "by_class": everything,
    }


def _splits(rows: list[dict[str, str]]) -> dict[str, dict[str, int]]:
    parts = {s: [r for r in rows if r["split"] == s] for s in SPLITS}
    return {s: {"n": len(part), "groups": _groups(part)} for s, part in parts.items()}


def _groups(rows: Iterable[dict[str, str]]) -> int:
    return len({r["subject"] for r in rows})


def _table(rows: Iterable[dict[str, str]], key: str) -> dict[str, dict[str, Any]]:
    """value of `key` -> n and groups over all splits, and n of each split; the licence where the key is the source."""
    by: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        by[row[key]].append(row)
    out = {}
    for name, part in sorted(by.items()):
        out[name] = {"n": len(part), "groups": _groups(part)}
        out[name] |= {s: sum(r["split"] == s for r in part) for s in SPLITS}
        if key == "source":
            out[name]["licence"] = "; ".join(sorted({r.get("licence") or "unstated" for r in part}))
            out[name]["layout"] = "; ".join(sorted({r["layout"] for r in part}))
    return out
