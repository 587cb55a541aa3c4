"""What a session was recorded under: calibration, models, origin, time zone; and clocks that jump."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from mirror import paths
from mirror.events import CameraCalibrated, Event, SessionEnded, SessionStarted
from mirror.geometry.camera import Calibration
from mirror.sessions import Recorder, Store, schema
from mirror.sessions.circumstances import ModelVersion, calibrations, models, running
from mirror.sessions.rows import Rows, Write
from mirror.settings import PoseSettings
from tests.sessions.runs import workout

LOW = Calibration(height_m=1.1, pitch_deg=-8.0, fov_deg=50.0, source="calibrated", height_sigma_m=0.02, pitch_sigma_deg=0.4)
HIGH = Calibration(height_m=2.0, pitch_deg=-20.0, source="by hand")


def same(a: Calibration, b: Calibration) -> bool:
    """NaN is like NaN."""
    return repr(a) == repr(b)


def renumbered(events: Sequence[Event]) -> list[Event]:
    return [replace(event, seq=n) for n, event in enumerate(events, start=1)]


def test_the_calibration_in_force_and_those_that_follow_are_kept(database: Path) -> None:
    first, *rest = workout(reps=3)
    recorder = Recorder(database)
    recorder.start()
    recorder.calibrated(LOW, 1.75)
    recorder.handle(first)
    for event in renumbered([*rest[:4], CameraCalibrated(0, 3.9, HIGH, 1.8), *rest[4:]]):
        recorder.handle(replace(event, seq=event.seq + 1))
        if event.t == 3.9:
            recorder.calibrated(HIGH, 1.8, 3.9)  # the settings say the same again
    assert recorder.stop()
    with Store(database) as store:
        (session,) = store.sessions()
        found = calibrations(store, session.id)
        assert [t for t, _ in found] == [0.0, 3.9]
        assert same(found[0][1], LOW)
        assert same(found[1][1], HIGH)
        with store.reading() as connection:
            assert list(connection.scalars(select(schema.calibration.c.body_m))) == [1.75, 1.8]


def test_nobody_said_how_the_camera_stands(database: Path) -> None:
    recorder = Recorder(database)
    recorder.start()
    for event in workout(reps=1):
        recorder.handle(event)
    assert recorder.stop()
    with Store(database) as store:
        ((t, calibration),) = calibrations(store, store.sessions()[0].id)
    assert t == 0.0
    assert same(calibration, Calibration())


def test_each_session_has_what_held_at_its_start_however_late_that_is_heard() -> None:
    """Commands come by a shorter way than events: a later calibration may be heard of before an earlier start."""
    rows = Rows(run="r", profile_id=None, source="", app_version="1")
    now = datetime(2026, 3, 1, tzinfo=UTC)
    rows.calibrated(LOW, math.nan, -math.inf)
    rows.calibrated(HIGH, math.nan, 12.0)
    writes = [*rows.take(SessionStarted(1, 10.0), now), *rows.take(SessionEnded(2, 20.0), now)]
    writes += rows.take(SessionStarted(3, 30.0), now + timedelta(minutes=1))
    told = [(w.values["seq"], w.values["t"], w.values["source"]) for w in writes if w.table is schema.calibration]
    assert told == [(0, 10.0, "calibrated"), (1, 12.0, "by hand"), (0, 30.0, "by hand")]


def test_the_models_that_judged_are_named_by_their_files(database: Path) -> None:
    judged = running(PoseSettings())
    assert [m.part for m in judged] == ["pose", "classifier", "mistakes", "observability"]
    classifier = paths.weights() / "recognition" / "streaming.onnx"
    assert judged[1] == ModelVersion("classifier", "streaming.onnx", hashlib.sha256(classifier.read_bytes()).hexdigest())
    assert running(PoseSettings(backend="mediapipe"))[0] == ModelVersion("pose", "mediapipe-full", None)
    recorder = Recorder(database, models=judged, origin="0" * 32)
    recorder.start()
    for event in workout(reps=1):
        recorder.handle(event)
    assert recorder.stop()
    with Store(database) as store:
        (session,) = store.sessions()
        assert models(store, session.id) == sorted(judged, key=lambda m: m.part)
        with store.reading() as connection:
            assert connection.scalar(select(schema.session.c.origin)) == "0" * 32


def test_a_model_whose_file_is_gone_is_not_made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "weights", lambda: tmp_path)
    assert [m.part for m in running(PoseSettings())] == ["pose"]


# -- clocks --------------------------------------------------------------------------------------------------------------


def sessions_of(clock: Callable[[float], datetime], spans: Sequence[tuple[float, float]]) -> list[dict[str, object]]:
    """The session rows, merged, of a run with sessions at these times (start_t, end_t), by this wall clock."""
    rows = Rows(run="r", profile_id=None, source="", app_version="1")
    writes: list[Write] = []
    for n, (start, end) in enumerate(spans):
        writes += rows.take(SessionStarted(2 * n + 1, start), clock(start))
        writes += rows.take(SessionEnded(2 * n + 2, end), clock(end))
    merged: dict[object, dict[str, object]] = {}
    for write in writes:
        if write.table is schema.session:
            key = write.key["id"] if write.key else write.values["id"]
            merged.setdefault(key, {}).update(write.values)
    return list(merged.values())


@given(
    lengths=st.lists(st.tuples(st.floats(0, 3600), st.floats(0, 7200)), min_size=1, max_size=6),
    jumps=st.lists(st.tuples(st.floats(0, 30000), st.floats(-50000, 50000)), max_size=5),
)
def test_whatever_the_clock_does_a_session_lasts_as_long_as_it_did_and_the_order_stays(
    lengths: list[tuple[float, float]], jumps: list[tuple[float, float]]
) -> None:
    """`jumps`: at so many seconds of the run the wall clock is set by so many (hours, to and fro)."""
    spans, t = [], 0.0
    for pause, length in lengths:
        spans.append((t + pause, t + pause + length))
        t = spans[-1][1]

    def clock(t: float) -> datetime:
        return datetime(2026, 3, 1, tzinfo=UTC) + timedelta(seconds=t + sum(by for at, by in jumps if at <= t))

    told = sessions_of(clock, spans)
    for row, (start, end) in zip(told, spans, strict=True):
        assert (row["ended_at"] - row["started_at"]).total_seconds() == pytest.approx(end - start, abs=1e-5)
    for earlier, later in pairwise(told):
        assert later["started_at"] >= earlier["ended_at"] - timedelta(microseconds=2)
    assert told[0]["started_at"] == clock(spans[0][0])


def test_a_clock_that_was_wrong_and_is_set_forward_is_believed() -> None:
    """A small computer without a battery wakes in the past, and asks the network for the time a little later."""
    told = sessions_of(
        lambda t: datetime(2026 if t > 100 else 2001, 1, 1, tzinfo=UTC) + timedelta(seconds=t), [(5, 60), (200, 300)]
    )
    assert [row["started_at"].year for row in told] == [2001, 2026]


@pytest.mark.parametrize(
    ("start", "offset"),
    [
        (datetime(2026, 3, 29, 0, 50, tzinfo=UTC), 60),  # Berlin: 01:50, ten minutes before the clocks go forward
        (datetime(2026, 10, 25, 0, 50, tzinfo=UTC), 120),  # 02:50 for the first time, ten minutes before they go back
    ],
)
def test_the_hour_that_summer_time_takes_or_gives_is_nobodys_training(database: Path, start: datetime, offset: int) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    at = iter([start + timedelta(minutes=2 * n) for n in range(100)])
    recorder = Recorder(database, wall_clock=lambda: next(at).astimezone(berlin))
    recorder.start()
    events = list(workout(reps=5))
    for event in events:
        recorder.handle(event)
    assert recorder.stop()
    with Store(database) as store:
        (session,) = store.sessions()
        with store.reading() as connection:
            assert connection.scalar(select(schema.session.c.utc_offset_min)) == offset
    assert session.started_at == start
    assert session.ended_at == start + timedelta(seconds=events[-1].t - events[0].t)


def test_the_mirrors_own_zone_is_kept_and_the_rest_is_utc(database: Path) -> None:
    away = timezone(timedelta(hours=-9, minutes=-30))
    recorder = Recorder(database, wall_clock=lambda: datetime(2026, 5, 1, 20, 0, tzinfo=away))
    recorder.start()
    for event in workout(reps=1):
        recorder.handle(event)
    assert recorder.stop()
    with Store(database) as store:
        assert store.sessions()[0].started_at == datetime(2026, 5, 2, 5, 30, tzinfo=UTC)
        with store.reading() as connection:
            assert connection.scalar(select(schema.session.c.utc_offset_min)) == -570


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(jumps=st.lists(st.integers(-86400, 86400), min_size=3, max_size=3))
def test_the_list_shows_sessions_in_the_order_of_the_recording(
    tmp_path_factory: pytest.TempPathFactory, jumps: list[int]
) -> None:
    database = tmp_path_factory.mktemp("clock") / "sessions.db"
    now = {"at": datetime(2026, 3, 1, tzinfo=UTC)}
    recorder = Recorder(database, wall_clock=lambda: now["at"])
    recorder.start()
    seq, t = 0, 0.0
    for n, jump in enumerate(jumps):
        now["at"] += timedelta(seconds=jump)
        for event in workout(reps=n + 1):
            seq += 1
            times = {"t": t + event.t}
            if hasattr(event, "start_t"):
                times["start_t"] = t + event.start_t
            recorder.handle(replace(event, seq=seq, **times))
        t += 60
        now["at"] += timedelta(seconds=60)
    assert recorder.stop()
    with Store(database) as store:
        assert [s.full for s in store.sessions()] == [3, 2, 1]
