"""Skeletons in the room: upright, on the floor, in step with each other."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from mirror.errors import SessionError
from mirror.pose import skeleton as s
from mirror.review.replay import ReplayTrack, aligned, demonstrator, repetition_replay, set_replay
from mirror.sessions.store import Store
from tests.acting import FRONT, SIDE, catalogue
from tests.review.logs import Rep, add_session, add_set
from tests.review.people_made import made

NOON = datetime(2026, 5, 5, 12, tzinfo=ZoneInfo("Europe/Berlin"))


def stored(store: Store, exercise: str, reps: int = 3, **how: object) -> tuple[str, list[int]]:
    session = add_session(store, None, NOON)
    poses, truth = made(exercise, reps, **how)  # type: ignore[arg-type]
    return session, add_set(store, session, 1, exercise, truth, poses)


def test_somebody_who_squats_stands_on_the_floor(store: Store) -> None:
    session, _ = stored(store, "squat")
    track = set_replay(store, session, 1, catalogue())
    assert track.points.shape == (len(track), s.COUNT, 3)
    lowest = track.points[..., 1].min(axis=1)
    assert np.abs(lowest).max() < 0.08
    ankles = track.points[:, [s.LEFT_ANKLE, s.RIGHT_ANKLE]].mean(axis=1)
    assert np.ptp(ankles[:, [0, 2]], axis=0).max() < 0.1
    hips = track.points[:, [s.LEFT_HIP, s.RIGHT_HIP], 1].mean(axis=1)
    assert np.ptp(hips) > 0.25
    nose = track.points[:, s.NOSE, 1]
    assert nose[0] > 1.2
    # Facing +z: the left side lies on +x, the toes before the heels.
    assert (track.points[:, s.LEFT_SHOULDER, 0] > track.points[:, s.RIGHT_SHOULDER, 0]).all()
    assert (track.points[:, s.LEFT_FOOT, 2] > track.points[:, s.LEFT_HEEL, 2]).mean() > 0.95


def test_somebody_who_hangs_moves_under_their_hands(store: Store) -> None:
    session, _ = stored(store, "pull_up")
    track = set_replay(store, session, 1, catalogue())
    hands = track.points[:, [s.LEFT_WRIST, s.RIGHT_WRIST], 1].mean(axis=1)
    assert np.ptp(hands) < 0.25
    assert np.ptp(track.points[:, s.NOSE, 1]) > 0.25


def test_a_push_up_lies_on_the_floor_whole(store: Store) -> None:
    session, _ = stored(store, "push_up", camera=SIDE)
    track = set_replay(store, session, 1, catalogue())
    assert track.points[..., 1].min() > -0.15
    assert track.points[..., 1].max() < 1.1


def test_a_replay_knows_when_it_was_seen_along_the_body(store: Store) -> None:
    session, seqs = stored(store, "push_up", camera=FRONT)
    assert set_replay(store, session, 1, catalogue()).depth_is_a_guess
    assert repetition_replay(store, session, seqs[0], catalogue()).depth_is_a_guess
    for exercise, camera in (("push_up", SIDE), ("squat", FRONT), ("deadlift", FRONT)):
        session, _ = stored(store, exercise, camera=camera)
        assert not set_replay(store, session, 1, catalogue()).depth_is_a_guess
    example = demonstrator(catalogue()["push_up"])
    assert example is not None
    assert not example.depth_is_a_guess


def test_somebody_who_stands_up_from_a_chair_rises_over_their_feet(store: Store) -> None:
    session, _ = stored(store, "sit_to_stand")
    track = set_replay(store, session, 1, catalogue())
    ankles = track.points[:, [s.LEFT_ANKLE, s.RIGHT_ANKLE], 1].mean(axis=1)
    assert np.ptp(ankles) < 0.1
    assert np.ptp(track.points[:, s.NOSE, 1]) > 0.3


def test_a_repetition_is_cut_out_with_its_peak(store: Store) -> None:
    session, seqs = stored(store, "squat")
    _, truth = made("squat", 3)
    track = repetition_replay(store, session, seqs[1], catalogue())
    assert (track.start, track.title) == (0.0, "Repetition 2")
    assert track.end == pytest.approx(truth[1].seconds)
    assert track.origin_t == pytest.approx(truth[1].start)
    assert 0.3 * track.end < track.peak < 0.8 * track.end
    assert track.t[0] >= 0.0
    assert track.t[-1] <= track.end + 1e-6
    hips = track.points[:, s.LEFT_HIP, 1]
    assert abs(track.t[np.argmin(hips)] - track.peak) < 0.3


def test_two_repetitions_are_laid_over_each_other_in_the_same_phase(store: Store) -> None:
    session, seqs = stored(store, "squat", tempo=0.7)
    slow = repetition_replay(store, session, seqs[0], catalogue())
    example = demonstrator(catalogue()["squat"])
    assert example is not None
    shown = aligned(slow, example)
    assert np.array_equal(shown.t, slow.t)
    assert len(shown) == len(slow)
    hips = [track.points[:, s.LEFT_HIP, 1] for track in (slow, shown)]
    assert abs(slow.t[np.argmin(hips[0])] - shown.t[np.argmin(hips[1])]) < 0.25
    assert np.corrcoef(*hips)[0, 1] > 0.95
    trunks = [
        np.linalg.norm(track.points[:, [11, 12]].mean(axis=1) - track.points[:, [23, 24]].mean(axis=1), axis=1)
        for track in (slow, shown, example)
    ]
    assert np.median(trunks[1]) == pytest.approx(np.median(trunks[0]), rel=0.05)
    assert np.median(trunks[2]) != pytest.approx(np.median(trunks[0]), rel=0.01)


def test_the_demonstrator_has_a_side_of_its_own_where_sides_take_turns() -> None:
    left, right = (demonstrator(catalogue()["dead_bug"], side) for side in ("left", "right"))
    assert left is not None
    assert right is not None
    assert len(left)
    reach = [np.ptp(track.points[:, [s.LEFT_ANKLE, s.RIGHT_ANKLE], 2], axis=0) for track in (left, right)]
    assert (reach[0][0] > reach[0][1]) != (reach[1][0] > reach[1][1])
    assert demonstrator(catalogue()["squat"].model_copy(update={"motion": None})) is None


@pytest.mark.parametrize("exercise", sorted(catalogue()))
def test_the_demonstrator_shows_every_exercise(exercise: str) -> None:
    track = demonstrator(catalogue()[exercise])
    assert track is not None
    assert len(track) > 8
    assert np.isfinite(track.points).all()
    assert track.points[..., 1].min() > -0.3


def test_without_a_track_there_is_nothing_to_see(store: Store) -> None:
    session = add_session(store, None, NOON)
    (seq,) = add_set(store, session, 1, "squat", [Rep(0.0)])
    whole, one = set_replay(store, session, 1, catalogue()), repetition_replay(store, session, seq, catalogue())
    assert len(whole) == len(one) == 0
    assert np.isnan(whole.at(1.0)).all()
    example = demonstrator(catalogue()["squat"])
    assert isinstance(example, ReplayTrack)
    assert aligned(one, example) is example
    assert aligned(example, one) is one
    with pytest.raises(SessionError, match="not in the log"):
        set_replay(store, session, 9, catalogue())
    with pytest.raises(SessionError, match="not in the log"):
        repetition_replay(store, session, 999, catalogue())


def test_between_two_samples_it_moves_in_a_straight_line(store: Store) -> None:
    session, _ = stored(store, "squat")
    track = set_replay(store, session, 1, catalogue())
    middle = track.at(0.5 * (track.t[10] + track.t[11]))
    np.testing.assert_allclose(middle, 0.5 * (track.points[10] + track.points[11]), atol=1e-9)
    np.testing.assert_allclose(track.at(-5.0), track.points[0])
    np.testing.assert_allclose(track.at(1e6), track.points[-1])


def test_a_moment_with_nobody_is_missing_and_the_rest_stays(store: Store) -> None:
    from mirror.sessions.track import absent, flatten, pack

    poses, _ = made("squat", 3)
    session, _ = stored(store, "squat")
    samples = np.stack([absent() if 40 <= i < 60 else flatten(pose) for i, pose in enumerate(poses)])
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE track SET data = ?", (pack(samples),))
    track = set_replay(store, session, 1, catalogue())
    assert np.isnan(track.points[45]).all()
    assert np.isfinite(track.points[[10, 80]]).all()
    assert np.abs(track.points[10][..., 1].min()) < 0.1
