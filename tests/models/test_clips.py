"""What a clip's report is summed up to, and what is said when the clips are not as expected. The clips themselves: tests/e2e."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from models.experiments import clips as experiment
from models.experiments.core import ExperimentError, Options


def report(*sets: dict[str, Any]) -> dict[str, Any]:
    return {"sets": list(sets), "duration_s": 10.0, "pose": {"backend": "made", "detected_ratio": 1.0}}


def counted(name: str, full: int, start: float, end: float) -> dict[str, Any]:
    return {"exercise": name, "start_s": start, "end_s": end, "counts": {"full": full, "partial": 1, "rejected": 0}}


def test_the_set_with_the_most_repetitions_names_the_clip() -> None:
    out = experiment.summary(report(counted("squat", 2, 0, 3), counted("lunge", 1, 3, 20), counted("squat", 4, 20, 25)))
    assert out["named"] == "squat"
    assert out["reps_counted"] == 6
    assert out["other_names"] == ["lunge"]


def test_a_hold_has_seconds_and_no_repetitions() -> None:
    out = experiment.summary(report({"exercise": "plank", "start_s": 0.0, "end_s": 9.0, "hold_s": 8.0}))
    assert out["named"] == "plank"
    assert out["reps_counted"] == 0


def test_nothing_seen_is_no_name() -> None:
    out = experiment.summary(report())
    assert out["named"] is None
    assert out["reps_counted"] == 0
    assert out["other_names"] == []


def test_missing_or_bad_lists_are_said(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    with pytest.raises(ExperimentError, match="no clips"):
        experiment.run(Options(data, tmp_path / "work"))
    (tmp_path / "clips").mkdir()
    (tmp_path / "clips" / "clips.csv").write_text("path,exercise,reps\na.mp4,squat,many\n")
    with pytest.raises(ExperimentError, match="whole numbers"):
        experiment.run(Options(data, tmp_path / "work"))


def test_a_finished_clip_is_not_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "clips").mkdir()
    (tmp_path / "clips" / "clips.csv").write_text("path,exercise,reps,note\na.mp4,squat,3,front\n")
    calls = []

    def analyze(path: Path) -> dict[str, Any]:
        calls.append(path.name)
        return report(counted("squat", 3, 0, 9))

    monkeypatch.setattr(experiment, "analyze", analyze)
    options = Options(tmp_path / "data", tmp_path / "work")
    first = experiment.run(options)
    assert experiment.run(options) == first
    assert calls == ["a.mp4"]
    assert first["rows"][0]["reps_true"] == 3
    assert first["rows"][0]["named"] == "squat"
