"""People for tests: the avatar in front of an exact camera, and a recogniser that says what it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

import numpy as np

from mirror import paths
from mirror.avatar import Camera, Person, perform, project_all
from mirror.events import Event
from mirror.exercises.core import Catalogue, load_catalogue
from mirror.geometry.body import Body
from mirror.observation import Observation
from mirror.pose.core import Pose
from mirror.recognition.core import Recognition

FRONT = Camera(azimuth_deg=0.0, distance_m=4.0, width=1280, height=960)
OBLIQUE = Camera(azimuth_deg=-40.0, distance_m=4.0, width=1280, height=960)
SIDE = Camera(azimuth_deg=-85.0, distance_m=4.0, width=1280, height=960)


@cache
def catalogue() -> Catalogue:
    return load_catalogue(paths.exercises())


@cache
def acted(
    exercise: str,
    reps: int,
    camera: Camera = FRONT,
    mistake: str | None = None,
    rom: float = 1.0,
    tempo: float = 1.0,
    lead_s: float = 1.0,
    tail_s: float = 1.0,
    start_t: float = 0.0,
    pause_s: float = 0.0,
    faulty: tuple[int, ...] | None = None,
) -> tuple[Pose, ...]:
    """The poses of an exercise, from `start_t` on."""
    done = perform(
        catalogue()[exercise],
        reps,
        person=Person.random(3),
        mistake=mistake,
        faulty=faulty,
        rom=rom,
        tempo=tempo,
        lead_s=lead_s,
        tail_s=tail_s,
        pause_s=pause_s,
        seed=3,
    )
    return project_all(done.points, camera).poses(done.t + start_t)


def watched(poses: Iterable[Pose]) -> list[Observation]:
    return [Observation(pose.t, pose, frame=i) for i, pose in enumerate(poses)]


def nobody(start_t: float, seconds: float, *, camera: bool = True, fps: float = 30.0) -> list[Observation]:
    count = round(seconds * fps)
    return [Observation(start_t + (i + 1) / fps, None, camera=camera) for i in range(count)]


class Told:
    """A recogniser whose answer is a function of time: a name, None for "none", or several names with their probabilities."""

    names = ("none", "squat", "push_up", "jumping_jack", "lunge", "bicep_curl", "plank")
    threshold = 0.5

    def __init__(self, says: Callable[[float], str | Mapping[str, float] | None]) -> None:
        self.says = says
        self._next = -1.0

    def step(self, t: float, body: Body | None) -> Recognition | None:
        if t < self._next:
            return None
        self._next = t + 0.25
        name = self.says(t) if body is not None else None
        told = name if isinstance(name, Mapping) else {name or "none": 1.0 - 0.01 * (len(self.names) - 1)}
        rest = (1.0 - sum(told.values())) / (len(self.names) - len(told))
        p = np.array([told.get(n, rest) for n in self.names], np.float32)
        return Recognition(t, p, self.names, np.zeros(4, np.float32))

    def reset(self) -> None:
        self._next = -1.0


def always(name: str | None) -> Told:
    return Told(lambda t: name)


def of(kind: type[Event], events: Iterable[Event]) -> list[Event]:
    return [event for event in events if isinstance(event, kind)]
