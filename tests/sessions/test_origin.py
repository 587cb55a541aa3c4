"""A machine's id: one for all programs, whatever happens to its file."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mirror.sessions.origin import origin


def test_it_is_made_once_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "state" / "origin"
    first = origin(file)
    assert len(first) == 32
    assert origin(file) == first
    assert [p.name for p in file.parent.iterdir()] == ["origin"], "nothing is left beside it"


def test_who_asks_at_once_gets_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: origin(tmp_path / "origin"), range(64)))) == 1


@pytest.mark.parametrize("rubbish", [b"", b"hello", b"\xff" * 40])
def test_a_file_that_holds_something_else_is_left_and_the_program_goes_on(tmp_path: Path, rubbish: bytes) -> None:
    file = tmp_path / "origin"
    file.write_bytes(rubbish)
    assert origin(file) == origin(file) != ""
    assert file.read_bytes() == rubbish


def test_without_a_folder_it_holds_for_the_programs_life(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("no folder", encoding="utf-8")
    assert origin(tmp_path / "state" / "origin") == origin(tmp_path / "state" / "origin") != ""
