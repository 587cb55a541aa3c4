"""What moves and for how long."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirror.events import Stage
from mirror.snapshot import Cue, SetSummary, Snapshot
from ui.stage.motion import (
    CUE_LONGEST_S,
    CUE_SHORTEST_S,
    FLASH_APART_S,
    FLASH_S,
    FLASH_STALE_S,
    SLIDE_S,
    TICK_S,
    WAKE_S,
    Motion,
    ease_out,
)

cues = st.one_of(st.none(), st.builds(Cue, st.sampled_from("abc"), st.just("correction"), st.just("form"), st.floats(0, 100)))
steps = st.lists(st.tuples(st.floats(0.01, 0.9), cues), min_size=1, max_size=60)


@given(steps)
def test_a_cue_stays_two_seconds_whatever_follows(script: list[tuple[float, Cue | None]]) -> None:
    motion, now = Motion(calm=False), 0.0
    shown: Cue | None = None
    since = 0.0
    for wait, cue in script:
        now += wait
        motion.see(Snapshot(now, stage="live", cue=cue), now)
        current = motion.moment(now).cue
        if current != shown:
            if shown is not None:
                assert now - since >= CUE_SHORTEST_S - 1e-9
            shown, since = current, now


@given(steps)
def test_a_cue_comes_once_and_goes(script: list[tuple[float, Cue | None]]) -> None:
    motion, now = Motion(calm=True), 0.0
    last = None
    for wait, cue in script:
        now += wait
        last = cue if cue is not None else last
        motion.see(Snapshot(now, stage="live", cue=cue), now)
    for _ in range(200):
        now += 0.1
        motion.see(Snapshot(now, stage="live", cue=script[-1][1]), now)
    assert motion.moment(now).cue is None


def test_the_next_cue_waits_its_turn() -> None:
    motion = Motion(calm=False)
    first, second = Cue("one", "correction", "form", 0.0), Cue("two", "correction", "form", 0.5)
    motion.see(Snapshot(0.0, cue=first), 0.0)
    motion.see(Snapshot(0.5, cue=second), 0.5)
    assert motion.moment(0.5).cue == first
    motion.see(Snapshot(2.1, cue=second), 2.1)
    assert motion.moment(2.1).cue == second
    motion.see(Snapshot(2.1 + CUE_LONGEST_S, cue=second), 2.1 + CUE_LONGEST_S)
    assert motion.moment(9.0).cue is None


@pytest.mark.parametrize("stage", ["paused", "summary", "asleep", "countdown"])
def test_no_cue_where_nobody_trains(stage: Stage) -> None:
    motion = Motion(calm=False)
    cue = Cue("one", "correction", "form", 0.0)
    motion.see(Snapshot(0.0, cue=cue), 0.0)
    motion.see(Snapshot(0.5, cue=cue, stage=stage), 0.5)
    assert motion.moment(0.5).cue is None


def test_slide_eases_out_within_a_quarter_of_a_second() -> None:
    motion = Motion(calm=False)
    motion.see(Snapshot(10.0, cue=Cue("one", "praise", None, 10.0)), 10.0)
    slides = [motion.moment(10.0 + k * SLIDE_S / 10).slide for k in range(11)]
    assert slides == sorted(slides)
    assert slides[0] == 0.0
    assert slides[5] > 0.8
    assert slides[-1] == pytest.approx(1.0)
    assert motion.busy(10.1)
    assert not motion.busy(10.0 + SLIDE_S + WAKE_S)
    for seconds in (SLIDE_S, TICK_S, WAKE_S):
        assert 0.15 <= seconds <= 0.25


@given(st.lists(st.floats(0.02, 0.5), min_size=5, max_size=80))
def test_the_count_never_flashes_faster_than_three_hertz(waits: list[float]) -> None:
    motion, now, flashes = Motion(calm=False), 0.0, []
    for reps, wait in enumerate(waits, start=1):
        now += wait
        motion.see(Snapshot(now, set=1, reps=reps), now)
        if motion.moment(now).tick == 0.0:
            flashes.append(now)
    assert flashes
    assert all(b - a >= FLASH_APART_S - 1e-9 for a, b in pairwise(flashes))
    assert FLASH_APART_S > 1 / 3


def test_a_count_that_falls_back_does_not_tick() -> None:
    motion = Motion(calm=False)
    motion.see(Snapshot(0.0, set=1, reps=5), 0.0)
    motion.see(Snapshot(5.0, set=1, reps=3), 5.0)
    assert motion.moment(5.0).tick == 1.0
    motion.see(Snapshot(6.0, set=2, reps=0), 6.0)
    assert motion.moment(6.0).tick == 1.0


def test_somebody_comes_and_it_fades_up() -> None:
    motion = Motion(calm=False)
    asleep = Snapshot(0.0, stage="asleep")
    motion.see(asleep, 0.0)
    motion.see(replace(asleep, stage="setup"), 1.0)
    assert motion.moment(1.0).wake == 0.0
    assert 0.0 < motion.moment(1.1).wake < 1.0
    assert motion.moment(2.0).wake == 1.0


@given(steps)
def test_calm_moves_nothing(script: list[tuple[float, Cue | None]]) -> None:
    motion, now = Motion(calm=True), 0.0
    for reps, (wait, cue) in enumerate(script):
        now += wait
        motion.see(Snapshot(now, cue=cue, reps=reps, set=1), now)
        moment = motion.moment(now)
        assert (moment.slide, moment.tick, moment.wake) == (1.0, 1.0, 1.0)
        assert not motion.busy(now)


def test_ease_out_is_bounded() -> None:
    assert [ease_out(x) for x in (-1.0, 0.0, 1.0, 5.0)] == [0.0, 0.0, 1.0, 1.0]


def test_a_danger_takes_the_place_of_what_warns_of_none_at_once() -> None:
    motion = Motion(calm=False)
    motion.see(Snapshot(0.0, cue=Cue("one", "correction", "form", 0.0)), 0.0)
    danger, other = Cue("two", "correction", "danger", 0.5), Cue("three", "correction", "danger", 1.0)
    motion.see(Snapshot(0.5, cue=danger), 0.5)
    assert motion.moment(0.5).cue == danger
    motion.see(Snapshot(1.0, cue=other), 1.0)
    assert motion.moment(1.0).cue == danger


LIVE = Snapshot(0.0, stage="live", set=1, reps=3)


@pytest.mark.parametrize(
    ("before", "after", "flash"),
    [
        (LIVE, replace(LIVE, reps=4), "good"),
        (LIVE, replace(LIVE, partials=1), None),
        (LIVE, replace(LIVE, cue=Cue("Sit deeper.", "correction", "style", 0.0)), "guide"),
        (LIVE, replace(LIVE, cue=Cue("Back straight.", "correction", "danger", 0.0)), "danger"),
        (Snapshot(0.0, stage="countdown", countdown=3), Snapshot(1.0, stage="countdown", countdown=2), "guide"),
        (Snapshot(0.0, stage="countdown", countdown=1), Snapshot(1.0, stage="live"), "good"),
        (LIVE, replace(LIVE, finished=(SetSummary("squat", 3, 0, 0, 9.0, 80.0),)), "guide"),
        (LIVE, LIVE, None),
    ],
)
def test_what_is_heard_lights_up_the_edge_if_wanted(before: Snapshot, after: Snapshot, flash: str | None) -> None:
    for wanted in (True, False):
        motion = Motion(calm=False, flash=wanted)
        motion.see(before, 10.0)
        motion.see(after, 10.5)
        assert motion.moment(10.5).flash == (flash if wanted else None)
        assert motion.busy(10.5 + TICK_S) or not (wanted and flash)
        dark = motion.moment(10.5 + FLASH_S)
        assert (dark.flash, dark.shine) == (None, 0.0)


def test_a_danger_waits_for_the_last_flash_and_goes_before_others() -> None:
    motion = Motion(calm=False, flash=True)
    danger = replace(LIVE, reps=4, cue=Cue("Back straight.", "correction", "danger", 0.0))
    for now, snapshot in ((0.0, LIVE), (1.0, replace(LIVE, reps=4)), (1.1, danger), (1.2, replace(danger, reps=5))):
        motion.see(snapshot, now)
    assert motion.moment(1.2).flash == "good"
    motion.see(replace(danger, reps=5), 1.01 + FLASH_APART_S)
    assert motion.moment(1.01 + FLASH_APART_S).flash == "danger"


@given(st.lists(st.tuples(st.floats(0.01, 0.5), st.booleans(), cues), min_size=1, max_size=80), st.booleans())
def test_the_edge_never_flashes_more_than_three_times_a_second(script: list[tuple[float, bool, Cue | None]], calm: bool) -> None:
    motion, now, reps, before, rises = Motion(calm, flash=True), 0.0, 0, 0.0, []
    for wait, counted, cue in script:
        now += wait
        reps += counted
        motion.see(Snapshot(now, stage="live", set=1, reps=reps, cue=cue), now)
        shine = motion.moment(now).shine
        assert 0.0 <= shine <= 1.0
        if shine > before + 1e-9:
            rises.append(now)
        before = shine
    for first, fourth in zip(rises, rises[3:], strict=False):
        assert fourth - first > 1.0
    assert FLASH_STALE_S >= FLASH_APART_S, "else a flash in the shadow of another never came"
