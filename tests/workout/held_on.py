"""How often crossed arms that are held on are understood, and how often anything else turns the camera off.

`python -m tests.workout.held_on` (a minute): every exercise of the catalogue from ahead and half aside at two tempi, in a set and
outside one, and every everyday motion, each through a pose network's errors.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

import numpy as np

from mirror.avatar import Camera, Noise, Person, everyday, project_all
from mirror.avatar.everyday import EVERYDAY
from mirror.pose.core import Pose
from mirror.workout.gestures import Gestures
from tests.acting import acted, catalogue
from tests.workout.test_gestures import FPS, signalled

TURNS = (-30.0, -15.0, 0.0, 15.0, 30.0)


def said(poses: Iterable[Pose], fps: float, seed: int, *, exercising: bool) -> list[str]:
    """What is understood of these poses once they have a network's errors."""
    network, gestures = Noise(np.random.default_rng(seed)), Gestures()
    heard = (gestures.step(i / fps, network(pose), exercising=exercising) for i, pose in enumerate(poses))
    return [name for name in heard if name is not None]


def understood(people: int) -> int:
    """How many of so many people, each turned another way, turn the camera off by holding on for 3.6 s."""
    signals = ((seed, signalled("cross_arms", turn=TURNS[seed % 5], seed=seed, hold_s=3.6)) for seed in range(people))
    return sum("camera_off" in said(poses, FPS, seed, exercising=seed % 2 == 0) for seed, poses in signals)


def main() -> None:
    seconds, false = 0.0, 0
    for exercise in catalogue():
        for azimuth in (-30.0, 0.0, 30.0):
            for tempo in (0.5, 1.0):
                poses = acted(exercise, 4, Camera(azimuth_deg=azimuth, distance_m=4.0), tempo=tempo, lead_s=2.0, tail_s=2.0)
                fps = 1.0 / (poses[1].t - poses[0].t)
                for exercising in (True, False):
                    false += said(poses, fps, 1, exercising=exercising).count("camera_off")
                    seconds += len(poses) / fps
    sys.stdout.write(f"exercises: {seconds / 60:.0f} minutes, camera off {false} times\n")
    seconds, false = 0.0, 0
    for name in EVERYDAY:
        for seed in (1, 2, 3):
            motion = everyday(name, person=Person.random(seed), seed=seed, fps=FPS)
            points = project_all(motion.points, Camera()).poses(motion.t)
            false += said(points, FPS, seed, exercising=False).count("camera_off")
            seconds += len(motion.t) / FPS
    sys.stdout.write(f"daily life: {seconds / 60:.0f} minutes, camera off {false} times\n")
    sys.stdout.write(f"arms crossed for 3.6 s: understood {understood(40)} of 40 times\n")


if __name__ == "__main__":
    main()
