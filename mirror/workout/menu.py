"""Menus: what can be chosen at the mirror without hands, and where one stands in it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from mirror.exercises.core import Exercise
from mirror.snapshot import Choice, Menu
from mirror.workout.calibrating import CALIBRATE

ANYTHING = ""
"""The choice of no exercise: whatever is done is recognised."""
QUICK_CHECK = "quick check"
"""No exercise can be called so: their names have no blanks."""
WHAT, WHO = "What shall we do?", "Who is training?"
STARTERS = ("squat", "push_up", "lunge", "plank", "jumping_jack", "sit_up", "shoulder_press", "bicep_curl")
"""What is offered first to somebody of whom nothing is known: what needs nothing, or little, and most people know."""

Kind = Literal["exercise", "person", "height", "plan"]


def exercises(catalogue: Mapping[str, Exercise], used: Iterable[str] = (), chosen: str | None = None) -> Menu:
    """Anything, then the exercises (`used` first, in their order, then the usual ones, then the rest by title), then the
    camera's calibration and the quick check, one step to the left of the first. What is `chosen` now is selected. Unknown names
    in `used` are passed over."""
    rest = sorted(catalogue, key=lambda name: catalogue[name].title.casefold())
    order = dict.fromkeys(name for name in (*used, *STARTERS, *rest) if name in catalogue)
    choices = (
        Choice(ANYTHING, "Anything"),
        *(Choice(name, catalogue[name].title) for name in order),
        Choice(CALIBRATE, "Calibrate the camera"),
        Choice(QUICK_CHECK, "Quick check"),
    )
    names = [choice.name for choice in choices]
    return Menu(WHAT, choices, names.index(chosen) if chosen in names else 0)


def people(names: Sequence[str], last: str | None = None) -> Menu:
    """Who is there; the one of last time is selected."""
    return Menu(WHO, tuple(Choice(name, name) for name in names), names.index(last) if last in names else 0)


@dataclass(slots=True)
class Opened:
    """A menu on the screen. touched_t: when something was last done with it, seconds."""

    kind: Kind
    menu: Menu
    touched_t: float

    def move(self, step: int, t: float) -> None:
        """To another choice, round and round."""
        self.menu = replace(self.menu, selected=(self.menu.selected + step) % len(self.menu.choices))
        self.touched_t = t

    @property
    def choice(self) -> Choice:
        return self.menu.choices[self.menu.selected]
