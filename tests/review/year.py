"""A year of daily use, generated: `python -m tests.review.year --out FILE.db [--people 5] [--sessions 365] [--minutes 10]`.

From real pieces: the avatar does sets (exercises, people, tempi, ranges of motion, mistakes), a network's noise is laid over its
landmarks, and the real Trainer watches at 30 frames a second. What it told is kept as a pool. The sessions of the year are made
of that pool with new ids and times; each set's landmarks get noise of their own on the 16 Hz grid, so that no two tracks are the
same and compression has to earn its figure, and scores vary a little from day to day. They are written through the recorder's own
`Rows` and `Tracker`, cut at each repetition as it does.
"""

from __future__ import annotations

import argparse
import sys
import time
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import Connection, and_, insert, update

from mirror.avatar import Camera, Noise, Person, perform, project_all
from mirror.commands import ChooseExercise
from mirror.events import (
    CueReleased,
    Event,
    ExerciseNamed,
    MistakeSeen,
    RepClosed,
    SessionEnded,
    SessionStarted,
    SetEnded,
    SetStarted,
)
from mirror.geometry.camera import Calibration
from mirror.observation import Observation
from mirror.pose.core import Pose
from mirror.sessions import schema
from mirror.sessions.database import Log
from mirror.sessions.rows import Rows, Write
from mirror.sessions.track import FORMAT, RATE, Tracker
from mirror.trainer import Trainer
from tests.acting import catalogue

NAMES = ("Anna", "Ben", "Carla", "David", "Eva", "Femi", "Gül", "Hiro")
PROGRAMMES = (
    ("squat", "push_up", "bicep_curl", "plank", "lunge"),
    ("squat", "shoulder_press", "lunge", "sit_up", "jumping_jack"),
    ("sit_to_stand", "squat", "shoulder_abduction", "bicep_curl", "dead_bug"),
    ("deadlift", "push_up", "squat", "plank", "shoulder_press"),
    ("lunge", "hip_thrust", "squat", "lateral_raise", "side_lunge"),
)
MISTAKES = {"squat": "knees_in", "push_up": "hips_sagging", "lunge": "leaning_forward"}
CAMERA = Camera(height_m=1.2, pitch_deg=-5.0, azimuth_deg=-35.0, distance_m=3.4, fov_deg=50.0)
CALIBRATED = Calibration(1.2, -5.0, 0.0, 3.4, 50.0, "calibrated", 0.02, 0.6, 0.4, 0.06, 1.0)
ZONE = ZoneInfo("Europe/Berlin")
FIRST = datetime(2025, 11, 22, tzinfo=ZONE)
ROMS = (0.8, 0.9, 1.0)
REST_S = 40.0


@dataclass(frozen=True, eq=False)
class Piece:
    """A set that the Trainer saw. events: its own, times from the piece's start. poses: exact, 16 a second."""

    exercise: str
    events: tuple[Event, ...]
    poses: tuple[Pose, ...]
    seconds: float


def piece(exercise: str, person: Person, seed: int, *, reps: int = 10, rom: float = 1.0, fps: float = 30.0, **how: Any) -> Piece:
    """One set: made, seen through a network's noise, and judged by the real Trainer. how: see `perform`."""
    made = perform(catalogue()[exercise], reps, person=person, rom=rom, fps=fps, lead_s=1.5, tail_s=2.0, seed=seed, **how)
    points = made.points
    if catalogue()[exercise].kind == "hold":
        points = np.concatenate([points, np.repeat(points[-1:], int(25 * fps), axis=0)]) if reps == 0 else points
    seen = project_all(points, CAMERA)
    poses = seen.poses(np.arange(len(points)) / fps)
    noise = Noise(np.random.default_rng((seed, 7)))
    trainer = Trainer(catalogue(), None, calibration=CALIBRATED)
    events: list[Event] = list(trainer.apply(ChooseExercise(exercise)))
    for pose in poses:
        events += trainer.step(Observation(pose.t, noise(pose))).events
    events += trainer.finish(poses[-1].t)
    told = tuple(e for e in events if isinstance(e, _KEPT))
    step = fps / RATE
    sampled = tuple(poses[round(i * step)] for i in range(int(len(poses) / step)))
    even = tuple(replace(pose, t=i / RATE) for i, pose in enumerate(sampled))
    return Piece(exercise, told, even, len(poses) / fps)


_KEPT = (SetStarted, ExerciseNamed, RepClosed, MistakeSeen, CueReleased, SetEnded)


def pool(people: int, variants: int = 3, reps: int = 12) -> list[dict[str, list[Piece]]]:
    """By person, by exercise: the same set with ever more range; the first variant of some exercises has a mistake."""
    out = []
    for who in range(people):
        person = Person.random(100 + who)
        mine: dict[str, list[Piece]] = {}
        for k, exercise in enumerate(PROGRAMMES[who % len(PROGRAMMES)]):
            known = {m.name for m in catalogue()[exercise].mistakes if m.motion is not None}
            fault = MISTAKES.get(exercise)
            fault = fault if fault in known else None
            mine[exercise] = [
                piece(
                    exercise,
                    person,
                    1000 * who + 10 * k + v,
                    reps=reps + 3 * (v % 2) if catalogue()[exercise].kind == "repetition" else 1,
                    rom=ROMS[v % len(ROMS)] if catalogue()[exercise].kind == "repetition" else 1.0,
                    tempo=(1.0, 0.85, 0.95)[v % 3],
                    mistake=fault if v == 0 else None,
                    faulty=(1, 2, 5) if v == 0 and fault else None,
                    asymmetry=(0.12, 0.06, 0.0)[v % 3] if who == 2 else 0.0,
                )
                for v in range(variants)
            ]
        out.append(mine)
    return out


def shifted(event: Event, t: float, number: int, seq: int, rng: np.random.Generator) -> Event:
    """The event `t` seconds later, in set `number`, with scores that vary by a point or two."""
    changes: dict[str, Any] = {"t": event.t + t, "seq": seq}
    for name in ("start_t", "end_t"):
        if hasattr(event, name):
            changes[name] = getattr(event, name) + t
    if hasattr(event, "set"):
        changes["set"] = number
    if isinstance(event, RepClosed | SetEnded):
        if event.score is not None:
            changes["score"] = float(np.clip(event.score + rng.normal(0, 1.5), 0, 100))
        changes["joints"] = {j: float(np.clip(s + rng.normal(0, 1.5), 0, 100)) for j, s in event.joints.items()}
    return replace(event, **changes)


def session(
    log: Log,
    profile_id: str | None,
    pieces: Mapping[str, list[Piece]],
    began: datetime,
    minutes: float,
    progress: float,
    seed: int,
    calibrated: bool,
) -> tuple[int, int]:
    """Write one session; returns (sets, bytes of tracks). progress: 0..1 through the year, as far as the person got better."""
    rng = np.random.default_rng((seed, 11))
    rows = Rows(
        run=uuid.UUID(int=int(rng.integers(2**62)), version=4).hex,
        profile_id=profile_id,
        source="camera:0",
        app_version="generated",
    )
    tracker, noise = Tracker(), Noise(rng)
    writes: list[Write] = rows.calibrated(CALIBRATED, 1.72, 0.0) if calibrated else []
    seq, t, active, number, size = 1, 2.0, 0.0, 0, 0
    writes += rows.take(SessionStarted(seq, 0.0), began)
    order = list(pieces)
    while active < 60.0 * minutes:
        versions = pieces[order[number % len(order)]]
        which = int(np.clip(round(progress * (len(versions) - 1) + rng.normal(0, 0.5)), 0, len(versions) - 1))
        chosen = versions[which]
        number += 1
        waiting = iter(chosen.poses)
        for event in chosen.events:
            for pose in waiting:
                _watch(tracker, noise, pose, t)
                if pose.t >= event.t:
                    break
            seq += 1
            moved = shifted(event, t, number, seq, rng)
            writes += rows.take(moved, began + timedelta(seconds=moved.t))
            if isinstance(moved, SetStarted) and rows.set_key is not None:
                tracker.begin(*rows.set_key, moved.start_t)
            if isinstance(moved, RepClosed | SetEnded):
                tracker.cut()
            if isinstance(moved, SetEnded):
                tracker.end(moved.t)
                active += moved.end_t - moved.start_t
            writes += _tracks(tracker)
        for pose in waiting:
            _watch(tracker, noise, pose, t)
        tracker.cut()
        writes += _tracks(tracker)
        t += chosen.seconds + REST_S
        if not any(isinstance(e, SetEnded) for e in chosen.events):
            active += chosen.seconds  # a set that the Trainer did not see as one does not make the session endless
    if seed % 50 != 49:  # the rest was cut off: the mirror lost its power
        writes += rows.take(SessionEnded(seq + 1, t), began + timedelta(seconds=t))
    with log.transaction() as connection:
        write(connection, writes)
    size = sum(len(w.values["data"]) for w in writes if w.table.name == "track")
    return number, size


def write(connection: Connection, writes: list[Write]) -> None:
    """In their order."""
    for _, some in groupby(writes, lambda w: (w.table.name, w.key, tuple(w.values))):
        same = list(some)
        table, key = same[0].table, same[0].key
        if key is None:
            connection.execute(insert(table), [dict(w.values) for w in same])
            continue
        where = and_(*(table.c[name] == value for name, value in key.items()))
        connection.execute(update(table).where(where).values(**same[-1].values))


def _watch(tracker: Tracker, noise: Noise, pose: Pose, t: float) -> None:
    moved = replace(pose, t=pose.t + t)
    tracker.observe(Observation(moved.t, noise(moved)))


def _tracks(tracker: Tracker) -> list[Write]:
    return [Write(schema.track, {**asdict(chunk), "format": FORMAT, "rate": RATE}) for chunk in tracker.take()]


def year(out: Path, people: int = 5, sessions: int = 365, minutes: float = 10.0, tell: bool = True, **size: int) -> None:
    """Write the database. One session a day, of everybody in turn, at a time of day of their own. size: as in `pool`."""
    started = time.perf_counter()
    pieces = pool(people, **size)
    if tell:
        print(
            f"pool: {sum(len(v) for p in pieces for v in p.values())} sets in {time.perf_counter() - started:.0f} s", flush=True
        )
    log = Log(out)
    with log.transaction() as connection:
        ids = [uuid.UUID(int=i + 1, version=4).hex for i in range(people)]
        rows = [{"id": id, "name": NAMES[i % len(NAMES)], "created_at": FIRST} for i, id in enumerate(ids)]
        connection.execute(insert(schema.profile), rows)
    total = size = 0
    for k in range(sessions):
        who = k % people
        day = FIRST + timedelta(days=365 * k / max(sessions, 1))
        began = datetime(day.year, day.month, day.day, 7 + 3 * who, 10, tzinfo=ZONE)
        count, written = session(log, ids[who], pieces[who], began, minutes, k / max(sessions - 1, 1), k, who != 3)
        total, size = total + count, size + written
        if tell and k % 20 == 19:
            print(
                f"{k + 1} sessions, {total} sets, tracks {size / 2**20:.0f} MiB, {time.perf_counter() - started:.0f} s",
                flush=True,
            )
    log.close()
    if tell:
        took = time.perf_counter() - started
        print(f"{out}: {sessions} sessions, {total} sets, {out.stat().st_size / 2**20:.0f} MiB, {took:.0f} s")


def main() -> int:
    parser = argparse.ArgumentParser(description="Write a session log with a generated year of daily use.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--people", type=int, default=5)
    parser.add_argument("--sessions", type=int, default=365)
    parser.add_argument("--minutes", type=float, default=10.0)
    given = parser.parse_args()
    if given.out.exists():
        print(f"{given.out} is there already; name another file.", file=sys.stderr)
        return 1
    year(given.out, given.people, given.sessions, given.minutes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
