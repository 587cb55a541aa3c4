"""The wiring of `mirror run`: which source, which end, which picture is worth saving."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from mirror import observers, paths
from mirror import run as wiring
from mirror.errors import CaptureError
from mirror.exercises import load_catalogue
from mirror.health import Health
from mirror.live import Live, Picture
from mirror.mailbox import Channel, Mailbox
from mirror.pose.core import Pose
from mirror.preferences import profiles
from mirror.preferences.file import store
from mirror.preferences.pins import PinError
from mirror.run import Request, WindowError
from mirror.sessions import Store
from mirror.settings import (
    CameraSettings,
    CoachingSettings,
    PoseSettings,
    SessionSettings,
    Settings,
    WorkoutSettings,
)
from mirror.snapshot import Snapshot
from mirror.workout import Goals
from tests.sessions.test_store import record

POSE = Pose(0.0, np.zeros((33, 3), np.float32), np.zeros((33, 3), np.float32), np.ones(33, np.float32), 10, 10)


def picture(**state: Any) -> Picture:
    return Picture(np.zeros((2, 2, 4), np.uint8), Snapshot(0.0, **state), Health(), 0.0)


class Shelf:
    """A Live of which only the pictures are asked."""

    def __init__(self) -> None:
        self.pictures: Mailbox[Picture] = Mailbox()


@pytest.mark.parametrize("found", [True, False])
def test_without_a_name_the_camera_and_else_the_demo(found: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    class Fake:
        def __init__(self, spec: str, *, size: tuple[int, int]) -> None:
            self.spec = spec
            assert size == (1280, 720)

        def open(self) -> None:
            if self.spec == "camera" and not found:
                raise CaptureError("There is no camera 0.")

    monkeypatch.setattr(wiring, "open_source", Fake)
    said: list[str] = []
    source = cast(Fake, wiring._opened("", said.append, repeat=False))
    assert source.spec == ("camera" if found else "demo")
    assert said == ([] if found else ["There is no camera, so I play the demo."])


def test_a_named_source_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(CaptureError):
        wiring._opened(str(tmp_path / "missing.mp4"), lambda text: pytest.fail(text), repeat=True)


def test_the_picture_kept_is_of_a_set_where_there_was_one() -> None:
    shelf = Shelf()
    shown = wiring._Shown(cast(Live, shelf))
    shown.look()
    assert shown.picture is None
    asleep = picture(stage="asleep")
    training = picture(stage="live", exercise="squat", pose=POSE)
    resting = picture(stage="rest", exercise="squat", pose=POSE)
    kept = []
    for state in (asleep, training, replace(training), resting):
        shelf.pictures.put(state)
        shown.look()
        kept.append(shown.picture)
    assert kept[0] is asleep
    assert kept[1] is training
    assert kept[3] is kept[2] is not training


def test_an_observer_gets_everything_before_its_end_is_waited_for() -> None:
    channel: Channel[int] = Channel()
    heard: list[int] = []
    with ExitStack() as ending:
        observers.observe("test", channel, lambda item: (time.sleep(0.001), heard.append(item)), ending)  # type: ignore[func-returns-value]
        for item in range(50):
            channel.put(item)
        channel.close()
    assert heard == list(range(50))


def test_signals_stop_and_are_given_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    stopped = threading.Event()
    with wiring._stopping(stopped.set):
        signal.raise_signal(signal.SIGTERM)
        assert stopped.wait(1)
    assert signal.getsignal(signal.SIGTERM) is before


def test_phrases_are_the_catalogue_s_sentences_once() -> None:
    phrases = wiring._phrases(load_catalogue(Path(__file__).parents[1] / "resources" / "exercises"))
    assert "Push your knees out over your toes." in phrases
    assert len(set(phrases)) == len(phrases)
    assert "" not in phrases


def test_a_window_that_cannot_be_loaded_is_the_world_s_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def load(self) -> Callable[..., Any]:
            raise ImportError("libEGL.so.1: cannot open shared object file")

    monkeypatch.setattr(wiring, "entry_points", lambda **_: [Broken()])
    said: list[str] = []
    assert wiring._window("run", said.append) is None
    assert "libEGL.so.1" in said[0]
    monkeypatch.setattr(wiring, "entry_points", lambda **_: [])
    with pytest.raises(WindowError, match="not installed"):
        wiring.entry("run")


@pytest.mark.parametrize("name", ["run", "draw", "probe", "settings"])
def test_the_window_is_registered(name: str) -> None:
    assert callable(wiring.entry(name))


def test_nothing_to_draw_is_said(tmp_path: Path) -> None:
    with pytest.raises(WindowError, match="No picture came"):
        wiring._draw(None, Settings(), tmp_path / "hud.png")


def test_requests_ask_for_nothing_by_themselves() -> None:
    assert Request() == Request(None, False, False, None, None, None)


def test_what_the_settings_say_reaches_whom_it_concerns(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}
    monkeypatch.setattr("mirror.pose.open_estimator", lambda model, **options: asked.update(model=model, **options))
    monkeypatch.setattr("mirror.avatar.prototypes.recogniser_for", lambda catalogue: None)
    monkeypatch.setattr("mirror.trainer.Trainer", lambda catalogue, recogniser, difficulty: ("trainer", difficulty))
    monkeypatch.setattr("mirror.workout.Workout", lambda trainer, **options: asked.update(trainer=trainer, **options))
    settings = Settings(
        camera=CameraSettings(resolution="640x480"),
        pose=PoseSettings(model="lite", device="cpu", smoothing=False),
        coaching=CoachingSettings(difficulty=0.9),
        workout=WorkoutSettings(repetitions=12, sets=3, rest=45),
        sessions=SessionSettings(on=False),
    )
    wiring._core(settings, {}, wiring.Request(profile="Anna"), asks=True)
    assert wiring._size(settings) == (640, 480)
    assert (asked["model"], asked["device"], asked["smoothing"]) == ("lite", "cpu", False)
    assert asked["trainer"] == ("trainer", 0.9)
    assert (asked["goals"], asked["timing"].rest) == (Goals(12, 3), 45.0)


def test_old_sessions_are_forgotten_where_the_user_wants_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = tmp_path / "sessions.db"
    record(database)
    observers.forget(Settings(), database, pytest.fail)
    with Store(database) as store:
        assert len(store.sessions()) == 1

    class Later(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.now(tz) + timedelta(days=31)

    monkeypatch.setattr(observers, "datetime", Later)
    observers.forget(Settings(sessions=SessionSettings(keep_days=32)), database, pytest.fail)
    with Store(database) as store:
        assert len(store.sessions()) == 1
    observers.forget(Settings(sessions=SessionSettings(keep_track_days=30)), database, pytest.fail)
    with Store(database) as store:
        assert len(store.sessions()) == 1, "its landmarks are gone, it is not"
    observers.forget(Settings(sessions=SessionSettings(keep_days=30)), database, pytest.fail)
    with Store(database) as store:
        assert store.sessions() == []
    observers.forget(Settings(sessions=SessionSettings(keep_days=30)), tmp_path / "none.db", pytest.fail)
    assert not (tmp_path / "none.db").exists()


def test_what_gets_too_old_while_the_mirror_is_on_is_forgotten_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = tmp_path / "sessions.db"
    record(database)
    later, asked = [timedelta()], threading.Semaphore(0)

    class Later(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            asked.release()
            return datetime.now(tz) + later[0]

    monkeypatch.setattr(observers, "datetime", Later)
    with ExitStack() as ending:
        observers.forget_daily(Settings(sessions=SessionSettings(keep_days=30)), database, pytest.fail, ending, every_s=0.001)
        assert asked.acquire(timeout=20)
        assert asked.acquire(timeout=20)
        with Store(database) as store:
            assert len(store.sessions()) == 1, "it is not old yet"
        later[0] = timedelta(days=31)
        for _ in range(1000):
            assert asked.acquire(timeout=20)
            with Store(database) as store:
                if not store.sessions():
                    break
    with Store(database) as store:
        assert store.sessions() == []
    assert not [thread for thread in threading.enumerate() if thread.name == "forget"]
    with ExitStack() as ending:
        observers.forget_daily(Settings(), database, pytest.fail, ending)
        assert not [thread for thread in threading.enumerate() if thread.name == "forget"], "all is kept"


def test_a_profile_with_a_pin_is_asked_for_it_and_brings_its_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("config", "state"):
        monkeypatch.setattr(paths, name, lambda name=name: tmp_path / name)
    monkeypatch.setattr("mirror.preferences.pins._N", 2**4)
    store({"general.language": "de"}, profiles.add("Anna", "1234"))
    assert wiring._settings(wiring.Request()).general.language == "en"
    assert wiring._settings(wiring.Request(profile="Anna", pin=lambda: "1234")).general.language == "de"
    for pin in (None, lambda: "4321"):
        with pytest.raises(PinError):
            wiring._settings(wiring.Request(profile="Anna", pin=pin))
    assert wiring._settings(wiring.Request(profile="Nobody")).general.language == "en"


@pytest.mark.parametrize(("asks", "offered"), [(True, ["Anna", "Bo"]), (False, ["Bo"])])
def test_whoever_has_a_pin_is_offered_where_it_can_be_asked_for(
    asks: bool, offered: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, Any] = {}
    monkeypatch.setattr(paths, "config", lambda: tmp_path)
    monkeypatch.setattr("mirror.preferences.pins._N", 2**4)
    monkeypatch.setattr("mirror.pose.open_estimator", lambda *_, **options: None)
    monkeypatch.setattr("mirror.avatar.prototypes.recogniser_for", lambda catalogue: None)
    monkeypatch.setattr("mirror.trainer.Trainer", lambda *_, **options: None)
    monkeypatch.setattr("mirror.workout.Workout", lambda trainer, **options: given.update(options))
    profiles.add("Anna", "1234")
    profiles.add("Bo")
    wiring._core(Settings(sessions=SessionSettings(on=False)), {}, wiring.Request(), asks=asks)
    assert (given["people"], given["locked"]) == (offered, ("Anna",))
