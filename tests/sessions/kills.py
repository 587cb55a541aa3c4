"""`python -m tests.sessions.kills N`: a recorder that is fed by a replay is killed (SIGKILL) N times at random moments.

After each kill the log opens, `PRAGMA quick_check` says ok, and nothing before the current repetition is missing, which means:
the run's events on the disk are 1, 2, 3 ... n without a gap, and n reaches at least over everything that was handed over up to
the step before last in which a repetition, a set or the session was closed. The repetition that closes in the moment of the kill
is still the current one; the one before it never is. Rows, counts and landmarks are those of exactly these events, and what
earlier runs left in the same file is as it was.

The child replays observations of two sets through the Workout, several times as fast as they were, and tells on a pipe what it
has handed over; half of the kills wait for a closed repetition and come within 20 ms of it, where the disk is being written.
"""

from __future__ import annotations

import argparse
import os
import random
import select
import shutil
import signal
import sqlite3
import struct
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select as query

import mirror
from mirror.commands import ChooseExercise, Start
from mirror.events import Event, RepClosed, SessionEnded, SessionStarted, SetEnded
from mirror.observation import Observation
from mirror.sessions import Recorder, Store, schema
from mirror.sessions.circumstances import calibrations
from mirror.trainer import Trainer
from mirror.workout import Workout
from tests.acting import acted, catalogue, watched

FRESH_EVERY = 8
"""So often the log does not exist yet, so that its making is hit as well."""
_MARKS = (RepClosed, SetEnded, SessionStarted, SessionEnded)
_LINE = struct.Struct("<ii")
"""seq of the last event that a step gave, and whether one of them was a mark."""


@dataclass(frozen=True)
class Told:
    """What a child handed over before it was killed: the last event, the last of the last step with a mark, and of the one before
    it: up to there the log must reach. 0: none."""

    last: int
    mark: int
    required: int


@dataclass
class Outcome:
    """Over all kills."""

    kills: int = 0
    in_session: int = 0
    repetitions: int = 0
    newest_lost: int = 0
    sessions: int = 0


@dataclass(frozen=True)
class Play:
    """What a child does: the observations, and how much faster than they were they follow each other."""

    seen: list[Observation]
    speed: float

    @property
    def seconds(self) -> float:
        return self.seen[-1].t / self.speed


def two_sets(repetitions: int, speed: float) -> Play:
    """Squats, with a rest between; of 8 a minute long."""
    first = acted("squat", repetitions, tail_s=4.0)
    second = acted("squat", repetitions - 2, lead_s=0.5, tail_s=3.0, start_t=first[-1].t + 6.0)
    return Play(watched([*first, *second]), speed)


def _play(database: Path, play: Play, pipe: int) -> None:
    """The child: never returns before all is told."""
    recorder = Recorder(database, profile="Anna", source="replay")
    recorder.start()
    workout = Workout(Trainer(catalogue(), None))

    def hand_over(events: tuple[Event, ...]) -> None:
        for event in events:
            recorder.handle(event)
        if events:
            os.write(pipe, _LINE.pack(events[-1].seq, any(isinstance(e, _MARKS) for e in events)))

    began, seen = time.monotonic(), play.seen
    for observation in seen:
        recorder.track(observation)
        hand_over(workout.step(observation).events)
        if observation is seen[0]:
            hand_over((*workout.apply(ChooseExercise("squat")), *workout.apply(Start()), *workout.apply(Start())))
        time.sleep(max(0.0, observation.t / play.speed - (time.monotonic() - began)))
    hand_over(workout.finish(seen[-1].t))
    recorder.stop()


def _killed(database: Path, play: Play, rng: random.Random) -> Told:
    """Start a child, kill it at a random moment; what it had handed over by then."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            _play(database, play, write)
        finally:
            os._exit(0)
    os.close(write)
    length = play.seconds
    at = rng.uniform(0.0, 1.1 * length)
    upon_mark = rng.random() < 0.5
    raw, began = b"", time.monotonic()
    while True:
        left = (began + at if not upon_mark else began + 2 * length) - time.monotonic()
        if left <= 0 or not select.select([read], [], [], left)[0]:
            break
        more = os.read(read, 4096)
        raw += more
        if not more:
            break
        if upon_mark and time.monotonic() - began >= at and _LINE.unpack(raw[-_LINE.size :])[1]:
            time.sleep(rng.uniform(0.0, 0.02))
            break
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(read, 4096):
        raw += more
    os.close(read)
    lines = [_LINE.unpack_from(raw, i) for i in range(0, len(raw) - _LINE.size + 1, _LINE.size)]
    marks = [0, 0, *(seq for seq, mark in lines if mark)]
    return Told(lines[-1][0] if lines else 0, marks[-1], marks[-2])


def _check(database: Path, told: Told, before: dict[str, int], outcome: Outcome) -> dict[str, int]:
    """Raises AssertionError where the log is not what it must be; returns how many events each run has now."""
    if not database.exists():
        assert told.required == 0
        return before
    with Store(database) as store:
        store.sessions()
    with closing(sqlite3.connect(database)) as raw:
        assert raw.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        runs = dict(raw.execute("SELECT run, count(*) FROM event GROUP BY run"))
        assert all(runs.get(run) == count for run, count in before.items()), "an earlier run has changed"
        new = set(runs) - set(before)
        assert len(new) <= 1
        kept = runs[new.pop()] if new else 0
        run = next(iter(set(runs) - set(before)), "")
        seqs = [seq for (seq,) in raw.execute("SELECT seq FROM event WHERE run = ? ORDER BY seq", (run,))]
    assert seqs == list(range(1, kept + 1)), "a gap"
    assert told.required <= kept <= told.last, f"{kept} events are kept, {told.required} must be, {told.last} were told"
    outcome.in_session += kept > 0
    if run:
        _check_rows(database, run, outcome)
    outcome.newest_lost += kept < told.mark
    return runs


def _check_rows(database: Path, run: str, outcome: Outcome) -> None:
    """The run's tables say what its events say, and landmarks reach over its last closed repetition."""
    with Store(database) as store:
        of_run = query(schema.session.c.id).where(schema.session.c.run == run)
        with store.reading() as connection:
            ids = list(connection.scalars(of_run))
        for id in ids:
            entry, events = store.session(id), store.events(id)
            outcome.sessions += 1
            reps = [e for e in events if isinstance(e, RepClosed)]
            outcome.repetitions += len(reps)
            assert [r.seq for done in entry.sets for r in done.repetitions] == [r.seq for r in reps]
            kept = [(r.joints, r.untold) for done in entry.sets for r in done.repetitions]
            assert kept == [({**r.joints, **dict.fromkeys(r.untold)}, r.untold) for r in reps]
            for done in entry.sets:
                mine = [r for r in reps if r.set == done.number]
                assert (done.full, done.partial, done.rejected) == tuple(
                    sum(r.kind == kind for r in mine) for kind in ("full", "partial", "rejected")
                )
                if mine:
                    track = store.track(id, done.number)
                    assert track.t[-1] >= mine[-1].end_t - 2 / 16, "the landmarks end before the repetition does"
                    assert track.t[0] <= max(mine[0].start_t, done.start_t) + 2 / 16
            assert entry.summary.profile == "Anna"
            assert (entry.summary.ended_at is None) == (not any(isinstance(e, SessionEnded) for e in events))
            assert len(calibrations(store, id)) == 1


def run(kills: int, seed: int, folder: Path, play: Play) -> Outcome:
    """Raises AssertionError at the first log that is not what it must be."""
    rng, outcome = random.Random(seed), Outcome()
    database, runs, count = folder / "0" / "sessions.db", dict[str, int](), 0
    for kill in range(kills):
        if kill % FRESH_EVERY == FRESH_EVERY - 1 or kill == 0:
            count += 1
            database, runs = folder / str(count) / "sessions.db", {}
        told = _killed(database, play, rng)
        try:
            runs = _check(database, told, runs, outcome)
        except AssertionError as error:
            raise AssertionError(f"kill {kill} of seed {seed}: {error} ({told}, {database})") from error
        outcome.kills += 1
    return outcome


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kills", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--repetitions", type=int, default=8, help="of the first set; the second has two less")
    parser.add_argument("--speed", type=float, default=10.0, help="how many times as fast as they were")
    asked = parser.parse_args()
    began = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="mirror-kills-"))
    outcome = run(asked.kills, asked.seed, folder, two_sets(asked.repetitions, asked.speed))
    shutil.rmtree(folder)
    told = (
        f"{outcome.kills} kills in {time.monotonic() - began:.0f} s, {outcome.in_session} of them after the first commit;",
        f"{outcome.sessions} sessions with {outcome.repetitions} repetitions are in the logs;",
        f"{outcome.newest_lost} times what closed in that moment was not on the disk yet; nothing before it is missing",
    )
    print(f"mirror {mirror.__version__}:", *told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
