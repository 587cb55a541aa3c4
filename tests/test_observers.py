"""What the log has to say reaches whoever runs the mirror, on the screen and on the terminal."""

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from mirror import observers
from mirror.mailbox import Channel
from mirror.settings import SessionSettings, Settings


def test_a_log_that_cannot_be_used_is_told_on_the_terminal_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    foreign = tmp_path / "letter.txt"
    foreign.write_text("Dear somebody, this is no session log, and nobody may touch it. " * 3)
    channels: list[Channel[Any]] = [Channel(), Channel()]
    shown: list[str] = []
    said: list[str] = []
    live = SimpleNamespace(events=lambda: channels[0], observations=lambda: channels[1], tell=shown.append, on_command=None)
    with ExitStack() as ending:
        settings = Settings(sessions=SessionSettings(database=str(foreign)))
        observers.log_session(settings, "", "demo", cast(Any, live), ending, said.append)
        until = time.monotonic() + 5
        while not said and time.monotonic() < until:
            time.sleep(0.01)
        for channel in channels:
            channel.close()
    assert said == [f"The session log {foreign} is broken or not a database; move it away and a new one is made."]
    assert said[0] in shown
    assert foreign.read_text().startswith("Dear somebody")
