"""Stock: everything that a network may be fitted to, prepared once, so that many fittings can each take their part of it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from collections.abc import Sequence as Many
from dataclasses import dataclass

import numpy as np

from models.corpus.augment import STRENGTHS, variant
from models.corpus.compose import Piece
from models.corpus.generate import generate
from models.corpus.pieces import NAMES, labels_of, mistakes_of, pieces_of
from models.corpus.sequence import Sequence
from models.training.streaming import Held, catalogue

log = logging.getLogger(__name__)

CLEAR = frozenset({"ui_prmd_kinect", "ui_prmd_vicon", "exercise_correction", "cmu_mocap", "yuyoujiang"})
"""Sources whose licence lets a network that learned from them be shared freely (ODC-PDDL, MIT, free to use, Apache-2.0);
pose_trainer's GPL-3.0 is clear too, but asks for more than this program's licence gives."""


@dataclass(frozen=True, slots=True, eq=False)
class Stock:
    """Pieces with the fine labels that their numbers stand for."""

    pieces: list[Piece]
    labels: tuple[str, ...]

    def only(self, wanted: Callable[[Piece], bool]) -> Stock:
        """The part of it that is wanted; labels keep their numbers."""
        return Stock([p for p in self.pieces if wanted(p)], self.labels)


def stock(
    recorded: Iterable[Sequence],
    *,
    avatar: int,
    seed: int,
    filmed: Iterable[Sequence] = (),
    labels: Many[str] | None = None,
) -> Stock:
    """Recordings, `avatar` generated performances of the seed, and filmed ones. `labels`: fine labels to number by, those of
    another stock; without them all that occur."""
    began = time.monotonic()
    sequences = [*recorded, *generate(avatar, seed, invented=True), *filmed]
    at = labels_of(sequences) if labels is None else {label: i for i, label in enumerate(labels)}
    pieces = pieces_of(sequences, at, np.random.default_rng(seed), mistakes=mistakes_of(catalogue()))
    log.info("%d pieces of %d sequences in %.0f s", len(pieces), len(sequences), time.monotonic() - began)
    return Stock(pieces, tuple(at))


def unseen(count: int, seed: int) -> Held:
    """Generated people that no training sees (another seed), for what the recordings cannot speak for."""
    rng = np.random.default_rng((seed, 1))
    people = (q for q in generate(count, seed + 1_000_003) if q.exercise in NAMES)
    made = ((q, variant(q, rng, STRENGTHS["avatar"]).features()) for q in people)
    return [(q, x) for q, x in made if len(x) >= 16]
