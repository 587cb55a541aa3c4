"""What the log has to say reaches whoever runs the mirror, on the screen and on the terminal."""

from __future__ import annotations

import sqlite3
import time
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from mirror import observers
from mirror.mailbox import Channel
from mirror.sessions import Store, database
from mirror.settings import SessionSettings, Settings


def test_a_log_that_cannot_be_used_is_told_on_the_terminal_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setattr(database, "BUSY_MS", 20)
    file = tmp_path / "sessions.db"
    Store(file).close()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    channels: list[Channel[Any]] = [Channel(), Channel()]
    shown: list[str] = []
    said: list[str] = []
    live = SimpleNamespace(events=lambda: channels[0], observations=lambda: channels[1], tell=shown.append, on_command=None)
    with ExitStack() as ending:
        settings = Settings(sessions=SessionSettings(database=str(file)))
        observers.log_session(settings, "", "demo", cast(Any, live), ending, said.append)
        until = time.monotonic() + 5
        while not said and time.monotonic() < until:
            time.sleep(0.01)
        other.close()
        for channel in channels:
            channel.close()
    assert said == [f"The session log {file} is locked by another program."]
    assert shown[0] == said[0]
    assert shown[-1] == "", "and it is taken back on the screen"
