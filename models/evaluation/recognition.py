"""How well the mirror names exercises: the shipped network and the shipped Namer on whole sequences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence as Many
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mirror.naming import LAST_GUESS
from mirror.recognition.classifier import STRIDE, Network
from mirror.recognition.core import NONE, Recognition
from mirror.recognition.grid import RATE_HZ
from mirror.recognition.namer import Namer
from models.corpus.augment import plain
from models.corpus.compose import moving_part
from models.corpus.sequence import Corpus, CorpusError, Sequence, Split
from models.evaluation import calibration, figures
from models.evaluation.intervals import bootstrap

_MIN_POINTS = 2 * STRIDE


def _nothing() -> NDArray[np.float64]:
    return np.zeros(0)


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """One sequence as the mirror saw it.

    Attributes:
        id, truth, source, group, assumed, frame: of the sequence (`group`: person or scene; `frame`: where its metres come from).
        named: the name held longest between first and last movement; where none was shown until the end, the best guess if it is
            good enough for the mirror (LAST_GUESS), else "none".
        outputs: (n,) class index with the largest probability at each output in the movement.
        to_name: seconds from the first movement to the right name, NaN where it never came.
        onsets: how often a name appeared. hours: length.
        confidence: (n,) calibrated probability of `outputs`. uncalibrated: (n,) the same at temperature 1.
        brier: (n,) sum of squares over the classes at each output. The three are empty where the class is not known.
        probability: mean calibrated probability of `named` over the outputs in the movement, NaN without outputs.
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
    frame: str = ""
    confidence: NDArray[np.floating] = field(default_factory=_nothing)
    uncalibrated: NDArray[np.floating] = field(default_factory=_nothing)
    brier: NDArray[np.floating] = field(default_factory=_nothing)
    probability: float = float("nan")

    def row(self) -> dict[str, Any]:
        """What a result's JSON keeps of it."""
        return {
            "id": self.id,
            "group": self.group,
            "source": self.source,
            "truth": self.truth,
            "named": self.named,
            "to_name": None if np.isnan(self.to_name) else round(self.to_name, 4),
            "onsets": self.onsets,
            "hours": round(self.hours, 6),
            "probability": None if np.isnan(self.probability) else round(self.probability, 4),
        }


def judge(network: Network, sequence: Sequence) -> Judged | None:
    """None where the sequence has less than half a second of bodies."""
    x = plain(sequence)
    if len(x) < _MIN_POINTS:
        return None
    # What comes after a recording's end is not known; the last points fill one more output.
    short = -len(x) % STRIDE
    padded = np.concatenate([x, np.repeat(x[-1:], short, axis=0)]) if short else x
    logits, embedding, _ = network.run(padded, network.start())
    card = network.card
    probabilities = network.probabilities(logits)
    return judged_from(sequence, x, card.names, card.threshold, probabilities, uncalibrated=_softmax(logits), embedding=embedding)


def judged_from(
    sequence: Sequence,
    x: NDArray[np.float32],
    names: tuple[str, ...],
    threshold: float,
    probabilities: NDArray[np.float32],
    *,
    uncalibrated: NDArray[np.float32],
    embedding: NDArray[np.float32] | None = None,
) -> Judged:
    """What the mirror would have shown, had any network said `probabilities`.

    x: (T, WIDTH) the sequence on the grid, for where its movement is; probabilities, uncalibrated (temperature 1): (n, K), row k
    the answer after grid point STRIDE * (k + 1) - 1; threshold: of the Namer. embedding: (n, E) where the network gives one.
    """
    namer = Namer(names, threshold=threshold)
    seen = embedding if embedding is not None else np.zeros((len(probabilities), 0), np.float32)
    first, last = moving_part(x)
    held: Counter[str] = Counter()
    onsets, before, to_name = 0, None, float("nan")
    moving = []
    for k in range(len(probabilities)):
        at = STRIDE * k + STRIDE - 1
        naming = namer.step(Recognition(at / RATE_HZ, probabilities[k], names, seen[k]))
        if naming.name is not None and naming.name != before:
            onsets += 1
        before = naming.name
        if first <= at <= last + STRIDE:
            moving.append(k)
            held[naming.name or NONE] += 1
            if naming.name == sequence.exercise and np.isnan(to_name):
                to_name = max(0.0, (at - first) / RATE_HZ)
    named = _held_longest(held, sequence.exercise)
    if before is None and onsets == 0 and namer.current.candidates:
        # As the mirror does when a recording ends before the name has settled: the best guess is better than nothing.
        best, p = namer.current.candidates[0]
        named = best if p >= LAST_GUESS else named
    inside = probabilities[moving]
    known = sequence.exercise in names
    return Judged(
        sequence.id,
        sequence.exercise,
        sequence.source,
        sequence.subject,
        sequence.assumed,
        named,
        inside.argmax(axis=1),
        to_name,
        onsets,
        sequence.seconds / 3600.0,
        sequence.frame,
        inside.max(axis=1) if known else _nothing(),
        uncalibrated[moving].max(axis=1) if known else _nothing(),
        calibration.squared_error(inside, names.index(sequence.exercise)) if known else _nothing(),
        float(inside[:, names.index(named)].mean()) if moving else float("nan"),
    )


def _held_longest(held: Counter[str], truth: str) -> str:
    """For a movement that is none, the silence counts too."""
    kept = held if truth == NONE else Counter({n: c for n, c in held.items() if n != NONE})
    return kept.most_common(1)[0][0] if kept else NONE


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    out: NDArray[np.float32] = raised / raised.sum(axis=1, keepdims=True)
    return out


def macro_f1(truth: Many[str], named: Many[str]) -> float:
    """Mean F1 over the classes that occur in the truth; NaN for nothing."""
    return figures.MACRO_F1([{"truth": t, "named": p} for t, p in zip(truth, named, strict=True)])


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
    nothing = [r for r in known if r.truth == NONE]
    moving = [r for r in known if r.truth != NONE]
    sure = [r for r in known if len(r.confidence)]
    out: dict[str, Any] = {
        "task": "recognition",
        "split": split,
        "n": len(known),
        "groups": len({r.group for r in known}),
        "assumed_rate": sum(r.assumed for r in known),
    }
    out |= with_intervals(
        {
            "macro_f1": (known, figures.MACRO_F1),
            "macro_f1_outputs": (known, figures.macro_f1(lambda r: ((r.truth, names[i]) for i in r.outputs))),
            "accuracy": (known, figures.ACCURACY),
            "false_sets_per_hour": (nothing, figures.ratio(lambda r: r.onsets, lambda r: r.hours)),
            "seconds_to_name": (moving, figures.Quantile(lambda r: r.to_name, 0.5)),
            "seconds_to_name_p90": (moving, figures.Quantile(lambda r: r.to_name, 0.9)),
            "ece": (sure, _calibration(names, "confidence")),
            "ece_uncalibrated": (sure, _calibration(names, "uncalibrated")),
            "brier": (sure, figures.ratio(lambda r: float(r.brier.sum()), lambda r: len(r.brier))),
        }
    )
    out["named_at_all"] = round(float(np.mean([r.named == r.truth for r in moving])), 4) if moving else None
    out["reliability"] = _reliability(sure, names)
    out["per_class"] = per_class(known)
    out["per_source"] = _per_source(known)
    out["landmarks"] = landmarks(known)
    out["confusion"] = confusion(known)
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


def with_intervals(wanted: dict[str, tuple[list[Judged], figures.Resampled]]) -> dict[str, Any]:
    """name -> (rows, figure) as name -> value (None where there is nothing to judge), and `ci95` of each over people."""
    out: dict[str, Any] = {}
    intervals: dict[str, Any] = {}
    for key, (rows, figure) in wanted.items():
        value = figure(rows)
        out[key] = None if np.isnan(value) else round(value, 4)
        intervals[key] = bootstrap(rows, [r.group for r in rows], figure)
    return {**out, "ci95": intervals}


def landmarks(known: list[Judged]) -> dict[str, Any]:
    """The figures on our own landmarks of video alone: what the mirror will see."""
    rows = [r for r in known if r.frame == "landmarks"]
    moving = [r for r in rows if r.truth != NONE]
    return {
        "n": len(rows),
        "groups": len({r.group for r in rows}),
        **with_intervals(
            {
                "macro_f1": (rows, figures.MACRO_F1),
                "accuracy": (rows, figures.ACCURACY),
                "seconds_to_name": (moving, figures.Quantile(lambda r: r.to_name, 0.5)),
                "seconds_to_name_p90": (moving, figures.Quantile(lambda r: r.to_name, 0.9)),
            }
        ),
        "per_class": per_class(rows),
        "confusion": confusion(rows),
    }


def per_class(known: list[Judged]) -> dict[str, dict[str, Any]]:
    """Precision, recall with its interval, F1, n and groups of each class of the truth."""
    out = {}
    for name in sorted({r.truth for r in known}):
        rows = [r for r in known if r.truth == name]
        precision, recall, score = _f1([r.truth for r in known], [r.named for r in known], name)
        out[name] = {
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(score, 4),
            "n": len(rows),
            "groups": len({r.group for r in rows}),
            "recall_ci95": bootstrap(rows, [r.group for r in rows], figures.ACCURACY),
        }
    return out


def confusion(known: list[Judged]) -> dict[str, dict[str, int]]:
    """truth -> named -> how many sequences."""
    out: dict[str, dict[str, int]] = {}
    for r in known:
        row = out.setdefault(r.truth, {})
        row[r.named] = row.get(r.named, 0) + 1
    return out


def _per_source(known: list[Judged]) -> dict[str, Any]:
    out = {}
    for source in sorted({r.source for r in known}):
        rows = [r for r in known if r.source == source]
        by_class = {}
        for name in sorted({r.truth for r in rows}):
            part = [r for r in rows if r.truth == name]
            by_class[name] = f"{sum(r.named == name for r in part)}/{len(part)}"
        out[source] = {"accuracy": round(figures.ACCURACY(rows), 4), "n": len(rows), "right": by_class}
    return out


def _right(row: Judged, names: tuple[str, ...]) -> NDArray[np.bool_]:
    out: NDArray[np.bool_] = row.outputs == names.index(row.truth)
    return out


def _calibration(names: tuple[str, ...], confidence: str) -> figures.Sums:
    return calibration.expected_calibration_error(lambda r: (getattr(r, confidence), _right(r, names)))


def _reliability(rows: list[Judged], names: tuple[str, ...]) -> list[list[float]]:
    if not rows:
        return []
    return calibration.reliability(np.concatenate([r.confidence for r in rows]), np.concatenate([_right(r, names) for r in rows]))
