"""Where the camera stands: how exactly the mirror finds it, whether the stated ± holds, and whether drift is noticed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.evaluation.sections.core import Body, Results, number, percent, table

_WORDS = {"known": "field of view known", "unknown": "field of view unknown"}
_ROWS = (
    ("height_m", "camera height, cm", 100.0, 1),
    ("pitch_deg", "pitch, degrees", 1.0, 2),
    ("roll_deg", "roll, degrees", 1.0, 2),
    ("distance", "distance, %", 100.0, 1),
    ("fov_deg", "field of view, degrees", 1.0, 1),
)
_HELD = {"distance": "distance_m"}
HOLDS = 0.9


def camera(results: Results) -> Body:
    """The errors against the bars, the stated plus or minus, where it is hard, and drift."""
    told = results["calibration"]
    body: Body = [
        f"{told['clips']} calibrations of the examiner's people (generated, through pixels and BlazePose), the whole body in the "
        "picture: camera 0.3 to 2.0 m high, pitch up to 20 and roll up to 5 degrees either way, the person turned by up to 60 "
        "degrees from it. Each stands, turns with the arms out, squats, steps back and turns again, and says the own height to "
        "the centimetre. “Within” is how often the stated ± holds; it is meant to hold in 90 %.",
        table(("", "", "median error", "bar", "90 % of errors below", "stated ± (median)", "within, %"), _lines(told)),
        " ".join(_accepted(told[lens], _WORDS[lens]) for lens in _WORDS),
    ]
    for name, words in (
        ("height_m", "camera height, m"),
        ("pitch_deg", "pitch, degrees"),
        ("yaw_deg", "turned from the camera, degrees"),
    ):
        body.append(table((words, "clips", *_by_head()), [_by(line) for line in told["by"][name]]))
    body += [
        "**Moved since.** What was found was held against a camera that then stood otherwise; said to have moved (of those in "
        "which somebody stood still, facing the camera within 60 degrees):",
        table(
            ("", "height of the person known", "not known"),
            [(name, *(_said(row[k]) for k in ("height known", "height unknown"))) for name, row in told["drift"].items()],
        ),
    ]
    return body


def _lines(told: Mapping[str, Any]) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for lens, words in _WORDS.items():
        part, bars = told[lens], told["bars"][lens]
        for key, title, times, digits in _ROWS:
            if lens == "known" and key == "fov_deg":
                continue
            stated = part["stated"][_HELD.get(key, key)]
            rows.append(
                (
                    words,
                    title,
                    number(times * part["median"][key], digits),
                    number(times * bars[key], 0) if key in bars else None,
                    number(times * part["p90"][key], digits),
                    f"{number(stated, 2)} m" if key == "distance" else number(times * stated, digits),
                    percent(part["held"][_HELD.get(key, key)]),
                )
            )
    return rows


def _accepted(part: Mapping[str, Any], words: str) -> str:
    refused = sum(part["refused"].values())
    why = "".join(f" (“{sentence}” {count})" for sentence, count in part["refused"].items())
    return f"With the {words}: {part['n']} accepted, {refused} refused{why}, {part['mirrored']} mirrored solutions accepted."


def _by_head() -> tuple[str, ...]:
    return tuple(f"{what}{star}" for star in ("", " (unknown)") for what in ("height, cm", "pitch, deg", "distance, %"))


def _by(line: Mapping[str, Any]) -> tuple[object, ...]:
    cells: list[object] = [f"{line['low']:g} to {line['high']:g}", line["n"]]
    for lens in _WORDS:
        part = line[lens]
        for key, times, digits in (("height_m", 100.0, 1), ("pitch_deg", 1.0, 2), ("distance", 100.0, 1)):
            cells.append(number(None if part[key] is None else times * part[key], digits))
    return tuple(cells)


def _said(cell: Mapping[str, int]) -> str:
    return f"{cell['said']} of {cell['n']}"
