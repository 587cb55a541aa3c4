"""The examiner is not the teacher: its bodies, its fault sizes and its secrecy."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from mirror.avatar.body import Proportions
from mirror.events import RepClosed
from mirror.geometry.view import view_of

pytest.importorskip("scipy")
from models.corpus.seen import Seen
from models.examiner import Asked, ExaminerError, catalogue, examinable, examination, on_landmarks, settings
from models.examiner.bodies import body, table
from models.examiner.core import view_name
from models.examiner.faults import size, values
from models.examiner.film import Sitting, film, through_pixels
from models.examiner.plans import Counts, mistakes, pixels
from models.examiner.watching import watch
from models.experiments import examiner as naming
from models.experiments import mistakes as judging
from models.experiments.core import Options

ROOT = Path(__file__).parents[2]


def test_nobody_who_teaches_reads_its_settings() -> None:
    """Neither the file nor the table is named outside the examiner's room (imports are held by import-linter)."""
    named = []
    rooms = ("mirror", "ui", "resources", "models/corpus", "models/training", "models/architectures", "models/export")
    files = [*ROOT.glob("models/*.py"), *(f for room in rooms for f in (ROOT / room).rglob("*") if f.suffix in (".py", ".toml"))]
    for path in files:
        text = path.read_text(encoding="utf-8")
        named += [str(path) for word in ("examiner.toml", "anthropometry.csv") if word in text]
    assert len(files) > 100
    assert named == []


def test_bodies_are_the_surveys() -> None:
    rules = settings().bodies
    people = [body(np.random.default_rng(i), rules, i) for i in range(400)]
    heights = np.array([p.height_m for p in people])
    assert 1.45 < heights.min() < 1.52
    assert 1.88 < heights.max() < 1.96
    low, high = table()["woman"]["stature"][0], table()["man"]["stature"][0]
    assert np.median(heights) == pytest.approx(0.5 * (low + high) / 1000.0, abs=0.03)
    shares = np.array([[p.proportions.shank, p.proportions.thigh, p.proportions.torso, p.proportions.forearm] for p in people])
    taught = Proportions()
    # Plausible, and not the teacher's: the survey's people have longer shanks than thighs.
    assert np.abs(shares.mean(axis=0) / [taught.shank, taught.thigh, taught.torso, taught.forearm] - 1.0).max() < 0.1
    assert shares[:, 1].mean() < shares[:, 0].mean()
    assert (shares.std(axis=0) > 0.004).all()
    assert body(np.random.default_rng(7), rules, 7) == body(np.random.default_rng(7), rules, 7)


def test_an_exam_is_a_function_of_its_number() -> None:
    a, b, c = (examination(n, 5, Asked(exercise="squat")) for n in (3, 3, 4))
    assert a.id == b.id != c.id
    assert np.array_equal(a.performance.points, b.performance.points)
    assert a.camera == b.camera != c.camera
    assert a.performance.person != c.performance.person
    assert examination(0, 1).exercise.name == examinable()[0]


@pytest.mark.parametrize(("mistake", "wanted"), [("shallow", 0.6), ("leaning_forward", 1.5), ("knees_in", 0.9)])
def test_a_fault_has_the_size_that_was_asked_for(mistake: str, wanted: float) -> None:
    exam = examination(2, 9, Asked(exercise="squat", mistake=mistake, size=wanted, seen_well=True))
    assert exam.sizes[mistake] == pytest.approx(wanted, abs=settings().faults.nearest)
    assert (mistake in exam.mistakes) == (wanted > 1.0)
    views = exam.exercise.mistake(mistake).views
    assert not views or view_of((exam.yaw_deg + 180) % 360 - 180).name in views


def test_good_form_holds_no_mistake() -> None:
    exam = examination(0, 9, Asked(exercise="squat", alone=True))
    assert exam.mistakes == ()
    assert max(exam.sizes.values()) < 1.0


def test_size_by_hand() -> None:
    mistake = catalogue()["squat"].mistake("shallow")
    limit = mistake.above
    assert limit is not None
    assert size(mistake, limit, limit - 20) == pytest.approx(1.0)
    assert size(mistake, limit + 20, limit - 20) == pytest.approx(2.0)
    assert size(mistake, limit + 2, limit + 1) == math.inf
    assert math.isnan(size(mistake, math.nan, limit - 20))


def test_values_are_those_of_the_body() -> None:
    """The depth of a squat by the exact knee, whoever looks."""
    exam = examination(1, 2, Asked(exercise="squat"))
    knee = values(exam.exercise, exam.performance)["shallow"]
    points = exam.performance.points[int(exam.performance.depth.argmax())]
    thigh, shank = points[23] - points[25], points[27] - points[25]
    deepest = math.degrees(math.acos(thigh @ shank / np.linalg.norm(thigh) / np.linalg.norm(shank)))
    assert deepest - 1.0 < knee < deepest + 20.0


def test_what_cannot_be_shown_is_said() -> None:
    with pytest.raises(ExaminerError, match="does not reach 40"):
        examination(0, 1, Asked(exercise="squat", mistake="shallow", size=40.0))


def test_the_camera_that_was_asked_for() -> None:
    exam = examination(0, 3, Asked(exercise="lunge", height_m=2.2, yaw_deg=140.0))
    assert exam.camera.height_m == 2.2
    assert exam.yaw_deg == 140.0
    assert exam.camera.pitch_deg < -5.0
    assert view_name(examination(0, 3, Asked(exercise="lunge", yaw_deg=185.0))) == "back"
    up = examination(0, 3, Asked(exercise="lunge", pitch_deg=12.0)).camera
    assert up.pitch_deg == 12.0
    assert up.height_m < 0.9


def test_the_mirror_counts_on_its_landmarks() -> None:
    exam = examination(2, 4, Asked(exercise="squat", yaw_deg=35.0, height_m=1.1, alone=True))
    seen = on_landmarks(exam)
    assert len(seen) == len(exam.performance.t)
    assert seen.there.mean() > 0.9
    watched = watch(seen, catalogue(), None, chosen="squat", calibration=exam.believed)
    assert abs(len(watched.of(RepClosed)) - len(exam.performance.reps)) <= 1


def test_through_pixels_is_kept(tmp_path: Path) -> None:
    sitting = Sitting(0, 6, Asked(exercise="squat", yaw_deg=20.0))
    exam = sitting.exam()
    assert list(film([sitting], tmp_path)) == [(1, 1)]
    kept = [p.name for p in tmp_path.iterdir()]
    assert kept == [f"{exam.id}.npz"]
    seen = through_pixels(exam, tmp_path)
    again = Seen.load(tmp_path / kept[0])
    assert np.array_equal(seen.visibility, again.visibility)
    assert seen.there.mean() > 0.5  # far away and from above it takes the detector a while
    assert seen.sequence(exam.id, "squat", "squat", "examiner", exam.performance.fps) is not None


def test_naming_is_examined_and_kept(tmp_path: Path) -> None:
    options = Options(tmp_path, tmp_path / "work" / "examiner")
    counts = Counts(per_exercise=1, pixels_per_exercise=0, per_bin=1, exercises=2)
    result = naming.run(options, counts)
    rows = result["landmarks"]["rows"]
    assert [r["exercise"] for r in rows] == list(examinable()[:2])
    assert all(sum(r["named"].values()) == r["n"] == 1 for r in rows)
    for curve in ("height_m", "yaw_deg", "pitch_deg"):
        assert len(result["robustness"][curve]) >= 6
        assert all(low <= share <= high for _, share, low, high, _ in result["robustness"][curve])
    assert set(result["evidence"]) == set(catalogue())
    assert naming.run(options, counts) == result


def test_mistakes_are_examined(tmp_path: Path) -> None:
    sittings = [
        Sitting(0, 3, Asked("squat", seen_well=True, alone=True)),
        Sitting(0, 3, Asked("squat", "shallow", 0.3, seen_well=True)),
        Sitting(0, 3, Asked("squat", "shallow", 2.0, seen_well=True)),
        Sitting(0, 3, Asked("squat", "shallow", 40.0, seen_well=True)),
    ]
    whole = judging.sat(sittings, "landmarks", tmp_path)
    assert whole.exams == 3
    assert list(whole.skipped) == ["squat/shallow/40/0"]
    result = judging.table(whole)
    assert [row[0] for row in result["by_fault_size"]] == [0.3, 2.0]
    assert result["per_mistake"]["squat/shallow"]["n"] == 1
    assert result["good_form"]["n"] > 5


def test_precision_and_recall_by_hand() -> None:
    trials = [
        judging.Trial("squat", "shallow", 1.5, 1.5, True),
        judging.Trial("squat", "shallow", 1.2, 1.2, False),
        judging.Trial("squat", "shallow", 0.1, None, True),
        judging.Trial("squat", "shallow", 0.1, None, False),
        judging.Trial("squat", "head_down", 0.1, None, False),
    ]
    half = naming.wilson(1, 2)
    assert judging.per_mistake(trials) == {
        "squat/shallow": {
            "precision": 0.5, "recall": 0.5, "f1": 0.5, "n": 2, "not_there": 2, "false": 1, "unknown": 0,
            "recall_ci95": half, "false_ci95": half,
        }
    }  # fmt: skip
    assert judging.by_size(trials) == [[1.2, 0.0, 1, 0.0], [1.5, 1.0, 1, 0.0]]
    assert judging.false_in_good_form(trials) == {"named": 1, "n": 3}
    unsure = judging.Trial("squat", "shallow", 1.9, None, False, unknown=True)
    hidden = judging.Trial("squat", "head_down", 1.9, None, False, unknown=True, shown=False)
    whole = judging.overall([*trials, unsure, hidden])
    assert (whole["recall"], whole["false_alarms"]) == (0.3333, 0.3333)
    assert (whole["told"]["recall"], whole["told"]["share"]) == (0.5, 0.8333)
    assert whole["hidden"] == {"n": 1, "unknown": 1.0, "named": 0.0}


def test_plans_ask_every_mistake_that_can_be_shown() -> None:
    counts = Counts()
    asked = {(s.asked.exercise, s.asked.mistake) for s in mistakes(counts)}
    shown = {(e.name, m.name) for e in catalogue().values() for m in e.mistakes if m.motion is not None}
    assert shown <= asked
    assert {(n, None) for n in examinable()} <= asked
    assert len({(s.seed, s.number, s.asked) for s in pixels(counts)}) == len(pixels(counts))


def test_wilson_by_hand() -> None:
    assert naming.wilson(0, 0) == (0.0, 1.0)
    low, high = naming.wilson(8, 10)
    assert (low, high) == pytest.approx((0.4902, 0.9433), abs=1e-3)
