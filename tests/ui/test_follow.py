"""A person who does not fit the screen's shape is followed, calmly."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mirror.live import Picture
from mirror.pose import Pose
from mirror.snapshot import Snapshot
from tests.ui.scenes import HEALTH
from ui.stage.camera import Follow, cover, prepare

PICTURE, PORTRAIT, LANDSCAPE = (1280, 720), (1080, 1920), (1920, 1080)


def _snapshot(t: float, low: float, high: float) -> Snapshot:
    image = np.zeros((33, 3), np.float32)
    image[:, 0] = np.linspace(low, high, 33)
    image[:, 1] = 0.6
    return Snapshot(t, pose=Pose(t, image, np.zeros((33, 3), np.float32), np.ones(33, np.float32), *PICTURE))


def test_somebody_lying_down_is_seen_whole_on_a_tall_screen() -> None:
    lies = Follow().step(_snapshot(0.0, 0.15, 0.85), PICTURE, PORTRAIT)
    assert lies.left <= 0.15 * 1280
    assert lies.left + lies.width >= 0.85 * 1280
    assert lies.w == 1080
    assert abs(lies.h / lies.w - 720 / lies.width) < 0.01, "the picture keeps its shape"


def test_nobody_and_a_wide_screen_change_nothing() -> None:
    assert Follow().step(Snapshot(0.0), PICTURE, PORTRAIT) == cover(PICTURE, PORTRAIT)
    assert Follow().step(_snapshot(0.0, 0.0, 0.2), PICTURE, LANDSCAPE) == cover(PICTURE, LANDSCAPE)


def test_standing_still_the_picture_stands_still() -> None:
    follow = Follow()
    first = follow.step(_snapshot(0.0, 0.4, 0.6), PICTURE, PORTRAIT)
    rng = np.random.default_rng(0)
    for i in range(1, 60):
        sway = float(rng.normal(0, 0.005))
        assert follow.step(_snapshot(i / 30, 0.4 + sway, 0.6 + sway), PICTURE, PORTRAIT) == first


def test_it_pans_without_a_jump() -> None:
    follow = Follow()
    before = follow.step(_snapshot(0.0, 0.4, 0.6), PICTURE, PORTRAIT)
    for i in range(1, 120):
        now = follow.step(_snapshot(i / 30, 0.7, 0.9), PICTURE, PORTRAIT)
        assert abs(now.left - before.left) <= 40
        before = now
    assert before.left <= 0.7 * 1280
    assert before.left + before.width >= 0.9 * 1280


@given(st.floats(-0.2, 1.2), st.floats(0.0, 1.3), st.integers(200, 4000), st.integers(200, 4000))
def test_the_seen_part_is_always_in_the_picture(low: float, span: float, width: int, height: int) -> None:
    lies = Follow().step(_snapshot(0.0, low, low + span), PICTURE, (width, height))
    assert 0 <= lies.left <= lies.left + lies.width <= 1280
    assert 0 <= lies.top <= lies.top + lies.height <= 720
    assert 0 <= lies.x <= lies.x + lies.w <= width
    assert 0 <= lies.y <= lies.y + lies.h <= height


def test_a_picture_that_is_not_mirrored_keeps_its_sides() -> None:
    """What stands at the left of the camera's picture stands there on the screen, and so does the skeleton."""
    image = np.zeros((180, 320, 4), np.uint8)
    image[:, :160] = 255
    shown = prepare(Picture(image, Snapshot(1.0), HEALTH, 0.0), (320, 180), flip=False)
    mirrored = prepare(Picture(image, Snapshot(1.0), HEALTH, 0.0), (320, 180))
    assert shown.buffer[90, 40, 0] == 255
    assert mirrored.buffer[90, 40, 0] == 0
    point = np.array([[32.0, 90.0]], np.float32)
    assert shown.cover.points(point)[0].tolist() == [32.0, 90.0]
    assert mirrored.cover.points(point)[0].tolist() == [288.0, 90.0]
