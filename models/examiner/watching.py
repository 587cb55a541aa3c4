"""The mirror as it is, watching: Seen -> the real Trainer -> its events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mirror import events as ev
from mirror.commands import Calibrate, ChooseExercise
from mirror.exercises.core import Exercise
from mirror.geometry.camera import Calibration
from mirror.naming import RecogniserLike
from mirror.observation import Observation
from mirror.trainer import Trainer
from models.corpus.seen import Seen


@dataclass(frozen=True, slots=True)
class Watched:
    """What the mirror made of it.

    Attributes:
        events: all of them, in order. shown: (seconds, name) each time another name appeared on the screen.
    """

    events: tuple[ev.Event, ...]
    shown: tuple[tuple[float, str], ...]

    def of(self, kind: type[ev.Event]) -> list[ev.Event]:
        """The events of one kind."""
        return [e for e in self.events if isinstance(e, kind)]


def watch(
    seen: Seen,
    catalogue: Mapping[str, Exercise],
    recogniser: RecogniserLike | None,
    *,
    chosen: str | None = None,
    calibration: Calibration | None = None,
) -> Watched:
    """A fresh Trainer over the whole of it, as `mirror analyze` does. `chosen`: the exercise that the user has chosen;
    `calibration`: None, an uncalibrated mirror that believes in a level camera."""
    if recogniser is not None:
        recogniser.reset()
    trainer = Trainer(catalogue, recogniser)
    events: list[ev.Event] = []
    if calibration is not None:
        events += trainer.apply(Calibrate(calibration))
    if chosen is not None:
        events += trainer.apply(ChooseExercise(chosen))
    shown: list[tuple[float, str]] = []
    before: str | None = None
    last = 0.0
    for t, pose in zip(seen.t.tolist(), seen.poses(), strict=True):
        step = trainer.step(Observation(t, pose))
        events += step.events
        last = t
        name = step.snapshot.exercise
        if name is not None and name != before:
            shown.append((t, name))
        before = name
    events += trainer.finish(last)
    return Watched(tuple(events), tuple(shown))
