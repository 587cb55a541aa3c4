"""The report says what the results say and nothing else. The results here are made up: they test the page, not the mirror."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("matplotlib")

from mirror import paths
from models import evaluate
from models.evaluation.report import NOTES, ReportError, compose, write
from models.evaluation.sections import SECTIONS
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


def put(folder: Path, told: dict[str, dict[str, Any]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, result in told.items():
        (folder / f"{name}.json").write_text(json.dumps(result))
    return folder


def section(text: str, title: str) -> str:
    return text.split(f"## {title}\n")[1].split("\n## ")[0]


def test_the_whole_report(tmp_path: Path) -> None:
    out = tmp_path / "REPORT.md"
    assert evaluate.main(["report", "--results", str(put(tmp_path / "results", results())), "--out", str(out)]) == 0
    text = out.read_text()
    assert text.splitlines()[0].startswith("*Written by `python -m models.evaluate report`")
    assert [t for t in re.findall(r"^## (.*)$", text, re.MULTILINE)] == [s.title for s in SECTIONS]
    assert "Not run" not in text
    assert "nan" not in text.lower().replace("finance", "")
    # Every picture that is linked exists, is small and is a PNG; no other is there.
    linked = set(re.findall(r"\]\((report/[^)]+\.png)\)", text))
    assert linked == {f"report/{p.name}" for p in (tmp_path / "report").iterdir()}
    assert {Path(p).stem for p in linked} == {"zoo", "confusion", "counting", "reliability", "robustness", "few_shot", "mistakes"}
    for path in linked:
        data = (tmp_path / path).read_bytes()
        assert data.startswith(b"\x89PNG")
        assert 2_000 < len(data) < 200_000
    # Every row of every table has as many cells as its head.
    for block in re.findall(r"(?:^\|.*\|\n?)+", text, re.MULTILINE):
        widths = {line.count("|") for line in block.strip().splitlines()}
        assert len(widths) == 1, block


def test_the_figures_are_those_of_the_results(tmp_path: Path) -> None:
    text, _ = compose(put(tmp_path, results()))
    lines = section(text, "Summary")
    assert "| 0.913 (0.863 to 0.933) | met |" in lines
    assert "| 1 in 21.0 min | **missed** |" in lines
    assert "clearly above 2 of 2; the nearest is ST-GCN (ours): 0.130 (0.020 to 0.200); 1 more could not be trained" in lines
    assert "| +0.050 behind on the validation people; ships: everything | **missed** |" in lines
    assert "1 of 2 clips named right" in lines
    zoo = section(text, "The zoo on the fixed split")
    assert "not trained: 0.42 of 50 recordings" in zoo
    assert zoo.index("**mirror**") < zoo.index("ST-GCN (004)") < zoo.index("LSTM (001)") < zoo.index("Transformer (002)")
    few = section(text, "Few samples of seed 004's classes (generated movement)")
    assert "| SI-EN-BigFitness-10 | 45.2 | 50.7 | 56.0 | 63.5 | 66.8 |" in few
    assert "must not be compared" in few
    assert "personal and research use" in section(text, "Licences of the training data")
    assert "never tested on a real person: dip" in section(text, "Limits")
    assert "| quva | 9 | 2.2 | squat 2, lunge 1 |" in section(text, "Daily life")
    assert "| SI-EN, published (pixels in) | 4,000 | 2,500 |" in section(text, "Cost")
    counts = section(text, "Counting")
    assert "MAE <= 0.1: met; OBO >= 0.85: met" in counts
    assert "OBO >= 0.75: **missed**" in counts
    assert "| test | no exercise | 3 | 2.0 | 1 | squat 1 | 12 |" in counts
    assert "| (3) SI-EN, published | QAR-EVD | 4.6 | 7.2 | 2.2 | 21.5 |" in counts


def test_joint_scores_stand_beside_the_published_method(tmp_path: Path) -> None:
    text = section(compose(put(tmp_path, results()))[0], "Joint scores")
    assert "| recorded, test | **mirror** | 91.0 (80.0 to 95.0) | 18.5 (15.0 to 25.0) | 72.5 | 18 (11 valid) | 120 |" in text
    assert "| recorded, test | seed 000's clusters | 61.5" in text
    assert "sit_to_stand as squat 95" in text
    assert "| **mirror** | 43.5 (38.0 to 48.0) | 70.0 | 4.2 (3.0 to 6.0) | 90.0 | 72.0 | 141 |" in text
    assert "31 faults of 172 name no joint" in text
    assert "| camera height, m | 0.4 | 1.5 | 4.2 | 5.0 | 1.5 | 4.2 | 5.0 |" in text


def test_a_bar_is_missed_just_below_it(tmp_path: Path) -> None:
    told = results()
    told["folds"]["main"]["macro_f1"] = 0.8996
    told["folds"]["main"]["seconds_to_name"] = 2.51
    told["zoo"]["paired"][0]["ci95"] = [-0.001, 0.2]
    text, _ = compose(put(tmp_path, told))
    assert section(text, "Summary").count("**missed**") == 7
    assert "clearly above 1 of 2" in text


def test_counting_stands_beside_its_peers(tmp_path: Path) -> None:
    out = tmp_path / "REPORT.md"
    assert evaluate.main(["report", "--results", str(put(tmp_path / "results", results())), "--out", str(out)]) == 0
    text = out.read_text()
    assert "| another subset | PoseRAC, published | 152 | - | - | 0.236 | 0.560 |" in text
    assert "| another subset | ESCounts, published | 152 | - | - | 0.210 | 0.560 |" in text
    assert "| the mirror, exercise chosen | 12.5 |" in text
    assert "2 / 15" in text  # ghosts with five exercises chosen in turn
    assert "| test | right | 50 | 4 | 20.0 | 40.0 | 80.0 | 60.0 | 70.0 | 16.0 |" in text


@pytest.mark.parametrize("name", sorted(results()))
def test_what_was_not_run_is_said(tmp_path: Path, name: str) -> None:
    told = results()
    del told[name]
    text, _ = compose(put(tmp_path, told))
    owners = [s for s in SECTIONS if s.needs == name]
    assert owners
    for owner in owners:
        assert f"`python -m models.experiment {name} --data CORPUS` has not been run" in section(text, owner.title)
        assert len(section(text, owner.title).strip().splitlines()) == 1


def test_an_empty_folder_gives_no_figure(tmp_path: Path) -> None:
    text, pictures = compose(put(tmp_path, {}))
    assert not pictures
    assert text.count("Not run") == sum(bool(s.needs) for s in SECTIONS)
    assert "met |" not in section(text, "Summary")


def test_notes_stand_in_their_sections(tmp_path: Path) -> None:
    folder = put(tmp_path, results())
    (folder / NOTES).write_text('[folds]\ntext = "Deadlifts are few."\ntried = ["more of them"]\nlimits = ["two people"]\n')
    text, _ = compose(folder)
    part = section(text, "Cross-validation on real people")
    assert part.index("Deadlifts are few.") < part.index("What was tried:\n\n- more of them") < part.index("- two people")
    for bad in ('[fold]\ntext = "a"\n', '[folds]\nwhy = "a"\n', '[folds]\ntried = "a"\n', "[folds\n"):
        (folder / NOTES).write_text(bad)
        with pytest.raises(ReportError):
            compose(folder)


def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main(["report", "--results", str(tmp_path / "none"), "--out", str(tmp_path / "R.md")]) == 1
    assert "no folder of results" in capsys.readouterr().err
    put(tmp_path, {"zoo": {"split": "test"}})
    with pytest.raises(ReportError, match=r"zoo\.json is in another form"):
        compose(tmp_path)
    (tmp_path / "zoo.json").write_text("{")
    with pytest.raises(ReportError, match="cannot be read"):
        compose(tmp_path)
    (tmp_path / "zoo.json").write_text("[]")
    with pytest.raises(ReportError, match="no result"):
        compose(tmp_path)


def test_the_same_results_give_the_same_files(tmp_path: Path) -> None:
    folder = put(tmp_path / "results", results())
    first, second = write(folder, tmp_path / "a" / "R.md"), write(folder, tmp_path / "b" / "R.md")
    assert first.read_bytes() == second.read_bytes()
    for picture in (tmp_path / "a" / "report").iterdir():
        assert picture.read_bytes() == (tmp_path / "b" / "report" / picture.name).read_bytes()


def test_the_committed_report_is_what_the_command_writes() -> None:
    folder, report = paths.weights() / "results", paths.weights() / "REPORT.md"
    if not report.exists() or not any(folder.glob("*.json")):
        pytest.skip("no results are committed yet")
    text, pictures = compose(folder)
    assert report.read_text(encoding="utf-8") == text, "write it again: python -m models.evaluate report"
    for picture in pictures:
        assert (report.parent / "report" / f"{picture.name}.png").exists()


def test_gestures_are_told_with_what_was_heard_and_not_made(tmp_path: Path) -> None:
    part = section(compose(put(tmp_path, results()))[0], "Gestures")
    assert "| through pixels and BlazePose | 19/20 | 19/20 | 19/20 | 19/20 | 95.0 | 1 |" in part
    assert "| generated daily life | 1.50 | 2.0 | a hand above the head in wave your hand 3 | 0.0 | none |" in part


def test_where_the_camera_stands_is_told_against_its_bars(tmp_path: Path) -> None:
    told = results()
    told["calibration"]["known"] = {**told["calibration"]["known"], "median": {**camera()["known"]["median"], "distance": 0.06}}
    text, _ = compose(put(tmp_path, told))
    part = section(text, "Where the camera stands (generated people)")
    assert "| field of view known | camera height, cm | 1.2 | 5 | 1.2 |" in part
    assert "0 mirrored solutions accepted" in part
    assert "| 5 degrees up | 3 of 190 | 0 of 190 |" in part
    summary = section(text, "Summary")
    known, unknown = (line for line in summary.splitlines() if line.startswith("| camera height, pitch, distance"))
    assert known.endswith("**missed** |")
    assert unknown.endswith("| met |")


def test_the_view_is_told_by_verdict(tmp_path: Path) -> None:
    text, _ = compose(put(tmp_path, results()))
    part = section(text, "What a view can tell (generated people)")
    assert "| calibrated | good | 12 | 5.2 | 5.0 | 5.2 | 5.0 |" in part
    assert "| not calibrated | all but good | 12 | 9.0 | 5.0 | 9.0 | 5.0 |" in part
    assert "| good | 30 | 2.2 (1.5 to 3.5) | 0.8 | 9.5 | 90.0 | 10.0 |" in part
