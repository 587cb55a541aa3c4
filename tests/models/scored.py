"""A result of the experiment `scoring`, for the report's tests: small, and in its form."""

from __future__ import annotations

from typing import Any


def result() -> dict[str, Any]:
    """As `models.experiments.scoring.run` gives it."""
    setting = {"frame": "body", "eps": 0.2, "reach": 3.0}
    tried = [
        {**setting, "valid_mean": 62.0, "invalid_mean": 41.0},
        {**setting, "frame": "box", "valid_mean": 55.0, "invalid_mean": 40.0},
    ]
    both = {"ours": _figures(91.0, 18.5), "published": _figures(61.5, 40.25)}
    rows = [
        {"what": what, "value": value, "moved_mean": 1.5, "moved_p95": 4.25, "unknown": 0.05, "n": 40}
        for what, value in (("camera height, m", 0.4), ("tempo", 1.6))
    ]
    return {
        "recorded": {"setting": setting, "settings_on_val": tried, "val": both, "test": both},
        "generated": both,
        "faults": {"ours": _drops(43.5, 4.25), "published": _drops(6.5, 3.0), "each": []},
        "invariance": {"exact": rows, "network": rows},
    }


def _figures(valid: float, invalid: float) -> dict[str, Any]:
    ends = {"valid_mean": [80.0, 95.0], "invalid_mean": [15.0, 25.0], "margin": [60.0, 80.0]}
    one = {"valid_mean": valid, "invalid_mean": invalid, "n_valid": 4, "groups_valid": 2, "n_invalid": 9}
    return {
        "valid_mean": valid,
        "invalid_mean": invalid,
        "margin": valid - invalid,
        "ci95": ends,
        "n": 120,
        "n_valid": 40,
        "n_invalid": 400,
        "groups": 18,
        "groups_valid": 11,
        "unknown": {"valid": 0.0, "invalid": 0.01},
        "invalid_counted": 0.4,
        "invalid_mean_of_counted": 34.0,
        "per_exercise": {"squat": one, "push_up": one},
        "mistaken": [["sit_to_stand", "squat", 95.0, 40]],
    }


def _drops(implicated: float, others: float) -> dict[str, Any]:
    return {
        "n": 172,
        "with_joint": 141,
        "implicated_mean": implicated,
        "implicated_ci95": [38.0, 48.0],
        "implicated_reached": 0.7,
        "others_mean": others,
        "others_ci95": [3.0, 6.0],
        "others_held": 0.9,
        "every_other_held": 0.72,
        "named": 0.68,
        "implicated_mean_of_named": 58.5,
        "implicated_reached_of_named": 0.95,
    }


def views() -> dict[str, Any]:
    """As `models.experiments.views.run` gives it."""

    def joints(median: float) -> dict[str, Any]:
        return {joint: {"n": 12, "median": median, "p90": 2.0 * median, "unknown": 0.05} for joint in ("knee", "hip")}

    way = {"good": joints(5.25), "fair": joints(8.5), "elsewhere": joints(8.5)}
    angles = {"exams": 24, "calibrated": way, "uncalibrated": {"good": joints(5.75), "elsewhere": joints(9.0)}}
    moved = {"n": 60, "mean": 2.25, "ci95": (1.5, 3.5), "median": 0.75, "p95": 9.5, "within": 0.9, "views": 30, "unknown": 0.1}
    return {
        "landmarks": angles,
        "pixels": angles,
        "scores": {"good": moved, "elsewhere": {**moved, "mean": 6.0}},
        "bars": {"good_deg": 6.0, "elsewhere_deg": 12.0, "points": 5.0},
    }
