"""Packing landmarks."""

from __future__ import annotations

import zlib
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mirror.errors import SessionError
from mirror.geometry.camera import Calibration
from mirror.geometry.measures import INDEX
from mirror.geometry.series import measured
from mirror.observation import Observation
from mirror.sessions.track import STEPS, Tracker, absent, flatten, pack, unpack
from tests.acting import OBLIQUE, acted
from tests.sessions.runs import person, seen

values = st.just(float("nan")) | st.floats(-3.9, 3.9)


@given(arrays(np.float64, st.integers(1, 4).map(lambda n: (n, 231)), elements=values, fill=values))
def test_what_is_packed_comes_back_to_half_a_step(samples: np.ndarray) -> None:
    back = unpack(pack(samples), len(samples))
    assert back.shape == (len(samples), 33, 7)
    away = np.abs(back - samples.reshape(back.shape)) * STEPS
    assert np.array_equal(np.isnan(back), np.isnan(samples.reshape(back.shape)))
    assert not (away > 0.5 + 1e-4).any()


def packed_1(samples: np.ndarray) -> bytes:
    """Format 1, as the first mirrors wrote it."""
    scaled = np.clip(np.round(samples.reshape(-1, 33, 7) * 8192), -32767, 32767)
    whole = np.where(np.isnan(scaled), -32768, scaled).astype("<i2")
    steps = whole.copy()
    steps[1:] -= whole[:-1]
    return zlib.compress(np.ascontiguousarray(np.ascontiguousarray(steps).view(np.uint8).reshape(-1, 2).T).tobytes(), 6)


@given(arrays(np.float64, st.integers(1, 4).map(lambda n: (n, 231)), elements=values, fill=values))
def test_format_1_is_read_for_ever(samples: np.ndarray) -> None:
    back = unpack(packed_1(samples), len(samples), version=1)
    assert np.allclose(back.reshape(samples.shape), samples, atol=1 / 16384 + 1e-6, equal_nan=True)


def test_what_is_out_of_range_is_clamped_and_never_missing() -> None:
    samples = np.full((2, 231), 1e6)
    samples[1] = -1e6
    back = unpack(pack(samples), 2)
    assert not np.isnan(back).any()
    assert np.allclose(back.max(axis=0), 32767 / STEPS)
    assert np.allclose(back.min(axis=0), -32767 / STEPS)


@pytest.mark.parametrize("exercise", ["squat", "push_up"])
def test_packing_moves_an_angle_by_a_fifth_of_a_degree(exercise: str) -> None:
    poses = acted(exercise, 2, OBLIQUE)[::2]
    samples = np.stack([flatten(pose) for pose in poses])
    both = [samples.reshape(-1, 33, 7), unpack(pack(samples), len(samples)).astype(np.float64)]
    first, second = (
        measured(
            s[..., :3].astype(np.float32), s[..., 3:6].astype(np.float32), s[..., 6].astype(np.float32), 1280, 960, Calibration()
        ).values
        for s in both
    )
    joints = [INDEX[f"{side}_{joint}"] for side in ("left", "right") for joint in ("knee", "hip", "elbow", "shoulder")]
    away = np.abs(first - second)[:, joints]
    assert np.nanmean(away) < 0.2
    assert np.nanpercentile(away, 99) < 0.8


def test_absence_is_nan_with_visibility_zero() -> None:
    back = unpack(pack(absent()[None]), 1)
    assert np.isnan(back[..., :6]).all()
    assert (back[..., 6] == 0).all()


def test_flatten_keeps_the_landmarks_together() -> None:
    pose = person(0.0)
    back = flatten(pose).reshape(33, 7)
    assert np.array_equal(back[:, :3].astype(np.float32), pose.image)
    assert np.array_equal(back[:, 3:6].astype(np.float32), pose.world)
    assert np.array_equal(back[:, 6].astype(np.float32), pose.visibility)


def test_a_still_minute_is_small() -> None:
    still = np.tile(flatten(person(0.0)), (960, 1))
    assert len(pack(still)) < 5000


def test_newer_and_broken_tracks_are_sentences() -> None:
    with pytest.raises(SessionError, match="Update"):
        unpack(b"", 1, version=3)
    with pytest.raises(SessionError, match="broken"):
        unpack(b"nothing", 1)
    with pytest.raises(SessionError, match="broken"):
        unpack(pack(absent()[None]), 2)


def chunks(tracker: Tracker) -> list[tuple[int, int, float, int]]:
    return [(c.set_number, c.chunk, round(c.start_t, 3), c.count) for c in tracker.take()]


def feed(tracker: Tracker, start: float, end: float, fps: float = 30.0) -> None:
    for t in np.arange(start, end, 1 / fps):
        tracker.observe(seen(float(t)))


def test_nothing_is_kept_outside_sets() -> None:
    tracker = Tracker()
    feed(tracker, 0, 20)
    tracker.cut()
    assert chunks(tracker) == []


def test_a_set_announced_late_has_its_first_movements() -> None:
    tracker = Tracker()
    feed(tracker, 0, 20)
    tracker.begin("s", 1, 17.5)
    feed(tracker, 20, 21)
    tracker.cut()
    ((_, _, start, count),) = chunks(tracker)
    assert start == 17.5
    assert count == pytest.approx(3.5 * 16, abs=1)


def test_a_long_set_is_cut_into_chunks_that_join_without_a_gap() -> None:
    tracker = Tracker()
    tracker.begin("s", 1, 0.0)
    feed(tracker, 0, 25)
    tracker.cut()
    got = chunks(tracker)
    assert [c[:2] for c in got] == [(1, 0), (1, 1), (1, 2)]
    for (_, _, start, count), (_, _, after, _) in pairwise(got):
        assert after == pytest.approx(start + count / 16, abs=1e-3)


def test_another_picture_size_or_a_long_silence_begins_another_chunk() -> None:
    tracker = Tracker()
    tracker.begin("s", 1, 0.0)
    feed(tracker, 0, 2)
    small = replace(person(0.0), width=640, height=480)
    for t in np.arange(2.0, 4.0, 1 / 30):
        tracker.observe(Observation(float(t), small))
    for t in np.arange(30.0, 31.0, 1 / 30):
        tracker.observe(Observation(float(t), small))
    tracker.cut()
    got = tracker.take()
    assert {(c.width, c.height) for c in got} == {(1280, 720), (640, 480)}
    assert [c.chunk for c in got] == list(range(len(got)))
    assert got[-1].start_t == pytest.approx(30.0)
    for chunk in got:
        assert unpack(chunk.data, chunk.count).shape == (chunk.count, 33, 7)


def test_time_that_does_not_rise_is_ignored() -> None:
    tracker = Tracker()
    tracker.begin("s", 1, 0.0)
    feed(tracker, 0, 1)
    tracker.observe(seen(0.5))
    feed(tracker, 1, 2)
    tracker.cut()
    assert [c[3] for c in chunks(tracker)] == [32]


def test_after_the_end_of_the_set_its_last_samples_still_find_it() -> None:
    tracker = Tracker()
    tracker.begin("s", 1, 0.0)
    feed(tracker, 0, 2)
    tracker.end(3.0)
    feed(tracker, 2, 5)
    tracker.begin("s", 2, 4.0)
    feed(tracker, 5, 6)
    tracker.cut()
    assert chunks(tracker) == [(1, 0, 0.0, 49), (2, 0, 4.0, 32)]
