"""Counting: how many repetitions, on whom, and what others would have counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.evaluation.published import ANNOTATION_SCHEMES, REPCOUNT
from models.evaluation.sections.core import Body, Picture, Results, between, interval, number, percent, table

_NAMES = {"test": "test", "val": "validation", "train": "training"}
_MAE, _OBO, _OBO_SCALED = 0.10, 0.85, 0.75
"""The bars."""
_SEED_004 = ("spiderman_push_up", "dead_bug", "alternating_lateral_lunge", "inchworm")


def counting(results: Results) -> Body:
    """The section from the experiment's result."""
    told = results["counting"]
    splits = {name: told["splits"][name] for name in _NAMES if name in told["splits"]}
    return [
        *_landmarks(splits),
        _picture(splits),
        *_motion_capture(splits),
        *_scaled(splits),
        *_ghosts(splits),
        *_witnesses(told["witnesses"]),
        *_one_side(told["one_side"]),
        *_schemes(told),
    ]


def _line(name: str, what: str, row: Mapping[str, Any]) -> tuple[object, ...]:
    return (
        name,
        what,
        row["n"],
        row["groups"],
        f"{row['found']} of {row['reps']}",
        between(row["mae"], interval(row, "mae")),
        between(row["obo"], interval(row, "obo")),
    )


_HEAD = ("split", "counted by", "sequences", "scenes", "repetitions", "MAE", "within one (OBO)")


def _landmarks(splits: Mapping[str, Mapping[str, Any]]) -> Body:
    rows = []
    for split, told in splits.items():
        rows.append(_line(_NAMES[split], "the mirror, exercise chosen", told))
        rows.append(_line(_NAMES[split], "the same, between the marks", told["between_marks"]))
        rows.append(_line(_NAMES[split], "the mirror, named by itself", told["named"]))
        rows.append(_line(_NAMES[split], "two thresholds (a peer)", told["two_thresholds"]))
    body: Body = [
        "Our own landmarks of video with known counts, through the real Trainer. *MAE* is |counted - true| / true, *OBO* the "
        "share of sequences within one repetition; 95 % intervals over scenes. Most clips are cut out of longer ones and "
        "marked with one frame a repetition, so that the index counts a repetition that begins as the clip ends and not the "
        "one that the clip begins in: on clips of one to three repetitions one of these weighs a third or more. *Between the "
        "marks* counts only from the first mark to the last, where the truth is certain. The peer is Good-GYM's rule (mean of "
        "both sides' angle in the picture, two thresholds), with ultralytics' AIGym where it has no entry.",
        table(_HEAD, rows),
    ]
    if "test" in splits:
        test = splits["test"]
        told_mae, told_obo = _met(test["mae"] <= _MAE), _met(test["obo"] >= _OBO)
        body.append(f"Bars on the test split: MAE <= {_MAE}: {told_mae}; OBO >= {_OBO}: {told_obo}.")
    rows = []
    every = [r for told in splits.values() for r in told["rows"]]
    if every:
        mean = sum(abs(r["found"] - r["true"]) / r["true"] for r in every) / len(every)
        near = sum(abs(r["found"] - r["true"]) <= 1 for r in every) / len(every)
        body.append(f"All splits together, {len(every)} sequences: MAE {number(mean)}, OBO {number(near)}.")
    for name, part in sorted(_by_exercise(every).items()):
        errors = [abs(r["found"] - r["true"]) / r["true"] for r in part]
        close = [abs(r["found"] - r["true"]) <= 1 for r in part]
        rows.append(
            (
                name,
                len(part),
                len({r["group"] for r in part}),
                f"{sum(r['found'] for r in part)} of {sum(r['true'] for r in part)}",
                number(100.0 * sum(errors) / len(errors), 1),
                number(sum(close) / len(close), 2),
            )
        )
    head = ("exercise", "sequences", "scenes", "repetitions", "mean abs. % error", "OBO")
    return [*body, "All splits, by exercise:", table(head, rows), *_in_columns(splits)]


def _picture(splits: Mapping[str, Mapping[str, Any]]) -> Picture:
    """The share within one repetition, ours and the peer's, split by split."""
    from models.evaluation import plots

    bars = []
    for split, told in splits.items():
        for part, way, ours in ((told, "mirror", True), (told["two_thresholds"], "two thresholds", False)):
            bars.append(plots.Bar(f"{_NAMES[split]}: {way}", part["obo"], interval(part, "obo"), ours))
        scaled = told["scaled"]
        for part, way, ours in ((scaled, "height differences", True), (scaled["two_thresholds"], "two thresholds", False)):
            if part["obo"] is not None:
                bars.append(plots.Bar(f"{_NAMES[split]}, RepCount: {way}", part["obo"], interval(part, "obo"), ours))
    return Picture(
        "counting",
        "the share of recordings that are counted within one repetition, on our landmarks of video and on RepCount's poses",
        lambda path: plots.bars(
            path, bars, x="share within one repetition, 95 % interval over scenes", title="The same recordings, two counters"
        ),
    )


def _in_columns(splits: Mapping[str, Mapping[str, Any]]) -> Body:
    """Mean absolute % error with a column an exercise, as seed 004's table has it."""
    ways = {
        "the mirror, exercise chosen": "",
        "the mirror, named by itself": "named",
        "two thresholds (a peer)": "two_thresholds",
    }
    found: dict[str, dict[str, float]] = {}
    for way, key in ways.items():
        weighed: dict[str, list[tuple[int, float]]] = {}
        for told in splits.values():
            for name, row in (told[key] if key else told).get("per_exercise", {}).items():
                weighed.setdefault(name, []).append((row["n"], row["mape"]))
        found[way] = {name: sum(n * m for n, m in rows) / sum(n for n, _ in rows) for name, rows in weighed.items()}
    names = sorted({name for row in found.values() for name in row})
    if not names:
        return []
    rows = [(way, *(number(row[n], 1) if n in row else None for n in names)) for way, row in found.items()]
    return [
        "Mean absolute percentage error by exercise, in the form of seed 004's table 5 (whole clips, all splits; named by "
        "itself: of the exercises that the network knows):",
        table(("counted by", *names), rows),
    ]


def _motion_capture(splits: Mapping[str, Mapping[str, Any]]) -> Body:
    rows = []
    for split, told in splits.items():
        row = told.get("motion_capture")
        if row is not None:
            rows.append(_line(_NAMES[split], "the mirror, exercise chosen", row))
            rows.append(_line(_NAMES[split], "two thresholds (a peer)", row["two_thresholds"]))
    if not rows:
        return []
    return [
        "Motion capture with known counts, projected in parallel as a camera would see it (most are one repetition a file, so "
        "that OBO says little and MAE is the share lost):",
        table(_HEAD, rows),
    ]


def _by_exercise(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    out: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        out.setdefault(row["exercise"], []).append(row)
    return out


def _met(yes: bool) -> str:
    return "met" if yes else "**missed**"


def _scaled(splits: Mapping[str, Mapping[str, Any]]) -> Body:
    rows = []
    for split, told in splits.items():
        rows.append(_line(_NAMES[split], "height differences, consensus", told["scaled"]))
        rows.append(_line(_NAMES[split], "two thresholds (a peer)", told["scaled"]["two_thresholds"]))
    for name, row in REPCOUNT.items():
        rows.append(("another subset", f"{name}, published", 152, None, None, number(row["mae"]), number(row["obo"])))
    body: Body = [
        "RepCount's poses are scaled per frame and axis: no angle is left, and the mirror's counters cannot run on them. What "
        "survives are differences of height as a share of the body's; they are counted over the whole recording "
        "(models/evaluation/scaled.py), outside of the mirror. The signals were chosen on training and validation scenes. The "
        "published figures are of RepCount-A's 152 test videos: another subset with other classes, not to be compared number "
        "for number.",
        table(_HEAD, rows),
    ]
    if "test" in splits and splits["test"]["scaled"]["obo"] is not None:
        body.append(f"Bar on the test split: OBO >= {_OBO_SCALED}: {_met(splits['test']['scaled']['obo'] >= _OBO_SCALED)}.")
    return body


def _ghosts(splits: Mapping[str, Mapping[str, Any]]) -> Body:
    rows = []
    for split, told in splits.items():
        for label, row in told["ghost_table"].items():
            of = ", ".join(f"{name} {count}" for name, count in sorted(row["of"].items())) or "-"
            peer = row["two_thresholds"]
            chosen, against = row.get("chosen") or {}, row.get("two_thresholds_of_these") or {}
            rows.append(
                (
                    _NAMES[split],
                    label,
                    row["n"],
                    number(row["minutes"], 1),
                    row["reps"],
                    of,
                    max(peer.values()),
                    f"{sum(chosen.values())} / {sum(against.values())}" if chosen else None,
                )
            )
    return [
        "Ghosts: repetitions credited, with nothing chosen, where none of the catalogue's exercises is done (people who "
        'gesture, work or play, and exercises that the mirror does not know). The peer has no "nothing": beside it stands '
        "what it counts with the worst chosen of five of its exercises. *All five chosen*: what the mirror and the peer count "
        "when each of the five is chosen in turn and none is done (video alone). Motion capture is in the test split alone.",
        table(
            (
                "split",
                "what was done",
                "sequences",
                "minutes",
                "ghosts",
                "taken for",
                "two thresholds",
                "all five chosen: mirror / two thresholds",
            ),
            rows,
        ),
    ]


def _witnesses(told: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Body:
    rows = []
    for split in _NAMES:
        for kind, row in told.get(split, {}).items():
            n = row["movements"]
            if n:
                shares = (row[key] / n for key in ("phase", "likeness", "name", "surely_another", "rejected", "remarked"))
                rows.append((_NAMES[split], kind, n, row["groups"], *map(percent, shares)))
    return [
        "Witnesses: every exercise's counter over every recording of our own landmarks, and what the network's phase head (a way "
        "out and a way back in the signal's own halves), the form and the network's name say of each movement that the signal "
        "counts. Two of three against it reject it, or a name that is surely another exercise's all the while; one leaves a "
        "remark. *Right*: the counter's exercise is the one that was done; the others are what somebody would be credited with "
        "who had chosen one exercise and did another, or none. The limits were chosen on training and validation people.",
        table(
            (
                "split",
                "movements of",
                "n",
                "scenes",
                "phase against, %",
                "form against, %",
                "name against, %",
                "surely another, %",
                "rejected, %",
                "remarked, %",
            ),
            rows,
        ),
    ]


def _one_side(told: Mapping[str, Any]) -> Body:
    names = {
        "recordings": "recordings, the other side seen",
        "both_sides_hidden": "recordings, the other side hidden by the body or the picture's border",
        "generated": "generated, the other side seen",
    }
    rows = []
    for key, name in names.items():
        row = told.get(key)
        if row is not None:
            peer = row["two_thresholds"]
            rows.append((name, row["n"], row["reps"], row["lost"], percent(row["share_lost"]), percent(peer["share_lost"])))
    return [
        "One arm and one leg made invisible, left and right in turn: repetitions lost of those counted with both (bar: at "
        "most 2 %).",
        table(("", "sequences", "repetitions", "lost", "lost, %", "two thresholds lose, %"), rows),
    ]


def _schemes(told: Mapping[str, Any]) -> Body:
    ways = told["schemes"]["ways"]
    names = {
        "scheme 1": "(1) within, end: probe",
        "scheme 2": "(2) within, middle, end: probe",
        "scheme 3": "(3) first half, second half: probe",
        "phase head": "(3) the network's own phase head",
        "two thresholds": "two thresholds (a peer)",
        "mirror": "the mirror, full ones",
        "mirror, partial ones too": "**the mirror, full and partial**",
    }
    rows: list[tuple[object, ...]] = []
    for way, name in names.items():
        part = ways[way]["per_exercise"]
        rows.append((name, "generated", *(number(part[e]["mape"], 1) for e in _SEED_004)))
    for network, schemes in ANNOTATION_SCHEMES.items():
        for scheme, figures in schemes.items():
            rows.append((f"({scheme}) {network}, published", "QAR-EVD", *(number(f, 1) for f in figures)))
    real = told["phase_head"]
    return [
        "Seed 004's three ways of marking moments, as counters: mean absolute percentage error. Ours are linear probes on the "
        f"embedding of the mirror's network, fitted on {told['schemes']['taught']} and judged on {told['schemes']['judged']} "
        "generated performances of each exercise, of other people; the published rows are of real people and must not be "
        "compared with them.",
        table(("counted by", "on", "(spiderman) push-up", "dead bug", "lateral lunge", "inchworm"), rows),
        f"The phase head alone on our landmarks of video (all splits): MAE {between(real['mae'], interval(real, 'mae'))}, OBO "
        f"{between(real['obo'], interval(real, 'obo'))}.",
    ]
