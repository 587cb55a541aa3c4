"""calibrating: a person does what the calibration's guide asks for, and the truth about it is known.

Stand, turn with the arms held out, squat once, go back a few steps, stand and turn again.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mirror import paths
from mirror.avatar.body import Person
from mirror.avatar.contact import anchors_of
from mirror.avatar.everyday import idle, on_foot
from mirror.avatar.performance import natural, perform
from mirror.avatar.posture import State, forward, joined, lay, row
from mirror.avatar.transition import held, morph, reverse, stay
from mirror.exercises.core import load_exercise
from mirror.pose import skeleton as s

Array = NDArray[np.float64]
Part = Literal["stand near", "turn near", "squat", "walk", "stand far", "turn far"]

_TURN_S = 0.75
_EARS_TO_CROWN = 0.534
"""Shares of the head's height (chin to crown), as the renderer draws it."""


@dataclass(frozen=True, eq=False)
class Calibrating:
    """The movement with its truth.

    Attributes:
        person: who. fps: moments a second. t: (N,) seconds from 0.
        points: (N, 33, 3) metres, room frame; the near place is the origin.
        parts: what is done when, as (name, first moment, one past the last).
    """

    person: Person
    fps: float
    t: Array
    points: Array
    parts: tuple[tuple[Part, int, int], ...]

    @property
    def stature_m(self) -> float:
        """Crown over floor of the body that stands there. Drawn proportions need not add up to `person.height_m`; who is asked
        for the own height tells this."""
        ears = self.points[: self.parts[0][2], [s.LEFT_EAR, s.RIGHT_EAR], 1]
        return float(np.median(ears)) + _EARS_TO_CROWN * self.person.head


def calibrating(
    person: Person,
    *,
    back: tuple[float, float] = (0.0, -1.3),
    facing_deg: float = 0.0,
    turns_deg: tuple[float, float] = (50.0, -50.0),
    fps: float = 30.0,
    seed: int = 0,
) -> Calibrating:
    """The whole calibration; the same arguments give the same movement.

    Args:
        back: x and z (metres) of the far place. facing_deg: where the person faces (to the own left of +z), which is how far the
            mirror stands aside of the camera. turns_deg: how far is turned at the near and at the far place, to the own left.
    Raises ValueError for fps <= 0.
    """
    if fps <= 0:
        raise ValueError("fps > 0")
    rng = np.random.default_rng((seed, person.seed, 5))
    feet = anchors_of(person, "feet", row({}))
    parts: list[tuple[Part, State]] = []

    def add(name: Part, *states: State) -> None:
        parts.append((name, joined(list(states))))

    def here(x: float, z: float) -> State:
        return held(person, {}, anchors=feet).moved(facing_deg, x, z)

    def stands(x: float, z: float) -> State:
        return idle(person, rng, fps, float(rng.uniform(1.0, 1.6)), feet).moved(facing_deg, x, z)

    near = (0.0, 0.0)
    add("stand near", stands(*near))
    add("turn near", *_turning(person, here(*near), near, facing_deg, turns_deg[0], fps, rng))
    squat = perform(
        load_exercise(paths.exercises() / "squat.toml"), 1, person=person, lead_s=0.1, tail_s=0.5, tempo=1.3, fps=fps, seed=seed
    ).state.moved(facing_deg, *near)
    up = here(*near)
    add("squat", morph(person, up, squat, 0.4, fps, one_by_one=True), squat, morph(person, squat, up, 0.4, fps, one_by_one=True))
    # Backwards, eyes on the mirror: the way from the far place, seen the other way round.
    add("walk", reverse(on_foot(person, here(*back), near, facing_deg, fps, float(rng.uniform(0.7, 1.0)))))
    way, again = parts[-1][1], stands(*back)
    add("stand far", morph(person, way, again, 0.4, fps, one_by_one=True), again)
    add("turn far", *_turning(person, here(*back), back, facing_deg, turns_deg[1], fps, rng))
    state = joined([part for _, part in parts])
    t: Array = np.arange(len(state), dtype=np.float64) / fps
    angles = natural(person, rng, t, state.angles, 1.0, False)
    # Nobody's hands are held by anything: they go where the arms put them.
    wrists = forward(person, angles).wrists + state.root[:, None]
    state = State(state.root, angles, state.ankles, wrists, state.sole)
    bounds: list[tuple[Part, int, int]] = []
    first = 0
    for name, part in parts:
        bounds.append((name, first, first + len(part)))
        first += len(part)
    return Calibrating(person, fps, t, lay(person, state).points, tuple(bounds))


def _arms_out(rng: np.random.Generator) -> dict[str, float]:
    """Arms held out to the sides as people hold them: a little forward, a little low or high, not quite straight."""
    ahead, low = float(np.clip(rng.normal(6.0, 4.0), -2.0, 15.0)), float(rng.normal(2.0, 4.0))
    pose: dict[str, float] = {}
    for side in ("left", "right"):
        pose[f"{side}_arm_forward"] = 90.0 - low + float(rng.normal(0.0, 2.0))
        pose[f"{side}_arm_side"] = 90.0 - ahead + float(rng.normal(0.0, 2.0))
        pose[f"{side}_elbow"] = float(rng.uniform(166.0, 177.0))
    return pose


def _turning(
    person: Person, here: State, place: tuple[float, float], facing: float, turn: float, fps: float, rng: np.random.Generator
) -> list[State]:
    """Arms out, to the side in two steps, back again, arms down."""
    pose = _arms_out(rng)
    out = held(person, pose, anchors=anchors_of(person, "feet", row({})))
    stops = [out.moved(facing + share * turn, *place) for share in (0.0, 0.5, 1.0, 0.5, 0.0)]
    parts = [morph(person, here, stops[0], 0.7, fps), stay(stops[0], 0.45, fps)]
    steps = max(math.ceil(abs(turn) / 60.0), 1)
    for now, there in pairwise(stops):
        parts += [morph(person, now, there, _TURN_S * (0.5 + 0.5 * steps), fps, one_by_one=True), stay(there, 0.3, fps)]
    parts += [morph(person, stops[-1], here, 0.6, fps), stay(here, 0.3, fps)]
    return parts
