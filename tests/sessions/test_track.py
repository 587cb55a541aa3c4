"""Packing landmarks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mirror.errors import SessionError
from mirror.sessions.track import absent, flatten, pack, unpack
from tests.sessions.runs import person

values = st.just(float("nan")) | st.floats(-3.9, 3.9)


@given(arrays(np.float64, st.integers(1, 4).map(lambda n: (n, 231)), elements=values, fill=values))
def test_what_is_packed_comes_back_to_a_16384th(samples: np.ndarray) -> None:
    back = unpack(pack(samples), len(samples))
    assert back.shape == (len(samples), 33, 7)
    assert np.allclose(back.reshape(samples.shape), samples, atol=1 / 16384 + 1e-6, equal_nan=True)


def test_what_is_out_of_range_is_clamped_and_never_missing() -> None:
    samples = np.full((2, 231), 1e6)
    samples[1] = -1e6
    back = unpack(pack(samples), 2)
    assert not np.isnan(back).any()
    assert back.max() == pytest.approx(4, abs=1e-3)
    assert back.min() == pytest.approx(-4, abs=1e-3)


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
        unpack(b"", 1, version=2)
    with pytest.raises(SessionError, match="broken"):
        unpack(b"nothing", 1)
    with pytest.raises(SessionError, match="broken"):
        unpack(pack(absent()[None]), 2)
