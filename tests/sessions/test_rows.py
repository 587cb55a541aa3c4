"""Any sequence of events: what the tables hold adds up to what the events said, and no event is lost."""

from __future__ import annotations

import json
import math
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from mirror.events import (
    EVENTS,
    CameraCalibrated,
    CountdownTick,
    CueReleased,
    Event,
    ExerciseNamed,
    HoldTick,
    MistakeSeen,
    PersonEntered,
    PersonLeft,
    PlanEnded,
    PlanItemBegun,
    PlanRepetition,
    PlanSetDone,
    RepClosed,
    SessionEnded,
    SessionStarted,
    SetEnded,
    SetStarted,
    StageChanged,
    from_dict,
    to_dict,
)
from mirror.geometry.camera import Calibration
from mirror.sessions import Recorder, schema
from mirror.sessions.database import Log
from mirror.sessions.store import Store

names = st.sampled_from(["squat", "lunge", "plank"])
scores = st.none() | st.floats(0, 100)
joints = st.dictionaries(st.sampled_from(["left_knee", "right_knee", "hip"]), st.floats(0, 100) | st.just(math.nan), max_size=3)
errors = st.dictionaries(st.sampled_from(["left_knee", "hip"]), st.floats(0, 50) | st.just(math.nan), max_size=2)
untold = st.dictionaries(st.sampled_from(["left_knee", "right_ankle"]), st.sampled_from(["view", "unseen"]), max_size=2)
views = st.sampled_from(["good", "fair", "poor", "unknown"])
turns = st.none() | st.floats(-180, 180)
faults = st.sampled_from(["knees_in", "too_fast"])
numbers = st.integers(1, 4)
times = st.floats(0, 1e4)
counts = st.integers(0, 30)


@st.composite
def runs(draw: st.DrawFn) -> list[Event]:
    """Events in any order, sensible or not, numbered from 1, their times rising."""
    kinds = draw(st.lists(st.sampled_from(sorted(EVENTS)), max_size=25))
    t, out = 0.0, []
    for seq, kind in enumerate(kinds, start=1):
        t += draw(st.floats(0, 5))
        at = (seq, t)
        match kind:
            case "SessionStarted":
                event: Event = SessionStarted(*at)
            case "SessionEnded":
                event = SessionEnded(*at)
            case "StageChanged":
                event = StageChanged(*at, "live", "countdown")
            case "CountdownTick":
                event = CountdownTick(*at, draw(st.integers(0, 3)))
            case "PersonEntered":
                event = PersonEntered(*at, 1)
            case "PersonLeft":
                event = PersonLeft(*at)
            case "SetStarted":
                event = SetStarted(*at, draw(numbers), t)
            case "ExerciseNamed":
                event = ExerciseNamed(*at, draw(numbers), draw(names), draw(st.floats(0, 1)))
            case "RepClosed":
                event = RepClosed(
                    *at,
                    draw(numbers),
                    draw(names),
                    draw(counts),
                    draw(st.sampled_from(["full", "partial", "rejected"])),
                    t,
                    t + 1,
                    draw(st.floats(0, 2) | st.just(math.nan)),
                    score=draw(scores),
                    joints=draw(joints),
                    mistakes=tuple(draw(st.lists(faults, max_size=3))),
                    errors=draw(errors),
                    untold=draw(untold),
                    view=draw(views),
                    yaw_deg=draw(turns),
                )
            case "MistakeSeen":
                event = MistakeSeen(*at, draw(numbers), draw(names), draw(faults), "form", 1)
            case "CueReleased":
                event = CueReleased(*at, draw(st.text(max_size=20)), "correction")
            case "ProfileChosen" | "ProfileLocked":
                event = EVENTS[kind](*at, draw(st.text(max_size=20)))
            case "PlanItemBegun":
                event = PlanItemBegun(*at, "p1", draw(numbers), draw(names))
            case "PlanRepetition":
                event = PlanRepetition(*at, "p1", draw(numbers), draw(counts), draw(st.floats(0, 2) | st.just(math.nan)))
            case "PlanSetDone":
                event = PlanSetDone(*at, "p1", draw(numbers), draw(numbers), draw(counts))
            case "PlanEnded":
                event = PlanEnded(*at, "p1", 1, 2)
            case "CameraCalibrated":
                event = CameraCalibrated(*at, Calibration(1.1, -3.0, 0.2, 3.0, 48.0, "calibrated"), 1.72)
            case "HoldTick":
                event = HoldTick(*at, draw(numbers), "plank", draw(counts))
            case "SetEnded":
                event = SetEnded(
                    *at,
                    draw(numbers),
                    draw(st.none() | names),
                    t,
                    t + 1,
                    draw(st.floats(0, 1)),
                    draw(counts),
                    draw(counts),
                    draw(counts),
                    score=draw(scores),
                    joints=draw(joints),
                    mistakes=draw(st.dictionaries(faults, st.integers(1, 5))),
                    errors=draw(errors),
                    untold=draw(untold),
                    view=draw(views),
                    yaw_deg=draw(turns),
                )
            case _:
                raise AssertionError(f"an event of kind {kind} is not made here: add it")
        out.append(event)
    return out


def strict(value: object) -> object:
    """NaN as None, tuples as lists: what JSON can say."""
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, dict):
        return {k: strict(v) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [strict(v) for v in value]
    return value


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log without sessions, to be copied: making one takes a fifth of a second."""
    database = tmp_path_factory.mktemp("empty") / "sessions.db"
    Log(database).close()
    return database


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(runs())
def test_the_tables_add_up_to_the_events(empty: Path, events: list[Event]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(shutil.copy(empty, folder))
        recorder = Recorder(database)
        recorder.start()
        for event in events:
            recorder.handle(event)
        assert recorder.stop(timeout=30)
        log = Log(database)
        with log.transaction(reads=True) as connection:

            def rows(table: object) -> int:
                return connection.execute(select(func.count()).select_from(table)).scalar_one()

            kinds = Counter(type(event).__name__ for event in events)
            reps = [event for event in events if isinstance(event, RepClosed)]
            assert rows(schema.event) == len(events)
            assert rows(schema.repetition) == len(reps)
            assert rows(schema.joint_score) == sum(len(rep.joints.keys() | rep.untold.keys()) for rep in reps)
            assert rows(schema.repetition_mistake) == sum(len(set(rep.mistakes)) for rep in reps)
            assert rows(schema.mistake) == kinds["MistakeSeen"]
            assert rows(schema.session) >= kinds["SessionStarted"]
            stored = connection.execute(select(schema.event.c.data).order_by(schema.event.c.seq)).scalars()
            assert [json.loads(data) for data in stored] == [strict(to_dict(event)) for event in events]
            in_session = [e for e in events if isinstance(e, CueReleased)]
            cues = connection.execute(select(schema.event.c.seq).where(schema.event.c.name == "CueReleased")).scalars().all()
            assert len(cues) == len(in_session)
            ended = connection.execute(select(schema.exercise_set).where(schema.exercise_set.c.end_t.is_(None))).mappings()
            for row in ended:
                here = connection.execute(
                    select(schema.repetition.c.kind).where(
                        schema.repetition.c.session_id == row["session_id"],
                        schema.repetition.c.set_number == row["number"],
                    )
                ).scalars()
                told = Counter(here)
                assert (row["full"], row["partial"], row["rejected"]) == (told["full"], told["partial"], told["rejected"])
        log.close()


def test_what_happens_outside_a_session_is_kept_without_one(database: Path) -> None:
    recorder = Recorder(database)
    recorder.start()
    recorder.handle(PersonEntered(1, 0.5, track=1))
    recorder.handle(SessionStarted(2, 1.0))
    recorder.handle(SessionEnded(3, 2.0))
    recorder.handle(PersonLeft(4, 3.0))
    assert recorder.stop()
    log = Log(database)
    with log.transaction(reads=True) as connection:
        found = connection.execute(select(schema.event.c.seq, schema.event.c.session_id).order_by(schema.event.c.seq)).all()
    log.close()
    assert [(seq, session is None) for seq, session in found] == [(1, True), (2, False), (3, False), (4, True)]


def test_a_trainer_without_a_workout_gets_a_session_with_its_first_set(database: Path) -> None:
    recorder = Recorder(database)
    recorder.start()
    recorder.handle(SetStarted(1, 4.0, set=1, start_t=2.0))
    assert recorder.stop()
    assert recorder.session_id is not None


def test_sets_know_the_plan_s_item_for_which_they_were_done(database: Path) -> None:
    recorder = Recorder(database)
    recorder.start()
    events = [
        SessionStarted(1, 1.0),
        SetStarted(2, 2.0, 1, 2.0),
        ExerciseNamed(3, 2.0, 1, "squat", 0.9),
        PlanItemBegun(4, 3.0, "p1", 2, "lunge"),
        SetStarted(5, 4.0, 2, 4.0),
        ExerciseNamed(6, 4.0, 2, "lunge", 0.9),
        SetStarted(7, 5.0, 3, 5.0),
        ExerciseNamed(8, 5.0, 3, "squat", 0.9),
        PlanEnded(9, 6.0, "p1", 1, 0),
        SetStarted(10, 7.0, 4, 7.0),
        ExerciseNamed(11, 7.0, 4, "lunge", 0.9),
        SessionEnded(12, 8.0),
        SessionStarted(13, 9.0),
    ]
    for event in events:
        recorder.handle(event)
    assert recorder.stop()
    log = Log(database)
    with log.transaction(reads=True) as connection:
        sets = (
            connection.execute(select(schema.exercise_set.c.plan_position).order_by(schema.exercise_set.c.number)).scalars().all()
        )
        led = connection.execute(select(schema.session.c.plan_id).order_by(schema.session.c.start_t)).scalars().all()
    log.close()
    assert sets == [None, 2, None, None]
    assert led == ["p1", None]


def test_how_sure_it_was_and_what_the_view_could_not_tell_is_kept(database: Path) -> None:
    sure = {"errors": {"left_knee": 7.5}, "untold": {"right_knee": "view", "hip": "unseen"}, "view": "fair", "yaw_deg": -31.2}
    events = [
        SessionStarted(1, 1.0),
        RepClosed(2, 3.0, 1, "squat", 1, "full", 1.0, 3.0, 1.0, score=80.0, joints={"left_knee": 80.0}, **sure),
        SetEnded(3, 4.0, 1, "squat", 1.0, 3.0, 0.9, 1, 0, 0, score=80.0, joints={"left_knee": 80.0}, **sure),
        RepClosed(4, 5.0, 2, "squat", 1, "full", 4.0, 5.0, 1.0, score=80.0, joints={"left_knee": 80.0}),
    ]
    recorder = Recorder(database)
    recorder.start()
    for event in events:
        recorder.handle(event)
    assert recorder.stop()
    with Store(database) as store:
        first, second = store.session(recorder.session_id or "").sets
        assert store.events(recorder.session_id or "") == events
    for entry in (first, first.repetitions[0]):
        assert entry.joints == {"left_knee": 80.0, "right_knee": None, "hip": None}
        assert (entry.errors, entry.untold) == (sure["errors"], sure["untold"])
        assert (entry.view, entry.yaw_deg) == ("fair", -31.2)
    later = second.repetitions[0]
    assert later.joints == {"left_knee": 80.0}
    assert (later.errors, later.untold, later.view, later.yaw_deg) == ({}, {}, None, None)


def test_an_event_of_an_older_program_is_still_read() -> None:
    event = RepClosed(4, 5.0, 2, "squat", 1, "full", 4.0, 5.0, 1.0, score=80.0, joints={"left_knee": 80.0})
    old = {name: value for name, value in to_dict(event).items() if name not in ("errors", "untold", "view", "yaw_deg")}
    assert from_dict(old) == event


def test_an_export_of_before_is_taken_up_and_one_of_now_whole(database: Path, tmp_path: Path) -> None:
    sure = {"errors": {"left_knee": 7.5}, "untold": {"hip": "view"}, "view": "poor", "yaw_deg": 12.5}
    recorder = Recorder(database)
    recorder.start()
    recorder.handle(RepClosed(1, 3.0, 1, "squat", 1, "full", 1.0, 3.0, 1.0, score=80.0, joints={"left_knee": 80.0}, **sure))
    assert recorder.stop()
    id = recorder.session_id or ""
    with Store(database) as store, Store(tmp_path / "now.db") as now, Store(tmp_path / "before.db") as before:
        data = json.loads(json.dumps(store.export_json([id])))
        now.import_json(data)
        assert now.session(id) == store.session(id)
        for name in ("repetition", "exercise_set", "joint_score", "set_joint_score"):
            for row in data["sessions"][0][name]:
                for column in ("view", "yaw_deg", "error", "untold"):
                    row.pop(column, None)
        before.import_json(data)
        (rep,) = before.session(id).sets[0].repetitions
    assert (rep.joints, rep.score) == ({"left_knee": 80.0, "hip": None}, 80.0)
    assert (rep.errors, rep.untold, rep.view, rep.yaw_deg) == ({}, {}, None, None)
