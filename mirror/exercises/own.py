"""The user's own exercises, on top of those that come with the program: a TOML each, and beside it what was shown.

The catalogue that comes with the program is never changed by them: a file that has one of its names is left out. A file that is
broken is left out too, and its sentence is kept for whoever can tell the user: one bad file of theirs must not stop the mirror.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mirror import paths
from mirror.errors import ExerciseError
from mirror.exercises.core import Catalogue, Exercise, load_catalogue, load_exercise
from mirror.pose.core import Pose
from mirror.pose.skeleton import COUNT

SHOWN_SUFFIX = ".npz"
"""Of the file beside NAME.toml that holds the landmarks of the shown repetitions."""
_KEYS = ("t", "image", "world", "visibility", "size")


class WholeCatalogue(Catalogue):
    """The catalogue with the user's own exercises.

    Attributes:
        own: names of the user's. shown: name -> poses of the shown repetitions, for those that have them.
        problems: a sentence for each file of the user's that was left out.
    """

    def __init__(
        self, shipped: Catalogue, own: Iterator[Exercise], shown: Mapping[str, tuple[Pose, ...]], problems: tuple[str, ...]
    ) -> None:
        mine = list(own)
        super().__init__(iter([*shipped.values(), *mine]))
        self.own = frozenset(e.name for e in mine)
        self.shown = dict(shown)
        self.problems = problems


def load_whole(shipped: Path | None = None, own: Path | None = None) -> WholeCatalogue:
    """The catalogue (folder `shipped`) and the user's own exercises (folder `own`, which need not be there).

    Raises ExerciseError for a broken file of the catalogue itself.
    """
    catalogue = load_catalogue(shipped or paths.exercises())
    folder = own or paths.own_exercises()
    problems: list[str] = []
    mine: list[Exercise] = []
    shown: dict[str, tuple[Pose, ...]] = {}
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else []:
        try:
            exercise = load_exercise(path)
            if exercise.name in catalogue:
                raise ExerciseError(f"The exercise {path} has the name of one that comes with the program; rename it.")
            mine.append(exercise)
            beside = path.with_suffix(SHOWN_SUFFIX)
            if beside.exists():
                shown[exercise.name] = load_shown(beside)
        except ExerciseError as error:
            problems.append(str(error))
    return WholeCatalogue(catalogue, iter(mine), shown, tuple(problems))


def packed(poses: list[Pose]) -> dict[str, NDArray[np.float32]]:
    """What is written beside the TOML: t (N,) seconds from the first, image and world (N, 33, 3), visibility (N, 33), size (2,)
    of the picture."""
    first = poses[0]
    return {
        "t": np.array([pose.t - first.t for pose in poses], np.float32),
        "image": np.stack([pose.image for pose in poses]),
        "world": np.stack([pose.world for pose in poses]),
        "visibility": np.stack([pose.visibility for pose in poses]),
        "size": np.array([first.width, first.height], np.float32),
    }


def load_shown(path: Path) -> tuple[Pose, ...]:
    """The poses that `packed` was made of. Raises ExerciseError (a sentence) for a file that is not so."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            t, image, world, visibility, size = (np.asarray(kept[key], np.float32) for key in _KEYS)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise ExerciseError(f"{path} cannot be read ({error}); remove it, or teach the exercise again.") from error
    n = len(t)
    right = image.shape == world.shape == (n, COUNT, 3) and visibility.shape == (n, COUNT) and size.shape == (2,)
    if not right or not bool((np.diff(t) > 0).all()):
        raise ExerciseError(f"{path} does not hold a movement; remove it, or teach the exercise again.")
    width, height = (int(x) for x in size)
    return tuple(Pose(float(t[i]), image[i], world[i], visibility[i], width, height) for i in range(n))
