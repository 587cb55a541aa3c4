"""Which measures a movement may be read from, what each of them follows, and how that is called."""

from __future__ import annotations

from collections.abc import Mapping

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "elbow": ("elbow",),
    "upper arm": ("upper_arm", "shoulder", "elbow_forward", "elbow_width"),
    "hand": ("wrist_height", "forearm", "hand_width", "hand_split", "hands_aside", "hands_forward"),
    "hip": ("hip", "body_line"),
    "thigh": ("thigh", "knee_height"),
    "knee": ("knee",),
    "shank": ("shin",),
    "ankle": ("ankle",),
    "height": ("hip_height",),
    "stance": ("stance_width", "stance_split"),
    "lean": ("torso_forward", "torso_lean"),
    "side": ("torso_side",),
    "twist": ("torso_twist",),
    "head": ("neck",),
}
"""Measures that say nearly the same stand in one family, and a movement takes one of each: two of a family would only repeat each
other's errors. What is not here (how far a knee falls in, which knee is bent more) is made for mistakes, not for counting."""
FAMILY: Mapping[str, str] = {measure: name for name, members in FAMILIES.items() for measure in members}
MEASURES_READ: tuple[str, ...] = tuple(FAMILY)

SCORED: tuple[str, ...] = ("knee", "hip", "elbow", "shoulder", "ankle", "neck", "torso_twist", "torso_side")
"""Joints that get a score bar where they make the movement, in this order; the trunk's lean gets one wherever it is sure."""

JOINTS = frozenset((*SCORED, "upper_arm", "thigh", "body_line", "torso_lean", "torso_forward"))
"""Angles between two parts of the body, or of one against the vertical."""

PLACING: tuple[str, ...] = (
    "knee", "hip", "elbow", "shoulder", "thigh", "upper_arm", "elbow_forward", "torso_lean", "torso_forward", "torso_twist",
    "stance_width", "stance_split",
)  # fmt: skip
"""Measures that place a movement, whatever it is: with them scoring knows another movement."""

PEOPLE: Mapping[str, float] = {
    "knee": 12.5,
    "hip": 9.0,
    "elbow": 19.0,
    "shoulder": 14.0,
    "thigh": 9.0,
    "upper_arm": 13.5,
    "torso_lean": 7.0,
    "torso_forward": 8.0,
    "torso_twist": 10.0,
    "body_line": 7.0,
    "neck": 15.0,
    "ankle": 23.5,
    "elbow_forward": 0.18,
    "stance_width": 0.24,
    "stance_split": 0.1,
    "wrist_height": 0.15,
    "hip_height": 0.17,
    "hand_width": 0.3,
}
"""How much people who do an exercise well differ in a measure, degrees or torsos: medians of the spreads in the catalogue's
forms. One person's own repetitions cannot tell it."""
PEOPLE_DEG, PEOPLE_TORSOS = 13.0, 0.18
"""The same for a measure that the catalogue has no form of."""

NEUTRAL: Mapping[str, float] = {
    "elbow": 165.0,
    "shoulder": 12.0,
    "hip": 172.0,
    "knee": 172.0,
    "thigh": 6.0,
    "upper_arm": 12.0,
    "torso_lean": 5.0,
    "torso_forward": 2.0,
    "torso_side": 0.0,
    "torso_twist": 0.0,
}
"""Somebody who stands with hanging arms: what a held position is told from (degrees). Heights and widths differ from body to body
by more than some positions do from standing."""

_PARTS: Mapping[str, tuple[str, bool]] = {
    "elbow": ("elbow", True),
    "upper arm": ("arm", True),
    "hand": ("hand", True),
    "hip": ("hip", True),
    "thigh": ("thigh", True),
    "knee": ("knee", True),
    "shank": ("shin", True),
    "ankle": ("ankle", True),
    "height": ("leg", True),
    "stance": ("leg", True),
    "lean": ("trunk", False),
    "side": ("trunk", False),
    "twist": ("trunk", False),
    "head": ("head", False),
}


def part_of(measure: str) -> str:
    """In words, what a measure follows: "the knees", "the trunk"."""
    name, several = _PARTS[FAMILY[measure]]
    return f"the {name}{'s' if several else ''}"


def listed(words: tuple[str, ...]) -> str:
    """ "the knees, hips and trunk"."""
    bare = [word.removeprefix("the ") for word in dict.fromkeys(words)]
    if len(bare) < 2:
        return f"the {bare[0]}" if bare else ""
    return f"the {', '.join(bare[:-1])} and {bare[-1]}"
