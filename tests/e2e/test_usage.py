"""Wrong usage is 2, the world's failures are 1 with one sentence, and help is quick."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.e2e.conftest import Mirror


@pytest.mark.alone
def test_help_answers_at_once(mirror: Mirror) -> None:
    times = []
    for _ in range(3):
        began = time.perf_counter()
        result = mirror("--help")
        times.append(time.perf_counter() - began)
        assert result.code == 0
    assert "run" in result.out
    assert min(times) < 0.6, times


@pytest.mark.parametrize(
    "args",
    [
        ("fly",),
        ("run", "--for", "soon"),
        ("run", "--for", "-3"),
        ("run", "--sorce", "demo"),
        ("run", "extra"),
        ("analyze",),
        ("exercises", "squad"),
        ("analyze", "clip.mp4", "--exercise", "squad"),
        ("demo-video", "--exercise", "squat"),
        ("sessions", "show"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2(mirror: Mirror, args: tuple[str, ...]) -> None:
    result = mirror(*args)
    assert result.code == 2, result
    assert result.out == ""
    assert result.err
    assert "Traceback" not in result.err


def test_a_near_name_is_offered(mirror: Mirror) -> None:
    assert "did you mean squat" in mirror("exercises", "squad").sentence


def broken(folder: Path) -> dict[str, str]:
    """Sources that are not, by what is wrong with them."""
    (folder / "empty.mp4").touch()
    (folder / "text.mp4").write_text("not a video\n" * 100)
    (folder / "pictures").mkdir()
    return {
        "missing": "missing.mp4",
        "empty": "empty.mp4",
        "text": "text.mp4",
        "folder": "pictures",
        "camera": "camera:97",
        "device": "/dev/video97",
        "stream": "http://127.0.0.1:9/video",
    }


@pytest.mark.parametrize("kind", ["missing", "empty", "text", "folder", "camera", "device", "stream"])
def test_a_source_that_is_not_one_is_said_in_one_sentence(mirror: Mirror, kind: str) -> None:
    source = broken(mirror.home)[kind]
    result = mirror("run", "--headless", "--source", source)
    assert result.code == 1
    assert result.out == ""
    assert result.sentence.startswith("mirror: ")


@pytest.mark.parametrize("kind", ["missing", "empty", "text"])
def test_a_video_that_is_none_cannot_be_analysed(mirror: Mirror, kind: str) -> None:
    result = mirror("analyze", broken(mirror.home)[kind], "--json", "-")
    assert result.code == 1
    assert result.out == ""
    assert "Traceback" not in result.err


@pytest.mark.parametrize(("text", "key"), [("[voice]\nvolume = 3\n", "voice.volume"), ("[voice", "settings.toml")])
def test_broken_settings_are_named_and_kept(mirror: Mirror, text: str, key: str) -> None:
    mirror.settings.write_text(text)
    result = mirror("run", "--headless", "--source", "demo", "--for", "1")
    assert result.code == 1
    assert key in result.sentence
    assert mirror.settings.read_text() == text


def test_the_doctor_knows_what_is_there_and_what_is_not(mirror: Mirror) -> None:
    result = mirror("doctor", "--json")
    report = json.loads(result.out)
    states = {check["name"]: check["state"] for check in report["checks"]}
    assert result.code == 0, report
    assert report["ok"] is True
    assert (states["display"], states["camera"]) == ("missing", "missing")
    assert states["pose weights"] == states["recognition weights"] == states["exercises"] == states["database"] == "ok"
    assert all(check["mend"] for check in report["checks"] if check["state"] != "ok")
    assert not mirror.database.exists(), "a look must leave nothing behind"


def test_the_doctor_finds_broken_settings_and_a_foreign_database(mirror: Mirror) -> None:
    mirror.settings.write_text("[voice]\nvolume = 3\n")
    mirror.database.parent.mkdir(parents=True)
    mirror.database.write_text("this is no database, " * 50)
    result = mirror("doctor")
    assert result.code == 1
    assert "broken   settings" in result.out
    assert "broken   database" in result.out
    assert "voice.volume" in result.out


def test_the_catalogue_can_be_read(mirror: Mirror) -> None:
    lines = mirror("exercises").out.splitlines()
    assert len(lines) == 36
    squat = mirror("exercises", "squat").out
    assert "knees_in" in squat
    assert "evidence" in squat
