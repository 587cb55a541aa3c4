"""Wording: the sentences that belong to no exercise, several for each purpose, so that the coach is no parrot.

What is wrong in an exercise, and its praise and guidance, stand in the exercise's TOML.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

Purpose = Literal["clean", "effort", "hold", "praise", "guidance"]

PHRASES: Mapping[Purpose, tuple[str, ...]] = {
    # Repetitions without a mistake.
    "clean": ("Good, keep this pace.", "Well done, steady.", "Looking strong.", "Nice and smooth.", "That is how it is done."),
    # Something was wrong and has been said already, or nothing is known yet: no false praise.
    "effort": ("Keep going.", "Stay with it.", "Take your time.", "Stay in control."),
    # A hold without a mistake.
    "hold": ("Good, hold it there.", "Steady, keep breathing.", "Strong, stay with it.", "Well held."),
    # A correction was followed; takes turns with the mistake's own praise.
    "praise": ("Yes, much better.", "That is it, well done.", "Good correction."),
    # Partial repetitions; takes turns with the exercise's own guidance.
    "guidance": ("Go a little further, as far as feels good.", "Take the whole range, slowly.", "Finish each movement."),
}


def all_phrases() -> tuple[str, ...]:
    """Each phrase once, so that it can be synthesised before it is needed."""
    return tuple(dict.fromkeys(text for phrases in PHRASES.values() for text in phrases))


class Wording:
    """Chooses among phrases in turn; deterministic."""

    def __init__(self) -> None:
        self._turn: dict[str, int] = {}

    def choose(self, key: str, phrases: Sequence[str], avoid: Collection[str]) -> str:
        """The next phrase of `key`'s turn that is not in `avoid`; ValueError where `avoid` holds them all."""
        at = self._turn.get(key, 0)
        for step in range(len(phrases)):
            text = phrases[(at + step) % len(phrases)]
            if text not in avoid:
                self._turn[key] = (at + step + 1) % len(phrases)
                return text
        raise ValueError(f"nothing new to say for {key}")
