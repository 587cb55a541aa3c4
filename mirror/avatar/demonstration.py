"""Demonstration: the avatar shows an exercise once, well, and beside it a mistake; ready to be drawn as often as wanted.

Nothing here draws. Places are metres in the room (y up, floor 0), the person facing +z.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mirror.avatar.body import Person
from mirror.avatar.contact import anchors_of, settle
from mirror.avatar.motion import props_for
from mirror.avatar.performance import perform
from mirror.avatar.posture import lay, row
from mirror.avatar.props import placed
from mirror.errors import ExerciseError
from mirror.exercises.core import Exercise, Posture, ViewChoice
from mirror.exercises.own import WholeCatalogue, load_whole

Floats = NDArray[np.float32]

FPS = 15.0
"""Enough for a calm figure, and half of what a camera's pictures would cost."""
_LEAD_S, _TAIL_S = 0.4, 0.6
_LONGEST_S = 7.0
"""A hold or a crawl is shown no longer than this before it begins anew, seconds."""


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """N moments of one performance.

    Attributes:
        points: (N, 33, 3) float32 landmarks, metres.
        rods: (N, R, 2, 3) ends of the bars that are held or stand around; radii: (R,) metres.
        solids: for each box or plate (N, M, 3) points whose hull it is.
    """

    points: Floats
    rods: Floats
    radii: Floats
    solids: tuple[Floats, ...]

    def __len__(self) -> int:
        return len(self.points)


@dataclass(frozen=True, slots=True, eq=False)
class Demonstration:
    """One repetition, or a hold's first seconds.

    Attributes:
        exercise: its name, "" for somebody who just stands. mistake: shown in `wrong`, or None.
        height_m: of the person. posture: of the rest position. view: from which the exercise is best seen.
        right: as it should be. wrong: the same with the mistake, as many moments; None without one.
        joints: what the mistake is about, as in the exercise's TOML. peak: the moment of the full range of motion.
    """

    exercise: str
    mistake: str | None
    height_m: float
    posture: Posture
    view: ViewChoice
    right: Take
    wrong: Take | None = None
    joints: tuple[str, ...] = ()
    peak: int = 0
    fps: float = FPS


@lru_cache(maxsize=1)
def _catalogue() -> WholeCatalogue:
    return load_whole()


@lru_cache(maxsize=12)
def demonstrate(exercise: str, mistake: str | None = None) -> Demonstration:
    """The avatar's showing of an exercise of the catalogue ("": it just stands).

    A mistake that it cannot show, or that the exercise does not have, is left out. Raises ExerciseError for an exercise that
    is not in the catalogue or has no motion. Costs tens of milliseconds the first time.
    """
    if not exercise:
        return standing()
    found = _catalogue().get(exercise)
    if found is None:
        raise ExerciseError(f"There is no exercise called {exercise} that the avatar can show.")
    person = Person()
    right, peak = _take(found, person, None)
    known = {m.name: m for m in found.mistakes if m.motion is not None}
    wrong = _take(found, person, mistake)[0] if mistake in known else None
    if wrong is not None:
        moments = max(len(right), len(wrong))
        right, wrong = _held(right, moments), _held(wrong, moments)
    return Demonstration(
        exercise,
        mistake if wrong is not None else None,
        person.height_m,
        found.posture,
        found.views[0],
        right,
        wrong,
        known[mistake].joints if mistake in known else (),
        peak,
    )


@lru_cache(maxsize=1)
def standing() -> Demonstration:
    """Somebody who stands at ease, a single moment."""
    person = Person()
    rest = row({})
    points = lay(person, settle(person, "feet", rest[None], anchors_of(person, "feet", rest))).points.astype(np.float32)
    take = Take(points, np.zeros((1, 0, 2, 3), np.float32), np.zeros(0, np.float32), ())
    return Demonstration("", None, person.height_m, "standing", "front", take)


def _take(exercise: Exercise, person: Person, mistake: str | None) -> tuple[Take, int]:
    """The showing, and its deepest moment."""
    made = perform(
        exercise,
        2 if exercise.sides == "alternating" else 1,
        person=person,
        mistake=mistake,
        variation=0.0,
        lead_s=_LEAD_S,
        tail_s=_TAIL_S,
        fps=FPS,
    )
    points = made.points[: round(_LONGEST_S * FPS)]
    props = props_for(exercise)
    stood = [placed(moment, person.height_m, props) for moment in points]
    rods = np.array([[(rod.a, rod.b) for rod in rods] for _, rods in stood], np.float32).reshape(len(points), -1, 2, 3)
    radii = np.array([rod.radius for rod in stood[0][1]], np.float32)
    solids = tuple(
        np.array(
            [
                np.concatenate([boxes[k].rim(1.0), boxes[k].rim(-1.0)]) if boxes[k].disc else boxes[k].corners()
                for boxes, _ in stood
            ],
            np.float32,
        )
        for k in range(len(stood[0][0]))
    )
    deepest = int(np.argmax(made.depth[: len(points)] >= 0.98 * made.depth[: len(points)].max()))
    return Take(points.astype(np.float32), rods, radii, solids), deepest


def _held(take: Take, moments: int) -> Take:
    """The take with its last moment held until it is this long."""
    index = np.minimum(np.arange(moments), len(take) - 1)
    return Take(take.points[index], take.rods[index], take.radii, tuple(solid[index] for solid in take.solids))
