"""Shown: what the mirror would see of an exercise that nobody has done before it yet: the avatar does it.

An exercise that has only a TOML is recognised by what its own key poses look like to the network: several people, from all
around, with a pose network's errors.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mirror.avatar.body import Person
from mirror.avatar.camera import Camera, project_all
from mirror.avatar.noise import Noise
from mirror.avatar.performance import perform
from mirror.exercises.core import Exercise
from mirror.pose.core import Pose

FPS = 16.0


def shown(exercise: Exercise, count: int = 10, seed: int = 0, reps: int = 4) -> Iterator[list[Pose]]:
    """`count` times a person doing `reps` repetitions, as poses at 16 Hz; the same arguments give the same poses.

    Raises ExerciseError for an exercise without motion.
    """
    for k in range(count):
        rng = np.random.default_rng((seed, k))
        made = perform(
            exercise,
            reps,
            person=Person.random(70_000 + 97 * seed + k),
            tempo=float(np.exp(rng.uniform(np.log(0.7), np.log(1.4)))),
            rom=float(rng.uniform(0.85, 1.08)),
            lead_s=0.2,
            tail_s=0.2,
            fps=FPS,
            seed=k,
        )
        height = float(rng.uniform(0.6, 1.6))
        distance = float(rng.uniform(2.6, 4.0))
        pitch = float(np.degrees(np.arctan2(0.9 - height, distance)))
        # Evenly around the person: an exercise on the floor faces anywhere.
        camera = Camera(height, pitch, 0.0, 360.0 * k / count - 180.0, distance, 52.0, 1280, 720)
        noise = Noise(rng, 1.0)
        seen = (noise(pose) for pose in project_all(made.points, camera).poses(made.t))
        yield [pose for pose in seen if pose is not None]
