"""A movement of the avatar for each thing that the ledger says of one, with a peer's two thresholds on the same picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest

from mirror.commands import ChooseExercise
from mirror.events import RepClosed
from mirror.observation import Observation
from mirror.pose.core import Pose
from mirror.trainer import Trainer
from models.evaluation import two_thresholds
from tests.acting import FRONT, SIDE, acted, catalogue


@dataclass(frozen=True)
class Seen:
    """Attributes: told: (kind, reason) of each movement in the ledger. peer: what the two thresholds counted."""

    told: tuple[tuple[str, str | None], ...]
    peer: int

    @property
    def full(self) -> int:
        return self.told.count(("full", None))


def seen(exercise: str, poses: Sequence[Pose]) -> Seen:
    trainer = Trainer(catalogue(), None)
    events = list(trainer.apply(ChooseExercise(exercise)))
    for i, pose in enumerate(poses):
        events += trainer.step(Observation(pose.t, pose, frame=i)).events
    events += trainer.finish(poses[-1].t)
    told = tuple((e.kind, e.reason) for e in events if isinstance(e, RepClosed))
    pixels = np.stack([pose.pixels() for pose in poses]).astype(np.float32)
    outside = (np.abs(np.stack([pose.image[:, :2] for pose in poses]) - 0.5) > 0.5).any(axis=2)
    # A 2D network that is given the picture sees nothing outside of it.
    visibility = np.where(outside, 0.0, np.stack([pose.visibility for pose in poses])).astype(np.float32)
    at = two_thresholds.count(catalogue()[exercise], pixels, visibility, 30.0)
    return Seen(told, len(at or []))


def after_a_good_one(exercise: str, reps: int, tempo: float) -> tuple[Pose, ...]:
    """One repetition as it should be (a set never begins with a rejected movement), then others in this tempo."""
    first = acted(exercise, 1, FRONT, tail_s=0.1)
    return (*first, *acted(exercise, reps, FRONT, tempo=tempo, lead_s=0.0, start_t=first[-1].t + 1 / 30))


def shifted(poses: Sequence[Pose], start_t: float, end_t: float) -> list[Pose]:
    """The camera is knocked for a while: all but the head is below its picture."""
    down = np.array([0.0, 0.7, 0.0], np.float32)
    return [replace(p, image=p.image + down) if start_t <= p.t < end_t else p for p in poses]


@pytest.mark.parametrize("exercise", ["squat", "push_up", "lateral_raise"])
def test_full(exercise: str) -> None:
    told = seen(exercise, acted(exercise, 4, FRONT))
    assert told.told == (("full", None),) * 4
    assert told.peer == 4


def test_from_the_side_the_peer_has_lost_the_far_leg() -> None:
    told = seen("squat", acted("squat", 4, SIDE))
    assert told.full == 4
    assert told.peer == 0


def test_partial_has_its_depth_and_the_peer_has_nothing() -> None:
    told = seen("squat", acted("squat", 3, FRONT, rom=0.5))
    assert told.told == (("partial", None),) * 3
    assert told.peer == 0


def test_too_fast_to_be_real() -> None:
    told = seen("squat", after_a_good_one("squat", 3, 8.0))
    assert told.told[0] == ("full", None)
    assert told.told[1:] == (("rejected", "too fast"),) * 3
    assert told.peer == 1


def test_too_slow() -> None:
    told = seen("squat", after_a_good_one("squat", 1, 0.14))
    assert told.told == (("full", None), ("rejected", "too slow"))
    assert told.peer == 2


def test_out_of_the_picture() -> None:
    whole = after_a_good_one("squat", 2, 0.5)
    assert seen("squat", whole).full == 3
    told = seen("squat", shifted(whole, 4.4, 5.4))
    assert told.told == (("full", None), ("rejected", "out of the picture"), ("full", None))
    # The peer freezes while it sees nothing and counts on as if nothing had been.
    assert told.peer == 3


def test_one_side_unseen_is_counted_by_the_other_and_not_by_the_peer() -> None:
    poses = []
    for pose in acted("squat", 4, FRONT):
        world, image, visibility = pose.world.copy(), pose.image.copy(), pose.visibility.copy()
        gone = [25, 27, 29, 31, 13, 15]
        world[gone], image[gone], visibility[gone] = np.nan, np.nan, 0.0
        poses.append(replace(pose, world=world, image=image, visibility=visibility))
    told = seen("squat", poses)
    assert told.full == 4
    assert told.peer == 0
