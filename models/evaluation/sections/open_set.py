"""What the network was not trained for: unseen exercises, few samples, right or wrong, and everything that is no exercise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.evaluation.published import FEW_SHOT, SEED_004, SHOTS, SQUAT
from models.evaluation.sections.core import (
    Body,
    Picture,
    Results,
    between,
    interval,
    many,
    most,
    number,
    percent,
    percent_between,
    table,
    thousands,
)

_TUNED = {"scratch": "from scratch", "last": "last layers", "all": "all layers"}
_STROKE = {"scratch": ":", "last": "--", "all": "-"}
_SHOWN = ("SI-EN-BigFitness-10", "MS-G3D-BigFitness", "MS-G3D-Scratch", "ST-GCN-BigFitness", "ST-GCN-Scratch", "SI-BlazePose")


def unseen(results: Results) -> Body:
    """Leave exercises out, then name them by prototypes."""
    told = results["unseen"]
    rows = []
    for row in told["rows"]:
        own = row.get("named_by_own_repetitions") or {}
        rows.append(
            (
                row["exercise"],
                row["n"],
                row["groups"],
                between(row["named_by_avatar_prototype"], interval(row)),
                number(own.get("3")),
                number(own.get("5")),
                number(row.get("false_on_others")),
                most(row.get("taken_for") or {}),
            )
        )
    mean = told.get("mean_by_avatar_prototype")
    return [
        "Exercises that the network never saw in training: no recording and no generated performance of them. It names them "
        "by likeness to a prototype: of the avatar's motion alone, or of a user's own 3 or 5 repetitions. All trained "
        "classes and `none` compete. Counted: share of real sequences named right; *false*: share of other people's "
        "sequences that got this name.",
        table(
            ("exercise", "sequences", "people", "by the avatar's motion", "by 3 own", "by 5 own", "false", "taken for"),
            rows,
        ),
        *([f"Mean over the exercises, by the avatar's motion: {number(mean)}."] if mean is not None else []),
    ]


def few_shot(results: Results) -> Body:
    """Ours on generated movement, and the published table beside it."""
    from models.evaluation import plots

    told = results["few_shot"]
    lines: dict[tuple[str, bool, str], dict[int, Mapping[str, Any]]] = {}
    for row in told["rows"]:
        lines.setdefault((row["model"], bool(row["pretrained"]), row["tuned"]), {})[int(row["per_class"])] = row
    models = sorted({model for model, _, _ in lines}, key=lambda m: (m != "mirror", m))
    ours, filmed, curves = [], [], []
    for (model, pretrained, tuned), at in lines.items():
        name = (model, "yes" if pretrained else "no", _TUNED.get(tuned, tuned))
        ours.append((*name, *(percent_between(at[s]["top1"], interval(at[s])) if s in at else None for s in SHOTS)))
        if any("pixels" in row for row in at.values()):
            filmed.append((*name, *(percent((at[s].get("pixels") or {}).get("top1")) if s in at else None for s in SHOTS)))
        x = [s for s in SHOTS if s in at]
        ends = [interval(at[s]) for s in x]
        known = [e for e in ends if e is not None]
        whole = len(known) == len(x)
        curves.append(
            plots.Curve(
                f"{model}, {_TUNED.get(tuned, tuned)}" + (", pre-trained" if pretrained else ""),
                x,
                [float(at[s]["top1"]) for s in x],
                [e[0] for e in known] if whole else None,
                [e[1] for e in known] if whole else None,
                models.index(model) if len(models) > 1 else len(curves),
                _STROKE.get(tuned, "-"),
            )
        )
    beside = [plots.Curve(n, SHOTS, [v / 100 for v in FEW_SHOT[n]], group=k) for k, n in enumerate(_SHOWN)]
    head = ("system", "pre-trained", "tuned", *(f"{s} a class" for s in SHOTS))
    n = next((row["n"] for row in told["rows"] if "n" in row), None)
    on = "" if n is None else f", on {many(n, 'clip')}"
    body: Body = [
        f"The protocol of seed 004 on its {told['classes']} fine-grained classes: four exercises and their mistakes. **Ours "
        "is generated movement, the published figures are of real people in videos: the two must not be compared.** They "
        "stand beside each other to show how each grows with the number of samples.",
        f"Top-1 accuracy in percent, ours{on} of the examiner's people, on landmarks.",
        table(head, ours),
    ]
    if filmed:
        body += ["The same through rendered pixels and BlazePose, on fewer clips.", table(head, filmed)]
    return [
        *body,
        f"Top-1 accuracy in percent as published ({SEED_004}, table 4; real people, other videos).",
        table(("system", *(f"{s} a class" for s in SHOTS)), ((name, *figures) for name, figures in FEW_SHOT.items())),
        Picture(
            "few_shot",
            "top-1 accuracy by samples a class: ours on generated movement, and as published on real videos (not comparable)",
            lambda path: plots.curves(
                path,
                [
                    ("Ours: generated movement", "samples a class", curves),
                    ("Published: seed 004, real videos", "samples a class", beside),
                ],
                y="top-1 accuracy",
                log_x=True,
            ),
        ),
    ]


def squat(results: Results) -> Body:
    """Seed 003's task."""
    told = results["squat"]
    rows = [
        (
            row["model"],
            row.get("settings"),
            between(row["accuracy"], interval(row, "accuracy")),
            number(row.get("precision")),
            number(row.get("recall")),
            row.get("n"),
            row.get("groups"),
        )
        for row in told["rows"]
    ]
    rows.append(
        (
            "*published, seed 003, other people*",
            "published",
            *(number(SQUAT[k]) for k in ("accuracy", "precision", "recall")),
            None,
            None,
        )
    )
    body: Body = [
        "Is a squat right or wrong? No person stands on both sides. Counted: sequences of real people. The published row is "
        "of the authors' own recordings, which are not to be had: it is no comparison, only a mark.",
        table(("system", "settings", "accuracy", "precision", "recall", "sequences", "people"), rows),
    ]
    parts = told.get("parts")
    if parts:
        body += [
            "Which part of the body is wrong, on generated squats (people of another seed than those that were learned from): F1 "
            "of each of the paper's labels, both knees as one.",
            table(
                ("system", "macro-F1", *(name.replace("_", " ") for name in parts["classes"]), "sequences"),
                (
                    (
                        row["model"],
                        number(row["macro_f1"]),
                        *(number(row["per_part"].get(name, {}).get("f1")) for name in parts["classes"]),
                        row["n"],
                    )
                    for row in parts["rows"]
                ),
            ),
        ]
    return body


def _any(value: object, digits: int = 3) -> str | None:
    if isinstance(value, Mapping):
        return most(value)
    if isinstance(value, float):
        return number(value, digits)
    return None if value is None else str(value)


def daily(results: Results) -> Body:
    """False sets in generated daily life; names shown to real people who do nothing of the catalogue."""
    told = results["daily"]
    ways = {words: told[way] for way, words in _WAYS.items() if told.get(way)}
    rows = [
        (
            f"generated, {words}",
            number(part["minutes"] if "minutes" in part else 60 * part["hours"], 0),
            part.get("people"),
            part["false_sets"],
            most(part.get("false_sets_named") or {}),
            part.get("names_shown"),
            most(part.get("names_shown_named") or {}),
        )
        for words, part in ways.items()
    ]
    body: Body = [
        "**Generated people who do not train**: walking, drinking, stretching, the phone, shoes, getting down to the floor, "
        "others passing by. The whole trainer watches, uncalibrated, with nothing chosen. Every set that starts is a *false "
        "set*. A *name shown* is a name on the screen, with or without a set.",
        table(("", "minutes", "people", "false sets", "named", "names shown", "which"), rows),
    ]
    for words, part in ways.items():
        shown = {name: row for name, row in (part.get("by_motion") or {}).items() if row}
        if shown:
            body += [f"By what they did, {words}.", _counts(shown, "movement")]
    if real := told.get("real"):
        body.append(
            "Real people of the validation and test splits whose movement is not in the catalogue: gestures, chores, play, "
            f"and exercises that the mirror does not know. {many(real['sequences'], 'sequence')}, "
            f"{number(real['minutes'], 1)} minutes. A name was held longest in {thousands(real['named'])} and appeared at "
            f"all in {thousands(real['ever_named'])}: raw counts."
        )
        for key, what in (("by_label", "movement"), ("by_source", "source")):
            if real.get(key):
                body.append(_counts(real[key], what))
    return body


_WAYS = {"landmarks": "on landmarks", "pixels": "through pixels"}


def _counts(rows: Mapping[str, Any], what: str) -> str:
    """A table of counts, or of dicts of counts."""
    if not all(isinstance(row, Mapping) for row in rows.values()):
        return table((what, "count"), ((name, _any(row)) for name, row in rows.items()))
    keys = list(dict.fromkeys(k for row in rows.values() for k in row))
    return table(
        (what, *(k.replace("_", " ") for k in keys)), ((n, *(_any(row.get(k), 1) for k in keys)) for n, row in rows.items())
    )
