"""The 40 fine-grained classes of the QAR-EVD data set, and the avatar doing each of them.

Source: Mercier et al., "Is end-to-end learning enough for fitness activity recognition?" (2023), supplementary material,
table 6: the video-level classes of four exercises. Each is an exercise done well, with one of its mistakes, or the way into
its first position.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import numpy as np

from mirror import paths
from mirror.avatar.body import Person
from mirror.avatar.motion import motion_for
from mirror.avatar.performance import PHASES, Performance, RepTruth, natural, perform
from mirror.avatar.posture import Layout, State, joined, lay
from mirror.avatar.transition import down_to_plank, held, stay
from mirror.exercises.core import Catalogue, Exercise, load_catalogue

Variant = Literal["exercise", "getting_into_position"]
SHORTEST_S, LONGEST_S = 5.0, 8.0
"""How long a performance of a class lasts."""


@dataclass(frozen=True, slots=True)
class FineClass:
    """One class.

    Attributes:
        index: its place in CLASSES. exercise: the catalogue's name. name: the table's, in snake_case.
        mistake: the exercise's mistake that it shows, None for good form. variant: repetitions, or only the way down to the
            first plank.
    """

    index: int
    exercise: str
    name: str
    mistake: str | None
    variant: Variant = "exercise"

    @property
    def key(self) -> str:
        """Unique: exercise/name."""
        return f"{self.exercise}/{self.name}"


_CLEAN = ("no_obvious_mistakes", "good_form")
_POSITION: dict[str, str | None] = {"getting_into_position": None, "getting_into_position_hands_too_far": "hands_too_far"}
_TABLE: dict[str, str] = {
    "alternating_lateral_lunge": (
        "knee_over_toe low_range_of_motion no_obvious_mistakes no_stepping not_alternating stepping_foot_pointing_away "
        "too_fast torso_bent_forward torso_bent_sideways wrong_knee_bent"
    ),
    "dead_bug": ("foot_touching_floor moving_opposite_leg moving_same_side not_moving_arms opposite_knee_too_bent too_fast"),
    "inchworm": (
        "arms_too_narrow arms_too_wide excessively_short feet_too_narrow feet_too_wide getting_into_position "
        "getting_into_position_hands_too_far good_form head_up hips_too_low not_far_out_enough stepping_too_big "
        "too_fast"
    ),
    "spiderman_push_up": (
        "arms_too_narrow arms_too_wide good_form no_push_up not_alternating not_synced_leg_in_up not_synced_down_leg_up "
        "not_synced_down_up_leg shallow too_fast too_slow"
    ),
}


def _classes() -> tuple[FineClass, ...]:
    pairs = [(exercise, name) for exercise, names in _TABLE.items() for name in names.split()]
    return tuple(
        FineClass(i, exercise, name, _POSITION[name], "getting_into_position")
        if name in _POSITION
        else FineClass(i, exercise, name, None if name in _CLEAN else name)
        for i, (exercise, name) in enumerate(pairs)
    )


CLASSES: tuple[FineClass, ...] = _classes()
"""All classes in a fixed order: by exercise, then by name as the table has them."""


def fine_class(key: int | str) -> FineClass:
    """By index or by "exercise/name". ValueError, a sentence, for one that is not there."""
    if isinstance(key, str):
        for found in CLASSES:
            if found.key == key:
                return found
    elif 0 <= key < len(CLASSES):
        return CLASSES[key]
    raise ValueError(f"there is no fine class {key!r}; there are 0 to {len(CLASSES) - 1} and names such as {CLASSES[0].key}")


@cache
def _catalogue() -> Catalogue:
    return load_catalogue(paths.exercises())


def perform_class(
    key: int | str,
    *,
    person: Person | None = None,
    tempo: float = 1.0,
    rom: float = 1.0,
    fault_size: float = 1.0,
    variation: float = 1.0,
    seed: int = 0,
    fps: float = 30.0,
) -> Performance:
    """5 to 8 s of a class; the same arguments give the same performance.

    The length, the rest before the first movement and the side that begins are drawn from `seed`; so is the person where none
    is given. The end may cut a repetition, as a recording does; `reps` holds those that were over before it.

    Args: tempo, rom, fault_size, variation, fps: as in `perform`. rom says nothing to a way into position.
    Raises ValueError for an unknown class and ExerciseError where the exercise cannot show it.
    """
    chosen = fine_class(key)
    exercise = _catalogue()[chosen.exercise]
    rng = np.random.default_rng((seed, chosen.index, 4))
    who = person or Person.random(int(rng.integers(2**31)))
    length, lead = float(rng.uniform(SHORTEST_S, LONGEST_S)), float(rng.uniform(0.15, 0.6))
    start_left, inner = bool(rng.integers(2)), int(rng.integers(2**31))
    if chosen.variant == "getting_into_position":
        return _into_position(exercise, chosen.mistake, who, length, lead, tempo, fault_size, variation, inner, fps)
    needed = 2 if motion_for(exercise).alternate else 1

    def made(reps: int) -> Performance:
        return perform(
            exercise,
            reps,
            person=who,
            mistake=chosen.mistake,
            tempo=tempo,
            rom=rom,
            lead_s=lead,
            tail_s=LONGEST_S,
            variation=variation,
            start_left=start_left,
            fps=fps,
            seed=inner,
            fault_size=fault_size,
        )

    first = made(needed)
    # Both sides, or one whole repetition of a long exercise, are wanted in the picture.
    length = min(max(length, first.reps[-1].end_s + 0.2), LONGEST_S)
    period = (first.reps[-1].end_s - lead) / needed
    return _begun(made(math.ceil(length / period) + 1), length)


def _begun(whole: Performance, seconds: float) -> Performance:
    """The first `seconds` of a performance, with the repetitions that were over by then."""
    n = min(math.ceil(seconds * whole.fps), len(whole.t))
    reps: tuple[RepTruth, ...] = tuple(r for r in whole.reps if r.end_s <= n / whole.fps)
    body = whole.layout
    return replace(
        whole,
        t=whole.t[:n],
        points=whole.points[:n],
        depth=whole.depth[:n],
        phase=whole.phase[:n],
        reps=reps,
        state=whole.state[:n],
        layout=Layout(*(getattr(body, part)[:n] for part in ("points", "head", "neck", "chest", "pelvis"))),
    )


def _into_position(
    exercise: Exercise,
    mistake: str | None,
    person: Person,
    seconds: float,
    lead: float,
    tempo: float,
    fault_size: float,
    variation: float,
    seed: int,
    fps: float,
) -> Performance:
    """From standing over a squat into the exercise's peak (a plank), and staying there."""
    done = perform(exercise, 1, person=person, mistake=mistake, variation=0.0, fps=fps, fault_size=fault_size)
    peak = int(np.argmax(done.depth))
    plank = done.state[peak : peak + 1]
    standing = stay(held(person, {}), lead, fps)
    down, move = down_to_plank(person, standing, plank, fps, min(4.0 / tempo, seconds - lead - 0.5))
    plank = State(plank.root + move, plank.angles, plank.ankles + move, plank.wrists + move, plank.sole)
    left = seconds - (len(standing) + len(down)) / fps
    state = joined([standing, down, stay(plank, max(left, 1.0 / fps), fps)])
    t = np.arange(len(state), dtype=np.float64) / fps
    rng = np.random.default_rng((seed, person.seed, 5))
    state = replace(state, angles=natural(person, rng, t, state.angles, variation, locked=True))
    layout = lay(person, state)
    return Performance(
        exercise=exercise.name,
        person=person,
        fps=fps,
        t=t,
        points=layout.points,
        depth=np.zeros(len(t)),
        phase=np.full(len(t), PHASES.index("rest"), np.int8),
        reps=(),
        state=state,
        layout=layout,
    )


__all__ = ["CLASSES", "LONGEST_S", "SHORTEST_S", "FineClass", "Variant", "fine_class", "perform_class"]
