"""The same numbers from a clinic's PostgreSQL as from a mirror's own file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mirror.review.overview import overview
from mirror.review.people import calendar, people, session_sets
from mirror.review.ranges import digest
from mirror.review.replay import set_replay
from mirror.review.sets import set_view
from mirror.review.trends import trends
from mirror.sessions.store import Store
from tests.acting import catalogue
from tests.review.logs import Rep, add_calibration, add_person, add_session, add_set, overrule
from tests.review.people_made import made
from tests.sessions.cluster import ABSENT, Cluster, programs

FIRST = datetime(2026, 1, 5, 23, 30, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture(scope="module")
def clinic() -> Iterator[str]:
    found = programs()
    if found is None:
        pytest.skip(ABSENT)
    cluster = Cluster(found)
    try:
        cluster.start()
        yield cluster.database()
    finally:
        cluster.stop()


def everything(store: Store) -> list[object]:
    anna = add_person(store, "Anna")
    poses, truth = made("squat", 4)
    for week in range(7):
        session = add_session(store, anna, FIRST + timedelta(weeks=week))
        seqs = add_set(store, session, 1, "squat", [Rep(r.start, r.seconds, score=70.0 + week) for r in truth], poses, score=70.0)
        add_calibration(store, session, pitch_deg=-4.0, roll_deg=0.0)
    overrule(store, session, seqs[0], "partial")
    add_session(store, None, FIRST)
    assert digest(store, catalogue=catalogue()) == 7
    assert digest(store, catalogue=catalogue()) == 0
    (row, nobody) = people(store)
    assert (row.sessions, nobody.id) == (7, None)
    days = calendar(store, anna, date(2026, 1, 1), date(2026, 12, 31))
    view = set_view(store, session, 1, catalogue())
    band = view.measures["left_knee"].band
    assert band is not None
    told = trends(store, anna, "squat", date(2026, 3, 1), catalogue=catalogue())
    total = overview(store, anna, date(2026, 3, 1))
    return [
        [day.day for day in days],
        [(one.full, one.track, one.overruled) for one in session_sets(store, session)],
        (band.of, band.n, band.median.round(6).tolist()),
        len(set_replay(store, session, 1, catalogue())),
        [(t.quantity, t.change, round(t.first, 6), round(t.last, 6), t.sentence, len(t.points)) for t in told],
        [(w.start, w.sessions, w.repetitions) for w in total.weeks],
        [(e.exercise, e.sets, e.score) for e in total.exercises],
    ]


def test_a_clinics_database_tells_the_same(clinic: str, tmp_path: Path) -> None:
    with Store(clinic) as there, Store(tmp_path / "here.db") as here:
        assert everything(there) == everything(here)
