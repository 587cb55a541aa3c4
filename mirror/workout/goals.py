"""Goals: how many repetitions a set, how many sets a session; said once when each is reached. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mirror.events import Event, RepClosed, SessionStarted, SetEnded, SetStarted

SET_DONE = "That was {n}."
"""`n`: how many repetitions."""
REST_OVER = "The rest is over. Begin when you are ready."
ALL_DONE = "All your sets are done. Well done."


@dataclass(frozen=True, slots=True)
class Goals:
    """What a person wants to do; 0: as they like. repetitions: in a set. sets: in a session."""

    repetitions: int = 0
    sets: int = 0


class GoalKeeper:
    """Hears the events and says when a goal is reached.

    A set counts for the session's goal when something was done in it: a full repetition, or a hold.
    """

    def __init__(self, goals: Goals) -> None:
        self.goals = goals
        self._sets = 0
        self._reached = False

    def hear(self, events: Iterable[Event]) -> str:
        """The sentence to say now, "" for none."""
        told = ""
        for event in events:
            match event:
                case SessionStarted():
                    self._sets = 0
                case SetStarted():
                    self._reached = False
                case RepClosed(kind="full", number=number) if self._reaches(number):
                    self._reached = True
                    told = SET_DONE.format(n=number)
                case SetEnded(full=full, hold_s=hold_s) if full or hold_s:
                    self._sets += 1
                    if self._sets == self.goals.sets:
                        told = ALL_DONE
                case _:
                    pass
        return told

    def _reaches(self, number: int) -> bool:
        return 0 < self.goals.repetitions <= number and not self._reached
