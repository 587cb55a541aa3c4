from __future__ import annotations

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mirror.pose.landmarks import refine


def naive_refine(points: np.ndarray, heatmaps: np.ndarray) -> np.ndarray:
    out = points.copy()
    for k, (x, y) in enumerate(points):
        column, row = math.trunc(x / 4), math.trunc(y / 4)
        if not (0 <= column < 64 and 0 <= row < 64):
            continue
        total = sx = sy = best = 0.0
        for r in range(max(row - 3, 0), min(row + 4, 64)):
            for c in range(max(column - 3, 0), min(column + 4, 64)):
                p = 1 / (1 + math.exp(-float(heatmaps[k, r, c])))
                total, sx, sy, best = total + p, sx + p * c, sy + p * r, max(best, p)
        if best >= 0.5:
            out[k] = sx / total * 4, sy / total * 4
    return out


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(-6, 1))
def test_refine_equals_the_loop(seed: int, bias: float) -> None:
    rng = np.random.default_rng(seed)
    points = rng.uniform(-30, 286, (39, 2))
    heatmaps = (rng.normal(0, 2, (39, 64, 64)) + bias).astype(np.float32)
    np.testing.assert_allclose(refine(points, heatmaps), naive_refine(points, heatmaps), atol=1e-9)


def test_refine_finds_a_peak_beside_the_point() -> None:
    heatmaps = np.full((1, 64, 64), -20, np.float32)
    heatmaps[0, 30, 22] = 5
    np.testing.assert_allclose(refine(np.array([[80.0, 124.0]]), heatmaps), [[88, 120]], atol=1e-3)


def test_an_unsure_map_and_a_point_outside_change_nothing() -> None:
    points = np.array([[80.0, 124.0], [-9.0, 40.0], [300.0, 1e6]])
    heatmaps = np.full((3, 64, 64), -1, np.float32)
    heatmaps[1:] = 9
    np.testing.assert_array_equal(refine(points, heatmaps), points)


def test_logits_of_any_size_give_no_warning_and_no_nan() -> None:
    heatmaps = np.full((2, 64, 64), -3e4, np.float32)
    heatmaps[1] = 3e4
    assert np.isfinite(refine(np.array([[10.0, 10.0], [250.0, 250.0]]), heatmaps)).all()
