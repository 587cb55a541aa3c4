"""Gestures: how surely the mirror understands them, and how often it hears one where nobody said anything.

Said: the avatar's signals, made by people whom nothing was tuned on, turned up to 30 degrees from the mirror, through BlazePose
from pixels and on landmarks with its errors.

Not said: recordings of real people (train and val, on which the sizes in mirror/workout/gestures.py were chosen, and test, which
chose nothing), generated exercises, and the examiner's daily life. Each is heard twice: as between sets, where every gesture
means something, and as in a set (a hand above the head or crossed arms, held longer). A recording of somebody who raises a hand
is a gesture: `asked` counts those whose label says that it shows one.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mirror.avatar import Camera, Noise, Person, project_all
from mirror.avatar.posture import joined, lay
from mirror.avatar.signals import SIGNALS, signal
from mirror.avatar.transition import held, stance, stay
from mirror.pose import skeleton as s
from mirror.pose.core import Pose
from mirror.workout.gestures import ALL, GestureName, Gestures
from models.corpus.generate import performed
from models.corpus.seen import filmed_points
from models.corpus.sequence import Corpus, CorpusError, Sequence, Split
from models.examiner.bodies import body
from models.examiner.daily import day, on_landmarks
from models.examiner.settings import settings
from models.experiments.core import Options, part

_LOG = logging.getLogger(__name__)
Heard = list[tuple[float, GestureName]]

SAID: dict[str, GestureName] = {
    "raise_left": "raise_hand",
    "raise_right": "raise_hand",
    "cross_arms": "cross_arms",
    "point_left": "point_left",
    "point_right": "point_right",
}
IN_A_SET: frozenset[GestureName] = frozenset({"raise_hand", "cross_arms"})
TURNS = (-30.0, -15.0, 0.0, 15.0, 30.0)
SEED = 313
FPS = 15.0
_ASKED = re.compile(r"raise_your_(other_)?hand|wave_your|raise_your_arm")
_PX_PER_M = 300.0


def run(options: Options, people: int = 20, exercises: int = 500, days: int = 12, minutes: float = 10.0) -> dict[str, Any]:
    """See the module. people: filmed (six times as many on landmarks). exercises: performances. days: of so many minutes."""
    corpus = Corpus(options.data)
    out: dict[str, Any] = {
        "signals_pixels": part(options, "pixels", lambda: told(signalled(k, True) for k in range(people))),
        "signals_landmarks": part(options, "landmarks", lambda: told(signalled(k, False) for k in range(6 * people))),
        "exercises": part(options, "exercises", lambda: overheard(_exercised(exercises))),
        "daily": part(options, "daily", lambda: overheard(_lived(days, minutes))),
    }
    splits: tuple[Split, ...] = ("train", "val", "test")
    for split in splits:
        name = f"recorded_{split}"
        out[name] = part(options, name, partial(_overheard_in, corpus, split))
    for name, row in out.items():
        _LOG.info("%s: %s", name, row)
    return out


def _overheard_in(corpus: Corpus, split: Split) -> dict[str, Any]:
    return overheard(_recorded(corpus, split))


def heard(t: Iterable[float], poses: Iterable[Pose | None], *, in_a_set: bool = False) -> Heard:
    """What is heard of a stream, and when."""
    gestures, found = Gestures(), []
    for moment, pose in zip(t, poses, strict=True):
        said = gestures.step(moment, pose, IN_A_SET if in_a_set else ALL, exercising=in_a_set)
        if said is not None:
            found.append((moment, said))
    return found


# -- said --------------------------------------------------------------------------------------------------------------


def signalled(number: int, pixels: bool) -> tuple[list[tuple[str, float, float]], Heard]:
    """One of the examiner's people gives every signal once: (name, from, to) of each, and what was heard."""
    rng = np.random.default_rng((SEED, number))
    person = body(rng, settings().bodies, 62_000_000 + number)
    parts = [stay(held(person, {}, anchors=stance(person)), 0.5, FPS).moved(TURNS[number % len(TURNS)], 0.0, 0.0)]
    marks = []
    for name in rng.permutation(sorted(SIGNALS)):
        start = sum(map(len, parts)) / FPS
        parts.append(signal(person, parts[-1], str(name), FPS, rng=rng))
        marks.append((str(name), start, sum(map(len, parts)) / FPS))
    points = lay(person, joined(parts)).points
    camera = _camera(person, rng)
    t = np.arange(len(points)) / FPS
    if pixels:
        poses = filmed_points(points, camera, FPS, seed=number).poses()
    else:
        network = Noise(rng)
        poses = [network(pose) for pose in project_all(points, camera).poses(t)]
    return marks, heard(t, poses)


def _camera(person: Person, rng: np.random.Generator) -> Camera:
    height, distance = float(rng.uniform(0.8, 1.8)), float(rng.uniform(2.6, 3.8))
    pitch = float(np.degrees(np.arctan2(0.6 * person.height_m - height, distance)))
    return Camera(height, pitch, 0.0, 0.0, distance, 54.0, 640, 360)


def told(rows: Iterable[tuple[list[tuple[str, float, float]], Heard]]) -> dict[str, Any]:
    """How many were made, understood, and what else was heard."""
    made, understood, wrong = Counter[str](), Counter[str](), 0
    for marks, found in rows:
        used: set[tuple[float, GestureName]] = set()
        for name, start, end in marks:
            made[SAID[name]] += 1
            right = {(t, said) for t, said in found if start <= t <= end and said == SAID[name]}
            understood[SAID[name]] += bool(right)
            used |= right
        wrong += len(set(found) - used)
    total = sum(made.values())
    return {
        "made": total,
        "understood": sum(understood.values()),
        "share": round(sum(understood.values()) / max(total, 1), 4),
        "wrong": wrong,
        "by_gesture": {name: [understood[name], made[name]] for name in sorted(made)},
    }


# -- not said ----------------------------------------------------------------------------------------------------------

Stream = tuple[str, NDArray[np.float64], list[Pose | None]]


def overheard(streams: Iterable[Stream]) -> dict[str, Any]:
    """Gestures heard an hour, between sets and in a set, and with what label."""
    seconds = 0.0
    counts: dict[bool, Counter[tuple[str, str]]] = {False: Counter(), True: Counter()}
    for label, t, poses in streams:
        seconds += len(t) * float(np.median(np.diff(t))) if len(t) > 1 else 0.0
        for in_a_set, count in counts.items():
            for _, said in heard(t, poses, in_a_set=in_a_set):
                count[said, label] += 1
    hours = seconds / 3600.0
    out: dict[str, Any] = {"hours": round(hours, 3)}
    for in_a_set, count in counts.items():
        asked = sum(n for (_, label), n in count.items() if _ASKED.search(label))
        total = sum(count.values())
        by_gesture = Counter[str]()
        for (said, _), n in count.items():
            by_gesture[said] += n
        out["in_a_set" if in_a_set else "between_sets"] = {
            "heard": total,
            "asked": asked,
            "false_an_hour": round((total - asked) / max(hours, 1e-9), 2),
            "by_gesture": dict(sorted(by_gesture.items())),
            "most": [[said, label, n] for (said, label), n in count.most_common(12)],
        }
    return out


def _recorded(corpus: Corpus, split: Split) -> Iterator[Stream]:
    """Recordings of real people: as filmed where they are BlazePose's own landmarks, else turned to face the mirror."""
    for row in corpus.select(split):
        try:
            sequence = corpus.read(row)
        except CorpusError:
            continue
        if sequence.frame == "lifted":  # one frame's depth tells nothing of how somebody is turned
            continue
        size = 1280, 720
        if sequence.frame == "landmarks":
            image = corpus.frames(row)[..., :3]
            size = int(float(row.get("width") or size[0])), int(float(row.get("height") or size[1]))
        else:
            image = _facing(sequence.world)
        yield sequence.label, np.arange(len(image)) / sequence.fps, _poses(sequence, image, size)


def _facing(world: NDArray[np.float32]) -> NDArray[np.float32]:
    """(T, 33, 3) normalised image of the metres, seen from straight ahead and from afar."""
    line = np.nanmean(world[:, [s.LEFT_SHOULDER, s.LEFT_HIP]] - world[:, [s.RIGHT_SHOULDER, s.RIGHT_HIP]], axis=(0, 1))
    length = max(float(np.hypot(line[0], line[2])), 1e-6)
    cos, sin = line[0] / length, line[2] / length
    turned = world @ np.array([[cos, 0.0, sin], [0.0, 1.0, 0.0], [-sin, 0.0, cos]], np.float32).T
    image: NDArray[np.float32] = (turned * np.array([_PX_PER_M / 1280, _PX_PER_M / 720, 1.0]) + [0.5, 0.5, 0.0]).astype(
        np.float32
    )
    return image


def _poses(sequence: Sequence, image: NDArray[np.float32], size: tuple[int, int]) -> list[Pose | None]:
    trunk = [s.LEFT_SHOULDER, s.RIGHT_SHOULDER, s.LEFT_HIP, s.RIGHT_HIP]
    there = np.asarray(np.isfinite(image[:, trunk]).all(axis=(1, 2)))
    return [
        Pose(i / sequence.fps, image[i].astype(np.float32), sequence.world[i], sequence.visibility[i], *size) if found else None
        for i, found in enumerate(there)
    ]


def _exercised(count: int) -> Iterator[Stream]:
    """The catalogue's exercises in all their ways, and invented ones, from ahead and half aside, with BlazePose's errors."""
    for number in range(count):
        rng = np.random.default_rng((SEED, 1, number))
        done = performed(number, SEED, fps=FPS)
        if done.exercise == "none":
            continue
        height, distance = float(rng.uniform(0.6, 1.7)), float(rng.uniform(2.6, 3.8))
        pitch = float(np.degrees(np.arctan2(0.95 - height, distance)))
        camera = Camera(height, pitch, 0.0, float(rng.uniform(-45.0, 45.0)), distance, 52.0, 1280, 720)
        network = Noise(rng)
        made = done.performance
        label = "invented" if done.exercise == "" else done.label
        yield label, made.t, [network(pose) for pose in project_all(made.points, camera).poses(made.t)]


def _lived(days: int, minutes: float) -> Iterator[Stream]:
    """The examiner's daily life, which judges alone."""
    for number in range(days):
        life = day(number, minutes, SEED, FPS)
        yield "daily", life.t, on_landmarks(life).poses()
