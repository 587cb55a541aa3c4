"""What the examiner's people show: naming, robustness, mistakes; and what the network costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from models.evaluation.published import GMACS_PER_SECOND
from models.evaluation.sections.core import (
    Body,
    Picture,
    Results,
    between,
    bullets,
    interval,
    many,
    most,
    number,
    seconds,
    table,
    thousands,
)

_AXES = {
    "height_m": ("Camera height", "metres above the floor"),
    "yaw_deg": ("Turn of the person", "yaw, degrees"),
    "pitch_deg": ("Camera's pitch", "degrees, up is positive"),
}


def robustness(results: Results) -> Body:
    """Curves over the camera's place, and their numbers."""
    from models.evaluation import plots

    told = results["examiner"]["robustness"]
    held = {key: told[key] for key in _AXES if told.get(key)}
    panels = []
    for key, points in held.items():
        columns = list(zip(*points, strict=True))
        panels.append((*_AXES[key], [plots.Curve("", columns[0], columns[1], columns[2], columns[3])]))
    body: Body = [
        "Share of generated performances named right, on landmarks, as the camera moves. Everything else is drawn by the "
        "examiner. Band: 95 % interval (Wilson).",
    ]
    if panels:
        body.append(
            Picture(
                "robustness",
                "share named right over camera height, turn of the person and pitch",
                lambda path: plots.curves(path, panels, y="share named right"),
            )
        )
    return [*body, *(_curve(key, points) for key, points in held.items())]


def _curve(key: str, points: Sequence[Sequence[float]]) -> str:
    return table(
        (_AXES[key][0] + " (" + _AXES[key][1].split(",")[-1].strip() + ")", *(f"{p[0]:g}" for p in points)),
        [("named right", *(number(p[1], 2) for p in points)), ("performances", *(f"{p[4]:.0f}" for p in points))],
    )


def examiner(results: Results) -> Body:
    """Every exercise, on landmarks and through pixels, with what is known of real people."""
    told = results["examiner"]
    evidence = told.get("evidence") or {}
    ways = {way: {row["exercise"]: row for row in told[way]["rows"]} for way in ("landmarks", "pixels") if told.get(way)}
    names = list(dict.fromkeys(name for rows in ways.values() for name in rows))
    lines = []
    for name in names:
        line: list[object] = [name, evidence.get(name)]
        taken: Counter[str] = Counter()
        for rows in ways.values():
            row = rows.get(name)
            line.append(None if row is None else f"{row['right']}/{row['n']}")
            taken.update({k: v for k, v in (row or {}).get("named", {}).items() if k != name})
        lines.append([*line, most(taken)])
    totals = [
        (way, between(told[way].get("accuracy"), interval(told[way])), told[way].get("n"), len(told[way].get("skipped") or {}))
        for way in ways
    ]
    titles = {"landmarks": "on landmarks", "pixels": "through pixels"}
    return [
        "**Generated people, not real ones.** Every second performance has one of its mistakes. Counted: performances by "
        "exercise of which the shipped network named so many right. *Evidence*: whether a real person was ever tested on "
        "this exercise.",
        table(("", "named right", "performances", "left out"), totals),
        table(("exercise", "evidence", *(titles[w] for w in ways), "else taken for"), lines),
    ]


def mistakes(results: Results) -> Body:
    """Each named mistake, on landmarks and through pixels, and how recall grows with the fault."""
    from models.evaluation import plots

    told = results["mistakes"]
    ways = {way: told[way] for way in ("landmarks", "pixels") if told.get(way)}
    titles = {"landmarks": "on landmarks", "pixels": "through pixels"}
    overall = []
    for way, part in ways.items():
        level, good = part.get("uncalibrated") or {}, part.get("good_form") or {}
        overall.append(
            (
                titles[way],
                number(part["macro_f1"]),
                number(level.get("macro_f1")),
                f"{good['named']}/{good['n']}" if good else None,
                part.get("exams"),
                len(part.get("skipped") or {}),
            )
        )
    panels = [
        (titles[way].capitalize(), "size of the fault (1: its threshold)", [_by_size(plots, part)])
        for way, part in ways.items()
        if part.get("by_fault_size")
    ]
    body: Body = [
        "**Generated people, not real ones.** The exercise is known, the camera stands where the mistake can be told. A "
        "mistake is there when exact landmarks put it beyond its threshold; it is named when the mirror saw it in half of "
        "the repetitions. *Uncalibrated*: nobody told the mirror where the camera stands. *Named in good form*: named "
        "though far from any threshold.",
        table(("", "macro-F1", "uncalibrated", "named in good form", "performances", "left out"), overall),
    ]
    whole = [(titles[way], part["overall"]) for way, part in ways.items() if part.get("overall")]
    if whole:
        body += [
            "*Told*: the mirror says of a mistake that it was made, that it was not, or that it cannot tell from here. Recall "
            "and false alarms count what it could not tell as not named; beside them stand the figures of what it told. "
            "*Hidden*: in views that a mistake's file does not name, how often it was said to be unknown.",
            table(
                ("", "recall", "false alarms", "told: share", "told: recall", "told: false alarms", "hidden: unknown"),
                [
                    (
                        title,
                        number(row["recall"]),
                        number(row["false_alarms"]),
                        number(row["told"]["share"]),
                        number(row["told"]["recall"]),
                        number(row["told"]["false_alarms"]),
                        number(row["hidden"]["unknown"]),
                    )
                    for title, row in whole
                ],
            ),
        ]
    if panels:
        body.append(
            Picture(
                "mistakes",
                "share of mistakes named, by the size of the fault; below 1 a name is false",
                lambda path: plots.curves(path, panels, y="share named"),
            )
        )
    names = list(dict.fromkeys(name for part in ways.values() for name in part["per_mistake"]))
    head, lines = ["mistake"], []
    for way in ways:
        head += [f"{titles[way]}: precision", "recall", "F1", "there"]
    for name in names:
        line: list[object] = [name]
        for part in ways.values():
            row = part["per_mistake"].get(name)
            line += (
                [None] * 4
                if row is None
                else [number(row["precision"], 2), number(row["recall"], 2), number(row["f1"], 2), row["n"]]
            )
        lines.append(line)
    return [*body, "By exercise and mistake. *There*: in how many performances it truly was.", table(head, lines)]


def _by_size(plots: Any, part: Mapping[str, Any]) -> Any:
    points = part["by_fault_size"]
    return plots.Curve("", [p[0] for p in points], [p[1] for p in points])


def cost(results: Results) -> Body:
    """The shipped network beside published costs."""
    told = results["streaming"]
    own, published = told["streaming"], told.get("published_gmacs") or GMACS_PER_SECOND
    ends = own.get("ms_per_step_ci95")
    rows: list[Sequence[object]] = [("**mirror's network** (landmarks in)", number(own["mmacs_per_s"], 2), "1.0")]
    rows += [
        (f"{name}, published (pixels in)", thousands(1000 * value), f"{1000 * value / own['mmacs_per_s']:,.0f}")
        for name, value in published.items()
    ]
    return [
        "Multiply-accumulates for a second of video. The mirror's network reads landmarks, so BlazePose's cost comes on top "
        "of it here as it does for every pose-based system; SI-EN reads pixels. Published: seed 004, section 3.1.3.",
        table(("", "MMAC/s", "times the mirror's"), rows),
        bullets(
            (
                f"A step (four poses in, one answer out) takes {number(own['ms_per_step'], 3)} ms on one core"
                + (f" (95 % of steps: {number(ends[0], 3)} to {number(ends[1], 3)} ms)." if ends else "."),
                f"The file has {thousands(own['bytes'])} bytes.",
                f"Streaming equals one call on the whole: over {many(own['n'], 'random sequence')} cut at random, outputs "
                f"differ by at most {own['max_abs_diff']:.1e}.",
            )
        ),
    ]


def limits(results: Results) -> Body:
    """What the results themselves say is not known; the rest comes from the notes."""
    lines = []
    evidence = (results.get("examiner") or {}).get("evidence") or {}
    simulated = sorted(name for name, level in evidence.items() if "simulated" in level)
    if simulated:
        lines.append(f"{len(simulated)} of {len(evidence)} exercises were never tested on a real person: {', '.join(simulated)}.")
    others = ((results.get("folds") or {}).get("others") or {}).get("per_class") or {}
    if others:
        lines.append(
            f"{many(len(others), 'class', 'classes')} on real people with too few scenes for a bar: {', '.join(others)}."
        )
    skipped = {
        way: len(part.get("skipped") or {}) for way, part in (results.get("mistakes") or {}).items() if isinstance(part, Mapping)
    }
    if skipped.get("landmarks"):
        lines.append(
            f"{many(skipped['landmarks'], 'examination')} of mistakes could not be made at the size asked for and "
            f"{'is' if skipped['landmarks'] == 1 else 'are'} left out."
        )
    wait = (results.get("folds") or {}).get("main", {}).get("seconds_to_name")
    if wait is not None:
        lines.append(f"The name needs {seconds(wait)} in the median: repetitions before it are credited when it comes.")
    return [bullets(lines)] if lines else []
