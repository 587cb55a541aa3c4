"""What the measures' errors are fitted and checked with."""

from __future__ import annotations

import numpy as np

from mirror.geometry import MEASURES
from mirror.geometry import uncertainty as u
from mirror.geometry.measures import base
from models.training.uncertainty import Told, coverage, factors


def told(size: float) -> Told:
    """Errors that are normal, of a mirror that says one and errs by `size` (from the side twice as much)."""
    rng = np.random.default_rng(5)
    yaw = rng.uniform(-180.0, 180.0, 6000)
    aside = np.sin(np.radians(yaw)) ** 2
    error = rng.normal(size=(len(yaw), len(MEASURES))) * (size * (1.0 + aside))[:, None]
    return Told(error, np.ones_like(error), yaw)


def test_every_measure_has_its_factors() -> None:
    assert {base(name) for name in MEASURES} == u.FACTOR.keys()
    assert all(facing > 0.0 and aside > 0.0 for facing, aside in u.FACTOR.values())


def test_normal_errors_that_are_known_are_covered() -> None:
    found = coverage(told(0.66))
    assert found["all"][0] > 0.6
    assert found["all"][1] > 0.9
    assert set(found["views"]) == {"front", "oblique", "side", "back"}
    assert set(found["measures"]) == u.FACTOR.keys()


def test_the_factor_is_what_was_missing() -> None:
    found = factors(told(1.0))
    for name, (facing, aside) in found.items():
        assert 0.85 < facing / u.FACTOR[name][0] < 1.2
        assert 1.7 < aside / u.FACTOR[name][1] < 2.2
