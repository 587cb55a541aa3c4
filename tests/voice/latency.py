"""From the release of a cue to its first sample and to its caption: `python -m tests.voice.latency [CUES]`.

The whole mirror runs: a camera that gives a picture thirty times a second, Live with its threads, the voice into PulseAudio's
null sink, the window (without a screen where there is none). The core releases a sentence now and then. The moment of release is
when its event leaves the core; the sound is what the sink's monitor recorded; the caption is there when it is painted.
Needs PulseAudio and PortAudio, and a machine that has time.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from mirror.capture.core import Frame
from mirror.commands import Command
from mirror.events import CueReleased, Event
from mirror.live import Live, Picture
from mirror.observation import Observation
from mirror.pose.core import Pose
from mirror.settings import Settings
from mirror.snapshot import Cue, Snapshot
from mirror.voice import Voice
from tests.voice.conftest import Room

AUDIBLE = 0.01
EVERY_S = 2.5
"""Between two sentences: as near as the coach puts short ones."""
FPS = 30.0
SIZE = (1280, 720)
SENTENCES = ("Lift your chest.", "Sit a little deeper.", "Look straight ahead.", "Good depth.", "Keep going.")


class Camera:
    """A grey picture thirty times a second."""

    name = "camera"
    live = True
    fps = FPS

    def __init__(self) -> None:
        self._count = 0
        self._began = time.monotonic()
        self._noise = np.random.default_rng(0).integers(0, 255, (SIZE[1], SIZE[0], 3), np.uint8)

    def open(self) -> None:
        self._began = time.monotonic()

    def read(self) -> Frame:
        self._count += 1
        time.sleep(max(0.0, self._began + self._count / FPS - time.monotonic()))
        return Frame(self._noise, time.monotonic(), self._count)

    def close(self) -> None:
        """Nothing is open."""


class Estimator:
    """Nobody is there."""

    def estimate(self, frame: Frame) -> Pose | None:
        return None

    def reset(self) -> None:
        """Nothing is remembered."""

    def close(self) -> None:
        """Nothing is open."""


@dataclass(frozen=True, slots=True)
class Outcome:
    snapshot: Snapshot
    events: tuple[Event, ...]


class Core:
    """Releases a sentence every so many seconds, while `talks`. released: when, by the number of the event."""

    def __init__(self, every_s: float) -> None:
        self._every_s = every_s
        self.talks = False
        self.released: dict[int, float] = {}
        self._cue: Cue | None = None
        self._next = 0.0

    def step(self, observation: Observation) -> Outcome:
        events: tuple[Event, ...] = ()
        now = time.monotonic()
        if self.talks and now >= self._next:
            self._next = now + self._every_s
            number = len(self.released) + 1
            self._cue = Cue(SENTENCES[number % len(SENTENCES)], "correction", "form", observation.t)
            events = (CueReleased(number, observation.t, self._cue.text, "correction", severity="form"),)
            self.released[number] = time.monotonic()
        return Outcome(Snapshot(observation.t, stage="live", set=1, reps=len(self.released), cue=self._cue), events)

    def apply(self, command: Command) -> tuple[Event, ...]:
        return ()

    def finish(self, t: float) -> tuple[Event, ...]:
        return ()


@dataclass(slots=True)
class Latencies:
    """Milliseconds of each cue."""

    sound: list[float] = field(default_factory=list)
    caption: list[float] = field(default_factory=list)

    def summary(self) -> dict[str, dict[str, float]]:
        return {
            name: {"p50": float(np.median(ms)), "p95": float(np.percentile(ms, 95)), "max": max(ms), "n": len(ms)}
            for name, ms in (("cue_to_sound_ms", self.sound), ("cue_to_caption_ms", self.caption))
        }


def measure(room: Room, cues: int = 20, every_s: float = EVERY_S) -> Latencies:
    """Run the mirror until so many sentences were said. The room's sink must be the default one."""
    from ui import app

    core, estimator = Core(every_s), Estimator()
    live = Live(Camera(), estimator, core)  # type: ignore[arg-type]
    voice = Voice(volume=0.8, cache=room.folder / "speech", phrases=SENTENCES)
    captions: dict[float, float] = {}
    painted = live.painted

    def on_paint(picture: Picture) -> None:
        if picture.snapshot.cue is not None:
            captions.setdefault(picture.snapshot.cue.since, time.monotonic())
        painted(picture)

    live.painted = on_paint  # type: ignore[method-assign]
    channel = live.events()
    voice.start()
    threading.Thread(target=lambda: [voice.handle(event) for event in channel], daemon=True).start()

    def conduct() -> None:
        while any(voice._library.get(text) is None for text in SENTENCES) or voice.status != "on":
            time.sleep(0.05)
        time.sleep(1.0)
        core.talks = True
        while len(core.released) < cues:
            time.sleep(0.05)
        core.talks = False
        time.sleep(every_s)
        live.stop()

    threading.Thread(target=conduct, daemon=True).start()
    live.start()
    app.run(live, Settings(), windowed=True, seconds=None)  # type: ignore[arg-type]
    voice.stop()
    return _latencies(room, core, captions)


def _latencies(room: Room, core: Core, captions: dict[float, float]) -> Latencies:
    times, samples = room.heard()
    loud = times[np.abs(samples) > AUDIBLE]
    told = Latencies()
    for at, shown in zip(core.released.values(), sorted(captions.values()), strict=True):
        after = loud[loud > at]
        told.sound.append(1e3 * float(after[0] - at))
        told.caption.append(1e3 * (shown - at))
    return told


def main(cues: int) -> None:
    """Print the figures as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("XDG_RUNTIME_DIR", "PULSE_RUNTIME_PATH", "HOME"):
            os.environ[name] = folder
        os.environ["PULSE_SERVER"] = f"unix:{folder}/native"
        room = Room(Path(folder))
        room.start()
        try:
            print(json.dumps(measure(room, cues).summary(), indent=1))
        finally:
            room.stop()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
