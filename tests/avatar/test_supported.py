"""Exercises that a bench, a bar, a chair or the floor supports: what holds them stays, their repetitions count, mistakes show."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from mirror import events as ev
from mirror.avatar import Camera, Person, motion_for, perform
from mirror.avatar.motion import PROPS, props_for
from mirror.avatar.posture import HAND_CLEARANCE
from mirror.avatar.props import LEANS, SURFACES
from mirror.commands import ChooseExercise
from mirror.errors import ExerciseError
from mirror.pose import skeleton as s
from mirror.trainer import Trainer
from tests.acting import FRONT, OBLIQUE, SIDE, acted, catalogue, of, watched

COUNTED = (
    "bench_press",
    "incline_bench_press",
    "decline_bench_press",
    "chest_fly",
    "hip_thrust",
    "leg_raise",
    "leg_extension",
    "lat_pulldown",
    "russian_twist",
    "dip",
    "handstand_push_up",
    "sit_to_stand",
)
SUPPORTED = (*COUNTED, "plank")
TOES, HANDS, HIPS, SHOULDERS = (s.LEFT_FOOT, s.RIGHT_FOOT), (15, 16), (23, 24), (11, 12)
HELD = {
    "bench_press": (*TOES, *HIPS),
    "incline_bench_press": (*TOES, *HIPS),
    "decline_bench_press": (*HIPS, 25, 26, 27, 28),
    "chest_fly": (*TOES, *HIPS),
    "hip_thrust": TOES,
    "leg_raise": HIPS,
    "leg_extension": (*HIPS, 25, 26),
    "lat_pulldown": (*TOES, *HIPS),
    "russian_twist": (*TOES, *HIPS),
    "dip": HANDS,
    "handstand_push_up": HANDS,
    "sit_to_stand": TOES,
    "plank": HANDS,
}
SEEN_FROM = {"front": FRONT, "oblique": OBLIQUE, "side": SIDE}
FAULTS = [(name, mistake.name) for name in SUPPORTED for mistake in catalogue()[name].mistakes]


def ended(name: str, camera: Camera, reps: int, mistake: str | None = None) -> list[ev.SetEnded]:
    trainer = Trainer(catalogue(), None)
    events: list[ev.Event] = list(trainer.apply(ChooseExercise(name)))
    poses = acted(name, reps, camera, mistake)
    for observation in watched(poses):
        events += trainer.step(observation).events
    events += trainer.finish(poses[-1].t)
    return of(ev.SetEnded, events)  # type: ignore[return-value]


@pytest.mark.parametrize("name", COUNTED)
@pytest.mark.parametrize("camera", [FRONT, OBLIQUE, SIDE], ids=["front", "oblique", "side"])
def test_five_repetitions_count_as_five_and_are_clean(name: str, camera: Camera) -> None:
    (only,) = ended(name, camera, 5)
    assert (only.full, only.partial, only.rejected) == (5, 0, 0)
    assert not only.mistakes
    assert only.score is not None
    assert only.score > 85.0


@pytest.mark.parametrize("camera", [OBLIQUE, SIDE], ids=["oblique", "side"])
def test_a_plank_is_held_as_long_as_it_was(camera: Camera) -> None:
    (only,) = ended("plank", camera, 1)
    done = perform(catalogue()["plank"], 1, person=Person.random(3), lead_s=1.0, tail_s=1.0, seed=3)
    assert only.hold_s == pytest.approx((done.phase == 2).sum() / done.fps, abs=1.0)
    assert not only.mistakes


@pytest.mark.parametrize(("name", "mistake"), FAULTS)
def test_the_trainer_tells_the_mistake_from_a_view_that_can(name: str, mistake: str) -> None:
    views = catalogue()[name].mistake(mistake).views or ("oblique",)
    view = next(v for v in views if v in SEEN_FROM)
    told: dict[str, int] = {}
    for one in ended(name, SEEN_FROM[view], 1 if name == "plank" else 3, mistake):
        for key, times in one.mistakes.items():
            told[key] = told.get(key, 0) + times
    assert told.get(mistake, 0) >= 2
    assert told[mistake] == max(told.values())


@pytest.mark.parametrize(("name", "held"), HELD.items())
@pytest.mark.parametrize("seed", [0, 7])
def test_what_holds_the_body_does_not_slide(name: str, held: tuple[int, ...], seed: int) -> None:
    done = perform(catalogue()[name], 2, person=Person.random(seed), seed=seed)
    assert np.ptp(done.points[:, held], axis=0).max() < 0.012
    assert done.points[:, :, 1].min() > -0.02


def test_shoulder_blades_stay_on_the_bench_while_the_hips_rise() -> None:
    points = perform(catalogue()["hip_thrust"], 2, seed=1).points
    assert np.ptp(points[:, SHOULDERS].mean(axis=1), axis=0).max() < 0.02
    assert np.ptp(points[:, HIPS, 1].mean(axis=1)) > 0.25


def test_a_bar_keeps_the_hands_apart() -> None:
    for name in ("bench_press", "incline_bench_press", "decline_bench_press", "lat_pulldown"):
        for mistake in (None, *(m.name for m in catalogue()[name].mistakes)):
            points = perform(catalogue()[name], 2, seed=2, mistake=mistake).points
            apart = np.linalg.norm(points[:, 15] - points[:, 16], axis=1)
            assert np.ptp(apart) < 0.02, (name, mistake)


def test_forearms_lie_on_the_floor_in_a_plank() -> None:
    for seed in (0, 5):
        done = perform(catalogue()["plank"], 1, person=Person.random(seed), seed=seed)
        elbows = done.points[:, [13, 14], 1]
        assert abs(elbows - HAND_CLEARANCE * done.person.height_m).max() < 0.03


def test_seats_and_pads_are_where_the_body_is() -> None:
    for name in SUPPORTED:
        motion = motion_for(catalogue()[name])
        for prop in motion.props:
            if prop in SURFACES and prop != "chair":
                assert motion.surface == SURFACES[prop], name
            if prop in LEANS:
                assert motion.rest["lean"] == LEANS[prop], name
    done = perform(catalogue()["sit_to_stand"], 1, variation=0.0)
    seated = done.points[0, HIPS, 1].mean() / done.person.height_m
    assert SURFACES["chair"] + 0.03 < seated < SURFACES["chair"] + 0.08


def test_the_same_seed_gives_the_same_motion() -> None:
    for name in ("bench_press", "plank", "hip_thrust"):
        a, b = (perform(catalogue()[name], 2, seed=4, person=Person.random(4)) for _ in range(2))
        assert np.array_equal(a.points, b.points)


def test_props_come_from_the_motion_or_else_the_equipment() -> None:
    assert props_for(catalogue()["bench_press"]) == ("bench", "barbell")
    assert props_for(catalogue()["pull_up"]) == ("bar",)
    assert props_for(catalogue()["squat"]) == ()
    bare = catalogue()["deadlift"].model_copy(update={"motion": None})
    assert props_for(bare) == ("barbell",)
    assert all(prop in PROPS for exercise in catalogue().values() for prop in props_for(exercise))


def test_an_unknown_prop_is_named() -> None:
    squat = catalogue()["squat"]
    assert squat.motion is not None
    broken = squat.model_copy(update={"motion": {**squat.motion, "props": ["trampoline"]}})
    with pytest.raises(ExerciseError, match=r"squat: motion is wrong at props\.0"):
        motion_for(broken)
    high = squat.model_copy(update={"motion": {**squat.motion, "surface": 9.0}})
    with pytest.raises(ExerciseError, match="surface"):
        motion_for(high)


def test_nothing_but_the_listed_exercises_is_meant() -> None:
    for name in SUPPORTED:
        exercise = catalogue()[name]
        assert 2 <= len(exercise.mistakes) <= 5, name
        assert all(m.motion is not None and m.praise for m in exercise.mistakes), name
        assert dataclasses.is_dataclass(perform(exercise, 0)), name
