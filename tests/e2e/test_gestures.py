"""A newcomer's path by gestures alone, through the real program and the real network, from the pixels."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from tests.e2e.conftest import Mirror
from tests.e2e.newcomer import REPS, film


@pytest.mark.timeout(600)
def test_wake_choose_the_squat_train_rest_and_end(mirror: Mirror) -> None:
    path = mirror.home / "newcomer.mp4"
    assert film(path) < 60.0
    result = mirror("run", "--headless", "--source", str(path), timeout=400)
    assert result.code == 0, result
    with closing(sqlite3.connect(f"file:{mirror.database}?mode=ro", uri=True)) as log:
        told = [(name, json.loads(data)) for name, data in log.execute("select name, data from event order by seq")]
        kept = log.execute("select exercise, full, partial from exercise_set").fetchall()
    stages = [data["stage"] for name, data in told if name == "StageChanged"]
    assert stages[0] == "setup"
    # The walk to the mirror takes longer than set-up and 3-2-1: by the first gesture it may be ready already.
    assert stages[stages.index("choosing") :] == ["choosing", "setup", "countdown", "live", "rest", "summary"], stages
    assert [data["remaining"] for name, data in told if name == "CountdownTick"][-4:] == [3, 2, 1, 0]
    assert kept == [("squat", REPS, 0)]
    assert told[-1][0] == "SessionEnded"
    assert f"set 1: squat, {REPS} repetitions" in result.out
