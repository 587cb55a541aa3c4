"""What people do between exercises. Nothing here is one: it is what a classifier must call `none`, and what fills the demo."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from mirror.avatar.body import Person
from mirror.avatar.contact import Anchors, settle
from mirror.avatar.gestures import GESTURES
from mirror.avatar.performance import Performance, natural, sway
from mirror.avatar.posture import INDEX, State, joined, lay, mirrored, row
from mirror.avatar.transition import down_to_plank, hands_on_floor, held, morph, reverse, shifted, stance, stay, walk

Array = NDArray[np.float64]
Pose = Mapping[str, float]


def _gesture(name: str) -> Callable[[Person, np.random.Generator, float], State]:
    def make(person: Person, rng: np.random.Generator, fps: float) -> State:
        anchors = stance(person)
        pace = float(rng.uniform(0.8, 1.25))
        size = float(rng.uniform(0.9, 1.08))
        flip = bool(rng.random() < 0.5)
        neutral = row({})
        parts = [stay(held(person, {}, anchors=anchors), float(rng.uniform(0.5, 1.2)), fps)]
        for seconds, hold, pose in (*GESTURES[name], (0.9, 0.8, {})):
            angles = neutral + size * (row(pose) - neutral)
            if flip:
                angles = mirrored(angles)
            key = settle(person, "feet", angles[None], anchors)
            parts.append(morph(person, parts[-1], key, seconds * pace, fps))
            if hold > 0.0:
                parts.append(stay(key, hold * pace, fps))
        return joined(parts)

    return make


def idle(
    person: Person, rng: np.random.Generator, fps: float, seconds: float | None = None, anchors: Anchors | None = None
) -> State:
    """Standing about: the weight goes from foot to foot."""
    length = seconds or float(rng.uniform(4.0, 8.0))
    n = max(round(length * fps), 1)
    t = np.arange(n) / fps
    angles = np.tile(row({}), (n, 1))
    aside = sway(rng, t, 0.008, 0.05, 0.25)
    fade = np.clip(np.minimum(t, t[-1] - t) / 0.6, 0.0, 1.0)
    angles[:, INDEX["shift_left"]] = aside * fade
    angles[:, INDEX["tilt"]] = aside * fade * 120.0
    angles[:, INDEX["side"]] = -aside * fade * 150.0
    return settle(person, "feet", angles, anchors or stance(person))


def _march(person: Person, rng: np.random.Generator, fps: float) -> State:
    """Walking on the spot."""
    anchors = stance(person)
    high, pace = float(rng.uniform(0.05, 0.13)), float(rng.uniform(0.8, 1.3))
    parts = [stay(held(person, {}, anchors=anchors), 0.6, fps)]
    for k in range(int(rng.integers(5, 12))):
        lifted: Pose = {
            "left_step_up": high,
            "left_step_forward": 0.3 * high,
            "left_hip": 178 - 420 * high,
            "left_knee": 176 - 650 * high,
            "left_heel": 150 * high,
            "right_arm_forward": 4 + 180 * high,
            "left_arm_forward": 4 - 120 * high,
            "elbow": 140,
        }
        angles = row(lifted)
        angles = angles if k % 2 == 0 else mirrored(angles)
        key = settle(person, "feet", angles[None], anchors)
        flat = held(person, {"elbow": 146}, anchors=anchors)
        # The foot that carries keeps the pelvis up: only the lifted leg's own bend would sink it.
        key = State(key.root * [1, 0, 1] + flat.root * [0, 1, 0], key.angles, key.ankles, key.wrists, key.sole)
        parts.append(morph(person, parts[-1], key, 0.30 / pace, fps))
        parts.append(morph(person, key, flat, 0.28 / pace, fps))
    parts.append(morph(person, parts[-1], held(person, {}, anchors=anchors), 0.4, fps))
    parts.append(stay(parts[-1], 0.6, fps))
    return joined(parts)


def _turn(person: Person, rng: np.random.Generator, fps: float) -> State:
    """Turning on the spot by steps, and sometimes back."""
    goal = float(rng.choice([-180.0, -90.0, 90.0, 180.0]))
    here = held(person, {}, anchors=stance(person))
    parts = [stay(here, 0.6, fps)]
    count = int(abs(goal) // 45)
    for k in range(count):
        parts.append(morph(person, parts[-1], here.moved(goal * (k + 1) / count, 0.0, 0.0), 0.55, fps, one_by_one=True))
    parts.append(stay(parts[-1], 0.9, fps))
    return joined(parts)


def _walk_around(person: Person, rng: np.random.Generator, fps: float) -> State:
    """To a place and on to another."""
    a = (float(rng.uniform(-1.2, 1.2)), float(rng.uniform(-0.8, 0.8)))
    b = (float(rng.uniform(-1.2, 1.2)), float(rng.uniform(-0.8, 0.8)))
    if np.hypot(a[0] - b[0], a[1] - b[1]) < 0.6:
        b = (-a[0], -a[1]) if np.hypot(*a) > 0.4 else (a[0] + 1.0, a[1])
    first = walk(person, a, b, float(rng.uniform(-60, 60)), fps, float(rng.uniform(0.7, 1.1)))
    return joined([first, stay(first, float(rng.uniform(0.5, 1.5)), fps)])


def _plank_rest(person: Person) -> State:
    pose = {
        "lean": 72.0, "hip": 180.0, "leg_side": 2.0, "leg_rotate": 0.0, "knee": 178.0, "toe_out": 0.0, "heel": 72.0,
        "arm_forward": 76.0, "arm_side": 10.0, "elbow": 168.0, "elbow_out": 30.0, "hand_flat": 1.0, "nod": -22.0,
    }  # fmt: skip
    return held(person, pose, "hands_toes")


def _floor(person: Person, rng: np.random.Generator, fps: float) -> State:
    """Down to hands and toes, a moment, and up again."""
    standing = held(person, {}, anchors=stance(person))
    way, move = down_to_plank(person, standing, _plank_rest(person), fps, float(rng.uniform(3.2, 4.6)))
    plank = shifted(_plank_rest(person), move)
    return joined(
        [stay(standing, 0.6, fps), way, stay(plank, float(rng.uniform(0.6, 2.0)), fps), reverse(way), stay(standing, 0.7, fps)]
    )


_SITTING: Pose = {
    "lean": -18, "bend": 26, "hip": 66, "knee": 82, "leg_side": 4, "toe_out": 4, "arm_forward": 46, "elbow": 140, "nod": 4,
}  # fmt: skip
_LYING: Pose = {"lean": -86, "hip": 130, "knee": 84, "leg_side": 4, "toe_out": 4, "arm_side": 24, "elbow": 168, "arm_forward": 0}


def to_lying(person: Person, standing: State, fps: float, seconds: float = 4.5) -> tuple[State, Array]:
    """From standing down to lying on the back with the feet planted; returns the moments and the final moment."""
    del seconds
    sit, lie = held(person, _SITTING, "seat"), held(person, _LYING, "seat")
    # The seat comes down behind the feet; the feet stay roughly where they stood.
    back = (standing.ankles[-1].mean(axis=0) - sit.ankles[0].mean(axis=0)) * np.array([1.0, 0.0, 1.0])
    sit, lie = shifted(sit, back), shifted(lie, back)
    crouch = hands_on_floor(
        person,
        held(person, {"lean": 40, "bend": 20, "hip": 44, "knee": 56, "heel": 20, "leg_side": 10}, anchors=stance(person)),
        -0.22,
    )
    crouch = shifted(crouch, (standing.ankles[-1].mean(axis=0) - crouch.ankles[0].mean(axis=0)) * np.array([1.0, 0.0, 1.0]))
    parts = [
        morph(person, standing, crouch, 1.4, fps),
        morph(person, crouch, sit, 1.0, fps),
        stay(sit, 0.3, fps),
        morph(person, sit, lie, 1.5, fps),
    ]
    return joined(parts), back


def _lie_down(person: Person, rng: np.random.Generator, fps: float) -> State:
    standing = held(person, {}, anchors=stance(person))
    way, _ = to_lying(person, standing, fps)
    rest = stay(way, float(rng.uniform(1.0, 2.5)), fps)
    return joined([stay(standing, 0.5, fps), way, rest, reverse(way), stay(standing, 0.6, fps)])


_MAKERS: dict[str, Callable[[Person, np.random.Generator, float], State]] = {
    "idle": idle,
    "walk": _walk_around,
    "march": _march,
    "turn": _turn,
    "floor_and_up": _floor,
    "lie_and_up": _lie_down,
    **{name: _gesture(name) for name in GESTURES},
}
EVERYDAY: tuple[str, ...] = tuple(_MAKERS)
"""Names of the everyday motions."""


def everyday(name: str, *, person: Person | None = None, seed: int = 0, variation: float = 1.0, fps: float = 30.0) -> Performance:
    """One everyday motion, of 3 to 12 s; `reps` of the Performance is empty. KeyError for an unknown name."""
    who = person or Person()
    make = _MAKERS[name]
    rng = np.random.default_rng((seed, who.seed, EVERYDAY.index(name)))
    state = make(who, rng, fps)
    t: Array = np.arange(len(state), dtype=np.float64) / fps
    angles = natural(who, rng, t, state.angles, variation, True)
    state = State(state.root, angles, state.ankles, state.wrists, state.sole)
    layout = lay(who, state)
    n = len(t)
    return Performance(name, who, fps, t, layout.points, np.zeros(n), np.zeros(n, np.int8), (), state, layout)
