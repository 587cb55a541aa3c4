"""Landmarks carried on to the moment at which they are painted: nearer to the truth, and never wild."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mirror import paths
from mirror.avatar import Camera, Person, perform, project_all
from mirror.exercises import load_catalogue
from mirror.pose import skeleton as s
from mirror.pose.core import Pose
from mirror.pose.prediction import LONGEST_S, REACH, Prediction

CATALOGUE = load_catalogue(paths.exercises())
SIZE = np.array([1280.0, 720.0])


def moving(t: float, speed: float = 0.4, track: int = 0) -> Pose:
    """Everything moves to the right by `speed` widths a second."""
    image = np.tile(np.array([0.3 + speed * t, 0.5, 0.0], np.float32), (s.COUNT, 1))
    world = np.full((s.COUNT, 3), np.nan, np.float32)
    return Pose(t, image, world, np.full(s.COUNT, 0.95, np.float32), 1280, 720, 1.0, track)


def after(poses: list[Pose], seconds: float) -> np.ndarray:
    prediction = Prediction()
    for pose in poses:
        prediction.see(pose)
    ahead = prediction.ahead(seconds)
    assert ahead is not None
    return ahead


def test_a_steady_movement_is_foretold_exactly() -> None:
    ahead = after([moving(k / 30) for k in range(6)], 0.06)
    assert ahead[:, 0] == pytest.approx(0.3 + 0.4 * (5 / 30 + 0.06), abs=1e-4)
    assert ahead[:, 1] == pytest.approx(0.5, abs=1e-6)


def test_nobody_is_nowhere_and_a_first_pose_stays() -> None:
    prediction = Prediction()
    assert prediction.ahead(0.05) is None
    prediction.see(moving(0.0))
    assert np.array_equal(prediction.ahead(0.05), moving(0.0).image[:, :2])
    prediction.see(None)
    assert prediction.ahead(0.05) is None


def test_somebody_else_a_gap_and_a_jump_back_in_time_begin_anew() -> None:
    before = [moving(k / 30) for k in range(4)]
    for new in (moving(4 / 30, track=1), moving(2.0), moving(0.01)):
        assert np.array_equal(after([*before, new], 0.05), new.image[:, :2])


def test_what_is_hardly_seen_stays_and_what_is_missing_is_missing() -> None:
    poses = [moving(k / 30) for k in range(4)]
    for pose in poses:
        pose.visibility[s.LEFT_WRIST] = 0.2
        pose.image[s.RIGHT_WRIST] = np.nan
    ahead = after(poses, 0.05)
    assert np.array_equal(ahead[s.LEFT_WRIST], poses[-1].image[s.LEFT_WRIST, :2])
    assert np.isnan(ahead[s.RIGHT_WRIST]).all()
    assert ahead[s.LEFT_KNEE, 0] > poses[-1].image[s.LEFT_KNEE, 0] + 0.01


def test_it_is_never_carried_far() -> None:
    poses = [moving(k / 30, speed=20.0) for k in range(4)]
    moved = (after(poses, 9.0) - poses[-1].image[:, :2]) * (1280 / 720, 1.0)
    assert np.linalg.norm(moved, axis=1).max() <= REACH + 1e-5
    slow = [moving(k / 30, speed=0.1) for k in range(4)]
    assert np.array_equal(after(slow, 9.0), after(slow, LONGEST_S))


@pytest.mark.parametrize("name", ["squat", "jumping_jack", "bicep_curl", "lunge"])
def test_the_drawing_lies_nearer_to_a_moving_body(name: str) -> None:
    """At 30 pictures a second, painted 58 ms after the light, with half a pixel of tremble: root mean square over the limbs."""
    fps, lead = 120, 7
    done = perform(CATALOGUE[name], 3, person=Person.random(5), fps=fps, seed=5)
    seen = project_all(done.points, Camera(azimuth_deg=-25.0, distance_m=3.4)).poses(done.t)
    rng, prediction = np.random.default_rng(0), Prediction()
    late, foretold = [], []
    for i in range(0, len(seen) - lead, fps // 30):
        trembling = seen[i].image + np.float32(0.5 / 1280) * rng.standard_normal((s.COUNT, 3)).astype(np.float32)
        prediction.see(replace(seen[i], image=trembling))
        truth = seen[i + lead].image[list(s.BODY), :2]
        ahead = prediction.ahead(lead / fps)
        assert ahead is not None
        late.append((trembling[list(s.BODY), :2] - truth) * SIZE)
        foretold.append((ahead[list(s.BODY)] - truth) * SIZE)
    before, now = (float(np.sqrt(np.mean(np.square(errors)))) for errors in (late, foretold))
    assert now < 0.75 * before, (before, now)
