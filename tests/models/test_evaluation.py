"""The tables and the commands: keys of the contract, honest exits."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy")
pytest.importorskip("onnx")

from models import evaluate
from models.evaluation.intervals import bootstrap
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
    assert evaluate.main(["counting", "--data", str(tmp_path)]) == 2
    assert "cannot judge counting yet" in capsys.readouterr().err
    assert evaluate.main(["recognition", "--data", str(tmp_path)]) == 1
    assert "not a corpus folder" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stop:
        evaluate.main(["recognition"])
    assert stop.value.code == 2


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="../shared is absent")
def test_recorded_people_are_named(tmp_path: Path) -> None:
    """A floor that a broken chain of features falls through; the figures themselves stand in the card."""
    assert evaluate.main(["recognition", "--data", str(SHARED), "--split", "val", "--json", str(tmp_path / "r.json")]) == 0
    out = json.loads((tmp_path / "r.json").read_text())
    assert out["macro_f1"] > 0.8
    assert out["n"] > 200
    assert out["per_class"]["push_up"]["groups"] >= 5
