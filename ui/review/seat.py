"""Seat: who sits at the desk, and what they may see. Desk: what every page works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mirror.exercises.core import Catalogue
from mirror.language import Language
from mirror.sessions import Store
from mirror.sessions.audit import Audit, Role
from ui.review import texts
from ui.review.habits import Habits
from ui.review.loader import Loader
from ui.review.style import DeskTheme
from ui.review.texts import say

if TYPE_CHECKING:
    from PySide6.QtGui import QUndoStack

    from mirror.review.people import SessionRow


@dataclass(frozen=True, slots=True)
class Seat:
    """Attributes:
    role: reviewer (sees everybody), person (their own alone), owner (whoever sits at a machine that has no reviewers: everybody
        without a PIN, and who has one after it was given).
    id: of the reviewer or the person, "" for an owner. name: to be shown.
    """

    role: Role
    id: str = ""
    name: str = ""

    @property
    def reviewer_id(self) -> str | None:
        """What a note or a verdict is signed with; None for who is no reviewer."""
        return self.id if self.role == "reviewer" else None

    @property
    def may_judge(self) -> bool:
        """Verdicts and plans are a reviewer's, or the owner's where there is none; a person may write notes on their own."""
        return self.role != "person"


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the open person. session: whose page, None: the person's own. number: of the set, 0: the session's own page. tab:
    which of its tabs."""

    session: SessionRow | None
    number: int
    tab: int


@dataclass(slots=True)
class Desk:
    """Attributes:
    store: the log. audit: of who sits here. seat: who that is. words: what the core says, in the user's language.
    undo: what can be undone of the person who is open. here, go: the place that is shown, and to another one.
    opened: ids of people whose PIN was given here. habits: how tabs, splitters and columns were left.
    """

    store: Store
    seat: Seat
    audit: Audit
    catalogue: Catalogue
    words: Language
    loader: Loader
    undo: QUndoStack
    theme: DeskTheme
    opened: set[str] = field(default_factory=set)
    habits: Habits = field(default_factory=Habits)
    told: Callable[[str], None] = print
    """Where a sentence to the user goes; the window's status line."""
    here: Callable[[], Place | None] = lambda: None
    go: Callable[[Place], None] = lambda place: None
    replaced: dict[str, str] = field(default_factory=dict)
    """Ids of what was written again when something was undone, by the ids before."""

    def stands(self, id: str) -> str:
        """The id under which a note or a plan was written last."""
        while id in self.replaced:
            id = self.replaced[id]
        return id

    def replace(self, id: str, new: str) -> None:
        """It was written again, under this id."""
        self.replaced[self.stands(id)] = new

    def exercise(self, name: str | None) -> str:
        """An exercise's title, the name where the catalogue has none, words where the name never came."""
        if name is None:
            return say(texts.UNNAMED)
        known = self.catalogue.get(name)
        return self.words(known.title) if known is not None else name.replace("_", " ").capitalize()

    def mistake(self, exercise: str | None, name: str) -> str:
        """A mistake's title."""
        known = None if exercise is None else self.catalogue.get(exercise)
        found = next((m.title for m in known.mistakes if m.name == name), None) if known is not None else None
        return self.words(found) if found is not None else name.replace("_", " ").capitalize()

    def mistakes(self, exercise: str | None) -> tuple[str, ...]:
        """The names of the mistakes that an exercise can have."""
        known = None if exercise is None else self.catalogue.get(exercise)
        return tuple(m.name for m in known.mistakes) if known is not None else ()


def joint(name: str) -> str:
    """A joint or measure as a physiotherapist calls it: "left_knee" -> "Left knee"."""
    return name.replace("_", " ").capitalize()
