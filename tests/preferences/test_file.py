"""settings.toml written back: one value changes, the rest stays, and nothing that cannot be read is written over."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mirror.errors import SettingsError
from mirror.preferences.file import parse, setting, store
from mirror.settings import Setting, load_settings, schema

WRITTEN = """# mine
[voice]          # what I hear
rate = 150       # calm
volume = 0.25

[camera]
source = "demo"
"""


@pytest.fixture
def toml(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_a_file_is_made_where_there_is_none(toml: Path) -> None:
    store({"voice.volume": 0.5}, toml)
    assert toml.read_text() == "[voice]\nvolume = 0.5\n"
    assert load_settings(toml).voice.volume == 0.5


def test_comments_and_order_stay(toml: Path) -> None:
    toml.write_text(WRITTEN)
    store({"voice.volume": 0.75, "screen.calm": True}, toml)
    text = toml.read_text()
    assert text.startswith(WRITTEN.replace("0.25", "0.75"))
    assert load_settings(toml).screen.calm


def test_back_to_the_default_the_line_leaves(toml: Path) -> None:
    toml.write_text('[voice]\nvolume = 0.25\n\n[camera]\nsource = "demo"\n')
    store({"voice.volume": None, "pose.model": None}, toml)
    assert toml.read_text() == '[voice]\n\n[camera]\nsource = "demo"\n'


@pytest.mark.parametrize("text", ["[voice\n", "[voice]\nvolume = 7\n", "voice = 3\n", "[voice]\nloudness = 1\n"])
def test_a_file_that_is_wrong_is_never_written_over(toml: Path, text: str) -> None:
    toml.write_text(text)
    with pytest.raises(SettingsError, match=str(toml)):
        store({"voice.rate": 150}, toml)
    assert toml.read_text() == text


def test_bytes_that_are_no_text_stay(toml: Path) -> None:
    toml.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError):
        store({"voice.rate": 150}, toml)
    assert toml.read_bytes() == b"\xff\xfe"


def test_a_value_that_is_not_allowed_changes_nothing(toml: Path) -> None:
    toml.write_text(WRITTEN)
    with pytest.raises(SettingsError, match=r"voice\.volume cannot be 3: it takes 0 to 1\."):
        store({"voice.rate": 200, "voice.volume": 3}, toml)
    assert toml.read_text() == WRITTEN


def test_a_link_stays_a_link_and_the_rights_stay(toml: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.toml"
    real.write_text(WRITTEN)
    real.chmod(0o640)
    toml.symlink_to(real)
    store({"voice.volume": 0.5}, toml)
    assert toml.is_symlink()
    assert "volume = 0.5" in real.read_text()
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_new_file_is_its_owners_alone(toml: Path) -> None:
    store({"voice.volume": 0.5}, toml)
    assert toml.stat().st_mode & 0o077 == 0


def test_a_folder_in_the_way_is_said(toml: Path) -> None:
    toml.mkdir()
    with pytest.raises(SettingsError, match="cannot be read"):
        store({"voice.volume": 0.5}, toml)


def test_the_nearest_name_is_offered() -> None:
    with pytest.raises(SettingsError, match=r"did you mean .*voice\.volume"):
        setting("voice.volum")


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [("screen.calm", "yes", True), ("screen.calm", "off", False), ("voice.rate", "150", 150), ("voice.volume", " .5 ", 0.5)],
)
def test_what_is_typed_becomes_a_value(name: str, text: str, value: object) -> None:
    assert parse(setting(name), text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [("screen.calm", "perhaps"), ("voice.rate", "1.5"), ("voice.volume", "nan"), ("pose.model", "huge"), ("kiosk.pin", "abc")],
)
def test_what_cannot_be_is_refused_in_a_sentence(name: str, text: str) -> None:
    with pytest.raises(SettingsError):
        parse(setting(name), text)


def test_a_pin_is_kept_as_its_hash_only(toml: Path) -> None:
    store({"kiosk.pin": parse(setting("kiosk.pin"), "2468")}, toml)
    assert "2468" not in toml.read_text()
    assert load_settings(toml).kiosk.pin.startswith("scrypt$")


def values(entry: Setting) -> st.SearchStrategy[object]:
    """Everything that a setting allows, within reason."""
    match entry.kind:
        case "switch":
            return st.booleans()
        case "choice":
            return st.sampled_from(entry.choices)
        case "whole":
            return st.integers(int(entry.low or 0), int(entry.high or 100))
        case "number":
            return st.floats(entry.low, entry.high, allow_nan=False)
        case _:
            return st.sampled_from(entry.suggestions or ("", "grün", 'a "b" #c'))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_written_is_read_again(tmp_path: Path, data: st.DataObject) -> None:
    toml = tmp_path / "some.toml"
    toml.write_text(WRITTEN)
    wanted = {
        entry.name: data.draw(values(entry))
        for entry in data.draw(st.lists(st.sampled_from([e for e in schema() if e.kind != "secret"]), max_size=5))
    }
    store(wanted, toml)
    found = load_settings(toml)
    assert {name: setting(name).of(found) for name in wanted} == wanted
