"""Prompter: which line is said next, and which is not said at all. Pure: it is told events and the time, it knows no sound.

Nothing is said over anything else; only a danger cuts off what warns of none. A count is worth saying for a moment only: one
that is late is dropped for the newest. A cue waits for the count that comes with it, but counts do not keep it from being said.
What is dropped here was still shown: every line has its twin on the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from mirror.events import (
    CountdownTick,
    CueReleased,
    Event,
    HoldTick,
    PlanEnded,
    PlanItemBegun,
    PlanRepetition,
    RepClosed,
    SetEnded,
    StageChanged,
)
from mirror.voice.tones import ToneName

LineKind = Literal["tick", "count", "cue"]

COUNT_STALE_S = 0.7
TICK_STALE_S = 0.5
CUE_STALE_S = 4.0
CUE_PATIENCE_S = 1.5
"""A cue that has waited this long goes before the count."""
TOGETHER_S = 0.05
"""How long a cue waits for the count of the same moment, and a count credited late for the next one credited with it."""
HOLD_SPOKEN_EVERY_S = 10


@dataclass(frozen=True, slots=True)
class Line:
    """Attributes:
    at: when its event came, seconds of the voice's clock.
    ready_at: not to be said before.
    urgent: a danger; goes before a count, and no lesser cue takes its place.
    """

    text: str
    kind: LineKind
    at: float
    ready_at: float
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Reaction:
    """What an event asks for at once: a tone, whether everything that sounds is cut off, or only what is said."""

    tone: ToneName | None = None
    cut: bool = False
    hush: bool = False


_NOTHING = Reaction()


class Prompter:
    """At most one tick, one count and one cue wait; the newest of each kind takes the older one's place."""

    def __init__(self) -> None:
        self._waiting: dict[LineKind, Line] = {}
        self._last: Line | None = None
        # A plan counts what it asked for, which may not be what the machine counts.
        self._planned = False

    @property
    def waiting(self) -> tuple[Line, ...]:
        return tuple(self._waiting.values())

    def clear(self) -> None:
        """Forget everything that waits."""
        self._waiting.clear()

    def hear(self, event: Event, now: float) -> Reaction:
        """Take an event; its line waits from `now` on."""
        match event:
            case PlanItemBegun() | PlanEnded():
                self._planned = isinstance(event, PlanItemBegun)
            case RepClosed(kind="full", number=number, credited=credited) if not self._planned:
                return self._count(number, credited, now)
            case PlanRepetition(number=number, credited=credited):
                return self._count(number, credited, now)
            case CueReleased(text=text, severity=severity):
                urgent = severity == "danger"
                held = self._waiting.get("cue")
                if held is None or urgent or not held.urgent or now - held.at > CUE_STALE_S:
                    self._wait(Line(text, "cue", now, now if urgent else now + TOGETHER_S, urgent))
            case CountdownTick(remaining=0):
                self._waiting.pop("tick", None)
                return Reaction(tone="start")
            case CountdownTick(remaining=remaining):
                self._wait(Line(str(remaining), "tick", now, now))
                return Reaction(tone="tick")
            case HoldTick(seconds=seconds) if seconds > 0 and seconds % HOLD_SPOKEN_EVERY_S == 0:
                self._wait(Line(str(seconds), "count", now, now))
            case SetEnded(full=full, hold_s=hold_s) if full or hold_s:
                return Reaction(tone="end")
            case StageChanged(stage="paused" | "asleep"):
                self.clear()
                return Reaction(cut=True)
            case StageChanged(stage="summary" | "camera_off"):
                # The screen has no room for its caption any more, and the set is over.
                self.clear()
                return Reaction(hush=True)
            case _:
                pass
        return _NOTHING

    def next(self, now: float, speaking: bool, known: Callable[[str], bool]) -> Line | None:
        """The line to say now, which then waits no more; None where nothing is to be said yet. An urgent one is to be said
        even into another line, which is cut off then.

        Args:
            speaking: something is being said.
            known: whether a text's sound is there; asked of everything that waits (asking has it made).
        """
        for kind, stale in (("tick", TICK_STALE_S), ("count", COUNT_STALE_S), ("cue", CUE_STALE_S)):
            line = self._waiting.get(kind)  # type: ignore[call-overload]
            if line is not None and now - line.at > stale:
                del self._waiting[line.kind]
        ready = {line.kind: known(line.text) and now >= line.ready_at for line in self._waiting.values()}
        tick, count, cue = (self._waiting.get(kind) for kind in ("tick", "count", "cue"))
        chosen = None
        if speaking:
            cuts = cue is not None and cue.urgent and ready["cue"] and self._last is not None and not self._last.urgent
            chosen = cue if cuts else None
        elif tick is not None and ready["tick"]:
            chosen = tick
        elif cue is not None and ready["cue"] and (cue.urgent or count is None or now - cue.at > CUE_PATIENCE_S):
            chosen = cue
        elif count is not None and ready["count"]:
            chosen = count
        if chosen is not None:
            del self._waiting[chosen.kind]
            self._last = chosen
        return chosen

    def _count(self, number: int, credited: bool, now: float) -> Reaction:
        self._wait(Line(str(number), "count", now, now + TOGETHER_S if credited else now))
        return _NOTHING if credited else Reaction(tone="repetition")

    def _wait(self, line: Line) -> None:
        self._waiting[line.kind] = line
