"""Teach by showing: how many exercises are learned from a few repetitions, and counted on other people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.evaluation.sections.core import Body, Results, many, number, table


def teach(results: Results) -> Body:
    """Generated, motion capture, video."""
    told = results["teach"]
    made = told["generated"]
    rows = [
        (
            row["exercise"],
            "left arm unseen" if row["hidden_arm"] else "",
            f"{number(row['held_s'], 1)} s" if row["held"] else row["found"],
            "-" if row["held"] else row["counted"],
            number(row["score"], 0),
            "-" if row["held"] else row["half"],
            number(row["half_score"], 0),
            ", ".join(row["signals"]),
        )
        for row in made["rows"]
    ]
    n = made["exercises"]
    body: Body = [
        f"An exercise under a new name is shown {told['shown']} times by one person, and counted and scored on others. "
        "**Generated people** with a pose network's measured errors; the other person does "
        f"{told['counted']} repetitions at another tempo, and four half ones.",
        f"Of {n} exercises {made['taught']} were found with the right number of repetitions; {made['exact']} were then counted "
        f"exactly, {made['within_one']} within one; {made['scored_80']} scored 80 or more; half repetitions scored less (or were "
        f"none) in {made['half_less']}.",
        table(("exercise", "shown with", "found", "counted", "score", "half counted full", "half scored", "signals"), rows),
    ]
    for key, words in (("mocap", "**Real people, motion capture** (UI-PRMD, Kinect)"), ("video", "**Real people, video**")):
        part = told.get(key)
        if part and part["rows"]:
            body += [
                _real(part, words),
                table(
                    ("movement", "shown", "found", "sets of others", "exact", "within one", "exact by the catalogue"), _rows(part)
                ),
            ]
    return body


def _real(part: Mapping[str, Any], words: str) -> str:
    return (
        f"{words}, training and validation people only: {many(part['lessons'], 'lesson')}, {part['taught']} with the right "
        f"number of repetitions; of {many(part['sets'], 'set')} of other people {part['exact']} were counted exactly, "
        f"{part['within_one']} within one. On the {part['sets_shipped']} of them whose movement is in the catalogue, its own "
        f"files count {part['exact_shipped']} exactly, what was taught {part['exact_there']}."
    )


def _rows(part: Mapping[str, Any]) -> list[tuple[object, ...]]:
    return [
        (
            row["exercise"],
            row["shown"],
            row["found"],
            len(row["others"]),
            sum(one["counted"] == one["true"] for one in row["others"]),
            sum(abs(one["counted"] - one["true"]) <= 1 for one in row["others"]),
            sum(one["shipped"] == one["true"] for one in row["others"]) if row["others"][0]["shipped"] is not None else None,
        )
        for row in part["rows"]
    ]
