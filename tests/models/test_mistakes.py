"""Real people are judged by judges that were not fitted to them, and a camera's readings are learned from the avatar."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn")

from mirror.avatar import Person, perform
from mirror.scoring.correctness import WIDTH
from mirror.scoring.readings import load
from models.evaluation import mistakes as em
from models.training import readings as tr
from tests.acting import catalogue

PEOPLE = ("a", "b", "c", "d")


def made(shift: float, seed: int = 0) -> list[em.Rep]:
    """Repetitions of four people and two sensors, each person and sensor elsewhere; wrong ones lie `shift` further."""
    rng = np.random.default_rng(seed)
    out = []
    for person in PEOPLE:
        own = rng.normal(0.0, 0.3, WIDTH)
        for sensor, offset in (("ui_prmd_kinect", 0.0), ("ui_prmd_vicon", 5.0)):
            for label in ("good", "bad") * 5:
                x = own + offset + rng.normal(0.0, 0.2, WIDTH)
                x[:60] += shift * (label == "bad")
                out.append(em.Rep(sensor, "squat", person, label, x))
    return out


def test_what_can_be_told_is_told_of_people_left_out() -> None:
    table = em.right_or_wrong(made(1.5))
    assert table["accuracy"] > 0.95
    assert table["people"] == 4
    assert table["n"] == 80
    assert set(table["per_person"]) == set(PEOPLE)
    low, high = table["ci95"]
    assert low <= table["accuracy"] <= high
    assert set(table["per_source"]) == {"ui_prmd_kinect", "ui_prmd_vicon"}


def test_what_cannot_be_told_is_a_coin_thrown() -> None:
    assert 0.3 < em.right_or_wrong(made(0.0))["accuracy"] < 0.7


def test_nobody_is_judged_by_what_was_fitted_to_them() -> None:
    rows = made(1.5)
    # One person does it the other way round: whoever knew would be right.
    turned = [
        em.Rep(r.source, r.exercise, r.group, {"good": "bad", "bad": "good"}[r.label], r.seen) if r.group == "a" else r
        for r in rows
    ]
    table = em.right_or_wrong(turned)
    assert table["per_person"]["a"] < 0.2
    assert min(table["per_person"][p] for p in PEOPLE[1:]) > 0.5


def test_a_source_without_a_bar_has_every_label_and_what_is_to_be_known() -> None:
    table = em.named([r for r in made(1.5) if r.source == "ui_prmd_kinect"], "few people")
    assert table["per_label"]["bad"]["recall"] > 0.9
    assert table["always_the_commonest"] == 0.5
    assert table["to_be_known"] == "few people"


def test_the_readings_line_goes_from_what_was_read_to_what_was_so() -> None:
    rng = np.random.default_rng(0)
    true = rng.uniform(0.0, 100.0, 40)
    told = [tr.Point("front", i, 0.8 * v + 10.0 + rng.normal(0.0, 1.0), v, False) for i, v in enumerate(true)]
    line = tr.fit(told)
    assert line is not None
    intercept, slope, sigma = line
    assert slope == pytest.approx(1.25, abs=0.05)
    assert intercept == pytest.approx(-12.5, abs=2.0)
    assert sigma == pytest.approx(1.25, abs=0.6)
    assert tr.fit(told[:5]) is None


def test_the_avatars_own_movement_is_what_was_so() -> None:
    exercise = catalogue()["squat"]
    done = perform(exercise, 2, person=Person.random(5), fps=16.0)
    truth, swings = tr.exact(done), tr._made(exercise, done)
    assert len(swings) == 2
    shallow = exercise.mistake("shallow")
    right = tr._worst(shallow, exercise, truth, done.depth, swings)
    half = perform(exercise, 2, person=Person.random(5), fps=16.0, rom=0.5)
    assert tr._worst(shallow, exercise, tr.exact(half), half.depth, tr._made(exercise, half)) > right + 20


def test_readings_are_written_as_the_mirror_reads_them(tmp_path: Path) -> None:
    kept = {"squat/shallow/knee/at_peak/peak/front": [1.0, 0.9, 5.0, 80.0, 21]}
    tr._write(kept, tmp_path / "readings.json")
    assert json.loads((tmp_path / "readings.json").read_text("utf-8"))["fields"][2] == "sigma"
    reading = load(tmp_path / "readings.json")["squat/shallow/knee/at_peak/peak/front"]
    assert (reading.sigma, reading.count) == (5.0, 21)
    assert reading.shows(catalogue()["squat"].mistake("shallow"))
