"""What people do between exercises. Nothing here is one: it is what a classifier must call `none`, and what fills the demo."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from mirror.avatar.body import Person
from mirror.avatar.contact import Anchors, settle
from mirror.avatar.performance import Performance, natural, sway
from mirror.avatar.posture import INDEX, State, joined, lay, mirrored, row
from mirror.avatar.transition import down_to_plank, hands_on_floor, held, morph, reverse, shifted, stance, stay, walk

Array = NDArray[np.float64]
Pose = Mapping[str, float]

_HALF_KNEEL: Pose = {
    "left_step_forward": -0.34, "left_heel": 50, "left_hip": 176, "left_knee": 150, "right_hip": 140, "right_knee": 128,
}  # fmt: skip
_KNEEL: Pose = {
    "left_step_forward": -0.34, "left_heel": 80, "left_hip": 180, "left_knee": 80, "right_hip": 92, "right_knee": 84,
    "lean": 8, "arm_forward": 34, "elbow": 120,
}  # fmt: skip
# Key postures of short gestures on standing feet: (seconds to get there, seconds held, channels).
_GESTURES: dict[str, tuple[tuple[float, float, Pose], ...]] = {
    "drink": (
        (0.9, 0.2, {"right_arm_forward": 34, "right_elbow": 70, "right_hand_turn": 20}),
        (0.6, 1.6, {"right_arm_forward": 52, "right_arm_side": 22, "right_elbow": 36, "nod": -16, "right_hand_turn": 20}),
        (0.7, 0.2, {"right_arm_forward": 30, "right_elbow": 80}),
    ),
    "phone": (
        (0.9, 3.4, {"right_arm_forward": 34, "right_arm_side": 32, "right_elbow": 30, "head_side": -8, "right_arm_rotate": 20}),
    ),
    "scratch": (
        (0.7, 0.1, {"right_arm_forward": 100, "right_arm_side": 34, "right_elbow": 40, "nod": 10}),
        (0.2, 0.0, {"right_arm_forward": 106, "right_arm_side": 34, "right_elbow": 46, "nod": 10}),
        (0.2, 0.0, {"right_arm_forward": 98, "right_arm_side": 34, "right_elbow": 38, "nod": 12}),
        (0.2, 0.0, {"right_arm_forward": 106, "right_arm_side": 34, "right_elbow": 46, "nod": 10}),
        (0.2, 0.1, {"right_arm_forward": 99, "right_arm_side": 34, "right_elbow": 39, "nod": 10}),
    ),
    "wave": (
        (0.8, 0.1, {"right_arm_side": 66, "right_arm_forward": 24, "right_elbow": 64, "right_arm_rotate": 80}),
        (0.28, 0.0, {"right_arm_side": 70, "right_arm_forward": 24, "right_elbow": 96, "right_arm_rotate": 84}),
        (0.28, 0.0, {"right_arm_side": 66, "right_arm_forward": 24, "right_elbow": 58, "right_arm_rotate": 78}),
        (0.28, 0.0, {"right_arm_side": 70, "right_arm_forward": 24, "right_elbow": 96, "right_arm_rotate": 84}),
        (0.28, 0.1, {"right_arm_side": 66, "right_arm_forward": 24, "right_elbow": 62, "right_arm_rotate": 78}),
    ),
    "stretch_arms": (
        (1.4, 1.6, {"arm_forward": 160, "arm_side": 18, "elbow": 160, "bend": -6, "nod": -8}),
        (1.0, 0.8, {"arm_forward": 160, "arm_side": 18, "elbow": 160, "side": 16}),
        (1.2, 0.8, {"arm_forward": 160, "arm_side": 18, "elbow": 160, "side": -16}),
    ),
    "stretch_shoulder": (
        (1.2, 2.6, {"left_arm_forward": 84, "left_arm_side": -44, "right_arm_forward": 66, "right_elbow": 62}),
    ),
    "hands_on_hips": (
        (0.8, 2.6, {"arm_side": 40, "arm_forward": -14, "arm_rotate": -48, "elbow": 76, "wrist": 20}),
    ),
    "fold_arms": (
        (0.9, 2.8, {"arm_forward": 34, "arm_side": 0, "arm_rotate": -62, "elbow": 72}),
    ),
    "look_around": (
        (0.9, 0.7, {"look": 48, "twist": 16}),
        (1.3, 0.7, {"look": -46, "twist": -16}),
    ),
    "wipe_forehead": (
        (0.8, 0.2, {"right_arm_forward": 92, "right_arm_side": -6, "right_elbow": 44, "nod": 8}),
        (0.7, 0.2, {"right_arm_forward": 92, "right_arm_side": 30, "right_elbow": 46, "nod": 8}),
    ),
    "reach_high": (
        (1.1, 0.8, {"right_arm_forward": 166, "right_elbow": 168, "heel": 14, "shift_up": 0.0, "nod": -20, "look": -10}),
    ),
    "pick_up": (
        (1.2, 0.4, {"lean": 66, "bend": 26, "hip": 70, "knee": 134, "right_arm_forward": 96, "right_elbow": 172, "nod": -8}),
        (1.1, 0.4, {"right_arm_forward": 40, "right_elbow": 84, "nod": 18}),
    ),
    "tie_shoes": (
        (1.4, 0.6, {"lean": 70, "bend": 34, "hip": 62, "knee": 118, "arm_forward": 96, "arm_side": -4, "elbow": 150, "nod": 6}),
        (0.5, 0.6, {"lean": 71, "bend": 34, "hip": 62, "knee": 118, "arm_forward": 98, "arm_side": 0, "elbow": 140, "nod": 6}),
        (0.5, 0.9, {"lean": 70, "bend": 35, "hip": 62, "knee": 118, "arm_forward": 96, "arm_side": -4, "elbow": 152, "nod": 6}),
    ),
    "sit_down": (
        (1.3, 2.4, {"lean": 8, "hip": 92, "knee": 92, "leg_side": 6, "arm_forward": 22, "elbow": 112}),
    ),
    "step_aside": (
        (0.6, 0.1, {"left_step_out": 0.2, "shift_left": 0.0}),
        (0.6, 0.5, {"left_step_out": 0.2, "right_step_out": -0.2}),
        (0.6, 0.1, {"left_step_out": 0.2, "right_step_out": 0.0}),
    ),
    "step_back": (
        (0.5, 0.1, {"left_step_forward": -0.2}),
        (0.5, 0.6, {"left_step_forward": -0.2, "right_step_forward": -0.2}),
        (0.5, 0.1, {"right_step_forward": -0.2}),
    ),
    "kneel_once": (
        (0.8, 0.2, _HALF_KNEEL),
        (1.0, 1.6, _KNEEL),
        (1.0, 0.2, _HALF_KNEEL),
    ),
    "clap": (
        (0.6, 0.05, {"arm_forward": 52, "arm_side": 16, "elbow": 88}),
        (0.18, 0.0, {"arm_forward": 50, "arm_side": -10, "elbow": 86}),
        (0.2, 0.0, {"arm_forward": 52, "arm_side": 14, "elbow": 88}),
        (0.18, 0.0, {"arm_forward": 50, "arm_side": -10, "elbow": 86}),
        (0.2, 0.0, {"arm_forward": 52, "arm_side": 14, "elbow": 88}),
        (0.18, 0.1, {"arm_forward": 50, "arm_side": -10, "elbow": 86}),
    ),
}  # fmt: skip


def _gesture(name: str) -> Callable[[Person, np.random.Generator, float], State]:
    def make(person: Person, rng: np.random.Generator, fps: float) -> State:
        anchors = stance(person)
        pace = float(rng.uniform(0.8, 1.25))
        size = float(rng.uniform(0.9, 1.08))
        flip = bool(rng.random() < 0.5)
        neutral = row({})
        parts = [stay(held(person, {}, anchors=anchors), float(rng.uniform(0.5, 1.2)), fps)]
        for seconds, hold, pose in (*_GESTURES[name], (0.9, 0.8, {})):
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
    **{name: _gesture(name) for name in _GESTURES},
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
