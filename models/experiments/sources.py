"""Does the network learn the source for the class? Leave one source out, and a probe that tries to tell the source.

A source's recordings are judged by a network that never saw any of that source; beside it, on the same sequences (those of val
and test), the network that trained with the source's train split.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

from models.corpus.augment import plain
from models.corpus.pieces import NAMES, usable
from models.corpus.sequence import Sequence
from models.evaluation.figures import ACCURACY, MACRO_F1
from models.evaluation.intervals import bootstrap
from models.evaluation.probe import probe, summary
from models.evaluation.recognition import Judged
from models.experiments import ingredients
from models.experiments.core import Options, part
from models.training import trial

LEFT_OUT: dict[str, tuple[str, ...]] = {
    "pushfit": ("pushfit",),
    "deadlift_bichraix": ("deadlift_bichraix",),
    "workouttracker": ("workouttracker",),
    "repcount": ("repcount",),
    "ui_prmd": ("ui_prmd_kinect", "ui_prmd_vicon"),
}
"""Sources whose classes others show too; the two recordings of the same UI-PRMD people go together."""
_AT_MOST = 160
"""Sequences judged of a source and class: UI-PRMD has thousands of repetitions of ten people."""
_SHARED = ("squat", "push_up", "jumping_jack", "pull_up", "lunge", "deadlift", "bicep_curl")


def run(options: Options) -> dict[str, Any]:
    """rows (left_out, n, groups, accuracy, ci95, macro_f1, with, by_class) and probe (by class and over all)."""
    rows = [part(options, f"without_{name}", lambda name=name: _left_out(options, name)) for name in LEFT_OUT]  # type: ignore[misc]
    return {"rows": rows, "probe": part(options, "probe", lambda: _probe(options))}


def _left_out(options: Options, name: str) -> dict[str, Any]:
    out = frozenset(LEFT_OUT[name])
    source = trial.corpus(options.data)
    taught = {q.exercise for q in (source.read(r) for r in source.select("train")) if q.source not in out}
    sequences = [q for q in (source.read(r) for r in source.select("all", out)) if q.exercise in NAMES and usable(q)]
    sequences = [q for q in thinned(sequences) if q.exercise in taught]
    net = trial.network(
        options,
        f"without_{name}",
        lambda: trial.everything(options).only(lambda p: p.source not in out),
        judged_on=[(q, x) for q, x in trial.held(options) if q.source not in out],
    )
    rows = trial.judged(net, sequences)
    beside = trial.judged(_whole(options), [q for q in sequences if q.split in ("val", "test")])
    same = {r.id for r in beside}
    return {
        "left_out": name,
        "n": len(rows),
        "groups": len({r.group for r in rows}),
        "accuracy": round(ACCURACY(rows), 4),
        "ci95": bootstrap(rows, [r.group for r in rows], ACCURACY),
        "macro_f1": round(MACRO_F1(rows), 4),
        "by_class": _by_class(rows),
        "with": {
            "n": len(beside),
            "accuracy": round(ACCURACY(beside), 4) if beside else None,
            "without": round(ACCURACY([r for r in rows if r.id in same]), 4) if beside else None,
        },
    }


def _whole(options: Options) -> Any:
    from dataclasses import replace

    return ingredients.network(replace(options, work=options.work.parent / "ingredients"), "both")


def _by_class(rows: list[Judged]) -> dict[str, str]:
    counted: dict[str, list[bool]] = defaultdict(list)
    for r in rows:
        counted[r.truth].append(r.named == r.truth)
    return {name: f"{sum(hits)}/{len(hits)}" for name, hits in sorted(counted.items())}


def thinned(sequences: list[Sequence], most: int = _AT_MOST) -> list[Sequence]:
    """At most `most` of a source and class, evenly spaced, so that every person stays."""
    groups: dict[tuple[str, str], list[Sequence]] = defaultdict(list)
    for q in sequences:
        groups[(q.source, q.exercise)].append(q)
    out: list[Sequence] = []
    for rows in groups.values():
        step = max(1, -(-len(rows) // most))
        out += rows[::step]
    return out


def _probe(options: Options) -> dict[str, Any]:
    """Within each class that several sources show, from the classifier's input and from its embedding."""
    source, net = trial.corpus(options.data), _whole(options)
    classes: dict[str, Any] = {}
    for name in _SHARED:
        rows = [q for q in (source.read(r) for r in source.select("all") if r["exercise"] == name) if usable(q)]
        raw, seen, of, who = [], [], [], []
        for q in thinned(rows):
            x = plain(q)
            if len(x) < 16:
                continue
            _, embedding, _ = net.run(x[: len(x) // 4 * 4], net.start())
            raw.append(summary(x))
            seen.append(summary(embedding))
            of.append(q.source)
            who.append(q.subject)
        if not raw:
            continue
        sources, groups = np.array(of), np.array(who)
        classes[name] = {
            "raw": probe(np.stack(raw), sources, groups),
            "embedding": probe(np.stack(seen), sources, groups),
        }
    told = [c for c in classes.values() if c["raw"]["accuracy"] is not None]
    if not told:
        return {"raw": {}, "embedding": {}, "chance": None, "classes": classes, "why": "no class is shown by two sources of two"}
    mean = {kind: round(float(np.mean([c[kind]["accuracy"] for c in told])), 4) for kind in ("raw", "embedding")}
    return {
        "raw": {"accuracy": mean["raw"]},
        "embedding": {"accuracy": mean["embedding"]},
        "chance": round(float(np.mean([c["raw"]["chance"] for c in told])), 4),
        "classes": classes,
        "why": "mean over the classes that two or more sources of two or more people show",
    }
