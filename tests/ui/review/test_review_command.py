"""`mirror review` where it cannot open: one sentence and exit code 1, never a trace."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from mirror.cli import app


@pytest.mark.parametrize(
    ("platform", "content", "said"),
    [
        ("xcb", None, "There is no display for the review's window"),
        ("offscreen", None, "There is no session log"),
        ("offscreen", b"somebody's letter", "is broken or not a database"),
        ("offscreen", b"SQLite format 3\x00" + bytes(4096), "is the database of another program"),
    ],
)
def test_what_stands_in_the_way_is_one_sentence(
    platform: str, content: bytes | None, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    file = tmp_path / "x.db"
    if content is not None:
        file.write_bytes(content)
    result = CliRunner().invoke(app, ["review", "--database", str(file)])
    assert result.exit_code == 1
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert content is None or file.read_bytes() == content
