"""Movements that nobody has a name for: the embedding learns from them that any two different movements are apart.

An exercise that the network was never trained on is recognised by the likeness of its embedding to a prototype. What makes an
embedding of use for new classes is having had to tell many classes apart (Snell et al., "Prototypical Networks for Few-shot
Learning", 2017, section 2.6: more classes an episode in training help). The catalogue has three dozen; here hundreds are made by
crossing the catalogue's own key poses: the rest of one with the peak of another in the same contact, with channels of a third.
They are neither an exercise nor none to the classifier: some are nearly one of the catalogue's.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from mirror.exercises.core import Catalogue, Exercise

IDEAS = 320
"""How many movements there are."""
_STANDING = frozenset({"feet", "air"})
# Channels that may be borrowed from another exercise without breaking a contact.
_ARMS = ("arm_forward", "arm_side", "arm_rotate", "elbow")
_TRUNK = ("bend", "side", "twist", "nod")


@lru_cache(maxsize=IDEAS)
def _made(idea: int, names: tuple[str, ...], catalogue: _ById) -> Exercise:
    rng = np.random.default_rng((97, idea))
    base = catalogue.of[str(rng.choice(names))]
    motion: dict[str, Any] = {k: v for k, v in (base.motion or {}).items()}
    rest, peak = dict(motion.get("rest", {})), {**motion.get("rest", {}), **motion["peak"]}
    free_arms = motion.get("contact", "feet") in _STANDING
    if free_arms:
        one, other = (catalogue.of[str(rng.choice(catalogue.standing))] for _ in range(2))
        for channel in _ARMS:
            for pose, donor, table in ((rest, one, "rest"), (peak, other, "peak")):
                value = _of(donor, table, channel)
                if value is not None:
                    _put(pose, channel, value + float(rng.normal(0, 12)))
    for channel in _TRUNK:
        if rng.random() < 0.4:
            _put(peak, channel, float(rng.uniform(-28, 28)))
    for pose in (rest, peak):
        for channel in ("hip", "knee", "elbow", "arm_side", "arm_forward", "lean"):
            if channel in pose and rng.random() < 0.5:
                pose[channel] = pose[channel] + float(rng.normal(0, 9))
    if rng.random() < 0.3:  # the other way round
        rest, peak = peak, rest
    motion |= {"rest": rest, "peak": peak, "alternate": bool(rng.random() < 0.35)}
    motion.pop("via", None)
    seconds = {"out": 1.0, "peak": 0.2, "back": 1.0, "rest": 0.3}
    motion["seconds"] = {k: v * float(np.exp(rng.uniform(-0.5, 0.5))) for k, v in seconds.items()}
    return base.model_copy(update={"name": f"invented_{idea}", "motion": motion, "mistakes": ()})


class _ById:
    """The catalogue as a key of the cache."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.of = catalogue
        self.standing = tuple(
            e.name for e in catalogue.values() if e.motion is not None and e.motion.get("contact", "feet") in _STANDING
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and other.of is self.of

    def __hash__(self) -> int:
        return id(self.of)


def invent(idea: int, catalogue: Catalogue) -> Exercise:
    """Movement number `idea` (0 to IDEAS - 1); the same catalogue gives the same movements."""
    able = tuple(
        e.name
        for e in catalogue.values()
        if e.motion is not None and e.kind == "repetition" and e.motion.get("contact", "feet") in (*_STANDING, "seat", "hands")
    )
    return _made(idea % IDEAS, able, _ById(catalogue))


def _of(exercise: Exercise, table: str, channel: str) -> float | None:
    motion = exercise.motion or {}
    pose = {**motion.get("rest", {}), **motion.get(table, {})}
    value = pose.get(channel, pose.get(f"left_{channel}"))
    return None if value is None else float(value)


def _put(pose: dict[str, float], channel: str, value: float) -> None:
    for side in ("left_", "right_"):
        pose.pop(side + channel, None)
    pose[channel] = value
