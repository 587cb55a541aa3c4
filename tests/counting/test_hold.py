"""A hold counts seconds and ends when the form breaks: hips on the way to the floor, or far above the line."""

from __future__ import annotations

import numpy as np
import pytest

from mirror.avatar import Person, perform, project_all
from mirror.avatar.camera import Camera
from mirror.commands import ChooseExercise
from mirror.events import SetEnded
from mirror.observation import Observation
from mirror.pose.core import Pose
from mirror.trainer import Trainer
from tests.acting import OBLIQUE, SIDE, catalogue

HELD_S = 8.0
"""What the avatar's plank lasts by its TOML."""


def plank(camera: Camera, mistake: str | None = None, size: float = 1.0) -> tuple[list[Pose], np.ndarray]:
    """The poses of a plank and the phase of each."""
    made = perform(catalogue()["plank"], 1, person=Person.random(3), mistake=mistake, fault_size=size, seed=3)
    return list(project_all(made.points, camera).poses(made.t)), made.phase


def held(poses: list[Pose]) -> list[SetEnded]:
    trainer = Trainer(catalogue(), None)
    events = list(trainer.apply(ChooseExercise("plank")))
    for i, pose in enumerate(poses):
        events += trainer.step(Observation(i / 30, pose, frame=i)).events
    events += trainer.finish(len(poses) / 30)
    return [e for e in events if isinstance(e, SetEnded)]


def broken_off(camera: Camera, mistake: str, size: float) -> list[Pose]:
    """Four seconds of a good plank, then one with the fault."""
    good, phase = plank(camera)
    bad, _ = plank(camera, mistake, size)
    first = int(np.flatnonzero(phase == 2)[0])
    return good[: first + 120] + bad[first + 120 :]


@pytest.mark.parametrize("camera", [SIDE, OBLIQUE])
def test_a_plank_counts_its_seconds(camera: Camera) -> None:
    ended = held(plank(camera)[0])
    assert len(ended) == 1
    assert ended[0].hold_s == pytest.approx(HELD_S, abs=1.5)


@pytest.mark.parametrize("camera", [SIDE, OBLIQUE])
@pytest.mark.parametrize(("mistake", "size"), [("hips_sagging", 3.5), ("hips_high", 2.2)])
def test_the_hold_ends_when_the_form_breaks(camera: Camera, mistake: str, size: float) -> None:
    ended = held(broken_off(camera, mistake, size))
    assert len(ended) == 1
    assert ended[0].hold_s == pytest.approx(4.0, abs=1.0)


@pytest.mark.parametrize(("mistake", "size"), [("hips_sagging", 1.0), ("hips_high", 1.0)])
def test_a_mistake_is_told_while_the_hold_goes_on(mistake: str, size: float) -> None:
    ended = held(plank(SIDE, mistake, size)[0])
    assert len(ended) == 1
    assert ended[0].hold_s == pytest.approx(HELD_S, abs=1.5)
    assert mistake in ended[0].mistakes
