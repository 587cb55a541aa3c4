"""What the program writes is its user's alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from mirror import paths


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in ("STATE", "CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    before = os.umask(0o022)
    yield tmp_path
    os.umask(before)


def test_what_is_written_from_now_on_nobody_else_reads(home: Path) -> None:
    paths.keep_private()
    (home / "new").mkdir()
    (home / "new" / "file").write_text("")
    assert (home / "new").stat().st_mode & 0o777 == 0o700
    assert (home / "new" / "file").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("before", "after"), [(0o755, 0o700), (0o777, 0o700), (0o750, 0o750), (0o770, 0o770), (0o700, 0o700)])
def test_a_folder_that_everybody_may_look_into_is_closed_and_a_group_s_is_not(before: int, after: int) -> None:
    paths.data().mkdir(parents=True)
    paths.data().chmod(before)
    paths.keep_private()
    assert paths.data().stat().st_mode & 0o777 == after


def test_a_stricter_mask_stays() -> None:
    os.umask(0o177)
    paths.keep_private()
    assert os.umask(0o022) == 0o177
