"""What the camera says of a body: exact where it must be, honest about what is hidden."""

from __future__ import annotations

import numpy as np
import pytest

from mirror import paths
from mirror.avatar import Camera, Noise, noise, perform, project, project_all
from mirror.avatar.posture import lay
from mirror.exercises import load_exercise
from mirror.geometry import body_from_pose
from mirror.pose import skeleton as s

SQUAT = load_exercise(paths.exercises() / "squat.toml")


@pytest.mark.parametrize("camera", [Camera(), Camera(0.6, 12.0, 7.0, 50.0, 2.6), Camera(1.9, -20.0, -5.0, -130.0, 3.9)])
def test_project_and_back(camera: Camera) -> None:
    points = perform(SQUAT, 1).points[::20]
    seen = project_all(points, camera)
    # World landmarks turned back by the camera's own rotation are the room points about the hips.
    back = seen.world @ camera.rotation.T
    hips = points[:, [23, 24]].mean(axis=1, keepdims=True)
    assert np.allclose(back, points - hips, atol=1e-4)
    # Image landmarks and true depth give the place in the room.
    depth = camera.to_camera(points)[..., 2]
    x = (seen.image[..., 0] * camera.width - camera.width / 2) * depth / camera.focal_px
    y = (seen.image[..., 1] * camera.height - camera.height / 2) * depth / camera.focal_px
    room = np.stack([x, y, depth], axis=-1) @ camera.rotation.T + camera.position
    assert np.allclose(room, points, atol=2e-3)


@pytest.mark.parametrize("turn", [-75.0, 0.0, 30.0, 75.0])
def test_the_engine_finds_the_view(turn: float) -> None:
    performance = perform(SQUAT, 1, variation=0.0)
    points = lay(performance.person, performance.state.moved(turn, 0.0, 0.0)).points[0]
    camera = Camera(height_m=0.7, pitch_deg=8.0)
    body = body_from_pose(project(points, camera), camera.calibration)
    assert body is not None
    assert body.yaw_deg == pytest.approx(turn, abs=1.0)
    # The camera going round to the person's left is the person turning right.
    around = Camera(azimuth_deg=-turn)
    other = body_from_pose(project(performance.points[0], around), around.calibration)
    assert other is not None
    assert other.yaw_deg == pytest.approx(turn, abs=1.0)


def test_visibility() -> None:
    points = perform(SQUAT, 1, variation=0.0).points[:1]
    front = project_all(points, Camera()).visibility[0]
    assert front.min() > 0.8
    side = project_all(points, Camera(azimuth_deg=80.0)).visibility[0]
    assert side[s.LEFT_SHOULDER] > 0.8
    assert side[s.RIGHT_HIP] < 0.5
    back = project_all(points, Camera(azimuth_deg=180.0)).visibility[0]
    assert back[s.NOSE] < 0.5 < back[s.LEFT_SHOULDER]
    near = project_all(points, Camera(distance_m=1.2, height_m=1.4)).visibility[0]
    assert near[s.LEFT_ANKLE] < 0.1 < near[s.NOSE]


def test_noise_is_a_function_of_its_generator_and_grows() -> None:
    performance = perform(SQUAT, 2)
    poses = project_all(performance.points, Camera(azimuth_deg=60.0)).poses(performance.t)

    def run(level: float, seed: int) -> list[np.ndarray | None]:
        maker = Noise(np.random.default_rng(seed), level)
        return [None if p is None else p.world for p in map(maker, poses)]

    a, b = run(1.0, 3), run(1.0, 3)
    assert all((x is None) == (y is None) and (x is None or np.array_equal(x, y)) for x, y in zip(a, b, strict=True))
    exact = [p.world for p in poses]

    def error(found: list[np.ndarray | None]) -> np.ndarray:
        return np.mean(
            [np.abs(f - e)[list(s.BODY)].mean(axis=0) for f, e in zip(found, exact, strict=True) if f is not None], axis=0
        )

    one, two = error(a), error(run(2.5, 3))
    assert (two > 1.5 * one).all()
    assert one[2] > 1.5 * one[0]
    assert error(run(0.0, 3)).max() < 1e-6


def test_noise_drops_and_swaps_happen() -> None:
    performance = perform(SQUAT, 12)
    poses = project_all(performance.points, Camera(azimuth_deg=85.0)).poses(performance.t)
    maker = Noise(np.random.default_rng(1), 6.0)
    found = [maker(p) for p in poses]
    assert 0 < sum(p is None for p in found) < len(found) / 2
    swapped = 0
    for got, true in zip(found, poses, strict=True):
        if got is not None:
            straight = np.linalg.norm(got.world[25:29] - true.world[25:29], axis=1).sum()
            crossed = np.linalg.norm(got.world[[26, 25, 28, 27]] - true.world[25:29], axis=1).sum()
            swapped += crossed < straight
    assert 0 < swapped < len(found) / 2
    assert noise(poses[0], np.random.default_rng(0), 0.5) is not None
