"""Mistakes, examined: the mirror's own judgement of faults of a known size, on landmarks and through pixels.

The exercise is chosen (naming is examined elsewhere), the camera stands where the mistake can be told, and the mirror is
calibrated as well as people calibrate (examiner.toml); the figure of an uncalibrated mirror stands beside it. A mistake counts as
named when the mirror saw it in at least half of the repetitions; it is truly there when exact landmarks put it beyond its
threshold, so that one mistake's exams are the other ones' trials too. Within NEAR of a threshold nothing is judged but
what was asked for. Where the mirror says that it cannot tell (in half of the repetitions), the trial is unknown: it counts as
not named in every figure, and the figures of what was told stand beside.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Literal

import numpy as np

from mirror.events import RepClosed, SetEnded
from mirror.trainer import JUDGE_HOLD_EVERY_S
from models.evaluation.intervals import bootstrap
from models.examiner import Exam, ExaminerError, catalogue, on_landmarks
from models.examiner.core import view_name
from models.examiner.film import Sitting, through_pixels
from models.examiner.plans import Counts, mistake_pixels, mistakes
from models.examiner.watching import Watched, watch
from models.experiments.core import Options, part
from models.experiments.examiner import films, wilson

_LOG = logging.getLogger(__name__)
How = Literal["landmarks", "pixels"]
NEAR = 0.08
HALF = 0.5
LARGEST = 99.0
"""A size that has no end (good form at this tempo lies beyond the threshold already) is kept as this: JSON knows no infinity."""
_ROUNDS = 300
_LEVEL_EVERY = 3
"""Every so many exams are also sat before an uncalibrated mirror."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One mistake in one exam: how big it truly was, whether it was the one asked for, whether the mirror named it or said that
    it could not tell; whether the view is one that its file names; which exam it was."""

    exercise: str
    mistake: str
    size: float
    asked: float | None
    named: bool
    unknown: bool = False
    shown: bool = True
    exam: str = ""

    @property
    def there(self) -> bool:
        return self.size > 1.0


@dataclass(slots=True)
class Sat:
    """What exams gave: trials of a calibrated and of an uncalibrated mirror, why some were passed over, how many there were, and
    in how many the mirror counted nothing."""

    calibrated: list[Trial] = field(default_factory=list)
    level: list[Trial] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    exams: int = 0
    not_counted: int = 0

    def add(self, other: Sat) -> None:
        self.calibrated += other.calibrated
        self.level += other.level
        self.skipped |= other.skipped
        self.exams += other.exams
        self.not_counted += other.not_counted

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Sat:
        """From what `asdict` made and JSON kept."""
        rows = {name: [Trial(**row) for row in kept[name]] for name in ("calibrated", "level")}
        return cls(rows["calibrated"], rows["level"], kept["skipped"], kept["exams"], kept["not_counted"])


def run(options: Options, counts: Counts | None = None) -> dict[str, Any]:
    """See the module; keys as the report reads them. Every exercise is a part of its own; `options.threads` at a time."""
    how_many = counts or Counts()
    on_paper = list(mistakes(how_many, None, how_many.per_size, how_many.good))
    out = {"landmarks": _judged(options, on_paper, "landmarks")}
    if how_many.pixel_sizes:
        out["pixels"] = _judged(options, mistake_pixels(how_many), "pixels")
    return out


def _judged(options: Options, sittings: list[Sitting], how: How) -> dict[str, Any]:
    by_exercise: dict[str, list[Sitting]] = {}
    for sitting in sittings:
        by_exercise.setdefault(str(sitting.asked.exercise), []).append(sitting)
    whole = Sat()
    with ProcessPoolExecutor(options.threads, mp_context=get_context("spawn")) as pool:
        parts = [pool.submit(_part, options, how, name, mine) for name, mine in by_exercise.items()]
        for name, finished in zip(by_exercise, parts, strict=True):
            whole.add(Sat.of(finished.result()))
            _LOG.info("%s: %s, %d exams", how, name, whole.exams)
    return table(whole)


def _part(options: Options, how: How, name: str, sittings: list[Sitting]) -> dict[str, Any]:
    return part(options, f"{how}_{name}", lambda: asdict(sat(sittings, how, films(options))))


def sat(sittings: Iterable[Sitting], how: How, folder: Path) -> Sat:
    """Every exam, seen on landmarks or through pixels (films in `folder`)."""
    out = Sat()
    for sitting in sittings:
        asked = sitting.asked
        try:
            exam = sitting.exam()
        except ExaminerError as error:
            out.skipped[f"{asked.exercise}/{asked.mistake or 'good'}/{asked.size:g}/{sitting.number}"] = str(error)
            continue
        seen = on_landmarks(exam) if how == "landmarks" else through_pixels(exam, folder)
        watched = watch(seen, catalogue(), None, chosen=exam.exercise.name, calibration=exam.believed)
        out.calibrated += of_exam(exam, watched)
        if sitting.number % _LEVEL_EVERY == 0:
            out.level += of_exam(exam, watch(seen, catalogue(), None, chosen=exam.exercise.name))
        out.exams += 1
        out.not_counted += not _repetitions(watched)
    return out


def table(whole: Sat) -> dict[str, Any]:
    """The figures, as the report reads them."""
    shown, uncalibrated = [t for t in whole.calibrated if t.shown], [t for t in whole.level if t.shown]
    per, level = per_mistake(shown), per_mistake(uncalibrated)
    return {
        "exams": whole.exams,
        "exercises": len({t.exercise for t in whole.calibrated}),
        "not_counted": whole.not_counted,
        "macro_f1": _mean([row["f1"] for row in per.values()]),
        "per_mistake": per,
        "by_fault_size": by_size(shown),
        "good_form": false_in_good_form(shown),
        "overall": overall(whole.calibrated),
        "uncalibrated": {"macro_f1": _mean([row["f1"] for row in level.values()]), "by_fault_size": by_size(uncalibrated)},
        "skipped": whole.skipped,
    }


def _repetitions(watched: Watched) -> float:
    """How often the mirror judged: repetitions that were not rejected, or pieces of a hold."""
    reps = sum(isinstance(e, RepClosed) and e.kind != "rejected" for e in watched.events)
    held = sum(e.hold_s or 0.0 for e in watched.events if isinstance(e, SetEnded))
    return reps or held // JUDGE_HOLD_EVERY_S


def of_exam(exam: Exam, watched: Watched) -> list[Trial]:
    """One trial for every mistake; `shown` where its file names this view."""
    judged = _repetitions(watched)
    seen: Counter[str] = Counter()
    unsure: Counter[str] = Counter()
    for event in watched.events:
        if isinstance(event, SetEnded):
            seen.update(event.mistakes)
            unsure.update(event.unknown)
    view = view_name(exam)
    out = []
    for mistake in exam.exercise.mistakes:
        size, asked = exam.sizes[mistake.name], exam.mistake == mistake.name
        if size != size or (abs(size - 1.0) < NEAR and not asked):
            continue
        named = judged > 0 and seen[mistake.name] >= HALF * judged
        unknown = not named and (judged == 0 or unsure[mistake.name] >= HALF * judged)
        shown = not mistake.views or view in mistake.views
        size, asked_for = max(min(size, LARGEST), -LARGEST), exam.size if asked else None
        out.append(Trial(exam.exercise.name, mistake.name, size, asked_for, named, unknown, shown, exam.id))
    return out


def per_mistake(trials: list[Trial]) -> dict[str, dict[str, Any]]:
    """Precision, recall, F1 by "exercise/mistake"; `n` trials in which it is there. One that was never there is left out."""
    out = {}
    for key in dict.fromkeys((t.exercise, t.mistake) for t in trials):
        mine = [t for t in trials if (t.exercise, t.mistake) == key]
        n, hit = sum(t.there for t in mine), sum(t.there and t.named for t in mine)
        false = sum(t.named and not t.there for t in mine)
        if n == 0:
            continue
        precision, recall = hit / max(hit + false, 1), hit / n
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        out["/".join(key)] = {
            "precision": round(precision, 4) if hit + false else None,
            "recall": round(recall, 4),
            "recall_ci95": wilson(hit, n),
            "false_ci95": wilson(false, len(mine) - n),
            "f1": round(f1, 4),
            "n": n,
            "not_there": len(mine) - n,
            "false": false,
            "unknown": sum(t.unknown for t in mine),
        }
    return out


def overall(trials: list[Trial]) -> dict[str, Any]:
    """Over all mistakes: recall and false alarms in views that their files name, with what is unknown counted as not named; the
    same of what was told; and in views that cannot show a mistake, how often the mirror said so."""
    shown, hidden = [t for t in trials if t.shown], [t for t in trials if not t.shown]
    told = [t for t in shown if not t.unknown]
    return {
        "recall": _share(t.named for t in shown if t.there),
        "recall_ci95": _over_exams([t for t in shown if t.there]),
        "false_alarms": _share(t.named for t in shown if not t.there),
        "false_alarms_ci95": _over_exams([t for t in shown if not t.there]),
        "told": {
            "recall": _share(t.named for t in told if t.there),
            "recall_ci95": _over_exams([t for t in told if t.there]),
            "false_alarms": _share(t.named for t in told if not t.there),
            "false_alarms_ci95": _over_exams([t for t in told if not t.there]),
            "share": _share(not t.unknown for t in shown),
            "share_there": _share(not t.unknown for t in shown if t.there),
        },
        "hidden": {"n": len(hidden), "unknown": _share(t.unknown for t in hidden), "named": _share(t.named for t in hidden)},
        "there": sum(t.there for t in shown),
        "not_there": sum(not t.there for t in shown),
    }


def _share(of: Iterable[bool]) -> float | None:
    told = list(of)
    return round(sum(told) / len(told), 4) if told else None


def _over_exams(trials: list[Trial]) -> tuple[float, float] | None:
    """95 % interval of the share named: the trials of one exam are not independent, so exams are drawn."""
    named = [float(t.named) for t in trials]
    return bootstrap(named, [t.exam for t in trials], lambda rows: float(np.mean(rows)), rounds=_ROUNDS) if named else None


def by_size(trials: list[Trial]) -> list[list[float]]:
    """[size asked for, share named, n, share unknown], of the mistakes asked for; below 1 every one that is named is wrong."""
    sizes = sorted({t.asked for t in trials if t.asked is not None})
    out = []
    for size in sizes:
        mine = [t for t in trials if t.asked == size]
        out.append([size, round(sum(t.named for t in mine) / len(mine), 4), len(mine), _share(t.unknown for t in mine)])
    return out


def false_in_good_form(trials: list[Trial]) -> dict[str, int]:
    """Mistakes named that nobody asked for and that are not near their threshold: how many, of how many."""
    mine = [t for t in trials if t.asked is None and t.size < HALF]
    return {"named": sum(t.named for t in mine), "n": len(mine)}


def _mean(values: list[float]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None
