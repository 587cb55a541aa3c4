"""The camera is calibrated at the mirror, without hands: from the menu to what is kept."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from mirror import events as ev
from mirror.commands import Back, Calibrate, Move, Select
from mirror.geometry.camera import Calibration
from mirror.observation import Observation
from mirror.pose.core import Pose
from mirror.snapshot import Snapshot
from mirror.trainer import Trainer
from mirror.workout import Workout
from mirror.workout.calibrating import AGAIN, CALIBRATE, TALL, heights
from tests.acting import FRONT, acted, always, catalogue
from tests.calibration.acting import CAMERA, movement, poses


class Session:
    """A Workout that has been woken."""

    def __init__(self) -> None:
        self.core = Workout(Trainer(catalogue(), always(None)))
        self.events: list[ev.Event] = []
        self.t = 0.0
        self.last = Snapshot(0.0, None)
        self.see(acted("squat", 0, lead_s=0.8, tail_s=0.1, camera=FRONT))

    def see(self, seen: list[Pose]) -> None:
        begin = self.t + 0.1
        for pose in seen:
            self.t = begin + pose.t - seen[0].t
            step = self.core.step(Observation(self.t, replace(pose, t=self.t), True))
            self.events += step.events
            self.last = step.snapshot

    def say(self, *commands: Move | Select | Back | Calibrate) -> None:
        for command in commands:
            self.events += self.core.apply(command)

    def open(self) -> None:
        """From set-up to the first step of the guide; the menu and the one of heights are checked on the way."""
        self.say(Move(-1), Move(-1), Move(-1))
        self.see(acted("squat", 0, lead_s=0.1, tail_s=0.1, camera=FRONT))
        menu = self.last.menu
        assert menu is not None
        assert menu.choices[menu.selected].name == CALIBRATE
        self.say(Select())
        self.see(acted("squat", 0, lead_s=0.1, tail_s=0.1, camera=FRONT))
        menu = self.last.menu
        assert menu is not None
        assert menu.title == TALL
        wanted = heights(movement().stature_m).selected
        self.say(*[Move(1 if wanted > menu.selected else -1)] * abs(wanted - menu.selected), Select())
        assert self.core.stage == "calibrating"

    def of(self, kind: type[ev.Event]) -> list[ev.Event]:
        return [event for event in self.events if isinstance(event, kind)]


def test_what_was_found_is_shown_and_kept_when_the_user_says_so() -> None:
    session = Session()
    session.open()
    session.see(poses())
    going = session.last.calibrating
    assert going is not None
    assert going.calibration is not None
    assert going.calibration.height_m == pytest.approx(CAMERA.height_m, abs=0.10)
    assert going.calibration.pitch_deg == pytest.approx(CAMERA.pitch_deg, abs=3.0)
    assert len(going.found) == 4
    assert session.core.trainer.calibration.source == "assumed"
    session.say(Select())
    kept = session.of(ev.CameraCalibrated)
    assert [type(event) for event in kept] == [ev.CameraCalibrated]
    assert ev.from_dict(ev.to_dict(kept[0])) == kept[0]
    assert session.core.trainer.calibration == going.calibration
    assert session.core.stage == "setup"
    said = [event.text for event in session.events if isinstance(event, ev.CueReleased)]
    assert sum(text.startswith("Hold your arms out") for text in said) == 2
    session.say(Move(-1), Move(-1), Move(-1), Select())
    session.see(acted("squat", 0, lead_s=0.1, tail_s=0.1, camera=FRONT))
    menu = session.last.menu
    assert menu is not None
    assert menu.selected == heights(movement().stature_m).selected


def test_back_keeps_nothing() -> None:
    session = Session()
    session.open()
    session.see(poses())
    session.say(Back())
    assert session.core.stage == "setup"
    assert session.of(ev.CameraCalibrated) == []
    assert session.core.trainer.calibration.source == "assumed"


def test_on_the_way_yes_means_nothing_and_nothing_is_counted() -> None:
    session = Session()
    session.open()
    session.see(poses()[: len(poses()) // 2])
    session.say(Select(), Move(1))
    assert session.core.stage == "calibrating"
    assert session.last.calibrating is not None
    assert session.last.calibrating.index > 0
    assert session.of(ev.SetStarted) == []


def test_a_mirrored_picture_is_refused_and_can_be_tried_again() -> None:
    session = Session()
    session.open()
    flipped = []
    for pose in poses():
        image = pose.image.copy()
        image[:, 0] = 1.0 - image[:, 0]
        flipped.append(replace(pose, image=image))
    session.see(flipped)
    going = session.last.calibrating
    assert going is not None
    assert going.calibration is None
    assert going.instruction == AGAIN
    assert going.hint.endswith("try again.")
    session.say(Select())
    assert session.of(ev.CameraCalibrated) == []
    session.see(poses())
    session.say(Select())
    assert len(session.of(ev.CameraCalibrated)) == 1


def test_whoever_walks_away_leaves_it() -> None:
    session = Session()
    session.open()
    for _ in range(120):
        session.t += 0.25
        session.core.step(Observation(session.t, None, True))
    assert session.core.stage in ("setup", "asleep")


def test_a_lens_that_somebody_gave_is_not_sought() -> None:
    session = Session()
    session.say(Calibrate(Calibration(fov_deg=CAMERA.fov_deg, fov_sigma_deg=0.0)))
    session.open()
    session.see(poses())
    going = session.last.calibrating
    assert going is not None
    assert going.calibration is not None
    assert going.calibration.fov_deg == CAMERA.fov_deg


def test_heights_begin_where_it_was_last() -> None:
    assert heights(1.84).choices[heights(1.84).selected].title == "184 cm"
    assert heights(math.nan).choices[heights(math.nan).selected].name == "172"
