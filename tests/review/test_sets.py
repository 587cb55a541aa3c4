"""One set: the numbers of the live mirror, the band of good repetitions, mistakes on the time line, left against right."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirror.commands import ChooseExercise
from mirror.errors import SessionError
from mirror.exercises.core import Catalogue
from mirror.geometry.body import body_from_pose
from mirror.geometry.measures import INDEX, measure
from mirror.observation import Observation
from mirror.review.core import PHASES
from mirror.review.landmarks import Sampler, landmarks
from mirror.review.ranges import digest
from mirror.review.sets import measures_of, set_view, symmetry_index
from mirror.sessions import Recorder
from mirror.sessions.store import Store
from mirror.trainer import Trainer
from tests.acting import FRONT, SIDE, catalogue
from tests.review.logs import Rep, add_calibration, add_person, add_session, add_set, overrule
from tests.review.people_made import made

NOON = datetime(2026, 5, 5, 12, tzinfo=ZoneInfo("Europe/Berlin"))


def a_set(store: Store, exercise: str = "squat", reps: int = 4, profile: str | None = None, day: int = 0, **how: float) -> str:
    """A session with one set that the avatar made; its id."""
    session = add_session(store, profile, NOON + timedelta(days=day))
    poses, truth = made(exercise, reps, **how)
    add_set(store, session, 1, exercise, truth, poses)
    return session


def test_the_curves_are_what_the_live_mirror_measured(store: Store, tmp_path: object) -> None:
    """The real Trainer and the real Recorder, then the review."""
    poses, _ = made("squat", 3)
    trainer = Trainer(catalogue(), None)
    recorder = Recorder(store._log.name)
    recorder.start()
    events = list(trainer.apply(ChooseExercise("squat")))
    seen: dict[float, np.ndarray] = {}
    for pose in poses:
        body = body_from_pose(pose, trainer.calibration)
        assert body is not None
        seen[round(pose.t, 4)] = measure(body).values
        recorder.track(Observation(pose.t, pose))
        events += trainer.step(Observation(pose.t, pose)).events
    events += trainer.finish(poses[-1].t)
    for event in events:
        recorder.handle(event)
    assert recorder.stop()
    assert recorder.session_id is not None
    view = set_view(store, recorder.session_id, 1, catalogue())
    assert view.exercise == "squat"
    assert len(view.measures["left_knee"].repetitions) == 3
    for name in ("left_knee", "right_hip", "torso_lean"):
        curve = view.measures[name].curve
        live = np.array([seen[round(t, 4)][INDEX[name]] for t in curve.t])
        assert len(live) > 60
        assert np.abs(curve.values - live).max() < 1.0  # what packing the track costs
        assert np.abs(curve.values - live).mean() < 0.3


def test_a_view_has_the_exercises_measures_signals_first(store: Store) -> None:
    view = set_view(store, a_set(store), 1, catalogue())
    assert list(view.measures)[:2] == ["left_knee", "right_knee"]
    assert set(measures_of(catalogue()["squat"])) == set(view.measures)
    knee = view.measures["left_knee"]
    assert knee.other_side == "right_knee"
    assert view.measures["torso_lean"].other_side == ""
    assert knee.curve.unit == "deg"
    assert view.measures["stance_width"].curve.unit == "torsos"
    assert [curve.values.shape for curve in knee.repetitions] == [(PHASES,)] * 4
    assert (knee.curve.error > 0).all()
    assert view.calibrated == "assumed"
    middle, ends = knee.repetitions[0].values[50], knee.repetitions[0].values[[0, -1]]
    assert middle < 110 < ends.min()


def test_the_band_is_of_this_set_where_it_has_enough_good_ones(store: Store) -> None:
    session = a_set(store, reps=5)
    band = set_view(store, session, 1, catalogue()).measures["left_knee"].band
    assert band is not None
    assert (band.of, band.n) == ("this set", 5)
    assert (band.low <= band.median).all()
    assert (band.median <= band.high).all()
    overrule(store, session, 1000, "partial")
    overrule(store, session, 1010, "present", "knees_in")
    band = set_view(store, session, 1, catalogue()).measures["left_knee"].band
    assert band is not None
    assert band.n == 3
    overrule(store, session, 1000, "machine", hour=1)
    band = set_view(store, session, 1, catalogue()).measures["left_knee"].band
    assert band is not None
    assert band.n == 4


def test_the_band_falls_back_to_the_person_and_then_to_the_demonstrator(store: Store) -> None:
    anna, ben = add_person(store, "Anna"), add_person(store, "Ben")
    a_set(store, reps=5, profile=anna)
    hers, his = (a_set(store, reps=2, profile=who, day=1) for who in (anna, ben))
    band = set_view(store, hers, 1, catalogue()).measures["left_knee"].band
    assert band is not None
    assert (band.of, band.n) == ("this person", 7)
    band = set_view(store, his, 1, catalogue()).measures["left_knee"].band
    assert band is not None
    assert (band.of, band.n) == ("demonstrator", 1)
    assert band.median.min() < 100 < 150 < band.median.max()
    assert (band.high - band.low > 2).all()


def test_where_sides_take_turns_each_measure_has_its_own_repetitions(store: Store) -> None:
    view = set_view(store, a_set(store, "dead_bug", 6), 1, catalogue())
    left, right = (view.measures[f"{side}_hip"] for side in ("left", "right"))
    assert [len(one.repetitions) for one in (left, right)] == [3, 3]
    assert not {c.seq for c in left.repetitions} & {c.seq for c in right.repetitions}
    for one in (left, right):
        assert one.band is not None
        assert one.band.n == 3


def test_a_hold_has_curves_and_no_repetitions(store: Store) -> None:
    session = add_session(store, None, NOON)
    poses, _ = made("plank", 1)
    add_set(store, session, 1, "plank", (), poses, hold_s=8.0)
    view = set_view(store, session, 1, catalogue())
    line = view.measures["left_body_line"]
    assert line.repetitions == ()
    assert line.band is None
    assert np.isfinite(line.curve.values).mean() > 0.9


def test_a_set_without_a_track_has_no_curves_but_its_mistakes(store: Store) -> None:
    session = add_session(store, None, NOON)
    (seq, _) = add_set(store, session, 1, "squat", [Rep(0.0, mistakes=("knees_in",)), Rep(4.0)])
    view = set_view(store, session, 1, catalogue())
    assert view.measures == {}
    assert view.asymmetry == {}
    (mark,) = view.mistakes
    assert (mark.mistake, mark.title, mark.severity, mark.seq) == ("knees_in", "Knees fall in", "form", seq)


def test_a_set_that_was_cut_off_ends_where_it_is_last_seen(store: Store) -> None:
    session = add_session(store, None, NOON, ended=False)
    poses, truth = made("squat", 3)
    add_set(store, session, 1, "squat", truth[:2], poses[:90], ended=False)
    view = set_view(store, session, 1, catalogue())
    assert view.end_t == pytest.approx(poses[89].t)
    assert len(view.measures["left_knee"].repetitions) == 2


@pytest.mark.parametrize("exercise", ["my_own_move", None])
def test_an_exercise_that_nobody_knows_shows_the_large_joints(store: Store, exercise: str | None) -> None:
    session = add_session(store, None, NOON)
    poses, truth = made("squat", 3)
    add_set(store, session, 1, exercise, () if exercise is None else truth, poses)
    view = set_view(store, session, 1, Catalogue(iter([])))
    assert list(view.measures)[:2] == ["left_knee", "right_knee"]
    assert view.measures["left_knee"].band is None
    assert view.exercise == exercise


def test_a_taught_exercise_without_a_motion_has_no_demonstrator(store: Store) -> None:
    taught = catalogue()["squat"].model_copy(update={"name": "my_squat", "motion": None, "mistakes": (), "parts": {}})
    session = add_session(store, None, NOON)
    poses, truth = made("squat", 2)
    add_set(store, session, 1, "my_squat", truth, poses)
    assert set_view(store, session, 1, Catalogue(iter([taught]))).measures["left_knee"].band is None


def test_a_set_that_is_not_there_is_a_sentence(store: Store) -> None:
    with pytest.raises(SessionError, match="not in the log"):
        set_view(store, "nothing", 1, catalogue())
    session = add_session(store, None, NOON)
    with pytest.raises(SessionError, match="not in the log"):
        set_view(store, session, 7, catalogue())


def test_each_calibration_holds_from_its_moment_on(store: Store) -> None:
    poses, truth = made("squat", 3)
    sessions = [add_session(store, None, NOON) for _ in range(3)]
    for session in sessions:
        add_set(store, session, 1, "squat", truth, poses)
    tilted = {"pitch_deg": -20.0, "roll_deg": 0.0, "height_m": 1.1, "fov_deg": 50.0}
    add_calibration(store, sessions[1], 0, 0.0, "calibrated", **tilted)
    half = poses[len(poses) // 2].t
    add_calibration(store, sessions[2], 0, 0.0, "assumed", pitch_deg=0.0, roll_deg=0.0)
    add_calibration(store, sessions[2], 1, half, "calibrated", **tilted)
    level, leant, both = (landmarks(store, session, 1) for session in sessions)
    lean = INDEX["torso_lean"]
    a, b, c = (seen.series.values[:, lean] for seen in (level, leant, both))
    assert np.nanmean(np.abs(a - b)) > 5
    first = level.t < half
    np.testing.assert_allclose(c[first], a[first])
    np.testing.assert_allclose(c[~first], b[~first])
    assert [seen.calibrated for seen in (level, leant, both)] == ["assumed", "calibrated", "assumed"]


def test_left_against_right(store: Store) -> None:
    """Arms across the picture are well seen; from the side they come towards the camera, and one hides the other."""
    views = [
        set_view(store, a_set(store, "lateral_raise", 4, camera=camera, asymmetry=asymmetry), 1, catalogue())
        for camera, asymmetry in ((FRONT, 0.2), (FRONT, 0.0), (SIDE, 0.2))
    ]
    uneven, even, aside = views
    assert uneven.asymmetry["shoulder"] == pytest.approx(0.2, abs=0.08)
    assert even.asymmetry["shoulder"] == pytest.approx(0.0, abs=0.05)
    assert 0 < uneven.asymmetry_error["shoulder"] <= 0.25
    assert math.isnan(aside.asymmetry["shoulder"])
    assert not aside.asymmetry_error["shoulder"] <= 0.25


sized = st.lists(st.floats(1.0, 120.0), min_size=1, max_size=5)


@given(sized, sized)
def test_the_symmetry_index_is_odd_bounded_and_knows_no_unit(left: list[float], right: list[float]) -> None:
    index = symmetry_index(left, right)
    assert -2.0 <= index <= 2.0
    assert symmetry_index(right, left) == pytest.approx(-index)
    assert symmetry_index([2 * x for x in left], [2 * x for x in right]) == pytest.approx(index)
    assert symmetry_index(left, left) == pytest.approx(0.0)


def test_the_symmetry_index_of_next_to_nothing_is_unknown() -> None:
    assert math.isnan(symmetry_index([1.0], [3.0], least=5.0))
    assert math.isnan(symmetry_index([], [3.0]))
    assert math.isnan(symmetry_index([math.nan], [3.0]))
    assert symmetry_index([90.0], [70.0]) == pytest.approx(0.25)


def test_what_is_far_from_every_sample_is_not_known() -> None:
    t = np.arange(0.0, 4.0, 1 / 16)
    line = np.stack([t, np.where((t > 1) & (t < 2), math.nan, t), np.full_like(t, math.nan)], axis=1)
    asked = Sampler(t, line)
    at = asked.at(np.array([0.5, 1.1, 1.5, 1.9, 2.5, 9.0]))
    np.testing.assert_allclose(at[:, 0], [0.5, 1.1, 1.5, 1.9, 2.5, math.nan])
    np.testing.assert_allclose(at[:, 1], [0.5, 1.1, math.nan, 1.9, 2.5, math.nan])
    assert np.isnan(at[:, 2]).all()
    assert asked.over([]).shape == (0, PHASES, 3)


def test_working_out_ranges_ends_after_the_set_in_which_somebody_waits(store: Store) -> None:
    anna = add_person(store, "Anna")
    for _ in range(3):
        a_set(store, reps=2, profile=anna)
    asked = iter([False, True])
    assert digest(store, catalogue=catalogue(), stopping=lambda: next(asked)) == 2
    assert digest(store, catalogue=catalogue()) == 1


def test_ranges_are_worked_out_once(store: Store) -> None:
    anna = add_person(store, "Anna")
    session = a_set(store, reps=3, profile=anna)
    a_set(store, "plank", 1)
    without = add_session(store, anna, NOON)
    add_set(store, without, 1, "squat", [Rep(0.0)])
    assert digest(store, catalogue=catalogue(), before=NOON) == 0
    assert digest(store, catalogue=catalogue()) == 1
    assert digest(store, catalogue=catalogue()) == 0
    with store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT session_id, measure, span, error FROM repetition_range").all()
    assert {row[0] for row in rows} == {session}
    assert sorted({row[1] for row in rows}) == ["left_knee", "right_knee"]
    assert len(rows) == 6
    assert all(60 < row[2] < 130 and 0 < row[3] < 40 for row in rows)
