"""What the examiner's people show: naming and robustness; and what the network costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

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
