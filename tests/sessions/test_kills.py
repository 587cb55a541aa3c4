"""The small version of `python -m tests.sessions.kills 200`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.alone
@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_killed_at_random_moments_nothing_before_the_current_repetition_is_missing() -> None:
    asked = ["12", "--repetitions", "3", "--speed", "20", "--seed", "5"]
    command = [sys.executable, "-m", "tests.sessions.kills", *asked]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr
    assert "12 kills" in done.stdout
