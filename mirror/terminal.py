"""The run told in plain lines: a repetition, a cue, a set; and at the end what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mirror.events import (
    CueReleased,
    Event,
    ExerciseNamed,
    HoldTick,
    ProfileChosen,
    RepClosed,
    SessionEnded,
    SetEnded,
    StageChanged,
)
from mirror.exercises.core import Catalogue

_STAGES = {
    "setup": "getting ready",
    "live": "go",
    "rest": "rest",
    "paused": "paused",
    "choosing": "choosing",
    "calibrating": "calibrating",
}
_HOLD_EVERY_S = 5


@dataclass(slots=True)
class Total:
    """What was done of one exercise over a run. `scores` holds (score 0-100, weight) of its sets."""

    exercise: str
    sets: int = 0
    full: int = 0
    partial: int = 0
    rejected: int = 0
    hold_s: float = 0.0
    scored: float = 0.0
    weight: float = 0.0

    @property
    def score(self) -> float | None:
        """Mean score of the sets, each weighed by its repetitions (a hold by its seconds); None where none had one."""
        return self.scored / self.weight if self.weight else None


class Terminal:
    """Observes events and writes one line for each that a person wants to read.

    `write` gets each line without its end. Exercises are called by their names, as in every report; cues are the sentences that
    the mirror says.
    """

    def __init__(self, catalogue: Catalogue, write: Callable[[str], None]) -> None:
        self._catalogue = catalogue
        self._write = write
        self._totals: dict[str, Total] = {}

    def handle(self, event: Event) -> None:
        """Write the event's line, if it has one, and remember finished sets."""
        if isinstance(event, SetEnded):
            self._add(event)
        line = self._line(event)
        if line:
            self._write(line)

    def totals(self) -> tuple[Total, ...]:
        """One entry an exercise, in the order in which they were first done."""
        return tuple(self._totals.values())

    def _line(self, event: Event) -> str:
        match event:
            case ExerciseNamed():
                return f"{event.exercise}: recognised ({event.confidence:.0%})"
            case RepClosed():
                number = str(event.number) if event.kind == "full" else "-"
                return f"{event.exercise}  {number}  {self._quality(event)}"
            case HoldTick() if event.seconds % _HOLD_EVERY_S == 0:
                return f"{event.exercise}  {event.seconds} s"
            case CueReleased():
                return f"    {event.text}"
            case SetEnded(exercise=str(name)):
                done = f"{event.hold_s:.0f} s" if event.hold_s is not None else repetitions(event.full)
                score = "" if event.score is None else f", score {event.score:.0f}"
                return f"set {event.set}: {name}, {done}{score}"
            case StageChanged(stage=stage) if stage in _STAGES:
                return f"({_STAGES[stage]})"
            case ProfileChosen():
                return f"({event.profile} trains)"
            case SessionEnded():
                return "(the session is over)"
        return ""

    def _quality(self, rep: RepClosed) -> str:
        if rep.kind == "rejected":
            return f"not counted: {rep.reason or 'not a repetition'}"
        if rep.kind == "partial":
            return f"partial, {rep.depth:.0%} of the way"
        words = [self._mistake(rep.exercise, name) for name in rep.mistakes] or ["good depth"]
        if rep.side != "both":
            words.insert(0, rep.side)
        if rep.score is not None:
            words.append(f"score {rep.score:.0f}")
        return ", ".join(words)

    def _mistake(self, exercise: str, name: str) -> str:
        entry = self._catalogue.get(exercise)
        titles = {m.name: m.title for m in entry.mistakes} if entry is not None else {}
        return titles.get(name, name.replace("_", " ")).lower()

    def _add(self, ended: SetEnded) -> None:
        if ended.exercise is None:
            return
        total = self._totals.setdefault(ended.exercise, Total(ended.exercise))
        total.sets += 1
        total.full += ended.full
        total.partial += ended.partial
        total.rejected += ended.rejected
        total.hold_s += ended.hold_s or 0.0
        if ended.score is not None:
            weight = ended.hold_s or ended.full + ended.partial or 1
            total.scored += ended.score * weight
            total.weight += weight


def summary(totals: Iterable[Total]) -> list[str]:
    """The closing table as lines: exercise, repetitions (or seconds), partial and rejected ones, score."""
    rows = [("exercise", "reps", "partial", "rejected", "score")]
    for total in totals:
        reps = f"{total.hold_s:.0f} s" if total.hold_s else str(total.full)
        score = "" if total.score is None else f"{total.score:.0f}"
        rows.append((total.exercise, reps, str(total.partial), str(total.rejected), score))
    if len(rows) == 1:
        return ["No exercise was recognised."]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return ["  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))]) for row in rows]


def truth_line(truth: Iterable[tuple[str, int]]) -> str:
    """What the demo performed, exercises in their order, repetitions added up: "demo truth: squat 5, lunge 6"."""
    done: dict[str, int] = {}
    for exercise, reps in truth:
        done[exercise] = done.get(exercise, 0) + reps
    return "demo truth: " + ", ".join(f"{name} {reps}" for name, reps in done.items())


def repetitions(count: int) -> str:
    """ "1 repetition", "3 repetitions"."""
    return "1 repetition" if count == 1 else f"{count} repetitions"
