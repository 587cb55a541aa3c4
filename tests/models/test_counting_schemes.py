"""The annotation schemes of seed 004: how moments are marked, how marks become counts, and that a probe learns them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("sklearn")

from models.corpus.sequence import Sequence
from models.evaluation import schemes
from models.evaluation.recorded import of_motion
from models.evaluation.schemes import counted, fit, marked, moments
from models.experiments.counting import SEED_004, other_seen, performance


def still(reps: int, seconds: float = 4.0, fps: float = 20.0) -> Sequence:
    """Nobody moves; only the bounds and the turning points are told."""
    count = round((reps * seconds + 2.0) * fps)
    bounds = tuple((round((1 + k * seconds) * fps), round((1 + (k + 1) * seconds) * fps)) for k in range(reps))
    return Sequence(
        id="still", source="made", subject="made", split="test", exercise="squat", label="squat", fps=fps, assumed=False,
        world=np.zeros((count, 33, 3), np.float32), visibility=np.ones((count, 33), np.float32),
        root_px=np.zeros((count, 2), np.float32), torso_px=np.ones(count, np.float32), frame="mocap",
        bounds=bounds, peaks=tuple((a + b) // 2 for a, b in bounds),
    )  # fmt: skip


@pytest.mark.parametrize("scheme", [1, 2, 3])
@pytest.mark.parametrize("reps", [1, 4, 7])
def test_true_answers_count_right(scheme: schemes.Scheme, reps: int) -> None:
    sequence = still(reps)
    assert counted(marked(sequence, round(sequence.seconds * 4), scheme), scheme) == reps


def test_what_is_marked() -> None:
    sequence = still(2)
    t = moments(40)
    halves = marked(sequence, 40, 3)
    assert set(halves[t < 1.0]) == {-1}
    assert set(halves[(t >= 1.0) & (t < 3.0)]) == {0}
    assert set(halves[(t >= 3.0) & (t < 5.0)]) == {1}
    ends = marked(sequence, 40, 1)
    assert np.abs(t[ends == 1] - np.where(t[ends == 1] < 7, 5.0, 9.0)).max() <= 0.2
    assert (marked(sequence, 40, 2) == 1).sum() == 2 * (np.abs(t - 3.0) <= 0.2).sum()
    with pytest.raises(ValueError, match="turning points"):
        marked(replace(sequence, peaks=()), 40, 3)


def test_an_end_that_flickers_counts_once() -> None:
    assert counted(np.array([0, 0, 1, 1, 0, 0, 1]), 1) == 2
    # In scheme 2 the middle must have been seen, in scheme 1 anything but an end.
    assert counted(np.array([0, 1, 0, 2, 0, 2, 0, 1, 2]), 2) == 2
    assert counted(np.array([0, 1, 1, 0, 0, 1]), 3) == 2
    assert counted(np.array([], np.int64), 3) == 0


def test_a_probe_learns_what_a_line_can_tell() -> None:
    rng = np.random.default_rng(0)
    y = rng.integers(0, 2, 400)
    x = (rng.normal(size=(400, 8)) + 3.0 * y[:, None] * np.eye(8)[0]).astype(np.float32)
    probe = fit(3, [x[:300]], [y[:300]])
    assert (probe.answers(x[300:]) == y[300:]).mean() > 0.85


@pytest.mark.parametrize("exercise", SEED_004)
def test_a_generated_performance_can_be_told_to_the_mirror(exercise: str) -> None:
    made = performance(exercise, 0, 7)
    assert made.exercise == exercise
    assert made.reps == len(made.bounds) == len(made.peaks)
    recording = of_motion(made)
    poses = [p for p in recording.poses if p is not None]
    assert len(poses) > 0.9 * len(recording.poses)
    assert all(np.nanmin(p.image[:, :2]) >= 0.0 and np.nanmax(p.image[:, :2]) <= 1.0 for p in poses)
    assert isinstance(other_seen(recording, exercise, "left"), bool)
