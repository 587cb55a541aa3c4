"""Real people end to end: pixels, BlazePose, the trainer, on the clips in the folder `clips` beside the corpus.

The folder holds `clips.csv` (path, exercise, reps, note): the exercise and the repetitions counted by looking. Nothing is
chosen on these clips.
"""

from __future__ import annotations

import csv
import logging
from pathlib import Path
from typing import Any

from mirror.analysis import analyze
from models.experiments.core import ExperimentError, Options, part

_log = logging.getLogger(__name__)


def run(options: Options) -> dict[str, Any]:
    """One row a clip. Raises ExperimentError where the folder is absent or not in the form above."""
    folder = options.data.resolve().parent / "clips"
    rows = []
    for clip in clips(folder):
        _log.info("%s", clip["path"])
        told = part(options, Path(clip["path"]).stem, lambda clip=clip: summary(analyze(folder / clip["path"])))
        rows.append(
            {
                "clip": clip["path"],
                "truth": clip["exercise"],
                "reps_true": int(clip["reps"]),
                "note": clip.get("note") or "",
                **told,
            }
        )
    return {"rows": rows}


def clips(folder: Path) -> list[dict[str, str]]:
    """The rows of clips.csv. Raises ExperimentError with a sentence."""
    try:
        with (folder / "clips.csv").open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
    except OSError as error:
        raise ExperimentError(f"There are no clips at {folder} ({error.strerror}); they belong beside the corpus.") from error
    lacking = {"path", "exercise", "reps"} - set(rows[0] if rows else {})
    if lacking or not all(row["reps"].isdigit() for row in rows):
        raise ExperimentError(f"{folder / 'clips.csv'} needs the columns path, exercise and reps (whole numbers).")
    return rows


def summary(report: dict[str, Any]) -> dict[str, Any]:
    """What the report of a clip names and counts: the set with the most full repetitions (of equals, the longest) names it.

    `reps_counted` are the full repetitions of all sets of that name, `other_names` what else was shown; a clip without a set is
    named None with 0 repetitions.
    """
    full: dict[str, int] = {}
    best: tuple[int, float] = (-1, 0.0)
    named = None
    for one in report["sets"]:
        count = one["counts"]["full"] if "counts" in one else 0
        full[one["exercise"]] = full.get(one["exercise"], 0) + count
        size = (count, one["end_s"] - one["start_s"])
        if size > best:
            best, named = size, one["exercise"]
    return {
        "named": named,
        "reps_counted": full.get(named, 0) if named is not None else 0,
        "other_names": sorted(str(name) for name in full if name != named),
        "seconds": report["duration_s"],
        "detected_ratio": report["pose"]["detected_ratio"],
        "pose": report["pose"]["backend"],
    }
