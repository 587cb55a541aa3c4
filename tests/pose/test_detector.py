from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mirror.pose.detector import anchors, decode, merge, overlap


def test_anchors_are_the_cells_centres_layer_by_layer() -> None:
    grid = anchors()
    expected = [
        ((column + 0.5) / cells, (row + 0.5) / cells)
        for cells, repeat in ((28, 2), (14, 2), (7, 6))
        for row in range(cells)
        for column in range(cells)
        for _ in range(repeat)
    ]
    assert grid.shape == (2254, 2)
    np.testing.assert_allclose(grid, expected, atol=1e-7)


def naive_decode(raw: np.ndarray, logits: np.ndarray, grid: np.ndarray) -> list[tuple[list[float], list[float], float]]:
    out = []
    for values, logit, (ax, ay) in zip(raw, logits, grid, strict=True):
        score = 1 / (1 + math.exp(-max(min(float(logit), 80), -80)))
        if score < 0.5:
            continue
        x, y, w, h = (float(v) / 224 for v in values[:4])
        points = [float(v) / 224 + (ax, ay)[k % 2] for k, v in enumerate(values[4:])]
        out.append(([x + ax - w / 2, y + ay - h / 2, x + ax + w / 2, y + ay + h / 2], points, score))
    return out


@given(st.integers(0, 2**32 - 1))
def test_decode_equals_the_anchor_by_anchor_way(seed: int) -> None:
    rng = np.random.default_rng(seed)
    grid = rng.random((40, 2)).astype(np.float32)
    raw = rng.normal(0, 60, (40, 12)).astype(np.float32)
    logits = rng.normal(0, 200, 40).astype(np.float32)
    boxes, points, scores = decode(raw, logits, grid)
    naive = naive_decode(raw, logits, grid)
    assert len(scores) == len(naive)
    for box, point, score, (want_box, want_points, want_score) in zip(boxes, points, scores, naive, strict=True):
        np.testing.assert_allclose(box, want_box, atol=1e-4)
        np.testing.assert_allclose(point.ravel(), want_points, atol=1e-4)
        assert abs(score - want_score) < 1e-6


def test_overlap_of_the_same_of_half_and_of_none() -> None:
    box = np.array([0, 0, 2, 2], np.float32)
    others = np.array([[0, 0, 2, 2], [1, 0, 3, 2], [5, 5, 6, 6], [1, 1, 1, 1]], np.float32)
    np.testing.assert_allclose(overlap(box, others), [1, 1 / 3, 0, 0])


def test_merge_averages_a_group_by_score_and_keeps_people_apart() -> None:
    boxes = np.array([[0, 0, 0.4, 0.4], [0.02, 0, 0.42, 0.4], [0.6, 0.6, 0.9, 0.9]], np.float32)
    points = np.zeros((3, 4, 2), np.float32)
    points[0], points[1], points[2] = 0.2, 0.3, 0.75
    scores = np.array([0.6, 0.9, 0.8], np.float32)
    people = merge(boxes, points, scores)
    assert [round(score, 3) for _, score in people] == [0.9, 0.8]
    np.testing.assert_allclose(people[0][0], (0.2 * 0.6 + 0.3 * 0.9) / 1.5, atol=1e-6)
    np.testing.assert_allclose(people[1][0], 0.75, atol=1e-6)


def test_nothing_to_merge_is_nobody() -> None:
    assert merge(*decode(np.zeros((5, 12), np.float32), np.full(5, -3, np.float32), np.zeros((5, 2), np.float32))) == []
