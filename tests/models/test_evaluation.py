"""The tables and the commands: keys of the contract, honest exits."""

from __future__ import annotations

import json
import time
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy")
pytest.importorskip("onnx")

from models import evaluate
from models.evaluation import figures
from models.evaluation.calibration import expected_calibration_error, reliability, squared_error
from models.evaluation.intervals import bootstrap, paired_bootstrap
from models.evaluation.recognition import Judged, macro_f1, table

SHARED = Path(__file__).resolve().parents[2] / "../shared/data"


def judged(truth: str, named: str, group: str, *, onsets: int = 1, outputs: int = 0) -> Judged:
    return Judged(
        f"{truth}{group}",
        truth,
        "made",
        group,
        False,
        named,
        np.full(8, outputs),
        2.0 if truth == named else np.nan,
        onsets,
        0.01,
    )


def test_macro_f1_by_hand() -> None:
    assert macro_f1(["a", "a", "b", "b"], ["a", "a", "b", "b"]) == 1.0
    # a: precision 2/3, recall 1, F1 0.8; b: precision 1, recall 1/2, F1 2/3.
    assert macro_f1(["a", "a", "b", "b"], ["a", "a", "a", "b"]) == pytest.approx((0.8 + 2 / 3) / 2)
    assert np.isnan(macro_f1([], []))


def test_the_table_counts_what_happened() -> None:
    names = ("none", "squat", "lunge")
    known = [
        judged("squat", "squat", "p", outputs=1),
        judged("squat", "lunge", "q", outputs=1),
        judged("lunge", "lunge", "p", outputs=2),
    ]
    known += [judged("none", "none", "r", onsets=0), judged("none", "squat", "s", onsets=1)]
    out = table(known, {"plank": [judged("plank", "none", "p")]}, {"x": "no joints"}, names, "val")
    for key in ("macro_f1", "macro_f1_outputs", "accuracy", "per_class", "false_sets_per_hour", "seconds_to_name"):
        assert out[key] is not None
    assert out["accuracy"] == 0.6
    assert out["macro_f1_outputs"] == 1.0
    assert out["false_sets_per_hour"] == pytest.approx(1 / 0.02)
    assert out["seconds_to_name"] == 2.0
    assert out["n"] == 5
    assert out["groups"] == 4
    assert out["confusion"]["squat"] == {"squat": 1, "lunge": 1}
    assert out["unknown_classes"] == {"plank": {"n": 1, "named": {"none": 1}}}
    assert out["skipped"] == {"x": "no joints"}
    low, high = out["ci95"]["accuracy"]
    assert 0 <= low <= 0.6 <= high <= 1


def test_the_interval_resamples_groups() -> None:
    values = [0.0] * 50 + [1.0] * 50
    wide = bootstrap(values, ["a"] * 50 + ["b"] * 50, lambda v: float(np.mean(v)))
    narrow = bootstrap(values, [str(i) for i in range(100)], lambda v: float(np.mean(v)))
    assert wide == (0.0, 1.0)
    assert narrow is not None
    assert 0.3 < narrow[0] < 0.5 < narrow[1] < 0.7
    assert bootstrap(values, ["a"] * 100, lambda v: float(np.mean(v))) is None


def test_the_table_adds_calibration_and_our_own_landmarks() -> None:
    names = ("none", "squat", "lunge")
    sure = np.array([0.9, 0.9, 0.5, 0.5])

    def row(truth: str, named: str, group: str, frame: str, outputs: list[int], to_name: float) -> Judged:
        said = np.array(outputs)
        return Judged(truth, truth, "made", group, False, named, said, to_name, 1, 0.01, frame, sure, np.full(4, 0.99), sure, 0.7)

    known = [
        row("squat", "squat", "p", "landmarks", [1, 1, 1, 2], 1.0),
        row("lunge", "squat", "q", "landmarks", [2, 2, 1, 2], np.nan),
        row("squat", "squat", "r", "mocap", [1, 1, 1, 1], 3.0),
    ]
    out = table(known, {}, {}, names, "test")
    # Six outputs at 0.9 are all right, of six at 0.5 four are: (6 * 0.1 + 6 * (4 / 6 - 0.5)) / 12.
    assert out["ece"] == pytest.approx((0.6 + 1.0) / 12, abs=1e-4)
    assert out["ece_uncalibrated"] == pytest.approx(0.99 - 10 / 12, abs=1e-4)
    assert out["reliability"] == [[0.5, 0.6667, 6], [0.9, 1.0, 6]]
    assert out["brier"] == pytest.approx(0.7)
    assert out["seconds_to_name"] == 2.0
    assert out["seconds_to_name_p90"] == pytest.approx(2.8)
    assert out["ci95"]["seconds_to_name"] == (1.0, 3.0)
    own = out["landmarks"]
    assert (own["n"], own["groups"], own["accuracy"], own["seconds_to_name"]) == (2, 2, 0.5, 1.0)
    assert own["macro_f1"] == pytest.approx((2 / 3 + 0) / 2, abs=1e-4)
    assert own["confusion"] == {"squat": {"squat": 1}, "lunge": {"squat": 1}}
    kept = known[1].row()
    assert kept["to_name"] is None
    assert json.loads(json.dumps(kept, allow_nan=False))["probability"] == 0.7


def rows_of(rng: np.random.Generator, right: float, count: int = 240) -> list[dict[str, object]]:
    names = ("none", "squat", "lunge", "plank")
    rows = []
    for k in range(count):
        truth = names[k % 4]
        named = truth if rng.random() < right else names[int(rng.integers(4))]
        rows.append({"truth": truth, "named": named, "to_name": float(rng.random()) if k % 5 else float("nan")})
    return rows


@pytest.mark.parametrize(
    "figure",
    [
        figures.MACRO_F1,
        figures.ACCURACY,
        figures.Quantile(lambda r: r["to_name"], 0.5),
        figures.Quantile(lambda r: r["to_name"], 0.9),
    ],
    ids=["macro_f1", "accuracy", "median", "p90"],
)
def test_all_rounds_at_once_are_each_round_alone(figure: figures.Resampled) -> None:
    rng = np.random.default_rng(1)
    rows = rows_of(rng, 0.7)
    groups = [f"p{k % 9}" for k in range(len(rows))]
    at_once = bootstrap(rows, groups, figure, rounds=60)
    alone = bootstrap(rows, groups, lambda drawn: figure(drawn), rounds=60)
    assert at_once == pytest.approx(alone, abs=1e-4)


def test_figures_are_numpys() -> None:
    rows = rows_of(np.random.default_rng(2), 0.7)
    waits = [r["to_name"] for r in rows]
    for q in (0.1, 0.5, 0.9):
        assert figures.Quantile(lambda r: r["to_name"], q)(rows) == pytest.approx(np.nanquantile(waits, q))
    assert np.isnan(figures.MACRO_F1([]))
    assert np.isnan(figures.Quantile(lambda r: r["to_name"], 0.5)([{"to_name": float("nan")}]))
    assert np.isnan(figures.ratio(lambda r: 1.0, lambda r: 0.0)([1]))


def test_the_same_people_are_drawn_for_both() -> None:
    rng = np.random.default_rng(3)
    good, bad = rows_of(rng, 0.95), rows_of(rng, 0.6)
    groups = [f"p{k % 20}" for k in range(len(good))]
    out = paired_bootstrap(good, bad, groups, figures.MACRO_F1)
    assert out["difference"] == pytest.approx(figures.MACRO_F1(good) - figures.MACRO_F1(bad), abs=1e-4)
    low, high = out["ci95"]
    assert 0 < low < out["difference"] < high
    assert out["share_above"] == 1.0
    # A system against itself differs in no drawing, which two separate bootstraps would not show.
    same = paired_bootstrap(good, good, groups, figures.MACRO_F1)
    assert same == {"difference": 0.0, "ci95": (0.0, 0.0), "share_above": 0.0}
    assert paired_bootstrap(good, bad, ["p"] * len(good), figures.MACRO_F1)["ci95"] is None
    with pytest.raises(ValueError, match="paired"):
        paired_bootstrap(good, bad[:-1], groups, figures.MACRO_F1)


def test_a_thousand_rounds_take_no_time() -> None:
    rows = rows_of(np.random.default_rng(4), 0.8, count=800)
    began = time.process_time()
    bootstrap(rows, [f"p{k % 60}" for k in range(800)], figures.MACRO_F1, rounds=1000)
    assert time.process_time() - began < 2.0


def test_calibration_by_hand() -> None:
    sure, right = np.array([1.0, 0.81, 0.85, 0.0]), np.array([True, True, False, False])
    assert reliability(sure, right) == [[0.0, 0.0, 1], [0.83, 0.5, 2], [1.0, 1.0, 1]]
    figure = expected_calibration_error(lambda row: row)
    assert figure([(sure, right)]) == pytest.approx(2 * 0.33 / 4)
    # Bins are of all outputs together, however they are spread over sequences.
    assert figure([(sure[:2], right[:2]), (sure[2:], right[2:])]) == pytest.approx(2 * 0.33 / 4)
    assert squared_error(np.array([[0.7, 0.2, 0.1], [0.0, 1.0, 0.0]]), 0).tolist() == pytest.approx([0.14, 2.0])


def test_streaming_says_its_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main(["streaming", "--json", str(tmp_path / "s.json")]) == 0
    out = json.loads((tmp_path / "s.json").read_text())
    assert out["max_abs_diff"] < 1e-4
    assert out["mmacs_per_s"] < 5.0
    assert out["ms_per_step"] > 0
    assert out["bytes"] < 2_000_000
    assert "mmacs_per_s" in capsys.readouterr().out
    assert evaluate.main(["streaming", "--all", "--json", str(tmp_path / "a.json")]) == 0
    assert "streaming" in json.loads((tmp_path / "a.json").read_text())["models"]


def test_what_is_not_there_yet_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert evaluate.main(["counting", "--data", str(tmp_path)]) == 1
    assert "not a corpus folder" in capsys.readouterr().err
    assert evaluate.main(["recognition", "--data", str(tmp_path)]) == 1
    assert "not a corpus folder" in capsys.readouterr().err
    assert evaluate.main(["streaming", "--model", "nobody"]) == 1
    assert "no network nobody" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stop:
        evaluate.main(["recognition"])
    assert stop.value.code == 2


def test_mistakes_have_the_keys_of_the_contract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examination itself is tested where it is made; here a short one stands for it."""
    from models.experiments import mistakes

    row = {"precision": 1.0, "recall": 0.5, "f1": 0.6667, "n": 2}
    told = {"exams": 7, "macro_f1": 0.8333, "per_mistake": {"squat/knees_in": row, "plank/hips_low": {**row, "f1": 1.0}}}
    calls = []
    monkeypatch.setattr(mistakes, "run", lambda options, counts: calls.append(counts) or {"landmarks": told})
    evaluate._mistakes.cache_clear()
    assert evaluate.main(["mistakes", "--all", "--json", str(tmp_path / "m.json")]) == 0
    evaluate._mistakes.cache_clear()
    out = json.loads((tmp_path / "m.json").read_text())["models"]["streaming"]
    assert out["macro_f1"] == 0.8333
    assert set(out["per_mistake"]) == {"squat/knees_in", "plank/hips_low"}
    assert (out["n"], out["groups"]) == (7, 7)
    assert out["ci95"]["macro_f1"] == [0.6667, 1.0]
    assert len(calls) == 1
    assert calls[0].pixel_sizes == ()


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="../shared is absent")
def test_recorded_people_are_named(tmp_path: Path) -> None:
    """A floor that a broken chain of features falls through; the figures themselves stand in the card."""
    assert evaluate.main(["recognition", "--data", str(SHARED), "--split", "val", "--json", str(tmp_path / "r.json")]) == 0
    out = json.loads((tmp_path / "r.json").read_text())
    assert out["macro_f1"] > 0.8
    assert out["n"] > 200
    assert out["per_class"]["push_up"]["groups"] >= 5
