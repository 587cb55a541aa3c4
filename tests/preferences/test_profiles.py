"""Profiles: files over the mirror's settings, with names that can be files' and PINs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mirror.errors import SettingsError
from mirror.preferences import file, pins, profiles
from mirror.preferences.pins import PinError


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pins, "_N", 2**4)


def test_nobody_is_there_at_first(home: Path) -> None:
    assert profiles.names() == []
    assert profiles.settings_of("Ann").workout.repetitions == 0
    with pytest.raises(profiles.ProfileError, match="none yet"):
        profiles.file("Ann")


def test_a_persons_own_values_win_over_the_mirrors_and_the_environment_over_both(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.store({"voice.volume": 0.4, "workout.rest": 45})
    path = profiles.add("Ann")
    file.store({"voice.volume": 0.9, "workout.repetitions": 12, "general.language": "de"}, path)
    hers = profiles.settings_of("ann")
    assert (hers.voice.volume, hers.workout.rest, hers.workout.repetitions, hers.general.language) == (0.9, 45, 12, "de")
    monkeypatch.setenv("MIRROR_VOICE__VOLUME", "0.1")
    assert profiles.settings_of("Ann").voice.volume == 0.1
    assert profiles.settings_of("").workout.repetitions == 0


def test_what_is_the_mirrors_is_not_a_persons(home: Path) -> None:
    path = profiles.add("Ann")
    path.write_text('[camera]\nsource = "demo"\n')
    with pytest.raises(SettingsError, match="camera"):
        profiles.settings_of("Ann")


@pytest.mark.parametrize("name", ["", "  ", "a/b", "..", ".hidden", "x" * 41, "a\nb", "C:", "$HOME"])
def test_names_that_cannot_be_files(name: str) -> None:
    with pytest.raises(profiles.ProfileError):
        profiles.add(name)


def test_a_system_that_knows_ascii_alone_says_so(home: Path) -> None:
    code = "from mirror.preferences import profiles; print(profiles.add('Ann')); profiles.add('Zo\\u00eb')"
    old = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "XDG_CONFIG_HOME": str(home)}
    told = subprocess.run([sys.executable, "-c", code], env={**os.environ, **old}, capture_output=True, text=True, timeout=60)
    assert told.stderr.splitlines()[-1].endswith(
        "ProfileError: 'Zo\\xeb' cannot be a file's name in this system's character set; one with UTF-8 can."
    )
    assert [path.name for path in home.rglob("*.toml")] == ["Ann.toml"]


def test_names_of_any_script_are_told_apart_but_for_case(home: Path) -> None:
    for name in ("민지", "Zoë", "anna"):
        profiles.add(name)
    assert profiles.names() == ["anna", "Zoë", "민지"]
    with pytest.raises(profiles.ProfileError, match="already"):
        profiles.add("ANNA")
    with pytest.raises(profiles.ProfileError, match="already"):
        profiles.add("Zoe\u0308")


def test_renaming_keeps_the_settings(home: Path) -> None:
    file.store({"voice.volume": 0.9}, profiles.add("Ann"))
    profiles.add("Ben")
    with pytest.raises(profiles.ProfileError, match="already"):
        profiles.rename("Ann", "ben")
    profiles.rename("Ann", "ANN")
    profiles.rename("Ann", "Anne")
    assert profiles.names() == ["Anne", "Ben"]
    assert profiles.settings_of("Anne").voice.volume == 0.9
    profiles.remove("Anne")
    assert profiles.names() == ["Ben"]


def test_a_pin_opens_only_its_own_profile(home: Path) -> None:
    file.store({"voice.volume": 0.9}, profiles.add("Ann", "1234"))
    profiles.add("Ben")
    profiles.unlock("Ben", "")
    profiles.unlock("Ann", "1234")
    with pytest.raises(PinError):
        profiles.unlock("Ann", "")
    profiles.set_pin("Ann", "9876")
    profiles.unlock("Ann", "9876")
    profiles.set_pin("Ann", "")
    profiles.unlock("Ann", "")
    profiles.set_pin("Ann", "4321")
    assert profiles.settings_of("Ann").voice.volume == 0.9
    assert "4321" not in profiles.file("Ann").read_text()
    profiles.unlock("Ann", "4321")
