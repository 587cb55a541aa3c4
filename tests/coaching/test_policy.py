"""The cue policy, proved: a state machine performs any set it can think of, and a judge of its own keeps the rules.

The judge knows nothing of how the coach decides; it keeps its own books of what happened and what was said. That each rule can
be broken is shown at the end: coaches that break one are caught.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from mirror.coaching import core
from mirror.coaching.core import AGAIN_S, CHATTER_S, COUNT_S, GUIDANCE_EVERY_S, QUICK_S, SILENCE_S, Advice, Coach, seconds_to_say
from mirror.coaching.wording import PHRASES
from mirror.events import RepKind
from mirror.exercises.core import Exercise, Mistake, PhaseName
from mirror.scoring import Fault
from tests.acting import catalogue

STEP_S = 0.1
EPS = 1e-6
RANK = {"danger": 0, "form": 1, "style": 2}
NEXT: dict[PhaseName, PhaseName] = {"rest": "out", "out": "peak", "peak": "back", "back": "rest"}
FOLLOWED: dict[str, set[PhaseName]] = {
    "out": {"rest"},
    "peak": {"rest", "out"},
    "back": {"rest", "out", "peak"},
    "rest": {"peak", "back", "rest"},
    "any": {"rest", "out"},
}


def _mistake(name: str, phase: str, severity: str) -> Mistake:
    return Mistake.model_validate(
        {
            "name": name,
            "title": name,
            "measure": "knee",
            "statistic": "max",
            "phase": phase,
            "above": 1.0,
            "margin": 1.0,
            "severity": severity,
            "cue": f"Mind {name} now.",
            "praise": "Good, that is right." if phase == "peak" else f"Good, no {name} now.",
        }
    )


_PEAK = _mistake("shallow", "peak", "style").model_copy(update={"statistic": "at_peak", "phase": "any"})
MISTAKES = (
    _mistake("a", "peak", "danger"),
    _mistake("b", "any", "danger"),
    _mistake("c", "out", "form"),
    _mistake("d", "peak", "form"),
    _mistake("e", "back", "form"),
    _mistake("f", "rest", "style"),
    _mistake("g", "any", "form"),
    _PEAK,
)
SQUAT: Exercise = catalogue()["squat"].model_copy(update={"mistakes": MISTAKES})
HOLD: Exercise = catalogue()["plank"].model_copy(update={"mistakes": MISTAKES})


def happens(mistake: Mistake) -> str:
    return "peak" if mistake.statistic == "at_peak" else mistake.phase


class Set(RuleBasedStateMachine):
    """Any set, and the judge's books of it."""

    make: Callable[[], Coach] = Coach

    def __init__(self) -> None:
        super().__init__()
        self.coach, self.twin = self.make(), self.make()
        self.t = 10.0
        self.phase: PhaseName = "rest"
        self.exercise: Exercise = SQUAT
        self.said: list[tuple[float, Advice]] = []
        self.live: dict[str, Fault] = {}
        self.closed: dict[str, Fault] = {}
        self.rows: dict[str, int] = {}
        self.gone: dict[str, int] = {}
        self.told: dict[tuple[str, str], list[float]] = {}
        self.owed: set[str] = set()
        self.begun = math.nan
        self.closings: list[float] = []
        self.count_end = -math.inf
        self.kind: RepKind | None = None

    # -- what happens ----------------------------------------------------------------------------------------------------

    @initialize(hold=st.booleans())
    def first_set(self, hold: bool) -> None:
        self.new_set(hold)

    @rule(hold=st.booleans())
    def new_set(self, hold: bool) -> None:
        self.exercise = HOLD if hold else SQUAT
        self.phase = "peak" if hold else "rest"
        self.live, self.closed, self.rows, self.gone, self.owed, self.closings = {}, {}, {}, {}, set(), []
        self.begun, self.kind = math.nan, None
        # The same correction in another set of the same exercise is still the same correction.
        for coach in (self.coach, self.twin):
            coach.start(self.exercise)

    @rule(seconds=st.floats(0.1, 4.0))
    def time_passes(self, seconds: float) -> None:
        for _ in range(max(1, round(seconds / STEP_S))):
            self._tick()

    @rule(silent=st.integers(1, 4))
    def a_long_time_passes(self, silent: int) -> None:
        self.time_passes(silent * 8.0)

    @precondition(lambda self: self.exercise is SQUAT)
    @rule()
    def the_next_phase_comes(self) -> None:
        self.phase = NEXT[self.phase]
        self._tick()

    @rule(which=st.sampled_from(MISTAKES), certainty=st.sampled_from([0.7, 0.9]))
    def a_mistake_is_seen(self, which: Mistake, certainty: float) -> None:
        if self.exercise is SQUAT and happens(which) not in ("any", self.phase):
            return
        self.live[which.name] = Fault(which, certainty, ())
        for coach in (self.coach, self.twin):
            coach.seen(self.live[which.name])
        self._tick()

    @rule(
        kind=st.sampled_from(["full", "full", "partial", "rejected"]),
        faulty=st.lists(st.sampled_from(MISTAKES), unique_by=lambda m: m.name, max_size=3),
        again=st.integers(1, 3),
        seconds=st.sampled_from([0.5, 1.2, 2.5, 4.0]),
        later=st.booleans(),
        unknown=st.sets(st.sampled_from([m.name for m in MISTAKES]), max_size=3),
    )
    def repetitions_close(
        self, kind: RepKind, faulty: list[Mistake], again: int, seconds: float, later: bool, unknown: set[str]
    ) -> None:
        for _ in range(again):
            for phase in ("out", "peak", "back") if self.exercise is SQUAT else ("peak",):
                self.phase = phase  # type: ignore[assignment]
                self.time_passes(seconds / 3)
            self._close(kind, [Fault(m, 0.9, ()) for m in faulty], later, unknown - {m.name for m in faulty})

    def _close(self, kind: RepKind, faults: Sequence[Fault], later: bool, unknown: set[str]) -> None:
        self.t += STEP_S
        self.phase = "peak" if self.exercise is HOLD else "rest"
        self.live = {}
        counted = kind == "full" and self.exercise is SQUAT
        if kind != "rejected":
            self.closed = {f.mistake.name: f for f in faults}
            self.closings.append(self.t)
            self.kind = kind
            for m in (m for m in MISTAKES if m.name not in unknown):
                self.rows[m.name] = self.rows.get(m.name, 0) + 1 if m.name in self.closed else 0
                self.gone[m.name] = 0 if m.name in self.closed else self.gone.get(m.name, 0) + 1
                if self.gone[m.name] >= 2 and self._times(m):
                    # mended: earlier times were not in vain
                    self.told[self.exercise.name, m.name] = self._times(m)[-1:]
            if counted:
                # in quick sets half of the time between two numbers is left for sentences
                period = self.closings[-1] - self.closings[-2] if len(self.closings) > 1 else math.inf
                self.count_end = self.t + min(COUNT_S, 0.5 * period)
        before = math.isnan(self.begun)
        advice, again = (
            coach.repetition(self.t, kind, faults, unknown=unknown, counted=counted, later=later)
            for coach in (self.coach, self.twin)
        )
        assert advice == again, "not deterministic"
        assert not (later and advice)
        if kind != "rejected" and before and not later:
            self.begun = self.t
        if advice is not None:
            self._judge(advice)

    def _tick(self) -> None:
        self.t += STEP_S
        if math.isnan(self.begun):
            self.begun = self.t
        advice = self.coach.moment(self.t, self.phase)
        assert self.twin.moment(self.t, self.phase) == advice, "not deterministic"
        if advice is None:
            self._judge_silence()
        else:
            self._judge(advice)

    # -- the rules -------------------------------------------------------------------------------------------------------

    @property
    def end(self) -> float:
        """When the last sentence is over."""
        return self.said[-1][0] + seconds_to_say(self.said[-1][1].text) if self.said else -math.inf

    @property
    def silence(self) -> float:
        return self.t - max(self.begun, self.end)

    @property
    def anywhere(self) -> bool:
        """A hold, or repetitions so quick that no phase is better."""
        quick = len(self.closings) > 1 and self.closings[-1] - self.closings[-2] < QUICK_S
        return self.exercise is HOLD or quick

    def counting(self, slack: float) -> bool:
        """The number is being said."""
        return self.t < self.count_end + slack

    def _times(self, mistake: Mistake) -> list[float]:
        return self.told.setdefault((self.exercise.name, mistake.name), [])

    def _cool(self, mistake: Mistake, slack: float) -> bool:
        times = self._times(mistake)
        grown = AGAIN_S[mistake.severity] * min(1.5 ** (len(times) - 1), 4.0) if times else 0.0
        return not times or self.t - times[-1] >= grown + slack

    def _due(self) -> list[Fault]:
        """What may be mentioned now, the phase apart (to a hair: floating point must accuse nobody)."""
        spoken = {a.mistake: t for t, a in self.said if a.kind == "correction"}
        due = []
        for name, fault in {**self.closed, **self.live}.items():
            rows = self.rows.get(name, 0) + (name in self.live)
            fresh = name in self.live or not self.closings or spoken.get(name, -math.inf) < self.closings[-1]
            if fresh and self._cool(fault.mistake, EPS) and rows >= (2 if fault.mistake.severity == "style" else 1):
                due.append(fault)
        return due

    def _followable(self, fault: Fault) -> bool:
        mistake = fault.mistake
        if self.anywhere or (mistake.severity == "danger" and happens(mistake) == "any"):
            return True
        at_once = mistake.severity == "danger" and mistake.name in self.live and self.phase == happens(mistake)
        return at_once or self.phase in FOLLOWED[happens(mistake)]

    def _judge(self, advice: Advice) -> None:
        danger = advice.severity == "danger"
        interrupted = self.said and self.said[-1][1].severity != "danger"
        assert self.t >= self.end - EPS or (danger and interrupted), "said over another sentence"
        overdue = self.silence >= SILENCE_S - EPS
        assert danger or overdue or not self.counting(-EPS), "said over a count"
        if advice.kind == "correction":
            self._judge_correction(advice)
        else:
            assert self.anywhere or overdue or self.phase in ("rest", "out"), "said where nobody has time to listen"
            assert overdue or not self._due(), "what is wrong was not said first"
            assert not self.said or advice.text != self.said[-1][1].text, "the same words twice"
            alike = [a.text for _, a in self.said if a.kind == advice.kind]
            assert not alike or alike[-1] != advice.text, "the same words twice in a row for one purpose"
        if advice.kind == "praise":
            assert advice.mistake in self.owed, "praise for what was not corrected"
            assert self.gone[str(advice.mistake)] >= 2, "praise for what is not mended"
            self.owed.discard(str(advice.mistake))
        if advice.kind in ("encouragement", "guidance"):
            assert self.t - self.end >= CHATTER_S - EPS, "chatter"
        if advice.kind == "guidance":
            assert self.kind == "partial"
            last = [t for t, a in self.said if a.kind == "guidance"]
            assert not last or self.t - last[-1] >= GUIDANCE_EVERY_S - EPS, "guidance too often"
        if advice.text in PHRASES["clean"] + PHRASES["hold"]:
            assert self.kind == "full", "praised for a mistake"
            assert {**self.closed, **self.live} == {}, "praised for a mistake"
        self.said.append((self.t, advice))

    def _judge_correction(self, advice: Advice) -> None:
        (fault,) = [f for f in {**self.closed, **self.live}.values() if f.mistake.name == advice.mistake]
        mistake = fault.mistake
        assert self._cool(mistake, -EPS), "nagging: within its cool-down"
        assert self.rows.get(mistake.name, 0) + (mistake.name in self.live) >= (2 if mistake.severity == "style" else 1)
        assert self._followable(fault), "in a phase in which it cannot be followed"
        for other in self._due():
            assert RANK[other.mistake.severity] >= RANK[mistake.severity], "a greater danger was left unsaid"
        self._times(mistake).append(self.t)
        self.owed.add(mistake.name)

    def _judge_silence(self) -> None:
        """Nothing was said; was there nothing to say?"""
        assert self.silence < SILENCE_S + EPS, "feedback feels absent"
        due = sorted(self._due(), key=lambda f: RANK[f.mistake.severity])
        worst = [f for f in due if f.mistake.severity == due[0].mistake.severity]
        danger_end = max(
            (t + seconds_to_say(a.text) for t, a in self.said if a.severity == "danger"),
            default=-math.inf,
        )
        if due and due[0].mistake.severity == "danger" and self.t >= danger_end + EPS:
            assert not all(self._followable(f) for f in worst), "a danger did not come between"
        if self.t < self.end + EPS or self.counting(EPS):
            return
        if due:
            assert not all(self._followable(f) for f in worst), "a correction was kept back"
        elif self.phase == "rest":
            mended = [m for m in self.owed if self.gone.get(m, 0) >= 2 and m not in self.live]
            assert not mended, "praise was kept back"


STEPS = settings(
    max_examples=60,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
Set.TestCase.settings = STEPS
GENERATE = (Phase.generate,)
"""A broken coach is caught, not explained: no time is spent on the smallest example."""
test_the_rules_hold = Set.TestCase


# -- each rule can be broken, and the judge sees it ----------------------------------------------------------------------


class OverOthers(Coach):
    """Does not wait for its own sentence."""

    def _free(self, t: float) -> bool:
        return True


class OverCounts(Coach):
    def _free(self, t: float) -> bool:
        return t >= self._end_t


class OverDangers(Coach):
    """Cuts off a danger with another one."""

    def moment(self, t: float, phase: PhaseName) -> Advice | None:
        self._danger_end_t = -math.inf
        return super().moment(t, phase)


class Shy(Coach):
    """Lets a danger wait for the end of the sentence."""

    def moment(self, t: float, phase: PhaseName) -> Advice | None:
        self._danger_end_t = max(self._danger_end_t, self._end_t)
        return super().moment(t, phase)


class Upside(Coach):
    """The least dangerous first."""

    def _rank(self, fault: Fault) -> tuple[float, ...]:
        return tuple(-x for x in super()._rank(fault))


class Untimely(Coach):
    """Says it in whatever phase."""

    def _window(self, fault: Fault) -> frozenset[PhaseName]:
        return core.ALWAYS


class Nagging(Coach):
    def _cool(self, t: float, mistake: Mistake) -> bool:
        return t - self._memory(mistake.name).said_t >= AGAIN_S[mistake.severity]


class Dumb(Coach):
    """Keeps corrections back."""

    def _due(self, t: float) -> Any:
        return iter(())


class Stern(Coach):
    """Never praises."""

    def _praise(self, t: float) -> Advice | None:
        return None


class Flattering(Coach):
    """Praises a mistake that is still there."""

    def _praise(self, t: float) -> Advice | None:
        for memory in self._memories.values():
            memory.absent += memory.corrected
        return super()._praise(t)


class Lying(Coach):
    """Finds everything good."""

    def _encourage(self, t: float) -> Advice | None:
        self._streak = 1
        return super()._encourage(t)


class Absent(Coach):
    def _encourage(self, t: float) -> Advice | None:
        return None


class Chatterbox(Coach):
    def _paused_enough(self, t: float) -> bool:
        return True


class Robot(Coach):
    """Always the first phrase."""

    def _worded(self, purpose: Any, of: str = "", own: str = "") -> str:
        return own or PHRASES[purpose][0]  # type: ignore[index]


class Moody(Coach):
    """Words by chance."""

    dice = random.Random(1)

    def _say(self, t: float, advice: Advice) -> Advice:
        return super()._say(t, advice if self.dice.random() < 0.5 else Advice(f"{advice.text} ", advice.kind, advice.mistake))


BROKEN: dict[type[Coach], str] = {
    OverOthers: "said over another sentence",
    OverCounts: "said over a count",
    OverDangers: "said over another sentence",
    Shy: "a danger did not come between",
    Upside: "a greater danger was left unsaid|a danger did not come between",
    Untimely: "in a phase in which it cannot be followed",
    Nagging: "nagging",
    Dumb: "a correction was kept back|a danger did not come between|what is wrong was not said first",
    Stern: "praise was kept back",
    Flattering: "praise for what is not mended",
    Lying: "praised for a mistake",
    Absent: "feedback feels absent",
    Chatterbox: "chatter",
    Robot: "the same words twice",
    Moody: "not deterministic",
}


@pytest.mark.parametrize("broken", BROKEN, ids=lambda coach: coach.__name__)
def test_a_coach_that_breaks_a_rule_is_caught(broken: type[Coach]) -> None:
    machine = type("Broken", (Set,), {"make": broken})
    searching = settings(STEPS, max_examples=300, report_multiple_bugs=False, phases=GENERATE)
    with pytest.raises((AssertionError, ExceptionGroup)) as told:
        run_state_machine_as_test(machine, settings=searching)
    assert any(words in str(told.value) for words in BROKEN[broken].split("|")), told.value
