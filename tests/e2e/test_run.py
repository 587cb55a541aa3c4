"""`mirror run` without a screen: the demo from the first picture to the log."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import struct
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.conftest import Mirror, Result


def done(result: Result) -> dict[str, int]:
    """The closing table: exercise -> repetitions."""
    table = result.out[result.out.rindex("exercise ") :].splitlines()[1:]
    rows = [line.split() for line in table if not line.startswith("demo truth")]
    return {row[0]: int(row[1]) for row in rows}


def truth(result: Result) -> dict[str, int]:
    line = re.search(r"^demo truth: (.*)$", result.out, re.MULTILINE)
    assert line, result.out
    return {name: int(count) for name, count in (item.split() for item in line[1].split(", "))}


@pytest.mark.alone
def test_the_demo_is_recognised_counted_logged_and_drawn(mirror: Mirror) -> None:
    """The whole line, at the demo's own pace: what was done is what is told, and what is kept."""
    shot = mirror.home / "hud.png"
    result = mirror("run", "--headless", "--source", "demo", "--snapshot", str(shot), timeout=200)
    assert result.code == 0, result
    assert done(result) == truth(result)
    assert shot.read_bytes().startswith(b"\x89PNG")
    with closing(sqlite3.connect(f"file:{mirror.database}?mode=ro", uri=True)) as log:
        kept = dict(log.execute("select exercise, sum(full) from exercise_set where exercise is not null group by exercise"))
    assert kept == truth(result)


def test_without_camera_and_screen_it_says_so_and_plays_the_demo(mirror: Mirror) -> None:
    result = mirror("run", "--for", "2")
    assert result.code == 0
    assert "There is no camera, so I play the demo." in result.err
    assert "There is no screen" in result.err
    assert "demo truth: " in result.out


def test_ctrl_c_ends_it_cleanly(mirror: Mirror) -> None:
    process = mirror.start("run", "--headless", "--source", "demo")
    assert process.stdout is not None
    first = process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    assert first == "(getting ready)\n"
    assert "demo truth" in out
    assert "Traceback" not in err
    assert mirror.database.exists()


def test_a_reader_that_goes_away_does_not_end_the_run(mirror: Mirror) -> None:
    """`mirror run --headless | head -1`"""
    process = mirror.start("run", "--headless", "--source", "demo", "--for", "4")
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr is not None
    with process.stderr as err:
        assert err.read() == ""
    assert process.wait(30) == 0
    assert [ended is not None for (ended,) in sessions(mirror)] == [True]


def test_a_broken_log_does_not_keep_anybody_from_training(mirror: Mirror) -> None:
    mirror.database.parent.mkdir(parents=True)
    mirror.database.write_text("this is no database, " * 50)
    result = mirror("run", "--headless", "--source", "demo", "--for", "2")
    assert result.code == 0
    assert "This session is not kept." in result.sentence
    assert mirror.database.read_text().startswith("this is no database")


def test_a_snapshot_that_cannot_be_written_is_said_before_anything_starts(mirror: Mirror) -> None:
    began = time.monotonic()
    result = mirror("run", "--headless", "--source", "demo", "--for", "60", "--snapshot", "nowhere/hud.png")
    assert result.code == 1
    assert "nowhere" in result.sentence
    assert time.monotonic() - began < 30


def sessions(mirror: Mirror) -> list[tuple[str | None]]:
    """When each session in the log ended, NULL where it has not."""
    if not mirror.database.exists():
        return []
    with closing(sqlite3.connect(f"file:{mirror.database}?mode=ro", uri=True, timeout=5)) as log:
        try:
            return log.execute("select ended_at from session").fetchall()
        except sqlite3.OperationalError:  # its tables are being made
            return []


@pytest.fixture
def x_server(tmp_path: Path) -> Iterator[str]:
    """A virtual screen in portrait; its DISPLAY."""
    program = shutil.which("Xvfb")
    if program is None:
        pytest.skip("Xvfb is not installed")
    read, write = os.pipe()
    command = [program, "-displayfd", str(write), "-screen", "0", "1080x1920x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as number:
            yield f":{number.readline().strip()}"
        server.terminate()


def test_on_a_real_screen(mirror: Mirror, x_server: str) -> None:
    """Full screen on X11, through the libraries that run.sh installs."""
    shot = mirror.home / "screen.png"
    result = mirror("run", "--source", "demo", "--for", "3", "--snapshot", str(shot), env={"DISPLAY": x_server})
    assert result.code == 0, result
    assert result.err == ""
    width, height = struct.unpack(">II", shot.read_bytes()[16:24])
    assert (width, height) == (1080, 1920)


def test_sigterm_closes_the_window_as_its_user_would(mirror: Mirror, x_server: str) -> None:
    process = mirror.start("run", "--source", "demo", env={"DISPLAY": x_server})
    deadline = time.monotonic() + 90
    while not sessions(mirror) and time.monotonic() < deadline:  # somebody has come into the picture
        time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    assert "Traceback" not in err
    assert [ended is not None for (ended,) in sessions(mirror)] == [True]


def test_a_broken_log_is_moved_aside_and_the_mirror_runs(mirror: Mirror) -> None:
    mirror.database.parent.mkdir(parents=True)
    mirror.database.write_bytes(bytes(20_000))
    result = mirror("run", "--headless", "--source", "demo", "--for", "12")
    assert result.code == 0, result
    (aside,) = mirror.database.parent.glob("sessions.db.broken-*")
    assert aside.read_bytes() == bytes(20_000)
    told = f"The session log was broken, so it was moved to {aside} and a new one was begun."
    assert result.err.count(told) == 1, result.err
    assert "Traceback" not in result.err
    with closing(sqlite3.connect(f"file:{mirror.database}?mode=ro", uri=True)) as log:
        assert log.execute("PRAGMA quick_check").fetchone() == ("ok",)
        assert log.execute("SELECT count(*) FROM event").fetchone()[0] > 0
        assert {part for (part,) in log.execute("SELECT part FROM model_version")} == {
            "pose",
            "classifier",
            "mistakes",
            "observability",
        }
        assert log.execute("SELECT count(*) FROM calibration").fetchone()[0] >= 1
        assert log.execute("SELECT count(*) FROM session WHERE origin IS NULL OR utc_offset_min IS NULL").fetchone() == (0,)
