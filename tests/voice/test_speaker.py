"""Real sound: a real device stream into PulseAudio's null sink, and what its monitor recorded."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from mirror.errors import AudioError
from mirror.events import CueReleased, RepClosed
from mirror.voice import Voice
from mirror.voice.speaker import Speaker, forget_devices
from tests.voice.conftest import RATE, Room

AUDIBLE = 0.01


@pytest.fixture
def lines() -> list[str]:
    return []


@pytest.fixture
def voice(room: Room, tmp_path: Path, lines: list[str]) -> Iterator[Voice]:
    voice = Voice(volume=0.8, cache=tmp_path / "speech", on_line=lines.append)
    voice.start()
    wait_for(lambda: voice.status == "on")
    yield voice
    voice.stop()


def wait_for(true: Callable[[], object], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def rep(number: int) -> RepClosed:
    return RepClosed(number, 0.0, 1, "squat", number, "full", 0.0, 1.0, 0.9)


def spoken_seconds(room: Room, since: float) -> float:
    """How long something was audible since then, gaps of less than 0.2 s included."""
    times, samples = room.heard()
    loud = times[(np.abs(samples) > AUDIBLE) & (times > since)]
    gaps = np.diff(loud)
    return float(gaps[gaps < 0.2].sum())


@pytest.mark.alone
def test_a_count_is_heard_within_a_fifth_of_a_second(room: Room, voice: Voice) -> None:
    wait_for(lambda: all(voice._library._known.get(str(n)) is not None for n in range(51)))
    told = []
    for n in range(1, 6):
        told.append(time.monotonic())
        voice.handle(rep(n))
        time.sleep(1.0)
    times, samples = room.heard()
    loud = times[np.abs(samples) > AUDIBLE]
    latencies = [float(loud[loud > at][0] - at) for at in told]
    assert sorted(latencies)[2] < 0.2, latencies
    assert max(latencies) < 0.6, latencies


def test_what_is_heard_is_loud_enough_never_clipped_and_as_long_as_the_words(room: Room, voice: Voice, lines: list[str]) -> None:
    since = time.monotonic()
    voice.handle(CueReleased(1, 0.0, "Push your knees out.", "correction"))
    wait_for(lambda: lines == ["Push your knees out."])
    sentence = voice._library.get("Push your knees out.")
    assert sentence is not None
    time.sleep(sentence.seconds + 0.5)
    times, samples = room.heard()
    here = samples[times > since]
    loud = here[np.abs(here) > AUDIBLE]
    assert 0.1 < np.abs(here).max() < 0.95
    assert float(np.sqrt(np.mean(loud**2))) > 0.03
    assert spoken_seconds(room, since) == pytest.approx(sentence.seconds, abs=0.25)
    assert samples.size / RATE > 0.5


def test_a_count_over_its_tone_does_not_clip_and_silence_is_silence(room: Room, voice: Voice) -> None:
    time.sleep(0.3)
    _, before = room.heard()
    assert np.abs(before[-RATE // 5 :]).max() < 1e-4
    for n in (8, 9, 10):
        voice.handle(rep(n))
        time.sleep(0.9)
    _, samples = room.heard()
    assert np.abs(samples).max() < 0.95
    assert np.abs(samples).max() > 0.1


def test_a_sound_server_that_died_is_found_again(room: Room, voice: Voice, lines: list[str]) -> None:
    voice.handle(rep(1))
    wait_for(lambda: lines == ["1"])
    room.stop()
    wait_for(lambda: voice.status == "none")
    assert voice.reason
    room.start()
    wait_for(lambda: voice.status == "on", seconds=40)
    since = time.monotonic()
    voice.handle(rep(2))
    wait_for(lambda: lines == ["1", "2"])
    wait_for(lambda: spoken_seconds(room, since) > 0.1)


def test_no_device_is_a_sentence(room: Room) -> None:
    room.stop()
    forget_devices()
    with pytest.raises(AudioError) as told:
        Speaker()
    assert str(told.value).endswith("the mirror stays silent.")
