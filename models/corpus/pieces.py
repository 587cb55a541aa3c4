"""Pieces: what the network is fitted to, cut from sequences: variants in its own input form with all that is known of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Sequence as Many

import numpy as np
from numpy.typing import NDArray

from mirror.exercises.core import Exercise
from models.corpus.augment import STRENGTHS, unchanged, variant
from models.corpus.compose import UNKNOWN, Piece, moving_part
from models.corpus.sequence import Sequence

NAMES: tuple[str, ...] = (
    "none",
    "alternating_lateral_lunge",
    "bench_press",
    "bicep_curl",
    "chest_fly",
    "dead_bug",
    "deadlift",
    "decline_bench_press",
    "dip",
    "discus_throw",
    "front_raise",
    "handstand_push_up",
    "hip_thrust",
    "inchworm",
    "incline_bench_press",
    "jumping_jack",
    "lateral_raise",
    "leg_extension",
    "leg_raise",
    "lunge",
    "plank",
    "pull_up",
    "push_up",
    "romanian_deadlift",
    "russian_twist",
    "shoulder_abduction",
    "shoulder_press",
    "side_lunge",
    "sit_to_stand",
    "sit_up",
    "spiderman_push_up",
    "squat",
    "t_bar_row",
    "tricep_pushdown",
    "wall_push_up",
)
"""What the network tells apart: the catalogue but for UNTOLD. Every other movement of the corpus is `none` to it; the metric head
keeps them apart."""

GENERATED = frozenset({"avatar", "filmed"})
HOLDS = frozenset({"plank"})
"""Exercises without movement."""
_WEIGHT = {"landmarks": 1.0, "recovered": 0.7, "lifted": 0.5, "mocap": 0.45, "avatar": 0.6, "filmed": 0.8}
# Of what is none: gestures of real people are what an exercise of the arms is most easily seen in, and only the avatar lives an
# everyday life in these rooms.
_NONE_WEIGHT = {"landmarks": 2.0, "recovered": 0.7, "lifted": 0.5, "mocap": 1.5, "avatar": 2.6, "filmed": 3.2}
# Mostly held end positions, not movements.
_SOURCE_WEIGHT = {"exercise_correction": 0.15, "romc57_squat": 0.2, "wing_squat": 0.3, "wafi_squat": 0.3}
# Movements that a class of ours is part of or that the label does not settle: neither the class nor its contrary is taught.
_LEFT_OUT = frozenset({"other:mixed", "up_down"})
_TURN = 0.08  # share of a repetition around its middle in which nobody should say which half it is, where only bounds are known


UNTOLD: Mapping[str, str] = {"hammer_curl": "bicep_curl", "lat_pulldown": "shoulder_press"}
"""Of the catalogue, what the network cannot tell from another exercise, and from which: neither a class nor none. A hammer curl
differs from a curl by the turn of the hand alone, a lat pull-down from a seated press by the side on which the load hangs."""


def class_of(name: str) -> int:
    """Our class of an exercise; other movements are none; UNKNOWN for an invented one and for what cannot be told."""
    if not name or name in UNTOLD:
        return UNKNOWN
    return NAMES.index(name) if name in NAMES else 0


def usable(sequence: Sequence) -> bool:
    """Whether it can be taught or judged: a label that settles what it is, and a second of it."""
    return sequence.label not in _LEFT_OUT and len(sequence.world) >= 16


def mistakes_of(catalogue: Mapping[str, Exercise]) -> tuple[str, ...]:
    """ "exercise/mistake" of all that the avatar can show, in the order of the network's outputs."""
    return tuple(
        f"{name}/{m.name}" for name in NAMES if name in catalogue for m in catalogue[name].mistakes if m.motion is not None
    )


def labels_of(sequences: Iterable[Sequence]) -> dict[str, int]:
    """The fine labels that occur, numbered in alphabetical order."""
    return {label: i for i, label in enumerate(sorted({q.label for q in sequences}))}


def pieces_of(
    sequences: Iterable[Sequence],
    fine: Mapping[str, int],
    rng: np.random.Generator,
    *,
    mistakes: Many[str] = (),
    holds: frozenset[str] = HOLDS,
) -> list[Piece]:
    """Variants of the sequences; scarce material is varied more often. `mistakes` as `mistakes_of` gives them."""
    rows = [q for q in sequences if usable(q)]
    count = Counter((q.exercise, q.source) for q in rows)
    at = {name: i for i, name in enumerate(mistakes)}
    out = []
    for q in rows:
        label = class_of(q.exercise)
        kind = q.source if q.source in GENERATED else q.frame
        for k in range(copies_of(kind, label, count[(q.exercise, q.source)])):
            made = unchanged(q) if k == 0 and q.frame == "landmarks" else variant(q, rng, STRENGTHS[kind])
            x = made.features()
            if len(x) < 8:
                continue
            frames = made.frames(len(x))
            out.append(
                Piece(
                    x.astype(np.float16),
                    label,
                    fine.get(q.label, UNKNOWN),
                    q.source,
                    q.subject,
                    weight_of(q),
                    (0, len(x)) if q.exercise in holds else moving_part(x),
                    halves(q)[frames],
                    shown(q, at)[frames],
                )
            )
    return out


def weight_of(sequence: Sequence) -> float:
    """A recording's share among its class: what the mirror will see weighs most."""
    kind = sequence.source if sequence.source in GENERATED else sequence.frame
    return _NONE_WEIGHT[kind] if class_of(sequence.exercise) == 0 else _SOURCE_WEIGHT.get(sequence.source, _WEIGHT[kind])


def copies_of(kind: str, label: int, count: int) -> int:
    """How many variants of a recording are made, of `count` of its exercise and source."""
    if kind == "filmed":
        return 2
    if kind == "avatar" or (label == 0 and kind != "landmarks"):
        return 1
    return max(1, round(min(8.0, 160.0 / count)))


def halves(q: Sequence) -> NDArray[np.int8]:
    """(T,) 0 in the first half of a repetition, 1 in the second, UNKNOWN elsewhere and where nobody should say.

    Where only start and end are known, the turn is taken to lie in the middle.
    """
    out = np.full(len(q.world), UNKNOWN, np.int8)
    for k, (first, last) in enumerate(q.bounds):
        if not 0 <= first < last <= len(out):
            continue
        turn = q.peaks[k] if q.peaks else (first + last) // 2
        slack = 1 if q.peaks else round(_TURN * (last - first))
        out[first : max(first, turn - slack)] = 0
        out[turn + slack : last] = 1
    return out


def shown(q: Sequence, at: Mapping[str, int]) -> NDArray[np.int16]:
    """(T,) within repetitions of which it is known: 0 no mistake, k + 1 mistake k; UNKNOWN elsewhere."""
    out = np.full(len(q.world), UNKNOWN, np.int16)
    for (first, last), name in zip(q.bounds, q.shown or (), strict=False):
        if name == "":
            out[first:last] = 0
        elif f"{q.exercise}/{name}" in at:
            out[first:last] = at[f"{q.exercise}/{name}"] + 1
    return out
