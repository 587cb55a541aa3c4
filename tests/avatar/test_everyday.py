"""Daily life: bodies that move as bodies do, never the same twice by chance, always the same by seed."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from mirror.avatar import EVERYDAY, Camera, Performance, Person, everyday
from mirror.avatar.daily import daily_life
from mirror.avatar.gestures import GESTURES, LOOPS
from mirror.avatar.hands import PLACES, exchanged, reaching
from mirror.avatar.passer import Duet, passing
from mirror.avatar.posture import INDEX, forward, lay, mirrored
from mirror.avatar.transition import held
from mirror.pose import skeleton as s

RIGID = [e for e in s.EDGES if e not in ((11, 12), (23, 24), (11, 23), (12, 24))]
FASTEST = 6.5  # m/s of any joint: the swinging foot of a brisk walk, a clapping hand


def is_a_body(points: np.ndarray) -> None:
    for a, b in RIGID:
        assert np.ptp(np.linalg.norm(points[:, a] - points[:, b], axis=1)) < 0.005, (s.LANDMARKS[a], s.LANDMARKS[b])
    assert np.isfinite(points).all()
    assert points[:, :, 1].min() > -0.03


def fastest(points: np.ndarray, fps: float) -> float:
    return float(np.linalg.norm(np.diff(points[:, list(s.BODY)], axis=0), axis=2).max() * fps)


def test_there_is_a_rich_set_of_them() -> None:
    assert len(EVERYDAY) >= 70
    assert EVERYDAY[:7] == ("idle", "walk", "march", "turn", "floor_and_up", "lie_and_up", "drink")
    assert set(GESTURES) <= set(EVERYDAY)
    for name, (first, last) in LOOPS.items():
        assert 0 <= first < last < len(GESTURES[name]), name
    for steps in GESTURES.values():
        assert {place for step in steps for place in (step.left, step.right)} <= {"", *PLACES}


@pytest.mark.parametrize("name", EVERYDAY)
def test_each_is_a_body_that_neither_jumps_nor_sinks(name: str) -> None:
    for seed in (1, 2):
        made = everyday(name, person=Person.random(seed), seed=seed, fps=20.0)
        is_a_body(made.points)
        assert fastest(made.points, 20.0) < FASTEST
        assert 2.5 < made.t[-1] < 16.0
        assert made.reps == ()


def test_the_same_seed_gives_the_same_and_another_one_another() -> None:
    for name in ("drink", "walk_off", "sit_and_type"):
        a, b, c = (everyday(name, seed=seed, fps=20.0) for seed in (3, 3, 4))
        assert np.array_equal(a.points, b.points)
        assert a.points.shape != c.points.shape or not np.allclose(a.points, c.points, atol=0.01)


def test_a_drink_reaches_the_mouth_from_either_side() -> None:
    used = set()
    for seed in range(8):
        points = everyday("drink", person=Person.random(1), seed=seed, fps=20.0).points
        mouth = points[:, [s.INDEX["mouth_left"], s.INDEX["mouth_right"]]].mean(axis=1)
        near = [np.linalg.norm(points[:, 19 + k] - mouth, axis=1).min() for k in (0, 1)]
        assert min(near) < 0.16
        used.add(int(np.argmin(near)))
    assert used == {0, 1}


@pytest.mark.parametrize("place", sorted(set(PLACES) - {"left_shoe", "right_shoe", "ground", "ground_ahead", "knee"}))
def test_the_arms_own_angles_lead_to_the_place(place: str) -> None:
    person = Person.random(4)
    pose = {"turn": 40, "twist": 10, "lean": 8, "arm_forward": 50, "arm_side": 24, "elbow": 60}
    state = reaching(person, held(person, pose), place, place)
    own = forward(person, state.angles).wrists + state.root[:, None]
    # The shoulder rises with the arm by itself: so much is left to the arm.
    assert np.abs(own - state.wrists).max() < 0.025
    assert np.allclose(lay(person, state).points[:, [s.LEFT_WRIST, s.RIGHT_WRIST]], state.wrists, atol=0.002)


def test_a_mirrored_reach_is_the_mirror_image() -> None:
    person = Person()
    state = held(person, {"lean": 20, "left_arm_forward": 60, "left_elbow": 60, "right_arm_side": 20})
    other = held(person, {})
    other = type(state)(other.root, mirrored(state.angles), state.ankles[:, ::-1] * [-1, 1, 1], other.wrists, state.sole)
    here = reaching(person, state, "mouth", "hip")
    there = reaching(person, other, *exchanged("mouth", "hip"))
    shift = here.root * [-1, 1, 1] - there.root
    assert np.allclose(here.wrists[:, ::-1] * [-1, 1, 1], there.wrists + shift, atol=1e-6)
    assert exchanged("left_shoe", "") == ("", "right_shoe")


def lived(seconds: float, seed: int = 5, fps: float = 20.0) -> list[Performance]:
    return list(daily_life(seconds, Person.random(2), seed, fps))


def test_daily_life_is_one_unbroken_movement() -> None:
    chunks = lived(240.0)
    points = np.concatenate([c.points for c in chunks])
    assert len(points) == 240 * 20
    assert np.allclose(np.concatenate([c.t for c in chunks]), np.arange(len(points)) / 20.0)
    is_a_body(points)
    assert fastest(points, 20.0) < FASTEST
    # Nobody gets lost, and nobody spins round: less than a turn a second.
    assert np.abs(points[:, s.LEFT_HIP, [0, 2]]).max() < 7.0
    turns = [c.state.angles[:, INDEX["turn"]] for c in chunks]
    assert np.abs(np.diff(np.concatenate(turns))).max() * 20.0 < 360.0
    assert all(c.reps == () and c.depth.max() == 0.0 for c in chunks)
    assert len({c.exercise for c in chunks}) > 15


def test_daily_life_comes_in_chunks_and_again_the_same() -> None:
    first, again = lived(60.0), lived(60.0)
    assert all(np.array_equal(a.points, b.points) for a, b in zip(first, again, strict=True))
    longer = list(itertools.islice(daily_life(36_000.0, Person.random(2), 5, 20.0), len(first) - 1))
    assert all(np.array_equal(a.points, b.points) for a, b in zip(longer, first, strict=False))
    assert not np.array_equal(lived(20.0, seed=6)[0].points[:40], first[0].points[:40])
    with pytest.raises(ValueError, match="seconds"):
        next(daily_life(0.0))


@pytest.mark.parametrize("in_front", [False, True])
@pytest.mark.parametrize("azimuth", [0.0, 60.0])
def test_somebody_passes_on_the_side_that_was_asked_for(in_front: bool, azimuth: float) -> None:
    camera = Camera(azimuth_deg=azimuth, distance_m=3.2, width=320, height=180)
    points = passing(14.0, 1.0, camera, in_front=in_front, seed=3)
    there = np.isfinite(points[:, 0, 0])
    assert not there[:29].any()
    assert not there[-1]
    is_a_body(points[there])
    seen = camera.to_camera(points[there])
    middle = seen[:, [s.LEFT_HIP, s.RIGHT_HIP]].mean(axis=1)
    assert (middle[:, 2] < 3.2).all() if in_front else (middle[:, 2] > 3.2).all()
    pixels = camera.to_pixels(middle)[:, 0]
    assert min(pixels[0], pixels[-1]) < 0.0
    assert max(pixels[0], pixels[-1]) > camera.width


def test_nobody_fits_between_a_camera_and_a_person_next_to_it() -> None:
    with pytest.raises(ValueError, match="pass"):
        passing(5.0, 0.0, Camera(distance_m=1.1), in_front=True)


def test_two_people_are_drawn_the_further_one_first() -> None:
    camera = Camera(distance_m=3.4, width=320, height=240)
    duet = Duet(320, 240, seed=0, other_seed=5)
    person = Person()
    here = lay(person, held(person, {})).points[0]
    nobody = np.full_like(here, np.nan)
    step = np.array([0.0, 0.0, 0.9])
    behind, before = here - step, here + step
    alone = duet.render(here, nobody, camera)
    chest = camera.to_pixels(camera.to_camera(here[[11, 12, 23, 24]].mean(axis=0)))
    x, y = int(chest[0]), int(chest[1])
    far, near = duet.render(here, behind, camera), duet.render(here, before, camera)
    other = duet.render(nobody, before, camera)
    assert np.array_equal(far[y - 5 : y + 5, x - 5 : x + 5], alone[y - 5 : y + 5, x - 5 : x + 5])
    assert np.array_equal(near[y - 5 : y + 5, x - 5 : x + 5], other[y - 5 : y + 5, x - 5 : x + 5])
    assert not np.array_equal(far, alone)
    empty = duet.render(nobody, nobody, camera)
    assert not np.array_equal(empty, alone)
