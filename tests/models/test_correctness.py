"""The learned judge: the same verdict at any camera rate, for either hand, and none where too little was seen."""

from __future__ import annotations

import numpy as np

from mirror.counting import Stretch
from mirror.geometry.measures import INDEX, MEASURES
from models.evaluation.correctness import NAMES, WIDTH, Correctness, features


def curl(fps: float, *, left: float = 90.0, right: float = 10.0, lean: float = 4.0) -> Stretch:
    """Two seconds in which the elbows bend by so much and the trunk leans to the left."""
    t = np.arange(0.0, 2.0 + 1e-9, 1.0 / fps)
    values = np.tile(np.linspace(20.0, 80.0, len(MEASURES)), (len(t), 1))
    wave = 0.5 - 0.5 * np.cos(np.pi * t)
    for side, size in (("left", left), ("right", right)):
        for name in NAMES:
            if name.startswith(f"{side}_"):
                values[:, INDEX[name]] = 50.0
        values[:, INDEX[f"{side}_elbow"]] = 170.0 - size * wave
    values[:, INDEX["torso_side"]] = lean * wave
    for name in ("torso_twist", "shoulder_level", "hands_aside"):
        values[:, INDEX[name]] = 0.0
    return Stretch(t, values, np.ones_like(values), np.zeros(len(t)))


def seen(stretch: Stretch) -> np.ndarray:
    found = features(stretch.t, stretch.values)
    assert found is not None
    assert found.shape == (WIDTH,)
    return found


def test_the_cameras_rate_does_not_matter() -> None:
    np.testing.assert_allclose(seen(curl(30.0)), seen(curl(60.0)), atol=0.4)


def test_the_other_hand_is_the_same_repetition() -> None:
    np.testing.assert_allclose(seen(curl(30.0)), seen(curl(30.0, left=10.0, right=90.0, lean=-4.0)), atol=1e-9)


def test_what_was_not_seen_gives_no_verdict() -> None:
    stretch = curl(30.0)
    stretch.values[:40, INDEX["left_elbow"]] = np.nan
    judge = Correctness(np.zeros(WIDTH), np.ones(WIDTH), np.zeros(WIDTH), 0.0)
    assert judge.wrong(stretch) is None
    assert judge.wrong(Stretch(stretch.t[:1], stretch.values[:1], stretch.sigma[:1], stretch.yaw_deg[:1])) is None
    assert judge.wrong(curl(30.0)) == 0.5
