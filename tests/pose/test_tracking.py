from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mirror.pose.region import Region
from mirror.pose.tracking import CHECK_SECONDS, MEMORY_SECONDS, PATIENCE_SECONDS, STRIKES, Tracker
from tests.pose.fakes import IMAGE, Room

HERE, THERE = Region(300, 360, 500), Region(1000, 360, 500)
RATE = 30


def tracker_of(room: Room) -> Tracker:
    return Tracker(room, room)


def run(tracker: Tracker, seconds: float, start: float) -> float:
    """Steps until `seconds` have passed; the time after the last."""
    for k in range(round(seconds * RATE)):
        tracker.step(IMAGE, start + k / RATE)
    return start + seconds


def where(tracker: Tracker, t: float) -> Region | None:
    reading = tracker.step(IMAGE, t)
    return None if reading is None else reading.next


def test_the_detector_rests_while_somebody_is_followed() -> None:
    room = Room([HERE])
    tracker = tracker_of(room)
    for k in range(200):
        room.people[0] = Region(300 + k, 360, 500)
        assert where(tracker, k / RATE) == room.people[0]
    assert (room.finds, tracker.detections, tracker.track) == (1, 1, 0)


def test_nobody_is_none_and_the_detector_looks_each_time() -> None:
    room = Room()
    tracker = tracker_of(room)
    assert [where(tracker, k / RATE) for k in range(5)] == [None] * 5
    assert room.finds == 5


def test_found_again_at_the_same_place_in_the_same_picture() -> None:
    room = Room([HERE])
    tracker = tracker_of(room)
    t = run(tracker, 1, 0)
    room.people[0] = Region(420, 360, 500)
    assert where(tracker, t) == room.people[0]
    assert tracker.track == 0


def test_the_larger_of_two_is_taken_at_the_start() -> None:
    small = Region(1000, 360, 250)
    assert where(tracker_of(Room([small, HERE])), 0.0) == HERE
    assert where(tracker_of(Room([HERE, small])), 0.0) == HERE


def test_a_second_person_changes_nothing() -> None:
    room = Room([HERE])
    tracker = tracker_of(room)
    t = run(tracker, 1, 0)
    room.people.append(Region(1000, 360, 700))
    for k in range(60):
        room.people[1] = Region(1000 - 5 * k, 360, 700)
        assert where(tracker, t + k / RATE) == HERE
    assert tracker.track == 0


def test_a_region_that_jumps_onto_a_passer_by_is_brought_back() -> None:
    room = Room([HERE, THERE])
    tracker = tracker_of(room)
    t = run(tracker, 1, 0)
    room.slip = THERE
    assert where(tracker, t) == HERE
    assert where(tracker, t + 1 / RATE) == HERE
    assert tracker.track == 0


def test_a_jump_that_the_detector_confirms_is_a_jump() -> None:
    room = Room([HERE])
    tracker = tracker_of(room)
    t = run(tracker, 1, 0)
    leapt = Region(HERE.x + 200, HERE.y, HERE.side)
    room.people[:] = [leapt]
    assert where(tracker, t) == leapt
    assert tracker.track == 0


def test_while_the_person_is_hidden_a_passer_by_is_not_taken() -> None:
    room = Room([HERE, THERE])
    tracker = tracker_of(room)
    room.people.pop()
    t = run(tracker, 1, 0)
    room.people[:] = [THERE]
    for k in range(int(PATIENCE_SECONDS * RATE) - 1):
        assert where(tracker, t + k / RATE) is None
    room.people[:] = [THERE, HERE]
    assert where(tracker, t + PATIENCE_SECONDS - 0.01) == HERE
    assert tracker.track == 0


def test_somebody_elsewhere_becomes_a_new_track() -> None:
    room = Room([HERE])
    tracker = tracker_of(room)
    t = run(tracker, 1, 0)
    room.people[:] = [THERE]
    t = run(tracker, PATIENCE_SECONDS + 0.1, t)
    assert where(tracker, t) == THERE
    assert tracker.track == 1


def test_the_nearest_is_preferred_for_some_seconds_then_the_largest() -> None:
    def after(seconds: float) -> tuple[Region | None, int]:
        room = Room([HERE])
        tracker = tracker_of(room)
        t = run(tracker, 1, 0)
        room.people.clear()
        t = run(tracker, seconds, t)
        room.people[:] = [Region(1000, 360, 700), HERE]
        return where(tracker, t), tracker.track

    assert after(2.0) == (HERE, 0)
    assert after(MEMORY_SECONDS + 1) == (Region(1000, 360, 700), 1)


def test_a_doubtful_track_with_somebody_elsewhere_is_given_up() -> None:
    room = Room([HERE])
    tracker = tracker_of(room)
    t = run(tracker, 1, 0)
    room.people[:] = [THERE]
    room.ghosts = [(HERE, 0.6)]
    t = run(tracker, CHECK_SECONDS + PATIENCE_SECONDS + 0.2, t)
    assert where(tracker, t) == THERE


def test_a_doubtful_track_that_nobody_confirms_ends() -> None:
    room = Room([HERE])
    tracker = tracker_of(room)
    t = run(tracker, 1, 0)
    room.people.clear()
    room.ghosts = [(HERE, 0.6)]
    assert where(tracker, t) == HERE
    t = run(tracker, (STRIKES + 1) * CHECK_SECONDS, t)
    assert where(tracker, t) is None


def test_doubt_costs_the_detector_once_a_second() -> None:
    room = Room([HERE])
    tracker = tracker_of(room)
    room.ghosts = [(HERE, 0.6)]
    run(tracker, 5, 0)
    assert 4 <= room.finds <= 7
    assert where(tracker, 5.0) == HERE


def test_reset_starts_at_track_0() -> None:
    room = Room([HERE])
    tracker = tracker_of(room)
    run(tracker, 1, 0)
    room.people[:] = [THERE]
    run(tracker, 2, 1)
    assert tracker.track == 1
    tracker.reset()
    assert where(tracker, 0.0) == THERE
    assert tracker.track == 0


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.lists(st.tuples(st.floats(-200, 1500), st.floats(-200, 900), st.floats(5, 2000)), max_size=3),
            st.sampled_from([0.0, 0.03, 0.5, 3.0]),
            st.sampled_from([None, 0.3, 0.6, 0.99]),
        ),
        max_size=30,
    )
)
def test_whatever_happens(scene: list[tuple[list[tuple[float, float, float]], float, float | None]]) -> None:
    """The track only rises, the detector runs at most once a picture, the networks are asked at most three times more."""
    room = Room()
    tracker = tracker_of(room)
    t = 0.0
    for people, gap, ghost in scene:
        t += gap
        room.people = [Region(*person) for person in people]
        room.ghosts = [] if ghost is None or not people else [(room.people[0], ghost)]
        track, finds, reads = tracker.track, room.finds, room.reads
        reading = tracker.step(IMAGE, t)
        assert track <= tracker.track <= track + 1
        assert room.finds - finds <= 1
        assert room.reads - reads <= 4
        if reading is not None:
            assert reading.probability > 0.5
