"""The watchdog under every order of events that a source can think of."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from mirror.capture.watchdog import Watchdog


def test_a_source_that_never_opens_is_tried_less_and_less_often() -> None:
    dog, waits, now = Watchdog(), [], 0.0
    for _ in range(8):
        assert dog.look(now) == "retry"
        dog.opening(now)
        dog.lost(now, "It is not there.")
        assert dog.look(now) == "wait"
        waits.append(dog.retry_at - now)
        now = dog.retry_at
    assert waits == [0.5, 1.0, 2.0, 4.0, 8.0, 10.0, 10.0, 10.0]
    assert (dog.losses, dog.reason) == (8, "It is not there.")


def test_an_opening_that_hangs() -> None:
    dog = Watchdog(open_limit=10.0)
    dog.opening(0.0)
    assert dog.look(9.9) == "well"
    assert dog.look(10.1) == "hung"


def test_the_age_of_pictures() -> None:
    dog = Watchdog(stale_after=2.5)
    dog.opening(0.0)
    dog.picture(1.0, 1)
    assert dog.look(3.4) == "well"
    assert dog.look(3.6) == "stale"
    dog.picture(3.6, 2)
    assert dog.look(3.7) == "well"


def test_a_frozen_picture_is_not_believed_until_it_changes() -> None:
    dog = Watchdog(frozen_after=5.0)
    dog.opening(0.0)
    now = 0.0
    while dog.look(now) == "well":
        assert dog.picture(now, 7)
        now += 0.5
    assert dog.look(now) == "frozen"
    assert 5.0 < now < 6.5
    assert not dog.believed
    dog.lost(now, "It stands still.")
    dog.opening(now + 0.5)
    assert not dog.picture(now + 0.5, 7)  # opened again, and still the same
    assert not dog.believed
    assert dog.picture(now + 1.0, 8)
    assert dog.believed
    assert dog.repeats > 5


def test_a_drawn_picture_may_repeat() -> None:
    dog = Watchdog(frozen_after=0.0)
    dog.opening(0.0)
    for beat in range(100):
        assert dog.picture(float(beat), 7)
        assert dog.look(float(beat)) == "well"


def test_good_pictures_make_the_next_failure_a_first_one() -> None:
    dog = Watchdog(settled_after=10.0)
    for _ in range(5):
        dog.opening(0.0)
        dog.lost(0.0, "gone")
    assert dog.wait == 8.0
    dog.opening(0.0)
    for beat in range(12):
        dog.picture(float(beat), beat)
    dog.lost(12.0, "gone")
    assert dog.wait == 0.5


class Life(RuleBasedStateMachine):
    """Drives a watchdog as Live does, and holds what must be true at any moment."""

    def __init__(self) -> None:
        super().__init__()
        self.dog = Watchdog()
        self.now = 0.0
        self.came: float | None = None  # the last picture of this try
        self.changed = 0.0
        self.shown: int | None = None

    @rule(seconds=st.floats(0.0, 12.0))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @precondition(lambda self: self.dog.look(self.now) == "retry")
    @rule()
    def try_it(self) -> None:
        self.dog.opening(self.now)
        self.came = self.shown = None

    @precondition(lambda self: self.dog.state in ("opening", "watching"))
    @rule(digest=st.integers(0, 2))
    def a_picture_comes(self, digest: int) -> None:
        if self.came is None or digest != self.shown:
            self.changed = self.now
        self.came, self.shown = self.now, digest
        believed = self.dog.picture(self.now, digest)
        assert believed == self.dog.believed

    @precondition(lambda self: self.dog.state in ("opening", "watching"))
    @rule()
    def it_fails(self) -> None:
        before = self.dog.wait
        self.dog.lost(self.now, "gone")
        assert self.dog.first_wait <= self.dog.wait <= self.dog.longest_wait
        assert self.dog.wait >= before
        assert self.dog.retry_at == self.now + self.dog.wait

    @invariant()
    def the_verdict_is_what_the_pictures_say(self) -> None:
        verdict = self.dog.look(self.now)
        if self.dog.state == "opening":
            assert verdict == ("hung" if self.now - self.dog.since > self.dog.open_limit else "well")
        elif self.dog.state == "watching":
            assert self.came is not None
            if self.now - self.came > self.dog.stale_after:
                assert verdict == "stale"
            elif self.came - self.changed > self.dog.frozen_after:
                assert verdict == "frozen"
            else:
                assert verdict == "well"
        elif self.dog.state == "waiting":
            assert verdict == ("retry" if self.now >= self.dog.retry_at else "wait")
            assert not self.dog.believed
        else:
            assert verdict == "retry"


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
