"""Daily life: streams hang together, nothing in them is an exercise, and what the mirror makes of them is counted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mirror import events as ev
from mirror.avatar import EVERYDAY
from mirror.exercises.core import load_catalogue
from mirror.paths import exercises

pytest.importorskip("scipy")
from models.examiner.daily import day, on_landmarks, pictures
from models.examiner.watching import Watched
from models.experiments.core import Options
from models.experiments.daily import Lengths, run, summed, told

DATA = Path(__file__).parents[2] / "../shared/data"


def test_a_day_hangs_together() -> None:
    life = day(3, 3.0)
    assert len(life.points) == len(life.motion) == len(life.passer) == 3 * 60 * 16
    there = np.isfinite(life.points[:, 0, 0])
    assert 0.6 < there.mean() <= 1.0
    assert (there == (life.motion != life.names.index("away"))).all()
    together = there[1:] & there[:-1]
    step = np.linalg.norm(np.diff(life.points, axis=0), axis=2).max(axis=1)[together]
    assert step.max() < 0.8  # metres in a sixteenth of a second: a hand that waves, never a body that jumps
    assert np.nanmin(life.points[..., 1]) > -0.02
    assert len({life.names[i] for i in np.unique(life.motion)} & set(EVERYDAY)) > 8
    assert sum(life.minutes_of().values()) == pytest.approx(3.0, abs=0.05)
    assert not set(life.names) & set(load_catalogue(exercises()))


def test_a_day_is_a_function_of_its_number() -> None:
    a, b, c = day(1, 0.3), day(1, 0.3), day(2, 0.3)
    assert a.id == b.id != c.id
    assert np.array_equal(a.points, b.points, equal_nan=True)
    assert a.person != c.person


def test_it_is_seen_both_ways() -> None:
    life = day(4, 0.2)
    seen = on_landmarks(life)
    assert len(seen) == len(life.points)
    assert seen.there.mean() > 0.7
    first = next(pictures(life))
    assert first.shape == (360, 640, 3)


def test_false_sets_are_counted_with_what_was_done() -> None:
    life = day(5, 0.3)
    events = (
        ev.SetStarted(1, 9.0, set=1, start_t=4.0),
        ev.ExerciseNamed(2, 9.0, set=1, exercise="squat", confidence=0.9),
        ev.RepClosed(3, 9.0, set=1, exercise="squat", number=1, kind="full", start_t=4.0, end_t=6.0, depth=1.0),
    )
    row = told(life, Watched(events, ((9.0, "squat"),)))
    assert row["sets"] == [{"t": 4.0, "exercise": "squat", "reps": 1, "motion": life.during(4.0, 9.0)}]
    other = {"minutes": 0.3, "minutes_of": {}, "sets": [], "shown": []}
    whole = summed([{"minutes": 0.3, "minutes_of": life.minutes_of(), **row}, other])
    assert (whole["false_sets"], whole["names_shown"], whole["people"]) == (1, 1, 2)
    assert whole["hours"] == 0.01
    assert whole["by_motion"][life.during(4.0, 9.0)]["false_sets"] == 1


@pytest.mark.shared
@pytest.mark.skipif(not (DATA / "index.csv").exists(), reason="needs the project's corpus")
def test_the_experiment_runs(tmp_path: Path) -> None:
    """The real mirror over a little of everything; kept parts are read again."""
    options = Options(DATA, tmp_path / "daily")
    lengths = Lengths(landmarks=0.2, pixels=0.0, a_person=0.2, recordings=12)
    result = run(options, lengths)
    assert result["landmarks"]["minutes"] == pytest.approx(0.2)
    assert result["real"]["sequences"] == 12
    assert result["real"]["named"] <= result["real"]["ever_named"] <= 12
    assert "pixels" not in result
    assert run(options, lengths) == result
