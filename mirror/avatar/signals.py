"""Signals: the gestures by which a person tells the mirror what to do, as the avatar makes them (see mirror/workout/gestures.py).

They are no everyday motion, so they are kept apart from mirror/avatar/gestures.py: what is not an exercise is learned from there.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mirror.avatar.body import Person
from mirror.avatar.contact import settle
from mirror.avatar.gestures import Step
from mirror.avatar.hands import exchanged, reaching
from mirror.avatar.performance import natural
from mirror.avatar.posture import INDEX, State, channels_of, forward, joined, mirrored, row
from mirror.avatar.transition import held, morph, stance, stay

Array = NDArray[np.float64]
_TURN = INDEX["turn"]
_JITTER_DEG = 5.0
_BACK_S = 0.6

_RAISED = Step(0.7, 1.5, {"left_arm_forward": 156, "left_arm_side": 16, "left_elbow": 156, "left_hand_turn": 60})
_POINTED = Step(0.6, 1.0, {"left_arm_side": 88, "left_arm_forward": 6, "left_elbow": 172})
_CROSSED = Step(0.7, 1.5, {"arm_forward": 40, "arm_side": 4, "arm_rotate": -50, "elbow": 50}, "crossed", "crossed_under")


def _other(step: Step) -> Step:
    """The same with the other hand."""
    swapped = {
        name.replace("left_", "right_") if name.startswith("left_") else name.replace("right_", "left_"): value
        for name, value in step.pose.items()
    }
    return Step(step.seconds, step.hold, swapped, *exchanged(step.left, step.right))


SIGNALS: Mapping[str, Step] = {
    "raise_left": _RAISED,
    "raise_right": _other(_RAISED),
    "point_left": _POINTED,
    "point_right": _other(_POINTED),
    "cross_arms": _CROSSED,
}
"""name -> its key posture and the seconds to get there and to hold it. Left and right are the person's own hand."""


def signal(
    person: Person,
    here: State,
    name: str,
    fps: float,
    *,
    hold_s: float | None = None,
    rng: np.random.Generator | None = None,
) -> State:
    """From the last moment of `here`, somebody who stands, into the signal, held, and back to standing.

    `hold_s` None: as long as usual. `rng`: posture, pace and the small movements that nobody can hold back are a person's; None:
    a machine's. Returns the moments after `here`. KeyError for an unknown name.
    """
    step = SIGNALS[name]
    angles, pace = row(step.pose), 1.0
    if rng is not None:
        used = sorted({c for key in step.pose for c in channels_of(key)})
        angles[used] += rng.normal(0.0, _JITTER_DEG, len(used))
        pace = float(rng.uniform(0.75, 1.4))
        if name == "cross_arms" and rng.random() < 0.5:
            angles, step = mirrored(angles), _other(step)
    start = here[len(here) - 1 :]
    place = float(start.ankles[0, :, 0].mean()), float(start.ankles[0, :, 2].mean())
    # Standing feet are a little behind or before the room's middle: the place is where they are, not the hips.
    own = held(person, {}, anchors=stance(person))
    turn = float(start.angles[0, _TURN])

    def there(state: State) -> State:
        turned = state.moved(turn, 0.0, 0.0)
        shift = own.moved(turn, 0.0, 0.0).ankles[0].mean(axis=0)
        return turned.moved(0.0, place[0] - float(shift[0]), place[1] - float(shift[2]))

    key = there(reaching(person, settle(person, "feet", angles[None], stance(person)), step.left, step.right))
    lasting = stay(key, step.hold if hold_s is None else hold_s, fps)
    if rng is not None:
        lasting = _alive(person, rng, lasting, fps, bool(step.left))
    home = there(own)
    return joined(
        [
            morph(person, here, lasting, step.seconds * pace, fps),
            lasting,
            morph(person, lasting, home, _BACK_S * pace, fps),
            stay(home, 0.2, fps),
        ]
    )


def _alive(person: Person, rng: np.random.Generator, state: State, fps: float, planted: bool) -> State:
    """Nobody holds quite still. `planted`: the hands have a place of their own, so that the arms' angles do not move them."""
    t: Array = np.arange(len(state), dtype=np.float64) / fps
    angles = natural(person, rng, t, state.angles, 1.0, planted)
    if planted:
        return State(state.root, angles, state.ankles, state.wrists, state.sole)
    wrists = forward(person, angles).wrists + state.root[:, None]
    return State(state.root, angles, state.ankles, wrists, state.sole)
