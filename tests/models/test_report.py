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
from tests.models.results import camera, results


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
