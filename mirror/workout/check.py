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
NO_MISTAKE = "I saw no mistake."
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

    def replay(self, t: float, catalogue: Mapping[str, Exercise]) -> tuple[Replay, str]:
        """What was done until now, and what is said aloud of it."""
        start = self.start if self.start is not None else t
        sets = [e for e in self._events if isinstance(e, SetEnded) and e.exercise in catalogue]
        best = max(sets, key=lambda e: (e.full + e.partial, e.hold_s or 0.0), default=None)
        exercise = catalogue[best.exercise] if best is not None and best.exercise is not None else None
        verdict, advice = (NOTHING, NOTHING) if best is None or exercise is None else _verdict(best, exercise)
        replay = Replay(
            poses=tuple(self._poses),
            start=start,
            end=t,
            position=start,
            marks=tuple(sorted(self._marks(catalogue), key=lambda mark: mark.start)),
            exercise="" if exercise is None else exercise.name,
            title="" if exercise is None else exercise.title,
            verdict=verdict,
        )
        return replay, advice

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


def _verdict(done: SetEnded, exercise: Exercise) -> tuple[str, str]:
    """What was counted with the one thing to work on, and that thing alone."""
    told = Counter(dict(done.mistakes)).most_common(1)
    advice = next((m.cue for m in exercise.mistakes if told and m.name == told[0][0]), NO_MISTAKE)
    if done.hold_s is not None:
        return f"Held for {done.hold_s:.0f} seconds. {advice}", advice
    if done.partial:
        return f"{done.full} repetitions, {done.partial} not all the way. {advice}", advice
    return (f"{done.full} repetitions. {advice}" if done.full != 1 else f"One repetition. {advice}"), advice
