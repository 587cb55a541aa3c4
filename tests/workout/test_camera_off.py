"""The camera off and on again: what went on is kept, nobody is watched, and whoever comes back wakes the mirror."""

from __future__ import annotations

import pytest

from mirror import events as ev
from mirror.commands import Back, Command, Move, Select, Start, Stop, SwitchCamera
from mirror.observation import Observation
from mirror.workout.session import CAMERA_OFF, CAMERA_ON
from tests.workout.held_on import understood
from tests.workout.test_hands_free import Session, workout


def dark(session: Session, seconds: float) -> None:
    """What Live tells the core while the camera is off."""
    steps = int(seconds * 4)
    session.see([Observation(session.t + (k + 1) / 4, None, False) for k in range(steps)])


def in_a_set() -> Session:
    session = Session(workout())
    session.stand(6.0)
    session.do("squat", 3, tail_s=0.2)
    assert session.core.trainer.running
    return session


def test_a_running_set_is_closed_and_kept_before() -> None:
    session = in_a_set()
    session.say(SwitchCamera(on=False))
    told = [type(e).__name__ for e in session.events[-5:]]
    assert told == ["SetEnded", "PersonLeft", "SessionEnded", "StageChanged", "CueReleased"]
    ended = next(e for e in session.events if isinstance(e, ev.SetEnded))
    assert ended.full == 3
    dark(session, 60.0)
    assert session.last.stage == "camera_off"
    assert session.last.pose is None
    assert [e.text for e in session.events if isinstance(e, ev.CueReleased)][-1] == CAMERA_OFF


def test_crossed_arms_that_are_held_on_turn_it_off_in_a_set_and_the_set_is_kept() -> None:
    session = in_a_set()
    session.signal("cross_arms", hold_s=4.0)
    assert session.core.stage == "camera_off"
    assert session.stages[-2:] == ["summary", "camera_off"]  # what crossed arms mean comes first
    assert session.full() == 3
    assert sum(isinstance(e, ev.SessionEnded) for e in session.events) == 1


@pytest.mark.parametrize("command", [Select(), Start(), SwitchCamera(on=True)])
def test_it_comes_on_again_and_whoever_stands_there_is_seen(command: Command) -> None:
    session = Session(workout())
    session.say(SwitchCamera(on=False))
    dark(session, 2.0)
    session.say(command)
    assert session.core.stage == "asleep"
    assert [e.text for e in session.events if isinstance(e, ev.CueReleased)] == [CAMERA_OFF, CAMERA_ON]
    dark(session, 2.0)
    assert session.core.stage == "asleep"  # nobody is seen yet: the one who was there may have gone
    session.do("squat", 4)
    assert session.full() == 4


def test_what_is_said_besides_leaves_it_off() -> None:
    session = in_a_set()
    session.say(SwitchCamera(on=False), SwitchCamera(on=False), Back(), Stop(), Move(1))
    dark(session, 1.0)
    assert session.last.stage == "camera_off"
    assert session.last.menu is None
    assert session.stages.count("camera_off") == 1
    session.say(SwitchCamera(on=True), SwitchCamera(on=True))
    assert session.stages[-1] == "asleep"


def test_from_asleep_too() -> None:
    session = Session(workout())
    session.stand(1.0)
    session.say(Back(), Back())
    assert session.core.stage == "asleep"
    session.signal("cross_arms", hold_s=4.0)
    assert session.core.stage == "camera_off"


def test_with_a_network_s_errors_most_are_understood() -> None:
    """A small part of `python -m tests.workout.held_on`."""
    assert understood(10) >= 8
