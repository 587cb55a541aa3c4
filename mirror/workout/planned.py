"""Planned: a session that a plan leads. It names the exercise, counts its sets, keeps its rests, and goes on to the next. Pure.

Whoever points between sets sees the plan's exercises and can take another of them (which passes over the one that was meant) or
leave the plan; crossed arms end the session as ever, and the next one goes on where this one was.
"""

from __future__ import annotations

from collections.abc import Iterable

from mirror import events as ev
from mirror.coaching.aim import Aim
from mirror.commands import ChooseExercise, Start
from mirror.snapshot import Choice, Menu, PlanProgress
from mirror.workout.choosing import Choosing
from mirror.workout.goals import REST_OVER, SET_DONE
from mirror.workout.plan import DoneSet, Leader, Plan, PlanItem

FIRST, FIRST_HOLD = "Your plan for today: {what}, {n} times.", "Your plan for today: {what}, {n} seconds."
NEXT, NEXT_HOLD = "Well done. Now: {what}, {n} times.", "Well done. Now: {what}, {n} seconds."
INSTEAD, INSTEAD_HOLD = "Now: {what}, {n} times.", "Now: {what}, {n} seconds."
HELD = "That was {n} seconds."
FURTHER = "A little further, as planned."
PLAN_DONE = "Your plan for today is done. Well done."
PLAN_OVER = "That was the last exercise of your plan."
WHICH = "Your plan"
LEAVE = "leave the plan"
"""The menu's last choice; positions are numbers."""
LEAVE_TITLE = "Leave the plan"
DONE_TITLE = "{what}, done"


class Planned(Choosing):
    """A session with a plan, or without."""

    _leader: Leader | None = None
    _plan_rest_s: float | None = None
    _was_led = False
    """In this session, by the leader that is known."""

    @property
    def _led(self) -> Leader | None:
        """The plan while it leads."""
        leader = self._leader
        return leader if leader is not None and leader.leading and leader.current is not None else None

    @property
    def _rest_s(self) -> float:
        return super()._rest_s if self._led is None or self._plan_rest_s is None else self._plan_rest_s

    def _plan(self) -> PlanProgress | None:
        """For the screen: while it leads, and in the summary of what it led."""
        leader = self._leader
        if leader is None or not (leader.leading or (self._was_led and self._stage == "summary")):
            return None
        return leader.progress()

    # -- what the plan does --------------------------------------------------------------------------------------------

    def _set_plan(self, plan: Plan | None, t: float) -> None:
        """Another plan, or none. It begins with the next set-up or rest."""
        self._leave_plan(t)
        self._leader = Leader(plan, self.trainer.catalogue) if plan is not None else None
        self._was_led = False

    def _wake(self, t: float, *, ask: bool = True) -> None:
        self._was_led = False
        super()._wake(t, ask=ask)

    def _lead(self, t: float) -> None:
        """Begins where a session waits for its first movement."""
        leader = self._leader
        if leader is None or leader.leading or leader.gone or not self._in_session or self._check is not None:
            return
        if self._stage not in ("setup", "rest"):
            return
        item = leader.resume()
        if item is not None:
            self._was_led = True
            self._begin(item, FIRST, FIRST_HOLD, t)

    def _begin(self, item: PlanItem, repetitions: str, hold: str, t: float) -> None:
        """The person is told what to do now; it is counted and nothing else."""
        assert self._leader is not None
        self._take(self.trainer.apply(ChooseExercise(item.exercise)))
        self.trainer.aim = Aim(item.range_share)
        if self._stage != "rest":
            self._plan_rest_s = item.rest_s
        self._say(ev.PlanItemBegun, t, plan=self._leader.plan.id, position=item.position, exercise=item.exercise)
        title = self.trainer.catalogue[item.exercise].title
        if item.hold_s is not None:
            self._tell(hold.format(what=title, n=round(item.hold_s)), t)
        else:
            self._tell(repetitions.format(what=title, n=item.repetitions), t)

    def _follow(self, fresh: Iterable[ev.Event], t: float) -> None:
        """What was done, for the plan."""
        leader = self._led
        if leader is None:
            return
        for event in fresh:
            if isinstance(event, ev.SetStarted) and leader.current is not None:
                self._plan_rest_s = leader.current.rest_s
            rep = leader.hear(event)
            if rep is not None and leader.current is not None:
                self._say(
                    ev.PlanRepetition,
                    t,
                    plan=leader.plan.id,
                    position=leader.current.position,
                    number=leader.repetitions,
                    depth=rep.depth,
                    credited=rep.credited,
                )

    def _led_on(self, fresh: Iterable[ev.Event], t: float) -> None:
        """The same, and what follows from it: the set ends, the next exercise begins, the plan is done."""
        leader = self._led
        if leader is None:
            return
        self._follow(fresh, t)
        if leader.reached and self._in_a_set:
            # The set is over, whatever the person does now.
            self._take(self.trainer.apply(ChooseExercise(self.trainer.chosen)))
            self._go("rest", t)
            self._follow(self._unheard(), t)
        if leader.over:
            self._close_set(t)
        elif self._in_a_set and leader.further(t):
            self._tell(FURTHER, t, "guidance")

    def _close_set(self, t: float, *, early: bool = False) -> None:
        """A set of the plan is done, or counts with what was done of it."""
        leader = self._led
        done = leader.close() if leader is not None else None
        if leader is None or done is None:
            return
        self._say_done(done, t)
        if not leader.item_done:
            if early:
                self._tell(REST_OVER, t)
            elif done.hold_s is not None:
                self._tell(HELD.format(n=round(done.hold_s)), t)
            else:
                self._tell(SET_DONE.format(n=done.repetitions), t)
            return
        item = leader.go_on()
        if item is not None:
            self._begin(item, NEXT, NEXT_HOLD, t)
            return
        self._take(self.trainer.apply(ChooseExercise(None)))
        self._summarise(t)
        # After the summary has come, which ends what was being said.
        self._tell(PLAN_DONE if leader.done == len(leader.items) else PLAN_OVER, t)

    def _say_done(self, done: DoneSet, t: float) -> None:
        assert self._leader is not None
        self._say(
            ev.PlanSetDone,
            t,
            plan=self._leader.plan.id,
            position=done.item.position,
            number=done.number,
            repetitions=done.repetitions,
            hold_s=done.hold_s,
            short=done.short,
        )

    def _rest_over(self, t: float) -> None:
        """Said; a set that stopped early counts now with what was done."""
        leader = self._led
        if leader is not None and leader.waiting:
            self._close_set(t, early=True)
        else:
            self._tell(REST_OVER, t)

    def _leave_plan(self, t: float) -> None:
        """The plan leads no more until another one is set."""
        leader = self._leader
        if leader is None:
            return
        if self._led is not None:
            self._take(self.trainer.apply(ChooseExercise(None)))
            self._follow(self._unheard(), t)
            if self._stage == "live":
                self._go("rest", t)
        self._end_plan(t)
        leader.gone = True

    def _end_plan(self, t: float) -> None:
        """What the plan led in this session is over; how far one came is told."""
        leader = self._leader
        if leader is None or not leader.leading:
            return
        if leader.current is not None and leader.begun:
            done = leader.close()
            if done is not None:
                self._say_done(done, t)
        self._say(ev.PlanEnded, t, plan=leader.plan.id, done=leader.done, left=len(leader.items) - leader.done)
        leader.leading = False
        self.trainer.aim = Aim()

    def _end(self, t: float) -> None:
        if self._in_session and self._led is not None:
            self._follow(self._unheard(), t)
        if self._in_session:
            self._end_plan(t)
        super()._end(t)

    # -- what the person chooses ---------------------------------------------------------------------------------------

    def _offer(self, t: float) -> None:
        leader = self._led
        if leader is None or leader.current is None:
            super()._offer(t)
            return
        catalogue = self.trainer.catalogue
        titles = {item.position: catalogue[item.exercise].title for item in leader.items}
        choices = [
            Choice(str(position), DONE_TITLE.format(what=title) if leader.is_done(item) else title, item.exercise)
            for item, (position, title) in zip(leader.items, titles.items(), strict=True)
        ]
        here = leader.items.index(leader.current)
        self._open_menu("plan", Menu(WHICH, (*choices, Choice(LEAVE, LEAVE_TITLE)), here), t)

    def _choose(self, t: float) -> None:
        opened, (origin, since), leader = self._menu, self._origin, self._led
        if opened is None or opened.kind != "plan" or leader is None:
            super()._choose(t)
            return
        name = opened.choice.name
        if origin == "paused":
            self._take(self.trainer.apply(Start()))
            origin, since = self._before_pause, t
        self._go("rest" if origin == "rest" else "setup", t)
        if origin == "rest":
            self._since = since
        if name == LEAVE:
            self._leave_plan(t)
            return
        before = leader.current
        leader.turn_to(int(name))
        if leader.current is not None and leader.current is not before:
            self._begin(leader.current, INSTEAD, INSTEAD_HOLD, t)
