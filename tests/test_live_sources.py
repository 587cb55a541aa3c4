"""Sources that fail while the threads run: busy, gone and back, hanging, standing still. The core's time goes on meanwhile."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from mirror.capture.core import Frame
from mirror.capture.watchdog import Watchdog
from mirror.live import Live
from tests.scripted import LIMIT, Core, Eyes, Scripted, camera, eventually, frame, lives, quick, refuse


@pytest.fixture
def run() -> Iterator[Callable[..., Live]]:
    """Makes a Live and sees to it that none outlives the test."""
    with lives() as make:
        yield make


def assert_time_passed_without_pictures(core: Core, seconds: float) -> None:
    """Absence was told about four times a second; time never stood still or jumped."""
    absent = [observation for observation in core.seen if not observation.camera]
    assert len(absent) >= seconds / 0.25 * 0.5
    assert all(observation.pose is None and observation.frame == -1 for observation in absent)
    assert np.diff([observation.t for observation in core.seen]).max() < 1.5


def test_a_camera_that_is_busy_at_first(run: Callable[..., Live]) -> None:
    core = Core()
    live = run(Scripted(refuse, refuse, refuse, refuse, camera()), core, watchdog=quick())
    notices: list[str] = []
    live.on_picture = lambda: notices.append(live.health().notice)
    live.start()
    assert eventually(lambda: sum(o.camera for o in core.seen) > 10)
    assert "Camera 0 is in use. I am looking for it." in notices
    assert eventually(lambda: live.health().camera_ok and live.health().notice == "")
    assert any(not o.camera for o in core.seen)
    assert live.figures()["losses"] == 4


@pytest.mark.parametrize("t0", [None, 0.0])
def test_a_camera_that_goes_and_comes_back(run: Callable[..., Live], t0: float | None) -> None:
    """With t0 its own clock begins anew at each opening: the core's time goes on."""
    core, eyes = Core(), Eyes()
    source = Scripted(camera(count=20, t0=t0), refuse, refuse, refuse, refuse, camera(t0=t0))
    live = run(source, core, eyes, watchdog=quick())
    live.start()
    begin = time.monotonic()
    assert eventually(lambda: sum(o.camera for o in core.seen) >= 40)
    assert live.failure is None
    assert eyes.resets >= 1  # nobody is tracked across the gap
    assert_time_passed_without_pictures(core, 0.5)
    assert core.seen[-1].t - core.seen[0].t == pytest.approx(time.monotonic() - begin, abs=0.5)


def test_a_read_that_hangs_for_ever(run: Callable[..., Live]) -> None:
    never = threading.Event()

    def hang() -> Iterator[Frame]:
        yield frame(0, time.monotonic())
        never.wait(LIMIT)

    core = Core()
    live = run(Scripted(hang, hang, camera()), core, watchdog=quick())
    live.start()
    assert eventually(lambda: sum(o.camera for o in core.seen) >= 20)
    assert live.watchdog.losses == 2
    assert_time_passed_without_pictures(core, 0.6)
    begin = time.monotonic()
    live.stop()
    assert live.join(2.0)
    assert time.monotonic() - begin < 2.0
    never.set()


def test_hanging_threads_do_not_pile_up(run: Callable[..., Live]) -> None:
    never = threading.Event()

    def hang() -> Iterator[Frame]:
        never.wait(LIMIT)
        yield frame(0)

    source = Scripted(hang)
    live = run(source, Core(), watchdog=Watchdog(open_limit=0.05, first_wait=0.01, longest_wait=0.01))
    live.start()
    assert eventually(lambda: source.opened == 3)
    time.sleep(0.8)
    assert source.opened == 3
    never.set()  # they return, and the next try is made
    assert eventually(lambda: source.opened > 3)


def test_a_picture_that_stands_still(run: Callable[..., Live]) -> None:
    def still() -> Iterator[Frame]:
        for index in itertools.count():
            time.sleep(0.01)
            yield frame(index, time.monotonic(), value=9)

    core = Core()
    dog = Watchdog(stale_after=1.0, frozen_after=0.3, first_wait=0.05, longest_wait=0.1)
    live = run(Scripted(still, still, camera(), may_freeze=True), core, watchdog=dog)
    notices: set[str] = set()
    live.on_picture = lambda: notices.add(live.health().notice)
    live.start()
    assert eventually(lambda: len(core.seen) > 0 and core.seen[-1].frame > 20 and live.watchdog.losses >= 2)
    assert any("stands still" in notice for notice in notices)
    assert any(not o.camera for o in core.seen)  # a person who is frozen in the picture holds no plank


@pytest.mark.parametrize("options", [{}, {"may_freeze": True}])
def test_which_sources_may_repeat(options: dict[str, bool]) -> None:
    live = Live(Scripted(camera(), **options), Eyes(), Core())
    assert (live.watchdog.frozen_after > 0.0) == bool(options)


def test_a_slow_estimator_is_no_stalled_camera(run: Callable[..., Live]) -> None:
    core = Core()
    live = run(Scripted(camera()), core, Eyes(0.5), watchdog=quick())
    live.start()
    assert eventually(lambda: len(core.seen) >= 3)
    assert live.watchdog.losses == 0
