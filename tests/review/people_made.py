"""Sets made by the avatar at a track's own rate, with the truth of each repetition."""

from __future__ import annotations

from functools import cache

from mirror.avatar import Camera, Person, perform, project_all
from mirror.pose.core import Pose
from mirror.sessions.track import RATE
from tests.acting import OBLIQUE, catalogue
from tests.review.logs import Rep


@cache
def made(
    exercise: str,
    reps: int,
    camera: Camera = OBLIQUE,
    rom: float = 1.0,
    asymmetry: float = 0.0,
    tempo: float = 1.0,
    seed: int = 3,
) -> tuple[tuple[Pose, ...], tuple[Rep, ...]]:
    """Exact landmarks, 16 a second, and the repetitions as they were made."""
    done = perform(
        catalogue()[exercise], reps, person=Person.random(seed), rom=rom, asymmetry=asymmetry, tempo=tempo, fps=RATE, seed=seed
    )
    poses = project_all(done.points, camera).poses(done.t)
    return poses, tuple(Rep(r.start_s, r.end_s - r.start_s, side=r.side, score=90.0) for r in done.reps)
