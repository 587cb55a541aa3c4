"""`python -m tests.sessions.cost [--log FILE] [--speed 4]`: what remembering costs the mirror, a repetition.

Two sets of 20 squats are played through the Workout, `--speed` times as fast as they were, at 30 pictures a second of the
recording. Told are: how long the callers of the recorder are held up; how long a repetition's commit takes on this disk, with its
landmarks, to the end of its fsync; and what CPU the recorder's thread takes for a minute of training. `--log` writes into a copy
of that log (of a year, say) in place of an empty one.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from mirror.commands import ChooseExercise, Start
from mirror.events import Event
from mirror.sessions import Recorder
from mirror.trainer import Trainer
from mirror.workout import Workout
from tests.acting import catalogue
from tests.sessions.kills import two_sets


class Timed(Recorder):
    """A recorder that keeps the times of its commits (ms) and the CPU seconds of its thread."""

    def __init__(self, database: Path) -> None:
        super().__init__(database, source="replay")
        self.commits: list[float] = []
        self.rows: list[int] = []
        self.cpu_s = 0.0

    def _record(self) -> None:
        super()._record()
        self.cpu_s = time.thread_time()

    def _commit(self) -> None:
        rows, began = len(self._backlog.waiting), time.perf_counter()
        super()._commit()
        self.commits.append(1e3 * (time.perf_counter() - began))
        self.rows.append(rows)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--log", type=Path)
    parser.add_argument("--speed", type=float, default=4.0)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="mirror-cost-"))
    database = folder / "sessions.db"
    if asked.log is not None:
        shutil.copyfile(asked.log, database)
    play = two_sets(20, asked.speed)
    recorder, workout, held = Timed(database), Workout(Trainer(catalogue(), None)), list[float]()
    recorder.start()

    def hand_over(events: tuple[Event, ...]) -> None:
        for event in events:
            began = time.perf_counter()
            recorder.handle(event)
            held.append(1e6 * (time.perf_counter() - began))

    began = time.monotonic()
    for observation in play.seen:
        at = time.perf_counter()
        recorder.track(observation)
        held.append(1e6 * (time.perf_counter() - at))
        hand_over(workout.step(observation).events)
        if observation is play.seen[0]:
            hand_over((*workout.apply(ChooseExercise("squat")), *workout.apply(Start()), *workout.apply(Start())))
        time.sleep(max(0.0, observation.t / play.speed - (time.monotonic() - began)))
    hand_over(workout.finish(play.seen[-1].t))
    assert recorder.stop(timeout=30)
    shutil.rmtree(folder)
    waits, commits = np.percentile(held, [50, 99, 100]), np.percentile(recorder.commits[1:], [50, 95, 100])
    print(
        f"callers are held up {waits[0]:.0f} us (99 %: {waits[1]:.0f}, longest {waits[2]:.0f});"
        f" {len(recorder.commits)} commits of {np.median(recorder.rows):.0f} rows:"
        f" {commits[0]:.1f} ms (95 %: {commits[1]:.1f}, longest {commits[2]:.1f});"
        f" the recorder's thread takes {60e3 * recorder.cpu_s / play.seen[-1].t:.0f} ms of CPU for a minute of training"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
