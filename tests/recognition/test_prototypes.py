"""Prototypes: a movement without a class is named by likeness, and a trained class keeps what is plainly its own."""

from __future__ import annotations

import numpy as np
import pytest

from mirror.recognition.core import Recognition
from mirror.recognition.prototypes import WARM_OUTPUTS, Likeness, Prototypes, prototype

NAMES = ("none", "squat", "push_up")


def unit(*values: float) -> np.ndarray:
    v = np.array(values, np.float32)
    return v / np.linalg.norm(v)


def said(t: float, none: float, squat: float, embedding: np.ndarray) -> Recognition:
    return Recognition(t, np.array([none, squat, 1.0 - none - squat], np.float32), NAMES, embedding)


def bank() -> Prototypes:
    return Prototypes({"twirl": unit(1, 0, 0), "hop": unit(0, 1, 0)}, (0.8, 0.05))


def test_what_is_like_a_prototype_gets_its_name() -> None:
    like = Likeness(bank())
    for k in range(12):
        answer = like.step(said(k / 4, 0.9, 0.05, unit(0.98, 0.1, 0.1)))
    assert answer.names == (*NAMES, "twirl", "hop")
    assert answer.probability("twirl") > 0.9
    assert float(answer.probabilities.sum()) == pytest.approx(1.0, abs=1e-5)


def test_what_is_unlike_all_prototypes_is_left_as_it_was() -> None:
    like = Likeness(bank())
    for k in range(12):
        answer = like.step(said(k / 4, 0.2, 0.75, unit(0.1, 0.1, 0.98)))
    assert answer.probability("squat") == pytest.approx(0.75, abs=0.01)
    assert answer.probability("twirl") < 0.01


def test_a_sure_class_gives_up_less_than_none_does() -> None:
    sure, unsure = (Likeness(bank()).step(said(0.0, 1.0 - p, p, unit(1, 0, 0))) for p in (0.95, 0.0))
    assert unsure.probability("twirl") > 0.95
    assert sure.probability("twirl") < 0.6


def test_one_moment_does_not_name_and_reset_forgets() -> None:
    like = Likeness(bank())
    for k in range(12):
        like.step(said(k / 4, 0.9, 0.05, unit(0, 0, 1)))
    assert like.step(said(3.0, 0.9, 0.05, unit(1, 0, 0))).probability("twirl") < 0.05
    like.reset()
    assert like.step(said(3.25, 0.9, 0.05, unit(1, 0, 0))).probability("twirl") > 0.9


def test_examples_weigh_alike_and_their_beginning_is_left_out() -> None:
    long = np.tile(unit(0, 1, 0), (100, 1))
    late = np.concatenate([np.tile(unit(0, 0, 1), (WARM_OUTPUTS, 1)), np.tile(unit(1, 0, 0), (4, 1))])
    made = prototype([long, late])
    np.testing.assert_allclose(made, unit(1, 1, 0), atol=1e-6)
    with pytest.raises(ValueError, match="example"):
        prototype([np.zeros((0, 3), np.float32)])


def test_a_prototype_may_be_replaced() -> None:
    own = bank().with_one("twirl", unit(0, 0, 1))
    assert len(own) == 2
    assert float(own.likely(unit(0, 0, 1))[0]) > 0.9
    assert float(bank().likely(unit(0, 0, 1))[0]) < 0.01
