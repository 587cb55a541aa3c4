"""`python -m tests.e2e.kills N`: the whole live program is killed (SIGKILL) N times at random moments while somebody trains.

`mirror run --headless --source demo` in a home of its own, the same for all of them, at the demo's own pace: picture, pose,
workout, log. What the terminal told is the witness: after each kill the log opens, `PRAGMA quick_check` says ok, the run's events
are 1, 2, 3 ... n without a gap, and every repetition that the terminal told is there but for those of the last moment (the
repetition that closes as the program dies is the current one). Sessions of earlier runs are as they were, `mirror sessions list`
shows them all and `mirror doctor` finds the log whole.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import sqlite3
import sys
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.conftest import Mirror

LENGTH_S = 75.0
"""The demo's, from the program's start."""
MOMENT_S = 0.3
"""Repetitions that were told within so short a time were closed in one moment."""
_REPETITION = re.compile(r"^[a-z_]+  (\d+|-)  ")


@dataclass(frozen=True)
class Kept:
    """What a kill left. told: repetitions on the terminal; required: of them before the last moment; kept: in the log."""

    at_s: float
    told: int
    required: int
    kept: int


def killed(mirror: Mirror, at_s: float) -> Kept:
    """Runs the program, kills it, and looks. Raises AssertionError where the log is not what it must be."""
    before = _runs(mirror.database)
    process = mirror.start("run", "--headless", "--source", "demo")
    told: list[float] = []

    def listen() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if _REPETITION.match(line):
                told.append(time.monotonic())

    listener = threading.Thread(target=listen)
    listener.start()
    time.sleep(at_s)
    process.kill()
    process.wait()
    listener.join()
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()
    moments = [t for n, t in enumerate(told) if n == 0 or t - told[n - 1] > MOMENT_S]
    required = sum(t < moments[-1] for t in told) if moments else 0
    return Kept(at_s, len(told), required, _look(mirror, before, required))


def _runs(database: Path) -> dict[str, int]:
    """How many events each run has in the log."""
    if not database.exists():
        return {}
    with closing(sqlite3.connect(database)) as raw:
        try:
            return dict(raw.execute("SELECT run, count(*) FROM event GROUP BY run"))
        except sqlite3.OperationalError:  # killed before the tables were made
            return {}


def _look(mirror: Mirror, before: dict[str, int], required: int) -> int:
    if not mirror.database.exists():
        assert required == 0
        return 0
    listed = mirror("sessions", "list", "--json")
    assert listed.code == 0, listed
    runs = _runs(mirror.database)
    assert all(runs[run] == count for run, count in before.items()), "an earlier run has changed"
    new = set(runs) - set(before)
    assert len(new) <= 1
    with closing(sqlite3.connect(mirror.database)) as raw:
        assert raw.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        assert len(json.loads(listed.out)) == raw.execute("SELECT count(*) FROM session").fetchone()[0]
        kept = 0
        for run in new:
            seqs = [seq for (seq,) in raw.execute("SELECT seq FROM event WHERE run = ? ORDER BY seq", (run,))]
            assert seqs == list(range(1, len(seqs) + 1)), "a gap"
            (closed,) = raw.execute("SELECT count(*) FROM event WHERE run = ? AND name = 'RepClosed'", (run,)).fetchone()
            rows = "SELECT count(*) FROM repetition JOIN session ON session.id = repetition.session_id WHERE run = ?"
            (kept,) = raw.execute(rows, (run,)).fetchone()
            assert kept == closed
    assert kept >= required, f"{kept} repetitions are kept, {required} were told before the last moment"
    assert not list(mirror.database.parent.glob("*.broken-*"))
    return kept


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kills", type=int)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    rng, began = random.Random(asked.seed), time.monotonic()
    home = Path(tempfile.mkdtemp(prefix="mirror-kills-"))
    mirror, found = Mirror(home), []
    for kill in range(asked.kills):
        kept = killed(mirror, rng.uniform(1.0, LENGTH_S))
        found.append(kept)
        print(f"{kill + 1}: killed after {kept.at_s:.1f} s, {kept.told} repetitions told, {kept.kept} kept", flush=True)
    examined = json.loads(mirror("doctor", "--json").out)
    (database,) = [check for check in examined["checks"] if check["name"] == "database"]
    assert database["state"] == "ok", database
    shutil.rmtree(home)
    print(
        f"{asked.kills} kills in {time.monotonic() - began:.0f} s: the log opened each time,"
        f" {sum(k.kept for k in found)} of {sum(k.told for k in found)} repetitions were kept,"
        f" all of the {sum(k.required for k in found)} before the last moment among them"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
