"""Teach by showing, measured: an exercise is shown by one person and counted on others who had no part in it.

Generated: every exercise of the catalogue under another name, shown four times by one avatar person with a pose network's errors
(every second one with the left arm unseen), counted by the real Trainer on six repetitions of another person at another tempo;
and scored on those and on four half ones. Real: the movements of UI-PRMD (Kinect, training and validation people), four
repetitions of one person strung together, counted on six of each other person; and videos with three repetitions or more, counted
on the videos of other people. Nothing here is of the test split.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from mirror.avatar import Camera, Noise, Person, perform, project_all
from mirror.commands import ChooseExercise
from mirror.events import RepClosed, SetEnded
from mirror.exercises import Catalogue, Exercise
from mirror.observation import Observation
from mirror.pose.core import Pose
from mirror.teaching.core import Lesson, Recording, TeachingError
from mirror.teaching.learning import learn
from mirror.trainer import Trainer
from models.corpus.sequence import Corpus, CorpusError, our_name
from models.corpus.takes import poses_of
from models.evaluation.recorded import recorded
from models.experiments.core import Options, part
from models.training.streaming import catalogue

_LOG = logging.getLogger(__name__)
SHOWN, COUNTED, HALF = 4, 6, 0.5
FPS = 20.0
_AZIMUTH = {"front": 0.0, "oblique": -40.0, "side": -85.0, "back": 180.0}
_LEFT_ARM = [13, 15, 17, 19, 21]
_NAME = "taught"
_VIDEOS = ("pushfit", "workouttracker", "kaiakol", "small_clips", "saipranavr_clips")
_GAP_S = 0.5

Moments = list[tuple[float, Pose | None]]


def run(options: Options) -> dict[str, Any]:
    """generated, mocap, video: rows and their sums."""
    names = [n for n, e in catalogue().items() if e.motion is not None]
    made = part(options, "generated", lambda: {"rows": [_generated(catalogue()[n], k) for k, n in enumerate(names)]})["rows"]
    corpus = Corpus(options.data)
    mocap = part(options, "mocap", lambda: {"rows": _mocap(corpus)})["rows"]
    video = part(options, "video", lambda: {"rows": _videos(corpus)})["rows"]
    reps = [row for row in made if not row["held"]]
    return {
        "shown": SHOWN,
        "counted": COUNTED,
        "generated": {
            "rows": made,
            "exercises": len(reps),
            "taught": sum(row["found"] == SHOWN for row in reps),
            "exact": sum(row["counted"] == COUNTED for row in reps),
            "within_one": sum(abs(row["counted"] - COUNTED) <= 1 for row in reps),
            "scored_80": sum((row["score"] or 0.0) >= 80.0 for row in reps),
            "half_less": sum(_less(row) for row in reps),
        },
        "mocap": {"rows": mocap, **_summed(mocap)},
        "video": {"rows": video, **_summed(video)},
    }


def _less(row: dict[str, Any]) -> bool:
    """Whether half repetitions scored less, or were none at all."""
    return row["score"] is not None and (row["half_score"] is None or row["half_score"] < row["score"])


def _summed(rows: Sequence[dict[str, Any]]) -> dict[str, int]:
    """Over the sets of other people; what was not taught is counted nowhere and so is wrong."""
    told = [one for row in rows for one in row["others"]]
    return {
        "lessons": len(rows),
        "taught": sum(row["found"] == row["shown"] for row in rows),
        "sets": len(told),
        "exact": sum(one["counted"] == one["true"] for one in told),
        "within_one": sum(abs(one["counted"] - one["true"]) <= 1 for one in told),
        "sets_shipped": sum(one["shipped"] is not None for one in told),
        "exact_shipped": sum(one["shipped"] == one["true"] for one in told),
        "exact_there": sum(one["counted"] == one["true"] for one in told if one["shipped"] is not None),
    }


def lesson_of(moments: Iterable[tuple[float, Pose | None]]) -> Lesson | None:
    """What is learned of it; None where nothing is."""
    recording = Recording()
    for t, pose in moments:
        recording.add(t, pose)
    try:
        return learn(recording, _NAME)
    except TeachingError:
        return None


def counted(exercise: Exercise, moments: Moments) -> tuple[int, float | None, float]:
    """Full repetitions, mean score of the full and partial ones (None without any), seconds held: by a fresh Trainer."""
    trainer = Trainer(Catalogue(iter([exercise])), None)
    events = [*trainer.apply(ChooseExercise(exercise.name))]
    for t, pose in moments:
        events += trainer.step(Observation(t, pose)).events
    events += trainer.finish(moments[-1][0])
    reps = [e for e in events if isinstance(e, RepClosed) and e.kind != "rejected"]
    scores = [e.score for e in reps if e.score is not None]
    held = sum(e.hold_s or 0.0 for e in events if isinstance(e, SetEnded))
    return sum(e.kind == "full" for e in reps), round(float(np.mean(scores)), 1) if scores else None, round(held, 1)


def _generated(exercise: Exercise, k: int) -> dict[str, Any]:
    hidden = k % 2 == 1
    lesson = lesson_of(_played(exercise, SHOWN, 710_000 + k, tempo=(0.8, 1.0, 1.25)[k % 3], lead_s=2.0, hidden=hidden))
    row: dict[str, Any] = {"exercise": exercise.name, "hidden_arm": hidden, "held": exercise.kind == "hold"}
    row |= {"found": 0, "counted": 0, "score": None, "half": 0, "half_score": None, "held_s": None, "signals": [], "sides": None}
    if lesson is None:
        return row
    row |= {
        "found": len(lesson.repetitions),
        "signals": [s.measure for s in lesson.exercise.signals],
        "sides": lesson.exercise.sides,
    }
    row["counted"], row["score"], row["held_s"] = counted(
        lesson.exercise, _played(exercise, 1 if row["held"] else COUNTED, 810_000 + k, tempo=1.1)
    )
    if not row["held"]:
        row["half"], row["half_score"], _ = counted(lesson.exercise, _played(exercise, 4, 910_000 + k, rom=HALF))
    _LOG.info("%s", row)
    return row


def _played(
    exercise: Exercise,
    reps: int,
    person: int,
    *,
    tempo: float = 1.0,
    rom: float = 1.0,
    lead_s: float = 1.0,
    hidden: bool = False,
) -> Moments:
    who = Person.random(person)
    reps = 1 if exercise.kind == "hold" else reps
    made = perform(exercise, reps, person=who, tempo=tempo, rom=rom, lead_s=lead_s, tail_s=1.2, seed=person, fps=FPS)
    camera = Camera(azimuth_deg=_AZIMUTH[exercise.views[0]], distance_m=4.0, width=1280, height=960)
    noise = Noise(np.random.default_rng(person), 1.0)
    out: Moments = []
    for pose in project_all(made.points, camera).poses(made.t):
        seen = noise(pose)
        if seen is not None and hidden:
            seen.visibility[_LEFT_ARM] = 0.05
        out.append((pose.t, seen))
    return out


def _mocap(corpus: Corpus) -> list[dict[str, Any]]:
    """UI-PRMD: the first person of each movement shows it, all others do it."""
    files: dict[str, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for split in ("train", "val"):
        for entry in corpus.select(split, ["ui_prmd_kinect"]):  # type: ignore[arg-type]
            if entry["quality"] == "good":
                files[our_name(entry["exercise"], entry["source"])][entry["subject"]].append(entry)
    rows = []
    for label, people in sorted(files.items()):
        first, *others = sorted(people)
        lesson = lesson_of(_strung(corpus, people[first][:SHOWN]))
        sets = [(person, COUNTED, _strung(corpus, people[person][:COUNTED])) for person in others]
        rows.append(_row(label, first, SHOWN, lesson, sets))
    return rows


def _strung(corpus: Corpus, entries: Sequence[dict[str, str]]) -> Moments:
    """Recordings of one repetition each, one after the other, as one set; between two the body stays where it was."""
    out: Moments = []
    for entry in entries:
        start = out[-1][0] + _GAP_S if out else 0.0
        out += [(start + pose.t, Pose(start + pose.t, pose.image, pose.world, pose.visibility, pose.width, pose.height))
                for pose in poses_of(corpus.read(entry))]  # fmt: skip
    return out


def _videos(corpus: Corpus) -> list[dict[str, Any]]:
    """Every video with so many repetitions teaches, and is counted on the videos of other people who do the same."""
    kept: dict[str, list[tuple[str, str, int, Moments]]] = defaultdict(list)
    for split in ("train", "val"):
        for entry in corpus.select(split, _VIDEOS):  # type: ignore[arg-type]
            if not entry.get("reps") or int(entry["reps"]) < 2 or entry["exercise"] not in catalogue():
                continue
            try:
                told = recorded(corpus, entry)
            except CorpusError:
                continue
            moments: Moments = [(o.t, o.pose) for o in told.observations]
            if moments:
                kept[entry["exercise"]].append((entry["id"], entry["subject"], int(entry["reps"]), moments))
    rows = []
    for label, videos in sorted(kept.items()):
        for number, who, true, moments in videos:
            sets = [(other, n, seen) for _, other, n, seen in videos if other != who]
            if true >= 3 and sets:
                rows.append(_row(label, number, true, lesson_of(moments), sets))
    return rows


def _row(label: str, who: str, shown: int, lesson: Lesson | None, sets: Iterable[tuple[str, int, Moments]]) -> dict[str, Any]:
    # What the catalogue's own file counts on the same recordings says how hard they are.
    shipped = catalogue().get(label)
    others = [
        {
            "who": other,
            "true": true,
            "counted": counted(lesson.exercise, seen)[0] if lesson is not None else 0,
            "shipped": counted(shipped, seen)[0] if shipped is not None else None,
        }
        for other, true, seen in sets
    ]
    found = len(lesson.repetitions) if lesson is not None else 0
    signals = [s.measure for s in lesson.exercise.signals] if lesson is not None else []
    row = {"exercise": label, "shown_by": who, "shown": shown, "found": found, "signals": signals, "others": others}
    _LOG.info("%s", row)
    return row
