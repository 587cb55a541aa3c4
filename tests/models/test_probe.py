"""The probe finds a source that shows, and finds nothing where nothing is."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("sklearn")

from models.evaluation.probe import probe, probe_within, summary


def people(shift: float, *, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Two sources of 12 and 8 people with 6 sequences each; the second source's first feature is moved."""
    rng = np.random.default_rng(seed)
    sources = np.repeat(["a", "b"], [72, 48])
    groups = np.array([f"{s}{i // 6}" for i, s in enumerate(sources)])
    features = rng.normal(0, 1, (120, 10))
    features[sources == "b", 0] += shift
    return features, sources, groups


def test_a_source_that_shows_is_found() -> None:
    out = probe(*people(6.0))
    assert out["accuracy"] > 0.95
    assert out["chance"] == 0.6
    assert out["n"] == 120
    assert out["groups"] == 20
    assert out["ci95"][0] > 0.6


def test_a_person_is_no_source() -> None:
    """Each person has a signature and the source none: a probe over sequences would cheat, one over people cannot."""
    features, sources, groups = people(0.0)
    for i, group in enumerate(sorted(set(groups.tolist()))):
        features[groups == group] += np.random.default_rng(i).normal(0, 5, 10)
    assert probe(features, sources, groups)["accuracy"] < 0.75


def test_a_source_of_one_person_is_left_out() -> None:
    features, sources, groups = people(6.0)
    groups[sources == "b"] = "only"
    out = probe(features, sources, groups)
    assert out["accuracy"] is None
    assert out["chance"] is None
    assert out["left_out"] == ["b"]
    assert "two sources" in out["why"]
    with pytest.raises(ValueError, match="one length"):
        probe(features, sources, groups[:5])


def test_within_classes() -> None:
    features, sources, groups = people(6.0)
    classes = np.where(np.arange(120) % 2, "squat", "lunge")
    classes[sources == "a"] = "squat"
    out = probe_within(classes, features, sources, groups)
    assert set(out["by_class"]) == {"squat"}
    assert out["n"] == out["by_class"]["squat"]["n"] == 96
    assert out["accuracy"] > out["chance"]


def test_the_summary_leaves_out_what_is_missing() -> None:
    x = np.array([[1.0, np.nan], [3.0, np.nan]])
    assert summary(x).tolist() == [2.0, 0.0, 1.0, 0.0]
