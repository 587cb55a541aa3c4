"""The report of `mirror analyze` as lines and as a table."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from mirror.reports import COLUMNS, ReportError, as_csv, as_lines, write

REP = {
    "start_s": 1.3,
    "end_s": 2.6,
    "kind": "full",
    "depth": 0.93,
    "score": 87.0,
    "joints": {"left_knee": 91.0},
    "mistakes": ["knees_in", "shallow"],
    "reason": None,
}
REPORT: dict[str, Any] = {
    "schema": 1,
    "source": "clip.mp4",
    "duration_s": 12.34,
    "sets": [
        {
            "exercise": "squat",
            "start_s": 1.2,
            "end_s": 11.8,
            "confidence": 0.97,
            "reps": [REP, REP | {"kind": "rejected", "reason": "too fast", "mistakes": [], "score": None}],
            "counts": {"full": 1, "partial": 0, "rejected": 1},
            "score": 84.0,
            "mistakes": {"knees_in": 1},
        },
        {"exercise": "plank", "start_s": 12.0, "end_s": 30.0, "confidence": 0.9, "hold_s": 18.0, "score": None},
    ],
    "timing": {"realtime_factor": 3.4},
}


def test_the_table_has_a_line_for_each_repetition_and_each_hold() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv([REPORT]))))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["set"], row["exercise"], row["repetition"], row["kind"]) for row in rows] == [
        ("1", "squat", "1", "full"),
        ("1", "squat", "2", "rejected"),
        ("2", "plank", "", "hold"),
    ]
    assert rows[0]["mistakes"] == "knees_in shallow"
    assert (rows[1]["reason"], rows[1]["score"]) == ("too fast", "")
    assert rows[2]["hold_s"] == "18.0"


def test_the_lines_say_what_was_done() -> None:
    assert as_lines(REPORT) == [
        "clip.mp4: 12.3 s, 3.4 x real time",
        "  1.2-11.8 s  squat  1 repetition, 1 rejected, score 84  (knees_in 1x)",
        "  12.0-30.0 s  plank  18 s held",
    ]


def test_an_empty_report_says_so() -> None:
    assert as_lines(REPORT | {"sets": []})[1:] == ["  no exercise was recognised"]


def test_a_report_that_cannot_be_written_is_the_world_s_failure(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="cannot be written"):
        write(tmp_path / "nowhere" / "report.json", "{}")
    write(tmp_path / "report.json", "{}\n")
    assert (tmp_path / "report.json").read_text() == "{}\n"
