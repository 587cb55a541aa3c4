"""The threads around the core, with sources that behave as badly as real ones."""

from __future__ import annotations

import itertools
import json
import math
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import pytest

from mirror.capture.core import Frame
from mirror.capture.opencv import bgra
from mirror.capture.watchdog import Watchdog
from mirror.commands import ChooseExercise, Command, Pause, Start
from mirror.errors import CaptureError, ModelError
from mirror.events import CountdownTick, CueReleased, Event, SessionEnded
from mirror.live import Live
from mirror.observation import Observation
from mirror.pose.core import Pose
from mirror.pose.skeleton import COUNT
from mirror.snapshot import Snapshot

LIMIT = 10.0
"""Seconds after which a test that waits for a thread has failed; nothing here needs a tenth of it on an idle machine."""


def frame(index: int, t: float | None = None, value: int | None = None) -> Frame:
    return Frame(np.full((48, 64, 3), index % 251 if value is None else value, np.uint8), index / 30 if t is None else t, index)


def eventually(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.005)
    return False


class Scripted:
    """A source that does what each opening's script says: yields frames, raises CaptureError, hangs, ends."""

    def __init__(self, *scripts: Callable[[], Iterator[Frame]], live: bool = True, may_freeze: bool = False) -> None:
        self.name, self.live, self.fps, self.may_freeze = "camera 0", live, 30.0, may_freeze
        self.opened = self.closed = 0
        self._scripts, self._frames = scripts, iter(())

    def open(self) -> None:
        script = self._scripts[min(self.opened, len(self._scripts) - 1)]
        self.opened += 1
        self._frames: Iterator[Frame] = script()
        if script is refuse:
            raise CaptureError("Camera 0 is in use.")

    def read(self) -> Frame | None:
        return next(self._frames, None)

    def close(self) -> None:
        self.closed += 1


def refuse() -> Iterator[Frame]:
    return iter(())


def film(count: int) -> Callable[[], Iterator[Frame]]:
    return lambda: (frame(index) for index in range(count))


def camera(rate: float = 200.0, count: int | None = None, t0: float | None = None) -> Callable[[], Iterator[Frame]]:
    """Pictures on the wall clock (or from t0 on), for ever or until it fails after `count`."""

    def frames() -> Iterator[Frame]:
        for index in itertools.count():
            if index == count:
                raise CaptureError("Camera 0 sends no pictures any more.")
            time.sleep(1.0 / rate)
            yield frame(index, time.monotonic() if t0 is None else t0 + index / rate)

    return frames


class Eyes:
    name = "fake"

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds, self.resets, self.error = seconds, 0, ""
        self.pose = Pose(0.0, *(np.zeros((COUNT, 3), np.float32) for _ in range(2)), np.zeros(COUNT, np.float32), 64, 48)

    def estimate(self, frame: Frame) -> Pose | None:
        if self.error:
            raise ModelError(self.error)
        time.sleep(self.seconds)
        return self.pose

    def reset(self) -> None:
        self.resets += 1

    def close(self) -> None: ...


@dataclass(frozen=True)
class Step:
    snapshot: Snapshot
    events: tuple[Event, ...]


@dataclass
class Core:
    """Two numbered events an observation, one a command, one at the end; refuses time that does not rise, as the real one."""

    seen: list[Observation] = field(default_factory=list)
    commands: list[tuple[int, Command]] = field(default_factory=list)
    finished: list[float] = field(default_factory=list)
    bug_at: int = -1
    seq: int = 0

    def _next(self) -> int:
        self.seq += 1
        return self.seq

    def step(self, observation: Observation) -> Step:
        if len(self.seen) == self.bug_at:
            raise ZeroDivisionError("a bug of ours")
        if self.seen and observation.t <= self.seen[-1].t:
            raise ValueError(f"time went back: {observation.t} after {self.seen[-1].t}")
        self.seen.append(observation)
        t = observation.t
        events = (CountdownTick(self._next(), t, 1), CueReleased(self._next(), t, "Well done", "praise"))
        return Step(Snapshot(t, observation.pose, reps=len(self.seen)), events)

    def apply(self, command: Command) -> tuple[Event, ...]:
        self.commands.append((len(self.seen), command))
        return (CountdownTick(self._next(), 0.0, 3),)

    def finish(self, t: float) -> tuple[Event, ...]:
        self.finished.append(t)
        return (SessionEnded(self._next(), t),)


def quick() -> Watchdog:
    return Watchdog(open_limit=1.0, stale_after=0.3, frozen_after=0.0, first_wait=0.05, longest_wait=0.2)


@pytest.fixture
def run() -> Iterator[Callable[..., Live]]:
    """Starts a Live and sees to it that none outlives the test."""
    lives: list[Live] = []

    def start(source: object, core: Core, eyes: Eyes | None = None, **options: object) -> Live:
        live = Live(source, eyes or Eyes(), core, **options)  # type: ignore[arg-type]
        lives.append(live)
        return live

    yield start
    for live in lives:
        live.stop()
        assert live.join(LIMIT)


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


# -- a source that fails ------------------------------------------------------------------------------------------------


def assert_time_passed_without_pictures(core: Core, seconds: float) -> None:
    """Absence was told about four times a second; time never stood still or jumped."""
    absent = [observation for observation in core.seen if not observation.camera]
    assert len(absent) >= seconds / 0.25 * 0.5
    assert all(observation.pose is None and observation.frame == -1 for observation in absent)
    assert np.diff([observation.t for observation in core.seen]).max() < 1.5


def test_a_camera_that_is_busy_at_first(run: Callable[..., Live]) -> None:
    core = Core()
    live = run(Scripted(refuse, refuse, refuse, refuse, camera()), core, watchdog=quick())
    notices: list[str] = []
    live.on_picture = lambda: notices.append(live.health().notice)
    live.start()
    assert eventually(lambda: sum(o.camera for o in core.seen) > 10)
    assert "Camera 0 is in use. I am looking for it." in notices
    assert eventually(lambda: live.health().camera_ok and live.health().notice == "")
    assert any(not o.camera for o in core.seen)
    assert live.figures()["losses"] == 4


@pytest.mark.parametrize("t0", [None, 0.0])
def test_a_camera_that_goes_and_comes_back(run: Callable[..., Live], t0: float | None) -> None:
    """With t0 its own clock begins anew at each opening: the core's time goes on."""
    core, eyes = Core(), Eyes()
    source = Scripted(camera(count=20, t0=t0), refuse, refuse, refuse, refuse, camera(t0=t0))
    live = run(source, core, eyes, watchdog=quick())
    live.start()
    begin = time.monotonic()
    assert eventually(lambda: sum(o.camera for o in core.seen) >= 40)
    assert live.failure is None
    assert eyes.resets >= 1  # nobody is tracked across the gap
    assert_time_passed_without_pictures(core, 0.5)
    assert core.seen[-1].t - core.seen[0].t == pytest.approx(time.monotonic() - begin, abs=0.5)


def test_a_read_that_hangs_for_ever(run: Callable[..., Live]) -> None:
    never = threading.Event()

    def hang() -> Iterator[Frame]:
        yield frame(0, time.monotonic())
        never.wait(LIMIT)

    core = Core()
    live = run(Scripted(hang, hang, camera()), core, watchdog=quick())
    live.start()
    assert eventually(lambda: sum(o.camera for o in core.seen) >= 20)
    assert live.watchdog.losses == 2
    assert_time_passed_without_pictures(core, 0.6)
    begin = time.monotonic()
    live.stop()
    assert live.join(2.0)
    assert time.monotonic() - begin < 2.0
    never.set()


def test_hanging_threads_do_not_pile_up(run: Callable[..., Live]) -> None:
    never = threading.Event()

    def hang() -> Iterator[Frame]:
        never.wait(LIMIT)
        yield frame(0)

    source = Scripted(hang)
    live = run(source, Core(), watchdog=Watchdog(open_limit=0.05, first_wait=0.01, longest_wait=0.01))
    live.start()
    assert eventually(lambda: source.opened == 3)
    time.sleep(0.8)
    assert source.opened == 3
    never.set()  # they return, and the next try is made
    assert eventually(lambda: source.opened > 3)


def test_a_picture_that_stands_still(run: Callable[..., Live]) -> None:
    def still() -> Iterator[Frame]:
        for index in itertools.count():
            time.sleep(0.01)
            yield frame(index, time.monotonic(), value=9)

    core = Core()
    dog = Watchdog(stale_after=1.0, frozen_after=0.3, first_wait=0.05, longest_wait=0.1)
    live = run(Scripted(still, still, camera(), may_freeze=True), core, watchdog=dog)
    notices: set[str] = set()
    live.on_picture = lambda: notices.add(live.health().notice)
    live.start()
    assert eventually(lambda: len(core.seen) > 0 and core.seen[-1].frame > 20 and live.watchdog.losses >= 2)
    assert any("stands still" in notice for notice in notices)
    assert any(not o.camera for o in core.seen)  # a person who is frozen in the picture holds no plank


@pytest.mark.parametrize("options", [{}, {"may_freeze": True}])
def test_which_sources_may_repeat(options: dict[str, bool]) -> None:
    live = Live(Scripted(camera(), **options), Eyes(), Core())
    assert (live.watchdog.frozen_after > 0.0) == bool(options)


def test_a_slow_estimator_is_no_stalled_camera(run: Callable[..., Live]) -> None:
    core = Core()
    live = run(Scripted(camera()), core, Eyes(0.5), watchdog=quick())
    live.start()
    assert eventually(lambda: len(core.seen) >= 3)
    assert live.watchdog.losses == 0


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
sys.path[:0] = [{root!r}, {tests!r}]
from test_live import Core, Eyes
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
    tests = Path(__file__).parent
    code = WATCHED.format(root=str(tests.parent), tests=str(tests), source=str(tmp_path / "in.avi"))
    environment = {**os.environ, "HOME": str(home), "TMPDIR": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=home, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"frames": 40, "seen": []}
    assert list(home.rglob("*")) == []
