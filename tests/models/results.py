"""Made-up results of every experiment, for the report's tests: small, and in the form that `models.experiment` writes."""

from __future__ import annotations

import json
from typing import Any

from mirror import paths
from tests.models import scored

CLASSES = ("none", "squat", "push_up", "lunge")
SHOTS = (5, 10, 20, 50, 100)


def figures(value: float) -> dict[str, Any]:
    return {
        "n": 40,
        "groups": 9,
        "macro_f1": value,
        "accuracy": value,
        "seconds_to_name": 1.75,
        "ci95": {"macro_f1": [value - 0.05, value + 0.02], "accuracy": [value - 0.04, value + 0.02]},
    }


def zoo_row(model: str, seed: str, value: float, **told: Any) -> dict[str, Any]:
    test = {
        **figures(value),
        "ci95": [value - 0.05, value + 0.03],
        "landmarks_n": 20,
        "landmarks_macro_f1": value,
        "landmarks_ci95": [value - 0.1, value],
    }
    start = {
        "model": model,
        "seed": seed,
        "settings": "ours",
        "source": f"{model}, a paper",
        "parameters": 83716,
        "mmacs_per_s": 3.2,
    }
    return {
        **start,
        "overfit50": 1.0,
        "trained": True,
        "fit_minutes": 3.0,
        "val_macro_f1": value,
        "test": test,
        "judged": [],
    } | told


def per_class(names: tuple[str, ...]) -> dict[str, Any]:
    row = {"precision": 0.95, "recall": 0.9, "f1": 0.92, "n": 10, "groups": 6, "recall_ci95": [0.8, 1.0]}
    return {name: dict(row) for name in names}


def mistakes() -> dict[str, Any]:
    per = {
        "squat/knees_in": {
            "precision": 0.9, "recall": 0.75, "recall_ci95": [0.47, 0.91], "f1": 0.82, "n": 12,
            "not_there": 40, "false": 1, "false_ci95": [0.0, 0.13], "unknown": 3,
        },
        "plank/hips_low": {"precision": None, "recall": 0.0, "f1": 0.0, "n": 4},
    }  # fmt: skip
    told = {"recall": 0.96, "recall_ci95": [0.9, 0.99], "false_alarms": 0.03, "false_alarms_ci95": [0.01, 0.05]}
    return {
        "exams": 60,
        "not_counted": 1,
        "overall": {**told, "recall": 0.9, "told": {**told, "share": 0.9}, "hidden": {"n": 5, "unknown": 1.0, "named": 0.0}},
        "macro_f1": 0.425,
        "per_mistake": per,
        "by_fault_size": [[0.3, 0.0, 20, 0.1], [1.0, 0.5, 20, 0.4], [2.0, 0.98, 20, 0.0]],
        "good_form": {"named": 1, "n": 100},
        "uncalibrated": {"macro_f1": 0.4},
        "skipped": {"squat/knees_in/2/0": "cannot be shown"},
    }


def camera() -> dict[str, Any]:
    numbers = ("height_m", "pitch_deg", "roll_deg", "distance_m", "fov_deg")
    median = {"height_m": 0.012, "pitch_deg": 0.2, "roll_deg": 0.3, "distance_m": 0.05, "distance": 0.013, "fov_deg": 3.0}
    lens = {
        "n": 198,
        "refused": {"Step back.": 2},
        "median": median,
        "p90": median,
        "stated": dict.fromkeys(numbers, 0.04),
        "held": dict.fromkeys(numbers, 0.93),
        "mirrored": 0,
    }
    bars = {"height_m": 0.05, "pitch_deg": 2.0, "distance": 0.05}
    bins = {"low": 0.3, "high": 0.7, "n": 40, "known": median, "unknown": dict.fromkeys(median)}
    said = {"height known": {"said": 3, "n": 190}, "height unknown": {"said": 0, "n": 190}}
    return {
        "clips": 200,
        "bars": {"known": bars, "unknown": {**bars, "distance": 0.1}},
        "known": lens,
        "unknown": lens,
        "by": {name: [bins] for name in ("height_m", "pitch_deg", "yaw_deg")},
        "drift": {"not moved": said, "5 degrees up": said},
    }


def counting() -> dict[str, Any]:
    """What the experiment of that name writes."""
    figure = {
        "n": 9, "groups": 4, "reps": 30, "found": 29, "mae": 0.08, "obo": 0.9, "mape": 8.0,
        "ci95": {"mae": [0.02, 0.2], "obo": [0.8, 1.0]},
    }  # fmt: skip
    row = {"id": "a", "exercise": "squat", "group": "g", "true": 4, "found": 3}
    peer = {"squat": 12, "push_up": 3}
    ghost = {
        "n": 3, "minutes": 2.0, "reps": 1, "of": {"squat": 1}, "two_thresholds": peer,
        "chosen": {"squat": 2, "push_up": 0}, "two_thresholds_of_these": peer,
    }  # fmt: skip
    heard = {
        "movements": 50, "groups": 4, "phase": 10, "likeness": 20, "name": 40, "surely_another": 30,
        "rejected": 35, "remarked": 8,
    }  # fmt: skip
    exercises = {"per_exercise": {"squat": {"n": 9, "mape": 12.5}}}
    lost = {"n": 4, "reps": 20, "lost": 0, "share_lost": 0.0, "two_thresholds": {"share_lost": 1.0}}
    each = {e: {"mape": 2.0} for e in ("spiderman_push_up", "dead_bug", "alternating_lateral_lunge", "inchworm")}
    ways = ("scheme 1", "scheme 2", "scheme 3", "phase head", "two thresholds", "mirror", "mirror, partial ones too")
    test = {
        **figure,
        **exercises,
        "rows": [row],
        "between_marks": figure,
        "named": {**figure, **exercises},
        "two_thresholds": {**figure, **exercises},
        "motion_capture": {**figure, "two_thresholds": figure},
        "scaled": {**figure, "obo": 0.7, "two_thresholds": figure},
        "ghost_table": {"no exercise": ghost},
    }
    return {
        "splits": {"test": test},
        "witnesses": {"test": {"right": heard, "no exercise": {**heard, "movements": 0}}},
        "one_side": {"recordings": lost, "generated": lost},
        "schemes": {"taught": 5, "judged": 3, "ways": {way: {"per_exercise": each} for way in ways}},
        "phase_head": figure,
    }


def results() -> dict[str, dict[str, Any]]:
    """Every experiment, in the form that it writes."""
    confusion = {name: {name: 9, "none": 1} for name in CLASSES}
    exams = {
        "rows": [{"exercise": "squat", "n": 10, "right": 9, "named": {"squat": 9, "lunge": 1}}],
        "n": 10,
        "accuracy": 0.9,
        "ci95": [0.6, 0.98],
        "skipped": {},
    }
    counts = {"n": 20, "groups": 6}
    return {
        "counting": counting(),
        "scoring": scored.result(),
        "views": scored.views(),
        "real_mistakes": json.loads((paths.weights() / "results" / "real_mistakes.json").read_text(encoding="utf-8")),
        "corpus": {
            "sequences": 60,
            "groups": 18,
            "splits": {s: counts for s in ("train", "val", "test")},
            "landmarks": {s: counts for s in ("train", "val", "test")},
            "by_class": {"squat": {**counts, "train": 14, "val": 3, "test": 3, "landmarks": counts}},
            "by_source": {"ui|prmd": {**counts, "train": 14, "val": 3, "test": 3, "layout": "vicon39", "licence": "MIT"}},
        },
        "zoo": {
            "split": "test",
            "classes": list(CLASSES),
            "rows": [
                zoo_row("ST-GCN", "004", 0.8),
                zoo_row("LSTM", "001", 0.5),
                zoo_row("Transformer", "002", 0.0, trained=False, test=None, why="0.42 of 50 recordings learned by heart"),
                zoo_row("mirror", "mirror", 0.93),
            ],
            "paired": [
                {"model": "ST-GCN", "settings": "ours", "difference": 0.13, "ci95": [0.02, 0.2], "share_above": 0.99},
                {"model": "LSTM", "settings": "ours", "difference": 0.43, "ci95": [0.3, 0.5], "share_above": 1.0},
            ],
            "budget_cpu_hours": 0.5,
        },
        "folds": {
            "folds": 5,
            "classes": list(CLASSES),
            "main": {**figures(0.913), "per_class": per_class(CLASSES), "confusion": confusion},
            "others": {"per_class": per_class(("dip",))},
            "ece": {
                "before": 0.08,
                "after": 0.021,
                "temperature": 1.3,
                "bins": [[0.3, 0.35, 40], [0.7, 0.66, 100], [0.97, 0.98, 900]],
            },
            "judged": [],
        },
        "ingredients": {
            "rows": [{"trained_on": k, "test": figures(0.9), "landmarks": figures(0.88)} for k in ("generated", "real", "both")]
        },
        "sources": {
            "rows": [{"left_out": "pushfit", "n": 30, "groups": 5, "accuracy": 0.9, "macro_f1": 0.9, "with": {"accuracy": 1.0}}],
            "probe": {"raw": {"accuracy": 0.8}, "embedding": {"accuracy": 0.6}, "chance": 0.5},
        },
        "unseen": {
            "rows": [
                {
                    "exercise": "squat",
                    "n": 30,
                    "groups": 5,
                    "named_by_avatar_prototype": 0.6,
                    "ci95": None,
                    "named_by_own_repetitions": {"3": 0.7, "5": None},
                    "false_on_others": 0.02,
                }
            ]
        },
        "calibration": camera(),
        "gestures": {
            **{
                key: {
                    "by_gesture": {name: [19, 20] for name in ("raise_hand", "cross_arms", "point_left", "point_right")},
                    "share": 0.95,
                    "wrong": 1,
                }
                for key in ("signals_pixels", "signals_landmarks")
            },
            **{
                key: {
                    "hours": 1.5,
                    "between_sets": {"false_an_hour": 2.0, "most": [["raise_hand", "other:wave_your_hand", 3]]},
                    "in_a_set": {"false_an_hour": 0.0, "most": []},
                }
                for key in ("recorded_train", "recorded_val", "recorded_test", "exercises", "daily")
            },
        },
        "teach": {
            "shown": 4,
            "counted": 6,
            "generated": {
                "rows": [
                    {
                        "exercise": name,
                        "hidden_arm": held,
                        "held": held,
                        "found": 4 - 4 * held,
                        "counted": 6 - 6 * held,
                        "score": None if held else 98.0,
                        "half": 0,
                        "half_score": None,
                        "held_s": 9.5 if held else 0.0,
                        "signals": ["hip", "thigh"],
                    }
                    for name, held in (("squat", False), ("plank", True))
                ],
                **{"exercises": 1, "taught": 1, "exact": 1, "within_one": 1, "scored_80": 1, "half_less": 1},
            },
            "mocap": {
                "rows": [
                    {
                        "exercise": "hurdle_step",
                        "shown": 4,
                        "found": 4,
                        "others": [{"true": 6, "counted": 6, "shipped": None}, {"true": 6, "counted": 5, "shipped": None}],
                    }
                ],
                **{"lessons": 1, "taught": 1, "sets": 2, "exact": 1, "within_one": 2},
                **{"sets_shipped": 0, "exact_shipped": 0, "exact_there": 0},
            },
            "video": {"rows": [], "lessons": 0, "taught": 0, "sets": 0, "exact": 0, "within_one": 0},
        },
        "few_shot": {
            "classes": 40,
            "generated": True,
            "rows": [
                {
                    "model": "mirror",
                    "pretrained": p,
                    "tuned": t,
                    "per_class": s,
                    "top1": 0.3 + s / 200,
                    "ci95": [0.2, 0.9],
                    "n": 800,
                }
                for p, t in ((False, "scratch"), (True, "last"), (True, "all"))
                for s in SHOTS
            ],
        },
        "squat": {
            "rows": [
                {"model": "mirror", "settings": "ours", "accuracy": 0.8, "precision": 0.8, "recall": 0.7, "n": 90, "groups": 9}
            ],
            "parts": {
                "classes": ["right", "hip"],
                "generated": True,
                "rows": [{"model": "mirror", "macro_f1": 0.7, "n": 40, "per_part": {"right": {"f1": 0.8}, "hip": {"f1": 0.6}}}],
            },
        },
        "licences": {
            "rows": [
                {"data": "clear", "sources": ["ui_prmd_kinect", "avatar"], "val": figures(0.9), "test": figures(0.85)},
                {
                    "data": "everything",
                    "sources": ["ui_prmd_kinect", "avatar", "pushfit"],
                    "val": figures(0.95),
                    "test": figures(0.9),
                },
            ],
            "shipped": "everything",
            "margin": 0.03,
        },
        "examiner": {
            "landmarks": exams,
            "pixels": exams,
            "robustness": {
                "height_m": [[0.2, 0.8, 0.7, 0.9, 36], [2.2, 0.9, 0.8, 0.95, 36]],
                "yaw_deg": [[-90.0, 0.7, 0.6, 0.8, 36], [90.0, 0.9, 0.8, 0.95, 36]],
                "pitch_deg": [[-15.0, 0.7, 0.6, 0.8, 36], [15.0, 0.9, 0.8, 0.95, 36]],
            },
            "evidence": {"squat": "real video", "dip": "simulated only"},
        },
        "mistakes": {"landmarks": mistakes(), "pixels": mistakes()},
        "daily": {
            "landmarks": {"hours": 3.0, "false_sets": 0, "names_shown": 2, "by_motion": {"walk": {"minutes": 20, "names": 1}}},
            "pixels": {"minutes": 21.0, "false_sets": 1, "names_shown": 3},
            "real": {
                "sequences": 90,
                "minutes": 14.5,
                "named": 3,
                "ever_named": 7,
                "by_source": {"quva": {"sequences": 9, "minutes": 2.25, "names": {"squat": 2, "lunge": 1}}},
            },
        },
        "streaming": {
            "streaming": {"n": 100, "max_abs_diff": 3e-6, "mmacs_per_s": 1.6, "ms_per_step": 0.1, "bytes": 1_059_393},
            "published_gmacs": {"SI-EN": 4.0, "BlazePose": 6.7},
            "provenance": {"seed": 0, "seconds": 30.0, "corpus": "abc"},
        },
        "clips": {
            "rows": [
                {"clip": "a.mp4", "truth": "squat", "named": "squat", "reps_true": 3, "reps_counted": 3},
                {"clip": "b.mp4", "truth": "lunge", "named": None, "reps_true": 3, "reps_counted": 0},
            ]
        },
    }
