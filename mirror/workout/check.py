"""Quick check: a few seconds are watched, then there is a verdict and the same seconds once more, with what was wrong in them.

What is kept is landmarks in memory, never a picture, and only until the check is over (seed 003's "record, assess, replay").
Pure: poses and events in, a Replay out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mirror.events import Event, MistakeSeen, RepClosed, SetEnded
from mirror.exercises.core import Exercise, Mistake
from mirror.pose.core import Pose
from mirror.snapshot import Mark, Replay

SECONDS = 20.0
NOTHING = "I saw nothing that I could count. Face the mirror and let me see all of you."
_MARK_S = 0.8
"""How long a mistake stays marked whose repetition has no end."""
_KINDS = {"full": "rep", "partial": "partial", "rejected": "rejected"}


class Recorder:
    """Keeps what is seen from `begin` on.

    Attributes:
        start: seconds, None before the beginning.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self.start: float | None = None
        self._poses: list[Pose] = []
        self._events: list[Event] = []

    def begin(self, t: float) -> None:
        self.start = t

    def keep(self, pose: Pose | None, events: Iterable[Event]) -> None:
        """One moment of the check."""
        if pose is not None:
            self._poses.append(pose)
        self.hear(events)

    def hear(self, events: Iterable[Event]) -> None:
        self._events.extend(event for event in events if isinstance(event, RepClosed | MistakeSeen | SetEnded))

    def left(self, t: float) -> float:
        """Seconds that it still goes on."""
        return self.seconds if self.start is None else max(self.start + self.seconds - t, 0.0)

    def replay(self, t: float, catalogue: Mapping[str, Exercise]) -> Replay:
        """What was done until now."""
        start = self.start if self.start is not None else t
        sets = [e for e in self._events if isinstance(e, SetEnded) and e.exercise in catalogue]
        best = max(sets, key=lambda e: (e.full + e.partial, e.hold_s or 0.0), default=None)
        exercise = catalogue[best.exercise] if best is not None and best.exercise is not None else None
        return Replay(
            poses=tuple(self._poses),
            start=start,
            end=t,
            position=start,
            marks=tuple(sorted(self._marks(catalogue), key=lambda mark: mark.start)),
            exercise="" if exercise is None else exercise.name,
            title="" if exercise is None else exercise.title,
            verdict=NOTHING if best is None or exercise is None else _verdict(best, exercise, self._faulty(exercise.name)),
        )

    def _marks(self, catalogue: Mapping[str, Exercise]) -> Iterable[Mark]:
        reps = [e for e in self._events if isinstance(e, RepClosed)]
        for rep in reps:
            title = rep.reason or "" if rep.kind == "rejected" else str(rep.number) if rep.kind == "full" else ""
            yield Mark(rep.start_t, rep.end_t, _KINDS[rep.kind], title)  # type: ignore[arg-type]
        told = set()
        for seen in (e for e in self._events if isinstance(e, MistakeSeen)):
            mistake = _mistake(catalogue, seen.exercise, seen.mistake)
            during = [r for r in reps if r.exercise == seen.exercise and r.start_t <= seen.t <= r.end_t + 1.0][-1:]
            if mistake is None or (during and seen.mistake not in during[0].mistakes):
                continue  # taken back when the repetition was judged
            begin, end = seen.t, seen.t + _MARK_S
            if during:
                told.add((seen.mistake, during[0].end_t))
                # A mistake that is known only once the repetition is over was somewhere in it.
                begin, end = (seen.t if seen.t < during[0].end_t else during[0].start_t), during[0].end_t
            yield Mark(begin, end, "mistake", mistake.title, mistake.joints)
        for rep in reps:
            for name in rep.mistakes:
                mistake = _mistake(catalogue, rep.exercise, name)
                if mistake is not None and (name, rep.end_t) not in told:
                    yield Mark(rep.start_t, rep.end_t, "mistake", mistake.title, mistake.joints)

    def _faulty(self, exercise: str) -> int:
        """How many of the counted repetitions had a mistake."""
        return sum(
            isinstance(e, RepClosed) and e.exercise == exercise and e.kind != "rejected" and bool(e.mistakes)
            for e in self._events
        )


@dataclass(slots=True)
class Shown:
    """A replay on the screen, from `since` on (seconds), round and round."""

    replay: Replay
    since: float

    def at(self, t: float) -> Replay:
        span = max(self.replay.end - self.replay.start, 1e-3)
        return replace(self.replay, position=self.replay.start + (t - self.since) % span)


def _mistake(catalogue: Mapping[str, Exercise], exercise: str, name: str) -> Mistake | None:
    entry = catalogue.get(exercise)
    return next((m for m in entry.mistakes if m.name == name), None) if entry is not None else None


def _verdict(done: SetEnded, exercise: Exercise, faulty: int) -> str:
    """What was counted, and the one thing to work on."""
    count = f"{done.hold_s:.0f} seconds" if done.hold_s else "1 repetition" if done.full == 1 else f"{done.full} repetitions"
    partial = f", {done.partial} not all the way" if done.partial else ""
    told = Counter(dict(done.mistakes)).most_common(1)
    if not told:
        return f"{exercise.title}: {count}{partial}. I saw no mistake."
    name, times = told[0]
    mistake = next((m for m in exercise.mistakes if m.name == name), None)
    if mistake is None:
        return f"{exercise.title}: {count}{partial}."
    often = "" if done.hold_s else f" in {max(min(times, faulty), 1)} of {done.full + done.partial}"
    return f"{exercise.title}: {count}{partial}. {mistake.title}{often}. {mistake.cue}"
