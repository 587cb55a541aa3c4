"""settings.toml: defaults, what wins over what, and the sentence for each way of being wrong."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from pydantic import ValidationError

from mirror.errors import SettingsError
from mirror.settings import GeneralSettings, Settings, VoiceSettings, load_settings, schema


@pytest.fixture
def toml(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_an_absent_file_means_the_defaults(toml: Path) -> None:
    settings = load_settings(toml)
    assert settings == Settings()
    assert settings.pose.model == "full"
    assert not toml.exists()


def test_the_file_is_read_and_the_rest_stays_default(toml: Path) -> None:
    toml.write_text('[pose]\nmodel = "lite"\n[voice]\nvolume = 0.25\n')
    settings = load_settings(toml)
    assert (settings.pose.model, settings.voice.volume, settings.voice.rate) == ("lite", 0.25, Settings().voice.rate)


def test_the_environment_wins_over_the_file(toml: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    toml.write_text("[voice]\nvolume = 0.25\non = false\n")
    monkeypatch.setenv("MIRROR_VOICE__VOLUME", "0.5")
    voice = load_settings(toml).voice
    assert (voice.volume, voice.on) == (0.5, False)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("[voice\nvolume = 1", ["not valid TOML", "line 1"]),
        ("[voice]\nvolume = 3", ["voice.volume", "3"]),
        ('[pose]\nmodel = "huge"', ["pose.model", "'huge'", "'lite', 'full' or 'heavy'"]),
        ("[voice]\nloudness = 1", ["voice.loudness", "no such setting"]),
        ("[noise]\nvolume = 1", ["noise", "no such setting"]),
        ("voice = 3", ["voice"]),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence_and_the_file_is_kept(toml: Path, text: str, parts: list[str]) -> None:
    toml.write_text(text)
    with pytest.raises(SettingsError) as caught:
        load_settings(toml)
    sentence = str(caught.value)
    assert "\n" not in sentence
    for part in [str(toml), *parts]:
        assert part in sentence
    assert toml.read_text() == text


def test_bytes_that_are_no_text(toml: Path) -> None:
    toml.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="not valid TOML"):
        load_settings(toml)


def test_a_folder_in_place_of_the_file(toml: Path) -> None:
    toml.mkdir()
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(toml)


def test_a_wrong_environment_variable_is_named(toml: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIRROR_VOICE__VOLUME", "loud")
    with pytest.raises(SettingsError, match="environment variable MIRROR_VOICE__VOLUME"):
        load_settings(toml)


def test_a_wrong_section_in_the_environment(toml: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIRROR_VOICE", "{not json")
    with pytest.raises(SettingsError, match="environment variable"):
        load_settings(toml)


def test_settings_do_not_change_under_those_who_hold_them() -> None:
    with pytest.raises(ValidationError):
        Settings().voice.volume = 0.1  # type: ignore[misc]


def test_every_setting_has_a_title_and_a_description_and_is_read_somewhere() -> None:
    """A setting that nobody reads is a promise that nobody keeps."""
    root = Path(__file__).parents[1]
    files = [path for house in ("mirror", "ui") for path in (root / house).rglob("*.py") if path.name != "settings.py"]
    read = {
        node.attr for path in files for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)
    }
    for entry in schema():
        assert entry.title
        assert entry.description.endswith(".")
        assert entry.heading
        assert {entry.section, entry.key} <= read | {"general"}, f"{entry.name} is read by nobody"


def test_numbers_say_their_limits_and_defaults_lie_on_a_step() -> None:
    for entry in schema():
        if entry.kind in ("whole", "number"):
            assert entry.low is not None
            assert entry.high is not None
            steps = (entry.default - entry.low) / entry.step
            assert abs(steps - round(steps)) < 1e-6, entry.name
            assert entry.low <= entry.default <= entry.high


def test_the_voice_speaks_the_mirror_s_language_unless_it_has_its_own() -> None:
    german = GeneralSettings(language="de")
    assert Settings(general=german).spoken == "de"
    assert Settings(general=german, voice=VoiceSettings(language="en-gb")).spoken == "en-gb"
