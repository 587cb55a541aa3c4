"""The generator of a year, in small."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from mirror.review.people import calendar, people, session_sets
from mirror.review.sets import set_view
from mirror.sessions import schema
from mirror.sessions.store import Store
from tests.acting import catalogue
from tests.review import bench, year


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("year") / "year.db"
    patch = pytest.MonkeyPatch()
    patch.setattr(year, "PROGRAMMES", (("squat", "plank"),))
    year.year(file, people=1, sessions=3, minutes=0.4, tell=False, variants=1, reps=5)
    patch.undo()
    return file


def test_sessions_are_real_and_no_two_are_the_same(days: Path) -> None:
    with Store(days) as store:
        (anna,) = people(store)
        assert anna.sessions == 3
        rows = [day.sessions[0] for day in calendar(store, anna.id, date(2025, 1, 1), date(2027, 1, 1))]
        assert all(row.minutes >= 0.4 for row in rows)
        assert rows[0].exercises == ("squat", "plank")
        sets = session_sets(store, rows[0].id)
        assert sets[0].full >= 4
        assert all(one.track for one in sets)
        view = set_view(store, rows[0].id, 1, catalogue())
        assert view.calibrated == "calibrated"
        assert len(view.measures["left_knee"].repetitions) == sets[0].full
        first, second = (store.track(row.id, 1).world for row in rows[:2])
        n = min(len(first), len(second))
        assert np.nanmean(np.abs(first[:n] - second[:n])) > 0.003
        with store.reading() as connection:
            events = connection.execute(select(schema.event.c.session_id, schema.event.c.seq)).all()
        assert len(events) == len(set(events)) > 30


def test_the_bench_has_a_figure_for_every_view(days: Path) -> None:
    figures = bench.figures(days, looks=1)
    names = [name for name, _, _ in figures]
    assert "a set" in " ".join(names)
    assert all(value > 0 for _, value, _ in figures)
    assert next(value for name, value, _ in figures if name == "size") < 40


def test_a_file_that_is_there_is_not_written_over(
    days: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr("sys.argv", ["year", "--out", str(days)])
    assert year.main() == 1
    assert "there already" in capsys.readouterr().err
