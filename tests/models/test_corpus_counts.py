"""The counts that the report gives of a corpus: people that several sources share are counted once."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from models.experiments import corpus
from models.experiments.core import Options

COLUMNS = ("id", "source", "file", "start", "length", "layout", "dims", "exercise", "split", "subject", "licence")
OURS = "x,y,z,visibility,wx,wy,wz"


def test_counts(tmp_path: Path) -> None:
    rows = [
        ("a", "one", "f", "0", "9", "blazepose33", OURS, "squat", "train", "p", "MIT"),
        ("b", "one", "f", "0", "9", "blazepose33", OURS, "squat", "test", "q", "MIT"),
        ("c", "two", "f", "0", "9", "kinect22", "x,y,z", "squat", "train", "p", ""),
        ("d", "two", "f", "0", "9", "kinect22", "x,y,z", "other:wave", "val", "r", ""),
    ]
    with (tmp_path / "index.csv").open("w", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    (tmp_path / "layouts.json").write_text(json.dumps({}))
    out = corpus.run(Options(tmp_path, tmp_path))
    assert (out["sequences"], out["groups"]) == (4, 3)
    assert out["splits"]["train"] == {"n": 2, "groups": 1}
    assert out["landmarks"]["test"] == {"n": 1, "groups": 1}
    assert out["by_class"]["squat"]["landmarks"] == {"n": 2, "groups": 2, "train": 1, "val": 0, "test": 1}
    assert out["by_class"]["none"]["landmarks"]["n"] == 0
    assert out["by_source"]["two"]["licence"] == "unstated"
