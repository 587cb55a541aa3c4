"""What people do between exercises. Nothing here is one: it is what a classifier must call `none`, and what fills the demo."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from mirror.avatar.body import Person
from mirror.avatar.contact import Anchors, settle
from mirror.avatar.gestures import GESTURES, LOOPS, Step
from mirror.avatar.hands import exchanged, reaching
from mirror.avatar.performance import Performance, natural, sway
from mirror.avatar.posture import INDEX, State, channels_of, joined, lay, mirrored, row
from mirror.avatar.transition import down_to_plank, hands_on_floor, held, morph, reverse, shifted, stance, stay, walk

Array = NDArray[np.float64]
Pose = Mapping[str, float]
_TURN = INDEX["turn"]


_TURN_STEP = 60.0
_TURNED_WALKING = 45.0  # degrees a second of walking
_LONGEST_S = 8.5  # of the steps themselves; standing before and after comes to it
_JITTER_DEG, _STEP_JITTER_DEG = 4.0, 1.5
_FREE = ("step", "shift", "shrug", "flat", "heel")


def _gesture(name: str) -> Callable[[Person, np.random.Generator, float], State]:
    """The gesture as one person does it this once: own size, pace, side, posture, and how often what can be repeated is."""

    def make(person: Person, rng: np.random.Generator, fps: float) -> State:
        anchors = stance(person)
        steps = _steps(name, rng)
        pace = float(rng.uniform(0.75, 1.3))
        pace = min(pace, _LONGEST_S / sum(step.seconds + step.hold for step in steps))
        size = float(rng.uniform(0.88, 1.1))
        flip = bool(rng.random() < 0.5)
        used = {c for step in steps for key in step.pose if not any(f in key for f in _FREE) for c in channels_of(key)}
        columns = np.array(sorted(used), dtype=np.intp)
        habit = rng.normal(0.0, _JITTER_DEG, len(columns))
        neutral = row({})
        parts = [stay(held(person, {}, anchors=anchors), float(rng.uniform(0.5, 1.2)), fps)]
        for step in steps:
            angles = neutral + size * (row(step.pose) - neutral)
            angles[columns] += habit + rng.normal(0.0, _STEP_JITTER_DEG, len(columns))
            left, right = step.left, step.right
            if flip:
                angles, (left, right) = mirrored(angles), exchanged(left, right)
            key = reaching(person, settle(person, "feet", angles[None], anchors), left, right)
            parts.append(morph(person, parts[-1], key, step.seconds * pace * float(rng.uniform(0.85, 1.2)), fps))
            if step.hold > 0.0:
                parts.append(stay(key, step.hold * pace * float(rng.uniform(0.6, 1.5)), fps))
        home = held(person, {}, anchors=anchors)
        parts += [morph(person, parts[-1], home, 0.9 * pace, fps), stay(home, 0.8 * pace, fps)]
        return joined(parts)

    return make


def _steps(name: str, rng: np.random.Generator) -> tuple[Step, ...]:
    """The gesture's steps, with what goes on for a while done one to three times."""
    steps = GESTURES[name]
    if name not in LOOPS:
        return steps
    first, last = LOOPS[name]
    again = int(rng.integers(0, 3))
    return (*steps[: last + 1], *(steps[first : last + 1] * again), *steps[last + 1 :])


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
    return joined([first, stay(first, float(rng.uniform(1.2, 2.5)), fps)])


def _walk_through(person: Person, rng: np.random.Generator, fps: float) -> State:
    """In from one side of the picture and out of the other."""
    side, near = float(rng.choice([-1.0, 1.0])), float(rng.uniform(-1.0, 0.8))
    far = near + float(rng.uniform(-0.4, 0.4))
    return walk(person, (-2.7 * side, near), (2.7 * side, far), 90.0 * side, fps, float(rng.uniform(0.75, 1.2)))


def _walk_off(person: Person, rng: np.random.Generator, fps: float) -> State:
    """Away from where one stands, out of the picture, and back."""
    side = float(rng.choice([-1.0, 1.0]))
    place, speed = (2.3 * side, float(rng.uniform(-0.9, 0.2))), float(rng.uniform(0.8, 1.2))
    here = held(person, {}, anchors=stance(person))
    out = on_foot(person, here, place, -90.0 * side, fps, speed)
    back = on_foot(person, out, (0.0, 0.0), float(rng.uniform(-30.0, 30.0)), fps, speed)
    return joined([stay(here, 0.4, fps), out, stay(out, float(rng.uniform(0.2, 1.2)), fps), back, stay(back, 0.4, fps)])


def _pace_about(person: Person, rng: np.random.Generator, fps: float) -> State:
    """A few steps there and back, as somebody does who thinks or talks on the phone."""
    here = held(person, {}, anchors=stance(person))
    parts = [stay(here, 0.4, fps)]
    for _ in range(int(rng.integers(2, 4))):
        place = (float(rng.uniform(-0.9, 0.9)), float(rng.uniform(-0.7, 0.5)))
        parts.append(on_foot(person, parts[-1], place, float(rng.uniform(-70, 70)), fps, float(rng.uniform(0.6, 1.0))))
        parts.append(stay(parts[-1], float(rng.uniform(0.1, 0.8)), fps))
    return joined(parts)


def on_foot(person: Person, here: State, place: tuple[float, float], facing: float, fps: float, speed: float) -> State:
    """From the last moment of `here` to another place (x, z metres): turn by steps until the way lies ahead, walk at `speed`
    (m/s), and turn by steps to `facing` (degrees) what cannot be turned while walking."""
    start = (float(here.root[-1, 0]), float(here.root[-1, 2]))
    far, heading = math.dist(start, place), math.degrees(math.atan2(place[0] - start[0], place[1] - start[1]))
    now = float(here.angles[-1, _TURN])
    heading += 360.0 * round((now - heading) / 360.0)
    facing += 360.0 * round((heading - facing) / 360.0)
    most = _TURNED_WALKING * far / speed
    way = walk(person, start, place, heading + min(max(facing - heading, -most), most), fps, speed)
    way = _unwound(way, 360.0 * round((heading - float(way.angles[0, _TURN])) / 360.0))
    parts = _turned(person, here, heading, start, fps)
    parts += [morph(person, parts[-1] if parts else here, way, 0.45, fps, one_by_one=True), way]
    return joined([*parts, *_turned(person, way, facing, place, fps)])


def _turned(person: Person, last: State, goal: float, place: tuple[float, float], fps: float) -> list[State]:
    """Turning on the spot, at most 60 degrees a step, until the goal is less than that away."""
    now = float(last.angles[-1, _TURN])
    count = int(abs(goal - now) // _TURN_STEP)
    standing = held(person, {}, anchors=stance(person))
    parts: list[State] = []
    for k in range(count):
        there = standing.moved(now + (goal - now) * (k + 1) / count, *place)
        parts += [morph(person, last, there, 0.5, fps, one_by_one=True), there]
        last = there
    return parts


def _unwound(state: State, degrees: float) -> State:
    """The same moments with whole turns added, so that nobody spins round on the way to them."""
    angles = state.angles.copy()
    angles[:, _TURN] += degrees
    return State(state.root, angles, state.ankles, state.wrists, state.sole)


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
    "walk_through": _walk_through,
    "walk_off": _walk_off,
    "pace_about": _pace_about,
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
