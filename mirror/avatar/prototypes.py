"""Prototypes of the exercises that the network was not trained on: from the avatar's motion alone, or from what a user showed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mirror.avatar.shown import shown
from mirror.exercises.core import Catalogue, Exercise
from mirror.exercises.own import WholeCatalogue
from mirror.geometry import Calibration, body_from_pose
from mirror.pose.core import Pose
from mirror.recognition.classifier import Network, Recogniser, load_recogniser
from mirror.recognition.core import NONE, Recognition
from mirror.recognition.prototypes import WARM_OUTPUTS, Prototypes, prototype

_TAKEN = 0.5
"""An exercise that the classifier gives this much to one of its own classes cannot be told apart from it by likeness."""


def answers(network: Network, poses: Iterable[Pose]) -> list[Recognition]:
    """What the network says of a movement, about 4 times a second."""
    recogniser = Recogniser(network)
    told = (recogniser.step(pose.t, body_from_pose(pose, Calibration())) for pose in poses)
    return [answer for answer in told if answer is not None]


def embeddings(said: list[Recognition]) -> NDArray[np.float32]:
    """(n, E) of the answers."""
    return np.stack([a.embedding for a in said]) if said else np.zeros((0, 1), np.float32)


def prototype_of(network: Network, exercise: Exercise, count: int = 10, seed: int = 0) -> NDArray[np.float32]:
    """(E,) the prototype of an exercise as the avatar does it. Raises ExerciseError for one without motion."""
    return prototype([embeddings(answers(network, poses)) for poses in shown(exercise, count, seed)])


def taken_for(network: Network, exercise: Exercise, count: int = 4, seed: int = 1) -> str | None:
    """The class that the network itself takes the avatar's exercise for, None where it takes it for none."""
    return _taken(network, [answers(network, poses) for poses in shown(exercise, count, seed)])


def _taken(network: Network, examples: list[list[Recognition]]) -> str | None:
    mean = np.zeros(len(network.card.names))
    for said in examples:
        warm = said[WARM_OUTPUTS:]
        mean += np.mean([a.probabilities for a in warm], axis=0) / len(examples) if warm else 0.0
    best = int(mean.argmax())
    name = network.card.names[best]
    return name if name != NONE and mean[best] >= _TAKEN else None


def own_prototype(network: Network, poses: Iterable[Pose]) -> tuple[NDArray[np.float32] | None, str | None]:
    """((E,) prototype of what a user showed, the class that the network takes it for): one of them is None, and both where
    nothing was seen."""
    said = answers(network, poses)
    taken = _taken(network, [said])
    return (prototype([embeddings(said)]) if said and taken is None else None), taken


def prototypes_for(catalogue: Catalogue, network: Network) -> Prototypes:
    """Prototypes of all exercises with a motion that the network has no class for and does not take for one of its own, and of
    the user's own exercises by what they showed.

    Half a second for each that the network's card does not know.
    """
    card = network.card
    missing = [e for n, e in catalogue.items() if e.motion is not None and n not in card.names and n not in card.told_as]
    vectors = {e.name: prototype_of(network, e) for e in missing if taken_for(network, e) is None}
    if isinstance(catalogue, WholeCatalogue):
        own = {name: own_prototype(network, poses)[0] for name, poses in catalogue.shown.items()}
        vectors.update({name: vector for name, vector in own.items() if vector is not None})
    return Prototypes(vectors, card.likeness)


def recogniser_for(catalogue: Catalogue, path: Path | None = None) -> Recogniser:
    """The recogniser that comes with the program (or the one at `path`), for all of this catalogue. Raises ModelError."""
    recogniser = load_recogniser(path)
    prototypes = prototypes_for(catalogue, recogniser.network)
    return Recogniser(recogniser.network, prototypes) if len(prototypes) else recogniser
