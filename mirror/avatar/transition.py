"""From one held posture to the next: stepping, squatting to the floor, lying down, getting up, walking."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mirror.avatar.body import Person
from mirror.avatar.contact import Anchors, anchors_of, reachable, settle
from mirror.avatar.motion import Contact, min_jerk
from mirror.avatar.posture import (
    HAND_CLEARANCE,
    INDEX,
    TOE_CLEARANCE,
    State,
    forward,
    row,
    standing_sole,
    toe_from_ankle,
    unit,
)

Array = NDArray[np.float64]
_STEP_M = 0.03  # a foot that goes further than this is lifted on the way
_TURN = INDEX["turn"]


def held(person: Person, pose: Mapping[str, float], contact: Contact = "feet", anchors: Anchors | None = None) -> State:
    """One moment: this posture with its contact; `anchors` None: those of the posture itself."""
    angles = row(pose)
    return settle(person, contact, angles[None], anchors or anchors_of(person, contact, angles))


def stance(person: Person, pose: Mapping[str, float] | None = None) -> Anchors:
    """Where the feet of an upright person stand."""
    return anchors_of(person, "feet", row(pose or {}))


def shifted(state: State, by: Array) -> State:
    """The same moments elsewhere: `by` (3,) metres."""
    return State(state.root + by, state.angles, state.ankles + by, state.wrists + by, state.sole)


def hands_on_floor(person: Person, state: State, ahead: float, wide: float = 1.25) -> State:
    """The same moments with both palms on the floor, `ahead` (shares of the height) of the toes along the heading."""
    heading = np.radians(state.angles[:, _TURN])
    forth = np.stack([np.sin(heading), np.zeros_like(heading), np.cos(heading)], axis=1)
    left = np.stack([np.cos(heading), np.zeros_like(heading), -np.sin(heading)], axis=1)
    toes = (state.ankles + toe_from_ankle(person, state.sole)).mean(axis=1)
    middle = toes + forth * (ahead * person.height_m)
    middle[:, 1] = HAND_CLEARANCE * person.height_m
    out = wide * person.half_shoulders * left
    angles = state.angles.copy()
    angles[:, [INDEX["left_hand_flat"], INDEX["right_hand_flat"]]] = 1.0
    return State(state.root, angles, state.ankles, np.stack([middle + out, middle - out], axis=1), state.sole)


def morph(
    person: Person, a: State, b: State, seconds: float, fps: float, *, one_by_one: bool = False, hands_stay: bool = False
) -> State:
    """From the last moment of `a` to the first of `b`, without either: about seconds * fps moments, minimum jerk.

    Feet that go elsewhere are lifted on the way, with `one_by_one` the left one first. Hands follow the arms' own angles,
    with `hands_stay` they go straight (for hands that are held at both ends).
    """
    n = max(round(seconds * fps), 1)
    linear: Array = (np.arange(n, dtype=np.float64) + 1.0) / (n + 1.0)
    w = min_jerk(linear)
    first, last = a[len(a) - 1 :], b[:1]

    def blend(x: Array, y: Array, share: Array = w) -> Array:
        mixed: Array = x + share.reshape(-1, *([1] * (x.ndim - 1))) * (y - x)
        return mixed

    angles = blend(first.angles, last.angles)
    root = blend(first.root, last.root)
    toes_a = first.ankles + toe_from_ankle(person, first.sole)
    toes_b = last.ankles + toe_from_ankle(person, last.sole)
    sole = np.empty((n, 2, 2, 3))
    toes = np.empty((n, 2, 3))
    stepped = 0.0
    for k in (0, 1):
        share = min_jerk(np.clip(2.0 * linear - k, 0.0, 1.0)) if one_by_one else w
        far = float(np.linalg.norm(toes_b[0, k] - toes_a[0, k]))
        toes[:, k] = blend(toes_a[:, k], toes_b[:, k], share)
        if far > _STEP_M:
            toes[:, k, 1] += min(0.22 * far, 0.09) * np.sin(np.pi * share) ** 2
            stepped = max(stepped, far)
        along = unit(blend(first.sole[:, k, 0], last.sole[:, k, 0], share))
        up = blend(first.sole[:, k, 1], last.sole[:, k, 1], share)
        up = unit(up - np.einsum("ni,ni->n", up, along)[:, None] * along)
        sole[:, k, 0], sole[:, k, 1] = along, up
    # A step takes the pelvis down a little, else the legs would be too short.
    root[:, 1] -= min(0.07 * stepped, 0.03) * np.sin(np.pi * linear) ** 2
    ankles = toes - toe_from_ankle(person, sole)
    if hands_stay:
        wrists = blend(first.wrists, last.wrists)
    else:
        own = forward(person, angles).wrists + root[:, None]
        off_a = first.wrists - (forward(person, first.angles).wrists + first.root[:, None])
        off_b = last.wrists - (forward(person, last.angles).wrists + last.root[:, None])
        wrists = own + blend(off_a, off_b)
        wrists[:, :, 1] = np.maximum(wrists[:, :, 1], HAND_CLEARANCE * person.height_m)
    return State(root, angles, ankles, wrists, sole)


def stay(state: State, seconds: float, fps: float) -> State:
    """The last moment of `state`, held."""
    n = max(round(seconds * fps), 1)
    last = state[len(state) - 1 :]
    return State(*(np.repeat(x, n, axis=0) for x in (last.root, last.angles, last.ankles, last.wrists, last.sole)))


def down_to_plank(person: Person, standing: State, plank: State, fps: float, seconds: float = 3.6) -> tuple[State, Array]:
    """From standing to a push-up's rest: squat, palms to the floor, one foot back after the other.

    Returns the moments on the way and the shift (3,) that `plank` needs to follow on. Backwards it is the way up.
    """
    start = standing[len(standing) - 1 :]
    turn = float(start.angles[0, _TURN])
    crouch = _crouch(person, turn)
    toes = (start.ankles + toe_from_ankle(person, start.sole)).mean(axis=1)[0]
    own = (crouch.ankles + toe_from_ankle(person, crouch.sole)).mean(axis=1)[0]
    crouch = shifted(crouch, (toes - own) * np.array([1.0, 0.0, 1.0]))
    # The feet stay where they stood.
    sole = crouch.sole
    planted = start.ankles + toe_from_ankle(person, start.sole) - toe_from_ankle(person, sole)
    crouch = State(crouch.root, crouch.angles, planted, crouch.wrists, sole)
    down = hands_on_floor(person, crouch, 0.17)
    move = (down.wrists - plank.wrists[:1]).mean(axis=(0, 1)) * np.array([1.0, 0.0, 1.0])
    goal = shifted(plank[:1], move)
    down = State(down.root, down.angles, down.ankles, goal.wrists, down.sole)
    parts = [
        morph(person, start, down, 0.42 * seconds, fps),
        stay(down, 0.06 * seconds, fps),
        morph(person, down, goal, 0.52 * seconds, fps, one_by_one=True, hands_stay=True),
    ]
    return _joined(parts), move


def _crouch(person: Person, turn: float) -> State:
    pose = {
        "turn": turn,
        "lean": 52.0,
        "bend": 16.0,
        "hip": 42.0,
        "knee": 52.0,
        "leg_side": 14.0,
        "leg_rotate": 14.0,
        "heel": 26.0,
        "arm_forward": 92.0,
        "elbow": 160.0,
        "elbow_out": 25.0,
        "nod": -14.0,
    }
    return held(person, pose)


def _joined(parts: list[State]) -> State:
    return State(*(np.concatenate([getattr(p, f) for p in parts]) for f in ("root", "angles", "ankles", "wrists", "sole")))


def reverse(state: State) -> State:
    """Backwards in time."""
    return State(state.root[::-1], state.angles[::-1], state.ankles[::-1], state.wrists[::-1], state.sole[::-1])


def walk(
    person: Person, start: tuple[float, float], goal: tuple[float, float], end_turn: float, fps: float, speed: float = 0.95
) -> State:
    """Walks from one place on the floor (x, z metres) to another and ends there standing, facing `end_turn` degrees.

    Feet stand still while they carry; the last steps turn the body.
    """
    here, there = np.array([start[0], 0.0, start[1]]), np.array([goal[0], 0.0, goal[1]])
    way = float(np.linalg.norm(there - here))
    heading = float(np.degrees(np.arctan2(there[0] - here[0], there[2] - here[2])))
    stride = 0.34 * person.height_m
    steps = max(int(np.ceil(way / stride)), 2)
    beat = way / steps / speed
    total = (steps + 1.5) * beat
    n = max(round(total * fps), 2)
    t = (np.arange(n) + 1.0) / n * total
    # The body goes evenly, with soft ends.
    ramp = 1.2 * beat
    pace = np.clip(t / ramp, 0.0, 1.0) * np.clip((total - t) / ramp, 0.0, 1.0)
    done = np.cumsum(pace)
    done /= done[-1]
    body = here + done[:, None] * (there - here)
    turned = (end_turn - heading + 180.0) % 360.0 - 180.0
    # The heading turns to where the person will face over the last 45 % of the way.
    facing = heading + turned * min_jerk(np.clip((t / total - 0.55) / 0.42, 0.0, 1.0))
    angles = np.tile(row({}), (n, 1))
    angles[:, _TURN] = facing
    toes, heel = _footfalls(person, t, beat, steps, body, facing)
    angles[:, INDEX["left_heel"]], angles[:, INDEX["right_heel"]] = heel[:, 0], heel[:, 1]
    sole = standing_sole(angles)
    ankles = toes - toe_from_ankle(person, sole)
    forth = np.stack([np.sin(np.radians(facing)), np.zeros(n), np.cos(np.radians(facing))], axis=1)
    ahead = np.einsum("nki,ni->nk", ankles - body[:, None], forth) / person.leg
    for k, side in enumerate(("left", "right")):
        swing = -np.degrees(ahead[:, k]) * 0.9
        angles[:, INDEX[f"{side}_arm_forward"]] += _smooth(swing, round(0.12 * fps))
        angles[:, INDEX[f"{side}_elbow"]] -= 8.0 + 0.35 * np.abs(swing)
    angles[:, INDEX["twist"]] = _smooth(6.0 * (ahead[:, 1] - ahead[:, 0]) * 2.0, round(0.12 * fps))
    angles[:, INDEX["lean"]] = 2.0 * pace
    # As high as the legs allow, smoothed: a person does not walk on stretched knees.
    hips = forward(person, angles).hips
    allowed = reachable(person, body, hips, ankles, 0.978)
    stand = held(person, {}).root[0, 1]
    height = np.minimum(allowed, stand)
    root = body.copy()
    root[:, 1] = _floor_of(height, round(0.2 * fps))
    wrists = forward(person, angles).wrists + root[:, None]
    return State(root, angles, ankles, wrists, sole)


def _smooth(x: Array, wide: int) -> Array:
    kernel = np.hanning(max(wide, 1) * 2 + 1 + 2)[1:-1]
    padded = np.pad(x, max(wide, 1), mode="edge")
    return np.convolve(padded, kernel / kernel.sum(), mode="valid")


def _floor_of(x: Array, wide: int) -> Array:
    """A smooth line under x."""
    wide = max(wide, 1)
    padded = np.pad(x, wide, mode="edge")
    lowest: Array = np.lib.stride_tricks.sliding_window_view(padded, 2 * wide + 1).min(axis=1)
    return np.minimum(_smooth(lowest, wide), x)


def _footfalls(person: Person, t: Array, beat: float, steps: int, body: Array, facing: Array) -> tuple[Array, Array]:
    """Toes (N, 2, 3) and heel lift (N, 2) degrees of feet that step in turn, the left one first."""
    n = len(t)
    apart = float(stance(person).toes[0, 0])
    reach = float(stance(person).toes[0, 2])

    def place(i: int, k: int) -> Array:
        a = np.radians(facing[i])
        forth, left = np.array([np.sin(a), 0.0, np.cos(a)]), np.array([np.cos(a), 0.0, -np.sin(a)])
        spot: Array = body[i] + forth * reach + left * (apart * (1.0, -1.0)[k])
        spot[1] = TOE_CLEARANCE * person.height_m
        return spot

    toes, heel = np.empty((n, 2, 3)), np.zeros((n, 2))
    for k in (0, 1):
        now = place(0, k)
        toes[:, k] = now
        for step in range(k, steps + 2, 2):
            begin, end = step * beat * 0.98, (step + 0.86) * beat * 0.98
            if begin >= t[-1]:
                break
            # It lands where the body will be in the middle of the foot's next stand.
            later = np.searchsorted(t, end + 0.55 * beat)
            goal = place(min(int(later), n - 1), k)
            during = (t >= begin) & (t < end)
            share = min_jerk((t[during] - begin) / (end - begin))
            far = float(np.linalg.norm(goal - now))
            toes[during, k] = now + share[:, None] * (goal - now)
            toes[during, k, 1] += min(0.12 * far, 0.07) * np.sin(np.pi * share) ** 2
            tilt = min(far / 0.9, 1.0)
            heel[during, k] = tilt * (30.0 * (1.0 - share) ** 2 - 14.0 * share**4)
            before = (t >= begin - 0.35 * beat) & (t < begin)
            heel[before, k] = tilt * 30.0 * min_jerk((t[before] - begin + 0.35 * beat) / (0.35 * beat))
            after = (t >= end) & (t < end + 0.2 * beat)
            heel[after, k] = -14.0 * tilt * (1.0 - min_jerk((t[after] - end) / (0.2 * beat)))
            toes[t >= end, k] = goal
            now = goal
    # Toes up: the foot rolls over its heel.
    toes[:, :, 1] += 0.138 * person.height_m * np.sin(np.radians(np.maximum(-heel, 0.0)))
    return toes, heel
