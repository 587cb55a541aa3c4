"""Joint scores, judged as seed 000 judges its own: valid repetitions score high, another movement scored as the exercise low.

Each sequence is cut into its movements (`models.corpus.takes`) and every movement is scored as its own exercise and as every
other one of which the split has valid repetitions. Nothing has to be counted for that, so that no movement escapes its score by
not being counted; what the counter would have let through is told beside it. A sequence's score is the mean over its movements
and joints. The main figures are means over exercises, each exercise the mean over its sequences, so that the largest source does
not decide alone; intervals resample people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mirror import paths
from mirror.counting import Counter, DepthGauge
from mirror.exercises.core import Exercise, load_catalogue
from mirror.scoring import Judge, Judgement
from models.corpus.sequence import Corpus, Split
from models.corpus.takes import Swing, Take, recorded
from models.evaluation.clusters import SETTINGS, Clusters, Setting, normalised
from models.evaluation.figures import Sums
from models.evaluation.intervals import bootstrap

MOVEMENTS = 4
"""So many movements of a sequence are scored, the first ones."""
TRAIN_EVERY = 10
"""Of sources of one repetition a file, each such sequence is clustered."""
MARGIN_WORST = 12


@dataclass(frozen=True, slots=True)
class Scored:
    """One sequence scored as one exercise.

    Attributes:
        exercise: as which. truth: what it is. group: person or scene. score: 0-100, None: the view cannot tell.
        counted: whether the mirror would have counted a repetition of `exercise` in it at all.
    """

    id: str
    exercise: str
    truth: str
    group: str
    source: str
    score: float | None
    counted: bool = True

    @property
    def valid(self) -> bool:
        return self.exercise == self.truth


def exercises_of(catalogue: Mapping[str, Exercise], takes: Iterable[Take]) -> tuple[str, ...]:
    """The exercises of which there are valid repetitions."""
    there = {take.truth for take in takes if take.good}
    return tuple(name for name in catalogue if name in there)


def ours(catalogue: Mapping[str, Exercise], takes: Sequence[Take], names: Sequence[str]) -> list[Scored]:
    """Every take, scored by `mirror.scoring` as each of these exercises; takes of bad quality as other exercises only."""
    scorers = {name: Scorer(catalogue[name]) for name in names}
    out = []
    for take in takes:
        for name, scorer in scorers.items():
            if take.good or take.truth != name:
                score, counted = scorer.score(take)
                out.append(Scored(take.id, name, take.truth, take.group, take.source, score, counted))
    return out


class Scorer:
    """One exercise's Judge over whole takes."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.judge = Judge(exercise)
        self._gauge = DepthGauge([exercise])

    def score(self, take: Take) -> tuple[float | None, bool]:
        """(mean joint score, whether anything would have been counted)."""
        told = [score for swing in take.swings[:MOVEMENTS] if (score := self.movement(take, swing)) is not None]
        return (float(np.mean(told)) if told else None), self.counts(take)

    def movement(self, take: Take, swing: Swing) -> float | None:
        """Mean over the bars; None where no joint can be told."""
        joints = self.joints(take, swing)
        return float(np.mean(list(joints.values()))) if joints else None

    def joints(self, take: Take, swing: Swing, *, parts: bool = False) -> dict[str, float]:
        """The bars' scores of one movement; with `parts` also those of what mistakes name."""
        told = self._judged(take, swing).joints
        return {name: score for name, score in told.items() if parts or name in self.judge.names}

    def faults(self, take: Take, swing: Swing) -> set[str]:
        """The mistakes that are seen in one movement."""
        return {fault.mistake.name for fault in self._judged(take, swing).faults}

    def _judged(self, take: Take, swing: Swing) -> Judgement:
        """The movement's peak is taken to be where this exercise's depth is largest."""
        stretch, _ = take.piece(swing)
        depth = self._gauge.read_rows(stretch.values, stretch.sigma).depth[:, 0]
        if not np.isfinite(depth).any():
            return Judgement()
        peaked = Swing(swing.start_t, float(stretch.t[int(np.nanargmax(depth))]), swing.end_t)
        return self.judge.judge(stretch, peaked, held=self.exercise.kind == "hold")

    def counts(self, take: Take) -> bool:
        """Whether this exercise's counter would have closed a repetition in the take."""
        if self.exercise.kind == "hold":
            return True
        depth: NDArray[np.float64] = self._gauge.read_rows(take.stretch.values, take.stretch.sigma).depth[:, 0]
        counter = Counter(self.exercise.range)
        found = [counter.step(t, d) for t, d in zip(take.stretch.t.tolist(), depth.tolist(), strict=True)]
        found.append(counter.finish(float(take.stretch.t[-1])))
        return any(m is not None and m.kind != "rejected" for m in found)


def published(clusters: Clusters, takes: Sequence[Take], names: Sequence[str]) -> list[Scored]:
    """The same takes by seed 000's method."""
    out = []
    for take in takes:
        points = np.concatenate([take.piece(swing)[1] for swing in take.swings[:MOVEMENTS]])
        seen = normalised(points, clusters.setting.frame)
        for name in names:
            if name in clusters.exercises and (take.good or take.truth != name):
                told = clusters.told(name, seen)
                score = float(np.mean(list(told.values()))) if told else None
                out.append(Scored(take.id, name, take.truth, take.group, take.source, score))
    return out


def best_setting(train: Sequence[Take], judged: Sequence[Take], names: Sequence[str]) -> tuple[Setting, list[dict[str, Any]]]:
    """The published method's setting with the widest margin on these people, and what every setting gave."""
    table = []
    for setting in SETTINGS:
        rows = published(Clusters.fit(setting, train, names), judged, names)
        valid, invalid = _macro(rows, True), _macro(rows, False)
        table.append({**asdict(setting), "valid_mean": round(valid, 2), "invalid_mean": round(invalid, 2)})
    best = int(np.argmax([row["valid_mean"] - row["invalid_mean"] for row in table]))
    return SETTINGS[best], table


def _macro(rows: Sequence[Scored], valid: bool) -> float:
    mine = [r for r in rows if r.valid == valid]
    return _mean_over_exercises(sorted({r.exercise for r in mine}))(mine)


def _mean_over_exercises(names: Sequence[str], sign: bool | None = None) -> Sums:
    """Mean over exercises of the mean over their sequences. sign True: valid less invalid."""
    at = {name: i for i, name in enumerate(names)}

    def parts(rows: Sequence[Scored]) -> NDArray[np.float64]:
        out = np.zeros((len(rows), len(at), 2, 2))
        for k, row in enumerate(rows):
            if row.score is not None:
                out[k, at[row.exercise], int(row.valid and sign is not None)] = row.score, 1.0
        return out

    def value(sums: NDArray[np.float64]) -> NDArray[np.float64]:
        with np.errstate(invalid="ignore", divide="ignore"):
            means = sums[..., 0] / sums[..., 1]
        invalid, valid = (np.array([np.nanmean(m) if np.isfinite(m).any() else np.nan for m in means[..., k]]) for k in (0, 1))
        return invalid if sign is None else valid - invalid

    return Sums(parts, value)


def figures(rows: Sequence[Scored]) -> dict[str, Any]:
    """`valid_mean`, `invalid_mean`, `margin` with intervals, `per_exercise`, and the pairs that are mistaken for each other."""
    names = sorted({r.exercise for r in rows})
    valid, invalid = [r for r in rows if r.valid], [r for r in rows if not r.valid]
    mean, margin = _mean_over_exercises(names), _mean_over_exercises(names, True)
    groups = [r.group for r in rows]
    return {
        "valid_mean": _round(mean(valid)),
        "invalid_mean": _round(mean(invalid)),
        "margin": _round(margin(rows)),
        "ci95": {
            "valid_mean": bootstrap(valid, [r.group for r in valid], mean),
            "invalid_mean": bootstrap(invalid, [r.group for r in invalid], mean),
            "margin": bootstrap(rows, groups, margin),
        },
        "n": len({r.id for r in rows}),
        "n_valid": len(valid),
        "n_invalid": len(invalid),
        "groups": len(set(groups)),
        "groups_valid": len({r.group for r in valid}),
        "unknown": {"valid": _share(valid, lambda r: r.score is None), "invalid": _share(invalid, lambda r: r.score is None)},
        "invalid_counted": _share(invalid, lambda r: r.counted),
        "invalid_mean_of_counted": _round(mean([r for r in invalid if r.counted])),
        "per_exercise": {name: _of_exercise([r for r in rows if r.exercise == name]) for name in names},
        "mistaken": _mistaken(invalid),
    }


def _of_exercise(rows: Sequence[Scored]) -> dict[str, Any]:
    valid = [r.score for r in rows if r.valid and r.score is not None]
    invalid = [r.score for r in rows if not r.valid and r.score is not None]
    return {
        "valid_mean": _round(np.mean(valid)) if valid else None,
        "invalid_mean": _round(np.mean(invalid)) if invalid else None,
        "n_valid": len(valid),
        "groups_valid": len({r.group for r in rows if r.valid}),
        "n_invalid": len(invalid),
    }


def _mistaken(rows: Sequence[Scored]) -> list[list[Any]]:
    """[truth, scored as, mean score, n] of the pairs that score highest, at least three sequences each."""
    pairs: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in rows:
        if row.score is not None:
            pairs[(row.truth, row.exercise)].append(row.score)
    told = [[truth, name, _round(np.mean(scores)), len(scores)] for (truth, name), scores in pairs.items() if len(scores) >= 3]
    return sorted(told, key=lambda row: -row[2])[:MARGIN_WORST]


def _share(rows: Sequence[Scored], is_so: Any) -> float | None:
    return round(sum(bool(is_so(r)) for r in rows) / len(rows), 4) if rows else None


def _round(value: Any) -> float | None:
    return None if value != value else round(float(value), 2)


def scoring(data: Path, split: Split) -> dict[str, Any]:
    """The table of `python -m models.evaluate scoring`: ours, and the published method on the same sequences.

    Forms and clusters come from the training split. The published method's setting is chosen on the validation split.
    """
    catalogue, corpus = load_catalogue(paths.exercises()), Corpus(data)
    train = list(recorded(corpus, catalogue, "train", TRAIN_EVERY, exercises_only=True))
    takes = list(recorded(corpus, catalogue, split))
    held_out = takes if split == "val" else list(recorded(corpus, catalogue, "val"))
    names = exercises_of(catalogue, takes)
    setting, tried = best_setting(train, held_out, exercises_of(catalogue, held_out))
    theirs = published(Clusters.fit(setting, train, names), takes, names)
    return {
        "task": "scoring",
        "split": split,
        **figures(ours(catalogue, takes, names)),
        "published": {**figures(theirs), "setting": asdict(setting), "settings_on_val": tried},
    }
