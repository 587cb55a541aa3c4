"""Plan: what a physiotherapist wants somebody to do today, and how far they are with it. Pure: no database, no clock.

A set of the plan is done when its repetitions or seconds are. One that stops early goes on with the next movement; when the
rest is over it counts with what was done, so that nobody is held up by a goal that is too high today.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from mirror.coaching.aim import Aim
from mirror.events import Event, HoldTick, RepClosed, SetEnded, SetStarted
from mirror.snapshot import PlanProgress

IN_A_ROW, FURTHER_EVERY_S = 2, 12.0
"""So many repetitions under the planned range before it is said, and no more often than this, seconds."""


@dataclass(frozen=True, slots=True)
class PlanItem:
    """An exercise of a plan.

    Attributes:
        position: in the plan, from 1. sets, repetitions: a set (None: a hold). hold_s: seconds a set (None: repetitions).
        range_share: how far to go, share of the exercise's full range; None: as far as the exercise itself asks.
        rest_s: after each set. done: sets that were done today before.
    """

    position: int
    exercise: str
    sets: int
    repetitions: int | None = None
    hold_s: float | None = None
    range_share: float | None = None
    rest_s: float = 60.0
    done: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody is to do today, in this order. `id`: of the whole plan in the log."""

    id: str
    title: str
    items: tuple[PlanItem, ...]


@dataclass(frozen=True, slots=True)
class DoneSet:
    """A set of the plan that is over. `number`: of the item's sets, from 1. `short`: repetitions under the planned range."""

    item: PlanItem
    number: int
    repetitions: int
    hold_s: float | None
    short: int


class Leader:
    """How far somebody is with a plan. It hears what was done; the Workout does what follows.

    Attributes:
        plan: see Plan. leading: a session goes on in which it leads. gone: it was left, and leads no more.
        current: the item that is meant, None: nothing is left to do.
        over: the set is done. waiting: it stopped early and may go on.
        repetitions, partial, short, held_s: of the set, however often it was taken up again: counted for the plan, too little
            for that, counted but under the planned range; seconds.
    """

    def __init__(self, plan: Plan, catalogue: Container[str]) -> None:
        """Items whose exercise is not in the catalogue are passed over."""
        self.plan = plan
        self.leading = self.gone = False
        self._items = tuple(item for item in plan.items if item.exercise in catalogue)
        self._sets = {item.position: min(item.done, item.sets) for item in self._items}
        self.current: PlanItem | None = self._next(0)
        self._shallow, self._further_t = 0, -1e9
        self._forget()

    def _forget(self) -> None:
        self.repetitions = self.partial = self.short = 0
        self.held_s = self._held_before = 0.0
        self.over = self.waiting = False

    # -- in ------------------------------------------------------------------------------------------------------------

    def hear(self, event: Event) -> RepClosed | None:
        """What was done; returns a repetition that counts for the plan."""
        item = self.current
        if item is None:
            return None
        match event:
            case SetStarted():
                self.waiting = False
            case RepClosed(exercise=name, kind=kind) if name == item.exercise and kind != "rejected":
                return self._repetition(item, event)
            case HoldTick(exercise=name, seconds=seconds) if name == item.exercise:
                self.held_s = self._held_before + seconds
            case SetEnded(exercise=name) if name == item.exercise:
                if event.hold_s is not None:
                    self.held_s = self._held_before = self._held_before + event.hold_s
                if self.reached:
                    self.over = True
                elif self.begun:
                    self.waiting = True
            case _:
                pass
        return None

    def _repetition(self, item: PlanItem, rep: RepClosed) -> RepClosed | None:
        aim = item.range_share
        far = Aim(aim).reached(rep.depth)
        if rep.kind != "full" and (aim is None or not far):
            self.partial += 1
            self._shallow += aim is not None
            return None
        self.repetitions += 1
        self.short += not far
        self._shallow = 0 if far else self._shallow + 1
        return rep

    def further(self, t: float) -> bool:
        """Whether it is time to say that the plan asks for more range; asking says it."""
        if self._shallow < IN_A_ROW or t - self._further_t < FURTHER_EVERY_S:
            return False
        self._shallow, self._further_t = 0, t
        return True

    def close(self) -> DoneSet | None:
        """The set is done, or counts with what was done; None where no item is meant."""
        item = self.current
        if item is None:
            return None
        self._sets[item.position] += 1
        held = None if item.hold_s is None else self.held_s
        done = DoneSet(item, self._sets[item.position], self.repetitions, held, self.short)
        self._forget()
        return done

    def go_on(self) -> PlanItem | None:
        """The next item that is not done; what stands before it and was passed over stays so."""
        self.current = self._next(0 if self.current is None else self.current.position)
        self._forget()
        return self.current

    def turn_to(self, position: int) -> None:
        """This item now. KeyError where the plan has none there."""
        found = {item.position: item for item in self._items}
        if self.current is None or self.current.position != position:
            self.current = found[position]
            self._forget()

    def resume(self) -> PlanItem | None:
        """A new session: it leads with the item that was meant, else with the first that is not done; None: nothing is left."""
        if self.current is None or self._complete(self.current):
            self.current = self._next(0)
            self._forget()
        self.leading = self.current is not None
        return self.current

    # -- out -----------------------------------------------------------------------------------------------------------

    @property
    def items(self) -> tuple[PlanItem, ...]:
        """What can be done here, in order."""
        return self._items

    @property
    def begun(self) -> bool:
        """Whether anything of the set was done."""
        return self.repetitions > 0 or self.held_s > 0.0

    @property
    def reached(self) -> bool:
        """Whether all of the set was done."""
        item = self.current
        if item is None:
            return False
        enough = item.repetitions is not None and self.repetitions >= item.repetitions
        return enough or (item.hold_s is not None and self.held_s >= item.hold_s - 0.5)

    @property
    def item_done(self) -> bool:
        return self.current is not None and self._complete(self.current)

    @property
    def done(self) -> int:
        """Items that are done."""
        return sum(self._complete(item) for item in self._items)

    def is_done(self, item: PlanItem) -> bool:
        return self._complete(item)

    def progress(self) -> PlanProgress:
        """For the screen."""
        item = self.current
        if item is None:
            return PlanProgress(items=len(self._items), done=self.done, leading=self.leading)
        return PlanProgress(
            item=self._items.index(item) + 1,
            items=len(self._items),
            set=min(self._sets[item.position] + 1, max(item.sets, self._sets[item.position])),
            sets=item.sets,
            repetitions=self.repetitions,
            goal=item.repetitions,
            hold_s=self.held_s if item.hold_s is not None else None,
            hold_goal_s=item.hold_s,
            partial=self.partial,
            short=self.short,
            done=self.done,
            leading=self.leading,
        )

    def _complete(self, item: PlanItem) -> bool:
        return self._sets[item.position] >= item.sets

    def _next(self, after: int) -> PlanItem | None:
        return next((item for item in self._items if item.position > after and not self._complete(item)), None)
