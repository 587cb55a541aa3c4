"""The voice as a whole, with a device that is a clockwork of the test's own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import ClassVar

import numpy as np
import pytest

from mirror.errors import AudioError
from mirror.events import CountdownTick, CueReleased, Event, RepClosed, StageChanged
from mirror.voice import Voice
from mirror.voice.mixer import Mixer
from mirror.voice.sound import Sound
from mirror.voice.synthesis import Phrases, SpeechError, SpeechProcess

RATE = 8000


class Spoken(SpeechProcess):
    """A fifth of a second for every phrase; `gone`: no engine."""

    gone = False

    def speak(self, text: str, language: str, rate: int) -> Sound:
        if self.gone:
            raise SpeechError("There is no speech engine.", "absent")
        return Sound(np.full(RATE // 5, 0.2, np.float32), RATE)


BLOCK = 40
SENTENCE_BLOCKS = RATE // 5 // BLOCK
"""How long a thing was heard goes by the blocks that the device took: a busy machine takes them late, but not more of them."""


class Device:
    """Takes blocks of `BLOCK` samples, every 5 ms or later, in a thread of its own until it is broken or closed."""

    def __init__(self, volume: float) -> None:
        self.mixer = Mixer(RATE, volume)
        self.loud: list[float] = []
        self.broken = False
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def alive(self) -> bool:
        return not self.broken

    def close(self) -> None:
        self._closed.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._closed.wait(0.005):
            if not self.broken and np.abs(self.mixer.mix(BLOCK)).max() > 0.01:
                self.loud.append(time.monotonic())


class Bench:
    """A voice with its devices, statuses and lines."""

    def __init__(self, **options: object) -> None:
        self.devices: list[Device] = []
        self.refuse = False
        self.statuses: list[str] = []
        self.lines: list[str] = []
        self.process = Spoken()
        self.voice = Voice(
            on_status=self.statuses.append,
            on_line=self.lines.append,
            open_output=self._open,
            rescan=lambda: None,
            library=Phrases(None, process=self.process),
            **options,
        )

    def _open(self, volume: float) -> Device:
        if self.refuse:
            raise AudioError("There is no sound device; the mirror stays silent.")
        self.devices.append(Device(volume))
        return self.devices[-1]


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.voice.stop()


def wait_for(true: Callable[[], object], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def rep(number: int, credited: bool = False) -> RepClosed:
    return RepClosed(number, 0.0, 1, "squat", number, "full", 0.0, 1.0, 0.9, credited=credited)


def cue(text: str) -> CueReleased:
    return CueReleased(1, 0.0, text, "correction")


def test_it_says_counts_and_cues_and_the_words_of_the_cue_are_the_caption(bench: Bench) -> None:
    bench.voice.start()
    wait_for(lambda: bench.voice.status == "on")
    bench.voice.handle(rep(1))
    bench.voice.handle(cue("Push your knees out."))
    wait_for(lambda: len(bench.lines) == 2)
    assert bench.lines == ["1", "Push your knees out."]
    assert bench.voice.said == 2
    assert bench.statuses == ["on"]


def test_a_sentence_ducks_other_programs_and_a_danger_cuts_it_off(bench: Bench) -> None:
    ducked: list[float] = []
    bench.voice._duck = ducked.append
    bench.voice.start()
    wait_for(lambda: bench.voice.status == "on")
    bench.voice.handle(rep(1))
    wait_for(lambda: bench.lines == ["1"])
    assert ducked == []
    bench.voice.handle(cue("Push your knees out."))
    wait_for(lambda: len(bench.lines) == 2)
    (device,) = bench.devices
    begun = len(device.loud)
    bench.voice.handle(CueReleased(2, 0.0, "Keep your back straight.", "correction", severity="danger"))
    wait_for(lambda: len(bench.lines) == 3)
    assert len(device.loud) - begun < SENTENCE_BLOCKS / 2, "it waited for the sentence"
    assert ducked == [0.2, 0.2]
    wait_for(lambda: not device.mixer.speaking)


def test_handle_never_blocks(bench: Bench) -> None:
    bench.voice.start()
    wait_for(lambda: bench.voice.status == "on")
    took = []
    for n in range(1, 300):
        started = time.thread_time()
        bench.voice.handle(rep(n))
        took.append(time.thread_time() - started)
        time.sleep(0.001)
    assert sorted(took)[len(took) * 99 // 100] < 0.001


def test_muted_it_is_silent_at_once_and_what_was_missed_is_not_said_later(bench: Bench) -> None:
    bench.voice.start()
    wait_for(lambda: bench.voice.status == "on")
    bench.voice.handle(cue("Push your knees out."))
    (device,) = bench.devices
    wait_for(lambda: device.loud)
    bench.voice.mute(True)
    heard = len(device.loud)
    wait_for(lambda: bench.voice.status == "muted")
    bench.voice.handle(rep(1))
    bench.voice.handle(cue("Stand tall."))
    time.sleep(0.5)
    assert len(device.loud) - heard < SENTENCE_BLOCKS / 4
    bench.voice.mute(False)
    wait_for(lambda: bench.voice.status == "on")
    time.sleep(0.3)
    assert bench.lines == ["Push your knees out."]
    assert bench.statuses == ["on", "muted", "on"]


def test_pause_cuts_the_sentence_off(bench: Bench) -> None:
    bench.voice.start()
    wait_for(lambda: bench.voice.status == "on")
    bench.voice.handle(CountdownTick(1, 0.0, 3))
    bench.voice.handle(StageChanged(2, 0.0, "paused", "countdown"))
    (device,) = bench.devices
    time.sleep(0.4)
    wait_for(lambda: not device.mixer.speaking)
    count = len(device.loud)
    assert count < SENTENCE_BLOCKS / 2
    time.sleep(0.2)
    assert len(device.loud) == count


def test_without_a_device_it_is_silent_and_says_why_once(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    bench.refuse = True
    bench.voice.start()
    bench.voice.handle(rep(1))
    wait_for(lambda: bench.voice.reason)
    time.sleep(1.5)
    assert bench.voice.status == "none"
    assert bench.voice.reason == "There is no sound device; the mirror stays silent."
    assert [r.getMessage() for r in caplog.records].count(bench.voice.reason) == 1
    assert bench.lines == []


def test_a_device_that_died_is_found_again(bench: Bench) -> None:
    bench.voice.start()
    wait_for(lambda: bench.voice.status == "on")
    bench.devices[0].broken = True
    wait_for(lambda: bench.voice.status == "none")
    assert "gone" in bench.voice.reason
    bench.voice.handle(cue("Never said."))
    wait_for(lambda: bench.voice.status == "on")
    assert len(bench.devices) == 2
    bench.voice.handle(rep(7))
    wait_for(lambda: "7" in bench.lines)
    wait_for(lambda: bench.devices[1].loud)
    assert bench.lines == ["7"]


def test_without_speech_the_tones_are_left(bench: Bench) -> None:
    bench.process.gone = True
    bench.voice.start()
    wait_for(lambda: bench.voice.reason == "There is no speech engine.")
    assert bench.voice.status == "none"
    bench.voice.handle(rep(1))
    wait_for(lambda: bench.devices[0].loud)
    assert bench.lines == []


def test_turned_off_it_starts_nothing() -> None:
    bench = Bench(enabled=False)
    bench.voice.start()
    bench.voice.handle(rep(1))
    bench.voice.mute(True)
    assert bench.voice.status == "none"
    assert bench.devices == []
    bench.voice.stop()
    assert threading.active_count() == 1 or not any(t.name in ("voice", "speech") for t in threading.enumerate())


def test_stop_ends_everything_and_may_be_called_twice(bench: Bench) -> None:
    bench.voice.start()
    wait_for(lambda: bench.voice.status == "on")
    bench.voice.stop()
    bench.voice.stop()
    assert not any(t.name in ("voice", "speech") for t in threading.enumerate())
    event: Event = rep(1)
    bench.voice.handle(event)


def test_reps_credited_together_are_one_number(bench: Bench) -> None:
    bench.voice.start()
    wait_for(lambda: bench.voice.status == "on")
    for n in (1, 2, 3):
        bench.voice.handle(rep(n, credited=True))
    wait_for(lambda: bench.lines)
    time.sleep(0.5)
    assert bench.lines == ["3"]


def test_the_volume_and_the_voice_change_while_it_runs(bench: Bench) -> None:
    bench.voice.start()
    wait_for(lambda: bench.voice.status == "on")
    bench.voice.set_volume(0.25)
    assert bench.devices[-1].mixer.volume == 0.25

    class Other(Spoken):
        asked: ClassVar[list[tuple[str, str]]] = []

        def speak(self, text: str, language: str, rate: int) -> Sound:
            self.asked.append((text, language))
            return super().speak(text, language, rate)

    bench.voice.speak_as("de", library=Phrases(None, voice="de", process=Other()))
    bench.voice.handle(cue("Heb die Brust."))
    wait_for(lambda: bench.lines == ["Heb die Brust."])
    assert ("Heb die Brust.", "de") in Other.asked
