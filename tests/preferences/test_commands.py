"""`mirror settings` and `mirror profiles`, as they are called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mirror.cli import app
from mirror.preferences import pins, profiles
from mirror.sessions import Store
from mirror.settings import load_settings, schema
from tests.sessions.test_store import record


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pins, "_N", 2**4)


def mirror(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, words, input=typed)


def test_everything_is_listed() -> None:
    told = mirror("settings").stdout
    listed = json.loads(mirror("settings", "--json").stdout)
    assert [entry["name"] for entry in listed] == [entry.name for entry in schema()]
    for entry in schema():
        assert f"{entry.name} = " in told
        assert entry.description in told


def test_one_is_set_and_reset(home: Path) -> None:
    done = mirror("settings", "set", "voice.volume", "0.5")
    assert (done.exit_code, done.stdout) == (0, "voice.volume = 0.5\n")
    assert load_settings().voice.volume == 0.5
    assert "voice.volume = 0.5  (default 0.8)" in mirror("settings").stdout
    assert mirror("settings", "reset", "voice.volume").stdout == "voice.volume = 0.8\n"


@pytest.mark.parametrize(
    "words", [("set", "voice.volume", "9"), ("set", "voice.loud", "1"), ("reset", "noise"), ("set", "kiosk.pin", "12")]
)
def test_what_cannot_be_is_one_sentence(words: tuple[str, ...]) -> None:
    done = mirror("settings", *words)
    assert done.exit_code == 1
    assert done.stderr.startswith("mirror: ")
    assert done.stderr.count("\n") == 1


def test_a_pin_is_neither_listed_nor_said(home: Path) -> None:
    done = mirror("settings", "set", "kiosk.pin", "2468")
    told = mirror("settings").stdout + mirror("settings", "--json").stdout
    assert done.stdout == "kiosk.pin = set\n"
    assert "scrypt" not in done.stdout + told


def test_the_environment_is_said_to_win(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIRROR_VOICE__VOLUME", "0.1")
    assert "MIRROR_VOICE__VOLUME is set and wins" in mirror("settings", "set", "voice.volume", "0.5").stderr
    assert "set by MIRROR_VOICE__VOLUME" in mirror("settings").stdout


def test_people_come_change_and_go(home: Path) -> None:
    assert "no profile yet" in mirror("profiles").stderr
    assert mirror("profiles", "add", "Ann", "--pin", typed="1234\n").exit_code == 0
    assert mirror("settings", "set", "workout.sets", "4", "--profile", "Ann").exit_code == 0
    assert json.loads(mirror("profiles", "list", "--json").stdout) == [{"name": "Ann", "pin": True, "own": ["workout.sets"]}]
    refused = mirror("settings", "set", "pose.model", "lite", "--profile", "Ann")
    assert (refused.exit_code, "belongs to the mirror" in refused.stderr) == (1, True)
    assert mirror("profiles", "pin", "Ann", typed="0000\n5678\n").exit_code == 1
    assert mirror("profiles", "pin", "Ann", typed="1234\n5678\n").exit_code == 0
    profiles.unlock("Ann", "5678")
    assert mirror("profiles", "remove", "Ann").exit_code == 1
    assert mirror("profiles", "remove", "Ann", "--yes").exit_code == 0
    assert profiles.names() == []


def test_a_person_is_renamed_in_the_log_too(home: Path) -> None:
    (home / "data").mkdir()
    record(home / "data" / "sessions.db", "Ann")
    record(home / "data" / "sessions.db", "Ben")
    for name in ("Ann", "Cid"):
        profiles.add(name)
    assert "sessions renamed: 1" in mirror("profiles", "rename", "Ann", "Anne").stdout
    refused = mirror("profiles", "rename", "Cid", "Anne")
    assert refused.exit_code == 1
    with Store(home / "data" / "sessions.db") as store:
        assert [p.name for p in store.profiles()] == ["Anne", "Ben"]
    # a name that only the log knows is somebody's as well, and the profile keeps its own
    record(home / "data" / "sessions.db", "Cid")
    assert mirror("profiles", "rename", "Cid", "Ben").exit_code == 1
    assert profiles.names() == ["Anne", "Cid"]


def test_a_pin_is_asked_for_and_one_on_the_command_line_is_warned_of(home: Path) -> None:
    asked = CliRunner().invoke(app, ["settings", "set", "kiosk.pin"], input="2468\n")
    assert (asked.exit_code, asked.stdout, asked.stderr) == (0, "kiosk.pin = set\n", "")
    assert pins.matches("2468", load_settings().kiosk.pin)
    told = CliRunner().invoke(app, ["settings", "set", "kiosk.pin", "1357"])
    assert told.exit_code == 0
    assert "Others can see what stands on a command line" in told.stderr
    assert "1357" not in told.stderr + told.stdout
    assert CliRunner().invoke(app, ["settings", "set", "voice.volume"]).exit_code == 2
