"""What a machine remembers of its own lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from mirror.sessions import witness


def test_the_last_line_of_each_log_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "state" / "audit.json"
    witness.remember(str(tmp_path / "a.db"), "m", 1, "one", file)
    witness.remember(str(tmp_path / "a.db"), "m", 2, "two", file)
    witness.remember("postgresql://host/clinic", "m", 7, "seven", file)
    monkeypatch.chdir(tmp_path)
    assert witness.remembered("a.db", "m", file) == (2, "two"), "the same file under another name"
    assert witness.remembered("postgresql://host/clinic", "m", file) == (7, "seven")
    assert witness.remembered("a.db", "another", file) == (0, "")
    assert [path.name for path in file.parent.iterdir()] == ["audit.json"]


def test_who_was_quicker_stays(tmp_path: Path) -> None:
    file = tmp_path / "audit.json"
    witness.remember("a", "m", 5, "five", file)
    witness.remember("a", "m", 4, "four", file)
    assert witness.remembered("a", "m", file) == (5, "five")


def test_old_logs_are_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "audit.json"
    for n in range(witness.KEPT + 5):
        witness.remember(f"log {n}", "m", 1, "x", file)
    assert witness.remembered("log 4", "m", file) == (0, "")
    assert witness.remembered("log 5", "m", file) == (1, "x")


@pytest.mark.parametrize("rubbish", ["", "[]", "{", '{"a": 1}', '{"a": ["x", 1]}', "\xff"])
def test_a_file_that_cannot_be_read_remembers_nothing(tmp_path: Path, rubbish: str) -> None:
    file = tmp_path / "audit.json"
    file.write_text(rubbish, encoding="latin-1")
    assert witness.remembered("a", "m", file) == (0, "")
    witness.remember("a", "m", 1, "x", file)
    assert witness.remembered("a", "m", file) == (1, "x")


def test_without_a_folder_nothing_is_remembered_and_nobody_stumbles(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder", encoding="utf-8")
    witness.remember("a", "m", 1, "x", tmp_path / "state" / "audit.json")
    assert witness.remembered("a", "m", tmp_path / "state" / "audit.json") == (0, "")
