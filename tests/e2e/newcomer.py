"""A film of somebody who uses the mirror for the first time, with nothing but gestures."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from mirror import paths
from mirror.avatar import Camera, Person, perform
from mirror.avatar.contact import anchors_of
from mirror.avatar.everyday import idle
from mirror.avatar.posture import State, joined, lay, row
from mirror.avatar.signals import signal
from mirror.avatar.transition import morph, walk
from mirror.avatar.video import write_film
from mirror.exercises.core import load_exercise

FPS = 20.0
REPS = 5
CAMERA = Camera(height_m=1.2, pitch_deg=-4.0, distance_m=3.5, width=854, height=480)


def performed(seed: int = 0) -> State:
    """Comes in, points to the right twice, raises a hand, squats five times, rests, crosses the arms and waits."""
    person, rng = Person(), np.random.default_rng(seed)
    parts = [walk(person, (-2.2, 0.1), (0.0, 0.0), 0.0, FPS)]

    def stand(seconds: float) -> None:
        about = idle(person, rng, FPS, seconds, anchors_of(person, "feet", row({})))
        parts.append(morph(person, parts[-1], about, 0.4, FPS))
        parts.append(about)

    def tell(name: str, hold_s: float) -> None:
        parts.append(signal(person, parts[-1], name, FPS, hold_s=hold_s, rng=rng))

    stand(0.5)
    tell("point_right", 0.8)
    tell("point_right", 0.8)
    tell("raise_right", 1.3)
    stand(4.6)  # set-up and 3-2-1
    exercise = load_exercise(paths.exercises() / "squat.toml")
    squats = perform(exercise, REPS, person=person, lead_s=0.3, tail_s=0.4, fps=FPS, seed=seed).state
    parts += [morph(person, parts[-1], squats, 0.5, FPS), squats]
    stand(5.0)
    tell("cross_arms", 1.5)
    stand(0.8)
    return joined(parts)


def film(out: Path, seed: int = 0) -> float:
    """Writes the film; returns its length in seconds."""
    points = lay(Person(), performed(seed)).points
    write_film(points, CAMERA, out, fps=FPS, seed=seed)
    return len(points) / FPS
