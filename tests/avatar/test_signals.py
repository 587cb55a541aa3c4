"""Signals: the avatar's gestures to the mirror begin and end standing where the person stood."""

from __future__ import annotations

import numpy as np
import pytest

from mirror.avatar import Person
from mirror.avatar.posture import joined, lay
from mirror.avatar.signals import SIGNALS, signal
from mirror.avatar.transition import held, stance, stay
from mirror.pose import skeleton as s

FPS = 20.0


def made(name: str, turn: float = 0.0, hold_s: float | None = None) -> np.ndarray:
    person = Person()
    here = stay(held(person, {}, anchors=stance(person)), 0.2, FPS).moved(turn, 0.4, -0.3)
    return lay(person, joined([here, signal(person, here, name, FPS, hold_s=hold_s)])).points


@pytest.mark.parametrize("turn", [0.0, 30.0])
@pytest.mark.parametrize("name", SIGNALS)
def test_the_feet_stay_and_the_end_is_the_beginning(name: str, turn: float) -> None:
    points = made(name, turn)
    feet = points[:, [s.LEFT_ANKLE, s.RIGHT_ANKLE]]
    assert np.abs(feet - feet[0]).max() < 0.02
    assert np.abs(points[-1] - points[0]).max() < 0.03
    assert np.abs(np.diff(points, axis=0)).max() * FPS < 6.0


def test_the_hands_are_where_the_names_say() -> None:
    middle = {name: made(name)[len(made(name)) // 2] for name in SIGNALS}
    assert middle["raise_left"][s.LEFT_WRIST, 1] > middle["raise_left"][s.NOSE, 1] + 0.15
    assert middle["raise_right"][s.LEFT_WRIST, 1] < middle["raise_right"][s.LEFT_HIP, 1] + 0.1
    left, right = middle["point_left"], middle["point_right"]
    assert left[s.LEFT_WRIST, 0] - left[s.LEFT_SHOULDER, 0] > 0.4
    assert right[s.RIGHT_SHOULDER, 0] - right[s.RIGHT_WRIST, 0] > 0.4
    assert left[s.LEFT_WRIST, 1] == pytest.approx(left[s.LEFT_SHOULDER, 1], abs=0.12)
    crossed = middle["cross_arms"]
    assert crossed[s.LEFT_WRIST, 0] < crossed[s.RIGHT_WRIST, 0] - 0.05


def test_it_is_held_as_long_as_is_asked() -> None:
    assert len(made("raise_left", hold_s=3.0)) - len(made("raise_left", hold_s=1.0)) == 2 * FPS
