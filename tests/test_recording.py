"""A recording replayed gives the same events to the last bit."""

from __future__ import annotations

import gzip
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from mirror import events as ev
from mirror.commands import Calibrate, ChooseExercise, Command, Pause, SetDifficulty, SetPlan, Start, Stop, SwitchCamera
from mirror.geometry.camera import Calibration
from mirror.observation import Observation
from mirror.recording import Finish, Recording, RecordingError, read, replay
from mirror.trainer import Trainer
from mirror.workout import Workout
from mirror.workout.plan import Plan, PlanItem
from tests.acting import OBLIQUE, acted, always, catalogue, nobody, watched

COMMANDS: tuple[Command, ...] = (
    SetPlan(Plan("p1", "Knees", (PlanItem(1, "squat", 2, 8, range_share=0.8), PlanItem(2, "plank", 1, hold_s=20.0)))),
    SetPlan(None),
    SwitchCamera(on=False),
    SwitchCamera(on=True),
    Start(),
    Pause(),
    Stop(),
    ChooseExercise("squat"),
    ChooseExercise(None),
    Calibrate(Calibration(pitch_deg=-4.0, source="by hand")),
    SetDifficulty(0.75),
)


def fresh() -> Workout:
    return Workout(Trainer(catalogue(), always("squat")))


def record(path: Path, items: Sequence[Observation | Command]) -> list[ev.Event]:
    core = fresh()
    events: list[ev.Event] = []
    t = 0.0
    with Recording(path) as recording:
        for item in items:
            if isinstance(item, Observation):
                recording.observation(item)
                events += core.step(item).events
                t = item.t
            else:
                recording.command(item)
                events += core.apply(item)
        recording.finish(t)
        events += core.finish(t)
    return events


def test_a_replay_gives_identical_events(tmp_path: Path) -> None:
    first = acted("squat", 4, OBLIQUE, mistake="leaning_forward", lead_s=6.0)
    pause = nobody(first[-1].t, 3.0)
    second = acted("squat", 3, OBLIQUE, start_t=pause[-1].t + 0.1)
    file = tmp_path / "session.jsonl.gz"
    items = [COMMANDS[5], *watched(first), COMMANDS[6], *pause, *watched(second), Stop()]
    events = record(file, items)
    assert sum(isinstance(e, ev.RepClosed) for e in events) == 7
    again = list(replay(file, fresh()))
    assert [ev.to_dict(e) for e in again] == [ev.to_dict(e) for e in events]


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    pose = acted("squat", 0)[0]
    pose.world[3] = math.nan
    items = [Observation(0.1, pose, frame=7), Observation(0.2, None, camera=False), *COMMANDS]
    file = tmp_path / "session.jsonl.gz"
    with Recording(file) as recording:
        for item in items:
            if isinstance(item, Observation):
                recording.observation(item)
            else:
                recording.command(item)
        recording.finish(0.2)
    found = list(read(file))
    one = found[0]
    assert isinstance(one, Observation)
    assert one.pose is not None
    assert (one.t, one.frame, one.camera, one.pose.track) == (0.1, 7, True, pose.track)
    np.testing.assert_array_equal(one.pose.world, pose.world)
    np.testing.assert_array_equal(one.pose.image, pose.image)
    np.testing.assert_array_equal(one.pose.visibility, pose.visibility)
    assert found[1] == items[1]
    assert [repr(c) for c in found[2:-1]] == [repr(c) for c in COMMANDS]
    assert found[-1] == Finish(0.2)


def test_the_same_recording_is_the_same_file(tmp_path: Path) -> None:
    items = watched(acted("squat", 1))
    record(tmp_path / "a", items)
    record(tmp_path / "b", items)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_file_that_is_no_recording_is_refused_with_a_sentence(tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.write_text("hello")
    whole = tmp_path / "whole"
    record(whole, watched(acted("squat", 1)))
    cut = tmp_path / "cut"
    cut.write_bytes(whole.read_bytes()[:-200])
    newer = tmp_path / "newer"
    newer.write_bytes(gzip.compress(b'{"mirror": 99}\n'))
    damaged = tmp_path / "damaged"
    damaged.write_bytes(gzip.compress(b'{"mirror": 1}\n{"t": 1}\n'))
    for file in (text, cut, newer, damaged, tmp_path / "missing"):
        with pytest.raises(RecordingError, match=file.name):
            list(read(file))
    with pytest.raises(RecordingError, match="cannot be written"):
        Recording(tmp_path / "no" / "folder")
