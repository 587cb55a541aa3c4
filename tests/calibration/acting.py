"""Somebody who calibrates, as landmarks without a network: exact places, BlazePose's order and form."""

from __future__ import annotations

from functools import cache

import numpy as np

from mirror.avatar.body import Person
from mirror.avatar.calibrating import Calibrating, calibrating
from mirror.avatar.camera import Camera, project_all
from mirror.pose.core import Pose

CAMERA = Camera(1.1, -6.0, 2.0, 0.0, 2.9, 50.0, 640, 360)


@cache
def movement(height_m: float = 1.75, back: float = -1.3, facing: float = 10.0) -> Calibrating:
    return calibrating(Person(height_m), back=(0.0, back), facing_deg=facing, fps=6.0, seed=2)


def poses(made: Calibrating | None = None, camera: Camera = CAMERA, noise: float = 0.0015) -> list[Pose]:
    """`noise`: of each landmark, shares of the picture's height."""
    made = made or movement()
    shown = project_all(made.points, camera)
    rng = np.random.default_rng(1)
    image = shown.image + (noise * rng.standard_normal(shown.image.shape)).astype(np.float32)
    seen = np.full_like(shown.visibility, 0.98)
    return [Pose(float(t), image[i], shown.world[i], seen[i], camera.width, camera.height) for i, t in enumerate(made.t)]
