"""What to say and when: one sentence at a time, the most dangerous first, praise when it is mended.

The coach hears of every judged repetition (`repetition`), of what is seen inside one (`seen`), and of the passing of time and
phases (`moment`). Its rules, each proved by a state machine in tests/coaching/test_policy.py:

- nothing is said over another sentence; only a danger may cut off a sentence that warns of none;
- of the mistakes that may be mentioned the most dangerous comes first, and waits for the phase in which it can be followed:
  a cue about the bottom comes in the rest or on the way out before the next bottom, a hold's at once;
- the same correction rests for its cool-down, which grows each time it is ignored;
- what was corrected and has gone is praised;
- in a set that goes on there is never more than `SILENCE_S` without a sentence, and encouragement and guidance keep
  `CHATTER_S` of silence before them;
- a number that is being counted aloud is let finish;
- the same events at the same times give the same sentences.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from mirror.coaching.wording import PHRASES, Purpose, Wording
from mirror.events import CueKind, RepKind, Severity
from mirror.exercises.core import Exercise, Mistake, PhaseName
from mirror.scoring.judgement import Fault

SECONDS_A_LETTER = 0.065
"""Of calm speech; with `PAUSE_S` it is the time in which nothing else may be said."""
PAUSE_S = 0.8
READ_S = 2.2
"""No sentence takes less: its caption has to be read, and stands two seconds on the screen."""
COUNT_S = 0.6
"""A number counted aloud."""
SILENCE_S = 15.0
"""A working set is never longer without a sentence."""
EARLY_S = 3.0
"""So long before that the next good phase is taken."""
CHATTER_S = 6.0
"""Silence before an encouragement or guidance, at least."""
AGAIN_S: Mapping[Severity, float] = {"danger": 6.0, "form": 12.0, "style": 20.0}
"""Cool-down: the same correction is not repeated earlier."""
IGNORED = 1.5
"""The cool-down grows by this factor each time the correction was said in vain ..."""
IGNORED_MOST = 4.0
"""... up to this many times the first one."""
GUIDANCE_EVERY_S = 15.0
ENCOURAGE_AFTER = 5
"""Clean repetitions between two encouragements."""
PRAISE_AFTER = 2
"""Clean repetitions after a correction that prove it mended."""
QUICK_S = 1.5
"""Repetitions that follow each other faster are shorter than any sentence, so no phase is better than another."""
URGENCY: Mapping[Severity, int] = {"danger": 0, "form": 1, "style": 2}
NEEDED: Mapping[Severity, int] = {"danger": 1, "form": 1, "style": 2}
"""Repetitions in a row that must show a mistake before it is mentioned."""
BETWEEN: frozenset[PhaseName] = frozenset({"rest", "out"})
"""Where there is time to listen."""
ALWAYS: frozenset[PhaseName] = frozenset({"rest", "out", "peak", "back"})
BEFORE: Mapping[str, frozenset[PhaseName]] = {
    "rest": frozenset({"peak", "back", "rest"}),
    "out": frozenset({"rest"}),
    "peak": BETWEEN,
    "back": frozenset({"rest", "out", "peak"}),
    "any": BETWEEN,
}
"""When a correction can be followed, by the phase in which the mistake happens."""


@dataclass(frozen=True, slots=True)
class Advice:
    """One sentence, as in CueReleased."""

    text: str
    kind: CueKind
    mistake: str | None = None
    severity: Severity | None = None


def seconds_to_say(text: str) -> float:
    """How long a calm voice needs, seconds."""
    return max(len(text) * SECONDS_A_LETTER + PAUSE_S, READ_S)


@dataclass(slots=True)
class _Memory:
    """What was seen and said of one mistake.

    Attributes:
        in_a_row, absent: repetitions of this set that had it, or had it not, up to now.
        said_t, said: when it was mentioned last, how often since it was last mended.
        corrected: it was mentioned in this set, and its praise is still to come.
    """

    in_a_row: int = 0
    absent: int = 0
    said_t: float = -math.inf
    said: int = 0
    corrected: bool = False


class Coach:
    """Decides what is said. Times are observation seconds and never go back."""

    def __init__(self) -> None:
        self._wording = Wording()
        self._memories: dict[tuple[str, str], _Memory] = {}
        self._end_t = -math.inf
        self._danger_end_t = -math.inf
        self._count_end_t = -math.inf
        self._guided_t = -math.inf
        self._last: dict[CueKind, str] = {}
        self._last_text = ""
        self.start(None)

    def start(self, exercise: Exercise | None) -> None:
        """A new set begins (None: nothing is done). What is being said just now, and cool-downs, stay respected."""
        self._exercise = exercise
        self._closed: dict[str, Fault] = {}
        self._live: dict[str, Fault] = {}
        self._since = math.nan
        self._closed_t = math.nan
        self._period = math.inf
        self._clean = 0
        self._streak = 0
        self._partial = False
        for memory in self._memories.values():
            memory.in_a_row = memory.absent = 0
            memory.corrected = False

    def seen(self, fault: Fault) -> None:
        """A mistake shows inside the repetition that is being made; `moment` decides what becomes of it."""
        if self._exercise is not None:
            self._live[fault.mistake.name] = fault

    def repetition(
        self,
        t: float,
        kind: RepKind,
        faults: Sequence[Fault],
        *,
        unknown: Collection[str] = (),
        counted: bool = False,
        later: bool = False,
    ) -> Advice | None:
        """A repetition, or a piece of a hold, was judged; what to say now, if anything.

        unknown: mistakes of which nothing could be said; they are neither there nor mended. counted: its number is said now,
        and all but a danger waits for that. later: only take note (repetitions credited together), the next `moment` decides.
        """
        self._live.clear()
        if self._exercise is None or kind == "rejected":
            return None
        self._note(t, kind, faults, unknown)
        if counted:
            self._count_end_t = t + min(COUNT_S, 0.5 * self._period)
        return None if later else self.moment(t, "rest")

    def moment(self, t: float, phase: PhaseName) -> Advice | None:
        """Time passes in this phase of the running set (every frame); what to say now, if anything."""
        if self._exercise is None:
            return None
        if self._since != self._since:
            self._since = t
        first = next(self._due(t), None)
        if first is not None and phase in self._window(first):
            danger = first.mistake.severity == "danger"
            if t >= self._danger_end_t if danger else self._free(t):
                return self._correct(t, first)
        if not self._free(t) or (first is not None and not self._overdue(t)):
            # What is wrong waits for its phase, and nothing lesser stands in its way then.
            return None
        if not (phase in self._listening() or self._overdue(t)):
            return None
        return self._praise(t) or self._guide(t) or self._encourage(t)

    # -- what was seen ---------------------------------------------------------------------------------------------------

    def _note(self, t: float, kind: RepKind, faults: Sequence[Fault], unknown: Collection[str]) -> None:
        assert self._exercise is not None
        self._closed = {fault.mistake.name: fault for fault in faults}
        for mistake in self._exercise.mistakes:
            memory = self._memory(mistake.name)
            if mistake.name in self._closed:
                memory.in_a_row, memory.absent = memory.in_a_row + 1, 0
            elif mistake.name not in unknown:
                memory.in_a_row, memory.absent = 0, memory.absent + 1
                if memory.absent >= PRAISE_AFTER:
                    memory.said = min(memory.said, 1)
        self._partial = kind == "partial"
        good = not faults and not self._partial
        self._clean = self._clean + 1 if good else 0
        self._streak = self._streak + 1 if good else 0
        if t > self._closed_t:
            self._period = t - self._closed_t
        self._closed_t = t

    def _memory(self, mistake: str) -> _Memory:
        assert self._exercise is not None
        return self._memories.setdefault((self._exercise.name, mistake), _Memory())

    # -- when something may be said --------------------------------------------------------------------------------------

    @property
    def _holding(self) -> bool:
        return self._exercise is not None and self._exercise.kind == "hold"

    def _free(self, t: float) -> bool:
        """Nobody is speaking. A count is not waited for when the silence has grown too long."""
        return t >= self._end_t and (t >= self._count_end_t or self._overdue(t))

    def _silence(self, t: float) -> float:
        return t - max(self._since, self._end_t)

    def _overdue(self, t: float) -> bool:
        return self._silence(t) >= SILENCE_S

    def _listening(self) -> frozenset[PhaseName]:
        """The phases for what concerns none of them."""
        return ALWAYS if self._holding or self._period < QUICK_S else BETWEEN

    def _window(self, fault: Fault) -> frozenset[PhaseName]:
        """The phases in which this correction can be followed."""
        if self._holding or self._period < QUICK_S:
            return ALWAYS
        phase = _phase_of(fault.mistake)
        if fault.mistake.severity != "danger":
            return BEFORE[phase]
        if phase == "any":
            return ALWAYS
        # While it is wrong at this moment, it stops when it is heard.
        return BEFORE[phase] | {phase} if fault.mistake.name in self._live else BEFORE[phase]

    def _cool(self, t: float, mistake: Mistake) -> bool:
        memory = self._memory(mistake.name)
        return t - memory.said_t >= AGAIN_S[mistake.severity] * min(IGNORED ** max(memory.said - 1, 0), IGNORED_MOST)

    def _due(self, t: float) -> Iterator[Fault]:
        """What may be mentioned, the most dangerous first, then the surest."""
        known = {**self._closed, **self._live}
        return iter(
            fault
            for fault in sorted(known.values(), key=self._rank)
            if self._rows(fault.mistake) >= NEEDED[fault.mistake.severity] and self._cool(t, fault.mistake)
        )

    def _rank(self, fault: Fault) -> tuple[float, ...]:
        return (URGENCY[fault.mistake.severity], -fault.certainty)

    def _rows(self, mistake: Mistake) -> int:
        """Repetitions in a row that showed it, with the one being made."""
        return self._memory(mistake.name).in_a_row + (mistake.name in self._live)

    # -- what is said ----------------------------------------------------------------------------------------------------

    def _correct(self, t: float, fault: Fault) -> Advice:
        mistake = fault.mistake
        memory = self._memory(mistake.name)
        memory.said_t, memory.said, memory.corrected = t, memory.said + 1, True
        self._closed.pop(mistake.name, None)
        return self._say(t, Advice(mistake.cue, "correction", mistake.name, mistake.severity))

    def _praise(self, t: float) -> Advice | None:
        assert self._exercise is not None
        for mistake in self._exercise.mistakes:
            memory = self._memory(mistake.name)
            if memory.corrected and memory.absent >= PRAISE_AFTER and mistake.name not in self._live:
                memory.corrected = False
                return self._say(t, Advice(self._worded("praise", mistake.name, mistake.praise), "praise", mistake.name))
        return None

    def _guide(self, t: float) -> Advice | None:
        exercise = self._exercise
        assert exercise is not None
        if not self._partial or t - self._guided_t < GUIDANCE_EVERY_S or not self._paused_enough(t):
            return None
        self._guided_t = t
        return self._say(t, Advice(self._worded("guidance", exercise.name, exercise.guidance), "guidance"))

    def _encourage(self, t: float) -> Advice | None:
        earned = self._clean >= ENCOURAGE_AFTER and self._paused_enough(t)
        if not earned and self._silence(t) < SILENCE_S - EARLY_S:
            return None
        self._clean = 0
        purpose: Purpose = "effort"
        if self._streak and not self._live:
            purpose = "hold" if self._holding else "clean"
        return self._say(t, Advice(self._worded(purpose), "encouragement"))

    def _paused_enough(self, t: float) -> bool:
        return t - self._end_t >= CHATTER_S

    def _worded(self, purpose: Purpose, of: str = "", own: str = "") -> str:
        """A phrase that was not the last of its kind, nor the last of all; `own` has the first turn."""
        kind: CueKind = purpose if purpose in ("praise", "guidance") else "encouragement"
        phrases = tuple(filter(None, (own, *PHRASES[purpose])))
        return self._wording.choose(f"{purpose} {of}", phrases, (self._last.get(kind, ""), self._last_text))

    def _say(self, t: float, advice: Advice) -> Advice:
        self._end_t = t + seconds_to_say(advice.text)
        if advice.severity == "danger":
            self._danger_end_t = self._end_t
        self._last[advice.kind] = self._last_text = advice.text
        return advice


def _phase_of(mistake: Mistake) -> PhaseName | Literal["any"]:
    """Where a mistake happens. The value at the peak is the peak's, whatever phase stands beside it (as in scoring)."""
    return "peak" if mistake.statistic == "at_peak" else mistake.phase
