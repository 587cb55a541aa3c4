"""Limbs keep their lengths, what is planted stays, and the same seed gives the same motion."""

from __future__ import annotations

import numpy as np
import pytest

from mirror import paths
from mirror.avatar import EVERYDAY, Performance, Person, everyday, perform
from mirror.avatar.posture import CHANNELS, NEUTRAL, State, lay, mirrored, row
from mirror.errors import ExerciseError
from mirror.exercises import load_catalogue
from mirror.pose import skeleton as s

CATALOGUE = load_catalogue(paths.exercises())
MOVING = tuple(e.name for e in CATALOGUE.values() if e.motion is not None)
COMPLETE = ("squat", "push_up", "jumping_jack", "lunge", "bicep_curl")
FAULTS = [(e.name, m.name) for e in CATALOGUE.values() for m in e.mistakes if m.motion is not None]
RIGID = [e for e in s.EDGES if e not in ((11, 12), (23, 24), (11, 23), (12, 24))] + [(s.LEFT_EAR, s.NOSE), (7, 8)]


def limbs_hold(performance: Performance) -> None:
    points = performance.points
    for a, b in RIGID:
        length = np.linalg.norm(points[:, a] - points[:, b], axis=1)
        assert np.ptp(length) < 0.005, (performance.exercise, s.LANDMARKS[a], s.LANDMARKS[b])
    assert np.isfinite(points).all()
    assert points[:, :, 1].min() > -0.02


def test_the_ten_exercises_can_move() -> None:
    assert set(COMPLETE) | {"sit_up", "pull_up", "shoulder_press", "deadlift", "front_raise"} <= set(MOVING)
    for name in COMPLETE:
        assert all(m.motion is not None for m in CATALOGUE[name].mistakes), name


@pytest.mark.parametrize("name", MOVING)
@pytest.mark.parametrize("seed", [0, 3])
def test_limbs_keep_their_length(name: str, seed: int) -> None:
    limbs_hold(perform(CATALOGUE[name], 2, person=Person.random(seed), seed=seed))


@pytest.mark.parametrize(("name", "mistake"), FAULTS)
def test_limbs_keep_their_length_in_mistakes(name: str, mistake: str) -> None:
    limbs_hold(perform(CATALOGUE[name], 2, mistake=mistake, faulty=(1,)))


@pytest.mark.parametrize(
    ("name", "planted"),
    [
        ("squat", (31, 32)),
        ("bicep_curl", (31, 32)),
        ("deadlift", (31, 32)),
        ("push_up", (31, 32, 15, 16)),
        ("pull_up", (15, 16)),
        ("sit_up", (31, 32)),
    ],
)
def test_what_is_planted_stays(name: str, planted: tuple[int, ...]) -> None:
    for seed in (0, 2):
        points = perform(CATALOGUE[name], 3, person=Person.random(seed), seed=seed).points
        assert np.ptp(points[:, planted], axis=0).max() < 0.01


def test_the_back_foot_of_a_lunge_stays_and_the_front_one_comes_home() -> None:
    performance = perform(CATALOGUE["lunge"], 2, variation=0.0)
    first = (performance.t >= performance.bounds[0][0]) & (performance.t < performance.bounds[0][1])
    toes = performance.points[first][:, [s.LEFT_FOOT, s.RIGHT_FOOT]]
    assert np.ptp(toes[:, 1], axis=0).max() < 0.01
    assert np.ptp(toes[:, 0, 2]) > 0.6
    assert np.allclose(performance.points[0, s.LEFT_FOOT], performance.points[-1, s.LEFT_FOOT], atol=0.01)
    assert [r.side for r in performance.reps] == ["left", "right"]


@pytest.mark.parametrize("name", EVERYDAY)
def test_everyday_motions_are_bodies_too(name: str) -> None:
    performance = everyday(name, person=Person.random(5), seed=5)
    limbs_hold(performance)
    assert performance.reps == ()
    joints = performance.points[:, list(s.BODY)]
    assert np.linalg.norm(np.diff(joints, axis=0), axis=2).max() * performance.fps < 6.0


def test_joints_bend_as_far_as_a_body_does() -> None:
    for name in MOVING:
        points = perform(CATALOGUE[name], 2).points
        for shoulder, elbow, wrist in ((11, 13, 15), (12, 14, 16), (23, 25, 27), (24, 26, 28)):
            a, b = points[:, shoulder] - points[:, elbow], points[:, wrist] - points[:, elbow]
            cos = (a * b).sum(axis=1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)
            bent = np.degrees(np.arccos(np.clip(cos, -1, 1)))
            assert bent.min() > 25.0, name
        # Knees bend backward: the knee lies before the line from hip to ankle, as the toes point.
        knees = points[:, 25] - 0.5 * (points[:, 23] + points[:, 27])
        toes = points[:, 31] - points[:, 29]
        assert ((knees * toes).sum(axis=1) > -0.02).all(), name


def test_the_same_seed_gives_the_same_motion() -> None:
    a, b = (perform(CATALOGUE["squat"], 3, seed=4, person=Person.random(4)) for _ in range(2))
    assert np.array_equal(a.points, b.points)
    assert a.reps == b.reps
    c = perform(CATALOGUE["squat"], 3, seed=5, person=Person.random(4))
    assert len(c.points) != len(a.points) or not np.array_equal(c.points, a.points)
    d, e = (everyday("wave", seed=7) for _ in range(2))
    assert np.array_equal(d.points, e.points)


def test_truth_of_time_range_and_faults() -> None:
    performance = perform(CATALOGUE["squat"], 4, mistake="knees_in", faulty=(1,), variation=0.0, tempo=2.0, pause_s=0.5)
    assert performance.mistakes == (None, "knees_in", None, None)
    for (start, end), (later, _) in zip(performance.bounds, performance.bounds[1:], strict=False):
        assert end - start == pytest.approx(2.25 / 2.0, abs=0.3)
        assert later - end >= 0.5
    inside = np.zeros(len(performance.t), bool)
    for start, end in performance.bounds:
        k = (performance.t >= start) & (performance.t < end)
        assert performance.depth[k].max() > 0.98
        inside |= k
    assert performance.depth[~inside].max() == 0.0
    half = perform(CATALOGUE["squat"], 1, rom=0.5, variation=0.0)
    assert half.depth.max() == pytest.approx(0.5, abs=0.01)


def test_asymmetry_bends_the_left_further() -> None:
    points = perform(CATALOGUE["bicep_curl"], 1, asymmetry=0.4, variation=0.0).points
    high = points[:, [s.LEFT_WRIST, s.RIGHT_WRIST], 1].max(axis=0)
    assert high[0] > high[1] + 0.03


def test_a_mirrored_posture_is_the_mirror_image() -> None:
    rng = np.random.default_rng(0)
    angles = NEUTRAL + rng.uniform(-20, 20, len(CHANNELS))
    angles[:3] = 0.0
    person = Person()

    def hang(values: np.ndarray) -> np.ndarray:
        from mirror.avatar.posture import forward, hanging_sole

        frames = forward(person, values[None])
        root = np.zeros((1, 3))
        return lay(person, State(root, values[None], frames.ankles, frames.wrists, hanging_sole(values[None], frames))).points[0]

    image = hang(angles)[s.MIRRORED] * [-1.0, 1.0, 1.0]
    assert np.allclose(hang(mirrored(angles)), image, atol=1e-6)


def test_unknown_things_are_named() -> None:
    with pytest.raises(KeyError):
        row({"third_arm": 1.0})
    with pytest.raises(ExerciseError, match="no mistake called flying"):
        perform(CATALOGUE["squat"], 1, mistake="flying")
    with pytest.raises(ExerciseError, match="no \\[motion\\]"):
        perform(CATALOGUE["squat"].model_copy(update={"motion": None}), 1)
    broken = CATALOGUE["squat"].model_copy(update={"motion": {"contact": "wings"}})
    with pytest.raises(ExerciseError, match="contact"):
        perform(broken, 1)
    with pytest.raises(ValueError, match="tall"):
        Person(2.4)
