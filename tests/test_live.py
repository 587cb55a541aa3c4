"""The threads around the core: what is read reaches it whole and in order, and what fails is told."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from mirror.capture.core import Frame
from mirror.capture.opencv import bgra
from mirror.commands import ChooseExercise, Command, Pause, Start
from mirror.errors import CaptureError
from mirror.events import Event, SessionEnded
from mirror.live import Live
from tests.scripted import LIMIT, Core, Eyes, Scripted, camera, eventually, film, frame, lives, quick, refuse


@pytest.fixture
def run() -> Iterator[Callable[..., Live]]:
    """Makes a Live and sees to it that none outlives the test."""
    with lives() as make:
        yield make


# -- order and completeness --------------------------------------------------------------------------------------------


def test_a_film_reaches_the_core_whole_and_ends_the_run(run: Callable[..., Live]) -> None:
    source, core = Scripted(film(120), live=False), Core()
    live = run(source, core, Eyes(0.001))
    events, others, observations = live.events(), live.events(), live.observations()
    ended = threading.Event()
    live.on_end = ended.set
    live.start()
    assert live.join(LIMIT)
    assert ended.is_set()
    assert live.failure is None
    assert [observation.frame for observation in core.seen] == list(range(120))
    assert [observation.t for observation in core.seen] == pytest.approx(np.arange(120) / 30)
    assert list(observations) == core.seen
    assert [event.seq for event in events] == list(range(1, 242))
    assert [event.seq for event in others] == list(range(1, 242))
    assert core.finished == [core.seen[-1].t]
    assert live.figures()["drops"] == 0
    picture = live.pictures.peek()
    assert picture is not None
    assert picture.snapshot.reps == 120
    assert picture.image[0, 0].tolist() == [119, 119, 119, 255]
    assert source.closed


def test_a_fast_camera_loses_pictures_and_no_events(run: Callable[..., Live]) -> None:
    core = Core()
    live = run(Scripted(camera(rate=400.0)), core, Eyes(0.02))
    events = live.events()
    read: list[Event] = []
    slow = threading.Thread(target=lambda: [read.append(event) or time.sleep(0.0005) for event in events])
    slow.start()
    live.start()
    assert eventually(lambda: len(core.seen) >= 40)
    live.stop()
    assert live.join(LIMIT)
    slow.join(LIMIT)
    assert [event.seq for event in read] == list(range(1, core.seq + 1))
    assert isinstance(read[-1], SessionEnded)
    assert live.figures()["drops"] > 40
    assert live.health().drops > 0
    indices = [observation.frame for observation in core.seen if observation.camera]
    assert indices == sorted(set(indices))


def test_a_paced_film_takes_its_own_time(run: Callable[..., Live]) -> None:
    core = Core()
    live = run(Scripted(film(16), live=False), core, paced=True)
    begin = time.monotonic()
    live.start()
    assert live.join(LIMIT)
    assert 0.45 < time.monotonic() - begin < 2.0
    assert len(core.seen) == 16


def test_commands_come_before_the_next_observation(run: Callable[..., Live]) -> None:
    core, gate = Core(), threading.Event()

    def frames() -> Iterator[Frame]:
        yield frame(0)
        gate.wait(LIMIT)
        yield from (frame(index) for index in range(1, 4))

    live = run(Scripted(frames, live=False), core)
    events = live.events()
    obeyed: list[tuple[Command, float]] = []
    live.on_command = lambda command, t: obeyed.append((command, t))
    live.send(Start())
    live.start()
    assert eventually(lambda: len(core.seen) == 1)
    live.send(ChooseExercise("squat"))
    live.send(Pause())
    assert eventually(lambda: len(core.commands) == 3)  # also while no picture comes
    gate.set()
    assert live.join(LIMIT)
    assert core.commands == [(0, Start()), (1, ChooseExercise("squat")), (1, Pause())]
    first = core.seen[0].t
    assert obeyed == [(Start(), -math.inf), (ChooseExercise("squat"), first), (Pause(), first)]
    assert [event.seq for event in events] == list(range(1, core.seq + 1))


# -- failures -----------------------------------------------------------------------------------------------------------


def test_a_film_that_does_not_open(run: Callable[..., Live]) -> None:
    live = run(Scripted(refuse, live=False), Core())
    events = live.events()
    live.start()
    assert live.join(LIMIT)
    assert isinstance(live.failure, CaptureError)
    assert list(events) == []


def test_a_failure_of_the_world_is_a_notice(run: Callable[..., Live]) -> None:
    core, eyes = Core(), Eyes()
    eyes.error = "The network is gone."
    live = run(Scripted(camera()), core, eyes)
    live.start()
    assert eventually(lambda: live.health().notice == "The network is gone.")
    assert core.seen[-1].pose is None
    eyes.error = ""
    assert eventually(lambda: core.seen[-1].pose is not None)
    assert live.failure is None


@pytest.mark.parametrize("where", ["core", "source", "finish", "screen"])
def test_a_bug_surfaces(run: Callable[..., Live], where: str, caplog: pytest.LogCaptureFixture) -> None:
    core = Core()

    def broken() -> Iterator[Frame]:
        yield frame(0)
        raise ZeroDivisionError("a bug of ours")

    def fail(*_: object) -> tuple[Event, ...]:
        raise ZeroDivisionError("a bug of ours")

    source = Scripted(broken if where == "source" else film(100), live=False)
    live = run(source, core)
    if where == "core":
        core.bug_at = 1
    elif where == "finish":
        core.finish = fail  # type: ignore[method-assign]
    elif where == "screen":
        live.on_picture = fail  # type: ignore[assignment]
    events = live.events()
    ended = threading.Event()
    live.on_end = ended.set
    live.start()
    assert live.join(LIMIT)
    assert ended.is_set()
    assert isinstance(live.failure, ZeroDivisionError)
    assert len(list(events)) in (2, 200)  # what happened before is told, and whoever listens is let go
    assert "a bug of ours" in caplog.text
    assert "Traceback" in caplog.text
    assert source.closed


def test_stop_before_start_lets_listeners_go(run: Callable[..., Live]) -> None:
    live = run(Scripted(camera()), Core())
    events, observations = live.events(), live.observations()
    live.stop()
    assert live.join(0.0)
    assert (list(events), list(observations)) == ([], [])


# -- pictures and figures -----------------------------------------------------------------------------------------------


def test_bgra() -> None:
    image = np.arange(10 * 20 * 3, dtype=np.uint8).reshape(10, 20, 3)
    shown = bgra(image)
    assert shown.flags.c_contiguous
    np.testing.assert_array_equal(shown[..., :3], image)
    assert (shown[..., 3] == 255).all()
    assert bgra(image, max_height=5).shape == (5, 10, 4)
    assert bgra(image, max_height=50).shape == (10, 20, 4)


def test_a_dark_picture_until_there_is_one(run: Callable[..., Live]) -> None:
    live = run(Scripted(refuse), Core(), watchdog=quick())
    live.start()
    assert eventually(lambda: live.pictures.peek() is not None)
    picture = live.pictures.peek()
    assert picture is not None
    assert picture.image.shape == (720, 1280, 4)
    assert not picture.health.camera_ok
    assert picture.snapshot.pose is None


def test_figures_and_health(run: Callable[..., Live]) -> None:
    live = run(Scripted(camera(rate=100.0)), Core(), Eyes(0.004))
    live.set_sound("muted")
    live.on_picture = lambda: live.painted(live.pictures.take(0.0) or pytest.fail("no picture"))
    live.start()
    assert eventually(lambda: live.figures()["frames"] > 120)
    figures, health = live.figures(), live.health()
    live.stop()
    assert 20.0 < figures["fps"] < 110.0
    assert 4.0 <= figures["pose_ms"]["p50"] <= figures["capture_to_snapshot_ms"]["p50"]
    assert figures["capture_to_snapshot_ms"]["p50"] <= figures["capture_to_paint_ms"]["p50"] < 100.0
    assert figures["unpainted"] == 0
    assert (health.camera, health.camera_ok, health.sound, health.notice) == ("camera 0", True, "muted", "")
    assert health.latency_ms >= 4.0
    json.dumps(figures)


# -- law 6 --------------------------------------------------------------------------------------------------------------

WATCHED = """
import json, os, stat, sys, threading
sys.path[:0] = [{root!r}]
from tests.scripted import Core, Eyes
from mirror.capture import open_source
from mirror.live import Live
seen = []
def hook(event, args):
    if event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        seen.append(f"opened for writing: {{args[0]}}")
    elif event in ("socket.__new__", "socket.connect", "socket.bind", "os.rename", "os.mkdir", "subprocess.Popen"):
        seen.append(f"{{event}}: {{args[1:]}}")
def look():  # and what libraries open without telling Python
    for fd in os.listdir("/proc/self/fd"):
        try:
            target = os.readlink(f"/proc/self/fd/{{fd}}")
        except FileNotFoundError:
            continue
        if target.startswith("socket:") and target not in before:
            seen.append(f"socket {{target}}")
        elif target.startswith("/") and not target.startswith(("/dev/", "/proc/")) and int(fd) > 2:
            flags = int(open(f"/proc/self/fdinfo/{{fd}}").read().split("flags:")[1].split()[0], 8)
            if flags & 3:
                seen.append(f"{{target}} is open for writing")
before = {{os.readlink(f"/proc/self/fd/{{fd}}") for fd in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{{fd}}")}}
core = Core()
live = Live(open_source({source!r}), Eyes(), core)
live.on_picture = look
sys.addaudithook(hook)
live.start()
assert live.join(30.0)
if live.failure:
    raise live.failure
print(json.dumps({{"frames": len(core.seen), "seen": sorted(set(seen))}}))
"""


def test_no_frame_reaches_the_disk_and_no_socket_is_opened(tmp_path: Path) -> None:
    writer = cv2.VideoWriter(str(tmp_path / "in.avi"), cv2.VideoWriter.fourcc(*"MJPG"), 25.0, (64, 48))
    for index in range(40):
        writer.write(frame(index).image)
    writer.release()
    home = tmp_path / "home"
    home.mkdir()
    code = WATCHED.format(root=str(Path(__file__).parents[1]), source=str(tmp_path / "in.avi"))
    environment = {**os.environ, "HOME": str(home), "TMPDIR": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=home, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"frames": 40, "seen": []}
    assert list(home.rglob("*")) == []
