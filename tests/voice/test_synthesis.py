"""The speech process and the phrases it has spoken. What is spoken here is spoken by the real engine."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from mirror.voice.sound import SPEECH_PEAK, Sound
from mirror.voice.synthesis import Phrases, SpeechError, SpeechProcess, engine_version


@pytest.fixture
def process() -> Iterator[SpeechProcess]:
    process = SpeechProcess()
    yield process
    process.close()


def wait_for(true: Callable[[], object], seconds: float = 15.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def rms(sound: Sound) -> float:
    return float(np.sqrt(np.mean(sound.samples**2)))


def test_phrases_become_sound_of_a_plausible_length_and_loudness(process: SpeechProcess) -> None:
    one = process.speak("1", "en", 165)
    sentence = process.speak("Push your knees out.", "en", 165)
    long = process.speak("Push your knees out. Push your knees out. Push your knees out.", "en", 165)
    assert 0.15 < one.seconds < 0.7
    assert 0.7 < sentence.seconds < 1.8
    assert 2.5 * sentence.seconds < long.seconds < 4.5 * sentence.seconds
    for sound in (one, sentence, long):
        assert 0.04 < rms(sound) < 0.2
        assert sound.peak <= SPEECH_PEAK + 1e-6
    assert np.abs(one.samples[: one.rate // 20]).max() > 0.01, "silence before the word costs time"


def test_rate_and_language_matter(process: SpeechProcess) -> None:
    slow, fast = (process.speak("Push your knees out.", "en", rate) for rate in (120, 260))
    assert slow.seconds > 1.4 * fast.seconds
    english, german = (process.speak("Knie nach außen", language, 165) for language in ("en", "de"))
    assert len(english.samples) != len(german.samples)


def test_voices_are_listed_by_language_and_spoken_by_name(process: SpeechProcess) -> None:
    names = process.voices("en-us")
    assert names == sorted(names)
    assert "English (America)" in names
    assert "German" not in names
    assert process.voices("xx") == []
    german, english, again = (process.speak("Knie nach außen", name, 165).seconds for name in ("German", "en", "de"))
    assert german == pytest.approx(again, abs=0.002)
    assert german != pytest.approx(english, abs=0.02)
    with pytest.raises(SpeechError, match="There is no voice called “Nobody”; mirror doctor lists") as told:
        process.speak("1", "Nobody", 165)
    assert told.value.why == "voice"
    assert process.speak("1", "en", 165).seconds > 0.1


def test_the_same_phrase_is_the_same_every_time(process: SpeechProcess) -> None:
    """The engine's own thread once swallowed a change of rate, or the whole phrase, every other time."""
    lengths: dict[tuple[str, int], list[float]] = {}
    for _ in range(15):
        for rate in (120, 260):
            for text in ("Push your knees out.", "12"):
                lengths.setdefault((text, rate), []).append(process.speak(text, "en", rate).seconds)
    for key, seconds in lengths.items():
        assert max(seconds) - min(seconds) < 0.03, key
    assert lengths["12", 120][0] > 1.4 * lengths["12", 260][0]


def test_what_cannot_be_spoken_fails_that_phrase_only(process: SpeechProcess) -> None:
    with pytest.raises(SpeechError) as told:
        process.speak(" ", "en", 165)
    assert told.value.why == "phrase"
    process.speak("...", "en", 165)
    assert process.speak("1", "en", 165).seconds > 0.1


def test_a_process_that_was_killed_is_started_again(process: SpeechProcess) -> None:
    process.speak("1", "en", 165)
    assert process._child is not None
    process._child.kill()
    process._child.wait()
    with pytest.raises(SpeechError) as told:
        process.speak("2", "en", 165)
    assert told.value.why == "died"
    assert process.speak("2", "en", 165).seconds > 0.1


READY = 'import sys, time; print(\'{"bytes": 0, "ready": true}\', flush=True); '


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (READY + "time.sleep(60)", "hung"),
        (READY + "sys.stdin.readline(); sys.exit(3)", "died"),
        (READY + 'sys.stdin.readline(); print(\'{"bytes": 100, "hertz": 22050}\', flush=True)', "died"),
        (READY + "sys.stdin.readline(); print('not our protocol', flush=True); time.sleep(60)", "died"),
        ('print(\'{"bytes": 0, "error": "no speech engine: none"}\', flush=True)', "absent"),
        ("import time; time.sleep(60)", "hung"),
    ],
)
def test_a_process_that_misbehaves_is_ended_and_named(code: str, why: str) -> None:
    limit = 0.5 if why == "hung" else 30.0  # Python itself may be slow to start and to end
    starts = 30.0 if code.startswith(READY) else limit
    process = SpeechProcess([sys.executable, "-c", code], start_timeout=starts, phrase_timeout=limit)
    with pytest.raises(SpeechError) as told:
        process.speak("1", "en", 165)
    assert told.value.why == why
    assert process._child is None
    process.close()


def test_a_command_that_is_not_there_is_a_sentence() -> None:
    with pytest.raises(SpeechError, match="cannot be started"):
        SpeechProcess(["/nowhere/python"]).speak("1", "en", 165)


class Counting(SpeechProcess):
    """Counts what it is asked; speaks a tenth of a second of noise."""

    def __init__(self, fail: Callable[[str], str | None] = lambda text: None) -> None:
        super().__init__()
        self.asked: list[str] = []
        self._fail = fail

    def speak(self, text: str, language: str, rate: int) -> Sound:
        self.asked.append(text)
        why = self._fail(text)
        if why is not None:
            raise SpeechError("It cannot.", why)
        return Sound(np.full(2205, 0.1, np.float32), 22_050)


def test_a_phrase_is_made_once_and_then_kept_on_disk(tmp_path: Path) -> None:
    ready = threading.Event()
    first = Phrases(tmp_path / "speech", process=(made := Counting()), on_ready=ready.set)
    first.start()
    assert first.get("1") is None
    wait_for(lambda: first.get("1"))
    assert ready.is_set()
    first.get("1")
    first.stop()
    assert made.asked == ["1"]
    second = Phrases(tmp_path / "speech", process=(made := Counting()))
    second.start()
    wait_for(lambda: second.get("1"))
    second.stop()
    assert made.asked == []
    faster = Phrases(tmp_path / "speech", rate=200, process=(made := Counting()))
    faster.start()
    wait_for(lambda: faster.get("1"))
    faster.stop()
    assert made.asked == ["1"]


def test_a_broken_file_in_the_cache_is_made_again(tmp_path: Path) -> None:
    phrases = Phrases(tmp_path, process=Counting())
    path = phrases._path("1")
    assert path is not None
    path.write_bytes(b"RIFF")
    phrases.start()
    wait_for(lambda: phrases.get("1"))
    phrases.stop()
    assert path.stat().st_size > 1000


def test_a_cache_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    phrases = Phrases(tmp_path / "file" / "speech", process=Counting())
    phrases.start()
    wait_for(lambda: phrases.get("1"))
    phrases.stop()


def test_what_is_asked_for_comes_before_what_is_made_beforehand() -> None:
    made = Counting()
    phrases = Phrases(None, process=made)
    phrases.get("Now.")
    phrases.start(["1", "2", "1"])
    wait_for(lambda: len(made.asked) == 3)
    phrases.stop()
    assert made.asked == ["Now.", "1", "2"]


def test_without_an_engine_it_does_not_try_each_phrase() -> None:
    made = Counting(lambda text: "absent")
    phrases = Phrases(None, process=made)
    phrases.start(str(n) for n in range(50))
    wait_for(lambda: phrases.error)
    phrases.get("cue")
    phrases.stop()
    assert len(made.asked) == 1


def test_a_death_is_tried_again_at_once() -> None:
    made = Counting(lambda text: "died" if len(made.asked) == 1 else None)
    phrases = Phrases(None, process=made)
    phrases.start(["1"])
    wait_for(lambda: phrases.get("1"))
    phrases.stop()
    assert made.asked == ["1", "1"]
    assert phrases.error == ""


def test_a_phrase_that_cannot_be_spoken_does_not_silence_the_rest() -> None:
    made = Counting(lambda text: "phrase" if text == "?" else None)
    phrases = Phrases(None, process=made)
    phrases.start(["?", "1"])
    wait_for(lambda: phrases.get("1"))
    for _ in range(5):
        phrases.get("?")
    phrases.stop()
    assert phrases.error == ""
    assert made.asked.count("?") == 1


def test_the_engine_is_named_with_its_release() -> None:
    assert "pyttsx3 2." in engine_version()
    assert "espeakng-loader" in engine_version()


def test_the_speech_process_ends_with_its_input(process: SpeechProcess) -> None:
    process.speak("1", "en", 165)
    child = process._child
    assert child is not None
    assert child.stdin is not None
    child.stdin.close()
    assert child.wait(5) == 0
