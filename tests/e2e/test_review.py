"""The desk's window as a program: a service's stop closes it as its user would."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from mirror.sessions import Recorder
from tests.e2e.conftest import Mirror
from tests.sessions.runs import workout

OPEN_S = 60.0


def catches(pid: int, number: signal.Signals) -> bool:
    """Whether the process answers the signal by itself (proc(5), SigCgt)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    mask = next(line.split()[1] for line in status.splitlines() if line.startswith("SigCgt"))
    return bool(int(mask, 16) >> (number - 1) & 1)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
def test_sigterm_closes_the_window_and_the_log(mirror: Mirror) -> None:
    mirror.database.parent.mkdir(parents=True, exist_ok=True)
    recorder = Recorder(mirror.database, profile="Ann", source="test")
    recorder.start()
    for event in workout():
        recorder.handle(event)
    assert recorder.stop()
    process = mirror.start("review", env={"QT_QPA_PLATFORM": "offscreen"})
    deadline = time.monotonic() + OPEN_S
    while not catches(process.pid, signal.SIGTERM) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (0, "")
    assert "Traceback" not in err
    assert not mirror.database.with_name("sessions.db-wal").exists()
