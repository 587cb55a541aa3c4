"""A sound server of the tests' own: PulseAudio with a null sink, whose monitor records what was really played."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

RATE = 48_000


class Room:
    """The null sink and its recording.

    Attributes:
        samples, times: what was recorded so far, and the (monotonic) time at which each sample was read, at the latest.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._server: subprocess.Popen[bytes] | None = None
        self._recorder: subprocess.Popen[bytes] | None = None
        self._chunks: list[tuple[float, bytes]] = []

    def start(self) -> None:
        """Start the server, wait until it answers, and record."""
        socket = self.folder / "native"
        self._server = subprocess.Popen(
            [
                *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disable-shm=yes"),
                *("-L", f"module-native-protocol-unix socket={socket} auth-anonymous=1"),
                *("-L", f"module-null-sink sink_name=room rate={RATE} channels=2"),
            ],
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 15
        while subprocess.run(["pactl", "info"], capture_output=True, check=False).returncode:
            assert time.monotonic() < deadline, "pulseaudio does not answer"
            time.sleep(0.05)
        self._recorder = subprocess.Popen(
            [
                *("parec", "--device=room.monitor", "--format=float32le", f"--rate={RATE}", "--channels=1", "--raw"),
                "--latency-msec=5",
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        threading.Thread(target=self._read, args=(self._recorder,), daemon=True).start()
        while not self._chunks:
            assert time.monotonic() < deadline, "the monitor of the null sink gives nothing"
            time.sleep(0.05)

    def stop(self) -> None:
        """Kill the server, as a crash would."""
        for process in (self._server, self._recorder):
            if process is not None:
                process.kill()
                process.wait()
        if self._recorder is not None and self._recorder.stdout is not None:
            self._reader.join(2)
            self._recorder.stdout.close()
        self._server = self._recorder = None

    def heard(self) -> tuple[np.ndarray, np.ndarray]:
        """(times (N,), samples (N,)) so far."""
        chunks = list(self._chunks)
        samples = np.concatenate([np.frombuffer(data, np.float32) for _, data in chunks])
        times = np.concatenate([at - np.arange(len(data) // 4)[::-1] / RATE for at, data in chunks])
        return times, samples

    def _read(self, recorder: subprocess.Popen[bytes]) -> None:
        self._reader = threading.current_thread()
        assert recorder.stdout is not None
        rest = b""
        while data := os.read(recorder.stdout.fileno(), 1 << 16):
            whole = rest + data
            cut = len(whole) // 4 * 4
            self._chunks.append((time.monotonic(), whole[:cut]))
            rest = whole[cut:]


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """Skips where PulseAudio or PortAudio is not installed (packaging/test.sh installs both)."""
    if any(shutil.which(name) is None for name in ("pulseaudio", "pactl", "parec")):
        pytest.skip("pulseaudio is not installed")
    sounddevice = pytest.importorskip("sounddevice", reason="PortAudio is not installed", exc_type=OSError)
    # a socket's path may have 107 bytes: a long TMPDIR leaves no room for it
    with tempfile.TemporaryDirectory(prefix="room-", dir="/tmp" if len(os.fsencode(tmp_path)) > 80 else tmp_path) as short:
        for name in ("XDG_RUNTIME_DIR", "PULSE_RUNTIME_PATH", "HOME"):
            monkeypatch.setenv(name, short)
        monkeypatch.setenv("PULSE_SERVER", f"unix:{short}/native")
        place = Room(Path(short))
        try:
            place.start()
            sounddevice._terminate()
            sounddevice._initialize()
            yield place
        finally:
            place.stop()
