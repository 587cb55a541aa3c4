"""Mistakes on real people."""

from __future__ import annotations

from models.evaluation.sections.core import Body, Results, between, bullets, interval, number, table


def mistakes(results: Results) -> Body:
    """Right or wrong over UI-PRMD's movements, then the sources without a bar."""
    told = dict(results["real_mistakes"])
    told.pop("provenance", None)
    body: Body = []
    ui = told.pop("ui_prmd", None)
    if ui is not None:
        published, other = ui["published"], ui.get("other_sensor") or {}
        rows = [
            ("**all movements**", between(ui["accuracy"], interval(ui)), number(ui["precision"]), number(ui["recall"]), ui["n"]),
            ("seed 003, published (squats)", *(number(published[k]) for k in ("accuracy", "precision", "recall")), None),
        ]
        rows += [
            (name, between(row["accuracy"], interval(row)), number(row["precision"]), number(row["recall"]), row["n"])
            for name, row in (*ui["per_exercise"].items(), *ui["per_source"].items())
        ]
        if other:
            line = (number(other["precision"]), number(other["recall"]), other["n"])
            rows.append(("fitted to the other sensor", between(other["accuracy"], interval(other)), *line))
        body += [
            f"UI-PRMD: was the repetition right or wrong? One of {ui['people']} people is left out at a time, with both "
            "recordings of every repetition; features and regularisation are chosen among the others, again leaving one out. "
            "Wrong is the positive class; 95 % intervals over people. The judge is `models.evaluation.correctness`, learned for "
            "each movement; the mirror ships none. "
            f"{ui['skipped']} repetitions are left out: too little of the body was recorded.",
            table(("", "accuracy", "precision", "recall", "repetitions"), rows),
            "By person left out: " + ", ".join(f"{name} {number(value, 2)}" for name, value in ui["per_person"].items()) + ".",
        ]
    if told:
        body += [
            "Sources with few or unknown people, or with right and wrong at different places. They have no bar and prove little:",
            table(
                ("source", "label", "recall", "precision", "sequences"),
                [
                    (source, label, number(row["recall"], 2), number(row["precision"], 2), row["n"])
                    for source, part in told.items()
                    for label, row in part["per_label"].items()
                ],
            ),
            bullets(
                f"{source}: accuracy {number(part['accuracy'], 2)} (always the commonest: "
                f"{number(part['always_the_commonest'], 2)}) over {part['groups']} groups, "
                f"{part['skipped']} left out (too little seen); {part['to_be_known']}."
                for source, part in told.items()
            ),
        ]
    return body
