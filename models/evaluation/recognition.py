"""How well the mirror names exercises: the shipped network and the shipped Namer on whole sequences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence as Many
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mirror.recognition.classifier import STRIDE, Network
from mirror.recognition.core import NONE, Recognition
from mirror.recognition.grid import RATE_HZ
from mirror.recognition.namer import Namer
from models.corpus.augment import plain
from models.corpus.compose import moving_part
from models.corpus.sequence import Corpus, CorpusError, Sequence, Split
from models.evaluation.intervals import bootstrap

_MIN_POINTS = 2 * STRIDE


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """One sequence as the mirror saw it.

    Attributes:
        sequence: which. named: the name held longest between first and last movement ("none" when there was none).
        outputs: (n,) class index with the largest probability at each output in the movement.
        to_name: seconds from the first movement to the right name, NaN where it never came.
        onsets: how often a name appeared. hours: length.
    """

    id: str
    truth: str
    source: str
    group: str
    assumed: bool
    named: str
    outputs: NDArray[np.int64]
    to_name: float
    onsets: int
    hours: float


def judge(network: Network, sequence: Sequence) -> Judged | None:
    """None where the sequence has less than half a second of bodies."""
    x = plain(sequence)
    if len(x) < _MIN_POINTS:
        return None
    names = network.card.names
    namer = Namer(names, threshold=network.card.threshold)
    # What comes after a recording's end is not known; the last points fill one more output.
    short = -len(x) % STRIDE
    padded = np.concatenate([x, np.repeat(x[-1:], short, axis=0)]) if short else x
    logits, embedding, _ = network.run(padded, network.start())
    probabilities = network.probabilities(logits)
    first, last = moving_part(x)
    held: Counter[str] = Counter()
    onsets, before, to_name = 0, None, float("nan")
    outputs = []
    for k in range(len(probabilities)):
        at = STRIDE * k + STRIDE - 1
        naming = namer.step(Recognition(at / RATE_HZ, probabilities[k], names, embedding[k]))
        if naming.name is not None and naming.name != before:
            onsets += 1
        before = naming.name
        if first <= at <= last + STRIDE:
            outputs.append(int(probabilities[k].argmax()))
            held[naming.name or NONE] += 1
            if naming.name == sequence.exercise and np.isnan(to_name):
                to_name = max(0.0, (at - first) / RATE_HZ)
    real = Counter({n: c for n, c in held.items() if n != NONE})
    if sequence.exercise == NONE:
        # For a movement that is none, the silence counts too.
        named = held.most_common(1)[0][0] if held else NONE
    else:
        named = real.most_common(1)[0][0] if real else NONE
    return Judged(
        sequence.id,
        sequence.exercise,
        sequence.source,
        sequence.subject,
        sequence.assumed,
        named,
        np.array(outputs, np.int64),
        to_name,
        onsets,
        sequence.seconds / 3600.0,
    )


def macro_f1(truth: Many[str], named: Many[str]) -> float:
    """Mean F1 over the classes that occur in the truth; NaN for nothing."""
    classes = sorted(set(truth))
    scores = [_f1(truth, named, c)[2] for c in classes]
    return float(np.mean(scores)) if scores else float("nan")


def _f1(truth: Many[str], named: Many[str], name: str) -> tuple[float, float, float]:
    hit = sum(t == name and p == name for t, p in zip(truth, named, strict=True))
    precision = hit / max(1, sum(p == name for p in named))
    recall = hit / max(1, sum(t == name for t in truth))
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def recognition(corpus: Corpus, network: Network, split: Split = "test") -> dict[str, Any]:
    """The table of `models.evaluate recognition` (keys in the contract)."""
    known, unknown, skipped = [], defaultdict(list), {}
    for row in corpus.select(split):
        try:
            sequence = corpus.read(row)
        except CorpusError as error:
            skipped[row["id"]] = str(error)
            continue
        judged = judge(network, sequence)
        if judged is None:
            skipped[row["id"]] = "less than half a second with hips and shoulders"
        elif sequence.exercise in network.card.names:
            known.append(judged)
        else:
            unknown[sequence.exercise].append(judged)
    return table(known, unknown, skipped, network.card.names, split)


def table(
    known: list[Judged], unknown: dict[str, list[Judged]], skipped: dict[str, str], names: tuple[str, ...], split: str
) -> dict[str, Any]:
    """Figures from judged sequences."""

    def f1(rows: Many[Judged]) -> float:
        return macro_f1([r.truth for r in rows], [r.named for r in rows])

    def f1_outputs(rows: Many[Judged]) -> float:
        truth = [r.truth for r in rows for _ in r.outputs]
        return macro_f1(truth, [names[i] for r in rows for i in r.outputs])

    def accuracy(rows: Many[Judged]) -> float:
        return float(np.mean([r.truth == r.named for r in rows])) if rows else float("nan")

    def false_sets(rows: Many[Judged]) -> float:
        hours = sum(r.hours for r in rows)
        return sum(r.onsets for r in rows) / hours if hours else float("nan")

    def to_name(rows: Many[Judged]) -> float:
        waits = [r.to_name for r in rows if not np.isnan(r.to_name)]
        return float(np.median(waits)) if waits else float("nan")

    def with_interval(rows: list[Judged], figure: Any) -> tuple[float | None, tuple[float, float] | None]:
        value = figure(rows)
        return (None if np.isnan(value) else round(value, 4)), bootstrap(rows, [r.group for r in rows], figure)

    out: dict[str, Any] = {
        "task": "recognition",
        "split": split,
        "n": len(known),
        "groups": len({r.group for r in known}),
        "assumed_rate": sum(r.assumed for r in known),
    }
    intervals: dict[str, Any] = {}
    nothing = [r for r in known if r.truth == NONE]
    moving = [r for r in known if r.truth != NONE]
    for key, rows, figure in (
        ("macro_f1", known, f1),
        ("macro_f1_outputs", known, f1_outputs),
        ("accuracy", known, accuracy),
        ("false_sets_per_hour", nothing, false_sets),
        ("seconds_to_name", moving, to_name),
    ):
        out[key], intervals[key] = with_interval(rows, figure)
    out["ci95"] = intervals
    out["named_at_all"] = round(float(np.mean([r.named == r.truth for r in moving])), 4) if moving else None
    out["per_class"] = {}
    for name in sorted({r.truth for r in known}):
        rows = [r for r in known if r.truth == name]
        precision, recall, score = _f1([r.truth for r in known], [r.named for r in known], name)
        out["per_class"][name] = {
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(score, 4),
            "n": len(rows),
            "groups": len({r.group for r in rows}),
            "recall_ci95": bootstrap(rows, [r.group for r in rows], accuracy),
        }
    out["per_source"] = {}
    for source in sorted({r.source for r in known}):
        rows = [r for r in known if r.source == source]
        by_class = {}
        for name in sorted({r.truth for r in rows}):
            part = [r for r in rows if r.truth == name]
            by_class[name] = f"{sum(r.named == name for r in part)}/{len(part)}"
        out["per_source"][source] = {"accuracy": round(accuracy(rows), 4), "n": len(rows), "right": by_class}
    confusion: dict[str, dict[str, int]] = {}
    for r in known:
        confusion.setdefault(r.truth, {})
        confusion[r.truth][r.named] = confusion[r.truth].get(r.named, 0) + 1
    out["confusion"] = confusion
    out["false_names_on_none"] = {
        "sequences": len(nothing),
        "named": sum(r.named != NONE for r in nothing),
        "ever_named": sum(r.onsets > 0 for r in nothing),
        "hours": round(sum(r.hours for r in nothing), 4),
    }
    out["unknown_classes"] = {
        name: {"n": len(rows), "named": dict(Counter(r.named for r in rows))} for name, rows in sorted(unknown.items())
    }
    out["skipped"] = skipped
    return out
