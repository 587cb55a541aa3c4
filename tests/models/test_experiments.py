"""The comparisons of the report, end to end and small, on a corpus that the avatar made."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx")
pytest.importorskip("sklearn")

from models import experiment
from models.corpus.sequence import Corpus
from models.experiments import folds, ingredients, licences, sources, unseen
from models.experiments.core import ExperimentError, Options, keep, part
from models.training import trial
from tests.models.made import corpus


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> Options:
    folder = tmp_path_factory.mktemp("experiments")
    return Options(corpus(folder / "data"), folder / "work" / "any", minutes=0.01)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "AVATAR", 40)
    monkeypatch.setattr(trial, "IDEAS", 6)
    monkeypatch.setattr(folds, "FOLDS", 2)
    monkeypatch.setattr(sources, "LEFT_OUT", {"made1": ("made1",)})
    monkeypatch.setattr(unseen, "GROUPS", (("squat", "push_up"),))


def test_a_finished_part_is_not_made_again(tmp_path: Path) -> None:
    options = Options(tmp_path, tmp_path / "work")
    assert part(options, "one", lambda: {"figure": (1, 2)}) == {"figure": [1, 2]}
    assert part(options, "one", lambda: pytest.fail("made again")) == {"figure": [1, 2]}
    (options.work / "one.json").write_text("{", encoding="utf-8")
    with pytest.raises(ExperimentError, match="remove it"):
        part(options, "one", dict)


def test_a_result_holds_no_figure_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        keep({"figure": float("nan")}, tmp_path / "result.json")
    assert not (tmp_path / "result.json").exists()


def test_no_scene_is_judged_by_a_network_that_saw_it(options: Options, monkeypatch: pytest.MonkeyPatch) -> None:
    taught: list[set[str]] = []
    network = trial.network

    def watched(options: Options, name: str, prepare, **more):  # type: ignore[no-untyped-def]
        if name.startswith("fold") and not name.endswith("_again"):
            taught.append({piece.subject for piece in prepare().pieces})
        return network(options, name, prepare, **more)

    monkeypatch.setattr(trial, "network", watched)
    monkeypatch.setattr(folds, "MIN_SCENES", 5)
    told = folds.run(replace(options, work=options.work.parent / "folds"))
    everyone = {f"scene{k}" for k in range(6)}
    left_out = [everyone - seen for seen in taught]
    assert set.union(*left_out) == everyone
    assert sum(len(s) for s in left_out) == len(everyone)
    assert told["classes"] == ["jumping_jack", "none", "push_up", "squat"]
    assert len(told["judged"]) == told["main"]["n"] == 24
    assert told["main"]["groups"] == 6
    assert 0.0 <= told["main"]["macro_f1"] <= 1.0
    assert told["ece"]["n"] > 0
    json.dumps(told, allow_nan=False)


def test_what_it_is_made_of_and_what_may_be_shipped(options: Options) -> None:
    told = ingredients.run(replace(options, work=options.work.parent / "ingredients"))
    assert [r["trained_on"] for r in told["rows"]] == ["generated", "real", "both"]
    for row in told["rows"]:
        assert row["test"]["n"] == 4
        assert {r["group"] for r in row["judged"]} == {"scene5"}
    shipped = licences.run(replace(options, work=options.work.parent / "licences"))
    assert [r["data"] for r in shipped["rows"]] == ["clear", "everything"]
    assert shipped["shipped"] == ("clear" if shipped["difference"] <= 0.03 else "everything")
    json.dumps([told, shipped], allow_nan=False)


def test_a_source_is_left_out_whole(options: Options) -> None:
    told = sources.run(replace(options, work=options.work.parent / "sources"))
    (row,) = told["rows"]
    assert row["n"] == 12
    assert row["groups"] == 3
    assert set(told["probe"]) >= {"raw", "embedding", "chance", "classes"}
    json.dumps(told, allow_nan=False)


def test_an_exercise_without_training_is_looked_for(options: Options) -> None:
    told = unseen.run(replace(options, work=options.work.parent / "unseen"))
    assert [r["exercise"] for r in told["rows"]] == ["squat", "push_up"]
    for row in told["rows"]:
        assert row["n"] == 6
        assert 0.0 <= row["named_by_avatar_prototype"] <= 1.0
    json.dumps(told, allow_nan=False)


def test_the_command_writes_the_result_and_says_what_is_wrong(
    options: Options, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = [
        "sources",
        "--data",
        str(options.data),
        "--work",
        str(options.work.parent),
        "--out",
        str(tmp_path),
        "--minutes",
        "0.02",
    ]
    assert experiment.main(argv) == 0
    kept = json.loads((tmp_path / "sources.json").read_text(encoding="utf-8"))
    assert kept["provenance"]["experiment"] == "sources"
    assert experiment.main(["sources", "--data", str(tmp_path / "nowhere"), "--work", str(tmp_path / "w")]) == 1
    assert "is not a corpus folder" in capsys.readouterr().err


def test_the_made_corpus_reads(options: Options) -> None:
    made = Corpus(options.data)
    assert len(made.select("all")) == 24
    squat = made.read(made.select("train")[0])
    assert squat.frame == "landmarks"
    assert len(squat.bounds) == 3
