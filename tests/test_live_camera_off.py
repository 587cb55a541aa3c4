"""The camera off: the source is closed, nobody reads it, what was seen is forgotten; on again it is opened anew."""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from mirror.capture.core import Frame
from mirror.capture.video import VideoFile
from mirror.capture.watchdog import Watchdog
from mirror.commands import Command, SwitchCamera
from mirror.events import Event, StageChanged
from mirror.live import Live
from tests.scripted import LIMIT, Core, Eyes, Scripted, camera, eventually, film, lives, quick


@pytest.fixture
def run() -> Iterator[Callable[..., Live]]:
    """Makes a Live and sees to it that none outlives the test."""
    with lives() as make:
        yield make


class Switched(Core):
    """A core that follows SwitchCamera as the Workout does."""

    stage = "live"

    def apply(self, command: Command) -> tuple[Event, ...]:
        super().apply(command)
        before, self.stage = self.stage, "asleep" if getattr(command, "on", True) else "camera_off"
        return (StageChanged(self._next(), 0.0, self.stage, before),)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["camera", "film", "demo"])
def test_camera_off_closes_the_source_and_on_opens_it_again(run: Callable[..., Live], kind: str) -> None:
    source, core, eyes = Scripted(camera()), Switched(), Eyes()
    source.kind = kind  # type: ignore[attr-defined]
    live = run(source, core, eyes, watchdog=quick())
    live.start()
    assert eventually(lambda: live.health().looking == kind)
    opened = source.opened
    live.send(SwitchCamera(on=False))
    assert eventually(lambda: live.health().looking == "")
    assert source.closed > 0
    assert [t.name for t in threading.enumerate() if t.name == "mirror-capture"] == []
    seen = len(core.seen)
    assert eventually(lambda: len(core.seen) >= seen + 4)
    dark = core.seen[seen + 1 :]
    assert all(not o.camera and o.pose is None for o in dark)
    picture = live.pictures.peek()
    assert picture is not None
    assert not picture.image[..., :3].any()  # what was seen is not kept
    assert (source.opened, live.watchdog.losses) == (opened, 0)
    live.send(SwitchCamera(on=True))
    assert eventually(lambda: core.seen[-1].camera and live.health().looking == kind)
    assert source.opened == opened + 1
    assert eyes.resets == 1


def test_a_camera_that_hangs_when_it_is_turned_off_keeps_its_light(run: Callable[..., Live]) -> None:
    """The truth about the device, not about the wish: a thread that hangs in a read may still hold it."""
    freed = threading.Event()

    def hanging() -> Iterator[Frame]:
        yield from itertools.islice(camera()(), 20)
        freed.wait(LIMIT)

    core = Switched()
    live = run(Scripted(hanging), core, watchdog=Watchdog(stale_after=60.0, frozen_after=0.0))
    live.start()
    assert eventually(lambda: len(core.seen) >= 20)
    live.send(SwitchCamera(on=False))
    assert eventually(lambda: core.stage == "camera_off" and not core.seen[-1].camera)
    assert live.health().looking == "camera"
    freed.set()
    assert eventually(lambda: live.health().looking == "")


def test_a_film_begins_anew_after_the_camera_was_off(run: Callable[..., Live]) -> None:
    core = Switched()
    live = run(Scripted(camera(rate=100.0, t0=0.0), film(30), live=False), core)
    live.start()
    assert eventually(lambda: len(core.seen) >= 10)
    live.send(SwitchCamera(on=False))
    assert eventually(lambda: not core.seen[-1].camera)
    live.send(SwitchCamera(on=True))
    assert live.join(LIMIT)
    assert live.failure is None
    again = [o.t for o in core.seen if o.camera][-30:]
    assert np.diff(again) == pytest.approx(np.full(29, 1 / 30), abs=1e-6)
    assert [o.frame for o in core.seen if o.camera][-30:] == list(range(30))


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux lists what a process holds open")
def test_a_real_source_s_file_is_let_go(run: Callable[..., Live], tmp_path: Path) -> None:
    """What OpenCV holds open in native code too, as the system lists it."""
    path = tmp_path / "film.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10.0, (64, 48))
    for value in range(100):
        writer.write(np.full((48, 64, 3), value, np.uint8))
    writer.release()

    def held() -> bool:
        return str(path) in {os.path.realpath(handle) for handle in Path("/proc/self/fd").iterdir()}

    core = Switched()
    live = run(VideoFile(path), core, paced=True)
    live.start()
    assert eventually(lambda: len(core.seen) >= 3)
    assert held()
    live.send(SwitchCamera(on=False))
    assert eventually(lambda: live.health().looking == "" and core.stage == "camera_off")
    assert not held()
    live.send(SwitchCamera(on=True))
    assert eventually(lambda: held() and live.health().looking == "film")
