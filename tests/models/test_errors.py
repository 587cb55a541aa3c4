"""BlazePose's errors: the fit finds what was put in, exchanges are seen, and the noise has the sizes that were measured."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from mirror.avatar import Camera, Noise, Person, everyday, project_all
from mirror.pose import skeleton as s

pytest.importorskip("scipy")
from models.corpus.errors import FAST_S, SLOW_S, Clip, episodes, exchanged, fast_and_slow, measured, view_name
from models.corpus.seen import Seen

KEPT = json.loads((Path(__file__).parents[2] / "models" / "corpus" / "blazepose_errors.json").read_text(encoding="utf-8"))
FPS = 30.0


def walk(rng: np.random.Generator, n: int, tau: float) -> np.ndarray:
    keep, out = float(np.exp(-1.0 / FPS / tau)), np.zeros(n)
    for i in range(1, n):
        out[i] = keep * out[i - 1] + np.sqrt(1 - keep**2) * rng.standard_normal()
    return out


def test_fast_and_slow_find_what_was_put_in() -> None:
    rng = np.random.default_rng(0)
    found = [fast_and_slow(0.03 * walk(rng, 1800, FAST_S) + 0.05 * walk(rng, 1800, SLOW_S) + 0.4, FPS) for _ in range(12)]
    fast, slow = np.mean(found, axis=0)
    assert fast == pytest.approx(0.03, rel=0.25)
    assert slow == pytest.approx(0.05, rel=0.25)


def clip(level: float, azimuth: float = 20.0, name: str = "walk", seed: int = 0) -> Clip:
    made = everyday(name, person=Person.random(seed), seed=seed, fps=FPS)
    camera = Camera(azimuth_deg=azimuth, distance_m=4.0)
    true = project_all(made.points, camera)
    maker = Noise(np.random.default_rng(seed), level)
    return Clip(name, -azimuth, true, Seen.of(made.t, [maker(p) for p in true.poses(made.t)], 1280, 720), FPS)


def test_an_exchange_is_seen_where_it_is() -> None:
    exact = clip(0.0)
    assert not exchanged(exact, "legs").any()
    order = np.arange(s.COUNT)
    legs = list(range(25, 33))
    order[legs] = s.MIRRORED[legs]
    exact.seen.world[20:30] = exact.seen.world[20:30][:, order]
    wrong = exchanged(exact, "legs")
    assert wrong[:20].sum() == wrong[30:].sum() == 0
    assert episodes(wrong) == 1
    assert view_name(-100.0) == "side"
    assert view_name(179.0) == "back"


def test_the_noise_has_the_sizes_that_were_measured() -> None:
    """Measured through the same eyes: what the landmark path lays on is what BlazePose gets wrong, within a factor of 1.6."""
    names = ("walk", "stretch_arms", "pick_up", "turn", "march")
    got = measured(
        [clip(1.0, azimuth, name, seed) for seed, (name, azimuth) in enumerate((n, a) for n in names for a in (5.0, 60.0))]
    )
    for size in ("lateral_slow", "lateral_offset", "depth_slow", "depth_offset"):
        assert 0.6 < got["main"][size] / KEPT["main"][size] < 1.6, size
    for mine, theirs in zip(got["by_speed"][2:], KEPT["by_speed"][2:], strict=True):
        assert 0.6 < mine["lateral"] / theirs["lateral"] < 1.6
        assert 0.6 < mine["depth"] / theirs["depth"] < 1.6
    assert abs(got["frame"]["gain_mean"] - KEPT["frame"]["gain_mean"]) < 0.2
    told = {row["true_from"]: row["mean"] for row in got["visibility"]}
    for row in KEPT["visibility"]:
        if row["true_from"] in told and row["n"] > 5000:
            assert abs(told[row["true_from"]] - row["mean"]) < 0.25
