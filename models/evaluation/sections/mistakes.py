"""Generated mistakes of every exercise, examined: what is named, what is falsely named, what the mirror cannot tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.evaluation.sections.core import (
    Body,
    Picture,
    Results,
    between,
    bullets,
    many,
    number,
    percent,
    percent_between,
    table,
)

_WAYS = {"landmarks": "on landmarks", "pixels": "through pixels"}
BARS = {"landmarks": (0.95, 0.02), "pixels": (0.85, 0.05)}
"""Recall at least, false alarms at most (issue 4)."""
_WORST = 12


def mistakes(results: Results) -> Body:
    """Over all mistakes, by the fault's size, and each mistake, on landmarks and through pixels."""
    told = results["mistakes"]
    ways = {way: told[way] for way in _WAYS if told.get(way)}
    body: Body = [
        "**Generated people, not real ones**: the examiner's bodies, sizes and cameras, of which nothing was fitted. "
        "The exercise is known, the camera stands where the mistake can be told. A mistake is there when exact landmarks put it "
        "beyond its threshold; it is named when the mirror saw it in half of the repetitions.",
        "*Recall* and *false alarms* count what the mirror could not tell as not named. *Told*: of those of which it said yes or "
        "no. 95 % intervals over performances.",
        table(
            (
                "",
                "recall",
                "false alarms, %",
                "told: share, %",
                "told: recall",
                "told: false alarms, %",
                "bars",
                "exercises",
                "performances",
                "not counted",
                "left out",
            ),
            [_overall(way, part) for way, part in ways.items()],
        ),
        _verdict(ways),
        "*In good form*: named of mistakes that nobody asked for and that are far from their threshold. *Hidden*: mistakes in "
        "views that their file does not name, and how often they were said to be unknown. *Uncalibrated*: nobody told the mirror "
        "where the camera stands (every third performance).",
        table(
            ("", "macro-F1", "uncalibrated", "named in good form", "hidden", "of them unknown, %", "of them named, %"),
            [_more(way, part) for way, part in ways.items()],
        ),
        "By the size that was asked for: 0 is good form, 1 the threshold; below 1 a name is false.",
        _sizes(ways),
    ]
    picture = _picture(ways)
    if picture is not None:
        body.append(picture)
    return [
        *body,
        *_worst(ways),
        "By exercise and mistake. *There*: in how many performances it truly was; *not*: in how many it was not; *unknown*: in "
        "how many of both the mirror could not tell. Intervals: Wilson.",
        *(f"{_WAYS[way].capitalize()}.\n\n{_each(part['per_mistake'])}" for way, part in ways.items()),
    ]


def _ends(row: Mapping[str, Any], key: str) -> tuple[float, float] | None:
    ends = row.get(f"{key}_ci95")
    return None if ends is None else (float(ends[0]), float(ends[1]))


def _overall(way: str, part: Mapping[str, Any]) -> Sequence[object]:
    row = part.get("overall") or {}
    told, bars = row.get("told") or {}, BARS[way]
    return (
        _WAYS[way],
        between(row.get("recall"), _ends(row, "recall")),
        percent_between(row.get("false_alarms"), _ends(row, "false_alarms")),
        percent(told.get("share")),
        between(told.get("recall"), _ends(told, "recall")),
        percent_between(told.get("false_alarms"), _ends(told, "false_alarms")),
        f"{bars[0]:.2f} at {100 * bars[1]:.0f} %",
        part.get("exercises"),
        part.get("exams"),
        part.get("not_counted"),
        len(part.get("skipped") or {}),
    )


def _verdict(ways: Mapping[str, Mapping[str, Any]]) -> str:
    """Which bars are met, in words."""
    lines = []
    for way, part in ways.items():
        row, (recall, false) = part.get("overall") or {}, BARS[way]
        if row.get("recall") is None:
            continue
        both = []
        for what, one in (("counting the unknown as not named", row), ("of what was told", row["told"])):
            if one["recall"] is None or one["false_alarms"] is None:
                continue
            missed = [
                *(["recall"] if one["recall"] < recall else []),
                *(["false alarms"] if one["false_alarms"] > false else []),
            ]
            both.append(f"{what}, {'both bars are met' if not missed else 'missed: ' + ' and '.join(missed)}")
        lines.append(f"{_WAYS[way].capitalize()}: {'; '.join(both)}.")
    return bullets(lines)


def _more(way: str, part: Mapping[str, Any]) -> Sequence[object]:
    level, good = part.get("uncalibrated") or {}, part.get("good_form") or {}
    hidden = (part.get("overall") or {}).get("hidden") or {}
    return (
        _WAYS[way],
        number(part.get("macro_f1")),
        number(level.get("macro_f1")),
        f"{good['named']}/{good['n']}" if good else None,
        hidden.get("n"),
        percent(hidden.get("unknown")),
        percent(hidden.get("named")),
    )


def _sizes(ways: Mapping[str, Mapping[str, Any]]) -> str:
    rows: list[Sequence[object]] = []
    for way, part in ways.items():
        for size, named, n, *unknown in part.get("by_fault_size") or ():
            rows.append((_WAYS[way], f"{size:g}", percent(named), percent(unknown[0]) if unknown else None, n))
    return table(("", "size", "named, %", "unknown, %", "performances"), rows)


def _picture(ways: Mapping[str, Mapping[str, Any]]) -> Picture | None:
    from models.evaluation import plots

    panels = []
    for way, part in ways.items():
        points = part.get("by_fault_size")
        if points:
            curve = plots.Curve("", [p[0] for p in points], [p[1] for p in points])
            panels.append((_WAYS[way].capitalize(), "size of the fault (1: its threshold)", [curve]))
    if not panels:
        return None
    return Picture(
        "mistakes",
        "share of mistakes named, by the size of the fault; below 1 a name is false",
        lambda path: plots.curves(path, panels, y="share named"),
    )


def _worst(ways: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """What is missed most and falsely named most, said plainly."""
    told = ways.get("landmarks", {}).get("per_mistake") or {}
    missed = sorted(((row["n"] * (1.0 - row["recall"]), name, row) for name, row in told.items()), reverse=True)[:_WORST]
    false = sorted(((row.get("false") or 0, name, row) for name, row in told.items()), reverse=True)[:_WORST]
    missed_told = [f"{name} {many(round(lost), 'time')} of {row['n']}" for lost, name, row in missed if lost >= 1.0]
    false_told = [f"{name} {many(n, 'time')} of {row['not_there']}" for n, name, row in false if n]
    lines = []
    if missed_told:
        lines.append("Missed most, or said to be unknown, on landmarks: " + ", ".join(missed_told) + ".")
    if false_told:
        lines.append("Falsely named most, on landmarks: " + ", ".join(false_told) + ".")
    return [bullets(lines)] if lines else []


def _each(per: Mapping[str, Mapping[str, Any]]) -> str:
    rows: list[Sequence[object]] = []
    for name, row in per.items():
        not_there, false = row.get("not_there"), row.get("false")
        share = false / not_there if not_there and false is not None else None
        rows.append(
            (
                name,
                between(row["recall"], _ends(row, "recall"), 2),
                percent_between(share, _ends(row, "false")) if not_there else None,
                number(row["precision"], 2),
                number(row["f1"], 2),
                row["n"],
                not_there,
                row.get("unknown"),
            )
        )
    return table(("mistake", "recall", "false alarms, %", "precision", "F1", "there", "not", "unknown"), rows)
