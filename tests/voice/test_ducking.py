"""Other programs' sound goes down under a sentence and comes back, whatever happens to the mirror."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from mirror.voice import ducking
from mirror.voice.ducking import DUCKED_SHARE, LINGER_S, Ducker, Streams
from tests.voice.conftest import RATE, Room


class Server:
    """A sound server of the test's own: index -> (process, volumes, muted)."""

    def __init__(self) -> None:
        self.streams = {"1": ("100", [65536, 32768], False), "2": ("7", [65536], False), "3": ("200", [40000], True)}
        self.answers = True

    def __call__(self, *arguments: str) -> str:
        if not self.answers:
            return ""
        if arguments[0] == "set-sink-input-volume":
            process, _, muted = self.streams[arguments[1]]
            self.streams[arguments[1]] = (process, [int(v) for v in arguments[2:]], muted)
            return ""
        assert arguments == ("--format=json", "list", "sink-inputs")
        rows = [
            {
                "index": int(index),
                "mute": muted,
                "volume": {f"channel-{k}": {"value": v} for k, v in enumerate(volumes)},
                "properties": {"application.process.id": process},
            }
            for index, (process, volumes, muted) in self.streams.items()
        ]
        return json.dumps(rows)

    def volumes(self, index: str) -> list[int]:
        return self.streams[index][1]


def test_others_are_lowered_and_restored_ours_and_the_muted_left_alone() -> None:
    server = Server()
    streams = Streams(["7"], server)
    streams.lower()
    streams.lower()
    assert server.volumes("1") == [round(65536 * DUCKED_SHARE), round(32768 * DUCKED_SHARE)]
    assert server.volumes("2") == [65536]
    assert server.volumes("3") == [40000]
    streams.restore()
    assert server.volumes("1") == [65536, 32768]


def test_what_the_user_changed_meanwhile_stays() -> None:
    server = Server()
    streams = Streams(["7"], server)
    streams.lower()
    server("set-sink-input-volume", "1", "1000", "1000")
    streams.restore()
    assert server.volumes("1") == [1000, 1000]


def test_a_stream_that_ended_and_a_server_that_is_gone_do_no_harm() -> None:
    server = Server()
    streams = Streams([], server)
    streams.lower()
    del server.streams["1"]
    streams.restore()
    server.answers = False
    streams.lower()
    streams.restore()
    assert Streams([], lambda *_: "not json")._playing() == {}
    assert Streams([], lambda *_: '[{"index": 1}]')._playing() == {}


def test_two_sentences_close_together_are_one_ducking() -> None:
    reading, writing = os.pipe()
    calls: list[str] = []

    class Told(Streams):
        def lower(self) -> None:
            calls.append("lower")

        def restore(self) -> None:
            calls.append("restore")

    os.write(writing, b"0.0\nnonsense\n")
    os.write(writing, b"0.05\n")
    os.close(writing)
    ducking.serve(Told([]), reading)
    assert calls[-1] == "restore"
    assert calls.count("restore") == 1
    os.close(reading)


def test_without_pactl_or_a_server_nothing_is_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("PULSE_SERVER", "PULSE_RUNTIME_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    ducker = Ducker()
    ducker.start()
    ducker.duck(1.0)
    ducker.stop()
    assert ducker._child is None
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
    monkeypatch.setenv("PATH", str(tmp_path))
    ducker.start()
    assert ducker._child is None


@pytest.fixture
def music(room: Room) -> Iterator[subprocess.Popen[bytes]]:
    """Another program that plays a steady tone."""
    script = (
        "import sys, numpy as np\n"
        f"t = np.arange({RATE * 20}) / {RATE}\n"
        "sys.stdout.buffer.write((0.4 * np.sin(2 * np.pi * 440 * t)).astype('<f4').tobytes())\n"
    )
    source = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    player = subprocess.Popen(
        ["pacat", "--raw", "--format=float32le", f"--rate={RATE}", "--channels=1", "--latency-msec=50"], stdin=source.stdout
    )
    assert source.stdout is not None
    source.stdout.close()
    yield player
    for process in (player, source):
        process.kill()
        process.wait()


def loudness(room: Room) -> float:
    """Of the last 50 ms."""
    _, samples = room.heard()
    return float(np.sqrt(np.mean(samples[-RATE // 20 :] ** 2)))


def wait_for(true: Callable[[], bool], seconds: float = 15.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_music_goes_down_under_a_sentence_and_comes_back(room: Room, music: subprocess.Popen[bytes]) -> None:
    wait_for(lambda: loudness(room) > 0.25)
    full = loudness(room)
    ducker = Ducker()
    ducker.start()
    ducker.duck(1.0)
    wait_for(lambda: loudness(room) < 0.4 * full)
    down = time.monotonic()
    wait_for(lambda: loudness(room) > 0.95 * full)
    assert 0.5 < time.monotonic() - down < 1.0 + LINGER_S + 3.0
    ducker.stop()


def test_a_mirror_that_is_killed_leaves_the_music_as_it_was(room: Room, music: subprocess.Popen[bytes]) -> None:
    wait_for(lambda: loudness(room) > 0.25)
    full = loudness(room)
    script = "from mirror.voice.ducking import Ducker\nimport time\nd = Ducker()\nd.start()\nd.duck(60.0)\ntime.sleep(60)\n"
    mirror = subprocess.Popen([sys.executable, "-c", script])
    wait_for(lambda: loudness(room) < 0.4 * full)
    mirror.send_signal(signal.SIGKILL)
    mirror.wait()
    wait_for(lambda: loudness(room) > 0.95 * full)
