"""Movements of the avatar as training sequences: many bodies, tempi, ranges and ways of doing the same exercise, and of doing
none.

What real people vary and a catalogue's key poses do not: where the arms are in a squat or lunge, a split stance, one arm after
the other, sitting, grips. These are written here as changes to the exercise's own motion table, so that the catalogue stays the
only place that says what an exercise is.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from mirror import paths
from mirror.avatar import Person, perform
from mirror.avatar.daily import daily_life
from mirror.avatar.everyday import EVERYDAY, everyday
from mirror.avatar.motion import props_for
from mirror.avatar.performance import PHASES, Performance
from mirror.exercises.core import Catalogue, Exercise, load_catalogue
from models.corpus.invented import IDEAS, invent
from models.corpus.sequence import Sequence

Table = Mapping[str, float]
FPS = 20.0
"""Frames per second of what is generated."""
_PX_PER_M = 300.0

ARMS: tuple[Table, ...] = (
    {"arm_forward": 88, "arm_side": 3, "elbow": 168},  # straight ahead
    {"arm_forward": 172, "arm_side": 12, "elbow": 168},  # overhead
    {"arm_side": 40, "arm_forward": -14, "arm_rotate": -48, "elbow": 76},  # on the hips
    {"arm_forward": 34, "arm_side": 0, "arm_rotate": -62, "elbow": 72},  # folded
    {"arm_forward": 58, "arm_side": 2, "elbow": 40},  # hands at the chest, a weight held there
    {"arm_forward": 20, "arm_side": 44, "arm_rotate": 70, "elbow": 44},  # a bar on the shoulders
    {"arm_forward": 2, "arm_side": 9, "elbow": 170},  # hanging, dumbbells
    {"arm_forward": 110, "arm_side": 60, "elbow": 40},  # behind the head
)
_SEATED: Table = {"hip": 94, "knee": 92, "leg_side": 9, "lean": -2}

# Ways of doing an exercise: changes to the tables rest and peak (a tuple of both where they differ) and to the motion itself.
_WAYS: Mapping[str, tuple[Mapping[str, Any], ...]] = {
    "squat": (
        {},
        *({"both": arms} for arms in ARMS),
        {"both": {"leg_side": 24, "toe_out": 34, "leg_rotate": 32}},
        {"peak": {"hip": 92, "knee": 98, "lean": 20}},
        {"peak": {"hip": 46, "knee": 56, "lean": 26}},
    ),
    "lunge": (
        {},
        *({"both": arms} for arms in ARMS),
        # Split stance: the feet stay where they are, only the hips go down.
        *(
            {
                "rest": {
                    "left_step_forward": 0.26,
                    "right_step_forward": -0.26,
                    "left_hip": 156,
                    "left_knee": 168,
                    "right_hip": 196,
                    "right_knee": 166,
                    "right_heel": 30,
                    **arms,
                },
                "peak": {"left_step_forward": 0.26, "right_step_forward": -0.26, "right_heel": 58, **arms},
                "via": (),
                "alternate": False,
            }
            for arms in (ARMS[2], ARMS[6], ARMS[4], ARMS[3])
        ),
        # Back steps.
        {
            "peak": {"left_step_forward": 0.0, "right_step_forward": -0.5},
            "via": ({"at": 0.4, "pose": {"right_step_up": 0.05, "right_step_forward": -0.24}},),
        },
        {"alternate": False},
    ),
    "bicep_curl": (
        {},
        {"alternate": True, "peak": {"right_elbow": 162, "right_arm_forward": 2}},
        {"alternate": False, "peak": {"right_elbow": 162, "right_arm_forward": 2}},
        {"both": _SEATED},
        {"both": _SEATED, "alternate": True, "peak": {"right_elbow": 162, "right_arm_forward": 2}},
        {"peak": {"arm_forward": 26, "elbow": 38}},
        {"rest": {"elbow": 140}, "peak": {"elbow": 60}},
        {"both": {"lean": 8, "arm_side": 4}},
        {"both": {"arm_side": 18}},
    ),
    "shoulder_press": (
        {},
        {"both": _SEATED},
        {"both": {**_SEATED, "lean": -12}},
        {"rest": {"elbow": 96, "arm_side": 78}, "peak": {"arm_side": 160, "elbow": 166}},
        {"rest": {"elbow": 50, "arm_side": 34, "arm_forward": 30, "arm_rotate": 60}, "peak": {"arm_side": 165}},
        {
            "both": _SEATED,
            "rest": {"elbow": 50, "arm_side": 34, "arm_forward": 30, "arm_rotate": 60},
            "peak": {"arm_side": 165, "elbow": 168},
        },
        {"rest": {"elbow": 34, "arm_side": 10, "arm_forward": 58, "arm_rotate": 0}, "peak": {"arm_forward": 170, "arm_side": 14}},
        {"alternate": True, "peak": {"right_arm_side": 60, "right_elbow": 78, "right_arm_forward": 12, "right_arm_rotate": 88}},
        {"both": _SEATED, "rest": {"elbow": 84, "arm_side": 70}, "peak": {"arm_side": 140, "elbow": 150}},
    ),
    "front_raise": (
        {},
        {"alternate": True, "peak": {"right_arm_forward": 6}},
        {"alternate": False, "peak": {"right_arm_forward": 6}},
        {"peak": {"arm_forward": 104}},
        {"peak": {"arm_forward": 74}},
        {"both": {"elbow": 150}},
        {"peak": {"lean": -9}},
        {"both": {"arm_side": 14}},
    ),
    "deadlift": (
        {},
        {"both": {"leg_side": 24, "toe_out": 32, "leg_rotate": 26}, "peak": {"lean": 44, "hip": 76, "knee": 96}},
        {"peak": {"lean": 72, "hip": 78, "knee": 130}},
        {"peak": {"lean": 54, "hip": 62, "knee": 92}},
        {"peak": {"bend": 26}},
        {"peak": {"arm_forward": 60}},
    ),
    "pull_up": (
        {},
        {"both": {"arm_side": 40}},
        {"both": {"arm_side": 8}},
        {"both": {"knee": 88, "hip": 170}},
        {"both": {"knee": 176, "hip": 178}},
        {"both": {"hip": 130, "knee": 150}},
        {"both": {"left_knee": 80, "right_knee": 96}},
        {"rest": {"elbow": 150}, "peak": {"elbow": 80, "arm_forward": 52}},
    ),
    "sit_up": (
        {},
        {"both": {"arm_forward": 40, "arm_side": 0, "arm_rotate": -50, "elbow": 60}},
        {"both": {"arm_forward": 80, "arm_side": 4, "elbow": 168}},
        {"both": {"arm_forward": 14, "arm_side": 10, "elbow": 166}},
        {"peak": {"lean": 4, "hip": 52}},
        {"peak": {"lean": -54, "bend": 24}},
        {"rest": {"arm_forward": 170, "elbow": 170}, "peak": {"arm_forward": 88, "elbow": 170, "lean": 4, "hip": 52}},
        {"both": {"knee": 120}},
    ),
    "push_up": (
        {},
        {"both": {"arm_side": 26}},
        {"both": {"arm_side": 2, "elbow_out": 4}},
        {"peak": {"elbow": 100}},
        {"both": {"leg_side": 12}},
        {"both": {"hip": 166}},
        {"both": {"nod": 6}},
        {"both": {"arm_forward": 88}},
    ),
    "jumping_jack": (
        {},
        {"peak": {"arm_side": 165, "elbow": 165}},
        {"peak": {"arm_side": 100, "elbow": 168}},
        {"peak": {"leg_side": 24}},
        {"peak": {"arm_side": 130, "elbow": 120}},
        {"via": ({"at": 0.5, "pose": {"shift_up": 0.09, "knee": 168, "heel": 30, "arm_side": 86}},)},
    ),
}

# What none may look like, beyond the everyday motions: other exercises' and idle movements on standing feet.
_OTHER: Mapping[str, Mapping[str, Any]] = {
    "lateral raise": {"rest": {"arm_side": 6, "elbow": 166}, "peak": {"arm_side": 88, "elbow": 164}},
    "scaption": {"rest": {"arm_side": 6}, "peak": {"arm_side": 60, "arm_forward": 66, "elbow": 170}},
    "one arm up": {"rest": {}, "peak": {"left_arm_side": 150, "left_elbow": 160}, "alternate": True},
    "arms overhead sideways": {"rest": {"arm_side": 8}, "peak": {"arm_side": 160, "elbow": 166}},
    "side bend": {"rest": {"side": -2}, "peak": {"side": 28, "tilt": 4}, "alternate": True},
    "twist": {"rest": {**ARMS[3]}, "peak": {**ARMS[3], "twist": 48}, "alternate": True},
    "toe touch": {"rest": {}, "peak": {"lean": 70, "bend": 30, "hip": 80, "knee": 172, "arm_forward": 96}},
    "knee up": {
        "rest": {},
        "peak": {"left_hip": 88, "left_knee": 84, "left_step_up": 0.24, "left_step_forward": 0.12},
        "alternate": True,
    },
    "calf raise": {"rest": {}, "peak": {"heel": 34}},
    "nod": {"rest": {}, "peak": {"nod": 26}},
    "shrug": {"rest": {}, "peak": {"shrug": 0.035}},
    "sway": {"rest": {"shift_left": -0.03}, "peak": {"shift_left": 0.04, "left_leg_side": 5}},
    "triceps": {"rest": {"elbow": 78, "arm_forward": 6}, "peak": {"elbow": 168, "arm_forward": 2}, "keep": 0.0},
    "hands together": {"rest": {"arm_forward": 88, "arm_side": 60}, "peak": {"arm_forward": 88, "arm_side": 2}},
    "row": {
        "rest": {"lean": 40, "hip": 120, "knee": 150, "arm_forward": 40, "elbow": 170},
        "peak": {"lean": 40, "hip": 120, "knee": 150, "arm_forward": -30, "elbow": 84},
    },
    "side step squat": {
        "rest": {},
        "peak": {"left_step_out": 0.42, "left_hip": 110, "left_knee": 104, "lean": 20, "right_leg_side": 30},
        "alternate": True,
    },
    "leg to the side": {
        "rest": {},
        "peak": {"left_leg_side": 32, "left_step_out": 0.25, "left_step_up": 0.12},
        "alternate": True,
    },
}
_LEFT_OUT_OTHERS = frozenset({"triceps"})  # its back half is a curl's: taught as nothing


_KINDS = ("exercise", "exercise", "none", "exercise", "exercise", "none", "exercise", "invented")
"""What performance number n is of, in turn."""


def generate(count: int, seed: int = 0, *, invented: bool = False) -> Iterator[Sequence]:
    """`count` performances of the catalogue's exercises in all their ways and of none (and, if asked for, of movements that
    nobody has a name for, see models/corpus/invented.py). Deterministic."""
    made = 0
    for i in itertools.count():
        if made == count:
            return
        if not invented and _KINDS[i % len(_KINDS)] == "invented":
            continue
        yield sequence_of(performed(i, seed), i)
        made += 1


@dataclass(frozen=True, eq=False)
class Performed:
    """One generated performance and what it is to be taken for.

    Attributes: performance; exercise: the catalogue's name, "none", or "" for an invented movement (neither an exercise nor
    none); label: the fine name; fault_size: of the mistake shown, as in `perform`; rng: for what is left to chance.
    """

    performance: Performance
    exercise: str
    label: str
    fault_size: float
    rng: np.random.Generator


def taught() -> tuple[str, ...]:
    """The exercises that the avatar can do, in alphabetical order."""
    return tuple(e.name for e in _catalogue().values() if e.motion is not None)


def props_of(exercise: str) -> tuple[str, ...]:
    """What is drawn with the avatar in an exercise; nothing for none."""
    return props_for(_catalogue()[exercise]) if exercise in _catalogue() else ()


def performed(number: int, seed: int, only: str | None = None, *, fps: float = FPS, reps: tuple[int, int] = (3, 7)) -> Performed:
    """Performance `number` of a seed. `only` asks for one exercise ("none" too); `reps`: from, below.

    Deterministic, and independent of how many were made before.
    """
    catalogue = _catalogue()
    rng = np.random.default_rng((seed, number))
    person = Person.random(int(rng.integers(1_000_000)))
    kind = _KINDS[number % len(_KINDS)] if only is None else "none" if only == "none" else "exercise"
    if kind == "exercise":
        # Exercises with ways of their own are what most people do: they come twice as often.
        names = sorted([*taught(), *_WAYS])
        name = only or names[int(rng.integers(len(names)))]
        made, size = _exercise(catalogue[name], person, rng, fps, reps)
        return Performed(made, name, name, size, rng)
    if kind == "invented":
        idea = int(rng.integers(IDEAS))
        made = perform(
            invent(idea, catalogue),
            int(rng.integers(*reps)),
            person=person,
            tempo=float(np.exp(rng.uniform(np.log(0.7), np.log(1.5)))),
            rom=float(rng.uniform(0.8, 1.1)),
            lead_s=0.2,
            tail_s=0.2,
            fps=fps,
            seed=int(rng.integers(1_000_000)),
        )
        return Performed(made, "", f"invented:{idea}", 1.0, rng)
    kind = rng.random()
    if kind < 0.4:
        return Performed(_lived(person, rng, fps), "none", "daily", 1.0, rng)
    if kind < 0.8:
        name = EVERYDAY[int(rng.integers(len(EVERYDAY)))]
        made = everyday(name, person=person, seed=int(rng.integers(1_000_000)), fps=fps)
        return Performed(made, "none", f"everyday:{name}", 1.0, rng)
    others = [n for n in _OTHER if n not in _LEFT_OUT_OTHERS]
    name = others[int(rng.integers(len(others)))]
    return Performed(_other(catalogue["squat"], _OTHER[name], person, rng, fps), "none", f"other:{name}", 1.0, rng)


def _lived(person: Person, rng: np.random.Generator, fps: float) -> Performance:
    """Some everyday motions one after the other: what leads from one to the next is none too."""
    chunks = list(daily_life(float(rng.uniform(8.0, 24.0)), person=person, seed=int(rng.integers(1_000_000)), fps=fps))
    joined = {name: np.concatenate([getattr(c, name) for c in chunks]) for name in ("t", "points", "depth", "phase")}
    return replace(chunks[0], **joined)


@cache
def _catalogue() -> Catalogue:
    return load_catalogue(paths.exercises())


def _exercise(
    exercise: Exercise, person: Person, rng: np.random.Generator, fps: float, reps: tuple[int, int]
) -> tuple[Performance, float]:
    ways = _WAYS.get(exercise.name, ({},))
    changed = _changed(exercise, ways[int(rng.integers(len(ways)))], rng)
    faults = [m.name for m in exercise.mistakes if m.motion is not None]
    mistake = str(rng.choice(faults)) if faults and rng.random() < 0.4 else None
    size = float(rng.uniform(0.2, 1.7)) if mistake is not None else 1.0
    made = perform(
        changed,
        int(rng.integers(*reps)),
        person=person,
        mistake=mistake,
        fault_size=size,
        tempo=float(np.exp(rng.uniform(np.log(0.6), np.log(1.6)))),
        rom=float(rng.uniform(0.6, 1.12)),
        asymmetry=float(rng.normal(0, 0.06)),
        pause_s=float(rng.choice([0.0, 0.0, 0.3, 1.0])),
        lead_s=0.3,
        tail_s=0.3,
        start_left=bool(rng.random() < 0.5),
        fps=fps,
        seed=int(rng.integers(1_000_000)),
    )
    return made, size


def _other(base: Exercise, way: Mapping[str, Any], person: Person, rng: np.random.Generator, fps: float) -> Performance:
    motion = {
        "contact": "feet",
        "seconds": {"out": 0.9, "peak": 0.2, "back": 0.9, "rest": 0.3},
        "alternate": bool(way.get("alternate", False)),
        "rest": dict(way["rest"]),
        "peak": {**way["rest"], **way["peak"]},
    }
    return perform(
        base.model_copy(update={"motion": _jittered(motion, rng)}),
        int(rng.integers(2, 6)),
        person=person,
        tempo=float(rng.uniform(0.6, 1.8)),
        rom=float(rng.uniform(0.5, 1.2)),
        pause_s=float(rng.choice([0.0, 0.5])),
        fps=fps,
        seed=int(rng.integers(1_000_000)),
    )


def _changed(exercise: Exercise, way: Mapping[str, Any], rng: np.random.Generator) -> Exercise:
    motion: dict[str, Any] = {k: v for k, v in (exercise.motion or {}).items()}
    motion["rest"] = {**_split(motion.get("rest", {}), way), **way.get("both", {}), **way.get("rest", {})}
    motion["peak"] = {**_split(motion["peak"], way), **way.get("both", {}), **way.get("peak", {})}
    for key in ("via", "alternate"):
        if key in way:
            motion[key] = way[key]
    return exercise.model_copy(update={"motion": _jittered(motion, rng)})


def _split(pose: Table, way: Mapping[str, Any]) -> dict[str, float]:
    """The pose without channels that `both` sets (also their one-sided forms), so that it holds throughout."""
    both = way.get("both", {})
    return {k: v for k, v in pose.items() if k not in both and k.removeprefix("left_").removeprefix("right_") not in both}


_NO_ANGLES = ("hand_flat", "hand_free", "foot_free", "hand_forward", "hand_out", "hand_up", "shrug")
"""Channels that are flags or shares of the height: some degrees more would throw the hands across the room."""


def _jittered(motion: dict[str, Any], rng: np.random.Generator) -> dict[str, Any]:
    """Everybody's key poses are a little different: the same few degrees at rest and at the peak, plus a little at the peak."""
    angles = sorted({k for k in (*motion.get("rest", {}), *motion["peak"]) if "step" not in k and "shift" not in k})
    offset = {k: float(rng.normal(0, 4.0)) for k in angles if not k.endswith(_NO_ANGLES)}
    own = {k: float(rng.normal(0, 4.0)) for k in offset}
    rest = {k: v + offset.get(k, 0.0) for k, v in motion.get("rest", {}).items()}
    peak = {k: v + offset.get(k, 0.0) + own.get(k, 0.0) for k, v in motion["peak"].items()}
    return {**motion, "rest": rest, "peak": peak}


def sequence_of(done: Performed, number: int) -> Sequence:
    """The performance on exact landmarks, as a training sequence."""
    made = done.performance
    # From the room (y up, facing +z) to camera axes (y down, z away); the augmentation turns it.
    camera = made.points * np.array([1.0, -1.0, -1.0])
    hips = 0.5 * (camera[:, 23] + camera[:, 24])
    shoulders = 0.5 * (camera[:, 11] + camera[:, 12])
    world = (camera - hips[:, None]).astype(np.float32)
    bounds, peaks, shown = truth_of(done)
    return Sequence(
        id=f"avatar_{number}",
        source="avatar",
        subject=f"avatar_{number}",
        split="train",
        exercise=done.exercise,
        label=done.label,
        fps=made.fps,
        assumed=False,
        world=world,
        visibility=np.ones(world.shape[:2], np.float32),
        root_px=(hips[:, :2] * _PX_PER_M).astype(np.float32),
        torso_px=(np.linalg.norm((shoulders - hips)[:, :2], axis=1) * _PX_PER_M).astype(np.float32),
        frame="mocap",
        bounds=bounds,
        peaks=peaks,
        shown=shown,
    )


Bounds = tuple[tuple[int, int], ...]


def truth_of(done: Performed) -> tuple[Bounds, tuple[int, ...], tuple[str, ...] | None]:
    """(bounds, peaks, shown) as in Sequence: frames of each repetition, of its turning point, and the mistake in it.

    A mistake of less than about a third is none, from 0.9 on it is one; between them nobody should have to say.
    """
    made, bounds, peaks, shown = done.performance, [], [], []
    for rep in made.reps:
        first, last = round(rep.start_s * made.fps), min(round(rep.end_s * made.fps), len(made.t))
        if last - first < 2:
            continue
        bounds.append((first, last))
        deepest = np.flatnonzero(made.phase[first:last] == PHASES.index("peak"))
        peaks.append(first + (int(deepest.mean()) if len(deepest) else int(made.depth[first:last].argmax())))
        small = rep.mistake is None or done.fault_size < 0.35
        shown.append("" if small else str(rep.mistake) if done.fault_size >= 0.9 else "?")
    return tuple(bounds), tuple(peaks), tuple(shown) if done.exercise not in ("none", "") else None
