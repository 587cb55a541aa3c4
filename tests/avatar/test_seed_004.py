"""Seed 004: four exercises with their whole taxonomy, done by the avatar, counted and judged by the engine."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from mirror import events as ev
from mirror.avatar import Camera, Performance, Person, perform
from mirror.avatar.crawl import HandWalk
from mirror.avatar.motion import mistake_motion_for, motion_for, steady
from mirror.avatar.taxonomy import CLASSES, LONGEST_S, SHORTEST_S, fine_class, perform_class
from mirror.commands import ChooseExercise
from mirror.errors import ExerciseError
from mirror.pose import skeleton as s
from mirror.trainer import Trainer
from tests.acting import FRONT, OBLIQUE, SIDE, acted, catalogue, watched
from tests.avatar.test_truth import beyond, measured, statistic

SIZES = {"alternating_lateral_lunge": 10, "dead_bug": 6, "inchworm": 13, "spiderman_push_up": 11}
CAMERAS = {"front": FRONT, "oblique": OBLIQUE, "side": SIDE}
FAULTS = [(name, m.name) for name in SIZES for m in catalogue()[name].mistakes]
BONES = (
    (s.LEFT_SHOULDER, s.LEFT_ELBOW),
    (s.LEFT_ELBOW, s.LEFT_WRIST),
    (s.RIGHT_SHOULDER, s.RIGHT_ELBOW),
    (s.RIGHT_ELBOW, s.RIGHT_WRIST),
    (s.LEFT_HIP, s.LEFT_KNEE),
    (s.LEFT_KNEE, s.LEFT_ANKLE),
    (s.RIGHT_HIP, s.RIGHT_KNEE),
    (s.RIGHT_KNEE, s.RIGHT_ANKLE),
    (s.LEFT_HIP, s.RIGHT_HIP),
    (s.LEFT_ANKLE, s.LEFT_FOOT),
    (s.RIGHT_ANKLE, s.RIGHT_FOOT),
)
WRISTS = [s.LEFT_WRIST, s.RIGHT_WRIST]
TOES = [s.LEFT_FOOT, s.RIGHT_FOOT]


def way(points: np.ndarray) -> float:
    """Metres that a landmark strays along the floor from its mean place; points (N, 3)."""
    flat = points[:, [0, 2]]
    return float(np.linalg.norm(flat - flat.mean(axis=0), axis=1).max())


def test_the_taxonomy_is_table_6() -> None:
    assert Counter(c.exercise for c in CLASSES) == SIZES
    assert [c.index for c in CLASSES] == list(range(40))
    assert len({c.key for c in CLASSES}) == 40
    shown = {(c.exercise, c.mistake) for c in CLASSES if c.mistake}
    assert shown <= set(FAULTS)
    # Every mistake is a class, but for the one that only shows on the way into position.
    assert {f for f in FAULTS if f not in {(c.exercise, c.name) for c in CLASSES}} == {("inchworm", "hands_too_far")}
    assert fine_class("inchworm/good_form") is CLASSES[fine_class("inchworm/good_form").index]
    for wrong in ("inchworm/dance", 40, -1):
        with pytest.raises(ValueError, match="no fine class"):
            perform_class(wrong)


@pytest.mark.parametrize("name", SIZES)
def test_what_is_known_is_simulated_only(name: str) -> None:
    assert catalogue()[name].evidence == "simulated only"


@pytest.mark.parametrize("index", range(40))
def test_a_class_is_performed_by_a_body(index: int) -> None:
    done = perform_class(index, seed=7)
    points = done.points
    assert SHORTEST_S - 0.05 <= len(done.t) / done.fps <= LONGEST_S + 0.05
    assert np.isfinite(points).all()
    assert len(done.phase) == len(done.depth) == len(done.state) == len(done.layout.head) == len(done.t)
    for a, b in BONES:
        length = np.linalg.norm(points[:, a] - points[:, b], axis=1)
        assert np.ptp(length) < 1e-3, (s.NAMES[a], s.NAMES[b])
    assert points[:, :, 1].min() > -0.03
    speed = np.linalg.norm(np.diff(points, axis=0), axis=2) * done.fps
    assert speed.max() < (10.0 if CLASSES[index].name == "too_fast" else 7.0)
    if CLASSES[index].variant == "exercise":
        assert done.reps
        assert {rep.mistake for rep in done.reps} == {CLASSES[index].mistake}
    else:
        assert done.reps == ()
        # It ends in a plank: hands and toes down, hips between.
        assert points[-1, WRISTS, 1].max() < 0.06
        assert 0.2 < points[-1, s.LEFT_HIP, 1] < 0.6


def test_the_same_seed_is_the_same_performance() -> None:
    one, two, other = (perform_class("inchworm/stepping_too_big", seed=seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.points, two.points)
    assert one.reps == two.reps
    assert one.person == two.person != other.person
    taller = perform_class(3, person=Person(height_m=1.95), seed=1)
    assert taller.person.height_m == 1.95


def test_planted_feet_and_hands_stay() -> None:
    lunge = perform(catalogue()["alternating_lateral_lunge"], 1, seed=3)
    assert lunge.reps[0].side == "left"
    assert way(lunge.points[:, s.RIGHT_FOOT]) < 1e-3
    assert way(lunge.points[:, s.LEFT_FOOT]) > 0.2
    spider = perform(catalogue()["spiderman_push_up"], 1, seed=3)
    assert max(way(spider.points[:, i]) for i in (*WRISTS, s.RIGHT_FOOT)) < 2e-3
    assert spider.points[:, s.LEFT_FOOT, 1].max() > 0.12
    worm = perform(catalogue()["inchworm"], 1, seed=3)
    assert max(way(worm.points[:, i]) for i in TOES) < 1e-3
    on_floor = worm.depth > 0.34
    floor = worm.points[on_floor][:, WRISTS]
    for hand in range(2):
        down = floor[:, hand, 1] < floor[:, :, 1].min() + 1e-3
        moved = np.linalg.norm(np.diff(floor[:, hand], axis=0), axis=1)
        assert moved[down[1:] & down[:-1]].max() < 2e-3


@pytest.mark.parametrize(("mistake", "steps"), [(None, 6), ("stepping_too_big", 3)])
def test_hands_step_in_turn(mistake: str | None, steps: int) -> None:
    worm = perform(catalogue()["inchworm"], 1, mistake=mistake, variation=0.0, fps=60.0)
    out = (worm.phase == 1) & (worm.depth > 0.33)
    height = worm.points[out][:, WRISTS, 1]
    low = height.min()
    lifted = height > low + 0.005
    assert not lifted.all(axis=1).any()
    which = [0 if left else 1 for left, right in lifted if left or right]
    order = which[:1] + [b for a, b in pairwise(which) if a != b]
    assert order == [i % 2 for i in range(steps)]
    # Both end side by side, a shoulder's width apart.
    assert abs(worm.points[worm.phase == 2][0][WRISTS, 2] @ [1.0, -1.0]) < 5e-3


def test_a_walk_that_turns_round_early_still_ends_on_both_hands() -> None:
    walk = HandWalk(steps=6, start=0.3, near=0.2, far=0.8)
    for top in (0.5, 0.8, 1.0, 1.03):
        forward, up = walk.places(np.array([0.0, 0.3, top]), top)
        np.testing.assert_allclose(forward[:2], 0.2)
        np.testing.assert_allclose(forward[2], 0.2 + 0.6 * (top - 0.3) / 0.7)
        np.testing.assert_allclose(up, 0.0, atol=1e-12)


def test_a_dead_bug_lies_on_its_back() -> None:
    bug = perform(catalogue()["dead_bug"], 2, seed=3)
    trunk = bug.points[:, [s.LEFT_SHOULDER, s.RIGHT_SHOULDER, s.LEFT_HIP, s.RIGHT_HIP]]
    assert trunk[:, :, 1].max() < 0.2
    assert np.ptp(trunk[:, 2:], axis=0).max() < 0.01
    resting = np.flatnonzero(bug.phase == 0)[0]
    assert bug.points[resting, [*WRISTS, s.LEFT_KNEE, s.RIGHT_KNEE], 1].min() > 0.4
    peak = bug.points[np.argmax(bug.depth)]
    left = bug.reps[0].side == "left" and bug.t[np.argmax(bug.depth)] < bug.reps[0].end_s
    foot, arm = (s.LEFT_ANKLE, s.RIGHT_WRIST) if left else (s.RIGHT_ANKLE, s.LEFT_WRIST)
    assert peak[foot, 1] < 0.45 < peak[s.RIGHT_KNEE if left else s.LEFT_KNEE, 1]
    assert peak[arm, 1] < 0.4


@pytest.mark.parametrize(("name", "mistake"), FAULTS)
def test_a_mistake_shows_on_another_body_too(name: str, mistake: str) -> None:
    exercise, tall = catalogue()[name], Person.random(6)
    described = exercise.mistake(mistake)
    clean = perform(exercise, 2, person=tall, seed=1)
    broken = perform(exercise, 2, person=tall, seed=1, mistake=mistake)
    assert not beyond(described, statistic(described, measured(clean), clean))
    assert beyond(described, statistic(described, measured(broken), broken))


def trained(name: str, reps: int, camera: Camera, mistake: str | None = None) -> tuple[list[ev.RepClosed], list[ev.SetEnded]]:
    trainer = Trainer(catalogue(), None)
    events: list[ev.Event] = list(trainer.apply(ChooseExercise(name)))
    poses = acted(name, reps, camera, mistake=mistake)
    for observation in watched(poses):
        events += trainer.step(observation).events
    events += trainer.finish(poses[-1].t)
    return [e for e in events if isinstance(e, ev.RepClosed)], [e for e in events if isinstance(e, ev.SetEnded)]


@pytest.mark.parametrize(("name", "view"), [(n, v) for n in SIZES for v in catalogue()[n].views if v in CAMERAS])
def test_six_good_repetitions_count_six_and_nothing_is_wrong(name: str, view: str) -> None:
    reps, ended = trained(name, 6, CAMERAS[view])
    assert [(e.full, e.partial, e.rejected) for e in ended] == [(6, 0, 0)]
    assert [rep.mistakes for rep in reps] == [()] * 6
    if catalogue()[name].sides == "alternating":
        assert [rep.side for rep in reps] == ["left", "right"] * 3
    assert all(rep.score is not None and rep.score > 80.0 for rep in reps)


@pytest.mark.parametrize(("name", "mistake"), FAULTS)
def test_the_trainer_names_the_mistake(name: str, mistake: str) -> None:
    views = catalogue()[name].mistake(mistake).views or ("side",)
    reps, _ = trained(name, 3, CAMERAS[next(v for v in views if v in CAMERAS)], mistake)
    assert sum(mistake in rep.mistakes for rep in reps) >= 2


def size_of(name: str, mistake: str, size: float) -> tuple[Performance, float]:
    exercise = catalogue()[name]
    done = perform(exercise, 2, mistake=mistake, fault_size=size, seed=3)
    return done, float(np.mean(statistic(exercise.mistake(mistake), measured(done), done)))


@pytest.mark.parametrize(
    ("name", "mistake"),
    [
        ("alternating_lateral_lunge", "torso_bent_forward"),  # added channels
        ("alternating_lateral_lunge", "stepping_foot_pointing_away"),  # another way
        ("dead_bug", "too_fast"),  # factors on seconds
        ("inchworm", "not_far_out_enough"),  # a factor on the range
        ("inchworm", "stepping_too_big"),  # the hands' walk
    ],
)
def test_a_mistake_grows_with_its_size(name: str, mistake: str) -> None:
    clean = perform(catalogue()[name], 2, seed=3)
    nothing, none = size_of(name, mistake, 0.0)
    np.testing.assert_allclose(nothing.points, clean.points, atol=1e-9)
    told = [none] + [size_of(name, mistake, size)[1] for size in (0.5, 1.0, 1.3)]
    grows = np.diff(told) * (1.0 if catalogue()[name].mistake(mistake).above is not None else -1.0)
    assert (grows > 0).all() if mistake != "stepping_too_big" else (grows >= -0.05).all()
    assert abs(told[2] - told[0]) > 0.1 * abs(told[0])


def test_half_a_mistake_is_the_least_that_keeps_to_one_side() -> None:
    made = {size: size_of("spiderman_push_up", "not_alternating", size)[0].reps for size in (0.4, 0.5, 1.0)}
    assert {size: len({rep.side for rep in reps}) for size, reps in made.items()} == {0.4: 2, 0.5: 1, 1.0: 1}
    with pytest.raises(ValueError, match="fault_size"):
        size_of("spiderman_push_up", "not_alternating", -1.0)


def test_only_the_faulty_repetitions_keep_to_one_side() -> None:
    done = perform(catalogue()["dead_bug"], 4, seed=3)
    assert [rep.side for rep in done.reps] == ["left", "right", "left", "right"]
    lunge = catalogue()["alternating_lateral_lunge"]
    mixed = perform(lunge, 5, mistake="not_alternating", faulty=(2, 3), seed=3)
    assert [rep.side for rep in mixed.reps] == ["left", "right", "right", "right", "left"]


def test_nonsense_in_a_motion_is_a_sentence() -> None:
    squat = catalogue()["squat"]
    assert squat.motion is not None
    walking = replace_motion(squat, {**squat.motion, "hands": {"steps": 6, "start": 0.3, "near": 0.2, "far": 0.8}})
    with pytest.raises(ExerciseError, match="only in a crawl do hands walk"):
        motion_for(walking)
    first = squat.mistakes[0].model_copy(update={"motion": {"way": {"peak": {"tail": 1}}}})
    with pytest.raises(ExerciseError, match="no channel is called 'tail'"):
        mistake_motion_for(squat.model_copy(update={"mistakes": (first,)}), first.name)


def replace_motion(exercise: object, motion: dict[str, object]) -> object:
    return exercise.model_copy(update={"motion": motion})  # type: ignore[attr-defined]


def test_a_steady_pace_is_even_between_soft_ends() -> None:
    u = np.linspace(0.0, 1.0, 401)
    made = steady(u)
    assert made[0] == 0.0
    assert made[-1] == pytest.approx(1.0)
    np.testing.assert_allclose(made + made[::-1], 1.0, atol=1e-12)
    speed = np.diff(made) * 400
    assert speed.min() > 0.0
    assert speed[0] < 0.05
    np.testing.assert_allclose(speed[100:300], 1.25, atol=1e-6)
