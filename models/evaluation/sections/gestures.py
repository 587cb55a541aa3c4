"""Gestures: how surely one is understood, and how often one is heard that nobody made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.evaluation.sections.core import Body, Results, number, percent, table

WANTED = 0.95
_NAMES = {
    "raise_hand": "a hand above the head",
    "cross_arms": "crossed arms",
    "point_left": "pointing left",
    "point_right": "pointing right",
}
_MADE = (("signals_pixels", "through pixels and BlazePose"), ("signals_landmarks", "on landmarks with BlazePose's errors"))
_NOT_MADE = (
    ("recorded_train", "real people, training"),
    ("recorded_val", "real people, validation"),
    ("recorded_test", "real people, test"),
    ("exercises", "generated exercises"),
    ("daily", "generated daily life"),
)
_MOST = 4


def gestures(results: Results) -> Body:
    """Both tables of the experiment."""
    told = results["gestures"]
    return [
        "The examiner's people (generated) give each gesture, turned by up to 30 degrees from the mirror. "
        f"At least {percent(WANTED)} % are wanted; *wrong* is one that was understood as another.",
        table(("", *_NAMES.values(), "all, %", "wrong"), [_made(told[key], words) for key, words in _MADE]),
        "Nobody means anything here but where the recording's label asks for it (“raise your hand”); heard all the same, an "
        "hour. *In a set* gestures are held longer, and pointing says nothing.",
        table(
            ("", "hours", "as between sets", "which", "as in a set", "which"),
            [_not_made(told[key], words) for key, words in _NOT_MADE],
        ),
        "Nearly all that are heard of real people are exercises of one arm, in which a stretched arm pauses to the side or above "
        "the head. Pointing opens a menu that Back or half a minute closes; a hand above the head means yes.",
    ]


def _made(part: Mapping[str, Any], words: str) -> tuple[object, ...]:
    each = (f"{part['by_gesture'][name][0]}/{part['by_gesture'][name][1]}" for name in _NAMES)
    return (words, *each, percent(part["share"]), part["wrong"])


def _not_made(part: Mapping[str, Any], words: str) -> tuple[object, ...]:
    free, busy = part["between_sets"], part["in_a_set"]
    return (
        words,
        number(part["hours"], 2),
        number(free["false_an_hour"], 1),
        _most(free),
        number(busy["false_an_hour"], 1),
        _most(busy),
    )


def _most(part: Mapping[str, Any]) -> str:
    heard = [f"{_NAMES[gesture]} in {where.removeprefix('other:')} {count}" for gesture, where, count in part["most"][:_MOST]]
    return ", ".join(heard).replace("_", " ") or "none"
