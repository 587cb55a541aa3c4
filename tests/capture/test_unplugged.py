"""The camera is unplugged, or goes silent, in the middle of a session, and comes back: the session goes on.

A real HTTP stream, the real watchdog and the real threads; only pose and workout are stand-ins.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mirror.capture import open_source, stream
from mirror.capture.core import Frame
from mirror.commands import Command
from mirror.events import Event, PersonEntered
from mirror.live import Live
from mirror.observation import Observation
from mirror.pose.core import Pose
from mirror.snapshot import Snapshot
from tests.scripted import Step

if TYPE_CHECKING:
    from conftest import NetworkCamera


class Nobody:
    name = "nobody"

    def estimate(self, frame: Frame) -> Pose | None:
        return None

    def reset(self) -> None: ...

    def close(self) -> None: ...


@dataclass
class Counting:
    seen: list[Observation] = field(default_factory=list)

    def step(self, observation: Observation) -> Step:
        self.seen.append(observation)
        return Step(Snapshot(observation.t, reps=len(self.seen)), (PersonEntered(len(self.seen), observation.t, 0),))

    def apply(self, command: Command) -> tuple[Event, ...]:
        return ()

    def finish(self, t: float) -> tuple[Event, ...]:
        return ()


@pytest.fixture
def session(network_camera: NetworkCamera) -> Iterator[tuple[Live, Counting]]:
    core = Counting()
    live = Live(open_source(network_camera.url), Nobody(), core)
    yield live, core
    live.stop()
    assert live.join(20.0)
    assert live.failure is None


def until(true: Callable[[], bool], seconds: float = 15.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.01)


def pictures(core: Counting) -> int:
    return sum(observation.camera for observation in core.seen)


def absences(core: Counting) -> int:
    return sum(not observation.camera for observation in core.seen)


@pytest.mark.parametrize("how", ["unplugged", "silent"])
def test_the_session_goes_on(network_camera: NetworkCamera, session: tuple[Live, Counting], how: str) -> None:
    live, core = session
    events = live.events()
    live.start()
    until(lambda: pictures(core) >= 20 and live.health().camera_ok)

    network_camera.unplug() if how == "unplugged" else network_camera.stall()
    until(lambda: not live.health().camera_ok)
    assert live.health().notice.endswith("I am looking for it.")
    assert network_camera.url.split("/")[2] in live.health().notice
    until(lambda: absences(core) >= 4)
    shown = live.pictures.peek()
    assert shown is not None
    assert shown.snapshot.t == pytest.approx(core.seen[-1].t, abs=0.6)  # the screen goes on too

    before = pictures(core)
    network_camera.plug_in() if how == "unplugged" else network_camera.flow()
    until(lambda: pictures(core) >= before + 20 and live.health().camera_ok)
    assert live.health().notice == ""
    live.stop()
    assert live.join(20.0)
    times = [observation.t for observation in core.seen]
    assert np.all(np.diff(times) > 0.0)
    assert np.diff(times).max() < 3.0  # at most the read's time-out without a word
    assert [event.seq for event in events] == list(range(1, len(core.seen) + 1))


def test_a_session_can_be_ended_while_the_camera_is_silent(
    network_camera: NetworkCamera, session: tuple[Live, Counting], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "READ_TIMEOUT_S", 120.0)
    live, core = session
    live.start()
    until(lambda: pictures(core) >= 5)
    network_camera.stall()
    time.sleep(0.3)
    live.stop()
    assert live.join(20.0), "it waits for the camera"
