"""Mistakes on real people: is a repetition right or wrong, and which named mistake is it, told of people nobody fitted to.

UI-PRMD (seed 003's task over ten movements): a whole person is left out at a time, with both recordings of a repetition; what is
chosen (which statistics, how strongly regularised) is chosen among the remaining people, again by leaving one out (nested
cross-validation, Varma and Simon, "Bias in error estimation when using cross-validation for model selection", 2006). Wrong is the
positive class. The judge (`models.evaluation.correctness`) is learned anew each time; the mirror ships none.

The other sources have few or unknown people, or good and bad ones at different places; their tables say so and have no bar.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from mirror.geometry import MEASURES, Calibration, body_from_pose, measure
from mirror.pose.core import Pose
from models.corpus.sequence import Corpus
from models.corpus.sequence import Sequence as Recorded
from models.evaluation.correctness import NAMES, STATISTICS, Correctness, features
from models.evaluation.intervals import bootstrap

Array = NDArray[np.float64]
log = logging.getLogger(__name__)

RIGHT_OR_WRONG = ("ui_prmd_kinect", "ui_prmd_vicon")
PUBLISHED = {"accuracy": 0.8498, "precision": 0.8713, "recall": 0.8394}
"""Seed 003, table 2: squats alone, over 100 people, seen from the front."""
STRENGTHS = (0.003, 0.01, 0.03, 0.1)
"""C of the logistic regression."""
CHOICES: tuple[tuple[int, float], ...] = tuple((blocks, c) for blocks in (5, len(STATISTICS)) for c in STRENGTHS)
"""(how many of STATISTICS, C): the first five know nothing of the repetition's beginning."""
_MOST_HZ = 30.0
_POSE_SIZE = 2
_SOURCES: dict[str, tuple[str, str]] = {
    "romc57_squat": (r"set (\d+)", "one person; a recorded set is left out at a time"),
    "wing_squat": ("", "people unknown; neighbouring clips (a tenth of the file) are left out together"),
    "wafi_squat": ("", "people unknown, short pieces; neighbouring clips (a tenth of the file) are left out together"),
    "pushfit": ("subject", "a scene is left out at a time; good and bad are partly told by place"),
    "deadlift_bichraix": ("subject", "a scene is left out at a time; few scenes"),
    "deadlift_mattiolato": ("subject", "good is one man outdoors, bad two people in a gym: leaving one out leaves a class out"),
    "kinect_deadlift": ("", "one person; neighbouring repetitions (a tenth of the recording) are left out together"),
}
"""Source -> (how its rows are grouped: a pattern in the note, `subject`, or "" by order in the file; what to know of it)."""
_BLOCKS = 10
_ONE = (len(STATISTICS), 0.01)
"""The setting of the sources without a bar: nothing is chosen there."""


@dataclass(frozen=True, slots=True, eq=False)
class Rep:
    """One repetition: `label` what was made of it, `seen` its features (WIDTH,)."""

    source: str
    exercise: str
    group: str
    label: str
    seen: Array


def measured(sequence: Recorded) -> tuple[Array, Array]:
    """t (N,), values (N, MEASURES) of a sequence from a camera that is level with it, at 30 moments a second at most."""
    step = max(round(sequence.fps / _MOST_HZ), 1)
    world, visibility = sequence.world[::step], sequence.visibility[::step]
    t = np.arange(len(world)) * step / sequence.fps
    image = np.full((world.shape[1], 3), 0.5, np.float32)
    values, level = np.full((len(t), len(MEASURES)), np.nan), Calibration()
    for i, at in enumerate(t.tolist()):
        body = body_from_pose(Pose(at, image, world[i], visibility[i], _POSE_SIZE, _POSE_SIZE), level)
        if body is not None:
            values[i] = measure(body).values
    return t, values


def reps(corpus: Corpus, source: str, label: Callable[[Recorded], str]) -> list[Rep]:
    """Every labelled row of a source as one repetition; a measure that the source never gives is 0 in all of it."""
    found: list[tuple[Recorded, str, Array, Array]] = []
    rows = [r for r in corpus.select("all", (source,)) if r.get("quality")]
    for k, row in enumerate(rows):
        sequence = corpus.read(row)
        found.append((sequence, _group(row, k, len(rows)), *measured(sequence)))
    if not found:
        return []
    never = np.mean([np.isfinite(values).mean(axis=0) for *_, values in found], axis=0) < 0.5
    out = []
    for sequence, group, t, values in found:
        values[:, never] = 0.0
        seen = features(t, values)
        if seen is not None:
            out.append(Rep(source, sequence.exercise, group, label(sequence), seen))
    return out


def _group(row: dict[str, str], number: int, count: int) -> str:
    how = _SOURCES.get(row["source"], ("subject", ""))[0]
    if how == "subject":
        return row["subject"]
    if not how:
        return f"{row['source']}_{number * _BLOCKS // count}"
    told = re.search(how, row.get("note") or "")
    return f"{row['subject']}_{told.group(1)}" if told else row["id"]


def _width(blocks: int) -> NDArray[np.intp]:
    """The features of the first `blocks` statistics, and the duration."""
    n = len(NAMES)
    return np.append(np.arange(blocks * n), len(STATISTICS) * n)


def _scaled(rows: Sequence[Rep], fitted: NDArray[np.bool_]) -> Array:
    """(n, WIDTH): each sensor's features against those of its own rows that are fitted to."""
    x = np.stack([r.seen for r in rows])
    sensors = np.array([r.source for r in rows])
    out = np.zeros_like(x)
    for sensor in np.unique(sensors):
        mine = sensors == sensor
        base = x[mine & fitted] if (mine & fitted).any() else x[fitted]
        out[mine] = (x[mine] - base.mean(axis=0)) / (base.std(axis=0) + 1e-6)
    return np.clip(out, -Correctness.LIMIT, Correctness.LIMIT)


def _left_out(rows: Sequence[Rep], person: str, choice: tuple[int, float]) -> tuple[NDArray[np.intp], NDArray[np.str_]]:
    """(indices of the person's rows, the label that a judge fitted to the others gives each)."""
    groups, labels = np.array([r.group for r in rows]), np.array([r.label for r in rows])
    fitted = groups != person
    if len(np.unique(labels[fitted])) < 2:
        return np.flatnonzero(~fitted), np.full((~fitted).sum(), labels[fitted][0] if fitted.any() else "")
    x = _scaled(rows, fitted)[:, _width(choice[0])]
    judge = LogisticRegression(C=choice[1], max_iter=300, class_weight="balanced").fit(x[fitted], labels[fitted])
    told: NDArray[np.str_] = judge.predict(x[~fitted])
    return np.flatnonzero(~fitted), told


def _hits(rows: Sequence[Rep], people: Iterable[str], choice: tuple[int, float]) -> float:
    """Share told right when each of these people is left out of these rows."""
    right, count = 0, 0
    for person in people:
        at, told = _left_out(rows, person, choice)
        right += sum(rows[i].label == said for i, said in zip(at, told, strict=True))
        count += len(at)
    return right / max(count, 1)


def right_or_wrong(rows: Sequence[Rep]) -> dict[str, Any]:
    """Leave one person out over every exercise, choices made inside (see the module). Labels are `good` and `bad`."""
    exercises, people = sorted({r.exercise for r in rows}), sorted({r.group for r in rows})
    judged: list[tuple[Rep, str]] = []
    chosen: dict[str, list[float]] = {}
    for person in people:
        others = [p for p in people if p != person]
        inner = [[r for r in rows if r.exercise == e and r.group != person] for e in exercises]
        choice = max(CHOICES, key=lambda c: sum(_hits(part, others, c) for part in inner))
        chosen[person] = [float(c) for c in choice]
        for exercise in exercises:
            mine = [r for r in rows if r.exercise == exercise]
            judged += [(mine[i], str(told)) for i, told in zip(*_left_out(mine, person, choice), strict=True)]
        log.info("%s left out: %d statistics, C %g", person, *choice)
    by = {
        "per_exercise": {e: _figures([j for j in judged if j[0].exercise == e]) for e in exercises},
        "per_source": {s: _figures([j for j in judged if j[0].source == s]) for s in sorted({r.source for r in rows})},
        "per_person": {p: _figures([j for j in judged if j[0].group == p])["accuracy"] for p in people},
    }
    return {
        **_figures(judged),
        **by,
        "people": len(people),
        "chosen": chosen,
        "published": PUBLISHED,
        "other_sensor": across(rows),
    }


def across(rows: Sequence[Rep]) -> dict[str, Any]:
    """A judge fitted to one sensor's recordings, tried on another sensor's of people it has not seen, with the first one's
    scaling: what to expect on a third sensor, such as the mirror's camera. Nothing is chosen: the setting stands."""
    sources = sorted({r.source for r in rows})
    judged: list[tuple[Rep, str]] = []
    for exercise in sorted({r.exercise for r in rows}):
        for person in sorted({r.group for r in rows}):
            for source in sources:
                fitted = [r for r in rows if (r.exercise, r.source) == (exercise, source) and r.group != person]
                tried = [r for r in rows if r.exercise == exercise and r.source != source and r.group == person]
                if not tried or len({r.label for r in fitted}) < 2:
                    continue
                judge = fit(fitted)
                judged += [(r, "bad" if judge.of(r.seen) > 0.5 else "good") for r in tried]
    return _figures(judged) if judged else {}


def fit(rows: Sequence[Rep], choice: tuple[int, float] = _ONE) -> Correctness:
    """The mirror's learned judge of these repetitions (`good` or `bad`)."""
    x = np.stack([r.seen for r in rows])
    mean, scale, width = x.mean(axis=0), x.std(axis=0) + 1e-6, _width(choice[0])
    z = np.clip((x - mean) / scale, -Correctness.LIMIT, Correctness.LIMIT)[:, width]
    found = LogisticRegression(C=choice[1], max_iter=300, class_weight="balanced").fit(z, [r.label == "bad" for r in rows])
    weights = np.zeros(x.shape[1])
    weights[width] = found.coef_[0]
    return Correctness(mean, scale, weights, float(found.intercept_[0]))


def _figures(judged: Sequence[tuple[Rep, str]]) -> dict[str, Any]:
    """Accuracy with its interval over people, precision and recall of `bad`."""
    right = [float(rep.label == told) for rep, told in judged]
    wrong, said = [r.label == "bad" for r, _ in judged], [told == "bad" for _, told in judged]
    hit = sum(a and b for a, b in zip(wrong, said, strict=True))
    return {
        "accuracy": round(float(np.mean(right)), 4),
        "ci95": bootstrap(right, [r.group for r, _ in judged], lambda rows: float(np.mean(rows))),
        "precision": round(hit / max(sum(said), 1), 4),
        "recall": round(hit / max(sum(wrong), 1), 4),
        "n": len(judged),
        "groups": len({r.group for r, _ in judged}),
    }


def named(rows: Sequence[Rep], warning: str) -> dict[str, Any]:
    """A source without a bar: its groups left out in turn, the setting as it stands; recall and precision of every label."""
    judged: list[tuple[Rep, str]] = []
    for group in sorted({r.group for r in rows}):
        judged += [(rows[i], str(told)) for i, told in zip(*_left_out(rows, group, _ONE), strict=True)]
    labels = sorted({r.label for r in rows})
    most = max(sum(r.label == label for r in rows) for label in labels) / max(len(rows), 1)
    per = {}
    for label in labels:
        n, said = sum(r.label == label for r, _ in judged), sum(told == label for _, told in judged)
        hit = sum(r.label == label == told for r, told in judged)
        per[label] = {"n": n, "recall": round(hit / n, 4), "precision": round(hit / said, 4) if said else None}
    accuracy = round(float(np.mean([r.label == told for r, told in judged])), 4)
    return {
        "accuracy": accuracy,
        "always_the_commonest": round(most, 4),
        "n": len(judged),
        "groups": len({r.group for r in rows}),
        "per_label": per,
        "to_be_known": warning,
    }


def real_people(corpus: Corpus) -> dict[str, Any]:
    """All tables of real people, by source."""
    rows = [rep for source in RIGHT_OR_WRONG for rep in reps(corpus, source, lambda q: q.quality)]
    out: dict[str, Any] = {}
    if rows:
        out["ui_prmd"] = {**right_or_wrong(rows), "skipped": _labelled(corpus, RIGHT_OR_WRONG) - len(rows)}
    for source, (_, warning) in _SOURCES.items():
        found = reps(corpus, source, lambda q: q.mistakes[0] if q.mistakes else q.quality)
        if len({r.label for r in found}) > 1:
            out[source] = {**named(found, warning), "skipped": _labelled(corpus, (source,)) - len(found)}
    return out


def _labelled(corpus: Corpus, sources: Iterable[str]) -> int:
    return sum(bool(r.get("quality")) for r in corpus.select("all", sources))
