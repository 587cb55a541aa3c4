"""calibration.toml: kept whole, for one source each, and a broken one is never lost."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from mirror.calibration import store
from mirror.calibration.store import Kept
from mirror.errors import SettingsError
from mirror.geometry.camera import Calibration

_ONE = Calibration(1.1234, -4.5, 0.5, 3.2, 48.0, "calibrated", 0.02, 0.3, 0.2, 0.05, 0.0)
_TWO = Calibration(0.9, 3.0, 0.0, source="by hand")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "calibration.toml"


def test_what_is_kept_comes_back_for_its_source_only(file: Path) -> None:
    assert store.load("camera 0", file) is None
    assert store.save("camera 0", Kept(_ONE, 1.75), file) == ""
    store.save("clip.mp4", Kept(_TWO), file)
    assert store.load("camera 0", file) == Kept(_ONE, 1.75)
    assert store.load("camera 1", file) is None
    again = store.load("clip.mp4", file)
    assert again is not None
    assert math.isnan(again.body_m)
    assert math.isnan(again.calibration.distance_m)
    assert again.calibration.source == "by hand"


def test_a_source_may_be_called_anything(file: Path) -> None:
    name = 'http://user@"cam"/a b\\c.mp4 ü'
    store.save(name, Kept(_ONE), file)
    found = store.load(name, file)
    assert found is not None
    assert found.calibration == _ONE


def test_saving_again_replaces_and_leaves_the_rest_with_its_comments(file: Path) -> None:
    store.save("a", Kept(_ONE), file)
    file.write_text("# mine\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    store.save("b", Kept(_ONE), file)
    store.save("a", Kept(_TWO), file)
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# mine\n")
    found = store.load("a", file)
    assert found is not None
    assert found.calibration.height_m == 0.9
    assert store.load("b", file) == store.load("b", file) is not None
    assert list(file.parent.iterdir()) == [file]


def test_forgetting(file: Path) -> None:
    store.save("a", Kept(_ONE), file)
    assert store.forget("a", file)
    assert not store.forget("a", file)
    assert store.load("a", file) is None


@pytest.mark.parametrize(
    "text",
    [
        "this is no TOML = =",
        "sources = 3",
        '[sources.a]\nsource = "dreamt"',
        '[sources.a]\nsource = "calibrated"\npitch_deg = "steep"\nroll_deg = 0',
        '[sources.a]\nsource = "calibrated"\nheight_m = -1.0\npitch_deg = 0\nroll_deg = 0',
        '[sources.a]\nsource = "calibrated"\nheight_m = 1.0',
        '[sources.a]\nsource = "calibrated"\npitch_deg = 1e400\nroll_deg = 0',
    ],
)
def test_a_broken_file_is_one_sentence_and_stays(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as told:
        store.load("a", file)
    assert str(told.value).count("\n") == 0
    assert str(told.value).endswith("calibrate again.")
    assert file.read_text(encoding="utf-8") == text


def test_calibrating_over_a_broken_file_keeps_it_aside(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("= broken", encoding="utf-8")
    note = store.save("a", Kept(_ONE), file)
    assert "kept as" in note
    assert file.with_suffix(".toml.broken").read_text(encoding="utf-8") == "= broken"
    assert store.load("a", file) is not None


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(SettingsError, match="cannot be"):
        store.save("a", Kept(_ONE), tmp_path / "config" / "calibration.toml")
