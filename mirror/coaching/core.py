"""What to say and when: one sentence at a time, the most dangerous first, praise when it is mended.

The coach hears of every judged repetition and decides in the rest that follows it, where a correction can be followed. It
never speaks into its own sentence, does not nag, and is not silent for long either.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from mirror.events import CueKind, RepKind, Severity
from mirror.exercises.core import Exercise, Mistake
from mirror.scoring.judgement import Fault

SECONDS_A_LETTER = 0.065
"""Of calm speech; with `PAUSE_S` it is the time in which nothing else may be said."""
PAUSE_S = 0.8
AGAIN_S = 12.0
"""The same correction is not repeated earlier; a dangerous one may come back after half of it."""
GUIDANCE_EVERY_S = 15.0
ENCOURAGE_AFTER = 5
"""Clean repetitions between two encouragements."""
PRAISE_AFTER = 2
"""Clean repetitions after a correction that prove it mended."""
URGENCY: dict[Severity, int] = {"danger": 0, "form": 1, "style": 2}
NEEDED: dict[Severity, int] = {"danger": 1, "form": 1, "style": 2}
"""Repetitions in a row that must show a mistake before it is mentioned."""
ENCOURAGEMENT = ("Good, keep this pace.", "Well done, steady.", "Looking strong.", "Nice and smooth.")


@dataclass(frozen=True, slots=True)
class Advice:
    """One sentence, as in CueReleased."""

    text: str
    kind: CueKind
    mistake: str | None = None
    severity: Severity | None = None


def seconds_to_say(text: str) -> float:
    """How long a calm voice needs, seconds."""
    return len(text) * SECONDS_A_LETTER + PAUSE_S


class _Memory:
    """What was seen and said of one mistake in this set."""

    __slots__ = ("absent", "corrected", "in_a_row", "said_t")

    def __init__(self) -> None:
        self.in_a_row = 0
        self.absent = 0
        self.said_t = -math.inf
        self.corrected = False


class Coach:
    """Decides after each repetition. Times are observation seconds."""

    def __init__(self) -> None:
        self._quiet_until = -math.inf
        self.start(None)

    def start(self, exercise: Exercise | None) -> None:
        """A new set begins (None: nothing is done). What is being said just now stays respected."""
        self._exercise = exercise
        self._memory: dict[str, _Memory] = {}
        self._guided_t = -math.inf
        self._clean = 0
        self._cheers = 0

    def repetition(self, t: float, kind: RepKind, faults: Sequence[Fault]) -> Advice | None:
        """A repetition was judged; what to say now, if anything."""
        exercise = self._exercise
        if exercise is None or kind == "rejected":
            return None
        seen = {fault.mistake.name: fault for fault in faults}
        for mistake in exercise.mistakes:
            memory = self._memory.setdefault(mistake.name, _Memory())
            if mistake.name in seen:
                memory.in_a_row, memory.absent = memory.in_a_row + 1, 0
            else:
                memory.in_a_row, memory.absent = 0, memory.absent + 1
        self._clean = 0 if faults or kind == "partial" else self._clean + 1
        if t < self._quiet_until:
            return None
        advice = (
            self._correction(t, sorted(faults, key=lambda f: (URGENCY[f.mistake.severity], -f.certainty)))
            or self._praise(exercise)
            or self._guidance(t, exercise, kind)
            or self._encouragement()
        )
        if advice is not None:
            self._quiet_until = t + seconds_to_say(advice.text)
        return advice

    def _correction(self, t: float, faults: Sequence[Fault]) -> Advice | None:
        for fault in faults:
            mistake: Mistake = fault.mistake
            memory = self._memory[mistake.name]
            wait = 0.5 * AGAIN_S if mistake.severity == "danger" else AGAIN_S
            if memory.in_a_row >= NEEDED[mistake.severity] and t - memory.said_t >= wait:
                memory.said_t, memory.corrected = t, True
                return Advice(mistake.cue, "correction", mistake.name, mistake.severity)
        return None

    def _praise(self, exercise: Exercise) -> Advice | None:
        for mistake in exercise.mistakes:
            memory = self._memory[mistake.name]
            if memory.corrected and memory.absent >= PRAISE_AFTER:
                memory.corrected = False
                if mistake.praise:
                    return Advice(mistake.praise, "praise", mistake.name)
        return None

    def _guidance(self, t: float, exercise: Exercise, kind: RepKind) -> Advice | None:
        if kind != "partial" or not exercise.guidance or t - self._guided_t < GUIDANCE_EVERY_S:
            return None
        self._guided_t = t
        return Advice(exercise.guidance, "guidance")

    def _encouragement(self) -> Advice | None:
        if self._clean < ENCOURAGE_AFTER:
            return None
        self._clean = 0
        self._cheers += 1
        return Advice(ENCOURAGEMENT[(self._cheers - 1) % len(ENCOURAGEMENT)], "encouragement")
