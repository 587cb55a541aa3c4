"""The desk says how sure a score is, and why there is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mirror.sessions.store import RepetitionEntry
from ui.review.style import theme_of
from ui.review.sureness import joint_cell, joint_lines, score_cell, view_said

REP = RepetitionEntry(
    *(2, 1, "full", 1.0, 3.0, 1.0, "both", 81.0, None, False),
    {"left_knee": 81.4, "right_knee": 92.0, "left_hip": None, "torso_lean": None},
    (),
    {"left_knee": 7.6},
    {"left_hip": "view", "torso_lean": "unseen"},
    "fair",
    -31.0,
)
THEME = theme_of("dark")


@pytest.mark.parametrize(
    ("joint", "text", "tip"),
    [
        ("left_knee", "81", "± 8 points, one standard deviation"),
        ("right_knee", "92", ""),
        ("left_hip", "?", "The view could not tell"),
        ("torso_lean", "?", "Hidden or out of the picture"),
        ("left_ankle", "–", ""),
    ],
)
def test_a_joint_tells_its_error_or_why_it_has_no_score(joint: str, text: str, tip: str) -> None:
    cell = joint_cell(REP, joint, THEME)
    assert (cell.text, cell.tip) == (text, tip)


def test_the_view_is_said_with_the_score() -> None:
    assert score_cell(REP, THEME).tip.startswith("Seen from a fair view")
    assert joint_lines(REP).splitlines()[1:] == [
        "Knee, left: 81 ± 8",
        "Knee, right: 92",
        "Hip, left: the view could not tell",
        "Trunk from vertical: hidden or out of the picture",
    ]


def test_an_older_log_says_nothing_of_it() -> None:
    old = replace(REP, joints={"left_knee": 81.4}, errors={}, untold={}, view=None)
    assert (view_said(old), joint_lines(old)) == ("", "Knee, left: 81")
