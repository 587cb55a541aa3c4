"""Ducking: other programs' sound goes down while a sentence is spoken, and comes back after it.

The mirror's own tones are ducked in the mixer. Music from another program is a stream of the sound server's, whose volume
PulseAudio and PipeWire let anybody set (`pactl`). That is done by a process of its own, `python -m mirror.voice.ducking`: it
hears how long each sentence lasts, and when the mirror ends, however it ends, its input ends and it restores what it lowered.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

DUCKED_SHARE = 0.67
"""Of a stream's volume while a sentence is spoken: the servers' volume is cubic, so this is 0.3 of the amplitude (-10 dB)."""
LINGER_S = 0.6
"""Two sentences less apart than this do not let the music up between them."""
_PACTL_TIMEOUT_S = 2.0
_PACKAGES = Path(__file__).resolve().parents[2]
_OURS = "application.process.id"


class Ducker:
    """The process on its leash. Where there is no `pactl`, or no server that answers, nothing happens."""

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._command = tuple(command or (sys.executable, "-P", "-m", "mirror.voice.ducking", str(os.getpid())))
        self._child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process, if there is anything for it to do."""
        if self._child is not None or shutil.which("pactl") is None or not _server_found():
            return
        environment = dict(os.environ)
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (str(_PACKAGES), environment.get("PYTHONPATH"))))
        try:
            self._child = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment,
                start_new_session=True,  # Ctrl-C in the terminal must leave it the time to restore
            )
        except OSError as error:
            log.info("other programs' sound is not lowered: %s", error)
            return
        assert self._child.stdin is not None
        os.set_blocking(self._child.stdin.fileno(), False)

    def duck(self, seconds: float) -> None:
        """A sentence of this length begins. Never blocks; a process that died is forgotten."""
        child = self._child
        if child is None or child.stdin is None:
            return
        try:
            os.write(child.stdin.fileno(), f"{seconds:.3f}\n".encode())
        except BlockingIOError:
            pass  # it hangs in a server that does not answer; this sentence is spoken over the music
        except OSError as error:
            log.info("other programs' sound is not lowered any more: %s", error)
            self.stop()

    def stop(self, timeout: float = 3.0) -> None:
        """Let everything up again and end the process. May be called twice."""
        child, self._child = self._child, None
        if child is None:
            return
        if child.stdin is not None:
            with contextlib.suppress(OSError):
                child.stdin.close()
        try:
            child.wait(timeout)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _server_found() -> bool:
    """A sound server is there already: asking must not make one start, and take the device from us."""
    folder = os.environ.get("PULSE_RUNTIME_PATH") or os.path.join(os.environ.get("XDG_RUNTIME_DIR", "/nowhere"), "pulse")
    return bool(os.environ.get("PULSE_SERVER")) or os.path.exists(os.path.join(folder, "native"))


def _pactl(*arguments: str) -> str:
    """What it prints; "" where it fails or hangs."""
    try:
        done = subprocess.run(
            ("pactl", *arguments), capture_output=True, text=True, timeout=_PACTL_TIMEOUT_S, check=True, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout


class Streams:
    """The other programs' streams, and what their volumes were."""

    def __init__(self, ours: Sequence[str], pactl: Callable[..., str] = _pactl) -> None:
        """ours: ids of the processes whose streams are left alone."""
        self._ours = frozenset(ours)
        self._pactl = pactl
        self._lowered: dict[str, tuple[list[int], list[int]]] = {}

    def lower(self) -> None:
        """Lower what plays now and is not lowered yet."""
        for index, volumes in self._playing().items():
            if index in self._lowered or not volumes:
                continue
            lowered = [round(volume * DUCKED_SHARE) for volume in volumes]
            self._pactl("set-sink-input-volume", index, *map(str, lowered))
            self._lowered[index] = (volumes, lowered)

    def restore(self) -> None:
        """As it was before; a stream whose volume somebody else has changed meanwhile is left alone."""
        if not self._lowered:
            return
        playing = self._playing()
        for index, (volumes, lowered) in self._lowered.items():
            now = playing.get(index)
            if now is not None and all(abs(a - b) <= 2 for a, b in zip(now, lowered, strict=False)):
                self._pactl("set-sink-input-volume", index, *map(str, volumes))
        self._lowered.clear()

    def _playing(self) -> dict[str, list[int]]:
        """Volume of each channel (65536 is 100 %) by the stream's index."""
        try:
            rows: list[dict[str, Any]] = json.loads(self._pactl("--format=json", "list", "sink-inputs") or "[]")
            return {
                str(row["index"]): [int(channel["value"]) for channel in row["volume"].values()]
                for row in rows
                if str(row.get("properties", {}).get(_OURS, "")) not in self._ours and not row.get("mute", False)
            }
        except (ValueError, KeyError, TypeError, AttributeError):
            return {}


def serve(streams: Streams, fileno: int, clock: Callable[[], float] = time.monotonic) -> None:
    """Lower for as long as each line says; restore when it is over, and at the end of the input."""
    until: float | None = None
    try:
        while True:
            left = None if until is None else max(0.0, until - clock())
            ready, _, _ = select.select([fileno], [], [], left)
            if not ready:
                until = None
                streams.restore()
                continue
            data = os.read(fileno, 4096)
            if not data:
                return
            with contextlib.suppress(ValueError, IndexError):
                until = max(until or 0.0, clock() + float(data.split()[-1]) + LINGER_S)
                streams.lower()
    finally:
        streams.restore()


def main() -> int:
    """`python -m mirror.voice.ducking PID...`: the processes that are the mirror's own."""
    serve(Streams(sys.argv[1:]), sys.stdin.fileno())
    return 0


if __name__ == "__main__":
    sys.exit(main())
