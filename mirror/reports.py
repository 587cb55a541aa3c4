"""The report of `mirror analyze`, told in other forms: lines for a person, a table of repetitions."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mirror.errors import WorldError
from mirror.terminal import repetitions

COLUMNS = (
    "source",
    "set",
    "exercise",
    "repetition",
    "start_s",
    "end_s",
    "kind",
    "depth",
    "score",
    "mistakes",
    "reason",
    "hold_s",
)
"""Of `as_csv`. A hold is one line without a repetition's number and with its seconds."""


class ReportError(WorldError):
    """A file cannot be written where the user wants it, or cannot be read."""


def as_csv(reports: Iterable[Mapping[str, Any]]) -> str:
    """One line a repetition (or a hold), sets and repetitions numbered from 1, mistakes separated by blanks."""
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    table.writeheader()
    for report in reports:
        for number, done in enumerate(report["sets"], 1):
            row = {"source": report["source"], "set": number, "exercise": done["exercise"]}
            if "hold_s" in done:
                times = {"start_s": done["start_s"], "end_s": done["end_s"], "hold_s": done["hold_s"]}
                table.writerow(row | times | {"kind": "hold", "score": done.get("score")})
            for index, rep in enumerate(done.get("reps", ()), 1):
                kept = {key: rep[key] for key in ("start_s", "end_s", "kind", "depth", "score", "reason")}
                table.writerow(row | kept | {"repetition": index, "mistakes": " ".join(rep["mistakes"])})
    return text.getvalue()


def as_lines(report: Mapping[str, Any]) -> list[str]:
    """A few lines for the terminal: the video, then one a set."""
    lines = [f"{report['source']}: {report['duration_s']:.1f} s, {report['timing']['realtime_factor']:.1f} x real time"]
    if not report["sets"]:
        lines.append("  no exercise was recognised")
    for done in report["sets"]:
        score = "" if done.get("score") is None else f", score {done['score']:.0f}"
        if "hold_s" in done:
            what = f"{done['hold_s']:.0f} s held"
        else:
            counts = done["counts"]
            what = repetitions(counts["full"])
            what += "".join(f", {counts[kind]} {kind}" for kind in ("partial", "rejected") if counts[kind])
        mistakes = ", ".join(f"{name} {count}x" for name, count in done.get("mistakes", {}).items())
        lines.append(
            f"  {done['start_s']:.1f}-{done['end_s']:.1f} s  {done['exercise'] or 'not recognised'}  {what}{score}"
            + (f"  ({mistakes})" if mistakes else "")
        )
    return lines


def write(file: Path, text: str) -> None:
    """Raises ReportError with a sentence where the file cannot be written."""
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ReportError(f"{file} cannot be written ({error.strerror}).") from error


def read_json(file: Path) -> Any:
    """The file's content. Raises ReportError where it cannot be read or is no JSON."""
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReportError(f"{file} cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise ReportError(f"{file} is not JSON ({error}).") from error
