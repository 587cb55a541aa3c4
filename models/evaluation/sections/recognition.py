"""Naming real people: the zoo, the folds, what the network is made of, the source, the calibration, the licences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

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


def zoo(results: Results) -> Body:
    """One table on the fixed split, and the mirror against each, paired."""
    told = results["zoo"]
    # The mirror first, then the best.
    rows = sorted(told["rows"], key=lambda r: (not _ours(r), not r["trained"], -((r.get("test") or {}).get("macro_f1") or 0.0)))
    trained = [r for r in rows if r["trained"]]
    counted = next((r["test"] for r in trained if "n" in r["test"]), None)
    body: Body = [
        f"Every pose-based system of the seeds, fitted here to the same people and judged on the same {told['split']} people "
        "by the same code, its answers going through the same hysteresis. *published*: with the settings of its paper; "
        "*ours*: with our settings (both below). Each first had to learn 50 sequences by heart; one that could not has no "
        "figure. The mirror's row is the shipped network. Processor time spent on fitting the others: "
        f"{number(told.get('budget_cpu_hours'), 1)} h.",
    ]
    if counted is not None:
        body.append(
            f"Counted: {many(counted['n'], 'sequence')} of {counted['groups']} people or scenes, {len(told['classes'])} "
            "classes with `none`. Seconds: median from the first movement to the right name. The last column is of our "
            "landmarks of video alone" + (f" ({many(counted['landmarks_n'], 'sequence')})." if "landmarks_n" in counted else ".")
        )
    body.append(table(_ZOO_HEAD, (_zoo_row(r) for r in rows)))
    if trained:
        from models.evaluation import plots

        bars = [
            plots.Bar(_label(r), r["test"]["macro_f1"], interval(r["test"]), _ours(r))
            for r in trained
            if r["test"].get("macro_f1") is not None
        ]
        body.append(
            Picture(
                "zoo",
                "macro-F1 of each system on the test people, with 95 % intervals",
                lambda path: plots.bars(
                    path, bars, x="macro-F1, test people, 95 % interval", title="The same people, the same split"
                ),
            )
        )
    if told.get("paired"):
        body += [
            "The mirror minus each system, the same people drawn for both. *Ahead*: share of the drawings in which the "
            "mirror is above.",
            table(
                ("system", "settings", "difference in macro-F1", "ahead", "on our landmarks", "ahead"),
                (_paired_row(p) for p in told["paired"]),
            ),
        ]
    return [*body, "Where they come from, and their settings:", bullets(_origins(rows))]


_ZOO_HEAD = (
    "system",
    "settings",
    "parameters",
    "MMAC/s",
    "by heart",
    "fitted, min",
    "val",
    "macro-F1, test",
    "accuracy",
    "seconds",
    "our landmarks",
)


def _origins(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """One line a system: its source, then the notes of each of its settings."""
    lines: dict[str, str] = {}
    for row in rows:
        name = row["model"] if _ours(row) else f"{row['model']} (seed {row['seed']})"
        lines.setdefault(name, f"{name}: {row['source']}.")
        if row.get("notes"):
            lines[name] += f" *{row['settings']}*: {row['notes']}."
    return list(lines.values())


def _ours(row: Mapping[str, Any]) -> bool:
    return row["seed"] == "mirror"


def _label(row: Mapping[str, Any]) -> str:
    return "mirror" if _ours(row) else f"{row['model']}, {row['seed']} ({row['settings']})"


def _zoo_row(row: Mapping[str, Any]) -> tuple[object, ...]:
    name = f"**{row['model']}**" if _ours(row) else f"{row['model']} ({row['seed']})"
    start = (
        name,
        row["settings"],
        thousands(row.get("parameters")),
        number(row.get("mmacs_per_s"), 1),
        number(row.get("overfit50"), 2),
    )
    if not row["trained"]:
        return (*start, "-", "-", f"not trained: {row.get('why', 'no reason given')}", "-", "-", "-")
    test = row["test"]
    seen = test.get("landmarks_ci95")
    return (
        *start,
        number(row.get("fit_minutes"), 1),
        number(row.get("val_macro_f1")),
        between(test["macro_f1"], interval(test)),
        number(test.get("accuracy")),
        number(test.get("seconds_to_name"), 2),
        between(test.get("landmarks_macro_f1"), None if seen is None else (seen[0], seen[1])),
    )


def _paired_row(pair: Mapping[str, Any]) -> tuple[object, ...]:
    seen = pair.get("landmarks") or {}
    return (
        pair["model"],
        pair["settings"],
        between(pair["difference"], interval(pair)),
        number(pair.get("share_above")),
        between(seen.get("difference"), interval(seen)),
        number(seen.get("share_above")),
    )


def folds(results: Results) -> Body:
    """The main table, the confusion, and the classes with too few scenes."""
    from models.evaluation import plots

    told = results["folds"]
    main = told["main"]
    confusion = main["confusion"]
    few = told.get("min_scenes", 5)
    body: Body = [
        f"The mirror's network alone, on our landmarks of video. The scenes are dealt into {told['folds']} folds; each is "
        f"judged by a network that saw none of its people. Counted: {many(main['n'], 'sequence')} of {main['groups']} people "
        f"or scenes in the {len(told['classes'])} classes with at least {few} scenes, with `none`.",
        table(
            ("macro-F1", "accuracy", "seconds to the right name, median", "false sets in an hour of no exercise"),
            [
                (
                    between(main["macro_f1"], interval(main, "macro_f1")),
                    between(main["accuracy"], interval(main, "accuracy")),
                    between(main.get("seconds_to_name"), interval(main, "seconds_to_name"), 2),
                    between(main.get("false_sets_per_hour"), interval(main, "false_sets_per_hour"), 1),
                )
            ],
        ),
        "By class. Recall has an interval where there are two people or more.",
        _per_class(main["per_class"], confusion),
    ]
    if confusion:
        body.append(
            Picture(
                "confusion",
                "what each class was taken for; cells count sequences, shades are shares of the row",
                lambda path: plots.confusion(path, confusion),
            )
        )
    others = (told.get("others") or {}).get("per_class") or {}
    if others:
        body += [
            f"Classes with fewer than {few} scenes, judged the same way. There is no bar for them: a figure of so few people "
            "says little.",
            _per_class(others, {}),
        ]
    return body


def _per_class(rows: Mapping[str, Any], confusion: Mapping[str, Mapping[str, int]]) -> str:
    head = ["class", "precision", "recall", "F1", "sequences", "people or scenes"]
    lines = []
    for name, row in rows.items():
        ends = row.get("recall_ci95")
        line: list[object] = [
            name,
            number(row["precision"]),
            between(row["recall"], None if ends is None else (ends[0], ends[1])),
            number(row.get("f1")),
            row["n"],
            row["groups"],
        ]
        if confusion:
            line.append(most({k: v for k, v in confusion.get(name, {}).items() if k != name}, 2))
        lines.append(line)
    return table([*head, "else taken for"] if confusion else head, lines)


def ingredients(results: Results) -> Body:
    """Generated, real, both."""
    words = {"generated": "generated movement alone", "real": "recordings alone", "both": "both"}
    rows = []
    for row in results["ingredients"]["rows"]:
        test, seen = row["test"], row.get("landmarks") or {}
        rows.append(
            (
                words.get(row["trained_on"], row["trained_on"]),
                between(test["macro_f1"], interval(test, "macro_f1")),
                number(test.get("accuracy")),
                number(test.get("seconds_to_name"), 2),
                between(seen.get("macro_f1"), interval(seen, "macro_f1")),
                seen.get("n"),
            )
        )
    return [
        "The same network and plan, fitted to generated movement, to recordings, and to both. Counted: the test people of "
        "the fixed split, and of them our landmarks of video.",
        table(("trained on", "macro-F1, test", "accuracy", "seconds to the name", "our landmarks, macro-F1", "sequences"), rows),
    ]


def sources(results: Results) -> Body:
    """Leave one source out, and the probe."""
    told = results["sources"]
    rows = []
    for row in told["rows"]:
        beside = row.get("with") or {}
        rows.append(
            (
                row["left_out"],
                row["n"],
                row["groups"],
                between(row["accuracy"], interval(row)),
                number(row.get("macro_f1")),
                number(beside.get("without")),
                number(beside.get("accuracy")),
            )
        )
    body: Body = [
        "Class and source are confounded: some classes come from one source with its own joints, rate and smoothing. So "
        "each source is left out of training in turn and then judged. Counted: sequences of that source whose class others "
        "teach too. The last two columns are the source's validation and test people alone, judged by the network without "
        "the source and by the one that trained with it.",
        table(("left out", "sequences", "people", "accuracy", "macro-F1", "same people, without", "with the source"), rows),
    ]
    probe = told.get("probe")
    if probe:
        body += [
            "A linear probe tries to tell the source of a sequence *within one class*, on people that it was not fitted to, "
            "from mean and spread over time. The nearer to chance, the less of the source there is to be learned."
            + (f" Over all: {probe['why']}." if probe.get("why") else ""),
            table(
                ("class", "sequences", "people", "chance", "from the input", "from the embedding"),
                [
                    *(_probe_row(name, row) for name, row in (probe.get("classes") or {}).items()),
                    (
                        "**over all**",
                        None,
                        None,
                        number(probe.get("chance")),
                        number(probe["raw"]["accuracy"]),
                        number(probe["embedding"]["accuracy"]),
                    ),
                ],
            ),
        ]
    return body


def _probe_row(name: str, row: Mapping[str, Any]) -> tuple[object, ...]:
    raw, seen = row["raw"], row["embedding"]
    return (
        name,
        raw["n"],
        raw["groups"],
        number(raw["chance"]),
        between(raw["accuracy"], interval(raw)),
        between(seen["accuracy"], interval(seen)),
    )


def calibration(results: Results) -> Body:
    """ECE before and after the temperature, and the diagram."""
    from models.evaluation import plots

    ece = results["folds"]["ece"]
    bins = ece["bins"]
    n = sum(int(b[2]) for b in bins)
    return [
        "How far confidence and truth lie apart: expected calibration error of the best class in 15 bins (Guo et al. 2017). "
        f"Counted: {thousands(n)} outputs, four a second, of the people of the folds while they move. The temperature of a "
        "fold comes from the other folds.",
        table(
            ("temperature", "ECE before", "ECE after"),
            [(number(ece["temperature"], 2), number(ece["before"]), number(ece["after"]))],
        ),
        Picture(
            "reliability",
            "share of right outputs by confidence, and how many outputs there are",
            lambda path: plots.reliability(path, bins, ece["after"]),
        ),
    ]


def licences(results: Results) -> Body:
    """Clear sources against everything, and what ships."""
    told = results["licences"]
    rows = []
    for row in told["rows"]:
        val, test, seen = row["val"], row["test"], row.get("landmarks") or {}
        rows.append(
            (
                "clearly licensed and generated" if row["data"] == "clear" else "everything",
                len(row["sources"]),
                between(val["macro_f1"], interval(val, "macro_f1")),
                between(test["macro_f1"], interval(test, "macro_f1")),
                between(seen.get("macro_f1"), interval(seen, "macro_f1")),
            )
        )
    clear = next((row["sources"] for row in told["rows"] if row["data"] == "clear"), [])
    ships = (
        "What ships is trained on clearly licensed recordings and generated movement."
        if told["shipped"] == "clear"
        else "What ships is trained on everything: its card says *personal and research use*, since most "
        "recordings state no licence."
    )
    return [
        f"The network is fitted twice. The clearly licensed one ships if it is at most {told['margin']:.2f} macro-F1 behind "
        "on the validation people; the test people only tell. Counted: the people of the fixed split.",
        table(("trained on", "sources", "macro-F1, val", "macro-F1, test", "test, our landmarks"), rows),
        f"{ships} Counted as clear: {', '.join(clear)}.",
    ]


def clips(results: Results) -> Body:
    """Pixels in, names and counts out."""
    rows = results["clips"]["rows"]
    return [
        "Real clips through the whole program: pixels, BlazePose, the trainer. A clip has the name of the set with the most "
        "repetitions. Nothing was chosen on these clips.",
        table(
            ("clip", "truth", "named", "repetitions, true", "counted", "other names", "length"),
            (
                (
                    row["clip"],
                    row["truth"],
                    (row["named"] or "nothing") + ("" if row["named"] == row["truth"] else " (wrong)"),
                    row["reps_true"],
                    row["reps_counted"],
                    ", ".join(row.get("other_names") or []) or "-",
                    seconds(row.get("seconds")),
                )
                for row in rows
            ),
        ),
    ]
