"""What the log and the profiles know for the menus."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mirror.commands import Command, SetDifficulty, SetGoals, SetPlan
from mirror.events import ProfileChosen, ProfileLocked, SessionEnded, SessionStarted
from mirror.offered import Host, people, plan, used
from mirror.preferences import profiles
from mirror.sessions import Recorder
from mirror.workout.plan import Plan, PlanItem
from tests.sessions.runs import workout


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))
    return tmp_path


def logged(database: Path, profile: str, *exercises: str) -> None:
    for exercise in exercises:
        recorder = Recorder(database, profile=profile)
        recorder.start()
        for event in workout(1, exercise):
            recorder.handle(event)
        assert recorder.stop()


def test_what_was_done_most_comes_first_and_then_the_latest(tmp_path: Path) -> None:
    database = tmp_path / "log.db"
    logged(database, "Anna", "squat", "lunge", "squat", "plank")
    logged(database, "Bo", "push_up")
    assert used(database, "Anna") == ("squat", "plank", "lunge")
    assert set(used(database, "")) == {"squat", "lunge", "plank", "push_up"}
    assert used(database, "Nobody") == ()


def test_no_log_and_a_broken_one_offer_nothing(tmp_path: Path) -> None:
    assert used(tmp_path / "none.db", "") == ()
    assert not (tmp_path / "none.db").exists()
    broken = tmp_path / "broken.db"
    broken.write_text("this is no database, " * 50)
    assert used(broken, "") == ()


def test_whoever_has_a_pin_is_told_apart_and_a_broken_file_is_left_out() -> None:
    profiles.add("Anna")
    profiles.add("Bo", "1234")
    profiles.add("Cleo")
    profiles.add("Dan").write_text("[camera]\n")
    assert people() == (("Anna", "Bo", "Cleo"), ("Bo",))


def test_a_pin_is_asked_for() -> None:
    asked: list[str] = []
    sent: list[Command] = []
    host = Host(sent.append)
    host.handle(ProfileLocked(1, 0.0, "Bo"))
    host.on_locked = asked.append
    host.handle(ProfileLocked(2, 0.0, "Bo"))
    assert (asked, sent) == (["Bo"], [])


def test_who_trains_brings_their_own_goals() -> None:
    path = profiles.add("Anna")
    path.write_text(path.read_text() + "\n[workout]\nrepetitions = 7\nsets = 2\n\n[coaching]\ndifficulty = 0.9\n")
    sent: list[Command] = []
    host = Host(sent.append)
    host.handle(SessionStarted(1, 0.0))
    host.handle(ProfileChosen(2, 0.0, "Anna"))
    host.handle(SessionEnded(3, 1.0))
    assert sent[0] == SetDifficulty(0.9)
    assert isinstance(sent[1], SetGoals)
    assert (sent[1].repetitions, sent[1].sets) == (7, 2)


def test_who_trains_brings_their_own_screen_and_voice() -> None:
    path = profiles.add("Anna")
    path.write_text(path.read_text() + '\n[general]\nlanguage = "de"\n')
    spoken: list[str] = []
    shown: list[tuple[str, Path | None]] = []
    host = Host(lambda command: None, lambda settings: spoken.append(settings.spoken))
    host.handle(ProfileChosen(1, 0.0, "Anna"))
    host.on_person = lambda settings, file: shown.append((settings.general.language, file))
    host.handle(ProfileChosen(2, 0.0, "Anna"))
    host.handle(ProfileChosen(3, 0.0, "Nobody"))
    assert spoken == ["de", "de", "en"]
    assert shown == [("de", path), ("en", None)]


def test_today_s_plan_comes_with_the_person_and_only_when_it_is_another() -> None:
    squats = Plan("p1", "Knees", (PlanItem(1, "squat", 2, 8),))
    further = Plan("p1", "Knees", (PlanItem(1, "squat", 2, 8, done=1),))
    plans: dict[str, Plan | None] = {"Anna": squats}
    sent: list[Command] = []
    host = Host(sent.append, plan=plans.get, person="Anna", today=lambda: date(2026, 3, 11))
    assert sent == [SetPlan(squats)]
    plans["Anna"] = further
    host.handle(SessionStarted(1, 0.0))
    assert sent == [SetPlan(squats)]  # the one that leads knows how far it is
    host.handle(ProfileChosen(2, 0.0, "Bo"))
    assert [c for c in sent if isinstance(c, SetPlan)][1:] == [SetPlan(None)]
    host.handle(ProfileChosen(3, 0.0, "Anna"))
    assert [c for c in sent if isinstance(c, SetPlan)][2:] == [SetPlan(further)]
    plans["Anna"] = Plan("p2", "Hips", (PlanItem(1, "lunge", 2, 8),))
    host.handle(SessionStarted(4, 9.0))
    assert [c for c in sent if isinstance(c, SetPlan)][3:] == [SetPlan(plans["Anna"])]


def test_the_next_day_s_plan_is_another_also_where_it_asks_for_the_same() -> None:
    today = [date(2026, 12, 31)]
    squats = Plan("p1", "Knees", (PlanItem(1, "squat", 2, 8),))
    sent: list[Command] = []

    def read(person: str) -> Plan:
        day, today[0] = today[0], max(today[0], midnight)  # the clock strikes while the log is read
        return replace(squats, title=str(day))

    midnight = today[0]
    host = Host(sent.append, plan=read, person="Anna", today=lambda: today[0])
    host.handle(SessionStarted(1, 0.0))
    assert len(sent) == 1
    midnight = date(2027, 1, 1)
    host.handle(SessionStarted(2, 900.0))
    assert len(sent) == 1, "it was begun on the old day"
    host.handle(SessionStarted(3, 1800.0))
    host.handle(SessionStarted(4, 2700.0))
    assert sent == [SetPlan(replace(squats, title="2026-12-31")), SetPlan(replace(squats, title="2027-01-01"))]


def test_no_log_has_no_plan_and_a_broken_one_neither(tmp_path: Path) -> None:
    assert plan(tmp_path / "none.db", "Anna") is None
    broken = tmp_path / "broken.db"
    broken.write_text("this is no database, " * 50)
    assert plan(broken, "Anna") is None
