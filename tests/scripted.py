"""What stands round the threads in their tests: sources that behave as badly as real ones, eyes that see what they are told, a
core that counts."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from mirror.capture.core import Frame
from mirror.capture.watchdog import Watchdog
from mirror.commands import Command
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


@contextmanager
def lives() -> Iterator[Callable[..., Live]]:
    """Makes a Live of a source and a core (its eyes see somebody, unless given) and sees to it that none outlives the test."""
    made: list[Live] = []

    def make(source: object, core: Core, eyes: Eyes | None = None, **options: object) -> Live:
        made.append(Live(source, eyes or Eyes(), core, **options))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for live in made:
        live.stop()
        assert live.join(LIMIT)
