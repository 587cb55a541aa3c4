"""daily_life: somebody lives before the mirror and never exercises, for as many minutes as one asks for."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mirror.avatar.body import Person
from mirror.avatar.everyday import EVERYDAY, everyday, on_foot
from mirror.avatar.performance import Performance
from mirror.avatar.posture import INDEX, State, joined, lay
from mirror.avatar.transition import held, morph, shifted, stance, stay

Array = NDArray[np.float64]
_TURN = INDEX["turn"]
_HOME_M = 0.9
"""Whoever is further than this from the middle walks back to it."""
_WALK_SHARE = 0.08
"""How often somebody walks to another place between two motions."""
_FACING_DEG = 45.0
"""Standard deviation of where people turn who come to a place before a mirror: towards it, more or less."""


def daily_life(
    seconds: float, person: Person | None = None, seed: int = 0, fps: float = 20.0, tempo: tuple[float, float] = (0.8, 1.3)
) -> Iterator[Performance]:
    """Everyday motions one after the other, walks between them, as one unbroken movement; nothing in it is a repetition.

    Args:
        seconds: the whole length; the last chunk is cut there. tempo: factors on the motions' pace, drawn log-evenly.
    Yields:
        Performances of some seconds each, with `t` going on from chunk to chunk, `exercise` the everyday motion (or "walking"),
        no repetitions. Only one chunk is held at a time. The same arguments give the same stream.
    Raises ValueError for a length, rate or tempo that is not positive.
    """
    if not (seconds > 0 and fps > 0 and 0 < tempo[0] <= tempo[1]):
        raise ValueError("seconds > 0, fps > 0, 0 < tempo")
    who = person or Person()
    rng = np.random.default_rng((seed, who.seed, 3))
    here = held(who, {}, anchors=stance(who)).moved(float(rng.normal(0.0, _FACING_DEG)), 0.0, 0.0)
    count, done = math.ceil(seconds * fps), 0
    while done < count:
        name, state = _next(who, here, rng, fps, tempo)
        here = state[len(state) - 1 :]
        chunk = state[: count - done]
        yield _chunk(name, who, chunk, fps, done)
        done += len(chunk)


def _next(who: Person, here: State, rng: np.random.Generator, fps: float, tempo: tuple[float, float]) -> tuple[str, State]:
    """What is done next, and all moments from after `here` to its end."""
    away = float(np.hypot(here.root[-1, 0], here.root[-1, 2]))
    if away > _HOME_M or rng.random() < _WALK_SHARE:
        place = (float(rng.uniform(-0.6, 0.6)), float(rng.uniform(-0.5, 0.5)))
        if math.dist(place, here.root[-1, [0, 2]]) > 0.4:
            facing = float(rng.normal(0.0, _FACING_DEG))
            return "walking", on_foot(who, here, place, facing, fps, float(rng.uniform(0.7, 1.2)))
    name = EVERYDAY[int(rng.integers(len(EVERYDAY)))]
    pace = math.exp(float(rng.uniform(math.log(tempo[0]), math.log(tempo[1]))))
    made = everyday(name, person=who, seed=int(rng.integers(1 << 30)), fps=fps / pace).state
    turned = made.moved(float(here.angles[-1, _TURN] - made.angles[0, _TURN]), 0.0, 0.0)
    made = shifted(turned, (here.root[-1] - turned.root[0]) * np.array([1.0, 0.0, 1.0]))
    parts = [morph(who, here, made, float(rng.uniform(0.35, 0.8)), fps, one_by_one=True), made]
    if rng.random() < 0.5:
        parts.append(stay(made, float(rng.uniform(0.2, 2.0)), fps))
    return name, joined(parts)


def _chunk(name: str, who: Person, state: State, fps: float, first: int) -> Performance:
    layout = lay(who, state)
    n = len(state)
    t: Array = (np.arange(n, dtype=np.float64) + first) / fps
    return Performance(name, who, fps, t, layout.points, np.zeros(n), np.zeros(n, np.int8), (), replace(state), layout)
