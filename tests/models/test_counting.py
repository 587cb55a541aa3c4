"""The counting table: on a corpus whose truth is made, and the peer's counter on angles whose truth is known."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("scipy")

from mirror import paths
from mirror.exercises.core import load_catalogue
from mirror.recognition.classifier import Network
from models import evaluate
from models.corpus.sequence import Corpus, CorpusError
from models.evaluation import counting, scaled
from models.evaluation.counting import Counted, summary
from models.evaluation.recorded import recorded, sided
from models.evaluation.two_thresholds import Thresholds, TwoThresholds, angles, thresholds_of
from models.evaluation.witnesses import witnesses
from tests.models import made

CATALOGUE = load_catalogue(paths.exercises())


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made.corpus(tmp_path_factory.mktemp("corpus"), people=3)


@pytest.fixture(scope="module")
def table(corpus: Path) -> dict[str, Any]:
    network = Network(paths.weights() / "recognition" / "streaming.onnx")
    return counting.counting(Corpus(corpus), network, "all")


def test_the_table_has_the_keys_of_the_contract(table: dict[str, Any]) -> None:
    for key in ("mae", "obo", "mape", "mae_reps", "per_exercise", "ghosts", "n", "groups", "ci95", "assumed_rate", "skipped"):
        assert key in table
    assert table["n"] == 9
    assert table["groups"] == 3
    assert table["obo"] == 1.0
    assert table["mae"] == 0.0
    assert table["mape"] == pytest.approx(100 * table["mae"])
    assert table["ci95"]["obo"] is not None
    assert table["per_exercise"]["squat"]["reps"] == table["per_exercise"]["squat"]["found"] == 9
    assert table["two_thresholds"]["n"] == 9
    assert table["between_marks"]["n"] == 9
    assert table["named"]["n"] == 9


def test_walking_is_no_repetition(table: dict[str, Any]) -> None:
    assert table["ghosts"] == 0
    assert table["ghost_minutes"] > 0
    assert table["ghost_table"]["no exercise"]["n"] == 3


def test_the_command_tells_it(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "counting.json"
    assert evaluate.main(["counting", "--data", str(corpus), "--split", "test", "--json", str(out)]) == 0
    told = json.loads(out.read_text())
    assert told["task"] == "counting"
    assert told["n"] == 3
    assert "obo" in capsys.readouterr().out


def test_what_cannot_be_counted_is_said(corpus: Path, tmp_path: Path) -> None:
    with (corpus / "index.csv").open(newline="", encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["split"] == "test"]
    flat = {**rows[0], "id": "flat", "dims": "x,y", "units": "pixels"}
    strange = {**rows[0], "id": "strange", "exercise": "jump_rope", "reps": "7"}
    fresh = Corpus(corpus)
    fresh.rows = [flat, strange]
    frames = fresh.frames(rows[0])
    fresh.frames = lambda row: frames[..., :2] if row["id"] == "flat" else frames  # type: ignore[method-assign]
    told = counting.counting(fresh, Network(paths.weights() / "recognition" / "streaming.onnx"), "all")
    assert "shape of the body is lost" in told["skipped"]["flat"]
    assert told["n"] == 0
    assert told["unknown_classes"]["jump_rope"]["true"] == 7


def test_one_side_unseen_is_still_counted(corpus: Path) -> None:
    whole = Corpus(corpus)
    row = next(r for r in whole.select("all") if r["exercise"] == "squat")
    recording = recorded(whole, row)
    hidden = sided(recording, "left")
    pose = hidden.poses[0]
    assert pose is not None
    assert np.isnan(pose.image[25]).all()
    assert pose.visibility[25] == 0.0
    assert np.isfinite(pose.image[26]).all()
    assert counting.credited(hidden, chosen="squat").full("squat") == 3


def test_the_witnesses_let_pass_what_was_done(corpus: Path) -> None:
    network = Network(paths.weights() / "recognition" / "streaming.onnx")
    told = witnesses(Corpus(corpus), network, "test")
    assert set(told) == {"right", "another exercise", "no exercise"}
    right, other = told["right"], told["another exercise"]
    assert right["movements"] >= 3
    assert right["rejected"] == 0
    assert other["movements"] > 0
    assert 0 < other["rejected"] <= other["movements"]


def test_the_figures_are_those_of_repcount() -> None:
    rows = [Counted("a", "squat", "s", "g", 10, 9), Counted("b", "squat", "s", "h", 4, 6)]
    told = summary(rows)
    assert told["mae"] == pytest.approx((0.1 + 0.5) / 2)
    assert told["obo"] == 0.5
    assert told["mae_reps"] == 1.5
    assert told["bias"] == 0.5
    assert summary([])["obo"] is None


def test_two_thresholds_count_what_passes_both() -> None:
    counter = TwoThresholds(Thresholds("knee", 160.0, 110.0, "Good-GYM"))
    for i in range(300):
        counter.step(i / 30, 130.0 + 40.0 * math.cos(2 * math.pi * i / 60))
    assert counter.count == 5
    shallow = TwoThresholds(Thresholds("knee", 160.0, 110.0, "Good-GYM"))
    for i in range(300):
        shallow.step(i / 30, 145.0 + 25.0 * math.cos(2 * math.pi * i / 60))
    assert shallow.count == 0
    raised = TwoThresholds(Thresholds("shoulder", 30.0, 80.0, "Good-GYM"))
    for i in range(300):
        raised.step(i / 30, 50.0 - 40.0 * math.cos(2 * math.pi * i / 60))
    assert raised.count == 5


def test_two_thresholds_need_both_sides() -> None:
    pixels = np.random.default_rng(0).uniform(0, 1, (4, 33, 2)).astype(np.float32)
    visibility = np.ones((4, 33), np.float32)
    visibility[2, 25] = 0.1
    told = angles(pixels, visibility, "knee")
    assert np.isnan(told[2])
    assert np.isfinite(told[[0, 1, 3]]).all()


def test_every_exercise_has_thresholds_or_no_joint() -> None:
    none = {e.name for e in CATALOGUE.values() if thresholds_of(e) is None}
    assert none == {"chest_fly", "russian_twist"}
    told = thresholds_of(CATALOGUE["squat"])
    assert told is not None
    assert (told.rest, told.work, told.source) == (160.0, 110.0, "Good-GYM")


def _scaled(reps: int, fps: float = 30.0) -> np.ndarray:
    """(T, 33) scaled heights of squats: the hips sink towards the knees, all heights jitter."""
    rng = np.random.default_rng(reps)
    t = np.arange(round(reps * 2.0 * fps)) / fps
    depth = 0.5 - 0.5 * np.cos(math.pi * t)
    heights = np.full((len(t), 33), 0.5) + 0.01 * rng.normal(size=(len(t), 33))
    heights[:, [11, 12]] = 0.15 + 0.1 * depth[:, None]
    heights[:, [23, 24]] = 0.5 + 0.2 * depth[:, None]
    heights[:, [25, 26]] = 0.75
    return heights


@pytest.mark.parametrize("reps", [3, 8, 20])
def test_what_survives_scaling_is_enough_to_count(reps: int) -> None:
    heights = _scaled(reps)
    found = scaled.count(heights, 30.0, "squat")
    assert found is not None
    assert abs(found - reps) <= 1
    # A factor and an offset of the axis that hold throughout change nothing.
    assert scaled.count(3.0 * heights + 1.0, 30.0, "squat") == found
    unknown = scaled.count(heights, 30.0, "leg_raise")
    assert unknown is not None
    assert abs(unknown - reps) <= 1


def test_no_pose_is_no_count() -> None:
    assert scaled.count(np.full((60, 33), np.nan), 30.0, "squat") is None


def test_consensus_is_what_most_agree_on() -> None:
    assert scaled.consensus([5, 5, 6, 12]) == 5
    assert scaled.consensus([3, 4, 4, 9, 10]) == 4


def test_lost_shape_is_told_to_nobody(corpus: Path) -> None:
    whole = Corpus(corpus)
    row = {**whole.rows[0], "units": "pixels", "dims": "x,y"}
    frames = whole.frames(whole.rows[0])
    whole.frames = lambda _: frames[..., :2]  # type: ignore[method-assign]
    with pytest.raises(CorpusError, match="judge nobody"):
        recorded(whole, row)
