"""Mistakes are told inside the repetition, soon, once, and as the closing judgement will."""

from __future__ import annotations

import pytest

from mirror.avatar import Camera, Person, perform, project_all
from mirror.counting.ledger import Ledger
from mirror.exercises.core import Exercise
from mirror.geometry.body import body_from_pose
from mirror.geometry.camera import Calibration
from mirror.geometry.measures import measure
from mirror.scoring.during import Watcher, eases, tellable
from tests.acting import SIDE, catalogue
from tests.scoring.decisions import summary, takes, watch


@pytest.mark.parametrize("name", ["squat", "push_up"])
def test_the_decision_comes_within_600_ms_of_the_fault(name: str) -> None:
    told = summary(takes([name]))
    assert told["mistakes"] >= 9  # type: ignore[operator]
    assert told["unconfirmed"] == 0
    assert told["delay_s"]["p95"] <= 0.6  # type: ignore[index]
    assert told["closing_s"]["p50"] > told["delay_s"]["p95"], "the repetition's end would have done"  # type: ignore[index]


def test_good_repetitions_are_not_interrupted() -> None:
    for name in ("squat", "lunge", "shoulder_press", "deadlift"):
        take = watch(catalogue()[name], None)
        assert take.reps == 3
        assert not take.unconfirmed


@pytest.mark.parametrize("tempo", [0.5, 1.5])
def test_tempo_does_not_matter(tempo: float) -> None:
    take = watch(catalogue()["squat"], "leaning_forward", tempo)
    assert not take.unconfirmed
    assert all(d.delay_s <= 0.6 for d in take.decisions if d.mistake == "leaning_forward")
    assert {d.mistake for d in take.decisions} >= {"leaning_forward"}


def test_when_a_mistake_can_be_told() -> None:
    squat = catalogue()["squat"]

    def moment(**changes: object) -> str | None:
        return tellable(squat, squat.mistake("leaning_forward").model_copy(update=changes))

    assert moment() == "near"
    assert moment(measure="knee") == "turned", "going deeper bends the knee"
    assert moment(measure="knee", above=None, below=60.0) == "near"
    assert moment(statistic="max", phase="any") == "begun"
    assert moment(statistic="max", phase="any", above=None, below=10.0) == "turned", "it may still be reached"
    assert moment(statistic="range", phase="any", above=None, below=10.0) == "turned"
    assert moment(statistic="min", phase="back") == "turned"
    assert moment(statistic="duration", above=None, below=1.0) is None
    assert moment(statistic="duration", above=4.0) == "begun"
    assert moment(statistic="same_side") is None
    assert eases(squat, squat.mistake("shallow"))


def hold(exercise: Exercise, mistake: str | None, seconds: float) -> list[tuple[float, str]]:
    """What is told of a plank in pieces of 3 s, seconds from its first frame in position."""
    done = perform(exercise, 1, person=Person.random(3), mistake=mistake, seed=3)
    ledger, watcher = Ledger({exercise.name: exercise}), Watcher(exercise)
    position = ledger.holds[exercise.name]
    told, piece_t, begun = [], 0.0, 0.0
    camera: Camera = SIDE
    for pose in project_all(done.points, camera).poses(done.t):
        body = body_from_pose(pose, Calibration())
        if body is None:
            continue
        ledger.step(pose.t, measure(body), body.yaw_deg)
        if not position.holding or pose.t - (begun or pose.t) > seconds:
            continue
        begun = begun or pose.t
        if piece_t < begun or pose.t - piece_t >= 3.0:
            piece_t = pose.t
        told += [(pose.t - begun, fault.mistake.name) for fault in watcher.hold(pose.t, piece_t, ledger.track)]
    return told


def test_a_hold_is_told_at_once_and_once_a_piece() -> None:
    plank = catalogue()["plank"]
    told = [t for t, name in hold(plank, "hips_sagging", 5.0) if name == "hips_sagging"]
    assert told[0] <= 0.6
    assert len(told) == 2
    assert hold(plank, None, 5.0) == []
