"""The hot path's share of the frame (a generous limit: other programs run beside the tests)."""

from __future__ import annotations

import statistics
import time

from mirror.geometry import Calibration, body_from_pose, measure
from tests.acting import FRONT, acted


def test_a_body_is_measured_within_a_fraction_of_a_millisecond() -> None:
    calibration = Calibration()
    bodies, measures = [], []
    for pose in acted("squat", 3, FRONT):
        t0 = time.perf_counter()
        body = body_from_pose(pose, calibration)
        t1 = time.perf_counter()
        assert body is not None
        measure(body)
        measures.append(time.perf_counter() - t1)
        bodies.append(t1 - t0)
    assert statistics.median(measures) < 1e-3
    assert statistics.median(bodies) < 0.2e-3
