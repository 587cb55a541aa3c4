"""The name does not flicker, whatever the classifier says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mirror.recognition import Namer, Recognition

NAMES = ("none", "squat", "lunge", "push_up")


def answer(t: float, p: list[float]) -> Recognition:
    values = np.array(p, np.float32)
    return Recognition(t, values / values.sum(), NAMES, np.zeros(4, np.float32))


def sure(t: float, name: str, p: float = 0.95) -> Recognition:
    values = [(1 - p) / 3] * 4
    values[NAMES.index(name)] = p
    return answer(t, values)


@given(
    st.lists(
        st.tuples(st.sampled_from([0.25, 0.25, 0.25, 0.5, 3.0]), st.lists(st.floats(0.01, 1), min_size=4, max_size=4)),
        max_size=120,
    )
)
@settings(max_examples=200)
def test_no_flicker(steps: list[tuple[float, list[float]]]) -> None:
    namer = Namer(NAMES)
    t, shown, since = 0.0, None, 0.0
    for dt, p in steps:
        t += dt
        naming = namer.step(answer(t, p))
        assert naming.name != "none"
        assert "none" not in [n for n, _ in naming.candidates]
        assert "none" not in naming.possible
        assert 0.0 <= naming.confidence <= 1.0
        assert [c for _, c in naming.candidates] == sorted((c for _, c in naming.candidates), reverse=True)
        if naming.name is not None:
            assert naming.possible[0] == naming.name
        if naming.name != shown:
            if shown is not None:
                assert t - since >= 1.75 - 1e-9
            shown, since = naming.name, t


@given(st.sampled_from(NAMES[1:]), st.floats(0.8, 1.0))
def test_a_steady_movement_is_named_within_two_seconds(name: str, p: float) -> None:
    namer = Namer(NAMES)
    namer.step(sure(0.0, "none"))
    named = [namer.step(sure(k / 4, name, p)).name for k in range(1, 13)]
    assert named[0] is None
    assert named[8] == name


def test_a_short_dip_keeps_the_name_and_a_long_one_ends_it() -> None:
    namer = Namer(NAMES)
    for k in range(12):
        naming = namer.step(sure(k / 4, "squat"))
    assert naming.name == "squat"
    for k in range(12, 18):
        assert namer.step(sure(k / 4, "none")).name == "squat"
    for k in range(18, 40):
        naming = namer.step(sure(k / 4, "none"))
    assert naming.name is None
    assert np.isnan(naming.since)


def test_another_exercise_takes_over() -> None:
    namer = Namer(NAMES)
    for k in range(12):
        namer.step(sure(k / 4, "squat"))
    names = [namer.step(sure(k / 4, "lunge")).name for k in range(12, 32)]
    assert names[0] == "squat"
    assert names[-1] == "lunge"
    assert None not in names


def test_below_the_threshold_nothing_is_named() -> None:
    namer = Namer(NAMES, threshold=0.5)
    for k in range(40):
        naming = namer.step(answer(k / 4, [0.2, 0.45, 0.3, 0.05]))
    assert naming.name is None
    assert naming.possible == ("squat", "lunge")
    assert naming.confidence == pytest.approx(0.45, abs=0.01)


def test_reset_forgets() -> None:
    namer = Namer(NAMES)
    for k in range(12):
        namer.step(sure(k / 4, "squat"))
    namer.reset()
    assert namer.current.name is None
    assert namer.step(sure(3.0, "squat")).name is None
