"""Editing: counts at once, is written once, can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from mirror.errors import SettingsError
from mirror.preferences import profiles
from mirror.preferences.changes import Changes
from mirror.settings import Settings, load_settings


@pytest.fixture
def toml(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_a_change_counts_at_once_and_is_written_when_saved(toml: Path) -> None:
    changes = Changes(Settings(), file=toml)
    assert changes.set("voice.volume", 0.5)
    assert not changes.set("voice.volume", 0.5)
    assert changes.settings.voice.volume == 0.5
    assert not toml.exists()
    changes.save()
    assert load_settings(toml).voice.volume == 0.5


def test_a_sliders_way_is_undone_at_once_and_saved_steps_one_by_one(toml: Path) -> None:
    changes = Changes(Settings(), file=toml)
    for volume in (0.7, 0.6, 0.5):
        changes.set("voice.volume", volume)
    changes.save()
    changes.set("voice.volume", 0.2)
    changes.set("screen.calm", True)
    assert [changes.undo(), changes.value("screen.calm")] == ["screen.calm", False]
    assert [changes.undo(), changes.value("voice.volume")] == ["voice.volume", 0.5]
    assert [changes.undo(), changes.value("voice.volume")] == ["voice.volume", 0.8]
    assert changes.undo() == ""
    changes.save()
    assert load_settings(toml) == Settings()


def test_a_default_leaves_no_line(toml: Path) -> None:
    toml.write_text("[voice]\nvolume = 0.25\nrate = 150\n")
    changes = Changes(load_settings(toml), file=toml)
    changes.reset("voice.volume")
    changes.save()
    assert toml.read_text() == "[voice]\nrate = 150\n"


def test_a_persons_own_goes_to_their_file_even_where_it_is_the_default(toml: Path, home: Path) -> None:
    toml.write_text("[voice]\nvolume = 0.25\n")
    ann = profiles.add("Ann")
    changes = Changes(load_settings(toml, profile=ann), ann, toml)
    changes.set("voice.volume", 0.8)
    changes.set("pose.model", "lite")
    changes.save()
    assert load_settings(toml, profile=ann).voice.volume == 0.8
    assert load_settings(toml).voice.volume == 0.25
    assert load_settings(toml).pose.model == "lite"


def test_what_is_not_allowed_changes_nothing(toml: Path) -> None:
    changes = Changes(Settings(), file=toml)
    with pytest.raises(SettingsError):
        changes.set("voice.volume", 2)
    assert (changes.undoable, changes.settings) == ("", Settings())


def test_a_file_that_cannot_be_written_over_is_said_and_the_change_holds(toml: Path) -> None:
    toml.write_text("[voice\n")
    changes = Changes(Settings(), file=toml)
    changes.set("voice.volume", 0.5)
    with pytest.raises(SettingsError, match="not valid TOML"):
        changes.save()
    assert changes.settings.voice.volume == 0.5
    assert toml.read_text() == "[voice\n"
