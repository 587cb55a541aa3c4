"""The joint scores' protocol: takes, the published clusters, the figures; forms are fitted and written."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from mirror import paths
from mirror.exercises.core import Form, load_exercise
from models import evaluate
from models.corpus.sequence import Corpus
from models.corpus.takes import BEFORE_S, Take, faults, generated, recorded, swings_of
from models.evaluation.scoring import Scored, Scorer, exercises_of, figures, ours, published
from models.training.forms import REAL_PEOPLE, Row, form_of, kind, measures_of, written
from tests.acting import catalogue
from tests.models.made import corpus

NAMES = ("squat", "push_up", "jumping_jack")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return corpus(tmp_path_factory.mktemp("corpus"), people=4)


@pytest.fixture(scope="module")
def takes(folder: Path) -> list[Take]:
    return list(recorded(Corpus(folder), catalogue(), "all"))


def test_takes_are_cut_into_the_movements_that_were_made(takes: list[Take]) -> None:
    assert {take.truth for take in takes} == {*NAMES, "other:walk"}
    for take in takes:
        if take.truth in NAMES:
            assert len(take.swings) == 3, take.id
        for swing in take.swings:
            assert swing.start_t <= swing.peak_t <= swing.end_t
            piece, points = take.piece(swing)
            assert len(piece) == len(points) > 0
            assert piece.t[0] >= swing.start_t - BEFORE_S - 1e-9
            assert piece.t[-1] <= swing.end_t + 1e-6


def test_only_exercises_where_only_they_are_wanted(folder: Path) -> None:
    told = recorded(Corpus(folder), catalogue(), "train", exercises_only=True)
    assert {take.truth for take in told} == set(NAMES)


def test_a_hold_and_a_movement_without_name_are_cut_into_pieces(takes: list[Take]) -> None:
    walk = next(take for take in takes if take.truth == "other:walk")
    for exercise in (None, catalogue()["plank"]):
        pieces = swings_of(exercise, walk.stretch)
        assert pieces[0].start_t == walk.stretch.t[0]
        assert pieces[-1].end_t == pytest.approx(walk.stretch.t[-1])


def test_valid_repetitions_score_high_and_other_movements_low(takes: list[Take]) -> None:
    names = exercises_of(catalogue(), takes)
    assert set(names) == set(NAMES)
    told = figures(ours(catalogue(), takes, names))
    assert told["valid_mean"] >= 80
    assert told["invalid_mean"] <= 25
    assert told["margin"] == pytest.approx(told["valid_mean"] - told["invalid_mean"], abs=0.02)
    assert told["groups"] == 4
    assert told["ci95"]["margin"][0] <= told["margin"] <= told["ci95"]["margin"][1]
    assert set(told["per_exercise"]) == set(NAMES)


def test_the_published_method_runs_beside_it(takes: list[Take]) -> None:
    pytest.importorskip("sklearn")
    from models.evaluation.clusters import SETTINGS, Clusters, Setting

    train, judged = [t for t in takes if t.group != "scene0"], [t for t in takes if t.group == "scene0"]
    assert Setting("body", 0.2, 3.0) in SETTINGS
    clusters = Clusters.fit(Setting("body", 0.2, 3.0), train, NAMES)
    assert set(clusters.exercises) == set(NAMES)
    rows = published(clusters, judged, NAMES)
    told = figures(rows)
    assert told["valid_mean"] > told["invalid_mean"]
    assert all(0 <= row.score <= 100 for row in rows if row.score is not None)
    points = judged[0].stretch, judged[0].points
    blind = np.full_like(points[1], np.nan)
    assert clusters.scores(judged[0].truth, blind) == {}


def test_the_command_tells_both_methods(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("sklearn")
    pytest.importorskip("onnxruntime")
    out = tmp_path / "scoring.json"
    assert evaluate.main(["scoring", "--data", str(folder), "--split", "val", "--json", str(out)]) == 0
    told = json.loads(out.read_text())
    assert told["task"] == "scoring"
    assert {"valid_mean", "invalid_mean", "margin", "n", "groups", "ci95", "per_exercise"} <= set(told)
    assert {"valid_mean", "invalid_mean", "margin", "setting"} <= set(told["published"])
    assert told["margin"] > told["published"]["margin"]
    assert "valid_mean" in capsys.readouterr().out
    assert evaluate.main(["scoring", "--data", str(tmp_path)]) == 1
    assert "index.csv" in capsys.readouterr().err


def test_figures_weigh_every_exercise_alike_and_keep_the_unknown_apart() -> None:
    rows = [
        Scored("a", "squat", "squat", "p", "s", 90.0),
        Scored("b", "squat", "squat", "q", "s", 70.0),
        Scored("c", "lunge", "lunge", "p", "s", 100.0),
        Scored("d", "lunge", "lunge", "q", "s", None),
        Scored("c", "squat", "lunge", "p", "s", 10.0, False),
        Scored("a", "lunge", "squat", "p", "s", 30.0),
    ]
    told = figures(rows)
    assert told["valid_mean"] == 90.0
    assert told["invalid_mean"] == 20.0
    assert told["margin"] == 70.0
    assert told["unknown"] == {"valid": 0.25, "invalid": 0.0}
    assert told["invalid_counted"] == 0.5
    assert told["invalid_mean_of_counted"] == 30.0
    assert told["n"] == 4


def test_a_form_is_the_line_of_most_people_and_few_real_ones_weigh_as_much_as_all_generated() -> None:
    made = [Row(f"m{k}", False, d, 170.0 - 90.0 * d) for k in range(30) for d in (0.0, 0.5, 1.0)]
    form = form_of("knee", made)
    assert form is not None
    assert (form.rest, form.peak) == (170.0, 80.0)
    assert form.spread == pytest.approx(0.14 * 90, abs=1.0)
    wild = [Row("wild", False, d, 400.0) for d in (0.0, 0.5, 1.0)]
    again = form_of("knee", [*made, *wild])
    assert again is not None
    assert abs(again.peak - form.peak) < 8
    real = [Row(f"r{k}", True, d, 160.0 - 60.0 * d) for k in range(REAL_PEOPLE) for d in (0.0, 0.5, 1.0)]
    both = form_of("knee", [*made, *real])
    assert both is not None
    assert both.peak == pytest.approx(90.0, abs=4.0)
    assert form_of("knee", made[:10]) is None


def test_forms_are_written_over_the_old_ones_and_nothing_else_changes(tmp_path: Path) -> None:
    source = paths.exercises() / "squat.toml"
    text = source.read_text(encoding="utf-8")
    new = [Form(measure="knee", rest=170, peak=80, spread=10), Form(measure="stance_width", rest=0.7, peak=0.75, spread=0.3)]
    path = tmp_path / "squat.toml"
    path.write_text(written(text, new), encoding="utf-8")
    told, before = load_exercise(path), load_exercise(source)
    assert told.form == tuple(new)
    assert told.model_copy(update={"form": before.form}) == before
    assert written(written(text, new), before.form) == written(text, before.form)
    old = '[[form]]\nmeasure = "knee"\nrest = 1\npeak = 2\nspread = 3\n\n'
    assert "[[form]]" not in written(text.replace("[range]", old + "[range]"), new)


def test_every_exercise_has_a_form_for_its_bars_and_knows_where_the_trunk_is() -> None:
    for name, exercise in catalogue().items():
        forms = {form.measure for form in exercise.form}
        assert set(exercise.joints) <= forms, name
        assert "torso_lean" in forms, name
        assert {s.measure for s in exercise.signals} <= set(measures_of(exercise))
    assert kind("torso_forward") == kind("knee") == "angle"
    assert kind("elbow_forward") == kind("stance_width") == "length"


def test_generated_people_and_their_faults_are_the_same_every_time() -> None:
    first, second = (list(generated(("squat",), catalogue(), 1, 5)) for _ in range(2))
    assert np.array_equal(first[0].stretch.values, second[0].stretch.values, equal_nan=True)
    assert first[0].good
    only = {"hip_thrust": catalogue()["hip_thrust"].model_copy(update={"mistakes": catalogue()["hip_thrust"].mistakes[:1]})}
    pair = next(faults(only, 1, 5, fps=16.0, reps=1))
    assert pair.mistake == only["hip_thrust"].mistakes[0].name
    assert pair.faulty.mistake == pair.mistake
    assert pair.clean.mistake == ""
    scorer = Scorer(only["hip_thrust"])
    clean = scorer.movement(pair.clean, pair.clean.swings[0])
    assert clean is not None
    assert not math.isnan(clean)
