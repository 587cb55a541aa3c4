"""The view: angles by verdict, with calibration and without, and how far joint scores move over good views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.evaluation.sections.core import Body, Results, between, number, percent, table

_SEEN = {"landmarks": "landmarks with BlazePose's errors", "pixels": "rendered and read by BlazePose"}
_WAYS = {"calibrated": "calibrated", "uncalibrated": "not calibrated"}
_LEVELS = ("good", "fair", "poor", "unknown")


def views(results: Results) -> Body:
    """By verdict, then the scores."""
    told = results["views"]
    bars = told["bars"]
    body: Body = [
        "Squats of the examiner's people, seen from anywhere by the examiner's cameras, held against the bodies that they were "
        "made from. *Calibrated* is the camera as the mirror believes it stands, with the examiner's errors. An exam's figure is "
        "the median over its moments of the angle's error, of what the mirror tells; the table has the median over exams. "
        f"Bars: knee and hip within {number(bars['good_deg'], 0)}° where the verdict is good, within "
        f"{number(bars['elsewhere_deg'], 0)}° elsewhere or said to be unknown.",
    ]
    for seen, title in _SEEN.items():
        body += [
            f"{title[0].upper()}{title[1:]}, {told[seen]['exams']} exams.",
            table(("", "verdict", "exams", "knee, °", "unknown, %", "hip, °", "unknown, %"), _rows(told[seen])),
        ]
    return [*body, *_scores(told["scores"], bars["points"])]


def _rows(part: Mapping[str, Any]) -> list[Sequence[object]]:
    rows: list[Sequence[object]] = []
    for way, name in _WAYS.items():
        for level in (*_LEVELS, "elsewhere"):
            one = part[way].get(level)
            if one is None:
                continue
            knee, hip = one["knee"], one["hip"]
            title = "all but good" if level == "elsewhere" else level
            angles = (number(knee["median"], 1), percent(knee["unknown"]), number(hip["median"], 1), percent(hip["unknown"]))
            rows.append((name, title, knee["n"], *angles))
    return rows


def _scores(told: Mapping[str, Any], points: float) -> list[str]:
    rows = []
    for kind, name in (("good", "good"), ("elsewhere", "all but good")):
        one = told[kind]
        if one["n"]:
            mean, sizes = between(one["mean"], one["ci95"], 1), (number(one["median"], 1), number(one["p95"], 1))
            rows.append((name, one["views"], mean, *sizes, percent(one["within"]), percent(one["unknown"])))
    return [
        "The same movement of six exercises, seen from every 15 degrees of the front half, on landmarks with BlazePose's errors, "
        "calibrated: by how many points a joint's score is from its mean over the views with this verdict. "
        f"Bar: {number(points, 0)} points where the verdict is good.",
        table(("verdict", "views", "mean", "median", "95th percentile", "within the bar, %", "scores unknown, %"), rows),
    ]
