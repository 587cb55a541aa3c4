"""Naming, examined: every exercise by the examiner's people, on landmarks and through pixels, and how far the camera may move.

The shipped network and the shipped Namer, judged as real recordings are (models.evaluation.recognition). What is shared with
the teacher: the catalogue's motions and the model of BlazePose's errors (landmark path). Bodies, faults, tempi and cameras are
not.
"""

from __future__ import annotations

import logging
import math
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from mirror.recognition import load_recogniser
from mirror.recognition.classifier import Network
from models.corpus.seen import Seen
from models.evaluation.recognition import judge
from models.examiner import Exam, ExaminerError, catalogue, on_landmarks
from models.examiner.film import Sitting, through_pixels
from models.examiner.plans import HEIGHTS_M, PITCHES_DEG, YAWS_DEG, Counts, by_height, by_pitch, by_yaw, naming, naming_pixels
from models.experiments.core import Options, part

_LOG = logging.getLogger(__name__)
Look = Callable[[Exam], Seen]


def films(options: Options) -> Path:
    """Where the films of `python -m models.examiner` are: beside the parts of the experiments, shared by them."""
    return options.work.parent / "exam_pixels"


def run(options: Options, counts: Counts | None = None) -> dict[str, Any]:
    """See the module; keys as the report reads them."""
    how_many = counts or Counts()
    network = load_recogniser().network
    folder = films(options)
    out: dict[str, Any] = {
        "landmarks": part(
            options, "landmarks", lambda: _named(network, naming(how_many, how_many.per_exercise), on_landmarks, "landmarks")
        ),
    }
    if how_many.pixels_per_exercise:
        sittings = naming_pixels(how_many)
        out["pixels"] = part(options, "pixels", lambda: _named(network, sittings, lambda e: through_pixels(e, folder), "pixels"))
    out["robustness"] = part(options, "robustness", lambda: _robustness(network, how_many))
    out["evidence"] = {name: exercise.evidence for name, exercise in catalogue().items()}
    return out


def judged(network: Network, sittings: Sequence[Sitting], look: Look) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """One row an exam, as of a judged sequence, and why others were passed over."""
    rows, skipped = [], {}
    for sitting in sittings:
        where = f"{sitting.asked.exercise}/{sitting.asked.mistake}/{sitting.asked.size:g}/{sitting.number}"
        try:
            exam = sitting.exam()
        except ExaminerError as error:
            skipped[where] = str(error)
            continue
        sequence = look(exam).sequence(exam.id, exam.exercise.name, exam.exercise.name, "examiner", exam.performance.fps)
        answer = judge(network, sequence) if sequence is not None else None
        row: dict[str, Any] = (
            answer.row() if answer is not None else {"id": exam.id, "truth": exam.exercise.name, "named": "none", "to_name": None}
        )
        rows.append({**row, "seen": answer is not None, "mistake": exam.mistake, "size": exam.size})
    return rows, skipped


def _named(network: Network, sittings: Sequence[Sitting], look: Look, how: str) -> dict[str, Any]:
    rows, skipped = judged(network, sittings, look)
    _LOG.info("examined %d on %s", len(rows), how)
    table = []
    for name in dict.fromkeys(r["truth"] for r in rows):
        mine = [r for r in rows if r["truth"] == name]
        waits = sorted(r["to_name"] for r in mine if r["to_name"] is not None)
        table.append(
            {
                "exercise": name,
                "known": name in network.card.names,
                "n": len(mine),
                "right": sum(r["named"] == name for r in mine),
                "named": dict(Counter(r["named"] for r in mine)),
                "not_seen": sum(not r["seen"] for r in mine),
                "seconds_to_name": round(waits[len(waits) // 2], 3) if waits else None,
            }
        )
    known = [r for r in rows if r["truth"] in network.card.names]
    right = sum(r["named"] == r["truth"] for r in known)
    return {
        "rows": table,
        "n": len(known),
        "accuracy": _share(right, len(known)),
        "ci95": wilson(right, len(known)),
        "skipped": skipped,
    }


def _robustness(network: Network, counts: Counts) -> dict[str, list[list[float]]]:
    """[value, accuracy, low, high, n] by camera height, yaw and pitch; on landmarks, exercises that the network knows."""
    curves: dict[str, list[list[float]]] = {}
    plans: tuple[tuple[str, tuple[float, ...], Callable[[Counts, float], list[Sitting]]], ...] = (
        ("height_m", HEIGHTS_M, by_height),
        ("yaw_deg", YAWS_DEG, by_yaw),
        ("pitch_deg", PITCHES_DEG, by_pitch),
    )
    for name, values, plan in plans:
        curves[name] = []
        for value in values:
            sittings = [s for s in plan(counts, value) if s.asked.exercise in network.card.names]
            rows, _ = judged(network, sittings, on_landmarks)
            right = sum(r["named"] == r["truth"] for r in rows)
            curves[name].append([value, _share(right, len(rows)) or 0.0, *wilson(right, len(rows)), len(rows)])
        _LOG.info("robustness by %s done", name)
    return curves


def _share(right: int, n: int) -> float | None:
    return round(right / n, 4) if n else None


def wilson(right: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927); (0, 1) for nothing."""
    if n == 0:
        return 0.0, 1.0
    p, z2 = right / n, z * z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = z / (1 + z2 / n) * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return round(max(middle - half, 0.0), 4), round(min(middle + half, 1.0), 4)
