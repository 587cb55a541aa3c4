"""Daily life: how often the mirror takes for an exercise what is none.

Three hours of generated life on landmarks and twenty minutes through pixels go through the real Trainer, as `mirror analyze` runs
it, in streams of one person each (examiner.toml says how long and how many frames a second); every set that starts is false. Of
real people there are the recordings of val and test whose movement is not in the catalogue: gestures, chores, play and exercises
that the mirror does not know; they are given as raw counts, judged as all recordings are.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Literal

from mirror.events import ExerciseNamed, RepClosed, SetStarted
from mirror.recognition import NONE, load_recogniser
from mirror.recognition.classifier import Network
from models.corpus.sequence import Corpus, CorpusError, our_name
from models.evaluation.recognition import Judged, judge
from models.examiner import catalogue, settings
from models.examiner.daily import DAYS_FILMED, SEED, Day, day, on_landmarks, through_pixels
from models.examiner.watching import Watched, watch
from models.experiments.core import Options, part
from models.experiments.examiner import films

_LOG = logging.getLogger(__name__)
How = Literal["landmarks", "pixels"]
FRESH = 211
"""Seed of the days on landmarks: people who were first looked at when the rule for beginning a set stood."""


@dataclass(frozen=True)
class Lengths:
    """Minutes of generated life on landmarks and through pixels; a_person: of one stream (None: as examiner.toml says);
    recordings: of real people, at most (None: all)."""

    landmarks: float = 180.0
    pixels: float = 20.0
    a_person: float | None = None
    recordings: int | None = None

    def each(self) -> float:
        """Minutes of one stream."""
        return settings().daily.minutes_a_person if self.a_person is None else self.a_person


def run(options: Options, lengths: Lengths | None = None) -> dict[str, Any]:
    """See the module; keys as the report reads them. Every stream is a part of its own; `options.threads` at a time."""
    long = lengths or Lengths()
    plan: tuple[tuple[How, int, float], ...] = (("landmarks", 0, long.landmarks), ("pixels", DAYS_FILMED[0], long.pixels))
    parts: dict[How, list[dict[str, Any]]] = {how: [] for how, _, _ in plan}
    with ProcessPoolExecutor(options.threads, mp_context=get_context("spawn")) as pool:
        running = [
            (how, pool.submit(_part, options, how, first + k, long.each()))
            for how, first, minutes in plan
            for k in range(round(minutes / long.each()))
        ]
        for how, finished in running:
            parts[how].append(finished.result())
            _LOG.info("%s: %d of %d streams", how, sum(map(len, parts.values())), len(running))
    out: dict[str, Any] = {how: summed(streams) for how, streams in parts.items() if streams}
    out["real"] = part(options, "real", lambda: real(Corpus(options.data), load_recogniser().network, long.recordings))
    return out


def _part(options: Options, how: How, number: int, minutes: float) -> dict[str, Any]:
    seed = SEED if how == "pixels" else FRESH
    return part(options, f"{how}_{seed}_{number:03d}", lambda: stream(day(number, minutes, seed), how, films(options)))


def stream(life: Day, how: How, folder: Path) -> dict[str, Any]:
    """One person's day before the mirror: what it took for a set, and what was being done then."""
    seen = on_landmarks(life) if how == "landmarks" else through_pixels(life, folder)
    # The real Trainer with the shipped network, uncalibrated, nothing chosen.
    watched = watch(seen, catalogue(), load_recogniser())
    return {"minutes": len(seen) / life.fps / 60.0, "minutes_of": life.minutes_of(), **told(life, watched)}


def told(life: Day, watched: Watched) -> dict[str, Any]:
    """Sets that started, with the name and the motion in which they began, and the names that were shown."""
    names = {e.set: e.exercise for e in watched.events if isinstance(e, ExerciseNamed)}
    reps = Counter(e.set for e in watched.events if isinstance(e, RepClosed) and e.kind != "rejected")
    sets = [
        {
            "t": round(e.start_t, 2),
            "exercise": names.get(e.set),
            "reps": reps[e.set],
            "motion": life.during(e.start_t, e.t),
        }
        for e in watched.events
        if isinstance(e, SetStarted)
    ]
    shown = [{"t": round(t, 2), "exercise": name, "motion": life.during(t - 3.0, t)} for t, name in watched.shown]
    return {"sets": sets, "shown": shown}


def summed(streams: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The counts over all streams."""
    rows = list(streams)
    minutes = sum(row["minutes"] for row in rows)
    by_motion: dict[str, dict[str, Any]] = {}
    for row in rows:
        for motion, length in row["minutes_of"].items():
            entry = by_motion.setdefault(motion, {"minutes": 0.0, "false_sets": 0, "names_shown": 0})
            entry["minutes"] = round(entry["minutes"] + length, 3)
        for key, what in (("sets", "false_sets"), ("shown", "names_shown")):
            for one in row[key]:
                by_motion[one["motion"]][what] += 1
    return {
        "hours": round(minutes / 60.0, 4),
        "minutes": round(minutes, 2),
        "people": len(rows),
        "fps": settings().daily.fps,
        "false_sets": sum(len(row["sets"]) for row in rows),
        "false_sets_named": dict(Counter(str(s["exercise"]) for row in rows for s in row["sets"])),
        "names_shown": sum(len(row["shown"]) for row in rows),
        "names_shown_named": dict(Counter(s["exercise"] for row in rows for s in row["shown"])),
        "by_motion": by_motion,
        "sets": [one for row in rows for one in row["sets"]],
    }


def real(corpus: Corpus, network: Network, most: int | None = None) -> dict[str, Any]:
    """Recordings of val and test whose movement is not in the catalogue, `most` of them at most.

    named: those in which a name was held longest; ever_named: those in which one appeared at all.
    """
    rows: list[tuple[str, Judged]] = []
    skipped = 0
    for entry in [*corpus.select("val"), *corpus.select("test")]:
        if len(rows) == most:
            break
        if our_name(entry["exercise"], entry["source"]) in catalogue():
            continue
        try:
            sequence = corpus.read(entry)
        except CorpusError:
            skipped += 1
            continue
        answer = judge(network, sequence)
        if answer is None:
            skipped += 1
        else:
            rows.append((sequence.label.partition(":")[0] if sequence.exercise == NONE else sequence.exercise, answer))
    return {
        **counted([answer for _, answer in rows]),
        "skipped": skipped,
        "by_source": {s: counted([a for _, a in rows if a.source == s]) for s in sorted({a.source for _, a in rows})},
        "by_label": {k: counted([a for label, a in rows if label == k]) for k in sorted({label for label, _ in rows})},
    }


def counted(rows: list[Judged]) -> dict[str, Any]:
    """Raw counts."""
    return {
        "sequences": len(rows),
        "minutes": round(60.0 * sum(r.hours for r in rows), 2),
        "named": sum(r.named != NONE for r in rows),
        "ever_named": sum(r.onsets > 0 for r in rows),
        "names": dict(Counter(r.named for r in rows if r.named != NONE)),
    }
