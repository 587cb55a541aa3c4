"""Joint scores: seed 000's protocol on recorded and generated people, faults of named joints, and what must not matter.

Forms and clusters come from the training split's people (and, for generated ones, from other generated people); the published
method stands beside ours on the same sequences. The published method's setting is the one with the widest margin on validation.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from mirror import paths
from mirror.avatar import Camera, Person, perform
from mirror.exercises.core import Catalogue, load_catalogue
from mirror.geometry.measures import sides
from models.corpus.sequence import Corpus, Split
from models.corpus.takes import COCO, Take, acted, faults, generated, recorded, swings_of
from models.evaluation.clusters import Clusters, Setting
from models.evaluation.figures import ratio
from models.evaluation.intervals import bootstrap
from models.evaluation.scoring import TRAIN_EVERY, Scorer, best_setting, exercises_of, figures, ours, published
from models.experiments.core import Options, part

_LOG = logging.getLogger(__name__)
TAUGHT_SEED, TAUGHT = 4001, 4
JUDGED_SEED, JUDGED = 4007, 2
"""Generated people an exercise: of the clusters (the first of those whose forms the TOMLs hold), and of the judgement."""
FAULTS_SEED, FAULT_PEOPLE = 4011, 1
SPLITS: tuple[Split, ...] = ("val", "test")
DROP, REST = 30.0, 10.0
"""Points by which a fault's joint must drop and the others may."""

MOVEMENTS = ("squat", "push_up", "jumping_jack", "lunge", "bicep_curl", "shoulder_press", "deadlift", "sit_up")
"""What is seen under other conditions."""
CONDITIONS: dict[str, tuple[float, ...]] = {
    "camera height, m": (0.4, 0.8, 1.4, 1.8),
    "turn of the person, degrees": (-60.0, -30.0, 0.0, 60.0),
    "tempo": (0.6, 0.8, 1.3, 1.6),
    "body height, m": (1.5, 1.6, 1.85, 2.0),
}
_HEIGHT_M, _TURN_DEG, _TEMPO, _BODY_M = 1.1, 30.0, 1.0, 1.7


def run(options: Options) -> dict[str, Any]:
    """`recorded` (split -> figures, ours and published), `generated`, `faults`, `invariance`."""
    catalogue = load_catalogue(paths.exercises())
    chosen = part(options, "setting", lambda: _chosen(options, catalogue))
    setting = Setting(**chosen["setting"])
    splits = {s: part(options, s, lambda s=s: _recorded(options, catalogue, s, setting)) for s in SPLITS}  # type: ignore[misc]
    return {
        "recorded": {**chosen, **splits},
        "generated": part(options, "generated", lambda: _generated(catalogue, setting)),
        "faults": part(options, "faults", lambda: _faults(catalogue, setting)),
        "invariance": part(options, "invariance", lambda: _invariance(catalogue)),
    }


def _chosen(options: Options, catalogue: Catalogue) -> dict[str, Any]:
    """The published method's setting."""
    judged = _takes(options.data, "val")
    setting, tried = best_setting(_takes(options.data, "train"), judged[::2], exercises_of(catalogue, judged))
    return {"setting": asdict(setting), "settings_on_val": tried}


def _recorded(options: Options, catalogue: Catalogue, split: Split, setting: Setting) -> dict[str, Any]:
    takes = _takes(options.data, split)
    names = exercises_of(catalogue, takes)
    clusters = Clusters.fit(setting, _takes(options.data, "train"), names)
    return {"ours": figures(ours(catalogue, takes, names)), "published": figures(published(clusters, takes, names))}


@cache
def _takes(data: Path, split: Split) -> tuple[Take, ...]:
    """A split's takes; of the training split those that clusters are made of."""
    train = split == "train"
    every = TRAIN_EVERY if train else 1
    took = tuple(recorded(Corpus(data), load_catalogue(paths.exercises()), split, every, exercises_only=train))
    _LOG.info("%s: %d sequences", split, len(took))
    return took


@cache
def _taught() -> tuple[Take, ...]:
    """Generated people for the clusters."""
    catalogue = load_catalogue(paths.exercises())
    return tuple(generated(catalogue, catalogue, TAUGHT, TAUGHT_SEED))


def _generated(catalogue: Catalogue, setting: Setting) -> dict[str, Any]:
    judged = list(generated((*catalogue, "none"), catalogue, JUDGED, JUDGED_SEED))
    names = exercises_of(catalogue, judged)
    return {
        "ours": figures(ours(catalogue, judged, names)),
        "published": figures(published(Clusters.fit(setting, _taught(), names), judged, names)),
    }


@dataclass(frozen=True, slots=True)
class Drop:
    """What one fault did to the scores of one person.

    Attributes:
        seen: whether the mirror named the fault.
        implicated: points by which the most concerned of its joints fell; None: it names no joint that has a score in this view.
        others, others_most: the mean and the largest fall of the other joints; None: there are none.
    """

    exercise: str
    mistake: str
    seen: bool
    implicated: float | None
    others: float | None
    others_most: float | None


def _faults(catalogue: Catalogue, setting: Setting) -> dict[str, Any]:
    clusters = Clusters.fit(setting, _taught(), tuple(catalogue))
    scorers = {name: Scorer(exercise) for name, exercise in catalogue.items()}
    mine, theirs = [], []
    for pair in faults(catalogue, FAULT_PEOPLE, FAULTS_SEED, fps=16.0, reps=1):
        mistake = catalogue[pair.exercise].mistake(pair.mistake)
        named = {name for joint in mistake.joints for name in _sides(joint)}
        scorer = scorers[pair.exercise]
        clean, faulty = _mean_joints(scorer, pair.clean), _mean_joints(scorer, pair.faulty)
        seen = any(pair.mistake in scorer.faults(pair.faulty, swing) for swing in pair.faulty.swings)
        mine.append(_drop(pair.exercise, pair.mistake, seen, clean, faulty, named))
        points = {name for joint in mistake.joints for name in key_points(joint)}
        before, after = (
            clusters.scores(pair.exercise, np.concatenate([t.piece(w)[1] for w in t.swings])) for t in (pair.clean, pair.faulty)
        )
        theirs.append(_drop(pair.exercise, pair.mistake, False, before, after, points))
    return {"ours": _of_drops(mine), "published": _of_drops(theirs), "each": [asdict(drop) for drop in mine]}


def _sides(joint: str) -> tuple[str, ...]:
    try:
        return sides(joint)
    except KeyError:
        return (joint,)


_TRUNK = ("left_shoulder", "right_shoulder")
_POINTS = {"body_line": ("left_hip", "right_hip"), "neck": _TRUNK, "open_shoulder": ("left_elbow", "right_elbow")}


def key_points(joint: str) -> tuple[str, ...]:
    """The key points that stand for a mistake's joint: of a limb's angle the limb's end, which is what moves; of the trunk's the
    shoulders."""
    if joint.startswith("torso"):
        return _TRUNK
    if joint in _POINTS:
        return _POINTS[joint]
    ends = {"shoulder": "elbow", "elbow": "wrist", "hip": "knee"}.get(joint, joint)
    return tuple(name for name in (f"left_{ends}", f"right_{ends}") if name in COCO)


def _mean_joints(scorer: Scorer, take: Take) -> dict[str, float]:
    """Mean over the take's movements of every joint that could be told in at least half of them."""
    told = [scorer.joints(take, swing, parts=True) for swing in take.swings]
    names = dict.fromkeys(name for joints in told for name in joints)
    kept = {name: [joints[name] for joints in told if name in joints] for name in names}
    return {name: float(np.mean(scores)) for name, scores in kept.items() if 2 * len(scores) >= len(told)}


def _drop(exercise: str, mistake: str, seen: bool, clean: dict[str, float], faulty: dict[str, float], named: set[str]) -> Drop:
    falls = {name: clean[name] - faulty[name] for name in clean if name in faulty}
    concerned = [fall for name, fall in falls.items() if name in named]
    rest = [fall for name, fall in falls.items() if name not in named]
    return Drop(
        exercise,
        mistake,
        seen,
        max(concerned) if concerned else None,
        float(np.mean(rest)) if rest else None,
        max(rest) if rest else None,
    )


def _of_drops(drops: Sequence[Drop]) -> dict[str, Any]:
    concerned = [d for d in drops if d.implicated is not None]
    rest = [d for d in drops if d.others is not None]
    told = [d for d in concerned if d.seen]
    return {
        "n": len(drops),
        "with_joint": len(concerned),
        "implicated_mean": _mean([d.implicated for d in concerned]),
        "implicated_ci95": _ci([d.implicated for d in concerned], [d.exercise for d in concerned]),
        "implicated_reached": _mean([float((d.implicated or 0.0) >= DROP) for d in concerned], 4),
        "others_mean": _mean([d.others for d in rest]),
        "others_ci95": _ci([d.others for d in rest], [d.exercise for d in rest]),
        "others_held": _mean([float((d.others or 0.0) <= REST) for d in rest], 4),
        "every_other_held": _mean([float((d.others_most or 0.0) <= REST) for d in rest], 4),
        "named": _mean([float(d.seen) for d in drops], 4),
        "implicated_mean_of_named": _mean([d.implicated for d in told]),
        "implicated_reached_of_named": _mean([float((d.implicated or 0.0) >= DROP) for d in told], 4),
    }


def _mean(values: Sequence[float | None], digits: int = 2) -> float | None:
    real = [v for v in values if v is not None]
    return round(float(np.mean(real)), digits) if real else None


def _ci(values: Sequence[float | None], groups: Sequence[str]) -> tuple[float, float] | None:
    return bootstrap(values, groups, ratio(lambda v: float(v or 0.0)))


@dataclass(frozen=True, slots=True)
class Seen:
    """How one movement is seen."""

    height_m: float = _HEIGHT_M
    turn_deg: float = _TURN_DEG
    tempo: float = _TEMPO
    body_m: float = _BODY_M


_FIELDS = dict(zip(CONDITIONS, ("height_m", "turn_deg", "tempo", "body_m"), strict=True))


def conditions() -> Iterator[tuple[str, float, Seen]]:
    """(what is changed, to what, the whole); everything else as in the reference."""
    for what, values in CONDITIONS.items():
        for value in values:
            yield what, value, replace(Seen(), **{_FIELDS[what]: value})


def _invariance(catalogue: Catalogue) -> dict[str, Any]:
    """By how many points joint scores move when only the view, the tempo or the body changes, on exact landmarks and with a pose
    network's errors; and how many joints become unknown."""
    out: dict[str, Any] = {}
    for way, level in (("exact", 0.0), ("network", 1.0)):
        rows: dict[tuple[str, float], list[float]] = {}
        lost: dict[tuple[str, float], list[float]] = {}
        for name in MOVEMENTS:
            scorer = Scorer(catalogue[name])
            reference = _seen(catalogue, name, scorer, Seen(), level)
            for what, value, how in conditions():
                here = _seen(catalogue, name, scorer, how, level)
                key = (what, value)
                rows.setdefault(key, []).extend(abs(here[j] - reference[j]) for j in reference if j in here)
                lost.setdefault(key, []).extend(float(j not in here) for j in reference)
        out[way] = [
            {
                "what": what,
                "value": value,
                "moved_mean": _mean(moved),
                "moved_p95": round(float(np.percentile(moved, 95)), 2) if moved else None,
                "unknown": _mean(lost[(what, value)], 4),
                "n": len(lost[(what, value)]),
            }
            for (what, value), moved in rows.items()
        ]
        _LOG.info("invariance, %s landmarks", way)
    return out


def _seen(catalogue: Catalogue, name: str, scorer: Scorer, how: Seen, level: float) -> dict[str, float]:
    exercise = catalogue[name]
    made = perform(exercise, 2, person=replace(Person.random(91), height_m=how.body_m), tempo=how.tempo, fps=20.0, seed=5)
    distance = 3.8
    pitch = float(np.degrees(np.arctan2(0.8 - how.height_m, distance)))
    camera = Camera(how.height_m, pitch, 0.0, how.turn_deg, distance, 60.0, 1280, 960)
    stretch, points = acted(made, camera, np.random.default_rng(3), level=level)
    take = Take(name, "avatar", name, name, True, "", stretch, points, swings_of(exercise, stretch))
    return _mean_joints(scorer, take)
